"""Suggestions as the search box and browsers ask for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
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


def answered(client: FlaskClient, address: str, **parameters: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(client.get(address, query_string=parameters or None).text)


def found_at(client: FlaskClient, address: str) -> int:
    """Hits of a results page, or 1 for the page of a story."""
    response = client.get(address)
    assert response.status_code == 200
    if address.startswith("/story/"):
        return 1
    head = BeautifulSoup(response.text, "lxml").select_one("h2.found-head")
    assert head is not None
    return int(head.get_text().split()[0])


@pytest.mark.parametrize("kind", ["stories", "photos"])
@pytest.mark.parametrize("typed", ["har", "mar", "old", "fish q", "flood w", "lan", "quist"])
def test_every_suggestion_leads_to_a_page_with_as_much_as_it_says(
    client: FlaskClient, typed: str, kind: str
) -> None:
    answer = answered(client, "/suggest", q=typed, **{"in": kind})
    assert answer["q"] == typed
    assert answer["said"] == f"{len(answer['suggestions'])} suggestion" + (
        "s" if len(answer["suggestions"]) != 1 else ""
    )
    for one in answer["suggestions"]:
        assert "".join(text for text, _ in one["runs"]) == one["text"]
        if one["kind"] == "title" and one["count"] == 1:
            assert one["counted"] == ""
        else:
            about = "about " if one["kind"] == "phrase" else ""
            assert one["counted"].startswith(f"{about}{one['count']} ")
            assert kind[:4] in one["counted"]
        assert found_at(client, one["url"]) >= one["count"]


def test_what_a_suggestion_is_stands_beside_it(client: FlaskClient) -> None:
    answers = [
        answered(client, "/suggest", q=q) for q in ("herr", "fish", "aldst", "quist", "port")
    ]
    kinds = {one["kind"]: one for answer in answers for one in answer["suggestions"]}
    assert kinds["place"]["label"] == "Place"
    assert kinds["place"]["url"].startswith("/search?place=")
    assert kinds["person"]["label"] in {"Author", "Photographer"}
    assert kinds["title"]["label"] == "Story"
    assert kinds["title"]["url"].startswith("/story/")
    assert kinds["phrase"]["url"].startswith("/search?q=%22")


def test_a_browser_is_answered_in_its_own_form(client: FlaskClient) -> None:
    response = client.get("/suggest?q=har&format=opensearch", base_url="https://news.example")
    assert response.mimetype == "application/x-suggestions+json"
    q, texts, descriptions, urls = json.loads(response.text)
    assert q == "har"
    assert len(texts) == len(descriptions) == len(urls) > 1
    assert all(urlsplit(url)[:2] == ("https", "news.example") for url in urls)
    assert answered(client, "/suggest?q=zzzz&format=opensearch") == ["zzzz", [], [], []]


def test_nothing_typed_suggests_nothing(client: FlaskClient) -> None:
    assert answered(client, "/suggest")["suggestions"] == []
    assert answered(client, "/suggest?q=" + "long+" * 500)["suggestions"] == []


def test_fewer_can_be_asked_for(client: FlaskClient) -> None:
    assert len(answered(client, "/suggest?q=s&size=3")["suggestions"]) == 3


@pytest.mark.parametrize("wrong", ["in=films", "size=0", "size=many", "format=xml"])
def test_a_wrong_value_is_said_to_the_program(client: FlaskClient, wrong: str) -> None:
    response = client.get(f"/suggest?q=a&{wrong}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.text)["parameter"] == wrong.partition("=")[0]


def test_the_same_again_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/suggest?q=har")
    assert first.cache_control.private
    assert 0 < (first.cache_control.max_age or 0) <= 600
    assert {"Accept-Language", "Cookie"} <= set(first.vary)
    again = client.get("/suggest?q=har", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_addresses_keep_the_prefix_the_site_is_mounted_under(client: FlaskClient) -> None:
    response = client.get("/suggest?q=har", environ_overrides={"SCRIPT_NAME": "/archive"})
    answer = json.loads(response.text)
    assert answer["suggestions"]
    assert all(one["url"].startswith("/archive/") for one in answer["suggestions"])
