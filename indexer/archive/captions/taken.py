"""Caption -> when the picture was taken.

A date counts if the caption says the picture was taken then, or if it stands in the first sentence,
which tells what the picture shows. Dates in later sentences are background.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from indexer.archive.captions.places import ends_with_region
from indexer.archive.captions.word_lists import word_set
from indexer.archive.traces import TracedPattern, Traces
from indexer.date_spans import (
    CIRCA_FORM,
    NEWEST,
    OLDEST,
    YEAR_FORM,
    circa,
    circa_dates,
    last_day,
    spans,
)
from indexer.model import UNDATED, ArchiveDate, Precision, Source
from indexer.months import MONTHS

_WINDOW = 3000
_REPUBLIC = 1911  # year 1 of Taiwan's calendar is 1912

# Each is tried where digits begin, and nowhere else; words where months stand are looked up
# afterwards.
_DIGITS = re.compile(r"\d\d*+")
_DAY_AFTER_WORD = re.compile(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\w:]|\s?[-–]\s?\d|\s?%)(?:,?\s(?P<year>\d{4})(?!\w))?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_MONTH = max(map(len, MONTHS))
_BESIDE_MONTH = 4
"""A space and a stop after a month, and a character before it, which may be a part of its word."""
_DAY_BEFORE_WORD = re.compile(
    r"(?P<day>\d(?<![\w.:–-].)\d?)(?:\.|st|nd|rd|th|er|º)?\s(?:de\s|of\s)?"
    r"(?P<month>[^\W\d_]+)(?!\w)\.?(?:,?\s(?:de\s|del\s)?(?P<year>\d{4})(?!\w))?",
    re.IGNORECASE,
)
_NUMERIC_DAYS = (
    re.compile(
        r"(?P<year>\d(?<![\w./-].)\d{3})(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
        r"(?![\w-]|/\d)"
    ),
    re.compile(
        r"(?P<day>\d(?<![\w./-].)\d?)\.(?P<month>\d{1,2}|[^\W\d_]+)\.(?P<year>\d{4})(?![\w-])"
    ),
    re.compile(r"(?P<first>\d(?<![\w./-].)\d?)/(?P<second>\d{1,2})/(?P<year>\d{4})(?![\w/-])"),
)
_NUMERIC = re.compile(r"[-./]\w")
_HAN_DAY = re.compile(
    r"(?:(?P<year>\d{4}|\d{2,3})\s?[年년]\s?)?(?<!\d)(?P<month>\d{1,2})\s?[月월]\s?"
    r"(?P<day>\d{1,2})\s?[日일号號]"
)

_PICTURE = (
    r"(?:photos?|photographs?|pictures?|images?|still|video|screengrab|grab|view|combination|portrait|"
    r"selfie|illustration|snapshot|shot|foto|fotografía|imagen|imagem|aufnahme|bild|фото|снимок)"
)
_TAKEN_BEFORE = TracedPattern(
    rf"(?:{_PICTURE}\b[^.;]{{0,60}}\b(?:taken|shot|captured|released|made|dated|from|filmed|recorded|tomada|"
    rf"tirada|prise|aufgenommen|vom|сделан\w*)|"
    r"\b(?:picture|photo)\s+date\s?:|"
    r"\b(?:pictured|photographed|is\s+seen|are\s+seen|dated|undated|taken))"
    r"(?:\s(?:here|with\s+a\s+drone|by\s+a\s+drone|by\s+drone|(?:early|late)))?[,\s]*(?:(?:back\s)?(?:on|in|el|em|le|am)\s)?(?:the\s)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:\w+,\s)?)?$",
    *("taken", "shot", "captured", "released", "made", "date", "from", "filmed", "recorded"),
    *("tomada", "tirada", "prise", "aufgenommen", "vom", "сделан"),
    *("pictured", "photographed", "is seen", "are seen"),
)
STATING = Traces(
    *("photo", "picture", "image", "still", "video", "screengrab", "grab", "view", "combination"),
    *("portrait", "selfie", "illustration", "snapshot", "shot", "foto", "imagen", "imagem"),
    *("aufnahme", "bild", "фото", "снимок", "taken", "dated", "is seen", "are seen"),
    *("摄", "攝", "撮影", "촬영"),
)
"""What :data:`STATED_BY` cannot match without. Most captions hold none of it, so that not every
date of them need be asked what stands around it."""
_SEEN_BEFORE = re.compile(r"\b(?:is|are)\s+seen\b[^.]{0,12}$")
_THIS_BEFORE = re.compile(r"(?<!\w)(?:this|an?|the|in)\s(?:\w+day,\s)?$", re.IGNORECASE)
_PICTURE_AFTER = re.compile(
    rf",?\s(?:(?:file|handout|aerial|satellite|undated|combination|archival?)\s){{0,2}}{_PICTURE}\b",
    re.IGNORECASE,
)
_SHOT_AFTER = re.compile(r"\s?(?:[，,、][^，,、。]{0,12})?(?:摄|攝|拍摄|拍攝|撮影|촬영)")
STATED_BY = (_TAKEN_BEFORE.pattern, _PICTURE_AFTER, _SHOT_AFTER)
"""One of these stands beside a date on which the caption says that the picture was taken."""

_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
    r"(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|\w+dag)"
)
_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday montag lundi lunes lunedì segunda segunda-feira maandag måndag mandag",
            "tuesday dienstag mardi martes martedì terça terça-feira dinsdag tisdag tirsdag",
            "wednesday mittwoch mercredi miércoles mercoledì quarta quarta-feira woensdag onsdag",
            "thursday donnerstag jeudi jueves giovedì quinta quinta-feira donderdag torsdag",
            "friday freitag vendredi viernes venerdì sexta sexta-feira vrijdag fredag",
            "saturday samstag sonnabend samedi sábado sabato zaterdag lördag lørdag",
            "sunday sonntag dimanche domingo domenica zondag söndag søndag",
        )
    )
    for name in names.split()
}
_BEFORE_DAY = frozenset({"the", "den", "der", "dem", "le", "el", "il", "dia", "día", "d."})
_BESIDE_WEEKDAY = 8
"""What may stand between a weekday and a date: a comma, spaces and an article."""
_LONGEST_WEEKDAY = max(map(len, _WEEKDAYS))
# "Monday, 1 May, 7 pm": when somebody is to come rather than when a picture was taken.
_APPOINTMENT = re.compile(
    rf"\W{{0,3}}{_WEEKDAY}\b.{{0,40}}?\b\d{{1,2}}(?:[:.]\d\d|\s?[ap]\.?m\b|\s?(?:Uhr|h)\b)[^.!?]{{0,40}}",
    re.IGNORECASE,
)
_ON_BEFORE = re.compile(
    r"(?:^|[,(:–—-]\s?|\b(?:on|am|vom|el|le|em|dia|den|в|este|esta|ce|cette|nesta|neste|"
    rf"questo|il|op|dem|diesen)\s|\b{_WEEKDAY},?\s)(?:dia\s|el\s|the\s|den\s|\()?$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 3
"""Spaces within and after what these patterns match, and one before."""

# A ship's or unit's dateline: "SOUTH CHINA SEA (Nov. 25, 2023) – A sailor waves".
_DATELINE_BEFORE = re.compile(
    r"^(?:(?P<capitals>[A-Z][A-Z .,'’-]{3,60}(?:[A-Z][a-z]+\s)?)|[A-Z][^()]{1,60})\($"
)
_DATELINE_AFTER = re.compile(r"\)\s?(?P<dash>[-–—])?")
_BACKGROUND_WORDS = word_set(
    """
    since until till after before through following between ahead dating born died founded
    established built designated unveiled demolished dedicated consecrated adopted abolished bombed
    sunk enacted ratified completed inaugurated constructed erected created discovered scheduled due
    slated planned set expected signed dated victims attack attacks anniversary which who whose that
    where when will would destroyed released elected married published
    """
)
_BACKGROUND = TracedPattern(
    r"\b(?:since|until|till|after|before|through|following|between|ahead\sof|dating)\s(?:\w+\s){0,1}$|"
    r"\b(?:born|died|founded|established|built|designated|"
    r"(?<!is\s)(?<!are\s)(?<!being\s)(?:unveiled|demolished)|dedicated|consecrated|adopted|abolished|"
    r"bombed|sunk|enacted|ratified|completed|inaugurated|constructed|erected|created|discovered|scheduled|due|slated|planned|"
    r"set\sfor|expected|signed|dated\sback|victims\sof|attacks?|anniversary|"
    r"which|who|whose|that|where|when|will|would|destroyed|released|elected|married|"
    r"published)\b[^,;]{0,40}$",
    *_BACKGROUND_WORDS,
)
# "on Feb. 17 near the port" dates the picture, "the Feb. 17 revolution" names something.
_GOES_ON = re.compile(
    r"\s(?!(?:in|at|near|during|as|after|before|on|outside|inside|to|when|while|with|for|from|by|"
    r"ahead|following|amid|along|and|over|under|shows?)\b)[a-z]"
)
_CJK_BACKGROUND = re.compile(r"\s?(?:开工|建成|成立|出生|逝世|开业|竣工|起|前|至|以来)")
_HAN = re.compile(r"[月월年년]")
_TRAILING = re.compile(r"\W{0,3}$")
_OPENS = re.compile(r"(?:^|[,(\[])\s?$")
_AFTER_COMMA = re.compile(
    r"(?:(?<!\d),\s|\[)(?:possibly\s|probably\s)?(?:in\s(?:the\s)?)?(?:(?:spring|summer|autumn|fall|"
    r"winter|Easter|Christmas|Frühjahr|Frühling|Sommer|Herbst|Winter|Ostern|Weihnachten)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"\s[A-Z]")
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")
_LONGEST_DATE = 60
_CIRCA_WINDOW = 60


class _Found(NamedTuple):
    """A date as it stands in a text."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def find_taken(sentences: Sequence[str], credit: str, published: date | None) -> ArchiveDate:
    """Finds when a picture was taken.

    Args:
        sentences: The caption without its credit lines.
        credit: The credit lines, where some agencies print the date.
        published: When the story was published; a year left out is inferred from it.

    Returns:
        The date, its precision as written; ``UNDATED`` if the caption does not tell.
    """
    whole = " ".join(sentences)
    if not _DIGITS.search(whole):
        return _of_credit(credit, published)
    if _APPOINTMENT.fullmatch(whole):
        return UNDATED
    text = whole[:_WINDOW]
    first = sentences[0][:_WINDOW]
    return (
        (_stated(text, published) if any(map(_may_state, sentences)) else None)
        or _day_of_first_sentence(first, published)
        or _span_of_first_sentence(first, alone=len(sentences) == 1)
        or _circa_at_end(whole)
        or _of_own_sentence(sentences, published)
        or _of_credit(credit, published)
    )


def _found_days(text: str) -> Iterator[_Found]:
    """Every day written in a text, with or without its year."""
    first = _DIGITS.search(text)
    if first is None:
        return
    # What stands before a month makes no difference; from there on captions of a story are alike.
    start = max(0, first.start() - _LONGEST_MONTH - _BESIDE_MONTH)
    for found in _possible_days(text[start:]):
        if not _is_quoted(text, start + found.start):
            yield found._replace(start=start + found.start, end=start + found.end)


@lru_cache(maxsize=256)
def _possible_days(text: str) -> tuple[_Found, ...]:
    """The days written in a text that there are."""
    days: list[_Found] = []
    for start, end, groups in _written_days(text):
        month, day = _month_and_day(groups)
        written_year = groups.get("year")
        year = int(written_year) if written_year else None
        if year is not None and year < 1000:  # noqa: PLR2004 - no four digits, so Taiwan's years
            year += _REPUBLIC
        if not month or (year is not None and not OLDEST <= year <= NEWEST):
            continue
        if 1 <= day <= last_day(year or 2000, month):
            days.append(_Found(start, end, year, month, day))
    return tuple(days)


def _written_days(text: str) -> Iterator[tuple[int, int, Mapping[str, str | None]]]:
    """Where what looks like a day begins and ends, and its parts as written."""
    runs = [digits.span() for digits in _DIGITS.finditer(text)]
    for start, _ in runs:
        if not text[start - 1 : start].isspace():
            continue
        match = _DAY_AFTER_WORD.match(text, start)
        end = start - 1 - (text[start - 2 : start - 1] == ".")
        if match and (word := _word_at_end(text[max(0, end - _LONGEST_MONTH - 1) : max(0, end)])):
            yield end - len(word), match.end(), {"month": word, **match.groupdict()}
    forms = [_DAY_BEFORE_WORD]
    if "月" in text or "월" in text:
        forms.append(_HAN_DAY)
    if any(_NUMERIC.match(text, end) for _, end in runs):
        forms += _NUMERIC_DAYS
    for form in forms:
        done = 0
        for start, _ in runs:
            if start >= done and (match := form.match(text, start)):
                done = match.end()
                yield start, done, match.groupdict()


def _word_at_end(text: str) -> str:
    """The letters that a text ends with, unless they go on from a number or an underscore."""
    letters = _LETTERS.match(text[::-1])
    if letters is None:
        return ""
    before = text[: -letters.end()][-1:]
    return "" if before == "_" or before.isdecimal() else letters[0][::-1]


def _month_and_day(groups: Mapping[str, str | None]) -> tuple[int, int]:
    """Month and day; month 0 if it is no month or could be either number."""
    if (first := groups.get("first")) and (second := groups.get("second")):
        one, two = int(first), int(second)
        if one > 12 >= two or one == two:  # noqa: PLR2004 - months
            return two, one
        return (one, two) if two > 12 >= one else (0, 0)  # noqa: PLR2004 - months
    month = groups["month"] or ""
    number = int(month) if month.isdecimal() else MONTHS.get(month.casefold(), 0)
    return (number if 1 <= number <= 12 else 0), int(groups["day"] or 0)  # noqa: PLR2004 - months


def _dated(found: _Found, text: str, published: date | None) -> ArchiveDate | None:
    """The day itself; None if it is later than the story, or its year cannot be known."""
    raw = text[found.start : found.end].strip()
    dated = _day(found.year, found.month, found.day, raw, published)
    if dated is None or found.year is not None or dated.earliest is None:
        return dated
    # Where the weekday is another one, so is the year, and it may well be one to come.
    weekday = _weekday_before(text, found.start)
    return dated if weekday in (None, dated.earliest.weekday()) else None


def _weekday_before(text: str, at: int) -> int | None:
    """The weekday that stands before a date, from 0 for Monday."""
    words = text[max(0, at - _LONGEST_WEEKDAY - _BESIDE_WEEKDAY) : at].casefold().split()
    if words and words[-1] in _BEFORE_DAY:
        words.pop()
    return _WEEKDAYS.get(words[-1].strip(".,(")) if words else None


@lru_cache(maxsize=256)
def _day(
    year: int | None, month: int, number: int, raw: str, published: date | None
) -> ArchiveDate | None:
    # Pictures of a story are mostly of the same day.
    if year is not None:
        day = date(year, month, number)
        # A story filed west of the picture may be a day behind it.
        if published and day - published > timedelta(days=1):
            return None
        return ArchiveDate.on_day(day, Source.CAPTION, raw)
    if published is None:
        return None
    # February 29 may be up to eight years back.
    for likely in range(published.year, max(published.year - 9, 0), -1):
        if number > last_day(likely, month):
            continue
        day = date(likely, month, number)
        if day <= published:
            return ArchiveDate.on_day(day, Source.CAPTION_AND_PUBLISHED, raw)
    return None


_may_state = lru_cache(maxsize=256)(STATING.stand_in)
"""Asked of each sentence, since most of a caption's are those of the story's other captions."""


def _stated(text: str, published: date | None) -> ArchiveDate | None:
    """The date the caption names as the one the picture was taken on."""
    return _stated_day(text, published) or _stated_span(text)


def _stated_day(text: str, published: date | None) -> ArchiveDate | None:
    """A day the caption names as the one the picture was taken on."""
    for found in sorted(_found_days(text), key=lambda found: found.start):
        before = text[max(0, found.start - 110) : found.start]
        after = text[found.end : found.end + 40]
        stated = _says_taken(before) or _SHOT_AFTER.match(after)
        if stated or (_PICTURE_AFTER.match(after) and _follows(_THIS_BEFORE, before)):
            dated = _dated(found, text, published)
            if dated:
                return dated
    return None


def _says_taken(before: str) -> bool:
    match = _TAKEN_BEFORE.search(before)
    if match is None:
        return False
    # "The fort was taken on May 3" has no picture in it.
    verb = match.group().casefold()
    return not verb.startswith("taken")


def _stated_span(text: str) -> ArchiveDate | None:
    """A month, year or decade the caption names as the picture's."""
    for span, start, end in _unquoted_spans(text):
        before, after = text[max(0, start - 110) : start], text[end : end + 40]
        stated = _says_taken(before) and not _SEEN_BEFORE.search(before)
        if stated or (_PICTURE_AFTER.match(after) and _follows(_THIS_BEFORE, before)):
            return span
    return None


def _unquoted_spans(text: str) -> Iterator[tuple[ArchiveDate, int, int]]:
    return (found for found in spans(text) if not _is_quoted(text, found[1]))


def _follows(pattern: re.Pattern[str], before: str) -> bool:
    """True if what stands before a date ends with a pattern of at most three words' length."""
    at = len(before)
    for _ in range(_LONGEST_BEFORE):
        at = max(before.rfind(" ", 0, at), 0)
    return pattern.search(before, at) is not None


def _is_quoted(text: str, at: int) -> bool:
    """True within quotation marks, as on a sign that the picture shows."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _day_of_first_sentence(text: str, published: date | None) -> ArchiveDate | None:
    """The day in the sentence that tells what the picture shows; the latest if there are more."""
    dates = [
        dated
        for found in _found_days(text)
        if _is_foreground(text, found)
        for dated in [_dated(found, text, published)]
        if dated
    ]
    return max(dates, key=lambda dated: dated.latest or date.min, default=None)


def _of_own_sentence(sentences: Sequence[str], published: date | None) -> ArchiveDate | None:
    """The date that is all a sentence says, as in "Main Street. (Between 1905 and 1910)."."""
    for sentence in sentences:
        if len(sentence) > _LONGEST_DATE:
            continue
        for found in _found_days(sentence):
            if found.year is not None and _is_all(sentence, found.start, found.end):
                return _dated(found, sentence, published)
        for span, start, end in spans(sentence):
            if _is_all(sentence, start, end):
                return span
    return None


def _is_all(text: str, start: int, end: int) -> bool:
    return _WORD.search(text[:start] + text[end:]) is None


def _in_dateline(text: str, found: _Found) -> bool:
    after = _DATELINE_AFTER.match(text, found.end)
    before = _DATELINE_BEFORE.match(text[: found.start]) if after else None
    return before is not None and after is not None and bool(after["dash"] or before["capitals"])


def _is_foreground(text: str, found: _Found) -> bool:
    before = text[max(0, found.start - 70) : found.start]
    after = text[found.end : found.end + 20]
    if _HAN.search(text, found.start, found.end):
        return not _CJK_BACKGROUND.match(after)
    if _in_dateline(text, found):
        return True
    # "in Kharkiv, Ukraine June 12, 2023." goes without the comma.
    bare = found.year is not None and _TRAILING.match(after)
    if not (_follows(_ON_BEFORE, before) or (bare and ends_with_region(before))):
        return False
    if _is_background(before):
        return False
    if before.endswith("(") or (found.year is None and _GOES_ON.match(after)):
        return False
    return text[: found.start].count("(") <= text[: found.start].count(")")


def _is_background(before: str) -> bool:
    """True if the date that follows is not the picture's."""
    # Of ASCII letters a word of the pattern is one of the text's, which are quickly compared.
    if before.isascii() and _BACKGROUND_WORDS.isdisjoint(_WORDS.findall(before.lower())):
        return False
    return _BACKGROUND.search(before) is not None


def _span_of_first_sentence(text: str, *, alone: bool) -> ArchiveDate | None:
    """A month, circa date or year after a comma at the end: "Main Street, June 1936."."""
    for span, start, end in _unquoted_spans(text):
        if _TRAILING.match(text[end:]) is None:
            continue
        before = text[:start]
        if CIRCA_FORM.fullmatch(span.raw) and _OPENS.search(before[-3:]):
            return span
        plain_year = span.precision is Precision.YEAR
        if _AFTER_COMMA.search(before[-24:]) and (alone or not plain_year):
            others = _other_years(before) if plain_year else 0
            return span if not others and not _is_background(before[-60:]) else None
    return None


def _other_years(text: str) -> int:
    """Counts the years a text tells; those on signs or in "1925 Main Street" tell nothing."""
    return sum(
        not _is_quoted(text, year.start()) and not _IN_NAME.match(text, year.end())
        for year in YEAR_FORM.finditer(text)
    )


def _circa_at_end(text: str) -> ArchiveDate | None:
    """A circa date that ends the whole caption, as collections print it."""
    start = max(0, len(text) - _CIRCA_WINDOW)
    for found in circa_dates(text, start):
        if _TRAILING.match(text[found.end() :]) and _OPENS.search(text[: found.start()][-3:]):
            return circa(found)
    return None


def _of_credit(credit: str, published: date | None) -> ArchiveDate:
    """A date after the photographer's name: "中央社記者謝佳璋攝 114年11月28日"."""
    for found in _found_days(credit[:_WINDOW]):
        dated = _dated(found, credit, published)
        if dated:
            return dated
    return UNDATED
