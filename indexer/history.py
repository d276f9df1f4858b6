"""What an index remembers of stories over its builds: when each came, and which are gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from indexer.engine.records import BuildRecord, FileRecord, Outcome, RemovedStory
from indexer.page_paths import paths_within_site

MAX_REMOVED = 100_000
"""Removed stories that are remembered; the first that were removed are forgotten first."""

HASH_BYTES = 16

_BEFORE_PHOTO = "--"
"""Stands in the id of a photo after that of its story, and in no id of a story."""


def removed_stories(
    previous: BuildRecord | None, files: Iterable[FileRecord]
) -> tuple[RemovedStory, ...]:
    """The stories to remember as removed, in the order in which they were.

    Args:
        previous: What the index remembers of the last build.
        files: What this build found.
    """
    if previous is None:
        return ()
    moments = _moments(previous)
    present = {file.story_id for file in files if file.outcome is Outcome.STORY}
    removed = [story for story in previous.removed if story.story_id not in present]
    removed += [
        RemovedStory(
            story_id=file.story_id, addresses=file.addresses, added_at=moments[file.story_id]
        )
        for file in previous.files
        if file.outcome is Outcome.STORY and file.story_id not in present
    ]
    return tuple(removed[-MAX_REMOVED:])


def with_moments(
    previous: BuildRecord | None, files: Iterable[FileRecord], started_at: datetime
) -> Iterator[FileRecord]:
    """The records of files, each with the moment its story first came into the index.

    A story keeps it when it changes, when its file is renamed or it gets another id, and when it
    comes back. What was there before moments were kept came with the last build that did not.

    Args:
        previous: What the index remembers of the last build.
        files: What this build found.
        started_at: When this build began.
    """
    by_id = _moments(previous) if previous else {}
    stories = [f for f in previous.files if f.outcome is Outcome.STORY] if previous else []
    by_path = {file.path: by_id[file.story_id] for file in stories}
    now = _to_the_second(started_at)
    for file in files:
        if file.outcome is not Outcome.STORY:
            yield file
            continue
        moment = by_path.get(file.path) or by_id.get(file.story_id) or now
        yield file if file.added_at == moment else replace(file, added_at=moment)


def _moments(record: BuildRecord) -> dict[str, datetime]:
    """Story id -> when it first came into the index, removed stories included."""
    earliest = _to_the_second(record.started_at)
    stories = (file for file in record.files if file.outcome is Outcome.STORY)
    return {
        **{story.story_id: story.added_at or earliest for story in record.removed},
        **{story.story_id: story.added_at or earliest for story in stories},
    }


def _to_the_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def content_hash(record: BuildRecord) -> str:
    """A digest of what the stories of an index were made of, in hexadecimal digits."""
    stories = sorted(
        f"{file.story_id} {file.digest}" for file in record.files if file.outcome is Outcome.STORY
    )
    content = "\n".join([record.fingerprint, *stories])
    return hashlib.blake2b(content.encode(), digest_size=HASH_BYTES).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedFile:
    """What of a file's record tells its story's past; see :class:`FileRecord`."""

    story_id: str
    outcome: Outcome
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The part of a build record that tells the past; see :class:`BuildRecord`."""

    started_at: datetime
    files: tuple[RememberedFile, ...]
    removed: tuple[RemovedStory, ...] = ()


class History:
    """The past of the stories of an index.

    Attributes:
        added: Story id -> when it first came into the index, in seconds since 1970.
    """

    def __init__(self, remembered: Remembered) -> None:
        earliest = _to_the_second(remembered.started_at)
        self.added = {
            file.story_id: int((file.added_at or earliest).timestamp())
            for file in remembered.files
            if file.outcome is Outcome.STORY
        }
        # A post that could not be read this time is not gone.
        failed = {file.story_id for file in remembered.files if file.outcome is Outcome.FAILED}
        gone = [story for story in remembered.removed if story.story_id not in failed]
        self._ids = {story.story_id for story in gone}
        self._addresses = {address for story in gone for address in story.addresses}

    def was_removed(self, document_id: str) -> bool:
        """True for a story that is no longer in the index, and for its photos."""
        return document_id.partition(_BEFORE_PHOTO)[0] in self._ids

    def was_removed_from(self, url: str) -> bool:
        """True if the public site showed a story at an address that is no longer in the index."""
        try:
            paths = paths_within_site(urlsplit(url.strip()).path)
        except ValueError:
            return False
        return not self._addresses.isdisjoint(paths)
