"""Addresses: of searches on this site, of what the engine names, and of other sites."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import request as http_request
from flask import url_for

from indexer.engine.base import Kind, SearchRequest
from indexer.page_paths import host_of
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


def facet_url(kind: Kind, facet: str, value: str) -> str:
    """The page that shows everything with this value of a facet."""
    return search_url(SearchRequest(kind=kind, filters={facet: (value,)}))


def site_path(address: str) -> str:
    """A root-relative address of the engine, below the prefix the site is mounted under."""
    return http_request.script_root + address


def is_same_site(one: str, other: str) -> bool:
    """False if both addresses name a host, and not the same."""
    try:
        hosts = {host_of(one), host_of(other)}
    except ValueError:
        return False
    return "" in hosts or len(hosts) == 1


def external_url(address: str | None) -> str | None:
    """The address if it leads to another site by HTTP, else None.

    Archives hold whatever was typed, ``javascript:`` included. Root-relative addresses would
    lead to this site instead of the public one.
    """
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"", "http", "https"} and parts.netloc else None
