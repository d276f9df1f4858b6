"""Evaluates a query tree, a segment at a time: which documents match, and how well.

Documents that match are a mask over a segment, one byte a document. A segment of stories has at
most 65,536, so that a mask stays in the processor's cache and AND, OR, NOT and counting cost a few
microseconds each, whatever was asked.

A word is the union of its forms, in every field asked for. Its score in a document is BM25F
(Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004): the
field-weighted, length-normalised frequencies are summed before saturation, and a word has one
document frequency. A phrase scores like one word that occurs as often as the phrase does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer import analysis
from indexer.engine.base import Kind, Scope
from indexer.engine.whoosh.occurrences import (
    Everywhere,
    Occurrences,
    PhraseOccurrences,
    WordOccurrences,
)
from indexer.engine.whoosh.open_segment import OpenSegment, Weights
from indexer.engine.whoosh.schema import (
    PHOTO_QUERY_FIELDS,
    PHOTO_WEIGHTS,
    STORY_QUERY_FIELDS,
    extra_field,
    story_weights,
)
from indexer.engine.whoosh.segments.arrays import Floats, Integers, Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.vocabulary import Terms
from indexer.query.nodes import All, Any, Everything, InField, Node, Not, Phrase, Words
from indexer.snippets import Pattern

K1 = 1.2
STORY_SHARE = 0.3
"""What a match in its story counts for a photo, beside a match in its caption."""

Leaf = Words | Phrase | InField


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked in a hit.

    Attributes:
        field: Field of the query language it was looked for in; None for any.
        pattern: The forms, one set a position.
    """

    field: str | None
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a leaf is looked for: in stories or photos, in some fields.

    Attributes:
        kind: Whose text is searched.
        weights: Fields and weights.
        share: What a match there counts.
        usual: True for the fields and weights that impacts are kept for.
    """

    kind: Kind
    weights: Weights
    share: float = 1.0
    usual: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A leaf in one source, over all segments.

    Attributes:
        source: Where it was looked for.
        occurrences: One a segment.
        idf: Of the whole index.
    """

    source: _Source
    occurrences: Sequence[Occurrences]
    idf: float


class Evaluation:
    """One query on one snapshot.

    Args:
        snapshot: What is searched.
        node: The query.
        kind: What is looked for.
        scope: Which text of a photo is searched.
    """

    def __init__(self, snapshot: Snapshot, node: Node, kind: Kind, scope: Scope) -> None:
        self._snapshot = snapshot
        self._node = node
        self._kind = kind
        self._scope = scope
        self._segments = snapshot.segments(kind)
        self._leaves: dict[Leaf, list[_Found]] = {}
        self._terms: dict[tuple[Kind, str, bool], list[Terms]] = {}
        self._masks: list[dict[Node, Mask]] = [{} for _ in self._segments]

    def matches(self, segment: int) -> Mask:
        """The documents of a segment that match; a mask that may be written to."""
        return self._match(self._node, segment).copy()

    def scores(self, segment: int, documents: Integers, mask: Mask) -> Floats:
        """Scores of documents of a segment that match.

        Args:
            segment: Number of the segment.
            documents: Numbers, ascending.
            mask: The same documents as a mask.
        """
        return self._score(self._node, segment, documents, mask, exact=True)

    def bounds(self, segment: int, documents: Integers, mask: Mask) -> Floats:
        """What the scores do not exceed, found more quickly where there are many documents."""
        return self._score(self._node, segment, documents, mask, exact=False)

    def wanted(self) -> list[Wanted]:
        """What to mark in the hits: the query's words and phrases, never excluded ones."""
        return list(self._wanted(self._node))

    def other_forms(self, text: str) -> list[str]:
        """Further forms under which a typed word is found, most frequent first."""
        tokens = analysis.query_tokens(text)
        if len(tokens) != 1 or tokens[0].unspaced:
            return []
        (terms,) = self._slots(Words(text), self._kind)
        counts = self._snapshot.vocabularies[self._kind].frequencies(terms)
        counts.pop(tokens[0].form, None)
        return sorted(counts, key=lambda form: (-counts[form], form))

    def _match(self, node: Node, segment: int) -> Mask:
        known = self._masks[segment]
        mask = known.get(node)
        if mask is None:
            mask = known[node] = self._find(node, segment)
        return mask

    def _find(self, node: Node, segment: int) -> Mask:
        match node:
            case Everything():
                return self._segments[segment].live
            case Words() | Phrase() | InField():
                masks = [
                    self._of_kind(found.occurrences[segment].mask, found.source, segment)
                    for found in self._leaf(node)
                ]
                return _either(masks)
            case Any(nodes):
                return _either([self._match(n, segment) for n in nodes])
            case All(nodes):
                return self._match_all(nodes, segment)
            case Not(inner):
                return self._segments[segment].live & ~self._match(inner, segment)

    def _match_all(self, nodes: Iterable[Node], segment: int) -> Mask:
        mask = self._segments[segment].live.copy()
        for node in nodes:
            if isinstance(node, Not):
                mask &= ~self._match(node.node, segment)
            else:
                mask &= self._match(node, segment)
        return mask

    def _score(
        self, node: Node, segment: int, documents: Integers, mask: Mask, *, exact: bool
    ) -> Floats:
        match node:
            case Words() | Phrase() | InField():
                return self._score_leaf(node, segment, documents, mask, exact=exact)
            case Any(nodes) | All(nodes):
                total = np.zeros(len(documents))
                for inner in nodes:
                    if isinstance(inner, All | Any):
                        # Its parts count only where all of it matches.
                        gate = self._match(inner, segment)[documents]
                        total += gate * self._score(inner, segment, documents, mask, exact=exact)
                    elif not isinstance(inner, Not | Everything):
                        total += self._score(inner, segment, documents, mask, exact=exact)
                return total
            case Everything() | Not():
                return np.zeros(len(documents))

    def _score_leaf(
        self, leaf: Leaf, segment: int, documents: Integers, mask: Mask, *, exact: bool
    ) -> Floats:
        total = np.zeros(len(documents))
        for found in self._leaf(leaf):
            occurrences = found.occurrences[segment]
            measure = occurrences.frequencies if exact else occurrences.bounds
            if found.source.kind is self._kind:
                frequencies = measure(documents, mask)
            else:
                parents = self._snapshot.pairs[segment].photos.parents[documents]
                of_stories = np.zeros(len(occurrences.mask), np.bool_)
                of_stories[parents] = True
                stories = np.flatnonzero(of_stories)
                values = np.zeros(len(of_stories))
                values[stories] = measure(stories, of_stories)
                frequencies = values[parents]
            factor = found.source.share * found.idf * (K1 + 1)
            # f / (K1 + f), written so that a bound without limit is a score and not a failure.
            total += factor - factor * K1 / (K1 + frequencies)
        return total

    def _leaf(self, leaf: Leaf) -> list[_Found]:
        found = self._leaves.get(leaf)
        if found is None:
            found = [self._look_for(leaf, source) for source in self._sources(leaf)]
            self._leaves[leaf] = found
        return found

    def _look_for(self, leaf: Leaf, source: _Source) -> _Found:
        segments = self._snapshot.segments(source.kind)
        if isinstance(leaf, InField) and leaf.field in {"id", "lang"}:
            find = _with_id if leaf.field == "id" else _in_language
            value = leaf.node.text.lower()
            return _Found(source, [Everywhere(find(segment, value)) for segment in segments], 0.0)
        slots = self._slots(leaf, source.kind)
        occurrences: list[Occurrences] = []
        for number, segment in enumerate(segments):
            here = [slot[number] for slot in slots]
            if not all(here):
                occurrences.append(Everywhere(np.zeros(segment.count, np.bool_)))
            elif len(here) == 1:
                occurrences.append(
                    WordOccurrences(segment, here[0], source.weights, usual=source.usual)
                )
            else:
                occurrences.append(PhraseOccurrences(segment, here, source.weights))
        count = sum(int(np.count_nonzero(o.mask)) for o in occurrences)
        total = self._snapshot.count(source.kind)
        return _Found(source, occurrences, math.log(1 + (total - count + 0.5) / (count + 0.5)))

    def _sources(self, leaf: Leaf) -> list[_Source]:
        if isinstance(leaf, InField):
            return [self._source_of_field(leaf.field)]
        weights = story_weights(self._snapshot.generation.extras)
        if self._kind is Kind.STORIES:
            return [_Source(Kind.STORIES, tuple(weights.items()), usual=True)]
        if self._scope is Scope.OWN:
            return [_Source(Kind.PHOTOS, tuple(PHOTO_WEIGHTS[Scope.OWN].items()))]
        caption = tuple(PHOTO_WEIGHTS[Scope.CAPTION].items())
        sources = [_Source(Kind.PHOTOS, caption, usual=True)]
        if self._scope is Scope.STORY:
            # Of a photo's story not the captions of its neighbours.
            alone = tuple(item for item in weights.items() if item[0] != "caption")
            sources.append(_Source(Kind.STORIES, alone, STORY_SHARE))
        return sources

    def _source_of_field(self, field: str) -> _Source:
        if field == "id":
            return _Source(self._kind, ())
        if field == "lang":
            return _Source(Kind.STORIES, ())
        if self._kind is Kind.PHOTOS and field in PHOTO_QUERY_FIELDS:
            kind, names = Kind.PHOTOS, PHOTO_QUERY_FIELDS[field]
        else:
            kind, names = Kind.STORIES, STORY_QUERY_FIELDS.get(field) or (extra_field(field),)
        return _Source(kind, tuple((name, 1.0) for name in names))

    def _of_kind(self, mask: Mask, source: _Source, segment: int) -> Mask:
        """A mask over the documents looked for, from one over those searched."""
        if source.kind is self._kind:
            return mask
        photos = self._segments[segment]
        return mask[photos.parents] & photos.live

    def _wanted(self, node: Node) -> Iterable[Wanted]:
        match node:
            case Words() | Phrase():
                yield Wanted(None, self._pattern(node))
            case InField(field, leaf):
                yield Wanted(field, self._pattern(leaf))
            case All(nodes) | Any(nodes):
                for inner in nodes:
                    yield from self._wanted(inner)
            case _:
                pass

    def _pattern(self, leaf: Words | Phrase) -> Pattern:
        """The forms of a leaf: those of stories and, where photos are looked for, theirs too."""
        found = [
            [self._snapshot.vocabularies[kind].texts(slot) for slot in self._slots(leaf, kind)]
            for kind in {Kind.STORIES, self._kind}
        ]
        return tuple(frozenset().union(*forms) for forms in zip(*found, strict=True))

    def _slots(self, leaf: Leaf, kind: Kind) -> list[Terms]:
        """The terms of a leaf, one set a position."""
        node = leaf.node if isinstance(leaf, InField) else leaf
        exact = isinstance(node, Phrase)
        key = (kind, node.text, exact)
        slots = self._terms.get(key)
        if slots is None:
            vocabulary = self._snapshot.vocabularies[kind]
            slots = self._terms[key] = [
                vocabulary.exactly(token)
                if exact and not token.unspaced
                else vocabulary.forms_of_word(token)
                for token in analysis.query_tokens(node.text)
            ]
        return slots


def _either(masks: Sequence[Mask]) -> Mask:
    if len(masks) == 1:
        return masks[0]
    union: Mask = np.logical_or.reduce(masks)
    return union


def _with_id(segment: OpenSegment, document_id: str) -> Mask:
    mask = np.zeros(segment.count, np.bool_)
    number = segment.find(document_id)
    if number is not None:
        mask[number] = True
    return mask


def _in_language(segment: OpenSegment, language: str) -> Mask:
    column = segment.content.columns.facets["lang"]
    codes = [
        code
        for code, value in enumerate(column.values)
        if language in {value.decode().lower(), value.decode().lower().split("-")[0]}
    ]
    mask = np.zeros(segment.count, np.bool_)
    mask[segment.facet_documents("lang")[np.isin(column.codes, codes)]] = True
    return mask & segment.live
