"""``backfile concordance``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from indexer.cli.flags import choice_of
from indexer.cli.group import usage_error
from indexer.cli.searching import SearchCommand, search_flags, searching
from indexer.engine.request import MAX_RESULTS, MentionOrder
from indexer.export import Format, export_mentions
from indexer.terminal import print_mentions


@click.command("concordance", cls=SearchCommand)
@search_flags
@click.option("--order", type=choice_of(MentionOrder), default=MentionOrder.DATE.value,
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
    with searching(words, filters, excludes, flags) as (engine, request):
        asked = engine.mentions(replace(request, size=1, page=1))
        for notice in asked.notices:
            click.echo(notice, err=True)
        if not asked.has_words:
            usage_error("A concordance needs words that texts can have.")
        mentions = list(engine.scan_mentions(request, MentionOrder(order)))
        if how is None:
            print_mentions(mentions)
        else:
            sys.stdout.writelines(export_mentions(mentions, Format(how)))
        if len(mentions) == MAX_RESULTS:
            click.echo(f"Only the first {MAX_RESULTS:,} mentions by date.", err=True)
