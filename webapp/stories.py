"""Stories: the home page, search, and the page of one story."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.engine.base import Kind, SearchRequest
from indexer.parameters import parse_parameters
from webapp.links import search_url
from webapp.pages import home_page, story_page
from webapp.results import results_page
from webapp.site import current_site

blueprint = Blueprint("stories", __name__)

_NEWEST = SearchRequest(size=12)


@blueprint.get("/")
def home() -> str:
    """The search box, the newest stories and what the archive covers."""
    site = current_site()
    page = home_page(site.stats(), site.engine.search(_NEWEST))
    return render_template("home.html", page=page)


@blueprint.get("/search")
def search() -> str | Response:
    """Stories that were found; a search for photos has its own address."""
    asked = parse_parameters(request.args.items(multi=True), extras=current_site().engine.extras())
    if asked.kind is Kind.PHOTOS:
        return redirect(search_url(asked))
    page = results_page(current_site().engine, asked)
    return render_template("stories.html", page=page)


@blueprint.get("/story/<story_id>")
def story(story_id: str) -> str:
    """One story with its photos."""
    found = current_site().engine.story(story_id)
    if found is None:
        abort(404)
    return render_template("story.html", page=story_page(found))
