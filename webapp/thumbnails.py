"""Small versions of pictures, drawn once and kept beside the index."""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from indexer.model import IMAGE_FORMATS

# Wide enough for a card on a dense screen; tall enough that a portrait keeps that width.
BOX = (480, 960)
# A panorama is as high as its neighbours in a row, as far as this width allows.
ROW_HEIGHT = 240
MAX_WIDTH = 1200
# Pillow warns a little above this; a picture so large is a mistake or an attack.
MAX_PIXELS = 89_000_000
_QUALITY = 80
_VERSION = 2


class UnreadableImageError(Exception):
    """A picture is damaged, too large or gone."""


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


def thumbnail(source: Path, kept: Path) -> bytes:
    """The small version of a picture, as WebP.

    Args:
        source: The picture.
        kept: Where the small version is kept once it is drawn.

    Raises:
        UnreadableImageError: It cannot be drawn.
    """
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    data = _draw(source)
    # A folder that cannot be written costs time, not pictures.
    with contextlib.suppress(OSError):
        _write(kept, data)
    return data


def _draw(source: Path) -> bytes:
    try:
        with Image.open(source, formats=IMAGE_FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise UnreadableImageError(source)  # noqa: TRY301 - said where it is seen
            picture.draft("RGB", (MAX_WIDTH, MAX_WIDTH))
            upright = ImageOps.exif_transpose(picture)
            small = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            small.thumbnail(_box(*small.size))
            output = io.BytesIO()
            small.save(output, "WEBP", quality=_QUALITY)
    except Exception as error:  # Pillow raises whatever a damaged file leads it to
        raise UnreadableImageError(source) from error
    return output.getvalue()


def _box(width: int, height: int) -> tuple[int, int]:
    """The box for a picture: wider for one so wide that it would be too low for a row of them."""
    wide = min(width * ROW_HEIGHT // max(height, 1), MAX_WIDTH)
    return max(BOX[0], wide), BOX[1]


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
