"""Patterns that are tried only on texts that hold a trace of what they look for.

Most captions say nothing of drones or handouts. To find that out by a pattern of many branches
takes a try at every letter; to look for the few pieces without which it cannot match takes next to
nothing. ``tests/test_traces.py`` proves that every match of a pattern holds one of its traces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOTTED = "i\N{COMBINING DOT ABOVE}"
_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"


class Traces:
    """Pieces of text of which whatever is looked for holds one.

    Args:
        pieces: As :func:`fold` leaves them; white space in texts is taken to be folded into single
            spaces.

    Attributes:
        pieces: As given.
    """

    __slots__ = ("_ascii", "pieces")

    def __init__(self, *pieces: str) -> None:
        self.pieces = pieces
        self._ascii = tuple(piece for piece in pieces if piece.isascii())

    def stand_in(self, text: str) -> bool:
        """True if a text holds one of them."""
        folded = fold(text)
        for piece in self._ascii if folded.isascii() else self.pieces:  # noqa: SIM110 - a generator costs more than what it goes through
            if piece in folded:
                return True
        return False


class TracedPattern:
    """A pattern, and the traces of which each of its matches holds one.

    Args:
        pattern: The pattern.
        traces: See :class:`Traces`.
        flags: Flags of the pattern.

    Attributes:
        pattern: The compiled pattern.
        traces: As given.
    """

    __slots__ = ("pattern", "traces")

    def __init__(self, pattern: str, *traces: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = re.compile(pattern, flags)
        self.traces = Traces(*traces)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on."""
        if not self.traces.stand_in(text[start:] if start else text):
            return None
        return self.pattern.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match at the beginning, or at a place."""
        if not self.traces.stand_in(text[start:] if start else text):
            return None
        return self.pattern.match(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match."""
        return self.pattern.finditer(text) if self.traces.stand_in(text) else iter(())

    def split(self, text: str) -> list[str]:
        """What stands between the matches."""
        return self.pattern.split(text) if self.traces.stand_in(text) else [text]

    def sub(self, replacement: str, text: str) -> str:
        """A text with something else for every match."""
        return self.pattern.sub(replacement, text) if self.traces.stand_in(text) else text


def fold(text: str) -> str:
    """A text in which letters are the same that ``re.IGNORECASE`` takes for the same."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    # For patterns the i of Turkish, with and without its dot, is an i.
    return folded.replace(_DOTTED, "i").replace(_DOTLESS, "i")
