"""Building: what is read again, what is refused, what survives an interruption."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Archive, Searcher, found, numbered, post
from PIL import Image

from indexer.archive.discover import story_ids
from indexer.build import build
from indexer.engine.factory import open_engine, open_writer
from indexer.engine.records import Outcome
from indexer.engine.request import Kind, SearchRequest
from indexer.errors import (
    ArchiveError,
    ForeignIndexError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    RemovalsRefusedError,
)
from indexer.extras import Extras
from indexer.progress import ProgressReporter
from indexer.settings import Settings


def story_count(archive: Archive) -> int:
    engine = open_engine(archive.index)
    try:
        return Searcher(engine)().total
    finally:
        engine.close()


def test_a_first_build_that_fails_leaves_nothing(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A", published="false")})
    with pytest.raises(ArchiveError):
        archive.build()
    assert not archive.index.exists()
    archive.index.mkdir()  # by somebody who has set its owner, perhaps
    with pytest.raises(ArchiveError):
        archive.build()
    assert list(archive.index.iterdir()) == []
    archive.write({"_posts/2020-01-01-a.md": post("A")})
    archive.build()
    shutil.rmtree(archive.path / "_posts")
    with pytest.raises((ArchiveError, RemovalsRefusedError)):
        archive.build()
    assert (archive.index / "manifest.json").exists()


def test_a_second_build_reads_nothing_and_changes_nothing(archive: Archive) -> None:
    first = archive.write(numbered(5)).build().summary
    second = archive.build().summary
    assert (first.added, first.unchanged, first.generation) == (5, 0, 1)
    assert (second.added, second.changed, second.deleted, second.unchanged) == (0, 0, 0, 5)
    assert second.generation == 1


def test_only_what_changed_is_indexed_again(archive: Archive) -> None:
    archive.write(numbered(6)).build()
    (archive.path / "_posts/2020-01-06-p6.md").unlink()
    archive.write(
        {
            "_posts/2020-01-01-p1.md": post("Post 1", "Lighthouse"),
            "_posts/2020-02-01-new.md": post("New"),
        }
    )
    summary = archive.build().summary
    assert (summary.added, summary.changed, summary.deleted, summary.unchanged) == (1, 1, 1, 4)
    assert found(archive, "lighthouse") == ["Post 1"]
    assert found(archive, "word1") == []
    assert found(archive, "word6") == []
    assert len(found(archive)) == 6


def test_many_small_changes_lose_nothing(archive: Archive) -> None:
    archive.write(numbered(8)).build()
    for turn in range(6):
        archive.write({f"_posts/2020-01-0{turn + 1}-p{turn + 1}.md": post(f"Turn {turn}", "again")})
        archive.build()
    assert len(found(archive)) == 8
    assert len(found(archive, "again")) == 6
    assert len(list((archive.index / "generations").iterdir())) == 2


def test_a_file_touched_but_not_changed_is_unchanged(archive: Archive) -> None:
    archive.write(numbered(2)).build()
    os.utime(archive.path / "_posts/2020-01-01-p1.md", (1, 1))
    assert archive.build().summary.unchanged == 2


def test_files_swapped_with_their_times_are_noticed(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("Pier"), "_posts/2020-01-01-b.md": post("Dock")})
    paths = [archive.path / f"_posts/2020-01-01-{name}.md" for name in "ab"]
    for path in paths:
        os.utime(path, (1, 1))
    later = datetime.now(UTC) + timedelta(minutes=1)
    archive.build(now=later)
    spare = archive.path / "spare"
    paths[0].rename(spare)
    paths[1].rename(paths[0])
    spare.rename(paths[1])
    assert archive.build(now=later).summary.changed == 2


def test_a_file_that_could_not_be_read_is_tried_again(archive: Archive, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(post("Copied"))
    os.utime(outside, (1, 1))
    target = archive.path / "_posts/2020-01-02-b.md"
    archive.write(numbered(1))
    target.symlink_to(outside)
    assert archive.build().summary.failed == 1
    target.unlink()
    shutil.copy2(outside, target)
    summary = archive.build().summary
    assert (summary.failed, summary.added) == (0, 1)


def test_a_change_within_the_same_instant_and_size_is_noticed(archive: Archive) -> None:
    path = archive.path / "_posts/2020-01-01-a.md"
    archive.write({"_posts/2020-01-01-a.md": post("Pier")}).build()
    status = path.stat()
    archive.write({"_posts/2020-01-01-a.md": post("Dock")})
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert archive.build().summary.changed == 1
    assert found(archive) == ["Dock"]


def test_a_post_withdrawn_leaves_the_index(archive: Archive) -> None:
    archive.write(numbered(6)).build()
    archive.write({"_posts/2020-01-03-p3.md": post("Post 3", "Word3", published="false")})
    summary = archive.build().summary
    assert (summary.deleted, summary.excluded) == (1, 1)
    assert found(archive, "word3") == []


def test_other_rules_read_everything_again(archive: Archive) -> None:
    archive.write(numbered(2)).build()
    archive.write({"_config.yml": "permalink: pretty\nurl: https://news.example\n"})
    assert archive.build().summary.changed == 2
    engine = open_engine(archive.index)
    assert Searcher(engine)().hits[0].public_url == "https://news.example/2020/01/02/p2/"
    engine.close()


def test_an_image_that_arrives_is_noticed(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A", "![Pier](/pier.png)")}).build()
    Image.new("RGB", (40, 30)).save(archive.path / "pier.png")
    assert archive.build().summary.changed == 1
    engine = open_engine(archive.index)
    image = Searcher(engine)(in_="photos").hits[0].image
    engine.close()
    assert image is not None
    assert (image.state, image.width, image.height) == ("present", 40, 30)


def test_an_image_that_an_address_does_not_lead_to_comes_and_goes(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A", "Text", image="pier.png")}).build()

    def image() -> str | None:
        assert archive.build().summary.changed == 1
        assert archive.build().summary.changed == 0
        with closing(open_engine(archive.index)) as engine:
            found = engine.story("posts-2020-01-01-a")
        assert found is not None
        return found.photos[0].image.file

    one, other, usual = (archive.path / f"{name}/pier.png" for name in ("one", "other", "images"))
    for file in (one, other, usual):
        file.parent.mkdir()
    Image.new("RGB", (40, 30)).save(one)
    assert image() == "one/pier.png"
    Image.new("RGB", (50, 30)).save(other)
    assert image() is None
    one.unlink()
    assert image() == "other/pier.png"
    Image.new("RGB", (60, 30)).save(usual)
    assert image() == "images/pier.png"


def test_a_folder_that_an_address_names_comes(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("A", "Text", image="/our-news/i/pier.png")})
    (archive.path / "i").mkdir()
    Image.new("RGB", (40, 30)).save(archive.path / "i/pier.png")
    archive.build()
    (archive.path / "our-news").mkdir()
    Image.new("RGB", (40, 30)).save(archive.path / "our-news/other.png")
    assert archive.build().summary.changed == 1
    archive.build(rebuild=True)
    assert archive.build().summary.changed == 0


def test_a_future_post_appears_when_its_day_has_come(archive: Archive) -> None:
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    archive.write({**numbered(1), f"_posts/{tomorrow}-b.md": post("Tomorrow")})
    record = archive.build().record
    assert [f.publishes_on for f in record.files if f.outcome is Outcome.EXCLUDED] == [tomorrow]
    assert found(archive) == ["Post 1"]
    archive.build(Settings(jobs=1, future=True))
    assert found(archive) == ["Tomorrow", "Post 1"]


def test_a_post_due_since_the_last_build_is_read_again(archive: Archive) -> None:
    archive.write({**numbered(1), "_posts/2021-01-01-b.md": post("Later")})
    assert archive.build(now=datetime(2020, 6, 1, tzinfo=UTC)).summary.excluded == 1
    assert archive.build(now=datetime(2021, 1, 1, tzinfo=UTC)).summary.added == 1
    assert found(archive) == ["Later", "Post 1"]


@pytest.mark.parametrize(
    ("zone", "hour", "stories"),
    [
        ("Asia/Almaty", 18, 1),  # five hours ahead
        ("Asia/Almaty", 19, 2),
        ("America/New_York", 28, 1),
        ("America/New_York", 29, 2),
        ("", 28, 1),
        ("", 29, 2),
    ],
)
def test_a_day_begins_where_the_site_is_published(
    archive: Archive, zone: str, hour: int, stories: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of an archive that names no zone, as Jekyll has it, in that of the system.
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    if zone:
        archive.write({"_config.yml": f"timezone: {zone}\n"})
    archive.write({**numbered(1), "_posts/2026-12-01-b.md": post("First of December")})
    now = datetime(2026, 11, 30, tzinfo=UTC) + timedelta(hours=hour)
    assert archive.build(now=now).summary.stories == stories
    assert archive.build(now=now).summary.changed == 0
    monkeypatch.undo()
    time.tzset()


def test_drafts_and_unpublished_posts_come_when_asked_for(archive: Archive) -> None:
    archive.write(
        {
            **numbered(1),
            "_drafts/idea.md": post("An idea"),
            "_posts/2020-01-02-b.md": post("Hidden", published="false"),
        }
    )
    reasons = {f.reason for f in archive.build().record.files if f.reason}
    assert reasons == {"draft", "published: false"}
    archive.build(Settings(jobs=1, unpublished=True))
    assert set(found(archive)) == {"Post 1", "An idea", "Hidden"}


def test_one_bad_post_costs_only_itself(archive: Archive) -> None:
    too_deep = "---\ntitle: A\nx: " + "[" * 40 + "\n---\n"
    archive.write({**numbered(1), "_posts/2020-01-02-bad.md": too_deep})
    result = archive.build()
    assert (result.summary.stories, result.summary.failed) == (1, 1)
    (problem,) = [p for f in result.record.files for p in f.problems]
    assert (problem.path, problem.severity) == ("_posts/2020-01-02-bad.md", "error")
    assert problem.hint


def test_a_fault_of_ours_costs_only_the_post_it_strikes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("odd")

    archive.write({**numbered(1), "_posts/2020-01-02-odd.md": post("Odd", "![](/x.jpg)")})
    monkeypatch.setattr("indexer.archive.photos.parse_caption", fail)
    result = archive.build()
    assert (result.summary.stories, result.summary.failed) == (1, 1)
    (problem,) = [p for f in result.record.files for p in f.problems]
    assert "ZeroDivisionError: odd" in problem.reason


def test_several_processes_read_the_same_as_one(archive: Archive) -> None:
    files = {
        f"_posts/2020-01-01-p{n}.md": post(f"Post {n}", f"Word{n} harbour") for n in range(100)
    }
    archive.write(files)
    archive.build(Settings(jobs=1))
    alone = found(archive, "harbour")
    archive.build(Settings(jobs=2), rebuild=True)
    assert found(archive, "harbour") == alone
    assert open_engine(archive.index).stats().stories == 100


def test_an_index_belongs_to_one_archive(archive: Archive, tmp_path: Path) -> None:
    archive.write(numbered(1)).build()
    (tmp_path / "other").mkdir()
    other = Archive(tmp_path / "other").write(numbered(1))
    other.index = archive.index
    with pytest.raises(ForeignIndexError, match="belongs to another archive"):
        other.build()


@pytest.mark.parametrize("left", [0, 3])
def test_a_build_that_would_remove_much_stops(archive: Archive, left: int) -> None:
    archive.write(numbered(5)).build()
    for path in sorted((archive.path / "_posts").iterdir())[left:]:
        path.unlink()
    with pytest.raises((RemovalsRefusedError, ArchiveError)):
        archive.build()
    assert len(found(archive)) == 5
    archive.build(allow_removals=True)
    assert len(found(archive)) == left


def test_one_removal_in_five_is_no_slip(archive: Archive) -> None:
    archive.write(numbered(5)).build()
    (archive.path / "_posts/2020-01-05-p5.md").unlink()
    assert archive.build().summary.deleted == 1


def test_a_folder_that_is_no_archive_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no posts"):
        archive.build()
    archive.write({"notes.md": "Just notes"})
    with pytest.raises(ArchiveError, match="None of the 1 files"):
        archive.build()
    archive.path = tmp_path / "nowhere"
    assert not archive.index.exists()
    with pytest.raises(ArchiveError, match="no folder"):
        archive.build()


def test_only_one_build_writes_at_a_time(archive: Archive) -> None:
    archive.write(numbered(1))
    with (
        open_writer(archive.index, Extras()),
        pytest.raises(IndexLockedError, match="Another build"),
    ):
        archive.build()
    archive.build()


def as_of_another_version(archive: Archive) -> None:
    manifest = archive.index / "manifest.json"
    manifest.write_text(re.sub(r'"format":\d+', '"format":999', manifest.read_text()))


def test_an_index_of_another_version_is_told_and_built_anew(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.write(numbered(3)).build()
    (archive.path / "_posts" / "2020-01-02-p2.md").unlink()
    archive.build(allow_removals=True)
    as_of_another_version(archive)
    with pytest.raises(IndexOutdatedError, match="another version"):
        open_engine(archive.index)
    build(archive.path, archive.index, Settings(jobs=1), ProgressReporter(sys.stderr))
    assert "another version of Backfile; every post is read anew" in capsys.readouterr().err
    engine = open_engine(archive.index)
    assert len(found(archive)) == 2
    # What only the index knows goes over: what was there once is still known to be gone.
    assert engine.was_removed("posts-2020-01-02-p2")
    engine.close()


def test_an_engine_goes_on_while_another_version_builds(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.write(numbered(2)).build()
    engine = open_engine(archive.index)
    archive.write(numbered(3)).build()
    as_of_another_version(archive)
    for _ in range(2):
        assert engine.stats().stories == 2
        assert engine.search(SearchRequest()).total == 2
    assert len(caplog.messages) == 1
    assert "start this server anew" in caplog.text
    engine.close()


def open_files(folder: Path) -> int:
    """How many files of a folder this process has open, deleted ones included."""
    opened = (os.path.realpath(path) for path in Path("/proc/self/fd").iterdir())
    return sum(str(folder) in name for name in opened)


@pytest.mark.skipif(sys.platform != "linux", reason="open files are looked up in /proc")
def test_an_index_that_is_searched_no_longer_is_not_kept_open(archive: Archive) -> None:
    archive.write(numbered(5)).build()
    gc.collect()
    gc.disable()  # it may be long before garbage is looked for
    try:
        with closing(open_engine(archive.index)) as engine:
            for number in range(6, 9):
                engine.search(SearchRequest(q="harbour word*", filters={"tag": ("pier",)}))
                engine.suggest("har")
                archive.write(numbered(number)).build()
            assert engine.search(SearchRequest(q="harbour")).total == 8
            gone_on = open_files(archive.index)
        del engine
        with closing(open_engine(archive.index)) as anew:
            anew.search(SearchRequest(q="harbour"))
            assert gone_on == open_files(archive.index)
    finally:
        gc.enable()


def test_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="backfile build"):
        open_engine(tmp_path / "nothing")


def test_ids_do_not_depend_on_order_or_earlier_builds() -> None:
    paths = ["_posts/2020-01-01-a.md", "_posts/2020-01-01-a.html", "_posts/2020-01-02-b.md"]
    ids = story_ids(paths)
    assert ids == story_ids(reversed(paths))
    assert ids["_posts/2020-01-02-b.md"] == "posts-2020-01-02-b"
    assert len(set(ids.values())) == 3
    assert all(i.startswith("posts-2020-01-01-a-") for p, i in ids.items() if "-a." in p)


def test_ids_are_never_given_twice() -> None:
    path = "_posts/a.md"
    hashed = story_ids([path, "_posts/a.html"])[path]
    paths = [path, "_posts/a.html", f"_posts/{hashed.removeprefix('posts-')}.md"]
    assert len(set(story_ids(paths).values())) == 3


def test_two_posts_of_one_slug_are_both_kept(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    summary = archive.write({"_posts/2020-01-01-a.html": post("Two")}).build().summary
    assert (summary.added, summary.changed, summary.deleted) == (1, 1, 0)
    assert set(found(archive)) == {"One", "Two"}
    (archive.path / "_posts/2020-01-01-a.html").unlink()
    archive.build(allow_removals=True)
    assert found(archive) == ["One"]


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_index(archive: Archive) -> None:
    archive.write(numbered(20)).build()
    files = {f"_posts/2021-01-01-n{n}.md": post(f"N {n}", "fresh water " * 200) for n in range(60)}
    archive.write(files)
    command = [sys.executable, "-m", "indexer", "build", str(archive.path), "--index",
               str(archive.index), "--jobs", "1"]  # fmt: skip
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    for turn in range(12):
        archive.write({f"_posts/2021-01-01-n{turn}.md": post(f"N {turn}", f"turn{turn} water")})
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * (turn + 1) / 12)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert story_count(archive) == 80
    archive.build()
    assert story_count(archive) == 80
    assert found(archive, "turn11") == ["N 11"]


def test_what_a_clock_ahead_of_time_published_is_withdrawn(archive: Archive) -> None:
    archive.write({**numbered(6), "_posts/2027-01-01-later.md": post("Later", "harbour")})
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    archive.build(now=now)
    assert archive.build(now=datetime(2030, 1, 1, tzinfo=UTC)).summary.added == 1
    assert "Later" in found(archive, "harbour")
    summary = archive.build(now=now).summary
    assert (summary.stories, summary.deleted, summary.excluded) == (6, 1, 1)
    assert "Later" not in found(archive, "harbour")
    # A clock that is put right by seconds costs nothing.
    assert archive.build(now=now - timedelta(seconds=9)).summary.changed == 0


def test_a_clock_that_has_stopped_is_told_from_lost_stories(archive: Archive) -> None:
    archive.write({**numbered(6), "_posts/1960-01-01-old.md": post("Old")}).build()
    with pytest.raises(RemovalsRefusedError, match=r"left out of it \(6 dated in the future\)"):
        archive.build(now=datetime(1970, 1, 1, tzinfo=UTC))
    assert len(found(archive)) == 7


def test_a_build_after_a_clock_was_ahead_is_the_last_to_read_every_post(archive: Archive) -> None:
    archive.write(numbered(6)).build(now=datetime(2030, 1, 1, tzinfo=UTC))
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert archive.build(now=now).summary.changed == 6
    assert archive.build(now=now).summary.changed == 0


def test_todays_post_is_no_future_post(archive: Archive) -> None:
    today = datetime.now().astimezone().date()
    archive.write({f"_posts/{today}-a.md": post("Today")}).build()
    assert found(archive) == ["Today"]


def test_a_post_that_becomes_a_pipe_or_a_link_out_is_noticed(archive: Archive) -> None:
    archive.write(
        {**numbered(2), "_posts/2020-02-01-empty.md": b"", "_posts/2020-02-02-x.md": post("X")}
    )
    archive.build()
    empty, linked = (
        archive.path / "_posts/2020-02-01-empty.md",
        archive.path / "_posts/2020-02-02-x.md",
    )
    empty.unlink()
    os.mkfifo(empty)
    outside = archive.path.parent / "x.md"
    outside.write_bytes(linked.read_bytes())
    linked.unlink()
    linked.symlink_to(outside)
    summary = archive.build(allow_removals=True).summary
    assert (summary.failed, summary.deleted) == (2, 2)


def test_small_segments_are_merged(archive: Archive) -> None:
    for number in range(20):
        archive.write({f"_posts/2020-01-{number + 1:02}-s.md": post(f"Harbour {number}")}).build()
    engine = open_engine(archive.index)
    assert engine.search(SearchRequest(q="harbour")).total == 20
    engine.close()
    current = max(archive.index.glob("generations/*"))
    assert len(list(current.glob("stories/*.segment"))) < 12


def test_deleting_everything_leaves_an_index_that_answers(archive: Archive) -> None:
    archive.write(numbered(4)).build()
    for path in (archive.path / "_posts").iterdir():
        path.unlink()
    archive.build(allow_removals=True)
    engine = open_engine(archive.index)
    assert engine.search(SearchRequest(q="")).total == 0
    assert engine.search(SearchRequest(q="harbour", kind=Kind.PHOTOS)).total == 0
    engine.close()
