"""Small things: catch, gear, birds, seals, food and lanterns."""

from __future__ import annotations

from drawing.canvas import Canvas, arc, rim
from drawing.palette import (
    BRICK,
    CREAM,
    INK,
    LAMP,
    MIST,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PEBBLE,
    PLANK,
    RGB,
    RUST,
    SILVER,
    SLATE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def crate(c: Canvas, width: float = 60, height: float = 28, colour: RGB = PLANK) -> None:
    """Draw a slatted crate that stands on the origin."""
    half = width / 2
    c.rect((-half, -height, width, height), mix(colour, INK, 0.35))
    slats = 3
    for i in range(slats):
        c.rect((-half, -height + height * i / slats, width, height / slats - 2), colour, radius=1)
    for x in (-half, half - 5):
        c.rect((x, -height, 5, height), mix(colour, INK, 0.18))


def herring(c: Canvas) -> None:
    """Draw a herring about 70 long, head to the right."""
    body = [*arc((0, 0, 34, 9), 180, 360), *arc((0, 0, 34, 10), 0, 180)]
    c.poly([(-30, 0), (-46, -9), (-42, 0), (-46, 9)], SLATE)
    c.poly(body, SILVER)
    c.clipped([(-36, -12), (36, -12), (36, -3), (-36, -3)], body, mix(NAVY, SLATE, 0.4))
    c.poly([(-6, -8), (8, -8), (-2, -14)], SLATE)
    c.line(arc((20, 0, 5, 8), -70, 70, 8), SLATE, 1)
    c.disc(27, -2, 2.4, WHITE)
    c.disc(27, -2, 1.4, INK)


def crab(c: Canvas) -> None:
    """Draw a brown crab about 70 wide."""
    for side in (-1, 1):
        for i in range(3):
            c.line([(side * 20, i * 5), (side * 37, i * 9)], RUST, 3.8)
        c.line([(side * 18, -6), (side * 32, -14)], RUST, 5)
        c.disc(side * 35, -19, 7.5, RUST)
        c.poly([(side * 35, -20), (side * 41, -31), (side * 32, -29)], INK)
    c.oval((0, 0, 27, 17), BRICK)
    c.oval((0, -4, 21, 10), mix(BRICK, ORANGE, 0.35))
    for x in (-7, 7):
        c.disc(x, -15, 2.2, INK)


def gull(c: Canvas) -> None:
    """Draw a flying gull about 80 across."""
    lift = c.rng.uniform(-14, 6)
    c.poly([(-4, -2), (-24, -14 + lift), (-42, -4 + lift), (-22, -6 + lift), (0, 6)], MIST)
    c.poly([(4, -2), (24, -17 + lift), (42, -8 + lift), (22, -8 + lift), (2, 6)], WHITE)
    for x, y in ((-42, -4 + lift), (42, -8 + lift)):
        c.disc(x, y, 2.4, INK)
    c.oval((3, 2, 15, 5), WHITE)
    c.poly([(-10, 1), (-20, 5), (-10, 5)], WHITE)
    c.disc(17, -1, 4.6, WHITE)
    c.poly([(20, -1), (27, 1), (20, 2)], OCHRE)


def seal(c: Canvas, colour: RGB) -> None:
    """Draw a seal lying on the ground, about 150 long, head to the right."""
    body = [
        (-76, -2),
        (-66, -10),
        *arc((-6, -6, 56, 27), 196, 300, 14),
        (38, -30),
        *arc((54, -37, 17, 16), 200, 400, 14),
        (52, -8),
        (40, 4),
        (-50, 5),
    ]
    c.poly([(-66, -4), (-90, -16), (-84, -4), (-94, 4), (-66, 3)], mix(colour, INK, 0.2))
    c.poly(body, colour)
    for _ in range(9):
        x, y = c.rng.uniform(-44, 26), c.rng.uniform(-26, -10)
        c.oval((x, y, c.rng.uniform(2, 5), 2), mix(colour, INK, 0.4), 0.55)
    c.clipped([(-80, -6), (80, -10), (80, 10), (-80, 10)], body, INK, 0.14)
    c.poly([(16, -6), (30, 8), (8, 6)], mix(colour, INK, 0.28))
    c.disc(58, -41, 2.5, INK)
    c.oval((69, -35, 3, 2.4), INK)
    for y in (-32, -29):
        c.line([(64, y), (78, y + 3)], INK, 0.7, 0.6)


def pup(c: Canvas) -> None:
    """Draw a white-coated seal pup, about 200 long, looking out of the picture."""
    coat, shade = CREAM, mix(CREAM, PEBBLE, 0.4)
    c.poly([(-92, -10), (-126, -28), (-116, -8), (-124, 8), (-90, 6)], shade)
    c.oval((-22, -32, 82, 40), coat)
    c.oval((-26, -10, 78, 19), shade, 0.6)
    c.poly([(26, -14), (10, 18), (-8, 16), (6, -20)], shade)
    c.disc(58, -54, 37, coat)
    c.oval((66, -38, 22, 15), WHITE)
    for x in (48, 80):
        c.oval((x, -58, 6.6, 8), INK)
        c.disc(x + 2, -61, 2.1, WHITE)
    c.poly([(60, -47), (74, -47), (67, -38)], INK)
    c.line([(67, -39), (67, -34)], INK, 1.6)
    for side in (-1, 1):
        for i in range(3):
            start = (67 + side * 9, -37 + i * 3)
            c.line([start, (67 + side * 34, -42 + i * 8)], SLATE, 0.9, 0.8)


def lobster_pot(c: Canvas) -> None:
    """Draw a round-topped pot about 80 wide, standing on the origin."""
    c.rect((-42, -8, 84, 8), WOOD, radius=2)
    hoop = [*arc((0, -8, 38, 46), 180, 360), (38, -8), (-38, -8)]
    c.poly(hoop, mix(NAVY, SLATE, 0.5), 0.35)
    for x in range(-36, 40, 9):
        c.line([(x, -8), (x * 0.6, -52)], TEAL, 1.2, 0.8)
    for y in (-16, -27, -38):
        c.line([(-37, y), (37, y)], TEAL, 1.2, 0.8)
    for shift in (-38, 0, 38):
        c.line(arc((shift * 0.06, -8, 38 - abs(shift) * 0.4, 46), 180, 360), WOOD, 3.4)
    c.disc(0, -24, 9, INK, 0.7)


def rope_coil(c: Canvas, colour: RGB) -> None:
    """Draw a coil of rope about 80 wide, lying on the origin."""
    for i in range(5):
        y = -6 - i * 8
        c.rect((-40 + i * 2, y - 6, 80 - i * 4, 10), colour, radius=5)
        for x in range(-34 + i * 2, 36 - i * 2, 8):
            c.line([(x, y + 2), (x + 4, y - 4)], mix(colour, INK, 0.35), 1, 0.7)
    c.oval((0, -45, 24, 5), mix(colour, INK, 0.5))


def buoy(c: Canvas, colour: RGB) -> None:
    """Draw a net float about 30 wide, standing on the origin."""
    c.oval((0, -19, 15, 19), colour)
    c.oval((-5, -25, 4, 7), WHITE, 0.4)
    c.rect((-4, -43, 8, 7), INK, radius=2)


def loaf(c: Canvas) -> None:
    """Draw a plaited loaf about 110 long, lying on the origin."""
    crust = mix(WOOD, OCHRE, 0.45)
    c.oval((0, -15, 56, 17), RUST)
    for i in range(6):
        x = -42 + i * 17
        c.at(x, -19, turn=-24).oval((0, 0, 15, 12), crust if i % 2 else mix(crust, OAK, 0.22))
        c.at(x, -23, turn=-24).oval((-1, 0, 9, 4), OCHRE, 0.7)
    for _ in range(6):
        c.disc(c.rng.uniform(-44, 44), c.rng.uniform(-26, -10), 2.3, INK, 0.75)


def paper_lantern(c: Canvas) -> None:
    """Draw a floating paper lantern about 26 wide with its light on the water."""
    c.glow(0, -10, 44, LAMP, 0.75)
    for i in range(3):
        c.lit.rect((-9 + i * 2, 6 + i * 5, 18 - i * 4, 2.2), LAMP, 0.5 - i * 0.13, radius=1)
    c.lit.poly([(-11, 2), (11, 2), (13, -24), (-13, -24)], mix(LAMP, ORANGE, 0.3))
    c.lit.poly([(-5, 2), (5, 2), (6, -24), (-6, -24)], LAMP)
    c.rect((-13, -1, 26, 4), OAK, radius=1)


def red_lantern(c: Canvas) -> None:
    """Draw a hanging red lantern about 36 wide, hung at the origin."""
    red = (200, 66, 48)
    c.glow(0, 22, 62, (255, 150, 96), 0.6)
    c.line([(0, 0), (0, 8)], OAK, 1.4)
    c.lit.oval((0, 24, 19, 15), red)
    c.lit.oval((0, 24, 9, 15), (232, 112, 72), 0.8)
    for y in (8, 37):
        c.lit.rect((-7, y, 14, 4), OCHRE)
    for x in (-3, 0, 3):
        c.lit.line([(x, 41), (x, 54)], OCHRE, 1.2)


def cup(c: Canvas, metal: RGB = SILVER) -> None:
    """Draw a two-handled trophy about 44 wide and 60 high, standing on the origin."""
    c.rect((-14, -8, 28, 8), OAK, radius=1)
    c.poly([(-4, -26), (4, -26), (9, -8), (-9, -8)], metal)
    for side in (-1, 1):
        c.line(arc((side * 18, -44, 8, 10), 0, 360), metal, 3)
    bowl = [(-18, -60), (18, -60), *arc((0, -46, 17, 24), 10, 170)]
    c.poly(bowl, metal)
    c.clipped([(4, -62), (24, -62), (24, -10), (0, -10)], bowl, INK, 0.16)
    c.line([(-18, -60), (18, -60)], WHITE, 2.6)


def sandbag(c: Canvas) -> None:
    """Draw a sandbag about 50 wide, lying on the origin."""
    colour = mix(PLANK, CREAM, c.rng.uniform(0.2, 0.5))
    c.rect((-25, -17, 50, 18), mix(colour, INK, 0.3), radius=8)
    c.rect((-25, -18, 50, 16), colour, radius=8)
    c.line([(-20, -12), (-24, -9)], OAK, 1.4)


def ball(c: Canvas, r: float = 8) -> None:
    """Draw a football."""
    c.disc(0, 0, r, WHITE)
    c.disc(0, 0, r * 0.34, INK)
    for angle in range(20, 360, 72):
        c.disc(*rim((0, 0, r * 0.82, r * 0.82), angle), r * 0.17, INK)
