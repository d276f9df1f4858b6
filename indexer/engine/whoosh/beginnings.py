"""Terms that begin with some letters, accents aside.

Terms are in order as they are written, so that *zürich* does not stand among those that begin with
*zur*. From letter to letter the letters that follow are few, and those with accents fewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexer import analysis
from indexer.engine.whoosh.segments.strings import SortedStrings

_BEYOND_ASCII = "\x80"
BEYOND_ACCENTS = "\u2e80"
"""From here on come the scripts of China, Japan and Korea, whose characters have no accents."""


def beginnings(terms: SortedStrings, plain: str) -> Iterator[range]:
    """Yields the numbers of the terms that begin with letters, as runs in order.

    Args:
        terms: Terms in order.
        plain: The letters, without accents.
    """
    waiting = [("", plain)]
    while waiting:  # no recursion: terms may be thousands of letters long
        written, left = waiting.pop()
        run = terms.with_prefix(written.encode())
        if left and run:
            waiting += reversed(list(_letters_on(terms, written, left)))
        else:
            yield run


def _letters_on(terms: SortedStrings, written: str, left: str) -> Iterator[tuple[str, str]]:
    """Yields what terms begin with that are a letter longer, and what is left of the letters."""
    if left[0] < _BEYOND_ASCII or left[0] >= BEYOND_ACCENTS:
        yield written + left[0], left[1:]
    at = terms.position((written + _BEYOND_ASCII).encode())
    end = terms.position((written + BEYOND_ACCENTS).encode())
    while at < end:
        letter = terms.text(at)[len(written)]
        letters = analysis.fold(letter)
        if left.startswith(letters) or letters.startswith(left):
            yield written + letter, left[len(letters) :]
        at = terms.position((written + chr(ord(letter) + 1)).encode())
