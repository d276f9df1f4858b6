"""Parameters that a page has beside those of a search."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from flask import request

from indexer.engine.request import MAX_RESULTS, Kind, SearchRequest
from indexer.errors import ParameterError, one_of, whole_number
from indexer.parameters import parse_parameters
from webapp.links import PAGE_SIZES
from webapp.site import current_site

E = TypeVar("E", bound=StrEnum)


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
    given = [*request.args.items(multi=True), *([("in", kind.value)] if kind else [])]
    of_photos = ("in", Kind.PHOTOS.value) in given
    size = PAGE_SIZES[Kind.PHOTOS if of_photos else Kind.STORIES]
    pairs = [("size", str(size)), *usual, *given]
    search = parse_parameters(
        [pair for pair in pairs if pair[0] not in own], extras=current_site().engine.extras()
    )
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
