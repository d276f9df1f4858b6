"""Where any of some terms, which may be many, stands in one segment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import ROUNDED_DOWN, ROUNDED_UP, Score, WithoutPeaks
from indexer.engine.whoosh.open_segment import OpenSegment, Weights
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.weighing import weigh

_FEW_OF = 16
"""Documents up to one in so many are few: only their postings are weighed."""

_CHUNK = 1 << 15


class TermOccurrences(WithoutPeaks):
    """Where any of some terms, which may be many, stands in any of some fields.

    Args:
        segment: Where they are looked for.
        terms: The terms, ascending.
        weights: Fields and weights.
        usual: True if fields and weights are those that impacts were found for.
    """

    def __init__(
        self, segment: OpenSegment, terms: Sequence[int], weights: Weights, *, usual: bool
    ) -> None:
        self._segment = segment
        self._choice = segment.choice(weights)
        self._documents, self._codes, impacts = segment.gather(terms)
        # What stands in other fields only has no impact in the usual ones.
        wanted = impacts if usual else self._choice.wanted.take(self._codes.astype(np.intp))
        if not wanted.all():
            kept = wanted.nonzero()[0]
            self._documents, self._codes = self._documents.take(kept), self._codes.take(kept)
            impacts = impacts.take(kept)
        self._impacts = impacts if usual else None
        self.mask = np.zeros(segment.count, np.bool_)
        self.mask[self._documents] = True
        if segment.live_count < segment.count:
            self.mask &= segment.live

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        if _FEW_OF * len(chosen) < self._segment.count and "_totals" not in self.__dict__:
            return self._sum(chosen, partial(weigh, self._choice))
        return self._totals.take(chosen.documents)

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed."""
        count = self._segment.count
        if self._impacts is None or _FEW_OF * len(chosen) < count:
            return score.of(self.frequencies(chosen))
        # NumPy takes indexes of its own width; converting by itself takes it three times as long.
        bounds = self._segment.bounds.take(self._impacts.astype(np.intp))
        totals = np.bincount(self._documents, bounds, count).astype(np.float64, copy=False)
        return score.of(totals.take(chosen.documents)) * ROUNDED_UP

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores are."""
        return score.of(self.frequencies(chosen)) * ROUNDED_DOWN

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        frequencies = self._segment.frequencies(field)
        inside: Mask = self._sum(chosen, lambda _, codes: frequencies.take(codes)) > 0
        return inside

    @cached_property
    def _totals(self) -> Floats:
        """How often they stand in every document; ``(documents,)``."""
        values = np.empty(len(self._codes))
        for first in range(0, len(values), _CHUNK):  # what stays in the processor's cache
            part = slice(first, first + _CHUNK)
            values[part] = weigh(self._choice, self._documents[part], self._codes[part])
        totals = np.bincount(self._documents, values, self._segment.count)
        return totals.astype(np.float64, copy=False)

    def _sum(self, chosen: Chosen, value: Callable[[Integers, Integers], Floats]) -> Floats:
        """Adds up the values of the postings of each document; documents and codes -> values."""
        kept = chosen.mask.take(self._documents).nonzero()[0]
        documents = self._documents.take(kept)
        values = value(documents, self._codes.take(kept))
        # By place among the few documents rather than by number among all.
        totals = np.bincount(chosen.places.take(documents), values, len(chosen))
        return totals.astype(np.float64, copy=False)
