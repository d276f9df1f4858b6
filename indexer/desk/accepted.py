"""Findings that the keepers of an archive know of and do not want to be told again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from indexer.desk.finding import as_line, is_line, without_line
from indexer.desk.survey import mark_of
from indexer.errors import SettingError
from indexer.model import Problem


class AcceptedFile:
    """A file of accepted findings, which may be edited while a site runs.

    Args:
        path: An earlier report.

    Raises:
        SettingError: It cannot be read, or is no report.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._look()
        self._marks = marks_of(read_accepted(path))

    def current(self) -> frozenset[int]:
        """Marks of what is in it; those it had before while it cannot be read."""
        stamp = self._look()
        if stamp != self._stamp:
            with contextlib.suppress(SettingError):
                self._marks = marks_of(read_accepted(self._path))
                self._stamp = stamp
        return self._marks

    def _look(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size


def marks_of(lines: Iterable[str]) -> frozenset[int]:
    """What the findings of an earlier report are known by, given its lines."""
    return frozenset(mark_of(without_line(line)) for line in lines)


def read_accepted(path: Path) -> list[str]:
    """The lines of a report that was kept.

    Raises:
        SettingError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith(("{", "[")):
            report = msgspec.json.decode(text, type=_Report | list[Problem])
            problems = report.problems if isinstance(report, _Report) else report
            return [as_line(problem) for problem in problems]
    except OSError as error:
        raise SettingError(f"The report {path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, msgspec.DecodeError):
        raise SettingError(f"{path} is no report of backfile check.") from None
    lines = text.split("\n")
    if text.strip() and not any(is_line(line) or line.startswith("# ") for line in lines):
        raise SettingError(f"{path} is no report of backfile check.")
    return lines


class _Report(msgspec.Struct):
    """As much of ``check --json`` as is needed to accept what it tells; the desk's is a list."""

    problems: tuple[Problem, ...]
