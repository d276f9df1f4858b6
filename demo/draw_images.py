# ruff: noqa: INP001 - a script, not part of a package
"""Draw the photos of the demo archive.

Run as `python demo/draw_images.py`. The pictures listed in `images.csv` are
drawn into `images/`; the same list always gives the same pictures.
"""

from __future__ import annotations

import csv
import io
import sys
import zlib
from pathlib import Path
from random import Random

from drawing import scenes
from drawing.canvas import Canvas
from drawing.details import Details
from drawing.palette import LIGHTS
from PIL import Image

HERE = Path(__file__).resolve().parent
TABLE = HERE / "images.csv"
TARGET = HERE / "images"
LARGEST = 18_500
QUALITIES = (58, 54, 50, 46, 42, 38, 34)


def draw(row: dict[str, str]) -> Image.Image:
    """Draw the picture that one row of the table asks for."""
    # The file name seeds the drawing, so a picture never depends on the others.
    rng = Random(zlib.crc32(row["file"].encode()))  # noqa: S311
    size = int(row["width"]), int(row["height"])
    canvas = Canvas(size, LIGHTS[row["light"]], rng)
    scenes.SCENES[row["scene"]](canvas, Details.parse(row["details"]))
    return canvas.finish()


def encode(picture: Image.Image) -> bytes:
    """Encode a picture as JPEG in the best quality that stays small enough."""
    data = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        data = buffer.getvalue()
        if len(data) <= LARGEST:
            break
    return data


def main(target: Path) -> None:
    """Draw all pictures of the table into a folder."""
    target.mkdir(exist_ok=True)
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            (target / row["file"]).write_bytes(encode(draw(row)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
