"""The values of facets in the documents of a segment: as stored, or worked out when asked for.

What follows from other columns is not stored: years, months and days from the days of a story,
whether it has photos from its photos, and photographers, agencies and places of a story from
theirs. It is worked out once a segment, with the first search that counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.engine.request import OWN_PHOTO_FACETS, Kind
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair, pack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import (
    EPOCH,
    UNDATED,
    FacetColumn,
    offsets_of,
    sizes_of,
)

_UNITS = {"year": "Y", "month": "M", "day": "D"}


class OpenColumn:
    """The values of a facet in the documents of a segment.

    Attributes:
        column: The values.
        count: Documents, deleted ones included.
    """

    def __init__(self, column: FacetColumn) -> None:
        self.column = column
        self.count = len(column.offsets) - 1

    @cached_property
    def documents(self) -> Integers:
        """The document of each value in the column, as indexes."""
        return np.repeat(np.arange(self.count), sizes_of(self.column.offsets))

    @cached_property
    def having_any(self) -> Mask:
        """The documents with any value; ``(documents,)``."""
        having: Mask = sizes_of(self.column.offsets) > 0
        return having

    @cached_property
    def everywhere(self) -> bool:
        """True if every document has a value."""
        return bool(self.having_any.all())

    @cached_property
    def bits(self) -> Integers | None:
        """Which documents have each value, a bit each; uint64 ``(values, words)``.

        None where there are so many values that going through the column is quicker.
        """
        column = self.column
        if len(column.values) * self.count > 64 * len(column.codes):
            return None
        masks = np.zeros((len(column.values), self.count), np.bool_)
        masks[column.codes, self.documents] = True
        return pack_bits(masks)


class FacetColumns:
    """The columns of all facets of a segment. Safe to use from several threads.

    Args:
        pair: The segment.
    """

    def __init__(self, pair: SegmentPair) -> None:
        self._pair = pair
        self._columns: dict[tuple[Kind, str], OpenColumn] = {}

    def of(self, owner: Kind, name: str) -> OpenColumn:
        """The column of a facet over stories or photos, whichever are its owners."""
        column = self._columns.get((owner, name))
        if column is None:
            column = self._columns[owner, name] = OpenColumn(self._find(owner, name))
        return column

    def _find(self, owner: Kind, name: str) -> FacetColumn:
        if owner is Kind.PHOTOS:
            return self._pair.photos.content.columns.facets[name]
        derive = _DERIVED.get(name)
        return derive(self._pair, name) if derive else self._stories.content.columns.facets[name]

    @property
    def _stories(self) -> OpenSegment:
        return self._pair.stories


def owner_of(kind: Kind, name: str) -> Kind:
    """Whose column answers for documents of a kind: photos have most facets of their stories."""
    return kind if name in OWN_PHOTO_FACETS else Kind.STORIES


def _spans(pair: SegmentPair, name: str) -> FacetColumn:
    """The year, month or day that a story's date certainly lies in."""
    columns = pair.stories.content.columns
    unit = f"datetime64[{_UNITS[name]}]"
    spans = _since_epoch(columns.earliest).astype(unit)
    certain = columns.earliest != UNDATED
    vague = np.flatnonzero(columns.earliest != columns.latest)
    certain[vague] &= spans[vague] == _since_epoch(columns.latest[vague]).astype(unit)
    numbers = spans[certain].astype(np.int64)
    different = np.sort(numbers)
    different = different[np.diff(different, prepend=different[:1] - 1) > 0]
    return FacetColumn(
        [str(span).encode() for span in different.astype(unit)],
        narrow(offsets_of(certain)),
        narrow(np.searchsorted(different, numbers)),
    )


def _since_epoch(days: Integers) -> NDArray[np.datetime64]:
    return (days.astype(np.int64) - EPOCH).astype("datetime64[D]")


def _of_photos(pair: SegmentPair, name: str) -> FacetColumn:
    """What the photos of a story have, each value once."""
    column = pair.photos.content.columns.facets[name]
    parents = np.repeat(pair.photos.parents, sizes_of(column.offsets))
    size = max(len(column.values), 1)
    # Nearly in order already, which a stable sort makes use of.
    keys = np.sort(parents * size + column.codes, kind="stable")
    keys = keys[np.diff(keys, prepend=-1) > 0]
    counts = np.bincount(keys // size, minlength=pair.stories.count)
    return FacetColumn(column.values, narrow(offsets_of(counts)), narrow(keys % size))


def _has_photos(pair: SegmentPair, _: str) -> FacetColumn:
    """``yes`` or ``no`` for every story."""
    having = np.bincount(pair.photos.parents, minlength=pair.stories.count) > 0
    return FacetColumn([b"no", b"yes"], narrow(np.arange(len(having) + 1)), having.astype(np.uint8))


_DERIVED: Mapping[str, Callable[[SegmentPair, str], FacetColumn]] = {
    **dict.fromkeys(_UNITS, _spans),
    **dict.fromkeys(("photographer", "agency", "place"), _of_photos),
    "photos": _has_photos,
}
"""Facets of stories that are not stored, and how they are worked out."""
