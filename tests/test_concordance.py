"""Every mention of what was searched, in its context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from conftest import Archive, Searcher, post

from indexer.concordance import CONTEXT, UNSPACED_CONTEXT, cut_line, words_after, words_before
from indexer.engine.request import MentionOrder
from indexer.engine.results import Mention, Mentions
from indexer.engine.whoosh import mentions as engine_mentions
from indexer.errors import ParameterError
from indexer.parameters import parse_parameters

Make = Callable[[Mapping[str, str | bytes]], Searcher]

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


def lines(found: Mentions) -> list[str]:
    return [f"{m.before}[{m.match}]{m.after}" for m in found.mentions]


def mentions(search: Searcher, order: str = "date", **parameters: str) -> Mentions:
    named = [(name.rstrip("_"), value) for name, value in parameters.items()]
    return search.engine.mentions(parse_parameters(named), MentionOrder(order))


def scan(search: Searcher, order: str = "date", **parameters: str) -> list[Mention]:
    named = [(name.rstrip("_"), value) for name, value in parameters.items()]
    return list(search.engine.scan_mentions(parse_parameters(named), MentionOrder(order)))


def test_a_line_is_cut_at_words() -> None:
    text = f"{LONG} pier {LONG}"
    start = text.index("pier")
    before, match, after = cut_line(text, (start, start + 4))
    assert match == "pier"
    assert len(before) <= CONTEXT + 1
    assert len(after) <= CONTEXT + 1
    assert text.index(f" {before}pier{after} ")
    assert len(before) > CONTEXT - 20


def test_a_line_has_no_line_breaks_and_no_space_at_its_ends() -> None:
    text = "  The\n old\t pier \n was\nclosed. "
    start = text.index("pier")
    assert cut_line(text, (start, start + 4)) == ("The old ", "pier", " was closed.")
    assert cut_line("old\npier", (0, 8)) == ("", "old pier", "")


def test_a_very_long_word_is_cut_itself() -> None:
    address = "https://example.org/" + "x" * 200
    before, _, after = cut_line(f"{address} pier {address}", (221, 225))
    assert (len(before), len(after)) == (CONTEXT, CONTEXT)


def test_unspaced_scripts_have_shorter_lines_of_whole_characters() -> None:
    text = "東京の古い橋" * 20
    before, match, after = cut_line(text, (60, 62))
    assert (len(before), match, len(after)) == (UNSPACED_CONTEXT, "東京", UNSPACED_CONTEXT)
    thai = "ที่นี่มีน้ำ" * 20
    for start in range(60, 72):
        before, _, after = cut_line(thai, (start, start + 1))
        assert before[0] in "ทนม"
        assert thai[start + 1 + len(after)] in "ทนมำ"


def test_lines_are_sorted_by_words_without_their_accents() -> None:
    assert words_after(", Élan – of the") == ["elan", "of", "the"]
    assert words_before("The Old, ") == ["old", "the"]


HARBOUR = {
    "_posts/2021-03-01-c.md": post("Boats", "A new pier.\n\nNo boat at the old pier, or the pier."),
    "_posts/2020-02-01-b.md": post("The pier", "Zoo by the pier at noon.", categories="town"),
    "_posts/undated.md": post("No date", "Some pier again."),
}


def test_mentions_come_by_date_and_as_in_the_text(search_files: Make) -> None:
    search = search_files(HARBOUR)
    found = mentions(search, q="pier")
    assert lines(found) == [
        "The [pier]",
        "Zoo by the [pier] at noon.",
        "A new [pier].",
        "No boat at the old [pier], or the pier.",
        "No boat at the old pier, or the [pier].",
        "Some [pier] again.",
    ]
    assert (found.total, found.documents, found.incomplete) == (6, 3, False)
    assert [(m.source, m.number) for m in found.mentions][:4] == [
        ("title", None), ("body", 1), ("body", 1), ("body", 2),
    ]  # fmt: skip
    assert found.mentions[0].date == date(2020, 2, 1)
    assert found.mentions[0].url == f"/story/{found.mentions[0].story_id}"
    newest = mentions(search, "newest", q="pier")
    assert [m.title for m in newest.mentions] == ["Boats"] * 3 + ["The pier"] * 2 + ["No date"]


def test_mentions_are_sorted_by_the_words_beside_them(search_files: Make) -> None:
    search = search_files(HARBOUR)
    assert lines(mentions(search, "after", q="pier")) == [
        "The [pier]",
        "A new [pier].",
        "No boat at the old pier, or the [pier].",
        "Some [pier] again.",
        "Zoo by the [pier] at noon.",
        "No boat at the old [pier], or the pier.",
    ]
    assert lines(mentions(search, "before", q="pier")) == [
        "A new [pier].",
        "No boat at the old [pier], or the pier.",
        "Some [pier] again.",
        "The [pier]",
        "Zoo by the [pier] at noon.",
        "No boat at the old pier, or the [pier].",
    ]


def test_pages_in_a_row_are_all_mentions(search_files: Make) -> None:
    search = search_files(HARBOUR)
    for order in MentionOrder:
        every = scan(search, order, q="pier")
        assert len(every) == 6
        for size in ("1", "2", "4"):
            pages = [
                mentions(search, order, q="pier", size=size, page=str(page)) for page in range(1, 8)
            ]
            assert [mention for page in pages for mention in page.mentions] == every
            assert {page.total for page in pages} == {6}


def test_filters_excluded_words_and_fields_count(search_files: Make) -> None:
    search = search_files(HARBOUR)
    assert mentions(search, q="pier", category="town").total == 2
    assert mentions(search, q="pier", to="2020").total == 2
    assert mentions(search, q="pier -zoo").total == 4
    assert lines(mentions(search, q="title:pier")) == ["The [pier]"]
    with pytest.raises(ParameterError):
        search.engine.mentions(parse_parameters([("q", "pier"), ("size", "0")]))


def test_phrases_and_words_that_touch_are_one_mention(search_files: Make) -> None:
    search = search_files({"_posts/2020-01-01-a.md": post("A", "The old pier is an old one.")})
    assert lines(mentions(search, q='"old pier"')) == ["The [old pier] is an old one."]
    assert lines(mentions(search, q='"old pier" pier "the old"')) == [
        "[The old pier] is an old one."
    ]


def test_photos_have_mentions_in_their_captions(search_files: Make) -> None:
    figure = '<figure><img src="/{}.jpg"><figcaption>{}</figcaption></figure>\n\n'
    body = "The pier.\n\n" + "".join(
        figure.format(name, text)
        for name, text in (
            ("a", "A boat by the pier. The pier."),
            ("b", "The pier from above. Nobody there."),
            ("c", "The pier from above. Nobody there."),
        )
    )
    search = search_files({"_posts/2020-01-01-a.md": post("Pier", body)})
    stories = mentions(search, q="pier")
    assert [(m.source, m.number) for m in stories.mentions] == [
        ("title", None), ("body", 1), ("caption", 1), ("caption", 1), ("caption", 2),
    ]  # fmt: skip
    photos = mentions(search, q="pier", in_="photos")
    assert [m.number for m in photos.mentions] == [1, 1, 2, 3]
    assert photos.mentions[-1].url == f"/photo/{photos.mentions[-1].photo_id}"
    own = mentions(search, q="pier", in_="photos", scope="own")
    assert lines(own)[0] == "A boat by the [pier]."


def test_a_description_that_repeats_the_story_is_not_counted_twice(search_files: Make) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("A", "The pier is old.", description="The pier is…"),
            "_posts/2020-01-02-b.md": post("B", "The pier is old.", description="Of a pier"),
        }
    )
    sources = [mention.source for mention in mentions(search, q="pier").mentions]
    assert sources == ["body", "description", "body"]


def test_without_words_there_are_no_mentions(search_files: Make) -> None:
    search = search_files(HARBOUR)
    for q in ("", "-pier", "category:town", "has:photo", "date:2020"):
        found = mentions(search, q=q)
        assert not found.has_words
        assert (found.total, found.incomplete) == (0, False)


def test_what_is_beyond_the_bounds_is_told(
    search_files: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = search_files(HARBOUR)
    monkeypatch.setattr(engine_mentions, "COUNTING_SECONDS", 0)
    first = mentions(search, q="pier", size="1")
    assert (first.total, first.incomplete) == (2, True)
    monkeypatch.setattr(engine_mentions, "MAX_RESULTS", 4)
    found = mentions(search, "after", q="pier")
    assert (found.total, found.incomplete) == (4, True)
    assert len(scan(search, q="pier")) == 4


def test_a_scan_stays_with_its_generation(search_files: Make, archive: Archive) -> None:
    search = search_files(HARBOUR)
    found = search.engine.scan_mentions(parse_parameters([("q", "pier")]))
    first = next(found)
    (archive.path / "_posts/2021-03-01-c.md").unlink()
    archive.build(allow_removals=True)
    assert len([first, *found]) == 6
    assert mentions(search, q="pier").total == 3
