"""Counts by time of publication, against counts made one document at a time."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracles import write

from indexer.engine.factory import open_engine
from indexer.engine.request import Interval, Kind, SearchRequest
from indexer.engine.results import Histogram
from indexer.model import (
    UNDATED,
    ArchiveDate,
    Caption,
    Image,
    ImageState,
    Photo,
    Precision,
    Source,
    Story,
)

DAY = date(2021, 2, 9)


def on(day: date) -> ArchiveDate:
    return ArchiveDate.on_day(day, Source.FRONT_MATTER, "")


def of_month(year: int, month: int) -> ArchiveDate:
    last = calendar.monthrange(year, month)[1]
    return ArchiveDate(
        date(year, month, 1), date(year, month, last), Precision.MONTH, Source.TEXT, ""
    )


def of_year(year: int) -> ArchiveDate:
    return ArchiveDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, Source.TEXT, "")


def story(number: int, when: ArchiveDate, photos: int = 0) -> Story:
    name = f"s{number}"
    return Story(
        id=name,
        path=f"{name}.md",
        title="Pier",
        date=when,
        photos=tuple(
            Photo(f"{name}--{n}", name, Image(f"/{n}.jpg", ImageState.MISSING), caption=Caption())
            for n in range(photos)
        ),
    )


def count(folder: Path, dates: list[ArchiveDate], request: SearchRequest) -> Histogram:
    write(folder, [([story(n, when, photos=n % 3) for n, when in enumerate(dates)], [])])
    engine = open_engine(folder)
    try:
        histogram = engine.search(request).histogram
        plain = engine.search(SearchRequest(date_from=request.date_from)).histogram
    finally:
        engine.close()
    assert plain is None
    assert histogram is not None
    return histogram


def bucket(day: date, interval: Interval) -> tuple[date, date]:
    """The days of the calendar around a day."""
    if interval is Interval.DAY:
        return day, day
    if interval is Interval.WEEK:
        monday = day - timedelta(day.isoweekday() - 1)
        return monday, monday + timedelta(6)
    if interval is Interval.MONTH:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last)
    years = 1 if interval is Interval.YEAR else 10
    first = day.year // years * years
    return date(first, 1, 1), date(first + years - 1, 12, 31)


days = st.dates(date(2018, 1, 1), date(2021, 12, 31))
dates = st.one_of(
    days.map(on),
    days.map(lambda day: of_month(day.year, day.month)),
    days.map(lambda day: of_year(day.year)),
    st.just(UNDATED),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    found=st.lists(dates, max_size=12),
    interval=st.sampled_from([i for i in Interval if i is not Interval.AUTO]),
    kind=st.sampled_from(Kind),
)
def test_it_agrees_with_a_plain_count(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[ArchiveDate],
    interval: Interval,
    kind: Kind,
) -> None:
    request = SearchRequest(kind=kind, histogram=interval)
    told = count(tmp_path_factory.mktemp("histogram"), found, request)
    expected: Counter[tuple[date, date]] = Counter()
    undated = imprecise = 0
    for number, when in enumerate(found):
        weight = number % 3 if kind is Kind.PHOTOS else 1
        if when.earliest is None or when.latest is None:
            undated += weight
        elif bucket(when.earliest, told.interval) != bucket(when.latest, told.interval):
            imprecise += weight
        else:
            expected[bucket(when.earliest, told.interval)] += weight
    assert (told.undated, told.imprecise) == (undated, imprecise)
    assert {(b.first, b.last): b.count for b in told.buckets if b.count} == +expected
    for before, after in zip(told.buckets, told.buckets[1:], strict=False):
        assert after.first == before.last + timedelta(1)
    if told.buckets:
        assert told.buckets[0].count
        assert told.buckets[-1].count


def test_empty_buckets_reach_to_the_days_asked_for(tmp_path: Path) -> None:
    request = SearchRequest(
        histogram=Interval.MONTH, date_from=date(2020, 11, 15), date_to=date(2021, 4, 2)
    )
    told = count(tmp_path, [on(DAY), on(date(2019, 1, 1)), UNDATED], request)
    assert [b.count for b in told.buckets] == [0, 0, 0, 1, 0, 0]
    assert (told.buckets[0].first, told.buckets[-1].last) == (date(2020, 11, 1), date(2021, 4, 30))
    assert told.undated == 0


def test_where_nothing_is_found_there_are_no_buckets_but_those_asked_for(tmp_path: Path) -> None:
    nothing = SearchRequest(q="nowhere", histogram=Interval.DAY)
    assert count(tmp_path, [on(DAY)], nothing).buckets == ()
    open_end = SearchRequest(q="nowhere", histogram=Interval.DAY, date_from=DAY)
    assert count(tmp_path, [on(DAY)], open_end).buckets == ()
    both = SearchRequest(q="nowhere", histogram=Interval.YEAR, date_from=DAY, date_to=DAY)
    assert [b.count for b in count(tmp_path, [on(DAY)], both).buckets] == [0]


@pytest.mark.parametrize(
    ("spread", "interval"),
    [
        (0, Interval.DAY),
        (99, Interval.DAY),
        (100, Interval.WEEK),
        (650, Interval.WEEK),
        (900, Interval.MONTH),
        (365 * 20, Interval.YEAR),
        (365 * 150, Interval.DECADE),
    ],
)
def test_left_to_the_search_there_are_a_hundred_buckets_at_most(
    tmp_path: Path, spread: int, interval: Interval
) -> None:
    ends = [on(date(1850, 1, 2)), on(date(1850, 1, 2) + timedelta(spread))]
    told = count(tmp_path, ends, SearchRequest(histogram=Interval.AUTO))
    assert told.interval is interval
    assert 1 <= len(told.buckets) <= 100
    assert sum(b.count for b in told.buckets) == 2


def test_left_to_the_search_most_dates_can_be_placed(tmp_path: Path) -> None:
    known_by_year = [of_year(2019), of_year(2019), of_year(2020), on(DAY)]
    told = count(tmp_path, known_by_year, SearchRequest(histogram=Interval.AUTO))
    assert (told.interval, told.imprecise) == (Interval.YEAR, 0)
    assert [b.count for b in told.buckets] == [2, 1, 1]


def test_a_stray_year_makes_no_endless_row(tmp_path: Path) -> None:
    stray = [on(date(1007, 3, 1)), on(DAY)]
    told = count(tmp_path, stray, SearchRequest(histogram=Interval.DAY))
    assert told.interval is Interval.DECADE
    assert len(told.buckets) == 103
    whole = SearchRequest(histogram=Interval.DAY, date_from=date.min, date_to=date.max)
    told = count(tmp_path, stray, whole)
    assert told.interval is Interval.DECADE
    assert (told.buckets[0].first, told.buckets[-1].last) == (date.min, date.max)
