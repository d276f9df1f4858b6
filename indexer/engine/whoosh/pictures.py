"""Which photos show the same picture: files with one content, or sizes of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.whoosh.open_segment import SegmentPair

MAX_USES = 50
"""Uses of a picture that are named; a logo may stand in every story."""


class Pictures:
    """Photos by their pictures. Nothing in it changes; safe to use from several threads.

    Args:
        pairs: The segments.
    """

    def __init__(self, pairs: Sequence[SegmentPair]) -> None:
        self._pairs = pairs
        keys = [pair.photos.content.columns.pictures for pair in pairs]
        self._begins = np.cumsum([0, *(len(found) for found in keys)])
        every = np.concatenate(keys) if keys else np.zeros(0, np.uint64)
        alive = np.concatenate([pair.photos.live for pair in pairs]) if pairs else every > 0
        living = np.flatnonzero(alive)
        order = living[np.argsort(every[living], kind="stable")]
        in_order = every[order]
        again = np.zeros(len(order) + 1, np.bool_)
        again[1:-1] = in_order[1:] == in_order[:-1]
        # Only pictures that are used twice are kept; they are few.
        repeated = again[1:] | again[:-1]
        self._photos = order[repeated]
        self._keys = in_order[repeated]
        self._by_photo = np.argsort(self._photos)

    def uses(self, segment: int, photo: int) -> tuple[int, tuple[str, ...]]:
        """How many other photos show the same picture, and the ids of the first of them."""
        number = int(self._begins[segment]) + photo
        at = int(np.searchsorted(self._photos, number, sorter=self._by_photo))
        if at == len(self._photos) or self._photos[self._by_photo[at]] != number:
            return 0, ()
        key = self._keys[self._by_photo[at]]
        first, last = np.searchsorted(self._keys, key), np.searchsorted(self._keys, key, "right")
        others = self._photos[first : min(last, first + MAX_USES + 1)].tolist()
        named = [self._id(other) for other in others if other != number]
        return int(last - first) - 1, tuple(named[:MAX_USES])

    def _id(self, number: int) -> str:
        segment = int(np.searchsorted(self._begins, number, "right")) - 1
        return self._pairs[segment].photos.id_of(number - int(self._begins[segment]))
