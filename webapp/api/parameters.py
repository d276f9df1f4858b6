"""The parameters of the API as its description lists them.

How they are read stands in :mod:`indexer.parameters`; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from indexer.engine.request import (
    DEFAULT_SIZE,
    MAX_RESULTS,
    MAX_SIZE,
    FacetOrder,
    Interval,
    Kind,
    Match,
    Scope,
    Sort,
    facet_names,
)
from indexer.extras import Extras
from indexer.parameters import EXCLUDE_PREFIX, Switch

Schema = dict[str, Any]

_YEAR = r"\d{3}[1-9]|\d{2}[1-9]\d|\d[1-9]\d{2}|[1-9]\d{3}"
_MONTH_DAY = (
    r"(0?[13578]|1[02])-(0?[1-9]|[12]\d|3[01])|(0?[469]|11)-(0?[1-9]|[12]\d|30)"
    r"|0?2-(0?[1-9]|[12]\d)"
)
_TWO_DIGITS = (
    r"(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d)"
)
_MONTH = r"0?[1-9]|1[0-2]"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter.

    Attributes:
        name: As it is given.
        text: What it does, in a sentence.
        schema: What it may be, as JSON Schema.
        in_path: True if it is a part of the path, else of the query string.
    """

    name: str
    text: str
    schema: Schema
    in_path: bool = False


# Left empty, a parameter is as if it were not there.


def _text(**more: object) -> Schema:
    return {"type": "string", **more}


def _choice(values: type[StrEnum], **more: object) -> Schema:
    return {"type": "string", "enum": [*values, ""], **more}


def _number(most: int, usual: int) -> Schema:
    number = {"type": "integer", "minimum": 1, "maximum": most}
    return {"anyOf": [number, {"type": "string", "const": ""}], "default": usual}


def _pattern(*patterns: str) -> Schema:
    return {"type": "string", "pattern": f"^({'|'.join(patterns)})?$"}


_DAY = _pattern(_YEAR, f"({_YEAR})-({_MONTH})", f"({_YEAR})-({_MONTH_DAY})")
Q = Parameter("q", "What to search for, in the query language; empty for everything.", _text())
IN = Parameter("in", "Stories or photos.", _choice(Kind, default=Kind.STORIES))
SIZE = Parameter("size", "How many at most.", _number(MAX_SIZE, DEFAULT_SIZE))
PAGE = Parameter("page", "Which page, from 1; page times size is 10,000 at most.",
                 _number(MAX_RESULTS, 1))  # fmt: skip

_FOUND = (
    Q,
    IN,
    Parameter("scope", "Which text of a photo is searched: its own sentences, its whole caption, "
              "or its story too.", _choice(Scope, default=Scope.CAPTION)),
    Parameter("match", "How many of the words are needed; auto lets some of many be lacking.",
              _choice(Match, default=Match.AUTO)),
    Parameter("aliases", "Whether names are searched under their other names too.",
              _text(enum=["on", "off", ""], default="on")),
    Parameter("from", "Published on that day or later: YYYY, YYYY-MM or YYYY-MM-DD.", _DAY),
    Parameter("to", "Published on that day or earlier, likewise; not before from.", _DAY),
    Parameter("on", "Published on that day of any year: MM-DD, or today.",
              _pattern("today", _MONTH_DAY)),
    Parameter("since", "First came into the index after that moment in UTC: YYYY-MM-DD or "
              "YYYY-MM-DDTHH:MM.", _pattern(f"({_YEAR})-({_TWO_DIGITS})(T{_CLOCK})?")),
)  # fmt: skip
SUGGEST = (
    Parameter("q", "What was typed so far; its last word is half typed unless a space follows.",
              _text()),
    IN,
    Parameter("size", "How many at most.", _number(MAX_SIZE, 8)),
)  # fmt: skip
STORY_ID = Parameter("story_id", "The id of a story.", _text(minLength=1), in_path=True)
PHOTO_ID = Parameter("photo_id", "The id of a photo.", _text(minLength=1), in_path=True)


def search_parameters(extras: Extras) -> tuple[Parameter, ...]:
    """Those of a search."""
    name = "|".join(re.escape(name) for name in _names(extras))
    return (
        *_FOUND,
        Parameter(
            "sort",
            "By default best first, or newest first where nothing was typed.",
            _choice(Sort),
        ),
        SIZE,
        PAGE,
        Parameter("histogram", "Also count by time of publication.", _choice(Interval)),
        Parameter(
            "typing",
            "on: the last word may not be whole yet. Where nothing has all words, what begins "
            "with the last one is found; links.page shows that.",
            _choice(Switch, default=Switch.OFF),
        ),
        Parameter(
            "facets",
            "Which facets to count, with commas between them; none if it is empty, all if it is "
            "left out. With a cursor none are counted unless asked for.",
            _text(pattern=f"^(({name})(,({name}))*)?$", examples=["category,year"]),
        ),
        Parameter(
            "cursor",
            "Gives everything, oldest first, however much: * to begin; links.next has the cursor "
            "that goes on. Goes with neither page nor sort.",
            _text(examples=["*"]),
        ),
        *_filters(extras),
    )


def facet_parameters(extras: Extras) -> tuple[Parameter, ...]:
    """Those of the values of a facet."""
    return (
        Parameter("name", "The facet.", _text(enum=_names(extras)), in_path=True),
        *_FOUND,
        Parameter("contains", "Only values with this text, whatever its case and accents.",
                  _text()),
        Parameter("order", "Most frequent first, or A to Z; dates from the earliest.",
                  _choice(FacetOrder, default=FacetOrder.COUNT)),
        SIZE,
        PAGE,
        *_filters(extras),
    )  # fmt: skip


def _filters(extras: Extras) -> Iterable[Parameter]:
    values = {"type": "array", "items": {"type": "string"}}
    for name in _names(extras):
        yield Parameter(name, f"Only what has one of these values of {name}; empty for none.",
                        values)  # fmt: skip
    for name in _names(extras):
        yield Parameter(EXCLUDE_PREFIX + name, f"Nothing that has one of these values of {name}.",
                        values)  # fmt: skip


def _names(extras: Extras) -> list[str]:
    return list(dict.fromkeys(name for kind in Kind for name in facet_names(kind, extras)))
