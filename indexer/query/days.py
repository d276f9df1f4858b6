"""Days as they are typed: ``2021``, ``2021-02..2021-05``, ``14 February 2021``, ``last month``.

Also what captions say of when a picture was taken: ``c. 1950``, ``early 1950s``.
"""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date, timedelta

import regex

from indexer.date_spans import spans
from indexer.months import MONTHS
from indexer.query.lexer import QUOTES
from indexer.query.nodes import DAY_FIELDS

Span = tuple[date | None, date | None]
"""First and last day, both included; None where it is open."""

_DATES = tuple(
    map(
        regex.compile,
        (
            r"(?P<y>\d{4})(?:([-/.])(?P<m>\d{1,2})(?:\2(?P<d>\d{1,2})(?:t[\d:.]+(?:z|[+-][\d:]+)?)?)?)?",
            r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
            r"(?:(?P<d>\d{1,2})\. ?)?(?P<m>\d{1,2})\. ?(?P<y>\d{4})",
            (
                r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|o|\.)? (?:of |de |d['’])?)?"
                r"(?P<name>\p{L}+)\.?,? (?:del? )?(?P<y>\d{4})(?: г\.?| года)?"
            ),
            r"(?P<name>\p{L}+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
            r"(?P<y>\d{4})[年년](?: ?(?P<m>\d{1,2})[月월](?: ?(?P<d>\d{1,2})[日일])?)?",
        ),
    )
)
"""Ways to write a date. None with strokes that begins with the day: it might be the month."""

_YEARS = regex.compile(r"(\d{4})-(\d{4})")
_DOTS = regex.compile(r"…| ?[–—] ?")
_DECADE = regex.compile(r"(\d{3}0)s")
_ARTICLE = regex.compile(r"(?i)^(?:in )?the (?=\S)")
_LAST_SO_MANY = regex.compile(r"(?:last|past) (\d{1,3}) (day|week|month|year)s?")
_ONE = regex.compile(r"(last|this) (week|month|year)")
_FIELD_OF_DAYS = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}])({'|'.join(DAY_FIELDS)}):"
    rf"([{QUOTES}][^{QUOTES}]*[{QUOTES}]|[^\s{QUOTES}()]+)"
)
_LONG_AGO = timedelta(1000)
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12


def parse_days(text: str, today: date) -> Span | None:
    """Reads a day, month, year, decade, range or relative time; None if it is none of these.

    A range may be given the later end first. What is none is read as in a caption, if it can be.

    Args:
        text: What was typed.
        today: What relative times are relative to.
    """
    return _parse_range(text, today) or _parse_caption(text)


def _parse_range(text: str, today: date) -> Span | None:
    first, dots, last = _parts(text)
    if not dots:
        return _parse_one(first, today)
    begin = _parse_one(first, today) if first else (None, None)
    end = _parse_one(last, today) if last else (None, None)
    if begin is None or end is None or not (first or last):
        return None
    if _is_later(begin, end):
        begin, end = end, begin
    return begin[0], end[1]


def _parse_caption(text: str) -> Span | None:
    """A circa date, part of a decade or run of days or months, if that is all there is."""
    text = _ARTICLE.sub("", " ".join(text.split()))
    for span, start, end in spans(text):
        if (start, end) == (0, len(text)):
            return span.earliest, span.latest
    return None


def earlier_first(text: str, today: date) -> str | None:
    """A range the other way round, if it was typed with its later end first; else None."""
    first, _, last = _parts(text)
    begin, end = _parse_one(first, today), _parse_one(last, today)
    return f"{last}..{first}" if begin and end and _is_later(begin, end) else None


def make_absolute(q: str, today: date) -> str:
    """A query whose days mean the same tomorrow: ``date:"last month"`` as ``date:2021-02``.

    Args:
        q: What was typed.
        today: What relative times are relative to.
    """

    def write(found: regex.Match[str]) -> str:
        text = found[2].strip(QUOTES)
        span = parse_days(text, today)
        if span is None or span == parse_days(text, today - _LONG_AGO):
            return found[0]
        first, last = span
        return f"{found[1]}:{first}" if first == last else f"{found[1]}:{first or ''}..{last or ''}"

    return _FIELD_OF_DAYS.sub(write, q)


def _parts(text: str) -> tuple[str, str, str]:
    """The two ends of a range and the dots between them; what is no range is its first end."""
    text = _DOTS.sub("..", " ".join(text.lower().split()))
    text = unicodedata.normalize("NFKC", text)  # digits of full width
    if years := _YEARS.fullmatch(text):
        return years[1], "..", years[2]
    first, dots, last = text.partition("..")
    return first.strip(), dots, last.strip()


def _is_later(begin: Span, end: Span) -> bool:
    return begin[0] is not None and end[0] is not None and begin[0] > end[0]


def _parse_one(text: str, today: date) -> Span | None:
    for written in _DATES:
        if found := written.fullmatch(text):
            parts = found.groupdict()
            month = MONTHS.get(parts["name"], 0) if "name" in parts else parts["m"]
            year, month, day = (
                None if n is None else int(n) for n in (parts["y"], month, parts["d"])
            )
            return _span(year, month, day)
    if decade := _DECADE.fullmatch(text):
        year = int(decade[1])
        return _years(year, year + 9)
    return _parse_relative(text, today)


def _parse_relative(text: str, today: date) -> Span | None:
    if text in {"today", "yesterday"}:
        day = today - timedelta(text == "yesterday")
        return day, day
    if many := _LAST_SO_MANY.fullmatch(text):
        return _back(today, int(many[1]), many[2]), today
    one = _ONE.fullmatch(text)
    if not one:
        return None
    back = int(one[1] == "last")
    if one[2] == "week":
        monday = today - timedelta(today.weekday() + _DAYS_A_WEEK * back)
        return monday, monday + timedelta(_DAYS_A_WEEK - 1)
    if one[2] == "month":
        first = _back(today.replace(day=1), back, "month")
        return _span(first.year, first.month, None)
    return _years(today.year - back, today.year - back)


def _back(day: date, count: int, unit: str) -> date:
    """The day so many units earlier; the last of the month where there is no such day."""
    if unit in {"day", "week"}:
        return day - timedelta(count * (_DAYS_A_WEEK if unit == "week" else 1))
    months = count * (_MONTHS_A_YEAR if unit == "year" else 1)
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 - months, _MONTHS_A_YEAR)
    year = max(year, 1)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _span(year: int | None, month: int | None, day: int | None) -> Span | None:
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last_month = _MONTHS_A_YEAR if month is None else month
        last_day = calendar.monthrange(first.year, last_month)[1] if day is None else day
        return first, date(first.year, last_month, last_day)
    except ValueError:
        return None


def _years(first: int, last: int) -> Span | None:
    try:
        return date(first, 1, 1), date(last, 12, 31)
    except ValueError:
        return None
