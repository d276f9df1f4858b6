"""Results, reports and figures as lines on a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from indexer.engine.records import FileRecord, IndexStats, Outcome
from indexer.engine.request import Interval
from indexer.engine.results import (
    FacetPage,
    Histogram,
    Hit,
    Mention,
    PhotoHit,
    Runs,
    SearchResult,
    Suggestion,
)
from indexer.model import Problem
from indexer.wording import count

if TYPE_CHECKING:
    from indexer.build import BuildResult
    from indexer.check import CheckReport

_MAX_PROBLEMS = 20
_MAX_NAMES = 3
_BAR_WIDTH = 40
"""Characters of the longest bar."""

_DATE_WIDTH = 10
"""Characters of a day in ISO form."""

_MIN_CONTEXT = 20
"""Characters on either side of where a mention begins, however narrow the terminal is."""

_YEAR, _MONTH = 4, 7
"""Characters of a day in ISO form that name its year, or its month."""

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
"""What a terminal may take for commands; posts and names of files may hold any of it."""

_NAMED_BY = {Interval.DECADE: _YEAR, Interval.YEAR: _YEAR, Interval.MONTH: _MONTH}


def print_build(result: BuildResult, before: BuildResult | None = None) -> None:
    """What a build did, and what is wrong with the archive.

    Args:
        result: The build.
        before: The one before it, if what that has told need not be told again.
    """
    summary = result.summary
    known = set(_problems_of(before)) if before else set()
    _print_problems([problem for problem in _problems_of(result) if problem not in known])
    if before is None:
        _print_excluded(result.record.files)
    click.echo(
        f"{count(summary.stories, 'story', 'stories')} with {count(summary.photos, 'photo')} "
        f"from {count(summary.files, 'file')} in {summary.seconds:.1f} s: {summary.added:,} added, "
        f"{summary.changed:,} changed, {summary.deleted:,} deleted, "
        f"{summary.unchanged:,} unchanged, {summary.failed:,} could not be read"
    )
    if before is None:
        click.echo(f"Index: {summary.index}")


def _problems_of(result: BuildResult) -> list[Problem]:
    record = result.record
    return [*record.problems, *(problem for file in record.files for problem in file.problems)]


def _print_excluded(files: Sequence[FileRecord]) -> None:
    by_reason: dict[str, list[str]] = {}
    for file in files:
        if file.outcome is Outcome.EXCLUDED:
            by_reason.setdefault(file.reason, []).append(file.path)
    for reason, paths in by_reason.items():
        named = ", ".join(paths[:_MAX_NAMES]) + (", ..." if paths[_MAX_NAMES:] else "")
        click.echo(f"{count(len(paths), 'file')} left out ({reason}): {_plain(named)}")


def _print_problems(problems: Sequence[Problem]) -> None:
    ordered = sorted(problems, key=lambda p: (p.severity != "error", p.path, p.line or 0))
    for problem in ordered[:_MAX_PROBLEMS]:
        where = f"{problem.path}:{problem.line}" if problem.line else problem.path
        line = f"{problem.severity}: {where}: {problem.reason} {problem.hint}"
        click.echo(_plain(line), err=True)
    left = len(problems) - _MAX_PROBLEMS
    if left > 0:
        click.echo(f"... and {count(left, 'more problem')}", err=True)


def print_report(report: CheckReport, *, whole: bool) -> None:
    """Problems by kind; the beginning of each unless the whole is wanted."""
    limit = None if whole else _MAX_PROBLEMS
    from indexer.desk.finding import TITLES, as_line  # noqa: PLC0415 - as in build

    for kind, found in groupby(report.problems, key=lambda problem: problem.kind):
        problems = list(found)
        click.secho(f"# {TITLES[kind]} ({len(problems):,})", bold=True)
        for hint in dict.fromkeys(problem.hint for problem in problems):
            click.secho(f"# {hint}", dim=True)
        for problem in problems[:limit]:
            click.echo(as_line(problem))
        if limit is not None and len(problems) > limit:
            click.secho(f"... and {len(problems) - limit:,} more", dim=True)
        click.echo()
    for one in report.withheld:
        click.secho(
            f"# {TITLES[one.kind]}: {one.count:,} of {one.of:,}, not told one by one",
            dim=True,
        )
    told = count(len(report.problems), "problem") if report.problems else "no problems"
    accepted = f", {report.accepted:,} accepted" if report.accepted else ""
    click.echo(
        f"# {count(report.files, 'file')}: {count(report.stories, 'story', 'stories')} with "
        f"{count(report.photos, 'photo')}, {report.excluded:,} left out, {report.failed:,} could "
        f"not be read; {told}{accepted}; {report.seconds:.1f} s"
    )


def print_result(result: SearchResult, offset: int) -> None:
    """What a search found; hits are counted from after ``offset``."""
    for notice in result.notices:
        click.echo(notice, err=True)
    click.secho(f"{result.total:,} found: {result.reading}  ({result.took_ms:.0f} ms)", dim=True)
    _print_coverage(result)
    for line in _bars(result.histogram) if result.histogram else ():
        click.echo(line)
    if result.total and not result.hits:
        click.echo("There is no such page.", err=True)
    _print_hits(result.hits, offset)
    if result.with_fewer_words:
        click.echo("\nStories with fewer of the words:")
        _print_hits(result.with_fewer_words, None)


def _print_hits(hits: Iterable[Hit], offset: int | None) -> None:
    """Hits, counted from after a number; None where they are not counted."""
    for number, hit in enumerate(hits, (offset or 0) + 1):
        click.echo()
        counted = "" if offset is None else f"{number}."
        click.echo(f"{counted:>4} " + click.style(_plain(hit.title), bold=True))
        click.secho("     " + _plain(" · ".join(_dateline(hit))), dim=True)
        if isinstance(hit, PhotoHit):
            click.echo("     " + _highlight(hit.caption))
        for snippet in hit.snippets:
            click.echo("     " + _highlight(snippet.runs))
        if hit.lacking:
            click.secho("     without: " + ", ".join(hit.lacking), dim=True)


def _print_coverage(result: SearchResult) -> None:
    if len(result.words) > 1:
        counts = ", ".join(f"{word.word} {word.count:,}" for word in result.words)
        click.secho(f"Nothing has every word: {counts}", dim=True)
    elif result.total_all != result.total:
        click.secho(f"{result.total_all:,} with every word (--match all)", dim=True)
    if result.did_you_mean:
        meant = result.did_you_mean
        click.echo(f"Did you mean: {_highlight(meant.runs)} ({meant.total:,})")


def _dateline(hit: Hit) -> list[str]:
    when = hit.date.isoformat() if hit.date else "undated"
    parts = [when, *hit.categories, hit.path]
    return [*parts, hit.image.src] if isinstance(hit, PhotoHit) and hit.image else parts


def print_stats(stats: IndexStats) -> None:
    """What an index holds."""
    span = f"{stats.first_date} to {stats.last_date}" if stats.first_date else "none"
    rows = (
        ("title", _plain(stats.title)),
        ("archive", stats.archive),
        ("index", f"{stats.index} ({stats.size_bytes / 1e6:,.1f} MB)"),
        ("generation", f"{stats.generation}, built {stats.built_at:%Y-%m-%d %H:%M} UTC"),
        ("stories", f"{stats.stories:,} ({stats.undated:,} undated)"),
        ("photos", f"{stats.photos:,}"),
        ("dates", span),
        ("left out", f"{stats.excluded:,}"),
        ("not read", f"{stats.failed:,}"),
        ("problems", f"{stats.problems:,}"),
        ("content", stats.content_hash),
    )
    for name, value in rows:
        click.echo(f"{name:<11}{value}")


def print_suggestions(suggestions: Iterable[Suggestion]) -> None:
    """A line a suggestion: what it is, how many documents it leads to, and the text."""
    for suggestion in suggestions:
        click.echo(f"{suggestion.kind:<9}{suggestion.count:>7,}  {_highlight(suggestion.runs)}")


def print_facet(page: FacetPage) -> None:
    """A line a value: how many documents have it, and its name."""
    for value in page.values:
        click.echo(f"{value.count:>7,}  {_plain(value.label)}")
    shown = f"{len(page.values):,} of " if len(page.values) < page.total else ""
    none = f"; {page.missing:,} without" if page.missing else ""
    click.secho(f"{shown}{count(page.total, 'value')}{none}", dim=True)


def print_mentions(mentions: Iterable[Mention]) -> None:
    """A line a mention: when, and the mention below the others, as wide as the terminal is."""
    # What a character takes depends on its script.
    from rich.cells import cell_len, chop_cells  # noqa: PLC0415 - searches do without

    room = max(_MIN_CONTEXT, (shutil.get_terminal_size().columns - _DATE_WIDTH - 2) // 2)
    for mention in mentions:
        when = mention.date.isoformat() if mention.date else "undated"
        words, match, rest = map(_plain, (mention.before, mention.match, mention.after))
        before = chop_cells(words[::-1], room)[0][::-1] if words else ""
        left = room - cell_len(match)
        after = chop_cells(rest, left)[0] if rest and left > 0 else ""
        space = " " * (room - cell_len(before))
        marked = click.style(match, fg="yellow", bold=True)
        click.echo(f"{when:<{_DATE_WIDTH}}  {space}{before}{marked}{after}".rstrip())


def _bars(histogram: Histogram) -> Iterator[str]:
    """A line a bucket: when it begins, how many documents, and a bar."""
    most = max((bucket.count for bucket in histogram.buckets), default=0) or 1
    decade = "s" if histogram.interval is Interval.DECADE else ""
    for bucket in histogram.buckets:
        when = bucket.first.isoformat()[: _NAMED_BY.get(histogram.interval)] + decade
        bar = "▇" * -(-bucket.count * _BAR_WIDTH // most)
        yield f"{when}  {bucket.count:>7,}  {bar}".rstrip()
    if histogram.imprecise:
        yield f"{histogram.imprecise:,} dated less exactly than by {histogram.interval}"
    if histogram.undated:
        yield f"{histogram.undated:,} undated"


def _highlight(runs: Runs) -> str:
    """Runs of text, what matched in colour."""
    return "".join(
        click.style(_plain(run.text), fg="yellow", bold=True) if run.matched else _plain(run.text)
        for run in runs
    )


def _plain(text: str) -> str:
    """A text of the archive without what a terminal would take for commands."""
    return text.translate(_CONTROLS)
