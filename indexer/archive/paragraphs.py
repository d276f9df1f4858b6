"""Texts between blocks -> paragraphs, with what stands where in them."""

from __future__ import annotations

from textwrap import dedent
from typing import NamedTuple

from indexer.archive.characters import fold_spaces, without_line_ends
from indexer.archive.html_tree import Element
from indexer.model import Shape

_SHAPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "dt"), Shape.HEADING),
    "pre": Shape.CODE,
    "blockquote": Shape.QUOTE,
    "tr": Shape.ROW,
}
_CELLS = frozenset({"td", "th"})


class Paragraph(NamedTuple):
    """A paragraph.

    Attributes:
        text: Plain text, white space folded; code keeps its lines.
        shape: What it is.
        links: Where links begin and end in the text, and where they lead as written.
        cells: Where the cells of a row begin in the text.
        is_head: True if all of these are headings.
    """

    text: str
    shape: Shape
    links: tuple[tuple[int, int, str], ...] = ()
    cells: tuple[int, ...] = ()
    is_head: bool = False


class GatheredText:
    """The text since the last block began or ended, and what it is in."""

    def __init__(self) -> None:
        """Begins outside of everything."""
        self._text: list[str] = []
        self._around = [Shape.TEXT]
        self._link: tuple[int, str] | None = None
        self._links: list[tuple[int, int, str]] = []  # pieces of the text, from and to
        self._cells: list[tuple[int, bool]] = []

    def add(self, text: str) -> None:
        """Adds text."""
        # White space between blocks, half of all texts, is no paragraph; code may begin with it.
        if self._text or self._around[-1] is Shape.CODE or not text.isspace():
            self._text.append(text)

    def any(self) -> bool:
        """True if there is more than white space."""
        return any(part.strip() for part in self._text)

    def pass_inline(self, tag: Element, *, opens: bool) -> None:
        """Goes into an element that ends no paragraph, or out of it."""
        name = tag.tag
        if name == "a":
            self._begin_link(tag.get("href", "") if opens else "")
        elif name == "br":
            self.add(" ")
        elif name in _CELLS:
            self.add(" ")
            if opens:
                self._cells.append((len(self._text), name == "th"))

    def take(self) -> Paragraph | None:
        """Gives the paragraph, if there is one."""
        if not self._text:
            self._cells.clear()
            return None
        href = self._link[1] if self._link else ""
        self._begin_link(href)  # goes on in the next paragraph
        paragraph = self._paragraph()
        self._text.clear()
        self._links.clear()
        self._cells.clear()
        self._link = (0, href) if href else None
        return paragraph if paragraph.text else None

    def pass_by(self, tag: Element, *, opens: bool) -> None:
        """Goes into a block, or out of it."""
        shape = _shape(tag)
        if shape and opens:
            self._around.append(shape)
        elif shape:
            self._around.pop()

    def _begin_link(self, href: str) -> None:
        """Begins a link, or none, where another may end: they do not lie in one another."""
        if self._link and self._link[0] < len(self._text):
            self._links.append((self._link[0], len(self._text), self._link[1]))
        self._link = (len(self._text), href) if href else None

    def _paragraph(self) -> Paragraph:
        whole, shape = "".join(self._text), self._around[-1]
        if shape is Shape.CODE:
            return Paragraph(dedent(whole.expandtabs(4)).strip("\n").rstrip(), shape)
        text = fold_spaces(whole)
        if not text or not (self._links or self._cells):
            return Paragraph(text, shape)
        ends = _ends(without_line_ends(self._text))
        links = tuple(
            (begin, ends[after], href)
            for first, after, href in self._links
            if (begin := _next(text, ends[first])) < ends[after]
        )
        cells = tuple(_next(text, ends[first]) for first, _ in self._cells)
        return Paragraph(text, shape, links, cells, all(is_head for _, is_head in self._cells))


def _ends(pieces: list[str]) -> list[int]:
    """How long the text before each piece is, and all of it, once white space is folded."""
    ends = [0]
    space = False
    for piece in pieces:
        folded = fold_spaces(piece)
        between = ends[-1] > 0 and (space or piece[:1].isspace())
        ends.append(ends[-1] + len(folded) + between if folded else ends[-1])
        space = piece[-1:].isspace() or (space and not folded)
    return ends


def _next(text: str, end: int) -> int:
    """Where the text goes on after its first so many characters."""
    return end + (text[end : end + 1] == " ")


def _shape(tag: Element) -> Shape | None:
    """What a block makes of the paragraphs in it; None if nothing in particular."""
    if tag.tag == "li":
        parent = tag.getparent()
        ordered = parent is not None and parent.tag == "ol"
        return Shape.NUMBERED_ITEM if ordered else Shape.ITEM
    return _SHAPES.get(tag.tag)
