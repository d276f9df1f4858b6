"""The tree of a body, and ways through it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString
from hypothesis import given, settings
from hypothesis import strategies as some

from indexer.archive.body import read_body
from indexer.archive.html_tree import (
    Element,
    elements_in,
    enclosing,
    has_text,
    parse_html,
    remove,
    take_out,
    texts_of,
)
from indexer.archive.limits import BeyondLimitError, Limits


def tree(html: str) -> Element:
    root = parse_html(html)
    assert root is not None
    return root


@pytest.mark.parametrize("html", ["", " \n", "<!-- nothing -->", "https://example.org"])
def test_what_holds_nothing_is_a_body_without_text(html: str) -> None:
    assert "".join(read_body(html, Limits()).paragraphs) == ("" if "://" not in html else html)


def test_elements_come_in_their_order() -> None:
    root = tree("<div><p>a<b>c</b><!-- no element --></p></div><p>d</p>")
    assert [tag.tag for tag in elements_in(root)] == ["body", "div", "p", "b", "p"]
    bold = next(root.iter("b"))
    assert enclosing(bold, "div", "body") is next(root.iter("div"))
    assert enclosing(bold, "table") is None


def test_what_is_taken_out_leaves_the_text_after_it() -> None:
    root = tree("<p>a<b>bold</b>\x1bb<!-- c -->c<script>d</script>e<b>f</b>")
    take_out(next(root.iter("b")))
    remove(root, "script", "svg")
    assert "".join(texts_of(root)) == "a\x1bbcef"


def test_how_letters_are_read_is_no_part_of_a_text() -> None:
    root = tree(
        "<p><ruby>東京<rp>(</rp><rt>とう<b>きょう</b></rt><rp>)</rp></ruby>駅<b> <!-- c -->"
    )
    assert "".join(texts_of(root)).strip() == "東京駅"
    assert not has_text(next(root.iterdescendants("p")).getchildren()[-1])


def test_nothing_is_left_out_silently_for_its_depth() -> None:
    deepest = Limits(depth=2_000)  # the most that can be set
    with pytest.raises(BeyondLimitError, match="nested deeper than 2,000 levels"):
        read_body("<div>" * 2_001 + "deep", deepest)
    assert read_body("<div>" * 2_000 + "deep", deepest).paragraphs == ("deep",)


PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<div class='a b'>", "</div>", "text", " ", "\n", "\f", "<pre>",
    "</pre>", "<!-- c -->", "<!---->", "<rt>", "</rt>", "<ruby>", "<br>", "<br/>", "<table>",
    "<tr>", "<td>", "</table>", "&amp;", "&nbsp;", "\xa0", "<a href=x>", "</a>", "<li>", "<ul>",
    "<textarea>", "</textarea>", "<title>", "<link>", "<base>", "<noscript>", "<option>", "<o:p>",
    "<", "é", "<p x='1' X=2>", "<html>", "<body>", "</body>", "<head>", "<dd>", "&#0;", "\x1b",
    "<p xmlns:a='b'>", "<font>", "<h2>", "</h2>", "<em>", "</em>", "<!doctype html>", "<?xml?>",
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(some.lists(some.sampled_from(PIECES), max_size=14).map("".join))
def test_every_letter_is_read_that_beautiful_soup_finds(html: str) -> None:
    soup = BeautifulSoup(f"text{html}", "lxml")
    texts = (
        text
        for text in soup.descendants
        if isinstance(text, NavigableString) and not isinstance(text, PreformattedString)
    )
    found = read_body(f"text{html}", Limits()).paragraphs
    assert "".join("".join(found).split()) == "".join("".join(texts).split())
