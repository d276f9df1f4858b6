"""Generations: an index directory whose content changes all at once or not at all.

    INDEX/manifest.json             names the generation that answers; replaced atomically;
                                    checksummed
    INDEX/generations/000012/
        contents.json               names its segments; languages of its stems; checksummed
        stories/, photos/           of each segment 000007.segment, .stems and, where something
                                    is deleted, .live
        records.dictionary.zst      what the records of stories are compressed with
        build.json.zst              the build record
        survey.zst                  what the build found amiss
    INDEX/generations/000011/       the previous one, kept until the next build
    INDEX/lock                      held by the one writer

A new generation begins as hard links to the files of the last (a file is never written to again,
only replaced), so that a small change costs a small write. Every file and directory is synced
before the manifest names it: whenever the process or the machine stops, the old or the new one
answers.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, TypeVar

import filelock
import msgspec
import zstandard

from indexer.engine.records import BuildRecord
from indexer.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexUnreadableError,
)
from indexer.extras import Extras
from indexer.history import History, Remembered

FORMAT = 10
"""Raised whenever an older index can no longer be read."""

STORIES = "stories"
PHOTOS = "photos"
_RECORD = "build.json.zst"
_CONTENTS = "contents.json"

_LEVEL = 1
"""Of zstandard, for what is kept beside the segments."""

_NO_FILES = b'"files":[]'
"""Where the files of a record go. No text in it holds these letters: JSON would escape quotes."""

_FILES = 1000
"""Records of files written at a time."""

_NO_DAMAGE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOTDIR}
    | {errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.ENODEV}
)
"""Errors of the system that tell nothing of an index: rights, too little of something, a file where
a folder should be, a network, and a file system that maps no files."""

_NO_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP})
"""What file systems answer that sync files and no folders, as some on a network."""

R = TypeVar("R", BuildRecord, Remembered)


class Contents(msgspec.Struct, frozen=True):
    """What a generation holds.

    Attributes:
        segments: Names of its segments, the same for stories and photos, in order.
        languages: Languages by which its forms are stemmed.
        created: Number of the newest segment ever made; names are never used again.
    """

    segments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    created: int = 0


class _Checked(msgspec.Struct, frozen=True):
    crc: int
    contents: Contents


class Manifest(msgspec.Struct, frozen=True):
    """What ``manifest.json`` holds.

    Attributes:
        format: Version of the layout.
        generation: Number of the generation that answers.
        archive: Absolute path of the archive it was built from.
        extras: Fields and facets of the archive's own.
        crc: Checksum of all that.
    """

    format: int
    generation: int
    archive: str
    extras: Extras = Extras()
    crc: int = 0

    def checksum(self) -> int:
        """The checksum that it should have."""
        return zlib.crc32(msgspec.json.encode(msgspec.structs.replace(self, crc=0)))


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation on disk.

    Attributes:
        number: Counts from 1.
        path: Its directory.
        extras: Fields and facets of the archive's own.
    """

    number: int
    path: Path
    extras: Extras

    @property
    def stories(self) -> Path:
        """Directory of the story index."""
        return self.path / STORIES

    @property
    def photos(self) -> Path:
        """Directory of the photo index."""
        return self.path / PHOTOS

    @property
    def dictionary(self) -> Path:
        """File of the dictionary of records; need not be there."""
        return self.path / "records.dictionary.zst"

    @property
    def survey(self) -> Path:
        """File of what is kept beside the record."""
        return self.path / "survey.zst"

    def size_bytes(self) -> int:
        """Bytes of its files."""
        total = 0
        for path in self.path.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # a build may be cleaning up
                total += path.stat().st_size if path.is_file() else 0
        return total

    def write_contents(self, contents: Contents) -> None:
        """Writes what the generation holds."""
        checked = _Checked(zlib.crc32(msgspec.json.encode(contents)), contents)
        _replace(self.path / _CONTENTS, msgspec.json.encode(checked) + b"\n")

    def read_contents(self) -> Contents:
        """Reads what the generation holds.

        Raises:
            IndexUnreadableError: It is damaged.
        """
        try:
            content = (self.path / _CONTENTS).read_bytes()
            checked = msgspec.json.decode(content, type=_Checked)
        except (OSError, ValueError) as error:
            raise unreadable(self.path.parents[1], error) from error
        if zlib.crc32(msgspec.json.encode(checked.contents)) != checked.crc:
            raise unreadable(self.path.parents[1], ValueError())
        return checked.contents

    def write_record(self, record: BuildRecord) -> None:
        """Writes the record of the build, piece by piece: it tells of every file."""
        begin, end = msgspec.json.encode(replace(record, files=())).split(_NO_FILES)
        compressor = zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compressobj()
        with _replacing(self.path / _RECORD) as file:
            file.write(compressor.compress(begin + _NO_FILES[:-1]))
            for at in range(0, len(record.files), _FILES):
                files = msgspec.json.encode(record.files[at : at + _FILES])[1:-1]
                file.write(compressor.compress(b"," + files if at else files))
            file.write(compressor.compress(_NO_FILES[-1:] + end))
            file.write(compressor.flush())

    def read_record(self) -> BuildRecord:
        """Reads the record of the build that wrote this generation.

        Raises:
            IndexUnreadableError: It is damaged.
        """
        return self._read_record(BuildRecord)

    def write_dictionary(self, dictionary: bytes) -> None:
        """Writes what records are compressed with."""
        _replace(self.dictionary, _compressed(dictionary))

    def read_dictionary(self) -> bytes:
        """Reads what records are compressed with; empty if there is nothing.

        Raises:
            IndexUnreadableError: It is damaged.
        """
        return self._read_compressed(self.dictionary)

    def write_survey(self, survey: bytes) -> None:
        """Writes what is kept beside the record."""
        _replace(self.survey, _compressed(survey))

    def read_survey(self) -> bytes:
        """Reads what is kept beside the record; empty if there is nothing.

        Raises:
            IndexUnreadableError: It is damaged.
        """
        return self._read_compressed(self.survey)

    def read_history(self) -> History:
        """Reads of the record what tells the past, in a third of the time the whole would take.

        Raises:
            IndexUnreadableError: It is damaged.
        """
        return History(self._read_record(Remembered))

    def _read_compressed(self, path: Path) -> bytes:
        try:
            return zstandard.decompress(path.read_bytes())
        except FileNotFoundError:
            return b""
        except (OSError, zstandard.ZstdError) as error:
            raise unreadable(self.path.parents[1], error) from error

    def _read_record(self, part: type[R]) -> R:
        try:
            decompressor = zstandard.ZstdDecompressor().decompressobj()
            content = decompressor.decompress((self.path / _RECORD).read_bytes())
            if not decompressor.eof:
                raise zstandard.ZstdError  # noqa: TRY301 - told as any other damage
            with _no_garbage():
                return msgspec.json.decode(content, type=part)
        except (OSError, zstandard.ZstdError, ValueError) as error:
            raise unreadable(self.path.parents[1], error) from error


class Generations:
    """The generations in one index directory."""

    def __init__(self, index: Path) -> None:
        self.index = index
        self._manifest = index / "manifest.json"
        self._manifest_name = str(self._manifest)
        self._folder = index / "generations"
        self._made = False

    def exists(self) -> bool:
        """True if a build has ever been published here."""
        return self._manifest.is_file()

    def signature(self) -> tuple[int, int] | None:
        """A value that changes whenever another generation is published; None where none is."""
        try:
            status = os.stat(self._manifest_name)  # noqa: PTH116 - asked with every search
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def read_manifest(self) -> Manifest:
        """The manifest.

        Raises:
            IndexMissingError: Nothing was ever published here.
            IndexOutdatedError: Another version published it.
            IndexUnreadableError: It is damaged.
        """
        manifest = self._read_any_manifest()
        if manifest.format != FORMAT:
            raise IndexOutdatedError(
                f"The index {self.index} was written by another version of Backfile. "
                "Bring it up to date: backfile build ARCHIVE"
            )
        return manifest

    def is_outdated(self) -> bool:
        """True if what is here was written by another version."""
        try:
            self.read_manifest()
        except IndexOutdatedError:
            return True
        except (IndexMissingError, IndexUnreadableError):
            return False
        return False

    def archive(self) -> str:
        """The archive that the index was built from, whichever version has built it.

        Raises:
            IndexMissingError: Nothing was ever published here.
            IndexUnreadableError: The manifest is damaged.
        """
        return self._read_any_manifest().archive

    def newest(self) -> Generation:
        """The generation published last, though another version may have written it.

        Raises:
            IndexMissingError: Nothing was ever published here.
            IndexUnreadableError: The manifest is damaged.
        """
        manifest = self._read_any_manifest()
        return self._generation(manifest.generation, manifest.extras)

    def current(self) -> Generation:
        """The generation that answers.

        Raises:
            IndexMissingError: Nothing was ever published here.
            IndexUnreadableError: The manifest is damaged or of another version.
        """
        manifest = self.read_manifest()
        return self._generation(manifest.generation, manifest.extras)

    def lock(self) -> filelock.BaseFileLock:
        """Takes the writer's lock, which the system releases when the process ends.

        Raises:
            IndexLockedError: Another writer has it.
        """
        self._made = not self.index.exists()
        self.index.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.index / "lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise IndexLockedError(
                f"Another build is writing {self.index}; try again when it has ended."
            ) from None
        return lock

    def release(self, lock: filelock.BaseFileLock) -> None:
        """Gives the writer's lock back; leaves nothing where nothing was ever published."""
        unused = not self.exists()
        if unused:
            with contextlib.suppress(OSError):
                self._folder.rmdir()
            with contextlib.suppress(OSError):
                Path(lock.lock_file).unlink()
        lock.release()
        if unused and self._made:
            with contextlib.suppress(OSError):  # somebody else has begun to write there
                self.index.rmdir()

    def begin(self, extras: Extras, *, empty: bool) -> Generation:
        """Makes the directory of the next generation; the caller has the lock.

        Args:
            extras: Fields and facets of the archive's own.
            empty: True to start from nothing rather than from the current generation.
        """
        current = self._readable_number()
        self._remove_others({current, current - 1})
        following = self._generation(current + 1, extras)
        following.stories.mkdir(parents=True)
        following.photos.mkdir()
        if not empty and current:
            for name in (STORIES, PHOTOS, "."):
                _link_files(self._path(current) / name, following.path / name)
        return following

    def publish(self, generation: Generation, archive: str) -> None:
        """Makes a finished generation, built from that archive, the one that answers."""
        _sync_tree(generation.path)
        _sync_directory(self._folder)
        manifest = Manifest(FORMAT, generation.number, archive, generation.extras)
        manifest = msgspec.structs.replace(manifest, crc=manifest.checksum())
        temporary = self._manifest.with_suffix(".tmp")
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(manifest) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._manifest)
        _sync_directory(self.index)
        self._remove_others({generation.number, generation.number - 1})

    def _read_any_manifest(self) -> Manifest:
        try:
            content = self._manifest.read_bytes()
        except FileNotFoundError:
            raise _missing(self.index) from None
        except OSError as error:
            raise unreadable(self.index, error) from error
        try:
            manifest = msgspec.json.decode(content, type=Manifest)
        except ValueError as error:  # text that is no UTF-8 among them
            raise unreadable(self.index, error) from error
        # Another version may know more of it, or have known less.
        if manifest.format == FORMAT and manifest.crc != manifest.checksum():
            raise unreadable(self.index, ValueError())
        return manifest

    def _generation(self, number: int, extras: Extras) -> Generation:
        return Generation(number, self._path(number), extras)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}"

    def _readable_number(self) -> int:
        try:
            return self.read_manifest().generation
        except (IndexMissingError, IndexUnreadableError):
            numbers = [int(p.name) for p in self._folder.glob("[0-9]*") if p.name.isdigit()]
            return max(numbers, default=0)

    def _remove_others(self, keep: set[int]) -> None:
        for path in self._folder.glob("[0-9]*"):
            if not (path.name.isdigit() and int(path.name) in keep):
                shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """Keeps Python from looking for garbage among a great many objects that are none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _compressed(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(content)


def _replace(path: Path, content: bytes) -> None:
    """Writes a file anew."""
    with _replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written anew; the one it replaces may be another generation's too."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        yield file
    temporary.replace(path)


def _link_files(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if path.is_file() and not path.name.endswith("LOCK"):
            try:
                os.link(path, target / path.name)
            except OSError:  # a file system without hard links
                shutil.copy2(path, target / path.name)


def _sync_tree(root: Path) -> None:
    for path in sorted(root.rglob("*")):
        # A file with a second link is the last generation's as well, and was synced with it.
        if path.is_file() and path.stat().st_nlink == 1:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in (p for p in (root, *root.rglob("*")) if p.is_dir()):
        _sync_directory(path)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _missing(index: Path) -> IndexMissingError:
    return IndexMissingError(
        f"There is no index in {index}. Build one first: backfile build ARCHIVE"
    )


def unreadable(index: Path, error: Exception) -> IndexUnreadableError:
    """What to say of a damaged index, or of one that the system does not let this process read."""
    if isinstance(error, OSError) and error.errno in _NO_DAMAGE:
        where = f" ({error.filename})" if error.filename else ""
        return IndexUnreadableError(
            f"The index {index} could not be read: {error.strerror}{where}."
        )
    wrong = f"is damaged ({type(error).__name__})"
    if isinstance(error, FileNotFoundError) and error.filename:
        wrong = f"lacks {Path(error.filename).name}"  # lost, or still on its way from elsewhere
    return IndexDamagedError(
        f"The index {index} {wrong}. Build it anew: backfile build ARCHIVE --rebuild"
    )
