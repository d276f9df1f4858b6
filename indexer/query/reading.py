"""A query and its filters in plain English, so that a reader sees what was searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from indexer.engine.base import Kind, Scope, SearchRequest
from indexer.query.nodes import All, Any, Everything, InField, Node, Not, Phrase, Words

MAX_OTHER_FORMS = 4

OtherForms = Callable[[str], Iterable[str]]
"""What was typed -> the other forms of the word that are searched too, most frequent first."""

_SCOPES = {
    Scope.OWN: "in what is said of the picture alone",
    Scope.STORY: "in captions or their stories",
}


def describe(request: SearchRequest, node: Node, other_forms: OtherForms) -> str:
    """The whole search as one phrase, such as "stories with vaccine (also vaccines) in 2021"."""
    parts = ["all " + request.kind if isinstance(node, Everything) else str(request.kind)]
    wording = _describe_node(node, other_forms)
    if wording:
        parts.append(wording)
        if request.kind is Kind.PHOTOS and request.scope in _SCOPES:
            parts.append(_SCOPES[request.scope])
    parts += _describe_dates(request.date_from, request.date_to)
    filters = [
        f"{name} is {_either(values)}" for name, values in request.filters.items() if values
    ] + [f"{name} is not {_either(values)}" for name, values in request.excludes.items() if values]
    if filters:
        parts.append("where " + " and ".join(filters))
    return " ".join(parts)


def _describe_node(node: Node, other_forms: OtherForms) -> str:
    nodes = node.nodes if isinstance(node, All) else (node,)
    wanted = [n for n in nodes if not isinstance(n, Not | Everything)]
    unwanted = [n.node for n in nodes if isinstance(n, Not)]
    sentence = ""
    if wanted:
        sentence = "with " + " and ".join(_describe_part(n, other_forms) for n in wanted)
    if unwanted:
        without = " or ".join(_describe_part(n, other_forms) for n in unwanted)
        sentence = f"{sentence} without {without}".strip()
    return sentence


def _describe_part(node: Node, other_forms: OtherForms) -> str:  # noqa: PLR0911 - one a node
    match node:
        case Words(text):
            others = list(other_forms(text))[:MAX_OTHER_FORMS]
            return f"{text} (also {', '.join(others)})" if others else text
        case Phrase(text):
            return f"“{text}”"
        case InField(field, inner):
            return f"{_describe_part(inner, other_forms)} in {field}"
        case Any(nodes):
            return " or ".join(_describe_part(n, other_forms) for n in nodes)
        case All(nodes):
            return " and ".join(_describe_part(n, other_forms) for n in nodes)
        case Not(inner):
            return "not " + _describe_part(inner, other_forms)
        case Everything():
            return "anything"


def _describe_dates(first: date | None, last: date | None) -> list[str]:
    if first and last and first == last:
        return [f"on {_long(first)}"]
    if first and last:
        return [f"from {_long(first)} to {_long(last)}"]
    if first:
        return [f"from {_long(first)} on"]
    return [f"until {_long(last)}"] if last else []


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _either(values: Iterable[str]) -> str:
    return " or ".join(f"“{value}”" if value else "none" for value in values)
