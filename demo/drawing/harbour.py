"""Scenes of the quays."""

from __future__ import annotations

from drawing import buildings, nature, people, things, vessels
from drawing.canvas import Canvas
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    HULLS,
    INK,
    LAMP,
    MIST,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PEBBLE,
    PLANK,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    mix,
)


def basin(c: Canvas, water: float, *, houses: float = 0.62, snow: bool = False) -> None:
    """Draw sky, hills, a far row of houses and the water of the harbour."""
    nature.sky(c, water)
    nature.coast(c, water - 8, 62)
    if c.light.strength > 1 / 3:
        c.veil(c.light.sky_low, 0.35)
    buildings.terrace(c, water - 9, houses, snow=snow)
    c.rect((0, water - 10, c.width, 14), PEBBLE)
    c.rect((0, water - 10, c.width, 4), WHITE if snow else STONE)
    nature.sea(c, water + 3)


def quay_boats(c: Canvas, d: Details) -> None:
    """Fishing boats at their moorings, seen from the quay."""
    water, edge = c.height * 0.5, c.height * 0.84
    basin(c, water)
    misty = c.light.strength >= 1 / 2
    if misty:
        c.veil(c.light.sky_low, 0.5)
    count = d.count("boats", 2)
    hulls = c.rng.sample(HULLS, count)
    for i, hull in enumerate(hulls):
        x = c.width * (i + 0.5) / count + c.rng.uniform(-18, 18)
        y = water + 56 + 26 * (i % 2) + c.rng.uniform(0, 12)
        vessels.trawler(
            c.at(x, y, c.rng.uniform(1.15, 1.45), flip=c.rng.random() < 1 / 2),
            hull,
            men=d.has("men") or d.has("crates"),
        )
    if misty:
        nature.fog(c, water - 40, 4)
    buildings.quay(c, edge, c.height + 4)
    if d.has("crates"):
        for x, y in ((96, -4), (164, -4), (128, -36), (520, -4), (452, -4)):
            things.crate(c.at(x, edge + y))
        for x in (230, 300, 400, 590):
            people.figure(c.at(x, edge + 6, 1.05), people.somebody(c.rng))
    if misty:
        nature.fog(c, water, 5)


def harbour_pan(c: Canvas, _details: Details) -> None:
    """A wide view of the whole harbour as the lamps are lit."""
    water = c.height * 0.52
    basin(c, water, houses=1.3)
    buildings.tower(c.at(c.width * 0.93, water + 6), 120)
    c.poly(
        [(c.width * 0.84, water + 8), (c.width + 5, water - 2), (c.width + 5, water + 26)], PEBBLE
    )
    for x in range(60, round(c.width * 0.85), 200):
        buildings.lamp_post(c.at(x, water - 6, 0.5))
        c.lit.rect((x - 2, water + 10, 4, 70), LAMP, 0.22, radius=2)
    for i, x in enumerate((150, 430, 770, 1010)):
        y = water + 66 + 42 * (i % 2)
        vessels.trawler(c.at(x, y, 1.3, flip=i % 2 == 0), HULLS[i % len(HULLS)])
    vessels.rowing_boat(c.at(660, water + 150, 1.2), OAK)


def pots(c: Canvas, _details: Details) -> None:
    """Lobster pots and rope on the quay."""
    water = c.height * 0.4
    basin(c, water, houses=0.42)
    vessels.trawler(c.at(500, water + 44, 1.0), c.rng.choice(HULLS))
    c.rect((0, c.height * 0.62, c.width, c.height), STONE)
    c.rect((0, c.height * 0.62, c.width, 7), CREAM)
    for y in range(300, c.height, 30):
        c.line([(0, y), (c.width, y)], PEBBLE, 1.4, 0.6)
    stack = ((110, 388), (250, 388), (390, 388), (180, 318), (320, 318), (250, 248))
    for x, y in stack:
        things.lobster_pot(c.at(x, y, 1.55))
    things.rope_coil(c.at(530, 396, 1.25), mix(TEAL, CREAM, 0.25))
    things.rope_coil(c.at(44, 412, 1.1), mix(OCHRE, PLANK, 0.4))
    for x, colour in ((470, ORANGE), (596, WHITE), (602, BRICK)):
        things.buoy(c.at(x, 350 + (x % 7) * 8, 1.2), colour)


def nets(c: Canvas, _details: Details) -> None:
    """A net-maker at work on the quay."""
    basin(c, c.height * 0.46, houses=0.6)
    c.rect((0, c.height * 0.64, c.width, c.height), STONE)
    c.rect((0, c.height * 0.64, c.width, 6), CREAM)
    c.line([(60, 130), (600, 110)], OAK, 4)
    for x in (60, 600):
        c.line([(x, 108), (x, 372)], OAK, 7)
    for i in range(14):
        x = 80 + i * 36
        c.line([(x, 128), (x + 60, 240), (x + 6, 352)], TEAL, 1.8, 0.8)
        c.line([(x + 30, 126), (x - 30, 240), (x + 24, 356)], TEAL, 1.8, 0.8)
    for x in range(80, 600, 46):
        c.disc(x, 128 - x * 0.035, 7, ORANGE)
    who = people.Person(
        coat=BRICK,
        trousers=NAVY,
        skin=(226, 183, 150),
        hair=(201, 196, 187),
        arms="hold",
        hat=OCHRE,
    )
    people.figure(c.at(300, 404, 2.7), who)
    things.rope_coil(c.at(500, 408, 1.2), PLANK)


def boatyard(c: Canvas, _details: Details) -> None:
    """A crab boat on the slip with a painter at work."""
    basin(c, c.height * 0.44, houses=0.6)
    c.rect((0, c.height * 0.6, c.width, c.height), mix(STONE, CREAM, 0.3))
    for x in (150, 300, 450):
        c.line([(x - 20, 366), (x, 320), (x + 20, 366)], OAK, 8)
    boat = c.at(310, 306, 2.9)
    boat.rect((-30, -48, 34, 36), WHITE, radius=2)
    boat.rect((-34, -52, 42, 6), BRICK, radius=2)
    for x in (-25, -14, -4):
        vessels.window(boat, x, -42, 7, 9)
    boat.poly([(-62, -22), (-28, -14), (10, -14), (42, -20), (72, -34), (52, 10), (-48, 10)], TEAL)
    boat.poly(
        [(-14, -13), (10, -14), (42, -20), (72, -34), (52, 10), (0, 10)], mix(NAVY, TEAL, 0.25)
    )
    boat.poly([(-52, 4), (55, 4), (50, 20), (-44, 20)], BRICK)
    boat.line([(-61, -19), (-28, -11), (10, -11), (42, -17), (68, -29)], WHITE, 1.8)
    painter = people.Person(
        coat=CREAM,
        trousers=SLATE,
        skin=(201, 149, 114),
        hair=INK,
        arms="fore",
        hat=BRICK,
        back=True,
    )
    people.figure(c.at(290, 410, 1.5), painter)
    c.line([(322, 338), (340, 318)], OAK, 4)
    for x, colour in ((372, NAVY), (398, BRICK)):
        c.rect((x, 388, 20, 22), MIST, radius=2)
        c.oval((x + 10, 389, 10, 3), colour)


def charging(c: Canvas, _details: Details) -> None:
    """The pilot boat at her charging post."""
    water = c.height * 0.46
    basin(c, water)
    vessels.pilot_boat(c.at(230, water + 100, 2.5))
    buildings.quay(c, c.height * 0.84, c.height + 4)
    c.rect((470, 216, 54, 146), WHITE, radius=6)
    c.rect((470, 216, 54, 20), TEAL, radius=6)
    c.rect((480, 244, 34, 26), INK, radius=3)
    c.lit.poly([(500, 247), (489, 260), (496, 260), (492, 268), (506, 255), (498, 255)], LAMP)
    c.line([(484, 300), (450, 340), (390, 344), (344, 318), (330, 306)], INK, 4)
    c.glow(497, 256, 50, LAMP, 0.6)
    buildings.lamp_post(c.at(590, 360, 1.7))


def ice_harbour(c: Canvas, d: Details) -> None:
    """Boats frozen in."""
    water = c.height * 0.48
    basin(c, water, snow=True)
    ice = mix(WHITE, c.light.sea_far, 0.25)
    c.fade(water + 3, c.height, mix(ice, c.light.sky_low, 0.4), ice)
    for _ in range(16):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(water + 20, c.height)
        points = [(x, y)]
        for _ in range(4):
            x, y = x + c.rng.uniform(16, 50), y + c.rng.uniform(-16, 16)
            points.append((x, y))
        c.lit.line(points, c.light.sea_far, 1.5, 0.75)
    count = d.count("boats", 2)
    for i in range(count):
        x, y = c.width * (i + 0.5) / count, water + 92 + i * 40
        c.lit.oval((x, y + 4, 108, 13), c.light.sea_near, 0.55)
        vessels.trawler(c.at(x, y, 1.65, flip=i % 2 == 1), (TEAL, BRICK)[i % 2])
        c.rect((x - 96, y + 4, 190, 7), WHITE, 0.8, radius=3)
    if c.light.lamps:
        for x in range(-20, c.width, 90):
            c.glow(x + c.rng.uniform(0, 50), water + 36, 120, c.light.sky_low, 0.45)
    else:
        nature.snowfall(c, 40)


SCENES = {
    "quay_boats": quay_boats,
    "harbour_pan": harbour_pan,
    "pots": pots,
    "nets": nets,
    "boatyard": boatyard,
    "charging": charging,
    "ice_harbour": ice_harbour,
}
