"""When what a search finds was published: as counts, as shares, beside another search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from flask import Blueprint, render_template

from indexer.engine.base import Engine
from indexer.engine.request import Interval, SearchRequest
from indexer.engine.results import Bucket, Histogram, SearchResult
from indexer.texts import gettext, message
from webapp.charts import Chart, count_chart, share_chart, shares
from webapp.choices import Choice
from webapp.dates import absolute_today
from webapp.forms import SearchForm, form_for
from webapp.links import page_url, parameters, search_url
from webapp.own import one, readers_search
from webapp.site import current_site

blueprint = Blueprint("timeline", __name__)

_HEIGHT = 240
_HEIGHT_BESIDE = 130
_INTERVALS = {
    Interval.DAY: message("Days"),
    Interval.WEEK: message("Weeks"),
    Interval.MONTH: message("Months"),
    Interval.YEAR: message("Years"),
    Interval.DECADE: message("Decades"),
}
_COARSENESS = tuple(_INTERVALS)


class Measure(StrEnum):
    """What the bars show."""

    COUNT = "count"
    SHARE = "share"


_MEASURES = {
    Measure.COUNT: message("Number"),
    Measure.SHARE: message("Share of all published then"),
}


@dataclass(frozen=True, slots=True)
class Series:
    """One search on the timeline.

    Attributes:
        name: What was typed.
        reading: In plain words.
        total: Documents found.
        url: Its results.
        chart: Its bars.
    """

    name: str
    reading: str
    total: int
    url: str
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What the page shows.

    Attributes:
        form: The search box.
        request: The search.
        series: The search, and the other one if there is one.
        measures: What the bars can show.
        intervals: What they can stand for.
        compare: The form for another search.
        notices: What was ignored or understood differently.
    """

    form: SearchForm
    request: SearchRequest
    series: tuple[Series, ...]
    measures: tuple[Choice, ...]
    intervals: tuple[Choice, ...]
    compare: SearchForm
    notices: tuple[str, ...]


@blueprint.get("/timeline")
def timeline() -> str:
    """The timeline of a search."""
    asked = readers_search(("with", "measure"))
    request = replace(asked.request, q=absolute_today(asked.request.q))
    measure = one(asked.own, "measure", Measure, Measure.COUNT)
    other = absolute_today(asked.own.get("with", "").strip())
    page = timeline_page(current_site().engine, request, other, measure)
    return render_template("timeline.html", page=page)


def timeline_page(
    engine: Engine, request: SearchRequest, other: str, measure: Measure
) -> TimelinePage:
    """Searches, and prepares the page.

    Args:
        engine: Answers the searches.
        request: The search.
        other: What is typed for the search it is compared with; empty for none.
        measure: What the bars show.
    """
    requests = [replace(request, page=1)]
    if other:
        requests.append(replace(request, q=other, page=1))
    results = [_count(engine, asked, request.histogram or Interval.AUTO) for asked in requests]
    interval = max((_histogram(r).interval for r in results), key=_COARSENESS.index)
    # Over the span of both there may be more buckets than there can be.
    whole = _everything(engine, request, results, interval)
    interval = whole.interval if whole else interval
    results = [
        result if _histogram(result).interval is interval else _count(engine, asked, interval)
        for asked, result in zip(requests, results, strict=True)
    ]
    everything = {bucket.first: bucket for bucket in whole.buckets} if whole else {}
    height = _HEIGHT_BESIDE if other else _HEIGHT
    histograms = [_aligned(_histogram(result), everything) for result in results]
    counts = {first: bucket.count for first, bucket in everything.items()}
    highest = max(max(_values(h, counts, measure), default=0.0) for h in histograms)
    series = tuple(
        Series(
            asked.q.strip() or gettext("everything"),
            result.reading,
            result.total,
            search_url(asked),
            _draw(asked, aligned, counts, measure, height, highest),
        )
        for asked, result, aligned in zip(requests, results, histograms, strict=True)
    )
    kept = {"with": other, "measure": measure if measure is not Measure.COUNT else ""}
    return TimelinePage(
        form=form_for(request),
        request=request,
        series=series,
        measures=tuple(
            Choice(
                gettext(label),
                page_url("timeline.timeline", request, {**kept, "measure": _usual(value)}),
                value is measure,
            )
            for value, label in _MEASURES.items()
        ),
        intervals=tuple(
            Choice(
                gettext(label),
                page_url("timeline.timeline", replace(request, histogram=value), kept),
                value is interval,
            )
            for value, label in _INTERVALS.items()
        ),
        compare=_compare_form(request, other, kept),
        notices=tuple(
            dict.fromkeys(
                [
                    *_too_fine(request.histogram, interval),
                    *(notice for result in results for notice in result.notices),
                ]
            )
        ),
    )


def _too_fine(asked: Interval | None, counted: Interval) -> Iterator[str]:
    """Says so where there would have been more bars than can be drawn."""
    if asked not in {None, Interval.AUTO, counted}:
        yield gettext("That would be too many bars: ask for fewer years with from= and to=.")


def _usual(measure: Measure) -> str:
    return "" if measure is Measure.COUNT else measure.value


def _compare_form(request: SearchRequest, other: str, kept: Mapping[str, str]) -> SearchForm:
    pairs = parameters(replace(request, page=1))
    pairs += [(name, value) for name, value in kept.items() if value and name != "with"]
    return SearchForm(
        page_url("timeline.timeline", SearchRequest()),
        gettext("Compare with another search"),
        other,
        tuple(pairs),
    )


def _count(engine: Engine, request: SearchRequest, interval: Interval) -> SearchResult:
    return engine.search(replace(request, histogram=interval, facets=(), size=1, snippets=False))


def _histogram(result: SearchResult) -> Histogram:
    assert result.histogram is not None  # noqa: S101 - it was asked for
    return result.histogram


def _everything(
    engine: Engine, request: SearchRequest, results: list[SearchResult], interval: Interval
) -> Histogram | None:
    """All documents from the first found to the last; None if nothing dated was found."""
    buckets = [bucket for result in results for bucket in _histogram(result).buckets]
    if not buckets:
        return None
    first = min(bucket.first for bucket in buckets)
    last = max(bucket.last for bucket in buckets)
    every = replace(
        request,
        q="",
        page=1,
        filters={},
        excludes={},
        date_from=max(first, request.date_from or first),
        date_to=min(last, request.date_to or last),
    )
    return _histogram(_count(engine, every, interval))


def _aligned(histogram: Histogram, everything: Mapping[date, Bucket]) -> Histogram:
    """The same counts in the buckets of everything, so that several stand below one another."""
    counts = {bucket.first: bucket.count for bucket in histogram.buckets}
    return replace(
        histogram,
        buckets=tuple(
            replace(bucket, count=counts.get(first, 0)) for first, bucket in everything.items()
        ),
    )


def _values(
    histogram: Histogram, everything: Mapping[date, int], measure: Measure
) -> Sequence[float]:
    if measure is Measure.SHARE:
        return shares(histogram, everything)
    return [float(bucket.count) for bucket in histogram.buckets]


def _draw(  # noqa: PLR0913, PLR0917 - all that is drawn
    request: SearchRequest,
    histogram: Histogram,
    everything: Mapping[date, int],
    measure: Measure,
    height: int,
    highest: float,
) -> Chart:
    if measure is Measure.SHARE:
        return share_chart(request, histogram, everything, height, highest)
    return count_chart(request, histogram, height, highest)
