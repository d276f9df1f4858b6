"""Scenes of beach, rocks and dunes."""

from __future__ import annotations

from dataclasses import replace

from drawing import nature, people, things
from drawing.canvas import Canvas, Point, arc, rim
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    DUNE,
    GRASS,
    INK,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PEBBLE,
    PLANK,
    SAND,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def seals(c: Canvas, d: Details) -> None:
    """Seals on the shingle, or heads in the water."""
    horizon = c.height * 0.34
    nature.sky(c, horizon)
    nature.islands(c, horizon)
    count = d.count("count", 4)
    if d.has("sea"):
        nature.sea(c, horizon)
        _heads(c, horizon, count)
        return
    nature.sea(c, horizon, c.height * 0.56)
    c.fade(c.height * 0.55, c.height, c.tone(PEBBLE), c.tone(STONE))
    nature.pebbles(c, c.height * 0.57, 170)
    nature.surf(c, c.height * 0.55)
    coats = (SLATE, mix(SLATE, OAK, 0.6), mix(OAK, INK, 0.3), mix(INK, SLATE, 0.4))
    for i in range(count):
        x = c.width * (0.22, 0.76, 0.46, 0.2, 0.7)[i % 5] + c.rng.uniform(-20, 20)
        y = c.height * (0.61 + 0.35 * i / count)
        size = 0.8 + 0.9 * i / count
        seal = c.at(x, y, size, flip=i % 3 == 1)
        seal.oval((0, 4, 80, 7), INK, 0.25)
        things.seal(seal, coats[i % len(coats)])


def _heads(c: Canvas, horizon: float, count: int) -> None:
    c.lit.poly(
        [(430, horizon), (500, horizon - 20), (640, horizon - 34), (650, horizon + 4)],
        c.light.far,
    )
    for i in range(count):
        x = c.width * (0.16 + 0.3 * i) + c.rng.uniform(-20, 20)
        y = horizon + 80 + 74 * ((i * 2) % 3)
        head = c.at(x, y, 1.1 + 0.55 * ((i * 2) % 3), flip=i % 2 == 1)
        coat = mix(SLATE, INK, 0.2 * i + 0.1)
        head.lit.oval((0, 6, 44, 6), c.light.glint, 0.5)
        head.poly([*arc((0, -4, 22, 26), 180, 330), (34, -8), (36, 0), (24, 8), (-24, 8)], coat)
        head.oval((30, -5, 9, 8), mix(coat, MIST, 0.3))
        head.disc(12, -14, 3.4, INK)
        head.disc(13, -15, 1, WHITE)
        head.disc(37, -8, 2.4, INK)
        head.lit.oval((0, 11, 34, 3), c.light.glint, 0.6)


def seal_pup(c: Canvas, d: Details) -> None:
    """A white-coated pup close by."""
    horizon = c.height * 0.3
    nature.sky(c, horizon, clouds=2)
    nature.sea(c, horizon, c.height * 0.46)
    c.fade(c.height * 0.45, c.height, c.tone(PEBBLE), c.tone(STONE))
    nature.pebbles(c, c.height * 0.48, 150)
    nature.surf(c, c.height * 0.45, 6)
    pup = c.at(310, 330, 1.7, flip=d.text("facing") == "left")
    pup.oval((-20, 8, 112, 13), INK, 0.22)
    things.pup(pup)


def shore_group(c: Canvas, d: Details) -> None:
    """Pupils bent over the rocks at low water."""
    horizon = c.height * 0.4
    nature.sky(c, horizon)
    nature.coast(c, horizon, 50)
    nature.sea(c, horizon, c.height * 0.62)
    rock = mix(SLATE, PEBBLE, 0.5)
    c.poly(
        [
            (-5, 300),
            (90, 262),
            (230, 276),
            (360, 250),
            (520, 272),
            (650, 244),
            (650, 440),
            (-5, 440),
        ],
        rock,
    )
    c.poly(
        [(-5, 350), (140, 330), (300, 352), (470, 326), (650, 346), (650, 440), (-5, 440)],
        mix(rock, INK, 0.16),
    )
    for pool_x, pool_y, r in ((180, 372, 56), (470, 392, 70)):
        c.lit.oval((pool_x, pool_y, r, r * 0.22), c.light.sea_far)
        c.lit.oval((pool_x - 12, pool_y - 3, r * 0.5, r * 0.06), c.light.glint, 0.7)
    for _ in range(70):
        c.disc(c.rng.uniform(0, 640), c.rng.uniform(300, 425), c.rng.uniform(1.4, 3), CREAM, 0.6)
    count = d.count("people", 5)
    for i in range(count):
        x = 80 + 480 * i / (count - 1) + c.rng.uniform(-18, 18)
        pose = c.rng.choice(("fore", "hold", "down"))
        who = replace(
            people.somebody(c.rng), arms=pose, coat=(OCHRE, BRICK, TEAL, ORANGE, NAVY)[i % 5]
        )
        people.figure(c.at(x, 316 + 28 * (i % 3), 1.5, flip=i % 2 == 1), who)
    c.rect((120, 318, 18, 20), BRICK, radius=3)


def rockpool(c: Canvas, _details: Details) -> None:
    """A hand with callipers at a rock pool, from above."""
    rock = mix(SLATE, PEBBLE, 0.6)
    c.fade(0, c.height, c.tone(rock), c.tone(mix(rock, INK, 0.15)))
    for _ in range(36):
        x, y = c.rng.uniform(0, 640), c.rng.uniform(0, 427)
        c.oval(
            (x, y, c.rng.uniform(20, 70), c.rng.uniform(8, 24)),
            mix(rock, STONE, c.rng.random()),
            0.35,
        )
    pool: list[Point] = [
        (x + c.rng.uniform(-12, 12), y + c.rng.uniform(-8, 8))
        for x, y in arc((230, 240, 190, 138), 0, 345, 16)
    ]
    c.poly([(x * 1.0 - 4, y + 6) for x, y in pool], INK, 0.35)
    c.poly(pool, mix(TEAL, MIST, 0.2))
    c.oval((190, 190, 90, 34), MIST, 0.35)
    for x, y in ((140, 290), (300, 310), (250, 150)):
        for i in range(7):
            c.line([(x, y), (x - 26 + i * 9, y - 34 - (i % 3) * 8)], MOSS, 4)
    for _ in range(26):
        x, y = c.rng.choice(
            (
                (c.rng.uniform(430, 630), c.rng.uniform(20, 200)),
                (c.rng.uniform(20, 620), c.rng.uniform(384, 420)),
            )
        )
        _limpet(c, x, y, c.rng.uniform(8, 17))
    _limpet(c, 420, 214, 30)
    for i in range(5):
        angle = i * 72 - 90
        tip = rim((210, 262, 34, 30), angle)
        c.line([(210, 262), tip], ORANGE, 13)
    c.line([(640, 330), (560, 268)], OCHRE, 62)
    c.line([(556, 266), (506, 238)], (226, 183, 150), 40)
    for end in ((470, 214), (466, 232), (478, 252)):
        c.line([(506, 238), end], (226, 183, 150), 15)
    c.line([(486, 196), (432, 176), (394, 190), (388, 206)], WOOD, 5)
    c.line([(484, 240), (462, 250), (452, 226)], WOOD, 5)


def _limpet(c: Canvas, x: float, y: float, r: float) -> None:
    c.oval((x + 2, y + 3, r, r * 0.86), INK, 0.35)
    c.oval((x, y, r, r * 0.86), mix(PLANK, STONE, 0.6))
    for angle in range(0, 360, 40):
        c.line([(x, y), rim((x, y, r * 0.9, r * 0.76), angle)], OAK, 1, 0.5)
    c.disc(x, y, r * 0.2, CREAM)


def beach(c: Canvas, _details: Details) -> None:
    """A wide strand with a walker and a wooden litter bin."""
    horizon = c.height * 0.42
    nature.sky(c, horizon)
    nature.islands(c, horizon)
    nature.sea(c, horizon, c.height * 0.6)
    nature.sand(c, c.height * 0.58)
    nature.surf(c, c.height * 0.59, 8)
    people.figure(c.at(230, 344, 1.0), replace(people.somebody(c.rng), stride=True, coat=BRICK))
    dog = c.at(290, 346)
    dog.rect((-15, -17, 28, 10), OAK, radius=5)
    for x in (-12, -6, 6, 11):
        dog.line([(x, -8), (x, 0)], OAK, 3)
    dog.disc(17, -20, 6, OAK)
    dog.line([(-15, -14), (-23, -22)], OAK, 3)
    stand = c.at(470, 400, 1.5)
    stand.oval((4, 1, 40, 6), INK, 0.2)
    stand.rect((-30, -84, 60, 84), mix(OAK, INK, 0.3))
    for i in range(5):
        stand.rect((-30 + i * 12.3, -84, 10.6, 84), (PLANK, WOOD)[i % 2])
    stand.poly([(-36, -84), (36, -84), (28, -98), (-28, -98)], MOSS)
    stand.rect((-8, -92, 16, 4), INK, radius=2)
    for x, y in ((40, 400), (90, 420), (610, 420)):
        nature.tuft(c, x, y, 1.5)


def dunes(c: Canvas, d: Details) -> None:
    """Dunes with grass, or the edge a storm has cut into them."""
    horizon = c.height * 0.46
    nature.sky(c, horizon, clouds=5 if d.has("cliff") else 3)
    if d.has("cliff"):
        nature.rough_sea(c, horizon, 2, 18)
        c.poly([(-5, 120), (150, 128), (270, 150), (338, 176), (354, 427), (-5, 427)], DUNE)
        c.poly([(338, 176), (354, 190), (392, 392), (420, 427), (336, 427)], mix(DUNE, OAK, 0.35))
        c.poly([(300, 427), (390, 350), (520, 398), (650, 410), (650, 440), (300, 440)], SAND)
        for x, y in (
            (30, 126),
            (96, 130),
            (160, 136),
            (214, 144),
            (262, 156),
            (310, 172),
            (50, 214),
            (150, 250),
        ):
            nature.tuft(c, x, y, 1.3)
        posts = [(120, 66), (190, 76), (258, 92), (322, 112), (376, 150), (424, 214)]
        for i, (x, y) in enumerate(posts):
            lean = (0, 0, 0, 2, 12, 26)[i]
            c.line([(x, y), (x + lean - 4, y + 70 - lean)], OAK, 7)
        for shift in (12, 32):
            c.line([(x, y + shift) for x, y in posts], INK, 1.4, 0.8)
        nature.rain(c, 60)
        return
    nature.sea(c, horizon)
    _ridges(c)
    for _ in range(42):
        foot = c.rng.uniform(290, 424)
        nature.tuft(c, c.rng.uniform(0, 640), foot, 0.6 + (foot - 290) / 110)


def _ridges(c: Canvas) -> None:
    for base, height, colour in (
        (340, 120, mix(DUNE, MOSS, 0.25)),
        (390, 110, mix(SAND, GRASS, 0.25)),
        (450, 110, SAND),
    ):
        edge = nature.ridge(c, base, height)
        c.poly([*edge, (c.width + 9, c.height + 9), (-9, c.height + 9)], colour)


def dune_planting(c: Canvas, d: Details) -> None:
    """People setting tufts of grass in rows."""
    horizon = c.height * 0.34
    nature.sky(c, horizon)
    nature.sea(c, horizon)
    edge = nature.ridge(c, 236, 80)
    c.poly([*edge, (c.width + 9, c.height + 9), (-9, c.height + 9)], DUNE)
    c.poly([(-5, 250), (300, 222), (650, 256), (650, 440), (-5, 440)], SAND)
    for row in range(4):
        y = 286 + row * 40
        for plant in range(20 + 22 * (row % 2), 640, 64):
            nature.tuft(c, plant + c.rng.uniform(-6, 6), y, 0.5 + row * 0.16)
    count = d.count("people", 5)
    for i in range(count):
        x = 70 + 500 * i / (count - 1) + c.rng.uniform(-20, 20)
        who = replace(
            people.somebody(c.rng), arms="fore", coat=(OCHRE, NAVY, BRICK, MOSS, TEAL)[i % 5]
        )
        worker = c.at(x, 300 + 46 * (i % 3), 1.15 + 0.2 * (i % 3), flip=i % 2 == 1)
        people.figure(worker, who)
        worker.line([(20, -52), (24, 0)], WOOD, 3)
        worker.poly([(19, -4), (29, -4), (27, 12), (21, 12)], SLATE)


SCENES = {
    "seals": seals,
    "seal_pup": seal_pup,
    "shore_group": shore_group,
    "rockpool": rockpool,
    "beach": beach,
    "dunes": dunes,
    "dune_planting": dune_planting,
}
