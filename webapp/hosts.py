"""Under which names the site answers: any that is one, and nothing else.

Links are built from the host and the prefix that came with a request, so a host that is none makes
even an error page fail. Such a request is answered under a harmless name, with 400.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, abort, request

from indexer.worker import REFUSED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOST = re.compile(
    r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[\w-]{1,63}(?:\.[\w-]{1,63})*\.?))"
    r"(?::(?P<port>\d{0,5}))?",
    re.ASCII,
)
_MOST_LETTERS = 254
_LAST_PORT = 65_535
_PREFIX = re.compile(r"(?:/[^/\\\s\x00-\x1f\x7f]+)*/?")


def register(app: Flask) -> None:
    """Refuses what names no host. Has to come before all that looks at the address."""
    app.wsgi_app = _Hosts(app.wsgi_app)  # type: ignore[method-assign]  # as Flask documents it
    app.before_request(_refuse)


class _Hosts:
    """Gives requests that name no host one, and marks them."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host, prefix = environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", "")
        if (host and not is_host(host)) or not _PREFIX.fullmatch(prefix):
            environ |= {
                "HTTP_HOST": "localhost",
                "SCRIPT_NAME": "",
                REFUSED: HTTPStatus.BAD_REQUEST,
            }
        return self._app(environ, start_response)


def is_host(host: str) -> bool:
    """True if it is a name or an address, with or without a port."""
    parts = _HOST.fullmatch(host)
    if parts is None or int(parts["port"] or 0) > _LAST_PORT:
        return False
    try:
        if parts["address"]:
            return ipaddress.ip_address(parts["address"]).version == 6  # noqa: PLR2004 - as in IPv6
        return len(parts["name"].encode().decode("idna")) <= _MOST_LETTERS
    except ValueError:
        return False


def _refuse() -> None:
    """Answers what named no host, and what the web server could not read."""
    status = request.environ.get(REFUSED)
    if status is not None:
        abort(status)
