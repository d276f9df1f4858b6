"""Small answers to the site's own scripts, which the browser may keep for a while."""

from __future__ import annotations

from flask import Response, request


def cached_json(data: bytes, max_age: int, mimetype: str = "application/json") -> Response:
    """JSON in the reader's language that this reader's browser may use again.

    Args:
        data: The JSON.
        max_age: For how long, in seconds; then it asks whether it is still so.
        mimetype: Its media type.
    """
    response = Response(data, mimetype=mimetype)
    response.cache_control.private = True
    response.cache_control.max_age = max_age
    response.vary.update(["Accept-Language", "Cookie"])
    response.add_etag()
    response.make_conditional(request)
    return response
