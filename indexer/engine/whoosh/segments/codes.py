"""The profiles of postings, mostly a byte each.

A segment has some thousand profiles, but of a hundred postings ninety-nine have one of 255. These
come first in the table, so that their codes fit into a byte; the others are kept aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, ArrayFile, Integers, narrow

_ASIDE = 255
"""Stands for a code that is kept aside."""


class Codes:
    """Rows of the table of profiles, one a posting, taken out as an array would be.

    Args:
        codes: Those below 255, and 255 for the others; uint8 ``(postings,)``.
        places: Which postings the others are of, ascending.
        others: What they are.
    """

    def __init__(self, codes: Integers, places: Integers, others: Integers) -> None:
        self._codes = codes
        self._places = places
        self._others = others

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, chosen: slice | Integers) -> Integers:
        """The codes of postings that follow one another, or of any, given by number."""
        if not isinstance(chosen, slice):
            return self.take(chosen)
        first, last, _ = chosen.indices(len(self._codes))
        codes = self._codes[first:last]
        aside = (codes == _ASIDE).nonzero()[0]
        if not len(aside):
            return codes
        # Those of postings that follow one another are kept aside in a row.
        # In their own type, or all places would be converted first.
        at = int(self._places.searchsorted(self._places.dtype.type(first + aside[0])))
        codes = codes.astype(self._others.dtype)
        codes[aside] = self._others[at : at + len(aside)]
        return codes

    def gather(self, spans: Sequence[tuple[int, int]]) -> Integers:
        """The codes of postings in several spans, one after the other."""
        codes = np.concatenate([self._codes[first:last] for first, last in spans])
        aside = (codes == _ASIDE).nonzero()[0]
        if len(aside):
            ends = np.cumsum([last - first for first, last in spans])
            shifts = np.array([last for _, last in spans]) - ends
            places = aside + shifts[ends.searchsorted(aside, "right")]
            codes = codes.astype(self._others.dtype)
            codes[aside] = self._others.take(
                self._places.searchsorted(places.astype(self._places.dtype))
            )
        return codes

    def take(self, postings: Integers) -> Integers:
        """The codes of postings, given by number."""
        codes = self._codes.take(postings)
        aside = (codes == _ASIDE).nonzero()
        if len(aside[0]):
            at = self._places.searchsorted(postings[aside].astype(self._places.dtype))
            codes = codes.astype(self._others.dtype)
            codes[aside] = self._others.take(at)
        return codes


def pack_codes(codes: Integers, profiles: Integers) -> Mapping[str, Array]:
    """The arrays of codes and of the table they are rows of, to be written."""
    if len(profiles) <= _ASIDE:
        order = np.arange(len(profiles))
    else:
        counts = np.bincount(codes, minlength=len(profiles))
        rare = np.ones(len(profiles), np.bool_)
        rare[np.argsort(-counts, kind="stable")[:_ASIDE]] = False
        order = np.argsort(rare, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    in_a_byte = np.minimum(ranks, _ASIDE).astype(np.uint8)
    narrowed = in_a_byte[codes]
    places = np.flatnonzero(narrowed == _ASIDE)
    return {
        "profiles": profiles[order],
        "postings.codes": narrowed,
        "postings.codes.places": narrow(places),
        "postings.codes.others": narrow(ranks[codes[places]]),
    }


def unpack_codes(file: ArrayFile) -> Codes | Integers:
    """The codes that were written; a plain array where none is kept aside."""
    codes, places = file["postings.codes"], file["postings.codes.places"]
    return Codes(codes, places, file["postings.codes.others"]) if len(places) else codes
