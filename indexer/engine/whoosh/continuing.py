"""The documents after one, in an order that does not depend on how an index was put together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.results import DocumentKey
from indexer.engine.whoosh.matching import Documents
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair
from indexer.engine.whoosh.ordering import Ranked
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.content import UNDATED

_LAST = 1 << 31
"""Stands for the day of what is undated, which comes last."""

_Order = tuple[int, str, str]


def documents_after(
    pairs: Sequence[SegmentPair],
    kind: Kind,
    found: Sequence[Documents],
    after: DocumentKey | None,
    count: int,
) -> list[Ranked]:
    """The first documents after one by day, then by id of the story, then by id of the photo.

    Args:
        pairs: The segments.
        kind: Stories or photos.
        found: The documents to choose from, of each segment.
        after: Where the one before stands, whether or not it is still there; None for none.
        count: How many are asked for.
    """
    bound = _order_of(after) if after else None
    following = [
        keyed
        for number, (pair, documents) in enumerate(zip(pairs, found, strict=True))
        for keyed in _in_segment(number, pair, kind, documents.numbers, bound, count)
    ]
    return [ranked for _, ranked in sorted(following)[:count]]


def _in_segment(  # noqa: PLR0913, PLR0917 - as above
    number: int,
    pair: SegmentPair,
    kind: Kind,
    documents: Integers,
    bound: _Order | None,
    count: int,
) -> Iterator[tuple[_Order, Ranked]]:
    """The first of a segment, and perhaps more, in no order."""
    stories = documents if kind is Kind.STORIES else pair.photos.parents[documents]
    ranks = pair.stories.oldest_ranks
    chosen = ranks[stories]
    if bound:
        later = chosen >= _first_rank(pair.stories, bound)
        documents, chosen = documents[later], chosen[later]
    # Of the story of the bound all photos may have been passed.
    wanted = count + _photos_of(chosen)
    if len(chosen) > wanted:
        near = chosen <= np.partition(chosen, wanted)[wanted]
        documents = documents[near]
    for document in documents.tolist():
        key = _key(pair, kind, document)
        if bound is None or key > bound:
            yield key, Ranked(number, document, 0.0)


def _photos_of(ranks: Integers) -> int:
    """How many documents belong to the first story."""
    return int(np.count_nonzero(ranks == ranks.min())) if len(ranks) else 0


def _first_rank(stories: OpenSegment, bound: _Order) -> int:
    """The rank of the first story that does not stand before a key."""
    by_rank = np.empty(stories.count, np.intp)
    by_rank[stories.oldest_ranks] = np.arange(stories.count)
    days = stories.content.columns.earliest[by_rank].astype(np.int64)
    days[days == UNDATED] = _LAST
    first, last = np.searchsorted(days, [bound[0], bound[0] + 1]).tolist()
    return bisect_left(
        range(last), bound[1], lo=first, key=lambda rank: stories.id_of(int(by_rank[rank]))
    )


def _order_of(key: DocumentKey) -> _Order:
    return key.date.toordinal() if key.date else _LAST, key.story_id, key.photo_id


def _key(pair: SegmentPair, kind: Kind, document: int) -> _Order:
    story = document if kind is Kind.STORIES else int(pair.photos.parents[document])
    day = pair.stories.content.columns.earliest.item(story)
    photo_id = pair.photos.id_of(document) if kind is Kind.PHOTOS else ""
    return _LAST if day == UNDATED else day, pair.stories.id_of(story), photo_id
