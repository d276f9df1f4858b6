"""A search changed by one step. Every change of what is found goes back to the first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.engine.request import FACETS, Kind, SearchRequest, sorts
from webapp.links import PAGE_SIZES

Values = Mapping[str, tuple[str, ...]]


def is_search(request: SearchRequest) -> bool:
    """True if not everything is meant."""
    narrowed = request != replace(request.unfiltered(), page=request.page)
    return narrowed or bool(request.q.strip())


def including(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search that also accepts this value of a facet."""
    bare = without(request, facet, value)
    return replace(bare, filters=_add(bare.filters, facet, value))


def without(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search that neither asks for nor leaves out this value of a facet."""
    return replace(
        request,
        page=1,
        filters=_drop(request.filters, facet, value),
        excludes=_drop(request.excludes, facet, value),
    )


def without_facet(request: SearchRequest, facet: str) -> SearchRequest:
    """The search that neither asks for nor leaves out any value of a facet."""
    return replace(
        request,
        page=1,
        filters={name: values for name, values in request.filters.items() if name != facet},
        excludes={name: values for name, values in request.excludes.items() if name != facet},
    )


def for_kind(request: SearchRequest, kind: Kind) -> SearchRequest:
    """The search among stories or photos, with those facets that both have."""
    return replace(
        request,
        kind=kind,
        page=1,
        size=PAGE_SIZES[kind] if request.size == PAGE_SIZES[request.kind] else request.size,
        sort=request.sort if request.sort and sorts(kind, request.sort) else None,
        filters=_known(request.filters, kind),
        excludes=_known(request.excludes, kind),
    )


def _add(given: Values, facet: str, value: str) -> Values:
    return {**given, facet: (*given.get(facet, ()), value)}


def _drop(given: Values, facet: str, value: str) -> Values:
    rest = tuple(kept for kept in given.get(facet, ()) if kept != value)
    others = {name: values for name, values in given.items() if name != facet}
    return {**others, facet: rest} if rest else others


def _known(given: Values, kind: Kind) -> Values:
    """Those that this kind has; the archive's own facets are of both kinds."""
    others = {name for names in FACETS.values() for name in names} - set(FACETS[kind])
    return {name: values for name, values in given.items() if name not in others}
