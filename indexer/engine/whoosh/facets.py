"""Filters by facet, and counts with each facet's own filter lifted."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.whoosh.facet_columns import FacetColumns, OpenColumn, owner_of
from indexer.engine.whoosh.facet_lists import FacetCounts, Filters
from indexer.engine.whoosh.filtering import Lifted, Passing
from indexer.engine.whoosh.matching import Documents
from indexer.engine.whoosh.naming import NAMED_FACETS, UNITED_FACETS, Naming
from indexer.engine.whoosh.open_segment import SegmentPair, unpack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import ranges
from indexer.query.aliases import NO_ALIASES, Aliases

_FEW, _FEW_WITH_ONE = 16, 5
"""Up to one document in so many, values are fetched one by one; the latter where each has one."""


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of a facet over all segments.

    Attributes:
        names: Different values, in order.
        numbers: Segment -> number in ``names`` of each of its own values.
    """

    names: list[str]
    numbers: list[Integers]


class Facets:
    """Filters and counts. Safe to use from several threads.

    Args:
        pairs: The segments.
        aliases: Names that mean the same, and are counted as one.
    """

    def __init__(self, pairs: Sequence[SegmentPair], aliases: Aliases = NO_ALIASES) -> None:
        self.aliases = aliases
        self._pairs = pairs
        self._namings = _Namings(pairs, aliases)
        self._segments = [_Segment(pair, self._namings.of) for pair in pairs]
        self._values: dict[tuple[Kind, str], _Values] = {}
        self._lock = threading.Lock()

    def knows(self, kind: Kind, name: str, value: str) -> bool:
        """True if some document has the value."""
        return any(segment.has(kind, name, value) for segment in self._segments)

    def alike(self, kind: Kind, name: str, value: str) -> str | None:
        """A value that differs from that one in case only, if there is one."""
        folded = value.casefold()
        names = self._all_values(kind, name).names
        alike = (known for known in names if known.casefold() == folded)
        return next((known for known in alike if self.knows(kind, name, known)), None)

    def named(self, filters: Filters) -> dict[str, tuple[str, ...]]:
        """Filters with their names as facets show them."""
        return {name: self._named(name, values) for name, values in filters.items()}

    def _named(self, name: str, values: Sequence[str]) -> tuple[str, ...]:
        if name not in UNITED_FACETS:
            return tuple(values)
        naming = self._namings.of(name)
        return tuple(dict.fromkeys(naming.of(value) if value else value for value in values))

    def of(self, kind: Kind, name: str, segment: int, document: int) -> tuple[str, ...]:
        """The values of a facet that a document has."""
        return self._segments[segment].values(kind, name, document)

    def numbers(self, kind: Kind, name: str, segment: int) -> Integers:
        """The number in :attr:`FacetCounts.names` of each value of a segment's, as printed."""
        numbers = self._all_values(kind, name).numbers[segment]
        moved = self._segments[segment].columns.moved(name)
        return numbers if moved is None else numbers[moved]

    def filtering(self, kind: Kind, filters: Filters, excludes: Filters) -> Filtering:
        """What a search filters by, worked out once for all that it counts.

        Args:
            kind: Stories or photos.
            filters: Facet name -> values of which a document must have one; "" is having none.
            excludes: Facet name -> values of which a document may have none; "" is having none.
        """
        names = [
            n for n in dict.fromkeys((*filters, *excludes)) if filters.get(n) or excludes.get(n)
        ]
        passing = [
            Passing(
                pair,
                kind,
                {
                    name: segment.passing(kind, name, filters.get(name, ()), excludes.get(name, ()))
                    for name in names
                },
            )
            for pair, segment in zip(self._pairs, self._segments, strict=True)
        ]
        return Filtering(self, kind, passing)

    def count(
        self, kind: Kind, names: Sequence[str], lifted: Sequence[Lifted]
    ) -> dict[str, FacetCounts]:
        """Counts the values of facets.

        Args:
            kind: Stories or photos.
            names: The facets.
            lifted: The documents to count, for each segment.
        """
        values = {name: self._all_values(kind, name) for name in names}
        counts = {name: np.zeros(len(values[name].names), np.int64) for name in names}
        missing = dict.fromkeys(names, 0)
        for number, (segment, counted) in enumerate(zip(self._segments, lifted, strict=True)):
            for name in names:
                column = segment.columns.of(owner_of(kind, name), name)
                here, without = _count(column, counted.documents(name))
                if len(here) == len(counts[name]):  # as where there is one segment
                    counts[name] += here
                else:
                    counts[name][values[name].numbers[number]] += here
                missing[name] += without
        return {
            name: FacetCounts(values[name].names, counts[name], missing[name]) for name in names
        }

    def _all_values(self, kind: Kind, name: str) -> _Values:
        owner = owner_of(kind, name)
        values = self._values.get((owner, name))
        if values is None:
            with self._lock:
                values = self._values[owner, name] = _unite(
                    [segment.columns.of(owner, name).column.values for segment in self._segments]
                )
        return values


class _Namings:
    """The names of each facet, found when they are first asked for.

    Args:
        pairs: The segments.
        aliases: Names that mean the same.
    """

    def __init__(self, pairs: Sequence[SegmentPair], aliases: Aliases) -> None:
        self._pairs = pairs
        self._aliases = aliases
        self._namings: dict[str, Naming] = {}

    def of(self, name: str) -> Naming:
        """Those of a facet."""
        naming = self._namings.get(name)
        if naming is None:
            named = name in NAMED_FACETS
            segments = [pair.photos if named else pair.stories for pair in self._pairs]
            columns = ((s.content.columns.facets[name], s.live) for s in segments)
            aliases = self._aliases if named else NO_ALIASES
            naming = Naming(columns, aliases, in_parts=name == "place")
            self._namings[name] = naming
        return naming


class _Segment:
    """The facets of one segment."""

    def __init__(self, pair: SegmentPair, naming: Callable[[str], Naming]) -> None:
        self.columns = FacetColumns(pair, naming)
        self._pair = pair

    def passing(
        self, kind: Kind, name: str, wanted: Sequence[str], unwanted: Sequence[str]
    ) -> Mask:
        """What passes the filter of one facet, of those whose facet it is."""
        owner = owner_of(kind, name)
        column = self.columns.of(owner, name)
        mask = _having(column, wanted) if wanted else np.ones(column.count, np.bool_)
        if unwanted:
            mask &= ~_having(column, unwanted)
        return mask

    def has(self, kind: Kind, name: str, value: str) -> bool:
        """True if some document has the value."""
        owner = owner_of(kind, name)
        segment = self._pair.stories if owner is Kind.STORIES else self._pair.photos
        return bool((_having(self.columns.of(owner, name), (value,)) & segment.live).any())

    def values(self, kind: Kind, name: str, document: int) -> tuple[str, ...]:
        """The values of a facet that a document has."""
        owner = owner_of(kind, name)
        column = self.columns.of(owner, name).column
        at = document if owner is kind else self._pair.photos.parents.item(document)
        codes = column.codes[column.offsets.item(at) : column.offsets.item(at + 1)]
        return tuple(column.values[code].decode() for code in codes.tolist())


class Filtering:
    """Lets through the documents that pass every filter of a search.

    Args:
        facets: What counts.
        kind: Stories or photos.
        passing: What passes the filters, one a segment.
    """

    def __init__(self, facets: Facets, kind: Kind, passing: Sequence[Passing]) -> None:
        self._facets = facets
        self._kind = kind
        self._passing = passing

    def keep(self, masks: Sequence[Mask]) -> list[Mask]:
        """Of some documents, one mask a segment, those that pass."""
        return [passing.keep(mask) for mask, passing in zip(masks, self._passing, strict=True)]

    def count(
        self, masks: Sequence[Mask], passed: Sequence[Documents], names: Sequence[str]
    ) -> dict[str, FacetCounts]:
        """Counts the values of facets, each with its own filter lifted.

        Args:
            masks: The documents that match the query.
            passed: Those of them that pass every filter.
            names: The facets.
        """
        segments = zip(self._passing, masks, passed, strict=True)
        return self._facets.count(self._kind, names, [Lifted(*segment) for segment in segments])


def _unite(columns: Sequence[Sequence[bytes]]) -> _Values:
    values = [list(column) for column in columns]
    first, *others = values or [[]]
    # UTF-8 is in the order of its characters. Later segments seldom have values of their own.
    names = sorted(set(first).union(*others)) if others else first
    positions = {name: number for number, name in enumerate(names)}
    return _Values(
        [name.decode() for name in names],
        [np.array([positions[value] for value in column], np.int64) for column in values],
    )


def _having(column: OpenColumn, values: Sequence[str]) -> Mask:
    """The documents that have one of the values; "" is having none."""
    codes = [_find_code(column.column.values, value.encode()) for value in values if value]
    known = [code for code in codes if code is not None]
    if column.bits is not None:
        mask = unpack_bits(np.bitwise_or.reduce(column.bits[known], axis=0), column.count)
    else:
        mask = np.zeros(column.count, np.bool_)
        for code in known:
            mask[column.documents_of(np.flatnonzero(column.column.codes == code))] = True
    if "" in values:
        mask |= ~column.having_any
    return mask


def _find_code(values: Sequence[bytes], value: bytes) -> int | None:
    code = bisect_left(values, value)
    return code if code < len(values) and values[code] == value else None


def _count(opened: OpenColumn, documents: Documents) -> tuple[Integers, int]:
    """How many documents have each of a column's values, and how many have none."""
    column, weights = opened.column, documents.weights
    size = len(column.values)
    without = 0
    if not opened.everywhere:
        without = documents.count - documents.count_among(opened.having_any)
    if documents.size * (_FEW_WITH_ONE if opened.one_each else _FEW) < opened.count:
        found = documents.numbers
        if opened.one_each:
            codes, shares = column.codes.take(found), None if weights is None else weights[found]
        else:
            begins = column.offsets.take(found).astype(np.int64)
            sizes = column.offsets.take(found + 1) - begins
            codes = column.codes.take(ranges(begins, sizes))
            shares = None if weights is None else np.repeat(weights[found], sizes)
    elif weights is not None:
        codes, shares = column.codes, opened.spread(weights)
    elif opened.bits is not None:
        return np.bitwise_count(opened.bits & documents.packed).sum(1, dtype=np.uint32), without
    else:
        codes, shares = column.codes[opened.spread(documents.mask)], None
    return np.bincount(codes, shares, size).astype(np.int64), without
