"""A supersampled canvas on which shapes are drawn in local coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from drawing.palette import RGB, Light, mix

SCALE = 3
OVAL_STEPS = 60
CORNER_STEPS = 6
OPAQUE = 255

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Canvas:
    """An image under construction, with a placement for what is drawn next.

    Coordinates are final pixels with the origin at the top left, unless the
    canvas was obtained from `at`, which moves, scales, mirrors and turns them.
    """

    def __init__(self, size: tuple[int, int], light: Light, rng: Random) -> None:
        """Start an empty image of `size` final pixels."""
        self.width, self.height = size
        self.light = light
        self.rng = rng
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), light.sky_low)
        self._draw = ImageDraw.Draw(self._image)
        self._matrix: Matrix = (SCALE, 0, 0, SCALE, 0, 0)

    def at(
        self, x: float, y: float, size: float = 1, *, flip: bool = False, turn: float = 0
    ) -> Canvas:
        """Give a view of this canvas whose origin lies at a point of it."""
        view = object.__new__(Canvas)
        view.__dict__.update(self.__dict__)
        a, b, c, d, e, f = self._matrix
        cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
        side = -1 if flip else 1
        view._matrix = (
            (a * cos + c * sin) * side,
            (b * cos + d * sin) * side,
            c * cos - a * sin,
            d * cos - b * sin,
            a * x + c * y + e,
            b * x + d * y + f,
        )
        return view

    @property
    def lit(self) -> Canvas:
        """Give a view for what shines of itself: its colours keep their tone."""
        view = self.at(0, 0)
        view.light = replace(self.light, strength=0)
        return view

    def tone(self, colour: RGB) -> RGB:
        """Show a colour as the light of this picture shows it."""
        return mix(colour, self.light.tint, self.light.strength)

    def poly(self, points: Sequence[Point], colour: RGB, alpha: float = 1) -> None:
        """Fill a polygon."""
        paint = self.tone(colour)
        spots = self._map(points)
        if alpha >= 1:
            self._draw.polygon(spots, fill=paint)
            return
        self._blend(spots, paint, alpha)

    def rect(self, box: Box, colour: RGB, alpha: float = 1, *, radius: float = 0) -> None:
        """Fill a rectangle given as left, top, width and height."""
        self.poly(_rounded(box, radius), colour, alpha)

    def oval(self, box: Box, colour: RGB, alpha: float = 1) -> None:
        """Fill an ellipse given as centre and two radii."""
        x, y, rx, ry = box
        steps = (2 * math.pi * i / OVAL_STEPS for i in range(OVAL_STEPS))
        points = [(x + rx * math.cos(t), y + ry * math.sin(t)) for t in steps]
        self.poly(points, colour, alpha)

    def disc(self, x: float, y: float, r: float, colour: RGB, alpha: float = 1) -> None:
        """Fill a circle."""
        self.oval((x, y, r, r), colour, alpha)

    def line(
        self, points: Sequence[Point], colour: RGB, width: float = 1, alpha: float = 1
    ) -> None:
        """Draw a line with round ends and joints."""
        for first, second in pairwise(points):
            self.poly(_bar(first, second, width / 2), colour, alpha)

    def clipped(
        self, points: Sequence[Point], within: Sequence[Point], colour: RGB, alpha: float = 1
    ) -> None:
        """Fill that part of a polygon that lies inside another one."""
        shape = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(shape).polygon(self._map(points), fill=round(OPAQUE * alpha))
        mask = Image.new("L", self._image.size, 0)
        mask.paste(shape, mask=self._mask(within))
        self._image.paste(self.tone(colour), mask=mask)

    def fade(self, top: float, bottom: float, first: RGB, last: RGB) -> None:
        """Fill the whole width between two heights with a vertical gradient."""
        low, high = round(top * SCALE), round(bottom * SCALE)
        for row in range(max(low, 0), min(high, self._image.height)):
            share = (row - low) / max(high - low, 1)
            self._draw.line((0, row, self._image.width, row), fill=mix(first, last, share))

    def glow(self, x: float, y: float, r: float, colour: RGB, strength: float = 0.6) -> None:
        """Lay a soft halo of light round a point."""
        ((px, py), (qx, _)) = self._map([(x, y), (x + r, y)])
        reach = max(abs(qx - px), 1)
        small = 64
        halo = Image.new("L", (small, small), 0)
        ImageDraw.Draw(halo).ellipse((20, 20, 44, 44), fill=round(OPAQUE * strength))
        halo = halo.filter(ImageFilter.GaussianBlur(8))
        side = round(reach * 2)
        mask = halo.resize((side, side), Image.Resampling.BICUBIC)
        self._image.paste(colour, (round(px - reach), round(py - reach)), mask)

    def veil(self, colour: RGB, alpha: float, top: float = 0, bottom: float | None = None) -> None:
        """Lay a thin layer of colour over the picture, as mist does."""
        low = self.height if bottom is None else bottom
        shape = [(0, top), (self.width, top), (self.width, low), (0, low)]
        self.lit.poly(shape, colour, alpha)

    def finish(self) -> Image.Image:
        """Give the picture at its final size."""
        return self._image.resize((self.width, self.height), Image.Resampling.HAMMING)

    def _map(self, points: Sequence[Point]) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def _mask(self, points: Sequence[Point]) -> Image.Image:
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).polygon(self._map(points), fill=OPAQUE)
        return mask

    def _blend(self, spots: list[Point], paint: RGB, alpha: float) -> None:
        left = math.floor(min(x for x, _ in spots))
        top = math.floor(min(y for _, y in spots))
        right = math.ceil(max(x for x, _ in spots))
        bottom = math.ceil(max(y for _, y in spots))
        mask = Image.new("L", (right - left + 1, bottom - top + 1), 0)
        local = [(x - left, y - top) for x, y in spots]
        ImageDraw.Draw(mask).polygon(local, fill=round(OPAQUE * alpha))
        self._image.paste(paint, (left, top), mask)


def arc(box: Box, start: float, end: float, steps: int = 24) -> list[Point]:
    """Give points along an ellipse (centre, radii) between two angles in degrees."""
    x, y, rx, ry = box
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + rx * math.cos(t), y + ry * math.sin(t)) for t in angles]


def rim(box: Box, angle: float) -> Point:
    """Give the point of an ellipse (centre, radii) at an angle in degrees."""
    return arc(box, angle, angle, 1)[0]


def _rounded(box: Box, radius: float) -> list[Point]:
    """Give the outline of a rectangle with rounded corners."""
    x, y, w, h = box
    r = min(radius, w / 2, h / 2)
    if r <= 0:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return [
        *arc((x + r, y + r, r, r), 180, 270, CORNER_STEPS),
        *arc((x + w - r, y + r, r, r), 270, 360, CORNER_STEPS),
        *arc((x + w - r, y + h - r, r, r), 0, 90, CORNER_STEPS),
        *arc((x + r, y + h - r, r, r), 90, 180, CORNER_STEPS),
    ]


def _bar(first: Point, second: Point, half: float) -> list[Point]:
    """Give the outline of a straight stroke with round ends."""
    angle = math.degrees(math.atan2(second[1] - first[1], second[0] - first[0]))
    return [
        *arc((*second, half, half), angle - 90, angle + 90, CORNER_STEPS),
        *arc((*first, half, half), angle + 90, angle + 270, CORNER_STEPS),
    ]
