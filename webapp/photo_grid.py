"""Photos as a grid in rows of one height, or as a list: what the pages of photos show of each.

A row is justified by the style sheet alone: a cell grows by the ratio of its picture, so that all
pictures of a row come out equally high. Ratios are rounded to steps, because the policy of the site
allows no styles of a single element; a picture loses at most a thirtieth of a side by it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Hit, HitImage, PhotoHit, Run, Runs
from indexer.model import Precision
from indexer.texts import gettext, message
from webapp.links import PAGE_SIZES, NamedLink, facet_links, search_url
from webapp.results import FoundHit

STEP = 1.06
"""Each ratio of width to height that the style sheet knows is so many times the one before."""

LEAST = 0.5
"""The first of them; a picture that is narrower is shown whole within it."""

LAST_OF_ONE = 32
"""The widest of one picture: about 3.2."""

LAST = 51
"""The widest of several pictures in a row: about 10."""

TEXT_RATIO = 1.5
"""Of a card that has a caption only."""

VISIBLE = 80
"""Characters of a caption that a card certainly shows."""

BEFORE = 40
"""Characters shown before the first match, where that stands further back."""


MAX_USES = 3
"""Other places of a picture that are named; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """Photos that were found and have nearly the same caption, each of another picture.

    Attributes:
        photos: The photos, best first.
        first: Which the first of them is of all that were found, as pages show them, from 1.
        captions: Those that are not quite as that of the first.
        uses: Where else their pictures are shown.
        more_uses: Places beyond these.
    """

    photos: tuple[FoundHit, ...]
    first: int
    captions: tuple[str, ...]
    uses: tuple[NamedLink, ...]
    more_uses: int

    @property
    def size(self) -> int:
        """How many photos it shows."""
        return len(self.photos)


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


def photo_rows(engine: Engine, hits: Sequence[FoundHit], begin: int = 1) -> tuple[PhotoRow, ...]:
    """The photos of a page, copies in one row, no picture of a row twice.

    Args:
        engine: Knows the other uses of a picture.
        hits: The photos.
        begin: Which the first of them is of all that were found.
    """
    left = {one.hit.id: one for one in hits}
    pictures = _pictures(hits)
    rows = []
    while left:
        at = len(left)
        first = next(iter(left.values()))
        row = [left.pop(key) for key in (first.hit.id, *first.hit.copies) if key in left]
        # The same picture again is told of, not shown.
        shown: dict[str, FoundHit] = {}
        for one in row:
            shown.setdefault(pictures[one.hit.id], one)
        for key in [key for key in left if pictures[key] in shown]:
            del left[key]
        rows.append(_row(engine, tuple(shown.values()), begin + len(hits) - at))
    return tuple(rows)


def _pictures(hits: Sequence[FoundHit]) -> dict[str, str]:
    """Id of a hit -> id of the first hit that shows the same picture.

    Hits name the first uses of their picture only, but the same ones.
    """
    known: dict[str, str] = {}
    for one in hits:
        same = (one.hit.id, *_uses(one))
        first = next((known[key] for key in same if key in known), one.hit.id)
        known.update(dict.fromkeys(same, first))
    return {one.hit.id: known[one.hit.id] for one in hits}


def _row(engine: Engine, shown: Sequence[FoundHit], number: int) -> PhotoRow:
    named = {one.hit.id for one in shown}
    elsewhere = [
        key for key in dict.fromkeys(k for one in shown for k in _uses(one)) if key not in named
    ]
    count = sum(one.hit.use_count for one in shown if isinstance(one.hit, PhotoHit))
    own = _text(shown[0].hit)
    return PhotoRow(
        photos=tuple(shown),
        first=number,
        captions=tuple(
            dict.fromkeys(text for text in (_text(one.hit) for one in shown[1:]) if text != own)
        ),
        uses=tuple(_use(engine, key) for key in elsewhere[:MAX_USES]),
        more_uses=max(count - MAX_USES, 0),
    )


def _uses(one: FoundHit) -> tuple[str, ...]:
    return one.hit.uses if isinstance(one.hit, PhotoHit) else ()


def _use(engine: Engine, photo_id: str) -> NamedLink:
    found = engine.photo(photo_id)
    title = found[0].title if found else ""
    return NamedLink(title or photo_id, url_for("photos.photo", photo_id=photo_id))


def passage_of(caption: Runs) -> Runs:
    """The part of a caption with its first match, where its beginning does not have it; else none.

    A card shows the beginning, which tells what the picture shows; what its neighbours say too
    comes later.
    """
    at = 0
    for run in caption:
        if run.matched:
            break
        at += len(run.text)
    else:
        return ()
    if at <= VISIBLE:
        return ()
    whole = "".join(run.text for run in caption)
    return _after(caption, whole.rfind(" ", 0, at - BEFORE) + 1)


def _text(hit: Hit) -> str:
    return "".join(run.text for run in hit.caption) if isinstance(hit, PhotoHit) else ""


def other_caption(one: FoundHit, first: FoundHit) -> str:
    """The caption of a photo that stands in the row of another, if it is not quite the same."""
    own = _text(one.hit)
    return own if own != _text(first.hit) else ""


def ways_on(hit: PhotoHit) -> tuple[NamedLink, ...]:
    """Ways to other photos of the same hand, house, place, day and story, and to similar ones."""
    found = [
        *facet_links(Kind.PHOTOS, "photographer", hit.photographer),
        *facet_links(Kind.PHOTOS, "agency", [hit.agency] if hit.agency else []),
        *facet_links(Kind.PHOTOS, "place", [hit.place] if hit.place else []),
    ]
    if hit.taken and hit.taken.precision is Precision.DAY:
        found.append(_search(gettext("same day"), f"taken:{hit.taken.earliest}"))
    elif hit.date and hit.date_precision is Precision.DAY:
        found.append(_search(gettext("same day"), f"date:{hit.date}"))
    if hit.photo_count > 1:
        found.append(_search(gettext("same story"), f"story:{hit.story_id}"))
    alike = url_for("photos.photo", photo_id=hit.id, _anchor="beside")
    return (*found, NamedLink(gettext("similar captions"), alike))


def _search(label: str, q: str) -> NamedLink:
    request = SearchRequest(kind=Kind.PHOTOS, size=PAGE_SIZES[Kind.PHOTOS], q=q)
    return NamedLink(label, search_url(request))


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
