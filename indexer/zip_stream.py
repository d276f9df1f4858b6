"""ZIP files that are sent while they are written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""That a ZIP file can name."""

_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A file within a ZIP file.

    Attributes:
        name: Its name.
        chunks: What it holds.
        modified: When that was last changed.
        is_text: True for what compressing makes smaller.
    """

    name: str
    chunks: Iterable[bytes]
    modified: datetime
    is_text: bool = False


class _Outlet(io.RawIOBase):
    """Holds what was written until it is taken; cannot go back."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        chunk = bytes(data)
        self._held.append(chunk)
        return len(chunk)

    def take(self) -> bytes:
        taken = b"".join(self._held)
        self._held.clear()
        return taken


def zip_stream(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The pieces of a ZIP file with these files, one after the other.

    Its directory stands at the end, so that one that breaks off is no ZIP file.
    """
    outlet = _Outlet()
    archive = ZipFile(cast("IO[bytes]", outlet), "w")
    for entry in entries:
        info = ZipInfo(entry.name, _moment(entry.modified))
        info.external_attr = _READABLE
        info.compress_type = ZIP_DEFLATED if entry.is_text else ZIP_STORED
        with archive.open(info, "w") as target:
            for chunk in entry.chunks:
                target.write(chunk)
                yield outlet.take()
        yield outlet.take()
    archive.close()
    yield outlet.take()


def _moment(when: datetime) -> tuple[int, int, int, int, int, int]:
    year = min(max(when.year, _FIRST_YEAR), _LAST_YEAR)
    return year, when.month, when.day, when.hour, when.minute, when.second
