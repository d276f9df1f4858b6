"""What crawlers may read: stories, photos and the pages that lead to them, not every search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, Flask, Response, abort, request, stream_with_context, url_for
from markupsafe import escape

from indexer.engine.request import SearchRequest
from indexer.wording import inferred
from webapp.caching import VERSION_PARAMETER
from webapp.dates import machine_date
from webapp.exports import in_chunks
from webapp.links import absolute, site_path
from webapp.site import current_site

blueprint = Blueprint("robots", __name__)

MAX_ADDRESSES = 50_000
"""Of one sitemap, says sitemaps.org."""

CLOSED = (
    "/search?", "/photos?", "/story/*?", "/story/*/cite.", "/photo/*?", "/photo/*/cite.", "/facet/",
    "/timeline", "/selection", "/contact-sheet", "/export", "/feed?", "/cite", "/concordance",
    "/why", "/at?", "/suggest", "/language", "/desk", "/api/",
)  # fmt: skip
"""Beginnings of addresses that lead into the endless: every choice of filters is another page."""

_UNLISTED = frozenset(
    {
        "api",
        "citations",
        "concordance",
        "contact_sheet",
        "desk",
        "exports",
        "feeds",
        "facet",
        "selection",
        "timeline",
        "suggestions",
        "language",
    }
)
_LEADS_ON = frozenset({"stories.search", "photos.search"})
"""Pages of which hardly a link is no further choice; sitemaps lead to the stories."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def register(app: Flask) -> None:
    """Asks crawlers not to list pages that are one of many views of the same."""
    app.after_request(_mark)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Where crawlers may go."""
    lines = ["User-agent: *", *(f"Disallow: {site_path(path)}" for path in CLOSED)]
    lines += ["", f"Sitemap: {absolute(url_for('robots.sitemaps'))}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """The sitemaps that there are."""
    parts = max(1, -(-current_site().stats().stories // MAX_ADDRESSES))
    addresses = (absolute(url_for("robots.sitemap", number=n + 1)) for n in range(parts))
    rows = (f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return _xml(f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(rows)}</sitemapindex>\n')


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap(number: int) -> Response:
    """Addresses of stories, oldest first."""
    first = (number - 1) * MAX_ADDRESSES
    if not 0 <= first < max(1, current_site().stats().stories):
        abort(404)
    return _xml(stream_with_context(in_chunks(_addresses(first), "")))


def _addresses(first: int) -> Iterator[str]:
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n'
    hits = current_site().engine.scan(SearchRequest(snippets=False))
    for hit in islice(hits, first, first + MAX_ADDRESSES):
        address = escape(absolute(url_for("stories.story", story_id=hit.id)))
        # A date that was worked out is no date on which anything was written.
        day = "" if inferred(hit.date_source) else machine_date(hit.published)
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        yield f"<url><loc>{address}</loc>{changed}</url>\n"
    yield "</urlset>\n"


def _xml(content: str | Iterator[bytes]) -> Response:
    return Response(content, content_type="application/xml; charset=utf-8")


def _mark(response: Response) -> Response:
    if set(request.args) - {VERSION_PARAMETER} or request.blueprint in _UNLISTED:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    elif request.endpoint in _LEADS_ON:
        response.headers["X-Robots-Tag"] = "nofollow"
    return response
