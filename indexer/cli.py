"""The command line: ``backfile build``, ``check``, ``search``, ``export``, ``serve`` ...

Exit codes: 0 done; 1 problems with ``check`` or ``build --strict``; 2 nothing was done, and one
line says why; 130 interrupted.
"""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from indexer.citation import Citation, cite_hit
from indexer.engine.base import Engine
from indexer.engine.request import (
    FACETS,
    MAX_RESULTS,
    MAX_SIZE,
    FacetOrder,
    Interval,
    Kind,
    Match,
    MentionOrder,
    Scope,
    SearchRequest,
    Sort,
)
from indexer.engine.results import Hit
from indexer.errors import BackfileError, ParameterError
from indexer.export import Format, export_mentions, export_photos, export_stories, format_for
from indexer.extras import Extras
from indexer.indexes import default_index, find_index
from indexer.page_paths import external_url
from indexer.parameters import EXCLUDE_PREFIX, parse_parameters
from indexer.photo_metadata import PhotoRecord
from indexer.serialize import to_json_bytes
from indexer.settings import READING_SETTINGS, SETTINGS, Settings, resolve
from indexer.terminal import (
    print_build,
    print_facet,
    print_mentions,
    print_report,
    print_result,
    print_stats,
    print_suggestions,
)

if TYPE_CHECKING:
    from indexer.build import BuildResult

F = TypeVar("F", bound=Callable[..., Any])

_FACET_NAMES = sorted({name for names in FACETS.values() for name in names})


class _Terminated(BaseException):
    """The system asked the process to end."""


def _terminate(*_: object) -> NoReturn:
    raise _Terminated


class _Group(click.Group):
    """Shows a caller's error as one line, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        try:
            return super().invoke(ctx)
        except BackfileError as error:
            click.echo(f"backfile: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:  # "backfile search x | head": click's to handle
                raise
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"backfile: {error.strerror or error}{where}", err=True)
            ctx.exit(2)
        except (KeyboardInterrupt, _Terminated):
            click.echo("backfile: interrupted; the index is as it was.", err=True)
            ctx.exit(130)


def _settings(*names: str) -> Callable[[F], F]:
    """Gives a command the flags of some settings."""

    def decorate(command: F) -> F:
        for setting in reversed([s for s in SETTINGS if s.name in names]):
            flag = setting.flag
            is_truth = isinstance(setting.default, bool)
            option = click.option(
                f"{flag}/--no-{flag.removeprefix('--')}" if is_truth else flag,
                setting.name,
                default=None,
                metavar=setting.metavar or None,
                help=setting.help + _default_note(setting.default),
            )
            command = option(command)
        return command

    return decorate


def _choice(values: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([value.value for value in values])


def _default_note(default: object) -> str:
    return "" if default in (None, "", False, ()) else f"  [default: {default}]"


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="backfile", message="%(prog)s %(version)s")
def main() -> None:
    """Search a news archive kept as Jekyll posts: its stories and its captioned photos.

    \b
    Examples:
      backfile build ~/news                       index an archive, or bring its index up to date
      backfile check ~/news                       what is wrong or missing in it
      backfile serve                              search it in a browser
      backfile search "harbour bridge"            search it here
      backfile search lifeboat --in photos --filter photographer="Jane Doe"
    """


@main.command("build")
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
@_settings("index", "data_dir", "jobs", *READING_SETTINGS, "fields", "facets")
@click.option("--rebuild", is_flag=True, help="Read and index everything anew.")
@click.option("--allow-removals", is_flag=True, help="Remove any number of stories.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are problems.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one line of JSON.")
@click.option("--watch", "watching", is_flag=True, help="Go on building whenever a file changes.")
def build_command(  # noqa: PLR0913 - one for each flag
    archive: Path,
    *,
    rebuild: bool,
    allow_removals: bool,
    strict: bool,
    as_json: bool,
    watching: bool,
    **flags: str | bool | None,
) -> None:
    """Index ARCHIVE, or bring its index up to date.

    ARCHIVE is the folder of a Jekyll site (its _posts folders are found at any depth), or a folder
    of posts. Only what has changed is read again. The old index answers until the new one is whole.

    \b
    Examples:
      backfile build ~/news
      backfile build ~/news --index /srv/backfile/news --json
      backfile build ~/news --watch
    """
    if strict and watching:
        _usage_error("--strict ends with an exit code, and --watch does not end.")
    signal.signal(signal.SIGTERM, _terminate)
    settings = resolve(flags)
    archive = archive.expanduser()  # not every shell does so in "make run ARCHIVE=~/news"
    index = settings.index or default_index(archive, settings.data_dir)
    if rebuild or not index.exists():
        _get_readers_ready(settings)
    # Each command loads what it needs itself: a search need not wait for parsers of HTML.
    from indexer.build import build  # noqa: PLC0415
    from indexer.progress import ProgressReporter  # noqa: PLC0415

    def build_once(before: BuildResult | None = None) -> BuildResult:
        reporter = ProgressReporter(sys.stderr)
        try:
            result = build(
                archive,
                index,
                settings,
                reporter,
                rebuild=rebuild and before is None,
                allow_removals=allow_removals,
            )
        finally:
            reporter.stop()
        if as_json:
            _print_json(result.summary)
        else:
            print_build(result, before)
        return result

    if watching:
        _watch(archive, index, settings.image_root, build_once)
    elif build_once().summary.problems and strict:
        sys.exit(1)


def _get_readers_ready(settings: Settings) -> None:
    """Lets another process load what all posts will be read with while this one starts."""
    if settings.jobs != 1:
        from indexer.archive.readers import get_ready  # noqa: PLC0415 - as in build

        get_ready(settings.lang)


def _watch(
    archive: Path,
    index: Path,
    image_root: Path | None,
    build_once: Callable[[BuildResult | None], BuildResult],
) -> None:
    """Builds until somebody or the system ends it, which is its usual end."""
    from indexer.watching import keep_fresh  # noqa: PLC0415 - as in build

    last: list[BuildResult] = []

    def build_again() -> None:
        last[:] = [build_once(last[0] if last else None)]

    try:
        keep_fresh(archive, index, image_root, build_again, partial(click.echo, err=True))
    except (KeyboardInterrupt, _Terminated):
        click.echo("Stopped; the index is as the last build left it.", err=True)


class _SearchCommand(click.Command):
    """Tells how a query that begins with a hyphen is written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.UsageError(
                f"{error.format_message()} A query that begins with a hyphen follows --, as in: "
                "backfile search -- -sport",
                ctx,
            ) from None


def _search_flags(command: F) -> F:
    """Gives a command what says which hits are meant."""
    for decorate in reversed(
        (
            click.argument("words", nargs=-1, metavar="[QUERY]"),
            _settings("index", "archive", "data_dir", "aliases"),
            click.option("--in", "kind", type=_choice(Kind), help="Search stories or photos."),
            click.option("--scope", type=_choice(Scope), help="Which text of a photo is searched."),
            click.option("--match", type=_choice(Match), help="How many of the words are needed."),
            click.option(
                "--filter",
                "filters",
                multiple=True,
                metavar="NAME=VALUE",
                help="Only hits with this value; again for another one that may be there "
                f"instead. Names: {', '.join(_FACET_NAMES)}.",
            ),
            click.option(
                "--exclude",
                "excludes",
                multiple=True,
                metavar="NAME=VALUE",
                help="No hits with this value.",
            ),
            click.option(
                "--from", "date_from", metavar="DATE", help="Published on that day or later."
            ),
            click.option(
                "--to", "date_to", metavar="DATE", help="Published on that day or earlier."
            ),
            click.option(
                "--on", metavar="MM-DD", help="Published on that day of any year, or today's."
            ),
            click.option(
                "--since", metavar="MOMENT", help="New in the index since that moment, in UTC."
            ),
        )
    ):
        command = decorate(command)
    return command


@contextmanager
def _searching(
    words: Sequence[str],
    filters: Sequence[str],
    excludes: Sequence[str],
    flags: Mapping[str, str | None],
    *,
    max_size: int = MAX_SIZE,
) -> Iterator[tuple[Engine, SearchRequest]]:
    """Opens the index that is meant, and reads what is asked of it."""
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    where = ("index", "archive", "data_dir", "aliases")
    settings = resolve({name: flags[name] for name in where})
    names = {"kind": "in", "date_from": "from", "date_to": "to"}
    pairs = [("q", " ".join(words))]
    pairs += [
        (names.get(name, name), value)
        for name, value in flags.items()
        if value and name not in where
    ]
    with closing(open_engine(find_index(settings), settings.aliases)) as engine:
        extras = engine.extras()
        pairs += _facet_pairs("--filter", filters, "", extras)
        pairs += _facet_pairs("--exclude", excludes, EXCLUDE_PREFIX, extras)
        yield engine, parse_parameters(pairs, extras=extras, max_size=max_size)


@main.command("search", cls=_SearchCommand)
@_search_flags
@click.option("--sort", type=_choice(Sort), help="Order of the hits.")
@click.option("--histogram", type=_choice(Interval), help="Count hits by time of publication.")
@click.option("--size", metavar="N", help=f"Hits a page, up to {MAX_SIZE}.")
@click.option("--page", metavar="N", help="Which page.")
@click.option("--limit", metavar="N", help=f"So many hits at once, up to {MAX_RESULTS:,}.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one line of JSON.")
def search_command(
    words: Sequence[str],
    *,
    filters: Sequence[str],
    excludes: Sequence[str],
    as_json: bool,
    limit: str | None,
    **flags: str | None,
) -> None:
    """Search an index. An empty QUERY shows everything, newest first.

    \b
    Examples:
      backfile search "harbour bridge"
      backfile search '"mass vaccination" -sport title:kazakhstan'
      backfile search lifeboat --in photos --filter category=harbour --from 2019 --to 2020-06
      backfile search -- "-sport"                 a query that begins with a hyphen
    """
    if limit is not None:
        flags["size"] = limit
    most = MAX_RESULTS if limit else MAX_SIZE
    try:
        with _searching(words, filters, excludes, flags, max_size=most) as (engine, request):
            result = engine.search(request)
    except ParameterError as error:
        if limit is not None and error.parameter == "size":
            raise ParameterError("limit", limit, error.allowed) from None
        raise
    if as_json:
        _print_json(result)
    else:
        print_result(result, (request.page - 1) * request.size)


@main.command("export", cls=_SearchCommand)
@_search_flags
@_settings("image_root")
@click.option("--format", "how", type=_choice(Format), default=Format.CSV.value, show_default=True,
              help="How hits are written; bib and ris for stories, zip (images) and xmp (sidecars) "
              "for photos.")  # fmt: skip
@click.option("--inferred", is_flag=True, help="Write what was inferred into sidecars as well.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write to this file.")  # fmt: skip
def export_command(  # noqa: PLR0913 - one for each flag
    words: Sequence[str],
    *,
    filters: Sequence[str],
    excludes: Sequence[str],
    how: str,
    inferred: bool,
    output: Path | None,
    **flags: str | None,
) -> None:
    """Write every hit of a search, however many, oldest first. An empty QUERY is everything.

    \b
    Examples:
      backfile export > stories.csv
      backfile export lifeboat --in photos --from 2019 --format json > lifeboats.json
      backfile export harbour --format bib > harbour.bib
      backfile export lifeboat --in photos --format zip --output lifeboats.zip
    """
    from indexer.photo_files import images_zip, sidecars_zip  # noqa: PLC0415 - as in build

    image_root = resolve({"image_root": flags.pop("image_root")}).image_root
    with _searching(words, filters, excludes, flags) as (engine, request):
        form = format_for(request.kind, how)
        if inferred and form is not Format.XMP:
            _usage_error("--inferred is for --format xmp; other formats say what is inferred.")
        if request.kind is Kind.STORIES:
            texts = export_stories(engine, request, form, partial(_cite, engine))
            _write(output, (text.encode() for text in texts))
            return
        records = (
            PhotoRecord(story, photo, story_url=external_url(story.public_url) or "")
            for story, photo in engine.scan_photos(request)
        )
        now = datetime.now()  # noqa: DTZ005 - ZIP files know no other time than the local one
        if form is Format.ZIP:
            archive = Path(engine.stats().archive)
            _write(output, images_zip(records, archive, image_root, now), is_binary=True)
        elif form is Format.XMP:
            _write(output, sidecars_zip(records, now, inferred=inferred), is_binary=True)
        else:
            _write(output, (text.encode() for text in export_photos(records, form)))


def _write(output: Path | None, pieces: Iterator[bytes], *, is_binary: bool = False) -> None:
    """Writes a file, which is there only once it is whole; without one, what can be piped."""
    if output is None:
        if is_binary and sys.stdout.isatty():
            _usage_error("A ZIP file is not for a terminal: add --output FILE.")
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    unfinished = output.with_name(output.name + ".part")
    try:
        with unfinished.open("wb") as part:
            part.writelines(pieces)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _cite(engine: Engine, hit: Hit) -> Citation:
    """What is cited of a story where the address of this site is not known."""
    today = date.today()  # noqa: DTZ011 - the day where the command is typed
    return cite_hit(hit, engine.stats().title, external_url(hit.public_url), today)


@main.command("concordance", cls=_SearchCommand)
@_search_flags
@click.option("--order", type=_choice(MentionOrder), default=MentionOrder.DATE.value,
              show_default=True, help="By date, or by the word before or after.")  # fmt: skip
@click.option("--csv", "how", flag_value=Format.CSV.value, help="Write them as CSV.")
@click.option("--json", "how", flag_value=Format.JSON.value, help="Write them as JSON.")
def concordance_command(
    words: Sequence[str],
    *,
    filters: Sequence[str],
    excludes: Sequence[str],
    order: str,
    how: str | None,
    **flags: str | None,
) -> None:
    """Show every mention of QUERY, one a line, with what stands before and after it.

    \b
    Examples:
      backfile concordance lifeboat
      backfile concordance '"harbour board"' --order after --from 1990
      backfile concordance ferry --in photos --csv > ferries.csv
    """
    with _searching(words, filters, excludes, flags) as (engine, request):
        asked = engine.mentions(replace(request, size=1, page=1))
        for notice in asked.notices:
            click.echo(notice, err=True)
        if not asked.has_words:
            _usage_error("A concordance needs words that texts can have.")
        mentions = list(engine.scan_mentions(request, MentionOrder(order)))
        if how is None:
            print_mentions(mentions)
        else:
            sys.stdout.writelines(export_mentions(mentions, Format(how)))
        if len(mentions) == MAX_RESULTS:
            click.echo(f"Only the first {MAX_RESULTS:,} mentions by date.", err=True)


@main.command("facet", cls=_SearchCommand)
@click.argument("name", metavar="NAME")
@_search_flags
@click.option("--contains", default="", metavar="TEXT", help="Only values with this text.")
@click.option("--order", type=_choice(FacetOrder), default=FacetOrder.COUNT.value,
              show_default=True, help="The most frequent first, or by name.")  # fmt: skip
@click.option("--page", type=click.IntRange(1), default=1, metavar="N", help="Which page.")
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=50, show_default=True,
              metavar="N", help="Values a page.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def facet_command(  # noqa: PLR0913 - one for each flag
    name: str,
    words: Sequence[str],
    *,
    filters: Sequence[str],
    excludes: Sequence[str],
    contains: str,
    order: str,
    page: int,
    size: int,
    as_json: bool,
    **flags: str | None,
) -> None:
    """Show every value of the facet NAME that what QUERY finds has, and how often.

    \b
    Examples:
      backfile facet tag
      backfile facet photographer lifeboat --in photos --order label
    """
    with _searching(words, filters, excludes, flags) as (engine, request):
        known = (*FACETS[request.kind], *engine.extras().facets)
        if name not in known:
            _usage_error(f"There is no facet {name!r}: it may be one of {', '.join(known)}.")
        values = engine.facet_values(
            request, name, contains=contains, order=order, page=page, size=size
        )
    if as_json:
        _print_json(values)
    else:
        print_facet(values)


@main.command("suggest")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@_settings("index", "archive", "data_dir")
@click.option("--in", "kind", type=_choice(Kind), default=Kind.STORIES.value,
              help="Suggest for a search of stories or photos.")  # fmt: skip
@click.option("--size", type=int, default=8, metavar="N", help=f"Most suggestions, to {MAX_SIZE}.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def suggest_command(
    text: Sequence[str], *, kind: str, size: int, as_json: bool, **flags: str | None
) -> None:
    """Show what somebody who has typed TEXT may mean, as a search box does.

    The last word may be half typed; end TEXT with a space if it is whole.

    \b
    Examples:
      backfile suggest harb
      backfile suggest "marta q" --in photos
    """
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    with closing(open_engine(find_index(resolve(flags)))) as engine:
        suggestions = engine.suggest(" ".join(text), Kind(kind), size)
    if as_json:
        _print_json({"suggestions": suggestions})
        return
    print_suggestions(suggestions)


@main.command("serve")
@_settings(
    "archive", "index", "data_dir", "host", "port", "workers",
    "image_root", "private", "aliases", "edit_url", "accent", "desk", "accepted",
)  # fmt: skip
def serve_command(**flags: str | bool | None) -> None:
    """Serve the site for readers on a production web server.

    \b
    Examples:
      backfile serve
      backfile serve --archive ~/news --host 0.0.0.0 --port 80 --workers 4
    """
    from indexer.serving import serve  # noqa: PLC0415 - as in build

    serve(resolve(flags))


@main.command("check")
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
@_settings("jobs", *READING_SETTINGS)
@click.option("--accept", "accepted", type=click.Path(path_type=Path), metavar="FILE",
              help="Do not tell the problems in this file, an earlier report; else the "
              "setting “accepted”.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as one line of JSON.")
def check_command(
    archive: Path, *, accepted: Path | None, as_json: bool, **flags: str | bool | None
) -> None:
    """Tell what is wrong or missing in ARCHIVE, as the page /desk of its site does.

    No index is needed, and none is changed. Exits with 1 if there is anything that is not
    accepted. On a terminal only the beginning of each group is shown; in a file all of it.

    \b
    Examples:
      backfile check ~/news                       what should be looked at
      backfile check ~/news > known.txt           keep the report ...
      backfile check ~/news --accept known.txt    ... and see only what is new since
    """
    signal.signal(signal.SIGTERM, _terminate)  # so that its own index goes with it
    settings = resolve(flags)
    _get_readers_ready(settings)
    from indexer.check import check  # noqa: PLC0415 - as in build
    from indexer.desk.accepted import read_accepted  # noqa: PLC0415
    from indexer.progress import ProgressReporter  # noqa: PLC0415

    known = accepted or settings.accepted
    reporter = ProgressReporter(sys.stderr)
    try:
        report = check(
            archive.expanduser(), settings, reporter, read_accepted(known) if known else ()
        )
    finally:
        reporter.stop()
    if as_json:
        _print_json(report)
    else:
        print_report(report, whole=not sys.stdout.isatty())
    if report.problems:
        sys.exit(1)


@main.command("stats")
@_settings("archive", "index", "data_dir")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one line of JSON.")
def stats_command(*, as_json: bool, **flags: str | bool | None) -> None:
    """Show what an index holds."""
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    settings: Settings = resolve(flags)
    engine = open_engine(find_index(settings))
    try:
        stats = engine.stats()
    finally:
        engine.close()
    if as_json:
        _print_json(stats)
    else:
        print_stats(stats)


@main.command("verify")
@_settings("archive", "index", "data_dir")
def verify_command(**flags: str | bool | None) -> None:
    """Read a whole index and say what is damaged, as after trouble with a disk."""
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    index = find_index(resolve(flags))
    engine = open_engine(index)
    try:
        damaged = engine.verify()
    finally:
        engine.close()
    for line in damaged:
        click.echo(line)
    if damaged:
        click.echo("Build the index anew: backfile build ARCHIVE --rebuild")
        sys.exit(1)
    click.echo(f"The index {index} is as it was written.")


def _facet_pairs(
    option: str, given: Iterable[str], prefix: str, extras: Extras
) -> list[tuple[str, str]]:
    pairs = []
    known = (*_FACET_NAMES, *extras.facets)
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in known:
            _usage_error(
                f"{option} {text!r} is not possible: it may be NAME=VALUE with NAME one of "
                f"{', '.join(known)}."
            )
        pairs.append((prefix + name, value))
    return pairs


def _usage_error(message: str) -> NoReturn:
    raise BackfileError(message)


def _print_json(value: Any) -> None:  # noqa: ANN401 - any of the dataclasses
    click.echo(to_json_bytes(value).decode())
