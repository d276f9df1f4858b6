"""A query and its filters in plain words, so that a reader sees what was searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from indexer.analysis import without_punctuation
from indexer.engine.request import Kind, Scope, SearchRequest
from indexer.facet_names import value_label
from indexer.query.filters import describe_filters
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
    Signs,
    Wildcard,
    Words,
)
from indexer.texts import (
    day_of_the_year,
    gettext,
    long_day,
    long_moment,
    long_month,
    message,
    ngettext,
)

MAX_OTHER_FORMS = 4

OtherForms = Callable[[Node], Iterable[str]]
"""What was typed -> the other forms of the word that are searched too, most frequent first."""

_ALL = {Kind.STORIES: message("all stories"), Kind.PHOTOS: message("all photos")}
_SOME = {Kind.STORIES: message("stories"), Kind.PHOTOS: message("photos")}
_SCOPES = {
    Scope.OWN: message("in what is said of the picture alone"),
    Scope.STORY: message("in captions or their stories"),
}
_IN_FIELDS = {
    "title": message("%(words)s in the title"),
    "body": message("%(words)s in the text"),
    "caption": message("%(words)s in a caption"),
    "category": message("%(words)s in a category"),
    "tag": message("%(words)s in a tag"),
    "keyword": message("%(words)s in a keyword"),
    "author": message("%(words)s in an author’s name"),
    "photographer": message("%(words)s in a photographer’s name"),
    "agency": message("%(words)s in an agency’s name"),
    "place": message("%(words)s in a place’s name"),
    "rights": message("%(words)s in a note of rights"),
    "lang": message("%(words)s as language"),
    "id": message("%(words)s as id"),
    "story": message("%(words)s as id of the story"),
    "via": message("%(words)s in a distributor’s name"),
    "method": message("%(words)s as method"),
    "file": message("%(words)s in a file’s name"),
}
_IN_OWN_FIELD = message("%(words)s in %(field)s")
_THINGS = {
    "photo": message("a photo"),
    "caption": message("a caption"),
    "credit": message("a credit line"),
    "date": message("a date"),
    "category": message("a category"),
    "tag": message("a tag"),
    "author": message("an author"),
    "description": message("a description"),
    "place": message("a known place"),
    "photographer": message("a known photographer"),
    "agency": message("a known agency"),
    "taken": message("a known date taken"),
}


def describe(
    request: SearchRequest, node: Node, ignored: Sequence[Node], other_forms: OtherForms
) -> str:
    """The whole search as one phrase, such as "stories with vaccine (also vaccines) in 2021"."""
    parts = [gettext((_ALL if isinstance(node, Everything) else _SOME)[request.kind])]
    wording = _describe_node(request.kind, node, other_forms)
    if wording:
        parts.append(wording)
        if request.kind is Kind.PHOTOS and request.scope in _SCOPES:
            parts.append(gettext(_SCOPES[request.scope]))
    parts += _describe_days(request.date_from, request.date_to)
    filters = [*_describe_moments(request), *describe_filters(request)]
    if filters and len(parts) == 1:
        parts.append(filters.pop(0))
    sentence = ", ".join([" ".join(parts), *filters])
    if ignored:
        words = [
            gettext("“%(text)s”", text=without_punctuation(n.text))
            for n in ignored
            if isinstance(n, Words)
        ]
        sentence += gettext("; %(words)s ignored", words=", ".join(words))
    return sentence


def _describe_moments(request: SearchRequest) -> Iterator[str]:
    if request.on:
        yield gettext("published on %(day)s of any year", day=day_of_the_year(*request.on))
    if request.since:
        yield gettext("new since %(moment)s", moment=long_moment(request.since))


def _describe_node(kind: Kind, node: Node, other_forms: OtherForms) -> str:
    nodes = node.nodes if isinstance(node, All) else (node,)
    days = [n for n in nodes if _is_days(n)]
    wanted = [n for n in nodes if not (isinstance(n, Not | Everything) or _is_days(n))]
    excluded = [n.node for n in nodes if isinstance(n, Not)]
    other_days = [n for n in excluded if _is_days(n)]
    unwanted = [n for n in excluded if not _is_days(n)]
    sentences = []
    if wanted:
        what = gettext(" and ").join(
            _group(n, other_forms) if len(wanted) > 1 else describe_part(n, other_forms)
            for n in wanted
        )
        sentences.append(gettext("with %(what)s", what=what))
    for span in days:
        said = describe_part(span, other_forms)
        of_photos = kind is Kind.STORIES and _is_taken(span)
        sentences.append(gettext("with photos %(taken)s", taken=said) if of_photos else said)
    if other_days:
        what = _listed(other_days, other_forms, gettext(" or "))
        of_photos = kind is Kind.STORIES and all(map(_is_taken, other_days))
        sentences.append(
            gettext("without photos %(taken)s", taken=what)
            if of_photos
            else gettext("not %(what)s", what=what)
        )
    if unwanted:
        what = gettext(" or ").join(
            _group(n, other_forms) if isinstance(n, All) else describe_part(n, other_forms)
            for n in unwanted
        )
        sentences.append(gettext("without %(what)s", what=what))
    return " ".join(sentences)


def _is_days(node: Node) -> bool:
    """True for a time, or one of several."""
    return isinstance(node, Days) or (isinstance(node, Any) and all(map(_is_days, node.nodes)))


def _is_taken(node: Node) -> bool:
    """True for a time, or one of several, at which pictures were taken."""
    if isinstance(node, Any):
        return all(map(_is_taken, node.nodes))
    return isinstance(node, Days) and node.field == "taken"


def describe_part(node: Node, other_forms: OtherForms) -> str:  # noqa: C901, PLR0911, PLR0912 - one a node
    """A part of a query in plain words, such as "vaccine (also vaccines) in title"."""
    match node:
        case Words(text):
            return without_punctuation(text) + _also(node, other_forms)
        case Signs(text):
            return text
        case Phrase(text):
            return gettext("“%(text)s”", text=text)
        case Near(text, distance):
            words = gettext(" and ").join(text.split())
            return ngettext(
                "%(words)s within %(number)s word of each other",
                "%(words)s within %(number)s words of each other",
                distance,
                words=words,
            )
        case Wildcard(pattern):
            return pattern + _also(node, other_forms)
        case Fuzzy(text, _):
            return gettext("words like %(word)s", word=text + _also(node, other_forms))
        case InField("lang", Words(text)):
            return gettext(_IN_FIELDS["lang"], words=value_label("lang", text))
        case InField(field, inner):
            part = describe_part(inner, other_forms)
            return gettext(_IN_FIELDS.get(field, _IN_OWN_FIELD), words=part, field=field)
        case Days():
            return _describe_span(node)
        case Having(what):
            return gettext(_THINGS[what])
        case AtLeast(nodes, needed):
            words = _listed(nodes, other_forms, ", ")
            return gettext("at least %(count)s of %(words)s", count=needed, words=words)
        case Any(nodes):
            return _listed(nodes, other_forms, gettext(" or "))
        case All(nodes):
            return _listed(nodes, other_forms, gettext(" and "))
        case Not(inner):
            return gettext("not %(what)s", what=describe_part(inner, other_forms))
        case Everything():
            return gettext("anything")


def _listed(nodes: Sequence[Node], other_forms: OtherForms, joint: str) -> str:
    return joint.join(_group(node, other_forms) for node in nodes)


def _group(node: Node, other_forms: OtherForms) -> str:
    """A part beside others, in parentheses where it would come apart."""
    described = describe_part(node, other_forms)
    apart = isinstance(node, All | Any) and not _is_days(node)
    return f"({described})" if apart else described


def _also(node: Node, other_forms: OtherForms) -> str:
    others = list(other_forms(node))
    if isinstance(node, Words) and node.others:
        names = ", ".join(map(_describe_name, node.others))
        return gettext(" (also %(words)s)", words=", ".join([*others[:MAX_OTHER_FORMS], names]))
    shown = ", ".join(others[:MAX_OTHER_FORMS])
    more = " ..." if len(others) > MAX_OTHER_FORMS and not isinstance(node, Words) else ""
    return gettext(" (also %(words)s)", words=shown + more) if others else ""


def _describe_name(name: OtherName) -> str:
    return " ".join([name.text, *_describe_days(name.first, name.last)])


def _describe_span(days: Days) -> str:
    span = " ".join(_describe_days(days.first, days.last) or [gettext("at any time")])
    return gettext("taken %(when)s", when=span) if days.field == "taken" else span


def _whole(first: date, last: date) -> str:
    """Whole years, or a whole month, in words; empty if the days are neither."""
    after = last + timedelta(days=1) if last < date.max else last
    if first.day != 1 or after.day != 1:
        return ""
    if (first.month, after.month) == (1, 1):
        if first.year == last.year:
            return gettext("in %(year)s", year=f"{first:%Y}")
        return gettext(
            "from %(first_year)s to %(last_year)s", first_year=f"{first:%Y}", last_year=f"{last:%Y}"
        )
    if (first.year, first.month) == (last.year, last.month):
        return gettext("in %(month)s", month=long_month(first))
    return ""


def _describe_days(first: date | None, last: date | None) -> list[str]:
    if first and last and first == last:
        return [gettext("on %(day)s", day=long_day(first))]
    if first and last and (whole := _whole(first, last)):
        return [whole]
    if first and last:
        return [gettext("from %(first)s to %(last)s", first=long_day(first), last=long_day(last))]
    if first:
        return [gettext("from %(day)s on", day=long_day(first))]
    return [gettext("until %(day)s", day=long_day(last))] if last else []
