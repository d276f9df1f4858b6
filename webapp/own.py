"""Parameters that a page has beside those of a search."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from indexer.engine.request import MAX_RESULTS, Kind, SearchRequest
from indexer.errors import ParameterError, one_of, whole_number
from indexer.parameters import parse_parameters
from webapp.links import PAGE_SIZES
from webapp.site import current_site
from webapp.typed_days import read_days

E = TypeVar("E", bound=StrEnum)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReadersSearch:
    """The search that a page for readers is about.

    Attributes:
        request: The search, without days that cannot be read.
        own: The page's own parameters; of each the last counts.
        unread: Field for days -> what was typed there, where that cannot be read.
    """

    request: SearchRequest
    own: dict[str, str]
    unread: Mapping[str, str]


def asked_search(
    own: Collection[str] = (),
    usual: Iterable[tuple[str, str]] = (),
    kind: Kind | None = None,
) -> tuple[SearchRequest, dict[str, str]]:
    """The search a page is about, and the page's own parameters; of each the last counts.

    Args:
        own: Names of the page's own parameters.
        usual: Parameters of the search where the address does not give them.
        kind: What is searched whatever the address says; None leaves that to it.

    Raises:
        ParameterError: A parameter of the search has a value that is not allowed.
    """
    pairs, rest = _given(own, usual, kind)
    return parse_parameters(pairs, extras=current_site().engine.extras()), rest


def readers_search(
    own: Collection[str] = (),
    usual: Iterable[tuple[str, str]] = (),
    kind: Kind | None = None,
) -> ReadersSearch:
    """The same for a page with fields to type days into, and with pages to choose from.

    Who mistypes a day, or asks for a page beyond the last one, keeps the page and is told.

    Args:
        own: As for :func:`asked_search`.
        usual: Likewise.
        kind: Likewise.

    Raises:
        ParameterError: Another parameter of the search has a value that is not allowed.
    """
    pairs, rest = _given(own, usual, kind)
    days = read_days(pairs, date.today())  # noqa: DTZ011 - the day by which the engine searches
    asked = parse_parameters(
        [pair for pair in days.pairs if pair[0] != "page"], extras=current_site().engine.extras()
    )
    page = page_number(dict(pairs))
    notices = (*asked.notices, *days.notices)
    return ReadersSearch(replace(asked, page=page, notices=notices), rest, days.unread)


def _given(
    own: Collection[str], usual: Iterable[tuple[str, str]], kind: Kind | None
) -> tuple[Pairs, dict[str, str]]:
    """The parameters of the search, and the page's own."""
    given = [*request.args.items(multi=True), *([("in", kind.value)] if kind else [])]
    of_photos = ("in", Kind.PHOTOS.value) in given
    size = PAGE_SIZES[Kind.PHOTOS if of_photos else Kind.STORIES]
    pairs = [("size", str(size)), *usual, *given]
    search = [pair for pair in pairs if pair[0] not in own]
    return search, {name: value for name, value in pairs if name in own}


def one(own: Mapping[str, str], name: str, choices: type[E], default: E) -> E:
    """The choice that a parameter makes.

    Raises:
        ParameterError: It is none of them.
    """
    value = own.get(name, "")
    if not value:
        return default
    try:
        return choices(value)
    except ValueError:
        raise ParameterError(name, value, one_of(choices)) from None


def page_number(own: Mapping[str, str]) -> int:
    """The page that is asked for, from 1, whether there is such a page or not.

    Raises:
        ParameterError: It is no whole number.
    """
    text = own.get("page", "").strip() or "1"
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) < 1:
        raise ParameterError("page", text, whole_number(MAX_RESULTS))
    return int(text)


def whole_number_of(own: dict[str, str], name: str, default: int) -> int:
    """The number that a parameter gives, from 1.

    Raises:
        ParameterError: It is no such number.
    """
    text = own.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= MAX_RESULTS:
        raise ParameterError(name, text, whole_number(MAX_RESULTS))
    return int(text)
