"""How long the API takes while many people type in search boxes of other sites.

    python -m benchmarks.load [--stories N] [--rate N] [--seconds N] [--keep FOLDER] [--json]

A site with two workers is started on this machine and asked what a box asks: nine times of ten for
suggestions, letter by letter, else for the first stories or photos of a search. Everything asked is
different and nothing is kept. Requests are sent when they are due, by chance but so many a second,
whether or not earlier ones have been answered, and a time counts from when its request was due:
what waits for the others counts as waiting. The processor time of sender and site is told, since
both share the machine. At most 60,000 requests are sent, to the loopback address only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from benchmarks.corpus import Corpus
from benchmarks.engines import Backfile, build_timed
from benchmarks.suggestions import typed_beginnings

WORKERS = 2
HOST = "127.0.0.1"
MAX_REQUESTS = 60_000
SUGGESTED = 0.9
SAMPLE = 2000
"""Stories whose texts are typed and searched."""

WARM_UP = 100
"""Requests before those that count, so that every worker has opened the index."""

PATIENCE = 20.0
"""Seconds after which an answer is given up."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Report:
    """What was measured.

    Attributes:
        seconds: By what was asked, from when requests were due to when they were answered.
        late: Seconds by which requests were sent after they were due: the sender's own delay.
        statuses: How often each was answered; 0 for no answer.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Connections:
    """Connections to the site, each used again as browsers do."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, path: str) -> int:
        """Asks, reads the whole answer and gives its status."""
        while self._free:
            connection = self._free.pop()
            # Those that the site has closed meanwhile are noticed when they are used.
            with contextlib.suppress(OSError, EOFError):
                return await self._ask_on(connection, path)
        return await self._ask_on(await asyncio.open_connection(HOST, self._port), path)

    async def _ask_on(
        self, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str
    ) -> int:
        reader, writer = connection
        try:
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\n"
                "Accept-Encoding: gzip\r\nOrigin: https://partner.example\r\n\r\n".encode()
            )
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].partition("\r\n")[0])
            await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        if "connection: close" in head:
            writer.close()
        else:
            self._free.append(connection)
        return int(head.split(" ", 2)[1])

    def close(self) -> None:
        """Closes them."""
        for _, writer in self._free:
            writer.close()


def main() -> None:
    """Builds an index, starts a site, asks and prints."""
    options = _options()
    count = min(round(options.rate * options.seconds), MAX_REQUESTS)
    asked = list(_requests(count + WARM_UP))
    with tempfile.TemporaryDirectory() as temporary:
        contender = Backfile((options.keep or Path(temporary)) / "Backfile")
        if not contender.folder.exists():
            build_timed(contender, Corpus().stories(options.stories))
        with _site(contender.folder) as (port, pid):
            asyncio.run(_send(port, asked[:WARM_UP], options.rate / 4))
            before = (time.process_time(), _processor_seconds(pid), time.perf_counter())
            report = asyncio.run(_send(port, asked[WARM_UP:], options.rate))
            after = (time.process_time(), _processor_seconds(pid), time.perf_counter())
    sender, site, took = (b - a for a, b in zip(before, after, strict=True))
    figures = _figures(report, sender, site, took)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<12}", value)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--keep", type=Path, help="folder whose index is used again")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _requests(count: int) -> Iterator[tuple[str, str]]:
    """What is asked, as (name, path); all different."""
    chance = random.Random(11)  # noqa: S311 - a repeatable game
    stories = list(Corpus().stories(SAMPLE))
    typed = typed_beginnings(stories, count)
    queries = iter(Corpus().queries(count, stories))
    for _ in range(count):
        if chance.random() < SUGGESTED:
            yield "suggest", f"/api/v1/suggest?{urlencode({'q': next(typed)})}"
        else:
            pairs = {"q": next(queries), "size": 5, "facets": "", "in": chance.choice(_KINDS)}
            yield "search", f"/api/v1/search?{urlencode(pairs)}"


_KINDS = ("stories", "photos")


@contextlib.contextmanager
def _site(index: Path) -> Iterator[tuple[int, int]]:
    """Serves an index; gives port and process."""
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("backfile")), "serve", "--index", str(index),
        "--host", HOST, "--port", str(port), "--workers", str(WORKERS),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        try:
            for line in process.stdout or ():
                if line.startswith("http://"):
                    break
            yield port, process.pid
        finally:
            process.terminate()


async def _send(port: int, asked: Sequence[tuple[str, str]], rate: float) -> Report:
    """Sends requests when they are due, and waits for all answers."""
    report = Report()
    connections = Connections(port)
    chance = random.Random(5)  # noqa: S311 - as above
    due = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for name, path in asked:
            due += chance.expovariate(rate)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(_measure(connections, name, path, due, report))
    connections.close()
    return report


async def _measure(
    connections: Connections, name: str, path: str, due: float, report: Report
) -> None:
    report.late.append(time.perf_counter() - due)
    try:
        status = await asyncio.wait_for(connections.ask(path), PATIENCE)
    except (OSError, EOFError, TimeoutError):
        status = 0
    report.statuses[status] += 1
    report.seconds.setdefault(name, []).append(time.perf_counter() - due)


def _processor_seconds(server: int) -> float:
    """What a server and its workers have used."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return sum(_ticks(pid) for pid in (server, *map(int, children))) / _TICKS


def _ticks(pid: int) -> int:
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _figures(report: Report, sender: float, site: float, took: float) -> dict[str, object]:
    every = [seconds for of_kind in report.seconds.values() for seconds in of_kind]
    times = {
        name: _percentiles(seconds) for name, seconds in [("all", every), *report.seconds.items()]
    }
    return {
        "requests": len(every),
        "a second": round(len(every) / took, 1),
        "statuses": dict(report.statuses),
        **{f"{name}, ms": row for name, row in times.items()},
        "sent late": _percentiles(report.late),
        "processor": {"sender": round(sender / took, 3), "site": round(site / took, 3)},
    }


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    row = np.percentile(seconds, (50, 95, 99, 100)) * 1000
    names = ("p50", "p95", "p99", "most")
    return {name: round(ms, 1) for name, ms in zip(names, row.tolist(), strict=True)}


if __name__ == "__main__":
    main()
