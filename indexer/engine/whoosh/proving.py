"""Proof that a generation holds every story once, before anybody searches it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, ArrayFile, Mask


def stories_proved(segments: Sequence[tuple[ArrayFile, Mask]]) -> int | None:
    """How many stories count in all, if no id is there twice.

    Args:
        segments: Segments of stories, and which of their documents count.

    Returns:
        None if an id is there twice, or cannot be found.
    """
    ids = [_sorted_ids(file, live) for file, live in segments]
    once = all(bool((several[1:] > several[:-1]).all()) for several in ids)
    if not once or any(_share_any(one, other) for one, other in combinations(ids, 2)):
        return None
    return sum(map(len, ids))


def _sorted_ids(file: ArrayFile, live: Mask) -> Array:
    """The ids that count in the order by which they are found; ``(count,)`` of bytes."""
    offsets = file["ids.offsets"].astype(np.int64)
    sizes = np.diff(offsets)
    width = int(sizes.max(initial=1))
    padded = np.zeros((len(sizes), width), np.uint8)
    padded[np.arange(width) < sizes[:, None]] = file["ids.bytes"]
    order = file["ids.order"]
    ids: Array = padded.view(f"S{width}").ravel()[order[live[order]]]
    return ids


def _share_any(one: Array, other: Array) -> bool:
    """True if two sorted arrays have a value in common."""
    few, many = sorted((one, other), key=len)
    if not len(few):
        return False
    at = np.searchsorted(many, few)
    return bool((many[np.minimum(at, len(many) - 1)] == few).any())
