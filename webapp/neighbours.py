"""Where a reader can go from a story or photo: back to a search, on in it, to stories beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from indexer.engine.base import Engine
from indexer.engine.request import MAX_RESULTS, Kind, SearchRequest
from indexer.engine.results import Hit, PhotoHit
from indexer.model import Precision, Story
from indexer.texts import gettext
from indexer.wording import shortened
from webapp.dates import ShownDate, show_date
from webapp.links import NamedLink, document_url, search_url

MAX_LISTED = 20
"""Stories listed for one reason."""

MAX_RELATED = 5
"""Related stories listed, beside those that are there for another reason."""

MAX_SAME_DAY = 5
_MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A story to go to.

    Attributes:
        title: Of the story.
        lang: Its language.
        url: Its page.
        date: When it was published, which tells stories of one title apart; None if undated.
    """

    title: str
    lang: str
    url: str
    date: ShownDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The search that a reader came from.

    Attributes:
        back_url: The page of its results on which this story or photo is.
        place: Its place in what was found, from 1.
        total: How many were found.
        previous: The one before; None for the first.
        next: The one after; None for the last.
    """

    back_url: str
    place: int
    total: int
    previous: NamedLink | None
    next: NamedLink | None


def trail(engine: Engine, request: SearchRequest, place: int, document_id: str) -> Trail | None:
    """The neighbours of a story or photo in a search.

    Args:
        engine: Answers the search.
        request: The search.
        place: Its place in what that found, from 1.
        document_id: The story or photo; where it has another place by now, there is no trail.
    """
    # A size of page that has the place and both its neighbours on one page.
    size = 3 if place == 1 else next(size for size in range(3, 9) if place % size not in {0, 1})
    page = -(-place // size)
    if page * size > MAX_RESULTS:
        return None
    around = replace(request, size=size, page=page, facets=(), snippets=False, histogram=None)
    result = engine.search(around)
    hits, at = result.hits, (place - 1) % size
    if len(hits) <= at or hits[at].id != document_id:
        return None

    def link(there: int) -> NamedLink | None:
        if not 0 <= there < len(hits):
            return None
        hit = hits[there]
        return NamedLink(_name(hit), document_url(hit, request, place - at + there))

    return Trail(
        back_url=search_url(replace(request, page=-(-place // request.size))),
        place=place,
        total=result.total,
        previous=link(at - 1),
        next=link(at + 1),
    )


def _name(hit: Hit) -> str:
    if isinstance(hit, PhotoHit) and hit.caption:
        return shortened("".join(run.text for run in hit.caption), _MAX_NAME)
    return hit.title


def beside(engine: Engine, story: Story) -> Mapping[str, tuple[StoryLink, ...]]:
    """Heading -> stories that have to do with one, each listed once."""
    links = engine.links()
    listed: dict[str, Sequence[str]] = {
        gettext("Also published as"): engine.copies(Kind.STORIES, story.id),
        gettext("In other languages"): engine.translations(story.id),
        gettext("Links to"): links.targets(story.id),
        gettext("Linked from"): links.sources(story.id),
    }
    shown = {story.id} | {other for ids in listed.values() for other in ids}
    related = [hit.id for hit in engine.related(story.id) if hit.id not in shown]
    listed[gettext("Related stories")] = related[:MAX_RELATED]
    listed[gettext("On the same day")] = _same_day(engine, story, shown.union(related))
    return {
        heading: tuple(_links(engine, ids[:MAX_LISTED])) for heading, ids in listed.items() if ids
    }


def _same_day(engine: Engine, story: Story, shown: set[str]) -> Sequence[str]:
    day = story.date.earliest
    if day is None or story.date.precision is not Precision.DAY:
        return ()
    size = len(shown) + MAX_SAME_DAY
    then = SearchRequest(date_from=day, date_to=day, size=size, facets=(), snippets=False)
    hits = engine.search(then).hits
    return [hit.id for hit in hits if hit.id not in shown][:MAX_SAME_DAY]


def _links(engine: Engine, ids: Iterable[str]) -> Iterator[StoryLink]:
    for story_id in ids:
        story = engine.story(story_id)
        if story is not None:
            url = url_for("stories.story", story_id=story_id)
            yield StoryLink(story.title, story.lang, url, show_date(story.date))
