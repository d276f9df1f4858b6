"""No page is wider than its window, however long a word, narrow the window or large the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Archive, post, served
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstand"
PAGES = (
    "/",
    "/search?q=harbour",
    "/search?q=zzzz+harbour&match=all",
    "/story/posts-2020-01-02-a",
    "/story/posts-2020-01-02-a/forward",
    f"/timeline?q=harbour&with={LONG}",
    "/timeline?q=harbour&with=words&measure=share",
    "/facet/tag",
    "/concordance?q=harbour",
    "/coverage",
    "/desk?from=soon",
)
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a site whose titles, tags, categories and authors are long words."""
    archive = Archive(tmp_path_factory.mktemp("long"))
    named = {"tags": f"[{LONG * 2}]", "category": LONG, "author": LONG}
    archive.write(
        {
            "_posts/2020-01-02-a.md": post(LONG, f"The harbour and {LONG}.", **named),
            "_posts/2021-03-04-b.md": post("B", "The harbour. [a](/2020/01/02/a.html)", **named),
            "_posts/2022-03-04-c.md": post(f"The {LONG}", "Words.", **named),
        }
    ).build()
    with served(archive.index) as address:
        yield address


@pytest.mark.parametrize(("width", "text"), [(1280, 100), (390, 100), (320, 100), (390, 200)])
def test_nothing_reaches_beyond_the_window(
    browser: Browser, long_words: str, width: int, text: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        for address in PAGES:
            tab.goto(long_words + address)
            tab.evaluate("size => { document.documentElement.style.fontSize = size }", f"{text}%")
            assert tab.evaluate(_TOO_WIDE) <= 0, address
