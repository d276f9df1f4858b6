"""The one parameter grammar of URLs, the API and the command line.

    q, in=stories|photos, scope=own|caption|story, match=auto|all|any,
    aliases=on|off, sort=relevance|newest|oldest, size, page, from, to, on, since,
    histogram=day|week|month|year|decade|auto,
    FACET=value (repeated: any of them; "" the none bucket), not.FACET=value (excludes)

Dates are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``from`` takes the first and ``to`` the last day
of what is written. ``on`` is ``MM-DD``, whichever the year, or ``today``; ``since`` is
``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM`` in UTC. A name that is no parameter is ignored with a notice,
because links are decorated by the sites that pass them on.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from indexer.engine.request import (
    DEFAULT_SIZE,
    MAX_RESULTS,
    MAX_SIZE,
    Interval,
    Kind,
    Match,
    MonthDay,
    Scope,
    SearchRequest,
    Sort,
    facet_names,
    sorts,
)
from indexer.errors import ParameterError, one_of, whole_number
from indexer.extras import Extras
from indexer.facet_names import facet_label
from indexer.texts import gettext, message

EXCLUDE_PREFIX = "not."
SINGLE_PARAMETERS = (
    "q", "in", "scope", "match", "aliases", "sort", "size", "page", "from", "to", "on",
    "since",
    "histogram",
)  # fmt: skip

NO_EXTRAS = Extras()

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DATE_WORDS = message("a date as YYYY, YYYY-MM or YYYY-MM-DD")
_DAY_OF_THE_YEAR = re.compile(r"(\d{1,2})-(\d{1,2})")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?")
_LEAP_YEAR = 2000
_NO_FACET = {
    Kind.STORIES: message("Stories cannot be narrowed by “%(name)s”; it was ignored."),
    Kind.PHOTOS: message("Photos cannot be narrowed by “%(name)s”; it was ignored."),
}

E = TypeVar("E", bound=StrEnum)


class Switch(StrEnum):
    """On or off, as a parameter says it."""

    ON = "on"
    OFF = "off"


def parse_parameters(
    pairs: Iterable[tuple[str, str]], *, extras: Extras = NO_EXTRAS, max_size: int = MAX_SIZE
) -> SearchRequest:
    """Reads name-value pairs as a search.

    Args:
        pairs: As they stand in a query string, in order; of a single parameter the last counts.
        extras: What the index offers beside its own facets.
        max_size: Most hits a page.

    Raises:
        ParameterError: A value is not allowed.
    """
    single: dict[str, str] = {}
    filters: dict[str, list[str]] = {}
    excludes: dict[str, list[str]] = {}
    unknown: list[str] = []
    facets = {name for kind in Kind for name in facet_names(kind, extras)}
    for name, given in pairs:
        value = plain_text(given)
        bare = name.removeprefix(EXCLUDE_PREFIX)
        if name in SINGLE_PARAMETERS:
            single[name] = value
        elif bare in facets:
            target = filters if bare == name else excludes
            if value not in target.setdefault(bare, []):
                target[bare].append(value)
        else:
            unknown.append(name)
    kind = _choice("in", single, Kind, Kind.STORIES)
    notices = [
        gettext("“%(name)s” is not a parameter of this search; it was ignored.", name=name)
        for name in unknown
    ]
    for chosen in (filters, excludes):
        for name in [name for name in chosen if name not in facet_names(kind, extras)]:
            del chosen[name]
            notices.append(gettext(_NO_FACET[kind], name=facet_label(name)))
    sort: Sort | None = _choice("sort", single, Sort, None)
    if sort and not sorts(kind, sort):
        sort = None
        notices.append(gettext("Stories have no day on which they were taken; “sort” was ignored."))
    request = SearchRequest(
        q=single.get("q", ""),
        kind=kind,
        scope=_choice("scope", single, Scope, Scope.CAPTION),
        match=_choice("match", single, Match, Match.AUTO),
        aliases=_choice("aliases", single, Switch, Switch.ON) is Switch.ON,
        sort=sort,
        size=_number("size", single, DEFAULT_SIZE, max_size),
        page=_number("page", single, 1, MAX_RESULTS),
        date_from=parse_day("from", single.get("from", ""), last=False),
        date_to=parse_day("to", single.get("to", ""), last=True),
        on=parse_month_day(single.get("on", "")),
        since=parse_moment(single.get("since", "")),
        filters={name: tuple(values) for name, values in filters.items()},
        excludes={name: tuple(values) for name, values in excludes.items()},
        histogram=_choice("histogram", single, Interval, None),
        notices=tuple(dict.fromkeys(notices)),
    )
    if request.date_from and request.date_to and request.date_from > request.date_to:
        later = gettext("%(day)s or later, as from= says", day=request.date_from)
        raise ParameterError("to", single["to"], later)
    if request.page > 1 and request.page * request.size > MAX_RESULTS:
        last_page = MAX_RESULTS // request.size
        raise ParameterError(
            "page",
            str(request.page),
            gettext(
                "1 to %(last)s with %(size)s hits a page; narrow the search to see more",
                last=last_page,
                size=request.size,
            ),
        )
    return request


def to_parameters(request: SearchRequest, usual_size: int = DEFAULT_SIZE) -> list[tuple[str, str]]:
    """The pairs that :func:`parse_parameters` reads as this request, defaults left out.

    Args:
        request: The request.
        usual_size: Hits a page where the size is not given.
    """
    default = SearchRequest()
    pairs = [
        (name, value)
        for name, value, usual in (
            ("q", request.q, default.q),
            ("in", request.kind, default.kind),
            ("scope", request.scope, default.scope),
            ("match", request.match, default.match),
            ("aliases", Switch.ON if request.aliases else Switch.OFF, Switch.ON),
        )
        if value != usual
    ]
    pairs += [(name, value) for name, values in request.filters.items() for value in values]
    pairs += [
        (EXCLUDE_PREFIX + name, value)
        for name, values in request.excludes.items()
        for value in values
    ]
    if request.date_from:
        pairs.append(("from", request.date_from.isoformat()))
    if request.date_to:
        pairs.append(("to", request.date_to.isoformat()))
    if request.on:
        pairs.append(("on", f"{request.on.month:02}-{request.on.day:02}"))
    if request.since:
        pairs.append(("since", write_moment(request.since)))
    choices = (("histogram", request.histogram), ("sort", request.sort))
    pairs += [(name, choice) for name, choice in choices if choice is not None]
    if request.size != usual_size:
        pairs.append(("size", str(request.size)))
    if request.page != 1:
        pairs.append(("page", str(request.page)))
    return pairs


def parse_day(parameter: str, text: str, *, last: bool) -> date | None:
    """Reads a day, or the first or last day of a month or year; None for empty text.

    Raises:
        ParameterError: The text is no date.
    """
    text = text.strip()
    if not text:
        return None
    written = _DATE.fullmatch(text)
    if not written:
        raise ParameterError(parameter, text, gettext(_DATE_WORDS))
    year, month, day = (int(part) if part else None for part in written.groups())
    try:
        first_month = month or (12 if last else 1)
        if day is None:
            day = calendar.monthrange(year or 0, first_month)[1] if last else 1
        return date(year or 0, first_month, day)
    except ValueError:
        raise ParameterError(parameter, text, gettext(_DATE_WORDS)) from None


def write_moment(moment: datetime) -> str:
    """A moment as ``since=`` takes it."""
    written = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return written.removesuffix(":00").removesuffix("T00:00")


def parse_month_day(text: str) -> MonthDay | None:
    """Reads a day of any year; None for empty text.

    Raises:
        ParameterError: The text is no such day.
    """
    text = text.strip()
    if not text:
        return None
    if text == "today":
        today = date.today()  # noqa: DTZ011 - the reader's own
        return MonthDay(today.month, today.day)
    written = _DAY_OF_THE_YEAR.fullmatch(text)
    try:
        if written:
            day = date(_LEAP_YEAR, int(written[1]), int(written[2]))
            return MonthDay(day.month, day.day)
    except ValueError:
        pass
    raise ParameterError("on", text, gettext("a month and a day as MM-DD, or today"))


def parse_moment(text: str) -> datetime | None:
    """Reads a moment; None for empty text.

    Raises:
        ParameterError: The text is no moment.
    """
    text = text.strip()
    if not text:
        return None
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ParameterError(
        "since", text, gettext("a day as YYYY-MM-DD or a moment as YYYY-MM-DDTHH:MM, in UTC")
    )


def plain_text(given: str) -> str:
    """A value as text that pages can show: a command line can hold bytes that are none."""
    return _CONTROL.sub("", given.encode("utf-8", "replace").decode())


def _choice(name: str, single: dict[str, str], choices: type[E], default: E | None) -> E:
    value = single.get(name, "")
    if not value:
        return default  # type: ignore[return-value]  # None only where the caller gives None
    try:
        return choices(value)
    except ValueError:
        raise ParameterError(name, value, one_of(choices)) from None


def _number(name: str, single: dict[str, str], default: int, most: int) -> int:
    text = single.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= most:
        raise ParameterError(name, text, whole_number(most))
    return int(text)
