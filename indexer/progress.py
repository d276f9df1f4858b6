"""Shows how a build is getting on: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from indexer.wording import count

_SECONDS_BETWEEN_LINES = 5.0


class ProgressReporter:
    """Tells on a stream how many posts are read; see :class:`indexer.build.Reporter`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._total = self._done = 0
        self._began = self._spoke = 0.0

    def tell(self, line: str) -> None:
        """Something that should be known beforehand."""
        self._say(line)

    def start(self, total: int) -> None:
        """A build begins to read that many files."""
        self._total = total
        self._began = self._spoke = time.monotonic()
        if total and self._stream.isatty():
            self._bar = _make_bar(self._stream)
            self._bar.start()
            self._task = self._bar.add_task("Reading posts", total=total)
        elif total:
            self._say(f"Reading {count(total, 'post')} ...")

    def advance(self) -> None:
        """One more file is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.advance(self._task)
        elif time.monotonic() - self._spoke >= _SECONDS_BETWEEN_LINES:
            self._spoke = time.monotonic()
            rate = self._done / (self._spoke - self._began)
            left = (self._total - self._done) / rate
            self._say(
                f"{self._done:,} of {self._total:,} posts, {rate:,.0f} a second, "
                f"about {left:,.0f} s left"
            )

    def writing(self) -> None:
        """All are read; the index is being written."""
        self.stop()
        if self._total:
            self._say("Writing the index ...")

    def stop(self) -> None:
        """Takes the bar away; called whatever happens."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class _RateColumn(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s")


def _make_bar(stream: TextIO) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )
