"""axe-core finds nothing on any kind of page, whatever colours a reader's system asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

PAGES = {
    "home": "/",
    "results": "/search?q=harbour",
    "filtered results": "/search?q=harbour&category=weather&not.year=2014&from=2015",
    "days that cannot be read": "/search?q=harbour&from=soon&to=2021-02-30&on=4-31",
    "some words lacking": "/search?q=herring+seal+ferry+zzzz",
    "nothing found": "/search?q=nothingatall&category=harbour",
    "photos": "/photos?q=seal",
    "photos as a list": "/photos?q=harbour&view=list",
    "photos of a decade": "/photos?taken_decade=2010s&orientation=portrait",
    "story": "/story/posts-grey-seals-on-little-brindle",
    "story in Chinese": "/story/posts-2018-02-19-chunjie-denghui",
    "story without pictures": "/story/posts-a-walk-round-the-mole",
    "story with matches": "/story/posts-grey-seals-on-little-brindle?q=seal",
    "photo": "/photo/posts-grey-seals-on-little-brindle--2021-12-01-0efumzufhu4-1?q=seal&place=1",
    "selection": "/selection?photo=32zcddd73m.hus6cd2qvm.txm6zqmpzy",
    "contact sheet": "/contact-sheet?q=seal&field=description&field=creator",
    "facet": "/facet/tag?q=harbour",
    "timeline": "/timeline?q=harbour&with=seal",
    "concordance": "/concordance?q=harbour",
    "coverage": "/coverage",
    "desk": "/desk",
    "citation": "/cite?q=harbour",
    "explanation": "/why?q=harbour&category=sport&story=posts-grey-seals-on-little-brindle",
    "following": "/story/posts-grey-seals-on-little-brindle/forward",
    "help": "/help",
    "API": "/api",
    "embed": "/embed",
    "searches": "/searches",
    "not found": "/nowhere",
    "wrong value": "/search?size=0",
}
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page in every width and colours: where, rule, and why."""
    page.evaluate(_AXE)
    wrong = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, colours in COLOURS.items():
            page.emulate_media(**colours)
            found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            wrong += [
                f"{width} {name} {rule['id']}: {node['target']}: {node['failureSummary']}"
                for rule in found["violations"]
                for node in rule["nodes"]
            ]
    return wrong


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page(page: Page, site: str, kind: str) -> None:
    page.goto(site + PAGES[kind])
    if kind == "photo":
        page.get_by_text("Texts to copy").click()
    assert violations(page) == []


def test_what_scripts_show(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=seal")
    page.get_by_role("button", name=re.compile("this search")).click()
    box = page.locator("input.search-box")
    box.fill("")
    box.press_sequentially("har")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    assert violations(page) == []
    page.goto(f"{site}/search?q=harbour")
    page.goto(f"{site}/searches")
    expect(page.locator(".kept li").first).to_be_visible()
    for summary in page.locator(".kept summary").all():
        summary.click()
    assert violations(page) == []


def test_what_scripts_show_of_a_selection(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=seal")
    page.locator(".grid input[name=photo]").first.check()
    assert violations(page) == []
    page.get_by_role("button", name="Show the selected photos").click()
    page.wait_for_url("**/selection?photo=*")
    expect(page.get_by_role("button", name="Empty the selection")).to_be_visible()
    page.get_by_role("button", name="Copy").click()
    assert violations(page) == []


def test_a_picture_shown_large(page: Page, site: str) -> None:
    page.goto(f"{site}/photos?q=seal")
    page.locator("a.card-picture").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("view", ["grid", "list"])
def test_photos_without_scripts(page: Page, site: str, view: str) -> None:
    # axe is a script itself, so those of the site are kept from loading.
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{site}/photos?q=seal&view={view}")
    assert violations(page) == []


def test_a_finding_would_be_seen(page: Page, site: str) -> None:
    page.goto(f"{site}/help")
    page.evaluate("document.querySelector('h1').after(document.createElement('button'))")
    found = violations(page)
    assert len(found) == 6
    assert all("button-name" in one for one in found)
