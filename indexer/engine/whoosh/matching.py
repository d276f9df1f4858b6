"""The documents of a segment that match a search: as a mask, as numbers, counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from indexer.engine.whoosh.open_segment import pack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask

_WORD_BITS = 3
"""Eight documents of a mask are looked at together ..."""

_SHORT = 1 << 15
_LARGE = 8
"""... where a mask is no shorter, and no more than one document in so many matches."""


class Documents:
    """Some documents of a segment; of each, what it counts.

    Attributes:
        mask: The documents.
        weights: How many times each counts; None for once.
        size: How many they are.
    """

    def __init__(self, mask: Mask, weights: Integers | None = None) -> None:
        self.mask = mask
        self.weights = weights
        self.size = int(np.count_nonzero(mask))

    @classmethod
    def weighted(cls, weights: Integers) -> Documents:
        """Those that count at least once."""
        return cls(weights > 0, weights)

    @cached_property
    def numbers(self) -> Integers:
        """Their numbers."""
        return numbers_of(self.mask)

    @cached_property
    def count(self) -> int:
        """How many they are, all told."""
        return self.size if self.weights is None else int(self.weights.sum())

    @cached_property
    def packed(self) -> Integers:
        """The mask as bits."""
        return pack_bits(self.mask)

    def count_among(self, others: Mask) -> int:
        """How many are among some documents, all told."""
        if self.weights is None:
            return int(np.count_nonzero(self.mask & others))
        return int(self.weights[others].sum())


def documents_of(masks: Iterable[Mask]) -> list[Documents]:
    """The documents of masks, one a segment."""
    return [Documents(mask) for mask in masks]


def total_of(found: Iterable[Documents]) -> int:
    """How many documents of all segments together."""
    return sum([documents.size for documents in found])


def numbers_of(mask: Mask) -> Integers:
    """Where a mask is true, ascending.

    NumPy's own way costs a misprediction for each where some documents in a hundred match, as is
    usual; of the words of eight that are not empty, a larger part is true.
    """
    if len(mask) < _SHORT or int(np.count_nonzero(mask)) * _LARGE > len(mask):
        return mask.nonzero()[0]
    end = len(mask) >> _WORD_BITS << _WORD_BITS
    words = mask[:end].view(np.uint64)
    filled = (words != 0).nonzero()[0]
    inside = words.take(filled).view(np.bool_).nonzero()[0]
    numbers: Integers = filled.take(inside >> _WORD_BITS)
    numbers <<= _WORD_BITS
    numbers |= inside & (1 << _WORD_BITS) - 1
    rest = mask[end:].nonzero()[0]
    return np.concatenate([numbers, rest + end]) if len(rest) else numbers
