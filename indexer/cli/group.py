"""What all commands share: how their errors and their end are told."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, NoReturn

import click

from indexer.errors import BackfileError


class Terminated(BaseException):
    """The system asked the process to end."""


def terminate(*_: object) -> NoReturn:
    """Ends a command that has to clean up first, when the system asks for it."""
    raise Terminated


class CallersErrors(click.Group):
    """Shows a caller's error as one line, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Runs a command."""
        try:
            _check_locale()
            if os.environ.get("NO_COLOR"):
                ctx.color = False
            return super().invoke(ctx)
        except BackfileError as error:
            click.echo(f"backfile: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:  # "backfile search x | head": click's to handle
                raise
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"backfile: {error.strerror or error}{where}", err=True)
            ctx.exit(2)
        except MemoryError:
            click.echo("backfile: There is too little memory; the index is as it was.", err=True)
            ctx.exit(2)
        except (KeyboardInterrupt, Terminated):
            click.echo("backfile: interrupted; the index is as it was.", err=True)
            ctx.exit(130)


def _check_locale() -> None:
    """Has replaced what a terminal cannot show, and refuses to read file names as other ones.

    A locale without UTF-8 is hardly ever meant; that of cron (C) is UTF-8 to Python.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        usage_error(
            f"File names would be read as {encoding} by this locale, and posts be taken for "
            "others. Set LANG=C.UTF-8, or PYTHONUTF8=1."
        )


def usage_error(message: str) -> NoReturn:
    """Says what is wrong with how a command was called."""
    raise BackfileError(message)
