"""How fast an archive becomes an index: from files, again unchanged, and with one post changed.

    python -m benchmarks.build --posts 2000 [--photos N] [--json]
    python -m benchmarks.build --archive PATH [--json]

Without an archive, one of invented posts is written: HTML with captioned photos, seven each unless
another number is given, whose captions share sentences with one another and with the body. A real
archive is copied first, because one of its posts is changed. Everything lies in a temporary folder,
which is removed afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from calendar import month_abbr
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.corpus import Corpus
from indexer.engine.factory import open_engine, open_writer
from indexer.engine.records import BuildRecord, Outcome
from indexer.engine.request import SearchRequest
from indexer.extras import Extras
from indexer.model import Story

PROCESSES = 2
PHOTOS = 7
WORDS_A_POST = 500
FIRST_DAY, DAYS = date(2005, 1, 1), 20 * 365
"""When invented posts were published: as evenly as may be over so many days."""
NEW_WORD, NEW_TITLE_WORD = "zyzzyvabenchmark", "zyzzyvatitle"
SAMPLED_EVERY = 0.05
STILL_FRESH = 3.0
"""Seconds in which a file that was just written may change again without a newer time."""

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    Attributes:
        posts: Files of the archive.
        photos: Photos in its stories.
        posts_a_second: Of the first build, the start of Python included.
        peak_mb: Greatest memory of all its processes together; pages they share count for each.
        index_mb: Size of the index.
        text_mb: Size of the text that was extracted: titles, descriptions, bodies and captions.
        index_share: The one divided by the other.
        unchanged_seconds: Of a build when nothing has changed.
        changed_seconds: From the start of a build until a post changed just before can be found.
        written_seconds: From when one changed story is handed to a writer until a search finds it.
    """

    posts: int
    photos: int
    posts_a_second: float
    peak_mb: float
    index_mb: float
    text_mb: float
    index_share: float
    unchanged_seconds: float
    changed_seconds: float
    written_seconds: float


def write_archive(folder: Path, posts: int, photos: int = PHOTOS) -> None:
    """Writes an archive of invented posts, with so many photos each."""
    corpus = Corpus()
    (folder / "_posts").mkdir(parents=True)
    for number in range(posts):
        day = FIRST_DAY + timedelta(number * DAYS // posts)
        post = _post(number, day, corpus.words(WORDS_A_POST), photos)
        (folder / "_posts" / f"{day}-story-{number:07}.html").write_text(post, "utf-8")


def _post(number: int, day: date, words: list[str], photos: int) -> str:
    shared = f"{_sentence(words[:14])} {_sentence(words[14:46])}"
    taken = f"{month_abbr[day.month]}. {day.day}, {day.year}"
    parts = []
    for photo in range(photos):
        begin = 60 + photo * 60
        own = _sentence(words[begin : begin + 18])
        name = f"{words[46].capitalize()} {words[47].capitalize()}ov"
        parts.append(
            '<center><img style="border-width: 0px" '
            f'src="images/{day}-{number:07}-{photo}.jpg" /></center>\n'
            '<p class="picture" style="font-size: 13px; color: #999">'
            f"{own[:-1]} in {words[48].capitalize()}, Kazakhstan, on {taken}. {shared} "
            f"(Photo by {name}/Xinhua)</p><br />{_sentence(words[begin + 18 : begin + 38])}"
            f"<br /><br />{_sentence(words[begin + 38 : begin + 60])}<br /><br />"
        )
    head = f"layout: post\ntitle: {_sentence(words[50:58])[:-1]}\ncategories: world\n"
    return f"---\n{head}description: {_sentence(words[52:60])}\n---\n\n" + "\n".join(parts)


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


def measure(archive: Path, index: Path) -> Figures:
    """Builds an index of an archive three times; one of its posts is changed before the last."""
    time.sleep(STILL_FRESH)
    seconds, peak = build_timed(archive, index)
    unchanged, _ = build_timed(archive, index)
    engine = open_engine(index)
    record = engine.build_record()
    stories = [file for file in record.files if file.outcome is Outcome.STORY]
    text = sum(_text_bytes(engine.story(file.story_id)) for file in stories)
    size = engine.stats().size_bytes
    engine.close()
    return Figures(
        posts=len(record.files),
        photos=sum(file.photo_count for file in stories),
        posts_a_second=len(record.files) / seconds,
        peak_mb=peak / MB,
        index_mb=size / MB,
        text_mb=text / MB,
        index_share=size / text,
        unchanged_seconds=unchanged,
        changed_seconds=_change_one(archive, index, record),
        written_seconds=_write_one(index, stories[-1].story_id),
    )


def build_timed(archive: Path, index: Path) -> tuple[float, int]:
    """Runs a build; seconds and greatest memory in bytes."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "indexer", "build", str(archive), "--index", str(index)]
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--jobs", str(PROCESSES), "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        sampler = _MemorySampler(process.pid)
        sampler.start()
        _, errors = process.communicate()
    seconds = time.perf_counter() - started
    sampler.join()
    if process.returncode:
        sys.exit(errors.decode())
    return seconds, sampler.peak


def _change_one(archive: Path, index: Path, record: BuildRecord) -> float:
    path = next(
        file.path
        for file in record.files
        if file.outcome is Outcome.STORY and file.path.endswith((".md", ".markdown", ".html"))
    )
    with (archive / path).open("a", encoding="utf-8") as post:
        post.write(f"\n\n<p>{NEW_WORD}</p>\n")
    started = time.perf_counter()
    build_timed(archive, index)
    _find(index, NEW_WORD)
    return time.perf_counter() - started


def _write_one(index: Path, story_id: str) -> float:
    """Writes one story anew, as a build does once it was read; seconds until it is found."""
    engine = open_engine(index)
    story = engine.story(story_id)
    engine.close()
    if story is None:
        sys.exit("A story was not found.")
    changed = replace(story, title=f"{story.title} {NEW_TITLE_WORD}")
    with open_writer(index, Extras()) as writer:
        record, survey = writer.previous(), writer.previous_survey()
        if record is None:
            sys.exit("There is no index.")
        started = time.perf_counter()
        writer.put(changed)
        writer.commit(record, survey)
    _find(index, NEW_TITLE_WORD)
    return time.perf_counter() - started


def _find(index: Path, word: str) -> None:
    """Looks for a word that one story has by now."""
    engine = open_engine(index)
    if engine.search(SearchRequest(q=word)).total != 1:
        sys.exit("The changed story was not found.")
    engine.close()


def _text_bytes(story: Story | None) -> int:
    if story is None:
        return 0
    captions = (photo.caption.text for photo in story.photos)
    texts = (story.title, story.description, *story.paragraphs, *captions)
    return sum(len(text.encode()) for text in texts)


class _MemorySampler(threading.Thread):
    """Adds up the resident memory of a process and its descendants until it ends (on Linux).

    Attributes:
        peak: Greatest sum, in bytes.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0

    def run(self) -> None:
        """Samples until the process is gone."""
        while resident := sum(map(_resident_bytes, _with_descendants(self._pid))):
            self.peak = max(self.peak, resident)
            time.sleep(SAMPLED_EVERY)


def _with_descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        except OSError:  # it has just ended
            continue
    return found


def _resident_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _table(name: str, figures: Figures) -> str:
    cells = {
        "archive": name,
        "posts": f"{figures.posts:,}",
        "photos": f"{figures.photos:,}",
        "posts/s": f"{figures.posts_a_second:,.0f}",
        "peak memory, MB": f"{figures.peak_mb:,.0f}",
        "index, MB": f"{figures.index_mb:,.1f}",
        "index / text": f"{figures.index_share:.2f}",
        "again unchanged, s": f"{figures.unchanged_seconds:.1f}",
        "one post changed, s": f"{figures.changed_seconds:.1f}",
        "one story written, s": f"{figures.written_seconds:.2f}",
    }
    rows = (cells.keys(), ["---"] * len(cells), cells.values())
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    """Measures and prints a table in Markdown, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--posts", type=int, metavar="N", help="invent an archive of N posts")
    what.add_argument("--archive", type=Path, metavar="PATH", help="copy a real archive")
    parser.add_argument(
        "--photos", type=int, default=PHOTOS, choices=range(PHOTOS + 1), help="of each post"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        if given.archive:
            shutil.copytree(given.archive, archive, symlinks=True)
        else:
            write_archive(archive, given.posts, given.photos)
        figures = measure(archive, Path(folder) / "index")
    invented = f"invented, photos a post: {given.photos}"
    name = given.archive.resolve().name if given.archive else invented
    print(json.dumps(asdict(figures)) if given.json else _table(name, figures))


if __name__ == "__main__":
    main()
