"""Searches as commands take them: words, flags, facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import click

from indexer.cli.flags import choice_of, setting_flags
from indexer.cli.group import usage_error
from indexer.engine.base import Engine
from indexer.engine.request import FACETS, MAX_SIZE, Kind, Match, Scope, SearchRequest
from indexer.extras import Extras
from indexer.indexes import find_index
from indexer.parameters import EXCLUDE_PREFIX, parse_parameters
from indexer.settings import resolve

F = TypeVar("F", bound=Callable[..., Any])

_FACET_NAMES = sorted({name for names in FACETS.values() for name in names})


class SearchCommand(click.Command):
    """Tells how a query that begins with a hyphen is written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.UsageError(
                f"{error.format_message()} A query that begins with a hyphen follows --, as in: "
                "backfile search -- -sport",
                ctx,
            ) from None


def search_flags(command: F) -> F:
    """Gives a command what says which hits are meant."""
    for decorate in reversed(
        (
            click.argument("words", nargs=-1, metavar="[QUERY]"),
            setting_flags("index", "archive", "data_dir", "aliases"),
            click.option("--in", "kind", type=choice_of(Kind), help="Search stories or photos."),
            click.option(
                "--scope", type=choice_of(Scope), help="Which text of a photo is searched."
            ),
            click.option(
                "--match", type=choice_of(Match), help="How many of the words are needed."
            ),
            click.option(
                "--filter",
                "filters",
                multiple=True,
                metavar="NAME=VALUE",
                help="Only hits with this value; again for another one that may be there "
                f"instead. Names: {', '.join(_FACET_NAMES)}.",
            ),
            click.option(
                "--exclude",
                "excludes",
                multiple=True,
                metavar="NAME=VALUE",
                help="No hits with this value.",
            ),
            click.option(
                "--from", "date_from", metavar="DATE", help="Published on that day or later."
            ),
            click.option(
                "--to", "date_to", metavar="DATE", help="Published on that day or earlier."
            ),
            click.option(
                "--on", metavar="MM-DD", help="Published on that day of any year, or today's."
            ),
            click.option(
                "--since", metavar="MOMENT", help="New in the index since that moment, in UTC."
            ),
        )
    ):
        command = decorate(command)
    return command


@contextmanager
def searching(
    words: Sequence[str],
    filters: Sequence[str],
    excludes: Sequence[str],
    flags: Mapping[str, str | None],
    *,
    max_size: int = MAX_SIZE,
) -> Iterator[tuple[Engine, SearchRequest]]:
    """Opens the index that is meant, and reads what is asked of it."""
    from indexer.engine.factory import open_engine  # noqa: PLC0415 - as in build

    where = ("index", "archive", "data_dir", "aliases")
    settings = resolve({name: flags[name] for name in where})
    names = {"kind": "in", "date_from": "from", "date_to": "to"}
    pairs = [("q", " ".join(words))]
    pairs += [
        (names.get(name, name), value)
        for name, value in flags.items()
        if value and name not in where
    ]
    with closing(open_engine(find_index(settings), settings.aliases)) as engine:
        extras = engine.extras()
        pairs += _facet_pairs("--filter", filters, "", extras)
        pairs += _facet_pairs("--exclude", excludes, EXCLUDE_PREFIX, extras)
        yield engine, parse_parameters(pairs, extras=extras, max_size=max_size)


def _facet_pairs(
    option: str, given: Iterable[str], prefix: str, extras: Extras
) -> list[tuple[str, str]]:
    pairs = []
    known = (*_FACET_NAMES, *extras.facets)
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in known:
            usage_error(
                f"{option} {text!r} is not possible: it may be NAME=VALUE with NAME one of "
                f"{', '.join(known)}."
            )
        pairs.append((prefix + name, value))
    return pairs
