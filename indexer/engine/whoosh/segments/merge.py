"""Several segments to one, without what was deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import (
    Columns,
    Content,
    FacetColumn,
    Layout,
    Postings,
    offsets_of,
    ranges,
    sizes_of,
)
from indexer.engine.whoosh.segments.profiles import unite_profiles


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged.

    Attributes:
        content: The segment.
        live: Which of its documents go on.
        renumbered: New numbers of the documents that go on, by old number.
    """

    content: Content
    live: Mask
    renumbered: Integers


def merge_segments(
    contents: Sequence[tuple[Content, Mask]], parents: Sequence[Source] = ()
) -> tuple[Content, list[Source]]:
    """Merges segments of the same fields.

    Args:
        contents: Segments, and which of their documents are not deleted.
        parents: For photos: how the segments of stories beside them were merged.

    Returns:
        The merged segment, and how its documents were renumbered.
    """
    sources: list[Source] = []
    begin = 0
    for content, live in contents:
        renumbered = begin + np.cumsum(live, dtype=np.int64) - 1
        sources.append(Source(content, live, renumbered))
        begin += int(np.count_nonzero(live))
    merged = Content(
        sources[0].content.fields,
        _merge_postings(sources),
        Layout(
            narrow(np.concatenate([s.content.layout.starts[s.live] for s in sources])),
            narrow(np.concatenate([s.content.layout.lengths[s.live] for s in sources])),
        ),
        _merge_columns(sources, parents),
    )
    return merged, sources


@dataclass(frozen=True, slots=True)
class _Kept:
    """The postings of a segment that go on."""

    terms: Integers
    documents: Integers
    codes: Integers
    position_begins: Integers
    positions: Integers
    sizes: Integers


def _merge_postings(sources: Sequence[Source]) -> Postings:
    lexicon = sorted(set(chain.from_iterable(s.content.postings.terms for s in sources)))
    numbers = {term: number for number, term in enumerate(lexicon)}
    codes, profiles = unite_profiles([s.content.postings.profiles for s in sources])
    kept: list[_Kept] = []
    first_row = 0
    for source in sources:
        rows = len(source.content.postings.profiles)
        terms = np.array([numbers[term] for term in source.content.postings.terms], np.int64)
        kept.append(_keep(source, terms, codes[first_row : first_row + rows]))
        first_row += rows
    terms = np.concatenate([k.terms for k in kept])
    # Stable: segments are in the order of their documents, and so are their postings.
    order = np.argsort(terms, kind="stable")
    sizes = np.concatenate([k.sizes for k in kept])
    positions = np.concatenate([k.positions for k in kept])
    shifts = offsets_of(np.array([len(k.positions) for k in kept], np.int64))
    begins = np.concatenate([k.position_begins + s for k, s in zip(kept, shifts, strict=False)])
    present = np.bincount(terms, minlength=len(lexicon))
    used = np.flatnonzero(present)
    sizes = sizes[order]
    offsets = offsets_of(present[used])
    return Postings(
        [lexicon[number] for number in used.tolist()],
        narrow(offsets),
        narrow(np.concatenate([k.documents for k in kept])[order]),
        np.concatenate([k.codes for k in kept])[order],
        profiles,
        narrow(offsets_of(sizes)[offsets]),
        narrow(positions[ranges(begins[order], sizes)]),
    )


def _keep(source: Source, terms: Integers, codes: Integers) -> _Kept:
    postings = source.content.postings
    kept = np.flatnonzero(source.live[postings.documents])
    sizes = _occurrences(postings)
    counts = sizes_of(postings.offsets)
    return _Kept(
        np.repeat(terms, counts)[kept],
        source.renumbered[postings.documents[kept]],
        codes[postings.codes[kept]],
        offsets_of(sizes)[:-1][kept],
        postings.positions,
        sizes[kept],
    )


def _occurrences(postings: Postings) -> Integers:
    """How often the form of each posting stands in its document."""
    sizes: Integers = postings.profiles.sum(1, dtype=np.int64)[postings.codes]
    return sizes


def _merge_columns(sources: Sequence[Source], parents: Sequence[Source]) -> Columns:
    columns = [source.content.columns for source in sources]
    names = list(dict.fromkeys(name for column in columns for name in column.facets))
    new_parents = [
        parent.renumbered[source.content.columns.parents[source.live]]
        for source, parent in zip(sources, parents, strict=bool(parents))
    ]
    return Columns(
        _live_strings((source.content.columns.ids, source.live) for source in sources),
        np.concatenate([s.content.columns.earliest[s.live] for s in sources]),
        np.concatenate([s.content.columns.latest[s.live] for s in sources]),
        {name: _merge_facet(name, sources) for name in names},
        narrow(np.concatenate(new_parents)) if new_parents else np.zeros(0, np.uint8),
        _live_strings((s.content.columns.records, s.live) for s in sources),
        np.concatenate([s.content.columns.signatures[s.live] for s in sources]),
    )


def _live_strings(columns: Iterable[tuple[Sequence[bytes], Mask]]) -> list[bytes]:
    """A column without what is deleted; empty if it is not kept for these documents."""
    return [string for column, live in columns for string in compress(column, live.tolist())]


def _merge_facet(name: str, sources: Sequence[Source]) -> FacetColumn:
    columns = [(source.content.columns.facets[name], source.live) for source in sources]
    values = sorted(set(chain.from_iterable(column.values for column, _ in columns)))
    numbers = {value: number for number, value in enumerate(values)}
    codes: list[Integers] = []
    sizes: list[Integers] = []
    for column, live in columns:
        counts = sizes_of(column.offsets)
        new = np.array([numbers[value] for value in column.values], np.int64)
        codes.append(new[column.codes[np.repeat(live, counts)]])
        sizes.append(counts[live])
    joined = np.concatenate(codes)
    used = np.flatnonzero(np.bincount(joined, minlength=len(values)))
    ranks = np.zeros(len(values), np.int64)
    ranks[used] = np.arange(len(used))
    return FacetColumn(
        [values[number] for number in used.tolist()],
        narrow(offsets_of(np.concatenate(sizes))),
        narrow(ranks[joined]),
    )
