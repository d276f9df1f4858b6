"""*Won* is not looked for in *won't*, nor a Don in *don't* or a haven in *haven't*."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from conftest import Searcher, post

from indexer.parameters import parse_parameters

Search = Callable[[Mapping[str, str | bytes]], Searcher]

FILES = {
    "_posts/2020-01-01-wont.md": post("Strike", "The ferries won't sail, and we won’t walk."),
    "_posts/2020-01-02-won.md": post("Cup", "The rowers won, who said they won't row again."),
    "_posts/2020-01-03-dont.md": post("Why we don't ask", "We don't know. We haven't asked."),
    "_posts/2020-01-04-don.md": post("Mayor", "Don Teale of New Haven has not been asked yet."),
    "_posts/2020-01-05-nl.md": post("Boten", "Ze zagen in de haven 't oude schip.", lang="nl"),
    "_posts/2020-01-06-ja.md": post("警告", "テストは “don't know” を表示します。", lang="ja"),
}


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("won", ["Cup"]),
        ("Don", ["Mayor"]),
        ("title:don", []),
        ("haven", ["Mayor", "Boten"]),
        ('"rowers won"', ["Cup"]),
        ('"ferries won"', []),
        ("won't", ["Cup", "Strike"]),
        ('"ferries won\'t"', ["Strike"]),
        ("don’t know", ["Why we don't ask", "警告"]),
        ("cup -won", []),
        ("donned", ["Mayor"]),
        ("won*", ["Cup", "Strike"]),
    ],
)
def test_what_is_left_before_not_is_no_word(
    search_files: Search, typed: str, titles: list[str]
) -> None:
    assert sorted(search_files(FILES).titles(q=typed)) == sorted(titles)


def test_only_the_word_is_marked_and_told(search_files: Search) -> None:
    search = search_files(FILES)
    (hit,) = search(q="won").hits
    marked = "".join(f"[{text}]" if matched else text for text, matched in hit.snippets[0].runs)
    assert marked == "The rowers [won], who said they won't row again."
    explained = search.engine.explain(parse_parameters([("q", "won")]), hit.id)
    assert explained is not None
    (term,) = explained.clauses[0].terms
    assert [(f.field, [(form.form, form.count) for form in f.forms]) for f in term.fields] == [
        ("body", [("won", 1)])
    ]
    lift = 1 + sum(lift.share for lift in explained.lifts)
    assert term.fields[0].score * lift == pytest.approx(explained.score)
    (mention,) = search.engine.mentions(parse_parameters([("q", "won")])).mentions
    assert mention.match == "won"


def test_all_of_it_is_marked_where_its_beginning_counts(search_files: Search) -> None:
    (hit,) = search_files(FILES)(q="ferries won*").hits
    marked = [text for text, matched in hit.snippets[0].runs if matched]
    assert marked == ["ferries", "won't", "won’t"]
