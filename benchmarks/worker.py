"""What one process that answers searches costs, and what a second one adds.

    python -m benchmarks.worker INDEX [--queries N]

A process is started on an index whose files were dropped from the system's cache, and asked what
the site asks for: its first queries count. A second one beside it shares the mapped index with the
first. Memory is what the system counts for each in ``smaps_rollup``: private to a process, and
proportional (Pss), in which what several share is divided among them. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.corpus import Corpus
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest

_ASK = "--ask"


def main() -> None:
    """Starts two workers one after the other, and prints what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument(_ASK, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        ask(options.index, options.queries)
        return
    drop_from_cache(options.index)
    workers = []
    for number in ("first", "second"):
        workers.append(_start(options.index, options.queries))
        row = json.loads(workers[-1].stdout.readline() if workers[-1].stdout else "{}")
        p50, p95, p99 = row["ms"]
        print(
            f"{number} worker: opened in {row['opened']:.1f} ms; its first {options.queries} "
            f"queries {p50:.1f} / {p95:.1f} / {p99:.1f} ms; {row['private']:.0f} MB private"
        )
    together = sum(proportional_megabytes(worker.pid) for worker in workers)
    workers[1].communicate("\n")
    alone = proportional_megabytes(workers[0].pid)
    workers[0].communicate("\n")
    print(f"the second adds {together - alone:.0f} MB to the {alone:.0f} MB of the first alone")


def ask(index: Path, count: int) -> None:
    """Asks for pages of the site, stories and photos in turn; prints, then waits for a line."""
    corpus = Corpus()
    queries = corpus.queries(count, list(corpus.stories(3000)))
    started = time.perf_counter()
    engine = open_engine(index)
    opened = (time.perf_counter() - started) * 1000
    times = []
    for number, query in enumerate(queries):
        kind = Kind.PHOTOS if number % 2 else Kind.STORIES
        began = time.perf_counter()
        engine.search(SearchRequest(q=query, kind=kind))
        times.append((time.perf_counter() - began) * 1000)
    row = {
        "opened": opened,
        "ms": np.percentile(times, (50, 95, 99)).tolist(),
        "private": private_megabytes(),
    }
    print(json.dumps(row), flush=True)
    sys.stdin.readline()
    engine.close()


def drop_from_cache(index: Path) -> None:
    """Has the files of an index read from the disk next time."""
    for path in index.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def private_megabytes() -> float:
    """Memory that this process alone has."""
    return _megabytes(os.getpid(), "Private_Clean", "Private_Dirty")


def proportional_megabytes(process: int) -> float:
    """Memory of a process; what it shares with others counts in part."""
    return _megabytes(process, "Pss")


def _start(index: Path, queries: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.worker", str(index), _ASK]
    return subprocess.Popen(  # noqa: S603 - this program itself
        [*command, "--queries", str(queries)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _megabytes(process: int, *names: str) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.endswith(" kB")}
    return sum(int(sizes[name]) for name in names) / 1000


if __name__ == "__main__":
    main()
