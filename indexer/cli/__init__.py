"""The command line: ``backfile build``, ``check``, ``search``, ``export``, ``serve`` ...

Exit codes: 0 done; 1 problems with ``check`` or ``build --strict``; 2 nothing was done, and one
line says why; 130 interrupted.
"""

from __future__ import annotations

from importlib import import_module

import click

from indexer.cli.group import CallersErrors

COMMANDS = (
    "build", "check", "concordance", "export", "facet", "search", "serve", "stats", "suggest",
    "verify",
)  # fmt: skip


class _Commands(CallersErrors):
    """Loads the command that was given, and none of the others."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of that name; None if there is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"indexer.cli.{name}"), f"{name}_command")
        return command


@click.group(
    cls=_Commands,
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
