"""What the scripts of the site ask about searches that a browser keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, post
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app


@pytest.fixture(scope="module")
def client(demo_index: Path) -> Iterator[FlaskClient]:
    engine = open_engine(demo_index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=herring", {"count": 3, "counted": "3 stories"}),
        ("q=seal+pup&in=photos", {"count": 3, "counted": "3 photos"}),
        ("q=nothingatall", {"count": 0, "counted": "0 stories"}),
        ("category=weather&to=2014", {"count": 1, "counted": "1 story"}),
    ],
)
def test_a_search_is_counted(
    client: FlaskClient, asked: str, expected: dict[str, int | str]
) -> None:
    assert json.loads(client.get(f"/count?{asked}").text) == expected


def test_a_wrong_search_is_not_counted(client: FlaskClient) -> None:
    response = client.get("/count?from=yesterday")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.text)["parameter"] == "from"


def test_every_page_says_how_new_the_index_is(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A")})
    archive.build(now=datetime(2026, 11, 20, 14, 30, 20, tzinfo=UTC))
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()

    def moment(address: str) -> object:
        html = BeautifulSoup(client.get(address).text, "lxml").html
        assert html is not None
        return html["data-moment"]

    assert moment("/") == moment("/nowhere") == "2026-11-20T14:30:20"
    archive.write({"_posts/2020-01-02-b.md": post("B")})
    archive.build(now=datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC))
    assert moment("/help") == "2026-11-21T09:00"

    def new(since: str) -> object:
        return json.loads(client.get("/count", query_string={"since": since}).text)["counted"]

    assert new("2026-11-20T14:30:20") == "1 story"
    assert new("2026-11-21T09:00") == "0 stories"
    engine.close()


@pytest.mark.parametrize(
    ("address", "search"),
    [
        ("/search?q=old+%22pier%22&page=2", "/search?q=old+%22pier%22"),
        ("/photos?q=seal&year=2021&year=2022&sort=oldest",
         "/photos?q=seal&year=2021&year=2022&sort=oldest"),
        ("/search?category=weather&utm_source=x", "/search?category=weather"),
        ("/search", "/search?"),
    ],
)  # fmt: skip
def test_what_is_saved_is_the_search_and_not_the_page(
    client: FlaskClient, address: str, search: str
) -> None:
    bar = BeautifulSoup(client.get(address).text, "lxml").select_one("[data-search]")
    assert bar is not None
    assert str(bar["data-search"]).replace("%20", "+") == search
