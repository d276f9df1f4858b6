"""Words that a segment has with a hyphen or stop inside, found by how they are written without it.

In a file of its own beside the stories of a segment; it tells of photos too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from indexer.engine.whoosh.segments.arrays import ArrayFile, write_arrays
from indexer.engine.whoosh.segments.strings import Strings, pack_strings

COMPOUNDS = ".compounds"
"""Ending of the file's name."""

MIN_LETTERS = 3
"""Shorter ones are other words, joined: ``U.S.`` is not *us*, ``a.m.`` not *am*."""

_BETWEEN = b" "


class Compounds:
    """The compounds of a segment.

    Args:
        file: As :func:`write_compounds` wrote it.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._rows = Strings(file["compounds.bytes"], file["compounds.offsets"])

    def parts_of(self, joined: str) -> Iterator[tuple[str, ...]]:
        """The forms of the compounds that are so written in one."""
        word = joined.encode()
        first = bisect_left(self._rows, word, key=_joined)
        rows = (self._rows[at] for at in range(first, len(self._rows)))
        return map(_parts, takewhile(lambda row: _joined(row) == word, rows))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The forms of all."""
        return map(_parts, self._rows)


def write_compounds(path: Path, compounds: Iterable[tuple[str, ...]]) -> None:
    """Writes compounds, given their forms."""
    rows = {_BETWEEN.join(form.encode() for form in parts) for parts in compounds}
    kept = [row for row in rows if len(_joined(row).decode()) >= MIN_LETTERS]
    write_arrays(
        path, pack_strings("compounds", sorted(kept, key=lambda row: (_joined(row), row))), {}
    )


def _joined(row: bytes) -> bytes:
    return row.replace(_BETWEEN, b"")


def _parts(row: bytes) -> tuple[str, ...]:
    return tuple(row.decode().split())
