"""The colour that a site chooses, made so that it can be read on light and dark pages."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.site import current_site

blueprint = Blueprint("theme", __name__)

LIGHT, DARK = "#fdfdfc", "#141618"
"""Colours of the paper, as in static/tokens.css."""

LEAST_CONTRAST = 4.5
"""Of text, as WCAG 2.2 asks in success criterion 1.4.3."""

_STEPS = 100


@blueprint.get("/theme.css")
def theme() -> Response:
    """Style that sets the accent; empty where the site keeps the usual one."""
    accent = current_site().settings.accent
    return Response(style(accent) if accent else "", mimetype="text/css")


def style(accent: str) -> str:
    """The accent for light and dark pages.

    Args:
        accent: As ``#rrggbb``.
    """
    light, dark = readable(accent, LIGHT), readable(accent, DARK)
    return (
        f":root {{ --accent: {light}; --on-accent: {LIGHT}; }}\n"
        "@media (prefers-color-scheme: dark) "
        f"{{ :root {{ --accent: {dark}; --on-accent: {DARK}; }} }}\n"
        "@media print { :root { --accent: #000; } }\n"
    )


def readable(colour: str, paper: str) -> str:
    """The colour nearest to one, towards black or white, that can be read on paper."""
    end = (255, 255, 255) if _luminance(_rgb(paper)) < 0.5 else (0, 0, 0)  # noqa: PLR2004
    begin = mixed = _rgb(colour)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = tuple(round(b + (e - b) * share) for b, e in zip(begin, end, strict=True))
        if contrast(mixed, _rgb(paper)) >= LEAST_CONTRAST:
            break
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _luminance(rgb: tuple[int, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
