"""``backfile build --watch``, run as a user runs it."""

from __future__ import annotations

import json
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import BACKFILE, Archive, post
from watchfiles import Change

from indexer.engine.factory import open_engine
from indexer.parameters import parse_parameters
from indexer.watching import _Filter, keep_fresh

pytestmark = pytest.mark.slow


class Watched:
    """A command that goes on, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, text: str) -> list[str]:
        """The lines to the next one that has the text."""
        lines: list[str] = []
        while not lines or text not in lines[-1]:
            lines.append(self._lines.get(timeout=30))
        return lines

    def said_within(self, seconds: float) -> str:
        """The next line; empty if there is none for so long."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return ""


@contextmanager
def watching(archive: Archive, *flags: str) -> Iterator[Watched]:
    command = [str(BACKFILE), "build", str(archive.path), "--watch", "--jobs", "1", *flags]
    if "--index" not in flags:
        command += ["--index", str(archive.index)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            watched = Watched(process)
            watched.until("Watching")
            yield watched
        finally:
            process.kill()


def titles(index: Path) -> set[str]:
    engine = open_engine(index)
    try:
        return {hit.title for hit in engine.search(parse_parameters([])).hits}
    finally:
        engine.close()


@pytest.fixture
def news(archive: Archive) -> Archive:
    """Six stories, so that one may go without anybody being asked."""
    return archive.write({f"_posts/2020-01-0{n}-p{n}.md": post(f"Post {n}") for n in range(1, 7)})


def test_changes_are_told_and_indexed(news: Archive) -> None:
    with watching(news) as watched:
        assert len(titles(news.index)) == 6
        news.write({"_posts/2020-02-01-new.md": post("New")})
        assert watched.until("1 added")[0] == "_posts/2020-02-01-new.md (new)"
        assert "New" in titles(news.index)
        news.write({"_posts/2020-02-01-new.md": post("Newer")})
        assert watched.until("1 changed")[0] == "_posts/2020-02-01-new.md (changed)"
        assert "Newer" in titles(news.index)
        (news.path / "_posts/2020-02-01-new.md").unlink()
        assert watched.until("1 deleted")[0] == "_posts/2020-02-01-new.md (gone)"
        assert len(titles(news.index)) == 6


def test_it_ends_when_interrupted_or_asked_to(news: Archive) -> None:
    for way in (signal.SIGINT, signal.SIGTERM):
        with watching(news) as watched:
            watched.process.send_signal(way)
            assert watched.until("Stopped")[-1] == (
                "Stopped; the index is as the last build left it."
            )
            assert watched.process.wait(timeout=20) == 0


def test_a_new_day_brings_the_posts_that_are_dated_with_it(
    news: Archive,
) -> None:
    days = [date(2030, 5, 1)]
    built: list[date] = []
    told: list[str] = []

    def build() -> None:
        built.append(days[0])
        if len(built) == 2:
            raise KeyboardInterrupt
        days[0] += timedelta(days=1)

    with pytest.raises(KeyboardInterrupt):
        keep_fresh(
            news.path, news.index, None, build=build, tell=told.append, today=lambda: days[0]
        )
    assert built == [date(2030, 5, 1), date(2030, 5, 2)]
    assert told[-1] == "It is 2030-05-02 now."


def test_an_error_does_not_end_it(news: Archive) -> None:
    with watching(news) as watched:
        kept = news.path.with_name("kept")
        shutil.move(news.path / "_posts", kept)
        assert watched.until("backfile: ")[-1].startswith("backfile: There are no posts in")
        assert len(titles(news.index)) == 6
        shutil.move(kept, news.path / "_posts")
        watched.until("6 unchanged")
        news.write({"_posts/2020-02-01-new.md": post("New")})
        watched.until("1 added")


def test_a_problem_is_told_once(news: Archive) -> None:
    news.write({"_posts/2020-02-01-bad.md": b"---\ntitle: [\n---\n"})
    with watching(news) as watched:
        news.write({"_posts/2020-02-02-good.md": post("Good")})
        told = watched.until("1 added")
        assert not any("2020-02-01-bad.md" in line for line in told)
        news.write({"_posts/2020-02-03-worse.md": b"---\ntitle: [\n---\n"})
        told = watched.until("1 added")
        assert any("2020-02-03-worse.md:" in line for line in told)


def test_what_changes_while_it_builds_is_built_after_it(news: Archive) -> None:
    slow = {f"_posts/2021-01-01-p{n}.md": post(f"Slow {n}", "word " * 4000) for n in range(150)}
    with watching(news) as watched:
        news.write(slow)
        watched.until("Reading ")
        news.write({"_posts/2020-02-01-late.md": post("Late")})
        while "Late" not in titles_with(news.index, "late"):
            watched.until("added")


def titles_with(index: Path, q: str) -> set[str]:
    engine = open_engine(index)
    try:
        return {hit.title for hit in engine.search(parse_parameters([("q", q)])).hits}
    finally:
        engine.close()


def test_what_is_made_of_the_archive_is_not_watched(news: Archive) -> None:
    index = news.path / "search/index"
    with watching(news, "--index", str(index)) as watched:
        news.write({"_site/2020/p1.html": "<p>", ".git/index": "x", "_posts/.p1.md.swp": "x"})
        assert watched.said_within(1.5) == ""
        news.write({"_posts/2020-02-01-new.md": post("New")})
        watched.until("1 added")
        assert watched.said_within(1.5) == ""
        assert "New" in titles(index)


def test_images_in_another_folder_count_too(news: Archive, tmp_path: Path) -> None:
    images = tmp_path / "images"
    images.mkdir()
    news.write({"_posts/2020-02-01-a.md": post("A", "![](/pier.png)\n\n*The pier.*")})
    with watching(news, "--image-root", str(images)) as watched:
        (images / "pier.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        assert watched.until("1 changed")[0].endswith("images/pier.png (new)")


def test_summaries_as_lines_of_json(news: Archive) -> None:
    command = [
        str(BACKFILE),
        "build",
        str(news.path),
        "--watch",
        "--json",
        "--index",
        str(news.index),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["added"] == 6
        news.write({"_posts/2020-02-01-new.md": post("New")})
        assert json.loads(process.stdout.readline())["added"] == 1
        process.terminate()
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["nowhere", "--watch"], "There is no folder nowhere."),
        (["archive", "--watch", "--strict"], "--watch does not end"),
    ],
)
def test_what_cannot_begin_is_refused(news: Archive, flags: list[str], said: str) -> None:
    done = subprocess.run(
        [BACKFILE, "build", *flags],
        capture_output=True,
        text=True,
        check=False,
        cwd=news.path.parent,
        timeout=30,
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_only_the_index_and_what_is_made_are_left_out(tmp_path: Path) -> None:
    archive = tmp_path / "_site" / "news-src"
    left_out = _Filter([archive], archive / "index")
    assert left_out(Change.modified, str(archive / "_posts/a.md"))
    assert left_out(Change.modified, str(archive / "index-pages/a.md"))
    assert not left_out(Change.modified, str(archive / "index/manifest.json"))
    assert not left_out(Change.modified, str(archive / "_site/a.html"))
    assert not left_out(Change.modified, str(archive / ".git/HEAD"))
