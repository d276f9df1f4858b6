"""Citations: of a story or photo as files, of a search as a page to copy from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, Response, abort, render_template, url_for

from indexer.citation import Citation, cite_photo, cite_search, cite_story
from indexer.citation_formats import CITATION_FORMATS, CitationFormat
from indexer.engine.records import IndexStats
from indexer.engine.request import SearchRequest
from indexer.engine.results import SearchResult
from indexer.model import Photo, Story
from indexer.query.days import make_absolute
from indexer.texts import gettext
from webapp.forms import SearchForm, form_for
from webapp.gone import abort_without
from webapp.links import absolute, lasting_url, search_url
from webapp.own import asked_search
from webapp.site import Site, current_site

blueprint = Blueprint("citations", __name__)


@dataclass(frozen=True, slots=True)
class CitationText:
    """A citation in one form.

    Attributes:
        label: The form's name.
        name: The same for ids.
        text: To be copied.
    """

    label: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPage:
    """What the page of a search's citation shows.

    Attributes:
        form: The search box.
        reading: What was searched, in plain English.
        texts: The citation in every form.
        search_url: The search.
    """

    form: SearchForm
    reading: str
    texts: tuple[CitationText, ...]
    search_url: str


@blueprint.get("/story/<story_id>/cite.<suffix>")
def story(story_id: str, suffix: str) -> Response:
    """The citation of a story as a file; the suffix says in which form."""
    engine = current_site().engine
    found = engine.story(story_id)
    if found is None:
        abort_without(engine, story_id)
    return _file(citation_of(found), suffix)


@blueprint.get("/photo/<photo_id>/cite.<suffix>")
def photo(photo_id: str, suffix: str) -> Response:
    """The citation of a photo likewise."""
    engine = current_site().engine
    found = engine.photo(photo_id)
    if found is None:
        abort_without(engine, photo_id)
    return _file(citation_of_photo(*found), suffix)


def _file(citation: Citation, suffix: str) -> Response:
    form = CITATION_FORMATS.get(suffix)
    if form is None:
        abort(404)
    response = Response(form.write(citation), content_type=f"{form.media_type}; charset=utf-8")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"{citation.key}.{form.suffix}"
    )
    return response


@blueprint.get("/cite")
def search() -> str:
    """The citation of a search in every form, its days absolute."""
    site = current_site()
    asked, _ = asked_search()
    today = date.today()  # noqa: DTZ011 - the day by which the engine searches
    lasting = _lasting(asked, today)
    result, stats = _found(site, replace(lasting, facets=(), size=1, snippets=False))
    citation = cite_search(
        lasting.kind,
        result,
        site=site.title,
        permalink=absolute(search_url(lasting)),
        asked=today,
        content_hash=stats.content_hash,
    )
    page = CitationPage(
        form=form_for(asked),
        reading=result.reading,
        texts=tuple(citation_text(form, citation) for form in CITATION_FORMATS.values()),
        search_url=search_url(lasting),
    )
    return render_template("cite.html", page=page)


def _found(site: Site, request: SearchRequest) -> tuple[SearchResult, IndexStats]:
    """The answer to a search, and figures of the very generation that gave it."""
    while True:
        result, stats = site.engine.search(request), site.engine.stats()
        if result.generation == stats.generation:
            return result, stats


def citation_of(story: Story) -> Citation:
    """A story to be cited as read today."""
    today = date.today()  # noqa: DTZ011 - the reader's day is not known
    url = lasting_url(story.id, story.public_url)
    return cite_story(story, current_site().title, url, today)


def citation_of_photo(story: Story, photo: Photo) -> Citation:
    """A photo to be cited as seen today, on its page here."""
    today = date.today()  # noqa: DTZ011 - as above
    url = absolute(url_for("photos.photo", photo_id=photo.id))
    return cite_photo(story, photo, current_site().title, url, today)


def _lasting(asked: SearchRequest, today: date) -> SearchRequest:
    """The same search whenever it is asked again, from its first page."""
    return replace(asked, q=make_absolute(asked.q, today), page=1, histogram=None)


def citation_text(form: CitationFormat, citation: Citation) -> CitationText:
    """A citation in one form, its lines as a page breaks them."""
    text = form.write(citation).replace("\r\n", "\n").rstrip("\n")
    return CitationText(gettext(form.label), form.suffix, text)
