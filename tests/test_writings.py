"""A word is found however it is written, and what was typed comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from conftest import Archive, Searcher, post, searching

from indexer.engine.request import Match, SearchRequest


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("v2.6.32", {"Kernel", "Module"}),
        ("2.6.32", {"Kernel", "Module"}),
        ("V2.6.32-rc1", {"Module"}),
        ("KDE4.3", {"Desktop"}),
        ("kde 4.3", {"Desktop"}),
        ("KDE4.2", set()),
        ("2.6.3", set()),
        ("2.6", {"Kernel", "Module"}),
        ("6.32", set()),
        ('"6.32"', set()),
        ("32", {"Bit"}),
        ("linux 2", {"Kernel"}),
        ("v2", {"Module"}),
        ("2026", {"Day"}),
    ],
)
def test_versions_are_found_however_they_are_written(
    search_files: Callable[[Mapping[str, str]], Searcher], typed: str, expected: set[str]
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("Kernel", "It runs Linux 2.6.32 now."),
            "_posts/2020-01-02-b.md": post("Module", "Fixed in v2.6.32-rc1."),
            "_posts/2020-01-03-c.md": post("Desktop", "It comes with KDE 4.3 and more."),
            "_posts/2020-01-04-d.md": post("Bit", "Linux for 32 bit; not 1.32."),
            "_posts/2020-01-05-e.md": post("Day", "On 14.2.2026."),
        }
    )
    assert set(search.titles(q=typed, match="all")) == expected
    marked = [
        "".join(run.text for run in snippet.runs if run.matched)
        for hit in search(q=typed, match="all").hits
        for snippet in hit.snippets
    ]
    assert len(marked) == len(expected)
    assert all(marked)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("email", {"Hyphens", "Joined", "More"}),
        ("e-mail", {"Hyphens", "Joined", "More"}),
        ("emails", {"Hyphens", "Joined", "More"}),
        ('"email"', {"Joined"}),
        ("phd", {"Hyphens", "Joined"}),
        ("Ph.D.", {"Hyphens", "Joined"}),
        ("nodejs", {"Hyphens"}),
        ("usa", {"Hyphens", "Joined"}),
        ("U.S.A.", {"Hyphens", "Joined"}),
        ("us", {"More"}),
        ("U.S.", {"Hyphens"}),
        ("themail", set()),
    ],
)
def test_words_are_found_with_and_without_their_hyphens_and_stops(
    archive: Archive,
    search_files: Callable[[Mapping[str, str]], Searcher],
    typed: str,
    expected: set[str],
) -> None:
    archive.write(
        {"_posts/2020-01-01-a.md": post("Joined", "An email by a PhD of the USA.")}
    ).build()
    search = search_files(
        {
            "_posts/2020-01-02-b.md": post(
                "Hyphens", "Two E‐Mails of a Ph.D. (U.S.A.) on node.js."
            ),
            "_posts/2020-01-03-c.md": post("More", "It told us: the mail, or e-mail."),
        }
    )
    assert set(search.titles(q=typed, match="all")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("organisation", {"British", "American"}),
        ("organizations", {"British", "American"}),
        ("neighborhood", {"British", "American"}),
        ("colour", {"British", "American"}),
        ("theaters", {"British", "American"}),
        ('"theatre"', {"British"}),
        ("wise", {"British"}),
    ],
)
def test_british_and_american_spellings_find_each_other(
    search_files: Callable[[Mapping[str, str]], Searcher], typed: str, expected: set[str]
) -> None:
    british = "A wise organisation of the neighbourhood paints a theatre in colours."
    american = "Organizations of our neighborhoods paint the theater in one color, with size."
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("British", british, lang="en"),
            "_posts/2020-01-02-b.md": post("American", american, lang="en"),
        }
    )
    assert set(search.titles(q=typed)) == expected


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("theaters", "stories with theaters (also theatre)"),
        ("colour", "stories with colour (also color)"),
        ('"colour"', "stories with “colour”"),
        ("nürnberg", "stories with nürnberg (also nuernberg)"),
    ],
)
def test_it_is_said_which_other_spellings_are_found(
    search_files: Callable[[Mapping[str, str]], Searcher], typed: str, reading: str
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post(
                "A", "The colour of the theatre in Nürnberg.", lang="en"
            ),
            "_posts/2020-01-02-b.md": post("B", "The color of a wall in Nuernberg.", lang="en"),
        }
    )
    assert search(q=typed).reading == reading


def test_a_word_is_not_lost_among_those_that_its_stem_joins(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    companies = {
        f"_posts/2020-01-{1 + n % 28:02}-n{n}.md": post(
            f"Novell news {n}", "Novell said. " * (n + 1)
        )
        for n in range(70)
    }
    long = "Of Novell they said nothing. " + "The crew met at dawn and read aloud. " * 30
    search = search_files(
        {
            **companies,
            "_posts/2019-01-01-a.md": post("A winter on board", f"{long} They read a novel."),
            "_posts/2019-01-02-b.md": post("Books ashore", f"{long} Two novels were lost."),
        }
    )
    both = {"A winter on board", "Books ashore"}
    for typed in ("novel", "novels", "novel said"):
        hits = search(q=typed, match="any", size="72").hits
        assert len(hits) == 72
        assert {hit.title for hit in hits[:2]} == both, typed
        shown = ["".join(run.text for run in hit.snippets[0].runs) for hit in hits[:2]]
        assert " " in typed or all("novel" in passage for passage in shown)
        # Every page shows a part of the same list, and each story knows its place in it.
        pages = [search.titles(q=typed, match="any", size="30", page=n) for n in "123"]
        assert [title for page in pages for title in page] == [hit.title for hit in hits]
        request = SearchRequest(q=typed, match=Match.ANY)
        for place, hit in enumerate(hits[:3], 1):
            explained = search.engine.explain(request, hit.id)
            assert explained is not None
            assert explained.place == place
    assert search.titles(q="novell")[0] == "Novell news 69"


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Words that are written in two ways."""
    archive = Archive(tmp_path_factory.mktemp("spelling"))
    texts = {
        "umlaut": "Nürnberg, Björn und die Größe der Übersteuerung.",
        "spelt out": "Nuernberg, Bjoern und die Groesse der Uebersteuerung.",
        "plain": "Blue poets value Nurnberg.",
        "long": "サーバーを起動する。",
        "short": "サーバの設定。",
        "other": "エラとエラー。",
    }
    archive.write(
        {
            f"_posts/2020-01-01-{name.replace(' ', '-')}.md": post(name, text)
            for name, text in texts.items()
        }
    ).build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nürnberg", {"umlaut", "spelt out", "plain"}),
        ("nuernberg", {"umlaut", "spelt out", "plain"}),
        ("Nürnberg,", {"umlaut", "spelt out", "plain"}),
        ("NUERNBERG!", {"umlaut", "spelt out", "plain"}),
        ("body:nuernberg", {"umlaut", "spelt out", "plain"}),
        ("Björn", {"umlaut", "spelt out"}),
        ("bjoern", {"umlaut", "spelt out"}),
        ("größe", {"umlaut", "spelt out"}),
        ("groesse", {"umlaut", "spelt out"}),
        ("uebersteuerung", {"umlaut", "spelt out"}),
        ('"nuernberg"', {"spelt out"}),
        ("nurnberg", {"umlaut", "plain"}),
        ("blue", {"plain"}),
        ("サーバー", {"long", "short"}),
        ("サーバ", {"long", "short"}),
        ('"サーバー"', {"long"}),
        ("エラー", {"other"}),
    ],
)
def test_a_word_is_found_in_either_spelling(
    spelling: Searcher, typed: str, found: set[str]
) -> None:
    result = spelling(q=typed)
    assert {hit.title for hit in result.hits} == found


@pytest.mark.parametrize(("typed", "marked"), [("Nürnberg", "Nuernberg"), ("サーバー", "サーバ")])
def test_the_other_spelling_is_marked(spelling: Searcher, typed: str, marked: str) -> None:
    result = spelling(q=typed)
    runs = [run for hit in result.hits for snippet in hit.snippets for run in snippet.runs]
    assert marked in {run.text for run in runs if run.matched}


def test_another_spelling_with_the_same_stem_is_the_same_word(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    search = search_files({"_posts/2020-01-01-a.md": post("Ferry", "A ferry to Ærø.")})
    explained = search.engine.explain(SearchRequest(q="ærø"), "posts-2020-01-01-a")
    assert explained is not None
    terms = [term for clause in explained.clauses for term in clause.terms]
    assert [(f.form, f.count) for t in terms for field in t.fields for f in field.forms] == [
        ("ærø", 1)
    ]
