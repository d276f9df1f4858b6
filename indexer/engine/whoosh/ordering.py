"""The order of hits, and the first of them without sorting the rest."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.request import SORTS_OF_PHOTOS, Kind, Sort
from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.matching import Documents, numbers_of, total_of
from indexer.engine.whoosh.occurrences import GROUP
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.peaks import members_of, peaks_of
from indexer.engine.whoosh.segments.arrays import Floats, Integers
from indexer.engine.whoosh.segments.content import UNDATED

SCORE_DIGITS = 6
"""Scores that differ by less are equal, so that rounding errors never decide an order.

Of scores that all stay below 1, as those of a word that every document has, so many digits count
from the first one on that the highest can have."""

LIFTED = 30
"""So many of the best are looked at more closely, whatever page is asked for: pages agree."""

_NEVER = 1 << 62
"""Stands for the day of what is undated, which comes last."""

_OLDEST_FIRST = frozenset({Sort.OLDEST, Sort.TAKEN_OLDEST})

_GROUP = 64
_AHEAD = 2
_LARGE = 8
"""One document in so many is a large part of them."""

_MANY = 12
"""From how many documents for each one asked for on bounds are worth their while."""


class Scorer(Protocol):
    """Scores documents of a segment, given its number."""

    @property
    def most(self) -> float:
        """What no score exceeds before it is lifted."""
        ...

    def scores(self, segment: int, chosen: Chosen, /) -> Floats:
        """Scores."""
        ...

    def bounds(self, segment: int, chosen: Chosen, /) -> Floats:
        """What scores do not exceed, found more quickly where there are many documents."""
        ...

    def peaks(self, segment: int, /) -> Floats | None:
        """What scores in each group of documents do not exceed; None if bounds are as quick."""
        ...

    def floors(self, segment: int, chosen: Chosen, /) -> Floats:
        """What scores are at least, where there are peaks; found more quickly than scores."""
        ...

    def telling(self, segment: int, /) -> Integers | None:
        """Documents that are looked at closely wherever they stand, ascending; None for none."""
        ...

    def lifts(self, segment: int, chosen: Chosen, /) -> Floats:
        """What the scores of the best documents are multiplied by, at least 1."""
        ...


class Ranked(NamedTuple):
    """A document on a page of results.

    Attributes:
        pair: Number of its segment.
        document: Its number in it.
        score: Higher is better; 0 if the order is another.
    """

    pair: int
    document: int
    score: float


def first_documents(  # noqa: PLR0913, PLR0917 - what an order depends on
    pairs: Sequence[SegmentPair],
    kind: Kind,
    found: Sequence[Documents],
    scorer: Scorer,
    order: Sort,
    count: int,
) -> list[Ranked]:
    """The first documents in an order.

    Ties of score go by date, newest first, then by id; what is undated comes last in any order by
    date. Photos taken on one day go by the date of their stories, and those of one story stay in
    its order.

    Args:
        pairs: The segments.
        kind: Stories or photos.
        found: The documents to order, of each segment.
        scorer: Gives the scores.
        order: By relevance, or newest or oldest first.
        count: How many are asked for.
    """
    oldest_first = order in _OLDEST_FIRST
    digits = digits_of(scorer.most)
    candidates = _find(pairs, found, scorer, order, max(count, LIFTED))
    keyed: list[tuple[tuple[float, bool, int], str, int, Ranked]] = []
    for candidate in candidates:
        pair = pairs[candidate.pair]
        documents = candidate.documents
        stories = documents if kind is Kind.STORIES else pair.photos.parents[documents]
        ranks = pair.stories.oldest_ranks if oldest_first else pair.stories.newest_ranks
        first = _first(candidate.scores, ranks, stories, documents, count, digits)
        days = pair.stories.content.columns.earliest.take(stories.take(first)).tolist()
        shown = documents.take(first).tolist()
        scores = candidate.scores.take(first).tolist()
        for document, day, exact in zip(shown, days, scores, strict=True):
            score = round(exact, digits)
            key = (-score, day == UNDATED, day if oldest_first else -day)
            shown_score = score if order is Sort.RELEVANCE else 0.0
            keyed.append((key, "", document, Ranked(candidate.pair, document, shown_score)))
    if len({key for key, *_ in keyed}) < len(keyed):
        keyed = [
            (key, _story_id(pairs[ranked.pair], kind, document), document, ranked)
            for key, _, document, ranked in keyed
        ]
    return [ranked for *_, ranked in sorted(keyed)[:count]]


def place_of(  # noqa: PLR0913, PLR0917 - as above
    pairs: Sequence[SegmentPair],
    kind: Kind,
    found: Sequence[Documents],
    scorer: Scorer,
    order: Sort,
    pair: int,
    document: int,
) -> tuple[int, float]:
    """The place of one of the documents in an order, from 1, and its score.

    Args:
        pairs: The segments.
        kind: Stories or photos.
        found: The documents that are ordered, of each segment.
        scorer: Gives the scores.
        order: By relevance, or newest or oldest first.
        pair: Number of the document's segment.
        document: Its number in that.
    """
    everything = _find(pairs, found, scorer, order, total_of(found))
    digits = digits_of(scorer.most)
    keys = [_order_keys(one, pairs[one.pair], kind, order, digits) for one in everything]
    own_segment = next(n for n, one in enumerate(everything) if one.pair == pair)
    own = int(everything[own_segment].documents.searchsorted(document))
    own_keys = [key.item(own) for key in keys[own_segment]]
    own_name = _name(everything[own_segment], own, pairs, kind)
    before = 0
    for one, (scores, days) in zip(everything, keys, strict=True):
        ties = scores == own_keys[0]
        before += int(np.count_nonzero(scores < own_keys[0]))
        before += int(np.count_nonzero(ties & (days < own_keys[1])))
        alike = np.flatnonzero(ties & (days == own_keys[1])).tolist()
        before += sum(_name(one, at, pairs, kind) < own_name for at in alike)
    score = everything[own_segment].scores.item(own) if order is Sort.RELEVANCE else 0.0
    return before + 1, score


def digits_of(most: float) -> int:
    """How many digits after the point count of scores, given what they do not exceed."""
    return SCORE_DIGITS - min(0, math.floor(math.log10(most)) + 1) if most else SCORE_DIGITS


def _order_keys(
    found: _Found, pair: SegmentPair, kind: Kind, order: Sort, digits: int
) -> tuple[Floats, Integers]:
    """What documents are ordered by, ascending: first the one, then the other."""
    stories = found.documents if kind is Kind.STORIES else pair.photos.parents[found.documents]
    days = pair.stories.content.columns.earliest[stories].astype(np.int64)
    days = np.where(days == UNDATED, _NEVER, days if order in _OLDEST_FIRST else -days)
    return -np.round(found.scores, digits), days


def _name(found: _Found, at: int, pairs: Sequence[SegmentPair], kind: Kind) -> tuple[str, int]:
    """What decides between documents with the same score and day."""
    document = found.documents.item(at)
    return _story_id(pairs[found.pair], kind, document), document


def _story_id(pair: SegmentPair, kind: Kind, document: int) -> str:
    """The id of a story, or of that of a photo."""
    story = document if kind is Kind.STORIES else pair.photos.parents.item(document)
    return pair.stories.id_of(story)


def all_documents(
    pairs: Sequence[SegmentPair],
    kind: Kind,
    found: Sequence[Documents],
    *,
    newest_first: bool = False,
) -> Iterator[Ranked]:
    """Every document, oldest first, undated ones last, then by id of the story, then as in it."""
    sorted_segments = [
        _by_date(number, pair, kind, documents.numbers, newest_first=newest_first)
        for number, (pair, documents) in enumerate(zip(pairs, found, strict=True))
    ]
    return (ranked for _, ranked in heapq.merge(*sorted_segments))


def _by_date(
    number: int, pair: SegmentPair, kind: Kind, documents: Integers, *, newest_first: bool
) -> Iterator[tuple[tuple[bool, int, str, int], Ranked]]:
    stories = documents if kind is Kind.STORIES else pair.photos.parents[documents]
    ranks = pair.stories.newest_ranks if newest_first else pair.stories.oldest_ranks
    order = np.lexsort((documents, ranks[stories]))
    days = pair.stories.content.columns.earliest
    for document, story in zip(documents[order].tolist(), stories[order].tolist(), strict=True):
        day = days.item(story)
        key = (
            day == UNDATED,
            -day if newest_first else day,
            pair.stories.id_of(story),
            document,
        )
        yield key, Ranked(number, document, 0.0)


class _Found(NamedTuple):
    """Documents of a segment, and their scores."""

    pair: int
    chosen: Chosen
    scores: Floats

    @property
    def documents(self) -> Integers:
        """Their numbers, ascending."""
        return self.chosen.documents


def _find(
    pairs: Sequence[SegmentPair],
    found: Sequence[Documents],
    scorer: Scorer,
    order: Sort,
    count: int,
) -> list[_Found]:
    """All documents that can be among the first, with what puts them there before dates do."""
    if order is Sort.RELEVANCE:
        return _lift(_find_scored(found, scorer, count), _telling(found, scorer), scorer)
    return [
        _Found(pair, chosen, _days_taken(pairs[pair], chosen, order))
        if order in SORTS_OF_PHOTOS
        else _Found(pair, chosen, np.zeros(len(chosen)))
        for pair, chosen in _choose_all(found)
    ]


def _find_scored(found: Sequence[Documents], scorer: Scorer, count: int) -> list[_Found]:
    """All documents that can be among the best, with their scores."""
    if total_of(found) > _MANY * count:
        return _promising(_in_promising_groups(found, scorer, count), scorer, count)
    return _score(_choose_all(found), scorer)


def _days_taken(pair: SegmentPair, chosen: Chosen, order: Sort) -> Floats:
    """First possible days on which photos were taken, the higher the sooner they are shown."""
    days = pair.photos.content.columns.earliest.take(chosen.documents).astype(np.float64)
    return np.where(days == UNDATED, -np.inf, -days if order in _OLDEST_FIRST else days)


def _choose_all(found: Sequence[Documents]) -> list[tuple[int, Chosen]]:
    """All documents, by segment; none without any."""
    return [
        (number, Chosen(documents.numbers, len(documents.mask)))
        for number, documents in enumerate(found)
        if documents.size
    ]


def _lift(candidates: Sequence[_Found], telling: Sequence[_Found], scorer: Scorer) -> list[_Found]:
    """Documents, the scores of the best and of the telling lifted, which never lowers one."""
    if not candidates:
        return []
    # Those that tie with the last are among the best too, so that segments make no difference.
    least = _threshold([f.scores for f in candidates], LIFTED, digits_of(scorer.most))
    closely = {f.pair: f.documents for f in telling}
    lifted = []
    for f in _join(candidates, telling) if telling else candidates:
        best = f.scores >= least
        if f.pair in closely:
            best |= np.isin(f.documents, closely[f.pair])
        places = best.nonzero()[0]
        scores = f.scores.copy()
        scores[places] *= scorer.lifts(f.pair, f.chosen.take(places))
        lifted.append(f._replace(scores=scores))
    return lifted


def _telling(found: Sequence[Documents], scorer: Scorer) -> list[_Found]:
    """The best of the documents that are looked at closely wherever they stand."""
    chosen = []
    for pair, documents in enumerate(found):
        telling = scorer.telling(pair) if documents.size else None
        if telling is not None:
            numbers = telling[documents.mask.take(telling)]
            if len(numbers):
                chosen.append((pair, Chosen(numbers, len(documents.mask))))
    if not chosen:
        return []
    scored = _promising(chosen, scorer, LIFTED)
    least = _threshold([f.scores for f in scored], LIFTED, digits_of(scorer.most))
    best = [(f, (f.scores >= least).nonzero()[0]) for f in scored]
    return [_Found(f.pair, f.chosen.take(at), f.scores.take(at)) for f, at in best]


def _join(some: Sequence[_Found], more: Sequence[_Found]) -> list[_Found]:
    """Documents and others, none twice."""
    joined = {f.pair: f for f in some}
    for f in more:
        known = joined.setdefault(f.pair, f)
        new = (~np.isin(f.documents, known.documents)).nonzero()[0]
        if known is not f and len(new):
            documents = np.concatenate([known.documents, f.documents.take(new)])
            order = documents.argsort()
            scores = np.concatenate([known.scores, f.scores.take(new)]).take(order)
            joined[f.pair] = _Found(f.pair, Chosen(documents.take(order), f.chosen.size), scores)
    return [joined[pair] for pair in sorted(joined)]


def _in_promising_groups(
    found: Sequence[Documents], scorer: Scorer, count: int
) -> Sequence[tuple[int, Chosen]]:
    """Of a large part of all documents, those in groups whose peaks reach far enough.

    The documents in the groups with the highest peaks tell how far that is.
    """
    if total_of(found) * _LARGE < sum([len(documents.mask) for documents in found]):
        return _choose_all(found)
    peaks: dict[int, Floats] = {}
    for pair, documents in enumerate(found):
        if documents.size:
            highest = scorer.peaks(pair)
            if highest is None:
                return _choose_all(found)
            peaks[pair] = highest

    def reaching(least: float) -> list[tuple[int, Chosen]]:
        reached = []
        for pair, highest in peaks.items():
            mask = found[pair].mask
            members = numbers_of(mask & members_of(highest >= least, len(mask), GROUP))
            if len(members):
                reached.append((pair, Chosen(members, len(mask))))
        return reached

    digits = digits_of(scorer.most)
    first = reaching(_threshold([*peaks.values()], _AHEAD * count, digits))
    floors = [scorer.floors(pair, chosen) for pair, chosen in first]
    return reaching(_threshold(floors, count, digits))


def _promising(found: Sequence[tuple[int, Chosen]], scorer: Scorer, count: int) -> list[_Found]:
    """Documents whose bounds reach the scores of ``count`` others, with their scores.

    What those with the highest bounds score at least is found as quickly as bounds are, and tells
    how far a bound has to reach; so each document is scored once.
    """
    bounded = [_Found(pair, chosen, scorer.bounds(pair, chosen)) for pair, chosen in found]
    digits = digits_of(scorer.most)
    high = _threshold([f.scores for f in bounded], _AHEAD * count, digits)
    floors = [scorer.floors(pair, chosen) for pair, chosen in _reaching(bounded, high)]
    least = _threshold(floors, count, digits)
    return _score(_reaching(bounded, least), scorer)


def _reaching(bounded: Sequence[_Found], least: float) -> list[tuple[int, Chosen]]:
    """The documents whose bounds reach so far."""
    return [
        (f.pair, f.chosen.take(reaching))
        for f in bounded
        if len(reaching := (f.scores >= least).nonzero()[0])
    ]


def _score(found: Sequence[tuple[int, Chosen]], scorer: Scorer) -> list[_Found]:
    return [_Found(pair, chosen, scorer.scores(pair, chosen)) for pair, chosen in found]


def _first(  # noqa: PLR0913, PLR0917 - what an order depends on
    scores: Floats,
    ranks: Integers,
    stories: Integers,
    documents: Integers,
    count: int,
    digits: int,
) -> Integers:
    """Which are the first ``count`` by score, then by rank of the story, then by number.

    Not in order.
    """
    candidates = (scores >= _threshold([scores], count, digits)).nonzero()[0]
    if len(candidates) <= count:
        return candidates
    rounded = np.round(scores.take(candidates), digits)
    last = np.partition(rounded, len(rounded) - count)[len(rounded) - count]
    better = candidates.take((rounded > last).nonzero()[0])
    # All may tie, as when only filters are given: a partition will do.
    tied = candidates.take((rounded == last).nonzero()[0])
    keys = (ranks.take(stories.take(tied)) << 32) | documents.take(tied)
    wanted = count - len(better)
    return np.concatenate([better, tied.take(keys.argpartition(wanted - 1)[:wanted])])


def _threshold(several: Sequence[Floats], count: int, digits: int) -> float:
    """A score that at least ``count`` reach, close to the lowest of the highest ``count``.

    Of scores far apart the highest of each group are far fewer, and ``count`` of them are
    ``count`` scores.
    """
    if sum(map(len, several)) <= count:
        return -np.inf
    parts = [_highest(scores, count) for scores in several]
    highest = np.concatenate(parts)
    place = len(highest) - count
    if place <= 0:
        return -np.inf
    highest.partition(place)
    return highest.item(place) - 0.1**digits


def _highest(scores: Floats, count: int) -> Floats:
    """The highest of each group of scores; all of them if they are few."""
    if len(scores) // _GROUP <= count:
        return scores
    return peaks_of(scores, _GROUP)
