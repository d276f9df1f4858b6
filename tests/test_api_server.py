"""What the web server itself refuses, on the real one."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

from indexer.query.parser import MAX_CHARACTERS
from indexer.worker import MAX_REQUEST_LINE
from webapp.api.shedding import MAX_WAIT


class Answer:
    """An answer and its headers."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = dict(response.getheaders())
        self.body = response.read().decode()

    @property
    def problem(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json"
        return str(json.loads(self.body)["type"]).partition("#")[2]


@pytest.fixture
def connection(site: str) -> Iterator[http.client.HTTPConnection]:
    address = urlsplit(site)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    yield connection
    connection.close()


def get(connection: http.client.HTTPConnection, address: str, **headers: str) -> Answer:
    connection.request("GET", address, headers=headers)
    return Answer(connection.getresponse())


def send(site: str, *lines: str) -> Answer:
    """Sends lines that no library would send."""
    address = urlsplit(site)
    with socket.create_connection((address.hostname, address.port), timeout=30) as sock:
        sock.sendall("\r\n".join([*lines, "", ""]).encode())
        response = http.client.HTTPResponse(sock)
        response.begin()
        return Answer(response)


@pytest.mark.parametrize("letter", ["a", "ж", "灯", "𠜎"])
def test_the_longest_query_is_taken_in_any_script(
    connection: http.client.HTTPConnection, letter: str
) -> None:
    address = f"/api/v1/search?q={quote(letter * MAX_CHARACTERS)}"
    answer = get(connection, address)
    assert answer.status == 200
    assert not json.loads(answer.body)["notices"]


def test_a_longer_address_is_a_problem_to_programs_and_a_page_to_readers(
    connection: http.client.HTTPConnection,
) -> None:
    rest = "?q=" + "a" * (MAX_REQUEST_LINE + 100_000)
    answer = get(connection, f"/api/v1/search{rest}")
    assert (answer.status, answer.problem) == (414, "address-too-long")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    page = get(connection, f"/search{rest}")
    assert page.status == 414
    assert page.headers["Content-Type"].startswith("text/html")
    assert "That address is too long" in page.body
    assert "Content-Security-Policy" in page.headers
    assert get(connection, "/api/v1/stats").status == 200


def test_what_cannot_be_read_is_a_problem_too(site: str) -> None:
    asked = "GET /api/v1/search HTTP/1.1"
    many = [f"X-{number}: a" for number in range(200)]
    for lines, status, problem in (
        ((asked, "Host: a", *many), 431, "headers-too-large"),
        ((asked, "Host: a", f"X: {'a' * 10_000}"), 431, "headers-too-large"),
        ((asked, "Host: a", "no header"), 400, "bad-request"),
        (("GET /api/v1/search HTTP/7.1", "Host: a"), 400, "bad-request"),
    ):
        answer = send(site, *lines)
        assert (answer.status, answer.problem) == (status, problem)
    for line in ("nonsense", "GET", "GET /api/v1/search", "\x00"):
        assert send(site, line).status == 400


def test_a_request_in_pieces_is_read(site: str) -> None:
    address = urlsplit(site)
    with socket.create_connection((address.hostname, address.port), timeout=30) as sock:
        for piece in ("GET /api/v1/se", "arch?q=her", "ring HTTP/1.1\r\nHo", "st: a\r\n\r\n"):
            sock.sendall(piece.encode())
        response = http.client.HTTPResponse(sock)
        response.begin()
        assert json.loads(response.read())["total"] > 0


@pytest.mark.slow
def test_programs_are_told_to_come_back_and_readers_wait(
    site: str, connection: http.client.HTTPConnection
) -> None:
    address = urlsplit(site)
    host, port = address.hostname or "", address.port
    assert get(connection, "/health").status == 200
    # Requests that do not end keep every thread until they are closed.
    endless = [socket.create_connection((host, port), timeout=30) for _ in range(64)]
    for held in endless:
        held.sendall(b"GET /")
    asking = [http.client.HTTPConnection(host, port, timeout=30) for _ in range(2)]
    page, program = asking
    page.request("GET", "/")
    program.request("GET", "/api/v1/stats")
    time.sleep(MAX_WAIT + 2)
    for held in endless:
        held.close()
    readable, late = (Answer(asked.getresponse()) for asked in asking)
    for asked in asking:
        asked.close()
    assert readable.status == 200
    assert (late.status, late.problem) == (429, "too-many-requests")
    assert int(late.headers["Retry-After"]) >= 1
    assert late.headers["Cache-Control"] == "no-store"
    assert late.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.slow
def test_nobody_waits_for_connections_without_a_request(
    site: str, connection: http.client.HTTPConnection
) -> None:
    address = urlsplit(site)
    where = (address.hostname or "", address.port or 0)
    assert get(connection, "/health").status == 200
    silent = [socket.create_connection(where, timeout=30) for _ in range(64)]
    newcomers = [http.client.HTTPConnection(*where, timeout=30) for _ in range(4)]
    for newcomer in newcomers:
        newcomer.request("GET", "/api/v1/stats")
    assert [Answer(newcomer.getresponse()).status for newcomer in newcomers] == [200] * 4
    for newcomer in newcomers:
        newcomer.close()
    for held in silent:
        held.close()
