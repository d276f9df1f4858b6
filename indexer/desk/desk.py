"""Every finding of one generation of an index: counted, chosen, put into words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from indexer.desk.finding import KINDS, ORDER, Finding, from_problem
from indexer.desk.groups import (
    Group,
    Member,
    decorations,
    similar_groups,
    survey_groups,
    word_group,
)
from indexer.desk.rules import findings_of
from indexer.desk.survey import (
    CAPTIONED,
    CREDITED,
    DATED,
    PLACED,
    REMOTE,
    Integers,
    Mask,
    mark_of,
    read_survey,
    sizes_of,
)
from indexer.engine.base import Engine
from indexer.engine.records import Outcome
from indexer.engine.request import Kind
from indexer.errors import IndexUnreadableError
from indexer.model import ProblemKind, Story

MIN_USUAL = 0.2
"""Share of an archive's photos that have a thing, from which it is missed in the others."""

_FEW = 20
"""Fewer findings are soon read one by one."""

_NONE_SAYS = 3
"""Captions none of which says a thing that is not missed in them, however few they are."""

_OF_CAPTIONS = (ProblemKind.NO_CREDIT, ProblemKind.NO_DATE_TAKEN, ProblemKind.NO_PLACE)
_STORIES_KEPT = 256
_MAX_LANGUAGES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which findings are wanted.

    Attributes:
        kinds: Of these kinds; if empty, of all but those that are withheld.
        path: Whose file's path contains this text, whatever its case.
        stories: About one of these stories; None for any, and for those about none.
        since: First found at that moment or later.
        accepted: Marks of findings that are left out.
    """

    kinds: tuple[ProblemKind, ...] = ()
    path: str = ""
    stories: Collection[str] | None = None
    since: datetime | None = None
    accepted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A kind that is told only if it is asked for, since hardly any photo of the archive is better.

    Attributes:
        kind: The kind.
        count: Photos that lack it.
        of: Photos that might have it.
    """

    kind: ProblemKind
    count: int
    of: int


class _Rows(NamedTuple):
    """Findings in the order of a report.

    Attributes:
        kinds: Place of each one's kind in that order.
        files: Number of its file: that of the build record, or a higher one for other files.
        photos: Number of its photo in the story; -1 if it is about none.
        marks: What it is known by; 0 where that has to be worked out.
        seen: When it was first found, in seconds since 1970.
        objects: Number among those that are kept whole; -1 if it is made of its story.
    """

    kinds: Integers
    files: Integers
    photos: Integers
    marks: Integers
    seen: Integers
    objects: Integers


class Desk:
    """The findings of one generation, in the order of a report.

    Args:
        engine: Has the index.

    Raises:
        IndexUnreadableError: The index is of an earlier version.
    """

    def __init__(self, engine: Engine) -> None:
        survey = read_survey(engine.survey())
        self._record = engine.build_record()
        if survey is None or len(survey.changed) != len(self._record.files):
            raise IndexUnreadableError(
                "The index was written by another version of Backfile. "
                "Bring it up to date: backfile build ARCHIVE"
            )
        self._survey = survey
        self._story_of = lru_cache(_STORIES_KEPT)(engine.story)
        self.built_at = self._record.started_at
        self._numbers = {file.path: at for at, file in enumerate(self._record.files)}
        self._stories = {
            file.story_id: at
            for at, file in enumerate(self._record.files)
            if file.outcome is Outcome.STORY
        }
        self._objects: list[tuple[Finding | Group, int]] = [
            *self._met(),
            *self._of_several(engine),
        ]
        for one, _ in self._objects:
            if isinstance(one, Finding):
                self._numbers.setdefault(one.path, len(self._numbers))
        self._paths = list(self._numbers)
        self._rows = self._arrange()
        self._worth = self._no_decorations()
        self.withheld = self._hardly_ever_had()

    def choose(self, choice: Choice) -> Integers:
        """Numbers of the findings that are wanted, in order."""
        rows = self._rows
        kinds = choice.kinds or set(KINDS) - {one.kind for one in self.withheld}
        wanted = self._worth & np.isin(rows.kinds, [ORDER[kind] for kind in kinds])
        if choice.since is not None:
            wanted &= rows.seen >= int(choice.since.timestamp())
        if choice.accepted:
            wanted &= ~np.isin(self._marks, np.array([*choice.accepted], np.uint64))
        if choice.stories is not None:
            wanted &= self._about(choice.stories)[rows.files]
        if choice.path:
            wanted &= self._named(choice.path)[rows.files]
        return np.flatnonzero(wanted)

    def counts(self, rows: Integers) -> dict[ProblemKind, int]:
        """How many of some findings are of each kind, in the order of a report."""
        counts = np.bincount(self._rows.kinds[rows], minlength=len(KINDS)).tolist()
        return {kind: counts[ORDER[kind]] for kind in KINDS if counts[ORDER[kind]]}

    def findings(self, rows: Integers) -> Iterator[tuple[Finding, datetime]]:
        """Findings by their numbers, each with the moment at which it was first found."""
        for row in rows.tolist():
            finding = self._finding(row)
            if finding is not None:
                seconds = int(self._rows.seen[row])
                yield finding, datetime.fromtimestamp(seconds, self.built_at.tzinfo)

    @cached_property
    def _marks(self) -> Integers:
        """What every finding is known by; worked out for those about several photos."""
        marks = self._rows.marks.copy()
        for row in np.flatnonzero(marks == 0).tolist():
            finding = self._finding(row)
            marks[row] = mark_of(finding.mark()) if finding else 0
        return marks

    def _finding(self, row: int) -> Finding | None:
        at = int(self._rows.objects[row])
        if at >= 0:
            found, _ = self._objects[at]
            return found if isinstance(found, Finding) else self._worded(found)
        kind, number = KINDS[int(self._rows.kinds[row])], int(self._rows.photos[row])
        story = self._story(int(self._rows.files[row]))
        if story is None:
            return None
        photo_id = story.photos[number].id if 0 <= number < len(story.photos) else ""
        found_in = (one for one in findings_of(story) if one.kind is kind)
        return next((one for one in found_in if one.photo_id == photo_id), None)

    def _worded(self, group: Group) -> Finding | None:
        return word_group(group, self._paths, self._story)

    def _place(self, photo_id: str) -> Member | None:
        """Where a photo is, given its id."""
        file = self._stories.get(photo_id.partition("--")[0])
        story = self._story(file) if file is not None else None
        numbers = (at for at, one in enumerate(story.photos if story else ()) if one.id == photo_id)
        number = next(numbers, None)
        return None if file is None or number is None else Member(file, number)

    def _story(self, file: int) -> Story | None:
        return self._story_of(self._record.files[file].story_id)

    def _met(self) -> Iterator[tuple[Finding, int]]:
        """What is kept whole, and when it was first found."""
        for problem in self._record.problems:
            yield from_problem(problem), int(self.built_at.timestamp())
        for file, changed in zip(self._record.files, self._survey.changed.tolist(), strict=True):
            story_id = file.story_id if file.outcome is Outcome.STORY else ""
            for problem in file.problems:
                yield from_problem(problem, story_id), changed
        yield from zip(self._survey.others, self._survey.others_seen, strict=True)

    def _of_several(self, engine: Engine) -> Iterator[tuple[Group, int]]:
        """Photos that have something in common, and when the newest of their files changed."""
        groups = [
            *survey_groups(self._survey),
            *similar_groups(self._survey, engine.copy_groups(Kind.PHOTOS), self._place),
        ]
        for group in groups:
            if group.kind is ProblemKind.REPEATED_IMAGE and self._in_one_language_each(group):
                continue
            yield group, max(int(self._survey.changed[member.file]) for member in group.members)

    def _in_one_language_each(self, group: Group) -> bool:
        """True for translations of one story, whose captions differ because they have to."""
        files = {member.file for member in group.members}
        if len(files) > _MAX_LANGUAGES:
            return False
        languages = {story.lang for file in files if (story := self._story(file)) is not None}
        return len(languages) == len(files)

    def _arrange(self) -> _Rows:
        survey, objects = self._survey, self._objects
        sizes = sizes_of(survey.row_offsets)
        own = len(survey.kinds)
        columns = [
            np.concatenate([ours, np.array(theirs, ours.dtype)])
            for ours, theirs in (
                (survey.kinds, [ORDER[one.kind] for one, _ in objects]),
                (np.repeat(np.arange(len(sizes)), sizes), [self._file_of(o) for o, _ in objects]),
                (survey.photos, [_photo_of(one) for one, _ in objects]),
                (survey.marks, [_mark(one) for one, _ in objects]),
                (survey.seen, [seen for _, seen in objects]),
                (np.full(own, -1), range(len(objects))),
            )
        ]
        kinds, files, photos, *_ = columns
        ranks = np.argsort(np.argsort(np.array(self._paths, object)))
        order = np.lexsort((photos, ranks[files], kinds))
        return _Rows(*(column[order] for column in columns))

    def _file_of(self, one: Finding | Group) -> int:
        return self._numbers[one.path] if isinstance(one, Finding) else one.members[0].file

    def _no_decorations(self) -> Mask:
        """False for pictures that lack a caption because they need none."""
        rows, survey = self._rows, self._survey
        worth = np.ones(len(rows.kinds), np.bool_)
        uncaptioned = np.flatnonzero(rows.kinds == ORDER[ProblemKind.NO_CAPTION])
        photos = survey.photo_offsets[rows.files[uncaptioned]].astype(np.int64)
        worth[uncaptioned] = ~decorations(survey)[photos + rows.photos[uncaptioned]]
        return worth

    def _hardly_ever_had(self) -> tuple[Withheld, ...]:
        counts = self.counts(np.flatnonzero(self._worth))
        photos, captions = len(self._survey.flags), self._count(CAPTIONED)
        local = photos - self._count(REMOTE)
        have = {
            ProblemKind.MISSING_IMAGE: (local - counts.get(ProblemKind.MISSING_IMAGE, 0), local),
            ProblemKind.NO_CAPTION: (captions, photos),
            ProblemKind.NO_CREDIT: (self._count(CREDITED), captions),
            ProblemKind.NO_DATE_TAKEN: (self._count(DATED), captions),
            ProblemKind.NO_PLACE: (self._count(PLACED), captions),
        }
        return tuple(
            Withheld(kind, counts[kind], of)
            for kind, (having, of) in have.items()
            if counts.get(kind, 0) >= _least(kind, having) and having < of * MIN_USUAL
        )

    def _count(self, flag: int) -> int:
        return int(np.count_nonzero(self._survey.flags & flag))

    def _about(self, stories: Collection[str]) -> Mask:
        """Which files are one of these stories."""
        about = np.zeros(len(self._paths), np.bool_)
        about[[self._stories[story] for story in stories if story in self._stories]] = True
        return about

    def _named(self, part: str) -> Mask:
        """Which files have a text in their path."""
        wanted = part.casefold()
        return np.array([wanted in path.casefold() for path in self._paths], np.bool_)


def _least(kind: ProblemKind, having: int) -> int:
    """How many findings of a kind are too many, where hardly a photo, or none, is better."""
    return _NONE_SAYS if kind in _OF_CAPTIONS and not having else _FEW


def _photo_of(one: Finding | Group) -> int:
    return -1 if isinstance(one, Finding) else one.members[0].photo


def _mark(one: Finding | Group) -> int:
    return mark_of(one.mark()) if isinstance(one, Finding) else 0
