"""How the counts of a facet are shown: the first of them beside the hits, or all, page by page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from babel import Locale, UnknownLocaleError

from indexer import analysis
from indexer.engine.request import CHRONOLOGICAL_FACETS, FacetOrder
from indexer.engine.results import Facet, FacetPage, FacetValue
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.texts import gettext, long_day, long_month, message, spoken
from indexer.wording import STATUSES

MAX_VALUES = 20
"""Values shown of a facet that is ordered by count."""

MAX_SPANS = {"month": 24, "day": 62}
"""Most months and days shown; a longer list says less than the years or months do."""

_WHOLE = {"month": "year", "day": "month"}
"""The facet whose values these are parts of."""

_LABELS = {
    ("photos", "yes"): message("with photos"),
    ("photos", "no"): message("without photos"),
    **{("status", status.value): name for status, name in STATUSES.items()},
}

_LABELLED = frozenset({"lang", "month", "day", *(name for name, _ in _LABELS)})
"""Facets whose values are not shown as they are written."""

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
    present = np.flatnonzero(counted.counts)
    wholes = filters.get(_WHOLE.get(name, ""))
    if wholes:
        # The months of the years chosen; those of others belong to no search one click away.
        present = np.array(
            [n for n in present.tolist() if counted.names[n].rpartition("-")[0] in wholes],
            np.int64,
        )
    shown = _first(name, present, counted.counts)
    listed = {counted.names[number]: counted.counts.item(number) for number in shown}
    more = len(present) - len(listed)
    added = [value for value in (*selected, *excluded) if value and value not in listed]
    if added:
        inside = {counted.names[number] for number in present.tolist()}
        for value in added:
            listed[value] = counted.count(value) if value in inside else 0
            more -= listed[value] > 0
        listed = {value: listed[value] for value in _ordered(name, listed)}
    values = tuple(
        _value(name, value, count, selected, excluded) for value, count in listed.items()
    )
    return Facet(values, counted.missing, more)


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
        folded = fold_text(_label(name, value))
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
    return FacetValue(value, _label(name, value), count, value in selected, value in excluded)


def _ordered(name: str, counts: Mapping[str, int]) -> list[str]:
    if name in CHRONOLOGICAL_FACETS:
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _first(name: str, present: Integers, counts: Integers) -> list[int]:
    """The numbers of the values that are shown: most frequent first, or newest first."""
    if name in CHRONOLOGICAL_FACETS:
        too_many = len(present) > MAX_SPANS.get(name, len(present))
        return [] if too_many else present[::-1].tolist()
    if len(present) > MAX_VALUES:
        here = counts[present]
        least = np.partition(here, len(here) - MAX_VALUES)[len(here) - MAX_VALUES]
        present = present[here >= least]
    order = np.argsort(-counts[present], kind="stable")[:MAX_VALUES]
    shown: list[int] = present[order].tolist()
    return shown


def _label(name: str, value: str) -> str:
    """A value as it is shown to the reader."""
    if name not in _LABELLED:
        return value
    return _label_in(spoken(), name, value)


@lru_cache(maxsize=10_000)
def _label_in(language: str, name: str, value: str) -> str:
    if name == "lang":
        try:
            return Locale.parse(value, sep="-").get_display_name(language) or value
        except (ValueError, UnknownLocaleError):
            return value
    try:
        if name == "month":
            return long_month(date.fromisoformat(f"{value}-01"))
        if name == "day":
            return long_day(date.fromisoformat(value))
    except ValueError:
        return value
    known = _LABELS.get((name, value))
    return gettext(known) if known else value
