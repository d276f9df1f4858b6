"""What an index remembers of its builds and tells of itself.

An engine keeps a :class:`BuildRecord` beside the documents, committed with them, so that the next
build can skip what has not changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from indexer.model import Problem


class Outcome(StrEnum):
    """What became of a file."""

    STORY = "story"
    EXCLUDED = "excluded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """What a build learned of one file, so that the next one can skip it.

    Attributes:
        path: Archive-relative POSIX path.
        size: Bytes.
        mtime_ns: Modification time, nanoseconds since the epoch.
        ctime_ns: Change time likewise.
        digest: Hex digest of the content; empty if the file has to be read again next time.
        outcome: What became of it.
        story_id: Id of its story; also given to files without a story, unused.
        photo_count: Photos in its story.
        reason: Why it is excluded or failed; empty for a story.
        publishes_on: Day from which a post dated in the future is published; else None.
        addresses: Normal paths at which the public site shows its story, or leads to it.
        links: Normal paths on the same site, and names of posts, that its story links to.
        images: Archive-relative image path -> "size-mtime" when the file is there, else "".
        problems: What could not be read as meant.
        added_at: When the build began that first put its story into the index, in UTC and to the
            second; None for files without a story, and in records of earlier versions.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    digest: str
    outcome: Outcome
    story_id: str
    photo_count: int = 0
    reason: str = ""
    publishes_on: date | None = None
    addresses: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedStory:
    """A story that was in the index and no longer is.

    Attributes:
        story_id: Its id.
        addresses: Normal paths at which the public site showed it, or led to it.
        added_at: When it first came into the index, which it keeps if it comes back.
    """

    story_id: str
    addresses: tuple[str, ...] = ()
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """What an index remembers of the build that wrote it. Committed with the documents.

    Attributes:
        archive: Absolute path of the archive.
        title: The site's title; the folder's name if it has none.
        fingerprint: Digest of all that shapes parsing beside the posts: site configuration,
            settings and parser version.
        started_at: When the build began.
        files: One record a file, by path.
        problems: Problems of the site as a whole.
        removed: Stories that were there in earlier builds, in the order of their removal.
    """

    archive: str
    title: str
    fingerprint: str
    started_at: datetime
    files: tuple[FileRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed: tuple[RemovedStory, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """Figures of an index.

    Attributes:
        index: Path of the index directory.
        archive: Path of the archive it was built from.
        title: The site's title.
        generation: Number of the generation that answers.
        built_at: When the build that wrote it began.
        stories: Stories that can be found.
        photos: Photos that can be found.
        undated: Stories without a date.
        first_date: Earliest day of publication.
        last_date: Latest day of publication.
        excluded: Files left out on purpose.
        failed: Files that could not be read.
        problems: Problems met, warnings included.
        size_bytes: Size of the index on disk.
        content_hash: 32 hexadecimal digits that are the same for indexes of the same stories read
            by the same rules, and others once a story has changed.
    """

    index: str
    archive: str
    title: str
    generation: int
    built_at: datetime
    stories: int
    photos: int
    undated: int
    first_date: date | None
    last_date: date | None
    excluded: int
    failed: int
    problems: int
    size_bytes: int
    content_hash: str
