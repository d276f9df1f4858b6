"""``backfile serve``."""

from __future__ import annotations

import click

from indexer.cli.flags import setting_flags
from indexer.settings import resolve


@click.command("serve")
@setting_flags(
    "archive", "index", "data_dir", "host", "port", "workers",
    "image_root", "private", "aliases", "edit_url", "accent", "desk", "accepted",
)  # fmt: skip
def serve_command(**flags: str | bool | None) -> None:
    """Serve the site for readers on a production web server.

    \b
    Examples:
      backfile serve
      backfile serve --archive ~/news --host 0.0.0.0 --port 80 --workers 4
    """
    from indexer.serving import serve  # noqa: PLC0415 - as in build

    serve(resolve(flags))
