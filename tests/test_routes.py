"""What holds for every address of the site, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder, run_wsgi_app

from indexer.engine.factory import open_engine
from indexer.engine.request import STORY_FACETS
from indexer.parameters import SINGLE_PARAMETERS
from indexer.settings import Settings
from webapp import create_app

HERRING = "posts-2013-04-18-herring-return-to-fish-quay"
ARGUMENTS = {
    "story_id": HERRING, "photo_id": "", "suffix": "bib", "filename": "base.css", "number": 1,
    "name": "tag",
}  # fmt: skip
"""Sample of every argument of a route; a photo is looked up."""

QUERIES = {
    "exports.search": {"format": "csv"},
    "desk.export": {"format": "csv"},
    "language.choose_language": {"to": "en", "back": "/search"},
    "stories.at": {"url": "/nowhere"},
}
"""What a page needs beside its path."""

NAMES = sorted({
    *SINGLE_PARAMETERS, *STORY_FACETS, "not.tag", "format", "url", "to", "back", "place",
    "contains", "order", "with", "measure", "story", "v", "x", "photo", "field", "columns",
    "inferred", "cursor", "facets",
})  # fmt: skip
VALUES = (
    "", "0", "1", "-1", "9" * 30, "stories", "photos", "all", "newest", "2016", "2016-13", "0000",
    "9999-12-31", "csv", "bib", "herring", '"', "a AND", "date:today", "(((", "*", "http://[",
    "//x", "/\t/x", "/\n", "\x00", "\ud800", "٣", "%", "<script>", "тест" * 50,
)  # fmt: skip


@pytest.fixture(scope="module")
def app(demo_index: Path) -> Iterator[Flask]:
    engine = open_engine(demo_index)
    app = create_app(engine, Settings())
    app.testing = True
    hit = app.test_client().get("/api/v1/search?in=photos&q=seal").get_json()["hits"][0]
    ARGUMENTS["photo_id"] = hit["id"]
    yield app
    engine.close()


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def address_of(app: Flask, rule: Rule, **known: str) -> str:
    """A page that the route has; KeyError where ``ARGUMENTS`` lacks a sample."""
    given: dict[str, Any] = {name: (ARGUMENTS | known)[name] for name in rule.arguments}
    given |= QUERIES.get(rule.endpoint, {})
    with app.test_request_context():
        return url_for(rule.endpoint, **given)


def fetch(client: FlaskClient, method: str, address: str, **more: Any) -> Any:  # noqa: ANN401
    response = client.open(address, method=method, **more)
    assert response.data is not None
    response.close()
    return response


def assert_safe(response: Any) -> None:  # noqa: ANN401
    policy = {
        name: values
        for name, *values in map(str.split, response.headers["Content-Security-Policy"].split(";"))
    }
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"]
    assert policy["base-uri"] == ["'none'"]
    for name, values in policy.items():
        assert set(values) <= {"'self'", "'none'"}, name
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


def assert_nothing_inline(html: str) -> None:
    page = BeautifulSoup(html, "lxml")
    assert not page.select("style, iframe, object, embed, base, [style], [srcdoc]")
    for element in page.select("*"):
        assert not [name for name in element.attrs if name.startswith("on")], element
        for name in ("src", "href", "action", "formaction"):
            assert (
                not str(element.get(name, "")).strip().lower().startswith(("javascript:", "data:"))
            )
    for script in page.select("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"
    for resource in page.select("script[src], link[rel=stylesheet], img"):
        assert str(resource.get("src") or resource.get("href")).startswith("/")


def test_every_route_answers_safely(app: Flask) -> None:
    client = app.test_client()
    for rule in rules(app):
        address = address_of(app, rule)
        response = fetch(client, "GET", address)
        expected = {200, 302} if rule.endpoint != "stories.at" else {404}
        assert response.status_code in expected, address
        assert_safe(response)
        assert "Cache-Control" in response.headers, address
        if response.mimetype == "text/html" and response.status_code == 200:
            assert_nothing_inline(response.text)
            assert "\n<html lang=" in response.text
        head = fetch(client, "HEAD", address)
        assert (head.status_code, head.data) == (response.status_code, b""), address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW"])
def test_no_route_can_be_sent_to(app: Flask, method: str) -> None:
    client = app.test_client()
    for rule in rules(app):
        response = fetch(client, method, address_of(app, rule))
        assert response.status_code == 405, (method, rule)
        assert "GET" in response.headers["Allow"]
        assert_safe(response)
        assert "ETag" not in response.headers


def test_every_route_tells_its_methods(app: Flask) -> None:
    for rule in rules(app):
        response = fetch(app.test_client(), "OPTIONS", address_of(app, rule))
        assert response.status_code == 200
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert_safe(response)


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/story/no", "/photo/no", "/img/no", "/search?size=0", "/export", "/static/no",
     "/facet/no", f"/story/{HERRING}/cite.no", "/at", "/%00", "/story/%ff", "/sitemap-0.xml"],
)  # fmt: skip
def test_errors_are_safe_pages(app: Flask, address: str) -> None:
    response = fetch(app.test_client(), "GET", address)
    assert response.status_code in {400, 404}
    assert_safe(response)
    assert_nothing_inline(response.text)
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "host",
    [".", "..", "a..b", "a." * 130, "a" * 64, "xn--", "xn--a", "xn--99999999", "[", "[::1", "[::g]",
     "[1.2.3.4]", "a:b", "a:-1", "a:65536", ":80", "a b", "a/b", "a@b", "a?b", "a\\b", "<b>", "%"],
)  # fmt: skip
def test_a_host_that_is_none_is_refused(app: Flask, host: str) -> None:
    for path in ("/search?q=herring", "/static/base.css", "/api/v1/search?q=herring"):
        # The client of the tests would read the address of what it sent, and fail of itself.
        asked = EnvironBuilder(path, headers=[("Host", host)]).get_environ()
        body, status, headers = run_wsgi_app(app, asked, buffered=True)
        page = b"".join(body).decode()
        assert status == "400 BAD REQUEST", path
        assert "Content-Security-Policy" in headers
        if path.startswith("/api/"):
            assert headers["Content-Type"] == "application/problem+json"
        else:
            assert_nothing_inline(page)
            assert "That request is not possible" in page


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "news.example", "news.example.", "xn--bcher-kva.example:80",
     "my_host", "127.0.0.1:1", "[::1]", "[2001:db8::1]:8000", "a:"],
)  # fmt: skip
def test_every_host_is_answered(app: Flask, host: str) -> None:
    assert fetch(app.test_client(), "GET", "/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "prefix", ["//elsewhere.example", "/a//b", "/a\\b", "news", "/a\n", "/a b"]
)
def test_a_prefix_that_leads_elsewhere_is_refused(app: Flask, prefix: str) -> None:
    response = app.test_client().get("/", environ_overrides={"SCRIPT_NAME": prefix})
    assert response.status_code == 400
    assert "elsewhere" not in response.text


_texts = st.one_of(st.sampled_from(VALUES), st.text(max_size=12))
_queries = st.lists(st.tuples(st.sampled_from(NAMES) | _texts, _texts), max_size=4)
_headers = st.dictionaries(
    st.sampled_from(["If-None-Match", "Accept-Language", "Cookie", "Host", "Range", "Referer",
                     "If-Modified-Since", "Accept"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
    max_size=2,
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_garbage_is_never_a_fault_of_the_site(app: Flask, data: st.DataObject) -> None:
    assert_answers(app, data)


@pytest.mark.slow
@settings(max_examples=1_500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_much_garbage_is_never_a_fault_of_the_site(app: Flask, data: st.DataObject) -> None:
    assert_answers(app, data)


def assert_answers(app: Flask, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(sorted(rules(app), key=str)))
    path = address_of(app, rule).partition("?")[0]
    if data.draw(st.booleans()) and rule.arguments:
        path = path.rpartition("/")[0] + "/" + quote(data.draw(_texts), errors="replace")
    pairs = [*QUERIES.get(rule.endpoint, {}).items(), *data.draw(_queries)]
    query = urlencode(pairs, errors="replace")
    response = fetch(
        app.test_client(), "GET", path, query_string=query, headers=data.draw(_headers)
    )
    assert response.status_code < 500, (path, query)
    assert_safe(response)
