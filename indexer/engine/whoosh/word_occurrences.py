"""Where the forms of words stand in one segment."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.located_words import LocatedWords, WordForms
from indexer.engine.whoosh.occurrences import GROUP, Occurrences, Score
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, Weights
from indexer.engine.whoosh.peaks import peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Mask
from indexer.engine.whoosh.term_occurrences import TermOccurrences

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


class WordOccurrences(WordForms):
    """Where any of a few terms, the forms of a word, stands in the usual fields.

    Args:
        segment: Where they are looked for.
        terms: The terms, ascending.
        weights: Fields and weights, those that impacts were found for.
    """

    def __init__(self, segment: OpenSegment, terms: Sequence[int], weights: Weights) -> None:
        super().__init__(segment, terms)
        self._weights = weights
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
        frequencies: Floats = LocatedWords([self], chosen).frequencies(self.choice)[0]
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
