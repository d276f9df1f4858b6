"""A query and its filters in plain English, so that a reader sees what was searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from indexer.engine.base import Kind, Scope, SearchRequest
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
    OtherName,
    Phrase,
    Wildcard,
    Words,
)

MAX_OTHER_FORMS = 4

OtherForms = Callable[[Node], Iterable[str]]
"""What was typed -> the other forms of the word that are searched too, most frequent first."""

_SCOPES = {
    Scope.OWN: "in what is said of the picture alone",
    Scope.STORY: "in captions or their stories",
}


def describe(
    request: SearchRequest, node: Node, ignored: Sequence[Node], other_forms: OtherForms
) -> str:
    """The whole search as one phrase, such as "stories with vaccine (also vaccines) in 2021"."""
    parts = ["all " + request.kind if isinstance(node, Everything) else str(request.kind)]
    wording = _describe_node(node, other_forms)
    if wording:
        parts.append(wording)
        if request.kind is Kind.PHOTOS and request.scope in _SCOPES:
            parts.append(_SCOPES[request.scope])
    parts += _describe_days(request.date_from, request.date_to)
    filters = [
        f"{name} is {_either(values)}" for name, values in request.filters.items() if values
    ] + [f"{name} is not {_either(values)}" for name, values in request.excludes.items() if values]
    if filters:
        parts.append("where " + " and ".join(filters))
    sentence = " ".join(parts)
    if ignored:
        names = ", ".join(f"“{node.text}”" for node in ignored if isinstance(node, Words))
        sentence += f"; {names} ignored"
    return sentence


def _describe_node(node: Node, other_forms: OtherForms) -> str:
    nodes = node.nodes if isinstance(node, All) else (node,)
    days = [n for n in nodes if isinstance(n, Days)]
    wanted = [n for n in nodes if not isinstance(n, Not | Everything | Days)]
    unwanted = [n.node for n in nodes if isinstance(n, Not)]
    sentences = []
    if wanted:
        sentences.append("with " + " and ".join(_describe_part(n, other_forms) for n in wanted))
    sentences += [_describe_span(span) for span in days]
    if unwanted:
        without = " or ".join(_describe_part(n, other_forms) for n in unwanted)
        sentences.append(f"without {without}")
    return " ".join(sentences)


def _describe_part(node: Node, other_forms: OtherForms) -> str:  # noqa: C901, PLR0911, PLR0912 - one a node
    match node:
        case Words(text):
            return text + _also(node, other_forms)
        case Phrase(text):
            return f"“{text}”"
        case Near(text, distance):
            return f"{' and '.join(text.split())} within {distance} words of each other"
        case Wildcard(pattern):
            return pattern + _also(node, other_forms)
        case Fuzzy(text, _):
            return f"words like {text}{_also(node, other_forms)}"
        case InField(field, inner):
            return f"{_describe_part(inner, other_forms)} in {field}"
        case Days():
            return _describe_span(node)
        case Having(what):
            return f"a {what}"
        case AtLeast(nodes, needed):
            return f"at least {needed} of {_listed(nodes, other_forms, ', ')}"
        case Any(nodes):
            return _listed(nodes, other_forms, " or ")
        case All(nodes):
            return _listed(nodes, other_forms, " and ")
        case Not(inner):
            return "not " + _describe_part(inner, other_forms)
        case Everything():
            return "anything"


def _listed(nodes: Sequence[Node], other_forms: OtherForms, joint: str) -> str:
    return joint.join(
        f"({_describe_part(node, other_forms)})"
        if isinstance(node, All | Any)
        else _describe_part(node, other_forms)
        for node in nodes
    )


def _also(node: Node, other_forms: OtherForms) -> str:
    others = list(other_forms(node))
    if isinstance(node, Words) and node.others:
        names = ", ".join(map(_describe_name, node.others))
        return f" (also {', '.join([*others[:MAX_OTHER_FORMS], names])})"
    shown = ", ".join(others[:MAX_OTHER_FORMS])
    more = " ..." if len(others) > MAX_OTHER_FORMS and not isinstance(node, Words) else ""
    return f" (also {shown}{more})" if others else ""


def _describe_name(name: OtherName) -> str:
    return " ".join([name.text, *_describe_days(name.first, name.last)])


def _describe_span(days: Days) -> str:
    verb = "taken " if days.field == "taken" else ""
    return verb + " ".join(_describe_days(days.first, days.last) or ["at any time"])


def _describe_days(first: date | None, last: date | None) -> list[str]:
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
