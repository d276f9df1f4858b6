"""Colours of the illustrations and the lights they are seen in."""

from __future__ import annotations

from dataclasses import dataclass

RGB = tuple[int, int, int]


def rgb(code: str) -> RGB:
    """Read a six-digit hexadecimal colour code."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """Blend two colours; `share` is the part of the second one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


WHITE = rgb("fbf8f1")
CREAM = rgb("f0e6d2")
SAND = rgb("dcc9a2")
DUNE = rgb("cdb98d")
STONE = rgb("b7b1a4")
PEBBLE = rgb("97958d")
ASPHALT = rgb("7d8083")
INK = rgb("26323d")
NAVY = rgb("2f4a63")
SLATE = rgb("5b7080")
TEAL = rgb("4b8083")
MIST = rgb("c9d3d4")
BRICK = rgb("b35a45")
RUST = rgb("8e4c38")
ORANGE = rgb("d9783c")
OCHRE = rgb("d29f45")
LAMP = rgb("ffdf9a")
MOSS = rgb("73865a")
GRASS = rgb("93a468")
PINE = rgb("40604f")
WOOD = rgb("93704f")
PLANK = rgb("b9966d")
OAK = rgb("6c4f3a")
PLUM = rgb("6d4d63")
ROSE = rgb("c98a86")
SILVER = rgb("a9bac2")

COATS = (NAVY, BRICK, OCHRE, MOSS, PLUM, TEAL, SLATE, RUST)
SKINS = (rgb("f0cfb4"), rgb("e2b796"), rgb("c99572"), rgb("9b6a4c"), rgb("71492f"))
HAIRS = (rgb("2e2620"), rgb("5b4331"), rgb("8d6a44"), rgb("b9a184"), rgb("c9c4bb"))
WALLS = (
    CREAM,
    rgb("e3d3b5"),
    rgb("d8b79a"),
    rgb("c4ccc8"),
    rgb("dccfc0"),
    rgb("b9c4c4"),
    rgb("c77f68"),
)
ROOFS = (BRICK, RUST, SLATE, rgb("6b6f74"), rgb("9c5a47"))
HULLS = (NAVY, BRICK, TEAL, PINE, rgb("e9e2d2"), INK)


@dataclass(frozen=True)
class Light:
    """Colours of sky and water at one time of day, and the tint of all else."""

    sky_top: RGB
    sky_low: RGB
    sea_far: RGB
    sea_near: RGB
    glint: RGB
    far: RGB
    cloud: RGB
    tint: RGB
    strength: float
    sun: RGB | None = None
    lamps: bool = False


def _light(colours: str, strength: float, *, sun: str = "", lamps: bool = False) -> Light:
    """Build a light from its eight colour codes in field order."""
    top, low, far_sea, near_sea, glint, far, cloud, tint = map(rgb, colours.split())
    return Light(
        sky_top=top,
        sky_low=low,
        sea_far=far_sea,
        sea_near=near_sea,
        glint=glint,
        far=far,
        cloud=cloud,
        tint=tint,
        strength=strength,
        sun=rgb(sun) if sun else None,
        lamps=lamps,
    )


LIGHTS: dict[str, Light] = {
    "day": _light("9fc0d0 e9ece1 9dbcc2 5d8894 e4ece8 9db2b2 f6f4ec f2e4c8", 0.03, sun="fdf6df"),
    "bright": _light("76abc9 dfebe6 82b0bf 3f758b e8f0ec 8eacb2 fbf8f0 f2e4c8", 0.0, sun="fffbe6"),
    "dawn": _light(
        "8698b0 f4cfa6 dcbfa6 5f7888 fbe6c8 a59ea6 eec3a4 b98a78",
        0.16,
        sun="fff0cc",
        lamps=True,
    ),
    "dusk": _light(
        "4a5a7c eba77c c79180 3d4e69 f8cfa4 6d6a85 c98d80 39466a",
        0.3,
        sun="ffdca8",
        lamps=True,
    ),
    "night": _light("131d31 31445d 2a3b52 131d2f 6c86a0 1d2a40 2b3b53 14203a", 0.58, lamps=True),
    "overcast": _light("aab3b8 dcdeda a0adb0 6d8087 d3dad9 a3acae c6cbca 93a0a6", 0.14),
    "storm": _light("4a555f a0a8a6 76868a 3e5059 c9d1d0 66737a 5e6a72 4d5b65", 0.28, lamps=True),
    "fog": _light("c3cacb dfe1dd c8cfcf aeb8ba e3e6e3 c0c7c8 d3d8d7 ccd2d2", 0.5),
    "snow": _light("aebdc9 edf0f0 a3b5c0 6a8496 eef3f5 b4c1c9 dfe5e8 b9c7d3", 0.16),
    "indoor": _light("efe5d1 ddceb3 c9b794 a58f6c f6eedd b8a98b f3ecdc f2e4c8", 0.0),
}
