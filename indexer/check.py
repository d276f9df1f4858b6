"""Everything in an archive that is not as its keepers would want it, found without an index."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from indexer.archive.discover import find_posts
from indexer.archive.readers import ReadFile
from indexer.archive.story import Reader
from indexer.build import Reporter, file_record, make_reader, read_all
from indexer.engine.records import FileRecord, Outcome
from indexer.errors import ArchiveError, SettingError
from indexer.links import LinkGraph
from indexer.model import ImageState, Photo, Problem, ProblemKind, Story
from indexer.page_paths import POST_SCHEME
from indexer.settings import Settings

TITLES: dict[ProblemKind, str] = {
    ProblemKind.UNREADABLE: "Posts that could not be read",
    ProblemKind.SITE: "Configuration of the site",
    ProblemKind.FRONT_MATTER: "Front matter",
    ProblemKind.ENCODING: "Posts that are not UTF-8",
    ProblemKind.DATE: "Dates that are wrong or disagree",
    ProblemKind.IMAGE: "Images that are no pictures",
    ProblemKind.UNDATED: "Stories without a date",
    ProblemKind.BROKEN_LINK: "Links within the site that lead nowhere",
    ProblemKind.MISSING_IMAGE: "Photos whose file is missing",
    ProblemKind.REPEATED_IMAGE: "Photos in several stories",
    ProblemKind.NO_CAPTION: "Photos without a caption",
    ProblemKind.REPEATED_CAPTION: "Different photos with one caption",
    ProblemKind.NO_CREDIT: "Captions without a credit",
    ProblemKind.NO_DATE_TAKEN: "Captions that do not say when the photo was taken",
}
"""What each kind of problem is called, in the order of the report."""

_MIN_CAPTION = 20
"""Characters; shorter captions ("Screenshot") are alike by chance."""

_LINE_NUMBER = re.compile(rf"^(?P<path>.+?):\d+: (?=(?:{'|'.join(ProblemKind)}): )")
_LOCATED = re.compile(rf": (?:{'|'.join(ProblemKind)}): ")
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found. Field names are the keys of ``check --json``.

    Attributes:
        archive: Absolute path.
        files: Files looked at: stories, excluded and failed ones.
        stories: Files that are stories.
        photos: Photos in them.
        excluded: Files left out on purpose.
        failed: Files that could not be read.
        accepted: Problems not told because they are accepted.
        counts: Kind -> problems told, in the order of the report.
        problems: The problems, by kind, then path, then line.
        seconds: How long it took.
    """

    archive: str
    files: int
    stories: int
    photos: int
    excluded: int
    failed: int
    accepted: int
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    seconds: float


def check(
    archive: Path,
    settings: Settings,
    reporter: Reporter,
    accepted: Iterable[str] = (),
    today: date | None = None,
) -> CheckReport:
    """Reads every post of an archive and tells all that is wrong or missing.

    Args:
        archive: The archive's folder.
        settings: Those that shape how posts are read, and ``jobs``.
        reporter: Is told of the progress.
        accepted: Lines of earlier reports (see :func:`as_line`) whose problems are not told.
        today: The day on which posts count as published; the clock's if None.

    Raises:
        ArchiveError: The archive is not there, cannot be read or holds no posts.
    """
    clock = time.perf_counter()
    reader = make_reader(archive.resolve(), settings, today or datetime.now(UTC).date())
    found = find_posts(reader.archive, reader.site)
    if not found:
        raise ArchiveError(f"There are no posts in {archive}. Give the folder that holds _posts.")
    reporter.start(len(found))
    survey = _Survey(reader)
    for file in read_all(reader, found, settings.jobs):
        survey.take(file)
        reporter.advance()
    known = {_without_line(line) for line in accepted}
    every = sorted(survey.problems(), key=_order)
    told = tuple(problem for problem in every if _without_line(as_line(problem)) not in known)
    counts = Counter(problem.kind for problem in told)
    return CheckReport(
        archive=str(reader.archive),
        files=len(found),
        stories=survey.outcomes[Outcome.STORY],
        photos=survey.photo_count,
        excluded=survey.outcomes[Outcome.EXCLUDED],
        failed=survey.outcomes[Outcome.FAILED],
        accepted=len(every) - len(told),
        counts={kind.value: counts[kind] for kind in TITLES if counts[kind]},
        problems=told,
        seconds=round(time.perf_counter() - clock, 2),
    )


def as_line(problem: Problem) -> str:
    """A problem on one line: where, what kind, what."""
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return _LINE_ENDS.sub(" ", f"{where}: {problem.kind}: {problem.reason}")


def read_accepted(path: Path) -> list[str]:
    """The lines of a report that was kept.

    Raises:
        SettingError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith("{"):
            report = msgspec.json.decode(text, type=_Report)
            return [as_line(problem) for problem in report.problems]
    except OSError as error:
        raise SettingError(f"The report {path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, msgspec.DecodeError):
        raise SettingError(f"{path} is no report of backfile check.") from None
    lines = text.split("\n")
    if text.strip() and not any(_LOCATED.search(line) or line.startswith("# ") for line in lines):
        raise SettingError(f"{path} is no report of backfile check.")
    return lines


class _Report(msgspec.Struct):
    """As much of ``check --json`` as is needed to accept what it tells."""

    problems: tuple[Problem, ...]


def _without_line(text: str) -> str:
    """A report's line without the number of the line, which moves when a post is edited."""
    return _LINE_NUMBER.sub(r"\g<path>: ", text.strip())


def _order(problem: Problem) -> tuple[int, str, int, str]:
    return list(TITLES).index(problem.kind), problem.path, problem.line or 0, problem.reason


@dataclass(slots=True)
class _Survey:
    """Collects what is known of the files, and finds what shows only when all are known."""

    reader: Reader
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    photo_count: int = 0
    _records: list[FileRecord] = field(default_factory=list)
    _problems: list[Problem] = field(default_factory=list)
    _uses: defaultdict[str, list[Photo]] = field(default_factory=lambda: defaultdict(list))
    _captions: defaultdict[str, list[Photo]] = field(default_factory=lambda: defaultdict(list))
    _places: dict[str, tuple[str, int | None]] = field(default_factory=dict)

    def take(self, file: ReadFile) -> None:
        """Notes what became of a file."""
        reading = file.reading
        self.outcomes[reading.outcome] += 1
        self._problems += reading.problems
        self._records.append(file_record(file))
        if reading.story is not None:
            self._take_story(reading.story)

    def problems(self) -> Iterator[Problem]:
        """All problems, once every file is taken."""
        yield from self.reader.site.problems
        yield from self._problems
        yield from self._broken_links()
        yield from self._repeated_images()
        yield from self._repeated_captions()

    def _take_story(self, story: Story) -> None:
        self.photo_count += len(story.photos)
        if story.date.earliest is None:
            self._add(
                ProblemKind.UNDATED,
                story.path,
                None,
                "It has no date.",
                "Add date: YYYY-MM-DD to its front matter, or put the date before its file name.",
            )
        for photo in story.photos:
            self._places[photo.id] = (story.path, photo.line)
            self._uses[photo.image.key].append(photo)
            words = " ".join(sentence.text for sentence in photo.caption.sentences)
            if len(words) >= _MIN_CAPTION:
                self._captions[words.casefold()].append(photo)
            self._take_photo(photo)

    def _take_photo(self, photo: Photo) -> None:
        path, line = self._places[photo.id]
        name = photo.image.name or photo.image.src
        if photo.image.state is ImageState.MISSING:
            self._add(
                ProblemKind.MISSING_IMAGE,
                path,
                line,
                f"The file of “{photo.image.src}” is missing.",
                "Restore it, or set image_root if images lie elsewhere.",
            )
        if not photo.caption.text:
            self._add(
                ProblemKind.NO_CAPTION,
                path,
                line,
                f"“{name}” has no caption.",
                "Write one; until then it is found by its alternative text and name only.",
            )
            return
        if not photo.credits:
            reason = f"The caption of “{name}” has no credit that was understood."
            self._add(
                ProblemKind.NO_CREDIT, path, line, reason, "End it with (Name/Agency) or the like."
            )
        if photo.taken.earliest is None:
            reason = f"The caption of “{name}” does not say when it was taken."
            self._add(ProblemKind.NO_DATE_TAKEN, path, line, reason, "Add the day if it is known.")

    def _broken_links(self) -> Iterator[Problem]:
        if self.reader.site.problems:
            return  # without the configuration, the site's addresses are not known
        graph = LinkGraph(self._records)
        content = self.reader.archive / self.reader.site.source
        broken: dict[str, bool] = {}
        for file in self._records:
            for link in file.links:
                if link not in broken:
                    broken[link] = graph.is_broken(link, content)
                if broken[link]:
                    yield Problem(
                        file.path,
                        None,
                        _why_broken(link, graph.why_left_out(link)),
                        "Correct it, or give its target a redirect_from with that address.",
                        kind=ProblemKind.BROKEN_LINK,
                    )

    def _repeated_images(self) -> Iterator[Problem]:
        for photos in self._uses.values():
            stories = sorted({photo.story_id for photo in photos})
            if len(stories) > 1:
                path, line = self._places[photos[0].id]
                paths = (self._places[photo.id][0] for photo in photos)
                others = _names(other for other in paths if other != path)
                yield Problem(
                    path,
                    line,
                    f"“{photos[0].image.name}” is shown in {len(stories)} stories, also {others}.",
                    "Nothing, if that is meant.",
                    kind=ProblemKind.REPEATED_IMAGE,
                )

    def _repeated_captions(self) -> Iterator[Problem]:
        for photos in self._captions.values():
            if len({photo.image.key for photo in photos}) > 1:
                path, line = self._places[photos[0].id]
                yield Problem(
                    path,
                    line,
                    f"{len(photos)} photos have one caption, "
                    f"“{_shortened(photos[0].caption.text)}”: "
                    f"{_names(photo.image.name for photo in photos)}.",
                    "Tell what each one shows.",
                    kind=ProblemKind.REPEATED_CAPTION,
                )

    def _add(
        self,
        kind: ProblemKind,
        path: str,
        line: int | None,
        reason: str,
        hint: str,
    ) -> None:
        self._problems.append(Problem(path, line, reason, hint, kind=kind))


def _why_broken(link: str, left_out: str) -> str:
    target = f"post “{link.removeprefix(POST_SCHEME)}”" if POST_SCHEME in link else f"“{link}”"
    if left_out:
        return f"The link to {target} leads to a post that is left out ({left_out})."
    return f"The link to {target} leads nowhere."


_MAX_NAMES = 3
_MAX_SHOWN = 80


def _names(names: Iterable[str]) -> str:
    distinct: Sequence[str] = list(dict.fromkeys(names))
    more = f" and {len(distinct) - _MAX_NAMES} more" if len(distinct) > _MAX_NAMES else ""
    return ", ".join(distinct[:_MAX_NAMES]) + more


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
