"""What commands write: JSON, and files that are there only once they are whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from indexer.cli.group import usage_error
from indexer.serialize import to_json_bytes


def print_json(value: Any) -> None:  # noqa: ANN401 - any of the dataclasses
    """Prints a value as one line of JSON."""
    click.echo(to_json_bytes(value))


def write_pieces(output: Path | None, pieces: Iterator[bytes], *, is_binary: bool = False) -> None:
    """Writes a file, which is there only once it is whole; without one, what can be piped."""
    if output is None:
        if is_binary and sys.stdout.isatty():
            usage_error("A ZIP file is not for a terminal: add --output FILE.")
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    if not output.parent.is_dir():
        usage_error(f"There is no folder {output.parent} to write {output.name} into.")
    unfinished = output.with_name(output.name + ".part")
    try:
        with unfinished.open("wb") as part:
            part.writelines(pieces)
        unfinished.replace(output)
    except OSError as error:
        if error.filename != str(unfinished):  # of an image, perhaps, or a full disk
            raise
        usage_error(f"{output} cannot be written: {error.strerror}.")
    finally:
        with suppress(OSError):
            unfinished.unlink()
