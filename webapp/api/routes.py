"""The addresses of the API: each reads its parameters, asks the engine once and answers.

The first line of a docstring, what it takes and what it answers are the API's description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import abort, request, url_for

from indexer.engine.base import Engine
from indexer.engine.request import (
    DEFAULT_SIZE,
    FacetOrder,
    Kind,
    SearchRequest,
    Sort,
    facet_names,
)
from indexer.engine.results import SearchResult, key_of
from indexer.errors import ParameterError, one_of
from indexer.extras import Extras
from indexer.parameters import Switch, parse_parameters, to_parameters
from indexer.texts import gettext
from webapp.api.answers import (
    FacetAnswer,
    Links,
    PageLinks,
    PhotoAnswer,
    SearchAnswer,
    StatsAnswer,
    StoryAnswer,
    SuggestAnswer,
    SuggestionOut,
    extended,
)
from webapp.api.cursor import read_cursor, write_cursor
from webapp.api.documents import hit_out, photo_out, story_out
from webapp.api.parameters import (
    PHOTO_ID,
    STORY_ID,
    SUGGEST,
    Parameter,
    facet_parameters,
    search_parameters,
)
from webapp.gone import abort_without
from webapp.links import absolute, page_url, search_url
from webapp.own import asked_search, one, whole_number_of
from webapp.pagination import last_page, no_page
from webapp.site import current_site
from webapp.suggestions import suggestion_url

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_CURSOR, _FACETS, _TYPING = "cursor", "facets", "typing"
_HALF_TYPED = re.compile(r"(?:^|\s)\w{2,}$")
_PAGE_ORDER = (Sort.OLDEST, None)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of the API.

    Attributes:
        path: Below ``/api/v1``, parameters in braces.
        view: Answers it.
        answer: What it answers.
        parameters: What it takes, given the archive's own facets.
        kind: What its id names, which can have been taken out; None if it has none.
    """

    path: str
    view: Callable[..., DataclassInstance]
    answer: type[DataclassInstance]
    parameters: Callable[[Extras], Sequence[Parameter]]
    kind: Kind | None = None

    @property
    def name(self) -> str:
        """Its name in the description."""
        return self.view.__name__


def search() -> SearchAnswer:
    """Stories or photos that are found, page by page or all of them with a cursor."""
    engine = current_site().engine
    asked, own = asked_search({_CURSOR, _FACETS, _TYPING})
    is_typing = one(own, _TYPING, Switch, Switch.OFF) is Switch.ON
    if not own.get(_CURSOR):
        own.pop(_CURSOR, None)
    asked = replace(asked, facets=_asked_facets(asked.kind, engine.extras(), own))
    if _CURSOR in own:
        return _part(asked, own)
    result, meant = engine.search(asked), asked
    if is_typing and not result.total_all:
        result, meant = _go_on(engine, asked, result)
    last = last_page(result.total, asked.size)

    def at(number: int) -> str:
        return _search_address(replace(asked, page=number), own)

    links = _page_links(asked.page, last, absolute(search_url(meant)), at)
    beyond = asked.page > last
    notices = (*result.notices, no_page(asked.page, last)) if beyond else result.notices
    return _search_answer(replace(result, notices=notices), links)


def _page_links(number: int, last: int, page: str, address: Callable[[int], str]) -> PageLinks:
    """Where the pages of a list are: from one beyond its end, back to the last one."""
    return PageLinks(
        self=address(number),
        page=page,
        next=address(number + 1) if number < last else None,
        prev=address(min(number - 1, last)) if number > 1 else None,
        last=address(last),
    )


def _go_on(
    engine: Engine, asked: SearchRequest, result: SearchResult
) -> tuple[SearchResult, SearchRequest]:
    """What begins with the last word typed, if that finds something, and the search for it."""
    if not _HALF_TYPED.search(asked.q) or asked.q.count('"') % 2:
        return result, asked
    meant = replace(asked, q=f"{asked.q}*")
    found = engine.search(meant)
    return (found, meant) if found.total_all else (result, asked)


def _part(asked: SearchRequest, own: Mapping[str, str]) -> SearchAnswer:
    """A part of everything that a search finds."""
    if asked.page > 1:
        raise ParameterError("page", str(asked.page), gettext("left out with cursor="))
    if asked.sort not in _PAGE_ORDER:
        allowed = gettext("oldest, or left out, with cursor=")
        raise ParameterError("sort", str(asked.sort), allowed)
    meant = to_parameters(replace(asked, sort=None, size=DEFAULT_SIZE, histogram=None))
    cursor = read_cursor(own[_CURSOR], meant)
    part = current_site().engine.scan_after(asked, cursor.key if cursor else None)
    hits, generation = part.result.hits, part.result.generation
    following = None
    if part.more and hits:
        text = write_cursor(key_of(hits[-1]), generation, meant)
        following = _search_address(asked, {**own, _CURSOR: text})
    links = PageLinks(
        self=_search_address(asked, own),
        page=absolute(search_url(replace(asked, sort=Sort.OLDEST))),
        next=following,
        prev=None,
        last=None,
    )
    changed = cursor is not None and cursor.generation != generation
    return _search_answer(part.result, links, changed=changed)


def _search_answer(
    result: SearchResult, links: PageLinks, *, changed: bool = False
) -> SearchAnswer:
    hits = tuple(map(hit_out, result.hits))
    return extended(SearchAnswer, result, hits=hits, links=links, changed=changed)


def suggest() -> SuggestAnswer:
    """What somebody who is typing may mean: titles, names, places, tags, phrases."""
    engine = current_site().engine
    known = {parameter.name for parameter in SUGGEST}
    given = [pair for pair in request.args.items(multi=True) if pair[0] in known]
    asked = parse_parameters([("size", "8"), *given])
    generation = engine.generation()
    suggestions = tuple(
        extended(SuggestionOut, suggestion, url=absolute(suggestion_url(suggestion, asked.kind)))
        for suggestion in engine.suggest(asked.q, asked.kind, asked.size)
    )
    pairs = [(name, value) for name, value in given if value]
    page = search_url(SearchRequest(q=asked.q, kind=asked.kind))
    links = Links(self=_address("suggest", pairs), page=absolute(page))
    return SuggestAnswer(q=asked.q, suggestions=suggestions, generation=generation, links=links)


def story(story_id: str) -> StoryAnswer:
    """A whole story with its photos."""
    engine = current_site().engine
    generation = engine.generation()
    found = engine.story(story_id)
    if found is None:
        abort_without(engine, story_id)
    return story_out(engine, found, generation, _address("story", story_id=story_id))


def photo(photo_id: str) -> PhotoAnswer:
    """A photo with all that is known of it."""
    engine = current_site().engine
    generation = engine.generation()
    found = engine.photo(photo_id)
    if found is None:
        abort_without(engine, photo_id)
    return photo_out(engine, *found, generation, _address("photo", photo_id=photo_id))


def facet(name: str) -> FacetAnswer:
    """The values of a facet, of everything or of what a search finds."""
    engine = current_site().engine
    asked, own = asked_search({"contains", "order", "page"})
    if name not in facet_names(asked.kind, engine.extras()):
        abort(HTTPStatus.NOT_FOUND)
    order = one(own, "order", FacetOrder, FacetOrder.COUNT)
    page = whole_number_of(own, "page", 1)
    generation = engine.generation()
    found = engine.facet_values(
        asked,
        name,
        contains=own.get("contains", ""),
        order=order,
        page=page,
        size=asked.size,
    )

    def at(number: int) -> str:
        changed = {**own, "page": str(number) if number > 1 else ""}
        pairs = [*to_parameters(asked), *((n, v) for n, v in changed.items() if v)]
        return _address("facet", pairs, name=name)

    shown = {"contains": own.get("contains", ""), "order": order.value}
    there = absolute(page_url("facet.facet", asked, shown, path={"name": name}))
    links = _page_links(page, last_page(found.total, asked.size), there, at)
    return extended(FacetAnswer, found, name=name, generation=generation, links=links)


def stats() -> StatsAnswer:
    """Figures of the index, and the facets there are."""
    site = current_site()
    found = site.stats()
    extras = site.engine.extras()
    return StatsAnswer(
        title=found.title,
        generation=found.generation,
        built_at=found.built_at,
        stories=found.stories,
        photos=found.photos,
        undated=found.undated,
        first_date=found.first_date,
        last_date=found.last_date,
        content_hash=found.content_hash,
        facets={kind.value: facet_names(kind, extras) for kind in Kind},
        links=Links(self=_address("stats"), page=absolute(url_for("coverage.coverage"))),
    )


ENDPOINTS = (
    Endpoint("/search", search, SearchAnswer, search_parameters),
    Endpoint("/suggest", suggest, SuggestAnswer, lambda _: SUGGEST),
    Endpoint("/stories/{story_id}", story, StoryAnswer, lambda _: (STORY_ID,), Kind.STORIES),
    Endpoint("/photos/{photo_id}", photo, PhotoAnswer, lambda _: (PHOTO_ID,), Kind.PHOTOS),
    Endpoint("/facets/{name}", facet, FacetAnswer, facet_parameters),
    Endpoint("/stats", stats, StatsAnswer, lambda _: ()),
)


def _asked_facets(kind: Kind, extras: Extras, own: Mapping[str, str]) -> tuple[str, ...] | None:
    if _FACETS not in own:
        return () if _CURSOR in own else None
    names = tuple(dict.fromkeys(filter(None, own[_FACETS].split(","))))
    known = facet_names(kind, extras)
    if not set(names) <= set(known):
        raise ParameterError(_FACETS, own[_FACETS], one_of(known))
    return names


def _search_address(asked: SearchRequest, own: Mapping[str, str]) -> str:
    return _address("search", [*to_parameters(asked), *own.items()])


def _address(endpoint: str, pairs: Sequence[tuple[str, str]] = (), **path: Any) -> str:  # noqa: ANN401
    address = absolute(url_for(f"api.{endpoint}", **path))
    return f"{address}?{urlencode(pairs)}" if pairs else address
