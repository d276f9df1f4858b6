"""What a build finds, as arrays that the index keeps: what, where, and since when.

A finding of a story is kept as its kind, the number of its photo and a mark by which it is known
from build to build; its words are made of the story when it is shown. Of each photo two numbers
are kept: equal ones are one picture, or one caption. What is not of one story is kept whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.archive.readers import ReadFile
from indexer.archive.reading import Reader
from indexer.desk.finding import ORDER, Finding
from indexer.desk.rules import findings_of
from indexer.desk.surroundings import broken_links, unused_images
from indexer.engine.records import BuildRecord, FileRecord
from indexer.model import SIZE_SUFFIX, ImageState, Photo, Story

Integers = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

VERSION = 2
"""Raised whenever older surveys can no longer be read."""

_MIN_CAPTION = 20
"""Characters; shorter captions ("Screenshot") are alike by chance."""

_TYPES = {
    "changed": "<u4",
    "row_offsets": "<u4",
    "kinds": "<u1",
    "photos": "<i4",
    "marks": "<u8",
    "seen": "<u4",
    "photo_offsets": "<u4",
    "images": "<u8",
    "captions": "<u8",
    "names": "<u8",
    "flags": "<u1",
}
_OF_ROWS = ("kinds", "photos", "marks", "seen")
_OF_PHOTOS = ("images", "captions", "names", "flags")

REMOTE, CAPTIONED, CREDITED, DATED, PLACED = 1, 2, 4, 8, 16
"""Flags of photos."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found, by the files of the build record.

    Attributes:
        changed: When each file last changed, in seconds since 1970.
        row_offsets: Where the findings of each file begin, and where the last end.
        kinds: Of each finding, its place in the order of a report.
        photos: Number of its photo in the story; -1 if it is about none.
        marks: What it is known by.
        seen: When it was first found.
        photo_offsets: Where the photos of each file begin, and where the last end.
        images: A number for each photo's picture.
        captions: A number for each photo's caption; 0 if it is too short to compare.
        names: A number for the name of each photo's file, sizes aside.
        flags: What else is known of each photo: ``REMOTE``, ``CAPTIONED`` ...
        others: Findings that follow from more than one story.
        others_seen: When each of them was first found.
    """

    changed: Integers
    row_offsets: Integers
    kinds: Integers
    photos: Integers
    marks: Integers
    seen: Integers
    photo_offsets: Integers
    images: Integers
    captions: Integers
    names: Integers
    flags: Integers
    others: tuple[Finding, ...] = ()
    others_seen: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """As it is kept."""
        arrays = {name: getattr(self, name).astype(kind).tobytes() for name, kind in _TYPES.items()}
        return msgspec.msgpack.encode(_Kept(VERSION, arrays, self.others, self.others_seen))


class _Kept(msgspec.Struct):
    version: int
    arrays: dict[str, bytes]
    others: tuple[Finding, ...]
    others_seen: tuple[int, ...]


def read_survey(content: bytes) -> Survey | None:
    """A survey as it was kept; None if there is none, or one of another version."""
    try:
        kept = msgspec.msgpack.decode(content, type=_Kept)
    except msgspec.DecodeError:
        return None
    if kept.version != VERSION:
        return None
    arrays: dict[str, Any] = {
        name: np.frombuffer(kept.arrays[name], kind) for name, kind in _TYPES.items()
    }
    return Survey(**arrays, others=kept.others, others_seen=kept.others_seen)


def mark_of(text: str) -> int:
    """A number for a text, the same in every build and never 0."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") | 1


@dataclass(frozen=True, slots=True)
class _Surveyed:
    """What was found in one file.

    Attributes:
        rows: Kind, photo and mark of each finding.
        photos: Image, caption, name and flags of each photo.
    """

    rows: tuple[tuple[int, int, int], ...]
    photos: tuple[tuple[int, int, int, int], ...]


class Surveyor:
    """Surveys the files that a build reads, and keeps what was found in the others.

    Args:
        previous: What the index remembers of the last build; None for a new index.
        survey: What that build found; None if that is not known.
        started_at: When this build began.
    """

    def __init__(
        self, previous: BuildRecord | None, survey: Survey | None, started_at: datetime
    ) -> None:
        self._now = int(started_at.timestamp())
        files = previous.files if previous and survey else ()
        self._before: Mapping[str, int] = {file.path: at for at, file in enumerate(files)}
        self._files = files
        self._survey = survey if files else None
        self._read: dict[str, _Surveyed] = {}

    def take(self, file: ReadFile) -> None:
        """Surveys a file that was read."""
        story = file.reading.story
        self._read[file.found.path] = _survey_story(story) if story else _Surveyed((), ())

    def finish(self, reader: Reader, files: Sequence[FileRecord]) -> Survey:
        """What is found in all files.

        Args:
            reader: What the posts were read with.
            files: All files of the archive, by path.
        """
        old, new = self._survey or _gather([], []), self._of_read(files)
        numbers = {path: at for at, path in enumerate(self._read)}
        begin = len(old.changed)
        places = np.fromiter(
            (
                begin + numbers[file.path] if file.path in numbers else self._before[file.path]
                for file in files
            ),
            np.int64,
            len(files),
        )
        whole = _chosen(old, new, places)
        others = [*broken_links(reader, files), *unused_images(reader, files)]
        known = (
            dict(zip(map(Finding.mark, old.others), old.others_seen, strict=True))
            if self._survey
            else {}
        )
        seen = tuple(known.get(finding.mark(), self._now) for finding in others)
        return Survey(**whole, others=tuple(others), others_seen=seen)

    def _of_read(self, files: Iterable[FileRecord]) -> Survey:
        """What was found in the files that were read, with the moments that were known before."""
        records = {file.path: file for file in files}
        changed, seen = [], []
        for path, surveyed in self._read.items():
            at = self._before.get(path)
            before = self._files[at] if at is not None else None
            after = records.get(path)
            known = dict(self._seen(at)) if at is not None else {}
            seen += [known.get(mark, self._now) for _, _, mark in surveyed.rows]
            same = before and after and _same(before, after) and self._survey is not None
            changed.append(
                int(self._survey.changed[at]) if same and self._survey is not None else self._now
            )
        return _gather(list(self._read.values()), changed, seen)

    def _seen(self, at: int) -> Iterator[tuple[int, int]]:
        """Marks of a file's findings, and when each was first found."""
        assert self._survey is not None  # noqa: S101 - there are no files without one
        first, last = self._survey.row_offsets[at : at + 2].tolist()
        marks, seen = self._survey.marks[first:last], self._survey.seen[first:last]
        return zip(marks.tolist(), seen.tolist(), strict=True)


def _same(before: FileRecord, after: FileRecord) -> bool:
    return bool(after.digest) and (before.digest, before.images) == (after.digest, after.images)


def _survey_story(story: Story) -> _Surveyed:
    numbers = {photo.id: number for number, photo in enumerate(story.photos)}
    return _Surveyed(
        tuple(
            (ORDER[finding.kind], numbers.get(finding.photo_id, -1), mark_of(finding.mark()))
            for finding in findings_of(story)
        ),
        tuple(map(_photo_facts, story.photos)),
    )


def _photo_facts(photo: Photo) -> tuple[int, int, int, int]:
    image = photo.image
    flags = (
        REMOTE * (image.state is ImageState.REMOTE)
        | CAPTIONED * bool(photo.caption.text)
        | CREDITED * bool(photo.credits)
        | DATED * (photo.taken.earliest is not None)
        | PLACED * (photo.place is not None)
    )
    name = SIZE_SUFFIX.sub("", image.name).casefold()
    return mark_of(image.key), _caption_mark(photo), mark_of(name), flags


def _caption_mark(photo: Photo) -> int:
    words = " ".join(sentence.text for sentence in photo.caption.sentences)
    return mark_of(words.casefold()) if len(words) >= _MIN_CAPTION else 0


def _gather(
    surveyed: Sequence[_Surveyed], changed: Sequence[int], seen: Sequence[int] = ()
) -> Survey:
    rows = [row for one in surveyed for row in one.rows]
    photos = [photo for one in surveyed for photo in one.photos]
    lists: dict[str, Any] = {
        "changed": changed,
        "row_offsets": [0, *accumulate(len(one.rows) for one in surveyed)],
        "kinds": [kind for kind, _, _ in rows],
        "photos": [photo for _, photo, _ in rows],
        "marks": [mark for _, _, mark in rows],
        "seen": seen,
        "photo_offsets": [0, *accumulate(len(one.photos) for one in surveyed)],
        **{name: [photo[at] for photo in photos] for at, name in enumerate(_OF_PHOTOS)},
    }
    arrays: dict[str, Any] = {name: np.array(lists[name], kind) for name, kind in _TYPES.items()}
    return Survey(**arrays)


def _chosen(old: Survey, new: Survey, places: Integers) -> dict[str, Any]:
    """The columns of some files, numbered through both surveys, in that order."""
    joined: dict[str, Integers] = {}
    for name in _TYPES:
        one, other = getattr(old, name), getattr(new, name)
        if name.endswith("offsets"):
            other = other[1:].astype(np.int64) + int(one[-1])
        joined[name] = np.concatenate([one, other])
    rows, row_offsets = _slices(joined["row_offsets"], places)
    photos, photo_offsets = _slices(joined["photo_offsets"], places)
    return {
        "changed": joined["changed"][places],
        "row_offsets": row_offsets,
        **{name: joined[name][rows] for name in _OF_ROWS},
        "photo_offsets": photo_offsets,
        **{name: joined[name][photos] for name in _OF_PHOTOS},
    }


def sizes_of(offsets: Integers) -> Integers:
    """How much lies between each offset and the next."""
    numbers = offsets.astype(np.int64)
    sizes: Integers = numbers[1:] - numbers[:-1]
    return sizes


def _slices(offsets: Integers, places: Integers) -> tuple[Integers, Integers]:
    """Numbers of what belongs to some files, one after the other, and their new offsets."""
    begins, sizes = offsets[:-1][places].astype(np.int64), sizes_of(offsets)[places]
    ends = np.cumsum(sizes)
    numbers = np.arange(int(sizes.sum())) + np.repeat(begins - (ends - sizes), sizes)
    return numbers, np.concatenate([np.zeros(1, np.int64), ends])
