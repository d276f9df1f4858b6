"""Every value of one facet, of everything or of what a search finds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, abort, render_template

from indexer.engine.base import Engine
from indexer.engine.request import (
    CHRONOLOGICAL_FACETS,
    MAX_RESULTS,
    MAX_SIZE,
    FacetOrder,
    SearchRequest,
    facet_names,
)
from indexer.facet_names import facet_label
from indexer.texts import gettext, message
from webapp.choices import Choice
from webapp.facets import FacetLink, facet_link, none_link
from webapp.forms import SearchForm, form_for, hidden_parameters
from webapp.links import page_url, parameters, search_url
from webapp.own import one, page_number, readers_search
from webapp.pagination import Pagination, paginate
from webapp.refine import is_search, without_facet
from webapp.site import current_site

blueprint = Blueprint("facet", __name__)

_OWN = ("contains", "order", "page")
_ENDPOINT = "facet.facet"
_ORDERS = {FacetOrder.COUNT: message("Most frequent"), FacetOrder.LABEL: message("A to Z")}
_IN_TIME = message("In order of time")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValuesPage:
    """What the page shows.

    Attributes:
        form: The search box.
        label: The facet's name.
        about: The search the values belong to; empty for everything.
        back_url: The results of that search; None where nothing was searched.
        notices: What was ignored or understood differently.
        links: The values.
        total: Values on all pages.
        orders: In which order they can stand.
        filter: The form that keeps those with a text.
        hidden: The search as parameters of a form.
        pages: Pages of values.
    """

    form: SearchForm
    label: str
    about: str
    back_url: str | None
    notices: tuple[str, ...]
    links: tuple[FacetLink, ...]
    total: int
    orders: tuple[Choice, ...]
    filter: SearchForm
    hidden: tuple[tuple[str, str], ...]
    pages: Pagination


@blueprint.get("/facet/<name>")
def facet(name: str) -> str:
    """The values of a facet."""
    engine = current_site().engine
    asked = readers_search(_OWN)
    if name not in facet_names(asked.request.kind, engine.extras()):
        abort(404)
    usual = FacetOrder.LABEL if name in CHRONOLOGICAL_FACETS else FacetOrder.COUNT
    order = one(asked.own, "order", FacetOrder, usual)
    contains = asked.own.get("contains", "").strip()
    number = page_number(asked.own)
    page = facet_page(engine, asked.request, name, contains, order, number)
    return render_template("facet.html", page=page)


def facet_page(  # noqa: PLR0913, PLR0917 - what a page of a list depends on
    engine: Engine, request: SearchRequest, name: str, contains: str, order: FacetOrder, page: int
) -> FacetValuesPage:
    """Counts, and prepares the page."""
    request = engine.named(replace(request, page=1))
    # No facet has so many pages as an engine may be asked for.
    found = engine.facet_values(
        request, name, contains=contains, order=order, page=min(page, MAX_RESULTS), size=MAX_SIZE
    )
    links = [
        facet_link(request, name, value.value, value.label, value.count) for value in found.values
    ]
    if page == 1 and not contains:
        links += none_link(request, name, found.missing)

    def url(**changed: str) -> str:
        own = {"contains": contains, "order": order.value, **changed}
        return page_url(_ENDPOINT, request, own, path={"name": name})

    plain = without_facet(request, name)
    return FacetValuesPage(
        form=form_for(request),
        label=facet_label(name),
        about=engine.search(replace(plain, size=1, facets=(), snippets=False)).reading,
        back_url=search_url(request) if is_search(request) else None,
        notices=request.notices,
        links=tuple(links),
        total=found.total,
        orders=tuple(
            Choice(_order_label(name, value), url(order=value.value), value is order)
            for value in FacetOrder
        ),
        filter=SearchForm(
            page_url(_ENDPOINT, SearchRequest(), path={"name": name}),
            gettext("Only those with"),
            contains,
            (*parameters(request), ("order", order.value)),
        ),
        hidden=hidden_parameters(request),
        pages=paginate(page, -(-found.total // MAX_SIZE), lambda number: url(page=str(number))),
    )


def _order_label(name: str, order: FacetOrder) -> str:
    in_time = name in CHRONOLOGICAL_FACETS and order is FacetOrder.LABEL
    return gettext(_IN_TIME if in_time else _ORDERS[order])
