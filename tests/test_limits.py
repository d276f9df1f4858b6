"""What asks too much is stopped, and says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from conftest import Searcher, post

from indexer.engine.whoosh import engine, vocabulary
from indexer.query.nodes import Near
from indexer.query.parser import MAX_NEAR, parse_query

Make = Callable[[Mapping[str, str | bytes]], Searcher]

POSTS = {
    f"_posts/2020-01-{n:02}-a.md": post(f"Pier {n}", f"alpha{n} alpha{n + 1} beta gamma delta")
    for n in range(1, 9)
}


def test_a_search_out_of_time_says_what_it_left_out(
    search_files: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = search_files(POSTS)
    assert not search(q="beta gamma delta").incomplete
    monkeypatch.setattr(engine, "MAX_SECONDS", 0.0)
    result = search(q="beta missing absent", match="all")
    assert result.incomplete
    assert result.total == len(POSTS)
    assert any("2 of its words and phrases were left out" in notice for notice in result.notices)
    excluding = search(q="beta -(gamma OR delta)")
    assert excluding.incomplete
    assert any("2 of its words" in notice for notice in excluding.notices)


def test_an_order_out_of_time_is_marked(
    search_files: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = search_files(POSTS)
    monkeypatch.setattr(engine, "MAX_SECONDS", 0.0)
    result = search(q="beta")
    assert result.total == len(result.hits) == len(POSTS)
    assert result.incomplete


def test_a_wildcard_for_too_many_words_is_marked(
    search_files: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "MAX_EXPANSIONS", 3)
    search = search_files(POSTS)
    result = search(q="alpha*")
    assert result.incomplete
    assert any("most frequent" in notice for notice in result.notices)
    assert not search(q="beta*").incomplete


def test_so_many_words_near_one_another() -> None:
    words = [f"w{n}" for n in range(MAX_NEAR + 5)]
    parsed = parse_query(f'"{" ".join(words)}"~5')
    assert parsed.node == Near(" ".join(words[:MAX_NEAR]), 5)
    assert parsed.notices
