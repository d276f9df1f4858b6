"""Evaluates a query tree: which documents match, and how well.

A word is the union of its forms, in every field asked for. Its score in a document is BM25F
(Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004): the
field-weighted, length-normalised frequencies are summed before saturation, and a word has one
document frequency. A phrase scores like one word that occurs as often as the phrase does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any as AnyType

from indexer import analysis
from indexer.engine.base import Kind, Scope
from indexer.engine.whoosh.schema import (
    PHOTO_QUERY_FIELDS,
    PHOTO_SCHEMA,
    PHOTO_WEIGHTS,
    STORY_QUERY_FIELDS,
    FormsField,
    extra_field,
    story_schema,
    story_weights,
)
from indexer.engine.whoosh.snapshot import DocumentIndex, Snapshot
from indexer.engine.whoosh.vocabulary import Vocabulary
from indexer.query.nodes import All, Any, Everything, InField, Node, Not, Phrase, Words
from indexer.snippets import Pattern

K1 = 1.2
B = 0.75
STORY_SHARE = 0.3
"""What a match in its story counts for a photo, beside a match in its caption."""

Matches = dict[int, float]
"""Document number -> score."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked in a hit.

    Attributes:
        field: Field of the query language it was looked for in; None for any.
        pattern: The forms, one set a position.
    """

    field: str | None
    pattern: Pattern


class Executor:
    """Evaluates query trees on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        documents = snapshot.stories.documents.values()
        self._languages = sorted({lang for d in documents for lang in d.facets.get("lang", ())})
        self._vocabularies: dict[Kind, Vocabulary] = {}
        self._extras = snapshot.generation.extras
        self._story_weights = story_weights(self._extras)
        # Of a photo's story not the captions of its neighbours.
        self._story_alone_weights = {
            name: weight for name, weight in self._story_weights.items() if name != "caption"
        }

    def match(self, node: Node, kind: Kind, scope: Scope) -> Matches:
        """The documents of that kind that match, with scores."""
        match node:
            case Everything():
                return dict.fromkeys(self._index(kind).documents, 0.0)
            case Words() | Phrase():
                return self._match_leaf(node, kind, scope)
            case InField(field, leaf):
                return self._match_field(field, leaf, kind)
            case Any(nodes):
                return _add(self.match(n, kind, scope) for n in nodes)
            case All(nodes):
                return self._match_all(nodes, kind, scope)
            case Not():
                return self._match_all((Everything(), node), kind, scope)

    def wanted(self, node: Node, kind: Kind) -> list[Wanted]:
        """What to mark in the hits of a query: its words and phrases, never excluded ones."""
        match node:
            case Words() | Phrase():
                return [Wanted(None, self._pattern(node, kind))]
            case InField(field, leaf):
                return [Wanted(field, self._pattern(leaf, kind))]
            case All(nodes) | Any(nodes):
                return [w for n in nodes for w in self.wanted(n, kind)]
            case _:
                return []

    def other_forms(self, text: str, kind: Kind) -> list[str]:
        """Further forms under which a typed word is found, most frequent first."""
        tokens = analysis.query_tokens(text)
        if len(tokens) != 1 or tokens[0].unspaced:
            return []
        vocabulary = self._vocabulary(kind)
        others = [
            (vocabulary.frequency(form), form)
            for form in vocabulary.forms_of(tokens[0]) - {tokens[0].form}
        ]
        return [form for count, form in sorted(others, key=lambda o: (-o[0], o[1])) if count]

    def _match_all(self, nodes: Iterable[Node], kind: Kind, scope: Scope) -> Matches:
        matches: Matches | None = None
        unwanted: set[int] = set()
        for node in nodes:
            if isinstance(node, Not):
                unwanted.update(self.match(node.node, kind, scope))
                continue
            found = self.match(node, kind, scope)
            if matches is None:
                matches = found
            else:
                matches = {n: matches[n] + found[n] for n in matches.keys() & found.keys()}
        return {n: score for n, score in (matches or {}).items() if n not in unwanted}

    def _match_leaf(self, leaf: Words | Phrase, kind: Kind, scope: Scope) -> Matches:
        if kind is Kind.STORIES:
            return self._score(Kind.STORIES, leaf, self._story_weights)
        if scope is Scope.STORY:
            in_caption = self._score(Kind.PHOTOS, leaf, PHOTO_WEIGHTS[Scope.CAPTION])
            in_story = self._score(Kind.STORIES, leaf, self._story_alone_weights)
            return _add((in_caption, self._photos_of(in_story, STORY_SHARE)))
        return self._score(Kind.PHOTOS, leaf, PHOTO_WEIGHTS[scope])

    def _match_field(self, field: str, leaf: Words | Phrase, kind: Kind) -> Matches:
        if field in {"id", "lang"}:
            return self._match_value(field, leaf.text.lower(), kind)
        if kind is Kind.PHOTOS and field in PHOTO_QUERY_FIELDS:
            return self._score(kind, leaf, dict.fromkeys(PHOTO_QUERY_FIELDS[field], 1.0))
        names = STORY_QUERY_FIELDS.get(field) or (extra_field(field),)
        matches = self._score(Kind.STORIES, leaf, dict.fromkeys(names, 1.0))
        return matches if kind is Kind.STORIES else self._photos_of(matches)

    def _match_value(self, field: str, value: str, kind: Kind) -> Matches:
        documents = self._snapshot.stories.documents
        if field == "lang":
            stories = {
                number: 0.0
                for number, document in documents.items()
                for lang in document.facets.get("lang", ())
                if value in {lang.lower(), lang.lower().split("-")[0]}
            }
            return stories if kind is Kind.STORIES else self._photos_of(stories)
        return {
            number: 0.0
            for number, document in self._index(kind).documents.items()
            if document.id.lower() == value
        }

    def _photos_of(self, stories: Matches, share: float = 1.0) -> Matches:
        return {
            photo: score * share
            for story, score in stories.items()
            for photo in self._snapshot.photos_by_story.get(
                self._snapshot.stories.documents[story].id, ()
            )
        }

    def _score(self, kind: Kind, leaf: Words | Phrase, weights: Mapping[str, float]) -> Matches:
        """BM25F of a word or phrase over the weighted fields."""
        index = self._index(kind)
        pattern = self._pattern(leaf, kind)
        weighted: defaultdict[int, float] = defaultdict(float)
        for field, weight in weights.items():
            average = index.average_length(field)
            for document, (frequency, length) in _occurrences(index, field, pattern).items():
                norm = 1 - B + B * length / average
                weighted[document] += weight * frequency / norm
        count, total = len(weighted), len(index.documents)
        idf = math.log(1 + (total - count + 0.5) / (count + 0.5))
        return {n: idf * (K1 + 1) * tf / (K1 + tf) for n, tf in weighted.items()}

    def _pattern(self, leaf: Words | Phrase, kind: Kind) -> Pattern:
        tokens = analysis.query_tokens(leaf.text)
        exact = isinstance(leaf, Phrase)
        vocabulary = self._vocabulary(kind)
        return tuple(
            frozenset((token.form,)) if exact and not token.unspaced else vocabulary.forms_of(token)
            for token in tokens
        )

    def _index(self, kind: Kind) -> DocumentIndex[AnyType]:
        return self._snapshot.stories if kind is Kind.STORIES else self._snapshot.photos

    def _vocabulary(self, kind: Kind) -> Vocabulary:
        if kind not in self._vocabularies:
            schema = story_schema(self._extras) if kind is Kind.STORIES else PHOTO_SCHEMA
            fields = [name for name, field in schema.items() if isinstance(field, FormsField)]
            self._vocabularies[kind] = Vocabulary(self._index(kind), fields, self._languages)
        return self._vocabularies[kind]


def _occurrences(
    index: DocumentIndex[AnyType], field: str, pattern: Pattern
) -> dict[int, tuple[float, int]]:
    """Document -> how often the pattern occurs in the field, and the field's length."""
    if len(pattern) == 1:
        found: dict[int, tuple[float, int]] = {}
        for form in pattern[0]:
            for posting in index.postings(field, form):
                before = found.get(posting.document, (0.0, 0))[0]
                found[posting.document] = (before + posting.frequency, posting.length)
        return found
    lengths: dict[int, int] = {}
    # Where the pattern so far may have begun, document by document.
    begins: dict[int, set[int]] | None = None
    for offset, position_forms in enumerate(pattern):
        here: defaultdict[int, set[int]] = defaultdict(set)
        for form in position_forms:
            for posting in index.postings(field, form, positions=True):
                if begins is None or posting.document in begins:
                    lengths[posting.document] = posting.length
                    here[posting.document].update(p - offset for p in posting.positions)
        if begins is None:
            begins = here
        else:
            both = ((document, begins[document] & places) for document, places in here.items())
            begins = {document: places for document, places in both if places}
        if not begins:
            return {}
    return {d: (float(len(places)), lengths[d]) for d, places in (begins or {}).items()}


def _add(several: Iterable[Matches]) -> Matches:
    total: defaultdict[int, float] = defaultdict(float)
    for matches in several:
        for document, score in matches.items():
            total[document] += score
    return dict(total)
