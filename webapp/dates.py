"""Dates as people read them, no more exact than they are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indexer.engine.base import Hit, Mention, Taken
from indexer.model import ArchiveDate, Precision, Source
from indexer.texts import gettext, long_day, long_month, message

_INFERRED = {
    Source.FILE_NAME: message("date from the file name"),
    Source.IMAGE_NAMES: message("date from its image names"),
    Source.CAPTION: message("from the caption"),
    Source.CAPTION_AND_PUBLISHED: message("from the caption and the day of publication"),
}
_YEARS_OF_A_DECADE = 10


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
    if when is None or when.earliest is None:
        return None
    return _shown(when.earliest, when.latest or when.earliest, when.precision, when.source)


def published(hit: Hit | Mention) -> ShownDate | None:
    """The day a story was published, as it is shown; None if it is undated."""
    if hit.date is None:
        return None
    return _shown(hit.date, hit.date, hit.date_precision, hit.date_source)


def _shown(earliest: date, latest: date, precision: Precision, source: Source | None) -> ShownDate:
    first, last = _unit(earliest, precision), _unit(latest, precision)
    inferred = gettext(_INFERRED[source]) if source in _INFERRED else ""
    if first == last:
        return ShownDate(first, _machine(earliest, precision), inferred)
    return ShownDate(f"{first}–{last}", "", inferred)


def _unit(day: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY | Precision.UNKNOWN:
            return long_day(day)
        case Precision.MONTH:
            return long_month(day)
        case Precision.YEAR:
            return str(day.year)
        case Precision.DECADE:
            return gettext("%(year)ss", year=day.year // _YEARS_OF_A_DECADE * _YEARS_OF_A_DECADE)


def _machine(day: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY:
            return day.isoformat()
        case Precision.MONTH:
            return day.isoformat()[:7]
        case Precision.YEAR:
            return day.isoformat()[:4]
        case Precision.DECADE | Precision.UNKNOWN:
            return ""
