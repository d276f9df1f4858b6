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


def beginnings(terms: SortedStrings, plain: str, written: str = "") -> Iterator[range]:
    """Yields the numbers of the terms that begin with letters, as runs.

    Args:
        terms: Terms in order.
        plain: The letters, without accents.
        written: Letters as they are written, before those.
    """
    if not plain:
        yield terms.with_prefix(written.encode())
        return
    if plain[0] < _BEYOND_ASCII or plain[0] >= BEYOND_ACCENTS:
        yield from _after(terms, plain[1:], written + plain[0])
    at = terms.position((written + _BEYOND_ASCII).encode())
    end = terms.position((written + BEYOND_ACCENTS).encode())
    while at < end:
        letter = terms.text(at)[len(written)]
        letters = analysis.fold(letter)
        if plain.startswith(letters) or letters.startswith(plain):
            yield from beginnings(terms, plain[len(letters) :], written + letter)
        at = terms.position((written + chr(ord(letter) + 1)).encode())


def _after(terms: SortedStrings, plain: str, written: str) -> Iterator[range]:
    """The same where terms that begin as written may be missing."""
    if terms.with_prefix(written.encode()):
        yield from beginnings(terms, plain, written)
