"""A query tree written as it can be typed, so that a query can be offered without one of its parts.

What is written is read as the same nodes. Days are absolute, whatever was typed.
"""

from __future__ import annotations

import calendar
from collections.abc import Container
from datetime import date

from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Fuzzy,
    Having,
    InField,
    Near,
    Node,
    Not,
    Phrase,
    Signs,
    Wildcard,
    Words,
)
from indexer.query.parser import ParsedQuery, usual_edits

_OPERATORS = frozenset({"AND", "OR", "NOT"})
_JANUARY, _DECEMBER = 1, 12


def write_query(query: ParsedQuery, without: Container[Node] = ()) -> str:
    """A whole query, some of its words and of what it requires left out."""
    pieces = [
        write_node(node)
        for node in (*query.words, *query.ignored)
        if node not in without
        for _ in range(query.repeats.get(node, 1))
    ]
    for node in query.required:
        if node not in without:
            written = write_node(node)
            pieces.append(f"+{written}" if isinstance(node, Words) else written)
    return " ".join(pieces)


def write_node(node: Node) -> str:  # noqa: C901, PLR0911 - one a node
    """A part of a query."""
    match node:
        case Words(text):
            # In capitals it would be an operator if it stood between others.
            return text.lower() if text in _OPERATORS else text
        case Phrase(text):
            return f'"{text}"'
        case Near(text, distance):
            return f'"{text}"~{distance}'
        case Wildcard(text) | Signs(text):
            return text
        case Fuzzy(text, edits):
            return f"{text}~" if edits == usual_edits(text) else f"{text}~{edits}"
        case InField(field, inner):
            return f"{field}:{write_node(inner)}"
        case Days(field, first, last):
            return f"{field}:{_write_span(first, last)}"
        case Having(what):
            return f"has:{what}"
        case Not(inner):
            return f"-{_inside(inner)}"
        case All(nodes):
            return " AND ".join(map(_inside, nodes))
        case Any(nodes) | AtLeast(nodes, _):
            return "(" + " OR ".join(map(_inside, nodes)) + ")"
        case Everything():
            return ""


def _inside(node: Node) -> str:
    """A part of a part, in parentheses where it would come apart."""
    written = write_node(node)
    return f"({written})" if isinstance(node, All | Not) else written


def _write_span(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return f"{date.min}..{date.max}"
    if first == last:
        return str(first)
    if first and last and first.day == 1 and first.year == last.year and _ends_month(last):
        if first.month == last.month:
            return first.isoformat()[:7]
        if (first.month, last.month) == (_JANUARY, _DECEMBER):
            return first.isoformat()[:4]
    return f"{first or ''}..{last or ''}"


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
