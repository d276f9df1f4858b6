"""Reads files into stories: one after the other, or in several processes that can be stopped."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.synchronize import Semaphore
from typing import NamedTuple, TypeAlias

import msgspec
from pebble import ProcessExpired, ProcessPool

from indexer.archive.discover import Found
from indexer.archive.fork_server import start_fork_server
from indexer.archive.reading import Reader, Reading, failed
from indexer.errors import ReadersError
from indexer.model import Problem, Severity

_BROKE = "Reading it broke the process that read it."
_SIMPLIFY = "Simplify the post's mark-up."
_GARBAGE = 20_000
_SECONDS_TO_START = 10
_MOST_TIMES = 20
_CHUNK = 16
_CHUNKS_AHEAD = 8
"""Chunks a process is ahead of the index, which bounds the stories held in memory."""


class _TimeUpError(BaseException):
    """A post took too long. No Exception, so that no parser swallows it."""


class ReadFile(NamedTuple):
    """A file and what became of it.

    Attributes:
        found: The file.
        reading: What became of it.
        digest: Hex digest of its content; empty if it could not be read.
    """

    found: Found
    reading: Reading
    digest: str


def read_file(reader: Reader, found: Found) -> ReadFile:
    """Reads one file."""
    return _read(reader, found)[0]


def _read(reader: Reader, found: Found) -> tuple[ReadFile, bytes]:
    """Reads one file; its reading as it is, and encoded."""
    if found.trouble is not None:
        return _encoded(_failed(found, *found.trouble))
    try:
        with (reader.archive / found.path).open("rb", buffering=0) as file:
            # A post may hold images, which do not count. A size is given only where it matters,
            # since room is made for all of it.
            most = _MOST_TIMES * reader.limits.post_bytes
            content = file.read(most + 1 if os.fstat(file.fileno()).st_size > most else -1)
    except OSError as error:
        return _encoded(
            _failed(
                found,
                f"The file cannot be read: {error.strerror}.",
                "Make it readable for the user who runs the build.",
            )
        )
    # A process that only writes the index needs none of it.
    from indexer.archive.story import read_story  # noqa: PLC0415

    try:
        with _time_limit(reader.limits.seconds):
            # What cannot be kept must fail here, not in the index.
            return _encoded(ReadFile(found, read_story(reader, found, content), digest(content)))
    except ReadersError:
        raise
    except _TimeUpError:
        return _encoded(_failed(found, _too_long(reader), _SIMPLIFY))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the other posts
        return _encoded(
            _failed(
                found,
                f"Backfile failed on it ({type(error).__name__}: {error}).",
                "Please report this with the file.",
            )
        )


def _encoded(file: ReadFile) -> tuple[ReadFile, bytes]:
    return file, msgspec.json.encode(file.reading)


def read_in_parallel(reader: Reader, files: Sequence[Found], jobs: int) -> Iterator[ReadFile]:
    """Reads files in several processes and yields them in the order given.

    A file that takes longer than its limit, or on which a process dies, becomes a problem; the
    others are not touched by it.

    Raises:
        ReadersError: They cannot read, whichever file it is.
    """
    context = start_fork_server(reader.lang or reader.site.lang)
    started = context.Semaphore(0)
    limit = reader.limits.seconds
    chunks = deque(files[at : at + _CHUNK] for at in range(0, len(files), _CHUNK))
    with ProcessPool(
        max_workers=jobs, initializer=_keep_reader, initargs=(reader, started), context=context
    ) as pool:
        running: deque[tuple[Sequence[Found], _Answer]] = deque()
        try:
            with _held(signal.SIGINT), _held(signal.SIGTERM):
                running.append(_schedule(pool, chunks.popleft(), limit))
                _wait_for_start(started, jobs)
            while chunks or running:
                while chunks and len(running) < jobs * _CHUNKS_AHEAD:
                    running.append(_schedule(pool, chunks.popleft(), limit))
                chunk, future = running.popleft()
                yield from _collect(pool, reader, chunk, future)
        except BaseException as error:
            pool.stop()  # type: ignore[no-untyped-call]
            if isinstance(error, BrokenProcessPool):
                raise ReadersError(
                    "The processes that read posts could not be started: there may be too little "
                    "memory, or no room for temporary files. Fewer take less: --jobs 1"
                ) from error
            raise


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Interrupts the block after so long, where the system and the thread allow it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def digest(content: bytes) -> str:
    """A hex digest that tells two contents apart."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


_Answer: TypeAlias = Future[list[tuple[bytes, str]]]
_DECODER = msgspec.json.Decoder(Reading)
_reader: list[Reader] = []
"""In a worker: the reader it was started with."""


def _wait_for_start(started: Semaphore, jobs: int) -> None:
    """Lets the processes start before anything ends this one, or they would complain of it."""
    for _ in range(jobs):
        started.acquire(timeout=_SECONDS_TO_START)


@contextmanager
def _held(number: signal.Signals) -> Iterator[None]:
    """Keeps a signal back until the block is done, where the thread allows it.

    A mask would not do: any other thread would take the signal, and the main one handle it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(number, lambda *_: came.append(number))
    try:
        yield
    finally:
        signal.signal(number, before)
    if came:
        signal.raise_signal(number)


def _keep_reader(reader: Reader, started: Semaphore) -> None:
    # Trees of posts are garbage a moment later; what is loaded now stays and is not looked through.
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    _reader[:] = [reader]
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # by which the pool ends it
    started.release()


def _read_chunk(chunk: Sequence[Found]) -> list[tuple[bytes, str]]:
    """Readings and digests. As JSON, stories travel in a fifth of the time that pickling takes."""
    read = [_read(_reader[0], found) for found in chunk]
    return [(encoded, file.digest) for file, encoded in read]


def _schedule(
    pool: ProcessPool, chunk: Sequence[Found], seconds: int
) -> tuple[Sequence[Found], _Answer]:
    limit = (seconds + 1) * len(chunk)  # each post has its own, if it can be interrupted
    return chunk, pool.schedule(_read_chunk, args=(chunk,), timeout=limit)


def _collect(
    pool: ProcessPool, reader: Reader, chunk: Sequence[Found], future: _Answer
) -> Iterator[ReadFile]:
    try:
        answers = future.result()
    except (FutureTimeoutError, ProcessExpired, CancelledError) as error:
        if len(chunk) == 1:
            too_long = isinstance(error, FutureTimeoutError)
            yield _failed(chunk[0], _too_long(reader) if too_long else _BROKE, _SIMPLIFY)
            return
        # One of them is the culprit: each gets a process and a time of its own.
        for found in chunk:
            alone = _schedule(pool, [found], reader.limits.seconds)
            yield from _collect(pool, reader, *alone)
        return
    for found, (encoded, content_digest) in zip(chunk, answers, strict=True):
        yield ReadFile(found, _DECODER.decode(encoded), content_digest)


def _too_long(reader: Reader) -> str:
    return f"Reading it took longer than {reader.limits.seconds} seconds."


def _failed(found: Found, reason: str, hint: str) -> ReadFile:
    return ReadFile(found, failed(Problem(found.path, None, reason, hint, Severity.ERROR)), "")
