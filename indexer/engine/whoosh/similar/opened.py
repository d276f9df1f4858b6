"""The copies and translations of an opened generation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.engine.request import Kind
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair
from indexer.engine.whoosh.segments.content import offsets_of
from indexer.engine.whoosh.similar.groups import TRANSLATIONS, GroupFile


class OpenGroups:
    """Finds copies and translations.

    Args:
        file: The groups of the generation.
        pairs: Its segments.
    """

    def __init__(self, file: GroupFile, pairs: Sequence[SegmentPair]) -> None:
        self._file = file
        self._segments: dict[Kind, Sequence[OpenSegment]] = {
            Kind.STORIES: [pair.stories for pair in pairs],
            Kind.PHOTOS: [pair.photos for pair in pairs],
        }
        self._begins = {
            kind: offsets_of(np.array([segment.count for segment in segments], np.int64))
            for kind, segments in self._segments.items()
        }

    def copies(self, kind: Kind, segment: int, number: int) -> tuple[str, ...]:
        """Ids of the other copies of a document, given by segment and number; oldest first."""
        others = self._others(kind, kind, segment, number)
        return tuple(self._segments[kind][at].id_of(other) for at, other in others)

    def copies_of(self, kind: Kind, document_id: str) -> tuple[str, ...]:
        """The same, given its id; empty if there is no such document."""
        found = self.find(kind, document_id)
        return self.copies(kind, *found) if found else ()

    def translations_of(self, story_id: str) -> tuple[str, ...]:
        """Ids of the translations of a story, oldest first; empty if there is no such story."""
        found = self.find(Kind.STORIES, story_id)
        if found is None:
            return ()
        language = self.language(*found)
        return tuple(
            self._segments[Kind.STORIES][at].id_of(other)
            for at, other in self._others(TRANSLATIONS, Kind.STORIES, *found)
            if self.language(at, other) != language
        )

    def all_of(self, kind: Kind) -> Iterator[tuple[str, ...]]:
        """Ids of the members of every group."""
        for members in self._file.all_of(kind):
            places = (self._place(kind, member) for member in members)
            yield tuple(self._segments[kind][at].id_of(number) for at, number in places)

    def find(self, kind: Kind, document_id: str) -> tuple[int, int] | None:
        """Segment of a document, and its number there; None if there is none."""
        for at, segment in enumerate(self._segments[kind]):
            number = segment.find(document_id)
            if number is not None:
                return at, number
        return None

    def _others(
        self, name: str, kind: Kind, segment: int, number: int
    ) -> Iterator[tuple[int, int]]:
        for other in self._file.others(name, int(self._begins[kind][segment]) + number):
            yield self._place(kind, other)

    def _place(self, kind: Kind, number: int) -> tuple[int, int]:
        """Segment of a document of the index, and its number there."""
        begins = self._begins[kind]
        at = int(np.searchsorted(begins, number, side="right")) - 1
        return at, number - int(begins[at])

    def language(self, segment: int, number: int) -> bytes:
        """Language of a story; empty if it is not known."""
        column = self._segments[Kind.STORIES][segment].content.columns.facets["lang"]
        first, last = column.offsets[number : number + 2].tolist()
        return column.values[int(column.codes[first])] if last > first else b""
