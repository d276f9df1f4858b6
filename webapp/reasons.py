"""What keeps a story out of a search, in plain words, each with the search without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexer.engine.explanation import Clause, ClauseKind, Condition, Explanation, Role
from indexer.engine.request import SearchRequest
from indexer.facet_names import facet_label, quoted_value
from indexer.texts import day_of_the_year, gettext, long_day, long_moment, message, ngettext
from webapp.dates import published
from webapp.links import search_url

_LACKING = {
    ClauseKind.WORDS: message("Not in it: %(what)s"),
    ClauseKind.THING: message("It does not have %(what)s"),
    ClauseKind.DAYS: message("Not of the time asked for: %(what)s"),
    ClauseKind.SEVERAL: message("It does not match: %(what)s"),
}
_UNWANTED = {
    ClauseKind.WORDS: message("In it, but left out by the search: %(what)s"),
    ClauseKind.THING: message("It has %(what)s, which the search leaves out"),
    ClauseKind.DAYS: message("Of a time that the search leaves out: %(what)s"),
    ClauseKind.SEVERAL: message("It matches what the search leaves out: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps a story out.

    Attributes:
        text: It, in plain words.
        without_url: The search without it.
    """

    text: str
    without_url: str


_IS_FOR_STORIES = message("The search is for stories %(what)s")
_LEAVES_OUT_STORIES = message("The search leaves out stories %(what)s")


def reasons(request: SearchRequest, explained: Explanation) -> tuple[Reason, ...]:
    """Everything that keeps a story out of a search."""
    found = [
        Reason(_of_clause(clause), search_url(replace(request, q=clause.without, page=1)))
        for clause in explained.clauses
        if clause.keeps_out
    ]
    for condition in explained.conditions:
        if condition.keeps_out:
            text = _of_condition(request, condition, explained)
            found.append(Reason(text, search_url(_without(request, condition))))
    return tuple(found)


def words_lacking(explained: Explanation) -> str:
    """How many of the plain words a story has and how many it needs; empty if it needs no more."""
    plain = [clause for clause in explained.clauses if clause.role is Role.PLAIN]
    having = sum(clause.has for clause in plain)
    if having >= explained.needed or explained.needed == explained.plain == 1:
        return ""
    return ngettext(
        "It has %(having)s of %(number)s word; %(needed)s would do.",
        "It has %(having)s of %(number)s words; %(needed)s would do.",
        explained.plain,
        having=having,
        needed=explained.needed,
    )


def freed(request: SearchRequest, explained: Explanation) -> SearchRequest:
    """The search without all that keeps a story out."""
    search = replace(request, q=explained.freed, page=1)
    for condition in explained.conditions:
        if condition.keeps_out:
            search = _without(search, condition)
    return search


def _of_clause(clause: Clause) -> str:
    texts = _UNWANTED if clause.role is Role.EXCLUDED else _LACKING
    return gettext(texts[clause.kind], what=clause.reading)


def _of_condition(request: SearchRequest, condition: Condition, explained: Explanation) -> str:
    said = _asked_of_time(request, condition.name)
    if said:
        return f"{said}; {_own_time(condition, explained)}"
    asked = gettext(" or ").join(quoted_value(condition.name, one) for one in condition.asked)
    own = ", ".join(quoted_value(condition.name, one) for one in condition.own)
    facet = facet_label(condition.name)
    if condition.name == "photos":
        text = _LEAVES_OUT_STORIES if condition.excluded else _IS_FOR_STORIES
        is_so = gettext("this one is %(own)s", own=own)
        return f"{gettext(text, what=asked)}; {is_so}"
    if condition.excluded:
        text = gettext("%(facet)s %(asked)s is left out", facet=facet, asked=asked)
    else:
        text = gettext("%(facet)s is %(asked)s", facet=facet, asked=asked)
    has = gettext("this one has %(own)s", own=own) if own else gettext("this one has none")
    return f"{text}; {has}"


def _asked_of_time(request: SearchRequest, name: str) -> str:
    """What the search asks of days and moments; empty if the name is that of a facet."""
    if name == "from" and request.date_from:
        return gettext("The search begins with %(day)s", day=long_day(request.date_from))
    if name == "to" and request.date_to:
        return gettext("The search ends with %(day)s", day=long_day(request.date_to))
    if name == "on" and request.on:
        return gettext("The search is for %(day)s of any year", day=day_of_the_year(*request.on))
    if name == "since" and request.since:
        moment = long_moment(request.since)
        return gettext("The search is for what is new since %(moment)s", moment=moment)
    return ""


def _own_time(condition: Condition, explained: Explanation) -> str:
    if condition.name == "since":
        came = datetime.fromisoformat(condition.own[0]).replace(tzinfo=UTC)
        return gettext("this one came into the index on %(moment)s", moment=long_moment(came))
    shown = published(explained.hit)
    if shown is None:
        return gettext("this one has no date")
    return gettext("the date of this one is %(day)s", day=shown.text)


def _without(request: SearchRequest, condition: Condition) -> SearchRequest:
    """The search without a condition."""
    first = replace(request, page=1)
    match condition.name:
        case "from":
            return replace(first, date_from=None)
        case "to":
            return replace(first, date_to=None)
        case "on":
            return replace(first, on=None)
        case "since":
            return replace(first, since=None)
    given = request.excludes if condition.excluded else request.filters
    rest = {name: values for name, values in given.items() if name != condition.name}
    return replace(first, excludes=rest) if condition.excluded else replace(first, filters=rest)
