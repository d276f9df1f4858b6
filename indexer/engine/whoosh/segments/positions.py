"""Positions in a byte and a half, where documents are short.

Most stories and all captions have fewer than 3,840 positions, for which twelve bits do; what stands
further on is kept aside. Where that is much, as in an archive of long stories, positions are a
plain array of two bytes each.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, ArrayFile, Integers, narrow

_ASIDE = 15
"""High bits that stand for a position kept aside."""

_FIRST_ASIDE = _ASIDE << 8

POSITION_BLOCK_BITS = 5
"""Postings in a block, of which it is kept where its positions begin, as a power of two."""

_MAX_ASIDE = 0.05
"""Share of positions kept aside from which two bytes each are smaller or about as small."""


class Positions:
    """Positions, one an occurrence, taken out as an array would be.

    Args:
        low: The lower eight bits; uint8 ``(occurrences,)``.
        high: The upper four, those of two occurrences a byte.
        places: Which occurrences are kept aside, ascending.
        others: Where they are.
    """

    def __init__(self, low: Integers, high: Integers, places: Integers, others: Integers) -> None:
        self._low = low
        self._high = high
        self._places = places
        self._others = others

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, chosen: slice | Integers) -> Integers:
        """The positions of occurrences that follow one another, or of any, given by number."""
        if not isinstance(chosen, slice):
            return self._take(chosen)
        first, last, _ = chosen.indices(len(self._low))
        packed = self._high[first >> 1 : (last + 1) >> 1]
        high = np.empty((len(packed), 2), np.uint8)
        high[:, 0], high[:, 1] = packed & 15, packed >> 4
        skipped = first & 1
        positions = high.reshape(-1)[skipped : skipped + max(last - first, 0)].astype(np.uint16)
        positions <<= 8
        positions |= self._low[first:last]
        aside = (positions >= _FIRST_ASIDE).nonzero()[0] if len(self._places) else self._places
        if len(aside):
            # In their own type, or all places would be converted first.
            at = int(self._places.searchsorted(self._places.dtype.type(first + aside[0])))
            positions[aside] = self._others[at : at + len(aside)]
        return positions

    def _take(self, occurrences: Integers) -> Integers:
        high = self._high.take(occurrences >> 1)
        high >>= ((occurrences & 1) << 2).astype(np.uint8)
        positions = (high & 15).astype(np.uint16)
        positions <<= 8
        positions |= self._low.take(occurrences)
        aside = (positions >= _FIRST_ASIDE).nonzero()[0] if len(self._places) else self._places
        if len(aside):
            at = self._places.searchsorted(occurrences[aside].astype(self._places.dtype))
            positions[aside] = self._others.take(at)
        return positions


def pack_positions(positions: Integers) -> Mapping[str, Array]:
    """The arrays of positions, to be written."""
    places = np.flatnonzero(positions >= _FIRST_ASIDE)
    if positions.itemsize != np.uint16().itemsize or len(places) > _MAX_ASIDE * len(positions):
        return {"positions": positions}
    high = np.minimum(positions >> 8, _ASIDE).astype(np.uint8)
    packed = high[::2].copy()
    packed[: len(high) // 2] |= high[1::2] << 4
    return {
        "positions.low": positions.astype(np.uint8),
        "positions.high": packed,
        "positions.places": narrow(places),
        "positions.others": narrow(positions[places]),
    }


def position_blocks(codes: Integers, profiles: Integers) -> Integers:
    """Where the positions of each block of postings begin, so that those of any are found soon.

    Args:
        codes: The profiles of postings.
        profiles: How often a form with that profile stands in each field.
    """
    sizes = narrow(profiles.sum(1, dtype=np.int64))[codes]
    firsts = np.arange(0, len(codes), 1 << POSITION_BLOCK_BITS)
    blocks = np.zeros(len(firsts), np.int64)
    if len(firsts):
        np.cumsum(np.add.reduceat(sizes, firsts, dtype=np.int64)[:-1], out=blocks[1:])
    return narrow(blocks)


def unpack_positions(file: ArrayFile) -> Positions | Integers:
    """The positions that were written."""
    if "positions" in file:
        return file["positions"]
    return Positions(*(file[f"positions.{part}"] for part in ("low", "high", "places", "others")))
