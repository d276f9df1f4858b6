"""``backfile build``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.flags import setting_flags
from indexer.cli.group import Terminated, terminate, usage_error
from indexer.cli.output import print_json
from indexer.indexes import default_index
from indexer.settings import READING_SETTINGS, resolve

if TYPE_CHECKING:
    from indexer.build import BuildResult


@click.command("build")
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
@setting_flags("index", "data_dir", "jobs", *READING_SETTINGS, "fields", "facets")
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
        usage_error("--strict ends with an exit code, and --watch does not end.")
    signal.signal(signal.SIGTERM, terminate)
    settings = resolve(flags)
    archive = archive.expanduser()  # not every shell does so in "make run ARCHIVE=~/news"
    index = settings.index or default_index(archive, settings.data_dir)
    # Each command loads what it needs itself: a search need not wait for parsers of HTML.
    if settings.jobs != 1 and (rebuild or not index.exists()):
        from indexer.archive.fork_server import start_fork_server  # noqa: PLC0415

        start_fork_server(settings.lang)
    from indexer.build import build  # noqa: PLC0415
    from indexer.progress import ProgressReporter  # noqa: PLC0415
    from indexer.terminal import print_build  # noqa: PLC0415

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
            print_json(result.summary)
        else:
            print_build(result, before)
        return result

    if watching:
        _watch(archive, index, settings.image_root, build_once)
    elif build_once().summary.problems and strict:
        sys.exit(1)


def _watch(
    archive: Path,
    index: Path,
    image_root: Path | None,
    build_once: Callable[[BuildResult | None], BuildResult],
) -> None:
    """Builds until somebody or the system ends it, which is its usual end."""
    from indexer.archive.site import read_site  # noqa: PLC0415 - as in build
    from indexer.watching import keep_fresh  # noqa: PLC0415

    site = read_site(archive)
    last: list[BuildResult] = []

    def build_again() -> None:
        last[:] = [build_once(last[0] if last else None)]

    try:
        keep_fresh(
            archive,
            index,
            image_root,
            build=build_again,
            tell=partial(click.echo, err=True),
            today=lambda: site.day_of(datetime.now(UTC)),
        )
    except (KeyboardInterrupt, Terminated):
        click.echo("Stopped; the index is as the last build left it.", err=True)
