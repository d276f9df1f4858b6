"""Dates as archives write them. The day written is the day shown: nothing is shifted."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone

from indexer.model import ArchiveDate, Precision, Source

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap]m)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,5})?"
_NUMERIC = re.compile(
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?"
    rf"(?:[T\s]+{_TIME}\s*{_ZONE})?",
    re.IGNORECASE,
)
# 12.11.2019: the day comes first wherever this form is used, and in 12-11-2019 for Ruby.
_DOTTED = re.compile(
    r"(?P<day>\d{1,2})(?:\.\s?|-)(?P<month>\d{1,2})(?:\.\s?|-)(?P<year>\d{4})"
    rf"(?:[,\s]+{_TIME}\s*{_ZONE})?",
    re.IGNORECASE,
)
_WORDED = (
    # Fri Sep  3 11:21:31 CEST 2021
    re.compile(
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<name>[a-z]{{3,9}})\s+(?P<day>\d{{1,2}})\s+"
        rf"(?:{_TIME}\s+)?{_ZONE}\s*(?P<year>\d{{4}})",
        re.IGNORECASE,
    ),
    # September 3, 2021
    re.compile(
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        re.IGNORECASE,
    ),
    # Fri, 3 Sep 2021 11:21:31 +0200
    re.compile(
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})\s+(?P<name>[a-z]{{3,9}})\.?,?\s+"
        rf"(?P<year>\d{{4}})(?:\s+{_TIME}\s*{_ZONE})?",
        re.IGNORECASE,
    ),
)
_LAST_HOUR = 23
_LAST_MINUTE = 59
_FIRST_SHORT_YEAR = 69
_MAX_OFFSET_HOURS = 23


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date read from text.

    Attributes:
        date: The day, or the month where only an impossible day is known.
        moment: The instant, for public addresses; None if day and time as written count there.
            Ruby's YAML takes a time with seconds but without a zone for UTC.
        local: Day and time as written; an impossible day rolls over as in Ruby (31 June is
            1 July), so that public addresses are those of Jekyll.
        possible: False if there is no such day.
    """

    date: ArchiveDate
    moment: datetime | None
    local: datetime
    possible: bool


def read_date(text: str, source: Source) -> WrittenDate | None:
    """Reads a date; None if the text holds none."""
    text = text.strip()
    patterns = (_NUMERIC, _DOTTED, *_WORDED)
    found = next((match for pattern in patterns if (match := pattern.match(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = (
        int(parts["month"]) if parts.get("month") else _MONTHS.get(parts.get("name", "").lower())
    )
    if month is None or not 1 <= month <= len(calendar.month_abbr) - 1:
        return None
    year, day = int(parts["year"]), int(parts["day"]) if parts["day"] else None
    if year < 1:
        return None
    return _written(year, month, day, parts, source=source, raw=text)


def read_name_date(text: str) -> WrittenDate | None:
    """Reads the date of a file name, whose year may have two digits, as in Ruby from 1969 on."""
    year, _, rest = text.partition("-")
    if len(year) == 2:  # noqa: PLR2004 - digits
        year = f"{19 if int(year) >= _FIRST_SHORT_YEAR else 20}{year}"
    return read_date(f"{year}-{rest}", Source.FILE_NAME)


def month_of(year: int, month: int, source: Source, raw: str) -> ArchiveDate:
    """A date known to the month."""
    last = calendar.monthrange(year, month)[1]
    return ArchiveDate(date(year, month, 1), date(year, month, last), Precision.MONTH, source, raw)


def _written(  # noqa: PLR0913 - the parts of a date
    year: int,
    month: int,
    day: int | None,
    parts: dict[str, str | None],
    *,
    source: Source,
    raw: str,
) -> WrittenDate | None:
    last = calendar.monthrange(year, month)[1]
    possible = day is None or 1 <= day <= last
    if day is not None and possible:
        when = ArchiveDate.on_day(date(year, month, day), source, raw)
    else:
        when = month_of(year, month, source, raw)
    days = (day or 1) - 1 if possible or (day or 0) > last else 0
    local = datetime.combine(date(year, month, 1), _time(parts)) + _within_calendar(year, days)
    zone = _zone(parts.get("zone"))
    if zone is None and parts.get("second") and not parts.get("zone"):
        zone = UTC
    moment = local.replace(tzinfo=zone) if zone and possible else None
    return WrittenDate(when, moment, local, possible)


def _within_calendar(year: int, days: int) -> timedelta:
    """The days, unless they lead out of the last year there is."""
    return timedelta(days=0 if year == MAXYEAR else days)


def _time(parts: dict[str, str | None]) -> time:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower()
    if half == "pm" and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    if hour > _LAST_HOUR or max(minute, second) > _LAST_MINUTE:
        return time()
    return time(hour, minute, second)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    offset = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text)
    if not offset or int(offset[2]) > _MAX_OFFSET_HOURS or int(offset[3]) > _LAST_MINUTE:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3])
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
