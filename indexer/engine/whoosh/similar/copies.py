"""What counts as a copy: the rules, applied to the signatures of a whole index.

Which documents are grouped depends on the documents only, not on how they came into the index, so
an index that grew has the groups of one built at a stroke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, product

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.similar.candidates import colliding, earlier_pairs, follow_leaders
from indexer.engine.whoosh.similar.signatures import (
    BINS,
    FACTS,
    PHOTO_BITS,
    PHOTO_WIDTH,
    STORY_WIDTH,
    TEXT,
    TRANSLATION,
)
from indexer.engine.whoosh.similar.translations import STATED

REACH = 30
"""Days after the earliest story of a group in which copies of it appear."""

MIN_SHARED = 0.8
"""Share of their shingles (Jaccard) from which two stories are copies."""

BANDS = 8
"""Of the 16 numbers of a MinHash, those of which one has to be equal before two stories are
compared: .985 of those that share four fifths are."""

MAX_EXTRA_WORDS = 2
"""Words that one caption may have and its near copy lack ..."""

MAX_EXTRA_SHARE = 0.1
"""... as long as they are not more than this share of it."""

_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_DIGEST_BITS = np.uint64(40)
_NO_DAY = (1 << 24) - 1
"""Later than any day that a calendar has."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Stories or photos that count.

    Attributes:
        numbers: Of each in the whole index.
        signatures: See :mod:`indexer.engine.whoosh.similar.signatures`.
        days: First possible day of publication, of photos that of their stories.
        languages: A number for each different one, of stories.
        sizes: Words of a caption that are compared, of photos.
        sort_keys: What tells documents of one day apart, given places in these arrays.
    """

    numbers: Integers
    signatures: Integers
    days: Integers
    languages: Integers
    sizes: Integers
    sort_keys: Callable[[Integers], list[tuple[bytes, int]]]

    def oldest_first(self, places: Integers) -> Integers:
        """The places of some of them, oldest first, undated ones last."""
        undated = self.days[places] == UNDATED
        keyed = sorted(
            zip(
                undated.tolist(),
                self.days[places].tolist(),
                self.sort_keys(places),
                places.tolist(),
                strict=True,
            )
        )
        return np.array([place for *_, place in keyed], np.int64)

    def by_day_and_text(self) -> Integers:
        """The places of all, oldest first, undated ones last; those of a day by their signatures.

        This takes a tenth of the time that reading their ids takes.
        """
        digests = np.zeros(len(self.days), np.uint64)
        for column in self.signatures.T:
            digests = (digests ^ column) * _FACTOR
        days = np.where(self.days == UNDATED, _NO_DAY, self.days).astype(np.uint64)
        return np.argsort(days << _DIGEST_BITS | digests >> (np.uint64(64) - _DIGEST_BITS))

    def at(self, places: Integers) -> Documents:
        """Those at some places."""
        return Documents(
            self.numbers[places],
            self.signatures[places],
            self.days[places],
            self.languages[places],
            self.sizes[places],
            lambda chosen: self.sort_keys(places[chosen]),
        )


Groups = list[list[int]]
"""Numbers of documents, oldest first in each group."""


def group_stories(stories: Documents) -> Groups:
    """Stories that are copies: nearly the same text, the same numbers, language and month.

    Short stories share a key with many that are no copies, so their order must come cheap: ids are
    read of the few that are in a group.
    """
    ordered = stories.at(stories.by_day_and_text())
    pairs = earlier_pairs(_story_keys(ordered), ordered.days, REACH)
    later, earlier = pairs
    signatures, languages = ordered.signatures, ordered.languages
    same_text = signatures[later, TEXT] == signatures[earlier, TEXT]
    alike = (
        (signatures[later, FACTS] == signatures[earlier, FACTS])
        & (languages[later] == languages[earlier])
        & ((ordered.days[later] != UNDATED) | same_text)
    )
    pairs = pairs[:, alike]
    groups = follow_leaders(pairs[:, _shared(signatures, pairs) >= MIN_SHARED])
    return _listed(ordered, [[leader, *followers] for leader, followers in groups.items()])


def group_photos(photos: Documents) -> Groups:
    """Photos whose captions are the same, or say the same with a word or two more."""
    captioned = np.flatnonzero(photos.signatures[:, TEXT])
    found = np.zeros(len(photos.numbers), np.bool_)
    equal = _equal_key(photos, captioned), captioned
    for keys, places in chain([equal], _photo_keys(photos, captioned)):
        found[places[colliding(keys)]] = True
    chosen = photos.at(photos.oldest_first(np.flatnonzero(found)))
    everyone = np.arange(len(chosen.numbers))
    same = _first_with(_equal_key(chosen, everyone))
    pairs = earlier_pairs(_photo_keys(chosen, np.flatnonzero(same == everyone)))
    near = follow_leaders(pairs[:, _says_the_same(chosen, pairs)])
    leaders = everyone.copy()
    for leader, followers in near.items():
        leaders[followers] = leader
    return _numbered(chosen, _by_leader(leaders[same]))


def group_translations(stories: Documents) -> Groups:
    """Stories that are the same in other languages, by a stated key or by name and date."""
    keys = stories.signatures[:, TRANSLATION]
    stated = (keys & STATED) == STATED
    groups: Groups = []
    for places, reach in ((np.flatnonzero(stated), None), (np.flatnonzero(~stated), REACH)):
        chosen = stories.at(stories.oldest_first(places[colliding(keys[places])]))
        later, earlier = pairs = earlier_pairs(
            [(chosen.signatures[:, TRANSLATION], np.arange(len(chosen.numbers)))],
            chosen.days,
            reach,
        )
        undated = chosen.days == UNDATED
        if reach is not None:
            pairs = pairs[:, undated[later] == undated[earlier]]
        several = {
            leader: followers
            for leader, followers in follow_leaders(pairs).items()
            if (chosen.languages[followers] != chosen.languages[leader]).any()
        }
        groups += _numbered(chosen, several)
    return groups


def _story_keys(stories: Documents) -> Iterator[tuple[Integers, Integers]]:
    """Keys one of which copies almost certainly share, each with the documents it is for.

    Numbers and language are in all. Undated stories, each of which is in reach of all, have to be
    equal. Made one at a time: an archive has millions of photos.
    """
    signatures = stories.signatures
    places = np.flatnonzero(signatures[:, TEXT])
    numbers = signatures[places, FACTS].astype(np.uint64) << np.uint64(32)
    facts = (numbers | stories.languages[places]) * _FACTOR
    dated = stories.days[places] != UNDATED
    if not dated.all():
        yield facts ^ signatures[places, TEXT], places
        facts, places = facts[dated], places[dated]
    for band in range(BANDS):
        yield facts ^ signatures[places, STORY_WIDTH + band], places


def _shared(signatures: Integers, pairs: Integers) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Share of their shingles that pairs of stories have in common, estimated."""
    minima = np.ascontiguousarray(signatures[:, STORY_WIDTH:]).view(np.uint8)
    equal = [
        np.count_nonzero(minima[later] == minima[earlier], axis=1)
        for later, earlier in _pieces(pairs)
    ]
    shares: np.ndarray[tuple[int], np.dtype[np.float64]] = np.concatenate(equal) / BINS
    return shares


def _pieces(pairs: Integers, size: int = 1 << 16) -> list[Integers]:
    return [pairs[:, at : at + size] for at in range(0, max(pairs.shape[1], 1), size)]


def _equal_key(photos: Documents, chosen: Integers) -> Integers:
    """The same for equal captions."""
    text = photos.signatures[chosen, TEXT].astype(np.uint64)
    key: Integers = (text << np.uint64(32)) | photos.signatures[chosen, FACTS]
    return key


def _photo_keys(photos: Documents, chosen: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Keys one of which near copies share, each with the documents it is for.

    Names and numbers are in all. Where one word may be added, one bit differs and one half of the
    bits is the same; where two may, two of four quarters are.
    """
    sizes = photos.sizes[chosen]
    one_more = chosen[sizes * MAX_EXTRA_SHARE >= 1]
    two_more = chosen[(sizes + MAX_EXTRA_WORDS) * MAX_EXTRA_SHARE >= MAX_EXTRA_WORDS]
    for first, second in ((0, 1), (2, 3)):
        yield _quarters(photos, one_more, first, second), one_more
    for first, second in product((0, 1), (2, 3)):
        yield _quarters(photos, two_more, first, second), two_more


def _quarters(photos: Documents, chosen: Integers, first: int, second: int) -> Integers:
    signatures = photos.signatures
    bits = signatures[chosen, PHOTO_WIDTH + first].astype(np.uint64) << np.uint64(32)
    bits |= signatures[chosen, PHOTO_WIDTH + second]
    keys: Integers = bits ^ (signatures[chosen, FACTS] * _FACTOR)
    return keys


def _says_the_same(photos: Documents, pairs: Integers) -> Mask:
    """Pairs of captions one of which has every word of the other, and few more."""
    later, earlier = pairs
    more = np.where(photos.sizes[later] > photos.sizes[earlier], later, earlier)
    less = later + earlier - more
    extra = photos.sizes[more] - photos.sizes[less]
    bits = photos.signatures[:, PHOTO_WIDTH : PHOTO_WIDTH + PHOTO_BITS // 32]
    added = np.bitwise_count(bits[more] & ~bits[less]).sum(1)
    lost = np.bitwise_count(bits[less] & ~bits[more]).sum(1)
    few = extra <= np.minimum(MAX_EXTRA_WORDS, MAX_EXTRA_SHARE * photos.sizes[more])
    same_facts = photos.signatures[later, FACTS] == photos.signatures[earlier, FACTS]
    says: Mask = same_facts & few & (lost == 0) & (added <= extra)
    return says


def _first_with(keys: Integers) -> Integers:
    """For every document the first that has the same key."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first[inverse.reshape(-1)]


def _by_leader(leaders: Integers) -> dict[int, list[int]]:
    """Leader -> those who follow it, from the leader of everyone."""
    groups: dict[int, list[int]] = {}
    followers = np.flatnonzero(leaders != np.arange(len(leaders)))
    for follower, leader in zip(followers.tolist(), leaders[followers].tolist(), strict=True):
        groups.setdefault(leader, []).append(follower)
    return groups


def _listed(documents: Documents, groups: Groups) -> Groups:
    """Groups of places by numbers in the index, oldest first."""
    members = np.array([place for group in groups for place in group], np.int64)
    oldest = documents.oldest_first(members).tolist()
    ranks = {place: rank for rank, place in enumerate(oldest)}
    numbers = documents.numbers.tolist()
    return [
        [numbers[oldest[rank]] for rank in group]
        for group in sorted(sorted(map(ranks.__getitem__, group)) for group in groups)
    ]


def _numbered(documents: Documents, groups: dict[int, list[int]]) -> Groups:
    """Groups by numbers in the index."""
    numbers = documents.numbers.tolist()
    return [
        [numbers[leader], *(numbers[follower] for follower in followers)]
        for leader, followers in sorted(groups.items())
    ]
