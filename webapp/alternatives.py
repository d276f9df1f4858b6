"""Other searches that a page of results offers: with fewer words or filters, as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.engine.base import Engine
from indexer.engine.request import Kind, Match, SearchRequest
from indexer.engine.results import SearchResult
from indexer.query.rewriting import loosen_phrases, without_phrases, without_piece
from indexer.texts import gettext, message, with_commas
from indexer.wording import shortened
from webapp.choices import Alternative, Choice
from webapp.dates import absolute_today
from webapp.facets import Chip
from webapp.links import search_url

_TIME = re.compile(r"(?P<year>1[5-9]\d\d|20\d\d)|(?P<decade>1[5-9]\d0|20\d0)['’]?s", re.ASCII)

WORDS_BETWEEN = 3
"""Words that may stand between those of a phrase that nothing has: "Mayor (David L.) Lawrence"."""

MAX_SOUGHT = 12
"""Pieces of a search that are counted one by one."""

MAX_PIECE = 80
"""Characters of a piece that are shown."""

MIN_WORDS = 2
"""Fewer words leave no choice between all and any of them."""


@dataclass(frozen=True, slots=True)
class SoughtPiece:
    """A word or phrase of a search that nothing has whole.

    Attributes:
        text: As typed, the beginning where that is long.
        count: How many have it.
        without: The search without it; None if it cannot be taken out, or finds nothing either.
    """

    text: str
    count: int
    without: Alternative | None


def sought_pieces(
    engine: Engine, request: SearchRequest, result: SearchResult
) -> Iterator[SoughtPiece]:
    """What was typed, piece by piece; where nothing was found, how many there are without each."""
    # However many were typed, so many are enough to see what is wrong.
    for word in result.words[:MAX_SOUGHT]:
        without = None
        if not result.total and len(result.words) > 1:
            without = _without_piece(engine, request, word.word)
        yield SoughtPiece(shortened(word.word, MAX_PIECE), word.count, without)


def _without_piece(engine: Engine, request: SearchRequest, piece: str) -> Alternative | None:
    left = without_piece(request.q, piece)
    if not left:
        return None
    search = replace(request, q=left, page=1)
    count = engine.count(search)
    label = gettext("Search without it")
    return Alternative(Choice(label, search_url(search), current=False), count) if count else None


def without_filters(engine: Engine, active: Sequence[Chip]) -> Iterator[Alternative]:
    """The search without one of its filters each, where that finds something."""
    for chip in active if len(active) > 1 else ():  # a single one is all of them
        count = engine.count(chip.without)
        if count:
            label = f"{chip.name}: {chip.value}"
            yield Alternative(Choice(label, chip.remove_url, current=False), count)


def in_time(engine: Engine, request: SearchRequest) -> Iterator[Alternative]:
    """The search among what was published, or taken, in a year or decade that is one of its words.

    Who types one often means that, and texts need not say when they were published.
    """
    times = [time for word in request.q.split() if (time := _TIME.fullmatch(word))]
    left = without_piece(request.q, times[0].group()) if len(times) == 1 else None
    if left is None:
        return
    bare = replace(request, q=left, page=1)
    for label, search in (*_taken_in(bare, times[0]), *_published_in(bare, times[0])):
        if count := engine.count(search):
            yield Alternative(Choice(label, search_url(search), current=False), count)


def _taken_in(request: SearchRequest, time: re.Match[str]) -> Iterator[tuple[str, SearchRequest]]:
    """The search among the photos taken then, unless it asks when they were already."""
    asked = not request.filters.keys().isdisjoint({"taken_year", "taken_decade"})
    if request.kind is not Kind.PHOTOS or asked:
        return
    if time["year"]:
        label, facet, value = message("Taken in %(time)s"), "taken_year", time["year"]
    else:
        label, facet, value = message("Taken in the %(time)s"), "taken_decade", f"{time['decade']}s"
    filters = {**request.filters, facet: (value,)}
    yield gettext(label, time=value), replace(request, filters=filters)


def _published_in(
    request: SearchRequest, time: re.Match[str]
) -> Iterator[tuple[str, SearchRequest]]:
    """The search among what was published then, unless it asks for days already."""
    if request.date_from or request.date_to or "year" in request.filters:
        return
    first = int(time["year"] or time["decade"])
    last = first if time["year"] else first + 9
    search = replace(request, date_from=date(first, 1, 1), date_to=date(last, 12, 31))
    if time["year"]:
        yield gettext("Published in %(year)s", year=first), search
    else:
        yield gettext("Published in the %(decade)s", decade=f"{first}s"), search


def loose_phrases(engine: Engine, request: SearchRequest) -> Alternative | None:
    """The search with some words between those of its phrases; where that finds none, without."""
    for label, q in (
        (
            message("%(count)s found with up to %(words)s words between those in quotation marks"),
            loosen_phrases(request.q, WORDS_BETWEEN),
        ),
        (message("%(count)s found without the quotation marks"), without_phrases(request.q)),
    ):
        search = replace(request, q=q, page=1)
        # Something must have all of it: with any of the words is another offer.
        if q != request.q and engine.count(replace(search, match=Match.ALL)):
            count = engine.count(search)
            said = gettext(label, count=with_commas(count), words=WORDS_BETWEEN)
            return Alternative(Choice(said, search_url(search), current=False), count)
    return None


def meant_url(request: SearchRequest, result: SearchResult) -> str | None:
    """The search for what was probably meant; None where there is no doubt."""
    if result.did_you_mean is None:
        return None
    return search_url(replace(request, q=absolute_today(result.did_you_mean.q), page=1))


def aliases_url(request: SearchRequest, result: SearchResult) -> str | None:
    """The search with or without other names; None where it has no such names."""
    if request.aliases and not result.aliases:
        return None
    return search_url(replace(request, aliases=not request.aliases, page=1))


def all_words(request: SearchRequest, result: SearchResult) -> Alternative | None:
    """The search for all of its words, where some of what was found lacks some."""
    if result.total_all == result.total:
        return None
    stricter = replace(request, match=Match.ALL, page=1)
    return Alternative(
        Choice(gettext("All"), search_url(stricter), current=False), result.total_all
    )


def any_word(engine: Engine, request: SearchRequest) -> Alternative | None:
    """The search for any of its words, where it finds something."""
    looser = replace(request, match=Match.ANY, page=1)
    if request.match is Match.ANY or len(request.q.split()) < MIN_WORDS:
        return None
    count = engine.count(looser)
    return (
        Alternative(Choice(gettext("Any"), search_url(looser), current=False), count)
        if count
        else None
    )
