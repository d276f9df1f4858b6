"""Boats and ships; each is drawn with its waterline at the origin, bow to the right."""

from __future__ import annotations

from drawing.canvas import Canvas, Point
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
    PINE,
    PLANK,
    RGB,
    SLATE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def reflection(c: Canvas, half: float, depth: float, colour: RGB) -> None:
    """Lay the broken reflection of a hull on the water."""
    for i in range(4):
        y = 3 + depth * i / 4
        width = half * (0.96 - 0.16 * i)
        shift = c.rng.uniform(-5, 5)
        c.rect((shift - width, y, 2 * width, depth / 7 + 1), colour, 0.42 - 0.08 * i, radius=2)


def window(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Draw a pane that is lit when the lamps are."""
    if c.light.lamps:
        c.lit.rect((x, y, w, h), LAMP, radius=1)
    else:
        c.rect((x, y, w, h), mix(SLATE, MIST, 0.25), radius=1)


def trawler(c: Canvas, hull: RGB, *, men: bool = False) -> None:
    """Draw a fishing boat about 130 wide."""
    reflection(c, 58, 26, hull)
    for points in ([(14, -20), (14, -84), (62, -28)], [(14, -84), (-52, -36)]):
        c.line(points, INK, 0.9, 0.8)
    c.line([(14, -18), (14, -88)], OAK, 3)
    c.line([(14, -34), (46, -64)], OAK, 2)
    c.line([(-50, -14), (-50, -46), (-38, -46), (-38, -14)], SLATE, 3)
    c.rect((-32, -46, 34, 34), CREAM, radius=2)
    c.rect((-36, -50, 42, 6), mix(hull, INK, 0.3), radius=2)
    for x in (-27, -16, -6):
        window(c, x, -40, 7, 9)
    c.line([(-22, -50), (-22, -66)], INK, 1.4)
    if men:
        for x, coat in ((24, OCHRE), (38, ORANGE)):
            c.rect((x - 4, -32, 8, 16), coat, radius=3)
            c.disc(x, -36, 4, CREAM)
    c.poly(
        [(-60, -20), (-28, -13), (10, -13), (40, -19), (68, -32), (54, 5), (-50, 5), (-57, -4)],
        hull,
    )
    c.poly([(-57, -2), (56, -2), (54, 5), (-50, 5)], mix(hull, BRICK, 0.75))
    c.line([(-59, -17), (-28, -10), (10, -10), (40, -16), (64, -27)], CREAM, 1.8)
    c.disc(50, -18, 2, INK)
    c.rect((-52, -8, 9, 5), TEAL, 0.9, radius=2)
    if c.light.lamps:
        c.glow(14, -80, 26, LAMP, 0.8)
        c.lit.disc(14, -80, 2.4, LAMP)


def ferry(c: Canvas) -> None:
    """Draw the island ferry, about 300 wide."""
    reflection(c, 140, 36, MIST)
    c.rect((-118, -62, 190, 30), WHITE, radius=4)
    c.rect((-92, -84, 136, 24), CREAM, radius=4)
    c.rect((6, -106, 44, 24), WHITE, radius=3)
    c.poly([(-64, -84), (-58, -122), (-28, -122), (-28, -84)], BRICK)
    c.rect((-58, -122, 30, 8), INK)
    for x in range(-106, 64, 15):
        window(c, x, -53, 9, 9)
    for x in range(-84, 36, 17):
        window(c, x, -77, 10, 9)
    for x in (11, 22, 33):
        window(c, x, -101, 9, 9)
    c.line([(26, -106), (26, -136)], INK, 2)
    c.line([(16, -126), (36, -126)], INK, 1.6)
    c.line([(-112, -62), (-112, -84), (-94, -84)], SLATE, 1.2)
    c.poly([(-146, -36), (84, -36), (150, -52), (124, 6), (-132, 6)], NAVY)
    c.poly([(-134, -2), (127, -2), (124, 6), (-132, 6)], BRICK)
    c.line([(-143, -28), (86, -28), (144, -43)], WHITE, 2.4)
    c.rect((-146, -44, 12, 10), NAVY)


def schooner(c: Canvas) -> None:
    """Draw a two-masted schooner under full sail, about 300 wide."""
    reflection(c, 120, 34, INK)
    for x, top in ((-40, -232), (38, -222)):
        c.line([(x, -18), (x + 2, top)], OAK, 4)
    c.line([(112, -30), (182, -50)], OAK, 4)
    sails: tuple[tuple[list[Point], RGB], ...] = (
        ([(-44, -36), (-128, -36), (-104, -150), (-44, -178)], CREAM),
        ([(34, -36), (-26, -34), (-16, -142), (34, -168)], CREAM),
        ([(-42, -182), (-98, -158), (-40, -224)], WHITE),
        ([(36, -172), (-10, -150), (38, -214)], WHITE),
        ([(44, -186), (180, -50), (66, -44)], WHITE),
        ([(44, -132), (142, -40), (58, -40)], mix(CREAM, PLANK, 0.25)),
    )
    for points, colour in sails:
        c.poly(points, colour)
    for x in (-106, -84, -64):
        c.line([(x, -38), (x + 16, -150)], PLANK, 0.8, 0.6)
    for x in (-10, 12):
        c.line([(x, -38), (x + 6, -148)], PLANK, 0.8, 0.6)
    c.line([(-132, -33), (-42, -33)], OAK, 3)
    c.line([(-30, -32), (36, -32)], OAK, 3)
    c.line([(-106, -152), (-42, -182)], OAK, 2.4)
    c.line([(40, -218), (182, -50)], INK, 0.8)
    c.poly([(-136, -30), (-80, -20), (60, -20), (130, -36), (96, 6), (-108, 6), (-124, -6)], INK)
    c.line([(-133, -25), (-80, -15), (60, -15), (122, -30)], CREAM, 2.4)
    c.poly([(-118, 0), (100, 0), (96, 6), (-108, 6)], BRICK)
    c.poly([(40, -222), (40, -234), (16, -228)], BRICK)


def lifeboat(c: Canvas) -> None:
    """Draw the lifeboat, about 150 wide."""
    c.line([(-8, -48), (-8, -84)], INK, 2)
    c.line([(-18, -74), (2, -74)], INK, 2)
    c.poly([(-52, -18), (-42, -44), (20, -48), (38, -20)], ORANGE)
    c.poly([(-32, -42), (14, -45), (24, -32), (-37, -30)], INK)
    for x in (-22, -6, 10):
        c.line([(x, -44), (x - 2, -31)], ORANGE, 2)
    c.poly([(-70, -22), (40, -20), (84, -34), (60, 8), (-62, 8)], NAVY)
    c.poly([(-68, -14), (66, -14), (78, -30), (84, -34), (40, -20), (-70, -22)], BRICK)
    c.line([(-68, -13), (66, -13)], WHITE, 2)
    c.line([(-66, -22), (-66, -34), (-46, -34)], MIST, 1.4)
    c.glow(-8, -80, 40, LAMP, 0.9)
    c.lit.disc(-8, -82, 3, LAMP)


def pilot_boat(c: Canvas) -> None:
    """Draw the electric pilot boat, about 130 wide."""
    reflection(c, 56, 22, TEAL)
    c.line([(-6, -50), (-6, -76)], INK, 1.6)
    c.line([(-13, -68), (1, -68)], INK, 1.6)
    c.poly([(-34, -16), (-28, -48), (10, -50), (26, -18)], WHITE)
    c.poly([(-24, -44), (8, -45), (17, -30), (-27, -30)], INK)
    for x in (-14, -2):
        c.line([(x, -45), (x, -30)], WHITE, 2)
    c.rect((-31, -53, 44, 5), TEAL, radius=2)
    c.poly([(-62, -18), (30, -17), (72, -28), (54, 6), (-56, 6)], TEAL)
    c.poly([(-58, -1), (58, -1), (54, 6), (-56, 6)], INK)
    c.line([(-60, -13), (32, -12), (66, -22)], WHITE, 2)
    c.rect((-44, -11, 40, 7), WHITE, 0.9, radius=1)
    c.line([(32, -18), (32, -30), (56, -34)], MIST, 1.3)


def coaster(c: Canvas) -> None:
    """Draw a small cargo ship in the distance, about 220 wide."""
    c.rect((-92, -50, 36, 34), CREAM, radius=2)
    c.rect((-86, -62, 26, 14), WHITE, radius=2)
    c.rect((-82, -76, 12, 16), BRICK)
    for x in range(-86, -60, 8):
        window(c, x, -44, 5, 6)
    for x in (-40, -4, 32):
        c.rect((x, -28, 32, 10), PLANK, radius=1)
    c.line([(74, -20), (74, -58)], INK, 2)
    c.poly([(-104, -24), (72, -20), (112, -32), (98, 6), (-96, 6)], PINE)
    c.poly([(-99, -2), (101, -2), (98, 6), (-96, 6)], BRICK)


def dinghy(c: Canvas, sail: RGB) -> None:
    """Draw a sailing dinghy, about 60 wide, with its helmsman."""
    reflection(c, 26, 16, sail)
    c.line([(4, -4), (2, -92)], OAK, 1.8)
    c.poly([(1, -90), (-30, -14), (1, -12)], sail)
    c.poly([(5, -80), (26, -8), (6, -12)], mix(sail, WHITE, 0.5))
    c.line([(-14, -52), (0, -50)], mix(sail, INK, 0.3), 0.8)
    c.line([(-22, -32), (0, -30)], mix(sail, INK, 0.3), 0.8)
    c.rect((-22, -18, 9, 12), NAVY, radius=3)
    c.disc(-17, -21, 4.2, CREAM)
    c.poly([(-32, -8), (28, -7), (34, -9), (24, 3), (-28, 3)], WHITE)
    c.line([(-31, -5), (30, -5)], SLATE, 1.2)


def four(c: Canvas, hull: RGB, shirts: RGB, *, rowers: int = 4) -> None:
    """Draw a rowing boat with its crew and a coxswain, about 220 wide."""
    reflection(c, 100, 12, hull)
    length = 40 + rowers * 30
    lean = c.rng.uniform(5, 10)
    for i in range(rowers):
        x = -length / 2 + 22 + i * 30
        c.line([(x + 14, -16), (x - 20, 4)], WOOD, 2)
        c.poly([(x - 26, 3), (x - 18, 1), (x - 16, 5), (x - 24, 7)], CREAM)
        c.poly([(x - 5, -4), (x + 6, -4), (x + 6 + lean, -25), (x - 2 + lean, -25)], shirts)
        c.disc(x + 4 + lean, -31, 5.4, c.rng.choice((CREAM, PLANK, WOOD)))
        c.line([(x + 4 + lean, -22), (x + 15, -15)], CREAM, 3)
    cox = -length / 2 - 4
    c.rect((cox - 5, -19, 10, 16), INK, radius=4)
    c.disc(cox + 1, -24, 5, PLANK)
    c.poly(
        [(-length / 2 - 20, -9), (length / 2 + 26, -11), (length / 2 + 4, 3), (-length / 2 - 8, 3)],
        hull,
    )
    c.line([(-length / 2 - 18, -8), (length / 2 + 22, -9.5)], CREAM, 1.6)


def rowing_boat(c: Canvas, hull: RGB) -> None:
    """Draw a small open boat, about 60 wide, with one person at the oars."""
    reflection(c, 24, 10, hull)
    c.rect((-6, -20, 11, 16), SLATE, radius=4)
    c.disc(0, -24, 4.6, PLANK)
    c.line([(2, -12), (18, 4)], WOOD, 1.8)
    c.poly([(-32, -9), (34, -11), (22, 4), (-22, 4)], hull)
    c.line([(-31, -8), (32, -10)], CREAM, 1.6)
