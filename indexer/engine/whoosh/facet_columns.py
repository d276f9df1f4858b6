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
from indexer.engine.whoosh.naming import (
    NAMED_FACETS,
    SPELT_FACETS,
    UNITED_FACETS,
    Naming,
    each_once,
    rename,
)
from indexer.engine.whoosh.open_segment import SegmentPair, pack_bits
from indexer.engine.whoosh.photo_columns import DERIVED_OF_PHOTOS
from indexer.engine.whoosh.segments.arrays import Array, Integers, Mask, different, narrow
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
    def one_each(self) -> bool:
        """True if every document has one value, as most columns of photos are."""
        return len(self.column.codes) == self.count and self.everywhere

    def documents_of(self, values: Integers) -> Integers:
        """The documents that values stand in, given by their places in the column."""
        return values if self.one_each else self._documents[values]

    def spread(self, by_document: Array) -> Array:
        """What is known of documents, for each value in the column."""
        return by_document if self.one_each else by_document[self._documents]

    @cached_property
    def _documents(self) -> Integers:
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
        return bool((sizes_of(self.column.offsets) > 0).all())

    @cached_property
    def bits(self) -> Integers | None:
        """Which documents have each value, a bit each; uint64 ``(values, words)``.

        None where there are so many values that going through the column is quicker.
        """
        column = self.column
        if len(column.values) * self.count > 64 * len(column.codes):
            return None
        masks = np.zeros((len(column.values), self.count), np.bool_)
        masks[column.codes, self.documents_of(np.arange(len(column.codes)))] = True
        return pack_bits(masks)


class FacetColumns:
    """The columns of all facets of a segment. Safe to use from several threads.

    Args:
        pair: The segment.
        naming: Gives the names of a facet, see :mod:`indexer.engine.whoosh.naming`.
    """

    def __init__(self, pair: SegmentPair, naming: Callable[[str], Naming]) -> None:
        self._pair = pair
        self._naming = naming
        self._columns: dict[tuple[Kind, str], OpenColumn] = {}
        self._moved: dict[str, Integers] = {}

    def of(self, owner: Kind, name: str) -> OpenColumn:
        """The column of a facet over stories or photos, whichever are its owners."""
        column = self._columns.get((owner, name))
        if column is None:
            column = self._columns[owner, name] = OpenColumn(self._find(owner, name))
        return column

    def moved(self, name: str) -> Integers | None:
        """Where the values of a facet as printed went; None where they are as they were."""
        if name not in UNITED_FACETS:
            return None
        self.of(Kind.PHOTOS if name in NAMED_FACETS else Kind.STORIES, name)
        return self._moved[name]

    def _find(self, owner: Kind, name: str) -> FacetColumn:
        pair = self._pair
        if owner is Kind.PHOTOS:
            if name in DERIVED_OF_PHOTOS:
                return DERIVED_OF_PHOTOS[name](pair, name)
            column = pair.photos.content.columns.facets[name]
            return self._rename(name, column) if name in NAMED_FACETS else column
        if name in NAMED_FACETS:
            return _of_photos(pair, self.of(Kind.PHOTOS, name).column)
        if name in _DERIVED:
            return _DERIVED[name](pair, name)
        column = pair.stories.content.columns.facets[name]
        return self._rename(name, column) if name in SPELT_FACETS else column

    def _rename(self, name: str, column: FacetColumn) -> FacetColumn:
        renamed, self._moved[name] = rename(column, self._naming(name))
        return renamed


def owner_of(kind: Kind, name: str) -> Kind:
    """Whose column answers for documents of a kind: photos have most facets of their stories."""
    return kind if kind is Kind.STORIES or name in OWN_PHOTO_FACETS else Kind.STORIES


def _spans(pair: SegmentPair, name: str) -> FacetColumn:
    """The year, month or day that a story's date certainly lies in."""
    columns = pair.stories.content.columns
    unit = f"datetime64[{_UNITS[name]}]"
    spans = _since_epoch(columns.earliest).astype(unit)
    certain = columns.earliest != UNDATED
    vague = np.flatnonzero(columns.earliest != columns.latest)
    certain[vague] &= spans[vague] == _since_epoch(columns.latest[vague]).astype(unit)
    numbers = spans[certain].astype(np.int64)
    once = different(numbers)
    return FacetColumn(
        [str(span).encode() for span in once.astype(unit)],
        narrow(offsets_of(certain)),
        narrow(np.searchsorted(once, numbers)),
    )


def _since_epoch(days: Integers) -> NDArray[np.datetime64]:
    return (days.astype(np.int64) - EPOCH).astype("datetime64[D]")


def _of_photos(pair: SegmentPair, column: FacetColumn) -> FacetColumn:
    """What the photos of a story have, each value once."""
    parents = np.repeat(pair.photos.parents, sizes_of(column.offsets))
    return each_once(column.values, parents, column.codes, pair.stories.count)


def _has_photos(pair: SegmentPair, _: str) -> FacetColumn:
    """``yes`` or ``no`` for every story."""
    having = np.bincount(pair.photos.parents, minlength=pair.stories.count) > 0
    return FacetColumn([b"no", b"yes"], narrow(np.arange(len(having) + 1)), having.astype(np.uint8))


_DERIVED: Mapping[str, Callable[[SegmentPair, str], FacetColumn]] = {
    **dict.fromkeys(_UNITS, _spans),
    "photos": _has_photos,
}
"""Facets of stories that are not stored, and how they are worked out."""
