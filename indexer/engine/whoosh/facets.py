"""Filters by facet, and counts with each facet's own filter lifted."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from babel import Locale, UnknownLocaleError

from indexer.engine.base import CHRONOLOGICAL_FACETS, OWN_PHOTO_FACETS, Facet, FacetValue, Kind
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair, pack_bits, unpack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import ranges

MAX_VALUES = 20
"""Values shown of a facet that is ordered by count."""

MAX_MONTHS = 24
"""Most months shown; a longer list says less than the years do."""

_FEW = 16
"""From one document in so many on, their values are fetched one by one."""

Filters = Mapping[str, Sequence[str]]


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
        self._pairs = pairs
        self._values: dict[str, _Values] = {}
        self._lock = threading.Lock()

    def knows(self, name: str, value: str) -> bool:
        """True if some document has the value."""
        return _find(self._all_values(name).names, value) is not None

    def alike(self, name: str, value: str) -> str | None:
        """A value that differs from that one in case only, if there is one."""
        folded = value.casefold()
        names = self._all_values(name).names
        return next((known for known in names if known.casefold() == folded), None)

    def apply(
        self,
        kind: Kind,
        masks: Sequence[Mask],
        names: Sequence[str],
        filters: Filters,
        excludes: Filters,
    ) -> tuple[list[Mask], dict[str, Facet]]:
        """Filters documents and counts the values of facets.

        Args:
            kind: Stories or photos.
            masks: The documents that match the query, one mask a segment.
            names: The facets to count.
            filters: Facet name -> values of which a document must have one; "" is having none.
            excludes: Facet name -> values of which a document may have none; "" is having none.

        Returns:
            The documents that pass every filter, and the facets.
        """
        filtered = [
            n for n in dict.fromkeys((*filters, *excludes)) if filters.get(n) or excludes.get(n)
        ]
        passed: list[Mask] = []
        counts = {name: np.zeros(len(self._all_values(name).names), np.int64) for name in names}
        missing = dict.fromkeys(names, 0)
        for number, (pair, mask) in enumerate(zip(self._pairs, masks, strict=True)):
            passes = {
                name: _passes(pair, kind, name, filters.get(name, ()), excludes.get(name, ()))
                for name in filtered
            }
            inside = _every([mask, *passes.values()])
            passed.append(inside)
            for name in names:
                lifted = inside
                if name in passes:
                    lifted = _every([mask, *(p for n, p in passes.items() if n != name)])
                here, without = _count(pair, kind, name, lifted)
                counts[name][self._all_values(name).numbers[number]] += here
                missing[name] += without
        facets = {
            name: _facet(
                name, self._all_values(name).names, counts[name], missing[name], filters, excludes
            )
            for name in names
        }
        return passed, facets

    def _all_values(self, name: str) -> _Values:
        values = self._values.get(name)
        if values is None:
            with self._lock:
                values = self._values[name] = _unite(
                    [
                        _holder(pair, name).content.columns.facets[name].values
                        for pair in self._pairs
                    ]
                )
        return values


def _holder(pair: SegmentPair, name: str) -> OpenSegment:
    """The segment that has the column of a facet."""
    return pair.photos if name in OWN_PHOTO_FACETS else pair.stories


def _unite(columns: Sequence[Sequence[bytes]]) -> _Values:
    names = sorted({value.decode() for column in columns for value in column})
    positions = {name: number for number, name in enumerate(names)}
    return _Values(
        names,
        [np.array([positions[v.decode()] for v in column], np.int64) for column in columns],
    )


def _find(names: Sequence[str], value: str) -> int | None:
    at = bisect_left(names, value)
    return at if at < len(names) and names[at] == value else None


def _every(masks: Sequence[Mask]) -> Mask:
    mask = masks[0]
    for other in masks[1:]:
        mask = mask & other
    return mask


def _passes(
    pair: SegmentPair, kind: Kind, name: str, wanted: Sequence[str], unwanted: Sequence[str]
) -> Mask:
    """The documents that pass the filter of one facet."""
    holder = _holder(pair, name)
    mask = _having(holder, name, wanted) if wanted else np.ones(holder.count, np.bool_)
    if unwanted:
        mask &= ~_having(holder, name, unwanted)
    if holder is pair.stories and kind is Kind.PHOTOS:
        return mask[pair.photos.parents]
    return mask


def _having(segment: OpenSegment, name: str, values: Sequence[str]) -> Mask:
    """The documents that have one of the values; "" is having none."""
    column = segment.content.columns.facets[name]
    codes = [_find_code(column.values, value.encode()) for value in values if value]
    known = [code for code in codes if code is not None]
    bits = segment.facet_bits(name)
    if bits is not None:
        mask = unpack_bits(np.bitwise_or.reduce(bits[known], axis=0), segment.count)
    else:
        mask = np.zeros(segment.count, np.bool_)
        for code in known:
            mask[segment.facet_documents(name)[np.flatnonzero(column.codes == code)]] = True
    if "" in values:
        mask |= ~segment.having_any(name)
    return mask


def _find_code(values: Sequence[bytes], value: bytes) -> int | None:
    code = bisect_left(values, value)
    return code if code < len(values) and values[code] == value else None


def _count(pair: SegmentPair, kind: Kind, name: str, mask: Mask) -> tuple[Integers, int]:
    """How many documents have each of a segment's values, and how many have none."""
    holder = _holder(pair, name)
    column = holder.content.columns.facets[name]
    size = len(column.values)
    if holder is pair.stories and kind is Kind.PHOTOS:
        documents = holder.facet_documents(name)
        photos = np.bincount(pair.photos.parents[mask], minlength=holder.count)
        counts = np.bincount(column.codes, photos[documents], size).astype(np.int64)
        without = int(photos[~holder.having_any(name)].sum())
        return counts, without
    without = _count_without(holder, name, mask)
    if np.count_nonzero(mask) * _FEW < len(mask):
        found = np.flatnonzero(mask)
        begins = column.offsets[found].astype(np.int64)
        chosen = ranges(begins, column.offsets[found + 1] - begins)
    elif (bits := holder.facet_bits(name)) is not None:
        return np.bitwise_count(bits & pack_bits(mask)).sum(1, dtype=np.int64), without
    else:
        documents = holder.facet_documents(name)
        chosen = np.flatnonzero(mask[documents])
    return np.bincount(column.codes[chosen], minlength=size), without


def _count_without(segment: OpenSegment, name: str, mask: Mask) -> int:
    having = segment.having_any(name)
    return int(np.count_nonzero(mask) - np.count_nonzero(mask & having))


def _facet(  # noqa: PLR0913, PLR0917 - all that a facet shows
    name: str,
    names: Sequence[str],
    counts: Integers,
    missing: int,
    filters: Filters,
    excludes: Filters,
) -> Facet:
    selected, excluded = filters.get(name, ()), excludes.get(name, ())
    present = np.flatnonzero(counts)
    if name == "month" and filters.get("year"):
        # The months of the years chosen; those of others belong to no search one click away.
        years = filters["year"]
        present = np.array([n for n in present.tolist() if names[n][:4] in years], np.int64)
    listed = {names[number]: counts.item(number) for number in _shown(name, present, counts)}
    more = len(present) - len(listed)
    added = [value for value in (*selected, *excluded) if value and value not in listed]
    if added:
        inside = set(present.tolist())
        for value in added:
            number = _find(names, value)
            listed[value] = counts.item(number) if number in inside else 0
            more -= listed[value] > 0
        listed = {value: listed[value] for value in _order(name, listed)}
    values = tuple(
        FacetValue(value, _label(name, value), count, value in selected, value in excluded)
        for value, count in listed.items()
    )
    return Facet(values, missing, more)


def _order(name: str, counts: Mapping[str, int]) -> list[str]:
    if name in CHRONOLOGICAL_FACETS:
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _shown(name: str, present: Integers, counts: Integers) -> list[int]:
    """The numbers of the values that are shown: most frequent first, or newest first."""
    if name in CHRONOLOGICAL_FACETS:
        too_many = name == "month" and len(present) > MAX_MONTHS
        return [] if too_many else present[::-1].tolist()
    if len(present) > MAX_VALUES:
        here = counts[present]
        least = np.partition(here, len(here) - MAX_VALUES)[len(here) - MAX_VALUES]
        present = present[here >= least]
    order = np.argsort(-counts[present], kind="stable")[:MAX_VALUES]
    shown: list[int] = present[order].tolist()
    return shown


def _label(name: str, value: str) -> str:
    if name == "lang":
        try:
            return Locale.parse(value, sep="-").get_display_name("en") or value
        except (ValueError, UnknownLocaleError):
            return value
    if name == "month":
        try:
            return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
        except ValueError:
            return value
    return value
