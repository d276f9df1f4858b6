"""Photos: search, and the page of one photo."""

from __future__ import annotations

from flask import Blueprint, render_template

from indexer.engine.request import Kind, SearchRequest
from indexer.errors import ParameterError
from indexer.texts import gettext
from webapp.choices import Choice
from webapp.gone import abort_without
from webapp.links import VIEW, search_url
from webapp.own import asked_search, one, readers_search, whole_number_of
from webapp.photo_grid import VIEWS, View, photo_rows
from webapp.photo_page import photo_page
from webapp.results import results_page
from webapp.site import current_site

blueprint = Blueprint("photos", __name__)


@blueprint.get("/photos")
def search() -> str:
    """Photos that were found, as a grid or a list."""
    asked = readers_search((VIEW,), kind=Kind.PHOTOS)
    view = one(asked.own, VIEW, View, View.GRID)
    engine, request = current_site().engine, asked.request
    page = results_page(engine, request, asked.unread)
    return render_template(
        "photos.html",
        page=page,
        rows=photo_rows(engine, page.hits, (request.page - 1) * request.size + 1),
        view=view,
        views=_views(page.request, view),
    )


def _views(asked: SearchRequest, view: View) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            gettext(label),
            search_url(asked, "" if other is View.GRID else other.value),
            other is view,
        )
        for other, label in VIEWS.items()
    )


@blueprint.get("/photo/<photo_id>")
def photo(photo_id: str) -> str:
    """One photo with all that is known of it, and the way on in the search it was found by."""
    engine = current_site().engine
    asked, own = _search_of_photo()
    found = engine.photo(photo_id)
    marked = engine.marked(found[0].id, asked) if found else None
    # A build between the two questions may have changed the story.
    photos = {photo.id: photo for photo in marked.story.photos} if marked else {}
    if marked is None or photo_id not in photos:
        abort_without(engine, photo_id)
    page = photo_page(marked, photos[photo_id], asked, whole_number_of(own, "place", 0))
    return render_template("photo.html", page=page)


def _search_of_photo() -> tuple[SearchRequest, dict[str, str]]:
    """The search a photo was found by; an empty one where its address is decorated otherwise."""
    try:
        return asked_search(("place",), kind=Kind.PHOTOS)
    except ParameterError:
        return SearchRequest(kind=Kind.PHOTOS), {}
