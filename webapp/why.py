"""Why a story is not among the hits of a search; or where it is, and why there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template

from indexer.engine.base import Engine
from indexer.engine.explanation import Explanation, Lifting, Role
from indexer.engine.request import MAX_RESULTS, Kind, SearchRequest, Sort
from indexer.facet_names import facet_label
from indexer.texts import decimal, gettext, in_percent, message, ngettext, with_commas
from webapp.forms import SearchForm, form_for
from webapp.links import document_url, page_url, parameters, search_url, site_path
from webapp.own import readers_search
from webapp.pasted import is_gone, story_id_of
from webapp.reasons import Reason, freed, reasons, words_lacking
from webapp.site import current_site

blueprint = Blueprint("why", __name__)

_ENDPOINT = "why.why"
_STORY = "story"
_FIELDS = {
    "title": message("Title"),
    "body": message("Text"),
    "description": message("Description"),
    "caption": message("Captions"),
    "own": message("Caption"),
    "shared": message("Caption shared with other photos"),
    "credit": message("Credit line"),
    "alt": message("Alternative text"),
    "file": message("Name of the file"),
    "fallback": message("Title of its story, in place of a caption"),
}
_LIFTS = {
    Lifting.TITLE_COVERED: message("Words asked for are in the title"),
    Lifting.EXACT: message("Words are in it in the very form typed"),
    Lifting.TITLE_SHARE: message("Words of the title were asked for"),
    Lifting.WHOLE_TITLE: message("The title is what was typed"),
    Lifting.NEIGHBOURS: message("Words stand in it side by side, as typed"),
}
_ORDERS = {
    Sort.RELEVANCE: message("in order of relevance"),
    Sort.NEWEST: message("the newest first"),
    Sort.OLDEST: message("the oldest first"),
    Sort.TAKEN_NEWEST: message("the latest taken first"),
    Sort.TAKEN_OLDEST: message("the earliest taken first"),
}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What a word adds to a score in one field.

    Attributes:
        word: As typed.
        field: The field's name as shown.
        forms: The forms that stand there, and how often where that is more than once.
        score: What it adds.
    """

    word: str
    field: str
    forms: str
    score: str


@dataclass(frozen=True, slots=True)
class Factor:
    """What a score is changed by.

    Attributes:
        text: Why.
        change: By how much.
    """

    text: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A search and one story.

    Attributes:
        title: Of the story.
        url: Its page here; of a photo, the photo's page.
        found: True if the search finds it.
        place: Where it stands, in words; empty if it is not found.
        place_url: The page of results with it; None if there is none.
        reasons: What keeps it out.
        words: How many words it has and needs, where it has too few.
        freed_url: The search without anything that keeps it out.
        lacking: Words of the search that it does not have, though it is found.
        rows: Its score by word and field.
        factors: What changes the sum of these.
        score: The score; empty where hits are not in order of relevance.
    """

    title: str
    url: str
    found: bool
    place: str
    place_url: str | None
    reasons: tuple[Reason, ...]
    words: str
    freed_url: str
    lacking: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    factors: tuple[Factor, ...]
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """What the page shows.

    Attributes:
        form: The search box.
        ask: The form for the story.
        reading: The search in plain words; empty if no story is explained.
        back_url: The results of the search.
        notices: What was ignored or understood differently.
        trouble: Why nothing is explained; empty if nothing was asked, or something is.
        verdict: What is explained, if anything is.
    """

    form: SearchForm
    ask: SearchForm
    reading: str
    back_url: str
    notices: tuple[str, ...]
    trouble: str
    verdict: Verdict | None


@blueprint.get("/why")
def why() -> Response:
    """Why the ``story`` is not found by a search, or where it is."""
    asked = readers_search((_STORY,))
    page = why_page(current_site().engine, asked.request, asked.own.get(_STORY, "").strip())
    status = HTTPStatus.NOT_FOUND if page.trouble else HTTPStatus.OK
    return make_response(render_template("why.html", page=page), status)


def why_url(request: SearchRequest, story_id: str = "") -> str:
    """The page that explains a search; for one story if its id is given."""
    return page_url(_ENDPOINT, replace(request, page=1), {_STORY: story_id})


def why_page(engine: Engine, request: SearchRequest, pasted: str) -> WhyPage:
    """Prepares the page.

    Args:
        engine: Answers the search.
        request: The search.
        pasted: What names the story; empty to ask for it.
    """
    story_id = story_id_of(engine, pasted)
    explained = engine.explain(request, story_id) if story_id else None
    hidden = tuple(pair for pair in parameters(request) if pair[0] != "page")
    return WhyPage(
        form=form_for(request),
        ask=SearchForm(page_url(_ENDPOINT, SearchRequest()), "", pasted, hidden),
        reading=explained.reading if explained else "",
        back_url=search_url(request),
        notices=request.notices,
        trouble=_trouble(engine, pasted, story_id) if pasted and explained is None else "",
        verdict=_verdict(request, explained) if explained else None,
    )


def _trouble(engine: Engine, pasted: str, story_id: str | None) -> str:
    if story_id is not None:
        return gettext("That story has no photo, so a search for photos cannot find it.")
    if is_gone(engine, pasted):
        return gettext("That story is no longer in the archive.")
    return gettext(
        "There is no story at that address. It may be the address of its page here or on the "
        "public site, or the path of its file in the archive."
    )


def _verdict(request: SearchRequest, explained: Explanation) -> Verdict:
    place = explained.place or 0
    scored = explained.found and request.order is Sort.RELEVANCE
    return Verdict(
        title=explained.hit.title,
        url=document_url(explained.hit, request, place) if place else site_path(explained.hit.url),
        found=explained.found,
        place=_place(request, explained) if place else "",
        place_url=_place_url(request, place) if place else None,
        reasons=reasons(request, explained),
        words=words_lacking(explained),
        freed_url=search_url(freed(request, explained)),
        lacking=tuple(
            clause.text
            for clause in explained.clauses
            if clause.role is Role.PLAIN and not clause.has and explained.found
        ),
        rows=tuple(_rows(explained)) if scored else (),
        factors=tuple(_factors(explained)) if scored else (),
        score=decimal(explained.score) if scored else "",
    )


def _place(request: SearchRequest, explained: Explanation) -> str:
    here = (
        message("A photo of it is here, in place %(place)s of %(total)s, %(order)s.")
        if request.kind is Kind.PHOTOS
        else message("It is here, in place %(place)s of %(total)s, %(order)s.")
    )
    return gettext(
        here,
        place=with_commas(explained.place or 0),
        total=with_commas(explained.total),
        order=gettext(_ORDERS[request.order]),
    )


def _place_url(request: SearchRequest, place: int) -> str | None:
    page = -(-place // request.size)
    if page * request.size > MAX_RESULTS:
        return None
    return search_url(replace(request, page=page))


def _rows(explained: Explanation) -> Iterator[ScoreRow]:
    for clause in explained.clauses:
        for term in clause.terms:
            for field in term.fields:
                if field.score:
                    forms = ", ".join(
                        f"{one.form} × {one.count}" if one.count > 1 else one.form
                        for one in field.forms
                    )
                    name = _FIELDS.get(field.field)
                    label = gettext(name) if name else facet_label(_bare(field.field))
                    yield ScoreRow(term.text, label, forms, decimal(field.score))


def _bare(field: str) -> str:
    """The key of the front matter, for a field that holds one."""
    return re.sub(r"^extra_", "", field)


def _factors(explained: Explanation) -> Iterator[Factor]:
    if explained.coverage < 1:
        lacking = sum(clause.role is Role.PLAIN and not clause.has for clause in explained.clauses)
        text = ngettext("%(number)s word is not in it", "%(number)s words are not in it", lacking)
        yield Factor(text, f"× {decimal(explained.coverage)}")
    for lift in explained.lifts:
        yield Factor(gettext(_LIFTS[lift.kind]), f"+ {in_percent(lift.share)}")
