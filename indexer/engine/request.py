"""What can be asked of an engine: one search, already validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from indexer.extras import Extras

MAX_SIZE = 100
MAX_RESULTS = 10_000
DEFAULT_SIZE = 20


class Kind(StrEnum):
    """What is searched."""

    STORIES = "stories"
    PHOTOS = "photos"


class Scope(StrEnum):
    """Which text of a photo is searched."""

    OWN = "own"
    CAPTION = "caption"
    STORY = "story"


class Match(StrEnum):
    """How many of the words a document must hold."""

    AUTO = "auto"
    ALL = "all"
    ANY = "any"


class Sort(StrEnum):
    """Order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TAKEN_NEWEST = "taken-newest"
    TAKEN_OLDEST = "taken-oldest"


SORTS_OF_PHOTOS = frozenset({Sort.TAKEN_NEWEST, Sort.TAKEN_OLDEST})
"""Orders by the day a photo was taken on, which stories do not have."""


class MentionOrder(StrEnum):
    """Order of the mentions in a concordance."""

    DATE = "date"
    NEWEST = "newest"
    BEFORE = "before"
    AFTER = "after"


class Interval(StrEnum):
    """What a histogram counts by; weeks are ISO weeks, from Monday on."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    AUTO = "auto"


class FacetOrder(StrEnum):
    """Order of the values of a facet."""

    COUNT = "count"
    LABEL = "label"


_SHARED_FACETS = ("category", "tag", "keyword", "author", "year", "month", "day")
_PHOTO_NAMES = ("photographer", "agency", "place")
STORY_FACETS = (*_SHARED_FACETS, *_PHOTO_NAMES, "photos", "lang", "rights")
OWN_PHOTO_FACETS = (
    "photographer", "agency", "via", "place", "taken_decade", "taken_year", "gap",
    "status", "method", "orientation", "image", "captioned", "credited", "rights",
)  # fmt: skip
PHOTO_FACETS = (
    "photographer", "agency", "via", "place", "taken_decade", "taken_year",
    *_SHARED_FACETS,
    "gap", "status", "method", "orientation", "image", "captioned", "credited", "lang", "rights",
)  # fmt: skip
GAPS = ("after", "same-day", "week", "month", "year", "decade", "older")
"""Values of the facet ``gap``: how long before its publication a photo was taken, ``after`` for
those that are said to be taken later."""

PARTS_OF = {"day": "month", "taken_year": "taken_decade"}
"""Facets that are counted only where a value of another is chosen, or one of their own."""

FACETS: Mapping[Kind, tuple[str, ...]] = {Kind.STORIES: STORY_FACETS, Kind.PHOTOS: PHOTO_FACETS}
"""Facets by kind. Photos have :data:`OWN_PHOTO_FACETS` themselves, the others of their story; a
story has the photographers, agencies and places of its photos."""


def facet_names(kind: Kind, extras: Extras) -> tuple[str, ...]:
    """The facets of that kind of document, those of the archive's own last."""
    return FACETS[kind] + extras.facets


CHRONOLOGICAL_FACETS = frozenset({"year", "month", "day", "taken_decade", "taken_year"})


def sorts(kind: Kind, order: Sort) -> bool:
    """True for an order that this kind of document can be in."""
    return kind is Kind.PHOTOS or order not in SORTS_OF_PHOTOS


class MonthDay(NamedTuple):
    """A day of the year, whichever year it is."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search, already validated.

    Attributes:
        q: What was typed; empty browses everything.
        kind: Stories or photos (``in=`` in URLs).
        scope: Which text of a photo is searched; ignored for stories.
        match: How many of the words a document must hold.
        sort: Order; None means relevance, or newest first when nothing was typed. So do orders
            that stories do not have, for stories.
        size: Hits a page.
        page: 1-based; there is nothing on pages beyond ``MAX_RESULTS`` hits.
        date_from: First day of publication, inclusive (``from=``).
        date_to: Last day of publication, inclusive (``to=``).
        on: Day of publication in any year; None for every day. Dates known less exactly than the
            day are on none.
        since: Only stories (and their photos) that first came into the index after this moment,
            which has its time zone; None for all.
        filters: Facet name -> values, any of which a document must have; "" is the none bucket.
        excludes: Facet name -> values, none of which a document may have.
        facets: The facets to count; None for all of that kind, days only where a month is chosen,
            years of taking where a decade is.
        histogram: Counts by time of publication; None for none. ``AUTO`` is the finest interval
            that makes 100 buckets at most.
        aliases: True to search for names under their other names too.
        snippets: True to cut passages that show why a document was found.
        notices: What was ignored while reading the parameters, in plain English.
    """

    q: str = ""
    kind: Kind = Kind.STORIES
    scope: Scope = Scope.CAPTION
    match: Match = Match.AUTO
    sort: Sort | None = None
    size: int = DEFAULT_SIZE
    page: int = 1
    date_from: date | None = None
    date_to: date | None = None
    on: MonthDay | None = None
    since: datetime | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] | None = None
    histogram: Interval | None = None
    aliases: bool = True
    snippets: bool = True
    notices: tuple[str, ...] = ()

    @property
    def order(self) -> Sort:
        """The order that applies."""
        if self.sort is not None and sorts(self.kind, self.sort):
            return self.sort
        return Sort.RELEVANCE if self.q.strip() else Sort.NEWEST

    def unfiltered(self) -> SearchRequest:
        """The first page of the same search without facets, days and moments."""
        bare = replace(self, page=1, filters={}, excludes={})
        return replace(bare, date_from=None, date_to=None, on=None, since=None)
