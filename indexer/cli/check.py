"""``backfile check``."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from indexer.cli.flags import setting_flags
from indexer.cli.group import terminate
from indexer.cli.output import print_json
from indexer.settings import READING_SETTINGS, resolve
from indexer.terminal import print_report


@click.command("check")
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
@setting_flags("jobs", *READING_SETTINGS)
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
    signal.signal(signal.SIGTERM, terminate)  # so that its own index goes with it
    settings = resolve(flags)
    if settings.jobs != 1:
        from indexer.archive.fork_server import start_fork_server  # noqa: PLC0415 - as in build

        start_fork_server(settings.lang)
    from indexer.check import check  # noqa: PLC0415
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
        print_json(report)
    else:
        print_report(report, whole=not sys.stdout.isatty())
    if report.problems:
        sys.exit(1)
