"""How well documents match a query tree, a segment at a time.

A word's score in a document is BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to
multiple weighted fields", 2004): the field-weighted, length-normalised frequencies of its forms are
summed before saturation, and a word has one document frequency. A phrase scores like one word that
occurs as often as the phrase does. Where a document may lack some of the plain words, the sum is
multiplied by a power of the share it has, and the best are lifted by what their titles have and by
words in the form typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from indexer.engine.explanation import Lifting
from indexer.engine.request import Kind
from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.leaves import MIN_GAIN, Found, Leaf
from indexer.engine.whoosh.located_words import LocatedWords, WordForms
from indexer.engine.whoosh.occurrences import (
    K1,
    Everywhere,
    Occurrences,
    Score,
    sum_or_none,
    sum_up,
)
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask, different
from indexer.engine.whoosh.word_occurrences import WordOccurrences
from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Having,
    Node,
    Not,
    Signs,
    Words,
)

COVERAGE = 0.25
"""Power of the share of plain words that a document has."""

TITLE_COVERED = 0.5
"""What it adds, as a share of the score, if a title has every word asked for."""

EXACT = 0.2
"""What it adds, as a share of the score, if a document has every word in the form asked for."""

OWN_FORM = 2.0
"""What it adds if a document has a word in a form of its own, times how much more that tells."""

WHOLE_TITLE = 0.5
"""What it adds, as a share of the score, if a title is what was typed and no more."""

NEIGHBOURS = 0.5
"""What it adds, as a share of the score, if all words stand side by side as they were typed."""

TITLE_SHARE = 0.6
"""What it adds, as a share of the score, if every word of a title was asked for."""

Scored = tuple[Found, Score]
"""A leaf in one source, and what its frequencies add to scores."""


class TreeScorer:
    """Scores documents by one tree, see :class:`indexer.engine.whoosh.ordering.Scorer`.

    Args:
        evaluation: The query, its words looked up.
        node: The tree.

    Attributes:
        most: What no score exceeds before it is lifted.
    """

    def __init__(self, evaluation: Evaluation, node: Node) -> None:
        self._evaluation = evaluation
        self._node = node
        self._query = evaluation.query
        self._words = evaluation.query.words
        self._several = len(self._words) > 1
        self._some_lack = self._several and node != evaluation.every_word
        self._leaves = list(_leaves(node))
        self._scored = {leaf: self._by_source(leaf) for leaf in self._leaves}
        self._located: dict[int, LocatedWords] = {}
        self._forms: dict[int, list[tuple[Words, WordForms]]] = {}
        self.most = sum([s.factor for leaf in self._leaves for _, s in self._scored[leaf]])

    def scores(self, segment: int, chosen: Chosen, /) -> Floats:
        """Scores of documents of a segment that match.

        Args:
            segment: Number of the segment.
            chosen: The documents.
        """
        scores = self._score_words(segment, chosen)
        if scores is None:
            scores = self._add(self._node, segment, chosen, _exactly)
        return self._cover(segment, chosen, scores)

    def bounds(self, segment: int, chosen: Chosen, /) -> Floats:
        """What the scores do not exceed, found more quickly where there are many documents."""
        return self._cover(segment, chosen, self._add(self._node, segment, chosen, _at_most))

    def floors(self, segment: int, chosen: Chosen, /) -> Floats:
        """What the scores of documents are at least, where there are peaks; sooner than scores."""
        return self._cover(segment, chosen, self._add(self._node, segment, chosen, _at_least))

    def peaks(self, segment: int, /) -> Floats | None:
        """What the scores in each group of documents do not exceed, see :mod:`.peaks`.

        None if that is not found sooner than the bounds of all documents.
        """
        scored = [one for leaf in self._leaves for one in self._scored[leaf]]
        if any(found.source.kind is not self._evaluation.kind for found, _ in scored):
            return None
        return sum_or_none(found.occurrences[segment].peaks(score) for found, score in scored)

    def lifts(self, segment: int, chosen: Chosen, /) -> Floats:
        """What the scores of the best documents are multiplied by, at least 1."""
        shares = self.lift_shares(segment, chosen)
        lifts: Floats = sum(shares.values(), np.ones(1)) if shares else np.ones(len(chosen))
        return lifts

    def telling(self, segment: int, /) -> Integers | None:
        """Documents that are looked at closely wherever they stand; None for none.

        They have a word in a form that tells much more than all that its stem joins: of the stories
        with *Novell* and those with *novel*, the few with the latter. Or their titles may be what
        was typed, of which most is ignored: *Why We Teach*.
        """
        leaves = self._evaluation.leaves
        terms = [term for word in self._gains for term in leaves.own_forms(word)[segment]]
        telling = []
        if terms:
            telling.append(self._evaluation.segments[segment].gather(terms)[0])
        if self._query.ignored and self._evaluation.kind is Kind.STORIES:
            telling.append(self._titled(segment))
        return different(np.concatenate(telling)) if telling else None

    def _titled(self, segment: int) -> Integers:
        """The stories whose titles have every word, and are as long as what was typed."""
        opened = self._evaluation.segments[segment]
        title = opened.fields.index("title")
        inside = opened.standing(title)
        titled: Mask = opened.content.layout.lengths[:, title] == self._query.length
        for word in self._words:
            here = np.zeros(opened.count, np.bool_)
            terms = (
                self._evaluation.leaves.all_forms(word)[segment] if isinstance(word, Words) else ()
            )
            if terms:
                documents, codes, _ = opened.gather(terms)
                here[documents[inside.take(codes)]] = True
            titled &= here
        return titled.nonzero()[0]

    @cached_property
    def _gains(self) -> Mapping[Words, float]:
        """The words whose own forms tell more, and how much, as a share of what all words tell."""
        leaves = self._evaluation.leaves
        words = [word for word in self._words if isinstance(word, Words)]
        gains = {word: gain for word in words if (gain := leaves.gain(word)) >= MIN_GAIN}
        whole = sum([leaves.find(leaf)[0].idf for leaf in self._leaves]) if gains else 0.0
        return {word: gain / whole for word, gain in gains.items()}

    def _gained(self, segment: int, chosen: Chosen) -> Floats:
        """What the words that documents have in forms of their own add to their scores."""
        opened, leaves = self._evaluation.segments[segment], self._evaluation.leaves
        gained = np.zeros(len(chosen))
        for word, gain in self._gains.items():
            own = [opened.holds(term, chosen.documents) for term in leaves.own_forms(word)[segment]]
            if own:
                gained += OWN_FORM * gain * np.logical_or.reduce(own)
        return gained

    def lift_shares(self, segment: int, chosen: Chosen) -> Mapping[Lifting, Floats]:
        """What lifts the scores of the best documents, each as a share of the score.

        A story is often looked for by words of its title: the more of the words a title has, and
        the less it has beside them, the likelier it is meant. A photo has none.
        """
        if not self._words:
            return {}
        runs, leaves = self._query.runs, self._evaluation.leaves
        exactly = self._count_exact(segment, chosen)
        for run in runs:
            # First where documents themselves are searched.
            found = leaves.find(run)[0]
            exactly = exactly + found.occurrences[segment].mask[chosen.documents]
        count = len(self._words) + len(self._query.ignored)
        exact = EXACT * exactly / (count + len(runs)) + self._gained(segment, chosen)
        shares: dict[Lifting, Floats] = {Lifting.EXACT: exact}
        if self._query.neighbours:
            together = self._count_neighbours(segment, chosen)
            shares[Lifting.NEIGHBOURS] = NEIGHBOURS * together / len(self._query.neighbours)
        if self._evaluation.kind is Kind.PHOTOS:
            return shares
        opened = self._evaluation.segments[segment]
        title = opened.fields.index("title")
        inside = self._count_standing(segment, title, chosen)
        lengths = opened.content.layout.lengths[chosen.documents, title]
        whole = (inside == count) & (lengths == self._query.length)
        if count < self._query.length and whole.any():
            whole &= self._stands_as_typed(segment, title, chosen)
        return shares | {
            Lifting.TITLE_COVERED: TITLE_COVERED * inside / count,
            Lifting.TITLE_SHARE: TITLE_SHARE * np.minimum(inside / np.maximum(lengths, 1), 1),
            Lifting.WHOLE_TITLE: WHOLE_TITLE * whole,
        }

    @cached_property
    def _lifting(self) -> list[Words]:
        """The words that may lift documents, those that every text has too."""
        return [word for word in (*self._words, *self._query.ignored) if isinstance(word, Words)]

    def _count_exact(self, segment: int, chosen: Chosen) -> Integers:
        """How many of the words stand in documents in the form typed, in whichever field."""
        leaves = self._evaluation.leaves
        if plain := self._plain(self._lifting, segment):
            exact = [leaves.exactly(word)[segment] for word, _ in plain]
            return self._locate([here for _, here in plain], segment, chosen).count_exact(
                exact, chosen
            )
        exactly = np.zeros(len(chosen), np.intp)
        for word in self._lifting:
            exactly += leaves.stands_exactly(word, segment, chosen.documents)
        return exactly

    def _count_standing(self, segment: int, field: int, chosen: Chosen) -> Integers:
        """How many of the words stand in a field of stories."""
        if plain := self._plain(self._lifting, segment):
            located = self._locate([here for _, here in plain], segment, chosen)
            return located.count_standing(field, chosen)
        inside = np.zeros(len(chosen), np.intp)
        for word in self._lifting:
            (found,) = self._evaluation.leaves.find(word)
            inside += found.occurrences[segment].stands_in(field, chosen)
        return inside

    def _stands_as_typed(self, segment: int, field: int, chosen: Chosen) -> Mask:
        """Whether words stand in a field in all their parts, and as often as they were typed.

        *Email tips* has *e-mail*, but is not it and no more, though as long.
        """
        opened, leaves = self._evaluation.segments[segment], self._evaluation.leaves
        parts: list[WordForms] = []
        asked = 0
        for word in self._lifting:
            writings = leaves.writings(word, self._evaluation.kind)
            size = len(writings[0].slots)
            asked += size * self._query.repeats.get(word, 1)
            for slots in zip(*(w.slots for w in writings if len(w.slots) == size), strict=True):
                terms = sorted({term for slot in slots for term in slot[segment]})
                if not terms:
                    return np.zeros(len(chosen), np.bool_)
                parts.append(WordForms(opened, terms))
        located = LocatedWords(parts, chosen)
        every: Mask = located.count_standing(field, chosen) == len(parts)
        return every & (located.times_in(field) >= asked)

    def _count_neighbours(self, segment: int, chosen: Chosen) -> Integers:
        """How many of the words stand behind the one they were typed behind, as far from it."""
        located: Sequence[tuple[Words, WordForms]] | None = self._plain(self._lifting, segment)
        words = self._word_forms(segment) if located is None else located
        numbers = {word: number for number, (word, _) in enumerate(words)}
        pairs = [
            (numbers[first], numbers[second], distance)
            for first, second, distance in self._query.neighbours
            if first in numbers and second in numbers
        ]
        if not pairs:
            return np.zeros(len(chosen), np.intp)
        return self._locate([here for _, here in words], segment, chosen).count_neighbours(
            pairs, chosen
        )

    def _word_forms(self, segment: int) -> list[tuple[Words, WordForms]]:
        """The words that a segment has, whatever else there is to them."""
        forms = self._forms.get(segment)
        if forms is None:
            opened, leaves = self._evaluation.segments[segment], self._evaluation.leaves
            forms = self._forms[segment] = [
                (word, WordForms(opened, terms))
                for word in self._lifting
                if (terms := leaves.all_forms(word)[segment])
            ]
        return forms

    def coverage(self, segment: int, chosen: Chosen) -> Floats:
        """What the scores of documents are multiplied by for the plain words that they lack."""
        several = len(self._words)
        if not self._several:  # a single word is there
            return np.ones(len(chosen))
        count = np.zeros(len(chosen), np.uint16)
        for word in self._words:
            count += self._evaluation.matches(word, segment).take(chosen.documents)
        covered: Floats = ((np.arange(several + 1) / several) ** COVERAGE).take(count)
        return covered

    def _cover(self, segment: int, chosen: Chosen, scores: Floats) -> Floats:
        """Scores, less what documents lack."""
        return scores * self.coverage(segment, chosen) if self._some_lack else scores

    def _by_source(self, leaf: Leaf) -> list[Scored]:
        """A leaf by source, and what it adds to scores there."""
        repeats = self._query.repeats.get(leaf, 1)
        return [
            (found, Score(repeats * found.source.share * found.idf * (K1 + 1)))
            for found in self._evaluation.leaves.find(leaf)
        ]

    def _score_words(self, segment: int, chosen: Chosen) -> Floats | None:
        """The scores of a tree of nothing but words, all of them at once; None for others."""
        node = self._node
        nodes = node.nodes if isinstance(node, All | Any | AtLeast) else (node,)
        words = [inner for inner in nodes if isinstance(inner, Words)]
        if len(words) + sum([isinstance(inner, _UNSCORED) for inner in nodes]) < len(nodes):
            return None
        plain = self._plain(words, segment)
        if not plain or plain[0][1].many(chosen):
            return None
        # What is plain has no other source than documents of the kind that is scored.
        factors = [self._scored[word][0][1].factor for word, _ in plain]
        choice = plain[0][1].choice
        return self._locate([here for _, here in plain], segment, chosen).scores(choice, factors)

    def _plain(
        self, words: Sequence[Words], segment: int
    ) -> list[tuple[Words, WordOccurrences]] | None:
        """Words that a segment has, if there is nothing more to them than their forms."""
        plain = []
        for word in words:
            found = self._evaluation.leaves.find(word)
            here = found[0].occurrences[segment]
            if len(found) > 1 or found[0].source.kind is not self._evaluation.kind:
                return None
            if isinstance(here, WordOccurrences):
                plain.append((word, here))
            elif not isinstance(here, Everywhere):
                return None
        return plain

    def _locate(self, words: Sequence[WordForms], segment: int, chosen: Chosen) -> LocatedWords:
        """Where words stand in documents, those that are known or others."""
        located = self._located.get(segment)
        if located is None or not located.holds(words, chosen):
            located = self._located[segment] = LocatedWords(words, chosen)
        return located

    def _add(self, node: Node, segment: int, chosen: Chosen, measure: _Measure) -> Floats:
        """Adds up what the leaves of a tree add to scores by some measure."""
        nodes = node.nodes if isinstance(node, All | Any | AtLeast) else (node,)
        total: Floats | None = None
        for inner in nodes:
            if isinstance(inner, _UNSCORED):
                continue
            if self._evaluation.limit.passed():
                break
            if isinstance(inner, All | Any | AtLeast):
                part = self._add(inner, segment, chosen, measure)
                if not isinstance(inner, Any):
                    # Its parts count only where all of it matches.
                    part = part * self._evaluation.matches(inner, segment)[chosen.documents]
            else:
                part = self._add_leaf(inner, segment, chosen, measure)
            total = part if total is None else total + part
        return np.zeros(len(chosen)) if total is None else total

    def _add_leaf(self, leaf: Leaf, segment: int, chosen: Chosen, measure: _Measure) -> Floats:
        parts = [
            self._measure(found, score, segment, chosen, measure)
            for found, score in self._scored[leaf]
        ]
        return parts[0] if len(parts) == 1 else sum_up(parts)

    def _measure(
        self, found: Found, score: Score, segment: int, chosen: Chosen, measure: _Measure
    ) -> Floats:
        """What a leaf adds to scores by what stands in one source."""
        occurrences = found.occurrences[segment]
        if found.source.kind is self._evaluation.kind:
            return measure(occurrences, chosen, score)
        parents = self._evaluation.parents(segment)[chosen.documents]
        of_stories = np.zeros(len(occurrences.mask), np.bool_)
        of_stories[parents] = True
        stories = Chosen(np.flatnonzero(of_stories), len(of_stories))
        values = np.zeros(len(of_stories))
        values[stories.documents] = measure(occurrences, stories, score)
        return values[parents]


_UNSCORED = (Not, Everything, Signs, Days, Having)
"""Nodes that add nothing to scores."""

_Measure = Callable[[Occurrences, Chosen, Score], Floats]
"""Adds what stands in documents to their scores, or what that is at least or at most."""


def _exactly(occurrences: Occurrences, chosen: Chosen, score: Score) -> Floats:
    return score.of(occurrences.frequencies(chosen))


def _at_most(occurrences: Occurrences, chosen: Chosen, score: Score) -> Floats:
    return occurrences.bounds(chosen, score)


def _at_least(occurrences: Occurrences, chosen: Chosen, score: Score) -> Floats:
    return occurrences.floors(chosen, score)


def _leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases of a tree that add to scores."""
    if isinstance(node, All | Any | AtLeast):
        for inner in node.nodes:
            yield from _leaves(inner)
    elif not isinstance(node, _UNSCORED):
        yield node
