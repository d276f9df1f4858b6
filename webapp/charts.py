"""Histograms as bars that a template draws as SVG, each of them a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from indexer.engine.request import Interval, Kind, SearchRequest
from indexer.engine.results import Bucket, Histogram
from indexer.texts import gettext, in_percent, long_day, long_month, ngettext, with_commas
from webapp.links import search_url

LETTER = 2.8
"""Percent of a chart's width that a letter of a label takes on a narrow screen."""

MIN_TICKS = 3

_GAP = 0.15
"""Share of a bar's room that stays empty."""

_LEAST = 2.0
"""Pixels of the lowest bar; a single story is seen beside a thousand."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket.

    Attributes:
        label: When it is, in words.
        text: How many documents, in words.
        url: What was found in it; None where nothing was.
        left: Where its room begins, in percent of the chart's width.
        room: Width of its room in percent.
        x: Where the bar begins, likewise.
        width: Width of the bar likewise.
        y: Its upper edge in pixels.
        height: Pixels.
    """

    label: str
    text: str
    url: str | None
    left: float
    room: float
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the bars.

    Attributes:
        text: The label.
        x: Where it stands, in percent.
        anchor: How it stands there: ``start``, ``middle`` or ``end``.
    """

    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Peak:
    """The scale of a chart: the value of its longest bar, at the end of that.

    Attributes:
        label: The value in words.
        height: Pixels of the bar.
    """

    label: Tick
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A histogram ready to be drawn.

    Attributes:
        bars: In order of time.
        ticks: Below them.
        height: Of the bars in pixels.
        peak: What the longest bar stands for; None where there is none.
        notes: What no bar shows, in words.
    """

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int
    peak: Peak | None
    notes: tuple[str, ...]


def count_chart(
    request: SearchRequest, histogram: Histogram, height: int, highest: float = 0.0
) -> Chart:
    """The numbers of documents.

    Args:
        request: The search.
        histogram: What it found.
        height: Pixels.
        highest: The value of a bar of that height, so that charts can be compared; the highest
            of this one if it is more.
    """
    buckets = histogram.buckets
    values = [float(bucket.count) for bucket in buckets]
    texts = [found(request.kind, bucket.count) for bucket in buckets]
    return _chart(request, histogram, height, (values, texts), highest)


def share_chart(
    request: SearchRequest,
    histogram: Histogram,
    everything: Mapping[date, int],
    height: int,
    highest: float = 0.0,
) -> Chart:
    """What share of all documents of its time was found in each bucket.

    Args:
        request: The search.
        histogram: What it found.
        everything: First day of a bucket -> all documents of that time.
        height: Pixels.
        highest: As for :func:`count_chart`, a share.
    """
    values, texts = [], []
    for bucket, share in zip(histogram.buckets, shares(histogram, everything), strict=True):
        of = max(everything.get(bucket.first, 0), bucket.count)
        values.append(share)
        texts.append(
            gettext(
                "%(count)s of %(all)s (%(percent)s)",
                count=with_commas(bucket.count),
                all=with_commas(of),
                percent=percent(share),
            )
        )
    return _chart(request, histogram, height, (values, texts), highest)


def shares(histogram: Histogram, everything: Mapping[date, int]) -> list[float]:
    """The share of each bucket in all documents of its time."""
    return [
        bucket.count / max(everything.get(bucket.first, 0), bucket.count) if bucket.count else 0.0
        for bucket in histogram.buckets
    ]


def percent(share: float) -> str:
    """A share in percent, exact enough that only nothing is 0 and only everything is 100."""
    if share in {0.0, 1.0}:
        return in_percent(share, 0)
    digits = next((n for n in (1, 2) if 0 < round(share, n + 2) < 1), 3)
    return in_percent(share, digits)


def found(kind: Kind, number: int) -> str:
    """So many stories or photos."""
    if kind == Kind.PHOTOS:
        return ngettext("%(number)s photo", "%(number)s photos", number)
    return ngettext("%(number)s story", "%(number)s stories", number)


def bucket_label(bucket: Bucket, interval: Interval) -> str:
    """When a bucket is."""
    first = bucket.first
    match interval:
        case Interval.DAY | Interval.AUTO:
            return long_day(first)
        case Interval.WEEK:
            return gettext("week of %(day)s", day=long_day(first))
        case Interval.MONTH:
            return long_month(first)
        case Interval.YEAR:
            return str(first.year)
        case Interval.DECADE:
            return gettext("%(year)ss", year=first.year)


def between(request: SearchRequest, first: date, last: date) -> SearchRequest:
    """The search among what was published between two days, within those it asks for already."""
    return replace(
        request,
        page=1,
        histogram=None,
        date_from=max(first, request.date_from or first),
        date_to=min(last, request.date_to or last),
    )


def _chart(
    request: SearchRequest,
    histogram: Histogram,
    height: int,
    counted: tuple[Sequence[float], Sequence[str]],
    highest: float,
) -> Chart:
    values, texts = counted
    buckets, interval = histogram.buckets, histogram.interval
    room = 100 / max(len(buckets), 1)
    highest = max([highest, *values]) or 1.0
    bars = []
    for number, (bucket, value, text) in enumerate(zip(buckets, values, texts, strict=True)):
        tall = max(value / highest * height, _LEAST) if value else 0.0
        url = search_url(between(request, bucket.first, bucket.last)) if bucket.count else None
        left = number * room
        bars.append(
            Bar(
                label=bucket_label(bucket, interval),
                text=text,
                url=url,
                left=round(left, 3),
                room=round(room, 3),
                x=round(left + room * _GAP / 2, 3),
                width=round(room * (1 - _GAP), 3),
                y=round(height - tall, 1),
                height=round(tall, 1),
            )
        )
    return Chart(
        bars=tuple(bars),
        ticks=_ticks(buckets, interval),
        height=height,
        peak=_peak(bars),
        notes=tuple(_notes(histogram)),
    )


def _peak(bars: Sequence[Bar]) -> Peak | None:
    longest = max(range(len(bars)), key=lambda place: bars[place].height, default=None)
    if longest is None:
        return None
    text, height = bars[longest].text, bars[longest].height
    return Peak(_tick(text, longest, len(bars)), height)


def _ticks(buckets: Sequence[Bucket], interval: Interval) -> tuple[Tick, ...]:
    """Evenly spaced labels that leave each other room, at the beginnings of years (or months).

    Where fewer than a few bars begin one, they stand at any.
    """
    short, begins = _TICKS[interval]
    places = [n for n, bucket in enumerate(buckets) if begins(bucket)]
    if len(places) < MIN_TICKS:
        places = list(range(len(buckets)))
    ticks = [_tick(short(buckets[n].first), n, len(buckets)) for n in places]
    steps = (ticks[::step] for step in range(1, len(ticks)))
    return tuple(next((some for some in steps if _have_room(some)), ticks[:1]))


def _have_room(ticks: Sequence[Tick]) -> bool:
    extents = [_extent(tick) for tick in ticks]
    return all(end + LETTER <= start for (_, end), (start, _) in pairwise(extents))


def _extent(tick: Tick) -> tuple[float, float]:
    """Where a label begins and ends, in percent."""
    width = len(tick.text) * LETTER
    before = {"start": 0.0, "middle": width / 2, "end": width}[tick.anchor]
    return tick.x - before, tick.x - before + width


def _tick(text: str, place: int, count: int) -> Tick:
    """A label at a bar, or from or up to it where it would reach beyond the chart."""
    room = 100 / count
    middle, half = (place + 0.5) * room, len(text) * LETTER / 2
    if middle < half:
        return Tick(text, round(place * room, 2), "start")
    if middle > 100 - half:
        return Tick(text, round((place + 1) * room, 2), "end")
    return Tick(text, round(middle, 2), "middle")


def _notes(histogram: Histogram) -> list[str]:
    notes = []
    if histogram.imprecise:
        notes.append(
            ngettext(
                "%(number)s with a date that is known less exactly",
                "%(number)s with dates that are known less exactly",
                histogram.imprecise,
            )
        )
    if histogram.undated:
        notes.append(
            ngettext("%(number)s without a date", "%(number)s without a date", histogram.undated)
        )
    return notes


def _year(day: date) -> str:
    return str(day.year)


def _year_or_month(day: date) -> str:
    return str(day.year) if day.month == 1 else long_month(day)


def _begins_year(bucket: Bucket) -> bool:
    return bucket.first.month == 1 and bucket.first.day <= 7  # noqa: PLR2004 - or its first week


def _begins_month(bucket: Bucket) -> bool:
    return bucket.first.day <= 7 or bucket.last.day < 7  # noqa: PLR2004 - a week with its first day


_TICKS: Mapping[Interval, tuple[Callable[[date], str], Callable[[Bucket], bool]]] = {
    Interval.DAY: (long_day, lambda bucket: bucket.first.day == 1),
    Interval.WEEK: (long_month, _begins_month),
    Interval.MONTH: (_year_or_month, _begins_year),
    Interval.YEAR: (_year, lambda bucket: bucket.first.year % 5 == 0),
    Interval.DECADE: (_year, lambda _: True),
}
"""How a tick of an interval is worded, and where it may stand."""
