"""Which documents have something, or lie between two days: questions to columns, not to words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime

import numpy as np

from indexer.engine.request import Kind, MonthDay
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.query.nodes import Days

_OF_PHOTOS = {"caption": ("own", "shared"), "credit": ("credit",)}
_PHOTO_FACETS = frozenset({"photographer", "agency", "place"})


def between(pair: SegmentPair, kind: Kind, days: Days) -> Mask:
    """The documents of that kind whose day can lie between two."""
    if days.field == "taken":
        return _of_kind(pair, kind, Kind.PHOTOS, _overlapping(pair.photos, days))
    return _of_kind(pair, kind, Kind.STORIES, _overlapping(pair.stories, days))


def on_day(pair: SegmentPair, kind: Kind, day: MonthDay) -> Mask:
    """The documents of that kind certainly published on a day of the year, whichever year."""
    columns = pair.stories.content.columns
    certain = (columns.earliest != UNDATED) & (columns.earliest == columns.latest)
    dated = columns.earliest[certain]
    # Few days to look for take a tenth of the time of making months of all days.
    days = list(_in_every_year(day, int(dated.min()), int(dated.max()))) if len(dated) else []
    inside: Mask = certain & np.isin(columns.earliest, days)
    return _of_kind(pair, kind, Kind.STORIES, inside)


def added_after(pair: SegmentPair, kind: Kind, added: Integers, moment: datetime) -> Mask:
    """The documents of that kind whose stories came into the index after a moment.

    Args:
        pair: The segment.
        kind: Stories or photos.
        added: When each story of the segment came, in seconds since 1970.
        moment: With its time zone.
    """
    return _of_kind(pair, kind, Kind.STORIES, added > moment.timestamp())


def _in_every_year(day: MonthDay, first: int, last: int) -> Iterator[int]:
    """That day as proleptic ordinals, in the years from one ordinal to another."""
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        with contextlib.suppress(ValueError):  # 29 February
            yield date(year, *day).toordinal()


def having(pair: SegmentPair, kind: Kind, what: str) -> Mask:
    """The documents of that kind that have something; a story has what its photos have."""
    photos = _photos_having(pair.photos, what)
    if photos is not None:
        return _of_kind(pair, kind, Kind.PHOTOS, photos)
    return _of_kind(pair, kind, Kind.STORIES, _stories_having(pair.stories, what))


def _photos_having(photos: OpenSegment, what: str) -> Mask | None:
    """The photos that have something; None for what stories have."""
    if what == "photo":
        return np.ones(photos.count, np.bool_)
    if what in _OF_PHOTOS:
        columns = [photos.fields.index(field) for field in _OF_PHOTOS[what]]
        filled: Mask = np.logical_or.reduce(photos.content.layout.lengths[:, columns] > 0, axis=1)
        return filled
    if what == "taken":
        return _dated(photos)
    return photos.having_any(what) if what in _PHOTO_FACETS else None


def _stories_having(stories: OpenSegment, what: str) -> Mask:
    """The stories that have something themselves."""
    if what == "date":
        return _dated(stories)
    if what == "description":
        described: Mask = stories.content.layout.lengths[:, stories.fields.index(what)] > 0
        return described
    return stories.having_any(what)


def _dated(segment: OpenSegment) -> Mask:
    dated: Mask = segment.content.columns.earliest != UNDATED
    return dated


def stemmed_by(pair: SegmentPair, kind: Kind, algorithm: str) -> Mask:
    """The documents whose language is stemmed so; empty for those that are not stemmed."""
    return _of_kind(pair, kind, Kind.STORIES, pair.stories.stemmed_by(algorithm))


def _overlapping(segment: OpenSegment, days: Days) -> Mask:
    columns = segment.content.columns
    inside = _dated(segment)
    if days.first is not None:
        inside = inside & (columns.latest >= days.first.toordinal())
    if days.last is not None:
        inside = inside & (columns.earliest <= days.last.toordinal())
    return inside


def _of_kind(pair: SegmentPair, kind: Kind, searched: Kind, mask: Mask) -> Mask:
    """A mask over the documents looked for, from one over those searched."""
    if kind is searched:
        return mask & (pair.stories if kind is Kind.STORIES else pair.photos).live
    if kind is Kind.PHOTOS:
        return mask[pair.photos.parents] & pair.photos.live
    stories = np.zeros(pair.stories.count, np.bool_)
    stories[pair.photos.parents[mask & pair.photos.live]] = True
    return stories & pair.stories.live
