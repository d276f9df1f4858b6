"""Which documents to compare: those that share a key, found without comparing all with all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, different
from indexer.engine.whoosh.segments.content import UNDATED, ranges
from indexer.engine.whoosh.segments.recurring import may_recur

MAX_EARLIER = 64
"""Documents with the same key that one is compared with, the earliest of those in reach, so that
an archive in which everything looks alike takes no longer than its size tells."""

_FAR = 1 << 24
"""More days than a calendar has."""


def colliding(keys: Integers) -> Integers:
    """Numbers of the documents whose key another has too, by key, then ascending."""
    candidates = np.flatnonzero(may_recur(keys, 2))
    found = keys[candidates]
    order = np.argsort(found, kind="stable")
    found = found[order]
    same = found[1:] == found[:-1]
    again = np.zeros(len(found), np.bool_)
    again[1:] |= same
    again[:-1] |= same
    chosen: Integers = candidates[order[again]]
    return chosen


def earlier_pairs(
    keyed: Iterable[tuple[Integers, Integers]],
    days: Integers | None = None,
    reach: int | None = None,
) -> Integers:
    """Pairs of documents that share a key, each with earlier ones.

    Args:
        keyed: Keys, each with the numbers of the documents it is of, ascending.
        days: Of each document, ascending; undated ones come last, and are in reach of all.
        reach: Days between two; None for any.

    Returns:
        Later and earlier, ascending; int64 ``(2, pairs)``.
    """
    found: list[Integers] = []
    for keys, documents in keyed:
        members = colliding(keys)
        near = None if days is None or reach is None else days[documents[members]]
        later, earlier = _pairs_of(keys[members], near, reach or 0)
        found.append((documents[members[later]] << 32) | documents[members[earlier]])
    codes = different(np.concatenate(found))
    pairs: Integers = np.stack((codes >> 32, codes & 0xFFFFFFFF))
    return pairs


def _pairs_of(keys: Integers, days: Integers | None, reach: int) -> tuple[Integers, Integers]:
    """Places of pairs that share a key, given in order."""
    runs = np.cumsum(np.diff(keys, prepend=keys[:1]) != 0)
    if days is None:
        first = np.searchsorted(runs, runs)
    else:
        day = np.where(days == UNDATED, _FAR, days.astype(np.int64))
        oldest = np.where(day == _FAR, 0, np.maximum(day - reach, 0))
        first = np.searchsorted(runs * 2 * _FAR + day, runs * 2 * _FAR + oldest)
    places = np.arange(len(keys))
    sizes = np.minimum(places - first, MAX_EARLIER)
    return np.repeat(places, sizes), ranges(first, sizes)


def follow_leaders(pairs: Integers) -> dict[int, list[int]]:
    """Groups of documents, each led by its earliest.

    A document follows the earliest leader it is like, and one that follows leads nobody: so all of
    a group are like its leader, and no chain of small steps joins what differs.

    Args:
        pairs: Of documents that are alike, as :func:`earlier_pairs` gives them.

    Returns:
        Leader -> those who follow it, in their order.
    """
    follows: set[int] = set()
    groups: dict[int, list[int]] = {}
    later, earlier = pairs.tolist()
    for document, leader in zip(later, earlier, strict=True):
        if document not in follows and leader not in follows:
            follows.add(document)
            groups.setdefault(leader, []).append(document)
    return groups
