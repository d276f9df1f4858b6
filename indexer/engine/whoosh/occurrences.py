"""Where words and phrases stand in one segment: in which documents, and how often, weighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.segments.arrays import Floats, Mask

ROUNDED_UP = 1 + 1e-5
"""Single precision may lose a little; a bound must not."""

ROUNDED_DOWN = 1 - 1e-5

GROUP = 16
"""Documents in a group whose highest bound is looked at first."""

K1 = 1.5
"""How slowly further occurrences stop counting (BM25's k1)."""


class Score(NamedTuple):
    """What frequencies add to scores: the more, the higher they are, and ever more slowly.

    Attributes:
        factor: What they add at most.
    """

    factor: float

    def of(self, frequencies: Floats) -> Floats:
        """The scores of some frequencies."""
        scores: Floats = self.factor * saturated(frequencies)
        return scores


def saturated(frequencies: Floats) -> Floats:
    """The share of the highest score that frequencies come to; of infinite ones all."""
    # f / (K1 + f), written so that a bound without limit is a score and not a failure.
    shares: Floats = 1 - K1 / (K1 + frequencies)
    return shares


class Occurrences(Protocol):
    """Where something stands in a segment.

    Attributes:
        mask: The documents in which it stands, none of them deleted; ``(documents,)``.
    """

    mask: Mask

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often it stands in documents: the sum over fields of weight * frequency * norm.

        Returns:
            Float64, one a document given; 0 where it does not stand.
        """
        ...

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores of :meth:`frequencies` do not exceed; found sooner where there are many.

        Args:
            chosen: The documents.
            score: What frequencies add to scores.
        """
        ...

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether it stands in a field of documents, which are few; one a document given."""
        ...

    def peaks(self, score: Score) -> Floats | None:
        """The highest :meth:`bounds` of each group of :data:`GROUP` documents, see ``peaks.py``.

        None if they are not found sooner than those of the documents.
        """
        ...

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least, of documents; found sooner where there are peaks."""
        ...


class WithoutPeaks:
    """What has no array by document, so that nothing is known of it sooner than its scores."""

    def peaks(self, score: Score) -> Floats | None:
        """Not found sooner."""
        del score
        return None


class Several:
    """Where any of several things stands, which count as one."""

    def __init__(self, parts: Sequence[Occurrences]) -> None:
        self._parts = parts
        self.mask: Mask = np.logical_or.reduce([part.mask for part in parts])

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        return sum_up([part.frequencies(chosen) for part in self._parts])

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed: a sum scores no more than its parts one by one."""
        return sum_up([part.bounds(chosen, score) for part in self._parts])

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group."""
        return sum_or_none([part.peaks(score) for part in self._parts])

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least: as much as those of any part."""
        floors = [part.floors(chosen, score) for part in self._parts]
        most: Floats = np.asarray(floors).max(0)
        return most

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        parts = [part.stands_in(field, chosen) for part in self._parts]
        inside: Mask = np.logical_or.reduce(parts)
        return inside


class Within:
    """Where something stands, in some documents only.

    Args:
        part: What stands there.
        allowed: The documents that count.
    """

    def __init__(self, part: Occurrences, allowed: Mask) -> None:
        self._part = part
        self._allowed = allowed
        self.mask = part.mask & allowed

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often it stands there."""
        return self._part.frequencies(chosen) * self._allowed[chosen.documents]

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What its scores do not exceed."""
        return self._part.bounds(chosen, score) * self._allowed[chosen.documents]

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group, anywhere."""
        return self._part.peaks(score)

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least."""
        return self._part.floors(chosen, score) * self._allowed[chosen.documents]

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether it stands in a field there."""
        return self._part.stands_in(field, chosen) & self._allowed[chosen.documents]


def sum_up(several: Sequence[Floats]) -> Floats:
    """The sum of arrays."""
    total: Floats = np.sum(several, axis=0)
    return total


def sum_or_none(several: Iterable[Floats | None]) -> Floats | None:
    """The sum of arrays; None if one of them is."""
    total: Floats | None = None
    for values in several:
        if values is None:
            return None
        total = values if total is None else total + values
    return total


class Everywhere(WithoutPeaks):
    """Stands for what is in given documents and adds nothing to their scores."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    def frequencies(self, chosen: Chosen) -> Floats:
        """Nothing."""
        return np.zeros(len(chosen))

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Nowhere."""
        del field
        return np.zeros(len(chosen), np.bool_)
