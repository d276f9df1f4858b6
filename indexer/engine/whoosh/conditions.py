"""What a search asks of a document beside its words, and whether the document is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from indexer.engine.explanation import Condition
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.whoosh.columns import added_after, between, on_day
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.parameters import write_moment
from indexer.query.nodes import Days


def conditions_of(
    opened: Opened, request: SearchRequest, segment: int, document: int
) -> tuple[Condition, ...]:
    """The filters, days and moments of a search, and how a document stands to each."""
    return (
        *_filters(opened, request, segment, document),
        *_times(opened, request, segment, document),
    )


def _filters(
    opened: Opened, request: SearchRequest, segment: int, document: int
) -> Iterator[Condition]:
    for excluded, given in ((False, request.filters), (True, request.excludes)):
        for name, asked in given.items():
            if asked:
                own = opened.facets.of(request.kind, name, segment, document)
                named = opened.facets.named({name: asked})[name]
                has = any(value in own if value else not own for value in named)
                yield Condition(
                    name=name, excluded=excluded, asked=asked, own=own, keeps_out=has is excluded
                )


def _times(
    opened: Opened, request: SearchRequest, segment: int, document: int
) -> Iterator[Condition]:
    pair, kind = opened.snapshot.pairs[segment], request.kind
    story = document if kind is Kind.STORIES else pair.photos.parents.item(document)
    columns = pair.stories.content.columns
    own = _days(columns.earliest.item(story), columns.latest.item(story))
    bare = Condition(name="", excluded=False, asked=(), own=own, keeps_out=False)
    if request.date_from:
        passes = between(pair, kind, Days("date", request.date_from, None))[document]
        asked = (request.date_from.isoformat(),)
        yield replace(bare, name="from", asked=asked, keeps_out=not passes)
    if request.date_to:
        passes = between(pair, kind, Days("date", None, request.date_to))[document]
        asked = (request.date_to.isoformat(),)
        yield replace(bare, name="to", asked=asked, keeps_out=not passes)
    if request.on:
        passes = on_day(pair, kind, request.on)[document]
        asked = (f"{request.on.month:02}-{request.on.day:02}",)
        yield replace(bare, name="on", asked=asked, keeps_out=not passes)
    if request.since:
        added = opened.added[segment]
        passes = added_after(pair, kind, added, request.since)[document]
        came = write_moment(datetime.fromtimestamp(added.item(story), UTC))
        asked = (write_moment(request.since),)
        yield replace(bare, name="since", asked=asked, own=(came,), keeps_out=not passes)


def _days(earliest: int, latest: int) -> tuple[str, ...]:
    """A day or a span of days in ISO form; none for what is undated."""
    if earliest == UNDATED:
        return ()
    first, last = date.fromordinal(earliest), date.fromordinal(latest)
    return (f"{first}" if first == last else f"{first}..{last}",)
