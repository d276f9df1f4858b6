"""The page of a search, for stories and photos alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from indexer.engine.base import Engine, Kind, Match, Scope, SearchRequest, SearchResult, Sort
from indexer.query.days import make_absolute
from webapp.facets import Chip, FacetBox, chips, facet_boxes
from webapp.forms import SearchForm, form_for, hidden_parameters
from webapp.links import search_path, search_url
from webapp.pagination import Pagination, paginate
from webapp.refine import for_kind

_TABS = {Kind.STORIES: "Stories", Kind.PHOTOS: "Photos"}
_SORTS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
_MATCHES = {Match.AUTO: "Automatic", Match.ALL: "All", Match.ANY: "Any"}
_SCOPES = {
    Scope.OWN: "Own sentences",
    Scope.CAPTION: "Whole caption",
    Scope.STORY: "Caption and story",
}


MIN_WORDS = 2
"""Fewer words leave no choice between all and any of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on.

    Attributes:
        label: As shown.
        url: Where it leads.
        current: True if it is the one that applies.
    """

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same words searched in another way.

    Attributes:
        choice: In which, and where.
        count: How many the search finds there.
    """

    choice: Choice
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """A setting of the search and its possible values.

    Attributes:
        label: What is chosen.
        choices: The values.
    """

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class DateForm:
    """The form that narrows a search to days of publication.

    Attributes:
        action: Where it leads.
        first: First day as ISO date; empty if open.
        last: Last day as ISO date; empty if open.
        hidden: Parameters that stay as they are.
    """

    action: str
    first: str
    last: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """What the page of a search shows.

    Attributes:
        title: Of the page.
        kind: What was searched.
        form: The search box.
        result: The engine's answer.
        notices: What was ignored or understood differently.
        tabs: Stories and photos.
        settings: Order, words and text searched, where there is a choice.
        chips: Active filters.
        clear_url: The search without any of them.
        facets: What can narrow it.
        dates: Narrows it by day.
        pages: Its pages.
        any_word: The search for any of its words, where all of them find nothing and any do.
        all_words: The search for all of its words, where some of what was found lacks some.
        meant_url: The search for what was probably meant; None where there is no doubt.
        aliases_url: The same search with or without other names; None where it has no such names.
    """

    title: str
    kind: Kind
    form: SearchForm
    result: SearchResult
    notices: tuple[str, ...]
    tabs: tuple[Alternative, ...]
    settings: tuple[Choices, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    facets: tuple[FacetBox, ...]
    dates: DateForm
    pages: Pagination
    any_word: Alternative | None
    all_words: Alternative | None
    meant_url: str | None
    aliases_url: str | None


def results_page(engine: Engine, request: SearchRequest) -> ResultsPage:
    """Searches, and prepares the page of what was found."""
    result = engine.search(request)
    form = form_for(request)
    # The box keeps what was typed; links mean the same when they are opened next year.
    request = replace(request, q=_absolute(request.q))
    return ResultsPage(
        title=form.q.strip() or f"All {request.kind}",
        kind=request.kind,
        form=form,
        result=result,
        notices=tuple(dict.fromkeys(request.notices + result.notices)),
        tabs=_tabs(engine, request, result),
        settings=tuple(_settings(request)),
        chips=chips(request, result),
        clear_url=search_url(request.unfiltered()),
        facets=facet_boxes(request, result),
        dates=_date_form(request),
        pages=paginate(request, result.total),
        any_word=None if result.total else _any_word(engine, request),
        all_words=_all_words(request, result),
        meant_url=_meant_url(request, result),
        aliases_url=_aliases_url(request, result),
    )


def _absolute(q: str) -> str:
    return make_absolute(q, date.today())  # noqa: DTZ011 - the day by which the engine searched


def _meant_url(request: SearchRequest, result: SearchResult) -> str | None:
    if result.did_you_mean is None:
        return None
    return search_url(replace(request, q=_absolute(result.did_you_mean.q), page=1))


def _aliases_url(request: SearchRequest, result: SearchResult) -> str | None:
    if request.aliases and not result.aliases:
        return None
    return search_url(replace(request, aliases=not request.aliases, page=1))


def _all_words(request: SearchRequest, result: SearchResult) -> Alternative | None:
    if result.total_all == result.total:
        return None
    stricter = replace(request, match=Match.ALL, page=1)
    return Alternative(Choice("All", search_url(stricter), current=False), result.total_all)


def _any_word(engine: Engine, request: SearchRequest) -> Alternative | None:
    looser = replace(request, match=Match.ANY, page=1)
    if request.match is Match.ANY or len(request.q.split()) < MIN_WORDS:
        return None
    count = engine.count(looser)
    return Alternative(Choice("Any", search_url(looser), current=False), count) if count else None


def _tabs(engine: Engine, request: SearchRequest, result: SearchResult) -> tuple[Alternative, ...]:
    tabs = []
    for kind, label in _TABS.items():
        same = kind is request.kind
        there = for_kind(request, kind)
        count = result.total if same else engine.count(there)
        tabs.append(Alternative(Choice(label, search_url(there), same), count))
    return tuple(tabs)


def _settings(request: SearchRequest) -> list[Choices]:
    first = replace(request, page=1)
    words = request.q.split()
    default = replace(request, sort=None).order
    settings = [
        Choices(
            "Order",
            tuple(
                Choice(
                    label,
                    search_url(replace(first, sort=None if sort is default else sort)),
                    sort is request.order,
                )
                for sort, label in _SORTS.items()
                if words or sort is not Sort.RELEVANCE
            ),
        )
    ]
    if len(words) >= MIN_WORDS:
        matches = tuple(
            Choice(label, search_url(replace(first, match=match)), match is request.match)
            for match, label in _MATCHES.items()
        )
        settings.append(Choices("Words", matches))
    if words and request.kind is Kind.PHOTOS:
        scopes = tuple(
            Choice(label, search_url(replace(first, scope=scope)), scope is request.scope)
            for scope, label in _SCOPES.items()
        )
        settings.append(Choices("Look in", scopes))
    return settings


def _date_form(request: SearchRequest) -> DateForm:
    return DateForm(
        action=search_path(request.kind),
        first=request.date_from.isoformat() if request.date_from else "",
        last=request.date_to.isoformat() if request.date_to else "",
        hidden=hidden_parameters(request, "from", "to"),
    )
