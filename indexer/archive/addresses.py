"""Addresses on the public site: a story's own, those it had before, and those it links to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from indexer.archive.dates import WrittenDate
from indexer.archive.discover import Found
from indexer.archive.metadata import Metadata
from indexer.archive.permalink import PermalinkParts, public_path, uses_date
from indexer.archive.post import is_markdown
from indexer.archive.site import POSTS, Site
from indexer.archive.slugs import suffix_of
from indexer.model import TextLink
from indexer.page_paths import POST_SCHEME, host_of, normal_path

_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})
_PLAIN_HOST = re.compile(
    r"(?:https?:)?//([a-z0-9.-]+)(?=(?::\d{1,5})?(?:[/?#]|\Z))", re.IGNORECASE | re.ASCII
)
# Within the site, without query, and with nothing in it that leads upwards.
_PLAIN_PATH = re.compile(r"(?:/[\w%+~@:,-][\w.%+~@:,-]*+)++/?", re.ASCII)
# Without a scheme, and with nothing in it that would be written otherwise in a whole address.
_PLAIN_FROM_HOST = re.compile(
    r"//[a-z0-9-]+(?:\.[a-z0-9-]+)*+(?:/[^;?#]*+)?(?:\?[^;#]++)?(?:#.++)?", re.IGNORECASE | re.ASCII
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_MAX_LINKS = 1_000
_MAX_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class FileName:
    """The name of a post's file, taken apart.

    Attributes:
        stem: Without suffix.
        slug: Without date and suffix.
        written_date: The date before the slug as written; empty if there is none.
    """

    stem: str
    slug: str
    written_date: str


def public_url(  # noqa: PLR0913, PLR0917 - what an address is made of
    site: Site,
    found: Found,
    name: FileName,
    metadata: Metadata,
    written: WrittenDate | None,
    categories: Sequence[str],
) -> str | None:
    """The address at which the site shows a story; None if it takes a date the story has not."""
    template = metadata.permalink or site.template(found.collection)
    if written is None and uses_date(template):
        return None
    suffix = suffix_of(found.path)
    plain = not is_markdown(found.path) or suffix.lower() in _MARKDOWN_SUFFIXES
    parts = PermalinkParts(
        local=_local_time(site, written),
        name=name.slug,
        file_name=name.stem,
        slug=metadata.slug,
        categories=tuple(categories),
        collection=found.collection,
        path=name.slug if found.collection == POSTS else _path_within(site, found),
        output_ext=".html" if plain else suffix,
    )
    path = public_path(template, parts)
    folder = site.language_folder(metadata.lang, found.path)
    if folder and not path.startswith(f"/{folder}/"):
        path = f"/{folder}{path}"
    return site.url + site.baseurl + path


def _path_within(site: Site, found: Found) -> str:
    """The path of a document within its collection, without suffix."""
    inside = PurePosixPath(site.inside(found.path)).with_suffix("")
    return str(PurePosixPath(*inside.parts[1:]))


def _local_time(site: Site, written: WrittenDate | None) -> datetime | None:
    if written is None:
        return None
    if written.moment is None:
        return written.local
    try:
        return written.moment.astimezone(site.zone).replace(tzinfo=None)
    except OverflowError:
        return written.local


def internal_links(site: Site, own: str | None, hrefs: Iterable[str]) -> tuple[str, ...]:
    """The addresses on the same site that a body links to.

    Args:
        site: The site's configuration.
        own: Address of the page the links stand on, from which relative ones lead.
        hrefs: As the body writes them.

    Returns:
        Normal paths (see :func:`normal_path`), or ``post:NAME``; each once, in order.
    """
    links = dict.fromkeys(
        link for href in hrefs if (link := _internal_link(site, own or "/", href))
    )
    return tuple(links)[:_MAX_LINKS]


def _internal_link(site: Site, own: str, href: str) -> str:
    href = href.strip()
    host = _host_in(href)
    if host and host != _own_host(site.url):
        return ""  # most links lead elsewhere, and need not be taken apart
    if href.startswith(POST_SCHEME):
        return href.partition("#")[0].partition("?")[0].rstrip("/")[:_MAX_LENGTH]
    if not href or href.startswith("#") or len(href) > _MAX_LENGTH:
        return ""
    plain = href.removeprefix(site.url)
    before = site.url if plain != href else ""
    is_plain = _PLAIN_PATH.fullmatch(plain) and _leads_home(site.url, own, before)
    path = plain if is_plain else _path_from(site.url, own, href)
    if path is None:
        return ""
    if site.baseurl and path.startswith(f"{site.baseurl}/"):
        path = path.removeprefix(site.baseurl)
    return normal_path(path)


@lru_cache(maxsize=1024)
def _host_in(href: str) -> str | None:
    """The host that an address plainly names, without ``www.``; None if it names none plainly."""
    # Each link is asked for twice, and many posts have the same.
    named = _PLAIN_HOST.match(href)
    return named[1].lower().removeprefix("www.") if named else None


@lru_cache(maxsize=16)
def _leads_home(url: str, own: str, before: str) -> bool:
    """True if links on a page that are a plain path behind this lead to that path of the site."""
    return _path_from(url, own, f"{before}/x") == "/x"


def _path_from(url: str, own: str, href: str) -> str | None:
    """The path on a site that a link on a page leads to; None if it leads elsewhere."""
    try:
        target = urlsplit(urljoin(own, href))
        is_foreign = host_of(target.geturl()) not in {"", host_of(url)}
    except ValueError:
        return None
    return None if is_foreign or target.scheme not in {"", "http", "https"} else target.path


def text_links(site: Site, own: str | None, links: Iterable[TextLink]) -> tuple[TextLink, ...]:
    """The links of a text that a reader may follow, by addresses that lead there from anywhere.

    Args:
        site: The site's configuration.
        own: Address of the page the links stand on, from which relative ones lead.
        links: As the body writes them.
    """
    kept = (
        link._replace(address=address)
        for link in links
        if (address := _followed(site, own or "/", link.address.strip()))
    )
    return tuple(islice(kept, _MAX_LINKS))


def _followed(site: Site, own: str, href: str) -> str:
    """Where a link leads; empty if nowhere, or nowhere safe."""
    if not href or href.startswith("#") or len(href) > _MAX_LENGTH or _has_controls(href):
        return ""
    if href.startswith(POST_SCHEME):
        return _internal_link(site, own, href)
    if not href.startswith("/") and _host_in(href) is not None:
        return href  # most links lead elsewhere, and need not be taken apart
    root = _root_of(own)
    if root is not None and _PLAIN_PATH.fullmatch(href):
        return root + href
    if root and _PLAIN_FROM_HOST.fullmatch(href):
        return root.partition("//")[0] + href
    return _joined(own, href)


def _has_controls(href: str) -> bool:
    plain = href.isprintable() and "\\" not in href
    return not plain and _CONTROLS.search(href) is not None


@lru_cache(maxsize=16)
def _root_of(own: str) -> str | None:
    """What plain paths on a page go on from, if anything; None if they lead nowhere."""
    address = _joined(own, "/x")
    return address.removesuffix("/x") if address else None


def _joined(own: str, href: str) -> str:
    """Where a link on a page leads; empty if nowhere, or nowhere safe."""
    try:
        address = urljoin(own, href)
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    is_page = parts.scheme in {"http", "https"} and bool(parts.hostname)
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return address if is_mail or is_page or is_path else ""


@lru_cache(maxsize=16)
def _own_host(url: str) -> str | None:
    try:
        return host_of(url)
    except ValueError:
        return None


def own_paths(site: Site, address: str | None, redirects: Iterable[str]) -> tuple[str, ...]:
    """Normal paths at which the site shows a story, or leads to it.

    Args:
        site: The site's configuration.
        address: The story's own address; None if it has none.
        redirects: Its ``redirect_from``.
    """
    return internal_links(site, "/", ([address] if address else []) + list(redirects))
