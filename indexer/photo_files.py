"""Photos as ZIP files: their images, or a sidecar each; both with a manifest.

A photo has the same name in both, so that unpacked into one folder they belong together.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from indexer.archive.images import find_image
from indexer.export import csv_lines
from indexer.model import Image, ImageState
from indexer.photo_metadata import FIELDS, PhotoRecord, in_a_cell
from indexer.texts import gettext
from indexer.xmp import sidecar
from indexer.zip_stream import Entry, zip_stream

MAX_IMAGES = 2_000
"""Images in one ZIP file."""

MAX_BYTES = 2_000_000_000
"""Of all images in one ZIP file."""

MANIFEST = "manifest.csv"

MAX_SIDECARS = 20_000
"""In one ZIP file."""

_BYTE_ORDER_MARK = "\ufeff"
_CHUNK = 1 << 18
_HELD_BYTES = 4_000_000
_MAX_NAME = 100
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|manifest$", re.IGNORECASE)


class _Names:
    """A name for each photo that no other has, suffixes and capitals aside."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, image: Image) -> tuple[str, str]:
        """The name without its suffix, and the suffix."""
        plain = _UNSAFE.sub("_", image.name).strip(" .")
        suffix = found[0] if (found := _SUFFIX.search(plain)) else ""
        stem = plain.removesuffix(suffix).rstrip(" .")[:_MAX_NAME] or "photo"
        if _RESERVED.match(stem):
            stem = f"_{stem}"
        number, name = self._numbers.get(stem.casefold(), 0) + 1, stem
        while number > 1 and (name := f"{stem}-{number}").casefold() in self._numbers:
            number += 1
        self._numbers[stem.casefold()] = number
        self._numbers.setdefault(name.casefold(), 1)
        return name, suffix


class _Manifest:
    """What is in a ZIP file and what is not, a photo a line; on disk once it is long."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines
        self._lines.write(_BYTE_ORDER_MARK.encode())
        self._write(["name", "left_out", *(field.name for field in FIELDS)])

    def add(self, record: PhotoRecord, name: str, left_out: str = "") -> None:
        """Adds a photo.

        Args:
            record: The photo.
            name: Its name in the ZIP file; empty where it is left out.
            left_out: Why it is.
        """
        self._write([name, left_out, *(in_a_cell(field.read(record)) for field in FIELDS)])

    def entry(self, now: datetime) -> Entry:
        """The manifest as a file."""
        self._lines.seek(0)
        return Entry(MANIFEST, _chunks(self._lines), now, is_text=True)

    def _write(self, row: Iterable[object]) -> None:
        self._lines.writelines(line.encode("utf-8", "replace") for line in csv_lines([row]))


def images_zip(
    records: Iterable[PhotoRecord], archive: Path, image_root: Path | None, now: datetime
) -> Iterator[bytes]:
    """The image files of photos as the pieces of a ZIP file.

    Its manifest, which comes last, lists every photo: under which name its image is there, or why
    it is not.

    Args:
        records: The photos.
        archive: Where their files are.
        image_root: A folder outside the archive that holds images too; None without one.
        now: When the file is made.
    """
    return zip_stream(_images(records, archive, image_root, now))


def sidecars_zip(
    records: Iterable[PhotoRecord], now: datetime, *, inferred: bool
) -> Iterator[bytes]:
    """A sidecar for each photo, with a manifest, as the pieces of a ZIP file.

    Args:
        records: The photos.
        now: When the file is made.
        inferred: True to write what was inferred as well.
    """
    return zip_stream(_sidecars(records, now, inferred=inferred))


def _images(
    records: Iterable[PhotoRecord], archive: Path, image_root: Path | None, now: datetime
) -> Iterator[Entry]:
    names = _Names()
    number = total = 0
    with tempfile.SpooledTemporaryFile(_HELD_BYTES) as lines:
        manifest = _Manifest(cast("IO[bytes]", lines))
        for record in records:
            image = record.photo.image
            name = "".join(names.of(image))
            file = find_image(image.file, archive, image_root)[0] if image.file else None
            size = _size(file) if file and image.shown else None
            if file is None or size is None:
                manifest.add(record, "", _absence(image))
            elif number == MAX_IMAGES or total + size > MAX_BYTES:
                manifest.add(record, "", _too_many())
            else:
                number, total = number + 1, total + size
                manifest.add(record, name)
                with file.open("rb") as opened:
                    yield Entry(name, _chunks(opened, size), _modified(file))
        yield manifest.entry(now)


def _sidecars(records: Iterable[PhotoRecord], now: datetime, *, inferred: bool) -> Iterator[Entry]:
    names = _Names()
    with tempfile.SpooledTemporaryFile(_HELD_BYTES) as lines:
        manifest = _Manifest(cast("IO[bytes]", lines))
        for number, record in enumerate(records):
            name = names.of(record.photo.image)[0] + ".xmp"
            if number >= MAX_SIDECARS:
                manifest.add(record, "", _too_many())
            else:
                manifest.add(record, name)
                yield Entry(name, [sidecar(record, inferred=inferred)], now, is_text=True)
        yield manifest.entry(now)


def _absence(image: Image) -> str:
    match image.state:
        case ImageState.REMOTE:
            return gettext("The picture is kept on another site: %(address)s", address=image.src)
        case ImageState.MISSING:
            return gettext("The file of this picture is not in the archive.")
        case ImageState.PRESENT if image.shown:
            return gettext("The file of this picture cannot be read any more.")
        case ImageState.PRESENT:
            return gettext("The file of this picture cannot be shown.")


def _too_many() -> str:
    return gettext("There are too many for one file.")


def _size(file: Path) -> int | None:
    """Bytes of a file; None if it cannot be read."""
    try:
        with file.open("rb"):
            return file.stat().st_size
    except OSError:
        return None


def _modified(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):  # gone meanwhile, or of no year there is
        return datetime.now(UTC)


def _chunks(opened: IO[bytes], most: int | None = None) -> Iterator[bytes]:
    """What a file holds, no more than so many bytes of it."""
    left = most
    while chunk := opened.read(_CHUNK if left is None else min(_CHUNK, left)):
        yield chunk
        left = None if left is None else left - len(chunk)
