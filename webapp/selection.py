"""Photos that somebody selected: a page whose address is the selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from indexer.engine.base import Engine
from indexer.engine.request import Kind
from indexer.errors import ParameterError
from indexer.model import Photo, Story
from indexer.photo_keys import photo_key
from indexer.photo_metadata import PhotoRecord
from indexer.texts import gettext, with_commas
from webapp.forms import SearchForm, empty_form
from webapp.links import absolute, lasting_url
from webapp.site import current_site

blueprint = Blueprint("selection", __name__)

PARAMETER = "photo"
SEPARATOR = "."
MAX_SELECTED = 500
"""Photos of one selection: as many keys as an address has room for, and some."""

_OF_AN_ID = "--"


@dataclass(frozen=True, slots=True)
class Selected:
    """A photo of a selection.

    Attributes:
        key: Names it in addresses.
        story: The story it stands in.
        photo: The photo.
    """

    key: str
    story: Story
    photo: Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPage:
    """What the page of a selection shows.

    Attributes:
        form: The search box.
        photos: Those selected, in order.
        lost: How many of those asked for are not in the archive.
        keys: All of them as one value of ``photo=``.
        url: Address of this selection.
    """

    form: SearchForm
    photos: tuple[Selected, ...]
    lost: int
    keys: str
    url: str


@blueprint.get("/selection")
def selection() -> str:
    """The photos that the address names, to be looked at, passed on and exported."""
    engine = current_site().engine
    names = selected_names()
    photos = tuple(
        Selected(photo_key(photo.id), story, photo) for story, photo in selected(engine, names)
    )
    keys = SEPARATOR.join(one.key for one in photos)
    page = SelectionPage(
        form=empty_form(Kind.PHOTOS),
        photos=photos,
        lost=len(set(names) - {name for one in photos for name in (one.key, one.photo.id)}),
        keys=keys,
        url=absolute(url_for("selection.selection", photo=keys)) if keys else "",
    )
    return render_template("selection.html", page=page)


def selected_names() -> tuple[str, ...]:
    """Keys or ids of the photos that the address names, each once.

    Raises:
        ParameterError: There are more than :data:`MAX_SELECTED`.
    """
    given = request.args.getlist(PARAMETER)
    names = dict.fromkeys(name for value in given for name in _split(value) if name)
    if len(names) > MAX_SELECTED:
        most = gettext("the keys of up to %(number)s photos", number=with_commas(MAX_SELECTED))
        raise ParameterError(PARAMETER, str(len(names)), most)
    return tuple(names)


def selected(engine: Engine, names: Sequence[str]) -> Iterator[tuple[Story, Photo]]:
    """The photos of these keys or ids; those that are not there are left out."""
    ids = dict.fromkeys(
        photo_id
        for name in names
        for photo_id in ((name,) if _OF_AN_ID in name else engine.photo_ids((name,)))
    )
    for photo_id in ids:
        found = engine.photo(photo_id)
        if found is not None:
            yield found


def records_of(found: Iterable[tuple[Story, Photo]]) -> Iterator[PhotoRecord]:
    """Photos as they are exported from this site."""
    for story, photo in found:
        permalink = absolute(url_for("photos.photo", photo_id=photo.id))
        yield PhotoRecord(story, photo, permalink, lasting_url(story.id, story.public_url))


def _split(value: str) -> Sequence[str]:
    return (value,) if _OF_AN_ID in value else value.split(SEPARATOR)
