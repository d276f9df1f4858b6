"""One writing for the addresses of pages within a site, and for its host."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

POST_SCHEME = "post:"
"""Before the name of a post that a body links to by ``post_url`` or ``link``."""

_INDEX = re.compile(r"(?:^|/)index\.\w{3,5}$")
_PAGE_SUFFIX = re.compile(r"\.(?:html?|xhtml)$")


def normal_path(path: str) -> str:
    """One writing for all the addresses of one page, such as ``/2020/05/04/a``.

    ``/a/``, ``/a.html`` and ``/a/index.html`` are one page to every web server Jekyll is used
    with.
    """
    parts = [part for part in unquote(path).split("/") if part not in {"", "."}]
    path = _INDEX.sub("", "/".join(parts))
    return "/" + _PAGE_SUFFIX.sub("", path).rstrip("/")


def paths_within_site(path: str) -> tuple[str, str]:
    """The normal paths that a path of an address can mean within a site.

    Addresses are known without the path under which the whole site is published.
    """
    whole = normal_path(path)
    return whole, "/" + whole.lstrip("/").partition("/")[2]


def host_of(address: str) -> str:
    """The host of an address without ``www.``, which hardly any site tells apart; "" without one.

    Raises:
        ValueError: The address is malformed.
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")


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
