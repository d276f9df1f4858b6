"""The API, asked while somebody types."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient


def ask(client: FlaskClient, q: str, typing: str = "on", **more: str) -> dict[str, object]:
    response = client.get(f"/api/v1/search?{urlencode({'q': q, 'typing': typing, **more})}")
    assert response.status_code == 200
    found: dict[str, object] = response.get_json()
    return found


@pytest.mark.parametrize("q", ["harbo", "herring harbo", "灯"])
def test_a_last_word_that_finds_nothing_may_go_on(demo_client: FlaskClient, q: str) -> None:
    found = ask(demo_client, q)
    if len(q) > 1:
        assert ask(demo_client, q, "off")["total_all"] == 0
        assert found["total"] == ask(demo_client, f"{q}*", "off")["total"] != 0
        links = found["links"]
        assert isinstance(links, dict)
        assert links["page"].endswith(f"/search?{urlencode({'q': f'{q}*'})}")
        assert "typing=on" in links["self"]
        assert f"{urlencode({'q': q})}&" in links["self"]


@pytest.mark.parametrize("q", ["herring", "xyzzq", "harbo ", '"fish harbo', "x", "title:", ""])
def test_anything_else_is_as_it_is(demo_client: FlaskClient, q: str) -> None:
    found, usual = ask(demo_client, q), ask(demo_client, q, "off")
    for changing in ("took_ms", "links"):
        del found[changing], usual[changing]
    assert found == usual


def test_photos_are_found_so_too(demo_client: FlaskClient) -> None:
    assert ask(demo_client, "seal pu", **{"in": "photos"})["total"] != 0


def test_it_is_on_or_off(demo_client: FlaskClient) -> None:
    response = demo_client.get("/api/v1/search?q=x&typing=perhaps")
    assert response.status_code == 400
    assert response.get_json()["parameter"] == "typing"
