"""Words that were typed side by side, and stand so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from conftest import Archive, Searcher, post, searching

from indexer.engine.explanation import Lifting
from indexer.engine.request import SearchRequest
from indexer.query.parser import parse_query

Search = Callable[[Mapping[str, str | bytes]], Searcher]

APART = "Green were the hills all around when in the evening the party of walkers went home."
TOGETHER = "Members of the green party met in the old town hall to elect a new chair for the year."
FILES = {
    "_posts/2020-01-01-apart.md": post("Walkers", APART),
    "_posts/2020-01-02-together.md": post("Town hall", TOGETHER),
    "_posts/2020-01-03-other.md": post("Weather", "Rain is expected on the coast."),
}


def test_where_words_stand_side_by_side_comes_first(search_files: Search) -> None:
    search = search_files(FILES)
    assert search.titles(q="green party") == ["Town hall", "Walkers"]
    # In that order, and no other.
    assert search.titles(q="party green") == ["Walkers", "Town hall"]


@pytest.mark.parametrize("typed", ["green parties", "Green Party elected", "the green party"])
def test_forms_and_words_around_make_no_difference(search_files: Search, typed: str) -> None:
    assert search_files(FILES).titles(q=typed)[0] == "Town hall"


def test_ignored_words_between_count(search_files: Search) -> None:
    files = {
        "_posts/2020-01-01-apart.md": post(
            "Rivers", "England has no other bank of this kind, say those who walked along it."
        ),
        "_posts/2020-01-02-together.md": post(
            "Money", "Rates are set by the Bank of England once in every six weeks of a year."
        ),
    }
    search = search_files(files)
    assert search.titles(q="bank of england") == ["Money", "Rivers"]
    assert search.titles(q="bank england") == ["Rivers", "Money"]


@pytest.mark.parametrize(
    ("typed", "together", "apart", "lang"),
    [
        (
            "ministre de l'école",
            "Le ministre de l'école a parlé hier soir de la grève.",
            "Le ministre a fait une école de la grève de l'hiver, le soir.",
            "fr",
        ),
        (
            "l'île verte",
            "Une île verte est au sud, loin de la ville et du port.",
            "Une île est au sud, loin de la ville verte et du port.",
            "fr",
        ),
        ("疫苗 接种", "今天开始疫苗接种的工作。", "今天开始接种,疫苗的工作。", "zh"),
        ("疫苗 接种", "今天开始疫苗 接种的工作。", "今天开始接种 疫苗的工作。", "zh"),
        ("北京 的 天气", "记者说北京的天气很好。", "记者说天气在北京的很好。", "zh"),
    ],
)
def test_words_take_the_room_that_they_have_in_texts(
    search_files: Search, typed: str, together: str, apart: str, lang: str
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-together.md": post("A", together, lang=lang),
            "_posts/2020-01-02-apart.md": post("B", apart, lang=lang),
        }
    )
    assert search.titles(q=typed) == ["A", "B"]
    explained = search.engine.explain(SearchRequest(q=typed), "posts-2020-01-01-together")
    assert explained is not None
    assert Lifting.NEIGHBOURS in {lift.kind for lift in explained.lifts}
    explained = search.engine.explain(SearchRequest(q=typed), "posts-2020-01-02-apart")
    assert explained is not None
    assert Lifting.NEIGHBOURS not in {lift.kind for lift in explained.lifts}


def test_stories_of_several_languages_and_builds(archive: Archive) -> None:
    german = {
        "_posts/2020-02-01-getrennt.md": post(
            "Wandern", "Die Partei der Wanderer ging über die grünen Hügel nach Hause.", lang="de"
        ),
        "_posts/2020-02-02-zusammen.md": post(
            "Rathaus",
            "Mitglieder der grünen Partei trafen sich im alten Rathaus und wählten den Vorstand.",
            lang="de",
        ),
    }
    archive.write(FILES).build()
    archive.write(german).build()
    with searching(archive.index) as search:
        assert search.titles(q="green party")[0] == "Town hall"
        assert search.titles(q="grüne partei")[0] == "Rathaus"


def test_names_in_captions(search_files: Search) -> None:
    def photo(name: str, caption: str) -> str:
        return f'<figure><img src="/{name}.jpg"><figcaption>{caption}</figcaption></figure>\n'

    body = photo("team", "Anna Smith, Mary Jones, Jane Smith and Mary Brown at lunch.") + photo(
        "mary", "Seen from the left in the garden at lunch: Mary Smith and Jane Jones."
    )
    search = search_files({"_posts/2020-01-01-a.html": post("Lunch", body)})
    first, second = search(q="mary smith", in_="photos").hits
    assert (first.id[-6:], second.id[-6:]) == ("mary-1", "team-1")


def test_why_says_so(search_files: Search) -> None:
    search = search_files(FILES)

    def lifts(story_id: str) -> dict[Lifting, float]:
        explained = search.engine.explain(
            SearchRequest(q="green party meets"), f"posts-2020-01-{story_id}"
        )
        assert explained is not None
        return {lift.kind: lift.share for lift in explained.lifts}

    assert lifts("02-together")[Lifting.NEIGHBOURS] == pytest.approx(0.25)
    assert Lifting.NEIGHBOURS not in lifts("01-apart")


def pairs(typed: str, *ignored: str) -> list[tuple[str, str, int]]:
    neighbours = parse_query(typed, ignored=ignored).neighbours
    return [(first.text, second.text, distance) for first, second, distance in neighbours]


def test_neighbours_are_plain_words_typed_one_after_the_other() -> None:
    assert pairs("old town hall") == [("old", "town", 1), ("town", "hall", 1)]
    assert pairs("bank of the england", "of", "the") == [("bank", "england", 3)]
    assert pairs('old "town hall" clock tower') == [("clock", "tower", 1)]
    assert pairs("old -town hall") == pairs("old title:town hall") == pairs("old OR hall") == []
    assert pairs("new york new york") == [("new", "york", 1), ("york", "new", 1)]
    assert pairs("ho ho ho") == []
