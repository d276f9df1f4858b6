"""Filters by facet, and counts with each facet's own filter lifted."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.base import Kind
from indexer.engine.whoosh.facet_columns import FacetColumns, OpenColumn, owner_of
from indexer.engine.whoosh.facet_lists import FacetCounts, Filters, find_value
from indexer.engine.whoosh.open_segment import SegmentPair, pack_bits, unpack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import ranges

_FEW = 16
"""From one document in so many on, their values are fetched one by one."""


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
    """

    def __init__(self, pairs: Sequence[SegmentPair]) -> None:
        self._segments = [_Segment(pair) for pair in pairs]
        self._values: dict[tuple[Kind, str], _Values] = {}
        self._lock = threading.Lock()

    def knows(self, kind: Kind, name: str, value: str) -> bool:
        """True if some document has the value."""
        return find_value(self._all_values(kind, name).names, value) is not None

    def alike(self, kind: Kind, name: str, value: str) -> str | None:
        """A value that differs from that one in case only, if there is one."""
        folded = value.casefold()
        names = self._all_values(kind, name).names
        return next((known for known in names if known.casefold() == folded), None)

    def numbers(self, kind: Kind, name: str, segment: int) -> Integers:
        """The number in :attr:`FacetCounts.names` of each value of a segment's column."""
        return self._all_values(kind, name).numbers[segment]

    def apply(
        self,
        kind: Kind,
        masks: Sequence[Mask],
        names: Sequence[str],
        filters: Filters,
        excludes: Filters,
    ) -> tuple[list[Mask], dict[str, FacetCounts]]:
        """Filters documents and counts the values of facets.

        Args:
            kind: Stories or photos.
            masks: The documents that match the query, one mask a segment.
            names: The facets to count.
            filters: Facet name -> values of which a document must have one; "" is having none.
            excludes: Facet name -> values of which a document may have none; "" is having none.

        Returns:
            The documents that pass every filter, and the counts.
        """
        filtered = [
            n for n in dict.fromkeys((*filters, *excludes)) if filters.get(n) or excludes.get(n)
        ]
        passed: list[Mask] = []
        values = {name: self._all_values(kind, name) for name in names}
        counts = {name: np.zeros(len(values[name].names), np.int64) for name in names}
        missing = dict.fromkeys(names, 0)
        for number, (segment, mask) in enumerate(zip(self._segments, masks, strict=True)):
            passes = {
                name: segment.passing(kind, name, filters.get(name, ()), excludes.get(name, ()))
                for name in filtered
            }
            inside = _every([mask, *passes.values()])
            passed.append(inside)
            for name in names:
                lifted = inside
                if name in passes:
                    lifted = _every([mask, *(p for n, p in passes.items() if n != name)])
                here, without = segment.count(kind, name, lifted)
                counts[name][values[name].numbers[number]] += here
                missing[name] += without
        return passed, {
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


class _Segment:
    """The facets of one segment."""

    def __init__(self, pair: SegmentPair) -> None:
        self.columns = FacetColumns(pair)
        self._pair = pair

    def passing(
        self, kind: Kind, name: str, wanted: Sequence[str], unwanted: Sequence[str]
    ) -> Mask:
        """The documents that pass the filter of one facet."""
        owner = owner_of(kind, name)
        column = self.columns.of(owner, name)
        mask = _having(column, wanted) if wanted else np.ones(column.count, np.bool_)
        if unwanted:
            mask &= ~_having(column, unwanted)
        return mask if owner is kind else mask[self._pair.photos.parents]

    def count(self, kind: Kind, name: str, mask: Mask) -> tuple[Integers, int]:
        """How many documents have each of a facet's values here, and how many have none."""
        owner = owner_of(kind, name)
        column = self.columns.of(owner, name)
        if owner is kind:
            return _count(column, mask)
        photos = np.bincount(self._pair.photos.parents[mask], minlength=column.count)
        size = len(column.column.values)
        counts = np.bincount(column.column.codes, photos[column.documents], size)
        return counts.astype(np.int64), int(photos[~column.having_any].sum())


def _unite(columns: Sequence[Sequence[bytes]]) -> _Values:
    names = sorted({value.decode() for column in columns for value in column})
    positions = {name: number for number, name in enumerate(names)}
    return _Values(
        names,
        [np.array([positions[v.decode()] for v in column], np.int64) for column in columns],
    )


def _every(masks: Sequence[Mask]) -> Mask:
    mask = masks[0]
    for other in masks[1:]:
        mask = mask & other
    return mask


def _having(column: OpenColumn, values: Sequence[str]) -> Mask:
    """The documents that have one of the values; "" is having none."""
    codes = [_find_code(column.column.values, value.encode()) for value in values if value]
    known = [code for code in codes if code is not None]
    if column.bits is not None:
        mask = unpack_bits(np.bitwise_or.reduce(column.bits[known], axis=0), column.count)
    else:
        mask = np.zeros(column.count, np.bool_)
        for code in known:
            mask[column.documents[np.flatnonzero(column.column.codes == code)]] = True
    if "" in values:
        mask |= ~column.having_any
    return mask


def _find_code(values: Sequence[bytes], value: bytes) -> int | None:
    code = bisect_left(values, value)
    return code if code < len(values) and values[code] == value else None


def _count(opened: OpenColumn, mask: Mask) -> tuple[Integers, int]:
    column = opened.column
    size = len(column.values)
    without = int(np.count_nonzero(mask) - np.count_nonzero(mask & opened.having_any))
    if np.count_nonzero(mask) * _FEW < len(mask):
        found = np.flatnonzero(mask)
        begins = column.offsets[found].astype(np.int64)
        chosen = ranges(begins, column.offsets[found + 1] - begins)
    elif opened.bits is not None:
        return np.bitwise_count(opened.bits & pack_bits(mask)).sum(1, dtype=np.int64), without
    else:
        chosen = np.flatnonzero(mask[opened.documents])
    return np.bincount(column.codes[chosen], minlength=size), without
