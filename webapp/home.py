"""The home page: what there is, newest first, and ways into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.engine.base import Engine
from indexer.engine.records import IndexStats
from indexer.engine.request import Kind, MonthDay, SearchRequest
from indexer.engine.results import Facet, Hit
from indexer.facet_names import facet_label
from indexer.texts import day_of_the_year, gettext, long_day
from webapp.dates import beside_day, this_day
from webapp.facets import NONE_BUCKET
from webapp.forms import SearchForm, empty_form
from webapp.links import NamedLink, facet_url, page_url, search_url

_NEWEST = SearchRequest(size=9)
_BROWSED = ("category", "tag", "author", "place")
_SHOWN = 16
_SAME_DAY = SearchRequest(size=4, facets=())


@dataclass(frozen=True, slots=True)
class Shelf:
    """A facet to browse by.

    Attributes:
        label: Its name.
        links: Its most frequent values, each with how many stories have it.
        all_url: Every value; None if all are here.
    """

    label: str
    links: tuple[tuple[NamedLink, int], ...]
    all_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What the home page shows.

    Attributes:
        form: The search box.
        stats: Figures of the index.
        covers: First and last day of publication, in words; empty if nothing is dated.
        newest: The newest stories.
        sections: The most frequent categories.
        shelves: Facets to browse by.
        years: Years, newest first, and how many stories each has.
        this_day: Today, in words.
        on_this_day: Stories published on this day in other years, the newest first.
        on_this_day_url: All of them.
        days: The days before and after, and everything published then.
    """

    form: SearchForm
    stats: IndexStats
    covers: str
    newest: tuple[Hit, ...]
    sections: tuple[NamedLink, ...]
    shelves: tuple[Shelf, ...]
    years: tuple[tuple[NamedLink, int], ...]
    this_day: str
    on_this_day: tuple[Hit, ...]
    on_this_day_url: str
    days: tuple[NamedLink, ...]


def home_page(engine: Engine, stats: IndexStats) -> HomePage:
    """Searches, and prepares the home page."""
    newest = engine.search(_NEWEST)
    same_day = replace(_SAME_DAY, on=this_day())
    shelves = tuple(_shelves(newest.facets))
    return HomePage(
        form=empty_form(Kind.STORIES),
        stats=stats,
        covers=gettext(
            "%(first)s to %(last)s",
            first=long_day(stats.first_date),
            last=long_day(stats.last_date),
        )
        if stats.first_date and stats.last_date
        else "",
        newest=newest.hits,
        sections=tuple(link for link, _ in shelves[0].links) if shelves else (),
        shelves=shelves,
        years=tuple(_values(newest.facets["year"], "year")),
        this_day=day_of_the_year(*this_day()),
        on_this_day=engine.search(same_day).hits,
        on_this_day_url=search_url(SearchRequest(on=same_day.on)),
        days=tuple(_day_link(beside_day(this_day(), by)) for by in (-1, 1)),
    )


def _day_link(day: MonthDay) -> NamedLink:
    return NamedLink(day_of_the_year(*day), search_url(SearchRequest(on=day)))


def _shelves(facets: Mapping[str, Facet]) -> Iterator[Shelf]:
    for name in _BROWSED:
        facet = facets.get(name)
        links = tuple(_values(facet, name)) if facet else ()
        if facet is None or not links:
            continue
        left = facet.more or len(links) > _SHOWN
        url = page_url("facet.facet", SearchRequest(), path={"name": name})
        yield Shelf(facet_label(name), links[:_SHOWN], url if left else None)


def _values(facet: Facet, name: str) -> Iterator[tuple[NamedLink, int]]:
    """The values of a facet, each leading to its stories, and how many these are."""
    for value in facet.values:
        if value.value != NONE_BUCKET:
            link = NamedLink(value.label, facet_url(Kind.STORIES, name, value.value))
            yield link, value.count
