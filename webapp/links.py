"""Addresses: of searches on this site, of what the engine names, and of other sites."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode, urljoin

from flask import request as http_request
from flask import url_for

from indexer.engine.base import DEFAULT_SIZE, Kind, SearchRequest
from indexer.page_paths import external_url, host_of
from indexer.parameters import to_parameters

_ENDPOINTS = {Kind.STORIES: "stories.search", Kind.PHOTOS: "photos.search"}


def search_path(kind: Kind) -> str:
    """Where stories or photos are searched, without parameters."""
    return url_for(_ENDPOINTS[kind])


def search_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a search's page. Its path, not ``in=``, says what is searched."""
    return [(name, value) for name, value in to_parameters(request) if name != "in"]


def search_url(request: SearchRequest) -> str:
    """The page that shows this search."""
    pairs = search_parameters(request)
    path = search_path(request.kind)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def same_search(endpoint: str, request: SearchRequest, **more: str) -> str:
    """Another surface for what this search finds, whatever its order, page and counts."""
    found = replace(request, sort=None, size=DEFAULT_SIZE, page=1, histogram=None)
    pairs = [*to_parameters(found), *more.items()]
    return url_for(endpoint) + (f"?{urlencode(pairs)}" if pairs else "")


def facet_url(kind: Kind, facet: str, value: str) -> str:
    """The page that shows everything with this value of a facet."""
    return search_url(SearchRequest(kind=kind, filters={facet: (value,)}))


def site_path(address: str) -> str:
    """A root-relative address of the engine, below the prefix the site is mounted under."""
    return http_request.script_root + address


def absolute(path: str) -> str:
    """An address of this site with its scheme and host."""
    return urljoin(http_request.host_url, path)


def lasting_url(story_id: str, public_url: str | None) -> str:
    """Where others read a story: on its public site, else here."""
    public = external_url(public_url)
    if public is not None:
        return urljoin("https:", public)
    return absolute(url_for("stories.story", story_id=story_id))


def is_same_site(one: str, other: str) -> bool:
    """False if both addresses name a host, and not the same."""
    try:
        hosts = {host_of(one), host_of(other)}
    except ValueError:
        return False
    return "" in hosts or len(hosts) == 1
