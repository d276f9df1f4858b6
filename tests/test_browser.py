"""The demo in a real browser, as a reader and an archivist use it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=["javascript", "no javascript"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=request.param == "javascript") as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("requestfailed", lambda r: troubles.append(f"{r.failure} {r.url}"))
        yield page
        # Pictures still on their way when a link is followed are given up.
        assert not [trouble for trouble in troubles if "ERR_ABORTED" not in trouble]


def test_search_open_a_story_and_filter_by_category(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("input.search-box")).to_be_focused()
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    expect(page.locator("input.search-box")).to_have_value("harbour")
    before = int(page.locator("h2.found-head").inner_text().split()[0])
    page.locator("a.facet-value", has_text="weather").click()
    expect(page.locator("a.chip")).to_contain_text("weather")
    after = int(page.locator("h2.found-head").inner_text().split()[0])
    assert 0 < after < before
    title = page.locator("h3.hit-title a").first
    name = title.inner_text()
    title.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.go_back()
    expect(page.locator("a.chip")).to_contain_text("weather")


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=harbour",
        "/story/posts-grey-seals-on-little-brindle?q=seal&place=1",
        "/photo/posts-grey-seals-on-little-brindle--2021-12-01-0efumzufhu4-1?q=seal&place=1",
        "/concordance?q=harbour",
        "/facet/tag?q=harbour",
        "/desk",
        "/why?q=seal&story=posts-grey-seals-on-little-brindle",
    ],
)
def test_paper_has_nothing_to_press_and_no_way_on(page: Page, site: str, address: str) -> None:
    page.goto(site + address)
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    for word in ("Copy and cite", "Cite this", "Back to", "Download", "found\n", "Next", "Before"):
        assert word not in said, word
    assert not page.locator("button:visible, input:visible, summary:visible").all_inner_texts()


def test_mentions_stand_on_a_line_each_and_meet_in_the_middle(page: Page, site: str) -> None:
    page.goto(f"{site}/concordance?q=harbour")
    dates = {round(box["height"]) for box in boxes(page, ".mention > .hint")}
    assert len(dates) == 1
    before = [box for box in boxes(page, ".mention-before > span") if box["width"]]
    ends = {round(box["x"] + box["width"]) for box in before}
    assert len(ends) == 1
    cut = page.locator(".mention-before", has_text="towards the").first
    assert cut.evaluate("before => before.scrollWidth > before.clientWidth")
    expect(cut).to_have_css("text-overflow", "ellipsis")


def test_years_stay_in_sight_beside_their_months(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site}/coverage")
        page.locator(".calendar tbody tr").last.locator("td").last.scroll_into_view_if_needed()
        assert page.evaluate("document.querySelector('.calendar-frame').scrollLeft") > 0
        expect(page.locator(".calendar tbody th").last).to_be_in_viewport(ratio=0.9)


def boxes(page: Page, selector: str) -> list[FloatRect]:
    return [box for one in page.locator(selector).all() if (box := one.bounding_box())]


_LABELS_IN_ROWS = """() => [...document.querySelectorAll("svg.ticks")].map((row) => {
    const { left, right } = row.getBoundingClientRect();
    const labels = [...row.querySelectorAll("text")].map((label) => label.getBoundingClientRect());
    return [left, ...labels.flatMap((label) => [label.left, label.right]), right];
})"""


def test_labels_below_charts_leave_each_other_room(browser: Browser, site: str) -> None:
    searches = (
        "harbour",
        "ferry",
        "seal",
        "lantern",
        "council",
        "date:2014",
        "date:2014-01..2014-03",
    )
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        for path in ("search", "photos", "timeline"):
            for asked in searches:
                page.goto(f"{site}/{path}?q={asked}")
                for edges in page.evaluate(_LABELS_IN_ROWS):
                    whole = [round(edge) for edge in edges]
                    assert whole == sorted(whole), (path, asked)
        for interval in ("day", "week", "month", "year", "decade"):
            page.goto(f"{site}/timeline?q=harbour&interval={interval}")
            (edges,) = page.evaluate(_LABELS_IN_ROWS)
            assert edges == sorted(edges), interval


def test_find_a_photo_by_its_caption(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("input.search-box").fill("seal pup")
    page.get_by_role("button", name="Search").click()
    page.locator("ul.tabs").get_by_role("link", name="Photos").click()
    cards = page.locator("ol.grid > li")
    expect(cards.locator("input[name=photo]")).to_have_count(3)
    expect(cards.first.locator("mark").first).to_have_text("seal")
    picture = cards.first.locator("img").first
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 480)
    cards.first.locator("h3.card-caption a").click()
    expect(page.locator("dl.facts")).to_contain_text("Marta Quist")
    page.get_by_role("link", name="A record year for grey seals").click()
    expect(page.locator("article.story figure")).to_have_count(4)


def test_narrow_photos_by_hand_and_decade(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=harbour")
    filters = page.locator("aside.filters")
    if not filters.locator("a.facet-value").first.is_visible():
        filters.locator("summary").first.click()
    filters.locator("a.facet-value", has_text="Agnes Rowe").first.click()
    expect(page.locator("a.chip")).to_contain_text("Agnes Rowe")
    page.locator("a.facet-value", has_text="2010s").first.click()
    expect(page.locator("a.chip")).to_have_count(2)
    total = int(page.locator("h2.found-head").inner_text().split()[0])
    assert total
    expect(page.locator("ol.grid input[name=photo]")).to_have_count(total)
    for credit in page.locator("ol.grid .credit").all():
        expect(credit).to_contain_text("Agnes Rowe")
    dates = page.locator("ol.grid .card-date time").all_inner_texts()
    assert dates
    assert all("201" in day for day in dates)
    page.locator(".views").get_by_role("link", name="List").click()
    expect(page.locator("a.chip")).to_have_count(2)


def test_pictures_of_a_row_are_equally_high(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/photos")
    boxes = page.locator("ol.grid > li > .card > a.card-picture").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect())"
        ".map(({ top, height, right }) => [Math.round(top), height, right])"
    )
    by_row: dict[int, list[float]] = {}
    for top, height, _ in boxes:
        by_row.setdefault(top, []).append(height)
    several = [heights for heights in by_row.values() if len(heights) > 1]
    assert len(several) >= 5
    assert all(max(heights) - min(heights) < 3 for heights in several)
    assert all(150 < height < 360 for heights in several for height in heights)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_screen(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    addresses = (
        "/", "/search?q=harbour", "/photos?q=harbour", "/search?q=nothingatall+x", "/nowhere",
        "/photos?view=list",
        "/story/posts-2023-08-21-eight-hours-on-saltgate-harbour", "/search?size=0",
        "/story/posts-2018-02-19-chunjie-denghui", "/concordance?q=harbour&size=100",
        "/story/posts-2023-08-21-eight-hours-on-saltgate-harbour/forward", "/coverage", "/help",
        "/api", "/embed",
        "/timeline?q=harbour&with=ferry&measure=share&histogram=month", "/facet/tag", "/searches",
        "/search?q=harbour&category=weather&not.year=2014&from=2015&to=2024", "/cite?q=harbour",
        "/why?q=zeppelin&story=posts-2023-08-21-eight-hours-on-saltgate-harbour",
        "/selection", "/selection?photo=32zcddd73m.hus6cd2qvm",
        "/contact-sheet?q=harbour&columns=6",
        "/photo/posts-grey-seals-on-little-brindle--2021-12-01-0efumzufhu4-1?q=seal&place=1",
    )  # fmt: skip
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        for address in addresses:
            page.goto(site + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_filters_unfold_on_a_phone(browser: Browser, site: str) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(f"{site}/search?q=harbour")
        facet = page.locator("a.facet-value", has_text="weather")
        expect(facet).to_be_hidden()
        page.locator("summary", has_text="Filters and order").click()
        expect(facet).to_be_visible()


def test_everything_is_reached_by_keyboard(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=True) as context:
        page = context.new_page()
        page.goto(f"{site}/search?q=harbour")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
        seen = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            seen.add(
                page.evaluate("document.activeElement.className || document.activeElement.tagName")
            )
        assert {"search-box", "button", "facet-value"} <= {name.split()[0] for name in seen}


def test_a_concordance_is_aligned_on_its_mentions(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site}/concordance?q=harbour&lang=en&order=before")
        marks = page.locator(".mention-text mark")
        expect(marks.nth(10)).to_be_visible()
        places = [mark.bounding_box() for mark in marks.all()]
        starts = [place["x"] for place in places if place]
        assert max(starts) - min(starts) < 8  # a space
        lines = page.locator(".mention-text").all()
        assert max(box["height"] for line in lines if (box := line.bounding_box())) < 30
        page.get_by_role("link", name="Word after").click()
        page.locator(".mention-story a").first.click()
        expect(page.locator("article.story")).to_be_visible()


def test_bars_are_reached_and_followed_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/timeline?q=harbour&histogram=year")
    bar = page.locator("svg.bars a").first
    label = bar.text_content()
    assert label
    expect(page.get_by_role("link", name=label, exact=True).first).to_have_attribute(
        "href", re.compile("from=")
    )
    skip = page.get_by_role("link", name="Skip the chart")
    skip.focus()
    page.keyboard.press("Tab")
    expect(bar).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    expect(page.locator("h2.found-head")).to_contain_text(label.partition(": ")[2])
    page.go_back()
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    # Past every bar, among the numbers.
    assert page.evaluate("document.activeElement.closest('#numbers') !== null")


def test_a_reader_goes_through_what_was_found_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=harbour&sort=oldest")
    titles = page.locator("h3.hit-title a").all_inner_texts()
    page.locator("h3.hit-title a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[1])
    page.locator("nav.trail").get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[2])
    page.locator("nav.trail a:not([rel])").click()
    expect(page.locator("h3.hit-title a").first).to_have_text(titles[0])
    expect(page.locator("input.search-box")).to_have_value("harbour")


def test_paper_has_the_story_and_not_the_controls(browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/story/posts-2023-08-21-eight-hours-on-saltgate-harbour?q=ferry&place=1")
        page.emulate_media(media="print")
        expect(page.locator("article.story h1")).to_be_visible()
        for control in ("form.search", "nav.trail", "footer.footer", ".matches"):
            for element in page.locator(control).all():
                expect(element).to_be_hidden()
