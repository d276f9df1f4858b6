"""The command line: ``backfile build``, ``check``, ``search``, ``export``, ``serve`` ...

Exit codes: 0 done; 1 problems with ``check`` or ``build --strict``; 2 nothing was done, and one
line says why; 130 interrupted.
"""

from __future__ import annotations

import click

from indexer.cli.build import build_command
from indexer.cli.check import check_command
from indexer.cli.concordance import concordance_command
from indexer.cli.export import export_command
from indexer.cli.facet import facet_command
from indexer.cli.group import CallersErrors
from indexer.cli.search import search_command
from indexer.cli.serve import serve_command
from indexer.cli.stats import stats_command
from indexer.cli.suggest import suggest_command
from indexer.cli.verify import verify_command


@click.group(
    cls=CallersErrors,
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


for _command in (
    build_command,
    check_command,
    concordance_command,
    export_command,
    facet_command,
    search_command,
    serve_command,
    stats_command,
    suggest_command,
    verify_command,
):
    main.add_command(_command)
