"""What a reader loads, in bytes: no page is heavy."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from test_routes import address_of, rules

from benchmarks.weight import measure

MAX_STYLES = 25_000
MAX_SCRIPTS = 15_000
MAX_PAGE = 60_000
"""Of a page with 20 hits, its style sheets and the scripts it begins with."""


def test_every_kind_of_page_is_light(demo_client: FlaskClient) -> None:
    app = demo_client.application
    photo = demo_client.get("/api/v1/search?in=photos").get_json()["hits"][0]["id"]
    pages = {address_of(app, rule, photo_id=photo) for rule in rules(app)}
    pages |= {"/nowhere", "/search?q=zeppelin+herring&match=all", "/search?q=harbour", "/timeline"}
    weighed = 0
    for address in pages:
        response = demo_client.get(address)
        response.close()
        if response.mimetype != "text/html" or response.status_code == 302:
            continue
        _, styles, scripts = measure(demo_client, address)
        assert 0 < styles <= MAX_STYLES, address
        assert 0 < scripts <= MAX_SCRIPTS, address
        weighed += 1
    assert weighed > 15


@pytest.mark.parametrize("address", ["/", "/search", "/search?q=ferry"])
def test_a_first_page_of_twenty_hits_is_light(demo_client: FlaskClient, address: str) -> None:
    assert sum(measure(demo_client, address)) <= MAX_PAGE


def test_a_page_of_sixty_photos_is_light_as_it_is_sent(demo_client: FlaskClient) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    sent = demo_client.get("/photos", headers=accepts)
    assert sent.headers["Content-Encoding"] == "gzip"
    _, styles, scripts = measure(demo_client, "/photos")
    assert len(sent.data) + styles + scripts <= MAX_PAGE
