"""Suggestions while typing."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import Archive, Searcher, post
from hypothesis import example, given
from hypothesis import strategies as st
from oracles import chance as game
from oracles import make_stories, random_steps, write
from rapidfuzz.distance import OSA

from indexer import analysis
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Suggested, Suggestion
from indexer.engine.whoosh.segments.arrays import ArrayFile, write_arrays
from indexer.engine.whoosh.segments.near import near_words
from indexer.engine.whoosh.segments.strings import pack_strings, unpack_sorted
from indexer.engine.whoosh.segments.texts import TextTable, TypedWord, pack_texts
from indexer.engine.whoosh.written import as_written
from indexer.errors import ParameterError

FIGURE = (
    '<img src="images/a.jpg"><p class="caption">The pier in Bergen, Norway, on Feb. 1, 2021. '
    "(Photo by Zoë Lund/Northlight)</p>"
)
FILES = {
    "_posts/2022-06-08-a.md": post("Leap 15.4 offers new features", "x", tags="[Leap, leap]"),
    "_posts/2021-06-02-b.md": post("The road to Leap 15.3", "x", categories="leap"),
    "_posts/2018-05-25-c.md": post("Leaping into summer", "x", author="Léa Pérez"),
    "_posts/2017-01-01-d.md": post("Weekly news", "x"),
    "_posts/2017-01-08-e.md": post("weekly News", "x"),
    "_posts/2019-01-01-f.md": post("东京的春天", "x", tags="[春节, Straßenbahn]"),
    "_posts/2020-01-01-g.html": post("Harbour", FIGURE, keywords="[Café Noir, tumbleweed]"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    archive = Archive(tmp_path_factory.mktemp("suggest")).write(FILES)
    archive.build()
    opened = open_engine(archive.index)
    yield opened
    opened.close()


def texts(found: Sequence[Suggestion]) -> list[str]:
    return [suggestion.text for suggestion in found]


def marked(suggestion: Suggestion) -> str:
    return "".join(f"[{text}]" if matched else text for text, matched in suggestion.runs)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("leap 15", ["[Leap 15].4 offers new features", "The road to [Leap 15].3"]),
        ("leap 15.3", ["The road to [Leap 15.3]"]),
        ("LEAP  15 O", []),
        ("offers", ["Leap 15.4 [offers] new features"]),
        ("lea per", ["[Léa Pér]ez"]),
        ("léa p", ["[Léa P]érez"]),
        ("lea p", ["[Léa P]érez"]),
        ("zoe", ["[Zoë] Lund"]),
        ("northl", ["[Northl]ight"]),
        ("nor", ["[Nor]thlight", "Bergen, [Nor]way"]),
        ("cafe n", ["[Café N]oir"]),
        ("STRASSE", ["[Straße]nbahn"]),
        ("strass", ["[Straß]enbahn"]),
        ("春", ["[春]节", "东京的[春]天"]),
        ("东京", ["[东京]的春天"]),
        ("京的", ["东[京的]春天"]),
        ("harbor", ["[Harbour]"]),
        ("zzzz", []),
        ("", []),
        (" -!", []),
    ],
)
def test_what_is_suggested(engine: Engine, typed: str, expected: list[str]) -> None:
    assert [marked(suggestion) for suggestion in engine.suggest(typed)] == expected


def test_a_space_ends_a_word(engine: Engine) -> None:
    assert "Leaping into summer" in texts(engine.suggest("leap"))
    assert "Leaping into summer" not in texts(engine.suggest("leap "))
    assert "The road to Leap 15.3" in texts(engine.suggest("leap "))


def test_a_suggestion_says_what_it_is_and_where_it_leads(engine: Engine) -> None:
    (person,) = engine.suggest("zoe")
    assert (person.kind, person.facet, person.count) == (Suggested.PERSON, "photographer", 1)
    (place,) = engine.suggest("berge")
    assert (place.kind, place.facet, place.text) == (Suggested.PLACE, "place", "Bergen, Norway")
    (title,) = engine.suggest("leaping")
    assert (title.kind, title.facet) == (Suggested.TITLE, None)
    assert title.id == "posts-2018-05-25-c"
    assert title.url == "/story/posts-2018-05-25-c"


def test_texts_that_differ_in_case_only_are_one(engine: Engine) -> None:
    assert texts(engine.suggest("leap"))[1:] == [
        "Leap 15.4 offers new features", "Leaping into summer", "The road to Leap 15.3",
    ]  # fmt: skip
    (news,) = engine.suggest("weekly")
    # The newest stands for both.
    assert (news.id, news.count) == ("posts-2017-01-08-e", 2)


@pytest.mark.parametrize("typed", [
        "tumbelweed", "tumblweed", "tumbleeweed", "tumvle", "tumlbew",
        "xumbleweed", "umbleweed", "utmblewe", "ttumb", "itumble", "xumbl",
    ])  # fmt: skip
def test_one_letter_may_be_wrong(engine: Engine, typed: str) -> None:
    (found,) = engine.suggest(typed)
    assert marked(found) == "[tumbleweed]"


@pytest.mark.parametrize(
    "typed", ["tmu", "tombelw", "xumbelweed", "umbl", "xumb", "tumbleweeed x", "leep 15 x"]
)
def test_more_is_not_guessed(engine: Engine, typed: str) -> None:
    assert engine.suggest(typed) == ()


def test_a_word_before_the_last_may_be_mistyped_too(engine: Engine) -> None:
    assert texts(engine.suggest("leep 15")) == [
        "Leap 15.4 offers new features", "The road to Leap 15.3",
    ]  # fmt: skip
    assert texts(engine.suggest("heekly ne")) == ["weekly News"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("leap15", ["[Leap 15].4 offers new features", "The road to [Leap 15].3"]),
        ("leap15.3", ["The road to [Leap 15.3]"]),
        ("tumble weed", ["[tumbleweed]"]),
        ("tumble we", ["[tumblewe]ed"]),
        ("week ly ne", ["[weekly Ne]ws"]),
        ("15leap", []),
        ("weeklynews", []),
    ],
)
def test_a_space_may_be_one_too_many_or_lack_before_a_number(
    engine: Engine, typed: str, expected: list[str]
) -> None:
    assert [marked(suggestion) for suggestion in engine.suggest(typed)] == expected


def test_a_wrong_first_letter_is_thought_of_last(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    files = {
        f"_posts/2020-01-0{n}-p.md": post(title, "x")
        for n, title in enumerate(("Fairies", "Ferries", "Berries"), 1)
    }
    engine = search_files(files).engine
    assert texts(engine.suggest("berri")) == ["Berries"]
    assert texts(engine.suggest("ferrie")) == ["Ferries"]
    assert texts(engine.suggest("ferrye")) == ["Ferries"]
    assert texts(engine.suggest("terrie")) == ["Berries", "Ferries"]


def test_photos_are_suggested_what_photos_have(engine: Engine) -> None:
    assert texts(engine.suggest("zoe", Kind.PHOTOS)) == ["Zoë Lund"]
    assert texts(engine.suggest("tumb", Kind.PHOTOS)) == ["tumbleweed"]
    # No photo is in a story by her, and titles are no captions.
    assert engine.suggest("lea", Kind.PHOTOS) == ()
    assert engine.suggest("harb", Kind.PHOTOS) == ()


@pytest.mark.parametrize("size", [0, 101])
def test_a_size_that_cannot_be_is_the_callers_error(engine: Engine, size: int) -> None:
    with pytest.raises(ParameterError, match="size"):
        engine.suggest("leap", size=size)


def test_no_more_than_asked_for(engine: Engine) -> None:
    assert len(engine.suggest("l", size=2)) == 2
    assert len(engine.suggest("l", size=100)) == 6


def leads_to(engine: Engine, found: Suggestion, kind: Kind) -> int:
    """Documents found by following a suggestion."""
    if found.facet:
        request = SearchRequest(kind=kind, filters={found.facet: (found.text,)})
    elif found.kind is Suggested.PHRASE:
        request = SearchRequest(kind=kind, q=f'"{found.text}"')
    else:
        assert found.id
        story = engine.story(found.id)
        assert story is not None
        assert story.title == found.text
        return found.count
    return engine.search(request).total


@pytest.mark.parametrize("kind", Kind)
def test_every_suggestion_leads_to_as_much_as_it_says(demo_index: Path, kind: Kind) -> None:
    opened = open_engine(demo_index)
    try:
        seen = set()
        for typed in [*string.ascii_lowercase, "ha", "harbour", "the s", "mar", "sal", "fish q"]:
            found = opened.suggest(typed, kind)
            assert len(found) == len({t.casefold() for t in texts(found)}) <= 8
            for suggestion in found:
                seen.add(suggestion.kind)
                assert suggestion.count > 0
                there = leads_to(opened, suggestion, kind)
                # Phrases are counted in texts only, and searched in tags and names too.
                assert there == suggestion.count or (
                    suggestion.kind is Suggested.PHRASE and there > suggestion.count
                ), suggestion
                assert "".join(text for text, _ in suggestion.runs) == suggestion.text
                assert any(matched for _, matched in suggestion.runs)
    finally:
        opened.close()
    missing = {Suggested.TITLE} if kind is Kind.PHOTOS else set()
    assert seen >= {Suggested.PERSON, Suggested.PLACE, Suggested.TAG, Suggested.PHRASE} - missing


def test_frequent_phrases_have_no_empty_words_at_their_ends(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    files = {
        f"_posts/2020-01-0{n}-p.md": post(
            f"{chr(96 + n)} story",
            f"{chr(96 + n) * 4} was the state of emergency {n} of the old pier.",
        )
        for n in range(1, 6)
    }
    engine = search_files(files).engine
    assert phrases(engine, "state") == [("state of emergency", 5)]
    assert [s.text for s in engine.suggest("pier")] == ["old pier"]
    assert engine.suggest("the o") == ()


def phrases(engine: Engine, typed: str, kind: Kind = Kind.STORIES) -> list[tuple[str, int]]:
    found = engine.suggest(typed, kind, size=20)
    return [(s.text, s.count) for s in found if s.kind is Suggested.PHRASE]


FILLER = " ".join(f"{a}{b}x" for a in "bcdfg" for b in "aeiou")
SURROUNDINGS = [
    f"{FILLER} {text}"
    for text in ("Amber {} bells.", "Both {} came.", "Cats on {} dream.", "Do {} end?", "Every {}.")
]


def told(*phrases: str, around: str = "{}") -> dict[str, str]:
    """Posts that say some phrases, each in its own words."""
    return {
        f"_posts/2020-01-0{n}-p.md": post(
            f"{chr(97 + n) * 4} story",
            "\n\n".join(around.format(surrounding.format(phrase)) for phrase in phrases),
        )
        for n, surrounding in enumerate(SURROUNDINGS, 1)
    }


def test_what_is_always_said_in_the_same_words_is_no_phrase(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    template = "{} We are happy to see you at our weekly market in the old town. Write to us."
    engine = search_files(told("harbour market", around=template)).engine
    assert phrases(engine, "harbour") == [("harbour market", 5)]
    for typed in ("weekly", "old", "happy", "write"):
        assert phrases(engine, typed) == []


def test_what_is_mostly_said_in_other_words_stays_a_phrase(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    files = told("harbour market")
    files["_posts/2020-02-01-q.md"] = files["_posts/2020-01-01-p.md"]
    assert phrases(search_files(files).engine, "harbour") == [("harbour market", 6)]


@pytest.mark.parametrize(
    "phrase",
    [
        "harbour.market",
        "harbour. Market",
        "harbour, market",
        "https://harbour.example/harbour/market",
        "me@harbour.market.example",
        "harbour::market",
        "isn’harbour market",
        "harbour market’ll",
        "harbour\n\nmarket",
        "harbour (market)",
    ],
)
def test_words_with_other_signs_between_are_no_phrase(
    search_files: Callable[[Mapping[str, str]], Searcher], phrase: str
) -> None:
    assert phrases(search_files(told(phrase)).engine, "harbour market") == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Harbour Market", "Harbour Market"),
        ("the harbour’s market", "harbour’s market"),
        ("harbour-market", "harbour-market"),
        ("“harbour market”", "harbour market"),
        ("harbour market's", "harbour market"),
        ("<b>Harbour</b> market", "Harbour market"),
        ("Straße zum Hafen", "strasse zum hafen"),
    ],
)
def test_a_phrase_is_written_as_texts_write_it(
    search_files: Callable[[Mapping[str, str]], Searcher], phrase: str, expected: str | None
) -> None:
    found = search_files(told(phrase)).engine
    typed = "harbour" if "arbour" in phrase else "strasse"
    assert phrases(found, typed) == ([(expected, 5)] if expected else [])


def test_a_phrase_is_found_behind_letters_that_are_longer_in_lower_case() -> None:
    texts = ["İzmir, İstanbul and the İncirlik Harbour Market", "In İzmir: the Harbour Market"]
    assert as_written(texts, ["harbour", "market"]) == "Harbour Market"


def test_the_commonest_writing_of_a_phrase_is_shown(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    files = told("Harbour market", "harbour market. The harbour market again, harbour market")
    assert phrases(search_files(files).engine, "harbour") == [("harbour market", 5)]


def test_phrases_of_captions_are_written_as_captions_write_them(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    figure = '<img src="{}.jpg"><p class="caption">{}</p>'
    files = {
        f"_posts/2020-01-0{n}-p.html": post(f"Story {n}", figure.format(n, text))
        for n, text in enumerate((s.format("Harbour Market") for s in SURROUNDINGS), 1)
    }
    engine = search_files(files).engine
    assert phrases(engine, "harbour", Kind.PHOTOS) == [("Harbour Market", 5)]


def test_what_was_deleted_or_changed_is_suggested_no_longer(archive: Archive) -> None:
    archive.write(FILES).build()
    (archive.path / "_posts/2022-06-08-a.md").unlink()
    archive.write({"_posts/2020-01-01-g.html": post("Quayside", "x")}).build()
    opened = open_engine(archive.index)
    try:
        assert texts(opened.suggest("leap 15")) == ["The road to Leap 15.3"]
        assert [s.count for s in opened.suggest("leap ") if s.facet] == [1]
        assert opened.suggest("zoe") == ()
        assert opened.suggest("bergen") == ()
        assert texts(opened.suggest("quay")) == ["Quayside"]
    finally:
        opened.close()


def test_a_small_change_leaves_the_suggestions_of_other_segments_alone(archive: Archive) -> None:
    archive.write(FILES).build()
    (first,) = archive.index.rglob("*.suggest")
    archive.write({"_posts/2023-01-01-z.md": post("New pier", "x")}).build()
    latest = max(archive.index.glob("generations/*"))
    files = sorted(latest.rglob("*.suggest"))
    assert len(files) == 2
    assert files[0].stat().st_ino == first.stat().st_ino


@pytest.mark.parametrize("seed", range(3))
def test_suggestions_do_not_depend_on_how_the_index_came_about(tmp_path: Path, seed: int) -> None:
    held = write(tmp_path / "steps", random_steps(make_stories(30, game(seed)), game(seed)))
    write(tmp_path / "once", [(held, [])])
    engines = open_engine(tmp_path / "steps"), open_engine(tmp_path / "once")
    for typed in ["ha", "fer", "harbour", "v", "cafe", "2", "东", "rep", "covid 1", "pier r"]:
        # Which phrases are frequent is decided in each segment.
        found = [
            {
                (tuple(analysis.forms(s.text)), s.count)
                for s in opened.suggest(typed, size=100)
                if s.kind is not Suggested.PHRASE
            }
            for opened in engines
        ]
        assert found[0] == found[1], typed
    for opened in engines:
        opened.close()


def test_verify_reads_them_too(archive: Archive) -> None:
    archive.write(FILES).build()
    (path,) = archive.index.rglob("*.suggest")
    content = bytearray(path.read_bytes())
    content[70] ^= 1
    path.write_bytes(content)
    opened = open_engine(archive.index)
    try:
        (damage,) = opened.verify()
    finally:
        opened.close()
    assert ".suggest is damaged" in damage


@given(
    words=st.sets(st.text("abñж", min_size=1, max_size=7), min_size=1),
    typed=st.text("abñж", min_size=4, max_size=6),
    whole=st.booleans(),
)
@example(words={"abba"}, typed="baba", whole=False)
@example(words={"abbab", "abab"}, typed="abbaa", whole=True)
def test_words_are_near_as_plain_distances_say(
    tmp_path_factory: pytest.TempPathFactory, *, words: set[str], typed: str, whole: bool
) -> None:
    path = tmp_path_factory.mktemp("near") / "words"
    write_arrays(path, pack_strings("words", sorted(word.encode() for word in words)), {})
    strings = unpack_sorted(ArrayFile(path), "words")
    found = near_words(strings, range(len(strings)), typed, whole=whole)
    size = len(typed)

    def is_near(word: str) -> bool:
        parts = [word] if whole else [word[: size + more] for more in (-1, 0, 1)]
        return any(OSA.distance(typed, part) <= 1 for part in parts)

    assert {strings[n].decode() for n in found.tolist()} == {w for w in words if is_near(w)}


@given(
    rows=st.lists(st.lists(st.sampled_from(["a", "ab", "abc", "b", "é"]), max_size=4), max_size=8),
    typed=st.lists(st.sampled_from(["a", "ab", "b", "c"]), min_size=1, max_size=3),
    whole=st.booleans(),
)
def test_texts_are_found_where_words_follow_one_another(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    rows: list[list[str]],
    typed: list[str],
    whole: bool,
) -> None:
    path = tmp_path_factory.mktemp("texts") / "texts"
    sizes = np.array([len(row) for row in rows], np.int64)
    write_arrays(path, pack_texts("t", [word for row in rows for word in row], sizes), {})
    table = TextTable(ArrayFile(path), "t")
    last = len(typed) - 1
    found = table.find([TypedWord(w, whole=whole or at < last) for at, w in enumerate(typed)])
    expected = []
    for number, row in enumerate(rows):
        for first in range(len(row) - last):
            part = row[first : first + len(typed)]
            end = part[-1] == typed[-1] if whole else part[-1].startswith(typed[-1])
            if part[:-1] == typed[:-1] and end:
                expected.append((number, first == 0))
    texts_found = table.texts_at(found.starts).tolist()
    assert sorted(zip(texts_found, found.leading.tolist(), strict=True)) == sorted(expected)
