"""Stories related to one: those that share its telling words, and those that links join to it.

The telling words of a story are those that are frequent in it and rare in the archive (tf-idf).
They are asked for as one any-word query, each weighing what it tells, and scored as any query is.
The best are then lifted by links: a story that the other links to, or is linked from, and a little
one that links to the same third. Stories of about the same time rise, and those in the same
language come first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Protocol

import numpy as np

from indexer import analysis
from indexer.engine.request import Kind, Scope, Sort
from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.matching import documents_of
from indexer.engine.whoosh.ordering import SCORE_DIGITS, Ranked, first_documents
from indexer.engine.whoosh.scoring import TreeScorer
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import MAX_SECONDS, TimeLimit
from indexer.model import Photo, Story
from indexer.query.nodes import Any, Node, Words
from indexer.query.parser import ParsedQuery
from indexer.query.stop_words import stop_words

TELLING = 20
"""Words of a story that are asked for."""

CANDIDATES = 60
"""Words of a story whose rarity is looked up, those most frequent in it."""

MIN_LETTERS = 3
"""Shorter words tell little, and numbers alone nothing; pairs of characters count as words."""

MAX_SHARE = 0.1
"""Words in more than this share of the archive are its subject, or its boilerplate."""

MIN_COMMON = 5
"""Stories that may share a word however small the archive is."""

WEIGHT_STEPS = 4
"""Weights are whole numbers; a word that stands once weighs so much."""

FIELD_COUNTS: Mapping[str, int] = {"title": 4, "headline": 2, "text": 1}
"""How often a word counts for each time it stands in the title, in description, tags and keywords,
or in the text."""

CONSIDERED = 100
"""Stories that are looked at more closely, beside those that links lead to; photos likewise."""

LINKED = 0.6
"""What a link from one story to the other adds, as a share of the best score."""

SAME_TARGET = 0.1
"""What the first third story that both link to adds likewise; further ones add less and less."""

MAX_TARGETS = 50
MAX_SOURCES = 50
"""Links of one story that are followed."""

SAME_TIME = 1.0
"""What being of the same day adds, as a share of a story's own score: the news of a time belong
together."""

SAME_TIME_DAYS = 180
"""Days after which that has become e times less."""

SAME_LANGUAGE = 2.0
"""Scores of stories in the same language count so many times."""


_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+)+(?!\d)")
"""A number that tells more than its parts, as *1.9.3*; one in the title weighs as a word there."""


class Links(Protocol):
    """Which stories link to which, see :class:`indexer.links.LinkGraph`."""

    def targets(self, story_id: str) -> tuple[str, ...]:
        """Stories that a story links to."""
        ...

    def sources(self, story_id: str) -> tuple[str, ...]:
        """Stories that link to a story."""
        ...


def related_stories(snapshot: Snapshot, story: Story, links: Links, size: int) -> list[Ranked]:
    """The stories most related to one, best first; copies and translations of it left out."""
    texts = {
        "title": (story.title,),
        "headline": (story.description, *story.tags, *story.keywords),
        "text": story.paragraphs,
    }
    query = _Query(snapshot, Kind.STORIES, _telling_words(snapshot, Kind.STORIES, story, texts))
    scores = {(hit.pair, hit.document): hit.score for hit in query.best(CONSIDERED)}
    lifts = _lifts(story.id, links)
    places = {other: place for other in lifts if (place := _find(snapshot, other)) is not None}
    for place in places.values():
        if place not in scores:
            scores[place] = query.score(*place)
    best = max(scores.values(), default=0.0) or 1.0
    scores = {place: score * _nearness(snapshot, story, *place) for place, score in scores.items()}
    for other, place in places.items():
        scores[place] += best * lifts[other]
    groups = snapshot.groups
    alike = groups.copies_of(Kind.STORIES, story.id), groups.translations_of(story.id)
    left_out = {story.id, *alike[0], *alike[1]}
    found = []
    for (pair, document), score in scores.items():
        other = snapshot.pairs[pair].stories.id_of(document)
        if other not in left_out:
            same_language = groups.language(pair, document) == story.lang.encode()
            lifted = round(score * (SAME_LANGUAGE if same_language else 1.0), SCORE_DIGITS)
            found.append((-lifted, other, Ranked(pair, document, lifted)))
    return [ranked for *_, ranked in sorted(found)[:size]]


def similar_photos(snapshot: Snapshot, story: Story, photo: Photo, size: int) -> list[Ranked]:
    """The photos whose captions are most like one's, best first.

    Those with its picture or nearly its caption are left out; of others that share one, all but the
    best.
    """
    sentences = photo.caption.sentences
    texts = {
        "title": tuple(sentence.text for sentence in sentences if not sentence.shared),
        "text": tuple(sentence.text for sentence in sentences if sentence.shared),
    }
    query = _Query(snapshot, Kind.PHOTOS, _telling_words(snapshot, Kind.PHOTOS, story, texts))
    shown = {
        photo.id,
        *snapshot.groups.copies_of(Kind.PHOTOS, photo.id),
        *snapshot.uses(photo.id),
    }
    others: list[Ranked] = []
    for hit in query.best(CONSIDERED):
        other = snapshot.pairs[hit.pair].photos.id_of(hit.document)
        if other not in shown and len(others) < size:
            others.append(hit)
            _, uses = snapshot.pictures.uses(hit.pair, hit.document)
            shown |= {*snapshot.groups.copies(Kind.PHOTOS, hit.pair, hit.document), *uses}
    return others


class _Query:
    """Telling words, asked for in an index.

    Args:
        snapshot: What is searched.
        kind: Stories or photos.
        weights: Words and what they weigh.
    """

    def __init__(self, snapshot: Snapshot, kind: Kind, weights: Mapping[str, int]) -> None:
        repeats: dict[Node, int] = {Words(word): weight for word, weight in weights.items()}
        node = Any(tuple(repeats))
        evaluation = Evaluation(
            snapshot,
            ParsedQuery((), (node,), repeats=repeats),
            kind,
            Scope.CAPTION,
            TimeLimit(MAX_SECONDS),
        )
        self._snapshot = snapshot
        self._kind = kind
        self._scorer = TreeScorer(evaluation, node)
        self._found = documents_of(
            evaluation.matches(node, number) if repeats else np.zeros(segment.count, np.bool_)
            for number, segment in enumerate(snapshot.segments(kind))
        )

    def best(self, count: int) -> list[Ranked]:
        """The documents that have most of it."""
        pairs = self._snapshot.pairs
        return first_documents(pairs, self._kind, self._found, self._scorer, Sort.RELEVANCE, count)

    def score(self, pair: int, document: int) -> float:
        """The score of one document; 0 if it has none of the words."""
        found = self._found[pair].mask
        if not found[document]:
            return 0.0
        alone = Chosen(np.array([document]), len(found))
        return self._scorer.scores(pair, alone).item()


def _telling_words(
    snapshot: Snapshot, kind: Kind, story: Story, texts: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """The words that tell most of some texts, and what they weigh."""
    stems = analysis.Stems((story.lang,))
    ignored = stop_words((story.lang,))
    written: Counter[str] = Counter()
    for name, field in texts.items():
        for form in chain.from_iterable(map(analysis.forms, field)):
            written[form] += FIELD_COUNTS[name]
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for form, count in written.items():
        if _may_tell(form) and form not in ignored:
            stem = min(stems.keys(form, stems.algorithms[0]))
            counts[stem] += count
            forms.setdefault(stem, form)
    total = snapshot.count(kind)
    told: list[tuple[float, str, float]] = []
    for stem, count in counts.most_common(CANDIDATES):
        frequency = snapshot.vocabularies[kind].count(forms[stem])
        # A word that no other has finds nothing, one that many have finds everything.
        if 1 < frequency <= max(MAX_SHARE * total, MIN_COMMON):
            weight = 1 + math.log2(count)
            told.append((-weight * math.log(total / frequency), forms[stem], weight))
    weights = {form: round(WEIGHT_STEPS * weight) for _, form, weight in sorted(told)[:TELLING]}
    once = round(WEIGHT_STEPS * (1 + math.log2(FIELD_COUNTS["title"])))
    versions = chain.from_iterable(map(_VERSION.findall, texts["title"]))
    return weights | dict.fromkeys(versions, once)


def _may_tell(form: str) -> bool:
    return (len(form) >= MIN_LETTERS and not form.lstrip(".").isdigit()) or (
        len(form) > 1 and analysis.is_pair(form)
    )


def _lifts(story_id: str, links: Links) -> dict[str, float]:
    """What links add to the scores of other stories, as a share of the best."""
    targets = links.targets(story_id)
    lifts = dict.fromkeys((*targets, *links.sources(story_id)), LINKED)
    common = Counter(
        other for target in targets[:MAX_TARGETS] for other in links.sources(target)[:MAX_SOURCES]
    )
    for other, count in common.items():
        lifts[other] = lifts.get(other, 0.0) + SAME_TARGET * math.log2(1 + count)
    lifts.pop(story_id, None)
    return lifts


def _nearness(snapshot: Snapshot, story: Story, pair: int, document: int) -> float:
    """What the score of a story is multiplied by, given when it was published."""
    day = snapshot.pairs[pair].stories.content.columns.earliest.item(document)
    if day == UNDATED or story.date.earliest is None:
        return 1.0
    return 1 + SAME_TIME * math.exp(-abs(day - story.date.earliest.toordinal()) / SAME_TIME_DAYS)


def _find(snapshot: Snapshot, story_id: str) -> tuple[int, int] | None:
    """Segment of a story, and its number there."""
    return snapshot.groups.find(Kind.STORIES, story_id)
