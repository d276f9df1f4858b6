"""Facets of photos that follow from other columns: when they were taken, and what they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from indexer.engine.request import GAPS
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.segments.arrays import Integers, Mask, different, narrow
from indexer.engine.whoosh.segments.content import (
    EPOCH,
    UNDATED,
    FacetColumn,
    offsets_of,
    ranges,
)

_DECADE = 10
_CENTURY = 100
_FIRST_YEAR = 1970
_LONGEST = {"same-day": 0, "week": 7, "month": 31, "year": 366, "decade": 3653}
"""Most days between taking and publication."""


def _years(pair: SegmentPair, _: str) -> FacetColumn:
    """Every year in which a photo may have been taken; none where that is a century or more."""
    first, last = _years_taken(pair)
    return _spans(first, np.where(last - first < _CENTURY, last, first - 1), "{:04}")


def _decades(pair: SegmentPair, _: str) -> FacetColumn:
    """Every decade in which a photo may have been taken."""
    first, last = _years_taken(pair)
    return _spans(first // _DECADE, last // _DECADE, "{:03}0s")


def _years_taken(pair: SegmentPair) -> tuple[Integers, Integers]:
    """First and last possible year; the last is smaller where nothing is known."""
    columns = pair.photos.content.columns
    first, last = (
        (days.astype(np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
        for days in (columns.earliest, columns.latest)
    )
    # Decades are told from years, so that "unknown" must be below the first in both.
    known = columns.earliest != UNDATED
    years = first.astype(np.int64) + _FIRST_YEAR
    return years, np.where(known, last.astype(np.int64) + _FIRST_YEAR, years - 2 * _DECADE)


def _spans(first: Integers, last: Integers, form: str) -> FacetColumn:
    """A column in which every document has the numbers from one to another."""
    sizes = np.maximum(last - first + 1, 0)
    numbers = ranges(first, sizes)
    spans = different(numbers)
    return FacetColumn(
        [form.format(number).encode() for number in spans.tolist()],
        narrow(offsets_of(sizes)),
        narrow(np.searchsorted(spans, numbers)),
    )


def _gaps(pair: SegmentPair, _: str) -> FacetColumn:
    """How long after a photo was taken its story was published, where that is certain."""
    photos, stories = pair.photos.content.columns, pair.stories.content.columns
    parents = pair.photos.parents
    least = stories.earliest[parents].astype(np.int64) - photos.latest
    most = stories.latest[parents].astype(np.int64) - photos.earliest
    bounds = [-1, *_LONGEST.values()]
    classes = np.searchsorted(bounds, least)
    certain = (
        (photos.earliest != UNDATED)
        & (stories.earliest[parents] != UNDATED)
        & (classes == np.searchsorted(bounds, most))
    )
    order = sorted(range(len(GAPS)), key=GAPS.__getitem__)
    ranks = np.argsort(order)
    return FacetColumn(
        [GAPS[number].encode() for number in order],
        narrow(offsets_of(certain)),
        narrow(ranks[classes[certain]]),
    )


def _yes_or_no(having: Mask) -> FacetColumn:
    return FacetColumn([b"no", b"yes"], narrow(np.arange(len(having) + 1)), having.astype(np.uint8))


def _has_words_in(*fields: str) -> Callable[[SegmentPair, str], FacetColumn]:
    def column(pair: SegmentPair, _: str) -> FacetColumn:
        numbers = [pair.photos.fields.index(field) for field in fields]
        filled = pair.photos.content.layout.lengths[:, numbers] > 0
        return _yes_or_no(np.logical_or.reduce(filled, axis=1))

    return column


DERIVED_OF_PHOTOS: Mapping[str, Callable[[SegmentPair, str], FacetColumn]] = {
    "taken_decade": _decades,
    "taken_year": _years,
    "gap": _gaps,
    "captioned": _has_words_in("own", "shared"),
    "credited": _has_words_in("credit"),
}
"""Facets of photos that are not stored, and how they are worked out."""
