"""Where words and phrases stand in one segment: in which documents, and how often, weighted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import Protocol

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.segments.content import offsets_of

_FEW_OF = 16
"""Documents up to one in so many are few: only their postings are weighed."""

_SEVERAL = 8
"""Postings a document from which on bounds leave too many."""

MANY_TERMS = 8
"""Up to so many terms are handled one by one; more are gathered, as those of a wildcard are."""

_FEW_POSTINGS = 512
"""Up to so many postings are weighed field by field, which takes fewer steps."""

_CHUNK = 1 << 15

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
            return TermOccurrences(
                self.segment, self._terms, self._weights, usual=True
            ).frequencies(chosen)
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
    values = _weigh(words[0].choice, documents.take(places), codes)
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
        self._documents, self._codes, impacts = segment.gather(terms)
        self._impacts = impacts if usual else None
        if self._codes.max() >= self._choice.all_wanted:
            kept = self._choice.wanted.take(self._codes).nonzero()[0]
            self._documents, self._codes = self._documents.take(kept), self._codes.take(kept)
            self._impacts = impacts.take(kept) if usual else None
        self.mask = np.zeros(segment.count, np.bool_)
        self.mask[self._documents] = True
        if segment.live_count < segment.count:
            self.mask &= segment.live

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        if _FEW_OF * len(chosen) < self._segment.count and "_totals" not in self.__dict__:
            return self._sum(chosen, partial(_weigh, self._choice))
        return self._totals.take(chosen.documents)

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed."""
        count = self._segment.count
        # Where a document has several of them, it is hardly better than the next, and has to be
        # scored anyway.
        if (
            self._impacts is None
            or len(self._impacts) > _SEVERAL * count
            or _FEW_OF * len(chosen) < count
        ):
            return score(self.frequencies(chosen))
        bounds = self._segment.bounds.take(self._impacts)
        totals = np.bincount(self._documents, bounds, count).astype(np.float64, copy=False)
        return score(totals.take(chosen.documents)) * _ROUNDED_UP

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        frequencies = self._segment.frequencies(field)
        inside: Mask = self._sum(chosen, lambda _, codes: frequencies.take(codes)) > 0
        return inside

    def peaks(self, score: Score) -> Floats | None:
        """Not found sooner."""
        del score
        return None

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    @cached_property
    def _totals(self) -> Floats:
        """How often they stand in every document; ``(documents,)``."""
        values = np.empty(len(self._codes))
        for first in range(0, len(values), _CHUNK):  # what stays in the processor's cache
            part = slice(first, first + _CHUNK)
            values[part] = _weigh(self._choice, self._documents[part], self._codes[part])
        totals = np.bincount(self._documents, values, self._segment.count)
        return totals.astype(np.float64, copy=False)

    def _sum(self, chosen: Chosen, value: Callable[[Integers, Integers], Floats]) -> Floats:
        """Adds up the values of the postings of each document; documents and codes -> values."""
        kept = chosen.mask.take(self._documents).nonzero()[0]
        documents = self._documents.take(kept)
        values = value(documents, self._codes.take(kept))
        # By place among the few documents rather than by number among all.
        totals = np.bincount(chosen.places.take(documents), values, len(chosen))
        return totals.astype(np.float64, copy=False)


def _weigh(choice: FieldChoice, documents: Integers, codes: Integers) -> Floats:
    """Weighted, length-normalised frequencies of postings."""
    if len(codes) < _FEW_POSTINGS:
        return _weigh_fields(choice, documents, codes)
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
        return None

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """Nothing."""
        del score
        return np.zeros(len(chosen))

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Nowhere."""
        del field
        return np.zeros(len(chosen), np.bool_)
