"""How building and searching grow with the archive.

    python -m benchmarks.growth [--sizes N ...] [--body-words N] [--plot FILE]

For every size an index is built in a process of its own and searched in another: the time and peak
memory of the build, the size of the index beside the text, and what the worker needs for different
queries of one to three words, ten hits and two facets each, and for pages of the site. Prints a
table in Markdown; the plot is written where asked for.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.corpus import Corpus
from benchmarks.engines import Backfile, text_bytes
from benchmarks.worker import private_megabytes
from indexer.engine.request import SearchRequest
from indexer.model import Story

SIZES = (10_000, 100_000, 1_000_000)
BODY_WORDS = 80
QUERIES = 300

Row = Mapping[str, float]

_HEAD = (
    "stories", "text, MB", "built in, s", "stories/s", "peak, MB", "index / text",
    "all words, ms p50 / p95 / p99", "any word", "page of the site", "worker, MB",
)  # fmt: skip


def main() -> None:
    """Builds and searches every size, and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--body-words", type=int, default=BODY_WORDS)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--step", choices=("build", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step = {"build": build, "ask": ask}[options.step]
        print(json.dumps(step(options.folder, options.sizes[0], options.body_words)))
        return
    _print_row(_HEAD)
    _print_row("---" for _ in _HEAD)
    rows = [_measure(size, options.body_words) for size in options.sizes]
    if options.plot:
        plot(options.sizes, rows, options.plot)


def build(folder: Path, size: int, body_words: int) -> Row:
    """Builds an index of so many stories, which are invented as they are asked for."""
    text = 0
    inventing = 0.0

    def invented(stories: Iterator[Story]) -> Iterator[Story]:
        nonlocal text, inventing
        while True:
            started = time.perf_counter()
            story = next(stories, None)
            if story is None:
                return
            text += text_bytes([story])
            inventing += time.perf_counter() - started
            yield story

    contender = Backfile(folder)
    started = time.perf_counter()
    contender.build(invented(iter(Corpus(body_words=body_words).stories(size))))
    seconds = time.perf_counter() - started - inventing
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"seconds": seconds, "text": text, "bytes": contender.size(), "peak": peak}


def ask(folder: Path, size: int, body_words: int) -> Row:
    """Searches it."""
    corpus = Corpus(body_words=body_words)
    stories = list(corpus.stories(min(size, 3000)))
    contender = Backfile(folder)
    contender.open()
    row: dict[str, float] = {}
    suites: dict[str, Callable[[str], object]] = {
        "all": lambda q: contender.search(q, any_word=False),
        "any": lambda q: contender.search(q, any_word=True),
        "page": lambda q: contender.engine.search(SearchRequest(q=q)),
    }
    for name, search in suites.items():
        times = _timed(search, corpus.queries(QUERIES, stories))
        for share, value in zip((50, 95, 99), np.percentile(times, (50, 95, 99)), strict=True):
            row[f"{name} {share}"] = float(value)
    row["private"] = private_megabytes()
    contender.engine.close()
    return row


def plot(sizes: Sequence[int], rows: Sequence[Row], path: Path) -> None:
    """Draws milliseconds by number of stories."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - needed for a plot only

    figure, axes = plt.subplots(figsize=(7, 4))
    for name in ("all 50", "all 99", "any 50", "any 99", "page 50", "page 99"):
        words, share = name.split()
        axes.plot(
            sizes,
            [row[name] for row in rows],
            label=f"{words}, p{share}",
            marker="o",
            linestyle="-" if share == "50" else "--",
        )
    axes.set(xscale="log", yscale="log", xlabel="stories", ylabel="ms")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path)


def _measure(size: int, body_words: int) -> Row:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        row = {
            name: value
            for step in ("build", "ask")
            for name, value in _step(step, folder, size, body_words).items()
        }
    _print_row(
        (
            f"{size:,}",
            f"{row['text'] / 1e6:,.0f}",
            f"{row['seconds']:,.0f}",
            f"{size / row['seconds']:,.0f}",
            f"{row['peak']:,.0f}",
            f"{row['bytes'] / row['text']:.2f}",
            *(
                " / ".join(f"{row[f'{name} {share}']:.1f}" for share in (50, 95, 99))
                for name in ("all", "any", "page")
            ),
            f"{row['private']:,.0f}",
        )
    )
    return row


def _print_row(cells: Iterable[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _step(step: str, folder: Path, size: int, body_words: int) -> Row:
    command = [sys.executable, "-m", "benchmarks.growth", "--step", step, "--folder", str(folder)]
    command += ["--sizes", str(size), "--body-words", str(body_words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - itself
    row: Row = json.loads(done.stdout)
    return row


def _timed(search: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    times = []
    for query in queries:
        started = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    main()
