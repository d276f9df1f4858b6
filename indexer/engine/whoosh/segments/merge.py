"""Several segments to one, without what was deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

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
from indexer.engine.whoosh.segments.parts import cut_evenly, join_postings, postings_of
from indexer.engine.whoosh.segments.profiles import lay_out, unite_profiles
from indexer.engine.whoosh.segments.strings import NO_STRINGS, Strings, join_chosen

NO_PICTURES: Integers = np.zeros(0, np.uint64)


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


def number_anew(contents: Iterable[tuple[Content, Mask]]) -> list[Source]:
    """Numbers the documents of segments that are to be merged.

    Args:
        contents: Segments of the same fields, and which of their documents are not deleted.
    """
    sources: list[Source] = []
    begin = 0
    for content, live in contents:
        renumbered = begin + np.cumsum(live, dtype=np.int64) - 1
        sources.append(Source(content, live, renumbered))
        begin += int(np.count_nonzero(live))
    return sources


def merge_segments(sources: Sequence[Source], parents: Sequence[Source] = ()) -> Content:
    """Merges segments.

    Args:
        sources: The segments, all of stories or all of photos.
        parents: For photos: the segments of stories beside them.
    """
    return Content(
        sources[0].content.fields,
        _merge_postings(sources),
        _merge_layouts(sources),
        _merge_columns(sources, parents),
    )


def _merge_layouts(sources: Sequence[Source]) -> Layout:
    layouts = [(source.content.layout, source.live) for source in sources]
    return lay_out(
        np.concatenate([layout.lengths[live] for layout, live in layouts]),
        np.concatenate([layout.texts[layout.rows[live]] for layout, live in layouts]),
    )


@dataclass(frozen=True, slots=True)
class _Input:
    """The postings of a segment, and what becomes of its numbers.

    Attributes:
        source: The segment.
        terms: New number of each of its terms, ascending.
        codes: New row of each of its profiles.
        sizes: The sum of each of its profiles.
    """

    source: Source
    terms: Integers
    codes: Integers
    sizes: Integers


def _merge_postings(sources: Sequence[Source]) -> Postings:
    postings = [source.content.postings for source in sources]
    terms_of = [list(one.terms) for one in postings]
    lexicon = sorted(set(chain.from_iterable(terms_of)))
    numbers = {term: number for number, term in enumerate(lexicon)}
    codes, profiles = unite_profiles([one.profiles for one in postings])
    first_rows = offsets_of(np.array([len(one.profiles) for one in postings]))
    inputs = [
        _Input(
            source,
            np.array([numbers[term] for term in terms], np.int64),
            codes[row:],
            one.profiles.sum(1, dtype=np.int64),
        )
        for source, one, terms, row in zip(sources, postings, terms_of, first_rows, strict=False)
    ]
    occurrences = np.zeros(len(lexicon), np.int64)
    for one, given in zip(postings, inputs, strict=True):
        occurrences[given.terms] += sizes_of(one.position_offsets)
    parts = cut_evenly(offsets_of(occurrences))
    return join_postings(
        (_merge_part(inputs, lexicon, profiles, part) for part in parts), profiles.shape[1]
    )


def _merge_part(
    inputs: Sequence[_Input], lexicon: Sequence[bytes], profiles: Integers, part: range
) -> Postings:
    """The postings of some terms that go on."""
    kept = [_keep(given, part) for given in inputs]
    terms, documents, codes, sizes, positions = (
        np.concatenate(columns) for columns in zip(*kept, strict=True)
    )
    # Stable: segments are in the order of their documents, and so are their postings.
    order = np.argsort(terms, kind="stable")
    present = np.bincount(terms, minlength=len(part))
    used = np.flatnonzero(present)
    begins, sizes = offsets_of(sizes)[:-1][order], sizes[order]
    offsets = offsets_of(present[used])
    return Postings(
        [lexicon[part.start + number] for number in used.tolist()],
        offsets,
        documents[order],
        codes[order],
        profiles,
        offsets_of(sizes)[offsets],
        positions[ranges(begins, sizes)],
    )


def _keep(given: _Input, part: range) -> tuple[Integers, ...]:
    """The postings of a segment for some terms, those of deleted documents left out.

    Returns:
        Terms from the first of the part on, documents, codes and sizes of postings, and positions.
    """
    source, postings = given.source, given.source.content.postings
    first, last = np.searchsorted(given.terms, [part.start, part.stop]).tolist()
    here = postings_of(postings, range(first, last), given.sizes)
    kept = np.flatnonzero(source.live[here.documents])
    sizes = here.sizes[kept]
    return (
        given.terms[here.terms[kept]] - part.start,
        narrow(source.renumbered[here.documents[kept]]),
        given.codes[here.codes[kept]],
        sizes,
        postings.positions[ranges(here.begins[kept], sizes)],
    )


def _merge_columns(sources: Sequence[Source], parents: Sequence[Source]) -> Columns:
    columns = [source.content.columns for source in sources]
    names = list(dict.fromkeys(name for column in columns for name in column.facets))
    new_parents = [
        parent.renumbered[source.content.columns.parents[source.live]]
        for source, parent in zip(sources, parents, strict=bool(parents))
    ]
    pictures = [s.content.columns.pictures[s.live] if parents else NO_PICTURES for s in sources]
    return Columns(
        join_chosen([(s.content.columns.ids, s.live) for s in sources]),
        np.concatenate([s.content.columns.earliest[s.live] for s in sources]),
        np.concatenate([s.content.columns.latest[s.live] for s in sources]),
        {name: _merge_facet(name, sources) for name in names},
        narrow(np.concatenate(new_parents)) if new_parents else np.zeros(0, np.uint8),
        _join_of_stories([(s.content.columns.titles, s.live) for s in sources], parents),
        _join_of_stories([(s.content.columns.records, s.live) for s in sources], parents),
        np.concatenate([s.content.columns.signatures[s.live] for s in sources]),
        np.concatenate(pictures),
    )


def _join_of_stories(columns: Sequence[tuple[Strings, Mask]], parents: Sequence[Source]) -> Strings:
    """A column that photos, which have parents, have nothing in."""
    return NO_STRINGS if parents else join_chosen(columns)


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
