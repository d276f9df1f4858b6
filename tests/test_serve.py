"""The production server, started as a user starts it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import BACKFILE, Archive, free_port, post, served, text


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
        return content


def test_the_site_is_served_and_follows_its_archive(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    with served(archive.index) as address:
        assert json.loads(fetch(f"{address}/health"))["stories"] == 1
        assert b"One" in fetch(f"{address}/")
        archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
        # Every worker has to notice.
        assert all(b"Two" in fetch(f"{address}/") for _ in range(8))


def test_a_worker_that_cannot_begin_does_not_end_the_others(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    port = free_port()
    command = [str(BACKFILE), "serve", "--index", str(archive.index), "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        while not server.stdout.readline().startswith("http://"):
            pass
        address = f"http://127.0.0.1:{port}"
        fetch(address)
        workers = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        while len(workers.read_text().split()) < 2:
            time.sleep(0.05)
        (archive.index / "manifest.json").rename(archive.index / "away")
        os.kill(int(workers.read_text().split()[0]), signal.SIGKILL)
        while "cannot begin" not in server.stderr.readline():
            pass
        for _ in range(4):
            assert json.loads(fetch(f"{address}/health"))["status"] == "behind"
            assert b"One" in fetch(address)
        (archive.index / "away").rename(archive.index / "manifest.json")
        server.terminate()
        assert server.wait(timeout=20) == 0
        told = [line for line in server.stderr if "goes on answering" in line]
    assert told
    assert all(re.match(r"\[\d{4}-\d\d-\d\d [^]]+\] \[\d+\] \[WARNING\]", line) for line in told)


@pytest.mark.slow
def test_many_readers_at_once_get_their_own_answers(archive: Archive) -> None:
    archive.write(
        {f"_posts/2020-01-01-p{n}.md": post(f"Post {n}", f"word{n} and pier") for n in range(40)}
    ).build()
    with served(archive.index) as address, ThreadPoolExecutor(8) as readers:

        def titles(number: int) -> list[str]:
            found = fetch(f"{address}/search?q=word{number}+pier&match=all").decode()
            return [text(hit) for hit in BeautifulSoup(found, "lxml").select(".hit-title")]

        answers = list(readers.map(titles, [n % 40 for n in range(120)]))
    assert answers == [[f"Post {n % 40}"] for n in range(120)]


def test_addresses_behind_a_proxy_are_those_that_readers_use(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    behind = {"Host": "news.example", "X-Forwarded-Proto": "https", "SCRIPT_NAME": "/archive"}
    with served(archive.index) as address:
        request = urllib.request.Request(f"{address}/archive/feed", headers=behind)  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310 - ours
            feed = response.read().decode()
    assert "https://news.example/archive/story/posts-2020-01-01-a" in feed
    assert address not in feed


def test_a_taken_port_is_told_in_one_line(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [BACKFILE, "serve", "--index", str(archive.index), "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_report_that_is_not_there_is_told_in_one_line(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    done = subprocess.run(
        [BACKFILE, "serve", "--index", str(archive.index), "--accepted", "none.txt"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("backfile: The report none.txt cannot be read")
    assert done.stderr.count("\n") == 1


def test_flask_run_works_too(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    monkeypatch.setenv("BACKFILE_INDEX", str(archive.index))
    port = free_port()
    command = [str(BACKFILE.with_name("flask")), "--app", "webapp", "run", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        while b"Running on" not in process.stderr.readline():
            assert process.poll() is None
        assert b"One" in fetch(f"http://127.0.0.1:{port}/")
        process.terminate()
