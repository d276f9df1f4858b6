"""Scenes of races, matches and those who win them."""

from __future__ import annotations

from dataclasses import replace

from drawing import buildings, harbour, nature, people, things, vessels
from drawing.canvas import Canvas
from drawing.details import Details
from drawing.palette import (
    BRICK,
    COATS,
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
    RGB,
    ROSE,
    SAND,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)


def swimmers(c: Canvas, d: Details) -> None:
    """People running into a cold sea, or wading out of it."""
    horizon = c.height * 0.4
    nature.sky(c, horizon)
    nature.sea(c, horizon, c.height * 0.74)
    nature.sand(c, c.height * 0.72)
    nature.surf(c, c.height * 0.6, 6)
    nature.surf(c, c.height * 0.73, 10)
    count = d.count("people", 6)
    hats = (OCHRE, BRICK, TEAL, WHITE)
    for i in range(count):
        wade = d.has("hats")
        x = 70 + 500 * i / (count - 1) + c.rng.uniform(-16, 16)
        y = c.height * (0.72 if wade else 0.78) + 24 * (i % 3)
        who = people.somebody(c.rng)
        who = replace(
            who,
            coat=(NAVY, BRICK, TEAL, INK)[i % 4],
            trousers=who.skin,
            arms=("up", "one", "run")[i % 3],
            back=not wade,
            hat=hats[i % 4] if wade else None,
            stride=True,
        )
        size = 1.55 if wade else 1.3
        swimmer = c.at(x, y, size, flip=i % 2 == 1)
        people.figure(swimmer, who)
        if wade:
            swimmer.poly([(-9, -86), (9, -86), (0, -112)], hats[i % 4])
            swimmer.oval((0, -2, 22, 5), WHITE, 0.85)
        else:
            for _ in range(7):
                swimmer.disc(
                    c.rng.uniform(-22, 22), c.rng.uniform(-14, 2), c.rng.uniform(1, 3), WHITE, 0.8
                )


def dune_run(c: Canvas, d: Details) -> None:
    """Runners on a dune ridge."""
    horizon = c.height * 0.44
    nature.sky(c, horizon)
    nature.islands(c, horizon)
    nature.sea(c, horizon)
    c.poly([(-5, 400), (200, 330), (430, 262), (560, 240), (650, 250), (650, 440), (-5, 440)], DUNE)
    c.poly([(-5, 420), (240, 372), (460, 330), (650, 340), (650, 440), (-5, 440)], SAND)
    count = d.count("runners", 5)
    for i in range(count):
        x = 96 + 440 * i / (count - 1)
        y = 366 - (x - 90) * 0.27
        who = replace(
            people.somebody(c.rng),
            arms="run",
            stride=True,
            trousers=INK,
            hat=None,
            coat=(BRICK, TEAL, OCHRE, NAVY, WHITE)[i % 5],
        )
        runner = c.at(x, y, 1.12 - 0.05 * i, turn=8)
        people.figure(runner, who)
        runner.rect((-7, -64, 14, 13), CREAM, radius=1)
    for _ in range(26):
        y = c.rng.uniform(350, 426)
        nature.tuft(c, c.rng.uniform(0, 640), y, 1.1)


def dinghies(c: Canvas, d: Details) -> None:
    """A fleet of dinghies, or a single one under the cliffs."""
    horizon = c.height * 0.56
    nature.sky(c, horizon)
    if d.has("close"):
        _cliffs(c, horizon)
        nature.sea(c, horizon, calm=0.8)
        vessels.dinghy(c.at(280, 350, 2.9), OCHRE)
        return
    nature.coast(c, horizon, 60)
    nature.sea(c, horizon, calm=0.7)
    sails = (WHITE, BRICK, OCHRE, TEAL, CREAM)
    for i in range(8):
        vessels.dinghy(c.at(40 + i * 80, horizon + 16 + 5 * (i % 2), 0.42), WHITE)
    for i in range(d.count("boats", 5)):
        y = horizon + 62 + 40 * (i % 3)
        x = c.width * (i + 0.5) / 5
        vessels.dinghy(c.at(x, y, 0.95 + 0.28 * (i % 3), flip=i == 1), sails[i % len(sails)])


def _cliffs(c: Canvas, horizon: float) -> None:
    rock = mix(STONE, PLANK, 0.3)
    c.poly(
        [(300, horizon + 4), (336, 120), (400, 92), (500, 70), (650, 64), (650, horizon + 4)], rock
    )
    c.poly([(336, 120), (400, 92), (500, 70), (650, 64), (650, 44), (480, 54), (390, 76)], GRASS)
    for x, top, shift in ((390, 110, 16), (470, 90, -10), (550, 86, 22), (610, 84, 8)):
        c.line([(x, top), (x + shift, horizon - 60), (x + shift - 8, horizon)], PEBBLE, 3, 0.6)
    c.poly(
        [(300, horizon + 4), (360, horizon - 10), (650, horizon - 12), (650, horizon + 4)],
        mix(rock, INK, 0.3),
    )


def rowing(c: Canvas, d: Details) -> None:
    """Rowing crews side by side, or a single boat close by."""
    horizon = c.height * 0.44
    nature.sky(c, horizon)
    nature.coast(c, horizon, 60)
    if d.has("skiff"):
        c.rect((0, horizon - 4, c.width, 40), GRASS)
        for x in (60, 150, 430, 520, 600):
            nature.tree(c, x, horizon + 8, c.rng.uniform(0.9, 1.4))
    nature.sea(c, horizon + (30 if d.has("skiff") else 0))
    if d.has("skiff"):
        vessels.four(c.at(320, 330, 2.3), PLANK, MOSS)
        for i, x in enumerate((40, 66, 590, 618)):
            people.figure(
                c.at(x, horizon + 36, 0.6),
                replace(people.somebody(c.rng), arms=("up", "down")[i % 2]),
            )
        return
    if d.has("close"):
        vessels.four(c.at(320, 320, 2.5), NAVY, BRICK)
        c.disc(560, 240, 13, ORANGE)
        c.lit.oval((560, 252, 20, 3), c.light.glint, 0.6)
        return
    vessels.four(c.at(290, 262, 1.55), TEAL, WHITE)
    vessels.four(c.at(340, 356, 1.9), NAVY, mix(BRICK, ROSE, 0.2))


def trophy(c: Canvas, d: Details) -> None:
    """A team lifting a cup."""
    kit: RGB = TEAL if d.text("kit") == "teal" else BRICK
    if d.has("kids"):
        _hall(c)
    elif d.text("place") == "quay":
        _steps(c)
    else:
        nature.sky(c, 220)
        nature.land(c, 226, 60, c.light.far)
        buildings.terrace(c, 250, 0.9)
        c.rect((0, 248, c.width, 36), mix(SLATE, INK, 0.3))
        for i in range(64):
            c.disc(6 + i * 10, 252 + 9 * (i % 3), 5, COATS[i * 5 % len(COATS)])
        c.rect((0, 280, c.width, 150), mix(GRASS, MOSS, 0.2))
        c.rect((0, 340, c.width, 44), mix(GRASS, MOSS, 0.4))
    count = d.count("people", 5)
    middle = count // 2
    for i in range(count):
        x = 320 + (i - (count - 1) / 2) * 96 + (0 if count % 2 else 48)
        coat = (NAVY, OCHRE, BRICK, TEAL, MOSS)[i % 5] if d.has("kids") else kit
        who = replace(
            people.somebody(c.rng),
            coat=coat,
            trousers=INK if d.has("kids") else WHITE,
            hat=None,
            arms="up" if i == middle else c.rng.choice(("up", "one")),
        )
        size = (1.85 if d.has("kids") else 2.0) * (1.06 if i == middle else c.rng.uniform(0.92, 1))
        player = c.at(x, 404 - 4 * (i % 2), size, flip=i < middle)
        people.figure(player, who)
        if i == middle:
            player.line([(-17, -92), (-8, -106)], who.skin, 5)
            player.line([(17, -92), (8, -106)], who.skin, 5)
            if d.text("cup") != "none":
                things.cup(player.at(0, -98, 0.8))
    for _ in range(40):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, 240)
        bit = c.at(x, y, turn=c.rng.uniform(0, 180))
        bit.rect((-4, -2, 8, 4), c.rng.choice((OCHRE, kit, WHITE)))


def _hall(c: Canvas) -> None:
    c.fade(0, 320, c.light.sky_top, c.light.sky_low)
    for x in (60, 200, 440, 580):
        c.rect((x - 44, 30, 88, 150), WHITE)
        c.rect((x - 38, 36, 76, 138), mix(MIST, TEAL, 0.25))
        c.line([(x, 36), (x, 174)], WHITE, 4)
        c.line([(x - 38, 100), (x + 38, 100)], WHITE, 4)
    c.rect((0, 320, c.width, 120), WOOD)
    c.rect((0, 312, c.width, 8), OAK)


def _steps(c: Canvas) -> None:
    harbour.basin(c, 220, houses=0.85)
    for i in range(5):
        y = 300 + i * 27
        c.rect((0, y, c.width, 30), mix(STONE, SLATE, 0.12 * i))
        c.rect((0, y, c.width, 5), mix(STONE, CREAM, 0.5))
    for i in range(4):
        c.line([(40 + i * 9, 300), (78 + i * 9, 60)], OAK, 4)
        c.poly([(78 + i * 9, 60), (74 + i * 9, 28), (88 + i * 9, 26), (85 + i * 9, 60)], NAVY)


def football(c: Canvas, d: Details) -> None:
    """Players round the ball, before a stand."""
    teal = d.text("kit") == "teal"
    nature.sky(c, 150)
    c.rect((0, 118, c.width, 74), mix(SLATE, INK, 0.25))
    c.poly([(-5, 100), (650, 84), (650, 96), (-5, 114)], mix(SLATE, INK, 0.5))
    for i in range(126):
        c.disc(
            4 + i % 63 * 10.2,
            134 + 20 * (i // 63) + 6 * (i % 2),
            5,
            COATS[(i * 7 + i // 5) % len(COATS)],
        )
    c.rect((0, 186, c.width, 18), WHITE)
    for i in range(8):
        c.rect((i * 84, 188, 60, 14), (NAVY, BRICK, OCHRE, TEAL)[i % 4], radius=2)
    for i in range(6):
        y = 204 + i * i * 7
        c.rect((0, y, c.width, (2 * i + 1) * 7 + 1), GRASS if i % 2 else mix(GRASS, MOSS, 0.4))
    c.line([(0, 250), (c.width, 236)], WHITE, 3, 0.8)
    if teal:
        c.line([(500, 330), (500, 214), (650, 208)], WHITE, 7)
        for i in range(9):
            c.line([(506 + i * 18, 216), (506 + i * 18, 320)], WHITE, 1, 0.6)
            c.line([(504, 220 + i * 13), (640, 216 + i * 13)], WHITE, 1, 0.6)
    count = d.count("players", 6)
    home = TEAL if teal else BRICK
    for i in range(count):
        x = 70 + 480 * i / (count - 1) + c.rng.uniform(-12, 12)
        y = 330 + 34 * ((i * 2) % 3)
        coat = home if i % 2 else (ORANGE if teal else NAVY)
        who = replace(
            people.somebody(c.rng), coat=coat, trousers=WHITE, arms="run", stride=True, hat=None
        )
        if teal and i == count - 1:
            who = replace(who, coat=OCHRE, arms="up")
        player = c.at(x, y, 1.3 + 0.25 * ((i * 2) % 3), flip=i % 3 == 1)
        player.oval((0, 0, 22, 4), INK, 0.2)
        people.figure(player, who)
    things.ball(c.at(300, 236 if teal else 396, 1.2))


SCENES = {
    "swimmers": swimmers,
    "dune_run": dune_run,
    "dinghies": dinghies,
    "rowing": rowing,
    "trophy": trophy,
    "football": football,
}
