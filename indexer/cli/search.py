"""``backfile search``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from indexer.cli.flags import choice_of
from indexer.cli.output import print_json
from indexer.cli.searching import SearchCommand, search_flags, searching
from indexer.engine.request import MAX_RESULTS, MAX_SIZE, Interval, Sort
from indexer.errors import ParameterError
from indexer.terminal import print_result


@click.command("search", cls=SearchCommand)
@search_flags
@click.option("--sort", type=choice_of(Sort), help="Order of the hits.")
@click.option("--histogram", type=choice_of(Interval), help="Count hits by time of publication.")
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
        with searching(words, filters, excludes, flags, max_size=most) as (engine, request):
            result = engine.search(request)
            # As long as the index is open: how it was read is worked out when it is printed.
            if as_json:
                print_json(result)
            else:
                print_result(result, (request.page - 1) * request.size)
    except ParameterError as error:
        if limit is not None and error.parameter == "size":
            raise ParameterError("limit", limit, error.allowed) from None
        raise
