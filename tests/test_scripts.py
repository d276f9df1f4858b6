"""What scripts add to the pages, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from conftest import ROOT, type_within, wait_until
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAVED = "backfile:/:saved"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        assert not [trouble for trouble in troubles if "Failed to load resource" not in trouble]


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def suggested(page: Page, typed: str) -> None:
    """Types and waits for suggestions."""
    # At once: suggestions for its first letters would be replaced while they are looked at.
    page.locator("input.search-box").fill(typed)
    expect(page.get_by_role("option").first).to_be_visible()


def active(page: Page) -> str | None:
    """Text of the option that a screen reader is told of; None if it is told of none."""
    text: str | None = page.evaluate(
        "document.getElementById("
        "document.querySelector('input.search-box').getAttribute('aria-activedescendant'))"
        "?.querySelector('span').textContent ?? null"
    )
    return text


def test_scripts_are_without_texts() -> None:
    for script in (ROOT / "webapp/static").glob("*.js"):
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write", script.read_text())
        # What a person reads comes with the page: sentences are in comments only.
        code = re.sub(r"/\*.*?\*/|//.*", "", script.read_text(), flags=re.DOTALL)
        assert not re.search(r"[\"'`][A-Z][a-z]+ [a-z]+", code), script


def test_what_is_typed_is_completed_and_marked(page: Page, site: str) -> None:
    page.goto(site)
    box = page.locator("input.search-box")
    expect(box).to_have_attribute("aria-expanded", "false")
    suggested(page, "har")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-controls", "suggestions")
    options = page.get_by_role("option")
    assert 1 < options.count() <= 8
    expect(options.first.locator("mark")).to_have_text(re.compile("^har", re.IGNORECASE))
    expect(options.first).to_contain_text(re.compile(r"(Tag|Category|Keyword|Author).*\d+ stor"))
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    status = page.locator("form.search [role=status]")
    expect(status).to_have_text(f"{options.count()} suggestions")
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    box.fill("")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_keys_of_a_combobox(page: Page, site: str) -> None:
    page.goto(site)
    suggested(page, "har")
    texts = page.locator("[role=option] > span").all_text_contents()
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[0]
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[1]
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("Home")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page) == texts[-1]
    page.keyboard.press("End")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert active(page) is None
    box = page.locator("input.search-box")
    expect(box).to_have_value("har")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("har")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert active(page) == texts[-1]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_tab_leaves_and_chooses_nothing(page: Page, site: str) -> None:
    page.goto(site)
    suggested(page, "har")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("input.search-box")).to_have_value("har")
    assert page.url == f"{site}/"


def test_enter_searches_what_was_typed_or_goes_where_the_choice_leads(
    page: Page, site: str
) -> None:
    page.goto(site)
    suggested(page, "harb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=harb")
    page.goto(site)
    suggested(page, "herr")
    title = page.locator("[role=option]", has_text=re.compile("Story$")).first
    name = title.locator("span").inner_text()
    while active(page) != name:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/*")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_suggestion_can_be_clicked_and_tapped(browser: Browser, site: str) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        for act in ("click", "tap"):
            page.goto(f"{site}/photos")
            suggested(page, "quis")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            getattr(page.get_by_role("option", name=re.compile("Quist")).first, act)()
            page.wait_for_url("**/photos?photographer=*")


def test_late_and_broken_answers_change_nothing(page: Page, site: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if "q=har" in route.request.url:
            route.fulfill(status=500, body="<h1>broken</h1>")
        else:
            route.continue_()

    page.route("**/suggest?*", answer)
    page.goto(site)
    box = page.locator("input.search-box")
    type_within(box, "ferr")
    expect(page.get_by_role("option").first).to_be_visible()
    # One question for four letters typed without a pause.
    assert len(asked) == 1
    with page.expect_response("**/suggest?*q=har*"):
        box.fill("har")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.fill("  ")
    page.wait_for_timeout(300)
    assert len(asked) == 2
    box.fill("har")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=har")


def test_an_answer_that_comes_after_more_was_typed_is_dropped(page: Page, site: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "q=ferr" in route.request.url:
            held.append(route)
        else:
            route.continue_()

    page.route("**/suggest?*", hold)
    page.goto(site)
    box = page.locator("input.search-box")
    box.fill("ferr")
    wait_until(page, lambda: bool(held))
    box.fill("seal")
    expect(page.get_by_role("option").first.locator("mark")).to_have_text(
        re.compile("seal", re.IGNORECASE)
    )
    assert len(held) == 1
    before = page.get_by_role("option").all_text_contents()
    held[0].fulfill(json={"suggestions": [], "said": "late"})
    page.wait_for_timeout(200)
    assert page.get_by_role("option").all_text_contents() == before


def test_text_of_the_archive_is_text(page: Page, site: str) -> None:
    evil = {
        "suggestions": [
            {
                "runs": [["<img src=x onerror=alert(1)>", True], ["&amp;", False]],
                "label": "<b>",
                "counted": "1",
                "url": "/",
            }
        ],
        "said": "1",
    }
    page.route("**/suggest?*", lambda route: route.fulfill(json=evil))
    page.goto(site)
    suggested(page, "a")
    expect(page.get_by_role("option")).to_have_text("<img src=x onerror=alert(1)>&amp; <b> · 1")
    assert page.locator("[role=option] img").count() == 0


def test_suggestions_work_where_trusted_types_are_required(browser: Browser, site: str) -> None:
    def require(route: Route) -> None:
        response = route.fetch()
        policy = response.headers["content-security-policy"]
        headers = {
            **response.headers,
            "content-security-policy": f"{policy}; require-trusted-types-for 'script'",
        }
        route.fulfill(response=response, headers=headers)

    with browser.new_context() as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route(f"{site}/", require)
        page.goto(site)
        suggested(page, "har")
        assert errors == []


def test_the_box_is_a_plain_one_without_scripts(plain_page: Page, site: str) -> None:
    plain_page.goto(site)
    expect(plain_page.get_by_role("searchbox")).to_be_visible()
    expect(plain_page.get_by_role("listbox")).to_be_hidden()
    plain_page.get_by_role("searchbox").fill("herring")
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_url("**/search?q=herring")
    assert not plain_page.get_by_role("button", name="Save this search").is_visible()


def test_keys_for_the_box_and_the_help(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=herring")
    box = page.locator("input.search-box")
    page.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("a/b?")
    expect(box).to_have_value("a/b?")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    check = page.get_by_role("checkbox")
    expect(check).to_be_checked()
    check.uncheck()
    page.reload()
    expect(check).not_to_be_checked()
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    check.check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.go_back()
    page.wait_for_url("**/search?q=herring")


def test_a_search_is_saved_renamed_and_forgotten(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=herring&category=harbour&page=1&utm_source=x")
    page.get_by_role("button", name="Save this search").click()
    expect(page.get_by_text("Saved in this browser.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Forget this search")).to_be_visible()
    page.locator(".saving").get_by_role("link", name="Your searches").click()
    saved = page.get_by_role("region", name="Saved").get_by_role("listitem")
    expect(saved).to_have_count(1)
    expect(saved.get_by_role("link").first).to_have_attribute(
        "href", "/search?q=herring&category=harbour"
    )
    expect(saved).to_contain_text("Stories · Category: harbour")
    expect(saved).to_contain_text(re.compile(r"\d found when last looked at, on \d+ \w+ \d{4}"))
    saved.get_by_text("Rename").click()
    saved.get_by_label("Name of this search").fill("Fish <b>")
    page.keyboard.press("Enter")
    expect(saved.get_by_role("link").first).to_have_text("Fish <b>")
    saved.get_by_role("link").first.click()
    page.wait_for_url("**/search?q=herring&category=harbour")
    page.go_back()
    expect(saved.get_by_role("link").first).to_have_text("Fish <b>")
    saved.get_by_role("button", name="Forget").click()
    expect(saved).to_have_count(0)
    expect(page.get_by_role("heading", name="Saved")).to_be_focused()
    recent = page.get_by_role("region", name="Recent").get_by_role("listitem")
    expect(recent).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Forget all recent searches").click()
    expect(recent).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Forget all recent searches").click()
    expect(recent).to_have_count(0)


def test_matches_lead_on_without_scripts(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}/story/posts-2013-04-18-herring-return-to-fish-quay?q=herring&place=1")
    expect(plain_page.locator(".next-match:visible")).to_have_count(0)
    plain_page.locator("p.matches a").click()
    expect(plain_page.locator(".next-match:visible")).to_have_count(1)
    plain_page.locator(".next-match:visible").click()
    expect(plain_page).to_have_url(re.compile("#match-2$"))
    expect(plain_page.locator("#match-2")).to_be_in_viewport()


def test_recent_searches_are_offered_in_an_empty_box(page: Page, site: str) -> None:
    for q in ("herring", "seal", "herring", "ferry"):
        page.goto(f"{site}/search?q={q}")
    page.goto(f"{site}/search")  # everything is no search to come back to
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator("input.search-box")
    box.focus()
    expect(page.get_by_role("combobox")).to_be_visible()  # its script has come
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option] > span")).to_have_text(["ferry", "herring", "seal"])
    expect(page.locator("form.search [role=status]")).to_have_text("Recent searches: 3")
    assert active(page) == "ferry"
    assert not [url for url in asked if "/suggest?" in url]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=herring")


def test_the_same_words_among_stories_and_photos_are_told_apart(page: Page, site: str) -> None:
    for path in ("search", "photos"):
        page.goto(f"{site}/{path}?q=harbour")
    page.locator("input.search-box").fill("")
    expect(page.get_by_role("combobox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]")).to_have_text(["harbour Photos", "harbour Stories"])
    page.goto(f"{site}/searches")
    recent = page.get_by_role("region", name="Recent").locator(".kept-name")
    expect(recent).to_have_text(["harbour Photos", "harbour Stories"])


def test_what_is_new_since_a_search_was_looked_at(page: Page, site: str) -> None:
    asked: list[str] = []

    def count(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(json={"count": 3, "counted": "3 stories"})

    page.route("**/count?*", count)
    page.goto(f"{site}/photos?q=seal")
    moment = page.evaluate("document.documentElement.dataset.moment")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d[T:\d]*", moment)
    page.get_by_role("button", name="Save this search").click()
    page.goto(f"{site}/searches")
    news = page.get_by_role("region", name="Saved").get_by_role(
        "link", name="3 stories new since you last looked"
    )
    expect(news).to_be_visible()
    encoded = moment.replace(":", "%3A")
    assert f"{site}/count?q=seal&since={encoded}&sort=newest&in=photos" in asked
    news.click()
    page.wait_for_url(f"**/photos?q=seal&since={encoded}&sort=newest")


def test_what_is_new_since_the_last_visit(page: Page, site: str) -> None:
    asked: list[str] = []

    def count(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(json={"count": 12, "counted": "12 stories"})

    page.route("**/count?*", count)
    page.clock.set_fixed_time("2026-11-20T12:00:00")
    page.goto(f"{site}/search?q=seal")
    page.clock.set_fixed_time("2026-11-20T12:20:00")
    page.goto(site)
    expect(page.locator("[data-new-since]")).to_be_hidden()
    assert asked == []
    page.clock.set_fixed_time("2026-11-24T09:00:00")
    page.goto(f"{site}/search?q=herring")
    page.goto(site)
    line = page.get_by_role("link", name="12 stories new since your last visit on 20 November 2026")
    expect(line).to_be_visible()
    assert "since=" in asked[0]
    expect(line).to_have_attribute("href", re.compile(r"/search\?since=[^&]+&sort=newest$"))


@pytest.mark.parametrize(
    "stored",
    [
        "{", "null", "7", '"text"', '[null, 1, "a", {}, {"url": 3}]',
        '[{"url": "javascript:alert(1)", "name": "x"}]',
        '[{"url": "https://elsewhere.example/search", "name": "x"}]',
        '[{"url": "//elsewhere.example/search"}, {"url": "//["}, {"url": "/health"}]',
    ],
)  # fmt: skip
def test_what_is_stored_wrongly_is_no_search(page: Page, site: str, stored: str) -> None:
    keys = ("saved", "recent", "visit", "shortcuts")
    page.add_init_script(
        f"for (const key of {json.dumps(keys)}) localStorage.setItem('backfile:/:' + key,"
        f" {json.dumps(stored)})"
    )
    page.goto(f"{site}/searches")
    expect(page.get_by_text("None yet.").first).to_be_visible()
    expect(page.locator(".kept li")).to_have_count(0)
    page.goto(site)
    suggested(page, "har")


def test_a_browser_that_keeps_nothing_says_so(page: Page, site: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    page.goto(f"{site}/search?q=seal")
    page.get_by_role("button", name="Save this search").click()
    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
    page.goto(f"{site}/searches")
    expect(page.get_by_text("None yet.").first).to_be_visible()


def test_only_so_many_searches_are_kept(page: Page, site: str) -> None:
    many = [{"url": f"/search?q=w{n}", "name": f"w{n}"} for n in range(50)]
    page.goto(site)
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [SAVED, json.dumps(many)])
    page.goto(f"{site}/search?q=seal")
    page.get_by_role("button", name="Save this search").click()
    page.goto(f"{site}/searches")
    links = page.get_by_role("region", name="Saved").locator(".kept-name a")
    expect(links).to_have_count(50)
    expect(links.first).to_have_text("seal")


def test_searches_are_explained_without_scripts(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}/searches")
    expect(plain_page.get_by_text("needs JavaScript")).to_be_visible()
    expect(plain_page.get_by_role("heading", name="Saved")).to_be_hidden()


LONG_STORY = "/story/posts-2023-08-21-eight-hours-on-saltgate-harbour?q=harbour"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_from_match_to_match(page: Page, site: str, motion: str) -> None:
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    page.goto(site + LONG_STORY)
    expect(page.locator(".matches a")).to_be_hidden()
    after, before = (
        page.get_by_role("button", name=f"{way} match") for way in ("Next", "Previous")
    )
    place = page.locator(".matches [role=status]")
    marks = page.locator("article mark")
    last = marks.count()
    assert last > 5
    for number in (*range(1, last + 1), 1):
        # Not a click: for one Playwright scrolls too.
        after.press("Enter")
        expect(place).to_have_text(f"{number} of {last}")
        expect(page.locator("mark[aria-current]")).to_have_id(f"match-{number}")
        expect(page.locator("mark[aria-current]")).to_be_in_viewport()
        expect(after).to_be_in_viewport()
        expect(after).to_be_focused()
    before.press("Enter")
    expect(place).to_have_text(f"{last} of {last}")
    page.goto("about:blank")
    page.goto(f"{site}{LONG_STORY}#match-2")
    expect(place).to_have_text(f"2 of {last}")
    page.goto("about:blank")
    page.goto(site + LONG_STORY)
    before.click()
    expect(place).to_have_text(f"{last} of {last}")


def test_the_first_match_is_a_link_without_scripts(plain_page: Page, site: str) -> None:
    plain_page.set_viewport_size({"width": 390, "height": 300})
    plain_page.goto(site + LONG_STORY.replace("harbour?q=harbour", "harbour?q=body:harbour"))
    expect(plain_page.get_by_role("button", name="Next match")).to_be_hidden()
    expect(plain_page.locator("#match-1")).not_to_be_in_viewport()
    plain_page.locator(".matches a").click()
    expect(plain_page.locator("#match-1")).to_be_in_viewport()


def test_pictures_are_shown_large_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour")
    pictures = page.locator("[data-view]")
    pictures.first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    found = page.locator("h2.found-head").inner_text().split()[0]
    expect(viewer.get_by_role("status")).to_have_text(f"Photo 1 of {found}")
    expect(viewer.get_by_role("button", name="Previous")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("status")).to_have_text(f"Photo 2 of {found}")
    expect(viewer.get_by_role("button", name="Previous")).to_have_attribute(
        "aria-disabled", "false"
    )
    expect(viewer.locator("img")).to_have_js_property("complete", value=True)
    caption = page.locator("ol.grid > li").nth(1).locator(".card-caption").inner_text()
    expect(viewer.locator(".card-caption")).to_contain_text(caption[:40])
    address = pictures.nth(1).get_attribute("href")
    expect(viewer.locator(".viewer-page")).to_have_attribute(
        "href", re.compile(re.escape(address or "?"))
    )
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(pictures.nth(1)).to_be_focused()
    assert "#" not in page.url


def test_large_pictures_are_counted_through_the_search(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?size=10")
    viewer = page.get_by_role("dialog")
    status = viewer.get_by_role("status")
    total = int(page.locator("h2.found-head").inner_text().split()[0])
    page.locator("[data-view]").first.click()
    numbers = [0]
    while True:
        expect(viewer).to_be_visible()
        said = re.fullmatch(r"Photo (\d+) of (\d+)", status.inner_text())
        assert said
        assert int(said[2]) == total
        numbers.append(int(said[1]))
        assert numbers[-2] < numbers[-1] <= total
        number = page.evaluate("location.href")
        if numbers[-1] > 25:
            break
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(before) => location.href !== before", arg=number)
        expect(status).not_to_be_empty()
    assert len(numbers) > 20
    assert page.url.partition("#")[0].endswith("page=3")


def test_photos_are_selected_while_they_are_large(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour")
    page.locator("[data-view]").first.click()
    viewer = page.get_by_role("dialog")
    box = viewer.get_by_role("checkbox", name="Select")
    expect(box).not_to_be_checked()
    page.keyboard.press("s")
    expect(box).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(box).not_to_be_checked()
    box.click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.keyboard.press("s")
    expect(box).not_to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(box).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator(".grid .pick input:checked")).to_have_count(2)
    expect(page.get_by_text("2 selected in this browser")).to_be_visible()
    page.get_by_role("button", name="Show the selected photos").click()
    expect(page.locator(".selected-list > li")).to_have_count(2)


def test_a_full_selection_says_so_on_a_large_picture(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour")
    page.evaluate(
        """() => localStorage.setItem('backfile:/:selection', JSON.stringify(
          Array.from({ length: 500 }, (_, at) =>
            String.fromCharCode(97 + at % 26, 97 + at / 26) + 'aaaaaaaa')))"""
    )
    page.reload()
    page.locator("[data-view]").first.click()
    viewer = page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    page.keyboard.press("s")
    expect(viewer.get_by_role("checkbox", name="Select")).not_to_be_checked()
    expect(viewer.get_by_role("status")).to_have_text("A selection holds 500 photos.")


def test_copies_have_their_own_captions_when_large(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=seal+pup")
    others = page.locator("[data-caption]")
    assert others.count()
    caption = others.first.get_attribute("data-caption") or "?"
    others.first.click()
    viewer = page.get_by_role("dialog")
    expect(viewer.locator(".card-caption")).to_have_text(caption)
    address = others.first.get_attribute("href") or "?"
    expect(viewer.locator(".card-caption a")).to_have_attribute(
        "href", re.compile(re.escape(address))
    )


def test_back_closes_a_large_picture_and_its_address_opens_it(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour")
    page.locator("[data-view]").nth(2).click()
    viewer = page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    expect(page).to_have_url(re.compile("#view-3$"))
    address = page.url
    page.go_back()
    expect(viewer).to_be_hidden()
    page.goto(site)
    page.goto(address)
    expect(viewer).to_be_visible()
    expect(viewer.get_by_role("status")).to_contain_text("Photo 3 of")


def test_large_pictures_go_on_over_pages_and_follow_a_finger(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour&size=4")
    page.locator("[data-view]").last.click()
    viewer = page.get_by_role("dialog")
    stage = viewer.locator(".viewer-stage").bounding_box()
    assert stage is not None
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    for way in (-120, 120):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + way, y + 4)
        page.mouse.up()
        if way < 0:
            expect(page).to_have_url(re.compile("page=2#view-1$"))
            expect(viewer).to_be_visible()
    expect(page).to_have_url(re.compile(r"size=4#view-\d$"))
    expect(viewer).to_be_visible()


def test_a_picture_leads_to_its_page_where_it_cannot_be_shown_large(page: Page, site: str) -> None:
    page.route("**/large.js*", lambda route: route.abort())
    page.goto(f"{site}/photos?q=harbour")
    page.locator("[data-view]").first.click()
    page.wait_for_url("**/photo/*")
