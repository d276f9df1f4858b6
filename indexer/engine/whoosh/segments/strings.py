"""Many byte strings as two arrays: their bytes in a row, and where each ends."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import overload

import numpy as np

from indexer.engine.whoosh.segments.arrays import Array, ArrayFile, Integers, Mask, narrow

_BEYOND_ASCII = 0x80
_ACCENTS = 4
"""Bytes by which accents may lengthen a word."""

_FEW = 16
"""Strings up to which each is cut out by itself."""

_BLOCK = 32
"""Strings that are looked through one by one, of those in order."""

_CONTINUES = 0b1000_0000
"""How the bytes of a character in UTF-8 begin, the first of them aside."""


class Strings(Sequence[bytes]):
    """Byte strings kept as arrays.

    Args:
        content: Their bytes, one string after the other; ``(bytes,)`` uint8.
        offsets: Where each begins, and where the last ends; ``(count + 1,)``.
    """

    def __init__(self, content: Array, offsets: Integers) -> None:
        self._content: memoryview = content.data
        self._offsets = offsets

    @property
    def content(self) -> Array:
        """Their bytes, one string after the other."""
        return np.frombuffer(self._content, np.uint8)

    @property
    def offsets(self) -> Integers:
        """Where each begins, and where the last ends."""
        return self._offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return self._between(self._offsets.item(index), self._offsets.item(index + 1))

    def _between(self, first: int, last: int) -> bytes:
        return bytes(self._content[first:last])

    def text(self, number: int) -> str:
        """One of the strings as text."""
        offset = self._offsets.item
        return str(self._content[offset(number) : offset(number + 1)], "utf-8")

    def decoded(self, numbers: Sequence[int]) -> list[str]:
        """Some of the strings as text, quicker than one by one."""
        content = self._content
        if len(numbers) <= _FEW:
            offset = self._offsets.item
            return [str(content[offset(n) : offset(n + 1)], "utf-8") for n in numbers]
        chosen = np.array(numbers, np.int64)
        bounds = zip(
            self._offsets[chosen].tolist(), self._offsets[chosen + 1].tolist(), strict=True
        )
        return [str(content[first:last], "utf-8") for first, last in bounds]

    def __iter__(self) -> Iterator[bytes]:
        content = bytes(self._content)
        offsets = self._offsets.tolist()
        return (content[offsets[i] : offsets[i + 1]] for i in range(len(offsets) - 1))


class StringsRead(Strings):
    """Strings of a file that are read one by one when asked for, not mapped.

    A page of a mapped file counts as memory of every process that looked at it, its neighbours
    included; long strings that are looked at once are better read.

    Args:
        file: Where they are.
        name: Under which they were written.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file[f"{name}.bytes"], file[f"{name}.offsets"])
        self._reader = file.reader(f"{name}.bytes")

    def _between(self, first: int, last: int) -> bytes:
        return self._reader.read(first, last - first)


NO_STRINGS = Strings(np.zeros(0, np.uint8), np.zeros(1, np.uint8))


class SortedStrings(Strings):
    """Byte strings in ascending order, none twice."""

    def position(self, string: bytes) -> int:
        """How many of the strings come before that one."""
        # Not bisect_left(self, string): calls into Python are where look-ups spend their time.
        block = bisect_left(self._firsts, string) - 1
        if block < 0:
            return 0
        first = block * _BLOCK
        offsets: list[int] = self._offsets[first : first + _BLOCK + 1].tolist()
        content, base = bytes(self._content[offsets[0] : offsets[-1]]), offsets[0]
        low, high = 0, len(offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if content[offsets[middle] - base : offsets[middle + 1] - base] < string:
                low = middle + 1
            else:
                high = middle
        return first + low

    @cached_property
    def _firsts(self) -> list[bytes]:
        """The first string of each block, so that a look-up need not go through all of them."""
        return [self[number] for number in range(0, len(self), _BLOCK)]

    def find(self, string: bytes) -> int | None:
        """The number of a string, or None if it is not there."""
        block = bisect_right(self._firsts, string) - 1
        if block < 0 or not string:  # the empty string comes first
            return 0 if block == 0 and not self[0] else None
        first = block * _BLOCK
        offsets: list[int] = self._offsets[first : first + _BLOCK + 1].tolist()
        base = offsets[0]
        content = bytes(self._content[base : offsets[-1]])
        # Where its letters stand is looked for in C; only there can it begin.
        at = content.find(string)
        while at >= 0:
            place = bisect_right(offsets, at + base) - 1
            if offsets[place] == at + base and offsets[place + 1] == at + base + len(string):
                return first + place
            at = content.find(string, at + 1)
        return None

    def texts(self, numbers: range) -> list[str]:
        """Strings that follow one another, decoded."""
        offsets = self._offsets[numbers.start : numbers.stop + 1].tolist()
        if not numbers:
            return []
        content = bytes(self._content[offsets[0] : offsets[-1]])
        first = offsets[0]
        return [content[a - first : b - first].decode() for a, b in pairwise(offsets)]

    def resembling(self, string: bytes, edits: int, numbers: range) -> list[int]:
        """The strings that can differ from one by so many letters, accents aside, and some more.

        Two strings an edit apart differ in at most two of the letters they are made of; comparing
        sets of letters, a bit each, leaves few strings to look at. A letter with an accent is two
        bytes or three, so strings with such are given more room.

        Args:
            string: What they are compared with.
            edits: Letters added, left out, changed or swapped.
            numbers: Those that are compared.
        """
        letters, plain, sizes = self._letters
        here = slice(numbers.start, numbers.stop)
        (wanted,) = _sets_of_letters(np.frombuffer(string, np.uint8), np.zeros(1, np.int64))
        room = np.where(plain[here] & string.isascii(), edits, 3 * edits + _ACCENTS)
        near = np.bitwise_count(letters[here] ^ wanted) <= 2 * room
        near &= np.abs(sizes[here] - len(string)) <= room
        found: list[int] = (np.flatnonzero(near) + numbers.start).tolist()
        return found

    @cached_property
    def _letters(self) -> tuple[Integers, Mask, Integers]:
        """Of every string: its letters as bits, whether it is ASCII, and its size in bytes."""
        content = np.frombuffer(self._content, np.uint8)
        begins = self._offsets[:-1].astype(np.int64)
        high = np.bitwise_or.reduceat(content, begins) if len(begins) else content
        sizes = self._offsets[1:].astype(np.int64) - self._offsets[:-1]
        return _sets_of_letters(content, begins), high < _BEYOND_ASCII, sizes

    def letters(self, numbers: range) -> tuple[Integers, Integers]:
        """The characters of strings that follow one another, and where each string begins.

        Returns:
            Code points, and offsets into them with the end of the last; ``(count + 1,)``.
        """
        offsets = self._offsets[numbers.start : numbers.stop + 1].astype(np.int64)
        content = np.frombuffer(self._content[offsets[0] : offsets[-1]], np.uint8)
        begins = offsets - offsets[0]
        characters = np.cumsum(content & 0b1100_0000 != _CONTINUES)
        letters = np.frombuffer(content.tobytes().decode().encode("utf-32-le"), np.uint32)
        return letters, np.concatenate([[0], characters])[begins]

    def with_prefix(self, prefix: bytes) -> range:
        """The numbers of the strings that begin so."""
        first = self.position(prefix)
        after = _after_prefix(prefix)
        return range(first, len(self) if after is None else self.position(after))


class OrderedStrings(Strings):
    """Byte strings in any order, none twice, that can be found.

    Args:
        content: As of :class:`Strings`.
        offsets: Likewise.
        order: Their numbers in byte order; ``(count,)``.
    """

    def __init__(self, content: Array, offsets: Integers, order: Integers) -> None:
        super().__init__(content, offsets)
        self.order = order

    def find(self, string: bytes) -> int | None:
        """The number of a string, or None if it is not there."""
        at = bisect_left(self.order, string, key=lambda number: self[int(number)])
        if at == len(self.order):
            return None
        number = int(self.order[at])
        return number if self[number] == string else None


class StringBuffer:
    """Gathers byte strings without keeping an object for each."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._offsets = array("q", [0])

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def add(self, string: bytes) -> None:
        """Adds one."""
        self._content += string
        self._offsets.append(len(self._content))

    def take(self) -> Strings:
        """All of them; the buffer is empty then."""
        content, offsets = self._content, self._offsets
        self._content, self._offsets = bytearray(), array("q", [0])
        return Strings(np.frombuffer(content, np.uint8), np.frombuffer(offsets, np.int64))


def join_chosen(columns: Sequence[tuple[Strings, Mask]]) -> Strings:
    """Some of the strings of several, one after the other."""
    sizes = [np.diff(strings.offsets.astype(np.int64))[chosen] for strings, chosen in columns]
    offsets = np.zeros(sum(map(len, sizes)) + 1, np.int64)
    np.cumsum(np.concatenate(sizes), out=offsets[1:])
    content = np.empty(int(offsets[-1]), np.uint8)
    at = 0
    for strings, chosen in columns:
        # Few are left out, so that most follow one another.
        ends = np.flatnonzero(np.diff(chosen, prepend=False, append=False)).reshape(-1, 2)
        for first, last in strings.offsets[ends].tolist():
            content[at : at + last - first] = strings.content[first:last]
            at += last - first
    return Strings(content, offsets)


def _sets_of_letters(content: Integers, begins: Integers) -> Integers:
    """The bytes of each string as bits of a number, five bits of each byte counting."""
    bits = np.left_shift(np.uint32(1), content & 31, dtype=np.uint32)
    sets: Integers = np.bitwise_or.reduceat(bits, begins) if len(begins) else bits
    return sets


def pack_ordered(name: str, strings: Sequence[bytes]) -> Mapping[str, Array]:
    """The same, so that they can be found."""
    order = sorted(range(len(strings)), key=list(strings).__getitem__)
    return {**pack_strings(name, strings), f"{name}.order": narrow(np.array(order, np.int64))}


def pack_strings(name: str, strings: Iterable[bytes]) -> Mapping[str, Array]:
    """The arrays of strings, to be written under that name."""
    if isinstance(strings, Strings):
        return {f"{name}.bytes": strings.content, f"{name}.offsets": narrow(strings.offsets)}
    items = list(strings)
    offsets = np.zeros(len(items) + 1, np.int64)
    np.cumsum([len(item) for item in items], out=offsets[1:])
    return {
        f"{name}.bytes": np.frombuffer(b"".join(items), np.uint8),
        f"{name}.offsets": narrow(offsets),
    }


def unpack_sorted(file: ArrayFile, name: str) -> SortedStrings:
    """Sorted strings written under that name."""
    return SortedStrings(file[f"{name}.bytes"], file[f"{name}.offsets"])


def unpack_ordered(file: ArrayFile, name: str) -> OrderedStrings:
    """Strings that can be found, written under that name."""
    return OrderedStrings(file[f"{name}.bytes"], file[f"{name}.offsets"], file[f"{name}.order"])


def _after_prefix(prefix: bytes) -> bytes | None:
    """The least string above all that begin with the prefix; None if there is none."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None
