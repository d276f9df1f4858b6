"""Parts of a query as they are typed, and queries with one of them taken out."""

from __future__ import annotations

import re

from indexer.query.nodes import Fuzzy, InField, Near, Node, Phrase, Wildcard, Words
from indexer.query.writing import write_node

_PHRASE = re.compile(r'"[^"]*"(?:~[0-9]+)?')
_SEVERAL = re.compile(r'([:+-]?)"([^"\s]+(?:\s+[^"\s]+)+)"(?!~)')
_OPERATOR_LEFT = re.compile(r"^(?:AND|OR)\s+|\s+(?:AND|OR|NOT)$|\s+(?:AND|OR)(?=\s+(?:AND|OR)\b)")


def written(node: Node) -> str | None:
    """A word, phrase or field with one as it is typed; None for anything else."""
    leaf = isinstance(node, Words | Phrase | Near | Wildcard | Fuzzy | InField)
    return write_node(node) if leaf else None


def loosen_phrases(q: str, distance: int) -> str:
    """The query with so many words allowed between those of each phrase of several words."""
    return _SEVERAL.sub(rf"\g<0>~{distance}", q)


def without_phrases(q: str) -> str:
    """The query with the words of each phrase of several words instead of the phrase."""
    # What a sign or field before a phrase is about is all of its words.
    return _SEVERAL.sub(lambda found: f"{found[1]}({found[2]})" if found[1] else found[2], q)


def without_piece(q: str, piece: str) -> str | None:
    """The query without one of its words, phrases or fields with a word.

    Args:
        q: What was typed.
        piece: The part as it was typed, without a sign before it.

    Returns:
        None if it does not stand there by itself.
    """
    pattern = re.compile(rf"(?<![^\s(+]){re.escape(piece)}(?![^\s)])", re.IGNORECASE)
    inside = [found.span() for found in _PHRASE.finditer(q)]
    for found in pattern.finditer(q):
        start, end = found.span()
        if any(first < start and end < last for first, last in inside):
            continue
        if q[start - 1 : start] == "+":
            start -= 1
        rest = " ".join(f"{q[:start]} {q[end:]}".split())
        return _OPERATOR_LEFT.sub("", rest)
    return None
