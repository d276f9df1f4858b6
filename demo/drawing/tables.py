"""Still lifes: catch, food, charts and handiwork."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from drawing import people, rooms, things, vessels
from drawing.canvas import Canvas, Point, arc, rim
from drawing.details import Details
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
    PLUM,
    RGB,
    ROSE,
    RUST,
    SILVER,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)

SQUARE = 2  # the plot of the plan that is left free for Corn Square


def table(c: Canvas, top: float, wood: RGB = WOOD) -> None:
    """Draw a table top across the foot of the picture."""
    c.fade(top, c.height, c.tone(mix(wood, PLANK, 0.4)), c.tone(wood))
    for i in range(3):
        y = top + 20 + i * 34
        c.line([(0, y), (c.width, y + c.rng.uniform(-4, 4))], OAK, 1.4, 0.35)


def fish_crates(c: Canvas, d: Details) -> None:
    """Boxes of herring or crab in ice, from above."""
    crab = d.text("kind") == "crab"
    c.fade(0, c.height, c.tone(mix(PEBBLE, STONE, 0.5)), c.tone(PEBBLE))
    for i in range(2):
        x, y = 14 + i * 310, 14
        c.rect((x + 5, y + 7, 300, 398), INK, 0.3, radius=6)
        c.rect((x, y, 300, 398), TEAL if crab else WOOD, radius=6)
        c.rect((x + 11, y + 11, 278, 376), mix(WHITE, MIST, 0.35), radius=3)
        for _ in range(14):
            spot = x + c.rng.uniform(26, 266), y + c.rng.uniform(26, 370)
            lump = c.at(*spot, turn=c.rng.uniform(0, 90))
            lump.rect((-11, -11, 22, 22), WHITE, 0.8, radius=3)
        for k in range(3 if crab else 6):
            if crab:
                px, py = x + 150 + c.rng.uniform(-14, 14), y + 84 + 122 * k
                things.crab(c.at(px, py, 2.2, turn=c.rng.uniform(-14, 14)))
            else:
                px, py = x + 160 + c.rng.uniform(-12, 12), y + 46 + k * 61
                turn = c.rng.uniform(-5, 5)
                things.herring(c.at(px, py, 2.9, turn=turn, flip=k % 3 == 1))


def bread(c: Canvas, _details: Details) -> None:
    """Plaited loaves on the racks of a bakery."""
    rooms.room(c, 427, mix(CREAM, PLANK, 0.25), WOOD)
    for y in (196, 378):
        for x in (112, 320, 528):
            things.loaf(c.at(x + c.rng.uniform(-6, 6), y - 4, 1.72))
        c.rect((0, y, c.width, 14), OAK)
        c.rect((0, y, c.width, 4), WOOD)
    c.rect((0, 20, c.width, 12), OAK)
    for x in (90, 300, 540):
        c.rect((x - 40, -8, 80, 28), mix(CREAM, PLANK, 0.3), radius=8)
    for x in (8, 214, 424, 632):
        c.line([(x, 0), (x, 427)], OAK, 9)


def food(c: Canvas, d: Details) -> None:
    """A dish on a table: crêpes, red berry pudding or dumplings."""
    if d.text("dish") == "crepes":
        _crepes(c)
        return
    dumplings = d.text("dish") == "dumplings"
    cloth = mix(NAVY, SLATE, 0.3) if dumplings else mix(CREAM, PLANK, 0.3)
    c.fade(0, c.height, c.tone(mix(cloth, WHITE, 0.12)), c.tone(cloth))
    if dumplings:
        for x in (60, 210, 430, 580):
            things.red_lantern(c.at(x, -12, 1.2))
    else:
        for i in range(11):
            c.line([(i * 64, 0), (i * 64, 427)], BRICK, 5, 0.25)
            c.line([(0, i * 64), (640, i * 64)], BRICK, 5, 0.25)
    c.oval((324, 262, 212, 136), INK, 0.22)
    c.oval((320, 252, 210, 134), WHITE)
    c.oval((320, 252, 172, 104), mix(WHITE, MIST, 0.45))
    if dumplings:
        for i in range(11):
            reach = 0 if i == 0 else 1
            place = rim((320, 250, 112 * reach, 62 * reach), i * 36)
            _dumpling(c.at(*place, 1.25, turn=c.rng.uniform(-20, 20)))
        for x in (556, 576):
            c.line([(x, 120), (x + 26, 420)], RUST, 6)
        for i in range(4):
            c.line([(250 + i * 46, 150), (262 + i * 46, 120), (250 + i * 46, 96)], WHITE, 4, 0.3)
        return
    c.oval((320, 250, 160, 94), mix(BRICK, PLUM, 0.45))
    for _ in range(26):
        ring = (320, 250, c.rng.uniform(20, 140), c.rng.uniform(20, 80))
        berry = c.at(*rim(ring, c.rng.uniform(0, 360)))
        berry.disc(0, 0, c.rng.uniform(6, 11), c.rng.choice((BRICK, PLUM, mix(BRICK, INK, 0.35))))
        berry.disc(-2, -3, 2, WHITE, 0.5)
    c.line(arc((310, 246, 70, 38), 190, 520, 26), CREAM, 15)
    c.oval((310, 246, 26, 14), CREAM)
    c.line([(540, 400), (590, 200)], SILVER, 9)
    c.oval((597, 172, 20, 33), SILVER)


def _dumpling(c: Canvas) -> None:
    shell = mix(CREAM, WHITE, 0.3)
    c.oval((2, 6, 34, 17), INK, 0.2)
    c.poly([*arc((0, 4, 34, 27), 180, 360), *arc((0, 4, 34, 13), 0, 180)], shell)
    for i in range(7):
        x = -24 + i * 8
        c.line([(x, -13 + abs(i - 3) * 3), (x * 0.9, -3)], mix(PLANK, CREAM, 0.3), 2)


def _crepes(c: Canvas) -> None:
    rooms.room(c, 260, mix(MIST, CREAM, 0.5), WOOD)
    people.figure(
        c.at(430, 372, 3.2), replace(people.somebody(c.rng), coat=WHITE, arms="fore", hat=BRICK)
    )
    for i in range(9):
        shade = BRICK if i % 2 == 0 else WHITE
        c.rect((i * 74 - 10, 0, 74, 36), shade)
        c.poly(arc((i * 74 + 27, 36, 37, 16), 0, 180), shade)
    table(c, 300)
    c.oval((212, 352, 158, 46), INK)
    c.oval((212, 344, 158, 46), mix(INK, SLATE, 0.3))
    c.oval((212, 342, 138, 38), mix(OCHRE, CREAM, 0.45))
    for _ in range(24):
        x, y = rim((212, 342, c.rng.uniform(10, 124), c.rng.uniform(6, 34)), c.rng.uniform(0, 360))
        c.oval((x, y, c.rng.uniform(4, 11), 2.6), mix(OCHRE, RUST, 0.45), 0.55)
    c.poly([(212, 342), (346, 330), (330, 316), (250, 306), (200, 306)], mix(OCHRE, CREAM, 0.25))
    c.line([(300, 322), (420, 262)], WOOD, 8)
    for x, pale in ((520, 0), (556, 0.6), (592, 0)):
        c.oval((x, 356, 20, 16), mix(OCHRE, LAMP, pale))
    c.rect((464, 300, 34, 62), WHITE, 0.8, radius=5)
    c.rect((464, 330, 34, 32), mix(CREAM, OCHRE, 0.2), radius=5)


def old_map(c: Canvas, _details: Details) -> None:
    """An old chart with an island that never was."""
    c.fade(0, c.height, c.tone(OAK), c.tone(mix(OAK, INK, 0.3)))
    c.rect((28, 22, 584, 384), INK, 0.4)
    c.rect((24, 18, 584, 384), mix(CREAM, PLANK, 0.25))
    c.rect((36, 30, 560, 360), mix(CREAM, PLANK, 0.12))
    rooms.chart(c, (36, 30, 560, 360))
    for box in ((36, 30, 560, 2), (36, 388, 560, 2), (36, 30, 2, 360), (594, 30, 2, 360)):
        c.rect(box, OAK)
    island = [
        (x + c.rng.uniform(-5, 5), y + c.rng.uniform(-4, 4))
        for x, y in arc((528, 132, 38, 26), 0, 340, 14)
    ]
    c.poly(island, mix(ROSE, PLANK, 0.4))
    c.line([*island, island[0]], BRICK, 2)
    for x in (516, 532, 546):
        c.poly([(x - 6, 134), (x, 120), (x + 6, 134)], OAK, 0.7)
    c.rect((488, 172, 84, 8), BRICK, 0.7, radius=2)
    for _ in range(38):
        c.rect((c.rng.uniform(230, 580), c.rng.uniform(60, 370), 7, 2), SLATE, 0.7)
    ship = c.at(528, 346, 0.3)
    vessels.schooner(ship)
    c.rect((70, 338, 120, 9), OAK, 0.7, radius=2)
    c.rect((70, 354, 84, 6), OAK, 0.5, radius=2)


def gears(c: Canvas, _details: Details) -> None:
    """Wheels of a clock on a workbench."""
    table(c, 0, mix(OAK, WOOD, 0.4))
    c.rect((36, 34, 570, 356), mix(CREAM, STONE, 0.35), radius=4)
    wheels = (
        (170, 170, 104, 24),
        (372, 130, 70, 16),
        (500, 236, 88, 20),
        (330, 300, 62, 15),
        (160, 336, 42, 12),
        (520, 92, 34, 10),
    )
    for x, y, r, teeth in wheels:
        c.oval((x + 5, y + 7, r + 8, r + 8), INK, 0.25)
        for i in range(teeth):
            tooth = rim((x, y, r + 5, r + 5), i * 360 / teeth)
            c.disc(*tooth, r * 2.1 / teeth + 1, rooms.BRASS)
        c.disc(x, y, r, rooms.BRASS)
        c.disc(x, y, r * 0.78, mix(CREAM, STONE, 0.35))
        for i in range(5):
            end = rim((x, y, r * 0.82, r * 0.82), i * 72 + r)
            c.line([(x, y), end], rooms.BRASS, r * 0.13)
        c.disc(x, y, r * 0.22, mix(rooms.BRASS, OAK, 0.35))
        c.disc(x, y, r * 0.08, INK)
    c.line([(560, 400), (616, 180)], SILVER, 7)
    c.line([(612, 196), (628, 130)], BRICK, 15)
    c.line([(250, 214), (268, 240)], SILVER, 6)
    for x, y in ((250, 60), (284, 74), (430, 340), (452, 356), (84, 90)):
        c.disc(x, y, 6, SLATE)
        c.line([(x - 4, y), (x + 4, y)], INK, 1.6)


def jersey(c: Canvas, _details: Details) -> None:
    """A knitted jersey on a museum wall."""
    rooms.room(c, 400, mix(CREAM, MIST, 0.3), WOOD)
    wool, pale = mix(NAVY, INK, 0.15), mix(NAVY, MIST, 0.4)
    c.line([(90, 66), (550, 66)], OAK, 7)
    c.poly(
        [
            (236, 72),
            (404, 72),
            (520, 112),
            (596, 300),
            (534, 324),
            (462, 190),
            (462, 380),
            (178, 380),
            (178, 190),
            (106, 324),
            (44, 300),
            (120, 112),
        ],
        wool,
    )
    c.poly([(258, 72), (382, 72), (362, 98), (278, 98)], mix(wool, INK, 0.4))
    c.line(arc((320, 72, 62, 28), 0, 180), pale, 7)
    for x in range(200, 450, 48):
        for side in (0, 22):
            c.line([(x + side, 128), (x + side, 316)], pale, 3.6)
        for y in range(136, 316, 18):
            c.line([(x, y), (x + 22, y)], pale, 3)
    for x in range(192, 456, 22):
        c.poly([(x, 338), (x + 8, 328), (x + 16, 338), (x + 8, 348)], pale)
    for x in range(180, 462, 9):
        c.line([(x, 358), (x, 380)], mix(wool, INK, 0.45), 2.4)
    for start, end in (((106, 322), (46, 298)), ((534, 322), (594, 298))):
        c.line([start, end], pale, 5)
    c.poly([(400, 340), (436, 340), (436, 366), (400, 366)], mix(wool, SLATE, 0.35))
    c.rect((534, 350, 70, 34), WHITE)
    for i in range(3):
        c.rect((542, 358 + i * 8, 50 - i * 12, 3), SLATE, 0.7)


def knitting(c: Canvas, _details: Details) -> None:
    """Hands with needles, and balls of wool on a table."""
    table(c, 0, mix(PLANK, CREAM, 0.3))
    wool, pale = NAVY, mix(NAVY, MIST, 0.35)
    c.poly([(150, 150), (440, 138), (456, 350), (300, 372), (140, 356)], wool)
    for row in range(12):
        y = 166 + row * 16
        for i in range(14):
            x = 160 + i * 20.5
            shade = pale if (i // 2 + row) % 5 == 0 else mix(wool, INK, 0.3)
            c.line([(x, y), (x + 7, y + 9), (x + 14, y)], shade, 2.6)
    c.line([(96, 120), (470, 168)], SILVER, 7)
    c.line([(500, 108), (146, 158)], SILVER, 7)
    for side, sleeve in (((0, 300), BRICK), ((640, 280), BRICK)):
        wrist = (84, 196) if side[0] == 0 else (536, 186)
        c.line([side, wrist], sleeve, 72)
        hand = (128, 158) if side[0] == 0 else (486, 154)
        c.line([wrist, hand], (226, 183, 150), 44)
        for dx, dy in ((24, -16), (34, 2), (30, 20)):
            tip = (hand[0] + (dx if side[0] == 0 else -dx), hand[1] + dy)
            c.line([hand, tip], (226, 183, 150), 15)
    for x, y, r, colour in ((540, 352, 52, NAVY), (76, 376, 42, BRICK), (592, 60, 40, OCHRE)):
        c.oval((x + 4, y + r * 0.8, r, r * 0.3), INK, 0.2)
        c.disc(x, y, r, colour)
        for i in range(5):
            c.line(
                arc((x, y, r * (0.9 - i * 0.14), r * 0.86), 200 + i * 12, 330 - i * 10),
                mix(colour, WHITE, 0.3),
                2,
                0.8,
            )
    c.line([(494, 372), (452, 392), (420, 366), (440, 346)], NAVY, 3)


def walk_map(c: Canvas, _details: Details) -> None:
    """A hand-drawn plan of a walk along the harbour."""
    c.fade(0, c.height, c.tone(CREAM), c.tone(mix(CREAM, PLANK, 0.12)))
    water = mix(MIST, TEAL, 0.25)
    c.poly(
        [
            (-5, 230),
            (120, 226),
            (250, 236),
            (300, 250),
            (330, 236),
            (420, 226),
            (650, 214),
            (650, 440),
            (-5, 440),
        ],
        water,
    )
    for _ in range(22):
        x, y = c.rng.uniform(20, 600), c.rng.uniform(270, 415)
        c.line([(x, y), (x + 10, y - 4), (x + 20, y), (x + 30, y - 4)], WHITE, 2, 0.8)
    c.line([(424, 226), (470, 300), (532, 344)], STONE, 17)
    for i in range(16):
        x, y = 30 + (i % 8) * 74, 60 + 70 * (i // 8)
        box = (
            x + c.rng.uniform(-6, 6),
            y + c.rng.uniform(-8, 8),
            c.rng.uniform(34, 54),
            c.rng.uniform(24, 38),
        )
        if i != SQUARE:
            c.rect(box, c.rng.choice((ROSE, PLANK, mix(SLATE, CREAM, 0.4), BRICK)), 0.75, radius=2)
    c.rect((166, 50, 72, 62), mix(OCHRE, CREAM, 0.4), radius=4)
    c.disc(202, 82, 8, SLATE)
    way: list[Point] = [
        (202, 96),
        (222, 130),
        (236, 176),
        (252, 214),
        (330, 216),
        (420, 210),
        (466, 284),
        (526, 334),
    ]
    for first, second in pairwise(way):
        steps = max(round(math.dist(first, second) / 14), 1)
        for i in range(steps):
            share = i / steps
            c.disc(
                first[0] + (second[0] - first[0]) * share,
                first[1] + (second[1] - first[1]) * share,
                3.4,
                BRICK,
            )
    from_lamp = c.at(542, 350, 0.62)
    from_lamp.poly([(-16, 0), (16, 0), (10, -80), (-10, -80)], WHITE)
    from_lamp.rect((-13, -40, 26, 16), BRICK)
    from_lamp.rect((-10, -98, 20, 20), ORANGE)
    from_lamp.poly([(-14, -98), (0, -114), (14, -98)], BRICK)
    rose = c.at(80, 350)
    for angle in range(0, 360, 90):
        rose.at(0, 0, turn=angle).poly([(-8, 0), (0, -44), (8, 0)], NAVY if angle == 0 else SLATE)
    for x, y, w in ((560, 396, 60), (360, 296, 70), (270, 30, 96)):
        c.rect((x, y, w, 7), OAK, 0.6, radius=3)
    vessels.dinghy(c.at(230, 342, 0.6), BRICK)
    vessels.dinghy(c.at(330, 392, 0.5), OCHRE)


SCENES = {
    "fish_crates": fish_crates,
    "bread": bread,
    "food": food,
    "old_map": old_map,
    "gears": gears,
    "jersey": jersey,
    "knitting": knitting,
    "walk_map": walk_map,
}
