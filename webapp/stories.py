"""Stories: the home page, search, and the page of one story."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.engine.request import Kind, SearchRequest
from indexer.errors import ParameterError
from indexer.page_paths import is_same_site
from indexer.texts import gettext
from webapp.gone import abort_without, was_removed_from
from webapp.home import home_page
from webapp.links import search_path
from webapp.own import asked_search, readers_search, whole_number_of
from webapp.results import results_page
from webapp.site import current_site
from webapp.story_page import story_page

blueprint = Blueprint("stories", __name__)


@blueprint.get("/")
def home() -> str:
    """The search box, the newest stories and what the archive covers."""
    site = current_site()
    page = home_page(site.engine, site.stats())
    return render_template("home.html", page=page)


@blueprint.get("/search")
def search() -> str | Response:
    """Stories that were found; a search for photos has its own address."""
    asked = readers_search()
    if asked.request.kind is Kind.PHOTOS:
        # As it was typed, so that what cannot be read is told there.
        rest = [pair for pair in request.args.items(multi=True) if pair[0] != "in"]
        return redirect(f"{search_path(Kind.PHOTOS)}?{urlencode(rest)}")
    page = results_page(current_site().engine, asked.request, asked.unread)
    return render_template("stories.html", page=page)


@blueprint.get("/story/<story_id>")
def story(story_id: str) -> str:
    """One story with its photos; with a search, what matched is marked."""
    site = current_site()
    asked, own = _search_of_story()
    marked = site.engine.marked(story_id, asked)
    if marked is None:
        abort_without(site.engine, story_id)
    place = whole_number_of(own, "place", 0)
    page = story_page(site.engine, marked, asked, place, site.edit_url(marked.story.path))
    return render_template("story.html", page=page)


def _search_of_story() -> tuple[SearchRequest, dict[str, str]]:
    """The search a story was found by; an empty one where its address is decorated otherwise."""
    try:
        return asked_search(("place",))
    except ParameterError:
        return SearchRequest(), {}


@blueprint.get("/at")
def at() -> Response:
    """The story that the public site shows, or once showed, at the address ``url``."""
    address = request.args.get("url", "").strip()
    if not address:
        wanted = gettext("the address of a story on the public site")
        raise ParameterError("url", address, wanted)
    engine = current_site().engine
    story_id = engine.links().resolve_url(address)
    story = engine.story(story_id) if story_id else None
    if story is None or not is_same_site(address, story.public_url or ""):
        abort(410 if story is None and was_removed_from(engine, address) else 404)
    return redirect(url_for("stories.story", story_id=story_id))
