"""How the counts of a facet are shown: the first of them beside the hits, or all, page by page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer import analysis
from indexer.engine.request import CHRONOLOGICAL_FACETS, GAPS, FacetOrder
from indexer.engine.results import Facet, FacetPage, FacetValue
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.facet_names import value_label, value_labels

MAX_VALUES = 20
"""Values shown of a facet that is ordered by count."""

MAX_SPANS = {"month": 24, "day": 62}
"""Most months and days shown; a longer list says less than the years or months do."""

_WHOLE = {"month": "year", "day": "month", "taken_year": "taken_decade"}
"""The facet whose values these are parts of."""

Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many documents have each value of a facet.

    Attributes:
        names: The values, in order.
        counts: Documents of each, with the facet's own filter lifted; ``(names,)``.
        missing: Documents without any.
    """

    names: Sequence[str]
    counts: Integers
    missing: int

    def count(self, value: str) -> int:
        """Documents that have a value."""
        number = find_value(self.names, value)
        return 0 if number is None else self.counts.item(number)


def find_value(names: Sequence[str], value: str) -> int | None:
    """The number of a value among values in order; None if it is not there."""
    at = bisect_left(names, value)
    return at if at < len(names) and names[at] == value else None


def first_values(name: str, counted: FacetCounts, filters: Filters, excludes: Filters) -> Facet:
    """The values shown beside the hits, and those that the search asks for or leaves out."""
    selected, excluded = filters.get(name, ()), excludes.get(name, ())
    present = counted.counts.nonzero()[0]
    wholes = filters.get(_WHOLE.get(name, ""))
    if wholes:
        # The months of the years chosen; those of others belong to no search one click away.
        present = np.array(
            [n for n in present.tolist() if _whole_of(name, counted.names[n]) in wholes],
            np.int64,
        )
    shown = _first(name, present, counted)
    names, counts = counted.names, counted.counts.tolist()
    more = len(present) - len(shown)
    if not selected and not excluded:
        labels = value_labels(name, [names[n] for n in shown])
        values = [
            FacetValue(names[n], label, counts[n], selected=False, excluded=False)
            for n, label in zip(shown, labels, strict=True)
        ]
        return Facet(tuple(values), counted.missing, more)
    listed = {names[n]: counts[n] for n in shown}
    added = [value for value in (*selected, *excluded) if value and value not in listed]
    if added:
        inside = {names[n] for n in present.tolist()}
        for value in added:
            listed[value] = counted.count(value) if value in inside else 0
            more -= listed[value] > 0
        listed = {value: listed[value] for value in _ordered(name, listed)}
    values = [_value(name, value, count, selected, excluded) for value, count in listed.items()]
    return Facet(tuple(values), counted.missing, more)


def _whole_of(name: str, value: str) -> str:
    """The value of the facet above it that a value is a part of."""
    return f"{value[:-1]}0s" if name == "taken_year" else value.rpartition("-")[0]


def page_of_values(  # noqa: PLR0913 - what a page depends on
    name: str,
    counted: FacetCounts,
    filters: Filters,
    excludes: Filters,
    *,
    contains: str,
    order: FacetOrder,
    page: int,
    size: int,
) -> FacetPage:
    """One page of all values that documents have, with those left out that lack a text."""
    wanted = fold_text(contains)
    rows = []
    for number in np.flatnonzero(counted.counts).tolist():
        value = counted.names[number]
        folded = fold_text(value_label(name, value))
        if wanted in folded or wanted in value:
            # Dates are in the order of the calendar, not of the names of months.
            key = value if name in CHRONOLOGICAL_FACETS else folded
            rows.append((key, value, counted.counts.item(number)))
    rows.sort()
    if order is FacetOrder.COUNT:
        rows.sort(key=lambda row: -row[2])
    return FacetPage(
        tuple(
            _value(name, value, count, filters.get(name, ()), excludes.get(name, ()))
            for _, value, count in rows[(page - 1) * size : page * size]
        ),
        len(rows),
        counted.missing,
    )


def fold_text(text: str) -> str:
    """A text without differences of case, accents and white space."""
    return analysis.fold(analysis.fold_case(" ".join(text.split())))


def _value(
    name: str, value: str, count: int, selected: Sequence[str], excluded: Sequence[str]
) -> FacetValue:
    return FacetValue(value, value_label(name, value), count, value in selected, value in excluded)


def _ordered(name: str, counts: Mapping[str, int]) -> list[str]:
    if name == "gap":
        return sorted(counts, key=_gap_rank)
    if name in CHRONOLOGICAL_FACETS:
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _gap_rank(value: str) -> int:
    return GAPS.index(value) if value in GAPS else len(GAPS)


def _first(name: str, present: Integers, counted: FacetCounts) -> list[int]:
    """The numbers of the values that are shown: most frequent first, or newest first."""
    names, counts = counted.names, counted.counts
    if name == "gap":
        return sorted(present.tolist(), key=lambda number: _gap_rank(names[number]))
    if name in CHRONOLOGICAL_FACETS:
        too_many = len(present) > MAX_SPANS.get(name, len(present))
        return [] if too_many else present[::-1].tolist()
    if len(present) > MAX_VALUES:
        here = counts.take(present)
        least = np.partition(here, len(here) - MAX_VALUES)[len(here) - MAX_VALUES]
        present = present[here >= least]
    order = (-counts.take(present)).argsort(kind="stable")[:MAX_VALUES]
    shown: list[int] = present.take(order).tolist()
    return shown
