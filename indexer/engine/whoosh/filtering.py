"""Which documents of a segment pass filters, and which are counted with one of them lifted.

Photos have most facets of their stories. What those are filtered by is decided for stories, which
are fewer, and handed down to their photos once; counts of such facets are made of how many of its
photos a story brings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.whoosh.facet_columns import owner_of
from indexer.engine.whoosh.matching import Documents, numbers_of
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.segments.arrays import Integers, Mask

_FEW = 4
"""Of photos up to one in so many, stories are looked up one by one."""


class Passing:
    """What passes the filters of a search in one segment.

    Args:
        pair: The segment.
        kind: Stories or photos.
        passes: Facet name -> what passes its filter, of those whose facet it is.
    """

    def __init__(self, pair: SegmentPair, kind: Kind, passes: Mapping[str, Mask]) -> None:
        self.pair = pair
        self.kind = kind
        self.own = {name: mask for name, mask in passes.items() if owner_of(kind, name) is kind}
        self.of_stories = {name: mask for name, mask in passes.items() if name not in self.own}

    def keep(self, mask: Mask, without: str = "") -> Mask:
        """Of some documents, those that pass all filters, one left out if wanted."""
        mask = every([mask, *others(self.own, without)])
        return (
            self._hand_down(every([*self.of_stories.values()]), mask) if self.of_stories else mask
        )

    def _hand_down(self, stories: Mask, mask: Mask) -> Mask:
        """Of some photos, those of some stories."""
        parents = self.pair.photos.parents
        if np.count_nonzero(mask) * _FEW > len(mask):
            return mask & stories.take(parents)
        found = numbers_of(mask)
        kept = np.zeros(len(mask), np.bool_)
        kept[found[stories.take(parents.take(found))]] = True
        return kept


class Lifted:
    """Which documents of a segment are counted for each facet, its own filter lifted.

    Args:
        passing: What passes the filters.
        mask: The documents that match the query.
        passed: Those of them that pass every filter.
    """

    def __init__(self, passing: Passing, mask: Mask, passed: Documents) -> None:
        self._passing = passing
        self._mask = mask
        self._passed = passed
        self._known: dict[str, Documents] = {}

    def documents(self, name: str) -> Documents:
        """Those to be counted for a facet: its owners, for photos often their stories."""
        own = owner_of(self._passing.kind, name) is self._passing.kind
        filtered = self._passing.own if own else self._passing.of_stories
        # Facets without a filter count the same documents.
        key = name if name in filtered else ("own" if own else "stories") + "'"
        documents = self._known.get(key)
        if documents is None:
            documents = self._find_own(name) if own else self._find_stories(name)
            self._known[key] = documents
        return documents

    def _find_own(self, name: str) -> Documents:
        if name not in self._passing.own:
            return self._passed
        return Documents(self._passing.keep(self._mask, without=name))

    def _find_stories(self, name: str) -> Documents:
        stories = others(self._passing.of_stories, name)
        return Documents.weighted(self._by_story * every(stories) if stories else self._by_story)

    @cached_property
    def _by_story(self) -> Integers:
        """How many photos of each story pass the filters that are the photos' own."""
        photos = numbers_of(every([self._mask, *self._passing.own.values()]))
        pair = self._passing.pair
        return np.bincount(pair.photos.parents.take(photos), minlength=pair.stories.count)


def every(masks: Sequence[Mask]) -> Mask:
    """What is in each of some masks."""
    mask = masks[0]
    for other in masks[1:]:
        mask = mask & other
    return mask


def others(masks: Mapping[str, Mask], name: str) -> list[Mask]:
    """The masks under other names."""
    return [mask for known, mask in masks.items() if known != name]
