"""HTML to paragraphs, figures and links, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from bs4.element import Comment, NavigableString, PageElement, Tag

from indexer.archive.figures import FIGURE_ATTRIBUTE, IMAGES, Figure, take_figures
from indexer.archive.limits import BeyondLimitError, Limits
from indexer.archive.soup import parse_html, tags
from indexer.model import Shape

_REMOVED = frozenset({"script", "style", "template", "nav", "iframe", "object", "svg", "form"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_SHAPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "dt"), Shape.HEADING),
    "pre": Shape.CODE,
    "blockquote": Shape.QUOTE,
    "tr": Shape.ROW,
}
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
# These have no content, or the next of their kind ends them: unclosed ones lie side by side.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds.

    Attributes:
        paragraphs: Plain text, captions left out; code keeps its lines.
        shapes: What each of them is, a letter of :class:`indexer.model.Shape` each.
        figures: Images with their captions, in order.
        links: Where its links lead, as written, in order.
    """

    paragraphs: tuple[str, ...]
    shapes: str
    figures: tuple[Figure, ...]
    links: tuple[str, ...]


def read_body(html: str, limits: Limits) -> Body:
    """Reads paragraphs, figures and links.

    Raises:
        BeyondLimitError: It has more tags, or deeper ones, than a story has.
    """
    _check(html, limits)
    soup = parse_html(html)
    for tag in [tag for tag in tags(soup) if tag.name in _REMOVED]:
        tag.decompose()
    every = list(tags(soup))
    links = tuple(dict.fromkeys(str(tag["href"]) for tag in every if _is_link(tag)))
    figures = take_figures([tag for tag in every if tag.name in IMAGES])
    positions: dict[int, int] = {}
    shaped = list(_paragraphs(soup, positions))
    paragraphs = tuple(text for text, _ in shaped)
    shapes = "".join(shape for _, shape in shaped)
    placed = tuple(figure.at(positions.get(n, 0)) for n, figure in enumerate(figures))
    return Body(paragraphs, shapes, placed, links)


def _is_link(tag: Tag) -> bool:
    return tag.name == "a" and "href" in tag.attrs


def _check(html: str, limits: Limits) -> None:
    """Counts tags and how deep they lie in one another, before anything is built of them."""
    if html.count("<") <= limits.depth:
        return
    if html.count("<") > limits.tags:
        raise BeyondLimitError(f"it has more than {limits.tags:,} tags")
    opened: dict[str, int] = {}
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT:
            continue
        if not tag[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > limits.depth:
            raise BeyondLimitError(f"its elements are nested deeper than {limits.depth:,} levels")


def _paragraphs(soup: Tag, positions: dict[int, int]) -> Iterator[tuple[str, Shape]]:
    """Yields paragraphs and what they are; notes how many end before each figure."""
    gathered = _Gathered()
    breaks = count = 0
    for element, opens in _walk(soup):
        if isinstance(element, Tag):
            name = element.name
            if opens and name in IMAGES and (figure := element.get(FIGURE_ATTRIBUTE)) is not None:
                # Inside a paragraph it is shown below it.
                positions[int(str(figure))] = count + gathered.any()
            if name == "br":
                breaks += opens
            if name not in _BLOCKS and breaks <= 1:
                if name in _CELLS or (name == "br" and opens):
                    gathered.add(" ")
                continue
        else:
            if breaks and element.strip():
                breaks = 0
            gathered.add(element)
            continue
        breaks = 0
        for paragraph in gathered.take():
            count += 1
            yield paragraph
        gathered.pass_by(element, opens=opens)
    yield from gathered.take()


class _Gathered:
    """The text since the last block began or ended, and what it is in."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._around = [Shape.TEXT]

    def add(self, text: str) -> None:
        """Adds text."""
        self._text.append(text)

    def any(self) -> bool:
        """True if there is more than white space."""
        return any(part.strip() for part in self._text)

    def take(self) -> Iterator[tuple[str, Shape]]:
        """Gives the paragraph, if there is one, without needless white space; code keeps lines."""
        whole, shape = "".join(self._text), self._around[-1]
        self._text.clear()
        if shape is Shape.CODE:
            paragraph = dedent(whole.expandtabs(4)).strip("\n").rstrip()
        else:
            paragraph = " ".join(whole.split())
        if paragraph:
            yield paragraph, shape

    def pass_by(self, tag: Tag, *, opens: bool) -> None:
        """Goes into a block, or out of it."""
        shape = _shape(tag)
        if shape and opens:
            self._around.append(shape)
        elif shape:
            self._around.pop()


def _shape(tag: Tag) -> Shape | None:
    """What a block makes of the paragraphs in it; None if nothing in particular."""
    if tag.name == "li":
        ordered = tag.parent is not None and tag.parent.name == "ol"
        return Shape.NUMBERED_ITEM if ordered else Shape.ITEM
    return _SHAPES.get(tag.name)


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
