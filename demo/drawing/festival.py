"""Scenes of music and lanterns."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, nature, people, things
from drawing.canvas import Canvas, arc
from drawing.details import Details
from drawing.palette import (
    BRICK,
    COATS,
    CREAM,
    GRASS,
    INK,
    LAMP,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    PLANK,
    PLUM,
    RUST,
    SILVER,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)

BEAM_COLOURS = (LAMP, (240, 180, 150), (180, 214, 220))


def horn(c: Canvas) -> None:
    """Put a brass horn into the hands of a figure."""
    c.line([(4, -62), (26, -58)], OCHRE, 4)
    c.poly([(22, -62), (38, -70), (38, -46), (22, -54)], OCHRE)
    c.disc(14, -54, 6, OCHRE)


def fiddle(c: Canvas) -> None:
    """Put a fiddle under the chin of a figure."""
    c.line([(6, -66), (30, -72)], OAK, 3)
    c.oval((8, -66, 9, 6), RUST)
    c.line([(6, -50), (30, -78)], CREAM, 1.6)


def performers(c: Canvas, d: Details, base: float, size: float) -> None:
    """Place singers, brass players or fiddlers side by side."""
    count, band = d.count("count", 5), d.text("band")
    for i in range(count):
        x = c.width * (0.2 + 0.6 * i / max(count - 1, 1))
        who = replace(people.somebody(c.rng), arms="hold", hat=None)
        if band == "brass":
            who = replace(who, coat=NAVY, trousers=INK, arms="fore", hat=NAVY)
        elif band == "fiddles":
            who = replace(who, arms="fore")
        spot = c.at(x, base - 8 * (i % 2), size)
        people.figure(spot, who)
        if band == "brass":
            horn(spot)
        elif band == "fiddles":
            fiddle(spot)
        else:
            spot.rect((-9, -56, 18, 12), WHITE, radius=1)


def stage(c: Canvas, d: Details) -> None:
    """A lit stage with performers, before a dark audience."""
    nature.sky(c, 300, clouds=2)
    back = mix(PLUM, INK, 0.45) if d.text("band") != "fiddles" else mix(NAVY, INK, 0.35)
    c.rect((70, 84, 500, 236), back)
    for i in range(9):
        c.rect((78 + i * 56, 84, 22, 236), INK, 0.16)
    for i, x in enumerate((150, 320, 490)):
        colour = BEAM_COLOURS[i % 3]
        c.lit.poly([(x - 6, 72), (x + 6, 72), (x + 84, 320), (x - 84, 320)], colour, 0.22)
    warm = c.at(0, 0)
    warm.light = replace(c.light, strength=c.light.strength * 0.25)
    performers(warm, d, 322, 1.65)
    c.rect((50, 316, 540, 30), WOOD)
    c.rect((50, 314, 540, 6), PLANK)
    for x in (64, 576):
        c.line([(x, 60), (x, 346)], OAK, 9)
    c.line([(58, 70), (582, 70)], OAK, 9)
    for i, x in enumerate((150, 235, 320, 405, 490)):
        c.rect((x - 9, 66, 18, 18), INK, radius=3)
        c.lit.disc(x, 82, 7, BEAM_COLOURS[i % 3])
        c.glow(x, 84, 46, BEAM_COLOURS[i % 3], 0.7)
    if d.text("place") == "barge":
        _barge(c)
        return
    for i in range(15):
        listener = c.at(12 + i * 45 + c.rng.uniform(-8, 8), 402 + c.rng.uniform(-8, 8))
        listener.disc(0, 0, 15, mix(INK, NAVY, 0.2))
        listener.rect((-26, 12, 52, 40), mix(INK, NAVY, 0.2), radius=16)


def _barge(c: Canvas) -> None:
    nature.sea(c, 346)
    for i, x in enumerate((150, 320, 490)):
        for k in range(4):
            box = (x - 40 + 8 * k, 376 + 12 * k, 80 - 16 * k, 4)
            c.lit.rect(box, BEAM_COLOURS[i], 0.3 - 0.05 * k, radius=2)
    c.poly([(24, 340), (616, 340), (590, 372), (52, 372)], mix(INK, NAVY, 0.4))
    c.line([(26, 344), (614, 344)], CREAM, 3)
    for x in range(70, 600, 60):
        c.disc(x, 356, 6, OAK)


def bandstand(c: Canvas, d: Details) -> None:
    """A brass band in an iron bandstand."""
    nature.sky(c, 250)
    nature.sea(c, 236, 262)
    c.rect((0, 258, c.width, 180), GRASS)
    c.poly([(-5, 330), (650, 312), (650, 440), (-5, 440)], mix(GRASS, MOSS, 0.4))
    for x, size in ((40, 2.0), (600, 2.3), (560, 1.5)):
        nature.tree(c, x, 296, size)
    c.poly([(110, 150), (320, 62), (530, 150)], TEAL)
    c.poly([(320, 62), (530, 150), (390, 150)], INK, 0.14)
    c.rect((104, 148, 432, 13), CREAM)
    for i in range(18):
        c.poly(arc((120 + i * 23.6, 161, 11.8, 9), 0, 180), CREAM)
    c.rect((312, 44, 16, 22), CREAM)
    c.disc(320, 40, 7, OCHRE)
    count = d.count("people", 5)
    for i in range(count):
        player = c.at(176 + 288 * i / (count - 1), 292, 1.25)
        people.figure(
            player, replace(people.somebody(c.rng), coat=NAVY, trousers=INK, arms="fore", hat=BRICK)
        )
        horn(player)
    for x in (126, 220, 420, 514):
        c.line([(x, 160), (x, 300)], CREAM, 6)
    for i in range(28):
        c.line([(120 + i * 14.8, 268), (120 + i * 14.8, 296)], CREAM, 2)
    c.line([(116, 268), (524, 268)], CREAM, 4)
    c.rect((100, 292, 440, 28), STONE)
    c.rect((100, 290, 440, 6), CREAM)
    for i, x in enumerate((70, 150, 260, 380, 480, 590)):
        chair = c.at(x, 408 + 6 * (i % 2))
        chair.line([(-18, 0), (14, -48)], OAK, 4)
        chair.line([(16, 0), (-16, -30)], OAK, 4)
        chair.poly([(-14, -28), (14, -48), (20, -42), (-4, -16)], (BRICK, TEAL, OCHRE)[i % 3])
        chair.disc(6, -56, 10, (OAK, SILVER, PLANK)[i % 3])
        chair.rect((-10, -48, 22, 26), COATS[i % len(COATS)], radius=8)


def river_lanterns(c: Canvas, d: Details) -> None:
    """Paper lanterns drifting on the dark river."""
    water = 226
    nature.sky(c, water, clouds=2, moon=d.has("moon"))
    nature.coast(c, water - 4, 60)
    buildings.terrace(c, water, 0.72)
    nature.sea(c, water)
    if d.has("bridge"):
        buildings.arched_bridge(c, water + 44, 3, 84)
        for foot in ((60, 176), (320, 162), (580, 176)):
            buildings.lamp_post(c.at(*foot, 0.6))
    for i in range(34):
        share = i / 34
        y = water + 52 + share * (c.height - water - 62)
        x = c.width * (0.5 + 0.46 * c.rng.uniform(-1, 1))
        things.paper_lantern(c.at(x, y, 0.35 + share * 0.95))


def crowd_lanterns(c: Canvas, d: Details) -> None:
    """People carrying lanterns after dark, on the river path or the bridge."""
    nature.sky(c, 250, clouds=2)
    if d.has("bridge"):
        buildings.terrace(c, 214, 0.7)
        nature.sea(c, 212, 262)
        c.rect((0, 236, c.width, 60), STONE)
        c.rect((0, 230, c.width, 10), mix(STONE, CREAM, 0.5))
        for post in (40, 340, 610):
            buildings.lamp_post(c.at(post, 232, 1.1))
        c.rect((0, 290, c.width, 150), SLATE)
    else:
        buildings.terrace(c, 262, 1.15)
        c.rect((0, 260, c.width, 180), SLATE)
    for row, (y, size, count) in enumerate(((318, 1.15, 9), (372, 1.5, 7), (424, 1.9, 6))):
        for i in range(count):
            x = c.width * (i + 0.5 + 0.3 * (row % 2)) / count + c.rng.uniform(-12, 12)
            who = replace(people.somebody(c.rng), arms="fore")
            tall = size * c.rng.choice((0.66, 0.95, 1.0, 1.08))
            walker = c.at(x, y, tall, flip=c.rng.random() < 1 / 2)
            people.figure(walker, who)
            things.paper_lantern(walker.at(22, -34, 0.85))


def red_lanterns(c: Canvas, _details: Details) -> None:
    """Red lanterns over Corn Square, and children who carry some."""
    nature.sky(c, 250, clouds=2)
    buildings.terrace(c, 292, 1.5)
    c.fade(290, c.height, c.tone(SLATE), c.tone(STONE))
    for top, sag, count, size in ((34, 44, 7, 1.0), (96, 40, 6, 1.25)):
        rope = [(x, top + sag * (1 - ((x - 320) / 340) ** 2)) for x in range(-20, 661, 20)]
        c.line(rope, INK, 1.6)
        for i in range(count):
            x = 640 * (i + 0.5) / count
            y = top + sag * (1 - ((x - 320) / 340) ** 2)
            things.red_lantern(c.at(x, y, size))
    for i, x in enumerate((80, 180, 290, 400, 500, 590)):
        child = c.at(x, 400 + 8 * (i % 2), 1.2 + 0.15 * (i % 3), flip=i % 3 == 1)
        who = replace(
            people.somebody(c.rng), arms="fore", stride=True, coat=(NAVY, OCHRE, TEAL, BRICK)[i % 4]
        )
        people.figure(child, who)
        child.line([(18, -48), (34, -58)], OAK, 2)
        things.red_lantern(child.at(34, -58, 0.62))


def choir(c: Canvas, d: Details) -> None:
    """A choir under the arches of a church."""
    c.fade(0, c.height, c.tone(mix(CREAM, STONE, 0.3)), c.tone(mix(STONE, CREAM, 0.3)))
    for x in (110, 320, 530):
        c.poly(
            [*arc((x, 150, 66, 96), 180, 360), (x + 66, 300), (x - 66, 300)], mix(STONE, CREAM, 0.6)
        )
        c.poly(
            [*arc((x, 150, 44, 70), 180, 360), (x + 44, 250), (x - 44, 250)], mix(SLATE, TEAL, 0.4)
        )
        for i in range(3):
            colour = (OCHRE, BRICK, TEAL)[i]
            c.poly(
                [
                    (x - 44 + i * 30, 150),
                    (x - 16 + i * 30, 150),
                    (x - 16 + i * 30, 250),
                    (x - 44 + i * 30, 250),
                ],
                colour,
                0.35,
            )
        c.line([(x, 80), (x, 250)], STONE, 5)
        c.line([(x - 44, 160), (x + 44, 160)], STONE, 5)
    for x in (0, 215, 425, 640):
        c.rect((x - 16, 0, 32, 330), STONE)
        c.rect((x - 22, 100, 44, 12), CREAM)
    for y in (318, 350, 382):
        c.rect((40, y, 560, 50), mix(WOOD, OAK, 0.4 + (y - 318) / 160))
    count = d.count("people", 9)
    for row, y in enumerate((326, 388)):
        for i in range(count - row):
            place = 70 + 500 * (i + row / 2) / (count - 1)
            who = replace(
                people.somebody(c.rng), coat=(NAVY, PLUM)[row], trousers=INK, arms="hold", hat=None
            )
            singer = c.at(place, y, 1.35)
            people.figure(singer, who)
            singer.rect((-10, -58, 20, 13), WHITE, radius=1)
    for x in (24, 616):
        c.line([(x, 427), (x, 300)], OCHRE, 5)
        c.rect((x - 5, 270, 10, 30), WHITE)
        c.lit.oval((x, 262, 4, 9), LAMP)
        c.glow(x, 262, 46, LAMP, 0.7)


SCENES = {
    "stage": stage,
    "bandstand": bandstand,
    "river_lanterns": river_lanterns,
    "crowd_lanterns": crowd_lanterns,
    "red_lanterns": red_lanterns,
    "choir": choir,
}
