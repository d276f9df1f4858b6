"""The documents of a segment that match a search: as a mask, as numbers, counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from indexer.engine.whoosh.open_segment import pack_bits
from indexer.engine.whoosh.segments.arrays import Integers, Mask, numbers_of


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
