"""Histograms, suggestions and matched text as lines on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from indexer.engine.base import Histogram, Interval, Runs, Suggestion

_WIDTH = 40
"""Characters of the longest bar."""

_YEAR, _MONTH = 4, 7
"""Characters of a day in ISO form that name its year, or its month."""

_NAMED_BY = {Interval.DECADE: _YEAR, Interval.YEAR: _YEAR, Interval.MONTH: _MONTH}


def bars(histogram: Histogram) -> Iterator[str]:
    """A line a bucket: when it begins, how many documents, and a bar."""
    most = max((bucket.count for bucket in histogram.buckets), default=0) or 1
    decade = "s" if histogram.interval is Interval.DECADE else ""
    for bucket in histogram.buckets:
        when = bucket.first.isoformat()[: _NAMED_BY.get(histogram.interval)] + decade
        bar = "▇" * -(-bucket.count * _WIDTH // most)
        yield f"{when}  {bucket.count:>7,}  {bar}".rstrip()
    if histogram.imprecise:
        yield f"{histogram.imprecise:,} dated less exactly than by {histogram.interval}"
    if histogram.undated:
        yield f"{histogram.undated:,} undated"


def suggestion_lines(suggestions: Iterable[Suggestion]) -> Iterator[str]:
    """A line a suggestion: what it is, how many documents it leads to, and the text."""
    for suggestion in suggestions:
        yield f"{suggestion.kind:<9}{suggestion.count:>7,}  {highlight(suggestion.runs)}"


def highlight(runs: Runs) -> str:
    """Runs of text, what matched in colour."""
    return "".join(
        click.style(run.text, fg="yellow", bold=True) if run.matched else run.text for run in runs
    )
