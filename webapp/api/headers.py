"""What every answer of the API says to browsers, caches and scripts of other sites."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

from indexer.settings import Settings
from webapp.caching import add_tag, may_be_cut
from webapp.site import current_site

ROOT = "/api/v1"
MAX_AGE = 60
STALE = 300
"""Seconds for which an answer may be shown again, and shown while a newer one is asked for."""

_DAY = 24 * 3600
_TRANSIENT = frozenset({HTTPStatus.TOO_MANY_REQUESTS})
_SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Link",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": str(_DAY),
}


def register(app: Flask, settings: Settings) -> None:
    """Adds the headers to every answer below the API's address, errors included.

    Has to come after the caching of pages, which leaves alone what has its rule already.
    """

    def add_headers(response: Response) -> Response:
        if not is_asked():
            return response
        if not settings.private:
            response.headers.update(_SHARED)
            if request.method == "OPTIONS":
                response.headers.update(_PREFLIGHT)
        _say_how_long(response, settings)
        # No cookie: what is public may not differ by who asks.
        response.vary.add("Accept-Language")
        return response

    app.after_request(add_headers)


def is_asked() -> bool:
    """True if the request is for the API, whether or not there is such an address in it."""
    return f"{request.path}/".startswith(f"{ROOT}/")


def _say_how_long(response: Response, settings: Settings) -> None:
    """Says how long an answer may be kept, and by whom."""
    cache = response.cache_control
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or (
        response.status_code in _TRANSIENT
    ):
        cache.no_store = True
        return
    # "public" would let a proxy give others what was answered to somebody with a password.
    if settings.private or request.authorization is not None:
        cache.private = True
    else:
        cache.public = True
    if response.status_code == HTTPStatus.OK:
        response.last_modified = current_site().built_at
    if may_be_cut():
        cache.no_cache = True
        return
    cache.max_age = MAX_AGE
    cache.stale_while_revalidate = STALE
    add_tag(response)
