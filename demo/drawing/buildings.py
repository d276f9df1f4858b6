"""Houses, quays and other things that stay where they were built."""

from __future__ import annotations

from drawing.canvas import Canvas, Point, arc, rim
from drawing.palette import (
    BRICK,
    CREAM,
    INK,
    LAMP,
    MIST,
    OAK,
    OCHRE,
    PEBBLE,
    RGB,
    ROOFS,
    SLATE,
    STONE,
    WALLS,
    WHITE,
    mix,
)

LIT_SHARE = 0.55


def pane(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Draw a house window with a glazing bar; some are lit after dark."""
    c.rect((x - 1.5, y - 1.5, w + 3, h + 3), WHITE)
    if c.light.lamps and c.rng.random() < LIT_SHARE:
        c.lit.rect((x, y, w, h), LAMP)
    else:
        c.rect((x, y, w, h), mix(SLATE, INK, 0.25))
    c.line([(x + w / 2, y), (x + w / 2, y + h)], WHITE, 1)


def house(c: Canvas, width: float, height: float, *, snow: bool = False) -> None:
    """Draw a house whose foot is centred on the origin, in colours of its own."""
    wall, roof = c.rng.choice(WALLS), c.rng.choice(ROOFS)
    half = width / 2
    gable = c.rng.random() < 1 / 2
    rise = width * (0.5 if gable else 0.34)
    chimney = half * c.rng.choice((-0.5, 0.45))
    c.rect((chimney - 5, -height - rise * 0.95, 10, rise), mix(roof, INK, 0.25))
    top = [(-half - 4, -height), (0, -height - rise), (half + 4, -height)]
    if not gable:
        top = [
            (-half - 3, -height),
            (-half + 7, -height - rise),
            (half - 7, -height - rise),
            (half + 3, -height),
        ]
    c.poly(top, WHITE if snow else roof)
    if snow:
        c.rect((chimney - 6, -height - rise - 4, 12, 5), WHITE, radius=2)
    c.rect((-half, -height, width, height), wall)
    if gable:
        c.poly([(-half, -height), (0, -height - rise * 0.86), (half, -height)], wall)
        c.disc(0, -height - rise * 0.32, 4, SLATE)
    c.rect((half * 0.72, -height, half * 0.28, height), mix(wall, INK, 0.18), 0.35)
    _openings(c, width, height)
    if snow:
        c.line([(-half - 4, -height + 1), (half + 4, -height + 1)], WHITE, 4)


def _openings(c: Canvas, width: float, height: float) -> None:
    """Draw the door and the rows of windows of a house."""
    columns = max(round(width / 30), 2)
    gap = width / columns
    rows = max(round(height / 34), 1)
    door = c.rng.randrange(columns)
    for row in range(rows):
        for column in range(columns):
            x = -width / 2 + gap * (column + 0.5)
            y = -height + 10 + row * (height - 6) / rows
            if row == rows - 1 and column == door:
                c.rect((x - 6, -25, 12, 25), c.rng.choice(ROOFS), radius=1)
                c.disc(x + 3, -12, 1, OCHRE)
            else:
                pane(c, x - 5.5, y, 11, 14)


def terrace(c: Canvas, base: float, size: float = 1, *, snow: bool = False) -> None:
    """Draw a row of houses across the picture with their feet at `base`."""
    x = c.rng.uniform(-50, -10)
    while x < c.width + 20:
        width, height = c.rng.uniform(52, 84), c.rng.uniform(46, 82)
        house(c.at(x + width * size / 2, base, size), width, height, snow=snow)
        x += width * size + (c.rng.random() < 1 / 4) * 9 * size


def quay(c: Canvas, top: float, bottom: float, *, snow: bool = False) -> None:
    """Draw a quay wall across the picture, with courses, ladders and bollards."""
    c.rect((-2, top, c.width + 4, bottom - top), STONE)
    for i in range(1, 4):
        y = top + (bottom - top) * i / 4
        c.line([(0, y), (c.width, y)], PEBBLE, 1.2, 0.6)
        for x in range(-20 + 17 * i, c.width, 54):
            c.line([(x, y), (x, y - (bottom - top) / 4)], PEBBLE, 1.2, 0.5)
    c.rect((-2, bottom - 9, c.width + 4, 10), mix(PEBBLE, INK, 0.35), 0.6)
    c.rect((-2, top - 5, c.width + 4, 7), WHITE if snow else mix(STONE, CREAM, 0.5))
    for x in range(c.rng.randrange(20, 70), c.width, 150):
        c.rect((x - 5, top - 15, 10, 11), INK, radius=3)
        c.rect((x - 7, top - 17, 14, 4), INK, radius=2)


def tower(c: Canvas, height: float) -> None:
    """Draw a lighthouse with its foot at the origin; it shines after dark."""
    foot, head = height * 0.13, height * 0.078
    levels = 5
    for i in range(levels):
        low, high = i / levels, (i + 1) / levels
        a, b = foot + (head - foot) * low, foot + (head - foot) * high
        shape = [(-a, -height * low), (a, -height * low), (b, -height * high), (-b, -height * high)]
        c.poly(shape, WHITE if i % 2 == 0 else BRICK)
    edge = [(foot, 0), (head, -height), (head * 0.35, -height), (foot * 0.35, 0)]
    c.poly(edge, INK, 0.13)
    c.rect((-3, -height * 0.42, 6, 10), INK, radius=3)
    c.rect((-3, -height * 0.82, 6, 10), INK, radius=3)
    c.rect((-5, -13, 10, 13), OAK, radius=3)
    _lantern_room(c, height, head)


def _lantern_room(c: Canvas, height: float, head: float) -> None:
    """Draw gallery, lamp and cap of a lighthouse."""
    room = height * 0.11
    c.rect((-head * 1.5, -height - 3, head * 3, 5), INK, radius=2)
    c.line([(-head * 1.4, -height - 10), (head * 1.4, -height - 10)], INK, 1.2)
    for side in (-1.4, -0.7, 0, 0.7, 1.4):
        c.line([(head * side, -height), (head * side, -height - 10)], INK, 1)
    lit = c.light.lamps or c.light.strength > 1 / 3
    c.rect((-head * 0.75, -height - room, head * 1.5, room - 3), MIST)
    for side in (-0.75, 0, 0.75):
        c.line([(head * side, -height - 3), (head * side, -height - room)], INK, 1.2)
    c.poly(
        [
            (-head, -height - room),
            (0, -height - room - head * 0.95),
            (head, -height - room),
        ],
        BRICK,
    )
    c.disc(0, -height - room - head, 2.4, INK)
    if lit:
        c.glow(0, -height - room / 2, height * 0.42, LAMP, 0.85)
        c.lit.rect((-head * 0.5, -height - room + 2, head, room - 7), LAMP, radius=3)


def beams(c: Canvas, x: float, y: float) -> None:
    """Send the two beams of a lighthouse across the sky."""
    for end in ((x + c.width, y - 60, y + 34), (x - c.width, y + 10, y + 74)):
        c.lit.poly([(x, y), (end[0], end[1]), (end[0], end[2])], LAMP, 0.16)


def arched_bridge(c: Canvas, water: float, arches: int, height: float) -> None:
    """Draw a stone bridge across the whole picture."""
    span = (c.width + 60) / arches
    crown = [
        (x, water - height - 26 * (1 - ((x - c.width / 2) / (c.width / 2)) ** 2))
        for x in range(-30, c.width + 31, 15)
    ]
    outline: list[Point] = [*crown, (c.width + 30, water)]
    for i in reversed(range(arches)):
        middle = -30 + span * (i + 0.5)
        lift = height * (0.78 if abs(i - (arches - 1) / 2) < 1 else 0.66)
        outline += arc((middle, water, span * 0.38, lift), 0, -180)
    outline.append((-30, water))
    c.poly(outline, STONE)
    for i in range(arches):
        middle = -30 + span * (i + 0.5)
        lift = height * (0.78 if abs(i - (arches - 1) / 2) < 1 else 0.66)
        c.line(arc((middle, water, span * 0.38, lift), 180, 360), mix(STONE, CREAM, 0.55), 6)
    _masonry(c, water, height, span)
    c.line([(x, y + 13) for x, y in crown], PEBBLE, 2, 0.8)
    c.line(crown, mix(STONE, CREAM, 0.6), 5)


def _masonry(c: Canvas, water: float, height: float, span: float) -> None:
    """Mark piers and some stones of a bridge."""
    for i in range(1, round((c.width + 60) / span)):
        x = -30 + span * i
        c.poly([(x - 15, water), (x, water - height * 0.62), (x + 15, water)], PEBBLE, 0.75)
    for _ in range(46):
        x, y = c.rng.uniform(0, c.width), water - height * c.rng.uniform(0.86, 1.06)
        c.rect((x, y, c.rng.uniform(9, 17), 5), c.rng.choice((PEBBLE, CREAM)), 0.35, radius=1)


def lamp_post(c: Canvas, height: float = 84) -> None:
    """Draw a street lamp with its foot at the origin."""
    c.rect((-4, -8, 8, 8), INK, radius=1)
    c.line([(0, 0), (0, -height)], INK, 2.6)
    c.lit.poly([(-6, -height), (6, -height), (8, -height - 15), (-8, -height - 15)], LAMP)
    c.poly([(-10, -height - 15), (10, -height - 15), (0, -height - 23)], INK)
    if c.light.lamps:
        c.glow(0, -height - 8, 52, LAMP, 0.75)


def awning(c: Canvas, width: float, colour: RGB) -> None:
    """Draw the striped roof and posts of a market stall, 92 high."""
    half = width / 2
    for x in (-half + 4, half - 4):
        c.line([(x, 0), (x, -74)], OAK, 3)
    stripes = 8
    for i in range(stripes):
        low, high = (
            -half - 5 + (width + 10) * i / stripes,
            -half - 5 + (width + 10) * (i + 1) / stripes,
        )
        shade = colour if i % 2 == 0 else WHITE
        c.poly([(low * 0.9, -96), (high * 0.9, -96), (high, -74), (low, -74)], shade)
        c.poly(arc(((low + high) / 2, -74, (high - low) / 2, 6), 0, 180), shade)


def clock_face(c: Canvas, r: float) -> None:
    """Draw a clock dial that shows noon, or evening when the lamps are lit."""
    c.disc(0, 0, r, INK)
    if c.light.lamps:
        c.lit.disc(0, 0, r * 0.9, LAMP)
    else:
        c.disc(0, 0, r * 0.9, WHITE)
    for i in range(12):
        mark = rim((0, 0, r * 0.76, r * 0.76), i * 30)
        c.disc(*mark, r * 0.05, INK)
    c.line([(0, 0), (0, -r * 0.68)], INK, r * 0.08)
    c.line([(0, 0), (r * 0.04, -r * 0.45)], INK, r * 0.1)
    c.disc(0, 0, r * 0.09, BRICK)
