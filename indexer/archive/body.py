"""HTML to paragraphs and figures, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

from indexer.archive.figures import Figure, take_figures

MAX_TAGS = 20_000

_REMOVED = ("script", "style", "template", "noscript", "nav", "iframe", "object", "svg", "form")
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds.

    Attributes:
        paragraphs: Plain text, captions left out.
        figures: Images with their captions, in order.
    """

    paragraphs: tuple[str, ...]
    figures: tuple[Figure, ...]


class TooManyTagsError(ValueError):
    """The HTML has more tags than :data:`MAX_TAGS`."""


def read_body(html: str) -> Body:
    """Reads paragraphs and figures.

    Raises:
        TooManyTagsError: It has more tags than a story has.
    """
    if html.count("<") > MAX_TAGS:
        raise TooManyTagsError(f"it has more than {MAX_TAGS:,} tags")
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(_REMOVED):
        tag.decompose()
    figures = take_figures(soup)
    return Body(tuple(_paragraphs(soup)), figures)


def _paragraphs(soup: BeautifulSoup) -> Iterator[str]:
    text: list[str] = []
    breaks = 0
    for element, opens in _walk(soup):
        if isinstance(element, Tag):
            if element.name == "br":
                breaks += opens
            ends = element.name in _BLOCKS or breaks > 1
            if not ends:
                if element.name in _CELLS or (element.name == "br" and opens):
                    text.append(" ")
                continue
        else:
            if element.strip():
                breaks = 0
            text.append(element)
            continue
        breaks = 0
        paragraph = " ".join("".join(text).split())
        text.clear()
        if paragraph:
            yield paragraph
    paragraph = " ".join("".join(text).split())
    if paragraph:
        yield paragraph


def _walk(root: Tag) -> Iterator[tuple[Tag | NavigableString, bool]]:
    """Yields texts once and tags twice, on opening (True) and on closing (False).

    Without recursion, because hostile posts nest deeper than Python recurses.
    """
    stack: list[tuple[PageElement, bool]] = [(child, True) for child in reversed(root.contents)]
    while stack:
        element, opens = stack.pop()
        if isinstance(element, Tag):
            yield element, opens
            if opens:
                stack.append((element, False))
                stack.extend((child, True) for child in reversed(element.contents))
        elif isinstance(element, NavigableString) and not isinstance(element, Comment):
            yield element, True
