"""Evaluates a query tree, a segment at a time: which documents match; how well is `scoring.py`'s.

Documents that match are a mask over a segment, one byte a document. A segment has some
hundred thousand at most, so that a mask stays in the processor's cache and AND, OR, NOT and
counting cost a few microseconds each, whatever was asked. A word is the union of its forms, in
every field asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.analysis import without_punctuation
from indexer.engine.request import Kind, Scope
from indexer.engine.whoosh.columns import between, having
from indexer.engine.whoosh.leaves import Leaf, Leaves, Source
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import TimeLimit
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
    Signs,
    Wildcard,
    Words,
)
from indexer.query.parser import ParsedQuery
from indexer.snippets import Pattern


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
        kind: As given.
        limit: As given.
        segments: Those of that kind of document.
        query: The query, without what there was no time to look up.
        left_out: How many words and phrases there was no time for.
        leaves: Its words and phrases, looked up.
        every_word: The tree in which every word is needed.
    """

    def __init__(
        self, snapshot: Snapshot, query: ParsedQuery, kind: Kind, scope: Scope, limit: TimeLimit
    ) -> None:
        self._snapshot = snapshot
        self.limit = limit
        self.kind = kind
        self.segments = snapshot.segments(kind)
        self.leaves = Leaves(snapshot, kind, scope)
        self._masks: list[dict[Node, Mask]] = [{} for _ in self.segments]
        self._wanted: dict[Node, tuple[Wanted, ...]] = {}
        self.left_out = 0
        words, required = tuple(self._look_up(query.words)), tuple(self._look_up(query.required))
        self.query = replace(query, words=words, required=required) if self.left_out else query
        self.every_word = self.query.node
        self._words = self.query.words

    def matches(self, node: Node, segment: int) -> Mask:
        """The documents of a segment that match a tree; not to be written to."""
        known = self._masks[segment]
        mask = known.get(node)
        if mask is None:
            mask = known[node] = self._find(node, segment)
        return mask

    def parents(self, segment: int) -> Integers:
        """Number of the story of every photo of a segment."""
        return self._snapshot.pairs[segment].photos.parents

    def lacking(self, segment: int, document: int) -> tuple[str, ...]:
        """The plain words that a document does not have."""
        return tuple(
            without_punctuation(word.text)
            for word in self._words
            if isinstance(word, Words) and not self.matches(word, segment)[document]
        )

    def wanted(self, node: Node) -> tuple[Wanted, ...]:
        """What to mark in the hits: a tree's words and phrases, never excluded ones."""
        wanted = self._wanted.get(node)
        if wanted is None:
            wanted = self._wanted[node] = tuple(self._find_wanted(node))
        return wanted

    def _find_wanted(self, node: Node) -> Iterator[Wanted]:
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy():
                yield from (Wanted(None, pattern) for pattern in self.leaves.patterns(node))
                if isinstance(node, Words) and (own := self.leaves.telling_forms(node)):
                    # Marked anyway; so passages that have them are the better ones.
                    yield Wanted(None, (own,))
            case InField(field, _):
                yield from (Wanted(field, pattern) for pattern in self.leaves.patterns(node))
            case All(nodes) | Any(nodes) | AtLeast(nodes, _):
                for inner in nodes:
                    yield from self._find_wanted(inner)
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
                case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                    if self.leaves.any_found and self.limit.passed(half=True):
                        self.left_out += 1
                    else:
                        self.leaves.find(node)
                        yield node
                case Any(inner) | All(inner):
                    reached = tuple(self._look_up(inner))
                    if reached:
                        yield type(node)(reached)
                case Not(inner):
                    yield from (Not(reached) for reached in self._look_up([inner]))
                case _:
                    yield node

    def _find(self, node: Node, segment: int) -> Mask:  # noqa: C901, PLR0911 - one a node
        live = self.segments[segment].live
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                return self._find_leaf(node, segment)
            case Everything():
                return live
            case Signs():
                return np.zeros(len(live), np.bool_)
            case Days():
                return between(self._snapshot.pairs[segment], self.kind, node)
            case Having(what):
                return having(self._snapshot.pairs[segment], self.kind, what)
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
        # What matches a node is not deleted; only what is left out may be.
        mask: Mask | None = None
        for node in nodes:
            if isinstance(node, Not):
                found = ~self.matches(node.node, segment)
                mask = found & self.segments[segment].live if mask is None else mask & found
            else:
                found = self.matches(node, segment)
                mask = found if mask is None else mask & found
        return self.segments[segment].live if mask is None else mask

    def _find_leaf(self, leaf: Leaf, segment: int) -> Mask:
        return _either(
            [
                self._of_kind(found.occurrences[segment].mask, found.source, segment)
                for found in self.leaves.find(leaf)
            ]
        )

    def _of_kind(self, mask: Mask, source: Source, segment: int) -> Mask:
        """A mask over the documents looked for, from one over those searched."""
        if source.kind is self.kind:
            return mask
        photos = self.segments[segment]
        return mask[photos.parents] & photos.live


def _either(masks: Sequence[Mask]) -> Mask:
    if len(masks) == 1:
        return masks[0]
    union: Mask = np.logical_or.reduce(masks)
    return union
