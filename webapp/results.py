"""The page of a search, for stories and photos alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engine.base import Engine
from indexer.engine.request import (
    SORTS_OF_PHOTOS,
    Interval,
    Kind,
    Match,
    MonthDay,
    Scope,
    SearchRequest,
    Sort,
)
from indexer.engine.results import Hit, SearchResult
from indexer.export import Format
from indexer.texts import day_of_the_year, gettext, message
from indexer.wording import shortened
from webapp.alternatives import (
    MIN_WORDS,
    SoughtPiece,
    aliases_url,
    all_words,
    any_word,
    in_time,
    loose_phrases,
    meant_url,
    sought_pieces,
    without_filters,
)
from webapp.charts import Chart, count_chart
from webapp.choices import Alternative, Choice, Choices
from webapp.dates import absolute_today, beside_day, this_day
from webapp.facets import Chip, FacetBox, chips, facet_boxes
from webapp.forms import SearchForm, form_for, hidden_parameters
from webapp.links import document_url, page_url, search_path, search_url
from webapp.pagination import Pagination, pages_of_search
from webapp.refine import for_kind

_TABS = {Kind.STORIES: message("Stories"), Kind.PHOTOS: message("Photos")}
_SORTS = {
    Sort.RELEVANCE: message("Best match"),
    Sort.NEWEST: message("Newest"),
    Sort.OLDEST: message("Oldest"),
    Sort.TAKEN_NEWEST: message("Latest taken"),
    Sort.TAKEN_OLDEST: message("Earliest taken"),
}
_MATCHES = {Match.AUTO: message("Automatic"), Match.ALL: message("All"), Match.ANY: message("Any")}
_SCOPES = {
    Scope.OWN: message("Own sentences"),
    Scope.CAPTION: message("Whole caption"),
    Scope.STORY: message("Caption and story"),
}


_EVERYTHING = {Kind.STORIES: message("All stories"), Kind.PHOTOS: message("All photos")}

_DOWNLOADS = (
    (Format.CSV, "CSV"), (Format.JSON, "JSON"), (Format.BIBTEX, "BibTeX"), (Format.RIS, "RIS")
)  # fmt: skip
"""Formats of a list of stories; photos have others."""

CHART_HEIGHT = 64
MIN_BARS = 2
"""Fewer bars compare nothing."""

MAX_TITLE = 200
"""Characters of a heading; the box has the rest."""

MAX_READING = 600
"""Characters of the reading on a page; that of a citation is whole."""


@dataclass(frozen=True, slots=True)
class DateForm:
    """The form that narrows a search to days of publication.

    Attributes:
        action: Where it leads.
        first: First day as ISO date; empty if open.
        last: Last day as ISO date; empty if open.
        day: Month and day of any year, as ``MM-DD``; empty for every day.
        unread: Field -> what was typed there, where that is no day.
        hidden: Parameters that stay as they are.
    """

    action: str
    first: str
    last: str
    day: str
    unread: Mapping[str, str]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit on the page.

    Attributes:
        hit: What was found.
        url: Its page, which knows the search it was found by.
        copies: Hits of the same page that have nearly the same text.
    """

    hit: Hit
    url: str
    copies: tuple[FoundHit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """What the page of a search shows.

    Attributes:
        title: Of the page.
        reading: The search in plain words, however much was typed.
        kind: What was searched.
        request: The search, days in it made absolute.
        form: The search box.
        result: The engine's answer.
        hits: What was found, copies folded.
        fewer: Stories that have fewer of the words than those found.
        notices: What was ignored or understood differently.
        tabs: Stories and photos.
        settings: Order, words and text searched, where there is a choice.
        chips: Active filters.
        clear_url: The search without any of them.
        facets: What can narrow it.
        hidden: The search as parameters of a form.
        dates: Narrows it by day.
        chart: When what was found was published; None if there is nothing to compare.
        pages: Its pages.
        any_word: The search for any of its words, where all of them find nothing and any do.
        all_words: The search for all of its words, where some of what was found lacks some.
        sought: What was typed and how many have each, where nothing has it all.
        unfiltered: What it finds without any filter, where it finds nothing with them.
        looser: The search without one of its filters, where it finds nothing with all of them.
        on_this_day: The same search on this day of any year; None if it asks for a day already.
        downloads: Formats of a whole list of stories, and their names.
        in_time: The search among what was published or taken in the year or decade that is one of
            its words.
        loose_phrases: The search with words between those of its phrases, where these are nowhere.
        meant_url: The search for what was probably meant; None where there is no doubt.
        aliases_url: The same search with or without other names; None where it has no such names.
    """

    title: str
    reading: str
    kind: Kind
    request: SearchRequest
    form: SearchForm
    result: SearchResult
    hits: tuple[FoundHit, ...]
    fewer: tuple[FoundHit, ...]
    notices: tuple[str, ...]
    tabs: tuple[Alternative, ...]
    settings: tuple[Choices, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    facets: tuple[FacetBox, ...]
    hidden: tuple[tuple[str, str], ...]
    dates: DateForm
    chart: Chart | None
    pages: Pagination
    any_word: Alternative | None
    all_words: Alternative | None
    sought: tuple[SoughtPiece, ...]
    looser: tuple[Alternative, ...]
    unfiltered: int | None
    on_this_day: SearchRequest | None
    downloads: tuple[tuple[str, str], ...]
    in_time: tuple[Alternative, ...]
    loose_phrases: Alternative | None
    meant_url: str | None
    aliases_url: str | None


def results_page(engine: Engine, request: SearchRequest, unread: Mapping[str, str]) -> ResultsPage:
    """Searches, and prepares the page of what was found.

    Args:
        engine: Answers the search.
        request: The search.
        unread: Field for days -> what was typed there, where that is no day.
    """
    request = engine.named(request)
    result = engine.search(replace(request, histogram=request.histogram or Interval.AUTO))
    form = form_for(request)
    # The box keeps what was typed; links mean the same when they are opened next year.
    request = replace(request, q=absolute_today(request.q))
    active = chips(request, result)
    return ResultsPage(
        title=shortened(form.q.strip(), MAX_TITLE) or gettext(_EVERYTHING[request.kind]),
        reading=shortened(result.reading, MAX_READING),
        kind=request.kind,
        request=request,
        form=form,
        result=result,
        hits=fold(result.hits, request),
        fewer=tuple(FoundHit(hit, _marked(hit, request), ()) for hit in result.with_fewer_words),
        notices=tuple(dict.fromkeys(request.notices + result.notices)),
        tabs=_tabs(engine, request, result),
        settings=tuple(_settings(request, result)),
        chips=active,
        clear_url=search_url(request.unfiltered()),
        facets=facet_boxes(request, result),
        hidden=hidden_parameters(request),
        dates=_date_form(request, unread),
        chart=_chart(request, result),
        pages=pages_of_search(request, result.total),
        any_word=None if result.total else any_word(engine, request),
        all_words=all_words(request, result),
        sought=tuple(sought_pieces(engine, request, result)),
        looser=() if result.total else tuple(without_filters(engine, active)),
        unfiltered=None if result.total or not active else engine.count(request.unfiltered()),
        on_this_day=None if request.on else replace(request, page=1, on=this_day()),
        downloads=_DOWNLOADS,
        in_time=tuple(in_time(engine, request)),
        loose_phrases=None if result.total else loose_phrases(engine, request),
        meant_url=meant_url(request, result),
        aliases_url=aliases_url(request, result),
    )


def fold(hits: Sequence[Hit], request: SearchRequest) -> tuple[FoundHit, ...]:
    """Hits with their pages; those with nearly the same text below the first of them."""
    begin = (request.page - 1) * request.size + 1
    found = {
        hit.id: FoundHit(hit, document_url(hit, request, place), ())
        for place, hit in enumerate(hits, begin)
    }
    if request.kind is Kind.PHOTOS:  # each shows another picture
        return tuple(found.values())
    folded = []
    while found:
        first = found.pop(next(iter(found)))
        copies = tuple(found.pop(other) for other in first.hit.copies if other in found)
        folded.append(replace(first, copies=copies))
    return tuple(folded)


def _marked(hit: Hit, request: SearchRequest) -> str:
    """The page of a story that has no place in a search, with what was searched marked in it."""
    return page_url("stories.story", replace(request, page=1), path={"story_id": hit.id})


def _chart(request: SearchRequest, result: SearchResult) -> Chart | None:
    if result.histogram is None or sum(b.count > 0 for b in result.histogram.buckets) < MIN_BARS:
        return None
    return count_chart(request, result.histogram, CHART_HEIGHT)


def _tabs(engine: Engine, request: SearchRequest, result: SearchResult) -> tuple[Alternative, ...]:
    tabs = []
    for kind, label in _TABS.items():
        same = kind is request.kind
        there = for_kind(request, kind)
        count = result.total if same else engine.count(there)
        tabs.append(Alternative(Choice(gettext(label), search_url(there), same), count))
    return tuple(tabs)


def _settings(request: SearchRequest, result: SearchResult) -> list[Choices]:
    first = replace(request, page=1)
    words = request.q.split()
    default = replace(request, sort=None).order
    orders = [
        order
        for order in _SORTS
        if order is request.order
        or (
            (words or order is not Sort.RELEVANCE)
            and (order not in SORTS_OF_PHOTOS or _any_taken(result))
        )
    ]
    settings = [_days(request, request.on)] if request.on else []
    settings.append(
        Choices(
            gettext("Order"),
            tuple(
                Choice(
                    gettext(_SORTS[order]),
                    search_url(replace(first, sort=None if order is default else order)),
                    order is request.order,
                )
                for order in orders
            ),
        )
    )
    if len(words) >= MIN_WORDS:
        matches = tuple(
            Choice(gettext(label), search_url(replace(first, match=match)), match is request.match)
            for match, label in _MATCHES.items()
        )
        settings.append(Choices(gettext("Words"), matches))
    if words and request.kind is Kind.PHOTOS:
        scopes = tuple(
            Choice(gettext(label), search_url(replace(first, scope=scope)), scope is request.scope)
            for scope, label in _SCOPES.items()
        )
        settings.append(Choices(gettext("Look in"), scopes))
    return settings


def _any_taken(result: SearchResult) -> bool:
    """True if it is known of any photo found when it was taken."""
    taken = result.facets.get("taken_decade")
    return taken is not None and bool(taken.values)


def _days(request: SearchRequest, day: MonthDay) -> Choices:
    """The day of the year that is asked for, and those beside it."""
    return Choices(
        gettext("Day"),
        tuple(
            Choice(day_of_the_year(*other), search_url(replace(request, page=1, on=other)), by == 0)
            for by, other in ((by, beside_day(day, by)) for by in (-1, 0, 1))
        ),
    )


def _date_form(request: SearchRequest, unread: Mapping[str, str]) -> DateForm:
    return DateForm(
        action=search_path(request.kind),
        first=request.date_from.isoformat() if request.date_from else "",
        last=request.date_to.isoformat() if request.date_to else "",
        day=f"{request.on.month:02}-{request.on.day:02}" if request.on else "",
        unread=unread,
        hidden=hidden_parameters(request, "from", "to", "on"),
    )
