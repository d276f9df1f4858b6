"""Compares an archive with its index, then adds, changes and deletes."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from indexer.archive.discover import Found, find_posts
from indexer.archive.images import ImageStamps
from indexer.archive.readers import ReadFile, digest, read_file, read_in_parallel
from indexer.archive.reading import Reader
from indexer.archive.site import read_site
from indexer.desk.survey import Surveyor, read_survey
from indexer.engine.base import IndexWriter
from indexer.engine.factory import open_writer
from indexer.engine.records import BuildRecord, FileRecord, Outcome
from indexer.errors import (
    ArchiveError,
    ForeignIndexError,
    IndexUnwritableError,
    RemovalsRefusedError,
    SettingError,
)
from indexer.extras import Extras
from indexer.history import removed_stories, with_moments
from indexer.settings import Settings

PARSER_VERSION = 8
"""Raised whenever the same post would be read differently, so that every post is read anew."""

MAX_REMOVED_SHARE = 0.2
MIN_PARALLEL = 64
"""Fewer posts are read faster than processes start."""

_SAME_INSTANT_NS = 2_000_000_000
"""A file changed this shortly before a build may change again without a newer time."""


class Reporter(Protocol):
    """Is told how a build is getting on."""

    def tell(self, line: str) -> None:
        """Something that should be known beforehand."""

    def start(self, total: int) -> None:
        """A build begins to read that many files."""

    def advance(self) -> None:
        """One more file is done."""

    def writing(self) -> None:
        """All are read; the index is being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build did. Field names are the keys of ``build --json``.

    Attributes:
        archive: Absolute path.
        index: Path of the index directory.
        generation: The generation that answers now.
        files: Files looked at: stories, excluded ones and failed ones.
        stories: Stories in the index.
        photos: Photos in the index.
        excluded: Files left out on purpose.
        failed: Files that could not be read.
        problems: Problems met, warnings included.
        added: Stories that were new.
        changed: Stories that were replaced.
        deleted: Stories that were removed.
        unchanged: Stories that stayed as they were.
        seconds: How long it took.
    """

    archive: str
    index: str
    generation: int
    files: int
    stories: int
    photos: int
    excluded: int
    failed: int
    problems: int
    added: int
    changed: int
    deleted: int
    unchanged: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A summary, and the record with everything in it."""

    summary: BuildSummary
    record: BuildRecord


@dataclass(slots=True)
class _Changes:
    """What separates the archive from the index."""

    to_read: list[Found]
    kept: list[FileRecord]


def build(  # noqa: PLR0913 - what a build depends on
    archive: Path,
    index: Path,
    settings: Settings,
    reporter: Reporter,
    *,
    rebuild: bool = False,
    allow_removals: bool = False,
    now: datetime | None = None,
) -> BuildResult:
    """Brings an index up to date with its archive.

    Args:
        archive: The archive's folder.
        index: The index directory; made if it is not there.
        settings: ``jobs``, ``image_root``, ``future`` and ``unpublished`` matter.
        reporter: Is told of the progress.
        rebuild: True to read and index everything anew.
        allow_removals: True to remove any number of stories.
        now: When the build runs, with its time zone; the clock's time if None.

    Raises:
        ArchiveError: The archive is not there, cannot be read or holds no posts.
        ForeignIndexError: The index belongs to another archive.
        RemovalsRefusedError: Too many stories would be removed.
        IndexLockedError: Another build is writing this index.
        IndexUnreadableError: The index is damaged; ``rebuild`` helps.
        IndexUnwritableError: The system does not let the index be written.
    """
    clock = time.perf_counter()
    started_at = now or datetime.now(UTC)
    archive = archive.resolve()
    reader = make_reader(archive, settings, started_at)
    site = reader.site
    found = find_posts(archive, site)
    if not found and not allow_removals:
        raise ArchiveError(
            f"There are no posts in {archive}: neither a _posts folder nor files that look like "
            "posts. Give the folder that holds _posts."
        )
    with _writing(index, settings.extras, rebuild=rebuild) as writer:
        previous = writer.previous()
        _check_owner(previous, archive, index)
        fingerprint = _fingerprint(reader, settings.extras)
        if writer.anew and not rebuild:
            reporter.tell(
                "The index was written by another version of Backfile; every post is read anew."
            )
        usable = previous if not writer.anew and previous else None
        kept = writer.previous_survey()
        survey = read_survey(kept)
        # What a clock that was ahead published before its day must not stay.
        ahead = usable is not None and site.day_of(usable.started_at) > reader.today
        same_rules = (
            usable is not None
            and usable.fingerprint == fingerprint
            and survey is not None
            and not ahead
        )
        changes = _compare(found, usable, reader, same_rules=same_rules)
        reporter.start(len(changes.to_read))
        before = {file.path: file for file in usable.files} if usable else {}
        update = _Update(writer, before, None if allow_removals else previous)
        surveyor = Surveyor(usable, survey, started_at)
        for file in read_all(reader, changes.to_read, settings.jobs):
            update.take(file)
            surveyor.take(file)
            reporter.advance()
        reporter.writing()
        everything = with_moments(previous, [*changes.kept, *update.files], started_at)
        files = sorted(everything, key=lambda file: file.path)
        _check_any_story(files, archive, allowed=allow_removals)
        update.remove_others(files)
        record = BuildRecord(
            archive=str(archive),
            title=site.title or archive.name,
            fingerprint=fingerprint,
            started_at=started_at,
            files=tuple(files),
            problems=site.problems,
            removed=removed_stories(previous, files),
        )
        found_now = surveyor.finish(reader, files).to_bytes()
        unchanged = usable is not None and _same_content(usable, record) and kept == found_now
        # A day to come is not kept, or every build until then would read every post.
        keeps = unchanged and not ahead
        generation = writer.generation() if keeps else writer.commit(record, found_now)
    summary = _summarize(record, update, index, generation, time.perf_counter() - clock)
    return BuildResult(summary, record)


@contextmanager
def _writing(index: Path, extras: Extras, *, rebuild: bool) -> Iterator[IndexWriter]:
    """What writes the index, with its errors told as such: a full disk names no file."""
    try:
        with open_writer(index, extras, rebuild=rebuild) as writer:
            yield writer
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise IndexUnwritableError(
            f"The index {index} could not be written and is as it was: "
            f"{error.strerror or error}{where}."
        ) from error


def make_reader(archive: Path, settings: Settings, now: datetime) -> Reader:
    """What reading the posts of an archive needs, given the settings and the moment."""
    if settings.image_root and not settings.image_root.is_dir():
        raise SettingError(f"There is no folder {settings.image_root} (image_root).")
    site = read_site(archive)
    return Reader(
        archive=archive,
        site=site,
        today=site.day_of(now),
        image_root=settings.image_root.resolve() if settings.image_root else None,
        future=settings.future,
        unpublished=settings.unpublished,
        lang=settings.lang,
        limits=settings.limits,
    )


class _Update:
    """Applies readings to the index and counts."""

    def __init__(
        self, writer: IndexWriter, before: dict[str, FileRecord], guarded: BuildRecord | None
    ) -> None:
        self._writer = writer
        self._before = before
        self._guarded = guarded
        self.files: list[FileRecord] = []
        self.added = self.changed = self.deleted = 0

    def take(self, file: ReadFile) -> None:
        """Notes what became of a file and puts its story into the index."""
        story = file.reading.story
        before = self._before.get(file.found.path)
        had_story = before is not None and before.outcome is Outcome.STORY
        if story is not None:
            self._writer.put(story)
            if had_story:
                self.changed += 1
            else:
                self.added += 1
        self.files.append(file_record(file))

    def remove_others(self, files: Iterable[FileRecord]) -> None:
        """Deletes the stories that no file gives any more.

        Raises:
            RemovalsRefusedError: They are more than a slip of the hand should cost.
        """
        files = list(files)
        present = [file for file in files if file.outcome is Outcome.STORY]
        paths = {file.path for file in present}
        self._check_removals(paths, files)
        former = [file for file in self._before.values() if file.outcome is Outcome.STORY]
        # By id, because a story whose id has changed is in the index under the new one already.
        for story_id in sorted({f.story_id for f in former} - {f.story_id for f in present}):
            self._writer.delete(story_id)
        self.deleted = sum(file.path not in paths for file in former)

    def _check_removals(self, present: set[str], files: Sequence[FileRecord]) -> None:
        if self._guarded is None:
            return
        former = {f.path for f in self._guarded.files if f.outcome is Outcome.STORY}
        lost = former - present
        archive = self._guarded.archive
        if former and len(lost) > len(former) * MAX_REMOVED_SHARE:
            raise RemovalsRefusedError(
                f"{len(lost):,} of the {len(former):,} stories in the index are no longer in the "
                f"archive{_left_out(lost, files)}{_unopened(files)}. "
                f"If that is meant: backfile build {archive} --allow-removals"
            )


def _left_out(lost: Collection[str], files: Iterable[FileRecord]) -> str:
    """Why some of the stories that are missing are left out, as by a clock that is wrong."""
    reasons = Counter(
        file.reason for file in files if file.outcome is Outcome.EXCLUDED and file.path in lost
    )
    if not reasons:
        return ""
    return " or left out of it (" + ", ".join(f"{n:,} {why}" for why, n in reasons.items()) + ")"


def _unopened(files: Iterable[FileRecord]) -> str:
    """Of files and folders that could not be opened, which may be why stories are missing."""
    unopened = [file for file in files if file.outcome is Outcome.FAILED and not file.digest]
    if not unopened:
        return ""
    first = unopened[0]
    reason = " ".join(problem.reason for problem in first.problems).rstrip(".")
    others = f" and {len(unopened) - 1:,} more" if len(unopened) > 1 else ""
    return f", where {first.path}{others} could not be opened ({reason})"


def _compare(
    found: Sequence[Found], previous: BuildRecord | None, reader: Reader, *, same_rules: bool
) -> _Changes:
    """Sorts files into those to read and those that are as they were."""
    if previous is None:
        return _Changes(list(found), [])
    known = {file.path: file for file in previous.files}
    changes = _Changes([], [])
    started_ns = int(previous.started_at.timestamp() * 1e9)
    stamps = ImageStamps(reader.archive, reader.image_root, reader.image_files)
    for post in found:
        file = known.get(post.path)
        if (
            file is None
            or post.trouble is not None
            or not same_rules
            or file.story_id != post.story_id
            or not file.digest
            or _is_due(file, reader.today)
            or any(stamps.of(path) != stamp for path, stamp in file.images.items())
        ):
            changes.to_read.append(post)
        elif (
            file.size == post.size
            and (file.mtime_ns, file.ctime_ns) == (post.mtime_ns, post.ctime_ns)
            and max(post.mtime_ns, post.ctime_ns) < started_ns - _SAME_INSTANT_NS
        ):
            changes.kept.append(file)
        elif file.size == post.size and file.digest == _digest_of(reader.archive / post.path):
            changes.kept.append(replace(file, mtime_ns=post.mtime_ns, ctime_ns=post.ctime_ns))
        else:
            changes.to_read.append(post)
    return changes


def file_record(file: ReadFile) -> FileRecord:
    """What an index remembers of a file that was read."""
    post, reading = file.found, file.reading
    story = reading.story
    return FileRecord(
        path=post.path,
        size=post.size,
        mtime_ns=post.mtime_ns,
        ctime_ns=post.ctime_ns,
        digest=file.digest,
        outcome=reading.outcome,
        story_id=post.story_id,
        photo_count=len(story.photos) if story else 0,
        reason=reading.reason,
        publishes_on=reading.publishes_on,
        addresses=reading.addresses,
        links=story.links if story else (),
        images=reading.images,
        problems=reading.problems,
    )


def _is_due(file: FileRecord, today: date) -> bool:
    return file.publishes_on is not None and file.publishes_on <= today


def read_all(reader: Reader, posts: Sequence[Found], jobs: int) -> Iterator[ReadFile]:
    """Reads posts in the order given; in several processes where that is quicker."""
    jobs = jobs or os.cpu_count() or 1
    if jobs > 1 and len(posts) >= MIN_PARALLEL:
        yield from read_in_parallel(reader, posts, jobs)
        return
    for post in posts:
        yield read_file(reader, post)


def _digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _fingerprint(reader: Reader, extras: Extras) -> str:
    """A digest of everything beside the posts that shapes how they are read and indexed."""
    rules = replace(reader, archive=Path(), today=date.min)
    return digest(f"{PARSER_VERSION} {rules!r} {extras!r}".encode())


def _check_owner(previous: BuildRecord | None, archive: Path, index: Path) -> None:
    if previous is not None and previous.archive != str(archive):
        raise ForeignIndexError(
            f"The index {index} belongs to another archive, {previous.archive}. "
            "Give another --index, or remove that folder first."
        )


def _check_any_story(files: Sequence[FileRecord], archive: Path, *, allowed: bool) -> None:
    """Refuses a folder in which nothing even looks like a post."""
    if allowed or any(file.outcome is not Outcome.EXCLUDED for file in files):
        return
    reasons = ", ".join(sorted({file.reason for file in files}))
    raise ArchiveError(
        f"None of the {len(files):,} files in {archive} becomes a story ({reasons}). "
        "Give the folder that holds _posts."
    )


def _same_content(before: BuildRecord, after: BuildRecord) -> bool:
    """True if nothing has changed but the time of the build."""
    return replace(before, started_at=after.started_at) == after


def _summarize(
    record: BuildRecord, update: _Update, index: Path, generation: int, seconds: float
) -> BuildSummary:
    outcomes = [file.outcome for file in record.files]
    stories = outcomes.count(Outcome.STORY)
    return BuildSummary(
        archive=record.archive,
        index=str(index),
        generation=generation,
        files=len(outcomes),
        stories=stories,
        photos=sum(file.photo_count for file in record.files),
        excluded=outcomes.count(Outcome.EXCLUDED),
        failed=outcomes.count(Outcome.FAILED),
        problems=len(record.problems) + sum(len(file.problems) for file in record.files),
        added=update.added,
        changed=update.changed,
        deleted=update.deleted,
        unchanged=stories - update.added - update.changed,
        seconds=round(seconds, 2),
    )
