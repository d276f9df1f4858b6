"""Sky, weather, land and water."""

from __future__ import annotations

import math

from drawing.canvas import Canvas, Point
from drawing.palette import (
    DUNE,
    GRASS,
    LAMP,
    LIGHTS,
    MOSS,
    OAK,
    PEBBLE,
    PINE,
    RGB,
    SAND,
    STONE,
    WHITE,
    mix,
)

STEP = 6
DARK = LIGHTS["night"]


def sky(c: Canvas, horizon: float, *, clouds: int = 3, moon: bool = False) -> None:
    """Fill the sky down to the horizon, with sun or stars and clouds."""
    c.fade(0, horizon + 1, c.light.sky_top, c.light.sky_low)
    if c.light is DARK:
        _stars(c, horizon)
    if moon:
        _moon(c, horizon)
    if c.light.sun:
        _sun(c, horizon)
    for _ in range(clouds):
        _cloud(c, horizon)


def _stars(c: Canvas, horizon: float) -> None:
    for _ in range(60):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, horizon * 0.85)
        c.lit.disc(x, y, c.rng.uniform(0.4, 1.1), WHITE, c.rng.uniform(0.35, 0.9))


def _moon(c: Canvas, horizon: float) -> None:
    x, y = c.width * c.rng.uniform(0.62, 0.82), horizon * c.rng.uniform(0.25, 0.4)
    c.glow(x, y, 120, LAMP, 0.35)
    c.lit.disc(x, y, 21, WHITE)
    c.lit.disc(x - 6, y - 4, 4, mix(WHITE, c.light.sky_top, 0.15))
    c.lit.disc(x + 7, y + 6, 3, mix(WHITE, c.light.sky_top, 0.15))


def _sun(c: Canvas, horizon: float) -> None:
    if c.light.sun is None:
        return
    low = c.light.lamps
    x = c.width * c.rng.choice((c.rng.uniform(0.1, 0.3), c.rng.uniform(0.7, 0.9)))
    y = horizon * (c.rng.uniform(0.78, 0.92) if low else c.rng.uniform(0.2, 0.38))
    c.glow(x, y, 190 if low else 130, c.light.sun, 0.7)
    c.lit.disc(x, y, 24 if low else 19, c.light.sun)


def _cloud(c: Canvas, horizon: float) -> None:
    x, y = c.rng.uniform(-20, c.width), horizon * c.rng.uniform(0.08, 0.62)
    size = c.rng.uniform(0.5, 1.1)
    bars = ((0, 0, 150), (26, -11, 86), (-34, 10, 120), (50, 9, 120))
    for dx, dy, length in bars:
        box = (x + dx * size, y + dy * size, length * size, 13 * size)
        c.lit.rect(box, c.light.cloud, 0.5, radius=7 * size)


def ridge(c: Canvas, base: float, height: float, *, rough: float = 1) -> list[Point]:
    """Give the outline of a gently waving ridge that stands on `base`."""
    phases = [c.rng.uniform(0, 2 * math.pi) for _ in range(3)]
    waves = ((0.006, 0.55), (0.013, 0.3), (0.031, 0.12 * rough))
    points: list[Point] = []
    for x in range(-STEP, c.width + 2 * STEP, STEP):
        lift = sum(
            share * (1 + math.sin(x * pace + phase)) / 2
            for (pace, share), phase in zip(waves, phases, strict=True)
        )
        points.append((x, base - height * (0.25 + lift)))
    return points


def land(c: Canvas, base: float, height: float, colour: RGB, *, depth: float = 0) -> list[Point]:
    """Draw a ridge of hills; give its upper edge."""
    edge = ridge(c, base, height)
    c.lit.poly([*edge, (c.width + 9, base + depth), (-9, base + depth)], colour)
    return edge


def coast(c: Canvas, horizon: float, height: float = 34) -> None:
    """Draw two ranges of distant hills behind the water."""
    far = c.light.far
    land(c, horizon, height, mix(far, c.light.sky_low, 0.45))
    land(c, horizon, height * 0.55, mix(far, c.light.sky_low, 0.1))


def islands(c: Canvas, horizon: float) -> None:
    """Draw the three Brindles on the horizon."""
    colour = mix(c.light.far, c.light.sky_low, 0.2)
    left = c.width * c.rng.uniform(0.08, 0.4)
    for dx, width, height in ((0, 150, 20), (150, 84, 12), (245, 26, 7)):
        x = left + dx
        c.lit.poly(
            [
                (x - width / 2, horizon + 1),
                (x - width * 0.3, horizon - height * 0.7),
                (x - width * 0.05, horizon - height),
                (x + width * 0.25, horizon - height * 0.6),
                (x + width / 2, horizon + 1),
            ],
            colour,
        )


def sea(c: Canvas, top: float, bottom: float | None = None, *, calm: float = 1) -> None:
    """Fill the water below the horizon and scatter glints over it."""
    low = c.height if bottom is None else bottom
    c.fade(top, low, c.light.sea_far, c.light.sea_near)
    for _ in range(round(28 * calm)):
        depth = c.rng.random() ** 1.4
        y = top + 4 + depth * (low - top - 6)
        length = 10 + depth * c.rng.uniform(24, 70)
        x = c.rng.uniform(-20, c.width)
        box = (x, y, length * 1.3, 1.2 + depth * 1.6)
        c.lit.rect(box, c.light.glint, 0.12 + 0.2 * c.rng.random(), radius=1)


def swell(c: Canvas, y: float, height: float, colour: RGB, *, foam: bool = True) -> None:
    """Draw one row of steep waves across the picture."""
    phase = c.rng.uniform(0, 120)
    points: list[Point] = []
    crests: list[Point] = []
    x = -phase
    while x < c.width + 140:
        span = c.rng.uniform(80, 130)
        peak = height * c.rng.uniform(0.6, 1.1)
        for i in range(12):
            share = i / 12
            rise = math.sin(share * math.pi) ** 1.6
            points.append((x + span * (share + 0.12 * rise), y - peak * rise))
        crests.append((x + span * 0.62, y - peak))
        x += span
    c.lit.poly([*points, (c.width + 20, c.height), (-20, c.height)], colour)
    if foam:
        for px, py in crests:
            c.line([(px - 20, py + 6), (px - 6, py + 1), (px + 6, py + 2)], WHITE, 3, 0.75)
            c.line([(px - 30, py + 15), (px - 16, py + 11)], WHITE, 2, 0.4)


def rough_sea(c: Canvas, horizon: float, rows: int = 4, height: float = 26) -> None:
    """Fill the lower picture with rows of storm waves."""
    c.fade(horizon, c.height, c.light.sea_far, c.light.sea_near)
    for i in range(rows):
        share = (i + 1) / rows
        y = horizon + (c.height - horizon) * share * 0.9
        swell(c, y, height * (0.4 + share * 0.8), mix(c.light.sea_far, c.light.sea_near, share))


def spray(c: Canvas, x: float, y: float, reach: float) -> None:
    """Throw up a burst of white water from a point."""
    for i in range(34):
        high = i / 34
        spread = reach * (0.2 + 0.34 * math.sin(math.pi * high**0.8))
        px, py = x + c.rng.gauss(0, 0.55) * spread, y - reach * 0.92 * high
        size = reach * c.rng.uniform(0.07, 0.15) * (1.2 - 0.75 * high)
        c.disc(px, py, size, WHITE, 0.42 - 0.16 * high)
    for _ in range(22):
        angle = math.radians(c.rng.gauss(-90, 24))
        far = reach * c.rng.uniform(0.7, 1.15)
        px, py = x + far * math.cos(angle) * 0.9, y + far * math.sin(angle)
        c.disc(px, py, c.rng.uniform(1, 3.4), WHITE, c.rng.uniform(0.4, 0.8))


def rain(c: Canvas, count: int = 130) -> None:
    """Draw slanting rain over the picture."""
    for _ in range(count):
        x, y = c.rng.uniform(0, c.width + 40), c.rng.uniform(-10, c.height)
        length = c.rng.uniform(10, 22)
        c.lit.line([(x, y), (x - length * 0.35, y + length)], c.light.glint, 1, 0.22)


def snowfall(c: Canvas, count: int = 120) -> None:
    """Draw falling flakes over the picture."""
    for _ in range(count):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, c.height)
        c.lit.disc(x, y, c.rng.uniform(0.9, 2.6), WHITE, c.rng.uniform(0.5, 0.95))


def fog(c: Canvas, top: float, layers: int = 5) -> None:
    """Lay banks of fog over the lower picture."""
    for i in range(layers):
        y = top + (c.height - top) * i / layers
        for _ in range(3):
            x = c.rng.uniform(0, c.width)
            c.glow(x, y, c.rng.uniform(140, 240), c.light.sky_low, 0.4)


def aurora(c: Canvas, horizon: float, *, red: bool = False) -> None:
    """Hang curtains of northern lights in the sky."""
    green, top = (120, 214, 160), (190, 90, 110) if red else (96, 168, 178)
    for _ in range(2):
        phase, pace = c.rng.uniform(0, 6), c.rng.uniform(0.006, 0.012)
        base = horizon * c.rng.uniform(0.55, 0.85)
        tall = horizon * c.rng.uniform(0.35, 0.6)
        for x in range(-6, c.width + 6, 6):
            foot = base + 26 * math.sin(x * pace + phase) + 9 * math.sin(x * pace * 2.3)
            reach = tall * (0.8 + 0.2 * math.sin(x * 0.021 + phase * 2))
            for part in range(8):
                share = part / 8
                box = (x, foot - reach * (share + 0.125), 6, reach / 8)
                c.lit.rect(box, mix(green, top, share), 0.34 * (1 - share) ** 1.3)


def sand(c: Canvas, top: float) -> None:
    """Fill the lower picture with beach, darker and wet along the water."""
    c.fade(top, c.height, c.tone(mix(DUNE, PEBBLE, 0.25)), c.tone(SAND))
    for _ in range(60):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(top + 8, c.height)
        c.oval((x, y, c.rng.uniform(1, 3), 0.9), PEBBLE, 0.45)


def surf(c: Canvas, y: float, depth: float = 7) -> None:
    """Draw a scalloped line of foam across the picture."""
    x = -20.0
    while x < c.width + 20:
        span = c.rng.uniform(34, 80)
        c.oval((x + span / 2, y, span * 0.62, depth * c.rng.uniform(0.5, 1)), WHITE, 0.85)
        x += span * 0.8


def tuft(c: Canvas, x: float, y: float, size: float = 1) -> None:
    """Draw a tuft of marram grass."""
    for _ in range(9):
        lean, tall = c.rng.uniform(-15, 17) * size, c.rng.uniform(16, 32) * size
        colour = mix(MOSS, GRASS, c.rng.random())
        c.poly([(x - 1.6 * size, y), (x + 1.6 * size, y), (x + lean, y - tall)], colour)


def pebbles(c: Canvas, top: float, count: int = 260) -> None:
    """Strew a shingle beach from `top` to the foot of the picture."""
    for i in range(count):
        share = i / count
        y = top + (c.height - top) * share
        rx = (2 + 8 * share) * c.rng.uniform(0.6, 1.3)
        colour = mix(STONE, PEBBLE, c.rng.random())
        c.oval((c.rng.uniform(0, c.width), y, rx, rx * 0.55), colour)


def tree(c: Canvas, x: float, y: float, size: float = 1, *, bare: bool = False) -> None:
    """Draw a round tree, or the branches of one in winter."""
    t = c.at(x, y, size)
    t.line([(0, 0), (0, -34)], OAK, 5)
    if bare:
        for end in ((-18, -62), (-8, -72), (6, -74), (18, -60), (24, -46), (-24, -46)):
            t.line([(0, -30), end], OAK, 2.4)
        return
    for dx, dy, r in ((-13, -42, 17), (12, -44, 18), (0, -60, 19)):
        t.disc(dx, dy, r, PINE)
    t.disc(-6, -56, 10, MOSS, 0.6)
