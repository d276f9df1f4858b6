"""Scenes within doors."""

from __future__ import annotations

import math
from dataclasses import replace

from drawing import people
from drawing.canvas import Canvas, Point, arc, rim
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    INK,
    LAMP,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    PINE,
    PLANK,
    RGB,
    RUST,
    SLATE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)

BRASS = mix(OCHRE, OAK, 0.12)


def room(c: Canvas, floor: float, wall: RGB, boards: RGB) -> None:
    """Draw a plain wall and a floor of boards."""
    c.fade(0, floor, c.tone(mix(wall, WHITE, 0.18)), c.tone(wall))
    c.rect((0, floor, c.width, c.height), boards)
    for i in range(-6, 20):
        x = i * 58
        c.line([(320 + (x - 320) * 0.8, floor), (320 + (x - 320) * 1.6, c.height)], OAK, 1.2, 0.35)
    c.rect((0, floor - 8, c.width, 8), mix(wall, OAK, 0.35))


def gallery(c: Canvas, _details: Details) -> None:
    """Visitors before framed charts."""
    room(c, 318, mix(CREAM, MIST, 0.35), WOOD)
    for x, y, w, h in ((50, 60, 150, 110), (240, 44, 180, 140), (460, 66, 140, 100)):
        c.rect((x - 8, y - 8, w + 16, h + 16), OAK, radius=2)
        c.rect((x, y, w, h), mix(CREAM, PLANK, 0.2))
        chart(c, (x, y, w, h))
        c.lit.poly(
            [
                (x + w / 2 - 10, 0),
                (x + w / 2 + 10, 0),
                (x + w / 2 + 90, y + h + 30),
                (x + w / 2 - 90, y + h + 30),
            ],
            LAMP,
            0.14,
        )
    c.rect((380, 300, 190, 12), OAK, radius=2)
    for x in (396, 550):
        c.line([(x, 310), (x, 372)], OAK, 7)
    c.rect((400, 290, 150, 10), WHITE, 0.7)
    c.rect((410, 284, 60, 8), BRICK)
    for x, size in ((110, 1.55), (176, 1.45), (300, 1.6), (348, 1.05), (606, 1.5)):
        people.figure(c.at(x, 398, size), replace(people.somebody(c.rng), back=True, hat=None))


def chart(c: Canvas, box: tuple[float, float, float, float]) -> None:
    """Draw a coast, islands and rhumb lines within a box."""
    x, y, w, h = box
    shore = [
        (x + w * (0.18 + 0.16 * math.sin(i * 1.3) + c.rng.uniform(0, 0.08)), y + h * i / 8)
        for i in range(9)
    ]
    c.poly([(x, y), *shore, (x, y + h)], mix(MOSS, PLANK, 0.5))
    c.line(shore, OAK, 1.4)
    rose = (x + w * 0.72, y + h * 0.66)
    for angle in range(0, 360, 30):
        end = rim((*rose, w * 0.26, w * 0.26), angle)
        c.line([rose, end], BRICK, 0.8, 0.45)
    c.line(arc((*rose, w * 0.09, w * 0.09), 0, 360), OAK, 1.2)
    c.poly(
        [
            (rose[0], rose[1] - w * 0.12),
            (rose[0] - w * 0.02, rose[1]),
            (rose[0] + w * 0.02, rose[1]),
        ],
        BRICK,
    )
    for dx, dy, r in ((0.5, 0.24, 0.07), (0.66, 0.2, 0.045), (0.76, 0.28, 0.02)):
        c.oval((x + w * dx, y + h * dy, w * r, h * r * 0.8), mix(MOSS, PLANK, 0.5))


def lens(c: Canvas, _details: Details) -> None:
    """The great lens of a lighthouse."""
    c.fade(0, c.height, (112, 146, 166), (214, 222, 214))
    for x in range(0, 641, 128):
        c.line([(x, 0), (x, 380)], INK, 7)
    c.line([(0, 120), (640, 120)], INK, 5)
    c.line([(0, 260), (640, 260)], INK, 5)
    c.rect((0, 376, c.width, 60), mix(INK, SLATE, 0.25))
    glass = mix(MIST, TEAL, 0.22)
    c.poly([*arc((320, 210, 150, 190), 180, 360), *arc((320, 220, 150, 160), 0, 180)], BRASS)
    c.poly([*arc((320, 210, 138, 178), 180, 360), *arc((320, 220, 138, 148), 0, 180)], glass)
    for i in range(1, 8):
        for sign, reach in ((-1, 170), (1, 142)):
            y = 214 + sign * reach * i / 8.2
            half = 136 * math.sqrt(max(1 - (i / 8.2) ** 2, 0.05))
            c.line([(320 - half, y), (320 + half, y)], WHITE, 5, 0.75)
            c.line([(320 - half, y + 5), (320 + half, y + 5)], TEAL, 2, 0.7)
    for r in (62, 48, 34):
        c.line(arc((320, 214, r, r), 0, 360, 48), WHITE, 4, 0.9)
        c.line(arc((320, 214, r - 5, r - 5), 0, 360, 48), TEAL, 1.6, 0.7)
    c.glow(320, 214, 130, LAMP, 0.9)
    c.lit.disc(320, 214, 22, LAMP)
    for x in (230, 410):
        c.line([(x, 70), (x, 350)], BRASS, 6)
    c.rect((210, 366, 220, 22), BRASS, radius=4)
    c.rect((250, 386, 140, 44), mix(BRASS, OAK, 0.4))


def chess(c: Canvas, _details: Details) -> None:
    """Two young players over a board."""
    room(c, 250, mix(MIST, CREAM, 0.4), WOOD)
    for x in (90, 320, 550):
        c.rect((x - 62, 26, 124, 140), WHITE)
        c.rect((x - 54, 34, 108, 124), mix(MIST, TEAL, 0.2))
    for x, coat, flip in ((128, TEAL, False), (512, BRICK, True)):
        who = replace(people.somebody(c.rng), coat=coat, arms="fore", hat=None)
        people.figure(c.at(x, 440, 3.1, flip=flip), who)
    c.poly([(40, 330), (600, 330), (650, 440), (-10, 440)], OAK)
    _board(c)
    clock = c.at(320, 326)
    clock.rect((-46, -44, 92, 44), PINE, radius=5)
    for x in (-22, 22):
        clock.disc(x, -22, 16, WHITE)
        clock.line([(x, -22), (x + 6, -32)], INK, 2)
        clock.rect((x - 5, -52, 10, 9), BRICK, radius=2)


def _board(c: Canvas) -> None:
    def spot(column: float, row: float) -> Point:
        y = 338 + row * 10.4
        return 320 + (column - 4) * (38 + row * 2.6), y

    c.poly([spot(-0.3, -0.3), spot(8.3, -0.3), spot(8.3, 8.3), spot(-0.3, 8.3)], RUST)
    for row in range(8):
        for column in range(8):
            corners = [
                spot(column, row),
                spot(column + 1, row),
                spot(column + 1, row + 1),
                spot(column, row + 1),
            ]
            c.poly(corners, CREAM if (row + column) % 2 else WOOD)
    pieces = (
        (1, 1, 1),
        (2, 4, 0),
        (6, 2, 1),
        (5, 5, 0),
        (3, 6, 1),
        (7, 6, 0),
        (0, 5, 1),
        (4, 3, 0),
        (6, 7, 1),
    )
    for column, row, side in sorted(pieces, key=lambda piece: piece[1]):
        x, y = spot(column + 0.5, row + 0.6)
        colour = WHITE if side else INK
        man = c.at(x, y, 0.85 + row * 0.07)
        man.oval((0, 0, 11, 4), colour)
        man.poly([(-9, 0), (9, 0), (4, -22), (-4, -22)], colour)
        man.disc(0, -26, 7.5, colour)
        if (column + row) % 3 == 0:
            man.line([(0, -42), (0, -32)], colour, 3)
            man.line([(-4, -38), (4, -38)], colour, 3)


def classroom(c: Canvas, d: Details) -> None:
    """Pupils at a ledger, or two empty desks by a window."""
    room(c, 286, mix(CREAM, MIST, 0.45), PLANK)
    empty = d.has("desks")
    c.rect((46, 46, 290, 150), OAK, radius=3)
    c.rect((54, 54, 274, 134), PINE)
    for i, (x, length) in enumerate(((80, 150), (80, 190), (80, 110))):
        c.rect((x, 80 + i * 30, length, 5), WHITE, 0.75, radius=2)
    c.disc(270, 92, 16, WHITE, 0.6)
    c.rect((400, 40, 190, 170), WHITE)
    c.rect((408, 48, 174, 154), mix(MIST, TEAL, 0.2))
    c.rect((408, 150, 174, 52), mix(MOSS, MIST, 0.4))
    c.line([(495, 48), (495, 202)], WHITE, 5)
    c.line([(408, 124), (582, 124)], WHITE, 5)
    c.lit.poly([(400, 286), (590, 286), (520, 427), (250, 427)], LAMP, 0.2)
    if empty:
        for x in (190, 430):
            _desk(c.at(x, 404, 1.5))
        c.disc(600, 250, 22, TEAL)
        c.line([(600, 272), (600, 286)], OAK, 5)
        return
    for i, x in enumerate((150, 250, 400, 500)):
        who = replace(
            people.somebody(c.rng), arms="fore", hat=None, coat=(BRICK, TEAL, OCHRE, NAVY)[i]
        )
        people.figure(c.at(x, 420, 2.1, flip=i > 1), who)
    c.rect((60, 346, 520, 22), WOOD, radius=4)
    c.rect((60, 366, 520, 70), OAK)
    c.poly([(262, 348), (320, 340), (378, 348), (388, 330), (320, 322), (252, 330)], WHITE)
    c.line([(320, 324), (320, 340)], SLATE, 2)
    for i in range(3):
        c.line([(268, 333 + i * 4), (312, 328 + i * 4)], SLATE, 1.2, 0.6)
        c.line([(328, 328 + i * 4), (372, 333 + i * 4)], SLATE, 1.2, 0.6)


def _desk(c: Canvas) -> None:
    for x in (-44, 44):
        c.line([(x, 0), (x, -50)], INK, 4)
    c.poly([(-58, -50), (58, -50), (50, -72), (-50, -72)], WOOD)
    c.rect((-58, -50, 116, 9), OAK, radius=2)
    c.poly([(-20, -56), (14, -56), (12, -67), (-16, -67)], WHITE)
    c.line([(24, -56), (30, -68)], BRICK, 2.4)
    c.rect((-22, -34, 44, 6), PLANK, radius=2)
    for x in (-18, 18):
        c.line([(x, -28), (x, 4)], INK, 3)


def workshop(c: Canvas, d: Details) -> None:
    """A boat on the stocks: the ribs of a skiff, or a ship's hull."""
    room(c, 320, mix(PLANK, CREAM, 0.45), WOOD)
    for x in range(0, 641, 80):
        c.line([(x, 0), (x, 320)], OAK, 2, 0.4)
    for x in (80, 320, 560):
        c.line([(x, 0), (x, 320)], OAK, 12)
        c.line([(x, 70), (x + 60, 0)], OAK, 9)
        c.line([(x, 70), (x - 60, 0)], OAK, 9)
    c.rect((250, 60, 140, 90), WHITE)
    c.lit.rect((257, 67, 126, 76), mix(MIST, LAMP, 0.25))
    c.line([(320, 67), (320, 143)], WHITE, 4)
    if d.text("stage") == "hull":
        _hull(c)
    else:
        _skiff(c)
    for i in range(30):
        shaving = (c.rng.uniform(60, 600), c.rng.uniform(380, 422), 6, 3)
        c.line(arc(shaving, i * 20, i * 20 + 230, 6), CREAM, 2)


def _hull(c: Canvas) -> None:
    for x in (140, 260, 380, 500):
        c.line([(x, 390), (x, 330)], OAK, 14)
    c.poly(
        [
            (36, 150),
            (180, 176),
            (420, 174),
            (606, 130),
            (540, 330),
            (470, 366),
            (150, 366),
            (78, 300),
        ],
        mix(INK, NAVY, 0.4),
    )
    for i in range(6):
        y = 192 + i * 28
        c.line(
            [(52 + i * 8, y - 12), (180, y), (430, y - 2), (588 - i * 10, y - 36 + i * 3)],
            PLANK,
            2.2,
            0.75,
        )
    c.poly([(90, 320), (548, 312), (470, 366), (150, 366)], RUST)
    for x, flip in ((170, False), (330, True), (470, False)):
        worker = c.at(x, 410, 1.55, flip=flip)
        people.figure(worker, replace(people.somebody(c.rng), arms="fore", back=True))
        worker.line([(18, -48), (34, -62)], WOOD, 3)
        worker.rect((28, -72, 14, 11), OAK, radius=2)


def _skiff(c: Canvas) -> None:
    for x in (170, 460):
        c.line([(x - 24, 396), (x, 330), (x + 24, 396)], OAK, 8)
    for x in range(120, 540, 46):
        c.line(arc((x, 226, 20, 98), 20, 160, 12), PLANK, 6)
    c.poly(
        [
            (60, 226),
            (180, 268),
            (450, 268),
            (586, 214),
            (520, 320),
            (430, 346),
            (190, 346),
            (110, 316),
        ],
        PLANK,
    )
    for i in range(4):
        y = 268 + i * 20
        c.line([(76 + i * 12, y - 24), (190, y), (440, y), (566 - i * 14, y - 34)], OAK, 2.4)
    c.line([(60, 224), (180, 266), (450, 266), (588, 212)], OAK, 6)
    for i, x in enumerate((100, 250, 400, 540)):
        who = replace(
            people.somebody(c.rng), arms="fore", hat=None, coat=(TEAL, BRICK, OCHRE, NAVY)[i]
        )
        people.figure(c.at(x, 412, 1.5, flip=i % 2 == 1), who)


SCENES = {
    "gallery": gallery,
    "lens": lens,
    "chess": chess,
    "classroom": classroom,
    "workshop": workshop,
}
