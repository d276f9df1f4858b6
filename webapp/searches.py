"""Searches kept in a reader's browser: their page, and how much of one there is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from indexer.engine.request import Kind
from indexer.parameters import parse_parameters
from indexer.serialize import to_json_bytes
from webapp.answers import cached_json
from webapp.charts import found
from webapp.forms import SearchForm, empty_form
from webapp.site import current_site

blueprint = Blueprint("searches", __name__)

_MAX_AGE = 60


@dataclass(frozen=True, slots=True)
class SearchesPage:
    """What the page of kept searches shows before a script fills it.

    Attributes:
        form: The search box.
    """

    form: SearchForm


@blueprint.get("/searches")
def searches() -> str:
    """The searches kept in the browser that asks."""
    return render_template("searches.html", page=SearchesPage(empty_form(Kind.STORIES)))


@blueprint.get("/count")
def count() -> Response:
    """How much a search finds, as a number and in words."""
    engine = current_site().engine
    asked = parse_parameters(request.args.items(multi=True), extras=engine.extras())
    number = engine.count(asked)
    answer = {"count": number, "counted": found(asked.kind, number)}
    return cached_json(to_json_bytes(answer), _MAX_AGE)
