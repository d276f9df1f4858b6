"""The search box, which stands on every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from indexer.engine.request import Kind, SearchRequest
from indexer.texts import gettext, message
from webapp.links import search_parameters, search_path

_PROMPTS = {
    Kind.STORIES: message("Search stories"),
    Kind.PHOTOS: message("Search photo captions"),
}


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The search box.

    Attributes:
        action: Where it leads.
        prompt: What it is for.
        q: What stands in it.
        hidden: Parameters that stay as they are.
        suggestions: Where what is typed is completed; empty if it is not.
    """

    action: str
    prompt: str
    q: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    suggestions: str = ""


def empty_form(kind: Kind, q: str = "") -> SearchForm:
    """The box for a search without filters."""
    return _form(kind, q)


def form_for(request: SearchRequest) -> SearchForm:
    """The box for the next search, which keeps the filters of this one."""
    return _form(request.kind, request.q, hidden_parameters(request, "q", "histogram"))


def hidden_parameters(request: SearchRequest, *shown: str) -> tuple[tuple[str, str], ...]:
    """The parameters a form has to carry along beside those it shows, the page left out."""
    dropped = {*shown, "page"}
    return tuple(pair for pair in search_parameters(request) if pair[0] not in dropped)


def _form(kind: Kind, q: str, hidden: tuple[tuple[str, str], ...] = ()) -> SearchForm:
    suggestions = f"{url_for('suggestions.suggest')}?in={kind}"
    return SearchForm(search_path(kind), gettext(_PROMPTS[kind]), q, hidden, suggestions)
