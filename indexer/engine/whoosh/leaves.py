"""The words and phrases of a query, looked for in an index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indexer import analysis
from indexer.engine.request import Kind, Scope
from indexer.engine.whoosh.columns import between, stemmed_by
from indexer.engine.whoosh.facet_columns import OpenColumn
from indexer.engine.whoosh.occurrences import (
    Everywhere,
    Occurrences,
    Several,
    Within,
)
from indexer.engine.whoosh.open_segment import OpenSegment, Weights
from indexer.engine.whoosh.phrase_occurrences import Longer, PhraseOccurrences
from indexer.engine.whoosh.schema import (
    PHOTO_QUERY_FIELDS,
    PHOTO_WEIGHTS,
    STORY_QUERY_FIELDS,
    extra_field,
    story_weights,
)
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.vocabulary import Terms
from indexer.engine.whoosh.word_occurrences import occurrences_of
from indexer.engine.whoosh.writings import Writing, writings_of
from indexer.extras import Extras
from indexer.query.nodes import Fuzzy, InField, Near, Phrase, Wildcard, Words
from indexer.snippets import Pattern

STORY_SHARE = 0.3
"""What a match in its story counts for a photo, beside a match in its caption."""

Leaf = Words | Phrase | Near | Wildcard | Fuzzy | InField

MIN_GAIN = math.log(2)
"""From where a word's own forms matter: its stem joins twice as many documents as have them."""


@dataclass(frozen=True, slots=True)
class Source:
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
class Found:
    """A leaf in one source, over all segments.

    Attributes:
        source: Where it was looked for.
        occurrences: One a segment.
        idf: Of the whole index.
    """

    source: Source
    occurrences: Sequence[Occurrences]
    idf: float


class Leaves:
    """Looks words and phrases up, each once.

    Args:
        snapshot: What is searched.
        kind: What is looked for.
        scope: Which text of a photo is searched.

    Attributes:
        cut: True once a wildcard or fuzzy word stood for more words than are looked for.
    """

    def __init__(self, snapshot: Snapshot, kind: Kind, scope: Scope) -> None:
        self._snapshot = snapshot
        self._kind = kind
        self._scope = scope
        self._vocabulary = snapshot.vocabularies[kind]
        self._segments = snapshot.segments(kind)
        self._found: dict[Leaf, list[Found]] = {}
        self.cut = False
        self._exact: dict[Words, Terms] = {}
        self._writings: dict[bool, dict[Leaf, list[Writing]]] = {False: {}, True: {}}
        self._forms: dict[Words, list[list[str]]] = {}

    def find(self, leaf: Leaf) -> list[Found]:
        """Where a leaf stands, by source."""
        found = self._found.get(leaf)
        if found is None:
            found = [self._look_for(leaf, source) for source in self._sources(leaf)]
            self._found[leaf] = found
        return found

    @property
    def any_found(self) -> bool:
        """True once anything was looked up."""
        return bool(self._found)

    def patterns(self, leaf: Leaf) -> Iterator[Pattern]:
        """What to mark: forms of stories and, where photos are looked for, theirs too."""
        by_text: dict[str, list[set[str]]] = {}
        for kind in sorted({Kind.STORIES, self._kind}):
            for writing in self.writings(leaf, kind):
                forms = by_text.setdefault(writing.text, [set() for _ in writing.slots])
                for found, slot in zip(forms, writing.slots, strict=True):
                    found.update(self._snapshot.vocabularies[kind].texts(slot))
                if isinstance(bare(leaf), Words | Phrase):
                    # The terms of a character are pairs; only the character is what was asked for.
                    for found, token in zip(
                        forms, analysis.query_tokens(writing.text), strict=True
                    ):
                        if token.unspaced and len(token.form) == 1 and found:
                            found.add(token.form)
        for slots in by_text.values():
            yield from _patterns(bare(leaf), tuple(map(frozenset, slots)))

    def exactly(self, word: Words) -> Terms:
        """The term that is a word in the form typed, if it is one word and there is such a term."""
        exact = self._exact.get(word)
        if exact is None:
            token, *more = analysis.query_tokens(word.text)
            if more:
                exact = tuple(() for _ in self._snapshot.pairs)
            elif token.unspaced:
                exact = self._vocabulary.exactly(token)
            else:
                # The form is among those of the word, which are told in the reading anyway.
                (terms,) = self.writings(word, self._kind)[0].slots
                exact = tuple(
                    (here[forms.index(token.form)],) if token.form in forms else ()
                    for here, forms in zip(terms, self._forms_of(word), strict=True)
                )
            self._exact[word] = exact
        return exact

    def own_forms(self, word: Words) -> Terms:
        """The terms that are a word in the form typed, or an inflection of that.

        None where no document has the form typed, and none in languages whose inflections are not
        known.
        """
        token, *more = analysis.query_tokens(word.text)
        if more or not any(self.exactly(word)) or "english" not in self._vocabulary.algorithms:
            return tuple(() for _ in self._snapshot.pairs)
        (terms,) = self.writings(word, self._kind)[0].slots
        return tuple(
            tuple(
                term
                for term, form in zip(here, forms, strict=True)
                if analysis.inflect_alike(token.form, form)
            )
            for here, forms in zip(terms, self._forms_of(word), strict=True)
        )

    def all_forms(self, word: Words) -> Terms:
        """The terms that are forms of a word by any language; none where it is several words."""
        written = [w.slots[0] for w in self.writings(word, self._kind) if len(w.slots) == 1]
        return tuple(
            tuple(sorted({term for terms in written for term in terms[number]}))
            for number in range(len(self._snapshot.pairs))
        )

    def gain(self, word: Words) -> float:
        """How much more a word tells by its own forms than by all that its stem joins.

        Returns:
            The difference of their inverse document frequencies; 0 where it is surely less than
            matters.
        """
        terms, *more = self.writings(word, self._kind)[0].slots
        if more or max(map(len, terms), default=0) <= 1:  # nothing is joined
            return 0.0
        joined, typed = self._most(terms), self._most(self.exactly(word))
        # Its own forms are at least the one typed, which mostly has most of the documents.
        if not typed or _told_more(typed, joined) < MIN_GAIN:
            return 0.0
        own = self._most(self.own_forms(word))
        return _told_more(own, joined) if own else 0.0

    def telling_forms(self, word: Words) -> frozenset[str]:
        """A word's own forms, where they tell much more than all that its stem joins."""
        if self.gain(word) < MIN_GAIN:
            return frozenset()
        return frozenset(self._vocabulary.texts(self.own_forms(word)))

    def _most(self, terms: Terms) -> int:
        """How many documents hold any of some terms at most."""
        count = 0
        for segment, here in zip(self._segments, terms, strict=True):
            if here:
                count += sum(segment.document_frequencies(here))
        return min(count, self._snapshot.count(self._kind))

    def _idf(self, count: int, kind: Kind) -> float:
        """How much it tells that something stands in a document, given in how many it does."""
        total = self._snapshot.count(kind)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    def _forms_of(self, word: Words) -> list[list[str]]:
        """The forms of a word as typed that each segment has, in the order of their terms."""
        forms = self._forms.get(word)
        if forms is None:
            (terms,) = self.writings(word, self._kind)[0].slots
            forms = self._forms[word] = self._vocabulary.forms(terms)
        return forms

    def stands_exactly(self, word: Words, segment: int, documents: Integers) -> Mask:
        """Whether stories, which are few, have a word in the form typed; one a document given."""
        exact = self.exactly(word)[segment]
        if not exact:
            return np.zeros(len(documents), np.bool_)
        return self._snapshot.segments(self._kind)[segment].holds(exact[0], documents)

    def other_forms(self, leaf: Leaf) -> list[str]:
        """Further forms under which a word is found, most frequent first."""
        node = bare(leaf)
        if not isinstance(node, Words | Wildcard | Fuzzy):
            return []
        typed = analysis.query_tokens(node.pattern if isinstance(node, Wildcard) else node.text)
        if len(typed) != 1 or typed[0].unspaced:
            return []
        writings = self.writings(leaf, self._kind)
        if isinstance(leaf, Words) and len(writings) == 1:
            (terms,) = writings[0].slots
            told = self._vocabulary.counted(terms, self._forms_of(leaf))
            told.pop(typed[0].form, None)
            return sorted(told, key=lambda form: (-told[form], form))
        counts: Counter[str] = Counter()
        # Names that mean the same are told by themselves.
        respelt = isinstance(node, Words) and not node.others
        for writing in writings:
            if writing.text == writings[0].text or (respelt and len(writing.slots) == 1):
                (terms,) = writing.slots
                among = self._stemmed_by(writing.algorithm)
                counts.update(self._vocabulary.frequencies(terms, among))
        counts.pop(typed[0].form, None)
        return sorted(counts, key=lambda form: (-counts[form], form))

    def writings(self, leaf: Leaf, kind: Kind) -> list[Writing]:
        """The ways in which a leaf may be written in stories or photos, what was typed first."""
        known = self._writings[kind is self._kind]
        writings = known.get(leaf)
        if writings is None:
            writings = list(writings_of(bare(leaf), self._snapshot.vocabularies[kind]))
            self.cut |= any(writing.cut for writing in writings)
            known[leaf] = writings
        return writings

    def _look_for(self, leaf: Leaf, source: Source) -> Found:
        segments = self._snapshot.segments(source.kind)
        if isinstance(leaf, InField) and leaf.field in {"id", "story", "lang"}:
            find = _in_language if leaf.field == "lang" else _with_id
            value = _text_of(leaf.node).lower()
            return Found(source, [Everywhere(find(segment, value)) for segment in segments], 0.0)
        occurrences = self._occurrences(leaf, source, segments)
        count = sum([int(np.count_nonzero(o.mask)) for o in occurrences])
        return Found(source, occurrences, self._idf(count, source.kind))

    def _occurrences(
        self, leaf: Leaf, source: Source, segments: Sequence[OpenSegment]
    ) -> list[Occurrences]:
        """Where a leaf stands in each segment."""
        writings = self.writings(leaf, source.kind)
        node = bare(leaf)
        distance = node.distance if isinstance(node, Near) else None
        plain = len(writings) == 1 and writings[0].is_plain  # as most are
        if plain and not self._may_be_longer(writings[0], source.kind):
            (terms,) = writings[0].slots
            return [
                occurrences_of(segment, here, source.weights, usual=source.usual)
                if here
                else Everywhere(np.zeros(segment.count, np.bool_))
                for segment, here in zip(segments, terms, strict=True)
            ]
        occurrences: list[Occurrences] = []
        for number, segment in enumerate(segments):
            found = [
                self._limit(
                    _occurrences(
                        segment,
                        [s[number] for s in writing.slots],
                        source,
                        distance,
                        self.longer(leaf, writing, source.kind, number),
                    ),
                    writing,
                    source.kind,
                    number,
                )
                for writing in writings
                if all(slot[number] for slot in writing.slots)
            ]
            if not found:
                occurrences.append(Everywhere(np.zeros(segment.count, np.bool_)))
            else:
                occurrences.append(found[0] if len(found) == 1 else Several(found))
        return occurrences

    def longer(self, leaf: Leaf, writing: Writing, kind: Kind, segment: int) -> Longer | None:
        """What does not count of where a writing stands: of *won* where it is *won't*."""
        *before, last = (slot[segment] for slot in writing.slots)
        vocabulary = self._snapshot.vocabularies[kind]
        cut, rest = vocabulary.before_not[segment].intersection(last), vocabulary.not_left[segment]
        if not (cut and rest and isinstance(bare(leaf), Words | Phrase)):
            return None
        # In Dutch, *'t* is a word of its own.
        dutch = stemmed_by(self._snapshot.pairs[segment], kind, "dutch")
        return Longer([*before, sorted(cut), rest], ~dutch)

    def _may_be_longer(self, writing: Writing, kind: Kind) -> bool:
        """True if any of its last terms may be left of a word written with *not*."""
        before_not = self._snapshot.vocabularies[kind].before_not
        return not all(map(frozenset.isdisjoint, before_not, writing.slots[-1]))

    def _limit(
        self, occurrences: Occurrences, writing: Writing, kind: Kind, segment: int
    ) -> Occurrences:
        """Where a writing counts, of where it stands."""
        pair = self._snapshot.pairs[segment]
        if writing.days is not None:
            occurrences = Within(occurrences, between(pair, kind, writing.days))
        if writing.algorithm is not None:
            occurrences = Within(occurrences, stemmed_by(pair, kind, writing.algorithm))
        return occurrences

    def _stemmed_by(self, algorithm: str | None) -> list[Mask] | None:
        if algorithm is None:
            return None
        return [stemmed_by(pair, self._kind, algorithm) for pair in self._snapshot.pairs]

    def _sources(self, leaf: Leaf) -> list[Source]:
        if isinstance(leaf, InField):
            return [self._source_of_field(leaf.field)]
        return _usual_sources(self._snapshot.generation.extras, self._kind, self._scope)

    def _source_of_field(self, field: str) -> Source:
        if field == "id":
            return Source(self._kind, ())
        if field in {"lang", "story"}:
            return Source(Kind.STORIES, ())
        if self._kind is Kind.PHOTOS and field in PHOTO_QUERY_FIELDS:
            kind, names = Kind.PHOTOS, PHOTO_QUERY_FIELDS[field]
        else:
            kind, names = Kind.STORIES, STORY_QUERY_FIELDS.get(field) or (extra_field(field),)
        return Source(kind, tuple((name, 1.0) for name in names))


@lru_cache(maxsize=64)
def _usual_sources(extras: Extras, kind: Kind, scope: Scope) -> list[Source]:
    """Where what is typed without a field is looked for."""
    weights = story_weights(extras)
    if kind is Kind.STORIES:
        return [Source(Kind.STORIES, tuple(weights.items()), usual=True)]
    if scope is Scope.OWN:
        return [Source(Kind.PHOTOS, tuple(PHOTO_WEIGHTS[Scope.OWN].items()))]
    caption = tuple(PHOTO_WEIGHTS[Scope.CAPTION].items())
    sources = [Source(Kind.PHOTOS, caption, usual=True)]
    if scope is Scope.STORY:
        # Of a photo's story not the captions of its neighbours.
        alone = tuple(item for item in weights.items() if item[0] != "caption")
        sources.append(Source(Kind.STORIES, alone, STORY_SHARE))
    return sources


def _told_more(some: int, several: int) -> float:
    """The difference of their inverse document frequencies, in which no total is left."""
    return math.log((several + 0.5) / (some + 0.5))


def bare(leaf: Leaf) -> Words | Phrase | Near | Wildcard | Fuzzy:
    """A leaf without the field it is looked for in."""
    return leaf.node if isinstance(leaf, InField) else leaf


def _patterns(node: Words | Phrase | Near | Wildcard | Fuzzy, slots: Pattern) -> Iterator[Pattern]:
    """What to mark, given the forms of each word."""
    if isinstance(node, Near):
        yield from ((slot,) for slot in slots)
    elif all(slots):
        yield slots
    if not isinstance(node, Words | Phrase):
        # Of *won't*, too, where its *won* counts.
        for slot in slots:
            if before_not := slot & analysis.BEFORE_NOT:
                yield before_not, frozenset({"t"})


def _text_of(node: Words | Phrase | Near | Wildcard | Fuzzy) -> str:
    return node.pattern if isinstance(node, Wildcard) else node.text


def _occurrences(
    segment: OpenSegment,
    slots: Sequence[Sequence[int]],
    source: Source,
    distance: int | None,
    longer: Longer | None,
) -> Occurrences:
    if len(slots) == 1 and longer is None:
        return occurrences_of(segment, slots[0], source.weights, usual=source.usual)
    return PhraseOccurrences(segment, slots, source.weights, distance, longer)


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
    mask[OpenColumn(column).documents_of(np.flatnonzero(np.isin(column.codes, codes)))] = True
    return mask & segment.live
