"""A title that is typed finds its story first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Searcher, SilentReporter, post

from indexer.build import build
from indexer.engine.explanation import Lifting
from indexer.engine.factory import open_engine
from indexer.engine.records import Outcome
from indexer.engine.request import SearchRequest
from indexer.query.parser import parse_query
from indexer.settings import Settings

Search = Callable[[Mapping[str, str | bytes]], Searcher]

EXCLUDING = re.compile(r"\s-\w")


@pytest.mark.parametrize(
    ("typed", "longer"),
    [
        ("Tool 2.3.0 released", "Tool 2.3.0.rc2 released"),
        ("The day of the ferry", "The day of the ferry strike"),
        ("Tool 2.3.0 リリース", "Tool 2.3.0 プレビュー リリース"),
    ],
)
def test_it_comes_before_a_longer_one_whose_story_says_more(
    search_files: Search, typed: str, longer: str
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-typed.md": post(typed, "It is here, after all."),
            "_posts/2020-01-02-longer.md": post(longer, f"{typed}: {typed}. {longer}."),
        }
    )
    assert search.titles(q=typed)[0] == typed
    assert search.titles(q=longer)[0] == longer
    explained = search.engine.explain(SearchRequest(q=typed), "posts-2020-01-01-typed")
    assert explained is not None
    assert Lifting.WHOLE_TITLE in {lift.kind for lift in explained.lifts}


@pytest.mark.parametrize(
    ("typed", "other", "lang"),
    [
        ("E-mail", "Email tips", "en"),
        ("New York, New York", "New York City Marathon", "en"),
        ("L'école", "Notre école", "fr"),
        ("疫苗接种", "接种疫苗", "zh"),
    ],
)
def test_another_title_as_long_with_the_same_words_is_not_what_was_typed(
    search_files: Search, typed: str, other: str, lang: str
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-typed.md": post(typed, "Bla.", lang=lang),
            "_posts/2020-01-02-other.md": post(other, f"{typed}: {typed}.", lang=lang),
        }
    )
    assert search.titles(q=typed) == [typed, other]
    for name, whole in (("01-typed", True), ("02-other", False)):
        explained = search.engine.explain(SearchRequest(q=typed), f"posts-2020-01-{name}")
        assert explained is not None
        assert (Lifting.WHOLE_TITLE in {lift.kind for lift in explained.lifts}) is whole


def test_it_is_found_among_many_where_most_of_it_is_ignored(search_files: Search) -> None:
    files = {
        f"_posts/2020-02-{day:02}-{part}.md": post(f"Teaching {part}, day {day}", "How to teach.")
        for day in range(1, 29)
        for part in ("maths", "music")
    }
    search = search_files({"_posts/2020-01-01-a.md": post("Why We Teach", "Long ago.")} | files)
    assert search.titles(q="why we teach")[0] == "Why We Teach"
    assert search.titles(q="teach")[0] != "Why We Teach"


@pytest.mark.parametrize(
    ("typed", "length"),
    [("why we teach", 3), ("new york, new york", 4), ('teach "why we" -them', 1), ("a OR b", 0)],
)
def test_what_counts_as_typed(typed: str, length: int) -> None:
    assert parse_query(typed, ignored={"why", "we"}).length == length


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", ["opensuse-news", "software-carpentry", "rails", "ruby-lang"])
def test_every_title_of_a_real_archive(shared: Path, tmp_path: Path, name: str) -> None:
    built = build(shared / "archives" / name, tmp_path, Settings(), SilentReporter())
    with closing(open_engine(tmp_path)) as engine:
        stories = [
            engine.story(file.story_id)
            for file in built.record.files
            if file.outcome is Outcome.STORY
        ]
        titles = Counter(story.title for story in stories if story)
        late = []
        for story in stories:
            # A minus within leaves out what follows it.
            if story and titles[story.title] == 1 and not EXCLUDING.search(story.title):
                request = SearchRequest(q=story.title, size=2, facets=(), snippets=False)
                # Some differ from another one by an ending or a capital.
                if story.id not in {hit.id for hit in engine.search(request).hits}:
                    late.append(story.title)
    assert not late
