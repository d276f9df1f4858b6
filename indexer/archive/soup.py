"""HTML to Beautiful Soup's tree, and ways through it that need no filters.

The tree is the one that Beautiful Soup builds with lxml. Its own builder serves XML as well: it
asks of every name whether it has a namespace, and mends links between elements which only parsers
that move elements about can break. Without that a tree takes half the time.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import AttributeDict, PageElement, Tag


def parse_html(html: str) -> BeautifulSoup:
    """The tree of an HTML text; values of ``class`` stay texts."""
    with warnings.catch_warnings():
        # A body that looks like an address or like XML is read as what it is, HTML.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return _Soup(html, builder=_Builder(multi_valued_attributes=None))


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


class _Soup(BeautifulSoup):
    """A tree whose parser adds elements at the end only."""

    def object_was_parsed(
        self,
        o: PageElement,
        parent: Tag | None = None,
        most_recent_element: PageElement | None = None,  # noqa: ARG002 - nothing else is recent
    ) -> None:
        """Adds a text."""
        parent = parent or self.currentTag or self
        o.setup(parent, self._most_recent_element)
        self._most_recent_element = o
        parent.contents.append(o)


class _Builder(LXMLTreeBuilder):
    """Builds a tree of what lxml's parser for HTML reports, in which there are no namespaces."""

    attribute_dict_class = AttributeDict
    soup: Any

    def start(
        self,
        tag: str | bytes,
        attrib: Mapping[Any, Any],
        nsmap: Mapping[Any, Any] | None = None,  # noqa: ARG002 - always empty
    ) -> None:
        """Opens an element."""
        self.soup.handle_starttag(tag, None, None, attrib)

    def end(self, tag: str | bytes) -> None:
        """Closes an element."""
        self.soup.handle_endtag(tag)
