"""Where words and phrases stand in one segment: in which documents, and how often, weighted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask

_SEARCH_RATIO = 16
"""From how many postings a document on it is quicker to search for documents than to walk."""

_MANY_RUNS = 8
"""From how many runs of terms on it is quicker to gather their postings than to read each run."""


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
        consecutive = list(_consecutive(terms))
        if len(consecutive) > _MANY_RUNS:
            self._runs = [_narrow(segment.gather(terms), self._choice)]
        else:
            self._runs = [_narrow(segment.run(run), self._choice) for run in consecutive]
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
            if len(run.documents) > _SEARCH_RATIO * len(documents) * (1 + len(run.begins) // 8):
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
    """The postings of terms, above all of such as follow one another, as forms of a word often do.

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


def _narrow(postings: tuple[Integers, Integers, Integers, list[int]], choice: FieldChoice) -> _Run:
    """The postings in the fields chosen, of those of some terms."""
    documents, codes, impacts, begins = postings
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
