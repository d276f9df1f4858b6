"""Where the forms of words stand in one segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import GROUP, Occurrences, Score, saturated
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights, join_spans
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.segments.document_numbers import look_up
from indexer.engine.whoosh.term_occurrences import TermOccurrences
from indexer.engine.whoosh.weighing import weigh

MANY_TERMS = 8
"""Up to so many terms are handled one by one; more are gathered, as those of a wildcard are."""

_SHORT = 500
_SHORT_FOR_EACH = 16
"""Postings, in all and for each document looked for, up to which looking through them is quicker
than looking documents up among them."""

_Postings = tuple[Integers, Integers, Integers]
"""Terms, places of documents, and codes, one a posting."""


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
        terms: As given.
        segment: As given.
        spans: Where the postings of each term begin and end.
    """

    def __init__(self, segment: OpenSegment, terms: Sequence[int], weights: Weights) -> None:
        self.terms = terms
        self._weights = weights
        self.segment = segment
        self.spans = segment.spans(terms)
        self._levels = segment.levels(self.spans)
        self.mask: Mask = self._levels != 0

    @property
    def choice(self) -> FieldChoice:
        """What profiles come to in the fields."""
        return self.segment.choice(self._weights)

    def many(self, chosen: Chosen) -> bool:
        """True if documents are so many that all postings are looked at sooner."""
        return 4 * len(chosen) > self.segment.count

    def frequencies(self, chosen: Chosen) -> Floats:
        """How often they stand there."""
        if self.many(chosen):
            return TermOccurrences(self.segment, self.terms, self._weights, usual=True).frequencies(
                chosen
            )
        frequencies: Floats = LocatedWords([self], chosen).frequencies()[0]
        return frequencies

    def bounds(self, chosen: Chosen, score: Score) -> Floats:
        """What their scores do not exceed."""
        table: Floats = self.segment.most * score.factor
        return table.take(self._levels.take(chosen.documents))

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group."""
        table: Floats = self.segment.most * score.factor
        return table.take(peaks_of(self._levels, GROUP))

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least."""
        table: Floats = self.segment.least(len(self.spans)) * score.factor
        return table.take(self._levels.take(chosen.documents))

    def stands_in(self, field: int, chosen: Chosen) -> Mask:
        """Whether any of them stands in a field there."""
        return LocatedWords([self], chosen).count_standing(field, chosen) > 0


class LocatedWords:
    """Where words stand in documents, which are few.

    All words and forms are looked for at once, because calls are what takes time.

    Args:
        words: The words.
        chosen: The documents.
    """

    def __init__(self, words: list[WordOccurrences], chosen: Chosen) -> None:
        self._words = words
        self._chosen = chosen
        self._segment = words[0].segment
        spans = [span for word in words for span in word.spans]
        most = _SHORT + _SHORT_FOR_EACH * len(chosen)
        short = [number for number, (first, last) in enumerate(spans) if last - first <= most]
        long = [number for number, (first, last) in enumerate(spans) if last - first > most]
        parts: list[_Postings] = []
        if short:
            parts.append(self._look_through(short, [spans[number] for number in short]))
        if long:
            parts.append(self._look_up(long, [spans[number] for number in long]))
        # Of every posting found: its term among those of the words, the place of its document
        # among those chosen, and its code.
        self._terms, self._places, self._codes = parts[0] if len(parts) == 1 else _join(*parts)
        # Its word and document, as one number.
        size = len(chosen)
        firsts = np.array([size * at for at, word in enumerate(words) for _ in word.terms])
        self._cells = firsts.take(self._terms) + self._places

    def _look_through(self, terms: list[int], spans: list[tuple[int, int]]) -> _Postings:
        """The postings of chosen documents, looked for among all those of terms."""
        postings, chosen = self._segment.content.postings, self._chosen
        documents = join_spans(postings.documents, spans).astype(np.intp, copy=False)
        found = chosen.mask.take(documents).nonzero()[0]
        ends = np.array([last - first for first, last in spans]).cumsum()
        return (
            np.array(terms).take(ends.searchsorted(found, side="right")),
            chosen.places.take(documents.take(found)),
            join_spans(postings.codes, spans).take(found),
        )

    def _look_up(self, terms: list[int], spans: list[tuple[int, int]]) -> _Postings:
        """The same, every document looked up among the postings of each term."""
        postings = self._segment.content.postings
        rows, found = look_up(postings.documents, spans, self._chosen.documents)
        which, places = found.nonzero()
        return np.array(terms).take(which), places, postings.codes.take(rows[found])

    def holds(self, words: list[WordOccurrences], chosen: Chosen) -> bool:
        """True if these are the words, and the documents or some taken of them."""
        known = self._chosen
        same = chosen is known or (chosen.among is not None and chosen.among[0] is known)
        return same and words == self._words

    def frequencies(self) -> Floats:
        """How often the words stand in the documents; float64 ``(words, documents)``."""
        shape = len(self._words), len(self._chosen)
        choice, documents = self._words[0].choice, self._chosen.documents.take(self._places)
        values = weigh(choice, documents, self._codes)
        totals = np.bincount(self._cells, values, shape[0] * shape[1])
        return totals.astype(np.float64, copy=False).reshape(shape)

    def scores(self, factors: Sequence[float]) -> Floats:
        """The scores of the documents, given what each word adds at most."""
        shares = saturated(self.frequencies())
        if len(factors) > 1:
            shares *= np.array(factors)[:, None]
            scores: Floats = shares.sum(0)
            return scores
        alone: Floats = shares[0] * factors[0]
        return alone

    def count_standing(self, field: int, chosen: Chosen) -> Integers:
        """How many of the words stand in a field of documents that are held."""
        shape = len(self._words), len(self._chosen)
        inside = np.zeros(shape[0] * shape[1], np.bool_)
        inside[self._cells[self._segment.standing(field).take(self._codes)]] = True
        return self._of(chosen, inside.reshape(shape).sum(0))

    def count_exact(self, exact: Sequence[Sequence[int]], chosen: Chosen) -> Integers:
        """How many of the words stand in documents that are held in the form typed.

        Args:
            exact: The term that is the form typed, for each word; none where it is not there.
            chosen: The documents.
        """
        typed = [
            term in forms
            for word, forms in zip(self._words, exact, strict=True)
            for term in word.terms
        ]
        places = self._places[np.array(typed).take(self._terms)]
        return self._of(chosen, np.bincount(places, minlength=len(self._chosen)))

    def _of(self, chosen: Chosen, values: Integers) -> Integers:
        """The values of documents that are held, of those of all."""
        if chosen is self._chosen or chosen.among is None:
            return values
        held: Integers = values.take(chosen.among[1])
        return held


def _join(some: _Postings, more: _Postings) -> _Postings:
    terms, places, codes = (np.concatenate(pair) for pair in zip(some, more, strict=True))
    return terms, places, codes
