"""Small figures for the scenes, and busts for the portraits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from drawing.canvas import Canvas, Point, arc, rim
from drawing.palette import (
    BRICK,
    COATS,
    CREAM,
    HAIRS,
    INK,
    NAVY,
    OAK,
    OCHRE,
    RGB,
    ROSE,
    SILVER,
    SKINS,
    SLATE,
    WHITE,
    mix,
)

GREY = HAIRS[-1]
SCARF = BRICK
ARMS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "down": ((-14, -40), (14, -40)),
    "up": ((-19, -92), (19, -92)),
    "one": ((-14, -40), (20, -90)),
    "fore": ((16, -50), (20, -47)),
    "hold": ((-7, -50), (8, -50)),
    "run": ((-15, -54), (17, -58)),
}


@dataclass(frozen=True)
class Person:
    """What a small figure looks like."""

    coat: RGB
    trousers: RGB
    skin: RGB
    hair: RGB
    arms: str = "down"
    back: bool = False
    hat: RGB | None = None
    stride: bool = False


def somebody(rng: Random) -> Person:
    """Make up a person."""
    return Person(
        coat=rng.choice(COATS),
        trousers=rng.choice((INK, NAVY, SLATE, OAK)),
        skin=rng.choice(SKINS),
        hair=rng.choice(HAIRS),
        hat=rng.choice((None, None, *COATS)),
    )


def figure(c: Canvas, who: Person) -> None:
    """Draw a standing figure 90 high with its feet at the origin."""
    step = 9 if who.stride else 0
    c.line([(-4, -38), (-5 - step, -2)], who.trousers, 7.5)
    c.line([(4, -38), (5 + step, -2 - step * 0.5)], who.trousers, 7.5)
    for x, y in ((-5 - step, -1), (5 + step, -1 - step * 0.5)):
        c.line([(x, y), (x + 3, y)], INK, 4.6)
    left, right = ARMS[who.arms]
    sleeve = mix(who.coat, INK, 0.16)
    c.line([(-10, -64), left], sleeve, 6.4)
    c.poly([(-12, -68), (-8, -72), (8, -72), (12, -68), (12, -34), (-12, -34)], who.coat)
    c.line([(10, -64), right], sleeve, 6.4)
    for hand in (left, right):
        c.disc(*hand, 3.4, who.skin)
    c.rect((-3, -76, 6, 7), mix(who.skin, INK, 0.12))
    c.disc(0, -81, 8.6, who.skin)
    cap = who.hat or who.hair
    if who.back:
        c.disc(0, -81.5, 9, cap)
    else:
        c.poly(arc((0, -81.5, 9.2, 9.4), 182, 358), cap)
    if who.hat:
        c.line([(-9, -83), (9, -83)], mix(who.hat, INK, 0.2), 2.6)
    if who.hat and who.back:
        c.poly(arc((0, -81.5, 8.6, 9), 14, 166), who.hair)


def crowd(c: Canvas, base: float, count: int, size: float) -> None:
    """Draw a row of people seen from behind along the foot of the picture."""
    for i in range(count):
        x = c.width * (i + 0.5) / count + c.rng.uniform(-10, 10)
        scale = size * c.rng.uniform(0.9, 1.12)
        figure(c.at(x, base + c.rng.uniform(-5, 5), scale), replace(somebody(c.rng), back=True))


@dataclass(frozen=True)
class Look:
    """What the head and shoulders of a portrait look like."""

    coat: RGB
    hair: str = "short"
    hat: str = ""
    beard: bool = False
    glasses: bool = False
    wear: str = "jacket"
    grey: bool = False


def bust(c: Canvas, look: Look) -> None:
    """Draw head and shoulders about 200 wide; the origin lies between the shoulders."""
    skin = c.rng.choice(SKINS[:4])
    hair = GREY if look.grey else c.rng.choice(HAIRS[:3])
    _long_hair(c, look, hair)
    _shoulders(c, look)
    neck = [(-19, -34), (19, -34), (22, 8), (0, 20), (-22, 8)]
    c.poly(neck, mix(skin, INK, 0.16))
    _collar(c, look)
    head = _head()
    c.oval((-47, -84, 8, 13), mix(skin, ROSE, 0.2))
    c.oval((47, -84, 8, 13), mix(skin, INK, 0.14))
    c.poly(head, skin)
    c.clipped([(16, -160), (80, -160), (80, -10), (4, -10), (24, -70)], head, INK, 0.1)
    if look.beard:
        _beard(c, hair, head)
    _face(c, skin, hair)
    _hair(c, look, hair, head)
    if look.glasses:
        _glasses(c)
    _hat(c, look)


def _head() -> list[Point]:
    """Give the outline of a face."""
    return [
        *arc((0, -92, 47, 52), 180, 360),
        *arc((0, -84, 47, 62), 0, 180),
    ]


def _shoulders(c: Canvas, look: Look) -> None:
    body = [
        *arc((-62, 62, 54, 52), 180, 262),
        (-22, 2),
        (22, 2),
        *arc((62, 62, 54, 52), 278, 360),
        (124, 260),
        (-124, 260),
    ]
    c.poly(body, look.coat)
    c.clipped([(40, 0), (130, 0), (130, 260), (70, 260)], body, INK, 0.12)
    if look.wear == "gansey":
        _ladder(c, body)
    if look.wear == "number":
        c.rect((-46, 66, 92, 58), WHITE, radius=3)
        for x in (-20, 6):
            c.line([(x, 80), (x + 16, 80), (x + 4, 112)], INK, 5)


def _ladder(c: Canvas, body: list[Point]) -> None:
    pale = mix(NAVY, WHITE, 0.32)
    for x in (-64, -26, 12, 50):
        for side in (0, 16):
            c.line([(x + side, 40), (x + side, 250)], pale, 2.4)
        for y in range(50, 250, 14):
            c.line([(x, y), (x + 16, y)], pale, 2)
    c.clipped([(40, 0), (130, 0), (130, 260), (70, 260)], body, INK, 0.08)


def _collar(c: Canvas, look: Look) -> None:
    dark = mix(look.coat, INK, 0.25)
    if look.wear == "apron":
        c.poly([(-46, 18), (46, 18), (56, 200), (-56, 200)], WHITE)
        c.line([(-30, 4), (-42, 24)], WHITE, 8)
        c.line([(30, 4), (42, 24)], WHITE, 8)
    elif look.wear in ("jumper", "gansey"):
        c.rect((-27, -4, 54, 22), dark, radius=9)
    elif look.wear == "number":
        c.line(arc((0, 0, 26, 16), 10, 170), WHITE, 6)
    elif look.wear == "scarf":
        c.poly([(10, 14), (38, 8), (50, 128), (20, 132)], mix(SCARF, INK, 0.15))
        c.rect((-34, -8, 68, 30), SCARF, radius=13)
    elif look.wear == "dungarees":
        c.line(arc((0, -2, 25, 14), 10, 170), mix(look.coat, WHITE, 0.4), 5)
        c.rect((-44, 84, 88, 190), NAVY, radius=5)
        for side in (-1, 1):
            c.line([(side * 36, 90), (side * 46, 10)], NAVY, 13)
            c.disc(side * 36, 96, 5, OCHRE)
    else:
        _lapels(c, look, dark)


def _lapels(c: Canvas, look: Look, dark: RGB) -> None:
    c.poly([(-22, 2), (22, 2), (0, 66)], WHITE if look.coat != CREAM else SILVER)
    if look.wear == "uniform":
        c.poly([(-6, 14), (6, 14), (8, 60), (0, 72), (-8, 60)], INK)
        for side in (-1, 1):
            c.line([(side * 78, 24), (side * 104, 36)], OCHRE, 7)
            for y in (96, 132):
                c.disc(side * 17, y, 5, OCHRE)
    for side in (-1, 1):
        c.poly([(side * 24, -2), (side * 42, 12), (side * 3, 78), (0, 56)], dark)


def _beard(c: Canvas, hair: RGB, head: list[Point]) -> None:
    full = [(-50, -84), (-34, -62), (-18, -58), (18, -58), (34, -62), (50, -84), (50, 0), (-50, 0)]
    c.clipped(full, head, hair)
    c.oval((0, -32, 30, 20), hair)


def _face(c: Canvas, skin: RGB, hair: RGB) -> None:
    for x in (-18, 18):
        c.oval((x, -88, 3.6, 4.4), INK)
        c.line([(x - 9, -102), (x, -105), (x + 9, -102)], mix(hair, INK, 0.35), 3.2)
    c.line([(1, -84), (7, -66), (-2, -64)], mix(skin, INK, 0.32), 2.4)
    c.line([(-12, -47), (-4, -43), (5, -43), (13, -48)], mix(ROSE, OAK, 0.55), 3.2)
    for x in (-28, 28):
        c.disc(x, -66, 8, ROSE, 0.16)


def _long_hair(c: Canvas, look: Look, hair: RGB) -> None:
    if look.hair == "bob":
        c.rect((-58, -140, 116, 118), hair, radius=44)
    elif look.hair == "ponytail":
        c.oval((46, -52, 20, 50), mix(hair, INK, 0.2))
    elif look.hair == "bun":
        c.disc(0, -154, 24, hair)
    elif look.hair == "curly":
        for t in range(150, 400, 20):
            c.disc(*rim((0, -90, 56, 54), t), 20, hair)


def _hair(c: Canvas, look: Look, hair: RGB, head: list[Point]) -> None:
    fringe = [
        *arc((0, -92, 51, 58), 176, 364),
        (46, -98),
        (34, -116),
        (6, -126),
        (-22, -120),
        (-42, -104),
    ]
    if look.hair == "curly":
        for x, y in ((-36, -128), (-14, -138), (10, -138), (34, -128)):
            c.disc(x, y, 17, hair)
        return
    c.poly(fringe, hair)
    if look.hair == "thin":
        c.clipped([(-52, -110), (-36, -110), (-40, -74), (-52, -70)], head, hair)
    if look.hair == "bun":
        c.line([(-18, -146), (18, -146)], OCHRE, 3)


def _glasses(c: Canvas) -> None:
    for x in (-19, 19):
        c.line(arc((x, -87, 14, 12), 0, 360), INK, 2.2)
    c.line([(-6, -89), (6, -89)], INK, 2.2)


def _hat(c: Canvas, look: Look) -> None:
    crown = arc((0, -112, 53, 46), 180, 360)
    if look.hat == "cap":
        c.poly([*crown, (53, -106), (-53, -106)], SLATE)
        c.poly([(-58, -108), (30, -112), (34, -102), (-62, -98)], mix(SLATE, INK, 0.4))
    elif look.hat == "beanie":
        c.poly([*crown, (53, -108), (-53, -108)], mix(look.coat, SILVER, 0.35))
        c.rect((-55, -120, 110, 19), mix(look.coat, SILVER, 0.15), radius=8)
    elif look.hat == "officer":
        c.poly([(-66, -138), (-30, -164), (30, -164), (66, -138), (50, -124), (-50, -124)], WHITE)
        c.rect((-51, -128, 102, 17), INK)
        c.disc(0, -121, 8, OCHRE)
        c.poly(arc((0, -112, 50, 16), 0, 180), INK)
    elif look.hat == "kerchief":
        c.poly([*crown, (51, -104), (0, -122), (-51, -104)], WHITE)
        c.line([(-49, -104), (0, -121), (49, -104)], SILVER, 2.4)
