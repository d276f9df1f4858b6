"""Dates as people read them, no more exact than they are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from indexer.engine.request import MonthDay
from indexer.engine.results import Hit, Mention, Taken
from indexer.model import ArchiveDate, Precision
from indexer.query.days import make_absolute
from indexer.wording import date_in_words, inferred

_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date ready to be shown.

    Attributes:
        text: In long form, such as "9 February 2021", "June 2016", or a range of years.
        machine: The same for ``<time datetime>``; empty if HTML has no form for it.
        inferred: Where it was found, in words; empty if the archive states it.
    """

    text: str
    machine: str
    inferred: str


def show_date(when: ArchiveDate | Taken | None) -> ShownDate | None:
    """A date as it is shown; None if nothing is known."""
    if isinstance(when, Taken):
        when = ArchiveDate(when.earliest, when.latest, when.precision, when.source)
    if when is None or when.earliest is None:
        return None
    return ShownDate(date_in_words(when), machine_date(when), inferred(when.source))


def published(hit: Hit | Mention) -> ShownDate | None:
    """The day a story was published, as it is shown; None if it is undated."""
    return show_date(hit.published)


def this_day() -> MonthDay:
    """Today, in any year."""
    today = date.today()  # noqa: DTZ011 - the day by which the engine searches
    return MonthDay(today.month, today.day)


def beside_day(day: MonthDay, by: int) -> MonthDay:
    """The day of the year so many days after another, 29 February included."""
    there = date(_LEAP_YEAR, day.month, day.day) + timedelta(days=by)
    return MonthDay(there.month, there.day)


def absolute_today(q: str) -> str:
    """A query that means the same when it is asked again on another day."""
    return make_absolute(q, date.today())  # noqa: DTZ011 - the day by which the engine searches


def machine_date(when: ArchiveDate) -> str:
    """A date in ISO form, as exact as it is known; empty if it has no such form."""
    first = _iso(when.earliest, when.precision)
    last = _iso(when.latest or when.earliest, when.precision)
    return first if first == last else ""


def _iso(day: date | None, precision: Precision) -> str:
    match precision:
        case _ if day is None:
            return ""
        case Precision.DAY:
            return day.isoformat()
        case Precision.MONTH:
            return day.isoformat()[:7]
        case Precision.YEAR:
            return day.isoformat()[:4]
        case Precision.DECADE | Precision.UNKNOWN:
            return ""
