"""Markdown becomes the HTML that a reader would expect, and nothing in it breaks a build."""

from __future__ import annotations

import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from indexer.archive.body import read_body
from indexer.archive.limits import Limits
from indexer.archive.markdown import inline_text, render

PIECES = (
    "word", " ", "\n", "\n\n", "*", "**", "_", "`", "[", "](", ")", "![", "http://a.example/b",
    "//a.example", "/c d", "<", ">", "<b>", "&amp;", "\\", "!", ":", "-", "+ ", "1. ", "# ", "~",
    "é", "$", "%", "@", "{", "}", '"t"', "    ", "> ", "|", "^", "a@b.example", "<p>", "</p>",
)  # fmt: skip
markdown = some.lists(some.sampled_from(PIECES), max_size=40).map("".join)

PLAIN_PIECES = (
    "word", "two words", "*some*", "**strong**", "[text](/there)", "![alt](a.jpg)", "`code`", "é",
    "<b>bold</b>", "https://a.example", "<https://a.example>", "&amp;", "1984", "a_b_c", "~~old~~",
    "\\*", "(so)", "!",
)  # fmt: skip
LINES = ("{}", "# {}", "- {}", "1. {}", "> {}", "{}  ", "{}\n---")
lines = some.tuples(
    some.sampled_from(LINES), some.lists(some.sampled_from(PLAIN_PIECES), min_size=1, max_size=5)
).map(lambda line: line[0].format(" ".join(line[1])))
plain_markdown = some.lists(lines, min_size=1, max_size=6).map("\n\n".join)


@settings(max_examples=300)
@given(markdown)
def test_any_text_is_rendered_and_keeps_its_words(text: str) -> None:
    html = render(text)
    assert html.count("word") == text.count("word")


@settings(max_examples=300)
@given(plain_markdown)
def test_it_reads_as_another_parser_reads_it(text: str) -> None:
    other = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    ours, theirs = (read_body(html, Limits()) for html in (render(text), other.render(text)))
    assert (ours.paragraphs, ours.shapes, ours.links) == (
        theirs.paragraphs,
        theirs.shapes,
        theirs.links,
    )
    assert [figure.src for figure in ours.figures] == [figure.src for figure in theirs.figures]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~about~ ~~gone~~", "<p>~about~ <s>gone</s></p>\n"),
        ("<jane@example.org>", '<p><a href="mailto:jane@example.org">jane@example.org</a></p>\n'),
        ("[a](</ü b%20c%>)", '<p><a href="/%C3%BC%20b%20c%25">a</a></p>\n'),
        ('[a](/b?c&d "e")', '<p><a href="/b?c&amp;d">a</a></p>\n'),
        (
            '![a *b* ![c](d.png)](e.png "f > g")',
            '<p><img src="e.png" alt="a b c" data-caption="f &gt; g"></p>\n',
        ),
        ("**Note:**read", "<p>Note:read</p>\n"),
        ("这是**重点：**内容", "<p>这是重点：内容</p>\n"),
        ("see [there][no-such]", "<p>see there</p>\n"),
        (
            "<td>**a** [b](/c) ![d](e.png)</td>",
            '<td><b>a</b> <a href="/c">b</a> <img src="e.png" alt="d"></td>',
        ),
        ("    puts **1**\n", "<pre><code>puts **1**\n</code></pre>\n"),
        ("    a [story](/2020/b)", '<p>a <a href="/2020/b">story</a></p>\n'),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("2. a\n\n   b", "<ol>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ol>\n"),
    ],
)
def test_what_it_becomes(text: str, html: str) -> None:
    assert render(text) == html


def test_a_table_is_rows_of_cells() -> None:
    body = read_body(render("| a | b |\n|---|:-:|\n| 1 | *2* |"), Limits())
    assert (body.paragraphs, body.shapes) == (("a b", "1 2"), "tt")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A *new* [port](/b)", "A new port"),
        ("1. of_many **things**", "1. of_many things"),
        ("# 1 `x`  &amp; <b>y</b>", "# 1 x & y"),
        ("- *a*\n\n- b", "- a - b"),
    ],
)
def test_a_line_stays_a_line(text: str, plain: str) -> None:
    assert inline_text(text) == plain


def test_a_panic_of_the_parser_costs_one_post(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What the parser raises when it fails."""

    def panic(*_: object, **__: object) -> None:
        raise PanicException("index out of range")

    monkeypatch.setattr(pyromark, "events", panic)
    with pytest.raises(RuntimeError, match="index out of range"):
        render("text")
