"""Where words and phrases stand in one segment: in which documents, and how often, weighted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.segments.content import ranges

_FAR = -(1 << 60)

_SEARCH_RATIO = 16
"""From how many postings a document on it is quicker to search for documents than to walk."""


class Occurrences(Protocol):
    """Where something stands in a segment.

    Attributes:
        mask: The documents in which it stands, none of them deleted; ``(documents,)``.
    """

    mask: Mask

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """How often it stands in documents: the sum over fields of weight * frequency * norm.

        Args:
            documents: Numbers, ascending.
            mask: The same documents as a mask over all.

        Returns:
            Float64, one a document given; 0 where it does not stand.
        """
        ...

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """What :meth:`frequencies` does not exceed, found more quickly where there are many."""
        ...

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Whether it stands in a field of documents, which are few; one a document given."""
        ...


class WordOccurrences:
    """Where any of some terms stands in any of some fields.

    Args:
        segment: Where they are looked for.
        terms: The terms.
        weights: Fields and weights.
        usual: True if fields and weights are those that impacts were found for.
    """

    def __init__(
        self, segment: OpenSegment, terms: Sequence[int], weights: Weights, *, usual: bool
    ) -> None:
        self._segment = segment
        self._choice = segment.choice(weights)
        self._usual = usual
        self._runs = [_read_run(segment, run, self._choice) for run in _consecutive(terms)]
        self.mask = np.zeros(segment.count, np.bool_)
        for run in self._runs:
            self.mask[run.documents] = True
        if segment.live_count < segment.count:
            self.mask &= segment.live

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """How often they stand there."""
        return self._sum(documents, mask, [run.codes for run in self._runs], self._weigh)

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """What that does not exceed."""
        if not self._usual:
            return self.frequencies(documents, mask)
        return self._sum(documents, mask, [run.impacts for run in self._runs], self._bound)

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Whether any of them stands in a field there."""
        frequencies = self._segment.frequencies(field)

        def value(_: Integers, codes: Integers) -> Floats:
            return frequencies.take(codes)

        inside: Mask = self._sum(documents, mask, [run.codes for run in self._runs], value) > 0
        return inside

    def _sum(
        self,
        documents: Integers,
        mask: Mask,
        keys: Sequence[Integers],
        value: Callable[[Integers, Integers], Floats],
    ) -> Floats:
        """Adds up the values of the postings of each document.

        Args:
            documents: Those that matter, ascending.
            mask: The same as a mask.
            keys: For each run, what the values of its postings are found by.
            value: Documents and keys -> values.
        """
        count = self._segment.count
        if 4 * len(documents) > count:
            posted, key = _join([(r.documents, k) for r, k in zip(self._runs, keys, strict=True)])
            totals = np.bincount(posted, value(posted, key), count)
            return totals.astype(np.float64, copy=False).take(documents)
        chosen: list[tuple[Integers, Integers]] = []
        for run, run_keys in zip(self._runs, keys, strict=True):
            if len(run.documents) > _SEARCH_RATIO * len(documents):
                kept = run.search(documents)
            else:
                kept = mask.take(run.documents).nonzero()[0]
            chosen.append((run.documents.take(kept), run_keys.take(kept)))
        posted, key = _join(chosen)
        # By place among the few documents rather than by number among all.
        places = documents.searchsorted(posted)
        totals = np.bincount(places, value(posted, key), len(documents))
        return totals.astype(np.float64, copy=False)

    def _weigh(self, documents: Integers, codes: Integers) -> Floats:
        """Weighted, length-normalised frequencies of postings."""
        choice = self._choice
        if not choice.weights[0]:
            return _weigh_all(choice, documents, codes)
        values: Floats = choice.first.take(codes)
        values *= self._segment.norm(0).take(documents)
        rest = (codes >= choice.alone).nonzero()[0]
        if len(rest):
            values[rest] = _weigh_all(choice, documents.take(rest), codes.take(rest))
        return values

    def _bound(self, documents: Integers, impacts: Integers) -> Floats:
        del documents
        return self._segment.bounds.take(impacts)


class _Run(NamedTuple):
    """The postings of terms that follow one another, as the forms of a word often do.

    Attributes:
        documents: As indexes, ascending within a term.
        codes: Of their profiles.
        impacts: What each can add to a score.
        begins: Where the postings of each term begin, and where the last end.
    """

    documents: Integers
    codes: Integers
    impacts: Integers
    begins: list[int]

    def search(self, documents: Integers) -> Integers:
        """Which of the postings are those of documents, which are few."""
        found = []
        for first, last in pairwise(self.begins):
            here = self.documents[first:last]
            at = here.searchsorted(documents)
            at[at == len(here)] = 0
            found.append(at[here.take(at) == documents] + first)
        return found[0] if len(found) == 1 else np.concatenate(found)


def _consecutive(terms: Sequence[int]) -> Iterator[range]:
    """Ascending numbers as ranges."""
    first = last = None
    for term in terms:
        if first is None or last is None:
            first = term
        elif term != last + 1:
            yield range(first, last + 1)
            first = term
        last = term
    if first is not None and last is not None:
        yield range(first, last + 1)


def _read_run(segment: OpenSegment, terms: range, choice: FieldChoice) -> _Run:
    """The postings of terms in the fields chosen."""
    documents, codes, impacts, begins = segment.run(terms)
    if codes.max() < choice.all_wanted:
        return _Run(documents, codes, impacts, begins)
    kept = choice.wanted.take(codes).nonzero()[0]
    return _Run(
        documents.take(kept),
        codes.take(kept),
        impacts.take(kept),
        # A term may have nothing left in these fields.
        sorted(set(kept.searchsorted(begins).tolist())),
    )


def _join(several: Sequence[tuple[Integers, Integers]]) -> tuple[Integers, Integers]:
    """Pairs of arrays, laid in a row."""
    if len(several) == 1:
        return several[0]
    firsts, seconds = zip(*several, strict=True)
    return np.concatenate(firsts), np.concatenate(seconds)


def _weigh_all(choice: FieldChoice, documents: Integers, codes: Integers) -> Floats:
    """Weighted, length-normalised frequencies, field by field."""
    values: Floats = np.einsum("ij,ij->i", choice.weighted[codes], choice.norms[documents])
    return values


class PhraseOccurrences:
    """Where words stand one after the other, or close to one another.

    Args:
        segment: Where they are looked for.
        slots: The terms of each word, any of which will do.
        weights: Fields and weights.
        distance: Words that may stand between the first and the last, which then may be in any
            order; None for one after the other.
    """

    def __init__(
        self,
        segment: OpenSegment,
        slots: Sequence[Sequence[int]],
        weights: Weights,
        distance: int | None = None,
    ) -> None:
        choice = segment.choice(weights)
        if distance is None:
            begins = _phrase_begins(segment, slots)
        else:
            begins = _near_begins(segment, slots, distance)
        documents, positions = begins >> 32, (begins & 0xFFFFFFFF)
        starts = segment.content.layout.starts
        fields = (starts[documents, 1:-1] <= positions[:, None]).sum(1)
        kept = np.flatnonzero(choice.weights[fields])
        documents, fields = documents[kept], fields[kept]
        values = np.zeros(len(kept))
        for number in np.unique(fields).tolist():
            inside = np.flatnonzero(fields == number)
            values[inside] = segment.norm(number)[documents[inside]] * choice.weights[number]
        self._places = documents, fields
        totals = np.bincount(documents, values, segment.count)
        self._values: Floats = totals.astype(np.float64, copy=False)
        self.mask = np.zeros(segment.count, np.bool_)
        self.mask[documents] = True

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """How often it stands there."""
        del mask
        values: Floats = self._values[documents]
        return values

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """The same."""
        return self.frequencies(documents, mask)

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Whether it stands in a field there."""
        del mask
        found, fields = self._places
        inside: Mask = np.isin(documents, found[fields == field])
        return inside


class Several:
    """Where any of several things stands, which count as one."""

    def __init__(self, parts: Sequence[Occurrences]) -> None:
        self._parts = parts
        self.mask: Mask = np.logical_or.reduce([part.mask for part in parts])

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """How often they stand there."""
        return sum_up([part.frequencies(documents, mask) for part in self._parts])

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """What that does not exceed."""
        return sum_up([part.bounds(documents, mask) for part in self._parts])

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Whether any of them stands in a field there."""
        parts = [part.stands_in(field, documents, mask) for part in self._parts]
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

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """How often it stands there."""
        return self._part.frequencies(documents, mask) * self._allowed[documents]

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """What that does not exceed."""
        return self._part.bounds(documents, mask) * self._allowed[documents]

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Whether it stands in a field there."""
        return self._part.stands_in(field, documents, mask) & self._allowed[documents]


def sum_up(several: Sequence[Floats]) -> Floats:
    """The sum of arrays."""
    total: Floats = np.sum(several, axis=0)
    return total


class Everywhere:
    """Stands for what is in given documents and adds nothing to their scores."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    def frequencies(self, documents: Integers, mask: Mask) -> Floats:
        """Nothing."""
        del mask
        return np.zeros(len(documents))

    def bounds(self, documents: Integers, mask: Mask) -> Floats:
        """Nothing."""
        return self.frequencies(documents, mask)

    def stands_in(self, field: int, documents: Integers, mask: Mask) -> Mask:
        """Nowhere."""
        del field, mask
        return np.zeros(len(documents), np.bool_)


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
    return np.unique(near)


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
