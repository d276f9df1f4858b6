"""One thing in an archive that is worth a look, and what each kind of them is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.model import Problem, ProblemKind, Severity
from indexer.problem_texts import in_words, recognise
from indexer.texts import gettext, message

TITLES: dict[ProblemKind, str] = {
    ProblemKind.UNREADABLE: message("Posts that could not be read"),
    ProblemKind.SITE: message("Configuration of the site"),
    ProblemKind.FRONT_MATTER: message("Front matter"),
    ProblemKind.ENCODING: message("Posts that are not UTF-8"),
    ProblemKind.DATE: message("Dates that are wrong or disagree"),
    ProblemKind.IMAGE: message("Image files that are damaged or odd"),
    ProblemKind.UNDATED: message("Stories without a date"),
    ProblemKind.BROKEN_LINK: message("Links within the site that lead nowhere"),
    ProblemKind.MISSING_IMAGE: message("Photos whose file is missing"),
    ProblemKind.UNUSED_IMAGE: message("Image files that nothing shows"),
    ProblemKind.REPEATED_IMAGE: message("Photos captioned differently in several stories"),
    ProblemKind.NO_CAPTION: message("Photos without a caption"),
    ProblemKind.THIN_CAPTION: message("Captions that do not say who or what"),
    ProblemKind.REPEATED_CAPTION: message("Different photos with one caption"),
    ProblemKind.SIMILAR_CAPTION: message("Different photos with nearly the same caption"),
    ProblemKind.NO_CREDIT: message("Captions without a credit"),
    ProblemKind.UNCLEAR_CREDIT: message("Credits that were not understood"),
    ProblemKind.NO_DATE_TAKEN: message("Captions that do not say when the photo was taken"),
    ProblemKind.TAKEN_LATER: message("Photos taken after their story was published"),
    ProblemKind.TAKEN_EARLIER: message("Photos taken long before their story was published"),
    ProblemKind.NO_PLACE: message("Captions that do not say where the photo was taken"),
}
"""What each kind of finding is called, in the order of a report."""

ORDER = {kind: number for number, kind in enumerate(TITLES)}
"""Kind -> its place in a report."""

KINDS = tuple(TITLES)

_LINE_NUMBER = re.compile(rf"^(?P<path>.+?):\d+: (?=(?:{'|'.join(ProblemKind)}): )")
_LOCATED = re.compile(rf": (?:{'|'.join(ProblemKind)}): ")
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in an archive that is worth a look.

    Attributes:
        kind: What it is about.
        path: Archive-relative POSIX path of the file to look at.
        line: 1-based line of that file; None if it concerns the whole file.
        text: What is wrong, with ``%(name)s`` where values stand; a message of the catalogues.
        values: Those values.
        hint: What to do about it, likewise.
        story_id: The story it is about; empty if it is about none.
        photo_id: The photo it is about; empty if it is about none.
        severity: ``error`` if a post was lost.
        translated: False if it is worded in English whatever the reader's language.
    """

    kind: ProblemKind
    path: str
    line: int | None
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    hint: str
    story_id: str = ""
    photo_id: str = ""
    severity: Severity = Severity.WARNING
    translated: bool = True

    @property
    def reason(self) -> str:
        """What is wrong, in the reader's language."""
        return in_words(self.text, dict(self.values))

    @property
    def advice(self) -> str:
        """What to do about it, in the reader's language."""
        return gettext(self.hint)

    def as_problem(self) -> Problem:
        """The same in English, as reports have it."""
        reason = self.text % self.values if self.values else self.text
        return Problem(self.path, self.line, reason, self.hint, self.severity, self.kind)

    def mark(self) -> str:
        """What it is known by from one build to the next: its line in a report, lines aside."""
        reason = self.text % self.values if self.values else self.text
        return _one_line(self.path, self.kind, reason).strip()


def from_problem(problem: Problem, story_id: str = "") -> Finding:
    """What was met when a post was read."""
    told = recognise(problem.reason)
    return Finding(
        kind=problem.kind,
        path=problem.path,
        line=problem.line,
        text=told.text if told else problem.reason,
        values=told.values if told else {},
        translated=told is not None,
        hint=problem.hint,
        story_id=story_id,
        severity=problem.severity,
    )


def as_line(problem: Problem) -> str:
    """A problem on one line: where, what kind, what."""
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return _one_line(where, problem.kind, problem.reason)


def _one_line(where: str, kind: ProblemKind, reason: str) -> str:
    return _LINE_ENDS.sub(" ", f"{where}: {kind.value}: {reason}")


def is_line(text: str) -> bool:
    """True for a line of a report that tells of a problem."""
    return bool(_LOCATED.search(text))


def without_line(text: str) -> str:
    """A report's line without the number of the line, which moves when a post is edited."""
    return _LINE_NUMBER.sub(r"\g<path>: ", text.strip())
