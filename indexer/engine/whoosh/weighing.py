"""Postings to weighted, length-normalised frequencies."""

from __future__ import annotations

import numpy as np

from indexer.engine.whoosh.open_segment import FieldChoice
from indexer.engine.whoosh.segments.arrays import Floats, Integers

_FEW_POSTINGS = 512
"""Up to so many postings are weighed field by field, which takes fewer steps."""


def weigh(choice: FieldChoice, documents: Integers, codes: Integers) -> Floats:
    """Weighted, length-normalised frequencies of postings."""
    if len(codes) < _FEW_POSTINGS:
        return _weigh_fields(choice, documents, codes)
    codes = codes.astype(np.intp)  # once, instead of with every look-up
    # Nine postings in ten are in one field only, and most of the others in two.
    values = _weigh_field(choice, 0, documents, codes)
    several = choice.several.take(codes).nonzero()[0]
    if len(several):
        documents, codes = documents.take(several), codes.take(several)
        values[several] += _weigh_field(choice, 1, documents, codes)
        more = choice.many.take(codes).nonzero()[0]
        if len(more):
            values[several.take(more)] = _weigh_fields(
                choice, documents.take(more), codes.take(more)
            )
    return values


def _weigh_field(choice: FieldChoice, place: int, documents: Integers, codes: Integers) -> Floats:
    """The same in the first or second of the fields in which each form stands."""
    values: Floats = choice.leading_weighted[place].take(codes)
    places = documents * choice.norms.shape[1]
    places += choice.leading[place].take(codes)
    values *= choice.norms.reshape(-1).take(places)
    return values


def _weigh_fields(choice: FieldChoice, documents: Integers, codes: Integers) -> Floats:
    """The same, field by field."""
    values: Floats = np.vecdot(choice.weighted.take(codes, 0), choice.norms.take(documents, 0))
    return values
