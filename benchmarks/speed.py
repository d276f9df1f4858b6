"""How long queries take, beside peers on the same stories, in one run.

    python -m benchmarks.speed [--stories N] [--queries N] [--only NAME ...] [--keep FOLDER]
        [--json]

Every query is different and asked once of every engine, the engines taking turns in an order that
changes with each query; parsing and reading title, date and id of ten stories are included, and so
are counts by category and year where a line says facets. Times are milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus import Corpus
from benchmarks.engines import CONTENDERS, Backfile, Contender, build_timed, text_bytes
from indexer.engine.request import Interval, Kind, SearchRequest
from indexer.engine.results import Hit, SearchResult
from indexer.model import Story

SHORT = 4
"""Letters of the words too frequent to be asked for alone."""

SITE_SIZES = {Kind.STORIES: 20, Kind.PHOTOS: 60}
"""Hits of a page of the site."""

Ask = Callable[[Contender, str], object]


def main() -> None:
    """Builds, asks and prints."""
    options = _options()
    contenders = [c for c in CONTENDERS if not options.only or c.name in options.only]
    corpus = Corpus(body_words=options.body_words)
    stories = list(corpus.stories(options.stories))
    gc.freeze()  # or every build would pay for looking through the stories again and again
    report: dict[str, Any] = {"stories": len(stories), "text": text_bytes(stories)}
    _say(f"{len(stories):,} stories, {report['text'] / 1e6:.0f} MB of text")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        opened = [
            _prepare(c, folder / c.name.replace(" ", "-"), stories, report) for c in contenders
        ]
        gc.collect()
        gc.freeze()  # as the site's workers do
        for name, queries, ask in _suites(corpus, stories, options.queries):
            report[name] = _ask_all(name, opened, queries, ask)
        ours = [contender for contender in opened if isinstance(contender, Backfile)]
        for name, queries, ask in _patterns(corpus, options.queries):
            report[name] = _ask_all(name, ours, queries, ask)
        for contender in ours:
            report["site"] = _site(contender, corpus, stories, options.queries)
            contender.engine.close()
    report["max_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if options.json:
        print(json.dumps(report))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--body-words", type=int, default=320)
    parser.add_argument("--only", nargs="*", help="names of engines")
    parser.add_argument("--keep", type=Path, help="folder whose indexes are used again")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _prepare(
    kind: type[Contender], folder: Path, stories: Sequence[Story], report: dict[str, Any]
) -> Contender:
    contender = kind(folder)
    if not folder.exists():
        seconds = build_timed(contender, stories)
        rate = len(stories) / seconds
        share = contender.size() / report["text"]
        _say(
            f"{kind.name:<13} {kind.version:<8} built in {seconds:7.1f} s, {rate:8,.0f} stories/s,"
            f" {contender.size() / 1e6:7.1f} MB ({share:.2f} of the text)"
        )
        report[f"build {kind.name}"] = {"seconds": seconds, "bytes": contender.size()}
    contender.open()
    return contender


def _suites(
    corpus: Corpus, stories: Sequence[Story], count: int
) -> list[tuple[str, list[str], Ask]]:
    kept = list(stories[:: max(1, len(stories) // 5000)])
    few = max(20, count // 3)
    words = [word for word in dict.fromkeys(corpus.words(50 * few)) if len(word) > SHORT]
    return [
        (
            "all words + facets",
            corpus.queries(count, kept),
            lambda c, q: c.search(q, any_word=False),
        ),
        ("any word + facets", corpus.queries(count, kept), lambda c, q: c.search(q, any_word=True)),
        ("phrase", [f'"{p}"' for p in corpus.phrases(few, kept)], lambda c, q: c.special(q)),
        ("one word", words[:few], lambda c, q: c.special(q)),
    ]


def _patterns(corpus: Corpus, count: int) -> list[tuple[str, list[str], Ask]]:
    """Words that stand for many, which the peers cannot be asked for in the same way."""
    few = max(20, count // 3)
    words = [word for word in dict.fromkeys(corpus.words(50 * few)) if len(word) > SHORT][:few]
    return [
        ("prefix", [f"{word[:3]}*" for word in words], lambda c, q: c.special(q)),
        ("wildcard", [f"{word[:2]}*{word[-2:]}" for word in words], lambda c, q: c.special(q)),
        ("fuzzy", [f"{word}~2" for word in words], lambda c, q: c.special(q)),
    ]


def _ask_all(
    name: str, contenders: Sequence[Contender], queries: Sequence[str], ask: Ask
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {c.name: [] for c in contenders}
    order = list(contenders)
    chance = random.Random(7)  # noqa: S311 - a repeatable order
    for contender in contenders:  # what is read once a run
        ask(contender, queries[0])
    for query in queries:
        chance.shuffle(order)
        for contender in order:
            started = time.perf_counter()
            ask(contender, query)
            times[contender.name].append((time.perf_counter() - started) * 1000)
    _say(f"\n{name}: {len(queries)} queries        p50      p95      p99")
    rows = {}
    for contender in contenders:
        rows[contender.name] = np.percentile(times[contender.name], (50, 95, 99)).tolist()
        _say(f"  {contender.name:<22}" + "".join(f"{ms:9.2f}" for ms in rows[contender.name]))
    return rows


def _site(
    contender: Backfile, corpus: Corpus, stories: Sequence[Story], count: int
) -> dict[str, list[float]]:
    """What a page asks for, of stories and of photos: three filters, all facets, a histogram.

    Milliseconds of processor time.
    """
    rows = {}
    kept = list(stories[:: max(1, len(stories) // 5000)])
    for kind in Kind:
        filters = {"category": ("Category 1", "Category 2", "Category 3"), "lang": ("en",)}
        requests = [
            SearchRequest(
                q=q,
                kind=kind,
                size=SITE_SIZES[kind],
                filters=filters,
                excludes={"tag": ("tag 0",)},
                histogram=Interval.AUTO,
            )
            for q in corpus.queries(count, kept)
        ]
        times = []
        for request in requests:
            started = time.process_time()
            _read_whole(contender.engine.search(request))
            times.append((time.process_time() - started) * 1000)
        rows[kind.value] = np.percentile(times, (50, 95, 99)).tolist()
        _say(
            f"page of {kind.value:<8} {len(times)} queries"
            + "".join(f"{t:9.2f}" for t in rows[kind.value])
        )
    return rows


def _read_whole(result: SearchResult) -> None:
    """Reads what is worked out only when it is read, as a page does with most of it."""
    parts: list[SearchResult | Hit] = [result, *result.hits]
    for part in parts:
        for field in fields(part):
            getattr(part, field.name)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
