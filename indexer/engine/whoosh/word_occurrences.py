"""Where the forms of words stand in one segment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import GROUP, ROUNDED_UP, Occurrences, Score
from indexer.engine.whoosh.open_segment import OpenSegment, Weights
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.segments.content import offsets_of
from indexer.engine.whoosh.term_occurrences import TermOccurrences
from indexer.engine.whoosh.weighing import weigh

MANY_TERMS = 8
"""Up to so many terms are handled one by one; more are gathered, as those of a wildcard are."""


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
        table = (score(self.segment.bounds) * ROUNDED_UP).astype(np.float32)
        return table.take(self._levels.take(chosen.documents))

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group."""
        table = (score(self.segment.bounds) * ROUNDED_UP).astype(np.float32)
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
    values = weigh(words[0].choice, documents.take(places), codes)
    keys = np.repeat(np.arange(len(words)) * size, np.diff(begins)) + places
    totals = np.bincount(keys, values, len(words) * size).astype(np.float64, copy=False)
    return totals.reshape(len(words), size)
