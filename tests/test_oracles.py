"""The engine's answers beside those of stock Whoosh and of BM25F written down plainly."""

from __future__ import annotations

from pathlib import Path

import oracles
import pytest

from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, Match, SearchRequest
from indexer.engine.whoosh import ordering
from indexer.engine.whoosh.generations import Generations
from indexer.engine.whoosh.index import ArrayIndex
from indexer.engine.whoosh.schema import make_schema, story_fields
from indexer.extras import Extras
from indexer.query.parser import parse_query

COUNTS = [pytest.param(25, id="some"), pytest.param(1500, id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", COUNTS)
def test_the_stories_found_are_those_that_stock_whoosh_finds(tmp_path: Path, count: int) -> None:
    chance = oracles.chance(count)
    steps = oracles.random_steps(oracles.make_stories(250, chance), chance)
    stories = oracles.write(tmp_path, steps)
    stock = oracles.StockWhoosh(stories)
    engine = open_engine(tmp_path)
    found_any = 0
    for _ in range(count):
        text = oracles.make_query(chance)
        match = chance.choice(list(Match))
        parsed, node = oracles.read(text, match)
        result = engine.search(SearchRequest(q=text, match=match, size=1000, snippets=False))
        expected = stock.matching(node)
        if match is Match.AUTO and not expected:
            expected = stock.matching(parsed.tree(1))
        assert {hit.id for hit in result.hits} == expected, text
        assert result.total == len(expected)
        found_any += bool(expected)
    assert found_any > count / 2  # or it would be the agreement of empty answers
    engine.close()


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("many", [0, 300], ids=["bounds", "exact"])
def test_scores_and_order_are_those_of_bm25f(
    tmp_path: Path, count: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_MANY", many)
    monkeypatch.setattr(ordering, "_AHEAD", 1)
    monkeypatch.setattr(ordering, "LIFTED", 1000)  # or the reference would have to choose the best
    chance = oracles.chance(count + 1)
    steps = oracles.random_steps(oracles.make_stories(250, chance), chance)
    stories = oracles.write(tmp_path, steps)
    reference = oracles.Reference(stories)
    engine = open_engine(tmp_path)
    for _ in range(count):
        text = oracles.make_query(chance)
        match = chance.choice(list(Match))
        parsed, node = oracles.read(text, match)
        request = SearchRequest(q=text, match=match, size=7, snippets=False, facets=())
        first = engine.search(request).hits
        everything = engine.search(
            SearchRequest(q=text, match=match, size=1000, snippets=False, facets=())
        ).hits
        expected = reference.ranking(parsed, node)
        if match is Match.AUTO and not {hit.id for hit in everything} & expected.keys():
            expected = reference.ranking(parsed, parsed.tree(1))
        for hit in everything:
            assert hit.score == pytest.approx(expected.get(hit.id, 0.0), rel=1e-4, abs=1e-4), text
        assert [hit.id for hit in first] == [hit.id for hit in everything[:7]], text
        scores = [hit.score for hit in everything]
        assert scores == sorted(scores, reverse=True)
    engine.close()


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_passed_over_is_none_of_the_best(
    tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = oracles.chance(count + 2)
    steps = oracles.random_steps(oracles.make_stories(400, chance), chance)
    oracles.write(tmp_path, steps)
    engine = open_engine(tmp_path)
    monkeypatch.setattr(ordering, "LIFTED", 3)
    monkeypatch.setattr(ordering, "_AHEAD", 1)
    passed_over = 0
    for _ in range(count):
        request = SearchRequest(
            q=oracles.make_query(chance),
            kind=chance.choice(list(Kind)),
            match=chance.choice(list(Match)),
            size=3,
            snippets=False,
            facets=(),
        )
        monkeypatch.setattr(ordering, "_MANY", 1 << 30)
        everything_scored = engine.search(request).hits
        for large in (0, 1 << 30):  # by the bounds of documents, and of groups before
            monkeypatch.setattr(ordering, "_MANY", 0)
            monkeypatch.setattr(ordering, "_LARGE", large)
            result = engine.search(request)
            assert [(hit.id, hit.score) for hit in result.hits] == [
                (hit.id, hit.score) for hit in everything_scored
            ], request
            passed_over += result.total > len(result.hits)
    assert passed_over > count / 2
    engine.close()


@pytest.mark.parametrize("count", [30, pytest.param(200, marks=pytest.mark.slow)])
def test_whooshs_own_queries_run_on_the_arrays(tmp_path: Path, count: int) -> None:
    chance = oracles.chance(3)
    steps = oracles.random_steps(oracles.make_stories(120, chance), chance)
    stories = oracles.write(tmp_path, steps)
    stock = oracles.StockWhoosh(stories)
    generation = Generations(tmp_path).current()
    index = ArrayIndex(
        generation.stories,
        make_schema(story_fields(Extras())),
        generation.read_contents().segments,
        generation.number,
    )
    forms = oracles.Reference(stories).forms
    with index.searcher() as searcher:
        assert searcher.doc_count() == len(stories)
        for _ in range(count):
            node = parse_query(oracles.make_query(chance)).node
            assert oracles.ids_of(searcher, node, forms) == stock.matching(node)
        reader = searcher.reader()
        other = stock.searcher.reader()
        for name in story_fields(Extras()):
            # Whoosh counts deleted documents until they are merged away.
            assert set(other.lexicon(name)) <= set(reader.lexicon(name))
        assert list(reader.terms_within("body", "feries", 1)) == ["ferries"]
