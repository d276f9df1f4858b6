"""Where phrases stand in one segment, and words close to one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import ROUNDED_DOWN, Score, WithoutPeaks
from indexer.engine.whoosh.open_segment import OpenSegment, Weights
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask, different
from indexer.engine.whoosh.segments.content import ranges

_FAR = -(1 << 60)


class Longer(NamedTuple):
    """What begins as a phrase does and is something else.

    Attributes:
        slots: The terms of each of its words.
        documents: Where it is something else.
    """

    slots: Sequence[Sequence[int]]
    documents: Mask


class PhraseOccurrences(WithoutPeaks):
    """Where words stand one after the other, or close to one another.

    Args:
        segment: Where they are looked for.
        slots: The terms of each word, any of which will do.
        weights: Fields and weights.
        distance: Words that may stand between the first and the last, which then may be in any
            order; None for one after the other.
        longer: What does not count of words one after the other; None if all of them do.
    """

    def __init__(
        self,
        segment: OpenSegment,
        slots: Sequence[Sequence[int]],
        weights: Weights,
        distance: int | None = None,
        longer: Longer | None = None,
    ) -> None:
        choice = segment.choice(weights)
        if distance is None:
            begins = _phrase_begins(segment, slots)
        else:
            begins = _near_begins(segment, slots, distance)
        if longer is not None:
            others = _phrase_begins(segment, longer.slots)
            others = others[longer.documents[others >> 32]]
            begins = begins[np.isin(begins, others, assume_unique=True, invert=True)]
        documents, positions = begins >> 32, (begins & 0xFFFFFFFF)
        starts = segment.content.layout.starts(documents)
        fields = (starts[:, 1:-1] <= positions[:, None]).sum(1)
        kept = np.flatnonzero(choice.weights[fields])
        documents, fields = documents[kept], fields[kept]
        values = np.zeros(len(kept))
        for number in different(fields).tolist():
            inside = np.flatnonzero(fields == number)
            values[inside] = segment.norm(number)[documents[inside]] * choice.weights[number]
        self._places = documents, fields
        self._field_count = len(segment.fields)
        totals = np.bincount(documents, values, segment.count)
        self._values: Floats = totals.astype(np.float64, copy=False)
        self.mask = np.zeros(segment.count, np.bool_)
        self.mask[documents] = True

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often it stands there."""
        return self._values.take(chosen.documents)

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What its scores are."""
        return score.of(self.frequencies(chosen))

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What its scores are."""
        return score.of(self.frequencies(chosen)) * ROUNDED_DOWN

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether it stands in a field there."""
        found, fields = self._places
        inside: Mask = np.isin(chosen.documents, found[fields == field])
        return inside

    def counts(self, document: int) -> Integers:
        """How often it stands in each field of a document; ``(fields,)``."""
        found, fields = self._places
        return np.bincount(fields[found == document], minlength=self._field_count)


def _phrase_begins(segment: OpenSegment, slots: Sequence[Sequence[int]]) -> Integers:
    """Where a phrase begins: document << 32 | position, ascending."""
    candidates = _with_all(segment, slots)
    begins: Integers | None = None
    # The rarest first: it leaves the fewest documents to look at.
    for offset in sorted(range(len(slots)), key=lambda slot: _total(segment, slots[slot])):
        here = _positions(segment, slots[offset], offset, candidates)
        if begins is None:
            begins = here
        else:
            few, many = sorted((begins, here), key=len)
            at = np.searchsorted(many, few)
            at[at == len(many)] = 0
            begins = few[many[at] == few] if len(many) else few[:0]
        if not len(begins):
            break
        candidates = np.zeros(segment.count, np.bool_)
        candidates[begins >> 32] = True
    return np.zeros(0, np.int64) if begins is None else begins


def _near_begins(segment: OpenSegment, slots: Sequence[Sequence[int]], distance: int) -> Integers:
    """Where the first of some words stands when all are close; as :func:`_phrase_begins`."""
    candidates = _with_all(segment, slots)
    places = [_positions(segment, slot, 0, candidates) for slot in slots]
    keys = np.concatenate(places)
    words = np.repeat(np.arange(len(places)), [len(p) for p in places])
    order = np.argsort(keys, kind="stable")
    keys, words = keys[order], words[order]
    # The last place of each word so far; the lowest of them begins the shortest stretch that ends
    # here. Nothing is near a word that has not come yet.
    lasts = [np.maximum.accumulate(np.where(words == n, keys, _FAR)) for n in range(len(places))]
    begins: Integers = np.minimum.reduce(lasts)
    near = begins[keys - begins <= distance + len(slots) - 1]
    return different(near)


def _with_all(segment: OpenSegment, slots: Sequence[Sequence[int]]) -> Mask:
    """The documents in which each of the slots stands."""
    candidates = segment.live.copy()
    for terms in slots:
        inside = np.zeros(segment.count, np.bool_)
        for term in terms:
            documents, _ = segment.postings(term)
            inside[documents] = True
        candidates &= inside
    return candidates


def _total(segment: OpenSegment, terms: Sequence[int]) -> int:
    offsets = segment.content.postings.position_offsets
    return sum(offsets.item(term + 1) - offsets.item(term) for term in terms)


def _positions(
    segment: OpenSegment, terms: Sequence[int], offset: int, candidates: Mask
) -> Integers:
    """Where terms stand in candidates, as document << 32 | position - offset, ascending."""
    postings = segment.content.postings
    found: list[Integers] = []
    for term in terms:
        documents, codes = segment.postings(term)
        kept = np.flatnonzero(candidates[documents])
        if not len(kept):
            continue
        begin = postings.position_offsets.item(term)
        sizes = segment.profile_sizes[codes]
        if len(kept) < len(documents):
            begins = np.cumsum(sizes) - sizes
            sizes = sizes[kept]
            positions = postings.positions[begin + ranges(begins[kept], sizes)]
        else:
            positions = postings.positions[begin : postings.position_offsets.item(term + 1)]
        keys = np.repeat(documents[kept] << 32, sizes)
        keys += positions
        found.append(keys)
    if not found:
        return np.zeros(0, np.int64)
    # Taken from a position that is smaller, an offset leads into the document before, behind its
    # last form, where nothing begins.
    everything = found[0] if len(found) == 1 else np.sort(np.concatenate(found))
    return everything - offset
