"""Named arrays in one file: checksummed, memory-mapped, opened without reading them.

    magic | arrays, each at a multiple of 64 bytes | directory (JSON) | trailer

The directory gives every array's name, dtype (always little-endian), offset, length and CRC-32;
the trailer gives the directory's own offset, size and CRC-32. Opening checks the trailer and the
directory, :meth:`ArrayFile.verify` every array.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import weakref
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Integers = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.floating[Any]]
Mask = npt.NDArray[np.bool_]

_MAGIC = b"BKFARR01"
_TRAILER = struct.Struct("<QQI8s")
_ALIGNMENT = 64


class DamagedFileError(Exception):
    """A file of arrays does not hold what was written."""


class _Entry(msgspec.Struct, frozen=True):
    """Where an array is.

    Attributes:
        dtype: In NumPy's notation, such as ``<u2``.
        offset: Of its first byte.
        shape: Its dimensions.
        crc: CRC-32 of its bytes.
    """

    dtype: str
    offset: int
    shape: tuple[int, ...]
    crc: int


class _Directory(msgspec.Struct, frozen=True):
    arrays: dict[str, _Entry]
    facts: dict[str, Any]


def smallest_unsigned(largest: int) -> np.dtype[Any]:
    """The narrowest little-endian unsigned type that holds numbers from 0 to that one."""
    for size in (1, 2, 4):
        if largest < 1 << (8 * size):
            return np.dtype(f"<u{size}")
    return np.dtype("<u8")


def narrow(numbers: Integers) -> Integers:
    """The same numbers, none below 0, in the narrowest unsigned type that holds them."""
    largest = int(numbers.max()) if numbers.size else 0
    return numbers.astype(smallest_unsigned(largest), copy=False)


def different(numbers: Integers) -> Integers:
    """The different ones of some numbers, ascending."""
    # NumPy's own way loads its masked arrays first, which takes longer than a small build writes.
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def write_arrays(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> None:
    """Writes a file of arrays; what was there before is replaced at one stroke.

    Args:
        path: Of the file.
        arrays: Name -> array.
        facts: Small values of JSON's types, kept in the directory.
    """
    entries: dict[str, _Entry] = {}
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        offset = file.write(_MAGIC)
        for name, array in arrays.items():
            little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
            offset += file.write(bytes(-offset % _ALIGNMENT))
            content = little.reshape(-1).view(np.uint8).data
            entries[name] = _Entry(little.dtype.str, offset, little.shape, zlib.crc32(content))
            offset += file.write(content)
        directory = msgspec.json.encode(_Directory(entries, dict(facts)))
        file.write(directory)
        file.write(_TRAILER.pack(offset, len(directory), zlib.crc32(directory), _MAGIC))
    temporary.replace(path)


class BytesReader:
    """Reads bytes of a file from a place on, in any thread.

    Args:
        path: Of the file.
        begin: The place.
    """

    def __init__(self, path: Path, begin: int) -> None:
        self._begin = begin
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)

    def read(self, first: int, size: int) -> bytes:
        """So many bytes; fewer where the file ends."""
        return os.pread(self._descriptor, size, self._begin + first)


class ArrayFile:
    """A file of arrays, opened. Arrays are read-only views of the mapped file.

    Attributes:
        path: Of the file.
        facts: The small values kept beside the arrays.

    Raises:
        DamagedFileError: The file is cut short, or its directory is damaged.
        OSError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise self._damaged("it is empty") from None
        if len(self._map) < len(_MAGIC) + _TRAILER.size:
            raise self._damaged("it is cut short")
        offset, size, crc, magic = _TRAILER.unpack(self._map[-_TRAILER.size :])
        content = self._map[offset : offset + size]
        if magic != _MAGIC or len(content) != size or zlib.crc32(content) != crc:
            raise self._damaged("its directory does not match its checksum")
        directory = msgspec.json.decode(content, type=_Directory)
        self._entries = directory.arrays
        self.facts = directory.facts

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> Array:
        entry = self._entries[name]
        count = int(np.prod(entry.shape, dtype=np.int64))
        array = np.frombuffer(self._map, entry.dtype, count, entry.offset).reshape(entry.shape)
        if sys.byteorder == "big":
            return array.astype(array.dtype.newbyteorder("="))
        return array

    def get(self, name: str, default: Array) -> Array:
        """An array, or another if it was not written."""
        return default if name not in self._entries else self[name]

    def reader(self, name: str) -> BytesReader:
        """Reads bytes of an array of bytes without mapping them."""
        return BytesReader(self.path, self._entries[name].offset)

    def names(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._entries)

    def release(self) -> None:
        """Takes what was read out of this process; the system's cache keeps it."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Reads every array.

        Raises:
            DamagedFileError: One is not what was written.
        """
        for name, entry in self._entries.items():
            if zlib.crc32(self[name].reshape(-1).view(np.uint8).data) != entry.crc:
                raise self._damaged(f"“{name}” does not match its checksum")

    def _damaged(self, why: str) -> DamagedFileError:
        return DamagedFileError(f"{self.path.name} is damaged: {why}")
