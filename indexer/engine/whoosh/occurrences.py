"""Where words and phrases stand in one segment: in which documents, and how often, weighted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.segments.content import offsets_of

_SEARCH_RATIO = 16
"""From how many postings a document on it is quicker to search for documents than to walk."""

MANY_TERMS = 8
"""Up to so many terms are handled one by one; more are gathered, as those of a wildcard are."""

_FEW_POSTINGS = 512
"""Up to so many postings are weighed field by field, which takes fewer steps."""

_ROUNDED_UP = 1 + 1e-5
"""Single precision may lose a little; a bound must not."""

GROUP = 16
"""Documents in a group whose highest bound is looked at first."""

Score = Callable[[Floats], Floats]
"""Frequencies -> scores, the higher the more frequent, and ever more slowly."""


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
            score: Frequencies -> scores, the higher the more frequent.
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
        """What the scores are at least, of documents, where there are peaks; 0 elsewhere."""
        ...


def occurrences_of(
    segment: OpenSegment, terms: Sequence[int], weights: Weights, *, usual: bool
) -> Occurrences:
    """Where any of some terms stands in any of some fields.

    Args:
        segment: Where they are looked for.
        terms: The terms, ascending.
        weights: Fields and weights.
        usual: True if fields and weights are those that impacts were found for.
    """
    if usual and len(terms) <= MANY_TERMS:
        return WordOccurrences(segment, terms, weights)
    return TermOccurrences(segment, terms, weights, usual=usual)


class WordOccurrences:
    """Where any of a few terms, the forms of a word, stands in the usual fields.

    Args:
        segment: Where they are looked for.
        terms: The terms, ascending.
        weights: Fields and weights, those that impacts were found for.

    Attributes:
        segment: As given.
        choice: What profiles come to in the fields.
        spans: Where the postings of each term begin and end.
        located: The documents in which they were looked for last, and of each posting there the
            place of its document among these, and its code.
    """

    def __init__(self, segment: OpenSegment, terms: Sequence[int], weights: Weights) -> None:
        self._terms = terms
        self._weights = weights
        self.segment = segment
        self.choice = segment.choice(weights)
        self.spans = segment.spans(terms)
        self.located: tuple[Chosen, Integers, Integers] | None = None
        self._levels = segment.levels(self.spans)
        self.mask: Mask = self._levels != 0

    def many(self, chosen: Chosen) -> bool:
        """True if documents are so many that all postings are looked at sooner."""
        return 4 * len(chosen) > self.segment.count

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        if self.many(chosen):
            every = TermOccurrences(self.segment, self._terms, self._weights, usual=True)
            return every.frequencies(chosen)
        frequencies: Floats = frequencies_of([self], chosen)[0]
        return frequencies

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed."""
        table = (score(self.segment.bounds) * _ROUNDED_UP).astype(np.float32)
        return table.take(self._levels.take(chosen.documents))

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group."""
        table = (score(self.segment.bounds) * _ROUNDED_UP).astype(np.float32)
        return table.take(peaks_of(self._levels, GROUP))

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least."""
        table = score(self.segment.floors(len(self.spans)))
        return table.take(self._levels.take(chosen.documents))

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        # Those that are looked at more closely are among those whose scores were asked for.
        located, among = chosen, None
        if chosen.among and self.located and chosen.among[0] is self.located[0]:
            located, among = chosen.among
        places, codes = self._locate(located)
        inside = np.zeros(len(located), np.bool_)
        inside[places[self.segment.frequencies(field).take(codes) > 0]] = True
        return inside if among is None else inside.take(among)

    def _locate(self, chosen: Chosen) -> tuple[Integers, Integers]:
        located = self.located
        if located is None or located[0] is not chosen:
            frequencies_of([self], chosen)
            located = self.located
        assert located is not None  # noqa: S101 - was found just now
        return located[1:]


def frequencies_of(words: Sequence[WordOccurrences], chosen: Chosen) -> Floats:
    """How often words stand in documents, which are few; float64 ``(words, documents)``.

    All words and forms at once, because calls are what takes time.
    """
    segment, documents = words[0].segment, chosen.documents
    postings, size = segment.content.postings, len(documents)
    narrow = documents.astype(postings.documents.dtype)
    spans = np.array([span for word in words for span in word.spans], np.int64)
    firsts, lasts = spans[:, :1], spans[:, 1:]
    rows = np.empty((len(spans), size), np.int64)
    for row, (first, last) in zip(rows, spans.tolist(), strict=True):
        row[:] = postings.documents[first:last].searchsorted(narrow)
    rows += firsts
    # Behind the last posting stands that of another term.
    np.minimum(rows, lasts - 1, out=rows)
    terms, places = (postings.documents.take(rows) == narrow).nonzero()
    codes = postings.codes.take(rows[terms, places])
    # Where the postings of each word begin among those found.
    begins = terms.searchsorted(offsets_of(np.array([len(word.spans) for word in words])))
    for word, (begin, end) in zip(words, pairwise(begins.tolist()), strict=True):
        word.located = chosen, places[begin:end], codes[begin:end]
    values = _weigh(segment, words[0].choice, documents.take(places), codes)
    keys = np.repeat(np.arange(len(words)) * size, np.diff(begins)) + places
    totals = np.bincount(keys, values, len(words) * size).astype(np.float64, copy=False)
    return totals.reshape(len(words), size)


class TermOccurrences:
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
        self._usual = usual
        consecutive = list(_consecutive(terms))
        if len(consecutive) > MANY_TERMS:
            self._runs = [_narrow(segment.gather(terms), self._choice)]
        else:
            self._runs = [_narrow(segment.run(run), self._choice) for run in consecutive]
        self.mask = np.zeros(segment.count, np.bool_)
        for run in self._runs:
            self.mask[run.documents] = True
        if segment.live_count < segment.count:
            self.mask &= segment.live

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        return self._sum(chosen, [run.codes for run in self._runs], self._weigh)

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed."""
        if not self._usual:
            return score(self.frequencies(chosen))
        impacts = [run.impacts for run in self._runs]
        return score(self._sum(chosen, impacts, self._bound)) * _ROUNDED_UP

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        frequencies = self._segment.frequencies(field)

        def value(_: Integers, codes: Integers) -> Floats:
            return frequencies.take(codes)

        inside: Mask = self._sum(chosen, [run.codes for run in self._runs], value) > 0
        return inside

    def peaks(self, score: Score) -> Floats | None:
        """Not found sooner."""
        del score
        return None  # noqa: RET501 - a value like any other

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    def _sum(
        self,
        chosen: Chosen,
        keys: Sequence[Integers],
        value: Callable[[Integers, Integers], Floats],
    ) -> Floats:
        """Adds up the values of the postings of each document.

        Args:
            chosen: Those that matter.
            keys: For each run, what the values of its postings are found by.
            value: Documents and keys -> values.
        """
        count, documents = self._segment.count, chosen.documents
        if 4 * len(documents) > count:
            posted, key = _join([(r.documents, k) for r, k in zip(self._runs, keys, strict=True)])
            totals = np.bincount(posted, value(posted, key), count)
            return totals.astype(np.float64, copy=False).take(documents)
        found: list[tuple[Integers, Integers]] = []
        for run, run_keys in zip(self._runs, keys, strict=True):
            if len(run.documents) > _SEARCH_RATIO * len(documents) * (1 + len(run.begins) // 8):
                kept = run.search(documents)
            else:
                kept = chosen.mask.take(run.documents).nonzero()[0]
            found.append((run.documents.take(kept), run_keys.take(kept)))
        posted, key = _join(found)
        # By place among the few documents rather than by number among all.
        totals = np.bincount(chosen.places.take(posted), value(posted, key), len(documents))
        return totals.astype(np.float64, copy=False)

    def _weigh(self, documents: Integers, codes: Integers) -> Floats:
        return _weigh(self._segment, self._choice, documents, codes)

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


def _weigh(
    segment: OpenSegment, choice: FieldChoice, documents: Integers, codes: Integers
) -> Floats:
    """Weighted, length-normalised frequencies of postings."""
    if not choice.weights[0] or len(codes) < _FEW_POSTINGS:
        return _weigh_fields(choice, documents, codes)
    values: Floats = choice.first.take(codes)
    values *= segment.norm(0).take(documents)
    rest = (codes >= choice.alone).nonzero()[0]
    if len(rest):
        values[rest] = _weigh_fields(choice, documents.take(rest), codes.take(rest))
    return values


def _weigh_fields(choice: FieldChoice, documents: Integers, codes: Integers) -> Floats:
    """The same, field by field."""
    values: Floats = np.einsum("ij,ij->i", choice.weighted[codes], choice.norms[documents])
    return values


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
        floors: Floats = np.max([part.floors(chosen, score) for part in self._parts], axis=0)
        return floors

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


class Everywhere:
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

    def peaks(self, score: Score) -> Floats | None:
        """Not found sooner."""
        del score
        return None  # noqa: RET501 - a value like any other

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Nowhere."""
        del field
        return np.zeros(len(chosen), np.bool_)
