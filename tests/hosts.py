"""Other sites' pages, and a site that fails in every way, both on ports of their own."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSED_ON = (
    "Content-Type", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers",
    "Last-Modified", "Cross-Origin-Resource-Policy",
)  # fmt: skip
Fault = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by what its server was told."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.answer(self)

    def log_message(self, *_: object) -> None:
        """Nothing is written."""

    def send(
        self, body: bytes | str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Sends a whole answer."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    """A server of one test.

    Attributes:
        asked: Paths with parameters, in the order in which they came.
        answer: What is done about a request; may be changed at any time.
    """

    daemon_threads = True

    def __init__(self, answer: Fault) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Browsers hang up; that is no news."""

    def searches(self) -> list[str]:
        """What was asked of the API."""
        return [path for path in self.asked if path.startswith("/api/")]


@contextmanager
def running(answer: Fault) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def relay(site: str) -> Fault:
    """Passes everything on to a real site."""

    def answer(handler: Handler) -> None:
        try:
            with urllib.request.urlopen(site + handler.path, timeout=20) as response:  # noqa: S310
                given, status, body = response.headers, response.status, response.read()
        except urllib.error.HTTPError as error:
            given, status, body = error.headers, error.code, error.read()
        handler.send(body, status, {name: given[name] for name in PASSED_ON if given[name]})

    return answer


def refuse(status: int, body: str = "", **headers: str) -> Fault:
    """Answers every request so; names of headers with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    shared = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
    return lambda handler: handler.send(body, status, {**shared, **named})


def stall(until: threading.Event) -> Fault:
    """Takes requests and says nothing."""

    def answer(_: Handler) -> None:
        until.wait(20)

    return answer


def hold(site: str, until: threading.Event, when: Callable[[str], bool]) -> Fault:
    """Passes on, but some requests only when something has happened."""
    passing = relay(site)

    def answer(handler: Handler) -> None:
        if when(handler.path):
            until.wait(20)
        passing(handler)

    return answer
