"""Addresses: of searches on this site, of what the engine names, and of other sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode, urljoin

from flask import request as http_request
from flask import url_for

from indexer.engine.request import DEFAULT_SIZE, MAX_RESULTS, Kind, SearchRequest
from indexer.engine.results import Hit
from indexer.page_paths import external_url
from indexer.parameters import to_parameters

PAGE_SIZES = {Kind.STORIES: DEFAULT_SIZE, Kind.PHOTOS: 60}
"""Hits a page where the address does not say."""

VIEW = "view"
"""The parameter of the page of photos that says how they are laid out."""

_NONE: Mapping[str, str] = MappingProxyType({})
_ENDPOINTS = {Kind.STORIES: "stories.search", Kind.PHOTOS: "photos.search"}


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name and where it leads.

    Attributes:
        text: The name.
        url: Address; None for plain text.
    """

    text: str
    url: str | None = None


def search_path(kind: Kind) -> str:
    """Where stories or photos are searched, without parameters."""
    return url_for(_ENDPOINTS[kind])


def parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a search on this site, what is usual left out."""
    return to_parameters(request, PAGE_SIZES[request.kind])


def search_parameters(request: SearchRequest, view: str | None = None) -> list[tuple[str, str]]:
    """The parameters of a search's page. Its path, not ``in=``, says what is searched.

    Args:
        request: The search.
        view: How photos are laid out, empty for the usual way; None as on the page shown.
    """
    pairs = [(name, value) for name, value in parameters(request) if name != "in"]
    if request.kind is Kind.PHOTOS:
        if view is None and http_request.endpoint == _ENDPOINTS[Kind.PHOTOS]:
            view = http_request.args.get(VIEW)
        pairs += [(VIEW, view)] if view else []
    return pairs


def search_url(request: SearchRequest, view: str | None = None) -> str:
    """The page that shows this search, photos laid out as for :func:`search_parameters`."""
    pairs = search_parameters(request, view)
    path = search_path(request.kind)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def page_url(
    endpoint: str,
    request: SearchRequest,
    own: Mapping[str, str] = _NONE,
    *,
    path: Mapping[str, str] = _NONE,
) -> str:
    """Another page about this search.

    Args:
        endpoint: Of the page.
        request: The search.
        own: The page's own parameters; empty ones are left out.
        path: What stands in its path.
    """
    pairs = [pair for pair in parameters(request) if pair[0] not in own]
    pairs += [(name, value) for name, value in own.items() if value]
    address = url_for(endpoint, **dict[str, Any](path))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def document_url(hit: Hit, request: SearchRequest, place: int) -> str:
    """The page of a hit, which knows that it has this place in what was found.

    Args:
        hit: The hit.
        request: The search that found it.
        place: From 1.
    """
    if not 1 <= place <= MAX_RESULTS:
        return site_path(hit.url)
    pairs = [pair for pair in parameters(replace(request, page=1)) if pair[0] != "in"]
    return f"{site_path(hit.url)}?{urlencode([*pairs, ('place', str(place))])}"


def same_search(endpoint: str, request: SearchRequest, **more: str) -> str:
    """Another surface for what this search finds, whatever its order, page and counts."""
    return page_url(endpoint, _found(request), more)


def same_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of that."""
    return parameters(_found(request))


def _found(request: SearchRequest) -> SearchRequest:
    size = PAGE_SIZES[request.kind]
    return replace(request, sort=None, size=size, page=1, histogram=None)


def facet_url(kind: Kind, facet: str, value: str) -> str:
    """The page that shows everything with this value of a facet."""
    return search_url(SearchRequest(kind=kind, size=PAGE_SIZES[kind], filters={facet: (value,)}))


def facet_links(kind: Kind, facet: str, names: Iterable[str]) -> tuple[NamedLink, ...]:
    """Values of a facet, each leading to everything with it."""
    return tuple(NamedLink(name, facet_url(kind, facet, name)) for name in dict.fromkeys(names))


def site_path(address: str) -> str:
    """A root-relative address of the engine, below the prefix the site is mounted under."""
    return http_request.script_root + address


def absolute(path: str) -> str:
    """An address of this site with its scheme and host."""
    return http_request.host_url.rstrip("/") + path


def lasting_url(story_id: str, public_url: str | None) -> str:
    """Where others read a story: on its public site, else here."""
    public = external_url(public_url)
    if public is not None:
        return urljoin("https:", public)
    return absolute(url_for("stories.story", story_id=story_id))
