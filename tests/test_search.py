"""What a reader or archivist finds, on a real index of a miniature archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from conftest import Archive, Searcher, post, searching

from indexer.engine.request import SearchRequest
from indexer.engine.whoosh.vocabulary import Shape
from indexer.errors import ParameterError

FERRY = "2019-03-04-ferry"
FILES: Mapping[str, str] = {
    f"_posts/{FERRY}.md": post(
        "New ferry for the islands",
        "The ferries sailed at dawn.\n\nA crew of twelve waits in the old harbour.",
        date="2019-03-04",
        categories="[harbour]",
        tags="[ferry, islands]",
        author="Ada Holm",
        description="A ship is named",
    ),
    "_posts/2020-06-01-bakery.html": post(
        "The bakery of Café Zoë",
        "Bread at dawn.<br /><br />"
        '<center><img src="images/bread.jpg" alt="A loaf"></center>'
        '<p class="picture">Baker Søren Lund lifts a loaf in Bergen, Norway, on '
        "June 1, 2020. Bread at dawn. (Photo by Ada Holm/Northlight)</p>"
        '<center><img src="images/oven.jpg"></center>'
        '<p class="picture">The old oven. Bread at dawn. (Xinhua)</p>',
        categories="[town, culture]",
        author="Bo Rask",
    ),
    "_posts/2021-06-05-match.md": post(
        "Islands win the match",
        "The harbour crew won the cup after COVID-19 rules were lifted.\n\n![](/pitch.jpg)",
        categories="[sport]",
        tags="[islands]",
        author="Ada Holm",
    ),
    "_posts/undated-note.md": post("A note without a date", "Found in the old harbour."),
    "_posts/2018-01-02-bridge.md": post(
        "大桥开通", "新的大桥今天在港口开通。大桥2020年完工。", lang="zh", categories="[town]"
    ),
}
NEWEST = [
    "Islands win the match",
    "The bakery of Café Zoë",
    "New ferry for the islands",
    "大桥开通",
    "A note without a date",
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive = Archive(tmp_path_factory.mktemp("search")).write(FILES)
    archive.build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ferry", {"New ferry for the islands"}),
        ("FERRIES", {"New ferry for the islands"}),
        ("island harbour", {"New ferry for the islands", "Islands win the match"}),
        ("islands -match", {"New ferry for the islands"}),
        ('islands -"the match"', {"New ferry for the islands"}),
        ('"old harbour"', {"New ferry for the islands", "A note without a date"}),
        ('"harbour old"', set()),
        ('"ferry sailed"', set()),
        ('"ferries sailed"', {"New ferry for the islands"}),
        ('"dawn crew"', set()),
        ("cafe zoe", {"The bakery of Café Zoë"}),
        ('"cafe"', set()),
        ('"café"', {"The bakery of Café Zoë"}),
        ("covid-19", {"Islands win the match"}),
        ("covid 19", {"Islands win the match"}),
        ("19-covid", set()),
        ("大桥", {"大桥开通"}),
        ("港", {"大桥开通"}),
        ("通", {"大桥开通"}),
        ("桥大", set()),
        ("title:islands", {"New ferry for the islands", "Islands win the match"}),
        ("body:islands", set()),
        ("tag:ferry", {"New ferry for the islands"}),
        ("author:holm", {"New ferry for the islands", "Islands win the match"}),
        ("photographer:holm", {"The bakery of Café Zoë"}),
        ("caption:loaf", {"The bakery of Café Zoë"}),
        ("lang:zh", {"大桥开通"}),
        (f"id:posts-{FERRY}", {"New ferry for the islands"}),
        ("-islands -old -大桥", set()),
        ("港口开通", {"大桥开通"}),
        ("大桥2020", {"大桥开通"}),
        ("2020大桥", set()),
        ("submarine", set()),
        # With all of two words, or else with any.
        ("ferry submarine", {"New ferry for the islands"}),
        ("+ferry +submarine", set()),
        ("sub*", set()),
        ("isl*nds", {"New ferry for the islands", "Islands win the match"}),
        ("*lands", {"New ferry for the islands", "Islands win the match"}),
        ("bakry~", {"The bakery of Café Zoë"}),
        ("title:bak*", {"The bakery of Café Zoë"}),
        ("ferry OR bread", {"New ferry for the islands", "The bakery of Café Zoë"}),
        ("islands AND ferry", {"New ferry for the islands"}),
        ("islands NOT ferry", {"Islands win the match"}),
        ("(ferry OR match) islands", {"New ferry for the islands", "Islands win the match"}),
        ("islands -(ferry OR bread)", {"Islands win the match"}),
        ("covid19", {"Islands win the match"}),
        ("date:2021", {"Islands win the match"}),
        ("has:photo -has:credit", {"Islands win the match"}),
    ],
)
def test_what_is_found(search: Searcher, typed: str, expected: set[str]) -> None:
    assert set(search.titles(q=typed)) == expected


def test_any_word_is_enough_when_asked_for(search: Searcher) -> None:
    assert set(search.titles(q="ferry submarine bread", match="any")) == {
        "New ferry for the islands",
        "The bakery of Café Zoë",
    }


def test_nothing_typed_browses_everything_newest_first_and_undated_last(search: Searcher) -> None:
    assert search.titles() == NEWEST
    assert search.titles(sort="oldest") == [*reversed(NEWEST[:4]), NEWEST[4]]


def test_a_title_counts_more_than_a_mention(search: Searcher) -> None:
    assert search.titles(q="ferry", match="any")[0] == "New ferry for the islands"
    hits = search(q="harbour").hits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_dates_bound_the_search(search: Searcher) -> None:
    assert search.titles(from_="2019", to="2020") == NEWEST[1:3]
    assert search.titles(from_="2021-06-05", to="2021-06-05") == NEWEST[:1]
    assert search.titles(to="2018") == ["大桥开通"]


def test_repeated_facet_values_are_alternatives_and_names_add_up(search: Searcher) -> None:
    assert search.titles(("category", "sport"), ("category", "harbour")) == [NEWEST[0], NEWEST[2]]
    assert search.titles(("category", "sport"), ("author", "Bo Rask")) == []
    assert search.titles(("not.category", "sport"), ("author", "Ada Holm")) == [NEWEST[2]]
    assert search.titles(("category", "")) == ["A note without a date"]
    assert search.titles(("not.category", ""), ("not.category", "town")) == [NEWEST[0], NEWEST[2]]


def test_facets_count_with_their_own_filter_lifted(search: Searcher) -> None:
    facets = search(("category", "sport"), ("year", "2021")).facets
    counts = {value.value: value.count for value in facets["category"].values}
    assert counts == {"sport": 1}
    assert {v.value: v.count for v in facets["year"].values} == {"2021": 1}
    facets = search(("category", "sport")).facets
    assert {v.value: v.count for v in facets["category"].values} == {
        "town": 2, "culture": 1, "harbour": 1, "sport": 1,
    }  # fmt: skip
    assert facets["category"].missing == 1
    assert [v.value for v in facets["category"].values if v.selected] == ["sport"]
    assert {v.value: v.count for v in facets["author"].values} == {"Ada Holm": 1}


def test_years_stand_in_order_of_time_and_months_are_named(search: Searcher) -> None:
    facets = search().facets
    assert [value.value for value in facets["year"].values] == ["2021", "2020", "2019", "2018"]
    assert facets["year"].missing == 1
    assert [value.label for value in facets["month"].values][:2] == ["June 2021", "June 2020"]


def test_a_chosen_value_stays_visible_even_with_nothing_left(search: Searcher) -> None:
    facet = search(("category", "opera")).facets["category"]
    chosen = [value for value in facet.values if value.selected]
    assert [(value.value, value.count) for value in chosen] == [("opera", 0)]


def test_pages_follow_one_another_without_gaps(search: Searcher) -> None:
    pages = [search.titles(size="2", page=str(page)) for page in (1, 2, 3, 4)]
    assert [title for page in pages for title in page] == NEWEST
    assert search(size="2", page="4").total == 5


def test_the_reading_tells_what_was_searched(search: Searcher) -> None:
    result = search(("not.category", "sport"), q='ferries "old harbour" -match', from_="2019-03-04")
    assert result.reading == (
        "stories with ferries (also ferry) and “old harbour” without match "
        "from 4 March 2019 on, not in category “sport”"
    )
    assert search(in_="photos").reading == "all photos"


def test_a_snippet_shows_and_marks_what_matched(search: Searcher) -> None:
    (hit,) = search(q="ferry crew").hits
    shown = [run for snippet in hit.snippets for run in snippet.runs if run.matched]
    assert {run.text for run in shown} == {"ferries", "crew"}
    assert {snippet.source for snippet in hit.snippets} == {"body"}
    (hit,) = search(q="ship").hits
    assert [snippet.source for snippet in hit.snippets] == ["description"]
    (hit,) = search(q="loaf").hits
    assert [snippet.source for snippet in hit.snippets] == ["caption"]


def test_a_title_is_marked_too(search: Searcher) -> None:
    (hit,) = search(q="ferries").hits
    assert [run.text for run in hit.title_runs if run.matched] == ["ferry"]
    assert "".join(run.text for run in hit.title_runs) == hit.title


def test_a_photo_found_by_its_file_or_alternative_text_shows_it(search: Searcher) -> None:
    (hit,) = search(q="pitch", in_="photos").hits
    assert [(s.source, s.runs[0].text) for s in hit.snippets] == [("file", "pitch")]


def test_a_filter_that_nothing_has_is_told(search: Searcher) -> None:
    notices = search(("category", "Sports"), ("lang", "ZH"), ("not.year", "1066")).notices
    assert notices == (
        "Nothing in this archive has the category “Sports”.",
        "Nothing in this archive has the language “ZH”. There is “zh”.",
        "Nothing in this archive has the year “1066”.",
    )


def test_a_filter_by_no_facet_is_the_callers_error(search: Searcher) -> None:
    with pytest.raises(ParameterError, match="status"):
        search.engine.search(SearchRequest(filters={"status": ("x",)}))


def test_scores_do_not_depend_on_how_the_index_came_about(
    archive: Archive, search_files: Callable[[Mapping[str, str]], Searcher]
) -> None:
    files = {f"_posts/2020-01-{n:02}-p.md": post(f"P{n}", "storm " * n) for n in range(1, 9)}
    search = search_files({name: post("Old", "storms gale " * 90) for name in files})
    archive.write(files).build()
    grown = [(hit.id, hit.score) for hit in search(q="storm").hits]
    assert search(q="storm").reading == "stories with storm"
    archive.build(rebuild=True)
    assert [(hit.id, hit.score) for hit in search(q="storm").hits] == grown


def test_an_excluded_word_is_never_marked(search: Searcher) -> None:
    hits = search(q="harbour -cup").hits
    marked = {r.text for h in hits for s in h.snippets for r in s.runs if r.matched}
    assert marked == {"harbour"}


def test_a_field_marks_only_its_own_text(search: Searcher) -> None:
    (hit,) = search(q="title:ferry").hits
    assert not any(run.matched for snippet in hit.snippets for run in snippet.runs)


def test_photos_are_found_by_caption_and_carry_what_it_says(search: Searcher) -> None:
    hits = search(q="loaf", in_="photos").hits
    (hit,) = hits
    assert hit.kind == "photo"
    assert hit.photographer == ("Ada Holm",)  # type: ignore[attr-defined]
    assert hit.agency == "Northlight"  # type: ignore[attr-defined]
    assert hit.place == "Bergen, Norway"  # type: ignore[attr-defined]
    assert hit.taken.earliest == date(2020, 6, 1)  # type: ignore[attr-defined]
    assert [run.text for run in hit.caption if run.matched] == ["loaf"]  # type: ignore[attr-defined]
    assert hit.title == hit.story_title == "The bakery of Café Zoë"  # type: ignore[attr-defined]


def test_the_scope_decides_which_text_of_a_photo_counts(search: Searcher) -> None:
    assert len(search(q="bread", in_="photos", scope="own").hits) == 0
    assert len(search(q="bread", in_="photos").hits) == 2
    assert len(search(q="bakery", in_="photos").hits) == 0
    assert len(search(q="bakery", in_="photos", scope="story").hits) == 2
    assert search(q="oven bakery", in_="photos", scope="story").total == 1


def test_own_sentences_count_more_than_shared_ones(search: Searcher) -> None:
    assert "oven" in search.ids(q="old bread oven", in_="photos", match="any")[0]


def test_a_photo_without_caption_is_found_by_its_story_and_file(search: Searcher) -> None:
    assert search(q="match", in_="photos").total == 1
    assert search(q="pitch", in_="photos").total == 1
    assert search(q="file:pitch", in_="photos").total == 1


def test_photos_have_the_facets_of_their_stories_and_their_own(search: Searcher) -> None:
    facets = search(in_="photos").facets
    assert {v.value: v.count for v in facets["category"].values} == {
        "culture": 2, "town": 2, "sport": 1,
    }  # fmt: skip
    assert {v.value: v.count for v in facets["agency"].values} == {"Northlight": 1, "Xinhua": 1}
    assert facets["photographer"].missing == 2
    assert search(("agency", "Northlight"), ("year", "2020"), in_="photos").total == 1


def test_photo_and_story_by_id(search: Searcher) -> None:
    story = search.engine.story(f"posts-{FERRY}")
    assert story is not None
    assert story.paragraphs == (
        "The ferries sailed at dawn.",
        "A crew of twelve waits in the old harbour.",
    )
    found = search.engine.photo("posts-2020-06-01-bakery--oven-1")
    assert found is not None
    assert found[0].title == "The bakery of Café Zoë"
    assert search.engine.story("posts-nothing") is None
    assert search.engine.photo("posts-nothing--a-1") is None


def test_figures_of_the_index(search: Searcher) -> None:
    stats = search.engine.stats()
    assert (stats.stories, stats.photos, stats.undated, stats.failed) == (5, 3, 1, 0)
    assert (stats.first_date, stats.last_date) == (date(2018, 1, 2), date(2021, 6, 5))


def test_a_changed_index_is_noticed(
    archive: Archive, search_files: Callable[[Mapping[str, str]], Searcher]
) -> None:
    search = search_files({"_posts/2020-01-01-a.md": post("One")})
    assert search.titles() == ["One"]
    before = search.engine.generation()
    archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
    assert search.titles() == ["Two", "One"]
    assert search.engine.generation() == before + 1
    assert search().generation == before + 1


@pytest.mark.parametrize(
    ("pattern", "word", "expected"),
    [
        ("ha*ur", "harbour", True),
        ("ha*ur", "haur", True),
        ("ha*ur", "har", False),
        ("aba*aba", "aba", False),
        ("aba*aba", "abaaba", True),
        ("h?rb*", "harbour", True),
        ("h?rb*", "hrbour", False),
        ("*bo?r", "harbour", True),
        ("*o*u*", "harbour", True),
        ("*u*o*", "harbour", False),
        ("a*" * 30 + "z", "a" * 5000, False),
        ("har.our*", "harbour", False),
    ],
)
def test_words_of_a_shape(pattern: str, word: str, expected: bool) -> None:  # noqa: FBT001
    assert Shape(pattern).matches(word) is expected


@pytest.mark.parametrize(
    "typed",
    [
        "[a TO z]", "?*?*?*?*z", "*a*", "x~999999999", "(" * 2000 + ")" * 2000, "NOT " * 800 + "a",
        "a*" * 40 + "b", "~" * 300, '"a b"~999999999', "-" * 500, "date:0000", "date:9999-12-31..",
        "before:0001", "after:9999", "taken:..", "has:", "id:*", "C++++", "\x00", "title:" * 500,
        " OR ".join(["harbour*"] * 300), "lang:", 'date:"last 999 years"', "(a OR (b AND (c",
        "id:har* lang:*x file:a~", "id:harbur~",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["stories", "photos"])
def test_nothing_typed_fails_or_hangs(search: Searcher, typed: str, kind: str) -> None:
    result = search(q=typed, **{"in": kind})
    assert result.reading


def test_words_are_stemmed_by_the_language_of_each_story(
    search_files: Callable[[Mapping[str, str | bytes]], Searcher],
) -> None:
    """*Kinder* is a form of the German *Kind*, but not of the English *kind*."""
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("One", "A kinder world.", lang="en"),
            "_posts/2020-01-02-b.md": post("Two", "Die Kinder spielen.", lang="de"),
            "_posts/2020-01-03-c.md": post("Three", "All kinds of boats.", lang="en"),
            "_posts/2020-01-04-d.md": post("Four", "Kinder und kinds に。", lang="ja"),
        }
    )
    assert set(search.titles(q="kind")) == {"Two", "Three", "Four"}
    assert "kind (also kinder, kinds)" in search(q="kind").reading
    assert set(search.titles(q="kinder")) == {"One", "Two", "Four"}
    assert set(search.titles(q="body:kind -boats")) == {"Two", "Four"}
    marked = {
        r.text for h in search(q="kind").hits for s in h.snippets for r in s.runs if r.matched
    }
    assert marked == {"Kinder", "kinds"}


def test_stories_with_fewer_of_the_words_follow_where_little_is_found(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    texts = {"both": "ferry pier", "one": "ferry", "other": "pier", "none": "bread"}
    files = {f"_posts/2020-01-01-{name}.md": post(name, body) for name, body in texts.items()}
    search = search_files(files)
    result = search(q="ferry pier", year="2020")
    assert [hit.title for hit in result.hits] == ["both"]
    assert result.total == result.facets["year"].values[0].count == 1  # the others do not count
    beside = {hit.title: hit.lacking for hit in result.with_fewer_words}
    assert beside == {"one": ("pier",), "other": ("ferry",)}
    assert all(hit.snippets for hit in result.with_fewer_words)


@pytest.mark.parametrize(
    "exact",
    [
        {"match": "all"},
        {"match": "any"},
        {"sort": "newest"},
        {"q": "+ferry +pier"},
        {"q": "ferry AND pier"},
        {"q": '"ferry pier"'},
        {"q": "ferry"},
        {"year": "2019"},
        {"size": "1"},
        {"page": "2"},
    ],
)
def test_nothing_follows_where_a_search_is_exact(
    search_files: Callable[[Mapping[str, str]], Searcher], exact: dict[str, str]
) -> None:
    texts = {"both": "ferry pier", "one": "ferry", "other": "pier"}
    files = {f"_posts/2020-01-01-{name}.md": post(name, body) for name, body in texts.items()}
    asked = {"q": "ferry pier", **exact}
    assert search_files(files)(**asked).with_fewer_words == ()


@pytest.mark.parametrize("typed", ["€", "\U0001f342", "?! …", '""'])
def test_signs_alone_find_nothing(search: Searcher, typed: str) -> None:
    for kind in ("stories", "photos"):
        result = search(q=typed, in_=kind)
        assert result.total == 0
        assert result.hits == ()
        assert "signs are not searched" in " ".join(result.notices)


def test_an_idle_operator_is_said_to_be_what_it_is(search: Searcher) -> None:
    result = search(q="harbour AND")
    assert result.reading.endswith("; “AND” ignored")
    assert result.notices == ("“AND” was ignored; it has nothing to operate on here.",)
