"""What each posting can add to a score, in one byte and never too little.

The first hits are found among the documents whose bounds reach far enough, without working out
the exact score of every document. An impact stands for the weighted, length-normalised frequency
of a form over the fields in which words are looked for; average lengths are those of the segment,
and a reader allows for how far the index's differ.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, Floats, Integers
from indexer.engine.whoosh.segments.content import Content

B = 0.75
"""How much of a field's length counts against its matches (BM25's b)."""

_LEAST = 0.02
_STEP = 1.045
_CHUNK = 1 << 20

IMPACTS: Floats = np.concatenate(([0.0], _LEAST * _STEP ** np.arange(254), [np.inf]))
"""The frequency that an impact stands for, which the real one does not exceed; ``(256,)``."""

LEVELS = len(IMPACTS)
LEVEL_SUMS: Integers = np.searchsorted(IMPACTS, np.add.outer(IMPACTS, IMPACTS)).astype(np.uint8)
"""The impact that two of a document come to together, never too little; ``(256, 256)``."""


def length_norms(lengths: Integers, average: float) -> Floats:
    """What a match in a field counts, given the lengths of the field, as in BM25.

    1 / (1 - b + b * length / average length)

    Returns:
        Float32, of the shape of ``lengths``.
    """
    norms: Floats = (1 / (1 - B + B / average * lengths.astype(np.float64))).astype(np.float32)
    return norms


def average_lengths(content: Content, *, sparse: bool) -> Floats:
    """Average number of forms in each field of a segment; 1 where there are none; ``(fields,)``.

    Args:
        content: The segment.
        sparse: True if documents that lack a field do not count for its average.
    """
    lengths = content.layout.lengths
    counted = np.count_nonzero(lengths, axis=0) if sparse else content.count
    averages: Floats = lengths.sum(0, dtype=np.float64) / np.maximum(counted, 1)
    averages[averages == 0] = 1.0
    return averages


def find_impacts(
    content: Content, weights: Mapping[str, float], *, sparse: bool
) -> Mapping[str, Array]:
    """The impact of every posting, and the average lengths that they rest on, to be written.

    Args:
        content: The segment.
        weights: Weights of fields; the others do not count.
        sparse: As in :func:`average_lengths`.
    """
    by_field = np.array([weights.get(field, 0.0) for field in content.fields])
    averages = average_lengths(content, sparse=sparse)
    chosen = np.flatnonzero(by_field)
    weighted = (content.postings.profiles[:, chosen] * by_field[chosen]).astype(np.float32)
    norms = np.stack(
        [length_norms(content.layout.lengths[:, n], averages[n]) for n in chosen.tolist()], axis=1
    )
    documents, codes = content.postings.documents, content.postings.codes
    impacts = np.zeros(len(documents), np.uint8)
    for first in range(0, len(documents), _CHUNK):
        part = slice(first, first + _CHUNK)
        values = np.einsum("ij,ij->i", weighted[codes[part]], norms[documents[part]])
        # Single precision may lose a little; a bound must not.
        impacts[part] = np.searchsorted(IMPACTS, values * 1.00001)
    return {"impacts": impacts, "impacts.averages": averages}
