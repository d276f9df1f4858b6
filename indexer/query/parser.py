"""What was typed, read as a query tree. Never fails: what is no syntax is words.

    query  = { ["-"] [FIELD ":"] (WORD | PHRASE) }
    PHRASE = '"' ... '"'           also “ ” „ « »
    FIELD  = one of FIELDS, or a field of the archive's own

``-`` excludes at the start of a query or after a space only, and only before a letter, digit or
quotation mark: a hyphen inside a word is part of it, and a dash between spaces is nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from indexer import analysis
from indexer.query.nodes import FIELDS, All, Any, Everything, InField, Node, Not, Phrase, Words

MAX_CHARACTERS = 4096
MAX_PIECES = 512

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = regex.compile(
    r"""
    (?P<minus>(?<!\S)-(?=["\p{L}\p{N}]))?
    (?:(?P<field>\p{L}[\p{L}\p{N}_-]*):(?=["\p{L}\p{N}]))?
    (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))
    """,
    regex.VERBOSE,
)


_SCHEME = regex.compile(r"^https?://", regex.IGNORECASE)
_SIGNS = regex.compile(r"[*?~^+#]")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query tree and what was understood differently from what was typed.

    Attributes:
        node: The tree.
        notices: Plain English, one sentence each.
    """

    node: Node
    notices: tuple[str, ...] = ()


def parse_query(
    text: str, *, any_word: bool = False, extra_fields: Sequence[str] = ()
) -> ParsedQuery:
    """Reads what was typed.

    Args:
        text: Anything.
        any_word: True to match documents with any of the words rather than all of them.
        extra_fields: Fields of the archive's own.
    """
    fields = (*FIELDS, *extra_fields)
    notices: list[str] = []
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        notices.append(f"Only the first {MAX_CHARACTERS:,} characters were searched.")
    text = unicodedata.normalize("NFC", text.translate(_QUOTES))
    if text.count('"') % 2:
        start, _, end = text.rpartition('"')
        text = f"{start} {end}"
        notices.append("A quotation mark without its partner was ignored.")
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for count, piece in enumerate(_PIECE.finditer(text)):
        if count == MAX_PIECES:
            notices.append(f"Only the first {MAX_PIECES} words were searched.")
            break
        for node in _read_piece(piece, fields, notices):
            (unwanted if isinstance(node, Not) else wanted).append(node)
    if text.strip() and not wanted and not unwanted:
        notices.append("Nothing in it can be searched for, so everything is shown.")
    # A word typed twice asks for nothing more.
    wanted, unwanted = list(dict.fromkeys(wanted)), list(dict.fromkeys(unwanted))
    node = _combine(wanted, unwanted, any_word=any_word)
    return ParsedQuery(node, tuple(dict.fromkeys(notices)))


def _read_piece(piece: regex.Match[str], fields: Sequence[str], notices: list[str]) -> list[Node]:
    field = piece["field"]
    phrase = piece["phrase"]
    known = field is not None and field.lower() in fields
    if phrase is None:
        word = piece["word"] if known or field is None else f"{field}:{piece['word']}"
        _notice_signs(word, fields, notices)
        leaves: list[Words | Phrase] = [Words(_SCHEME.sub("", word))]
    else:
        leaves = [Phrase(" ".join(phrase.split()))]
        if field is not None and not known:
            leaves.insert(0, Words(field))
    if field is not None and not known:
        notices.append(
            f"There is no field “{field}”, so it was searched for as a word. "
            f"Fields: {', '.join(fields)}."
        )
    nodes: list[Node] = []
    for leaf in leaves:
        if not analysis.query_tokens(leaf.text):
            continue
        node = InField(field.lower(), leaf) if known else leaf
        nodes.append(Not(node) if piece["minus"] else node)
    return nodes


def _notice_signs(word: str, fields: Sequence[str], notices: list[str]) -> None:
    """Says so where a piece looks like syntax, or like a name whose signs are not searched."""
    if word in _OPERATORS:
        notices.append(f"“{word}” was searched as a word; it has no other meaning here.")
    elif word.endswith(":") and word[:-1].lower() in fields:
        notices.append(f"“{word}” was searched as a word: no space may follow a field’s colon.")
    elif _SIGNS.search(word) and (tokens := analysis.query_tokens(word)):
        searched = " ".join(token.form for token in tokens)
        notices.append(f"“{word}” was searched as “{searched}”: signs are not searched.")


def _combine(wanted: list[Node], unwanted: list[Node], *, any_word: bool) -> Node:
    if not wanted:
        wanted = [Everything()]
    elif any_word and len(wanted) > 1:
        wanted = [Any(tuple(wanted))]
    nodes = (*wanted, *unwanted)
    return nodes[0] if len(nodes) == 1 else All(nodes)
