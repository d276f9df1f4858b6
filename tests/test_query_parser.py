from datetime import date

import pytest

from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Fuzzy,
    Having,
    InField,
    Near,
    Node,
    Not,
    Phrase,
    Signs,
    Wildcard,
    Words,
)
from indexer.query.parser import MAX_CHARACTERS, MAX_PATTERNS, MAX_PIECES, parse_query, words_needed


def in_title(word: str) -> Node:
    return InField("title", Words(word))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Everything()),
        ("  \t ", Everything()),
        ("ferry", Words("ferry")),
        ("ferry pier", All((Words("ferry"), Words("pier")))),
        ('"the old pier"', Phrase("the old pier")),
        ("“the old  pier”", Phrase("the old pier")),
        ("ferry -pier", All((Words("ferry"), Not(Words("pier"))))),
        ('ferry -"old pier"', All((Words("ferry"), Not(Phrase("old pier"))))),
        ("-ferry", All((Everything(), Not(Words("ferry"))))),
        ("COVID-19", Words("COVID-19")),
        ("h52.1 - kurz", All((Words("h52.1"), Words("kurz")))),
        ("title:ferry", InField("title", Words("ferry"))),
        ("Title:ferry", InField("title", Words("ferry"))),
        ('caption:"old pier"', InField("caption", Phrase("old pier"))),
        ("ferry -tag:old", All((Words("ferry"), Not(InField("tag", Words("old")))))),
        ("https://a.example/b", Words("a.example/b")),
        ('"old pier"-boat', All((Words("-boat"), Phrase("old pier")))),
        ("pier Pier pier", All((Words("pier"), Words("Pier")))),
        ("C++", Words("C++")),
        ("+ferry pier", All((Words("pier"), Words("ferry")))),
        ("sum*", Wildcard("sum*")),
        ("v?ccine", Wildcard("v?ccine")),
        ("which ferry?", All((Words("which"), Words("ferry?")))),
        ("kazakstan~", Fuzzy("kazakstan", 2)),
        ("oslo~", Fuzzy("oslo", 1)),
        ('"old pier"~5', Near("old pier", 5)),
        ("title:steuer*", InField("title", Wildcard("steuer*"))),
        ("pier OR boat", Any((Words("pier"), Words("boat")))),
        ("pier AND boat", All((Words("pier"), Words("boat")))),
        ("pier OR boat AND sea", Any((Words("pier"), All((Words("boat"), Words("sea")))))),
        ("tea OR coffee shop", All((Words("shop"), Any((Words("tea"), Words("coffee")))))),
        ("pier NOT boat", All((Words("pier"), Not(Words("boat"))))),
        ("pier -(boat OR sea)", All((Words("pier"), Not(Any((Words("boat"), Words("sea"))))))),
        ("(the old pier) boat", All(tuple(map(Words, ("the", "old", "pier", "boat"))))),
        ("title:(old pier)", All((in_title("old"), in_title("pier")))),
        (
            "title:(ferry OR boat) pier",
            All((Words("pier"), Any((in_title("ferry"), in_title("boat"))))),
        ),
        (
            "-tag:(old body:pier)",
            All(
                (
                    Everything(),
                    Not(All((InField("tag", Words("old")), InField("body", Words("pier"))))),
                )
            ),
        ),
        (
            "title:(old (pier OR boat))",
            All((in_title("old"), Any((in_title("pier"), in_title("boat"))))),
        ),
        (
            "date:(2021 OR 2019)",
            Any(
                (
                    Days("date", date(2021, 1, 1), date(2021, 12, 31)),
                    Days("date", date(2019, 1, 1), date(2019, 12, 31)),
                )
            ),
        ),
        ("title：ferry", InField("title", Words("ferry"))),
        ("ferry －pier −boat", All((Words("ferry"), Not(Words("pier")), Not(Words("boat"))))),
        ("pier （ferry OR boat）", All((Words("pier"), Any((Words("ferry"), Words("boat")))))),
        ("lang:German", InField("lang", Words("de"))),
        ("lang:zh_CN", InField("lang", Words("zh-CN"))),
        ("date:2021", Days("date", date(2021, 1, 1), date(2021, 12, 31))),
        ("date:2021-02", Days("date", date(2021, 2, 1), date(2021, 2, 28))),
        ("date:2021-02-01..2021-02-14", Days("date", date(2021, 2, 1), date(2021, 2, 14))),
        ("date:2021..", Days("date", date(2021, 1, 1), None)),
        ("before:2021", Days("date", None, date(2020, 12, 31))),
        ("after:2021-02", Days("date", date(2021, 3, 1), None)),
        ("taken:1950s", Days("taken", date(1950, 1, 1), date(1959, 12, 31))),
        ('date:"last month"', Days("date", date(2024, 4, 1), date(2024, 4, 30))),
        ('date:"last 3 days"', Days("date", date(2024, 5, 28), date(2024, 5, 31))),
        ("has:photos", Having("photo")),
        ("has:taken", Having("taken")),
        ("photographer:*", Having("photographer")),
        ("pier -caption:*", All((Words("pier"), Not(Having("caption"))))),
        ("taken:* OR date:*", Any((Having("taken"), Having("date")))),
        ("pier -has:credit", All((Words("pier"), Not(Having("credit"))))),
        ("cafe\u0301", Words("caf\u00e9")),
        ("date:“14 February 2021”", Days("date", date(2021, 2, 14), date(2021, 2, 14))),
        ("\ufeffferry\u200e \u200f-pier", All((Words("ferry"), Not(Words("pier"))))),
        (
            "har\u00adbour \u200btitle:ferry",
            All((Words("harbour"), InField("title", Words("ferry")))),
        ),
    ],
)
def test_what_is_typed_becomes_a_tree(typed: str, expected: Node) -> None:
    parsed = parse_query(typed, today=date(2024, 5, 31))
    assert parsed.node == expected
    assert parsed.notices == ()


def test_any_word_is_enough_where_asked_for() -> None:
    parsed = parse_query("ferry pier -old")
    assert parsed.tree(1) == All((Any((Words("ferry"), Words("pier"))), Not(Words("old"))))


@pytest.mark.parametrize(
    ("typed", "expected", "notice"),
    [
        ('ferry "pier', All((Words("ferry"), Words("pier"))), "quotation mark"),
        ("colour:red", Words("colour:red"), "no field “colour”"),
        ('colour:"dark red"', All((Words("colour"), Phrase("dark red"))), "no field “colour”"),
        ("*", Everything(), "everything is shown"),
        ("?!", Signs("?!"), "“?!” finds nothing: signs are not searched"),
        ('""', Signs('""'), "finds nothing"),
        ("\U0001f342 €", Signs("\U0001f342 €"), "“\U0001f342 €” finds nothing"),
        ("pier#", Words("pier#"), "searched as “pier”"),
        ("s*", Words("s*"), "fewer than 2 letters"),
        ("OR boat", All((Words("OR"), Words("boat"))), "“OR” was searched"),
        ("boat AND", All((Words("boat"), Words("AND"))), "“AND” was searched"),
        ("(boat", Words("boat"), "parenthesis"),
        ("date:soon", Words("soon"), "no date"),
        ("has:wings", Words("has:wings"), "can be asked for"),
        ("title: pier", All((Words("title:"), Words("pier"))), "no space"),
        ("title:>pier", Words("title:>pier"), "“title:>pier” was searched as words"),
        ("title:=old", Words("title:=old"), "searched as words"),
        (
            "colour:(red boat)",
            All(tuple(map(Words, ("colour", "red", "boat")))),
            "no field “colour”",
        ),
        ("pier !boat", All((Words("pier"), Words("!boat"))), "write “-boat” to leave it out"),
        ("pier || boat", All((Words("pier"), Words("boat"))), "write OR"),
        ('"sum* pier"', Phrase("sum* pier"), "“sum* pier” was searched as “sum pier”"),
        (
            "date:2030..2020",
            Days("date", date(2020, 1, 1), date(2030, 12, 31)),
            "“2030..2020” was read as 2020..2030",
        ),
        (
            "kazakstan~9999999",
            Fuzzy("kazakstan", 2),
            "“kazakstan~9999999” was read as “kazakstan~2”",
        ),
        ('"old pier"~99', Near("old pier", 60), "at most 60 words"),
    ],
)
def test_what_is_no_syntax_becomes_words_with_a_notice(
    typed: str, expected: Node, notice: str
) -> None:
    parsed = parse_query(typed)
    assert parsed.node == expected
    assert notice in " ".join(parsed.notices)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 100_000,
        "a " * 100_000,
        '"' * 5_001,
        "(" * 5_000,
        "-" * 5_000,
        "a:" * 3_000,
        "\x00\ud800 \U0010ffff",
        "NOT " * 2_000,
        "“„«»”",
    ],
)
def test_nothing_typed_is_an_error(typed: str) -> None:
    parse_query(typed)


def test_limits_are_said() -> None:
    assert "characters" in parse_query("x" * (MAX_CHARACTERS + 1)).notices[0]
    parsed = parse_query(" ".join(f"a{n}" for n in range(MAX_PIECES + 1)))
    assert isinstance(parsed.node, All)
    assert len(parsed.node.nodes) == MAX_PIECES
    assert "words" in parsed.notices[0]


def test_a_word_is_explained_once() -> None:
    assert len(parse_query("s* pier").notices) == 1


def test_what_is_cut_of_words_taken_apart_is_said() -> None:
    run = "".join(chr(0x4E00 + n) for n in range(1200))
    parsed = parse_query(run, count_pair=lambda pair: 100 if ord(pair[0]) % 2 else 1)
    assert len(parsed.words) == MAX_PIECES
    assert parsed.notices == ("Only the first 512 words were searched.",)


def test_some_words_may_be_lacking() -> None:
    assert [words_needed(count) for count in range(1, 11)] == [1, 2, 2, 3, 4, 5, 5, 6, 7, 7]
    words = tuple(Words(text) for text in ("a1", "b1", "c1", "d1"))
    assert parse_query("a1 b1 c1 d1").tree(3) == AtLeast(words, 3)


def test_words_that_every_text_has_are_left_out_among_others() -> None:
    parsed = parse_query("the Pier of Bergen", ignored={"the", "of"})
    assert parsed.node == All((Words("Pier"), Words("Bergen")))
    assert parsed.ignored == (Words("the"), Words("of"))
    assert parse_query("the", ignored={"the"}).node == Words("the")
    assert parse_query('+the "of the" pier', ignored={"the", "of"}).node == All(
        (Words("pier"), Words("the"), Phrase("of the"))
    )


@pytest.mark.parametrize(
    ("typed", "ignored", "said"),
    [
        ("boat AND", {"and"}, "“AND” was ignored"),
        ("boat AND", {"und"}, "“AND” was searched as a word"),
        ("AND", {"and"}, "“AND” was searched as a word"),
        ("OR boat (NOT)", {"or", "not"}, "“OR” was ignored"),
    ],
)
def test_what_becomes_of_an_operator_without_anything_to_operate_on_is_said(
    typed: str, ignored: set[str], said: str
) -> None:
    parsed = parse_query(typed, ignored=ignored)
    assert said in parsed.notices[0]
    assert ("ignored" in said) == bool(parsed.ignored)
    assert len(parsed.notices) == len({notice[:6] for notice in parsed.notices})


def test_so_many_patterns_are_read() -> None:
    parsed = parse_query(" ".join(f"harbour{n}*" for n in range(MAX_PATTERNS + 2)))
    assert sum(isinstance(node, Wildcard) for node in parsed.required) == MAX_PATTERNS
    assert len(parsed.words) == 2
    assert "Only the first" in parsed.notices[0]
