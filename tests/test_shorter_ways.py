"""What is found is the same by whichever way it is found: short ways beside long ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import oracles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, Match, SearchRequest
from indexer.engine.results import PhotoHit
from indexer.engine.whoosh import (
    filtering,
    located_words,
    ordering,
    term_occurrences,
    word_occurrences,
)
from indexer.engine.whoosh.segments import document_numbers
from indexer.engine.whoosh.segments.strings import SortedStrings, pack_strings
from indexer.model import Story

Ranking = list[tuple[str, float]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Story]]:
    folder = tmp_path_factory.mktemp("ways")
    chance = oracles.chance(21)
    return folder, oracles.write(
        folder, oracles.random_steps(oracles.make_stories(300, chance), chance)
    )


@pytest.fixture(scope="module")
def engine(written: tuple[Path, Sequence[Story]]) -> Iterator[Engine]:
    opened = open_engine(written[0])
    yield opened
    opened.close()


def ranking(engine: Engine, request: SearchRequest) -> Ranking:
    return [(hit.id, hit.score) for hit in engine.search(request).hits]


def requests(seed: int, count: int) -> Iterator[SearchRequest]:
    chance = random.Random(seed)  # noqa: S311 - a game that can be played again
    for _ in range(count):
        text = oracles.make_query(chance)
        sign = chance.choice(["", "", "harbor~2 ", "rep* ", "ri?er~ vac*ne "])
        match = chance.choice(list(Match))
        yield SearchRequest(q=sign + text, match=match, size=5, snippets=False, facets=())


@pytest.mark.parametrize("short", [-1, 40], ids=["all looked up", "some looked through"])
def test_words_are_located_alike_in_short_and_long_lists(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    monkeypatch.setattr(ordering, "_MANY", 0)
    asked = list(requests(1, 60))
    expected = [ranking(engine, request) for request in asked]
    monkeypatch.setattr(located_words, "_SHORT", short)
    monkeypatch.setattr(located_words, "_SHORT_FOR_EACH", 0)
    assert [ranking(engine, request) for request in asked] == expected
    assert sum(map(len, expected)) > len(asked)


@pytest.mark.parametrize("few_runs", [0, 32], ids=["laid out", "run by run"])
def test_numbers_of_documents_in_many_parts_change_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_runs: int
) -> None:
    monkeypatch.setattr(document_numbers, "_FEW_RUNS", few_runs)
    stories = oracles.make_stories(200, oracles.chance(23))
    answers = []
    for bits in (16, 4):  # that photos take more than 65,536 numbers would take a minute
        monkeypatch.setattr(document_numbers, "LOW_BITS", bits)
        steps = oracles.random_steps(stories, oracles.chance(24))
        oracles.write(tmp_path / str(bits), steps)
        engine = open_engine(tmp_path / str(bits))
        answers.append(
            [
                ranking(engine, replace(request, kind=kind))
                for request in requests(2, 60)
                for kind in Kind
            ]
        )
        engine.close()
    assert answers[0] == answers[1]
    assert sum(map(len, answers[0])) > len(answers[0])


def test_words_that_stand_for_many_are_bounded_as_they_score(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        SearchRequest(q=q, match=Match.ANY, size=5, snippets=False, facets=())
        for q in ("harbor~2", "fe* pi*", "rep* harbour", "co*", "re* ri* pi*")
    ]
    monkeypatch.setattr(ordering, "LIFTED", 5)
    monkeypatch.setattr(word_occurrences, "MANY_TERMS", 1)
    monkeypatch.setattr(ordering, "_MANY", 1 << 30)
    expected = [ranking(engine, request) for request in asked]
    monkeypatch.setattr(ordering, "_MANY", 0)
    for few_of in (0, 1 << 30):  # bounds by impacts, and by the scores themselves
        monkeypatch.setattr(term_occurrences, "_FEW_OF", few_of)
        assert [ranking(engine, request) for request in asked] == expected
    assert all(len(hits) == 5 for hits in expected)


@pytest.mark.parametrize("few", [1 << 30, 0], ids=["all photos", "one by one"])
def test_photos_are_filtered_and_counted_by_what_their_stories_have(
    written: tuple[Path, Sequence[Story]],
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
) -> None:
    monkeypatch.setattr(filtering, "_FEW", few)
    stories = written[1]
    shown = [story for story in stories for _ in story.photos]
    categories = [c for c, _ in Counter(c for s in shown for c in s.categories).most_common(2)]
    (author, _), *_ = Counter(a for s in shown for a in s.authors).most_common(1)
    request = SearchRequest(
        kind=Kind.PHOTOS,
        size=100,
        filters={"category": tuple(categories), "image": ("missing",)},
        excludes={"author": (author,)},
        facets=("category", "author", "image", "year"),
    )

    def photos(*, category: bool = True, author_: bool = True) -> list[Story]:
        """The story of every photo that passes, some filters lifted."""
        return [
            story
            for story in shown
            if not (category and set(story.categories).isdisjoint(categories))
            and not (author_ and author in story.authors)
        ]

    result = engine.search(request)
    assert result.total == len(photos()) > 0
    assert Counter(hit.story_id for hit in result.hits if isinstance(hit, PhotoHit)) == Counter(
        story.id for story in photos()
    )

    def counted(facet: str) -> dict[str, int]:
        return {value.value: value.count for value in result.facets[facet].values}

    assert {c: counted("category")[c] for c in categories} == {
        c: sum(c in story.categories for story in photos(category=False)) for c in categories
    }
    assert counted("author")[author] == sum(
        author in story.authors for story in photos(author_=False)
    )
    assert counted("image") == {"missing": len(photos())}
    years = Counter(str(story.date.earliest.year) for story in photos() if story.date.earliest)
    assert counted("year") == years


def test_scores_are_told_apart_however_small_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    often = {49: 32, 48: 16, 47: 8, 46: 4, 45: 2}
    stories = [
        replace(
            story,
            title="",
            paragraphs=(" ".join(["harbour"] * count + ["pier"] * (60 - count)),),
            authors=(),
            categories=(),
            tags=(),
            description="",
            photos=(),
        )
        for number, story in enumerate(oracles.make_stories(50, oracles.chance(3)))
        if (count := often.get(number, 1))
    ]
    oracles.write(tmp_path, [(stories, [])])
    engine = open_engine(tmp_path)
    # As if there were so many stories that what every one has is worth next to nothing.
    monkeypatch.setattr(ordering, "SCORE_DIGITS", 2)
    hits = engine.search(SearchRequest(q="harbour", size=50, facets=())).hits
    assert max(hit.score for hit in hits) < 0.05
    assert [hit.id for hit in hits[:5]] == [stories[number].id for number in often]
    engine.close()


def test_what_of_a_hit_is_worked_out_later_is_what_the_hit_has(engine: Engine) -> None:
    request = SearchRequest(q="harbour", match=Match.ANY, size=20)
    for hit, bare in zip(
        engine.search(request).hits,
        engine.search(replace(request, snippets=False)).hits,
        strict=True,
    ):
        assert bare == replace(hit, snippets=())
        assert bare.photo_count == len(engine.story(bare.id).photos)  # type: ignore[union-attr]
        with pytest.raises(AttributeError):
            bare.no_such_field  # type: ignore[attr-defined]  # noqa: B018
    assert "harbour" in engine.search(request).reading


@given(st.lists(st.binary(max_size=5)), st.lists(st.binary(max_size=5)))
def test_sorted_strings_are_found(held: list[bytes], sought: list[bytes]) -> None:
    ordered = sorted(set(held))
    arrays = pack_strings("s", ordered)
    strings = SortedStrings(arrays["s.bytes"], arrays["s.offsets"].astype(np.int64))
    for string in (*ordered, *sought):
        expected = ordered.index(string) if string in ordered else None
        assert strings.find(string) == expected
