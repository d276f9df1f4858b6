import random

import pytest

from indexer import analysis
from indexer.analysis import forms
from indexer.engine.results import Runs
from indexer.snippets import PASSAGE_LENGTH, Pattern, beginning, mark, passages


def pattern(*words: str) -> Pattern:
    return tuple(frozenset(word.split("|")) for word in words)


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def marked(runs: Runs) -> list[str]:
    return [run.text for run in runs if run.matched]


def test_marking_keeps_every_character() -> None:
    text = "Ferries and a ferry’s crew — <b>ferry</b>."
    runs = mark(text, [pattern("ferry|ferries")])
    assert text_of(runs) == text
    assert marked(runs) == ["Ferries", "ferry’s", "ferry"]


def test_a_phrase_is_marked_as_a_phrase_only() -> None:
    runs = mark("The old pier, not the old boat or the pier.", [pattern("old", "pier")])
    assert marked(runs) == ["old pier"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("openSUSE™ and SUSE™", "opensuse", ["openSUSE"]),
        ("At 20℃, №5 of C", "5", ["5"]),
        ("At 20℃, №5 of C", "c", ["C"]),
        ("½ an hour past 2", "2", ["2"]),
        ("½ an hour past 1", "1", ["1"]),
        ("½ an hour", "1⁄2", ["½"]),
        ("Ⅷ ﬁne ｆｅｒｒｙ ３.５", "ferry", ["ｆｅｒｒｙ"]),
    ],
)
def test_signs_are_no_letters_and_fractions_no_numbers(
    text: str, word: str, expected: list[str]
) -> None:
    assert word in forms(text)
    runs = mark(text, [pattern(word)])
    assert text_of(runs) == text
    assert marked(runs) == expected


def test_matches_without_end_are_marked_as_far_as_they_are_shown() -> None:
    (runs,) = passages(["哈" * 500], [pattern("哈|哈哈")])
    (shown,) = marked(runs)
    assert set(shown) == {"哈"}
    assert len(shown) >= len(text_of(runs)) - 2


def test_nothing_matched_is_one_plain_run() -> None:
    assert mark("Calm sea.", [pattern("storm")]) == (("Calm sea.", False),)
    assert mark("", [pattern("storm")]) == ()


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ([pattern("2", ".3")], ["2.3"]),
        ([pattern("3")], ["3"]),
        ([pattern("5", ".2", ".3")], ["5.2.3"]),
        ([pattern("rails", "5", ".2")], ["Rails 5.2"]),
        ([pattern(".3")], [".3", ".3"]),
    ],
)
@pytest.mark.parametrize("more", ["", "’" + " and more" * 60], ids=["short", "long"])
def test_a_number_is_marked_as_far_as_it_was_asked_for(
    patterns: list[Pattern], expected: list[str], more: str
) -> None:
    assert marked(mark(f"Rails 5.2.3 and 2.3, or 3.{more}", patterns)) == expected


def test_a_single_character_ends_a_phrase() -> None:
    for character in "などにらはがをでともやかけしすせたつ":
        runs = mark(f"rb{character}どが", [pattern("rb", f"{character}ど|{character}")])
        assert marked(runs) == [f"rb{character}"]


def test_unspaced_scripts_are_marked_by_character() -> None:
    assert marked(mark("東京都の橋", [pattern("東京", "京都")])) == ["東京都"]
    assert marked(mark("大きな橋", [pattern("橋|橋の")])) == ["橋"]


def test_a_passage_holds_the_words_and_is_cut_at_spaces() -> None:
    text = "Much water. " * 60 + "The lifeboat reached the wreck at dawn. " + "More water. " * 60
    (runs,) = passages([text], [pattern("lifeboat"), pattern("wreck")])
    assert marked(runs) == ["lifeboat", "wreck"]
    shown = text_of(runs)
    assert len(shown) <= PASSAGE_LENGTH + 4
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert shown.strip("… ") in text


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Much water. " * 60, "For three days nobody could say where the lifeboat was."),
        ("Über Nacht. " * 60, "Überall wurde die ganze Nacht nach dem lifeboat gesucht."),
        ("More water, says Dr. Holm. " * 20, "At dawn Mr. Quint and J. Sims saw the lifeboat."),
        ("水が多い。" * 60, "夜明けに港から遠くない沖でlifeboatが見つかった。"),
        ("print(1)\n" * 60, "print(lifeboat)"),
    ],
)
def test_a_passage_begins_where_a_sentence_does(before: str, sentence: str) -> None:
    after = before[: len(before) // 2]
    (runs,) = passages([before + sentence + "\n" + after], [pattern("lifeboat")])
    start = text_of(runs).removeprefix("…").strip()
    assert sentence in start
    assert (after + sentence).find(start[:8]) in {0, len(after)}


def test_a_passage_begins_with_its_paragraph_rather_than_a_word_later() -> None:
    before = "Yesterday " + "and for a long time before, " * 4
    text = before + "the lifeboat lay here." + " So." * 80
    (runs,) = passages([text], [pattern("lifeboat")])
    assert text_of(runs).startswith("Yesterday and")


def test_a_long_sentence_is_cut_before_what_matched() -> None:
    text = "water and " * 60 + "the lifeboat" + " and water" * 60
    (runs,) = passages([text], [pattern("lifeboat")])
    assert text_of(runs).startswith("… ")
    assert marked(runs) == ["lifeboat"]


def test_a_day_of_a_month_begins_no_sentence() -> None:
    text = (
        "Waves broke over the wall, " * 9 + "on Nov. 19, 2013, when the lifeboat left" + " it" * 90
    )
    (runs,) = passages([text], [pattern("lifeboat")])
    assert "Nov. 19, 2013, when the lifeboat" in text_of(runs)


def test_an_address_is_not_cut_before_what_matched() -> None:
    address = "https://news.example/2020/" + "water/" * 15 + "lifeboat"
    text = "Much, " * 60 + address + " and more" * 60
    (runs,) = passages([text], [pattern("lifeboat")])
    assert text_of(runs).startswith("… https://news.example/2020/water")


def test_a_text_is_shown_rather_than_a_heading() -> None:
    text = "The lifeboat, which had been lost for three days, was found at dawn by a fisherman."
    (runs,) = passages(["Lifeboat", text, "Lifeboats"], [pattern("lifeboat|lifeboats")])
    assert text_of(runs) == text
    (runs,) = passages(["Lifeboat", "Calm sea."], [pattern("lifeboat")])
    assert text_of(runs) == "Lifeboat"


def test_two_passages_show_words_that_stand_apart() -> None:
    paragraphs = ["The lifeboat left.", "Nothing here.", "The wreck lay east.", "A lifeboat again."]
    found = passages(paragraphs, [pattern("lifeboat"), pattern("wreck")])
    assert [text_of(runs) for runs in found] == ["The lifeboat left.", "The wreck lay east."]


def test_no_passage_without_a_match() -> None:
    assert passages(["Calm sea."], [pattern("storm")]) == ()
    assert passages(["Calm sea."], []) == ()


def test_the_beginning_is_short_and_whole_words() -> None:
    text = "word " * 200
    shown = text_of(beginning([text]))
    assert shown.endswith("word …")
    assert len(shown) <= PASSAGE_LENGTH + 2
    assert text_of(beginning(["短い。"])) == "短い。"
    assert beginning([]) == ()


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Hi everyone,", "Rails 6 is out.", "Cats."], "Hi everyone, Rails 6 is out. Cats."),
        (["Hello.", "Lifeboats " * 6 + "came.", "Next."], "Hello. " + "Lifeboats " * 6 + "came."),
        (["The lifeboat " * 5 + "came.", "Next."], "The lifeboat " * 5 + "came."),
        (["版本已发布。", "此版本修复了一些漏洞，我们建议所有用户尽快升级到最新的版本。", "另见"],
         "版本已发布。 此版本修复了一些漏洞，我们建议所有用户尽快升级到最新的版本。"),
    ],
)  # fmt: skip
def test_what_begins_with_a_greeting_or_heading_goes_on(
    paragraphs: list[str], expected: str
) -> None:
    assert text_of(beginning(paragraphs)) == expected


def test_a_match_longer_than_a_passage_is_not_cut() -> None:
    words = [f"w{n}" for n in range(80)]
    (runs,) = passages([" ".join(["x"] * 90 + words)], [tuple(frozenset([w]) for w in words)])
    assert forms(marked(runs)[0]) == words


PIECES = (
    "Harbour", "harbour's", "HARBOUR’S", "s", "straße", "STRASSE", "ﬁsh", "café", "cafe\u0301",
    "İzmir", "東京都", "东京は", "iPhone手机", "C++", "c", "C#", "x_y", "don't", "2.7.2", "Ａｂｃ",
    "\n", "...", "—", "หนังสือ", "\u0301x",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_what_is_marked_is_what_an_index_holds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable game
    joints = (" ", " ", ", ", "", "-")
    text = "".join(chance.choice(PIECES) + chance.choice(joints) for _ in range(12))
    tokens = list(analysis.tokenize(text))
    for form in {token.form for token in tokens}:
        spans = {
            (t.start, t.end)
            for t in tokens
            if t.form == form and not analysis.is_before_not(text, t.end, form)
        }
        marked, at = set(), 0
        for run in mark(text, [(frozenset({form}),)]):
            if run.matched:
                marked |= set(range(at, at + len(run.text)))
            at += len(run.text)
        expected = {n for start, end in spans for n in range(start, end)}
        if len(form) == 1 and analysis.is_pair(form):
            continue  # a single character is marked in every pair
        assert marked == expected, (form, text)
