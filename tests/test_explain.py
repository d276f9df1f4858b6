"""Why a story is found, and where; or what keeps it out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import oracles
import pytest
from conftest import Archive, Searcher, post

from indexer.engine.base import Engine
from indexer.engine.explanation import Explanation, Lifting, Role
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, Match, MonthDay, Scope, SearchRequest, Sort
from indexer.engine.whoosh import ordering
from indexer.parameters import parse_parameters

Make = Callable[[Mapping[str, str]], Searcher]
COUNTS = [pytest.param(20, id="some"), pytest.param(300, id="many", marks=pytest.mark.slow)]
PICTURE = (
    '<figure><img src="/{0}.jpg"><figcaption>The {1} of the harbour. Photo by Ada Holm/Northlight'
    "</figcaption></figure>"
)
FILES = {
    "_posts/2021-02-09-ferry.md": post(
        "The old ferry",
        "Ferries sail. The ferry is old, the ferry is slow.\n\n" + PICTURE.format("a", "ferry"),
        categories="[news, harbour]",
    ),
    "_posts/2020-05-04-storm.md": post("Storm", "A storm held the ferry at the old pier."),
    "_posts/2019-11-23-pier.md": post("Pier", "The pier.\n\n" + PICTURE.format("b", "pier")),
    "_posts/month.md": post("Month", "A ferry in autumn.", date="2019-11"),
    "_posts/undated.md": post("Undated", "Nothing."),
}
FERRY, STORM = "posts-2021-02-09-ferry", "posts-2020-05-04-storm"


def tell(search: Searcher, story_id: str, *pairs: tuple[str, str], **given: str) -> Explanation:
    named = [(name.rstrip("_"), value) for name, value in given.items()]
    explained = search.engine.explain(parse_parameters([*named, *pairs]), story_id)
    assert explained is not None
    return explained


def whole_score(explained: Explanation) -> float:
    fields = [f for clause in explained.clauses for term in clause.terms for f in term.fields]
    lift = 1 + sum(lift.share for lift in explained.lifts)
    return math.fsum(field.score for field in fields) * explained.coverage * lift


def everything(engine: Engine, request: SearchRequest) -> list[tuple[str, float]]:
    hits = engine.search(replace(request, size=1000, facets=())).hits
    return [(hit.id, hit.score) for hit in hits]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("lifted", [50, 3], ids=["usual", "few lifted"])
def test_for_generated_searches_it_agrees_with_what_is_found(
    tmp_path: Path, count: int, lifted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "LIFTED", lifted)
    chance = oracles.chance(count + lifted)
    steps = oracles.random_steps(oracles.make_stories(120, chance), chance)
    ids = [story.id for story in oracles.write(tmp_path, steps)]
    engine = open_engine(tmp_path)
    found_any = 0
    for _ in range(count):
        request = SearchRequest(
            q=oracles.make_query(chance) + chance.choice(["", " the", " date:2010..", " a AND b"]),
            match=chance.choice(list(Match)),
            sort=chance.choice([None, None, Sort.NEWEST, Sort.OLDEST]),
            filters={"year": ("2010", "2011", "")} if chance.random() < 0.3 else {},
            excludes={"author": ("",)} if chance.random() < 0.2 else {},
            date_from=date(2005, 1, 1) if chance.random() < 0.2 else None,
            on=MonthDay(3, 1) if chance.random() < 0.1 else None,
        )
        hits = everything(engine, request)
        places = {found: place for place, (found, _) in enumerate(hits, 1)}
        some = [*chance.sample(list(places), min(len(places), 12)), *chance.sample(ids, 12)]
        for story_id in some:
            explained = engine.explain(request, story_id)
            assert explained is not None
            kept_out = any(clause.keeps_out for clause in explained.clauses) or any(
                condition.keeps_out for condition in explained.conditions
            )
            assert explained.found == (story_id in places) == (not kept_out), request
            assert (explained.place, explained.total) == (places.get(story_id), len(hits)), request
            if explained.found:
                score = hits[places[story_id] - 1][1]
                assert explained.score == pytest.approx(score, abs=1e-3)
                assert whole_score(explained) == pytest.approx(score, abs=1e-3), request
                found_any += 1
    assert found_any > count
    engine.close()


@pytest.mark.parametrize("scope", list(Scope))
def test_photos_are_explained_by_that_of_the_story_that_comes_nearest(
    search_files: Make, scope: Scope
) -> None:
    search = search_files(FILES)
    for q in ("ferry", "harbour ferry", '"of the harbour"', "title:ferry", "old", "pier -ferry"):
        request = SearchRequest(q=q, kind=Kind.PHOTOS, scope=scope)
        scores = {hit.id: hit.score for hit in search.engine.search(request).hits}
        for story_id in (FERRY, "posts-2019-11-23-pier"):
            explained = search.engine.explain(request, story_id)
            assert explained is not None
            assert explained.hit.kind == "photo"
            assert explained.found == (explained.hit.id in scores)
            assert whole_score(explained) == pytest.approx(
                scores.get(explained.hit.id, 0.0), abs=1e-3
            )
    assert search.engine.explain(SearchRequest(kind=Kind.PHOTOS), STORM) is None


def test_a_photo_has_no_title_that_could_lift_it(search_files: Make) -> None:
    explained = tell(search_files(FILES), FERRY, q="ferry", in_="photos")
    assert {lift.kind for lift in explained.lifts} == {Lifting.EXACT}


def test_it_tells_in_which_forms_and_fields_a_word_stands_and_how_often(
    search_files: Make,
) -> None:
    explained = tell(search_files(FILES), FERRY, q="ferry")
    assert (explained.found, explained.place, explained.total) == (True, 1, 3)
    (clause,) = explained.clauses
    assert (clause.text, clause.reading) == ("ferry", "ferry (also ferries)")
    assert (clause.role, clause.has, clause.keeps_out) == (Role.PLAIN, True, False)
    (term,) = clause.terms
    stands = {field.field: [(f.form, f.count) for f in field.forms] for field in term.fields}
    assert stands == {
        "title": [("ferry", 1)],
        "body": [("ferry", 2), ("ferries", 1)],
        "caption": [("ferry", 1)],
    }
    assert {lift.kind for lift in explained.lifts} == set(Lifting) - {
        Lifting.NEIGHBOURS,
        Lifting.WHOLE_TITLE,
    }
    assert all(field.score > 0 for field in term.fields)


def test_it_tells_every_part_of_a_query_that_keeps_a_story_out(search_files: Make) -> None:
    explained = tell(
        search_files(FILES),
        STORM,
        q='ferry xylophone "slow ferry" -"old pier" date:2021 has:photo the',
        match="all",
    )
    assert (explained.found, explained.place, explained.score) == (False, None, 0.0)
    assert (explained.needed, explained.plain) == (2, 2)
    told = {c.text: (c.role, c.has, c.keeps_out, c.without) for c in explained.clauses}
    rest = '-"old pier"'
    assert told == {
        "ferry": (
            Role.PLAIN, True, False,
            f'xylophone the "slow ferry" date:2021 has:photo {rest}',
        ),
        "xylophone": (
            Role.PLAIN, False, True, f'ferry the "slow ferry" date:2021 has:photo {rest}',
        ),
        '"slow ferry"': (
            Role.REQUIRED, False, True, f"ferry xylophone the date:2021 has:photo {rest}",
        ),
        "date:2021": (
            Role.REQUIRED, False, True, f'ferry xylophone the "slow ferry" has:photo {rest}',
        ),
        "has:photo": (
            Role.REQUIRED, False, True, f'ferry xylophone the "slow ferry" date:2021 {rest}',
        ),
        '"old pier"': (
            Role.EXCLUDED, True, True,
            'ferry xylophone the "slow ferry" date:2021 has:photo',
        ),
        "the": (
            Role.IGNORED, True, False,
            f'ferry xylophone "slow ferry" date:2021 has:photo {rest}',
        ),
    }  # fmt: skip
    assert explained.freed == "ferry the"


def test_words_that_may_be_lacking_keep_nothing_out(search_files: Make) -> None:
    explained = tell(search_files(FILES), FERRY, q="ferry slow xylophone")
    assert (explained.found, explained.needed, explained.plain) == (True, 2, 3)
    assert [clause.keeps_out for clause in explained.clauses] == [False] * 3
    assert explained.coverage == pytest.approx((2 / 3) ** 0.25)
    kept = tell(search_files(FILES), FERRY, q="ferry slow xylophone", match="all")
    assert [clause.keeps_out for clause in kept.clauses] == [False, False, True]


def test_it_tells_filters_and_days_with_the_storys_own_values(search_files: Make) -> None:
    search = search_files(FILES)
    pairs = [("category", "sport"), ("not.category", "news"), ("category", "town"), ("tag", "")]
    explained = tell(
        search, FERRY, *pairs, from_="2021-03", to="2021", on="02-09", since="2999-01-01"
    )
    assert not explained.found
    told = {(c.name, c.excluded): (c.asked, c.own, c.keeps_out) for c in explained.conditions}
    since = told.pop(("since", False))
    day = ("2021-02-09",)
    assert told == {
        ("category", False): (("sport", "town"), ("news", "harbour"), True),
        ("category", True): (("news",), ("news", "harbour"), True),
        ("tag", False): (("",), (), False),
        ("from", False): (("2021-03-01",), day, True),
        ("to", False): (("2021-12-31",), day, False),
        ("on", False): (("02-09",), day, False),
    }
    assert since[0] == ("2999-01-01",)
    assert since[2]
    built = datetime.fromisoformat(since[1][0]).replace(tzinfo=UTC)
    assert built == search.engine.stats().built_at.replace(microsecond=0)


def test_days_are_told_as_exactly_as_they_are_known(search_files: Make) -> None:
    search = search_files(FILES)
    (month,) = tell(search, "posts-month", on="11-23").conditions
    assert (month.own, month.keeps_out) == (("2019-11-01..2019-11-30",), True)
    (undated,) = tell(search, "posts-undated", to="2021").conditions
    assert (undated.own, undated.keeps_out) == ((), True)


def test_a_name_is_explained_under_its_other_names(archive: Archive, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("ferry = steam boat [2020..] = packet\n")
    archive.write(
        {
            "_posts/2021-01-01-boat.md": post("Boat", "The steam boat came."),
            "_posts/2011-01-01-early.md": post("Early", "The steam boat came."),
        }
    ).build()
    engine = open_engine(archive.index, names)
    search = Searcher(engine)
    found = tell(search, "posts-2021-01-01-boat", q="ferry")
    assert found.found
    forms = [f.form for f in found.clauses[0].terms[0].fields[0].forms]
    assert forms == ["steam boat"]
    assert not tell(search, "posts-2011-01-01-early", q="ferry").found
    assert whole_score(found) == pytest.approx(search(q="ferry").hits[0].score, abs=1e-3)
    engine.close()


def test_there_is_nothing_to_tell_of_a_story_that_is_not_there(search_files: Make) -> None:
    assert search_files(FILES).engine.explain(SearchRequest(q="ferry"), "nothing") is None
