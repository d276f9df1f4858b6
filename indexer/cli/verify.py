"""``backfile verify``."""

from __future__ import annotations

import sys

import click

from indexer.cli.flags import setting_flags
from indexer.errors import IndexDamagedError
from indexer.indexes import find_index
from indexer.settings import resolve


@click.command("verify")
@setting_flags("archive", "index", "data_dir")
def verify_command(**flags: str | bool | None) -> None:
    """Read a whole index and say what is damaged, as after trouble with a disk.

    Exits with 1 if anything is, and with 2 if the index cannot be looked at.
    """
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    index = find_index(resolve(flags))
    try:
        engine = open_engine(index)
    except IndexDamagedError as error:  # of which one that cannot be looked at is none
        click.echo(str(error))
        sys.exit(1)
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
