"""Suggests while somebody types: titles, names, places, categories, tags, keywords, phrases.

Each segment finds what was typed among its own texts; what is found is gathered by facet, ordered
by how many documents that still count have it, and only what may be shown is looked at closely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from urllib.parse import quote

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.results import Suggested, Suggestion
from indexer.engine.whoosh.facet_lists import FacetCounts
from indexer.engine.whoosh.facets import Facets
from indexer.engine.whoosh.matching import documents_of
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.segments.arrays import Array, Integers, Mask, different
from indexer.engine.whoosh.segments.suggestions import SUGGESTED_FACETS
from indexer.engine.whoosh.segments.texts import Places, TextTable, TypedWord
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.typed import mark, read_typed, respaced, words_in
from indexer.engine.whoosh.written import as_written
from indexer.query.chinese import chinese_writings

_GROUPS = 3
"""Values of facets, phrases and titles."""

_KINDS = {
    "author": Suggested.PERSON,
    "photographer": Suggested.PERSON,
    "agency": Suggested.AGENCY,
    "place": Suggested.PLACE,
    "category": Suggested.CATEGORY,
    "tag": Suggested.TAG,
    "keyword": Suggested.KEYWORD,
}
_ORDER = tuple(Suggested)

_LOOKED_AT = 3
"""How many times as many phrases are looked at as may be shown, since some turn out to be none."""

_READ = 3
"""Documents read to see how a phrase is written."""

Words = tuple[str, ...]
"""The words of a phrase as the index has them."""

Place = tuple[int, int]
"""A segment and a document in it."""

Typed = Sequence[TypedWord]
"""What was typed, word by word."""

Find = Callable[[TextTable], Iterable[Places]]
"""Looks among texts for what was typed, in one way or several."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may be suggested.

    Attributes:
        kind: What it is.
        text: As shown.
        leading: True if it begins with what was typed.
        count: Documents.
        facet: Of a value.
        story_id: Of a title.
    """

    kind: Suggested
    text: str
    leading: bool
    count: int
    facet: str | None = None
    story_id: str | None = None

    @property
    def key(self) -> str:
        """The same for texts that differ in case, accents and punctuation only."""
        return " ".join(word for word, _, _ in words_in(self.text))

    @property
    def group(self) -> str:
        """Whether it is the value of a facet, a phrase or a title."""
        return "value" if self.facet else self.kind


class Suggester:
    """Suggestions from one generation. Safe to use from several threads.

    Args:
        snapshot: The generation.
        facets: Its facets.
    """

    def __init__(self, snapshot: Snapshot, facets: Facets) -> None:
        self._snapshot = snapshot
        self._facets = facets
        self._totals: dict[tuple[Kind, str], FacetCounts] = {}
        self._phrases_written: dict[tuple[Kind, Words], str | None] = {}

    def suggest(self, text: str, kind: Kind, size: int) -> tuple[Suggestion, ...]:
        """What somebody who has typed so much may mean; see :meth:`Engine.suggest`."""
        typed, *others = map(read_typed, chinese_writings(text))
        if not typed:
            return ()
        for several, find in _ways(typed, others):
            if found := self._gather(find, kind, size):
                return tuple(_suggestion(candidate, several) for candidate in found)
        return ()

    def _gather(self, find: Find, kind: Kind, size: int) -> list[_Candidate]:
        """The best of what is found, best first."""
        share = -(-size // _GROUPS)
        candidates = list(self._values(find, kind, size))
        candidates += self._phrases(find, kind, size)
        if kind is Kind.STORIES:
            wanted = max(share, size - len(candidates))
            candidates += islice(self._titles(find, size), wanted)
        return _choose(candidates, size, share)

    def _values(self, find: Find, kind: Kind, size: int) -> Iterator[_Candidate]:
        """Values of facets, of each the most frequent."""
        found: dict[str, list[tuple[Integers, Mask]]] = {}
        for number, segment in enumerate(self._snapshot.suggestions):
            firsts = segment.first_values.tolist()
            for places in find(segment.values):
                texts = segment.values.texts_at(places.starts)
                for at, facet in enumerate(SUGGESTED_FACETS):
                    inside = (texts >= firsts[at]) & (texts < firsts[at + 1])
                    if inside.any():
                        numbers = self._facets.numbers(kind, facet, number)
                        numbers = numbers[texts[inside] - firsts[at]]
                        found.setdefault(facet, []).append((numbers, places.leading[inside]))
        for facet, parts in found.items():
            totals = self._count_all(kind, facet)
            begun, leading = np.zeros((2, len(totals.names)), np.bool_)
            for numbers, leads in parts:
                begun[numbers] = True
                leading[numbers[leads]] = True
            chosen = np.flatnonzero(begun & (totals.counts > 0))
            chosen = chosen[_best(leading[chosen], totals.counts[chosen], size)]
            for value in chosen.tolist():
                yield _Candidate(
                    _KINDS[facet],
                    totals.names[value],
                    bool(leading[value]),
                    totals.counts.item(value),
                    facet=facet,
                )

    def _phrases(self, find: Find, kind: Kind, size: int) -> Iterator[_Candidate]:
        """Phrases, the most frequent of each segment, as texts write them.

        Counting them would be a search each; those that count are told by the documents kept.
        """
        counts: dict[Words, float] = {}
        witnesses: dict[Words, list[Place]] = {}
        leading: set[Words] = set()
        for number, (opened, segment) in enumerate(
            zip(self._snapshot.segments(kind), self._snapshot.suggestions, strict=True)
        ):
            known = segment.photo_phrases if kind is Kind.PHOTOS else segment.story_phrases
            phrases, leads = _texts(known.texts, find)
            alive = opened.live[known.witnesses[phrases]]
            weights = known.counts[phrases] * alive.mean(1)
            for at in _best(leads, np.ceil(weights), _LOOKED_AT * size).tolist():
                terms = known.terms(int(phrases[at]))
                words = tuple(opened.content.terms[term].decode() for term in terms)
                counts[words] = counts.get(words, 0.0) + weights.item(at)
                those = different(known.witnesses[phrases[at]][alive[at]])
                witnesses.setdefault(words, []).extend((number, n) for n in those.tolist())
                if leads[at]:
                    leading.add(words)
        ranked = sorted(counts, key=lambda words: (words not in leading, -counts[words], words))
        written = ((words, self._written(kind, words, witnesses[words])) for words in ranked)
        for words, text in islice(((words, text) for words, text in written if text), size):
            count = max(round(counts[words]), 1)
            yield _Candidate(Suggested.PHRASE, text, words in leading, count)

    def _written(self, kind: Kind, words: Words, witnesses: Sequence[Place]) -> str | None:
        """A phrase as some documents write it; None if they write it as none, or have it no more.

        Reading them takes longer than finding the phrase, and the next letter finds it again.
        """
        if not witnesses:
            return None
        if (kind, words) not in self._phrases_written:
            texts = (
                text
                for segment, document in witnesses[:_READ]
                for text in self._texts_of(kind, self._snapshot.pairs[segment], document)
            )
            self._phrases_written[kind, words] = as_written(texts, words)
        return self._phrases_written[kind, words]

    def _texts_of(self, kind: Kind, pair: SegmentPair, document: int) -> Iterator[str]:
        """The texts of a document that phrases are taken from."""
        if kind is Kind.PHOTOS:
            yield self._snapshot.photo_at(pair, document)[1].caption.text
            return
        stored = self._snapshot.listed_at(pair, document)
        yield stored.title
        yield stored.listed.description
        yield from stored.listed.paragraphs
        yield from (photo.caption.text for photo in stored.listed.photos)

    def _titles(self, find: Find, size: int) -> Iterator[_Candidate]:
        """Titles of stories, the newest first."""
        shown: set[int] = set()
        for inside, _, number, document in sorted(self._newest(find, size)):
            digest = self._snapshot.suggestions[number].title_digests[document]
            if digest not in shown:
                shown.add(digest)
                story = self._snapshot.story_at(self._snapshot.pairs[number], document)
                count = self._count_title(digest)
                yield _Candidate(Suggested.TITLE, story.title, not inside, count, story_id=story.id)

    def _newest(self, find: Find, size: int) -> Iterator[tuple[bool, int, int, int]]:
        """Yields stories by title as (not leading, minus its day, segment, document)."""
        for number, (pair, segment) in enumerate(
            zip(self._snapshot.pairs, self._snapshot.suggestions, strict=True)
        ):
            for places in find(segment.titles):
                for leads in (True, False):
                    stories = segment.titles.texts_at(places.starts[places.leading == leads])
                    stories = stories[pair.stories.live[stories]]
                    days = pair.stories.content.columns.earliest[stories]
                    # Twice as many, because some titles are the same.
                    best = _best(np.zeros(len(days), np.bool_), days, 2 * size)
                    for at in best.tolist():
                        yield not leads, -days.item(at), number, stories.item(at)
                    if len(best) >= size:
                        break

    def _count_title(self, digest: int) -> int:
        """Stories with a title."""
        pairs = zip(self._snapshot.pairs, self._snapshot.suggestions, strict=True)
        return sum(
            int(np.count_nonzero((segment.title_digests == digest) & pair.stories.live))
            for pair, segment in pairs
        )

    def _count_all(self, kind: Kind, facet: str) -> FacetCounts:
        """How many documents have each value of a facet."""
        totals = self._totals.get((kind, facet))
        if totals is None:
            live = [segment.live for segment in self._snapshot.segments(kind)]
            counted = self._facets.filtering(kind, {}, {}).count(live, documents_of(live), (facet,))
            totals = counted[facet]
            self._totals[kind, facet] = totals
        return totals


def _ways(typed: Typed, others: Sequence[Typed]) -> Iterator[tuple[Sequence[Typed], Find]]:
    """Ways to look for what was typed, and what is meant by them; the first that finds counts."""
    written = (typed, *others)
    yield written, lambda table: [table.find(words) for words in written]
    for words in respaced(typed):
        yield (words,), partial(_find, words)
    yield (typed,), lambda table: table.find_mistyped(typed)
    yield (typed,), lambda table: table.find_but_first(typed)


def _find(typed: Typed, table: TextTable) -> Iterable[Places]:
    return (table.find(typed),)


def _suggestion(candidate: _Candidate, several: Sequence[Typed]) -> Suggestion:
    return Suggestion(
        text=candidate.text,
        kind=candidate.kind,
        count=candidate.count,
        runs=mark(candidate.text, several),
        facet=candidate.facet,
        id=candidate.story_id,
        url=f"/story/{quote(candidate.story_id)}" if candidate.story_id else None,
    )


def _texts(table: TextTable, find: Find) -> tuple[Integers, Mask]:
    """The texts in which something is found, each once, and which of them begin with it."""
    found = [(table.texts_at(places.starts), places.leading) for places in find(table)]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    texts = np.concatenate([texts for texts, _ in found])
    leading = np.concatenate([leading for _, leading in found])
    once = different(texts)
    return once, np.isin(once, texts[leading])


def _best(leading: Mask, weights: Array, size: int) -> Integers:
    """The numbers of so many of the leading and the heaviest, in no order."""
    if len(weights) <= size:
        return np.arange(len(weights))
    scores = weights.astype(np.int64) + leading * (int(weights.max()) + 1)
    best: Integers = np.argpartition(scores, len(scores) - size)[len(scores) - size :]
    return best


def _choose(candidates: Sequence[_Candidate], size: int, share: int) -> list[_Candidate]:
    """As many as there are places, best first, none twice.

    Values, phrases and titles have the same share of the places, or titles, of which there is
    mostly one each, would never be shown; what one group leaves free, the others fill.
    """
    best: dict[str, _Candidate] = {}
    # A value is more than a phrase and leads to more than a title.
    order = ("value", Suggested.PHRASE, Suggested.TITLE)
    for candidate in sorted(candidates, key=lambda c: (order.index(c.group), -c.count, c.text)):
        best.setdefault(candidate.key, candidate)
    ranked = sorted(best.values(), key=lambda c: (not c.leading, -c.count, _ORDER.index(c.kind)))
    taken: dict[str, int] = {}
    first: list[_Candidate] = []
    rest: list[_Candidate] = []
    for candidate in ranked:
        taken[candidate.group] = taken.get(candidate.group, 0) + 1
        (first if taken[candidate.group] <= share else rest).append(candidate)
    chosen = [*first, *rest][:size]
    return [candidate for candidate in ranked if candidate in chosen]
