"""All scenes by name."""

from __future__ import annotations

from collections.abc import Callable

from drawing import (
    festival,
    harbour,
    portraits,
    rooms,
    ships,
    shore,
    sport,
    tables,
    town,
    weather,
    works,
)
from drawing.canvas import Canvas
from drawing.details import Details

SCENES: dict[str, Callable[[Canvas, Details], None]] = {
    **festival.SCENES,
    **harbour.SCENES,
    **portraits.SCENES,
    **rooms.SCENES,
    **ships.SCENES,
    **shore.SCENES,
    **sport.SCENES,
    **tables.SCENES,
    **town.SCENES,
    **weather.SCENES,
    **works.SCENES,
}
