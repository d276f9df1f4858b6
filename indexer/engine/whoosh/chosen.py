"""Some documents of a segment, in whichever shape is asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask


class Chosen:
    """Some documents of a segment.

    Args:
        documents: Their numbers as indexes, ascending.
        size: Documents of the segment.

    Attributes:
        documents: As given.
        size: As given.
        among: Of which documents they were taken, and their places among those; None if of none.
    """

    def __init__(self, documents: Integers, size: int) -> None:
        self.documents = documents
        self.size = size
        self.among: tuple[Chosen, Integers] | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def mask(self) -> Mask:
        """The same as a mask; ``(size,)``."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.documents] = True
        return mask

    @cached_property
    def places(self) -> Integers:
        """How many of them come before each; ``(size,)``, of no meaning for others."""
        places = np.empty(self.size, np.intp)
        places[self.documents] = np.arange(len(self.documents))
        return places

    def take(self, places: Integers) -> Chosen:
        """Some of them, given which, ascending."""
        taken = Chosen(self.documents.take(places), self.size)
        taken.among = self, places
        return taken
