"""Words that a segment has with a hyphen or stop inside, found by how they are written without it.

In a file of its own beside the stories of a segment; it tells of photos too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from indexer.engine.whoosh.segments.arrays import ArrayFile, write_arrays
from indexer.engine.whoosh.segments.strings import pack_strings, unpack_sorted

MIN_LETTERS = 3
"""Shorter ones are other words, joined: ``U.S.`` is not *us*, ``a.m.`` not *am*."""

COMPOUNDS = ".compounds"
"""Ending of the file's name."""

_BETWEEN = "\0"


class Compounds:
    """The compounds of a segment.

    Args:
        file: As :func:`write_compounds` wrote it.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._rows = unpack_sorted(file, "compounds")

    def parts_of(self, joined: str) -> list[tuple[str, ...]]:
        """The forms of the compounds that are so written without hyphen."""
        found = self._rows.with_prefix(f"{joined}{_BETWEEN}".encode())
        return [_parts(row) for row in self._rows.texts(found)] if found else []

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The forms of all."""
        return (_parts(row.decode()) for row in self._rows)


def write_compounds(path: Path, compounds: Iterable[tuple[str, ...]]) -> None:
    """Writes compounds, given their forms."""
    write_arrays(path, pack_strings("compounds", _rows(set(compounds))), {})


def _rows(compounds: Collection[tuple[str, ...]]) -> list[bytes]:
    joined = (("".join(parts), parts) for parts in compounds)
    rows = [_BETWEEN.join((word, *parts)) for word, parts in joined if len(word) >= MIN_LETTERS]
    return sorted(row.encode() for row in rows)


def _parts(row: str) -> tuple[str, ...]:
    return tuple(row.split(_BETWEEN)[1:])
