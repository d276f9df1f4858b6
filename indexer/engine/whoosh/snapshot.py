"""One generation opened for reading: postings, values of every document, stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

import msgspec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from indexer.engine.whoosh.documents import PhotoValues, StoryValues, read_record
from indexer.engine.whoosh.generations import Generation
from indexer.engine.whoosh.schema import PHOTO_SCHEMA, RECORD, VALUES, story_schema
from indexer.errors import IndexUnreadableError
from indexer.model import Story

V = TypeVar("V", StoryValues, PhotoValues)


class Posting(NamedTuple):
    """A form in a document.

    Attributes:
        document: Number of the document.
        frequency: How often the form stands in the field.
        length: Forms in the field, as the index keeps it (rounded).
        positions: Where, if asked for; else empty.
    """

    document: int
    frequency: float
    length: int
    positions: tuple[int, ...]


class DocumentIndex(Generic[V]):
    """The stories or the photos of a generation.

    Attributes:
        documents: Number -> values, of every document that is not deleted.
        by_id: Id -> number.
    """

    def __init__(self, path: Path, schema: Any, values: type[V]) -> None:  # noqa: ANN401
        index = FileIndex(FileStorage(str(path)), schema)
        self._reader = index.reader()
        decoder = msgspec.json.Decoder(values)
        self.documents: dict[int, V] = {}
        if self._reader.doc_count_all():
            column = self._reader.column_reader(VALUES)
            self.documents = {
                number: decoder.decode(column[number]) for number in self._reader.all_doc_ids()
            }
        self.by_id = {document.id: number for number, document in self.documents.items()}
        self._lengths: dict[str, list[int]] = {}
        self._average_lengths: dict[str, float] = {}
        self._records: Any = None

    def close(self) -> None:
        """Lets go of the files."""
        self._reader.close()

    def forms(self, field: str, prefix: str = "") -> Iterator[str]:
        """The forms in a field, in order, that begin with the prefix."""
        for form in self._reader.expand_prefix(field, prefix):
            yield form.decode()

    def average_length(self, field: str) -> float:
        """Mean number of forms in the field over all documents.

        Without deleted ones, which Whoosh counts until it merges them away: scores depend on
        what an index holds, not on how it came to hold it.
        """
        if field not in self._average_lengths:
            lengths = self.lengths(field)
            total = sum(lengths[number] for number in self.documents)
            self._average_lengths[field] = total / (len(self.documents) or 1) or 1.0
        return self._average_lengths[field]

    def lengths(self, field: str) -> list[int]:
        """Forms in the field, by document number, as the index keeps them (rounded)."""
        if field not in self._lengths:
            count = self._reader.doc_count_all()
            self._lengths[field] = [
                self._reader.doc_field_length(n, field) or 0 for n in range(count)
            ]
        return self._lengths[field]

    def postings(self, field: str, form: str, *, positions: bool = False) -> Iterator[Posting]:
        """The documents whose field has the form."""
        lengths = self.lengths(field)
        for reader, offset in self._reader.leaf_readers():
            if (field, form) not in reader:
                continue
            matcher = reader.postings(field, form)
            while matcher.is_active():
                number = matcher.id()
                yield Posting(
                    number + offset,
                    matcher.weight(),
                    lengths[number + offset],
                    tuple(matcher.value_as("positions")) if positions else (),
                )
                matcher.next()

    def record(self, number: int) -> bytes:
        """The record of a document."""
        if self._records is None:
            self._records = self._reader.column_reader(RECORD)
        record: bytes = self._records[number]
        return record


class Snapshot:
    """One generation, opened. Not safe to use from several threads at once.

    Attributes:
        number: Of the generation.
        stories: The story index.
        photos: The photo index.
        photos_by_story: Story id -> numbers of its photos.
    """

    def __init__(self, generation: Generation) -> None:
        self.number = generation.number
        self.generation = generation
        try:
            self.stories = DocumentIndex(
                generation.stories, story_schema(generation.extras), StoryValues
            )
            self.photos = DocumentIndex(generation.photos, PHOTO_SCHEMA, PhotoValues)
        except Exception as error:  # whoosh raises whatever a damaged file leads it to
            raise IndexUnreadableError(
                f"The index {generation.path.parents[1]} is damaged ({error}). "
                "Build it anew: backfile build ARCHIVE --rebuild"
            ) from error
        photos_by_story: dict[str, list[int]] = {}
        for number, photo in self.photos.documents.items():
            photos_by_story.setdefault(photo.story_id, []).append(number)
        self.photos_by_story: Mapping[str, list[int]] = photos_by_story

    def __enter__(self) -> Self:
        """Opened already."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Lets go of the files."""
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self.stories.close()
        self.photos.close()

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""
        number = self.stories.by_id.get(story_id)
        return None if number is None else read_record(self.stories.record(number))

    def story_of(self, photo: int) -> int:
        """Number of the story in which the photo of that number stands."""
        return self.stories.by_id[self.photos.documents[photo].story_id]
