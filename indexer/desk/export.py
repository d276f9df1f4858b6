"""Findings as files for other programs, in English as reports are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from indexer.desk.finding import Finding
from indexer.export import Format, csv_lines, json_lines
from indexer.model import ProblemKind, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as a row. Field names are the names of the columns.

    Attributes:
        kind: What it is about.
        path: Archive-relative POSIX path of the file to look at.
        line: 1-based line of that file; None if it concerns the whole file.
        reason: What is wrong.
        hint: What to do about it.
        severity: ``error`` if a post was lost.
        first_found: When a build first found it, in UTC.
        story_id: The story it is about; empty if it is about none.
        photo_id: The photo it is about; empty if it is about none.
    """

    kind: ProblemKind
    path: str
    line: int | None
    reason: str
    hint: str
    severity: Severity
    first_found: datetime
    story_id: str
    photo_id: str


def finding_row(finding: Finding, seen: datetime) -> FindingRow:
    """A finding as a row."""
    problem = finding.as_problem()
    return FindingRow(
        kind=problem.kind,
        path=problem.path,
        line=problem.line,
        reason=problem.reason,
        hint=problem.hint,
        severity=problem.severity,
        first_found=seen,
        story_id=finding.story_id,
        photo_id=finding.photo_id,
    )


def export_findings(found: Iterable[tuple[Finding, datetime]], how: Format) -> Iterator[str]:
    """Findings as pieces of a file, as CSV or JSON: a finding each."""
    rows = (finding_row(finding, seen) for finding, seen in found)
    if how is Format.JSON:
        return json_lines(rows)
    names = list(FindingRow.__dataclass_fields__)
    cells = ([_plain(getattr(row, name)) for name in names] for row in rows)
    return csv_lines(chain([names], cells))


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else cell
