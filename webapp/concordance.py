"""The concordance: every mention of what was searched in its context, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, url_for

from indexer.engine.request import MAX_RESULTS, MentionOrder, SearchRequest
from indexer.engine.results import Mention, Mentions
from indexer.export import Format, csv_lines, export_mentions
from indexer.parameters import to_parameters
from indexer.texts import gettext, message, with_commas
from webapp.choices import Choice
from webapp.dates import ShownDate, absolute_today, published
from webapp.exports import file_name, file_response
from webapp.forms import SearchForm
from webapp.links import PAGE_SIZES, search_url, site_path
from webapp.own import asked_search, one, readers_search
from webapp.pagination import Pagination, pages_of_search
from webapp.site import current_site

blueprint = Blueprint("concordance", __name__)

DEFAULT_SIZE = 50
MAX_MENTIONS = MAX_RESULTS
"""Mentions in a file."""
"""Lines a page; a line is less than a hit."""

_ORDERS = {
    MentionOrder.DATE: message("Oldest"),
    MentionOrder.NEWEST: message("Newest"),
    MentionOrder.BEFORE: message("Word before"),
    MentionOrder.AFTER: message("Word after"),
}
_SOURCES = {
    "title": message("in the title"),
    "description": message("in the summary"),
    "caption": message("in a caption"),
}
_OWN = ("order",)
_USUAL = (("size", str(DEFAULT_SIZE)),)
_BY_WORDS = frozenset({MentionOrder.BEFORE, MentionOrder.AFTER})


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A line of the concordance.

    Attributes:
        mention: The mention.
        date: When its story was published; None if undated.
        source: Where it stands, in words; empty for the text of a story.
        url: The place in the story, or the photo.
    """

    mention: Mention
    date: ShownDate | None
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordancePage:
    """What the page of a concordance shows.

    Attributes:
        form: The search box, which leads to another concordance.
        q: The query.
        found: The engine's answer.
        lines: The mentions of the page.
        first: Number of the first of them, from 1.
        by_words: True if they are sorted by the words beside them.
        orders: The orders to choose from.
        pages: Its pages.
        csv_url: All mentions as a file.
        results_url: The results of the same search.
    """

    form: SearchForm
    q: str
    found: Mentions
    lines: tuple[MentionLine, ...]
    first: int
    by_words: bool
    orders: tuple[Choice, ...]
    pages: Pagination
    csv_url: str
    results_url: str


@blueprint.get("/concordance")
def concordance() -> str:
    """Every mention of what was searched, a page at a time."""
    read = readers_search(_OWN, _USUAL)
    asked, order = read.request, _order(read.own)
    found = current_site().engine.mentions(asked, order)
    return render_template("concordance.html", page=_page(asked, order, found))


@blueprint.get("/concordance.csv")
def as_csv() -> Response:
    """All mentions, up to the most that a concordance has, as a file."""
    asked, own = asked_search(_OWN, _USUAL)
    order = _order(own)
    mentions = current_site().engine.scan_mentions(asked, order)
    lines = export_mentions(mentions, Format.CSV)
    return file_response(_told_if_cut(lines), Format.CSV, file_name(asked, "mentions"))


def _told_if_cut(lines: Iterator[str]) -> Iterator[str]:
    """Lines of CSV; one more says so where a file holds no more mentions."""
    yield next(lines)
    written = 0
    for line in islice(lines, MAX_MENTIONS):
        yield line
        written += 1
    if written == MAX_MENTIONS:
        said = gettext("Only the first %(number)s mentions", number=with_commas(MAX_MENTIONS))
        yield from csv_lines([[said]])


def concordance_url(asked: SearchRequest, order: MentionOrder = MentionOrder.DATE) -> str:
    """The page of a search's concordance."""
    return url_for("concordance.concordance") + _query_string(asked, order)


def _order(own: Mapping[str, str]) -> MentionOrder:
    return one(own, "order", MentionOrder, MentionOrder.DATE)


def _page(asked: SearchRequest, order: MentionOrder, found: Mentions) -> ConcordancePage:
    form = SearchForm(
        url_for("concordance.concordance"),
        gettext("Words to list in their context"),
        asked.q,
        tuple(p for p in _parameters(replace(asked, page=1), order) if p[0] != "q"),
    )
    # The box keeps what was typed; links mean the same when they are opened next year.
    asked = replace(asked, q=absolute_today(asked.q))
    first = replace(asked, page=1)
    return ConcordancePage(
        form=form,
        q=form.q.strip(),
        found=found,
        lines=tuple(_line(mention, asked.q) for mention in found.mentions),
        first=(asked.page - 1) * asked.size + 1,
        by_words=order in _BY_WORDS,
        orders=tuple(
            Choice(gettext(label), concordance_url(first, one), one is order)
            for one, label in _ORDERS.items()
        ),
        pages=pages_of_search(asked, found.total, lambda page: concordance_url(page, order)),
        csv_url=url_for("concordance.as_csv") + _query_string(first, order),
        results_url=search_url(replace(first, size=PAGE_SIZES[asked.kind])),
    )


def _line(mention: Mention, q: str) -> MentionLine:
    anchors = {"body": f"#paragraph-{mention.number}", "caption": f"#photo-{mention.number}"}
    in_story = mention.url.startswith("/story/")
    return MentionLine(
        mention=mention,
        date=published(mention),
        source=gettext(_SOURCES[mention.source]) if mention.source in _SOURCES else "",
        url=f"{site_path(mention.url)}?{urlencode({'q': q})}"
        + (anchors.get(mention.source, "") if in_story else ""),
    )


def _parameters(asked: SearchRequest, order: MentionOrder) -> list[tuple[str, str]]:
    pairs = [pair for pair in to_parameters(asked) if pair[0] != "size"]
    if asked.size != DEFAULT_SIZE:
        pairs.append(("size", str(asked.size)))
    return pairs if order is MentionOrder.DATE else [*pairs, ("order", order)]


def _query_string(asked: SearchRequest, order: MentionOrder) -> str:
    pairs = _parameters(asked, order)
    return f"?{urlencode(pairs)}" if pairs else ""
