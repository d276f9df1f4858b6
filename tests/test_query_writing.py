"""What is written of a query is read as the same query."""

from __future__ import annotations

import re
from datetime import date

import oracles
import pytest
from conftest import ROOT

from indexer.query.nodes import Node, Not, Words
from indexer.query.parser import ParsedQuery, parse_query
from indexer.query.stop_words import stop_words
from indexer.query.writing import write_query

TODAY = date(2021, 3, 14)
IGNORED = stop_words(["en"])


def read(text: str) -> ParsedQuery:
    return parse_query(text, ignored=IGNORED, today=TODAY)


def parts(query: ParsedQuery) -> tuple[object, ...]:
    return set(query.words), set(query.required), dict(query.repeats), set(query.ignored)


def examples() -> list[str]:
    page = (ROOT / "docs/query-language.md").read_text()
    table = page.split("| you type | you find |")[1].split("\n\n")[0]
    return [text for row in table.splitlines()[2:] for text in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize(
    "text",
    [
        *examples(),
        "ferry ferry the harbour",
        "the of",
        "(ferry OR boat) AND (storm OR -rain) pier",
        "a1 b2 (c3 d4) AND (e5 f6) -(g7 h8)",
        'NOT (ferry AND "old pier")',
        "before:2021-02 after:2019 taken:1950s",
        "date:..2020-02 date:2019-02..2020-03",
        "+(ferry OR boat) -date:2021",
        'title:"old pier"~3 author:holm~1 tag:spo*',
        "what's up? C++ 3/4 AT&T http://news.example/a",
    ],
)
def test_a_query_is_read_as_it_was_after_it_is_written(text: str) -> None:
    assert parts(read(write_query(read(text)))) == parts(read(text))


def test_generated_queries_are_read_as_they_were() -> None:
    chance = oracles.chance(7)
    for _ in range(300):
        text = " ".join(oracles.make_query(chance) for _ in range(2))
        assert parts(read(write_query(read(text)))) == parts(read(text)), text


@pytest.mark.parametrize(
    ("text", "left_out", "expected"),
    [
        ("ferry boat -storm", Words("boat"), "ferry -storm"),
        ("ferry ferry boat", Words("boat"), "ferry ferry"),
        ("ferry -storm", Not(Words("storm")), "ferry"),
        ("+ferry boat", Words("ferry"), "boat"),
        ("ferry", Words("ferry"), ""),
        ("storm and OR", Words("storm"), "and or"),
        ("ferry before:..2020", Words("ferry"), "date:0001-01-01..9999-12-31"),
        ("ferry date:2021", Words("ferry"), "date:2021"),
        ('ferry date:"last month"', Words("ferry"), "date:2021-02"),
    ],
)
def test_a_part_can_be_left_out(text: str, left_out: Node, expected: str) -> None:
    assert write_query(read(text), [left_out]) == expected
