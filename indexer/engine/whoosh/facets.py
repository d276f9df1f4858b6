"""Filters by facet, and counts with each facet's own filter lifted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from babel import Locale, UnknownLocaleError

from indexer.engine.base import CHRONOLOGICAL_FACETS, Facet, FacetValue

MAX_VALUES = 20
"""Values shown of a facet that is ordered by count."""

MAX_MONTHS = 24
"""Most months shown; a longer list says less than the years do."""

Filters = Mapping[str, Sequence[str]]
ValuesOf = Callable[[int, str], tuple[str, ...]]
"""(document number, facet name) -> its values."""


def apply_filters(
    documents: Iterable[int],
    names: Sequence[str],
    values_of: ValuesOf,
    filters: Filters,
    excludes: Filters,
) -> tuple[list[int], dict[str, Facet]]:
    """Filters documents and counts the values of every facet.

    Args:
        documents: Numbers of the documents that match the query.
        names: The facets to count.
        values_of: Gives the values of a document.
        filters: Facet name -> values of which a document must have one; "" is having none.
        excludes: Facet name -> values of which a document may have none; "" is having none.

    Returns:
        The documents that pass every filter, in the order given, and the facets.
    """
    wanted = {name: frozenset(values) for name, values in filters.items() if values}
    unwanted = {name: frozenset(values) for name, values in excludes.items() if values}
    filtered_names = wanted.keys() | unwanted.keys()
    counters: dict[str, Counter[str]] = {name: Counter() for name in names}
    passed: list[int] = []
    for document in documents:
        failed = [
            name
            for name in filtered_names
            if not _passes(values_of(document, name), wanted.get(name), unwanted.get(name))
        ]
        if not failed:
            passed.append(document)
            counted: Iterable[str] = names
        elif len(failed) == 1:
            counted = failed
        else:
            continue
        for name in counted:
            counters[name].update(set(values_of(document, name)) or {""})
    facets = {
        name: _facet(name, counter, filters.get(name, ()), excludes.get(name, ()), filters)
        for name, counter in counters.items()
    }
    return passed, facets


def _passes(
    values: tuple[str, ...], wanted: frozenset[str] | None, unwanted: frozenset[str] | None
) -> bool:
    present = values or ("",)
    if wanted is not None and wanted.isdisjoint(present):
        return False
    return unwanted is None or unwanted.isdisjoint(present)


def _facet(
    name: str,
    counter: Counter[str],
    selected: Sequence[str],
    excluded: Sequence[str],
    filters: Filters,
) -> Facet:
    missing = counter.pop("", 0)
    if name == "month" and filters.get("year"):
        # The months of the years chosen; those of others belong to no search one click away.
        counter = Counter({v: n for v, n in counter.items() if v[:4] in filters["year"]})
    for value in (*selected, *excluded):
        if value:
            counter.setdefault(value, 0)
    if name in CHRONOLOGICAL_FACETS:
        order = sorted(counter, reverse=True)
    else:
        order = sorted(counter, key=lambda value: (-counter[value], value))
    shown = _shown(name, order)
    chosen = {*selected, *excluded}
    values = tuple(
        FacetValue(value, _label(name, value), counter[value], value in selected, value in excluded)
        for value in order
        if value in shown or value in chosen
    )
    return Facet(values, missing, len(order) - len(values))


def _shown(name: str, order: Sequence[str]) -> set[str]:
    if name == "month":
        return set(order) if len(order) <= MAX_MONTHS else set()
    return set(order if name in CHRONOLOGICAL_FACETS else order[:MAX_VALUES])


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
