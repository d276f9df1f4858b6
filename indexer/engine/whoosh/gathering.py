"""Gathers stories and their photos until they make a segment."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from indexer.engine.whoosh.documents import (
    STORED_OF_PHOTOS,
    photo_facets,
    photo_texts,
    picture_number,
    stored_facets,
    story_facets,
    story_texts,
)
from indexer.engine.whoosh.schema import PHOTO_FIELDS, story_fields
from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import UNDATED, Columns, Content, FacetColumn
from indexer.engine.whoosh.segments.record_buffer import RecordBuffer
from indexer.engine.whoosh.segments.strings import NO_STRINGS, StringBuffer, Strings
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
"""Stories at which a segment is written, which bounds memory; see the writer for merged ones."""

MAX_WORDS = 40_000_000
"""Words at which a segment is written whatever its stories are, which bounds memory."""


class _Facet:
    """The values of a facet, document by document."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes = array("I")
        self._offsets = array("q", [0])

    def add(self, values: Collection[str]) -> None:
        """Adds the values of a document, each of which counts once."""
        if values:  # often there are none
            numbers = self._numbers
            codes = {numbers.setdefault(value, len(numbers)): None for value in values}
            self._codes.extend(codes)
        self._offsets.append(len(self._codes))

    def column(self) -> FacetColumn:
        """The column of all documents."""
        encoded = [value.encode() for value in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.zeros(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        return FacetColumn(
            [encoded[number] for number in order],
            narrow(np.frombuffer(self._offsets, np.int64)),
            narrow(ranks[np.frombuffer(self._codes, np.uint32)]),
        )


class _Gathered:
    """The columns of documents as they come in, in arrays rather than objects."""

    def __init__(self, fields: Sequence[str], facets: Sequence[str], pieces: Pieces) -> None:
        self.fields = tuple(fields)
        self.tokens = TokenBuffer(fields, pieces)
        self.ids = StringBuffer()
        self.live = bytearray()
        self.earliest = array("i")
        self.latest = array("i")
        self.facets = {name: _Facet() for name in facets}
        self.parents = array("I")
        self.titles = StringBuffer()
        self.pictures = array("Q")

    def add(
        self, document_id: str, when: ArchiveDate, facets: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Adds what every document has."""
        self.ids.add(document_id.encode())
        self.live.append(True)
        self.earliest.append(when.earliest.toordinal() if when.earliest else UNDATED)
        self.latest.append(when.latest.toordinal() if when.latest else UNDATED)
        for name, facet in self.facets.items():
            facet.add(facets[name])

    def finish(
        self,
        forms: PieceForms,
        sign: Callable[[TokenStream], Integers],
        take_records: Callable[[], Strings],
    ) -> tuple[Content, Mask]:
        """All documents as a segment, and which of them count."""
        stream = self.tokens.take_stream(forms)
        with ThreadPoolExecutor(1, "signatures") as beside:
            # Both are work on long arrays, during which the other goes on.
            signing = beside.submit(sign, stream)
            postings, layout = make_postings(stream)
            signatures = signing.result()
        columns = Columns(
            self.ids.take(),
            np.frombuffer(self.earliest, "<i4"),
            np.frombuffer(self.latest, "<i4"),
            {name: facet.column() for name, facet in self.facets.items()},
            narrow(np.frombuffer(self.parents, np.uint32)),
            self.titles.take(),
            take_records(),
            signatures,
            np.frombuffer(self.pictures, "<u8"),
        )
        return Content(self.fields, postings, layout, columns), np.array(self.live, np.bool_)


class Gathering:
    """Stories that are to make a segment.

    Args:
        extras: Fields and facets of the archive's own.
        records: Takes in their records.
    """

    def __init__(self, extras: Extras, records: RecordBuffer) -> None:
        self._extras = extras
        self._records = records
        self._pieces = Pieces()
        self._stories = _Gathered(story_fields(extras), stored_facets(extras), self._pieces)
        self._photos = _Gathered(PHOTO_FIELDS, STORED_OF_PHOTOS, self._pieces)
        self._translations = array("I")
        self._numbers: dict[str, int] = {}
        self._first_photos = array("I")

    def __len__(self) -> int:
        return len(self._stories.ids)

    @property
    def full(self) -> bool:
        """True when it is time to write a segment."""
        words = self._stories.tokens.size + self._photos.tokens.size
        return len(self) >= MAX_STORIES or words >= MAX_WORDS

    def add(self, story: Story) -> None:
        """Takes in a story and its photos, instead of the one of that id."""
        self.drop(story.id)
        number = len(self)
        stories, photos = self._stories, self._photos
        self._numbers[story.id] = number
        self._first_photos.append(len(photos.ids))
        stories.tokens.add(story_texts(story, self._extras))
        stories.add(story.id, story.date, story_facets(story, self._extras))
        stories.titles.add(story.title.encode())
        self._records.add(story)
        self._translations.append(translation_key(story))
        for photo in story.photos:
            photos.tokens.add(photo_texts(photo, story))
            photos.add(photo.id, photo.taken, photo_facets(photo, story))
            photos.parents.append(number)
            photos.pictures.append(picture_number(photo.image))

    def drop(self, story_id: str) -> None:
        """Takes a story and its photos out again; does nothing if it is not here."""
        number = self._numbers.pop(story_id, None)
        if number is not None:
            self._stories.live[number] = False
            photos = self._photos.live
            first, *following = self._first_photos[number : number + 2]
            last = following[0] if following else len(photos)
            photos[first:last] = bytes(last - first)

    @property
    def compounds(self) -> Collection[tuple[str, ...]]:
        """The forms of words with a hyphen or stop inside."""
        return self._pieces.compounds

    def finish(self) -> Iterator[tuple[Content, Mask]]:
        """Stories, then photos, as segments, and which of their documents count.

        Each is made when it is asked for, and takes its documents out.
        """
        self._records.begin()
        forms = self._pieces.forms()
        yield self._stories.finish(
            forms,
            lambda stream: sign_stories(stream, self._translations),
            self._records.take,
        )
        yield self._photos.finish(forms, sign_photos, lambda: NO_STRINGS)
