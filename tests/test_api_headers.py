"""What the API says to browsers, caches and scripts of other sites."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest
from conftest import Archive, post
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.errors import IndexUnreadableError
from indexer.settings import Settings
from webapp import caching, create_app

SEARCH = "/api/v1/search?q=herring"
PUBLIC = {"public", "max-age=60", "stale-while-revalidate=300"}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine no answer is taken for one that a limit of time has cut."""
    monkeypatch.setattr(caching, "MAY_BE_CUT", 60)


def rules(response: TestResponse) -> set[str]:
    return set(response.headers["Cache-Control"].split(", "))


@pytest.fixture
def small(archive: Archive) -> Iterator[FlaskClient]:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", SEARCH, 200),
        ("HEAD", SEARCH, 200),
        ("OPTIONS", SEARCH, 200),
        ("GET", "/api/v1/search?size=0", 400),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1", 404),
        ("POST", SEARCH, 405),
    ],
)
def test_every_answer_may_be_read_by_other_sites_and_kept_for_a_minute(
    demo_client: FlaskClient, method: str, address: str, status: int
) -> None:
    response = demo_client.open(address, method=method)
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    exposed = response.headers["Access-Control-Expose-Headers"]
    assert set(exposed.split(", ")) == {"ETag", "Retry-After", "Link"}
    assert rules(response) == PUBLIC
    assert response.vary.as_set() == {"accept-language", "accept-encoding"}
    assert "Set-Cookie" not in response.headers


def test_no_preflight_is_refused(demo_client: FlaskClient) -> None:
    asked = {
        "Origin": "https://partner.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "content-type, x-requested-with",
    }
    response = demo_client.options(SEARCH, headers=asked)
    assert response.status_code == 200
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Headers"] == "*"


def test_pages_stay_with_this_site(demo_client: FlaskClient) -> None:
    for address in ("/search?q=herring", "/suggest?q=h", "/count?q=herring", "/health"):
        response = demo_client.get(address)
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "public" not in rules(response)


def test_an_answer_seen_before_is_not_made_again(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = demo_client.get(SEARCH)
    engine: Engine = demo_client.application.extensions["backfile"].engine
    monkeypatch.setattr(engine, "search", None)
    again = demo_client.get(SEARCH, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("?q=herring&tag=port", "?tag=port&q=herring", True),
        ("?q=Sm%C3%B8rrebr%C3%B8d", "?q=Smørrebrød", True),
        ("?q=a+b", "?q=a%20b", True),
        ("?q=herring", "?q=ferry", False),
        ("?q=herring", "?q=herring&page=2", False),
        ("?tag=a&tag=b", "?tag=b&tag=a", False),
    ],
)
def test_the_same_question_has_the_same_tag(
    demo_client: FlaskClient, one: str, other: str, *, same: bool
) -> None:
    tags = {demo_client.get(f"/api/v1/search{asked}").headers["ETag"] for asked in (one, other)}
    assert (len(tags) == 1) is same


def test_a_new_generation_has_new_tags(small: FlaskClient, archive: Archive) -> None:
    first = small.get("/api/v1/search")
    archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
    again = small.get("/api/v1/search", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.get_json()["total"] == 2


def test_cookies_make_no_difference_and_languages_do(demo_client: FlaskClient) -> None:
    plain = demo_client.get(SEARCH).headers["ETag"]
    asked = {"Cookie": "language=de"}
    assert demo_client.get(SEARCH, headers=asked).headers["ETag"] == plain
    german = demo_client.get(SEARCH, headers={"Accept-Language": "de"})
    assert german.headers["ETag"] != plain


def test_what_was_answered_to_a_password_is_not_public(demo_client: FlaskClient) -> None:
    response = demo_client.get(SEARCH, auth=("reader", "secret"))
    assert rules(response) == PUBLIC - {"public"} | {"private"}


def test_a_private_site_is_read_by_no_other(demo_client: FlaskClient) -> None:
    engine: Engine = demo_client.application.extensions["backfile"].engine
    client = create_app(engine, Settings(private=True)).test_client()
    for address in (SEARCH, "/api/v1/search?size=0", "/api/v1/nothing"):
        response = client.get(address)
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "public" not in rules(response)
        assert "private" in rules(response)


def test_errors_that_pass_are_not_kept(small: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    engine: Engine = small.application.extensions["backfile"].engine

    def damaged(*_: object) -> None:
        raise IndexUnreadableError("damaged")

    monkeypatch.setattr(engine, "search", damaged)
    response = small.get("/api/v1/search")
    assert response.status_code == 503
    assert rules(response) == {"no-store"}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response.headers


def test_what_may_lack_something_is_asked_again(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MAY_BE_CUT", 0)
    response = demo_client.get(SEARCH)
    assert rules(response) == {"public", "no-cache"}
    assert "ETag" not in response.headers


def test_errors_have_no_tag(demo_client: FlaskClient) -> None:
    for address in ("/api/v1/search?size=0", "/api/v1/nothing"):
        assert "ETag" not in demo_client.get(address).headers


def test_long_answers_are_compressed_for_those_who_take_it(demo_client: FlaskClient) -> None:
    plain = demo_client.get(SEARCH)
    small = demo_client.get(SEARCH, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert json.loads(gzip.decompress(small.data))["hits"] == plain.get_json()["hits"]
    for refused in ("gzip;q=0", "identity"):
        response = demo_client.get(SEARCH, headers={"Accept-Encoding": refused})
        assert "Content-Encoding" not in response.headers
