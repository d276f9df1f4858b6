"""Any search as an Atom feed (RFC 4287), newest first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from indexer.engine.records import IndexStats
from indexer.engine.request import SearchRequest, Sort
from indexer.engine.results import Hit, PhotoHit, SearchResult
from indexer.model import Precision
from indexer.page_paths import external_url, host_of
from indexer.parameters import to_parameters
from indexer.texts import gettext
from indexer.wording import date_in_words, inferred, shortened
from webapp.links import absolute, page_url, search_url, site_path
from webapp.own import asked_search
from webapp.site import current_site
from webapp.xml import add, document

blueprint = Blueprint("feeds", __name__)

ATOM = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_TAGGED_SINCE = "2025"
"""A year in which whoever has a host's name now had it already, as RFC 4151 wants it."""

_MAX_TITLE = 120
_HOST = re.compile(r"[A-Za-z0-9.-]+")


@blueprint.get("/feed")
def search() -> Response:
    """What a search finds, newest first whatever its order."""
    site = current_site()
    asked, _ = asked_search()
    asked = replace(asked, sort=None, page=1, histogram=None)
    stats = site.stats()
    result = site.engine.search(replace(asked, sort=Sort.NEWEST, facets=()))
    return document(_feed(asked, result, stats), ATOM)


def _feed(asked: SearchRequest, result: SearchResult, stats: IndexStats) -> ET.Element:
    feed = ET.Element("feed", {"xmlns": _NAMESPACE})
    title = stats.title if _is_everything(asked) else f"{stats.title}: {result.reading}"
    add(feed, "title", title)
    add(feed, "subtitle", result.reading)
    add(feed, "id", _feed_id(asked))
    add(feed, "updated", _instant(stats.built_at))
    add(feed, "generator", "Backfile")
    add(add(feed, "author"), "name", stats.title)
    add(feed, "link", rel="self", type=ATOM, href=absolute(page_url("feeds.search", asked)))
    newest = search_url(replace(asked, sort=Sort.NEWEST))
    add(feed, "link", rel="alternate", type="text/html", href=absolute(newest))
    for hit in result.hits:
        _add_entry(feed, hit, stats)
    return feed


def _add_entry(feed: ET.Element, hit: Hit, stats: IndexStats) -> None:
    entry = add(feed, "entry", **{"xml:lang": hit.lang})
    add(entry, "title", _title(hit))
    add(entry, "id", _entry_id(hit))
    when = hit.published
    # The year alone is no day on which anything was published; the summary says what is known.
    add(entry, "updated", _midnight(when.earliest) if when.earliest else _instant(stats.built_at))
    if when.earliest and when.precision is Precision.DAY:
        add(entry, "published", _midnight(when.earliest))
    add(entry, "link", rel="alternate", type="text/html", href=absolute(site_path(hit.url)))
    public = external_url(hit.public_url)
    if public:
        add(entry, "link", rel="related", type="text/html", href=public)
    for name in hit.photographer if isinstance(hit, PhotoHit) else hit.authors:
        add(add(entry, "author"), "name", name)
    for term in dict.fromkeys((*hit.categories, *hit.tags)):
        add(entry, "category", term=term)
    add(entry, "summary", _summary(hit))


def _title(hit: Hit) -> str:
    if not isinstance(hit, PhotoHit):
        return hit.title
    caption = "".join(run.text for run in hit.caption) or hit.alt or hit.file
    return shortened(caption, _MAX_TITLE)


def _summary(hit: Hit) -> str:
    """What is known of the date where it is less than a day stated, then some of the text."""
    known = []
    when = hit.published
    if when.earliest is None:
        known.append(gettext("Undated."))
    elif when.precision is not Precision.DAY:
        known.append(gettext("Published: %(date)s.", date=date_in_words(when)))
    if where := inferred(when.source):
        known.append(f"{where[:1].upper()}{where[1:]}.")
    if isinstance(hit, PhotoHit):
        texts = ["".join(run.text for run in hit.caption), hit.story_title]
        if hit.credit and hit.credit not in texts[0]:
            texts.insert(1, hit.credit)
    else:
        texts = ["".join(run.text for run in part.runs) for part in hit.snippets[:1]]
    return " ".join([*known, *filter(None, texts)])


def _feed_id(asked: SearchRequest) -> str:
    pairs = [pair for pair in to_parameters(asked) if pair[0] != "size"]
    return _tag(_own_host(), "feed?" + urlencode(pairs))


def _entry_id(hit: Hit) -> str:
    """Stays the same wherever this site moves to, if the archive says where it is published."""
    public = external_url(hit.public_url)
    host = host_of(public) if public else _own_host()
    return _tag(host, f"{hit.kind}/{quote(hit.id)}")


def _own_host() -> str:
    host = host_of(request.host_url)
    return host if _HOST.fullmatch(host) else "localhost"


def _tag(host: str, specific: str) -> str:
    return f"tag:{host},{_TAGGED_SINCE}:{specific}"


def _is_everything(asked: SearchRequest) -> bool:
    return asked == SearchRequest(size=asked.size)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _instant(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
