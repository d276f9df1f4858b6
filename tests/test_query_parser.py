import pytest

from indexer.query.nodes import All, Any, Everything, InField, Node, Not, Phrase, Words
from indexer.query.parser import MAX_CHARACTERS, MAX_PIECES, parse_query


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
        ('"old pier"-boat', All((Phrase("old pier"), Words("-boat")))),
        ("pier Pier pier", All((Words("pier"), Words("Pier")))),
        ("cafe\u0301", Words("caf\u00e9")),
    ],
)
def test_what_is_typed_becomes_a_tree(typed: str, expected: Node) -> None:
    assert parse_query(typed).node == expected
    assert parse_query(typed).notices == ()


def test_any_word_is_enough_where_asked_for() -> None:
    parsed = parse_query("ferry pier -old", any_word=True)
    assert parsed.node == All((Any((Words("ferry"), Words("pier"))), Not(Words("old"))))


@pytest.mark.parametrize(
    ("typed", "expected", "notice"),
    [
        ('ferry "pier', All((Words("ferry"), Words("pier"))), "quotation mark"),
        ("colour:red", Words("colour:red"), "no field “colour”"),
        ('colour:"dark red"', All((Words("colour"), Phrase("dark red"))), "no field “colour”"),
        ("?!", Everything(), "everything is shown"),
        ('""', Everything(), "everything is shown"),
        ("C++", Words("C++"), "searched as “c”"),
        ("sum*", Words("sum*"), "searched as “sum”"),
        ("pier OR boat", All((Words("pier"), Words("OR"), Words("boat"))), "“OR” was searched"),
        ("title: pier", All((Words("title:"), Words("pier"))), "no space"),
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
