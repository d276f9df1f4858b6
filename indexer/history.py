"""What an index remembers of stories over its builds: which were in it and no longer are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
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
    present = {file.story_id for file in files if file.outcome is Outcome.STORY}
    removed = [story for story in previous.removed if story.story_id not in present]
    removed += [
        RemovedStory(story_id=file.story_id, addresses=file.addresses)
        for file in previous.files
        if file.outcome is Outcome.STORY and file.story_id not in present
    ]
    return tuple(removed[-MAX_REMOVED:])


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The part of a build record that tells the past; see :class:`BuildRecord`."""

    files: tuple[RememberedFile, ...]
    removed: tuple[RemovedStory, ...] = ()


class History:
    """The past of the stories of an index."""

    def __init__(self, remembered: Remembered) -> None:
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
