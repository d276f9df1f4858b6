"""Scenes of storm, snow and northern lights, and of the instruments that measure them."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, nature, people, things
from drawing.canvas import Canvas, rim
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
    ORANGE,
    PEBBLE,
    SLATE,
    STONE,
    WHITE,
    mix,
)


def mole_waves(c: Canvas, d: Details) -> None:
    """Seas breaking over the harbour wall."""
    horizon = c.height * 0.42
    nature.sky(c, horizon, clouds=7)
    nature.rough_sea(c, horizon, 2, 34)
    near = d.has("lamp")
    x, reach = (200, 230) if near else (420, 190)
    if near:
        buildings.tower(c.at(500, 306), 170)
    for shift, share in ((-70, 0.6), (0, 1), (64, 0.75)):
        nature.spray(c, x + shift, 300, reach * share)
    c.poly([(-5, 292), (650, 300), (650, 340), (-5, 344)], STONE)
    c.poly([(-5, 340), (650, 336), (650, 372), (-5, 380)], PEBBLE)
    for i in range(12):
        c.line([(i * 58, 294), (i * 58 - 4, 376)], SLATE, 1.4, 0.6)
    for i in range(5):
        c.poly(
            [
                (x - 90 + i * 46, 298),
                (x - 70 + i * 46, 298),
                (x - 78 + i * 46, 378),
                (x - 92 + i * 46, 370),
            ],
            WHITE,
            0.6,
        )
    if not near:
        buildings.lamp_post(c.at(90, 296, 1.3))
    nature.swell(c, 404, 34, c.light.sea_near)
    nature.rain(c)


def sandbags(c: Canvas, _details: Details) -> None:
    """Neighbours piling sandbags at a door."""
    c.fade(0, c.height, c.tone(mix(CREAM, STONE, 0.4)), c.tone(mix(CREAM, STONE, 0.7)))
    for y in range(20, 340, 26):
        for x in range(-30 + 24 * (y // 26 % 2), 640, 62):
            c.rect((x, y, 40, 12), STONE, 0.3, radius=2)
    c.rect((230, 70, 150, 270), WHITE)
    c.rect((244, 84, 122, 256), NAVY)
    for x in (256, 312):
        c.rect((x, 100, 42, 90), mix(NAVY, SLATE, 0.4), radius=2)
        c.rect((x, 210, 42, 90), mix(NAVY, SLATE, 0.4), radius=2)
    c.disc(352, 212, 5, OCHRE)
    big = c.at(500, 84)
    big.rect((-8, -8, 106, 116), WHITE)
    big.lit.rect((0, 0, 90, 100), LAMP)
    big.line([(45, 0), (45, 100)], WHITE, 5)
    big.line([(0, 50), (90, 50)], WHITE, 5)
    c.glow(545, 134, 120, LAMP, 0.4)
    c.fade(338, c.height, c.tone(PEBBLE), c.tone(SLATE))
    for row in range(4):
        for i in range(5 - row // 2):
            things.sandbag(c.at(216 + i * 46 + 22 * (row % 2), 372 - row * 19, 1.15))
    for x, coat, flip in ((150, ORANGE, False), (460, MOSS, True), (74, BRICK, False)):
        who = replace(people.somebody(c.rng), coat=coat, arms="fore")
        person = c.at(x, 396, 2.05, flip=flip)
        people.figure(person, who)
        things.sandbag(person.at(26, -38, 0.75))
    for x, y in ((330, 404), (520, 412)):
        c.lit.oval((x, y, 80, 6), c.light.sky_low, 0.35)
    nature.rain(c, 110)


def flooded_street(c: Canvas, _details: Details) -> None:
    """A street with water up to the sills."""
    nature.sky(c, 260, clouds=5)
    buildings.terrace(c, 282, 1.75)
    water = 262
    c.fade(water, c.height, mix(c.light.sea_far, c.tone(OAK), 0.22), c.light.sea_near)
    for _ in range(34):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(water + 4, c.height)
        c.lit.rect((x, y, c.rng.uniform(20, 80), 2), c.light.glint, 0.3, radius=1)
    for x in (90, 420):
        buildings.lamp_post(c.at(x, 330, 1.9))
        c.lit.rect((x - 4, 336, 8, 60), LAMP, 0.25, radius=3)
    dinghy = c.at(270, 358, 1.9)
    dinghy.poly([(-46, -12), (46, -14), (34, 6), (-36, 6)], BRICK)
    dinghy.line([(-45, -11), (44, -13)], CREAM, 2)
    for x, coat in ((-16, ORANGE), (12, NAVY)):
        dinghy.rect((x - 7, -34, 14, 24), coat, radius=5)
        dinghy.disc(x, -41, 6, CREAM)
    dinghy.line([(24, -38), (38, 18)], OAK, 2.4)
    nature.rain(c, 90)


def snow_road(c: Canvas, _details: Details) -> None:
    """A snow plough between drifts."""
    horizon = c.height * 0.44
    nature.sky(c, horizon)
    for height, shade in ((90, 0.55), (56, 0.3)):
        edge = nature.ridge(c, horizon + 30, height)
        c.lit.poly([*edge, (650, c.height), (-9, c.height)], mix(WHITE, c.light.sea_far, shade))
    c.poly([(-5, 220), (650, 226), (650, 440), (-5, 440)], mix(WHITE, MIST, 0.25))
    c.poly([(270, 214), (330, 214), (520, 440), (60, 440)], mix(PEBBLE, WHITE, 0.45))
    for side in ((270, 60, -1), (330, 520, 1)):
        for i in range(8):
            share = i / 7
            x = side[0] + (side[1] - side[0]) * share
            c.oval(
                (
                    x + side[2] * (14 + 34 * share),
                    216 + 214 * share,
                    24 + 52 * share,
                    9 + 24 * share,
                ),
                WHITE,
            )
    for x, y, size in ((70, 226, 0.9), (130, 220, 0.7), (470, 222, 0.8), (560, 230, 1.1)):
        nature.tree(c, x, y, size, bare=True)
    plough = c.at(320, 350, 1.5)
    plough.oval((0, 2, 84, 9), INK, 0.2)
    plough.rect((-34, -96, 68, 76), ORANGE, radius=6)
    plough.rect((-27, -88, 54, 32), mix(SLATE, INK, 0.3), radius=4)
    plough.line([(0, -88), (0, -56)], ORANGE, 3)
    for x in (-44, 32):
        plough.rect((x, -32, 14, 34), INK, radius=3)
    for x in (-24, 24):
        plough.lit.disc(x, -42, 6, LAMP)
    plough.poly([(-64, -30), (64, -30), (76, 2), (-76, 2)], OCHRE)
    plough.line([(-66, -28), (66, -28)], INK, 3)
    plough.lit.rect((-7, -106, 14, 10), LAMP, radius=3)
    plough.glow(0, -101, 34, LAMP, 0.8)
    for _ in range(60):
        c.disc(c.rng.gauss(440, 40), c.rng.uniform(270, 352), c.rng.uniform(2, 8), WHITE, 0.8)
    nature.snowfall(c, 100)


def street(c: Canvas, d: Details) -> None:
    """A row of houses under snow."""
    nature.sky(c, 250)
    edge = nature.ridge(c, 250, 130)
    c.lit.poly([*edge, (650, 300), (-9, 300)], mix(WHITE, c.light.sea_far, 0.35))
    buildings.terrace(c, 300, 1.85, snow=True)
    c.fade(298, c.height, c.tone(mix(WHITE, MIST, 0.5)), c.tone(WHITE))
    for i in range(7):
        c.oval((i * 110 + c.rng.uniform(-20, 20), 304, 74, 12), WHITE)
    c.lit.line([(-5, 372), (300, 358), (650, 366)], c.light.sea_far, 3, 0.6)
    c.lit.line([(-5, 392), (300, 378), (650, 388)], c.light.sea_far, 3, 0.6)
    if d.has("lamps"):
        for x in (110, 330, 550):
            buildings.lamp_post(c.at(x, 352, 1.7))
    else:
        nature.tree(c, 560, 352, 2.1, bare=True)
        for x, size in ((170, 1.0), (220, 0.72)):
            people.figure(c.at(x, 362, size), replace(people.somebody(c.rng), hat=BRICK))
    nature.snowfall(c, 110)


def aurora(c: Canvas, d: Details) -> None:
    """Northern lights over an island or the lighthouse."""
    horizon = c.height * 0.74
    nature.sky(c, horizon, clouds=0)
    nature.aurora(c, horizon, red=d.has("red"))
    if d.has("island"):
        c.poly(
            [
                (120, horizon + 2),
                (210, horizon - 30),
                (330, horizon - 48),
                (450, horizon - 26),
                (560, horizon + 2),
            ],
            INK,
        )
        for lamp, lift in ((250, 20), (290, 26), (318, 18), (372, 24)):
            c.lit.rect((lamp, horizon - lift, 4, 4), LAMP)
    nature.sea(c, horizon)
    for _ in range(36):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(horizon + 4, c.height)
        c.lit.rect((x, y, c.rng.uniform(20, 70), 2), (120, 214, 160), 0.22, radius=1)
    if d.has("lighthouse"):
        rock = mix(INK, SLATE, 0.2)
        c.poly(
            [(330, horizon + 26), (400, horizon - 16), (500, horizon - 18), (580, horizon + 26)],
            rock,
        )
        buildings.beams(c, 450, horizon - 190)
        buildings.tower(c.at(450, horizon - 12), 160)
        return
    c.poly([(-5, 400), (650, 384), (650, 440), (-5, 440)], INK)
    for i, x in enumerate((90, 118, 200, 460, 486, 512, 590)):
        people.figure(
            c.at(x, 406, 0.8 + 0.05 * (i % 3)), replace(people.somebody(c.rng), back=True)
        )


def weather_station(c: Canvas, _details: Details) -> None:
    """Screen, gauge and wind vane on a flat roof."""
    nature.sky(c, 330)
    nature.coast(c, 330, 70)
    buildings.terrace(c, 336, 0.8)
    c.rect((0, 322, c.width, 110), mix(STONE, CREAM, 0.3))
    c.rect((0, 318, c.width, 9), CREAM)
    box = c.at(220, 396, 1.25)
    for x in (-46, 46):
        box.line([(x, 0), (x * 0.8, -92)], OAK, 6)
    box.rect((-58, -196, 116, 110), WHITE, radius=2)
    for i in range(8):
        box.line([(-48, -184 + i * 12), (48, -184 + i * 12)], mix(SLATE, MIST, 0.5), 3.4)
    box.line([(0, -190), (0, -92)], WHITE, 4)
    box.poly([(-68, -196), (68, -196), (56, -212), (-56, -212)], mix(WHITE, MIST, 0.4))
    mast = c.at(450, 396)
    mast.line([(0, 0), (0, -330)], SLATE, 6)
    for x in (-80, 80):
        mast.line([(0, -250), (x, 0)], SLATE, 1.2, 0.7)
    mast.line([(-56, -300), (56, -300)], SLATE, 4)
    for angle in (10, 130, 250):
        end = rim((56, -318, 24, 9), angle)
        mast.line([(56, -318), end], INK, 2.4)
        mast.disc(*end, 7, BRICK)
    mast.line([(56, -318), (56, -300)], INK, 3)
    mast.poly([(-90, -330), (-34, -324), (-34, -320), (-90, -314)], OCHRE)
    mast.poly([(-34, -330), (-16, -322), (-34, -314)], OCHRE)
    mast.line([(-56, -322), (-56, -300)], INK, 3)
    c.rect((352, 352, 34, 46), mix(MOSS, INK, 0.2), radius=3)
    c.oval((369, 352, 21, 5), WHITE)
    c.oval((369, 352, 15, 3), INK)
    c.rect((540, 352, 52, 34), PEBBLE, radius=4)
    c.poly([(534, 352), (552, 326), (600, 326), (592, 352)], NAVY)
    c.line([(552, 339), (596, 339)], MIST, 1.4)


SCENES = {
    "mole_waves": mole_waves,
    "sandbags": sandbags,
    "flooded_street": flooded_street,
    "snow_road": snow_road,
    "street": street,
    "aurora": aurora,
    "weather_station": weather_station,
}
