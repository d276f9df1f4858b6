"""How long suggestions take while somebody types, letter by letter.

    python -m benchmarks.suggestions [--stories N] [--typed N] [--keep FOLDER] [--json]

What is typed are beginnings of titles, of words inside titles, of names, tags, places and of words
that stand together in texts, each letter by letter; one in five has a wrong letter from then on.
Everything typed is different. Times are milliseconds of processor time, in one process.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.corpus import Corpus
from benchmarks.engines import Backfile, build_timed
from indexer.engine.request import Kind
from indexer.model import Story

SAMPLE = 2000
"""Stories whose texts are typed."""

MISTYPED = 0.2
FIRST_WRONG = 4
"""Letters before which none is wrong."""


def main() -> None:
    """Builds an index, types and prints."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        contender = Backfile((options.keep or Path(temporary)) / "Backfile")
        if not contender.folder.exists():
            seconds = build_timed(contender, Corpus().stories(options.stories))
            print(f"built in {seconds:.0f} s", file=sys.stderr)
        files = list(contender.folder.rglob("*.suggest"))
        share = sum(path.stat().st_size for path in files) / contender.size()
        contender.open()
        typed = list(typed_beginnings(list(Corpus().stories(SAMPLE)), options.typed))
        report: dict[str, object] = {"stories": options.stories, "share_of_index": share}
        for kind in Kind:
            report[kind] = _measure(contender, typed, kind)
        contender.engine.close()
    if options.json:
        print(json.dumps(report))
    else:
        _print(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--typed", type=int, default=1000, help="how many beginnings")
    parser.add_argument("--keep", type=Path, help="folder whose index is used again")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def typed_beginnings(stories: list[Story], count: int) -> Iterator[str]:
    """Different beginnings, each a letter longer than the one before it."""
    chance = random.Random(7)  # noqa: S311 - a repeatable game
    known: set[str] = set()
    while True:
        text = _meant(chance.choice(stories), chance)
        wrong = chance.randrange(FIRST_WRONG, 20) if chance.random() < MISTYPED else len(text)
        for size in range(1, min(len(text), 24)):
            beginning = text[:size]
            if size > wrong:
                beginning = text[:wrong] + "x" + text[wrong + 1 : size]
            if beginning.lower() not in known:
                known.add(beginning.lower())
                yield beginning
                if len(known) == count:
                    return


def _meant(story: Story, chance: random.Random) -> str:
    words = story.title.split()
    body = story.paragraphs[0].split()
    at = chance.randrange(len(body) - 2)
    return chance.choice(
        [
            story.title,
            " ".join(words[chance.randrange(len(words)) :]),
            story.authors[0],
            story.tags[0],
            story.photos[0].photographers[0],
            " ".join(body[at : at + 3]),
        ]
    )


def _measure(contender: Backfile, typed: list[str], kind: Kind) -> dict[str, float]:
    started = time.process_time()
    contender.engine.suggest("a", kind)  # counts every value once
    first = time.process_time() - started
    times = []
    shown = 0
    for text in typed:
        started = time.process_time()
        shown += len(contender.engine.suggest(text, kind))
        times.append(time.process_time() - started)
    p50, p95, p99 = (np.percentile(times, (50, 95, 99)) * 1000).tolist()
    return {
        "first": first * 1000,
        "p50": p50,
        "p95": p95,
        "p99": p99,
        "suggestions": shown / len(typed),
    }


def _print(report: dict[str, object]) -> None:
    for name, value in report.items():
        if isinstance(value, dict):
            print(name, "  ".join(f"{key} {number:.2f}" for key, number in value.items()))
        else:
            print(name, value)


if __name__ == "__main__":
    main()
