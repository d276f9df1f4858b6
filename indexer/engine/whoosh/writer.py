"""Writes a new generation of an index."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import filelock
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from indexer.engine.base import IndexWriter
from indexer.engine.records import BuildRecord, Outcome
from indexer.engine.whoosh.documents import photo_document, story_document
from indexer.engine.whoosh.generations import Generation, Generations
from indexer.engine.whoosh.schema import PHOTO_SCHEMA, story_schema
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.errors import IndexUnreadableError
from indexer.extras import Extras
from indexer.model import Story

BUFFER_MB = 256
"""Memory in which postings are gathered before a sorted run is written."""


class WhooshWriter(IndexWriter):
    """Adds and removes stories; see :class:`indexer.engine.base.IndexWriter`."""

    def __init__(self, index: Path, extras: Extras, *, rebuild: bool = False) -> None:
        self._generations = Generations(index)
        self._extras = extras
        self._rebuild = rebuild
        self._lock: filelock.BaseFileLock | None = None
        self._generation: Generation | None = None
        self._stories: Any = None
        self._photos: Any = None
        self._story_documents: dict[str, int] = {}
        self._photo_documents: dict[str, list[int]] = {}

    def __enter__(self) -> Self:
        """Takes the index's lock."""
        self._lock = self._generations.lock()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Discards what was not committed and releases the lock."""
        try:
            for writer in (self._stories, self._photos):
                if writer is not None:
                    # What went wrong is being raised already; a second failure must not hide it.
                    with contextlib.suppress(Exception):
                        writer.cancel()
            if self._generation is not None:
                shutil.rmtree(self._generation.path, ignore_errors=True)
        finally:
            self._stories = self._photos = self._generation = None
            if self._lock is not None:
                self._lock.release()

    def previous(self) -> BuildRecord | None:
        """Record of the build that wrote the current generation; None for a new index."""
        if not self._generations.exists():
            return None
        try:
            return self._generations.current().read_record()
        except IndexUnreadableError:
            if self._rebuild:
                return None
            raise

    def generation(self) -> int:
        """Number of the generation that answers; 0 for a new index."""
        return self._generations.current().number if self._generations.exists() else 0

    def put(self, story: Story) -> None:
        """Adds a story and its photos, replacing the one of that id."""
        self._begin()
        self.delete(story.id)
        self._stories.add_document(**story_document(story, self._extras))
        for photo in story.photos:
            self._photos.add_document(**photo_document(photo, story))

    def delete(self, story_id: str) -> None:
        """Removes a story and its photos; does nothing if there is none."""
        self._begin()
        document = self._story_documents.pop(story_id, None)
        if document is not None:
            self._stories.delete_document(document)
        for photo_document_number in self._photo_documents.pop(story_id, ()):
            self._photos.delete_document(photo_document_number)

    def commit(self, record: BuildRecord) -> int:
        """Publishes stories, photos and record as one new generation."""
        generation = self._begin()
        stories, self._stories = self._stories, None
        stories.commit()
        photos, self._photos = self._photos, None
        photos.commit()
        generation.write_record(record)
        # A generation is published only after it has been opened and read.
        with Snapshot(generation) as snapshot:
            count = len(snapshot.stories.by_id)
            expected = sum(1 for file in record.files if file.outcome is Outcome.STORY)
            if not count == len(snapshot.stories.documents) == expected:
                raise IndexUnreadableError(
                    f"The new index holds {count} stories instead of {expected}; "
                    "it was discarded. Build it anew: backfile build ARCHIVE --rebuild"
                )
        self._generations.publish(generation, record.archive)
        self._generation = None
        return generation.number

    def _begin(self) -> Generation:
        if self._generation is not None:
            return self._generation
        empty = self._rebuild or not self._generations.exists() or self._has_other_fields()
        generation = self._generations.begin(self._extras, empty=empty)
        schema = story_schema(self._extras)
        if empty:
            stories = FileIndex.create(FileStorage(str(generation.stories)), schema)
            photos = FileIndex.create(FileStorage(str(generation.photos)), PHOTO_SCHEMA)
        else:
            with Snapshot(self._generations.current()) as snapshot:
                self._story_documents = dict(snapshot.stories.by_id)
                self._photo_documents = {
                    story_id: list(numbers)
                    for story_id, numbers in snapshot.photos_by_story.items()
                }
            stories = FileIndex(FileStorage(str(generation.stories)), schema)
            photos = FileIndex(FileStorage(str(generation.photos)), PHOTO_SCHEMA)
        self._stories = stories.writer(limitmb=BUFFER_MB)
        self._photos = photos.writer(limitmb=BUFFER_MB)
        self._generation = generation
        return generation

    def _has_other_fields(self) -> bool:
        """True if the index was built with other fields, so that every story is put anew."""
        return self._generations.current().extras != self._extras
