"""Ways through the tree of a body."""

from __future__ import annotations

import pytest

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
