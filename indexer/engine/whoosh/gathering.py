"""Gathers stories and their photos until they make a segment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from indexer.engine.whoosh.documents import (
    STORED_OF_PHOTOS,
    photo_facets,
    photo_texts,
    stored_facets,
    story_facets,
    story_texts,
)
from indexer.engine.whoosh.schema import PHOTO_FIELDS, story_fields
from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import UNDATED, Columns, Content
from indexer.engine.whoosh.segments.files import pack_facet
from indexer.engine.whoosh.segments.tokens import (
    PieceForms,
    Pieces,
    TokenBuffer,
    TokenStream,
    make_postings,
)
from indexer.engine.whoosh.similar.signatures import sign_photos, sign_stories
from indexer.engine.whoosh.similar.translations import translation_key
from indexer.extras import Extras
from indexer.model import ArchiveDate, Story

MAX_STORIES = 1 << 16
"""Stories in a segment: their numbers take two bytes, and a mask over them stays in the cache."""

MAX_WORDS = 40_000_000
"""Words at which a segment is written whatever its stories are, which bounds memory."""


class _Gathered:
    """The columns of documents, as they come in."""

    def __init__(self, fields: Sequence[str], facets: Sequence[str], pieces: Pieces) -> None:
        self.fields = tuple(fields)
        self.facet_names = tuple(facets)
        self.tokens = TokenBuffer(fields, pieces)
        self.ids: list[bytes] = []
        self.live: list[bool] = []
        self.earliest: list[int] = []
        self.latest: list[int] = []
        self.facets: list[Mapping[str, tuple[str, ...]]] = []
        self.parents: list[int] = []
        self.records: list[bytes] = []

    def add_days(self, when: ArchiveDate) -> None:
        self.earliest.append(when.earliest.toordinal() if when.earliest else UNDATED)
        self.latest.append(when.latest.toordinal() if when.latest else UNDATED)

    def finish(
        self, forms: PieceForms, sign: Callable[[TokenStream], Integers]
    ) -> tuple[Content, Mask]:
        stream = self.tokens.stream(forms)
        postings, layout = make_postings(stream)
        columns = Columns(
            self.ids,
            np.array(self.earliest, "<i4"),
            np.array(self.latest, "<i4"),
            {name: pack_facet(facets[name] for facets in self.facets) for name in self.facet_names},
            narrow(np.array(self.parents, np.int64)),
            self.records,
            sign(stream),
        )
        return Content(self.fields, postings, layout, columns), np.array(self.live, np.bool_)


class Gathering:
    """Stories that are to make a segment.

    Args:
        extras: Fields and facets of the archive's own.
    """

    def __init__(self, extras: Extras) -> None:
        self._extras = extras
        self._pieces = Pieces()
        self._stories = _Gathered(story_fields(extras), stored_facets(extras), self._pieces)
        self._photos = _Gathered(PHOTO_FIELDS, STORED_OF_PHOTOS, self._pieces)
        self._translations: list[int] = []
        self._numbers: dict[str, int] = {}
        self._photo_ranges: dict[str, range] = {}

    def __len__(self) -> int:
        return len(self._stories.ids)

    @property
    def full(self) -> bool:
        """True when it is time to write a segment."""
        words = self._stories.tokens.size + self._photos.tokens.size
        return len(self) >= MAX_STORIES or words >= MAX_WORDS

    def add(self, story: Story, record: bytes) -> None:
        """Takes in a story and its photos, instead of the one of that id."""
        self.drop(story.id)
        number = len(self)
        stories, photos = self._stories, self._photos
        self._numbers[story.id] = number
        first_photo = len(photos.ids)
        stories.tokens.add(story_texts(story, self._extras))
        stories.ids.append(story.id.encode())
        stories.live.append(True)
        stories.add_days(story.date)
        stories.facets.append(story_facets(story, self._extras))
        stories.records.append(record)
        self._translations.append(translation_key(story))
        for photo in story.photos:
            photos.tokens.add(photo_texts(photo, story))
            photos.ids.append(photo.id.encode())
            photos.live.append(True)
            photos.facets.append(photo_facets(photo, story))
            photos.add_days(photo.taken)
            photos.parents.append(number)
        self._photo_ranges[story.id] = range(first_photo, len(photos.ids))

    def drop(self, story_id: str) -> None:
        """Takes a story and its photos out again; does nothing if it is not here."""
        number = self._numbers.pop(story_id, None)
        if number is not None:
            self._stories.live[number] = False
            for photo in self._photo_ranges.pop(story_id):
                self._photos.live[photo] = False

    def finish(self) -> tuple[tuple[Content, Mask], tuple[Content, Mask]]:
        """Stories and photos as segments, and which of their documents count."""
        forms = self._pieces.analyse()
        return (
            self._stories.finish(forms, lambda stream: sign_stories(stream, self._translations)),
            self._photos.finish(forms, sign_photos),
        )
