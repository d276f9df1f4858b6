"""The copies and translations in a generation, worked out when it is committed, as one file.

Documents are numbered through all segments in order, deleted ones included.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.whoosh.schema import PHOTO_FIELDS
from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Integers,
    Mask,
    narrow,
    write_arrays,
)
from indexer.engine.whoosh.segments.content import Content, offsets_of
from indexer.engine.whoosh.similar.copies import (
    Documents,
    Groups,
    group_photos,
    group_stories,
    group_translations,
)

FILE = "copies.groups"
TRANSLATIONS = "translations"


class Pair(NamedTuple):
    """A segment of stories and one of photos, and which of their documents count."""

    stories: Content
    live_stories: Mask
    photos: Content
    live_photos: Mask


class _Kept(NamedTuple):
    """Groups of one kind.

    Attributes:
        documents: All that are in a group, ascending.
        groups: The group of each.
        offsets: Where the members of each group begin, and where the last end.
        members: Documents, group by group.
    """

    documents: Integers
    groups: Integers
    offsets: Integers
    members: Integers


class GroupFile:
    """The groups of a generation.

    Args:
        file: As :func:`write_groups` wrote it.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._kept = {
            name: _Kept(*(file[f"{name}.{part}"] for part in _Kept._fields))
            for name in (Kind.STORIES, Kind.PHOTOS, TRANSLATIONS)
        }

    def all_of(self, name: str) -> list[list[int]]:
        """The members of every group, oldest first."""
        kept = self._kept[name]
        members, offsets = kept.members.tolist(), kept.offsets.tolist()
        return [members[first:last] for first, last in pairwise(offsets)]

    def others(self, name: str, number: int) -> list[int]:
        """The other documents of a document's group, oldest first.

        Args:
            name: A kind of documents, whose copies are asked for, or ``TRANSLATIONS``.
            number: Of the document in the index.
        """
        kept = self._kept[name]
        at = int(kept.documents.searchsorted(number))
        if at == len(kept.documents) or kept.documents.item(at) != number:
            return []
        group = kept.groups.item(at)
        first, last = kept.offsets[group : group + 2].tolist()
        members: list[int] = kept.members[first:last].tolist()
        return [member for member in members if member != number]


def write_groups(folder: Path, pairs: Sequence[Pair]) -> None:
    """Finds the groups of a generation and writes them into its folder."""
    groups: dict[str, Groups] = {Kind.STORIES: [], TRANSLATIONS: [], Kind.PHOTOS: []}
    if pairs:
        stories, photos = _stories_of(pairs), _photos_of(pairs)
        groups[Kind.STORIES] = group_stories(stories)
        groups[TRANSLATIONS] = group_translations(stories)
        groups[Kind.PHOTOS] = group_photos(photos)
    arrays = {name: array for kind in groups for name, array in _pack(kind, groups[kind]).items()}
    write_arrays(folder / FILE, arrays, {})


def _pack(name: str, groups: Groups) -> dict[str, Array]:
    members = np.array([number for group in groups for number in group], np.int64)
    sizes = np.array([len(group) for group in groups], np.int64)
    order = np.argsort(members)
    return {
        f"{name}.members": narrow(members),
        f"{name}.offsets": narrow(offsets_of(sizes)),
        f"{name}.documents": narrow(members[order]),
        f"{name}.groups": narrow(np.repeat(np.arange(len(groups)), sizes)[order]),
    }


def _stories_of(pairs: Sequence[Pair]) -> Documents:
    places = _Places([pair.live_stories for pair in pairs])

    def sort_keys(chosen: Integers) -> list[tuple[bytes, int]]:
        ids = [pair.stories.columns.ids for pair in pairs]
        return [(ids[segment][number], 0) for segment, number in places.find(chosen)]

    return Documents(
        places.numbers,
        places.join([pair.stories.columns.signatures for pair in pairs]),
        places.join([pair.stories.columns.earliest for pair in pairs]),
        places.join([_languages(pair.stories) for pair in pairs]),
        np.zeros(len(places.numbers), np.uint8),
        sort_keys,
    )


def _photos_of(pairs: Sequence[Pair]) -> Documents:
    places = _Places([pair.live_photos for pair in pairs])
    own, shared = PHOTO_FIELDS.index("own"), PHOTO_FIELDS.index("shared")

    def sort_keys(chosen: Integers) -> list[tuple[bytes, int]]:
        ids = [pair.stories.columns.ids for pair in pairs]
        parents = [pair.photos.columns.parents for pair in pairs]
        return [
            (ids[segment][parents[segment].item(number)], number)
            for segment, number in places.find(chosen)
        ]

    def sizes(photos: Content) -> Integers:
        lengths = photos.layout.lengths.astype(np.int64)
        return np.where(lengths[:, own] > 0, lengths[:, own], lengths[:, shared])

    return Documents(
        places.numbers,
        places.join([pair.photos.columns.signatures for pair in pairs]),
        places.join([p.stories.columns.earliest[p.photos.columns.parents] for p in pairs]),
        np.zeros(len(places.numbers), np.uint8),
        places.join([sizes(pair.photos) for pair in pairs]),
        sort_keys,
    )


class _Places:
    """Where documents that count lie in the segments.

    Args:
        live: Which documents of each segment count.
    """

    def __init__(self, live: Sequence[Mask]) -> None:
        self._live = [np.flatnonzero(mask) for mask in live]
        self._begins = offsets_of(np.array([len(mask) for mask in live], np.int64))
        self.numbers: Integers = np.concatenate(
            [begin + here for begin, here in zip(self._begins, self._live, strict=False)]
        )

    def find(self, places: Integers) -> Iterator[tuple[int, int]]:
        """Segments of documents, and their numbers there."""
        numbers = self.numbers[places]
        segments = np.searchsorted(self._begins, numbers, side="right") - 1
        return zip(segments.tolist(), (numbers - self._begins[segments]).tolist(), strict=True)

    def join(self, columns: Sequence[Integers]) -> Integers:
        """A column of all documents that count."""
        return np.concatenate([c[here] for c, here in zip(columns, self._live, strict=True)])


def _languages(stories: Content) -> Integers:
    """A number of each story's language that is the same in all segments."""
    column = stories.columns.facets["lang"]
    values = np.array([zlib.crc32(value) for value in column.values], np.uint32)
    languages = np.zeros(stories.count, np.uint32)
    stated = np.diff(column.offsets.astype(np.int64)) > 0
    languages[stated] = values[column.codes[column.offsets[:-1][stated]]]
    return languages
