"""What an archive covers: stories by month since the beginning, gaps, freshness, what is amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from babel.dates import get_month_names
from flask import Blueprint, render_template, url_for

from indexer.desk.finding import TITLES
from indexer.engine.base import Engine
from indexer.engine.records import BuildRecord, IndexStats, Outcome
from indexer.engine.request import Interval, Kind, SearchRequest
from indexer.engine.results import Bucket
from indexer.model import ProblemKind
from indexer.problem_texts import worded
from indexer.texts import gettext, locale, long_month
from webapp.charts import between
from webapp.forms import SearchForm, empty_form
from webapp.links import NamedLink, facet_url, search_url
from webapp.site import current_site

blueprint = Blueprint("coverage", __name__)

MAX_NAMED = 100
"""Files named that could not be read."""

_YEARS_AT_ONCE = 80
"""So many months fit into one histogram."""

_EVERYTHING = SearchRequest(size=1, facets=(), snippets=False, histogram=Interval.MONTH)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar.

    Attributes:
        name: Such as "March 2016".
        short: Such as "Mar".
        count: Stories published in it.
        url: Those stories; None if there are none, or it lies before the first or after the last.
        level: How many there are beside the fullest month, from 0 (none) to 4.
    """

    name: str
    short: str
    count: int
    url: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar.

    Attributes:
        number: Of the year.
        count: Stories of its months.
        url: Its stories.
        months: All twelve.
    """

    number: int
    count: int
    url: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """What the page shows.

    Attributes:
        form: The search box.
        stats: Figures of the index.
        years: Newest first; empty if nothing is dated to the month.
        month_names: In short, as heads of columns.
        imprecise: Stories dated to a year or less exactly.
        undated_url: Stories without a date.
        gaps: Months without a story between the first and the last, in words.
        newest_age: Days from the newest story to the day the index was built; None if undated.
        left_out: Why files were left out -> how many.
        failed: Paths of files that could not be read, and why.
        problems: What is wrong, in words, and how often; each leads to the files it is about.
        desk_url: What should be looked at in the archive; None where the site does not show it.
    """

    form: SearchForm
    stats: IndexStats
    years: tuple[Year, ...]
    month_names: tuple[str, ...]
    imprecise: int
    undated_url: str
    gaps: tuple[str, ...]
    newest_age: int | None
    left_out: tuple[tuple[str, int], ...]
    failed: tuple[tuple[str, str], ...]
    problems: tuple[tuple[NamedLink, int], ...]
    desk_url: str | None


@blueprint.get("/coverage")
def coverage() -> str:
    """What the archive covers."""
    site = current_site()
    desk_url = url_for("desk.desk") if site.settings.desk else None
    page = coverage_page(site.engine, site.stats(), site.engine.build_record(), desk_url)
    return render_template("coverage.html", page=page)


def coverage_page(
    engine: Engine, stats: IndexStats, record: BuildRecord, desk_url: str | None
) -> CoveragePage:
    """Counts, and prepares the page."""
    months, imprecise = _months(engine, stats)
    problems = Counter(
        problem.kind
        for problem in (*record.problems, *(p for file in record.files for p in file.problems))
    )
    reasons = Counter(
        worded(file.reason) for file in record.files if file.outcome is Outcome.EXCLUDED
    )
    failed = [file for file in record.files if file.outcome is Outcome.FAILED]
    return CoveragePage(
        form=empty_form(Kind.STORIES),
        stats=stats,
        years=calendar(months),
        month_names=tuple(_short_names()),
        imprecise=imprecise,
        undated_url=facet_url(Kind.STORIES, "year", ""),
        gaps=tuple(_gaps(months)),
        newest_age=(stats.built_at.date() - stats.last_date).days if stats.last_date else None,
        left_out=tuple(reasons.most_common()),
        failed=tuple((file.path, worded(file.reason)) for file in failed[:MAX_NAMED]),
        problems=tuple((_named(kind, desk_url), count) for kind, count in problems.most_common()),
        desk_url=desk_url,
    )


def _named(kind: ProblemKind, desk_url: str | None) -> NamedLink:
    name = gettext(TITLES[kind])
    return NamedLink(name, f"{desk_url}?kind={kind}" if desk_url else None)


def calendar(months: Sequence[Bucket]) -> tuple[Year, ...]:
    """Months as years of twelve, the newest first; years without a story are left out."""
    most = max((bucket.count for bucket in months), default=0)
    years = []
    for number, group in groupby(months, key=lambda bucket: bucket.first.year):
        counts = {bucket.first.month: bucket for bucket in group}
        if not any(bucket.count for bucket in counts.values()):
            continue
        whole = between(SearchRequest(), date(number, 1, 1), date(number, 12, 31))
        years.append(
            Year(
                number,
                sum(bucket.count for bucket in counts.values()),
                search_url(whole),
                tuple(
                    _month(date(number, month, 1), counts.get(month), most)
                    for month in range(1, 13)
                ),
            )
        )
    return tuple(years[::-1])


def _months(engine: Engine, stats: IndexStats) -> tuple[Sequence[Bucket], int]:
    """The months from the first story to the last, and stories dated less exactly."""
    if stats.first_date is None or stats.last_date is None:
        return (), 0
    months: list[Bucket] = []
    imprecise = 0
    for year in range(stats.first_date.year, stats.last_date.year + 1, _YEARS_AT_ONCE):
        first, last = date(year, 1, 1), date(year + _YEARS_AT_ONCE - 1, 12, 31)
        counted = engine.search(replace(_EVERYTHING, date_from=first, date_to=last)).histogram
        assert counted is not None  # noqa: S101 - it was asked for
        months += counted.buckets
        imprecise += counted.imprecise
    counts = [bucket.count > 0 for bucket in months]
    if not any(counts):
        return (), imprecise
    begin, end = counts.index(True), len(counts) - counts[::-1].index(True)
    return months[begin:end], imprecise


def _month(first: date, bucket: Bucket | None, most: int) -> Month:
    short = list(_short_names())[first.month - 1]
    if bucket is None or not bucket.count:
        return Month(long_month(first), short, 0, None, 0)
    url = search_url(between(SearchRequest(), bucket.first, bucket.last))
    return Month(long_month(first), short, bucket.count, url, -(-bucket.count * 4 // most))


def _short_names() -> Iterator[str]:
    names = get_month_names("abbreviated", "stand-alone", locale=locale())
    return (names[month] for month in range(1, 13))


def _gaps(months: Sequence[Bucket]) -> Iterator[str]:
    """Months without a story, those that follow one another as one."""
    for empty, group in groupby(months, key=lambda bucket: not bucket.count):
        if empty:
            run = list(group)
            first, last = long_month(run[0].first), long_month(run[-1].first)
            yield (
                first if len(run) == 1 else gettext("%(first)s to %(last)s", first=first, last=last)
            )
