"""The help page: complete, and every example finds something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Archive, post
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.query.nodes import DAY_FIELDS, FIELDS, HAVING
from indexer.query.parser import parse_query
from indexer.settings import Settings
from webapp import create_app

QUERY_PAGE = (ROOT / "docs/query-language.md").read_text()


def pages_of(index: Path) -> Iterator[FlaskClient]:
    engine = open_engine(index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


@pytest.fixture(scope="module")
def client(demo_index: Path) -> Iterator[FlaskClient]:
    yield from pages_of(demo_index)


def help_page(client: FlaskClient) -> BeautifulSoup:
    response = client.get("/help")
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def shape(node: object) -> Iterator[str]:
    """Names of everything a query is made of."""
    if isinstance(node, tuple):
        for part in node:
            yield from shape(part)
    elif is_dataclass(node):
        yield type(node).__name__
        for field in fields(node):
            yield from shape(getattr(node, field.name))


def signs(q: str) -> set[str]:
    """Operators and nodes of a query; words for one another."""
    found = set(re.findall(r"[+()*?~]|\bOR\b|\bAND\b|\bNOT\b|\.\.|^https", q))
    found |= {f"{name}:" for name in re.findall(r"(\w+):(?!/)", q)}
    return found | set(shape(parse_query(q).tree))


def test_every_example_finds_as_much_as_it_says(client: FlaskClient) -> None:
    examples = help_page(client).select("main dt a, main .examples a")
    assert len(examples) > 40
    for link in examples:
        count = link.find_next("span", class_="count")
        assert count is not None
        results = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        head = results.select_one("h2.found-head")
        box = results.select_one("input.search-box")
        assert head is not None
        assert box is not None
        assert head.get_text().split()[:2] == count.get_text().split()
        assert box["value"] == link.get_text()


def test_the_help_is_complete(client: FlaskClient) -> None:
    shown = [code.get_text() for code in help_page(client).select("dt code, .examples code")]
    described = set().union(*(signs(q) for q in shown))
    table = QUERY_PAGE.split("| you type | you find |")[1].split("\n\n")[0]
    for row in table.splitlines()[2:]:
        for example in re.findall(r"`([^`]+)`", row.split("|")[1]):
            assert signs(example) <= described, example
    assert {f"{name}:" for name in (*FIELDS, *DAY_FIELDS)} <= described
    assert {f"has:{what}" for what in HAVING} <= set(shown)


def test_an_archive_of_little_has_a_help_too(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("东京的春天")}).build()
    for client in pages_of(archive.index):
        page = help_page(client)
        for link in page.select("dt a"):
            assert client.get(str(link["href"])).status_code == 200
        assert "kazakstan~" in [code.get_text() for code in page.select("dt code")]


def test_an_empty_archive_has_a_help_too(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A draft", published="false")}).build(
        allow_removals=True
    )
    for client in pages_of(archive.index):
        assert not help_page(client).select("dt a")
