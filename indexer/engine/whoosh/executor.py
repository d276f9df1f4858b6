"""Evaluates a query tree, a segment at a time: which documents match, and how well.

Documents that match are a mask over a segment, one byte a document. A segment of stories has at
most 65,536, so that a mask stays in the processor's cache and AND, OR, NOT and counting cost a few
microseconds each, whatever was asked.

A word is the union of its forms, in every field asked for. Its score in a document is BM25F
(Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004): the
field-weighted, length-normalised frequencies are summed before saturation, and a word has one
document frequency. A phrase scores like one word that occurs as often as the phrase does. Where a
document may lack some of the plain words, the sum is multiplied by a power of the share it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.analysis import without_punctuation
from indexer.engine.explanation import Lifting
from indexer.engine.request import Kind, Scope
from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.columns import between, having
from indexer.engine.whoosh.leaves import Found, Leaf, Leaves, Source
from indexer.engine.whoosh.occurrences import (
    Everywhere,
    Score,
    sum_or_none,
    sum_up,
)
from indexer.engine.whoosh.segments.arrays import Floats, Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import TimeLimit
from indexer.engine.whoosh.word_occurrences import WordOccurrences, frequencies_of
from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Fuzzy,
    Having,
    InField,
    Near,
    Node,
    Not,
    Phrase,
    Wildcard,
    Words,
)
from indexer.query.parser import ParsedQuery
from indexer.snippets import Pattern

K1 = 1.5
COVERAGE = 0.25
"""Power of the share of plain words that a document has."""

TITLE_COVERED = 0.5
"""What it adds, as a share of the score, if a title has every word asked for."""

EXACT = 0.2
"""What it adds, as a share of the score, if a story has every word in the form asked for."""

TITLE_SHARE = 0.6
"""What it adds, as a share of the score, if every word of a title was asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked in a hit.

    Attributes:
        field: Field of the query language it was looked for in; None for any.
        pattern: The forms, one set a position.
    """

    field: str | None
    pattern: Pattern


class Evaluation:
    """One query on one snapshot. Several trees of the same words share what is looked up.

    Args:
        snapshot: What is searched.
        query: The query, whose words are looked up once for all its trees.
        kind: What is looked for.
        scope: Which text of a photo is searched.
        limit: When to stop.

    Attributes:
        query: The query, without what there was no time to look up.
        left_out: How many words and phrases there was no time for.
        leaves: Its words and phrases, looked up.
        every_word: The tree in which every word is needed.
    """

    def __init__(
        self, snapshot: Snapshot, query: ParsedQuery, kind: Kind, scope: Scope, limit: TimeLimit
    ) -> None:
        self._snapshot = snapshot
        self._limit = limit
        self._kind = kind
        self._segments = snapshot.segments(kind)
        self.leaves = Leaves(snapshot, kind, scope)
        self._masks: list[dict[Node, Mask]] = [{} for _ in self._segments]
        self.left_out = 0
        self.query = replace(
            query,
            words=tuple(self._look_up(query.words)),
            required=tuple(self._look_up(query.required)),
        )
        self.every_word = self.query.node
        self._words = self.query.words

    def matches(self, node: Node, segment: int) -> Mask:
        """The documents of a segment that match a tree; not to be written to."""
        known = self._masks[segment]
        mask = known.get(node)
        if mask is None:
            mask = known[node] = self._find(node, segment)
        return mask

    def scores(self, node: Node, segment: int, chosen: Chosen) -> Floats:
        """Scores of documents of a segment that match.

        Args:
            node: The tree they match.
            segment: Number of the segment.
            chosen: The documents.
        """
        scores = self._score_words(node, segment, chosen)
        if scores is None:
            scores = self._score(node, segment, chosen, exact=True)
        return self._cover(node, segment, chosen, scores)

    def bounds(self, node: Node, segment: int, chosen: Chosen) -> Floats:
        """What the scores do not exceed, found more quickly where there are many documents."""
        return self._cover(node, segment, chosen, self._score(node, segment, chosen, exact=False))

    def peaks(self, node: Node, segment: int) -> Floats | None:
        """What the scores in each group of documents do not exceed, see :mod:`.peaks`.

        None if that is not found sooner than the bounds of all documents.
        """
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                several = self.leaves.find(node)
                if any(found.source.kind is not self._kind for found in several):
                    return None
                repeats = self.query.repeats.get(node, 1)
                return sum_or_none(
                    found.occurrences[segment].peaks(_scoring(found, repeats)) for found in several
                )
            case Any(nodes) | All(nodes) | AtLeast(nodes, _):
                scored = [n for n in nodes if not isinstance(n, Not | Everything | Days | Having)]
                return sum_or_none(self.peaks(inner, segment) for inner in scored)
            case _:
                return None

    def floors(self, node: Node, segment: int, chosen: Chosen) -> Floats:
        """What the scores of documents are at least, where there are peaks; sooner than scores."""
        return self._cover(node, segment, chosen, self._floors(node, segment, chosen))

    def _floors(self, node: Node, segment: int, chosen: Chosen) -> Floats:
        total = np.zeros(len(chosen))
        match node:
            case Words():
                repeats = self.query.repeats.get(node, 1)
                for found in self.leaves.find(node):
                    score = _scoring(found, repeats)
                    total += found.occurrences[segment].floors(chosen, score)
            case Any(nodes) | All(nodes) | AtLeast(nodes, _):
                for inner in nodes:
                    floors = self._floors(inner, segment, chosen)
                    if isinstance(inner, All | AtLeast):
                        floors = floors * self.matches(inner, segment)[chosen.documents]
                    total += floors
            case _:
                pass  # adds nothing, or is not found sooner
        return total

    def lifts(self, segment: int, chosen: Chosen) -> Floats:
        """What the scores of the best documents are multiplied by, at least 1."""
        lifts: Floats = np.ones(len(chosen))
        for share in self.lift_shares(segment, chosen).values():
            lifts += share
        return lifts

    def lift_shares(self, segment: int, chosen: Chosen) -> Mapping[Lifting, Floats]:
        """What lifts the scores of the best documents, each as a share of the score.

        A story is often looked for by words of its title: the more of the words a title has, and
        the less it has beside them, the likelier it is meant.
        """
        if self._kind is not Kind.STORIES or not self._words:
            return {}
        title = self._segments[segment].fields.index("title")
        inside = np.zeros(len(chosen))
        words = (*self._words, *self.query.ignored)
        exactly = np.zeros(len(chosen))
        for word in words:
            if isinstance(word, Words):
                (found,) = self.leaves.find(word)
                inside += found.occurrences[segment].stands_in(title, chosen)
                exactly += self.leaves.stands_exactly(word, segment, chosen.documents)
        for run in self.query.runs:
            (found,) = self.leaves.find(run)
            exactly += found.occurrences[segment].mask[chosen.documents]
        lengths = self._segments[segment].content.layout.lengths[chosen.documents, title]
        return {
            Lifting.TITLE_COVERED: TITLE_COVERED * inside / len(words),
            Lifting.EXACT: EXACT * exactly / (len(words) + len(self.query.runs)),
            Lifting.TITLE_SHARE: TITLE_SHARE * np.minimum(inside / np.maximum(lengths, 1), 1),
        }

    def coverage(self, segment: int, chosen: Chosen) -> Floats:
        """What the scores of documents are multiplied by for the plain words that they lack."""
        several = len(self._words)
        if several < 2:  # noqa: PLR2004 - a single word is there
            return np.ones(len(chosen))
        count = np.zeros(len(chosen), np.uint16)
        for word in self._words:
            count += self.matches(word, segment).take(chosen.documents)
        covered: Floats = ((np.arange(several + 1) / several) ** COVERAGE).take(count)
        return covered

    def _cover(self, node: Node, segment: int, chosen: Chosen, scores: Floats) -> Floats:
        """Scores, less what documents lack."""
        if len(self._words) < 2 or node == self.every_word:  # noqa: PLR2004 - none is lacking
            return scores
        return scores * self.coverage(segment, chosen)

    def lacking(self, segment: int, document: int) -> tuple[str, ...]:
        """The plain words that a document does not have."""
        return tuple(
            without_punctuation(word.text)
            for word in self._words
            if isinstance(word, Words) and not self.matches(word, segment)[document]
        )

    def wanted(self, node: Node) -> Iterator[Wanted]:
        """What to mark in the hits: a tree's words and phrases, never excluded ones."""
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy():
                yield from (Wanted(None, pattern) for pattern in self.leaves.patterns(node))
            case InField(field, _):
                yield from (Wanted(field, pattern) for pattern in self.leaves.patterns(node))
            case All(nodes) | Any(nodes) | AtLeast(nodes, _):
                for inner in nodes:
                    yield from self.wanted(inner)
            case _:
                pass

    def other_forms(self, node: Node) -> list[str]:
        """Further forms under which a typed word is found, most frequent first."""
        if isinstance(node, Words | Wildcard | Fuzzy):
            return self.leaves.other_forms(node)
        return []

    @property
    def cut(self) -> bool:
        """True if a wildcard or fuzzy word stands for more words than were looked for."""
        return self.leaves.cut

    def _look_up(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Looks words and phrases up; yields the nodes without those there was no time for."""
        for node in nodes:
            match node:
                case Any(inner) | All(inner):
                    reached = tuple(self._look_up(inner))
                    if reached:
                        yield type(node)(reached)
                case Not(inner):
                    yield from (Not(reached) for reached in self._look_up([inner]))
                case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                    if self.leaves.any_found and self._limit.passed(half=True):
                        self.left_out += 1
                    else:
                        self.leaves.find(node)
                        yield node
                case _:
                    yield node

    def _find(self, node: Node, segment: int) -> Mask:  # noqa: PLR0911 - one a node
        live = self._segments[segment].live
        match node:
            case Everything():
                return live
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                return self._find_leaf(node, segment)
            case Days():
                return between(self._snapshot.pairs[segment], self._kind, node)
            case Having(what):
                return having(self._snapshot.pairs[segment], self._kind, what)
            case Any(nodes):
                return _either([self.matches(n, segment) for n in nodes])
            case All(nodes):
                return self._find_all(nodes, segment)
            case AtLeast(nodes, needed):
                count = np.zeros(len(live), np.uint16)
                for inner in nodes:
                    count += self.matches(inner, segment)
                return count >= needed
            case Not(inner):
                return live & ~self.matches(inner, segment)

    def _find_all(self, nodes: Iterable[Node], segment: int) -> Mask:
        mask = self._segments[segment].live.copy()
        for node in nodes:
            if isinstance(node, Not):
                mask &= ~self.matches(node.node, segment)
            else:
                mask &= self.matches(node, segment)
        return mask

    def _find_leaf(self, leaf: Leaf, segment: int) -> Mask:
        return _either(
            [
                self._of_kind(found.occurrences[segment].mask, found.source, segment)
                for found in self.leaves.find(leaf)
            ]
        )

    def _of_kind(self, mask: Mask, source: Source, segment: int) -> Mask:
        """A mask over the documents looked for, from one over those searched."""
        if source.kind is self._kind:
            return mask
        photos = self._segments[segment]
        return mask[photos.parents] & photos.live

    def _score_words(self, node: Node, segment: int, chosen: Chosen) -> Floats | None:
        """The scores of a tree of nothing but words, all of them at once; None for others."""
        words: list[WordOccurrences] = []
        factors: list[float] = []
        for leaf in node.nodes if isinstance(node, All | Any | AtLeast) else (node,):
            if isinstance(leaf, Not | Everything | Days | Having):
                continue
            if not isinstance(leaf, Words):
                return None
            for found in self.leaves.find(leaf):
                occurrences = found.occurrences[segment]
                if isinstance(occurrences, Everywhere):
                    continue
                if (
                    not isinstance(occurrences, WordOccurrences)
                    or found.source.kind is not self._kind
                    or occurrences.many(chosen)
                ):
                    return None
                words.append(occurrences)
                factors.append(_factor(found, self.query.repeats.get(leaf, 1)))
        if not words or not len(chosen):
            return None
        factor = np.array(factors)[:, None]
        frequencies = frequencies_of(words, chosen)
        scores: Floats = (factor - factor * K1 / (K1 + frequencies)).sum(0)
        return scores

    def _score(self, node: Node, segment: int, chosen: Chosen, *, exact: bool) -> Floats:
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                return self._score_leaf(node, segment, chosen, exact=exact)
            case Any(nodes) | All(nodes) | AtLeast(nodes, _):
                total: Floats | None = None
                for inner in nodes:
                    if isinstance(inner, Not | Everything | Days | Having):
                        continue
                    if self._limit.passed():
                        break
                    score = self._score(inner, segment, chosen, exact=exact)
                    if isinstance(inner, All | AtLeast):
                        # Its parts count only where all of it matches.
                        score = score * self.matches(inner, segment)[chosen.documents]
                    total = score if total is None else total + score
                return np.zeros(len(chosen)) if total is None else total
            case _:
                return np.zeros(len(chosen))

    def _score_leaf(self, leaf: Leaf, segment: int, chosen: Chosen, *, exact: bool) -> Floats:
        scores = [
            self._score_found(found, segment, chosen, self.query.repeats.get(leaf, 1), exact=exact)
            for found in self.leaves.find(leaf)
        ]
        return scores[0] if len(scores) == 1 else sum_up(scores)

    def _score_found(
        self, found: Found, segment: int, chosen: Chosen, repeats: int, *, exact: bool
    ) -> Floats:
        """What a leaf adds to scores by what stands in one source."""
        occurrences, score = found.occurrences[segment], _scoring(found, repeats)

        def measure(documents: Chosen) -> Floats:
            if exact:
                return score(occurrences.frequencies(documents))
            return occurrences.bounds(documents, score)

        if found.source.kind is self._kind:
            return measure(chosen)
        parents = self._snapshot.pairs[segment].photos.parents[chosen.documents]
        of_stories = np.zeros(len(occurrences.mask), np.bool_)
        of_stories[parents] = True
        stories = Chosen(np.flatnonzero(of_stories), len(of_stories))
        values = np.zeros(len(of_stories))
        values[stories.documents] = measure(stories)
        return values[parents]


@dataclass(frozen=True, slots=True)
class TreeScorer:
    """Scores documents by one tree, see :class:`indexer.engine.whoosh.ordering.Scorer`."""

    evaluation: Evaluation
    node: Node

    def scores(self, segment: int, chosen: Chosen, /) -> Floats:
        """Scores."""
        return self.evaluation.scores(self.node, segment, chosen)

    def bounds(self, segment: int, chosen: Chosen, /) -> Floats:
        """What scores do not exceed."""
        return self.evaluation.bounds(self.node, segment, chosen)

    def peaks(self, segment: int, /) -> Floats | None:
        """What scores in each group of documents do not exceed."""
        return self.evaluation.peaks(self.node, segment)

    def floors(self, segment: int, chosen: Chosen, /) -> Floats:
        """What scores are at least."""
        return self.evaluation.floors(self.node, segment, chosen)

    def lifts(self, segment: int, chosen: Chosen, /) -> Floats:
        """What the scores of the best documents are multiplied by."""
        return self.evaluation.lifts(segment, chosen)


def _factor(found: Found, repeats: int) -> float:
    """What a leaf adds to scores at most."""
    return repeats * found.source.share * found.idf * (K1 + 1)


def _scoring(found: Found, repeats: int) -> Score:
    """How often a leaf stands in documents -> what that adds to their scores."""
    factor = _factor(found, repeats)

    def score(frequencies: Floats) -> Floats:
        # f / (K1 + f), written so that a bound without limit is a score and not a failure.
        scores: Floats = factor - factor * K1 / (K1 + frequencies)
        return scores

    return score


def _either(masks: Sequence[Mask]) -> Mask:
    if len(masks) == 1:
        return masks[0]
    union: Mask = np.logical_or.reduce(masks)
    return union
