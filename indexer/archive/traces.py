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


class TracedPattern:
    """A pattern, and the traces of which each of its matches holds one.

    Args:
        pattern: The pattern; white space in texts is taken to be folded into single spaces.
        traces: Pieces of text as :func:`fold` leaves them.
        flags: Flags of the pattern.

    Attributes:
        pattern: The compiled pattern.
        traces: As given.
    """

    __slots__ = ("_ascii", "pattern", "traces")

    def __init__(self, pattern: str, *traces: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = re.compile(pattern, flags)
        self.traces = traces
        self._ascii = tuple(trace for trace in traces if trace.isascii())

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on."""
        return self.pattern.search(text, start) if self._may_match(text[start:]) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match."""
        return self.pattern.finditer(text) if self._may_match(text) else iter(())

    def _may_match(self, text: str) -> bool:
        folded = fold(text)
        for trace in self._ascii if folded.isascii() else self.traces:  # noqa: SIM110 - a generator costs more than what it goes through
            if trace in folded:
                return True
        return False


def fold(text: str) -> str:
    """A text in which letters are the same that ``re.IGNORECASE`` takes for the same."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    # For patterns the i of Turkish, with and without its dot, is an i.
    return folded.replace(_DOTTED, "i").replace(_DOTLESS, "i")
