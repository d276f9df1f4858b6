"""The search box on pages of another site, in a real browser, before a real index."""

from __future__ import annotations

import gzip
import re
import threading
from typing import Any

import pytest
from conftest import type_within, wait_until
from embedding import (
    BEGIN,
    FORM,
    SCRIPT,
    Open,
    active,
    context,
    field,
    front,
    host,
    message,
    said,
    show,
    texts_of,
    type_in,
)
from flask.testing import FlaskClient
from hosts import Server, hold, refuse
from playwright.sync_api import Browser, BrowserContext, expect

__all__ = ["context", "front", "host", "show"]  # fixtures

LIMIT = 8 * 1024


def test_the_script_is_small_and_may_be_kept(
    demo_client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    response = demo_client.get(SCRIPT, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    with capsys.disabled():
        print(f"\nbackfile-search.js: {len(response.data):,} bytes with gzip")  # noqa: T201
    assert len(response.data) <= LIMIT
    plain = demo_client.get(SCRIPT)
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(response.data) == plain.data
    assert plain.headers["ETag"] != response.headers["ETag"]
    for answer in (plain, response):
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.cache_control.public
        assert answer.cache_control.max_age == 3600
        assert answer.cache_control.stale_while_revalidate == 604_800
        assert answer.vary.as_set() == {"accept-encoding"}
        again = demo_client.get(SCRIPT, headers={
            "If-None-Match": answer.headers["ETag"],
            "Accept-Encoding": answer.headers.get("Content-Encoding", "identity"),
        })  # fmt: skip
        assert (again.status_code, again.data) == (304, b"")


def test_nothing_in_the_script_makes_mark_up_of_texts(demo_client: FlaskClient) -> None:
    script = demo_client.get(SCRIPT).text
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


def test_thumbnails_may_be_shown_by_other_sites(demo_client: FlaskClient) -> None:
    hits = demo_client.get("/api/v1/search?in=photos&q=seal").get_json()["hits"]
    response = demo_client.get(hits[0]["image"]["thumb"])
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_answers_say_when_the_index_was_built(demo_client: FlaskClient) -> None:
    built = demo_client.application.extensions["backfile"].stats().built_at
    response = demo_client.get("/api/v1/search?q=herring")
    assert response.last_modified == built.replace(microsecond=0)
    assert demo_client.get("/api/v1/search?size=0").last_modified is None


# What follows is seen in a browser.


seen = [pytest.mark.browser, pytest.mark.slow]


class TestLoading:
    pytestmark = seen

    def test_nothing_is_asked_before_somebody_types(
        self, context: BrowserContext, show: Open, host: Server, site: str
    ) -> None:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = show()
        field(page).focus()
        page.wait_for_timeout(400)
        page.keyboard.type("har")
        expect(page.get_by_role("option").first).to_be_visible()
        assert asked[:2] == [f"{host.address}/page", f"{site}{SCRIPT}"]
        assert [url.removeprefix(site)[:15] for url in asked[2:4]] == ["/api/v1/search?"] * 2

    def test_nothing_moves_when_the_script_arrives(self, show: Open, site: str) -> None:
        where = """() => [...document.querySelectorAll('form, label, input, button, p, h1')]
            .map((one) => JSON.stringify(one.getBoundingClientRect()))"""
        observe = """<script>window.shifts = []; new PerformanceObserver((list) =>
            shifts.push(...list.getEntries().map((one) => one.value)))
            .observe({ type: 'layout-shift', buffered: true })</script>"""
        page = show(head=observe)
        after = page.evaluate(where)
        assert page.evaluate("shifts") == []
        page.route(f"{site}{SCRIPT}", lambda route: route.abort())
        page.goto(page.url)
        assert page.evaluate("!customElements.get('backfile-search')")
        assert page.evaluate(where) == after

    def test_nothing_is_written_outside_the_element(self, show: Open) -> None:
        outside = """() => {
          const copy = document.documentElement.cloneNode(true);
          copy.querySelector('backfile-search').replaceChildren();
          return [copy.outerHTML, document.adoptedStyleSheets.length, document.cookie,
            localStorage.length, Object.keys(window).filter((key) => /backfile/i.test(key)).length];
        }"""
        page = show()
        before = page.evaluate(outside)
        type_in(page, "herring")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(outside) == before
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 390, "height": 800})
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option").first).to_be_visible()
        assert page.evaluate(outside) == before

    def test_without_scripts_the_form_leads_to_the_archive(
        self, browser: Browser, host: Server, site: str
    ) -> None:
        html = BEGIN.format(lang="en") + f"<backfile-search src={site}>{FORM}</backfile-search>"
        host.answer = lambda handler: handler.send(
            html.replace("{site}", site), 200, {"Content-Type": "text/html"}
        )
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(host.address)
            page.get_by_label("Search").fill("herring")
            page.keyboard.press("Enter")
            page.wait_for_url(f"{site}/search?q=herring")
            expect(page.locator("h3.hit-title").first).to_be_visible()

    def test_a_form_that_comes_later_and_a_box_that_moves(self, show: Open) -> None:
        page = show("<backfile-search src='{site}'></backfile-search><div id=other></div>")
        page.evaluate(
            """() => {
              const form = document.createElement('form');
              const input = document.createElement('input');
              input.name = 'q';
              input.ariaLabel = 'Search';
              form.append(input);
              document.querySelector('backfile-search').append(form);
            }"""
        )
        type_in(page, "herring")
        page.evaluate("other.append(document.querySelector('backfile-search'))")
        expect(page.get_by_role("option")).to_have_count(0)
        field(page).fill("")
        type_in(page, "harbour")
        assert page.locator("[role=listbox]").count() == 1

    def test_the_snippet_of_the_page_works_as_it_is(
        self, context: BrowserContext, host: Server, site: str
    ) -> None:
        page = context.new_page()
        page.goto(f"{site}/embed")
        type_in(page, "herring")
        snippet = page.locator("#snippet-code").inner_text()
        html = BEGIN.format(lang="en") + snippet
        host.answer = lambda handler: handler.send(html, 200, {"Content-Type": "text/html"})
        page.goto(host.address)
        page.get_by_label("Search the archive").press_sequentially("herring")
        expect(page.get_by_role("option").first).to_be_visible()
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(f"{site}/search?q=herring")

    def test_a_click_takes_the_whole_snippet(self, context: BrowserContext, site: str) -> None:
        page = context.new_page()
        page.goto(f"{site}/embed")
        snippet = page.locator("#snippet-code")
        snippet.click()
        selected = page.evaluate("getSelection().toString()")
        assert selected.strip() == snippet.inner_text().strip()


class TestTyping:
    pytestmark = seen

    def test_stories_and_photos_in_groups(self, show: Open, site: str) -> None:
        page = show()
        options = type_in(page, "harbour")
        assert page.get_by_role("group").evaluate_all("all => all.map(one => one.ariaLabel)") == [
            "Stories", "Photos",
        ]  # fmt: skip
        expect(options).to_have_count(10)
        story = page.get_by_role("group", name="Stories").get_by_role("option").first
        expect(story.locator("[part=title]")).not_to_be_empty()
        expect(story.locator("[part=meta]")).to_have_text(re.compile(r"^\d+ \w+ \d{4} · \w+$"))
        marks = story.locator("mark").all_text_contents()
        assert marks
        assert {mark.lower()[:7] for mark in marks} == {"harbour"}
        photo = page.get_by_role("group", name="Photos").get_by_role("option").first
        expect(photo.locator("img")).to_have_js_property("naturalWidth", 480)
        expect(photo.locator("img")).to_have_attribute("alt", "")
        total = re.search(r"\d+", options.nth(4).locator("[part=more]").inner_text())
        assert total
        expect(said(page)).to_have_text(re.compile(rf"^Stories: {total[0]}, Photos: \d+$"))
        expect(page.locator("[part=freshness]")).to_have_text(re.compile(r"^As of \d+ \w+ \d{4}, "))
        options.nth(4).click()
        page.wait_for_url(f"{site}/search?q=harbour")
        expect(page.locator("h2.found-head")).to_contain_text(f"{total[0]} stor")

    def test_six_quick_keystrokes_make_two_requests(self, show: Open, front: Server) -> None:
        page = show(src=front.address)
        type_within(field(page), "harbou")
        expect(page.get_by_role("option").first).to_be_visible()
        page.wait_for_timeout(400)
        assert len(front.searches()) == 2
        assert all("q=harbou&" in path for path in front.searches())

    def test_a_word_that_is_not_whole_yet_finds_what_begins_with_it(
        self, show: Open, site: str
    ) -> None:
        page = show()
        options = type_in(page, "harbo")
        expect(options.first.locator("mark").first).to_have_text(re.compile("^[Hh]arbour$"))
        options.nth(4).click()
        page.wait_for_url(f"{site}/search?q=harbo*")

    def test_what_is_typed_is_text(self, show: Open) -> None:
        page = show()
        field(page).fill("<img src=x onerror=alert(1)>")
        expect(message(page)).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("backfile-search img").count() == 0

    def test_hits_of_an_archive_are_text(self, show: Open, front: Server) -> None:
        body = (
            '{"total":1,"incomplete":false,"did_you_mean":null,"hits":[{"kind":"story","id":"a",'
            '"title_runs":[["<b>bold</b>",true]],"date":null,"date_precision":"unknown",'
            '"categories":["<i>x</i>"],"lang":"en","url":"javascript:alert(1)","public_url":null,'
            '"snippets":[],"image":null}]}'
        )
        front.answer = refuse(200, body, Content_Type="application/json")
        page = show(src=front.address, attributes="scope=stories")
        option = type_in(page, "x").first
        assert texts_of(page.get_by_role("option")) == ["<b>bold</b><i>x</i>"]
        front.answer = refuse(200, "here", Content_Type="text/html")
        option.click()
        page.wait_for_url(f"{front.address}/alert(1)?q=x")

    def test_the_last_answer_is_never_shown_as_that_to_the_next(
        self, show: Open, front: Server, site: str
    ) -> None:
        release = threading.Event()
        front.answer = hold(site, release, lambda path: "herring" in path)
        page = show(src=front.address)
        type_in(page, "seal")
        field(page).fill("herring")
        expect(page.get_by_role("option")).to_have_count(0)
        expect(field(page)).to_have_attribute("aria-expanded", "false")
        expect(message(page)).to_have_text("Searching …")
        expect(said(page)).to_have_text("Searching …")
        release.set()
        expect(page.get_by_role("option").first).to_be_visible()
        assert all("herring" in text.lower() for text in texts_of(page.get_by_role("option"))[:3])

    def test_late_answers_are_dropped(self, show: Open, front: Server, site: str) -> None:
        release = threading.Event()
        front.answer = hold(site, release, lambda path: "q=seal&" in path)
        page = show(src=front.address)
        field(page).press_sequentially("seal")
        wait_until(page, lambda: any("q=seal&" in path for path in front.searches()))
        field(page).fill("herring")
        expect(page.get_by_role("option").first).to_be_visible()
        before = texts_of(page.get_by_role("option"))
        release.set()
        page.wait_for_timeout(400)
        assert texts_of(page.get_by_role("option")) == before

    def test_what_was_typed_is_there_again_after_back(self, show: Open, site: str) -> None:
        page = show()
        options = type_in(page, "harbour")
        expect(field(page)).to_have_attribute("autocomplete", "off")
        options.first.click()
        page.wait_for_url(f"{site}/story/*")
        page.go_back()
        page.wait_for_function("!!customElements.get('backfile-search')")
        expect(field(page)).to_have_value("harbour")
        expect(page.get_by_role("option")).to_have_count(0)
        field(page).focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option").first).to_be_visible()

    def test_browsers_of_some_years_ago(self, show: Open) -> None:
        page = show(
            head="<script>delete AbortSignal.any; delete AbortSignal.timeout;"
            "for (const name of ['Expanded', 'Selected', 'AutoComplete'])"
            " delete Element.prototype[`aria${name}`];"
            "delete HTMLElement.prototype.showPopover</script>"
        )
        type_in(page, "harbour")
        expect(field(page)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/story/*")

    def test_an_input_method_is_waited_for(self, show: Open, front: Server) -> None:
        page = show(src=front.address)
        field(page).focus()
        typing = page.context.new_cdp_session(page)
        typing.send(
            "Input.imeSetComposition", {"text": "灯", "selectionStart": 1, "selectionEnd": 1}
        )
        page.wait_for_timeout(400)
        assert front.searches() == []
        typing.send("Input.insertText", {"text": "灯笼"})
        expect(page.get_by_role("option").first).to_be_visible()


class TestKeyboard:
    pytestmark = seen

    def test_the_keys_of_an_editable_combobox(self, show: Open) -> None:
        page = show()
        texts = texts_of(type_in(page, "harbour"))
        box = field(page)
        assert active(page) is None
        page.keyboard.press("ArrowDown")
        assert active(page) == texts[0]
        page.keyboard.press("ArrowDown")
        assert active(page) == texts[1]
        assert page.locator("[role=option][aria-selected=true]").count() == 1
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert active(page) == texts[-1]
        page.keyboard.press("ArrowDown")
        assert active(page) == texts[0]
        for key, caret in (("Home", 0), ("End", 7)):
            page.keyboard.press("ArrowDown")
            page.keyboard.press(key)
            assert active(page) is None
            expect(box).to_have_js_property("selectionStart", caret)
            expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowUp")
        assert active(page) == texts[-1]
        expect(box).to_have_value("harbour")
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(box).to_have_value("harbour")
        page.keyboard.press("Alt+ArrowDown")
        expect(page.get_by_role("listbox")).to_be_visible()
        assert active(page) is None
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_role("listbox")).to_be_hidden()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("listbox")).to_be_visible()
        assert active(page) == texts[-1]
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(box).to_have_value("")
        expect(box).to_be_focused()

    def test_typing_goes_on_in_the_field(self, show: Open) -> None:
        page = show()
        type_in(page, "harb")
        page.keyboard.press("ArrowDown")
        page.keyboard.type("o")
        assert active(page) is None
        expect(field(page)).to_have_value("harbo")

    def test_enter_submits_what_was_typed_or_opens_the_active_one(
        self, show: Open, site: str
    ) -> None:
        page = show()
        type_in(page, "harbour")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/search?q=harbour")
        page = show()
        title = type_in(page, "harbour").first.locator("[part=title]").inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/story/*?q=*")
        assert page.locator("main mark").count()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

    def test_tab_leaves_and_selects_nothing(self, show: Open) -> None:
        page = show()
        type_in(page, "harbour")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Go")).to_be_focused()
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(field(page)).to_have_value("harbour")
        expect(field(page)).to_have_attribute("aria-activedescendant", "")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("listbox")).to_be_visible()
        page.locator("h1").click()
        expect(page.get_by_role("listbox")).to_be_hidden()

    def test_a_click_opens_a_hit(self, show: Open, site: str) -> None:
        page = show()
        type_in(page, "harbour").first.click()
        page.wait_for_url(f"{site}/story/*")

    @pytest.mark.parametrize(
        "how", [{"button": "middle"}, {"modifiers": ["ControlOrMeta"]}], ids=["middle", "ctrl"]
    )
    def test_it_opens_in_a_new_tab_if_asked_to(
        self, show: Open, context: BrowserContext, site: str, how: dict[str, Any]
    ) -> None:
        page = show()
        options = type_in(page, "harbour")
        with context.expect_page() as opened:
            options.first.click(**how)
        opened.value.wait_for_url(f"{site}/story/*")
        assert page.url.endswith("/page")

    def test_a_shortcut_only_where_the_page_wants_one(self, show: Open) -> None:
        page = show()
        page.keyboard.press("/")
        expect(field(page)).not_to_be_focused()
        page = show("<textarea></textarea>{box}", attributes='shortcut="/"')
        page.locator("textarea").press("/")
        expect(page.locator("textarea")).to_have_value("/")
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_value("")
        page = show("<textarea></textarea>{box}", attributes='shortcut="Ctrl+K"')
        page.locator("textarea").press("k")
        expect(page.locator("textarea")).to_have_value("k")
        page.locator("textarea").press("Control+k")
        expect(field(page)).to_be_focused()


class TestAccessibilityTree:
    pytestmark = seen

    def test_what_a_screen_reader_is_told(self, show: Open) -> None:
        page = show()
        box = page.get_by_role("combobox", name="Search", exact=True)
        expect(box).to_have_attribute("aria-autocomplete", "list")
        expect(box).to_have_attribute("aria-expanded", "false")
        type_in(page, "harbour")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        nodes = [node for node in tree if not node.get("ignored")]

        def of(role: str) -> list[dict[str, object]]:
            return [node for node in nodes if node["role"]["value"] == role]

        (listbox,) = of("listbox")
        assert listbox["name"]["value"] == "Search results"  # type: ignore[index]
        groups = [group["name"]["value"] for group in of("group")]  # type: ignore[index]
        assert [name for name in groups if name] == ["Stories", "Photos"]
        assert len(of("option")) == 10
        (combobox,) = of("combobox")
        related = {
            one["name"]: one["value"].get("relatedNodes")
            for one in combobox["properties"]  # type: ignore[attr-defined]
        }
        assert (
            related["activedescendant"][0]["backendDOMNodeId"]
            == of("option")[0]["backendDOMNodeId"]
        )
        assert related["controls"][0]["backendDOMNodeId"] == listbox["backendDOMNodeId"]

    def test_field_and_list_share_a_root_and_options_hold_no_controls(self, show: Open) -> None:
        page = show()
        type_in(page, "harbour")
        assert page.evaluate(
            """() => {
              const input = document.querySelector('input[name=q]');
              const list = document.getElementById(input.getAttribute('aria-controls'));
              const inside = [...list.querySelectorAll('[role=option]')].flatMap(
                (one) => [...one.shadowRoot.querySelectorAll('a, button, input, [tabindex]')]);
              return [list.role, list.getRootNode() === input.getRootNode(), inside.length];
            }"""
        ) == ["listbox", True, 0]

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, show: Open, scheme: str) -> None:
        from test_accessibility import violations  # noqa: PLC0415 - only here

        page = show(head=f'<meta name="color-scheme" content="{scheme}">')
        assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        type_in(page, "harbour")
        page.keyboard.press("ArrowDown")
        assert violations(page) == []
        page.keyboard.press("Escape")
        field(page).fill("xyzzq")
        expect(message(page)).to_have_text("Nothing found for “xyzzq”.")
        assert violations(page) == []
