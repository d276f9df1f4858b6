"""Small pieces of language."""

from __future__ import annotations

from datetime import date

from indexer.model import ArchiveDate, ImageState, Method, Precision, Source, Status
from indexer.texts import gettext, long_day, long_month, message

YEARS_OF_A_DECADE = 10

_INFERRED = {
    Source.FILE_NAME: message("date from the file name"),
    Source.IMAGE_NAMES: message("date from its image names"),
    Source.CAPTION: message("from the caption"),
    Source.CAPTION_AND_PUBLISHED: message("from the caption and the day of publication"),
}
STATUSES = {
    Status.POOL: message("pool"),
    Status.HANDOUT: message("handout"),
    Status.FILE: message("file"),
    Status.PROVIDED: message("provided"),
    Status.STRINGER: message("stringer"),
    Status.FREELANCE: message("freelance"),
    Status.REPRODUCTION: message("reproduction"),
}
"""How pictures reach a publisher, to be worded."""

PHOTO_VALUES = {
    **{("status", status.value): name for status, name in STATUSES.items()},
    ("method", Method.DRONE.value): message("drone"),
    ("method", Method.AERIAL.value): message("aerial"),
    ("image", ImageState.PRESENT.value): message("in the archive"),
    ("image", ImageState.MISSING.value): message("missing"),
    ("image", ImageState.REMOTE.value): message("on another site"),
    ("orientation", "landscape"): message("landscape"),
    ("orientation", "portrait"): message("portrait"),
    ("orientation", "square"): message("square"),
    ("orientation", "panorama"): message("panorama"),
    ("gap", "after"): message("dated after publication"),
    ("gap", "same-day"): message("same day"),
    ("gap", "week"): message("within a week"),
    ("gap", "month"): message("within a month"),
    ("gap", "year"): message("within a year"),
    ("gap", "decade"): message("within ten years"),
    ("gap", "older"): message("more than ten years before"),
}
"""Values of facets of photos, to be worded."""


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: ``1 story``, ``2,000 stories``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def date_in_words(when: ArchiveDate) -> str:
    """A date in long form, no more exact than it is known; empty if nothing is known.

    Such as "9 February 2021", "June 2016", "1950s", or a range of them.
    """
    if when.earliest is None:
        return ""
    first = _unit(when.earliest, when.precision)
    last = _unit(when.latest or when.earliest, when.precision)
    return first if first == last else f"{first}–{last}"


def inferred(source: Source | None) -> str:
    """Where a date was found, in words; empty if the archive states it."""
    return gettext(_INFERRED[source]) if source in _INFERRED else ""


def _unit(day: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY | Precision.UNKNOWN:
            return long_day(day)
        case Precision.MONTH:
            return long_month(day)
        case Precision.YEAR:
            return str(day.year)
        case Precision.DECADE:
            return gettext("%(year)ss", year=day.year // YEARS_OF_A_DECADE * YEARS_OF_A_DECADE)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; an ellipsis stands for what was cut.

    It is cut between words, where they are short enough for that.
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    whole = text[most - 1].isspace() or space < most // 2
    return (cut if whole else cut[:space]).rstrip() + "…"
