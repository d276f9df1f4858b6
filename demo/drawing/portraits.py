"""Portraits: a bust before a backdrop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drawing import buildings, nature, people, town, vessels, works
from drawing.canvas import Canvas, arc
from drawing.details import Details
from drawing.palette import (
    BRICK,
    CREAM,
    HULLS,
    INK,
    LAMP,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    ORANGE,
    PINE,
    PLANK,
    PLUM,
    RGB,
    RUST,
    SAND,
    SILVER,
    SKINS,
    SLATE,
    STONE,
    TEAL,
    WHITE,
    WOOD,
    mix,
)

CLOTH: dict[str, RGB] = {
    "ochre": OCHRE,
    "teal": TEAL,
    "slate": SLATE,
    "navy": NAVY,
    "plum": PLUM,
    "cream": CREAM,
    "orange": ORANGE,
    "moss": MOSS,
    "brick": BRICK,
}
BOOKS = (BRICK, TEAL, OCHRE, NAVY, MOSS, RUST, SLATE, CREAM)


def _harbour(c: Canvas) -> None:
    water = c.height * 0.5
    nature.sky(c, water)
    nature.coast(c, water - 8, 60)
    buildings.terrace(c, water - 6, 0.9)
    nature.sea(c, water)
    hull = c.rng.choice(HULLS)
    vessels.trawler(c.at(c.width * 0.1, water + 70, 1.5), hull)
    vessels.trawler(c.at(c.width * 0.98, water + 50, 1.2, flip=True), HULLS[0])


def _sea(c: Canvas) -> None:
    horizon = c.height * 0.56
    nature.sky(c, horizon)
    nature.islands(c, horizon)
    nature.sea(c, horizon)
    if c.light.lamps:
        c.poly(
            [
                (c.width * 0.68, horizon + 5),
                (c.width * 0.8, horizon - 14),
                (c.width * 0.97, horizon + 5),
            ],
            INK,
        )
        buildings.tower(c.at(c.width * 0.82, horizon - 8), 110)


def _stone(c: Canvas) -> None:
    nature.sky(c, c.height * 0.4)
    nature.coast(c, c.height * 0.4, 70)
    c.rect((0, c.height * 0.38, c.width, c.height), STONE)
    for row in range(7):
        y = c.height * 0.38 + row * 42
        c.line([(0, y), (c.width, y)], mix(STONE, INK, 0.25), 2)
        for x in range(30 + 40 * (row % 2), c.width, 92):
            c.line([(x, y), (x, y + 42)], mix(STONE, INK, 0.25), 2)
    c.rect((0, c.height * 0.36, c.width, 12), mix(STONE, CREAM, 0.5))


def _shelf(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(OAK, INK, 0.15))
    gap = 108
    for y in range(20, c.height + gap, gap):
        x = 4.0
        while x < c.width:
            width, tall = c.rng.uniform(13, 27), c.rng.uniform(62, 88)
            c.rect((x, y + gap - 14 - tall, width, tall), c.rng.choice(BOOKS), radius=1)
            c.rect((x + 3, y + gap - 2 - tall, width - 6, 4), CREAM, 0.6)
            x += width + 2
        c.rect((0, y + gap - 14, c.width, 14), WOOD)


def _oven(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(BRICK, CREAM, 0.3))
    for row in range(18):
        y = row * 26
        for left in range(-40 + 34 * (row % 2), c.width, 68):
            c.rect((left, y, 64, 22), mix(BRICK, RUST, c.rng.random()), 0.55, radius=2)
    x = c.width * 0.76
    c.poly([*arc((x, 210, 128, 120), 180, 360), (x + 128, 300), (x - 128, 300)], STONE)
    c.poly([*arc((x, 214, 100, 92), 180, 360), (x + 100, 290), (x - 100, 290)], INK)
    c.glow(x, 270, 120, ORANGE, 0.9)
    for dx in (-40, 0, 36):
        c.lit.poly([(x + dx - 20, 288), (x + dx + 20, 288), (x + dx + 4, 236)], ORANGE)
        c.lit.poly([(x + dx - 10, 288), (x + dx + 12, 288), (x + dx + 2, 256)], LAMP)
    c.line([(40, 427), (110, 30)], WOOD, 8)


def _workshop(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(PLANK, CREAM, 0.35))
    for x in range(0, c.width + 1, 74):
        c.line([(x, 0), (x, c.height)], WOOD, 2, 0.6)
    c.rect((0, 66, c.width, 9), OAK)
    for i in range(c.width // 60):
        tool = c.at(36 + i * 60, 75)
        tool.line([(0, 0), (0, 54)], (WOOD, RUST)[i % 2], 7)
        tool.rect((-14, 46, 28, 15), (SLATE, SILVER, OAK)[i % 3], radius=3)
    c.poly(
        [
            (-5, c.height * 0.56),
            (c.width + 5, c.height * 0.47),
            (c.width + 5, c.height),
            (-5, c.height),
        ],
        mix(PLANK, WOOD, 0.6),
    )
    for i in range(5):
        y = c.height * (0.58 + i * 0.09)
        c.line([(0, y), (c.width, y - 38)], OAK, 2.4)


def _dunes(c: Canvas) -> None:
    horizon = c.height * 0.48
    nature.sky(c, horizon)
    nature.sea(c, horizon)
    for base, height in ((c.height * 0.75, 110), (c.height * 0.95, 110)):
        edge = nature.ridge(c, base, height)
        c.poly(
            [*edge, (c.width + 9, c.height + 9), (-9, c.height + 9)],
            mix(SAND, MOSS, 0.2 if height else 0),
        )
    for _ in range(22):
        nature.tuft(c, c.rng.uniform(0, c.width), c.rng.uniform(c.height * 0.7, c.height), 1.6)


def _church(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(STONE, CREAM, 0.5))
    for x in (c.width * 0.16, c.width * 0.84):
        c.poly(
            [*arc((x, 190, 54, 110), 180, 360), (x + 54, 420), (x - 54, 420)], mix(SLATE, TEAL, 0.4)
        )
        for i, colour in enumerate((OCHRE, BRICK, TEAL, PLUM)):
            c.rect((x - 54, 190 + i * 58, 108, 50), colour, 0.35)
        c.line([(x, 86), (x, 420)], STONE, 6)
    c.rect((c.width / 2 - 30, 0, 60, c.height), mix(STONE, INK, 0.08))


def _mural(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(TEAL, MIST, 0.25))
    town.painted_fleet(c, (-20, 20, c.width + 20, c.height * 0.75))


def _train(c: Canvas) -> None:
    nature.sky(c, c.height * 0.5)
    nature.coast(c, c.height * 0.52, 60)
    c.rect((0, c.height * 0.5, c.width, c.height), PINE)
    works.railcar(c.at(c.width * 0.44, c.height * 0.92, 2.4))
    c.rect((0, c.height * 0.92, c.width, 60), STONE)


def _chalkboard(c: Canvas) -> None:
    c.rect((0, 0, c.width, c.height), mix(CREAM, MIST, 0.5))
    c.rect((60, 36, c.width - 120, 250), OAK, radius=4)
    c.rect((72, 48, c.width - 144, 226), PINE)
    for i, length in enumerate((110, 84, 126, 60)):
        c.rect((100, 82 + i * 40, length, 6), WHITE, 0.7, radius=3)
    c.line(arc((c.width - 160, 140, 46, 46), 0, 360), WHITE, 4, 0.7)
    c.line([(c.width - 206, 222), (c.width - 114, 222)], WHITE, 5, 0.7)
    c.rect((c.width - 150, 276, 50, 9), WHITE, radius=2)


BACKDROPS: dict[str, Callable[[Canvas], None]] = {
    "harbour": _harbour,
    "sea": _sea,
    "stone": _stone,
    "shelf": _shelf,
    "oven": _oven,
    "workshop": _workshop,
    "dunes": _dunes,
    "church": _church,
    "mural": _mural,
    "train": _train,
    "chalkboard": _chalkboard,
}


def portrait(c: Canvas, d: Details) -> None:
    """Head and shoulders of someone in the news."""
    BACKDROPS[d.text("backdrop", "sea")](c)
    c.veil(c.light.sky_low, 0.22)
    look = people.Look(
        coat=CLOTH[d.text("coat", "navy")],
        hair=d.text("hair", "short"),
        hat=d.text("hat"),
        beard=d.has("beard"),
        glasses=d.has("glasses"),
        wear=d.text("wear", "jacket"),
        grey=d.has("grey"),
    )
    tall = c.height > c.width
    x = c.width * (0.5 if tall else c.rng.choice((0.4, 0.58)))
    sitter = c.at(x, c.height * (0.6 if tall else 0.66), 1.62 if tall else 1.5)
    # A face is shown in a better light than what lies behind it.
    sitter.light = replace(c.light, strength=c.light.strength / 2)
    people.bust(sitter, look)
    _tool(sitter, d.text("tool"), look.coat)


def _tool(c: Canvas, name: str, sleeve: RGB) -> None:
    """Put the tool of a trade into the hand of the sitter."""
    if not name:
        return
    handle, head = {
        "hammer": (WOOD, SLATE),
        "mallet": (PLANK, OAK),
        "brush": (WOOD, BRICK),
    }[name]
    c.line([(128, 250), (94, 132)], mix(sleeve, INK, 0.18), 40)
    c.line([(84, 130), (104, 14)], handle, 9)
    if name == "brush":
        c.line([(104, 14), (107, -4)], SILVER, 11)
        c.poly([(100, -4), (114, -2), (112, -28)], head)
    else:
        block = c.at(106, 4, turn=10)
        block.rect((-30, -15, 60, 28), head, radius=4)
    c.oval((88, 108, 18, 17), SKINS[1])


SCENES = {"portrait": portrait}
