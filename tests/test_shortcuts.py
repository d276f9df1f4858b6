"""What is passed over where it can do nothing would indeed have done nothing."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as some

from indexer.archive import front_matter
from indexer.archive.addresses import internal_links, text_links
from indexer.archive.captions import caption, mark_shared, parse_caption
from indexer.archive.captions.sentences import (
    endings_of,
    last_sentence,
    split,
    split_at,
    split_sentences,
)
from indexer.archive.captions.taken import _BACKGROUND, _is_background
from indexer.archive.code import mask_code, restore_code
from indexer.archive.front_matter import _to_json, typed
from indexer.archive.language import language_of
from indexer.archive.markup import to_html
from indexer.archive.site import Site
from indexer.archive.wordpress import NAMES, SHORTCODE, resolve_shortcodes
from indexer.model import JSON, TextLink
from indexer.page_paths import host_of, normal_path

ADDRESS_PIECES = (
    "http://", "https://", "HTTP://", "//", "a", "b-c", ".org", "/", "?", "#", "%20", "%", ":",
    "@", "A", "é", "_", "~", " ", "www.", ".", "example.org", ":80", "[", "]", "\\", "&amp;", "(",
    ")", "<", ">", "\n", "'", '"', "x" * 70,
)  # fmt: skip
addresses = some.lists(some.sampled_from(ADDRESS_PIECES), min_size=1, max_size=8).map("".join)

PROSE_PIECES = (
    "A ship", " sails", ". ", ".", " No. 3", " on Feb. 1", "! ", "?” ", "(", ")", "[", "]", "…",
    " ", "。", "新华社", "）", "（", " J. Doe", " Sputnik V", " U.S.", " vs", " the", " 2021",
)  # fmt: skip
prose = some.lists(some.sampled_from(PROSE_PIECES), max_size=20).map("".join)


SITES = ("https://www.example.org", "", "http://[bad", "https://example.org/blog", "example.org")


@pytest.mark.parametrize("site", SITES)
@settings(max_examples=200)
@given(
    addresses,
    some.sampled_from(["https://example.org/a/b.html", "/x/y"]),
    some.sampled_from(["", "/", *SITES]),
)
def test_links_elsewhere_are_told_at_once(site: str, address: str, own: str, first: str) -> None:
    address = first + address
    link = slow_link(site, own, address.strip())
    assert internal_links(Site(url=site), own, [address]) == ((link,) if link else ())


def slow_link(site: str, own: str, address: str) -> str:
    if not address or address.startswith("#"):
        return ""
    try:
        target = urlsplit(urljoin(own, address))
        foreign = host_of(target.geturl()) not in {"", host_of(site)}
    except ValueError:
        return ""
    known = target.scheme in {"", "http", "https"}
    return normal_path(target.path) if known and not foreign else ""


OWN = (
    "https://example.org/a/b.html",
    "/x/y",
    "HTTP://Example.org",
    "https:/a",
    "ftp://a/b",
    "foo:b",
)


@settings(max_examples=500)
@given(addresses, some.sampled_from(OWN), some.sampled_from(["", "//", "/"]))
def test_links_that_need_not_be_taken_apart_lead_where_they_would(
    address: str, own: str, first: str
) -> None:
    address = f"{first}{address}".strip()
    followed = text_links(Site(), own, [TextLink(0, 0, 1, address)])
    assert [link.address for link in followed] == slow_links(own, address)


def slow_links(own: str, address: str) -> list[str]:
    if not address or address.startswith("#") or re.search(r"[\x00-\x1f\x7f\\]", address):
        return []
    if re.match(
        r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#]|\Z)", address, re.IGNORECASE | re.ASCII
    ):
        return [address]  # as written
    try:
        joined = urljoin(own, address)
        parts = urlsplit(joined)
    except ValueError:
        return []
    if parts.scheme in {"http", "https"}:
        return [joined] if parts.hostname else []
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return [joined] if is_path else []


YAML_PIECES = (
    "a", "b: ", "c:\n", "  d: ", "- ", "\n", "~", "1", "1.5", "yes", "2020-01-01", "[", "]", "{",
    "}", ", ", '"x"', "'y'", "&n ", "*n", "<<: ", "? ", ": ", "!!set ", "!!str ", "!x ", "|\n", "=",
)  # fmt: skip


@settings(max_examples=500)
@given(some.lists(some.sampled_from(YAML_PIECES), max_size=14).map("".join))
def test_front_matter_is_built_as_the_loader_builds_it(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_matter, "_build", built_by_the_loader)
        slow = loaded(text)
    assert loaded(text) == slow


def loaded(text: str) -> object:
    try:
        read = front_matter.load_yaml(text)
    except (yaml.YAMLError, RecursionError) as error:
        return type(error)
    values = [(name, value, typed(value)) for name, value in read.values.items()]
    return values, list(read.lines.items()), read.repeated


def built_by_the_loader(loader: yaml.SafeLoader, node: yaml.Node) -> JSON:
    return _to_json(loader.construct_document(node))


SHORTCODES = re.compile(
    rf"^[ \t]*+\[/?{NAMES}\][ \t]*+$|{SHORTCODE.pattern}", re.IGNORECASE | re.MULTILINE
)
SHORTCODE_PIECES = (
    "[gallery]", "[gallery ids=1]", " ", "\t", "\n", "a", "[/gallery]", "[embed]", "[/Embed]",
    "[youtube=x]", "[code", "]", "[", "[video:1]", "[audio http:", "(", ")",
)  # fmt: skip


@settings(max_examples=500)
@given(some.lists(some.sampled_from(SHORTCODE_PIECES), max_size=10).map("".join))
def test_shortcodes_are_found_by_how_they_begin(text: str) -> None:
    assert resolve_shortcodes(text).text == SHORTCODES.sub("", text)


@settings(max_examples=300)
@given(prose)
def test_the_last_sentence_is_the_last_of_all(text: str) -> None:
    assert last_sentence(text) == next(iter(split_sentences(text)[::-1]), "")


@pytest.mark.parametrize(
    "text", ["plain", "<PRE>a</PRE>", "~~~\na\n~~~", "{::COMMENT}a{:/}", "`a`"]
)
def test_code_is_put_aside_whatever_its_notation(text: str) -> None:
    masked = mask_code(text, markdown=True)
    assert ("a" in masked.text) == (text == "plain")
    assert "a" in restore_code(masked.text, masked.pieces) or "COMMENT" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ü" * 30 + " plain words of a text" * 3, "en"),
        ("東京" * 20 + " some words of English", "zh"),
        ("ひらがな" * 10, "ja"),
        ("a" * 91 + "漢" * 9, "en"),
        ("a" * 89 + "漢" * 11, "zh"),
        ("12345 " * 200 + "서울" * 5, "ko"),
    ],
)
def test_a_script_counts_from_one_letter_in_ten(text: str, expected: str) -> None:
    assert language_of(None, "a.md", "en", text).tag == expected


def test_line_ends_of_every_kind_end_lines() -> None:
    html = to_html("# a\r\n\r\n* b\r* c\0", markdown=True, variables={}, includes={}, most=100)
    assert "<h1>a</h1>" in html.text
    assert html.text.count("<li>") == 2


@given(prose)
def test_sentences_that_are_not_open_are_split_no_further(text: str) -> None:
    sentences, is_open = split(text)
    endings = endings_of((text, "by Mr.", "the U.S.", "a ship vs."))
    further = [part for sentence in sentences for part in split_at(sentence, endings)]
    assert is_open or further == list(sentences)


@given(some.lists(prose, max_size=3), some.lists(prose, max_size=3))
@example(captions=[". ", ""], paragraphs=[". "])
def test_a_body_that_may_hold_no_sentence_need_not_be_split(
    captions: list[str], paragraphs: list[str]
) -> None:
    parsed = [parse_caption(text, None) for text in captions]
    quick = mark_shared(parsed, paragraphs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caption, "_FEW_SENTENCES", -1)
        assert mark_shared(parsed, paragraphs) == quick


BEFORE_DATES = some.lists(
    some.sampled_from(
        ["built", "Set for", "ahead of", " ", ", ", "in ", "x", "who", "unveiled", "is ", "é", "("]
    ),
    max_size=8,
).map("".join)


@given(BEFORE_DATES)
def test_words_before_a_date_are_background_as_the_pattern_has_it(before: str) -> None:
    assert _is_background(before) == bool(_BACKGROUND.pattern.search(before))
