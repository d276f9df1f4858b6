"""Scenes of bridge, railway and building works, and of the island school."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, nature, people, town, vessels
from drawing.canvas import Canvas, arc
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    GRASS,
    INK,
    LAMP,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PEBBLE,
    PINE,
    PLANK,
    RUST,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def bridge(c: Canvas, d: Details) -> None:
    """The old bridge over the Wendle."""
    water = 292
    nature.sky(c, 230)
    nature.coast(c, 236, 80)
    buildings.terrace(c, 246, 0.75)
    c.rect((0, 242, c.width, 60), mix(GRASS, MOSS, 0.5))
    nature.sea(c, water - 34)
    buildings.arched_bridge(c, water, d.count("arches", 3), 104)
    for i in range(5):
        c.rect((40 + i * 118, water + 8 + 9 * (i % 2), 90, 5), STONE, 0.3, radius=3)
    if d.has("boat"):
        vessels.rowing_boat(c.at(322, 330, 2.1), BRICK)
        for x, y in ((70, 176), (320, 166), (570, 176)):
            buildings.lamp_post(c.at(x, y, 0.7))
        return
    van = c.at(356, 166)
    van.rect((-34, -36, 68, 30), WHITE, radius=4)
    van.rect((-34, -20, 68, 7), TEAL)
    van.rect((20, -32, 13, 12), MIST, radius=2)
    for x in (-20, 20):
        van.disc(x, -5, 7, INK)
        van.disc(x, -5, 3, MIST)
    for x in (120, 142, 480, 506, 530):
        people.figure(c.at(x, 172, 0.5), people.somebody(c.rng))
    for x in (30, 590):
        nature.tree(c, x, 300, 1.8)


def train(c: Canvas, _details: Details) -> None:
    """A railcar at the platform."""
    nature.sky(c, 240)
    nature.coast(c, 244, 70)
    buildings.terrace(c, 250, 0.85)
    c.rect((0, 248, c.width, 100), mix(GRASS, MOSS, 0.4))
    c.rect((0, 318, c.width, 24), PEBBLE)
    railcar(c.at(300, 322, 1.5))
    _platform(c)
    for i, x in enumerate((60, 120, 240, 300, 420, 480, 590)):
        who = replace(people.somebody(c.rng), back=True, arms=("up", "down", "one")[i % 3])
        people.figure(c.at(x, 402 + 7 * (i % 2), 1.1), who)
    c.line([(0, 60), (640, 92)], INK, 1.2)
    for i in range(16):
        x = 14 + i * 40
        c.poly(
            [(x, 60 + x * 0.05), (x + 24, 61 + x * 0.05), (x + 12, 86 + x * 0.05)],
            town.STRIPES[i % 4],
        )


def _platform(c: Canvas) -> None:
    c.rect((0, 348, c.width, 90), mix(STONE, CREAM, 0.3))
    c.rect((0, 344, c.width, 8), WHITE)
    c.rect((0, 358, c.width, 4), OCHRE)


def railcar(c: Canvas) -> None:
    """Draw a two-tone railcar about 380 wide, standing on the origin."""
    for x in (-140, -108, 100, 132):
        c.disc(x, -4, 11, INK)
        c.disc(x, -4, 5, PEBBLE)
    c.rect((-190, -100, 380, 92), BRICK, radius=14)
    c.rect((-190, -86, 380, 42), CREAM)
    c.rect((-178, -108, 356, 10), SLATE, radius=4)
    for i in range(9):
        vessels.window(c, -150 + i * 35, -80, 25, 26)
    for x in (-60, 78):
        c.rect((x, -84, 26, 74), mix(BRICK, INK, 0.2), radius=2)
        vessels.window(c, x + 4, -78, 18, 26)
    c.poly([(166, -86), (184, -86), (190, -54), (190, -46), (166, -46)], mix(SLATE, INK, 0.3))
    c.rect((-190, -30, 380, 4), OCHRE)
    c.lit.disc(182, -24, 5, LAMP)


def station(c: Canvas, _details: Details) -> None:
    """Passengers under the station roof in the evening."""
    nature.sky(c, 250)
    nature.coast(c, 256, 80)
    c.rect((0, 254, c.width, 90), mix(GRASS, MOSS, 0.7))
    c.rect((0, 318, c.width, 24), PEBBLE)
    railcar(c.at(620, 322, 1.35, flip=True))
    c.glow(360, 290, 130, LAMP, 0.6)
    _platform(c)
    c.poly([(-5, 96), (420, 120), (420, 134), (-5, 118)], SLATE)
    c.poly([(-5, 84), (430, 112), (420, 122), (-5, 98)], RUST)
    for x in (60, 220, 380):
        c.line([(x, 114), (x, 372)], PINE, 7)
        c.line([(x, 150), (x + 30, 124)], PINE, 4)
        c.line([(x, 150), (x - 30, 120)], PINE, 4)
    for x in (140, 300):
        c.line([(x, 120), (x, 138)], INK, 2)
        c.lit.disc(x, 144, 9, LAMP)
        c.glow(x, 146, 80, LAMP, 0.6)
    c.line([(220, 152), (250, 152)], INK, 3)
    buildings.clock_face(c.at(258, 172), 22)
    c.rect((86, 340, 92, 9), WOOD, radius=2)
    c.rect((86, 318, 92, 6), WOOD, radius=2)
    for x in (92, 172):
        c.line([(x, 320), (x, 378)], INK, 4)
    for x, size in ((30, 1.25), (250, 1.3), (290, 0.95), (340, 1.3), (460, 1.2)):
        person = c.at(x, 404, size)
        people.figure(
            person, replace(people.somebody(c.rng), hat=c.rng.choice((None, NAVY, BRICK)))
        )
        person.rect((16, -18, 18, 18), OAK, radius=3)


def building_site(c: Canvas, _details: Details) -> None:
    """Cleared ground with a digger and stacks of brick."""
    nature.sky(c, 230)
    nature.coast(c, 236, 60)
    buildings.terrace(c, 244, 0.95)
    c.fade(242, c.height, c.tone(mix(PLANK, STONE, 0.4)), c.tone(mix(WOOD, STONE, 0.3)))
    for x, y, r in ((90, 300, 80), (250, 276, 60), (590, 290, 90)):
        c.poly(arc((x, y, r, r * 0.42), 180, 360), mix(WOOD, OAK, 0.3))
    for i in range(11):
        x = 20 + i * 62
        c.line([(x, 244), (x, 282)], OAK, 3)
    c.line([(20, 256), (640, 256)], ORANGE, 2.4)
    c.line([(20, 270), (640, 270)], ORANGE, 2.4)
    digger = c.at(360, 372, 1.45)
    digger.rect((-62, -24, 110, 26), INK, radius=12)
    for x in (-46, -20, 8, 32):
        digger.disc(x, -11, 8, PEBBLE)
    digger.rect((-52, -62, 84, 38), OCHRE, radius=5)
    digger.rect((-12, -98, 42, 40), OCHRE, radius=4)
    digger.rect((-6, -92, 30, 26), MIST, radius=2)
    digger.line([(30, -56), (82, -108), (126, -66)], OCHRE, 10)
    digger.line([(126, -66), (120, -28)], OCHRE, 8)
    digger.poly([(106, -30), (134, -30), (128, -6), (108, -4)], INK)
    for row in range(4):
        for i in range(6):
            c.rect((40 + i * 26, 386 - row * 14, 24, 12), (BRICK, RUST)[(i + row) % 2], radius=1)
    for x, coat in ((236, ORANGE), (584, OCHRE)):
        people.figure(c.at(x, 404, 1.15), replace(people.somebody(c.rng), coat=coat, hat=WHITE))


def island_school(c: Canvas, _details: Details) -> None:
    """A white schoolhouse on a green island."""
    horizon = 240
    nature.sky(c, horizon)
    nature.sea(c, horizon)
    c.lit.poly(
        [
            (430, horizon),
            (520, horizon - 22),
            (600, horizon - 30),
            (650, horizon - 12),
            (650, horizon + 1),
        ],
        c.light.far,
    )
    c.poly(
        [(-5, 300), (120, 262), (330, 240), (480, 270), (650, 330), (650, 440), (-5, 440)], GRASS
    )
    c.poly(
        [(-5, 350), (200, 330), (420, 342), (650, 390), (650, 440), (-5, 440)],
        mix(GRASS, MOSS, 0.5),
    )
    c.poly([(250, 312), (290, 312), (430, 440), (270, 440)], mix(STONE, CREAM, 0.5))
    school = c.at(264, 318, 1.35)
    school.rect((-84, -74, 168, 74), WHITE)
    school.poly([(-94, -74), (-74, -122), (74, -122), (94, -74)], SLATE)
    school.rect((56, -140, 14, 30), BRICK)
    school.rect((-46, -150, 5, 32), OAK)
    school.rect((-26, -150, 5, 32), OAK)
    school.poly([(-54, -148), (-33, -166), (-12, -148)], BRICK)
    school.poly([(-40, -128), (-27, -128), (-30, -143), (-37, -143)], OCHRE)
    school.rect((-13, -48, 30, 48), TEAL, radius=2)
    for x in (-66, -42, 32, 56):
        buildings.pane(school, x, -54, 17, 26)
    for x, size, coat in ((330, 0.75, BRICK), (360, 0.9, OCHRE), (300, 1.25, MOSS)):
        people.figure(
            c.at(x, 352, size),
            replace(people.somebody(c.rng), coat=coat, arms="one" if size < 1 else "down"),
        )
    goat = c.at(500, 372, 1.3)
    goat.rect((-20, -32, 38, 18), WHITE, radius=8)
    for x in (-15, -9, 8, 14):
        goat.line([(x, -18), (x, 0)], MIST, 3.4)
    goat.line([(14, -28), (24, -42)], WHITE, 8)
    goat.oval((29, -43, 9, 6), WHITE)
    goat.line([(24, -48), (18, -58)], OAK, 2.6)
    goat.disc(30, -45, 1.4, INK)
    goat.line([(33, -38), (32, -30)], MIST, 2.4)
    for x in range(16, 200, 30):
        c.line([(x, 388), (x, 352)], PLANK, 4)
    for y in (360, 374):
        c.line([(0, y), (200, y)], PLANK, 3)


SCENES = {
    "bridge": bridge,
    "train": train,
    "station": station,
    "building_site": building_site,
    "island_school": island_school,
}
