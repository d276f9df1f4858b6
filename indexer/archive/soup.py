"""HTML to Beautiful Soup's tree, and ways through it that need no filters."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import PageElement, Tag


def parse_html(html: str) -> BeautifulSoup:
    """The tree of an HTML text; values of ``class`` stay texts."""
    with warnings.catch_warnings():
        # A body that looks like an address or like XML is read as what it is, HTML.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(html, "lxml", multi_valued_attributes=None)


def tags(root: Tag) -> Iterator[Tag]:
    """Every element inside another, in order."""
    stack: list[PageElement] = root.contents[::-1]
    while stack:
        element = stack.pop()
        if isinstance(element, Tag):
            yield element
            stack += element.contents[::-1]


def enclosing(element: PageElement, names: Collection[str]) -> Tag | None:
    """The nearest element of one of these names around another."""
    parent = element.parent
    while parent is not None and parent.name not in names:
        parent = parent.parent
    return parent
