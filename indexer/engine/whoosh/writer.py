"""Writes a new generation of an index."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import filelock
import numpy as np

from indexer import analysis
from indexer.engine.base import IndexWriter
from indexer.engine.records import BuildRecord, Outcome
from indexer.engine.request import Scope
from indexer.engine.whoosh.allocation import give_back_freed_memory, keep_freed_memory
from indexer.engine.whoosh.codec import read_live
from indexer.engine.whoosh.gathering import Gathering
from indexer.engine.whoosh.generations import Contents, Generation, Generations, unreadable
from indexer.engine.whoosh.proving import stories_proved
from indexer.engine.whoosh.schema import PHOTO_WEIGHTS, story_weights
from indexer.engine.whoosh.segments.arrays import (
    ArrayFile,
    DamagedFileError,
    Mask,
    different,
    write_arrays,
)
from indexer.engine.whoosh.segments.compounds import COMPOUNDS, Compounds, write_compounds
from indexer.engine.whoosh.segments.content import Content, sizes_of
from indexer.engine.whoosh.segments.files import read_segment, write_segment
from indexer.engine.whoosh.segments.merge import Source, merge_segments, number_anew
from indexer.engine.whoosh.segments.record_buffer import RecordBuffer
from indexer.engine.whoosh.segments.stems import StemTable, write_stems
from indexer.engine.whoosh.segments.suggestions import write_suggestions
from indexer.engine.whoosh.similar.groups import Pair, write_groups
from indexer.errors import IndexUnreadableError
from indexer.extras import Extras
from indexer.model import Story

MERGE_FACTOR = 8
"""Segments of about one size that are merged into one."""

MAX_MERGED_STORIES = 1 << 18
MAX_MERGED_WORDS = 64_000_000
"""Stories, and words of theirs and of their photos, of a merged segment, which bounds memory."""

MAX_DEAD_SHARE = 0.4
"""Share of deleted documents from which a segment is written anew without them."""


class _Segment:
    """A segment of the generation being written: stories, photos, and which of them count."""

    def __init__(self, generation: Generation, name: str) -> None:
        self.name = name
        self._generation = generation
        self.story_file = ArrayFile(generation.stories / f"{name}.segment")
        self.stories = read_segment(self.story_file)
        self._photo_file = ArrayFile(generation.photos / f"{name}.segment")
        self.photos = read_segment(self._photo_file)
        self.live_stories = read_live(generation.stories, name, self.stories.count)
        self.live_photos = read_live(generation.photos, name, self.photos.count)
        self.changed = False

    @property
    def live_count(self) -> int:
        """Stories that are not deleted."""
        return int(np.count_nonzero(self.live_stories))

    @property
    def words(self) -> int:
        """Words of the stories and of the photos, deleted ones included."""
        both = (self.stories, self.photos)
        return sum(len(content.postings.positions) for content in both)

    def delete(self, story_id: str) -> None:
        """Deletes a story and its photos, which lie side by side; does nothing without it."""
        number = self.stories.ids.find(story_id.encode())
        if number is not None and self.live_stories[number]:
            first, last = np.searchsorted(self.photos.columns.parents, [number, number + 1])
            self.live_stories[number] = False
            self.live_photos[first:last] = False
            self.changed = True

    def has_photos_alone(self) -> bool:
        """True if a photo counts whose story does not, or the other way round."""
        of_stories = self.live_stories[self.photos.columns.parents]
        return bool((self.live_photos != of_stories).any())

    def languages(self) -> set[str]:
        """Languages of the stories that count."""
        column = self.stories.columns.facets["lang"]
        live = np.repeat(self.live_stories, sizes_of(column.offsets))
        return {column.values[code].decode() for code in different(column.codes[live]).tolist()}

    def compounds(self) -> Compounds:
        """Its words with a hyphen or stop inside."""
        return Compounds(ArrayFile(self._generation.stories / f"{self.name}{COMPOUNDS}"))

    def save_live(self) -> None:
        """Writes down which documents count."""
        if self.changed:
            _write_live(self._generation.stories, self.name, self.live_stories)
            _write_live(self._generation.photos, self.name, self.live_photos)

    def verify(self) -> None:
        """Reads all of it.

        Raises:
            DamagedFileError: It is not what was written.
        """
        compounds = ArrayFile(self._generation.stories / f"{self.name}{COMPOUNDS}")
        for file in (self.story_file, self._photo_file, compounds):
            file.verify()
            file.release()

    def release(self) -> None:
        """Takes what was read of it out of this process, or all segments would add up there."""
        self.story_file.release()
        self._photo_file.release()

    def remove(self) -> None:
        """Removes its files; other generations keep theirs."""
        for folder in (self._generation.stories, self._generation.photos):
            for path in folder.glob(f"{self.name}.*"):
                path.unlink()


class WhooshWriter(IndexWriter):
    """Adds and removes stories; see :class:`indexer.engine.base.IndexWriter`."""

    def __init__(self, index: Path, extras: Extras, *, rebuild: bool = False) -> None:
        self._generations = Generations(index)
        self._extras = extras
        self._anew = rebuild
        self._lock: filelock.BaseFileLock | None = None
        self._generation: Generation | None = None
        self._segments: list[_Segment] = []
        self._kept = 0
        self._created = 0
        self._froze = False
        self._records: RecordBuffer | None = None
        self._gathering: Gathering | None = None

    def __enter__(self) -> Self:
        """Takes the index's lock."""
        self._lock = self._generations.lock()
        self._anew = self._anew or self._generations.is_outdated()
        keep_freed_memory()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Discards what was not committed and releases the lock."""
        try:
            if self._records is not None:
                self._records.close()
            if self._generation is not None:
                shutil.rmtree(self._generation.path, ignore_errors=True)
        finally:
            self._generation = None
            self._segments = []
            if self._lock is not None:
                self._generations.release(self._lock)
            if self._froze:
                gc.unfreeze()

    @property
    def anew(self) -> bool:
        """True if no story of the last generation is taken over."""
        return self._anew

    def previous(self) -> BuildRecord | None:
        """Record of the build that wrote the current generation; None for a new index."""
        if not self._generations.exists():
            return None
        try:
            record = self._generations.newest().read_record()
        except IndexUnreadableError:
            if self._anew:
                return None
            raise
        # It stays until the end; looking for garbage in it takes longer than writing a story. What
        # somebody else has put out of the collector's sight must stay there, and cannot be told
        # from what is put there here.
        if not gc.get_freeze_count():
            gc.freeze()
            self._froze = True
        return record

    def previous_survey(self) -> bytes:
        """What the build that wrote the current generation kept beside its record."""
        if not self._generations.exists() or self._anew:
            return b""
        return self._generations.current().read_survey()

    def generation(self) -> int:
        """Number of the generation that answers; 0 for a new index."""
        return self._generations.current().number if self._generations.exists() else 0

    def put(self, story: Story) -> None:
        """Adds a story and its photos, replacing the one of that id."""
        self.delete(story.id)
        if self._gathering is None:
            self._gathering = Gathering(self._extras, self._record_buffer())
        self._gathering.add(story)
        if self._gathering.full:
            self._flush()

    def delete(self, story_id: str) -> None:
        """Removes a story and its photos; does nothing if there is none."""
        self._begin()
        if self._gathering is not None:
            self._gathering.drop(story_id)
        for segment in self._segments:
            segment.delete(story_id)

    def commit(self, record: BuildRecord, survey: bytes = b"") -> int:
        """Publishes stories, photos and record as one new generation."""
        generation = self._begin()
        try:
            self._write(generation, record, survey)
        except DamagedFileError as error:
            raise unreadable(self._generations.index, error) from error
        self._generations.publish(generation, record.archive)
        self._generation = None
        return generation.number

    def _write(self, generation: Generation, record: BuildRecord, survey: bytes) -> None:
        """Writes all of a generation, and reads it as a searcher would."""
        self._flush()
        self._merge()
        for segment in self._segments:
            segment.save_live()
        languages = sorted({lang for segment in self._segments for lang in segment.languages()})
        names = tuple(segment.name for segment in self._segments)
        with ThreadPoolExecutor(2, "commit") as beside:
            # None of these needs what another writes.
            others = (
                beside.submit(self._write_stems, languages),
                beside.submit(generation.write_record, record),
            )
            self._write_suggestions()
            self._write_groups(generation)
            for other in others:
                other.result()
        generation.write_contents(Contents(names, tuple(languages), self._created))
        generation.write_survey(survey)
        self._prove(generation, record)

    def _begin(self) -> Generation:
        if self._generation is not None:
            return self._generation
        empty = self._anew or not self._generations.exists() or self._has_other_fields()
        generation = self._generations.begin(self._extras, empty=empty)
        self._generation = generation
        if not empty:
            self._resume(generation)
        return generation

    def _resume(self, generation: Generation) -> None:
        contents = generation.read_contents()
        try:
            self._segments = [_Segment(generation, name) for name in contents.segments]
            self._kept = len(self._segments)
        except (OSError, DamagedFileError) as error:
            raise unreadable(self._generations.index, error) from error
        self._created = contents.created

    def _record_buffer(self) -> RecordBuffer:
        """Encodes the records of all stories, segment after segment."""
        if self._records is None:
            self._records = RecordBuffer(self._begin().read_dictionary())
        return self._records

    def _flush(self) -> None:
        """Makes a segment of what was gathered."""
        gathering, self._gathering = self._gathering, None
        if gathering is not None:
            self._segments.append(self._add_segment(gathering.finish(), gathering.compounds))
            self._keep_dictionary()
            del gathering
            give_back_freed_memory()

    def _keep_dictionary(self) -> None:
        """Keeps what records were encoded with; an index has one dictionary for all."""
        generation, dictionary = self._begin(), self._record_buffer().dictionary
        if dictionary and not generation.dictionary.exists():
            generation.write_dictionary(dictionary)

    def _add_segment(
        self, contents: Iterator[tuple[Content, Mask]], compounds: Iterable[tuple[str, ...]]
    ) -> _Segment:
        """Writes stories and photos, each of which is let go before the other is made."""
        generation = self._begin()
        self._created += 1
        name = f"{self._created:06}"
        of_stories, of_photos = story_weights(self._extras), PHOTO_WEIGHTS[Scope.CAPTION]
        _write_documents(generation.stories, name, of_stories, *next(contents), sparse=False)
        _write_documents(generation.photos, name, of_photos, *next(contents), sparse=True)
        write_compounds(generation.stories / f"{name}{COMPOUNDS}", compounds)
        return _Segment(generation, name)

    def _merge(self) -> None:
        """Merges what this build wrote, then small segments; writes anew what is mostly deleted."""
        self._merge_each(_fitting_together(self._segments[self._kept :]))
        merges = _choose_merges(self._segments)
        # Or a merged segment, with checksums of its own, would hold damage that nothing tells.
        for segment in chain.from_iterable(merges):
            segment.verify()
        self._merge_each(merges)

    def _merge_each(self, merges: Sequence[Sequence[_Segment]]) -> None:
        """Replaces each of some groups of segments by one."""
        for chosen in merges:
            at = self._segments.index(chosen[0])
            if any(segment.live_count for segment in chosen):
                self._segments.insert(at, self._merged(chosen))
            for segment in chosen:
                self._segments.remove(segment)
                segment.release()
                segment.remove()
            give_back_freed_memory()

    def _merged(self, chosen: Sequence[_Segment]) -> _Segment:
        stories = number_anew((s.stories, s.live_stories) for s in chosen)
        photos = number_anew((s.photos, s.live_photos) for s in chosen)
        kinds: tuple[tuple[list[Source], list[Source]], ...] = ((stories, []), (photos, stories))
        contents = (_all_of(merge_segments(sources, parents)) for sources, parents in kinds)
        return self._add_segment(contents, chain.from_iterable(s.compounds() for s in chosen))

    def _write_stems(self, languages: Sequence[str]) -> None:
        """Stems the forms of new segments; of all, if the languages of the archive changed."""
        generation = self._begin()
        stems = analysis.Stems(languages)
        for segment in self._segments:
            for folder, content in (
                (generation.stories, segment.stories),
                (generation.photos, segment.photos),
            ):
                path = folder / f"{segment.name}.stems"
                if not path.exists() or StemTable(ArrayFile(path)).languages != stems.languages:
                    write_stems(path, content.postings.terms, stems)

    def _write_suggestions(self) -> None:
        for segment in self._segments:
            path = self._begin().stories / f"{segment.name}.suggest"
            if not path.exists():
                write_suggestions(path, segment.stories, segment.photos)
                segment.release()

    def _write_groups(self, generation: Generation) -> None:
        """Finds copies and translations among all stories and photos."""
        pairs = [Pair(s.stories, s.live_stories, s.photos, s.live_photos) for s in self._segments]
        write_groups(generation.path, pairs)
        for segment in self._segments:
            segment.release()

    def _prove(self, generation: Generation, record: BuildRecord) -> None:
        """Reads a generation as a searcher would before it is published."""
        segments = [_Segment(generation, s) for s in generation.read_contents().segments]
        found = stories_proved([(s.story_file, s.live_stories) for s in segments])
        expected = [file.outcome for file in record.files].count(Outcome.STORY)
        if found != expected:
            holds = "some story twice" if found is None else f"{found} stories"
            holds = f"{holds} instead of {expected}"
        elif any(segment.has_photos_alone() for segment in segments):
            holds = "photos without their stories"
        else:
            return
        raise IndexUnreadableError(
            f"The new index holds {holds}; "
            "it was discarded. Build it anew: backfile build ARCHIVE --rebuild"
        )

    def _has_other_fields(self) -> bool:
        """True if the index was built with other fields, so that every story is put anew."""
        return self._generations.current().extras != self._extras


def _choose_merges(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """Which segments to merge: those of about one size, and single ones mostly deleted.

    Sizes grow eightfold from tier to tier, so a story goes through as many merges as the number
    of stories has octal digits.
    """
    merges: list[list[_Segment]] = []
    tiers: dict[int, list[_Segment]] = {}
    for segment in segments:
        tiers.setdefault(max(segment.live_count, 1).bit_length() // 3, []).append(segment)
    for tier in tiers.values():
        if len(tier) >= MERGE_FACTOR and _fit_together(tier):
            merges.append(tier)
        else:
            dead = (s for s in tier if s.live_count < s.stories.count * (1 - MAX_DEAD_SHARE))
            merges += [[segment] for segment in dead]
    return merges


def _fitting_together(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """Segments that follow one another, as many together as one may hold; none by itself."""
    groups: list[list[_Segment]] = [[]]
    for segment in segments:
        if not _fit_together([*groups[-1], segment]):
            groups.append([])
        groups[-1].append(segment)
    return [group for group in groups if len(group) > 1]


def _fit_together(segments: Sequence[_Segment]) -> bool:
    """True if one segment may hold what several do."""
    return (
        sum(segment.live_count for segment in segments) <= MAX_MERGED_STORIES
        and sum(segment.words for segment in segments) <= MAX_MERGED_WORDS
    )


def _all_of(content: Content) -> tuple[Content, Mask]:
    return content, np.ones(content.count, np.bool_)


def _write_documents(  # noqa: PLR0913 - a segment, and how its words are weighed
    folder: Path,
    name: str,
    weights: Mapping[str, float],
    content: Content,
    live: Mask,
    *,
    sparse: bool,
) -> None:
    write_segment(folder / f"{name}.segment", content, weights, sparse=sparse)
    if not live.all():
        _write_live(folder, name, live)


def _write_live(folder: Path, name: str, live: Mask) -> None:
    write_arrays(folder / f"{name}.live", {"live": np.packbits(live)}, {})
