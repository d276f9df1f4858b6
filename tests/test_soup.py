"""The tree of a body is Beautiful Soup's own, made with less work."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from hypothesis import given, settings
from hypothesis import strategies as some

from indexer.archive.soup import enclosing, parse_html, tags

PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<br />", "<div class='a  b'>", "</div>",
    "<table>", "<tr>", "<td>", "</table>", "<ul><li>", "</ul>", "<img src=a.jpg alt='x'>", "<pre>",
    "</pre>", "  \n ", "text", " ", "&amp;", "&nbsp;", "<!-- note -->", "<script>a<b</script>",
    "<style>p{}</style>", "<textarea>\n x</textarea>", "<ruby>漢<rt>kan</rt></ruby>", "<svg:g />",
    "<?php x ?>", "<!DOCTYPE html>", "<html>", "<head><title>t</title>", "<body>", "<a href>",
    "<template>x</template>", "<p id=1 id=2 xml:lang=en>", "<center>", "</center>", "</html>",
)  # fmt: skip


def all_elements(root: BeautifulSoup) -> Iterator[PageElement]:
    element = root.next_element
    while element is not None:
        yield element
        element = element.next_element


def described(soup: BeautifulSoup) -> list[tuple[object, ...]]:
    """Every element with its kind, content and neighbours, by their places in the text."""
    elements = list(all_elements(soup))
    number = {id(element): at for at, element in enumerate(elements)} | {id(soup): -1}
    return [
        (
            type(element).__name__,
            (element.name, dict(element.attrs)) if isinstance(element, Tag) else str(element),
            *(
                number.get(id(other))
                for other in (
                    element.parent,
                    element.previous_element,
                    element.next_sibling,
                    element.previous_sibling,
                )
            ),
        )
        for element in elements
    ]


@settings(max_examples=150, deadline=None)
@given(some.lists(some.sampled_from(PIECES), max_size=25).map("".join))
def test_the_tree_is_that_of_beautiful_soup(html: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    assert described(parse_html(html)) == described(expected)


@pytest.mark.parametrize("text", ["https://example.org", "<?xml version='1.0'?><p>x</p>", ""])
def test_no_body_is_warned_of(text: str) -> None:
    parse_html(text)


def test_elements_come_in_their_order() -> None:
    soup = parse_html("<div><p>a<b>c</b></p></div><p>d</p>")
    assert [tag.name for tag in tags(soup.body or soup)] == ["div", "p", "b", "p"]
    bold = soup.find("b")
    assert bold is not None
    assert enclosing(bold, {"div", "body"}) is soup.find("div")
    assert enclosing(bold, {"table"}) is None
