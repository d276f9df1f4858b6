"""Months, years, decades, circa dates and runs of days, months or years, as captions write them.

Queries for what captions say write them so too.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from indexer.model import ArchiveDate, Precision, Source
from indexer.months import MONTHS

OLDEST = 1826
"""The year of the first photograph."""
NEWEST = 2100
"""The last year that is taken for one."""
_CIRCA_YEARS = 5

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_MONTH_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{_MONTH})\.?,?\s(?:de\s|of\s)?(?P<year>\d{{4}})(?!\w)", re.IGNORECASE
)
_DAYS_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})\s?[-–]\s?(?P<to>\d{{1,2}}),?\s?"
    r"(?P<year>\d{4})(?!\w)",
    re.IGNORECASE,
)
_MONTHS_FORM = re.compile(
    rf"(?<![\w-])(?P<month>{_MONTH})\.?(?:\s(?P<year>\d{{4}}))?\s{{0,2}}[-–]\s?"
    rf"(?P<to>{_MONTH})\.?\s(?P<to_year>\d{{4}})(?!\w)",
    re.IGNORECASE,
)
# Patterns that begin with a digit are tried at digits only; what stands before is asked after it.
_BEFORE_DECADE = r"(?:(?<![\w-].)|(?<=(?:[Mm]id|rly|ate)-.))"
_DECADE_FORM = re.compile(
    rf"(?P<year>1{_BEFORE_DECADE}[89]\d0|2{_BEFORE_DECADE}0\d0)"
    r"(?:['’]?s|er(?:[-\s]Jahren?)?)(?!\w)"
)
_PART_BEFORE = re.compile(
    r"(?<!\w)(?P<part>early|mid|late|Anfang|Mitte|Ende)[-\s](?:the\s|der\s)?$", re.IGNORECASE
)
_PARTS = {"early": (0, 0.4), "mid": (0.3, 0.7), "late": (0.5, 1)}
_PARTS |= {"anfang": _PARTS["early"], "mitte": _PARTS["mid"], "ende": _PARTS["late"]}
_YEARS_FORM = re.compile(
    r"(?:between|zwischen|entre)\s(?P<year>1[89]\d\d|20\d\d)\s(?:and|und|et|y|e)\s"
    r"(?P<to>1[89]\d\d|20\d\d)(?![\w/-])",
    re.IGNORECASE,
)
YEAR_FORM = re.compile(r"(?P<year>1(?<![\w/.-].)[89]\d\d|2(?<![\w/.-].)0\d\d)(?![\w/-]|\.\d)")
"""A year by itself."""
CIRCA_FORM = re.compile(
    r"(?<!\w)(?:c\.|ca\.|c(?=\d)|ca(?=\s?\d)|circa|c\.a\.|um|about|around|vers|hacia|verso\sil|omkring)\s?"
    rf"(?:(?:{_MONTH})\.?\s)?(?P<year>1[89]\d\d|20\d\d)"
    r"(?:\s?[-–]\s?(?P<to>1[89]\d\d|20\d\d))?(?!\w)",
    re.IGNORECASE,
)
"""A date known only about, such as "c. 1945", "circa June 1962" or "c. 1945-1970"."""

# The last words of what the forms have before a year. Most years follow a day or the word "in",
# so that the long patterns need not be tried.
_BEFORE_CIRCA = {"c", "ca", "circa", "a", "um", "about", "around", "vers", "hacia", "il", "omkring"}
_BEFORE_MONTH_YEAR = {"de", "of"}
_BEFORE_YEARS = {"between", "zwischen", "entre"}
_YEAR = re.compile(r"\d(?<!\d.)\d{3}")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE_YEAR = 24
_RUN_OF_DAYS = re.compile(r"[-–]\s?\d")
_RUN_OF_MONTHS = re.compile(r"[-–]\s?[^\W\d_]")


def spans(text: str) -> Iterator[tuple[ArchiveDate, int, int]]:
    """Every run of days or months, month, circa date, decade and year in a text.

    Returns:
        The date and where it begins and ends; the more telling forms first.
    """
    years = _year_places(text)
    if not years:
        return
    words = _words_before(text, years)
    for match in CIRCA_FORM.finditer(text) if _may_be_circa(words) else ():
        yield circa(match), *match.span()
    of_run = "-" in text or "–" in text
    of_month = not words.isdisjoint(MONTHS)
    for form, may_stand, reads in (
        (_DAYS_FORM, of_run and _RUN_OF_DAYS.search(text), _days),
        (_MONTHS_FORM, of_run and of_month and _RUN_OF_MONTHS.search(text), _months),
        (_MONTH_FORM, of_month, _month),
    ):
        for match in form.finditer(text) if may_stand else ():
            if span := reads(match):
                yield span, *match.span()
    for match in _YEARS_FORM.finditer(text) if not words.isdisjoint(_BEFORE_YEARS) else ():
        first, last = int(match["year"]), int(match["to"])
        if first <= last:
            yield _years(first, last, Precision.DECADE, match), *match.span()
    for match in filter(None, (_DECADE_FORM.match(text, place) for place in years)):
        yield _decade(match)
    for match in filter(None, (YEAR_FORM.match(text, place) for place in years)):
        year = int(match["year"])
        yield _years(year, year, Precision.YEAR, match), *match.span()


def circa_dates(text: str, start: int) -> Iterator[re.Match[str]]:
    """Circa dates in a text, from a place in it on."""
    end = text[start:]
    may_be = _may_be_circa(_words_before(end, _year_places(end)))
    return CIRCA_FORM.finditer(text, start) if may_be else iter(())


def _may_be_circa(words: set[str]) -> bool:
    return not (words.isdisjoint(_BEFORE_CIRCA) and words.isdisjoint(MONTHS))


def _year_places(text: str) -> list[int]:
    """Where four digits or more begin."""
    return [year.start() for year in _YEAR.finditer(text)]


def _words_before(text: str, years: Sequence[int]) -> set[str]:
    """The words right before years, and what stands before "of" if that is one."""
    words = set[str]()
    for year in years:
        # Backwards, so that a word at the end is found at once.
        before = text[max(0, year - _BEFORE_YEAR) : year][::-1].lstrip(" .,")
        word = _LETTERS.match(before)
        if word and word[0][::-1].casefold() in _BEFORE_MONTH_YEAR:
            word = _LETTERS.match(before[word.end() :].lstrip(" .,"))
        if word:
            words.add(word[0][::-1].casefold())
    return words


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
    if not OLDEST <= year <= NEWEST or not 1 <= first < last <= last_day(year, month):
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
    first, last = date(year, month, 1), date(to_year, to_month, last_day(to_year, to_month))
    return _span(first, last, Precision.MONTH, match) if first < last else None


def _month(match: re.Match[str]) -> ArchiveDate | None:
    year, month = int(match["year"]), MONTHS[match["month"].casefold()]
    if not OLDEST <= year <= NEWEST:
        return None
    last = date(year, month, last_day(year, month))
    return _span(date(year, month, 1), last, Precision.MONTH, match)


@lru_cache(maxsize=1024)
def last_day(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def _decade(match: re.Match[str]) -> tuple[ArchiveDate, int, int]:
    """Reads "1950s" and "late 1950s"; "1800s" and "1900s" may mean a whole century.

    What is early, in the middle or late is taken widely, as people use the words.
    """
    year = int(match["year"])
    length = 100 if year % 100 == 0 and year < 2000 else 10  # noqa: PLR2004 - years
    start, (first, last) = match.start(), (0, length)
    if part := _PART_BEFORE.search(match.string, max(0, start - _BEFORE_YEAR), start):
        start = part.start()
        first, last = (round(share * length) for share in _PARTS[part["part"].casefold()])
    days = date(year + first, 1, 1), date(year + last - 1, 12, 31)
    raw = match.string[start : match.end()]
    return ArchiveDate(*days, Precision.DECADE, Source.CAPTION, raw), start, match.end()


def _years(first: int, last: int, precision: Precision, match: re.Match[str]) -> ArchiveDate:
    return _span(date(first, 1, 1), date(last, 12, 31), precision, match)


def _span(first: date, last: date, precision: Precision, match: re.Match[str]) -> ArchiveDate:
    return ArchiveDate(first, last, precision, Source.CAPTION, match.group().strip())
