"""Draws small versions of pictures, in a process of its own with little memory.

Run as a program: it reads paths from its input, each after its length as four bytes, and answers
each with the picture as WebP after its length likewise; with nothing where it cannot be drawn. It
imports nothing of this project, so that starting it is quick. It ends with its input.
"""

from __future__ import annotations

import io
import os
import resource
import struct
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps

SIZE = struct.Struct(">I")
_QUALITY = 80


class Bounds(NamedTuple):
    """How large a small version is, in pixels.

    Attributes:
        width: Of most pictures, at most.
        height: At most.
        row: Height that one too wide for that is given, as far as
        widest: its width allows.
    """

    width: int
    height: int
    row: int
    widest: int

    def box(self, width: int, height: int) -> tuple[int, int]:
        """The width and height that a picture of a size is made to fit."""
        return max(self.width, min(width * self.row // max(height, 1), self.widest)), self.height


def draw(source: Path, bounds: Bounds, formats: tuple[str, ...], pixels: int) -> bytes:
    """The small version of a picture, as WebP; empty if it cannot be drawn.

    Args:
        source: The picture.
        bounds: How large it is.
        formats: Those that are read, as Pillow names them.
        pixels: Pictures of more of them are not drawn.
    """
    output = io.BytesIO()
    try:
        with Image.open(source, formats=formats) as picture:
            if picture.width * picture.height > pixels:
                return b""
            picture.draft("RGB", (max(bounds), max(bounds)))
            mode = "RGBA" if picture.has_transparency_data else "RGB"
            small = picture if picture.mode == mode else picture.convert(mode)
            ImageOps.exif_transpose(small, in_place=True)
            small.thumbnail(bounds.box(*small.size))
            small.save(output, "WEBP", quality=_QUALITY)
    except Exception:  # noqa: BLE001 - Pillow raises whatever a damaged file leads it to
        return b""
    return output.getvalue()


def main(limits: list[str], formats: tuple[str, ...]) -> None:
    """Draws what is asked for until the input ends.

    Args:
        limits: Megabytes of memory, the bounds, most pixels of a picture.
        formats: Those that are read.
    """
    megabytes, *bounds, pixels = map(int, limits)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := questions.read(SIZE.size)) == SIZE.size:
        (size,) = SIZE.unpack(head)
        source = os.fsdecode(questions.read(size))
        drawn = draw(Path(source), Bounds(*bounds), formats, pixels)
        answers.write(SIZE.pack(len(drawn)) + drawn)
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:7], tuple(sys.argv[7:]))
