"""Facets and active filters, with every link ready."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.engine.request import SearchRequest
from indexer.engine.results import Facet, SearchResult
from indexer.facet_names import facet_label
from indexer.parameters import EXCLUDE_PREFIX
from indexer.texts import day_of_the_year, gettext, long_day, long_moment, message
from webapp.links import page_url, search_url
from webapp.refine import including, without

NONE_BUCKET = ""
SHOWN_LINKS = 5
"""Values of a facet that are shown; a page of its own has all of them."""

MIN_LEFT = 2
"""So few more values are shown at once."""

OPEN_BOXES = 6
"""Facets that are open at first; those in use are too."""

_NOT = message("not %(facet)s")
_NONE_LABEL = message("none")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLink:
    """One value of a facet.

    Attributes:
        label: As shown.
        count: Documents that have it.
        selected: True if the search asks for it.
        excluded: True if the search leaves it out.
        toggle_url: Asks for it, or stops asking for it or leaving it out.
        exclusion: The parameter that leaves it out; None if the search has it already.
    """

    label: str
    count: int
    selected: bool
    excluded: bool
    toggle_url: str
    exclusion: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """One facet.

    Attributes:
        label: Its name as shown.
        links: Its first values and those in use, the none bucket last.
        more: Values left out.
        all_url: The page of all values; None if all are here.
        is_open: True if its values are to be seen at first.
    """

    label: str
    links: tuple[FacetLink, ...]
    more: int
    all_url: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter.

    Attributes:
        name: What it is about, such as "Category" or "not Tag".
        value: As shown.
        without: The search without it.
    """

    name: str
    value: str
    without: SearchRequest

    @property
    def remove_url(self) -> str:
        """The search without it."""
        return search_url(self.without)


def facet_boxes(request: SearchRequest, result: SearchResult) -> tuple[FacetBox, ...]:
    """The facets that can narrow this search or already do."""
    boxes: list[FacetBox] = []
    for name, facet in result.facets.items():
        links = list(_facet_links(request, name, facet))
        none = list(none_link(request, name, facet.missing))
        used = any(_in_use(link) for link in links + none)
        if used or _can_narrow(facet, result.total):
            left = [link for link in links[SHOWN_LINKS:] if not _in_use(link)]
            left = left if len(left) + facet.more > MIN_LEFT else []
            more = len(left) + facet.more
            boxes.append(
                FacetBox(
                    label=facet_label(name),
                    links=tuple(link for link in links if link not in left) + tuple(none),
                    more=more,
                    all_url=page_url("facet.facet", replace(request, page=1), path={"name": name})
                    if more
                    else None,
                    is_open=used or len(boxes) < OPEN_BOXES,
                )
            )
    return tuple(boxes)


def chips(request: SearchRequest, result: SearchResult) -> tuple[Chip, ...]:
    """The filters of this search, each with a link that removes it."""
    shown = []
    for mark, given in (("%(facet)s", request.filters), (_NOT, request.excludes)):
        for name, values in given.items():
            labels = _labels(result.facets, name)
            what = gettext(mark, facet=facet_label(name))
            shown += [
                Chip(what, labels.get(value, value), without(request, name, value))
                for value in values
            ]
    first = replace(request, page=1)
    if request.date_from:
        open_begin = replace(first, date_from=None)
        shown.append(Chip(gettext("From"), long_day(request.date_from), open_begin))
    if request.date_to:
        open_end = replace(first, date_to=None)
        shown.append(Chip(gettext("To"), long_day(request.date_to), open_end))
    if request.on:
        any_day = replace(first, on=None)
        shown.append(Chip(gettext("On"), day_of_the_year(*request.on), any_day))
    if request.since:
        ever = replace(first, since=None)
        shown.append(Chip(gettext("New since"), long_moment(request.since), ever))
    return tuple(shown)


def _can_narrow(facet: Facet, total: int) -> bool:
    """True if some value would leave out something of what was found."""
    return any(value.count < total for value in facet.values)


def _facet_links(request: SearchRequest, name: str, facet: Facet) -> Iterator[FacetLink]:
    for value in facet.values:
        if value.value != NONE_BUCKET:
            yield facet_link(request, name, value.value, value.label, value.count)


def none_link(request: SearchRequest, name: str, missing: int) -> Iterator[FacetLink]:
    """The link to what has no value of a facet, if there is any or it is asked for."""
    asked = request.filters.get(name, ()) + request.excludes.get(name, ())
    if missing or NONE_BUCKET in asked:
        yield facet_link(request, name, NONE_BUCKET, gettext(_NONE_LABEL), missing)


def _in_use(link: FacetLink) -> bool:
    return link.selected or link.excluded


def facet_link(request: SearchRequest, name: str, value: str, label: str, count: int) -> FacetLink:
    """The links of one value of a facet."""
    selected = value in request.filters.get(name, ())
    excluded = value in request.excludes.get(name, ())
    used = selected or excluded
    toggled = without(request, name, value) if used else including(request, name, value)
    return FacetLink(
        label=label,
        count=count,
        selected=selected,
        excluded=excluded,
        toggle_url=search_url(toggled),
        exclusion=None if used else (EXCLUDE_PREFIX + name, value),
    )


def _labels(facets: Mapping[str, Facet], name: str) -> Mapping[str, str]:
    facet = facets.get(name)
    labels = {value.value: value.label for value in facet.values} if facet else {}
    return {**labels, NONE_BUCKET: gettext(_NONE_LABEL)}
