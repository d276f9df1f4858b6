"""Scenes of streets and squares."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, nature, people, things
from drawing.canvas import Canvas, arc
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    HULLS,
    INK,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PEBBLE,
    PINE,
    PLANK,
    RGB,
    RUST,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)

STRIPES = (BRICK, TEAL, OCHRE, NAVY)


def square(c: Canvas, foot: float, size: float = 1.35) -> None:
    """Draw houses round a paved square."""
    nature.sky(c, foot)
    buildings.terrace(c, foot, size)
    c.fade(foot, c.height, c.tone(mix(STONE, PEBBLE, 0.4)), c.tone(mix(STONE, CREAM, 0.4)))
    y, gap = foot + 10, 8.0
    while y < c.height:
        c.line([(0, y), (c.width, y)], PEBBLE, 1, 0.35)
        y += gap
        gap *= 1.35


def goods(c: Canvas, width: float, colours: tuple[RGB, ...], r: float) -> None:
    """Heap round goods in a tray that is centred on the origin."""
    for row in range(3):
        count = round(width / (2 * r)) - row
        for i in range(count):
            x = -width / 2 + r * (1 + row) + i * 2 * r
            c.disc(x, -r * 0.8 - row * r * 1.2, r, colours[(i + row) % len(colours)])
            c.disc(x - r * 0.3, -r * 1.1 - row * r * 1.2, r * 0.3, WHITE, 0.28)
    c.rect((-width / 2 - 3, -r * 0.7, width + 6, r * 1.5), WOOD, radius=2)


def market(c: Canvas, d: Details) -> None:
    """Stalls and shoppers in the square."""
    square(c, 250)
    count = d.count("stalls", 3)
    heaps = ((MOSS, PINE), (ORANGE, OCHRE), (BRICK, RUST), (CREAM, PLANK))
    for i in range(count):
        stall = c.at(c.width * (i + 0.5) / count, 352, 1.55)
        buildings.awning(stall, 108, STRIPES[i])
        people.figure(stall.at(0, 0, 0.78), people.somebody(c.rng))
        stall.rect((-50, -32, 100, 32), mix(WOOD, OAK, 0.4))
        goods(stall.at(-24, -32), 44, heaps[i % 4], 5.4)
        goods(stall.at(26, -32), 44, heaps[(i + 1) % 4], 4.4)
    for x, y, size in (
        (60, 404, 1.25),
        (196, 414, 1.3),
        (330, 400, 1.2),
        (366, 402, 0.85),
        (566, 412, 1.3),
    ):
        who = replace(people.somebody(c.rng), back=c.rng.random() < 1 / 2)
        shopper = c.at(x, y, size)
        people.figure(shopper, who)
        shopper.line([(14, -40), (14, -30)], OAK, 1.6)
        shopper.rect((7, -31, 15, 14), PLANK, radius=3)


def stall_closeup(c: Canvas, _details: Details) -> None:
    """A trader behind trays of vegetables."""
    square(c, 200, 1.1)
    stripes = 9
    who = replace(people.somebody(c.rng), coat=MOSS, arms="fore", hat=BRICK)
    people.figure(c.at(330, 372, 3.3), who)
    c.poly([(310, 172), (352, 172), (362, 280), (300, 280)], CREAM)
    for i in range(stripes):
        x, step = -20 + i * 76, 76
        shade = TEAL if i % 2 == 0 else WHITE
        c.poly([(x, -4), (x + step, -4), (x + step, 44), (x, 44)], shade)
        c.poly(arc((x + step / 2, 44, step / 2, 18), 0, 180), shade)
    for x in (14, 626):
        c.line([(x, 0), (x, 427)], OAK, 9)
    c.rect((0, 330, c.width, 110), OAK)
    c.rect((0, 324, c.width, 10), WOOD)
    goods(c.at(104, 330), 150, (BRICK, mix(BRICK, ORANGE, 0.5)), 17)
    goods(c.at(540, 330), 150, (PINE, MOSS), 22)
    goods(c.at(320, 372), 180, (OCHRE, mix(OCHRE, CREAM, 0.3)), 14)
    for i in range(9):
        carrot = c.at(64 + i * 17, 398, turn=-8 + i * 2)
        carrot.poly([(-7, -26), (7, -26), (0, 22)], ORANGE)
        for lean in (-7, 0, 7):
            carrot.line([(0, -26), (lean, -44)], MOSS, 3)
    for i in range(4):
        leek = c.at(486 + i * 36, 398, turn=4 * i - 6)
        leek.rect((-6, -24, 12, 44), WHITE, radius=5)
        leek.poly([(-6, -20), (6, -20), (16, -62), (0, -44), (-14, -60)], MOSS)


def clock_tower(c: Canvas, _details: Details) -> None:
    """The town hall with its clock."""
    square(c, 330, 1.2)
    hall = c.at(320, 336)
    wall = mix(CREAM, STONE, 0.35)
    for side in (-1, 1):
        hall.rect((side * 120 - 90, -150, 180, 150), wall)
        hall.poly(
            [
                (side * 120 - 96, -150),
                (side * 120 - 76, -184),
                (side * 120 + 76, -184),
                (side * 120 + 96, -150),
            ],
            SLATE,
        )
        for i in range(3):
            for y in (-128, -72):
                x = side * 120 - 56 + i * 56
                hall.poly(
                    [*arc((x, y, 11, 11), 180, 360), (x + 11, y + 30), (x - 11, y + 30)],
                    mix(SLATE, INK, 0.3),
                )
    hall.rect((-54, -262, 108, 262), mix(wall, STONE, 0.25))
    hall.rect((18, -262, 36, 262), INK, 0.1)
    hall.rect((-62, -268, 124, 10), STONE)
    hall.rect((-60, -158, 120, 7), STONE)
    hall.poly([(-56, -268), (0, -322), (56, -268)], TEAL)
    hall.line([(0, -322), (0, -342)], INK, 3)
    hall.poly([(0, -342), (22, -337), (0, -332)], OCHRE)
    buildings.clock_face(hall.at(0, -210), 40)
    hall.poly([*arc((0, -44, 24, 26), 180, 360), (24, 0), (-24, 0)], OAK)
    hall.poly([*arc((0, -112, 15, 16), 180, 360), (15, -84), (-15, -84)], mix(SLATE, INK, 0.3))
    for i, (x, size) in enumerate(((90, 0.9), (200, 0.95), (226, 0.7), (430, 0.9), (560, 1.0))):
        people.figure(
            c.at(x, 380 + 8 * (i % 3), size), replace(people.somebody(c.rng), back=i % 2 == 0)
        )
    for _ in range(5):
        things.gull(c.at(c.rng.uniform(40, 600), c.rng.uniform(20, 130), 0.32))


def mural(c: Canvas, _details: Details) -> None:
    """The painted wall of the ice house."""
    nature.sky(c, 120, clouds=2)
    c.rect((30, 56, 580, 262), mix(TEAL, MIST, 0.25))
    c.poly([(18, 58), (60, 26), (580, 26), (622, 58)], SLATE)
    painted_fleet(c, (30, 90, 610, 316))
    c.rect((30, 300, 580, 18), CREAM)
    c.rect((0, 318, c.width, 120), STONE)
    c.rect((0, 316, c.width, 6), CREAM)
    for y in (350, 384):
        c.line([(0, y), (c.width, y)], PEBBLE, 1.4, 0.5)
    for x, size in ((110, 1.1), (146, 0.8), (420, 1.15), (540, 1.1)):
        people.figure(c.at(x, 394, size), replace(people.somebody(c.rng), back=True))


def painted_fleet(c: Canvas, area: tuple[float, float, float, float]) -> None:
    """Cover an area (left, top, right, bottom) with painted boats and waves."""
    left, top, right, bottom = area
    rows = 3
    for row in range(rows):
        y = top + (bottom - top) * (row + 0.62) / rows
        wave = [(left + (right - left) * i / 32, y + 7 + 4 * (i % 2)) for i in range(33)]
        c.line(wave, WHITE, 2, 0.6)
        for i in range(6):
            x = left + (right - left) * (i + 0.5 + 0.22 * (row % 2)) / 6.6
            boat = c.at(x, y, 0.62)
            hull = HULLS[(i + row * 2) % len(HULLS)]
            if (i + row) % 3 == 0:
                boat.poly([(-2, -76), (-2, -14), (-38, -14)], OCHRE)
                boat.poly([(3, -68), (3, -14), (34, -14)], CREAM)
            else:
                boat.rect((-24, -34, 26, 24), CREAM, radius=2)
                boat.line([(16, -12), (16, -58)], OAK, 3)
            boat.poly([(-52, -14), (52, -18), (36, 6), (-42, 6)], hull)
            boat.line([(-50, -11), (50, -15)], WHITE, 2)


SCENES = {
    "market": market,
    "stall_closeup": stall_closeup,
    "clock_tower": clock_tower,
    "mural": mural,
}
