"""``backfile suggest``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import click

from indexer.cli.flags import choice_of, setting_flags
from indexer.cli.output import print_json
from indexer.engine.request import MAX_SIZE, Kind
from indexer.indexes import find_index
from indexer.settings import resolve
from indexer.terminal import print_suggestions


@click.command("suggest")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@setting_flags("index", "archive", "data_dir")
@click.option("--in", "kind", type=choice_of(Kind), default=Kind.STORIES.value,
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
        print_json({"suggestions": suggestions})
        return
    print_suggestions(suggestions)
