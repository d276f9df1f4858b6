"""Everything in an archive that is not as its keepers would want it, told without its index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from indexer.build import BuildSummary, Reporter, build
from indexer.desk.accepted import marks_of
from indexer.desk.desk import Choice, Desk, Withheld
from indexer.desk.finding import TITLES
from indexer.engine.factory import open_engine
from indexer.errors import ArchiveError
from indexer.model import Problem
from indexer.settings import Settings


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
        withheld: Kinds not told one by one, since hardly any photo is better.
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
    withheld: tuple[Withheld, ...]
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

    An index is made for it, and thrown away: what is told is what the site's desk tells.

    Args:
        archive: The archive's folder.
        settings: Those that shape how posts are read, and ``jobs``.
        reporter: Is told of the progress.
        accepted: Lines of earlier reports whose problems are not told.
        today: The day on which posts count as published; the clock's if None.

    Raises:
        ArchiveError: The archive is not there, cannot be read or holds no posts.
    """
    clock = perf_counter()
    # At noon it is that day in nearly every time zone.
    now = datetime.combine(today, time(12), UTC) if today else None
    with TemporaryDirectory(prefix="backfile-") as folder:
        index = Path(folder) / "index"
        built = build(archive, index, settings, reporter, allow_removals=True, now=now)
        if not built.summary.files:
            raise ArchiveError(
                f"There are no posts in {archive}. Give the folder that holds _posts."
            )
        with closing(open_engine(index)) as engine:
            told, withheld, hidden = _told(Desk(engine), accepted)
    return _report(built.summary, told, withheld, hidden, perf_counter() - clock)


def _told(
    desk: Desk, accepted: Iterable[str]
) -> tuple[tuple[Problem, ...], tuple[Withheld, ...], int]:
    every = desk.choose(Choice())
    rows = desk.choose(Choice(accepted=marks_of(accepted)))
    told = tuple(finding.as_problem() for finding, _ in desk.findings(rows))
    return told, desk.withheld, len(every) - len(rows)


def _report(
    summary: BuildSummary,
    told: tuple[Problem, ...],
    withheld: tuple[Withheld, ...],
    accepted: int,
    seconds: float,
) -> CheckReport:
    counts = Counter(problem.kind for problem in told)
    return CheckReport(
        archive=summary.archive,
        files=summary.files,
        stories=summary.stories,
        photos=summary.photos,
        excluded=summary.excluded,
        failed=summary.failed,
        accepted=accepted,
        withheld=withheld,
        counts={kind.value: counts[kind] for kind in TITLES if counts[kind]},
        problems=told,
        seconds=round(seconds, 2),
    )
