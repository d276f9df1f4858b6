"""Days as readers type them into fields: as a query's ``date:`` takes them, and what is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.errors import ParameterError
from indexer.parameters import parse_moment, parse_month_day, plain_text
from indexer.query.days import parse_days
from indexer.texts import gettext, message
from indexer.wording import shortened

_NO_DATE = message(
    "“%(typed)s” is no date that can be read, so the search was made without it. Dates are 2021, "
    "2021-02, 2021-02-14, 14.2.2021, “June 2021”, “last year”."
)
_LEFT_OUT = {
    "from": _NO_DATE,
    "to": _NO_DATE,
    "on": message(
        "“%(typed)s” is no day of the year, so the search was made without it. Days of the year "
        "are 06-24, or “today”."
    ),
    "since": message(
        "“%(typed)s” is no moment, so the search was made without it. Moments are 2021-02-14, or "
        "2021-02-14T09:30 in UTC."
    ),
}
_PLAIN = {"on": parse_month_day, "since": parse_moment}
_MAX_TYPED = 60


@dataclass(frozen=True, slots=True)
class TypedDays:
    """What was typed into the fields for days.

    Attributes:
        pairs: All parameters of the search, days as it takes them; without those it cannot take.
        unread: Field -> what was typed there, where that is no day.
        notices: What was left out or understood differently.
    """

    pairs: tuple[tuple[str, str], ...]
    unread: Mapping[str, str]
    notices: tuple[str, ...]


def read_days(pairs: Sequence[tuple[str, str]], today: date) -> TypedDays:
    """Reads the days among parameters; of each the last counts.

    Args:
        pairs: The parameters of a search.
        today: What relative times are relative to.
    """
    typed = {name: plain_text(value).strip() for name, value in pairs if name in _LEFT_OUT}
    first, last, swapped = _ends(typed.get("from", ""), typed.get("to", ""), today)
    read = dict(_as_parameters(typed, first, last))
    unread = {name: text for name, text in typed.items() if text and name not in read}
    notices = [
        gettext(_LEFT_OUT[name], typed=shortened(text, _MAX_TYPED)) for name, text in unread.items()
    ]
    if swapped:
        notices.append(gettext("“From” was later than “To”, so each was taken for the other."))
    rest = [pair for pair in pairs if pair[0] not in _LEFT_OUT]
    return TypedDays((*rest, *read.items()), unread, tuple(notices))


def _ends(begin: str, end: str, today: date) -> tuple[date | None, date | None, bool]:
    """First and last day, None where none can be read; and whether they were typed reversed."""
    one, other = (parse_days(text, today) or (None, None) for text in (begin, end))
    first, last = one[0], other[1]
    if first is None or last is None or first <= last:
        return first, last, False
    # The earlier year, month or range from its own beginning to the end of the later one.
    return other[0] or last, one[1] or first, True


def _as_parameters(
    typed: Mapping[str, str], first: date | None, last: date | None
) -> Iterator[tuple[str, str]]:
    for name, day in (("from", first), ("to", last)):
        if day is not None:
            yield name, day.isoformat()
    for name, parse in _PLAIN.items():
        try:
            if parse(typed.get(name, "")):
                yield name, typed[name]
        except ParameterError:
            continue
