"""The command line, run as a user runs it."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import signal
import subprocess
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import BACKFILE, post
from pebble import ProcessPool

from indexer.archive import language_model
from indexer.cli import COMMANDS, main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive, to be changed."""
    return write_archive(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive and its index, to be looked at only."""
    folder = write_archive(tmp_path_factory.mktemp("ready"))
    (folder / "empty").mkdir()
    backfile(folder, "build", "news")
    return folder


def write_archive(tmp_path: Path) -> Path:
    posts = tmp_path / "news/_posts"
    posts.mkdir(parents=True)
    (posts / "2020-01-01-ferry.md").write_text(
        post("The ferry", "A ferry sails.", categories="[harbour]", tags="[boat]")
    )
    (posts / "2021-01-01-bakery.md").write_text(
        post("The bakery", "Bread.\n\n![](/loaf.jpg)\n\n*A loaf. (Photo by Ada Holm/Northlight)*")
    )
    return tmp_path


def in_a_shell(folder: Path, *arguments: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does, from a shell of its own."""
    done = subprocess.run(
        [str(BACKFILE), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done


def backfile(folder: Path, *arguments: str, expect: int = 0, **environ: str) -> Result:
    """Runs the same here, where everything is loaded already."""
    with chdir(folder):
        done = CliRunner(env=environ).invoke(main, arguments, prog_name="backfile")
    assert done.exit_code == expect, done.output
    assert "Traceback" not in done.stderr
    return done


def answer(done: Result | subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.stdout.count("\n") == 1
    value: dict[str, Any] = json.loads(done.stdout)
    return value


@pytest.fixture
def built(folder: Path) -> Path:
    backfile(folder, "build", "news")
    return folder


def test_a_build_tells_what_it_did_and_where(folder: Path) -> None:
    done = in_a_shell(folder, "build", "news")
    assert "2 stories with 1 photo from 2 files" in done.stdout
    assert "Reading 2 posts" in done.stderr
    (index,) = (folder / "index_data").iterdir()
    assert index.name.startswith("news-")
    assert str(index.relative_to(folder)) in done.stdout
    again = answer(in_a_shell(folder, "build", "news", "--json"))
    assert (again["unchanged"], again["added"], again["generation"]) == (2, 0, 1)


def test_search_prints_hits_and_one_line_of_json(ready: Path) -> None:
    done = in_a_shell(ready, "search", "ferries")
    assert "The ferry" in done.stdout
    assert "A ferry sails." in done.stdout
    result = answer(in_a_shell(ready, "search", "ferries", "--json"))
    assert [hit["title"] for hit in result["hits"]] == ["The ferry"]
    (photo,) = answer(in_a_shell(ready, "search", "loaf", "--in", "photos", "--json"))["hits"]
    assert photo["photographer"] == ["Ada Holm"]


def test_words_of_several_languages_are_read_with_their_forms(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / "_posts").mkdir(parents=True)
    for name, lang in (("2020-01-01-a.md", "en"), ("2020-01-02-b.md", "es")):
        text = "The lanterns and instructers." if lang == "en" else "Instruido."
        (archive / "_posts" / name).write_text(post("Training", text, lang=lang))
    backfile(tmp_path, "build", "archive")
    assert "(also instructers)" in backfile(tmp_path, "search", "instructing").stdout
    found = answer(backfile(tmp_path, "search", "instructing", "--json"))
    assert "(also instructers)" in found["reading"]


def test_hits_are_counted_by_time_where_that_is_asked_for(ready: Path) -> None:
    lines = backfile(ready, "search", "--histogram", "year").stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["2020", "1"], ["2021", "1"]]
    result = answer(backfile(ready, "search", "--histogram", "auto", "--from", "2021", "--json"))
    assert sum(bucket["count"] for bucket in result["histogram"]["buckets"]) == 1
    assert answer(backfile(ready, "search", "--json"))["histogram"] is None


def test_every_value_of_a_facet_is_printed_one_a_line_or_as_json(ready: Path) -> None:
    lines = backfile(ready, "facet", "year", "--order", "label").stdout.splitlines()
    assert [line.split() for line in lines] == [["1", "2020"], ["1", "2021"], ["2", "values"]]
    of_search = backfile(ready, "facet", "photographer", "loaf", "--in", "photos", "--json")
    (value,) = answer(of_search)["values"]
    assert (value["value"], value["count"]) == ("Ada Holm", 1)
    none = backfile(ready, "facet", "year", "--contains", "19")
    assert none.stdout.splitlines() == ["0 values"]
    assert "one of category" in backfile(ready, "facet", "colour", expect=2).stderr


def test_suggestions_are_printed_one_a_line_or_as_json(ready: Path) -> None:
    assert backfile(ready, "suggest", "ad").stdout.split() == ["person", "1", "Ada", "Holm"]
    (title,) = answer(backfile(ready, "suggest", "the", "bak", "--json"))["suggestions"]
    assert title["runs"] == [["The bak", True], ["ery", False]]
    assert title["url"] == "/story/" + title["id"]
    assert backfile(ready, "suggest", "xyz").stdout == ""
    assert "size" in backfile(ready, "suggest", "a", "--size", "0", expect=2).stderr


def test_an_empty_query_browses_newest_first(ready: Path) -> None:
    for arguments in ([""], []):
        result = answer(backfile(ready, "search", *arguments, "--json"))
        assert [hit["title"] for hit in result["hits"]] == ["The bakery", "The ferry"]


def test_no_hit_is_no_failure(ready: Path) -> None:
    assert answer(backfile(ready, "search", "submarine", "--json"))["total"] == 0


def test_several_words_need_no_quotes(ready: Path) -> None:
    result = answer(backfile(ready, "search", "a", "ferry", "--json"))
    assert [hit["title"] for hit in result["hits"]] == ["The ferry"]


def test_a_query_may_begin_with_a_hyphen(ready: Path) -> None:
    result = answer(backfile(ready, "search", "--json", "--", "-ferry"))
    assert [hit["title"] for hit in result["hits"]] == ["The bakery"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--filter", "category=harbour"], ["The ferry"]),
        (["--filter", "category="], ["The bakery"]),
        (["--exclude", "tag=boat"], ["The bakery"]),
        (["--from", "2021"], ["The bakery"]),
        (["--to", "2020-12"], ["The ferry"]),
        (["--sort", "oldest"], ["The ferry", "The bakery"]),
        (["--size", "1", "--page", "2"], ["The ferry"]),
        (["--limit", "1"], ["The bakery"]),
        (["--limit", "1", "--page", "2"], ["The ferry"]),
        (["--size", "1", "--limit", "10000"], ["The bakery", "The ferry"]),
        (["--filter", "category=harbour", "--filter", "category="], ["The bakery", "The ferry"]),
    ],
)
def test_the_grammar_as_flags(ready: Path, options: list[str], expected: list[str]) -> None:
    result = answer(backfile(ready, "search", "", *options, "--json"))
    assert [hit["title"] for hit in result["hits"]] == expected


def test_stats_tell_what_an_index_holds(ready: Path) -> None:
    assert "stories    2 (0 undated)" in backfile(ready, "stats").stdout
    stats = answer(backfile(ready, "stats", "--json"))
    assert (stats["stories"], stats["photos"]) == (2, 1)
    assert len(stats["content_hash"]) == 32
    assert f"content    {stats['content_hash']}" in backfile(ready, "stats").stdout
    assert (stats["first_date"], stats["last_date"]) == ("2020-01-01", "2021-01-01")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere"], "There is no folder "),
        (["build", "empty"], "There are no posts"),
        (["build", "news", "--jobs", "many"], "--jobs"),
        (["search", "x", "--limit", "10001"], "limit='10001' is not possible"),
        (["search", "x", "--size", "101"], "1 to 100"),
        (["search", "x", "--from", "soon"], "YYYY-MM-DD"),
        (["search", "x", "--in", "videos"], "'stories', 'photos'"),
        (["search", "x", "--filter", "colour=red"], "NAME=VALUE"),
        (["search", "x", "--filter", "category"], "NAME=VALUE"),
        (["search", "x", "--index", "elsewhere"], "There is no index in elsewhere"),
        (["stats", "--archive", "nowhere"], "no folder"),
        (["serve", "--port", "0"], "a whole number from 1 to 65,535"),
        (["serve", "--index", "elsewhere"], "There is no index"),
        (["sing"], "No such command"),
        (["search", "-ferry"], "backfile search -- -sport"),
        (["search", "x", "--from", "2020", "--to", "2010"], "2020-01-01 or later"),
    ],
)
def test_a_callers_error_is_one_clear_line(ready: Path, arguments: list[str], message: str) -> None:
    done = backfile(ready, *arguments, expect=2)
    assert message in done.stderr
    assert done.stdout == ""


def test_without_an_index_the_next_step_is_told(folder: Path) -> None:
    done = in_a_shell(folder, "search", "x", expect=2)
    assert "backfile build ARCHIVE" in done.stderr
    assert done.stderr.count("\n") == 1


def test_several_indexes_ask_which(built: Path) -> None:
    (built / "other").mkdir()
    (built / "other/2020-01-01-a.md").write_text(post("A"))
    backfile(built, "build", "other")
    asked = backfile(built, "search", "x", expect=2).stderr
    assert "--index" in asked
    (manifest,) = built.glob("index_data/other-*/manifest.json")
    written = manifest.read_text()
    manifest.write_text(written.replace('"format":', '"format":9'))  # of a version to come
    assert backfile(built, "search", "x", expect=2).stderr == asked
    manifest.write_text("{")
    assert f"{manifest.parent.name} (damaged)" in backfile(built, "search", "x", expect=2).stderr
    manifest.write_text(written)
    result = answer(backfile(built, "search", "", "--archive", "other", "--json"))
    assert [hit["title"] for hit in result["hits"]] == ["A"]


def test_strict_fails_on_problems_but_writes(folder: Path) -> None:
    (folder / "news/_posts/2020-01-02-bad.md").write_bytes(b"\0")
    done = backfile(folder, "build", "news", "--strict", expect=1)
    assert "error: news/_posts" not in done.stderr
    assert "error: _posts/2020-01-02-bad.md" in done.stderr
    summary = answer(backfile(folder, "build", "news", "--json"))
    assert (summary["stories"], summary["failed"], summary["problems"]) == (2, 1, 1)


def test_removals_are_refused_until_allowed(built: Path) -> None:
    (built / "news/_posts/2020-01-01-ferry.md").unlink()
    assert "--allow-removals" in backfile(built, "build", "news", expect=2).stderr
    backfile(built, "build", "news", "--allow-removals")
    assert answer(backfile(built, "stats", "--json"))["stories"] == 1


@pytest.mark.slow
def test_settings_come_from_flag_then_environment_then_file(folder: Path) -> None:
    (folder / "backfile.toml").write_text('data_dir = "from_file"\n')
    backfile(folder, "build", "news")
    assert (folder / "from_file").is_dir()
    backfile(folder, "build", "news", BACKFILE_DATA_DIR="from_environment")
    assert (folder / "from_environment").is_dir()
    backfile(folder, "build", "news", "--data-dir", "from_flag", BACKFILE_DATA_DIR="x")
    assert (folder / "from_flag").is_dir()
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("port = 99999999", "port"),
        ("colour = 1", "colour"),
        ("port = ", "TOML"),
        ("port = true", "backfile.toml) is not possible"),
        ("max_depth = 100.5", "a whole number from 16 to 2,000"),
        ("workers = 2.0", "a whole number from 1 to 64"),
    ],
)
def test_a_wrong_settings_file_is_told(folder: Path, content: str, message: str) -> None:
    (folder / "backfile.toml").write_text(content)
    done = backfile(folder, "stats", expect=2)
    assert message in done.stderr
    assert "backfile.toml" in done.stderr


@pytest.mark.parametrize("begin", ["\ufeff", "# a comment\r\n"])
def test_a_settings_file_may_be_as_editors_leave_it(folder: Path, begin: str) -> None:
    (folder / "backfile.toml").write_bytes(f'{begin}data_dir = "elsewhere"\r\n'.encode())
    backfile(folder, "build", "news")
    assert (folder / "elsewhere").is_dir()


def test_a_home_folder_is_understood_whatever_the_shell_does(folder: Path) -> None:
    backfile(folder, "build", "~/news", HOME=str(folder))
    result = answer(backfile(folder, "search", "--archive", "~/news", "--json", HOME=str(folder)))
    assert result["total"] == 2


def test_files_left_out_are_named(folder: Path) -> None:
    (folder / "news/_posts/2020-01-02-b.md").write_text(post("B", published="false"))
    done = backfile(folder, "build", "news")
    assert "1 file left out (published: false): _posts/2020-01-02-b.md" in done.stdout


@pytest.mark.slow
def test_a_flag_for_an_archive_beats_an_index_in_the_file(built: Path) -> None:
    (built / "other").mkdir()
    (built / "other/2020-01-01-a.md").write_text(post("A"))
    backfile(built, "build", "other")
    (built / "backfile.toml").write_text(
        f'index = "{next((built / "index_data").glob("news*"))}"\n'
    )
    assert answer(backfile(built, "search", "--json"))["total"] == 2
    assert answer(backfile(built, "search", "--archive", "other", "--json"))["total"] == 1


@pytest.mark.slow
def test_a_truth_of_the_environment_can_be_taken_back(folder: Path) -> None:
    (folder / "news/_posts/2999-01-02-b.md").write_text(post("B"))
    backfile(folder, "build", "news", BACKFILE_FUTURE="true")
    assert answer(backfile(folder, "stats", "--json"))["stories"] == 3
    backfile(folder, "build", "news", "--no-future", "--allow-removals", BACKFILE_FUTURE="true")
    assert answer(backfile(folder, "stats", "--json"))["stories"] == 2


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    (folder / "file").write_text("")
    done = backfile(folder, "build", "news", "--index", "file/index", expect=2)
    assert "Not a directory (" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("locale", "code", "said"),
    [
        ({"LC_ALL": "C"}, 0, "The bakery"),
        ({"PYTHONIOENCODING": "latin-1"}, 0, "The bakery ? caf\xe9"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 2, "Set LANG=C.UTF-8"),
    ],
)
def test_a_terminal_without_utf_8_is_no_fault(
    folder: Path, locale: dict[str, str], code: int, said: str
) -> None:
    (folder / "news/_posts/2022-01-01-café.md").write_text(post("The bakery → café"))
    ran = [
        subprocess.run(
            [str(BACKFILE), *command],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", **locale},
            capture_output=True,
            check=False,
        )
        for command in (["build", "news"], ["search", "bakery"], ["stats", "--json"])
    ]
    assert [done.returncode for done in ran] == [code] * 3
    assert said in "".join(done.stdout.decode("latin-1") + done.stderr.decode() for done in ran)
    if not code:
        assert json.loads(ran[2].stdout)["stories"] == 3


def test_a_full_disk_is_told_and_costs_the_new_index_only(folder: Path) -> None:
    backfile(folder, "build", "news", "--index", "i")
    words = "\n".join(f"word{number} harbour" for number in range(20_000))
    (folder / "news/_posts/2022-01-01-long.md").write_text(post("Long", words, lang="en"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        done = backfile(folder, "build", "news", "--index", "i", "--jobs", "1", expect=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    last = done.stderr.splitlines()[-1]
    assert last == "backfile: The index i could not be written and is as it was: File too large."
    assert "as it was written" in backfile(folder, "verify", "--index", "i").stdout
    assert len(list((folder / "i/generations").iterdir())) == 1


def test_no_room_for_temporary_files_is_no_fault_of_posts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading: Future[object] = Future()
    loading.set_exception(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    monkeypatch.setattr(language_model, "_LOADING", loading)
    (folder / "news/_posts/2022-01-01-x.md").write_text(post("X", "Which language is it in? " * 9))
    done = backfile(folder, "build", "news", "--jobs", "1", expect=2)
    assert "No space left on device. " in done.stderr
    assert "TMPDIR" in done.stderr


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "too little memory; the index is as it was."),
        (BrokenProcessPool(), "could not be started"),
    ],
)
def test_what_a_small_machine_lacks_is_told_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    for number in range(100):
        (folder / f"news/_posts/2022-01-01-p{number}.md").write_text(post("P"))

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPool, "schedule", fail)
    done = backfile(folder, "build", "news", "--jobs", "2", expect=2)
    assert message in done.stderr.splitlines()[-1]
    assert not (folder / "index_data").exists() or not any((folder / "index_data").iterdir())


def test_many_stories_lost_with_a_folder_are_put_down_to_it(built: Path) -> None:
    (built / "news/_posts").rename(built / "posts")
    (built / "news/_posts").symlink_to(built / "posts")
    done = backfile(built, "build", "news", expect=2)
    assert "where _posts could not be opened (It is a link to a folder outside" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.05, 0.2, 1.5])
def test_an_interrupted_build_says_so_and_harms_nothing(
    folder: Path, sent: signal.Signals, seconds: float
) -> None:
    backfile(folder, "build", "news")
    posts = 300 + int(seconds * 1000)  # so many that reading them takes longer
    for number in range(posts):
        (folder / f"news/_posts/2022-01-01-p{number}.md").write_text(post("P", "word " * 3000))
    command = [str(BACKFILE), "build", "news", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(f"Reading {posts:,} posts")
        time.sleep(seconds)  # processes start, and read
        os.killpg(process.pid, sent)
        said = process.stderr.read()
    assert process.returncode == 130
    *stages, last = said.splitlines()
    assert last == "backfile: interrupted; the index is as it was."
    assert not any("Traceback" in line or "Interrupt" in line for line in stages)
    assert answer(backfile(folder, "stats", "--json"))["stories"] == 2
    backfile(folder, "build", "news")
    assert answer(backfile(folder, "stats", "--json"))["stories"] == posts + 2


@pytest.mark.slow
def test_a_check_that_is_ended_leaves_nothing_behind(folder: Path) -> None:
    for number in range(400):
        (folder / f"news/_posts/2022-01-01-p{number}.md").write_text(post("P", "word " * 3000))
    held = folder / ("held" * 20)  # longer than the path of a socket may be
    held.mkdir()
    command = [str(BACKFILE), "check", "news", "--jobs", "2"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(held)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Reading 402 posts")
        assert list(held.iterdir())
        os.killpg(process.pid, signal.SIGTERM)
        assert "interrupted" in process.stderr.read()
    assert process.returncode == 130
    assert not list(held.glob("backfile-*"))


def test_posts_give_a_terminal_no_commands(folder: Path) -> None:
    text = post('"A \\e[2J clear title"', "A harbour \x1b]0;x\x07 view.", author='"Ada\\e[31m"')
    (folder / "news/_posts/2022-01-01-x.md").write_text(text)
    (folder / "news/_posts/2022-01-02-\x1b[2J.md").write_bytes(b"\0")
    backfile(folder, "build", "news")
    commands = (
        ("build", "news", "--rebuild"), ("search", "clear"), ("search", "view"),
        ("facet", "author"), ("concordance", "harbour"), ("suggest", "clea"),
    )  # fmt: skip
    with chdir(folder):
        shown = [CliRunner().invoke(main, command, color=True).output for command in commands]
    plain = [re.sub("\x1b\\[[0-9]{1,2}m", "", each) for each in shown]  # as our own styles
    assert all(each.replace("\n", "").isprintable() for each in plain), plain
    assert "A \ufffd[2J clear title" in plain[1]


def test_no_colour_is_shown_to_whoever_wants_none(ready: Path) -> None:
    with chdir(ready):
        coloured = CliRunner().invoke(main, ("search", "ferry"), color=True).output
        plain = CliRunner(env={"NO_COLOR": "1"}).invoke(main, ("search", "ferry"), color=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain.output


def test_help_shows_examples(folder: Path) -> None:
    lines = [line.strip() for line in in_a_shell(folder, "--help").stdout.splitlines()]
    assert "Examples:" in lines
    assert any(line.startswith("backfile build ~/news ") for line in lines)
    assert "--port N" in backfile(folder, "serve", "--help").stdout
    for command in COMMANDS:
        assert any(line.startswith(f"{command} ") for line in lines)
        assert f" {command} [OPTIONS]" in backfile(folder, command, "--help").stdout
    for command in ("build", "search", "serve"):
        assert "Examples:" in backfile(folder, command, "--help").stdout
    assert in_a_shell(folder, "--version").stdout.startswith("backfile ")


@pytest.mark.slow
def test_verify_says_whether_an_index_is_as_it_was_written(folder: Path) -> None:
    backfile(folder, "build", "news", "--index", "i")
    assert "as it was written" in backfile(folder, "verify", "--index", "i").stdout
    (segment,) = folder.glob("i/generations/*/stories/*.segment")
    content = segment.read_bytes()
    segment.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    damaged = backfile(folder, "verify", "--index", "i", expect=1)
    assert "is damaged" in damaged.stdout
    assert "--rebuild" in damaged.stdout
    segment.unlink()
    assert "lacks 000001.segment" in backfile(folder, "verify", "--index", "i", expect=1).stdout
    assert "no index" in backfile(folder, "verify", "--index", "j", expect=2).stderr
