"""Queries with a part of them taken out."""

from __future__ import annotations

import pytest

from indexer.query.rewriting import without_phrases, without_piece


@pytest.mark.parametrize(
    ("q", "piece", "left"),
    [
        ("herring zeppelin quay", "zeppelin", "herring quay"),
        ("zeppelin", "zeppelin", ""),
        ("+zeppelin quay", "zeppelin", "quay"),
        ('"old zeppelin" quay', "zeppelin", None),
        ('"old zeppelin" zeppelin', "zeppelin", '"old zeppelin"'),
        ('"old pier" quay', '"old pier"', "quay"),
        ("title:zeppelin quay", "zeppelin", None),
        ("title:zeppelin quay", "title:zeppelin", "quay"),
        ("quay OR zeppelin", "zeppelin", "quay"),
        ("zeppelin OR quay", "zeppelin", "quay"),
        ("a OR zeppelin OR b", "zeppelin", "a OR b"),
        ("(zeppelin quay)", "zeppelin", "( quay)"),
        ("Zeppelins", "zeppelin", None),
        ("C++ zeppelin", "c++", "zeppelin"),
    ],
)
def test_a_piece_is_taken_out(q: str, piece: str, left: str | None) -> None:
    assert without_piece(q, piece) == left


@pytest.mark.parametrize(
    ("q", "left"),
    [
        ('"old pier"', "old pier"),
        ('ferry "old pier" "lantern night"', "ferry old pier lantern night"),
        ('title:"old pier" -"new pier"', "title:(old pier) -(new pier)"),
        ('"pier" "old pier"~5 pier', '"pier" "old pier"~5 pier'),
    ],
)
def test_phrases_become_words(q: str, left: str) -> None:
    assert without_phrases(q) == left
