"""How long an archive takes to become searchable, beside Pagefind on its rendered pages.

    python -m benchmarks.pagefind ARCHIVE [--rounds N]

Pagefind reads pages that a site has rendered before, which is not timed: here each holds what its
story does, with as little mark-up as may be. Backfile reads the posts. Both are whole commands with
two processors, in turn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pagefind_bin import get_executable

from benchmarks.build import build_timed
from indexer.engine.factory import open_engine
from indexer.engine.records import Outcome
from indexer.model import Story

ROUNDS = 3


def main() -> None:
    """Builds with both in turn, and prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        index, site = Path(folder) / "index", Path(folder) / "site"
        build_timed(given.archive, index)
        stories = render(index, site)
        for _ in range(given.rounds):
            shutil.rmtree(index)
            seconds, _ = build_timed(given.archive, index)
            ours.append(seconds)
            theirs.append(_run_pagefind(site))
    print(f"{stories:,} stories, seconds of {given.rounds} rounds: median, least, most\n")
    for name, several in (("Backfile, from posts", ours), ("Pagefind, from pages", theirs)):
        median = statistics.median(several)
        print(f"| {name} | {median:.2f} | {min(several):.2f} | {max(several):.2f} |")


def render(index: Path, site: Path) -> int:
    """Writes a page of every story of an index; how many there are."""
    engine = open_engine(index)
    files = [file for file in engine.build_record().files if file.outcome is Outcome.STORY]
    for number, file in enumerate(files):
        story = engine.story(file.story_id)
        page = site / f"{number:07}" / "index.html"
        page.parent.mkdir(parents=True)
        if story is not None:
            page.write_text("".join(_page(story)), "utf-8")
    engine.close()
    return len(files)


def _page(story: Story) -> Iterator[str]:
    title = escape(story.title)
    yield f'<!doctype html><html lang="{story.lang or "en"}"><meta charset="utf-8">'
    yield f"<title>{title}</title><main data-pagefind-body><h1>{title}</h1>"
    for text in (story.description, *story.paragraphs):
        yield f"<p>{escape(text)}</p>"
    for photo in story.photos:
        src, alt = escape(photo.image.src), escape(photo.alt)
        yield f'<figure><img src="{src}" alt="{alt}">'
        yield f"<figcaption>{escape(photo.caption.text)}</figcaption></figure>"
    yield "</main></html>"


def _run_pagefind(site: Path) -> float:
    """Indexes pages; seconds."""
    started = time.perf_counter()
    command = [str(get_executable()), "--site", str(site)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a peer
    seconds = time.perf_counter() - started
    shutil.rmtree(site / "pagefind")
    return seconds


if __name__ == "__main__":
    main()
