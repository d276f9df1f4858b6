"""HTML, however broken, to lxml's tree, and ways through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it

_ASIDE = ("rt", "rp")
"""How letters are read, printed small above them; no part of a text that is quoted."""
_TAKEN = "backfile-taken"


def parse_html(html: str) -> Element | None:
    """The tree of an HTML text; None if it holds nothing."""
    parser = etree.HTMLParser(recover=True, huge_tree=True)
    parser.feed(html)
    root: Element | None = parser.close()
    return root


def enclosing(element: Element, *names: str) -> Element | None:
    """The nearest element of one of these names around another."""
    return next(element.iterancestors(*names), None)


def elements_in(element: Element) -> Iterator[Element]:
    """Every element inside another, in order, without comments."""
    yield from element.iterdescendants(etree.Element)


def texts_of(element: Element) -> Iterator[str]:
    """The pieces of text inside an element, in order."""
    if next(element.iterdescendants(*_ASIDE), None) is None:
        yield from element.itertext()
        return
    inside = 0
    for event, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        aside = part is not element and part.tag in _ASIDE
        if event == "start":
            inside += aside
            if part.text and not inside:
                yield part.text
            continue
        inside -= aside
        if part.tail and not inside and part is not element:
            yield part.tail


def has_text(element: Element) -> bool:
    """True if there is more than white space in an element."""
    for text in element.itertext():
        if not is_blank(text):
            # What is printed small above letters is none, but few elements get this far.
            return any(text.strip() for text in texts_of(element))
    return False


def remove(root: Element, *names: str) -> None:
    """Takes elements of these names out of a tree; texts after them stay."""
    etree.strip_elements(root, *names, with_tail=False)


def take_out(element: Element) -> None:
    """Takes one element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is not None:
        # Texts are not put together here: lxml takes none with control characters.
        element.tag = _TAKEN
        remove(parent, _TAKEN)


def is_blank(text: str | None) -> bool:
    """True if there is nothing but white space."""
    return not text or text.isspace()
