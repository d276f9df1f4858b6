"""Pages of another site with a search box in them, and what is looked at there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import type_within
from hosts import Server, refuse, relay, running
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

SCRIPT = "/embed/1/backfile-search.js"
BEGIN = '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Gazette</title>'
FORM = (
    '<form action="{site}/search" role="search"><label>Search <input name="q"></label>'
    "<button>Go</button></form>"
)
Open = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest.fixture
def host() -> Iterator[Server]:
    """Another site, whose pages are set by tests."""
    with running(refuse(404)) as server:
        yield server


@pytest.fixture
def front(site: str) -> Iterator[Server]:
    """A door to the real archive that can be shut."""
    with running(relay(site)) as server:
        yield server


@pytest.fixture
def show(context: BrowserContext, host: Server, site: str) -> Iterator[Open]:
    """Opens a page of the other site with a box in it; no fault may be told on its console."""
    troubles: list[str] = []
    # What fails on purpose, and icons nobody asked for.
    fine = ["Failed to load resource|CORS policy"]

    def open_page(  # noqa: PLR0913 - what a page may differ in
        body: str = "",
        *,
        src: str = "",
        attributes: str = "",
        lang: str = "en",
        head: str = "",
        expected: str = "",
        **headers: str,
    ) -> Page:
        archive = src or site
        fine.extend(filter(None, [expected]))
        box = f'<backfile-search src="{archive}" {attributes}>{FORM}</backfile-search>'
        script = f'<script src="{site}{SCRIPT}" crossorigin async></script>'
        html = (
            BEGIN.format(lang=lang) + script + head + "</head><body><main><h1>Gazette</h1>"
            + (body or "{box}<p>Below.</p>").replace("{box}", box) + "</main></body></html>"
        ).replace("{site}", archive)  # fmt: skip
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        host.answer = lambda handler: handler.send(html, 200, named)
        page = context.new_page()
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{host.address}/page")
        page.wait_for_function("!!customElements.get('backfile-search')")
        return page

    yield open_page
    assert not [text for text in troubles if not re.search("|".join(fine), text)]


def field(page: Page) -> Locator:
    return page.locator("backfile-search input").first


def type_in(page: Page, text: str) -> Locator:
    """Types and waits for the choices that answer all of it."""
    page.evaluate(
        "document.addEventListener('backfile:results', (event) => {"
        " window.answered = event.detail.q; })"
    )
    type_within(field(page), text)
    typed = field(page).input_value().strip()
    page.wait_for_function("(typed) => window.answered === typed", arg=typed)
    expect(page.get_by_role("option").first).to_be_visible()
    return page.get_by_role("option")


def active(page: Page) -> str | None:
    """Text of the option a screen reader is told of."""
    text: str | None = page.evaluate(
        """() => {
          const id = document.querySelector('input[name=q]').getAttribute('aria-activedescendant');
          const option = id && document.getElementById(id);
          return option ? option.shadowRoot.textContent : null;
        }"""
    )
    return text


def texts_of(options: Locator) -> list[str]:
    texts: list[str] = options.evaluate_all("all => all.map(one => one.shadowRoot.textContent)")
    return texts


def said(page: Page) -> Locator:
    return page.locator("backfile-search [role=status]").first


def message(page: Page) -> Locator:
    return page.locator("backfile-search [part=message]").first
