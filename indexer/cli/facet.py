"""``backfile facet``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from indexer.cli.flags import choice_of
from indexer.cli.group import usage_error
from indexer.cli.output import print_json
from indexer.cli.searching import SearchCommand, search_flags, searching
from indexer.engine.request import FACETS, MAX_SIZE, FacetOrder
from indexer.terminal import print_facet


@click.command("facet", cls=SearchCommand)
@click.argument("name", metavar="NAME")
@search_flags
@click.option("--contains", default="", metavar="TEXT", help="Only values with this text.")
@click.option("--order", type=choice_of(FacetOrder), default=FacetOrder.COUNT.value,
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
    with searching(words, filters, excludes, flags) as (engine, request):
        known = (*FACETS[request.kind], *engine.extras().facets)
        if name not in known:
            usage_error(f"There is no facet {name!r}: it may be one of {', '.join(known)}.")
        values = engine.facet_values(
            request, name, contains=contains, order=order, page=page, size=size
        )
    if as_json:
        print_json(values)
    else:
        print_facet(values)
