"""Months, years, decades, circa dates and runs of days or months, as captions write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from indexer.archive.captions.months import MONTHS
from indexer.model import ArchiveDate, Precision, Source

OLDEST = 1826
"""The year of the first photograph."""
NEWEST = 2100
"""The last year that is taken for one."""
_CIRCA_YEARS = 5

MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
"""Any month's name or abbreviation, as a pattern."""

_MONTH_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{MONTH})\.?,?\s(?:de\s|of\s)?(?P<year>\d{{4}})(?!\w)", re.IGNORECASE
)
_DAYS_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{MONTH})\.?\s(?P<day>\d{{1,2}})\s?[-–]\s?(?P<to>\d{{1,2}}),?\s?"
    r"(?P<year>\d{4})(?!\w)",
    re.IGNORECASE,
)
_MONTHS_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{MONTH})\.?(?:\s(?P<year>\d{{4}}))?\s{{0,2}}[-–]\s?"
    rf"(?P<to>{MONTH})\.?\s(?P<to_year>\d{{4}})(?!\w)",
    re.IGNORECASE,
)
_DECADE_FORM = re.compile(r"(?<![\w-])(?P<year>1[89]\d0|20\d0)['’]?s(?!\w)")
CIRCA_FORM = re.compile(
    r"(?<!\w)(?:c\.|ca\.|circa|c\.a\.|um|about|around|vers|hacia|verso\sil|omkring)\s?"
    rf"(?:(?:{MONTH})\.?\s)?(?P<year>1[89]\d\d|20\d\d)"
    r"(?:\s?[-–]\s?(?P<to>1[89]\d\d|20\d\d))?(?!\w)",
    re.IGNORECASE,
)
"""A date known only about, such as "c. 1945", "circa June 1962" or "c. 1945-1970"."""
YEAR_FORM = re.compile(r"(?<![\w/.-])(?P<year>1[89]\d\d|20\d\d)(?![\w/-]|\.\d)")
"""A year by itself."""


def spans(text: str) -> Iterator[tuple[ArchiveDate, int, int]]:
    """Every run of days or months, month, circa date, decade and year in a text.

    Returns:
        The date and where it begins and ends; the more telling forms first.
    """
    for match in CIRCA_FORM.finditer(text):
        yield circa(match), *match.span()
    for form, reads in ((_DAYS_FORM, _days), (_MONTHS_FORM, _months), (_MONTH_FORM, _month)):
        for match in form.finditer(text):
            if span := reads(match):
                yield span, *match.span()
    for match in _DECADE_FORM.finditer(text):
        year = int(match["year"])
        yield _years(year, year + 9, Precision.DECADE, match), *match.span()
    for match in YEAR_FORM.finditer(text):
        year = int(match["year"])
        yield _years(year, year, Precision.YEAR, match), *match.span()


def circa(match: re.Match[str]) -> ArchiveDate:
    """Reads "c. 1945" as five years either way, and "c. 1945-1970" as it says."""
    year = int(match["year"])
    if match["to"]:
        return _years(year, max(year, int(match["to"])), Precision.DECADE, match)
    return _years(year - _CIRCA_YEARS, year + _CIRCA_YEARS, Precision.DECADE, match)


def _days(match: re.Match[str]) -> ArchiveDate | None:
    """Reads "June 7-9, 1960": no single day, so known to the month, if within narrower bounds."""
    year, month = int(match["year"]), MONTHS[match["month"].casefold()]
    first, last = int(match["day"]), int(match["to"])
    if not OLDEST <= year <= NEWEST or not 1 <= first < last <= _last_day(year, month):
        return None
    return _span(date(year, month, first), date(year, month, last), Precision.MONTH, match)


def _months(match: re.Match[str]) -> ArchiveDate | None:
    """Reads "July - August 1953" and "December 1968 - January 1969"."""
    to_year = int(match["to_year"])
    year = int(match["year"] or to_year)
    month, to_month = (MONTHS[match[name].casefold()] for name in ("month", "to"))
    if not OLDEST <= year <= to_year <= NEWEST:
        return None
    if not match["year"] and month > to_month:
        # "December - January 1969" began the year before.
        year -= 1
    first, last = date(year, month, 1), date(to_year, to_month, _last_day(to_year, to_month))
    return _span(first, last, Precision.MONTH, match) if first < last else None


def _month(match: re.Match[str]) -> ArchiveDate | None:
    year, month = int(match["year"]), MONTHS[match["month"].casefold()]
    if not OLDEST <= year <= NEWEST:
        return None
    last = date(year, month, _last_day(year, month))
    return _span(date(year, month, 1), last, Precision.MONTH, match)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _years(first: int, last: int, precision: Precision, match: re.Match[str]) -> ArchiveDate:
    return _span(date(first, 1, 1), date(last, 12, 31), precision, match)


def _span(first: date, last: date, precision: Precision, match: re.Match[str]) -> ArchiveDate:
    return ArchiveDate(first, last, precision, Source.CAPTION, match.group().strip())
