"""Keys that come up several times, most others of which need not be sorted to be told apart."""

from __future__ import annotations

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: multiplied by it, numbers spread evenly."""


def may_recur(keys: Integers, times: int) -> Mask:
    """Which of some keys may be there so often: all that are, and a few more.

    Keys are counted by what they are hashed to, of which there are two to four times as many.
    """
    bits = len(keys).bit_length() + 1
    slots = (keys.astype(np.uint64, copy=False) * _GOLDEN >> np.uint64(64 - bits)).astype(np.intp)
    often: Mask = (np.bincount(slots, minlength=1) >= times)[slots]
    return often
