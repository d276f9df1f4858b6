"""The texts that people read, in the language they read.

Code holds them in English; ``indexer/locale`` holds a catalogue for every other language, in the
form of gettext. A request says once which language it wants; whatever is worded while it is
answered is in that language.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, get_group_symbol

LOCALES = Path(__file__).with_name("locale")
SOURCE = "en"
LANGUAGES = (SOURCE, *sorted(path.stem for path in LOCALES.glob("*.po")))
"""Languages there are texts in, that of the code first."""

_LEAP_YEAR = 2000

_language: ContextVar[str] = ContextVar("language", default=SOURCE)


def speak(language: str) -> None:
    """Words what follows in this thread in one of :data:`LANGUAGES`."""
    _language.set(language)


def spoken() -> str:
    """The language texts are worded in."""
    return _language.get()


def gettext(text: str, /, **values: object) -> str:
    """A text in the language of the reader, with ``%(name)s`` replaced by values."""
    said = _catalogue(spoken()).gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A text that depends on a number; ``%(number)s`` is the number as it is written."""
    return plural(one, many, number) % {"number": with_commas(number), **values}


def plural(one: str, many: str, number: int) -> str:
    """The form of a text that a number asks for, nothing replaced in it."""
    return _catalogue(spoken()).ngettext(one, many, number)


def message(text: str) -> str:
    """Marks a text for the catalogues where it stands; it is worded where it is used."""
    return text


def with_commas(number: int) -> str:
    """A number with its thousands set apart."""
    return f"{number:,}".replace(",", _grouping(spoken()))


def decimal(number: float, places: int = 2) -> str:
    """A number with so many decimal places."""
    return format_decimal(number, f"{0:.{places}f}", locale=locale())


def in_percent(share: float, digits: int = 0) -> str:
    """A share in percent, with so many digits after the point."""
    return gettext("%(number)s %%", number=decimal(share * 100, digits))


def long_day(day: date) -> str:
    """A day in long form, such as "9 February 2021"."""
    return format_date(day, gettext("d MMMM y"), locale=locale())


def long_moment(moment: datetime) -> str:
    """A moment in UTC, such as "9 February 2021, 14:30 UTC"; at midnight its day alone."""
    there = moment.astimezone(UTC)
    day = long_day(there.date())
    if there.time() == time.min:
        return day
    clock = format_time(there, "HH:mm:ss" if there.second else "HH:mm", locale=locale())
    return gettext("%(day)s, %(time)s UTC", day=day, time=clock)


def long_month(day: date) -> str:
    """The month of a day, such as "February 2021"."""
    return format_date(day, gettext("MMMM y"), locale=locale())


def day_of_the_year(month: int, day: int) -> str:
    """A day of any year, such as "9 February"."""
    return format_date(date(_LEAP_YEAR, month, day), gettext("d MMMM"), locale=locale())


def choose(wanted: Iterable[str]) -> str:
    """The first language there are texts in of those that a reader prefers, else English."""
    for tag in wanted:
        primary = tag.partition("-")[0].lower()
        if primary in LANGUAGES:
            return primary
    return SOURCE


def locale() -> Locale:
    """How numbers and dates are written for the reader."""
    return _locale(spoken())


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language if language != SOURCE else "en_GB")


@cache
def _grouping(language: str) -> str:
    return get_group_symbol(_locale(language))


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    # Only readers of other languages than that of the code wait for these.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415
    from babel.support import Translations  # noqa: PLC0415

    with (LOCALES / f"{language}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
