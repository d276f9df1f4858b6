"""Marked text cut where links and cells begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text.

    Attributes:
        text: The text.
        match: Its number among the matches of the page, from 1; 0 if it did not match.
        begins: False if it goes on with the match of the piece before.
    """

    text: str
    match: int
    begins: bool = True


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph, all of it in one link or in none.

    Attributes:
        pieces: Its text.
        url: Where it leads; None if nowhere.
    """

    pieces: Pieces
    url: str | None = None

    @property
    def last_match(self) -> int:
        """The last match that begins in it; 0 without one."""
        return max((piece.match for piece in self.pieces if piece.begins), default=0)


class Cut(NamedTuple):
    """A link in a text: its first character, the one after its last, and where it leads."""

    start: int
    end: int
    url: str


def cut(pieces: Pieces, links: Sequence[Cut]) -> Iterator[Stretch]:
    """A text as stretches.

    Args:
        pieces: The text.
        links: Links in it, in order; none lies in another.
    """
    length = sum(len(piece.text) for piece in pieces)
    at = 0
    for link in links:
        if at < link.start:
            yield Stretch(part(pieces, at, link.start))
        yield Stretch(part(pieces, link.start, link.end), link.url)
        at = link.end
    if at < length:
        yield Stretch(part(pieces, at, length))


def cut_cells(
    pieces: Pieces, starts: Sequence[int], links: Sequence[Cut]
) -> Iterator[tuple[Stretch, ...]]:
    """The text of each cell of a row as stretches.

    Args:
        pieces: The text of the row.
        starts: Where each cell begins in it.
        links: Links in it, in order.
    """
    length = sum(len(piece.text) for piece in pieces)
    for start, end in pairwise((*starts, length)):
        within = [
            Cut(link.start - start, link.end - start, link.url)
            for link in links
            if start <= link.start and link.end <= end
        ]
        yield tuple(cut(part(pieces, start, end), within))


def part(pieces: Pieces, start: int, end: int) -> Pieces:
    """A text from one character to before another; what matched stays marked."""
    parts = []
    at = 0
    for piece in pieces:
        first, after = max(start, at), min(end, at + len(piece.text))
        if first < after:
            text = piece.text[first - at : after - at]
            parts.append(replace(piece, text=text, begins=piece.begins and first == at))
        at += len(piece.text)
    return tuple(parts)
