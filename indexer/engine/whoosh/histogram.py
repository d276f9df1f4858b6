"""Counts the documents found by day, week, month, year or decade of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, date, timedelta

import numpy as np

from indexer.engine.request import Interval, Kind
from indexer.engine.results import Bucket, Histogram
from indexer.engine.whoosh.matching import Documents
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.content import EPOCH, UNDATED

AUTO_BUCKETS = 100
"""Most buckets where the interval is left to the search."""

MAX_BUCKETS = 1000
"""Most buckets of an interval asked for; beyond it the next coarser one is taken."""

_FINEST_FIRST = (Interval.DAY, Interval.WEEK, Interval.MONTH, Interval.YEAR, Interval.DECADE)
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12
_YEARS_A_DECADE = 10
_UNIX_YEAR = 1970


def make_histogram(
    pairs: Sequence[SegmentPair],
    kind: Kind,
    found: Sequence[Documents],
    asked: Interval,
    between: tuple[date | None, date | None],
) -> Histogram:
    """Counts documents by time of publication; photos by that of their story.

    Args:
        pairs: The segments.
        kind: Stories or photos.
        found: The documents of each segment.
        asked: The interval, or ``AUTO``.
        between: First and last day asked for, each of which may be open.
    """
    first, last = _days(pairs, kind, found)
    dated = first != UNDATED
    days = _Days(first[dated], last[dated])
    auto = asked is Interval.AUTO
    intervals = _FINEST_FIRST[0 if auto else _FINEST_FIRST.index(asked) :]
    most = AUTO_BUCKETS if auto else MAX_BUCKETS
    for interval in intervals:
        low, counts, vague = days.count(interval, between, most)
        if counts is not None and not (auto and vague * 2 > days.size):
            break
    else:
        interval = intervals[-1]
        low, counts, vague = days.count(interval, between, MAXYEAR)
    return Histogram(
        interval,
        tuple(
            Bucket(_first_day(number, interval), _last_day(number, interval), count)
            for number, count in enumerate(() if counts is None else counts.tolist(), low)
        ),
        undated=len(first) - days.size,
        imprecise=vague,
    )


class _Days:
    """First and last possible days of dated documents, which are mostly the same.

    Args:
        first: Proleptic ordinals; ``(documents,)``.
        last: Likewise.
    """

    def __init__(self, first: Integers, last: Integers) -> None:
        self.size = len(first)
        exact = first == last
        certain = first[exact]
        begin = int(certain.min()) if len(certain) else 0
        # By day first, because turning days into months is what takes time.
        by_day = np.bincount(certain - begin)
        found = np.flatnonzero(by_day)
        self._days, self._counts = found + begin, by_day[found]
        self._first, self._last = first[~exact], last[~exact]

    def count(
        self, interval: Interval, between: tuple[date | None, date | None], most: int
    ) -> tuple[int, Integers | None, int]:
        """Documents in each bucket of an interval.

        Returns:
            The number of the first bucket, the counts from it on (None if they would be more than
            so many), and how many documents are not known so exactly.
        """
        vague = _numbers(self._first, interval)
        placed = vague == _numbers(self._last, interval)
        imprecise = len(placed) - int(np.count_nonzero(placed))
        numbers = np.concatenate([_numbers(self._days, interval), vague[placed]])
        counts = np.concatenate([self._counts, np.ones(len(placed) - imprecise, np.int64)])
        asked = [_numbers(np.array([day.toordinal()]), interval) for day in between if day]
        if not len(numbers) and None in between:
            return 0, np.zeros(0, np.int64), imprecise
        ends = np.concatenate([numbers, *asked])
        low, size = int(ends.min()), int(ends.max() - ends.min()) + 1
        if size > most:
            return low, None, imprecise
        buckets = np.bincount(numbers - low, counts, size).astype(np.int64)
        return low, buckets, imprecise


def _days(
    pairs: Sequence[SegmentPair], kind: Kind, found: Sequence[Documents]
) -> tuple[Integers, Integers]:
    """First and last possible days of the documents, or of their stories."""
    first: list[Integers] = [np.zeros(0, np.int32)]
    last: list[Integers] = [np.zeros(0, np.int32)]
    for pair, documents in zip(pairs, found, strict=True):
        numbers = documents.numbers
        stories = pair.photos.parents[numbers] if kind is Kind.PHOTOS else numbers
        first.append(pair.stories.content.columns.earliest[stories])
        last.append(pair.stories.content.columns.latest[stories])
    return np.concatenate(first), np.concatenate(last)


def _numbers(days: Integers, interval: Interval) -> Integers:
    """The numbers of the buckets that days lie in; they follow one another without gaps."""
    if interval is Interval.DAY:
        return days.astype(np.int64)
    if interval is Interval.WEEK:  # the first of all days was a Monday
        return (days.astype(np.int64) - 1) // _DAYS_A_WEEK
    since = (days.astype(np.int64) - EPOCH).astype("datetime64[D]")
    if interval is Interval.MONTH:
        return since.astype("datetime64[M]").astype(np.int64) + _UNIX_YEAR * _MONTHS_A_YEAR
    years = since.astype("datetime64[Y]").astype(np.int64) + _UNIX_YEAR
    return years // _YEARS_A_DECADE if interval is Interval.DECADE else years


def _first_day(number: int, interval: Interval) -> date:
    if interval is Interval.DAY:
        return date.fromordinal(number)
    if interval is Interval.WEEK:
        return date.fromordinal(number * _DAYS_A_WEEK + 1)
    if interval is Interval.MONTH:
        year, month = divmod(number, _MONTHS_A_YEAR)
        return date(year, month + 1, 1)
    return date(max(number * _YEARS_A_DECADE, 1) if interval is Interval.DECADE else number, 1, 1)


def _last_day(number: int, interval: Interval) -> date:
    try:
        return _first_day(number + 1, interval) - timedelta(1)
    except (ValueError, OverflowError):  # the calendar ends there
        return date.max
