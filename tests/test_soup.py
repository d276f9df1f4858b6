"""Ways through the tree of a body."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import given, settings
from hypothesis import strategies as some

from indexer.archive.soup import enclosing, parse_html, tags


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


@pytest.mark.parametrize("times", [200, 1_500])
def test_nothing_is_too_deep_to_be_read(times: int) -> None:
    assert parse_html("<ul><li>" * times + "deep").get_text() == "deep"


PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<div class='a b'>", "</div>", "text", " ", "\n", "\f", "<pre>",
    "</pre>", "<!-- c -->", "<!---->", "<script>", "</script>", "<rt>", "</rt>", "<ruby>",
    "<template>", "</template>", "<br>", "<br/>", "<img src=a alt='b'>", "<table>", "<tr>", "<td>",
    "</table>", "&amp;", "&nbsp;", "\xa0", "<a href=x>", "</a>", "<li>", "<ul>", "<textarea>",
    "</textarea>", "<title>", "<link>", "<base>", "<svg>", "<noscript>", "<option>", "<o:p>", "<",
    "é", "<p x='1' X=2>", "<iframe>", "<!", "<?", "<!doctype html>", "<html>", "<body>", "</body>",
    "<head>", "<dd>", "&#0;", "\x1b", "<p xmlns:a='b'>",
)  # fmt: skip
LINKS = ("parent", "next_element", "previous_element", "next_sibling", "previous_sibling")
OWN = {"attrs", "contents", "_namespaces", *LINKS}


@settings(max_examples=500)
@given(some.lists(some.sampled_from(PIECES), max_size=14).map("".join))
def test_the_tree_is_the_one_that_the_library_makes(html: str) -> None:
    # What closes nothing makes the library keep white space before the root.
    html = f"text{html}"
    ours, theirs = parse_html(html), BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    pairs = list(zip(ours.descendants, theirs.descendants, strict=True))
    other: dict[int, object] = {id(one): two for one, two in [(ours, theirs), *pairs]}
    other[id(None)] = None
    # It does not always tie the root to the whole.
    ours.contents[0].previous_element = theirs.contents[0].previous_element = None
    for one, two in pairs:
        assert type(one) is type(two)
        assert str(one) == str(two)
        if isinstance(one, Tag) and isinstance(two, Tag):
            assert one.attrs == two.attrs
            assert one.get_text() == two.get_text()
        for name in vars(two).keys() - OWN:
            assert vars(one)[name] == vars(two)[name], name
        for link in LINKS:
            assert other[id(getattr(one, link))] is getattr(two, link), (one, link)
