"""What somebody who is typing may mean, for the search box and for browsers (OpenSearch)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

from flask import Blueprint, Response, request

from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Runs, Suggested, Suggestion
from indexer.facet_names import facet_label
from indexer.parameters import parse_parameters
from indexer.serialize import to_json_bytes
from indexer.texts import gettext, message, ngettext
from webapp.answers import cached_json
from webapp.charts import found
from webapp.links import PAGE_SIZES, facet_url, search_url, site_path
from webapp.own import one
from webapp.site import current_site

blueprint = Blueprint("suggestions", __name__)

_SIZE = "8"
_MAX_AGE = 120
"""Seconds: who deletes a letter and types it again is answered by the browser itself."""

_LABELS = {Suggested.PHRASE: message("Phrase"), Suggested.TITLE: message("Story")}
_OPENSEARCH = "application/x-suggestions+json"


class Format(StrEnum):
    """How suggestions are written."""

    JSON = "json"
    OPENSEARCH = "opensearch"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSuggestion:
    """A suggestion as it is shown. Field names are the keys of the JSON shape.

    Attributes:
        text: What is suggested.
        runs: The same, with what was typed of it.
        kind: What it is.
        label: That in words.
        count: Documents it leads to.
        counted: That in words; empty for a title of one story, which is that story.
        url: Where it leads.
    """

    text: str
    runs: Runs
    kind: Suggested
    label: str
    count: int
    counted: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The answer to what was typed. Field names are the keys of the JSON shape.

    Attributes:
        q: What was typed.
        said: How many suggestions there are, in words, to be read out.
        suggestions: Best first.
    """

    q: str
    said: str
    suggestions: tuple[ShownSuggestion, ...]


@blueprint.get("/suggest")
def suggest() -> Response:
    """Suggestions for ``q``, among stories or photos (``in``), at most ``size``."""
    known = {"q", "in", "size"}
    given = [
        ("size", _SIZE),
        *(pair for pair in request.args.items(multi=True) if pair[0] in known),
    ]
    asked = parse_parameters(given)
    written = one(request.args, "format", Format, Format.JSON)
    suggested = current_site().engine.suggest(asked.q, asked.kind, asked.size)
    shown = tuple(_shown(suggestion, asked.kind) for suggestion in suggested)
    if written is Format.OPENSEARCH:
        return cached_json(_completions(asked.q, shown), _MAX_AGE, _OPENSEARCH)
    said = ngettext("%(number)s suggestion", "%(number)s suggestions", len(shown))
    answer = Suggestions(q=asked.q, said=said, suggestions=shown)
    return cached_json(to_json_bytes(answer), _MAX_AGE)


def suggestion_url(suggestion: Suggestion, kind: Kind) -> str:
    """Where a suggestion leads: to its story, or to what has that value or phrase."""
    if suggestion.url is not None and suggestion.count == 1:
        return site_path(suggestion.url)
    if suggestion.facet is not None:
        return facet_url(kind, suggestion.facet, suggestion.text)
    phrase = suggestion.text.replace('"', " ")
    return search_url(SearchRequest(kind=kind, size=PAGE_SIZES[kind], q=f'"{phrase}"'))


def _shown(suggestion: Suggestion, kind: Kind) -> ShownSuggestion:
    facet = suggestion.facet
    is_story = suggestion.url is not None and suggestion.count == 1
    return ShownSuggestion(
        text=suggestion.text,
        runs=suggestion.runs,
        kind=suggestion.kind,
        label=facet_label(facet) if facet else gettext(_LABELS[suggestion.kind]),
        count=suggestion.count,
        counted="" if is_story else _counted(suggestion, kind),
        url=suggestion_url(suggestion, kind),
    )


def _counted(suggestion: Suggestion, kind: Kind) -> str:
    number = found(kind, suggestion.count)
    # Counting phrases would be a search each.
    return gettext("about %(many)s", many=number) if suggestion.kind is Suggested.PHRASE else number


def _completions(q: str, shown: Iterable[ShownSuggestion]) -> bytes:
    """In the form of the OpenSearch Suggestions extension."""
    rows = [
        (
            one.text,
            ", ".join(filter(None, (one.label, one.counted))),
            urljoin(request.url_root, one.url),
        )
        for one in shown
    ]
    texts, descriptions, urls = zip(*rows, strict=True) if rows else ((), (), ())
    return to_json_bytes((q, texts, descriptions, urls))
