"""A gunicorn worker that has the site answer what gunicorn would answer itself, or not at all.

The site finds in ``environ`` how long a request has waited for a thread, and which requests could
not be read, so that errors look the same whoever noticed them.
"""

from __future__ import annotations

import gc
import io
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from gunicorn.http import errors
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

from indexer.errors import BackfileError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WAITED = "backfile.waited"
"""Seconds from when a request came in to when there was a thread for it."""

REFUSED = "backfile.refused"
"""The HTTP status of a request that could not be read."""

MAX_REQUEST_LINE = 65_536
"""Bytes: 4,096 characters outside the basic plane take 49,152 in an address, and filters follow."""

_SILENT = 0.01
"""Seconds in which the request of a new connection mostly comes; gunicorn gives it a thread for 5.
Browsers open connections ahead of use, and eight of them would keep everybody waiting."""

_BEGIN_AGAIN = 5.0
"""Seconds after which another worker is tried where one could not begin."""

_BEGIN = 1024
_STATUSES = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.InvalidRequestLine: HTTPStatus.BAD_REQUEST,
    errors.InvalidRequestMethod: HTTPStatus.BAD_REQUEST,
    errors.InvalidHTTPVersion: HTTPStatus.BAD_REQUEST,
    errors.InvalidHeader: HTTPStatus.BAD_REQUEST,
    errors.InvalidHeaderName: HTTPStatus.BAD_REQUEST,
    errors.ObsoleteFolding: HTTPStatus.BAD_REQUEST,
}


class _LongRequest(Request):  # type: ignore[misc]  # gunicorn has no types
    """A request whose line may be longer than the 8,190 bytes that gunicorn can be set to."""

    def parse(self, unreader: Any) -> Any:  # noqa: ANN401 - gunicorn's
        self.limit_request_line = self._fast_limit_request_line = MAX_REQUEST_LINE
        begin = unreader.read()
        unreader.unread(begin)
        try:
            return super().parse(unreader)
        except errors.ParseException as error:
            error.begin = begin[:_BEGIN]
            raise


class _Parser(RequestParser):  # type: ignore[misc]  # likewise
    mesg_class = _LongRequest


class Worker(ThreadWorker):  # type: ignore[misc]  # likewise
    """Threads that answer requests, as gunicorn's ``gthread`` has them."""

    wsgi: WSGIApplication

    def load_wsgi(self) -> None:
        """Has the site told how long each request waited.

        The index opened when the server was started. If it does not for this worker, which takes
        the place of another, that ends it alone and after a while: of errors here gunicorn ends
        the workers that still answer, too.
        """
        # With the time and the process before each line, as gunicorn's own have them.
        for name in ("indexer", "webapp"):
            logging.getLogger(name).handlers[:] = self.log.error_log.handlers
        try:
            super().load_wsgi()
        except BackfileError as error:
            self.log.warning("A worker cannot begin: %s", error)
            time.sleep(_BEGIN_AGAIN)
            raise SystemExit(1) from None
        # What is loaded now stays: to look for garbage in it would hold a request up for 30 ms.
        gc.collect()
        gc.freeze()
        site = self.wsgi
        self._now = threading.local()

        def waiting_site(
            environ: WSGIEnvironment, start_response: StartResponse
        ) -> Iterable[bytes]:
            environ[WAITED] = getattr(self._now, "waited", 0.0)
            return site(environ, start_response)

        self.wsgi = waiting_site

    def enqueue_req(self, conn: TConn) -> None:
        """Notes when a request begins to wait."""
        conn.queued_at = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - as gunicorn
        """Answers a request, now that there is a thread for it, or lets it come first."""
        if not conn.initialized and not conn.wait_for_data(_SILENT):
            return _DEFER
        self._now.waited = time.monotonic() - conn.queued_at
        if conn.parser is None:
            conn.parser = _Parser(self.cfg, conn.sock, conn.client)
        return super().handle(conn)

    def handle_error(
        self, req: Request | None, client: socket.socket, addr: tuple[str, int], exc: Exception
    ) -> None:
        """Has the site answer what could not be read."""
        status = _STATUSES.get(type(exc))
        if status is None:
            super().handle_error(req, client, addr, exc)
            return
        self.log.info("Refused a request from %s: %s", addr[0], exc)
        environ = _environ(status, getattr(exc, "begin", b""))
        client.sendall(_answer(self.wsgi, environ))


def _environ(status: HTTPStatus, begin: bytes) -> WSGIEnvironment:
    """A request for what the first line names, without the rest of it."""
    _, _, after_method = begin.partition(b" ")
    target = re.split(rb"[ ?]", after_method)[0]
    path = unquote_to_bytes(target).decode("latin-1")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path if path.startswith("/") else "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        REFUSED: status,
    }


def _answer(site: WSGIApplication, environ: WSGIEnvironment) -> bytes:
    """A whole answer of the site, as it is sent."""
    lines: list[str] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], *_: object
    ) -> Callable[[bytes], object]:
        lines[:] = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        return lambda _: None

    parts = site(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body
