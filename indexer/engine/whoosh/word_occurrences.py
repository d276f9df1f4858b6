"""Where the forms of words stand in one segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import GROUP, Occurrences, Score, saturated
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
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
        terms: As given.
        segment: As given.
        spans: Where the postings of each term begin and end.
    """

    def __init__(self, segment: OpenSegment, terms: Sequence[int], weights: Weights) -> None:
        self.terms = terms
        self._weights = weights
        self.segment = segment
        self.spans = segment.spans(terms)
        self._laid_out = segment.lay_out(self.spans)
        self.mask: Mask = self._laid_out.levels != 0

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
        return table.take(self._laid_out.levels.take(chosen.documents))

    def peaks(self, score: Score) -> Floats | None:
        """The highest of those, by group."""
        table: Floats = self.segment.most * score.factor
        return table.take(peaks_of(self._laid_out.levels, GROUP))

    def floors(self, chosen: Chosen, score: Score) -> Floats:
        """What the scores are at least."""
        table: Floats = self.segment.least(len(self.spans)) * score.factor
        return table.take(self._laid_out.levels.take(chosen.documents))

    def postings_in(self, chosen: Chosen) -> tuple[Integers, Integers]:
        """The postings of documents; places of the documents among those given, and numbers."""
        laid_out = self._laid_out
        places = self.mask.take(chosen.documents).nonzero()[0]
        postings = laid_out.postings.take(chosen.documents.take(places))
        if len(laid_out.further):
            there = chosen.mask.take(laid_out.further_documents).nonzero()[0]
            documents = laid_out.further_documents.take(there)
            places = np.concatenate([places, chosen.places.take(documents)])
            postings = np.concatenate([postings, laid_out.further.take(there)])
        return places, postings

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
        self._found = [word.postings_in(chosen) for word in words]
        # Of every posting found: its word and document, as one number, and its code.
        size = len(chosen)
        self._places = np.concatenate([places for places, _ in self._found])
        self._cells = np.concatenate(
            [places + size * at for at, (places, _) in enumerate(self._found)]
        )
        postings = np.concatenate([postings for _, postings in self._found])
        self._codes = self._segment.content.postings.codes.take(postings)

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
        counts = np.zeros(len(self._chosen), np.intp)
        for (places, postings), terms in zip(self._found, exact, strict=True):
            for first, last in self._segment.spans(terms):
                typed = places[(postings >= first) & (postings < last)]
                counts[typed] += 1  # a form has one posting in a document
        return self._of(chosen, counts)

    def _of(self, chosen: Chosen, values: Integers) -> Integers:
        """The values of documents that are held, of those of all."""
        if chosen is self._chosen or chosen.among is None:
            return values
        held: Integers = values.take(chosen.among[1])
        return held
