"""Photos as a grid in rows of one height, or as a list: what the pages of photos show of each.

A row is justified by the style sheet alone: a cell grows by the ratio of its picture, so that all
pictures of a row come out equally high. Ratios are rounded to steps, because the policy of the site
allows no styles of a single element; a picture loses at most a fortieth of a side by it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from indexer.engine.results import Hit, HitImage, PhotoHit, Run, Runs
from indexer.texts import message
from webapp.results import FoundHit

STEP = 1.05
"""Each ratio of width to height that the style sheet knows is so many times the one before."""

LEAST = 0.5
"""The first of them; a picture that is narrower is shown whole within it."""

LAST_OF_ONE = 38
"""The widest of one picture: about 3.2."""

LAST = 62
"""The widest of several pictures in a row: about 10."""

TEXT_RATIO = 1.5
"""Of a card that has a caption only."""

VISIBLE = 140
"""Characters of a caption that a card certainly shows."""

BEFORE = 40
"""Characters shown before the first match, where that stands further back."""


class View(StrEnum):
    """How photos are laid out."""

    GRID = "grid"
    LIST = "list"


VIEWS = {View.GRID: message("Grid"), View.LIST: message("List")}


def ratio_class(image: HitImage | None) -> str:
    """The class of a photo's cell, which gives it the ratio of its picture."""
    return f"r{_step(_ratio(image), LAST_OF_ONE)}"


def row_class(photos: Sequence[FoundHit]) -> str:
    """The class of a cell that holds several photos side by side."""
    return f"r{_step(math.fsum(_ratio(one.hit.image) for one in photos), LAST)}"


def is_extreme(image: HitImage) -> bool:
    """True if a picture is too narrow or too wide for its cell to be filled by it."""
    return not LEAST / STEP <= _ratio(image) <= LEAST * STEP ** (LAST_OF_ONE + 1)


def other_captions(first: FoundHit) -> tuple[str, ...]:
    """Captions of the photos beside the first that are not quite as its own."""
    own = _text(first.hit)
    return tuple(dict.fromkeys(_text(one.hit) for one in first.copies if _text(one.hit) != own))


def split_caption(caption: Runs) -> tuple[str, Runs]:
    """What a card leaves out of a caption for the first match to be seen, and the rest."""
    at = 0
    for run in caption:
        if run.matched:
            break
        at += len(run.text)
    else:
        return "", caption
    if at <= VISIBLE:
        return "", caption
    whole = "".join(run.text for run in caption)
    cut = whole.rfind(" ", 0, at - BEFORE) + 1
    return whole[:cut], _after(caption, cut)


def _text(hit: Hit) -> str:
    return "".join(run.text for run in hit.caption) if isinstance(hit, PhotoHit) else ""


def _after(runs: Runs, cut: int) -> Runs:
    kept = []
    for run in runs:
        text = run.text[max(cut, 0) :]
        cut -= len(run.text)
        if text:
            kept.append(Run(text, run.matched))
    return tuple(kept)


def _ratio(image: HitImage | None) -> float:
    if image is None or not image.thumb or not image.width or not image.height:
        return TEXT_RATIO
    return image.width / image.height


def _step(ratio: float, last: int) -> int:
    return min(max(round(math.log(ratio / LEAST, STEP)), 0), last)
