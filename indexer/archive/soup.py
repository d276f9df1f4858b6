"""HTML to Beautiful Soup's tree, and ways through it that need no filters."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, cast

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Comment, NavigableString, PageElement, Tag
from lxml import etree

_DOCUMENT = re.compile(r"<(?:\?|!(?!--)|/?(?:html|head|body|frameset)\b)", re.IGNORECASE)
"""What whole documents have, posts hardly ever: declarations, instructions, an element for all."""
_DEEPEST = 2000
"""Elements inside one another beyond which lxml tells of elements that its tree leaves out."""
_SPACES = " \n\t\f\r"


def parse_html(html: str) -> BeautifulSoup:
    """The tree of an HTML text; values of ``class`` stay texts."""
    with warnings.catch_warnings():
        # A body that looks like an address or like XML is read as what it is, HTML.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(html, builder=_TreeBuilder(multi_valued_attributes=None))


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


class _TreeBuilder(LXMLTreeBuilder):
    """Makes Beautiful Soup's tree out of lxml's.

    The library's own way is to be told of every tag while lxml parses, and to ask many questions
    of each that are never answered with yes here. Copying the finished tree takes a fraction of
    the time. ``tests/test_soup.py`` holds the two to be the same.
    """

    def feed(self, markup: str) -> None:  # type: ignore[override]  # never bytes
        """Reads HTML into the soup that this builder belongs to."""
        root = None
        if not _DOCUMENT.search(markup):
            parser = etree.HTMLParser(recover=True, huge_tree=True)
            parser.feed(markup)
            root = parser.close()
            if root is not None and markup.count("<") > _DEEPEST and _depth(root) > _DEEPEST:
                root = None
        if root is None:  # nothing, comments alone, or what would need more care
            super().feed(markup)
        else:
            _Copier(self, cast("BeautifulSoup", self.soup)).copy(root)


def _depth(root: etree._Element) -> int:
    """How many elements lie inside one another."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Copier:
    """Copies lxml's tree into a soup, in the order of the text."""

    def __init__(self, builder: _TreeBuilder, soup: BeautifulSoup) -> None:
        self._builder = builder
        self._parent: Tag = soup
        self._last: PageElement = soup
        # Below some elements, such as scripts, texts are of a class of their own.
        self._classes: list[type[NavigableString]] = [NavigableString]
        self._preserving = 0
        self._attributes = builder.attribute_dict_class

    def copy(self, root: etree._Element) -> None:
        """Copies a document; comments may stand before and after its root."""
        for comment in reversed(list(root.itersiblings(preceding=True))):
            self._add_text(comment.text or "", Comment)
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "start":
                self._open(element.tag, element.items())
                if text := element.text:
                    self._add_text(text, self._classes[-1])
                continue
            if event == "end":
                self._close()
            else:
                self._add_text(element.text or "", Comment)
            if text := element.tail:
                self._add_text(text, self._classes[-1])
        for comment in root.itersiblings():
            self._add_text(comment.text or "", Comment)

    def _open(self, name: str, attributes: list[tuple[str, str]]) -> None:
        same, is_special = _new_tag(name)
        tag = Tag.__new__(Tag)
        # What the constructor makes of a name is the same each time.
        self._place(tag, {**same, "attrs": self._attributes(attributes), "contents": []})
        self._parent = tag
        if is_special:
            if name in self._builder.string_containers:
                self._classes.append(self._builder.string_containers[name])
            self._preserving += name in self._builder.preserve_whitespace_tags

    def _close(self) -> None:
        tag, builder = self._parent, self._builder
        if _new_tag(tag.name)[1]:
            if tag.name in builder.string_containers:
                self._classes.pop()
            self._preserving -= tag.name in builder.preserve_whitespace_tags
        self._parent = cast("Tag", tag.parent)

    def _add_text(self, text: str, kind: type[NavigableString]) -> None:
        if not self._preserving and not text.strip(_SPACES):
            text = "\n" if "\n" in text else " "
        self._place(str.__new__(kind, text), {"hidden": False})

    def _place(self, node: PageElement, attributes: dict[str, Any]) -> None:
        """Puts what comes next in the text at the end of the element it lies in.

        All attributes of a node are set at once, which takes half the time of one by one.
        """
        parent, last = self._parent, self._last
        siblings = parent.contents
        before = siblings[-1] if siblings else None
        attributes["parent"] = parent
        attributes["previous_element"] = last
        attributes["next_element"] = None
        attributes["previous_sibling"] = before
        attributes["next_sibling"] = None
        node.__dict__ = attributes
        last.next_element = node
        if before is not None:
            before.next_sibling = node
        siblings.append(node)
        self._last = node


@lru_cache(maxsize=256)
def _new_tag(name: str) -> tuple[dict[str, Any], bool]:
    """What is kept of every element of that name beside its attributes and its place.

    Returns:
        The attributes of the object, and whether texts in it are treated in a way of their own.
    """
    builder = _TreeBuilder(multi_valued_attributes=None)
    is_special = name in builder.string_containers or name in builder.preserve_whitespace_tags
    return dict(vars(Tag(BeautifulSoup("", builder=builder), builder, name))), is_special
