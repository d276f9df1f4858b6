"""What a picture's file is, as far as its head and its end tell without drawing it."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image as PillowImage

from indexer.model import IMAGE_FORMATS, MAX_PIXELS

_MAX_DIGESTED_BYTES = 100_000_000
_CHUNK_BYTES = 1 << 20
_TAIL_BYTES = 1 << 16
_MAX_SVG_BYTES = 2_000_000
_SVG = "image/svg+xml"
_ACTIVE = re.compile(
    rb"<\s*(?:script|foreignObject|iframe)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND", "GIF": b";"}
"""What stands at the end of a whole file."""

_SUFFIXES = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "GIF": {".gif"},
    "WEBP": {".webp"},
    "AVIF": {".avif"},
}
_IMAGE_SUFFIXES = {suffix for suffixes in _SUFFIXES.values() for suffix in suffixes}


class Complaint(NamedTuple):
    """What is wrong with a file.

    Attributes:
        reason: In a sentence, with %s where its name stands.
        hint: What to do about it.
    """

    reason: str
    hint: str


class Facts(NamedTuple):
    """What a file tells; None where it cannot be told.

    Attributes:
        width: Pixels.
        height: Pixels.
        type: Media type.
        digest: Of its content.
        complaint: What is wrong with it.
    """

    width: int | None = None
    height: int | None = None
    type: str | None = None
    digest: str | None = None
    complaint: Complaint | None = None


_NO_PICTURE = Complaint("“%s” is no picture that can be shown.", "Replace the file.")
_CUT_OFF = Complaint("“%s” is cut off.", "Replace the file by a whole one.")
_ACTIVE_SVG = Complaint("“%s” holds a script.", "Take the script out, or save it as PNG.")


def examine(file: Path) -> Facts:
    """Reads head and end of a file; never raises for what it holds."""
    content = _digest(file)
    if file.suffix.lower() == ".svg":
        return Facts(None, None, _SVG, content.digest, _ACTIVE_SVG if _is_active(file) else None)
    try:
        with warnings.catch_warnings():
            # Only the head is read; whether a picture is too large is told below.
            warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
            with PillowImage.open(file, formats=IMAGE_FORMATS) as image:
                if _is_cut_off(image, content.tail):
                    return Facts(digest=content.digest, complaint=_CUT_OFF)
                kind = image.get_format_mimetype()
                return Facts(*image.size, kind, content.digest, _complaint(file, image))
    except Exception:  # noqa: BLE001 - Pillow raises whatever a damaged file leads it to
        return Facts(digest=content.digest, complaint=_NO_PICTURE)


def _complaint(file: Path, image: PillowImage.Image) -> Complaint | None:
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width:,} × {image.height:,}"
        return Complaint(
            f"“%s” has {size} pixels, more than can be shown.", "Replace it by a smaller one."
        )
    suffix = file.suffix.lower()
    if suffix in _IMAGE_SUFFIXES - _SUFFIXES.get(image.format or "", set()):
        return Complaint(f"“%s” is a picture of the format {image.format}.", "Name it so.")
    return None


def _is_cut_off(image: PillowImage.Image, tail: bytes) -> bool:
    """True if a picture ends too early.

    What looks like a whole file by its end is not drawn; others may have something after it.
    """
    end = _ENDS.get(image.format or "")
    if not tail or end is None or end in tail or image.width * image.height > MAX_PIXELS:
        return False
    try:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()
    except Exception:  # noqa: BLE001 - as above
        return True
    return False


def _is_active(file: Path) -> bool:
    """True for an SVG file that holds more than a drawing."""
    try:
        with file.open("rb") as opened:
            return _ACTIVE.search(opened.read(_MAX_SVG_BYTES)) is not None
    except OSError:
        return False


class _Content(NamedTuple):
    """A digest of a content (None if it cannot be read or is too large), and its last bytes."""

    digest: str | None
    tail: bytes


def _digest(file: Path) -> _Content:
    content = hashlib.blake2b(digest_size=16)
    tail = b""
    try:
        if file.stat().st_size > _MAX_DIGESTED_BYTES:
            return _Content(None, b"")
        for chunk in _chunks(file):
            content.update(chunk)
            tail = (tail + chunk)[-_TAIL_BYTES:]
    except OSError:
        return _Content(None, b"")
    return _Content(content.hexdigest(), tail)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK_BYTES):
            yield chunk
