"""Scenes of ships and the lights they steer by."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, harbour, nature, people, things, vessels
from drawing.canvas import Canvas, arc, rim
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    INK,
    MIST,
    NAVY,
    OCHRE,
    PEBBLE,
    PLANK,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def ferry(c: Canvas, d: Details) -> None:
    """The island ferry under way, or loading at the slip."""
    water = c.height * 0.56
    if d.has("slip"):
        harbour.basin(c, water, houses=0.5)
        vessels.ferry(c.at(338, water + 66, 1.35, flip=True))
        c.poly([(-5, c.height), (-5, water + 84), (190, water + 70), (420, c.height)], STONE)
        for i in range(5):
            c.line([(0, water + 100 + i * 24), (205 + i * 46, water + 86 + i * 24)], PEBBLE, 2, 0.7)
        for i, x in enumerate((60, 96, 128, 168)):
            people.figure(c.at(x, water + 118 + i * 4, 0.8), people.somebody(c.rng))
        return
    nature.sky(c, water)
    nature.islands(c, water)
    nature.sea(c, water)
    vessels.ferry(c.at(300, water + 74, 1.45))
    for wake in range(0, 150, 22):
        c.oval((wake - 30, water + 84, 26, 4), WHITE, 0.4)
    c.poly(
        [(520, water + 82), (640, water + 98), (600, water + 104), (500, water + 88)], WHITE, 0.5
    )
    for _ in range(5):
        place = c.rng.uniform(30, 600), c.rng.uniform(40, water - 90)
        things.gull(c.at(*place, c.rng.uniform(0.35, 0.6)))


def deck_rail(c: Canvas, d: Details) -> None:
    """Passengers at the rail of a ship, seen from behind."""
    horizon = c.height * 0.42
    nature.sky(c, horizon)
    nature.land(c, horizon + 2, 64, mix(c.light.far, MIST, 0.1))
    for x in (180, 214, 250, 420):
        c.rect((x, horizon - 14, 18, 12), CREAM)
        c.poly([(x - 2, horizon - 14), (x + 9, horizon - 23), (x + 20, horizon - 14)], BRICK)
    nature.sea(c, horizon)
    c.rect((0, c.height * 0.83, c.width, c.height), PLANK)
    for y in range(round(c.height * 0.83), c.height, 18):
        c.line([(0, y), (c.width, y)], WOOD, 1.4, 0.6)
    people.crowd(c, c.height * 0.97, d.count("people", 4), 2.3)
    for level, width in ((0.62, 6), (0.72, 3), (0.82, 3)):
        c.line([(0, c.height * level), (c.width, c.height * level)], WHITE, width)
    for x in range(30, c.width, 145):
        c.line([(x, c.height * 0.62), (x, c.height * 0.9)], WHITE, 5)
    c.line(arc((160, 312, 30, 30), 0, 360), BRICK, 12)
    for angle in (45, 135, 225, 315):
        c.disc(*rim((160, 312, 30, 30), angle), 7, WHITE)


def lighthouse(c: Canvas, d: Details) -> None:
    """A light on its rock, or at the end of the Mole."""
    if d.has("mole"):
        _mole_light(c)
        return
    misty = c.light.strength >= 1 / 2
    horizon = c.height * (0.6 if misty else 0.7)
    nature.sky(c, horizon)
    if not misty:
        nature.islands(c, horizon)
    nature.sea(c, horizon)
    if misty:
        _pier(c, horizon)
        nature.fog(c, horizon - 110, 7)
        return
    x, y = c.width * 0.6, horizon + 6
    buildings.beams(c, x, y - 30 - 204)
    rock = mix(SLATE, INK, 0.35)
    c.poly([(x - 150, y + 34), (x - 88, y - 6), (x - 52, y - 34), (x + 46, y - 38)], rock)
    c.poly(
        [(x - 52, y - 34), (x + 46, y - 38), (x + 96, y - 2), (x + 170, y + 34), (x - 150, y + 34)],
        rock,
    )
    c.poly([(x + 6, y - 36), (x + 46, y - 38), (x + 96, y - 2), (x + 60, y + 8)], INK, 0.3)
    c.rect((x + 34, y - 62, 44, 30), CREAM)
    c.poly([(x + 30, y - 62), (x + 56, y - 80), (x + 82, y - 62)], BRICK)
    vessels.window(c, x + 48, y - 54, 10, 11)
    buildings.tower(c.at(x - 4, y - 32), 192)
    for i in range(9):
        c.oval((x - 140 + i * 38, y + 34 + (i % 3) * 3, 30, 5), WHITE, 0.55)


def _pier(c: Canvas, horizon: float) -> None:
    c.poly(
        [
            (-5, c.height),
            (-5, horizon + 80),
            (420, horizon + 16),
            (470, horizon + 24),
            (300, c.height),
        ],
        PEBBLE,
    )
    c.line([(0, horizon + 80), (420, horizon + 16)], STONE, 4)
    buildings.tower(c.at(416, horizon + 26), 150)
    people.figure(c.at(214, horizon + 92, 0.8), replace(people.somebody(c.rng), back=True))
    people.figure(c.at(246, horizon + 90, 0.8), replace(people.somebody(c.rng), back=True))


def _mole_light(c: Canvas) -> None:
    horizon = c.height * 0.56
    nature.sky(c, horizon)
    nature.islands(c, horizon)
    nature.sea(c, horizon)
    c.poly([(60, c.height), (236, horizon + 34), (318, horizon + 34), (400, c.height)], STONE)
    c.poly([(400, c.height), (318, horizon + 34), (336, horizon + 46), (470, c.height)], PEBBLE)
    for i in range(7):
        y = horizon + 40 + i * i * 5.2
        c.line([(232 - i * i * 5, y), (322 + i * i * 2.6, y)], PEBBLE, 1.4, 0.8)
    buildings.tower(c.at(276, horizon + 48), 260)
    for _ in range(4):
        things.gull(c.at(c.rng.uniform(40, 390), c.rng.uniform(50, 220), c.rng.uniform(0.4, 0.6)))


def lifeboat(c: Canvas, _details: Details) -> None:
    """The lifeboat among high waves."""
    horizon = c.height * 0.4
    nature.sky(c, horizon, clouds=6)
    nature.rough_sea(c, horizon, 3, 40)
    nature.spray(c, 470, 268, 80)
    vessels.lifeboat(c.at(330, 270, 1.9, turn=-9))
    nature.swell(c, 322, 46, mix(c.light.sea_near, c.light.sea_far, 0.3))
    nature.swell(c, 396, 52, c.light.sea_near)
    nature.rain(c)


def schooner(c: Canvas, d: Details) -> None:
    """The schooner under sail among small craft."""
    water = c.height * 0.66
    nature.sky(c, water, clouds=5)
    nature.coast(c, water, 48)
    nature.sea(c, water)
    buildings.tower(c.at(c.width * 0.9, water + 4), 110)
    c.poly(
        [
            (c.width * 0.8, water + 12),
            (c.width * 0.87, water),
            (c.width + 5, water),
            (c.width + 5, water + 22),
        ],
        PEBBLE,
    )
    vessels.schooner(c.at(c.width * 0.52, water + 62, 1.22))
    sails = (BRICK, WHITE, OCHRE, TEAL, CREAM)
    for i in range(d.count("boats", 3)):
        x = c.width * (0.1, 0.24, 0.72, 0.82)[i % 4]
        vessels.dinghy(c.at(x, water + 34 + 32 * (i % 2), 0.9), sails[i])
    vessels.rowing_boat(c.at(c.width * 0.33, water + 106, 1.2), NAVY)


def gulls(c: Canvas, _details: Details) -> None:
    """Gulls over a boat that is coming in."""
    water = c.height * 0.66
    nature.sky(c, water)
    nature.islands(c, water)
    nature.sea(c, water)
    vessels.trawler(c.at(400, water + 70, 1.7), BRICK)
    c.poly([(500, water + 78), (600, water + 90), (480, water + 86)], WHITE, 0.7)
    for i in range(14):
        x = 44 + (i * 97) % 560 + c.rng.uniform(-22, 22)
        y = 40 + (i * 53) % 190 + c.rng.uniform(-14, 14)
        things.gull(c.at(x, y, c.rng.uniform(0.5, 1.15), flip=i % 4 == 0))


def pilot_boat(c: Canvas, _details: Details) -> None:
    """The pilot boat on her way out to a ship."""
    horizon = c.height * 0.5
    nature.sky(c, horizon)
    nature.sea(c, horizon)
    vessels.coaster(c.at(500, horizon + 12, 0.75, flip=True))
    vessels.pilot_boat(c.at(270, horizon + 110, 2.5))
    for i in range(8):
        c.oval((110 - i * 22, horizon + 122 + i * 2, 22, 4), WHITE, 0.55)
    c.poly([(410, horizon + 112), (470, horizon + 124), (380, horizon + 126)], WHITE, 0.8)


SCENES = {
    "ferry": ferry,
    "deck_rail": deck_rail,
    "lighthouse": lighthouse,
    "lifeboat": lifeboat,
    "schooner": schooner,
    "gulls": gulls,
    "pilot_boat": pilot_boat,
}
