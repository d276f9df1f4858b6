"""When a story was published: which of several sources counts, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from indexer.archive.dates import WrittenDate, read_date, read_name_date
from indexer.archive.figures import Figure
from indexer.archive.slugs import name_of
from indexer.model import ArchiveDate, Source

_IMAGE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")

_MAX_APART = 1
"""Days by which a file's name may differ: many posts are published a day after they are begun."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The date of a story.

    Attributes:
        written: The date; None if there is none.
        complaints: Reason and hint of what is wrong with its sources.
    """

    written: WrittenDate | None
    complaints: tuple[tuple[str, str], ...] = ()


def date_story(stated: str, named: str, figures: Sequence[Figure]) -> Dating:
    """The date of the front matter, else of the file name, else of the image names.

    An impossible day gives way to the next source; where nothing else is known, its month stays.

    Args:
        stated: The date of the front matter as written; empty without one.
        named: The date in the file's name; empty without one.
        figures: The images, whose names may hold a date.
    """
    complaints = []
    front = read_date(stated, Source.FRONT_MATTER) if stated else None
    if stated and (front is None or not front.possible):
        wrong = "is not understood" if front is None else "does not exist"
        complaints.append(
            (
                f"The date “{stated}” {wrong}; another source is used.",
                "Write it as YYYY-MM-DD HH:MM:SS +0000.",
            )
        )
    name = read_name_date(named) if named else None
    if name is not None and not name.possible:
        complaints.append((f"The date “{named}” of its name does not exist.", "Rename it."))
    candidates = [written for written in (front, name) if written is not None]
    exact = [written for written in candidates if written.possible]
    if len(exact) > 1 and abs(apart := _days_apart(*exact)) > _MAX_APART:
        complaints.append(
            (
                _disagreement(exact[0], exact[1], apart),
                "Correct one of them; the date in the front matter counts.",
            )
        )
    best = exact or candidates
    return Dating(best[0] if best else _date_of_images(figures), tuple(complaints))


def _disagreement(front: WrittenDate, name: WrittenDate, apart: int) -> str:
    return (
        f"Its date is {front.date.earliest}, its name says {name.date.earliest} ({apart:+} days)."
    )


def _days_apart(front: WrittenDate, name: WrittenDate) -> int:
    one, other = front.date.earliest, name.date.earliest
    same_month = front.date.latest != one
    return 0 if one is None or other is None or same_month else (one - other).days


def _date_of_images(figures: Sequence[Figure]) -> WrittenDate | None:
    """The date in the names of the images, if they agree."""
    found = {
        match[1]
        for figure in figures
        if (match := _IMAGE_DATE.search(name_of(figure.src.partition("?")[0])))
    }
    if len(found) != 1:
        return None
    raw = found.pop()
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    local = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    return WrittenDate(ArchiveDate.on_day(day, Source.IMAGE_NAMES, raw), None, local, possible=True)
