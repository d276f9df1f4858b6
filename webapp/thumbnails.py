"""Small versions of pictures: drawn once by a process with limits, kept in a folder with one."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from indexer.model import IMAGE_FORMATS, MAX_PIXELS
from webapp.drawing import SIZE

# Wide enough for a card on a dense screen; tall enough that a portrait keeps that width.
BOX = (480, 960)
# A panorama is as high as its neighbours in a row, as far as this width allows.
ROW_HEIGHT = 240
MAX_WIDTH = 1200
MAX_SECONDS = 10
"""For one picture."""

PATIENCE = 1.0
"""Seconds that one picture may keep others waiting; then they are told to come again."""

MAX_MEGABYTES = 1_024
"""Of memory for the process that draws: four bytes for each of the most pixels, and to spare."""

MAX_KEPT_BYTES = 1 << 30
"""Of small versions kept; beyond it the oldest go."""

_KEPT_SHARE = 0.8
_LOOK_AFTER = 200
"""So many new ones between two looks at how much is kept."""

_STALE_SECONDS = 3600
_VERSION = 3


class UnreadableImageError(Exception):
    """A picture is damaged, too large or gone."""


class BusyError(Exception):
    """Another picture takes long to be drawn; another time this one may be drawn."""


def thumbnail_key(source: Path) -> str:
    """A name that changes with the file, its place, or the way small versions are drawn.

    Raises:
        UnreadableImageError: The file is gone.
    """
    try:
        state = source.stat()
    except OSError as error:
        raise UnreadableImageError(source) from error
    written = f"{_VERSION}\0{BOX}\0{source}\0{state.st_size}\0{state.st_mtime_ns}"
    return hashlib.sha256(written.encode("utf-8", "surrogateescape")).hexdigest()[:32]


class Drawer:
    """A process that draws one picture at a time, started when first needed.

    One that takes too long, or more memory than it may, is ended, and the next picture gets
    another.

    Args:
        seconds: For one picture.
        megabytes: Of memory.
    """

    def __init__(self, seconds: float = MAX_SECONDS, megabytes: int = MAX_MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._turn = threading.Condition()
        self._since: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def draw(self, source: Path) -> bytes:
        """The small version of a picture, as WebP.

        Raises:
            UnreadableImageError: It cannot be drawn within the limits.
            BusyError: The picture before it takes long.
        """
        path = os.fsencode(source)
        with self._taking_turns():
            try:
                drawn = self._ask(SIZE.pack(len(path)) + path)
            except (OSError, EOFError) as error:
                self._end()
                raise UnreadableImageError(source) from error
        if not drawn:
            raise UnreadableImageError(source)
        return drawn

    def close(self) -> None:
        """Ends the process, once it has drawn what it draws."""
        with self._turn:
            self._turn.wait_for(lambda: self._since is None)
            self._end()

    @contextlib.contextmanager
    def _taking_turns(self) -> Iterator[None]:
        """Waits for the pictures before; threads that wait are no longer there for pages."""
        with self._turn:
            while self._since is not None:
                left = self._since + PATIENCE - time.monotonic()
                if left <= 0:
                    raise BusyError
                self._turn.wait(left)
            self._since = time.monotonic()
        try:
            yield
        finally:
            with self._turn:
                self._since = None
                self._turn.notify()

    def _ask(self, question: bytes) -> bytes:
        process = self._started()
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(question)
        until = time.monotonic() + self._seconds
        size = b"".join(_read(process.stdout.fileno(), SIZE.size, until))
        (length,) = SIZE.unpack(size)
        return b"".join(_read(process.stdout.fileno(), length, until))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            limits = (self._megabytes, *BOX, ROW_HEIGHT, MAX_WIDTH, MAX_PIXELS)
            program = Path(__file__).with_name("drawing.py")
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", program, *map(str, limits), *IMAGE_FORMATS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,  # an interrupt of the terminal is for the server
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:
                pass


def _read(descriptor: int, size: int, until: float) -> Iterator[bytes]:
    """So many bytes of a pipe.

    Raises:
        TimeoutError: They did not come in time.
        EOFError: The other end is gone.
    """
    while size > 0:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, size)
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece


class Thumbnails:
    """Small versions of pictures, kept in a folder that does not grow without end.

    Args:
        drawer: Draws them.
        most: Bytes that may be kept.
    """

    def __init__(self, drawer: Drawer | None = None, most: int = MAX_KEPT_BYTES) -> None:
        self._drawer = drawer or Drawer()
        self._most = most
        self._new = 0

    def get(self, source: Path, kept: Path) -> bytes:
        """The small version of a picture, as WebP.

        Args:
            source: The picture.
            kept: Where the small version is kept once it is drawn; an empty file stands for one
                that cannot be.

        Raises:
            UnreadableImageError: It cannot be drawn.
            BusyError: Not now.
        """
        drawn = _kept(kept)
        if drawn is None:
            try:
                drawn = self._drawer.draw(source)
            except UnreadableImageError as error:
                if not _is_its_fault(error):
                    raise
                drawn = b""
            # A folder that cannot be written costs time, not pictures.
            with contextlib.suppress(OSError):
                self._keep(kept, drawn)
        if not drawn:
            raise UnreadableImageError(source)
        return drawn

    def _keep(self, kept: Path, drawn: bytes) -> None:
        _write(kept, drawn)
        self._new += 1
        if self._new % _LOOK_AFTER == 1:
            prune(kept.parent, self._most)


def _is_its_fault(error: UnreadableImageError) -> bool:
    """False if the process that draws failed, which another time it may not."""
    return error.__cause__ is None or isinstance(error.__cause__, TimeoutError)


def prune(folder: Path, most: int) -> None:
    """Removes the oldest files of a folder until less than four fifths of the limit are left.

    Nothing is removed while they are within it, but what was begun and never finished.
    """
    found = []
    for file in folder.iterdir():
        with contextlib.suppress(OSError):  # another process may be doing the same
            status = file.stat()
            if file.suffix == ".part" and status.st_mtime < time.time() - _STALE_SECONDS:
                file.unlink()
            else:
                found.append((status.st_mtime_ns, file, max(status.st_size, 1)))
    total = sum(size for _, _, size in found)
    if total <= most:
        return
    for _, file, size in sorted(found):
        if total <= most * _KEPT_SHARE:
            break
        with contextlib.suppress(OSError):
            file.unlink()
        total -= size


def _kept(kept: Path) -> bytes | None:
    try:
        return kept.read_bytes()
    except OSError:
        return None


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        unfinished = Path(part.name)
        try:
            part.write(data)
            part.close()
            unfinished.replace(target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
