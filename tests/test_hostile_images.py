"""Images cannot hurt: what is damaged, huge or no picture gives a placeholder and a finding."""

from __future__ import annotations

import concurrent.futures
import io
import os
import struct
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import Archive, page, post, text
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app
from webapp.thumbnails import Drawer, Thumbnails, UnreadableImageError, prune, thumbnail_key

STORY = "posts-2020-01-01-a"


def png(width: int, height: int, lines: bytes = b"") -> bytes:
    """A PNG file that says it has that size; it is black as far as its lines go."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def bomb(width: int, height: int) -> bytes:
    """Few bytes that become many: a black PNG of that size."""
    packer = zlib.compressobj(1)
    line = b"\0" * (1 + width * 3)
    return png(
        width, height, b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    )


def noise(kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    """A picture that does not compress well."""
    held = io.BytesIO()
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(held, kind)
    return held.getvalue()


@cache
def files() -> dict[str, bytes]:
    return {
        "whole.jpg": noise("JPEG"),
        "bomb.png": bomb(12_000, 9_000),
        "cut.jpg": noise("JPEG")[:20_000],
        "cut.png": noise("PNG")[:20_000],
        "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "handler.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "plain.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>',
        "page.jpg": b"<!doctype html><script>alert(1)</script>",
        "named.jpg": noise("PNG"),
        "panorama.jpg": noise("JPEG", (10_000, 600)),
        "trailing.jpg": noise("JPEG") + b"\0" * 100_000,
        "lying.png": png(300, 200, zlib.compress(b"\0" * 100)),
        "empty.jpg": b"",
    }


SHOWN = {"whole", "named", "panorama", "trailing"}


@pytest.fixture
def client(archive: Archive) -> Iterator[FlaskClient]:
    body = "".join(
        f'<img src="/{name}"><p class="caption">The {name} file.</p>' for name in files()
    )
    archive.write({**files(), "_posts/2020-01-01-a.html": post("A", body)}).build()
    engine = open_engine(archive.index)
    site = create_app(engine, Settings())
    yield site.test_client()
    engine.close()


def test_what_cannot_be_shown_gives_a_placeholder(client: FlaskClient) -> None:
    small = {}
    for name in files():
        stem = Path(name).stem
        number = 2 if name == "cut.png" else 1
        answer = client.get(f"/img/{STORY}--{stem}-{number}?size=thumb")
        small[name] = (answer.status_code, answer.mimetype)
        if answer.status_code == 200:
            assert max(Image.open(io.BytesIO(answer.data)).size) <= 1200
    shown = {Path(name).stem for name, answer in small.items() if answer == (200, "image/webp")}
    assert shown == SHOWN
    placeholders = {name for name, answer in small.items() if answer == (404, "image/svg+xml")}
    assert placeholders == {"bomb.png", "cut.jpg", "cut.png", "lying.png"}
    assert client.get(f"/img/{STORY}--bomb-1").mimetype == "image/svg+xml"
    # What is no raster picture is not even looked at.
    assert {answer for name, answer in small.items() if name not in placeholders} == {
        (200, "image/webp"),
        (404, "text/html"),
    }


def test_pages_do_not_ask_for_what_cannot_be_shown(client: FlaskClient) -> None:
    shown = {img["src"] for img in page(client, f"/story/{STORY}").select("figure img")}
    stems = {str(src).partition("--")[2].rpartition("-")[0] for src in shown}
    assert stems == {*SHOWN, "lying"}  # its head and its end are as they should be


def test_the_desk_and_the_check_tell_of_them(client: FlaskClient) -> None:
    rows = [text(row) for row in page(client, "/desk?kind=image").select(".desk-reason")]
    assert rows == [
        "“bomb.png” has 12,000 × 9,000 pixels, more than can be shown.",
        "“cut.jpg” is cut off.",
        "“cut.png” is cut off.",
        "“script.svg” holds a script.",
        "“handler.svg” holds a script.",
        "“page.jpg” is no picture that can be shown.",
        "“named.jpg” is a picture of the format PNG.",
        "“empty.jpg” is no picture that can be shown.",
    ]


@pytest.mark.slow
def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_drawn(tmp_path: Path) -> None:
    whole, pipe = tmp_path / "whole.jpg", tmp_path / "pipe.jpg"
    whole.write_bytes(files()["whole.jpg"])
    os.mkfifo(pipe)  # whoever opens it waits for ever
    drawer = Drawer(seconds=5)
    started = time.monotonic()
    with pytest.raises(UnreadableImageError):
        drawer.draw(pipe)
    assert time.monotonic() - started < 60
    assert drawer.draw(whole).startswith(b"RIFF")
    drawer.close()


@pytest.mark.slow
def test_a_picture_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    large, whole = tmp_path / "large.png", tmp_path / "whole.jpg"
    large.write_bytes(bomb(9_000, 9_000))
    whole.write_bytes(files()["whole.jpg"])
    drawer = Drawer(megabytes=256)
    with pytest.raises(UnreadableImageError):
        drawer.draw(large)
    assert drawer.draw(whole).startswith(b"RIFF")
    drawer.close()
    drawer = Drawer()
    assert drawer.draw(large).startswith(b"RIFF")  # within the limits that apply
    drawer.close()


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    whole = tmp_path / "whöle\n.jpg"
    whole.write_bytes(files()["whole.jpg"])
    drawer = Drawer()
    first = drawer.draw(whole)
    process = drawer._process  # noqa: SLF001 - to end it as the system would
    assert isinstance(process, subprocess.Popen)
    process.kill()
    process.wait()
    assert drawer.draw(whole) == first
    drawer.close()
    assert drawer.draw(whole) == first
    drawer.close()


def test_what_cannot_be_drawn_is_tried_once(tmp_path: Path) -> None:
    source, kept = tmp_path / "cut.png", tmp_path / "thumbs/a.webp"
    source.write_bytes(files()["cut.png"])
    drawer = Drawer()
    thumbnails = Thumbnails(drawer)
    for _ in range(2):
        with pytest.raises(UnreadableImageError):
            thumbnails.get(source, kept)
        drawer.close()
        source.write_bytes(files()["whole.jpg"])  # under the same key, so nothing is drawn
    assert kept.read_bytes() == b""
    assert thumbnail_key(source) != thumbnail_key(kept)


def test_the_folder_of_small_pictures_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.webp").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{number}.webp", (number, number))
    (tmp_path / "old.part").write_bytes(b"x")
    os.utime(tmp_path / "old.part", (1, 1))
    prune(tmp_path, 1000)
    assert len(list(tmp_path.iterdir())) == 10
    prune(tmp_path, 900)
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["3", "4", "5", "6", "7", "8", "9"]


def test_what_another_time_can_be_drawn_is_not_given_up(tmp_path: Path) -> None:
    class Broken(Drawer):
        broken = True

        def _ask(self, question: bytes) -> bytes:
            if self.broken:
                raise EOFError
            return super()._ask(question)

    source, kept = tmp_path / "a.png", tmp_path / "thumbs" / "a.webp"
    source.write_bytes(noise("PNG"))
    drawer = Broken()
    thumbnails = Thumbnails(drawer)
    with pytest.raises(UnreadableImageError):
        thumbnails.get(source, kept)
    drawer.broken = False
    assert thumbnails.get(source, kept)
    drawer.close()


def test_a_slow_picture_keeps_no_other_waiting(archive: Archive) -> None:
    names = [f"{number}.jpg" for number in range(8)]
    body = "".join(f'<p><img src="/{name}"></p>' for name in ["slow.jpg", *names])
    files = dict.fromkeys(["slow.jpg", *names], noise("JPEG"))
    archive.write({**files, "_posts/2020-01-01-a.html": post("A", body)}).build()
    engine = open_engine(archive.index)
    app = create_app(engine, Settings())
    release = threading.Event()
    site = app.extensions["backfile"]
    drawer = site.thumbnails._drawer  # noqa: SLF001 - to make it slow
    ask = drawer._ask  # noqa: SLF001
    asked = threading.Event()

    def slow(question: bytes) -> bytes:
        if b"slow.jpg" in question:
            asked.set()
            release.wait(60)
        drawn: bytes = ask(question)
        return drawn

    drawer._ask = slow  # noqa: SLF001

    def small(name: str) -> TestResponse:
        stem = name.partition(".")[0]
        return app.test_client().get(f"/img/{STORY}--{stem}-1?size=thumb")

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        first = pool.submit(small, "slow.jpg")
        asked.wait(60)
        others = list(pool.map(small, names))  # while the slow one is being drawn
        assert not first.done()
        release.set()
        assert first.result().mimetype == "image/webp"
    for answer in others:
        assert (answer.status_code, answer.mimetype) == (503, "image/svg+xml")
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "no-store"
    assert {small(name).mimetype for name in names} == {"image/webp"}
    engine.close()
