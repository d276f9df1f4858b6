"""``backfile stats``."""

from __future__ import annotations

import click

from indexer.cli.flags import setting_flags
from indexer.cli.output import print_json
from indexer.indexes import find_index
from indexer.settings import Settings, resolve
from indexer.terminal import print_stats


@click.command("stats")
@setting_flags("archive", "index", "data_dir")
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
        print_json(stats)
    else:
        print_stats(stats)
