"""The postings of a word laid out by document, so that what stands in one is found at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.impacts import LEVEL_SUMS, LEVELS


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The postings of a word, whose forms may stand in one document together.

    Attributes:
        levels: What they can add to the score of each document together, as indexes of
            :data:`indexer.engine.whoosh.segments.impacts.IMPACTS`; 0 where none is; uint8
            ``(documents,)``, not to be written to.
        postings: One of the postings of each document, of no meaning where none is; uint32
            ``(documents,)``.
        further: The others, of documents that have several.
        further_documents: Their documents, as indexes.
    """

    levels: Integers
    postings: Integers
    further: Integers
    further_documents: Integers

    @property
    def nbytes(self) -> int:
        """Bytes they take."""
        arrays = (self.levels, self.postings, self.further, self.further_documents)
        return sum([array.nbytes for array in arrays])


def lay_out(postings: Integers, documents: Integers, impacts: Integers, count: int) -> LaidOut:
    """Lays postings out by document.

    Args:
        postings: Their numbers; uint32 ``(postings,)``.
        documents: Their documents, as indexes.
        impacts: Their impacts.
        count: Documents of the segment.
    """
    levels = np.zeros(count, np.uint8)
    levels[documents] = impacts
    there = np.empty(count, np.uint32)
    there[documents] = postings
    # Of several postings of one document the last is there now.
    others = (there.take(documents) != postings).nonzero()[0]
    further, further_documents = postings.take(others), documents.take(others)
    if len(others):
        _add_levels(levels, further_documents, impacts.take(others))
    return LaidOut(levels, there, further, further_documents)


def _add_levels(levels: Integers, documents: Integers, impacts: Integers) -> None:
    """Adds impacts to the levels of documents, some of which have several."""
    there = np.empty(len(levels), np.uint32)
    left = np.arange(len(documents), dtype=np.uint32)
    while len(left):
        there[documents] = left
        last = there.take(documents) == left
        pairs = levels.take(documents[last]).astype(np.intp) * LEVELS + impacts[last]
        levels[documents[last]] = LEVEL_SUMS.take(pairs)
        documents, impacts, left = documents[~last], impacts[~last], left[~last]
