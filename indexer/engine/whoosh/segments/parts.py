"""Long arrays a part at a time, so that what is worked out on the way to a result stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, Integers, narrow
from indexer.engine.whoosh.segments.content import Postings, offsets_of, sizes_of
from indexer.engine.whoosh.segments.profiles import unite_profiles

PART = 1 << 22
"""Numbers worked on at a time: 32 MB where each takes eight bytes."""


def pieces_of(numbers: Integers) -> Iterator[Integers]:
    """An array in pieces, one after the other."""
    return (numbers[at : at + PART] for at in range(0, len(numbers), PART))


def cut_evenly(offsets: Integers) -> Iterator[range]:
    """Ranges of things that hold no more than ``PART`` together, unless one alone holds more.

    Args:
        offsets: Where what each thing holds begins, and where that of the last ends.

    Returns:
        At least one range, which is empty only where there is nothing.
    """
    count = len(offsets) - 1
    at = 0
    while True:
        within = int(np.searchsorted(offsets, int(offsets[at]) + PART, "right")) - 1
        stop = min(max(within, at + 1), count)
        yield range(at, stop)
        if stop == count:
            return
        at = stop


def join_postings(parts: Iterable[Postings], fields: int) -> Postings:
    """Postings of ranges of terms that follow one another, as one.

    Args:
        parts: The postings of each range, with offsets of their own; those that follow one another
            may share a table of profiles.
        fields: Number of fields.
    """
    terms: list[bytes] = []
    tables: list[Integers] = [np.zeros((0, fields), np.uint8)]
    sizes, documents, codes, tables_of, counts, positions = ([] for _ in range(6))
    for part in parts:
        terms += part.terms
        if part.profiles is not tables[-1]:
            tables.append(part.profiles)
        tables_of.append(len(tables) - 1)
        sizes.append(sizes_of(part.offsets))
        documents.append(narrow(part.documents[:]))
        codes.append(narrow(part.codes[:]))
        counts.append(sizes_of(part.position_offsets))
        positions.append(narrow(part.positions[:]))
    united, profiles = unite_profiles(tables)
    rows = offsets_of(np.array([len(table) for table in tables]))
    recoded = [united[rows[table] :][code] for table, code in zip(tables_of, codes, strict=True)]
    return Postings(
        terms,
        narrow(offsets_of(_joined(sizes))),
        _joined(documents),
        _joined(recoded),
        profiles,
        narrow(offsets_of(_joined(counts))),
        _joined(positions),
    )


def _joined(parts: list[Array]) -> Array:
    """Arrays in a row; the list is emptied, so that each is there once more only meanwhile."""
    joined = np.concatenate(parts) if parts else np.zeros(0, np.uint8)
    parts.clear()
    return joined


@dataclass(frozen=True, slots=True)
class PostingsPart:
    """Postings of some terms that follow one another.

    Attributes:
        terms: Number of the term of each; ``(postings,)``.
        documents: As in :class:`Postings`.
        codes: Likewise.
        sizes: How often the form of each stands in its document.
        begins: Where the positions of each begin among all of the segment.
    """

    terms: Integers
    documents: Integers
    codes: Integers
    sizes: Integers
    begins: Integers


def postings_of(postings: Postings, terms: range, sizes: Integers) -> PostingsPart:
    """The postings of some terms.

    Args:
        postings: Of a segment.
        terms: Which of its terms.
        sizes: The sum of each of its profiles.
    """
    offsets = postings.offsets[terms.start : terms.stop + 1].astype(np.int64)
    first, last = (int(offsets[0]), int(offsets[-1])) if len(offsets) else (0, 0)
    codes = postings.codes[first:last]
    occurrences = sizes[codes]
    begins = offsets_of(occurrences)[:-1]
    if len(begins):
        begins += int(postings.position_offsets[terms.start])
    return PostingsPart(
        np.repeat(np.arange(terms.start, terms.stop), np.diff(offsets)),
        postings.documents[first:last],
        codes,
        occurrences,
        begins,
    )


def all_postings(postings: Postings) -> Iterator[PostingsPart]:
    """All postings of a segment, a range of terms at a time."""
    sizes = postings.profiles.sum(1, dtype=np.int64)
    for terms in cut_evenly(postings.position_offsets):
        yield postings_of(postings, terms, sizes)
