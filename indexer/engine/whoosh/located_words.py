"""Where words stand in a few documents: how often, in which field and form, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.occurrences import saturated
from indexer.engine.whoosh.open_segment import FieldChoice, OpenSegment, join_spans
from indexer.engine.whoosh.segments.arrays import Floats, Integers
from indexer.engine.whoosh.segments.document_numbers import look_up
from indexer.engine.whoosh.weighing import weigh

_SHORT = 500
_SHORT_FOR_EACH = 16
"""Postings, in all and for each document looked for, up to which looking through them is quicker
than looking documents up among them."""

_POSITION_BITS = 32

_Postings = tuple[Integers, Integers, Integers, Integers]
"""Numbers, terms, places of documents, and codes, one a posting."""


class WordForms:
    """The forms of a word in a segment.

    Args:
        segment: The segment.
        terms: The forms, as ascending numbers of terms.

    Attributes:
        segment: As given.
        terms: As given.
        spans: Where the postings of each term begin and end.
    """

    def __init__(self, segment: OpenSegment, terms: Sequence[int]) -> None:
        self.segment = segment
        self.terms = terms
        self.spans = segment.spans(terms)


class LocatedWords:
    """Where words stand in documents, which are few.

    All words and forms are looked for at once, because calls are what takes time.

    Args:
        words: The words.
        chosen: The documents.
    """

    def __init__(self, words: Sequence[WordForms], chosen: Chosen) -> None:
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
        # Of every posting found: its number, its term among those of the words, the place of its
        # document among those chosen, and its code.
        self._rows, self._terms, self._places, self._codes = (
            parts[0] if len(parts) == 1 else _join(*parts)
        )
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
        which = ends.searchsorted(found, side="right")
        shifts = np.array([last for _, last in spans]) - ends
        return (
            found + shifts.take(which),
            np.array(terms).take(which),
            chosen.places.take(documents.take(found)),
            join_spans(postings.codes, spans).take(found),
        )

    def _look_up(self, terms: list[int], spans: list[tuple[int, int]]) -> _Postings:
        """The same, every document looked up among the postings of each term."""
        postings = self._segment.content.postings
        rows, found = look_up(postings.documents, spans, self._chosen.documents)
        which, places = found.nonzero()
        there = rows[found]
        return there, np.array(terms).take(which), places, postings.codes.take(there)

    def holds(self, words: Sequence[WordForms], chosen: Chosen) -> bool:
        """True if these are the words, and the documents or some taken of them."""
        known = self._chosen
        same = chosen is known or (chosen.among is not None and chosen.among[0] is known)
        return same and words == self._words

    def frequencies(self, choice: FieldChoice) -> Floats:
        """How often the words stand in the documents; float64 ``(words, documents)``.

        Args:
            choice: What profiles come to in the fields.
        """
        shape = len(self._words), len(self._chosen)
        documents = self._chosen.documents.take(self._places)
        values = weigh(choice, documents, self._codes)
        totals = np.bincount(self._cells, values, shape[0] * shape[1])
        return totals.astype(np.float64, copy=False).reshape(shape)

    def scores(self, choice: FieldChoice, factors: Sequence[float]) -> Floats:
        """The scores of the documents.

        Args:
            choice: What profiles come to in the fields.
            factors: What each word adds at most.
        """
        shares = saturated(self.frequencies(choice))
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

    def times_in(self, field: int) -> Integers:
        """How often the words stand in a field of the documents, all together."""
        times = self._segment.content.postings.profiles[:, field].take(self._codes)
        found: Integers = np.bincount(self._places, times, len(self._chosen)).astype(np.intp)
        return found

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

    def count_neighbours(self, pairs: Sequence[tuple[int, int, int]], chosen: Chosen) -> Integers:
        """How many pairs of words stand in documents that are held as far apart as is asked for.

        Args:
            pairs: Numbers of two of the words, and how many words on the second has to stand.
            chosen: The documents.
        """
        rows, cells = self._rows, self._cells
        size = len(self._chosen)
        if chosen is not self._chosen and chosen.among is not None:
            wanted = np.zeros(size, np.bool_)
            wanted[chosen.among[1]] = True
            kept = wanted.take(self._places).nonzero()[0]
            rows, cells = rows.take(kept), cells.take(kept)
        if not len(rows):
            return self._of(chosen, np.zeros(size, np.intp))
        positions, sizes = self._segment.positions_of(rows)
        # Word, document and position, as one number.
        keys = (cells << _POSITION_BITS).repeat(sizes)
        keys |= positions
        keys.sort()
        firsts = (np.arange(len(self._words) + 1) * size) << _POSITION_BITS
        edges = keys.searchsorted(firsts).tolist()
        count = np.zeros(size, np.intp)
        for first, second, distance in pairs:
            before = keys[edges[first] : edges[first + 1]]
            after = keys[edges[second] : edges[second + 1]]
            if len(before) and len(after):
                asked = before + (((second - first) * size << _POSITION_BITS) + distance)
                at = after.searchsorted(asked)
                there = asked[after.take(at, mode="clip") == asked] >> _POSITION_BITS
                inside = np.zeros(size, np.bool_)
                inside[there - second * size] = True
                count += inside
        return self._of(chosen, count)

    def _of(self, chosen: Chosen, values: Integers) -> Integers:
        """The values of documents that are held, of those of all."""
        if chosen is self._chosen or chosen.among is None:
            return values
        held: Integers = values.take(chosen.among[1])
        return held


def _join(some: _Postings, more: _Postings) -> _Postings:
    rows, terms, places, codes = (np.concatenate(pair) for pair in zip(some, more, strict=True))
    return rows, terms, places, codes
