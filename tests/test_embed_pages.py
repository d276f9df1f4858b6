"""The search box in all sorts of pages: strict, dark, small, in dialogs, in other languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from embedding import Open, active, context, field, front, host, message, said, show, type_in
from hosts import Server, refuse
from playwright.sync_api import Browser, Page, expect

__all__ = ["context", "front", "host", "show"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOX = "document.querySelector('backfile-search')"


def style_of(page: Page, selector: str, name: str) -> str:
    """A computed style of something within the first box."""
    value: str = page.locator(f"backfile-search {selector}").first.evaluate(
        "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
    )
    return value


class TestStrictPages:
    def test_a_strict_policy_and_trusted_types(self, show: Open, site: str) -> None:
        policy = (
            f"default-src 'none'; script-src {site}; connect-src {site}; img-src {site}; "
            f"form-action {site}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        page = show(Content_Security_Policy=policy)
        options = type_in(page, "harbour")
        assert style_of(page, "[part=panel]", "position") == "fixed"
        assert style_of(page, "[part=title]", "font-weight") == "600"
        photo = page.get_by_role("group", name="Photos").get_by_role("option").first
        expect(photo.locator("img")).to_have_js_property("naturalWidth", 480)
        options.first.click()
        page.wait_for_url(f"{site}/story/*")

    def test_without_leave_for_pictures_there_are_none(self, show: Open, site: str) -> None:
        policy = f"default-src 'none'; script-src {site}; connect-src {site}"
        page = show(expected="Loading the image", Content_Security_Policy=policy)
        type_in(page, "seal pup")
        expect(page.locator("backfile-search img")).to_have_count(0)

    def test_under_a_policy_that_keeps_strangers_out(self, show: Open) -> None:
        page = show(
            Cross_Origin_Embedder_Policy="require-corp", Cross_Origin_Opener_Policy="same-origin"
        )
        assert page.evaluate("crossOriginIsolated")
        type_in(page, "seal pup")
        picture = page.locator("backfile-search img").first
        expect(picture).to_have_js_property("naturalWidth", 480)


class TestPlaces:
    def test_two_boxes_on_a_page(self, show: Open) -> None:
        page = show("{box}<hr>{box}")
        ids = page.get_by_role("combobox").evaluate_all(
            "all => all.map((one) => one.getAttribute('aria-controls'))"
        )
        assert len(set(ids)) == 2
        first, second = page.get_by_role("combobox").all()
        first.press_sequentially("harbour")
        lists = page.locator("[role=listbox]:visible")
        expect(lists).to_have_count(1)
        second.press_sequentially("seal")
        expect(lists).to_have_count(1)
        expect(lists).to_have_attribute("id", ids[1])
        every = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
        assert len(every) == len(set(every))

    def test_inside_a_dialog(self, show: Open) -> None:
        page = show("<dialog style='height: 6rem'>{box}</dialog>")
        page.evaluate("document.querySelector('dialog').showModal()")
        type_in(page, "harbour")
        panel = page.locator("[part=panel]").bounding_box()
        dialog = page.locator("dialog").bounding_box()
        assert panel
        assert dialog
        foot = panel["y"] + panel["height"]
        assert foot > dialog["y"] + dialog["height"] + 100
        shown = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).localName", [panel["x"] + 20, foot - 70]
        )
        assert shown == "backfile-hit"
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(page.locator("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(field(page)).to_have_value("")
        expect(page.locator("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()

    def test_nothing_of_the_page_cuts_the_results_off(self, show: Open) -> None:
        page = show(
            "<div style='overflow: hidden; height: 3rem; transform: scale(1)'>{box}</div>"
            "<div style='position: fixed; inset: 8rem 0 0; z-index: 99999; background: red'></div>"
        )
        type_in(page, "harbour").nth(3).click()
        page.wait_for_url("**/story/*")

    def test_at_the_edge_and_at_the_foot_of_a_window(self, show: Open) -> None:
        page = show("<div style='position: fixed; right: 0; bottom: 0; width: 10rem'>{box}</div>")
        type_in(page, "harbour")
        panel = page.locator("[part=panel]").bounding_box()
        form = page.locator("form").bounding_box()
        assert panel
        assert form
        assert panel["width"] >= 350
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= 1280
        assert panel["y"] >= 0
        assert panel["y"] + panel["height"] <= form["y"]

    def test_the_results_stay_with_the_form(self, show: Open) -> None:
        page = show("<div style='height: 5rem'></div>{box}<div style='height: 200rem'></div>")
        type_in(page, "harbour")
        gap = """() => document.querySelector('backfile-search').shadowRoot
            .querySelector('[part=panel]').getBoundingClientRect().top
            - document.querySelector('form').getBoundingClientRect().bottom"""
        before = page.evaluate(gap)
        page.evaluate("scrollBy(0, 60)")
        page.wait_for_function("scrollY === 60")
        page.wait_for_timeout(100)
        assert page.evaluate(gap) == pytest.approx(before, abs=1)


class TestSmallScreens:
    @pytest.fixture
    def page(self, show: Open) -> Page:
        page = show()
        page.set_viewport_size({"width": 390, "height": 700})
        return page

    def test_a_sheet_over_the_whole_page(self, page: Page) -> None:
        below = page.get_by_text("Below.").bounding_box()
        type_in(page, "harbour")
        sheet = page.evaluate(
            f"{BOX}.shadowRoot.querySelector('.sheet').getBoundingClientRect().toJSON()"
        )
        assert (sheet["x"], sheet["y"], sheet["width"], sheet["height"]) == (0, 0, 390, 700)
        expect(field(page)).to_be_focused()
        expect(field(page)).to_be_in_viewport()
        assert page.get_by_text("Below.").bounding_box() == below
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.keyboard.press("ArrowUp")
        assert active(page)
        expect(page.get_by_role("option").last).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(field(page)).to_be_focused()
        assert page.get_by_text("Below.").bounding_box() == below

    def test_it_can_be_closed_by_hand(self, page: Page) -> None:
        type_in(page, "harbour")
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(field(page)).to_have_value("harbour")

    def test_a_window_that_grows(self, page: Page) -> None:
        type_in(page, "harbour")
        page.set_viewport_size({"width": 900, "height": 700})
        expect(page.locator("backfile-search .sheet")).to_have_count(0)
        expect(page.get_by_role("option").first).to_be_visible()
        expect(page.get_by_role("button", name="Close")).to_be_hidden()

    def test_a_choice_is_tapped(self, browser: Browser, host: Server, site: str) -> None:
        form = f'<form action="{site}/search"><label>Search <input name="q"></label></form>'
        html = (
            f'<!doctype html><meta name="viewport" content="width=device-width">'
            f'<script src="{site}/embed/1/backfile-search.js"></script>'
            f'<backfile-search src="{site}">{form}</backfile-search>'
        )
        host.answer = refuse(200, html, Content_Type="text/html")
        with browser.new_context(
            has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700}
        ) as phone:
            page = phone.new_page()
            page.goto(host.address)
            type_in(page, "harbour").first.tap()
            page.wait_for_url(f"{site}/story/*")


class TestLooks:
    def test_properties_parts_and_inheritance(self, show: Open) -> None:
        page = show(
            head="<style>main { font: italic 700 30px/3 serif; text-transform: uppercase }"
            "backfile-search { --backfile-paper: rgb(1, 2, 3); --backfile-ink: rgb(250, 251, 252);"
            " --backfile-accent: rgb(9, 200, 9); --backfile-mark: rgb(90, 9, 9);"
            " --backfile-radius: 9px; --backfile-font-size: 13px }"
            "backfile-search::part(panel) { border-width: 5px }"
            "backfile-hit::part(title) { color: rgb(7, 7, 7) }"
            "div, li, mark, p { background: red !important; margin: 3em }</style>"
        )
        type_in(page, "harbour")
        page.keyboard.press("ArrowDown")
        for selector, name, value in (
            ("[part=panel]", "background-color", "rgb(1, 2, 3)"),
            ("[part=panel]", "color", "rgb(250, 251, 252)"),
            ("[part=panel]", "border-top-width", "5px"),
            ("[part=panel]", "border-top-left-radius", "9px"),
            ("[part=snippet]", "font-family", "serif"),
            ("[part=snippet]", "font-style", "normal"),
            ("[part=snippet]", "text-transform", "none"),
            ("[part=meta]", "background-color", "rgba(0, 0, 0, 0)"),
            ("[part=title]", "color", "rgb(7, 7, 7)"),
            ("[part=title]", "font-size", "13px"),
            ("mark", "background-color", "rgb(90, 9, 9)"),
            ("[aria-selected=true]", "outline-color", "rgb(9, 200, 9)"),
        ):
            assert style_of(page, selector, name) == value, (selector, name)

    @pytest.mark.parametrize(
        ("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 18, 18)")]
    )
    def test_light_and_dark_as_the_page_is(self, show: Open, scheme: str, paper: str) -> None:
        page = show(head=f"<style>html {{ color-scheme: {scheme} }}</style>")
        type_in(page, "harbour")
        assert style_of(page, "[part=panel]", "background-color") == paper

    def test_from_right_to_left(self, show: Open) -> None:
        page = show("<div dir=rtl style='width: 12rem; margin: 0 20rem auto auto'>{box}</div>")
        photo = type_in(page, "seal pup").filter(has=page.locator("img")).first
        picture, text = (
            photo.locator(part).bounding_box() for part in ("[part=thumb]", "[part=text]")
        )
        panel, form = (
            page.locator(part).bounding_box() for part in ("[part=panel]", "backfile-search")
        )
        assert picture
        assert text
        assert panel
        assert form
        assert picture["x"] > text["x"]
        assert panel["x"] + panel["width"] == pytest.approx(form["x"] + form["width"], abs=1)


class TestTexts:
    def test_german(self, show: Open) -> None:
        page = show(lang="de-AT")
        type_in(page, "harbour")
        expect(said(page)).to_have_text(re.compile(r"^Artikel: \d+, Fotos: \d+$"))
        expect(page.locator("[part=freshness]")).to_have_text(
            re.compile(r"^Stand: \d+\.\d+\.\d+, ")
        )
        field(page).fill("xyzzq")
        expect(message(page)).to_have_text("Nichts gefunden für „xyzzq“.")
        assert message(page).evaluate("one => one.parentElement.closest('[lang]').lang") == "de"

    def test_the_box_has_its_own_language(self, show: Open) -> None:
        page = show(lang="de", attributes='lang="en"')
        field(page).fill("xyzzq")
        expect(message(page)).to_have_text("Nothing found for “xyzzq”.")

    @pytest.mark.parametrize("lang", ["no_tag", "xx", "x", "sv"])
    def test_other_languages_have_english_texts(self, show: Open, lang: str) -> None:
        page = show(lang=lang)
        type_in(page, "harbour")
        expect(page.get_by_role("group").first).to_have_attribute("aria-label", "Stories")

    def test_texts_of_the_pages_own(self, show: Open) -> None:
        page = show()
        page.evaluate(f"{BOX}.texts = {{ nothing: 'Rien pour «{{q}}».', stories: 'Articles' }}")
        field(page).fill("xyzzq")
        expect(message(page)).to_have_text("Rien pour «xyzzq».")
        field(page).fill("harbour")
        expect(page.get_by_role("group", name="Articles")).to_be_visible()
        expect(page.get_by_role("group", name="Photos")).to_be_visible()

    def test_texts_set_before_the_script_arrives(self, show: Open) -> None:
        late = "<script>addEventListener('DOMContentLoaded', () => 0)</script>"
        page = show("<div id=here></div>", head=late)
        page.evaluate(
            """() => {
              const template = document.createElement('template');
              template.innerHTML = '<backfile-search><form><input name=q></form></backfile-search>';
              const box = template.content.firstChild; // not upgraded there
              box.texts = { nothing: 'Rien.' };
              here.append(box);
            }"""
        )
        field(page).fill("xyzzq")
        page.locator("backfile-search").evaluate("(one, src) => one.setAttribute('src', src)", "")
        assert page.evaluate(f"{BOX}.texts.nothing") == "Rien."


class TestAttributesAndEvents:
    def test_attributes(self, show: Open, front: Server) -> None:
        page = show(
            src=front.address,
            attributes='scope=stories category="harbour" size=2 placeholder="Type here"',
        )
        expect(field(page)).to_have_attribute("placeholder", "Type here")
        options = type_in(page, "harbour")
        expect(options).to_have_count(3)
        (asked,) = front.searches()
        for part in ("in=stories", "category=harbour", "size=2", "facets=&", "q=harbour"):
            assert part in f"{asked}&"
        options.last.click()
        page.wait_for_url(f"{front.address}/search?q=harbour&category=harbour")
        page = show(attributes="scope=photos")
        type_in(page, "seal")
        expect(page.get_by_role("group", name="Photos")).to_be_visible()
        expect(page.get_by_role("group", name="Stories")).to_have_count(0)

    def test_hits_can_lead_to_the_public_site(self, show: Open) -> None:
        page = show(attributes="links=public")
        options = type_in(page, "herring")
        with page.expect_request(re.compile(r"^https://packet\.example/.*\.html$")):
            options.first.click()

    def test_events(self, show: Open, front: Server) -> None:
        page = show(src=front.address)
        page.evaluate(
            """() => { window.told = [];
              for (const name of ['search', 'results', 'select', 'error'])
                document.addEventListener(`backfile:${name}`,
                  (event) => { told.push([name, event.detail]);
                    if (name === 'select') event.preventDefault(); });
            }"""
        )

        def told() -> list[Any]:
            found: list[Any] = page.evaluate("told.splice(0)")
            return found

        type_in(page, "harbour")
        (search, asked), (results, counts) = told()
        assert (search, asked) == ("search", {"q": "harbour"})
        assert results == "results"
        assert counts["q"] == "harbour"
        assert counts["stories"] > 4
        assert counts["photos"] > 4
        assert counts["incomplete"] is False
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        ((select, chosen),) = told()
        assert (select, chosen["kind"], chosen["q"]) == ("select", "story", "harbour")
        assert chosen["url"] == f"{front.address}/story/{chosen['id']}?q=harbour"
        page.wait_for_timeout(200)
        assert page.url.endswith("/page")
        front.answer = refuse(429, Retry_After="7")
        field(page).press_sequentially("s")
        expect(message(page)).to_contain_text("Too many searches.")
        (_, (error, wrong)) = told()
        assert error == "error"
        assert wrong == {"q": "harbours", "reason": "busy", "status": 429, "wait": 7000}
