"""Every mention of what was searched, one document after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import quote

from indexer.concordance import cut_line, words_after, words_before
from indexer.engine.request import MAX_RESULTS, Kind, MentionOrder, Scope, SearchRequest
from indexer.engine.results import Mention
from indexer.engine.whoosh.hits import CAPTION_FIELDS, patterns_in
from indexer.engine.whoosh.matching import total_of
from indexer.engine.whoosh.ordering import Ranked, all_documents
from indexer.engine.whoosh.search import Search
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import TimeLimit
from indexer.model import Photo, Source, Story
from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Fuzzy,
    InField,
    Near,
    Node,
    Phrase,
    Wildcard,
    Words,
)
from indexer.snippets import Pattern, Span, find_spans

COUNTING_SECONDS = 0.5
"""How long mentions are counted that no page shows, so that one can say how many there are."""

_FIELDS = {
    "title": frozenset({"title"}),
    "description": frozenset({"description"}),
    "body": frozenset({"body"}),
    "caption": CAPTION_FIELDS,
}
"""Text of a story -> fields of the query language that it belongs to."""

_KEYS: dict[MentionOrder, Callable[[Mention], list[str]]] = {
    MentionOrder.BEFORE: lambda mention: words_before(mention.before),
    MentionOrder.AFTER: lambda mention: words_after(mention.after),
}


class _Text(NamedTuple):
    """A text that may have mentions."""

    source: str
    number: int | None
    text: str
    photo: Photo | None = None


class _Place(NamedTuple):
    """Where a mention stands."""

    story: Story
    text: _Text
    span: Span


class Page(NamedTuple):
    """Some of the mentions, and how many were counted; more are possible if incomplete."""

    mentions: tuple[Mention, ...]
    total: int
    incomplete: bool


class Finder:
    """Finds the mentions of what a search looks for.

    Args:
        snapshot: Where they are looked for.
        request: What is asked for. Photos have mentions in their captions only.
        search: The search for it.
        order: The order of the mentions.

    Attributes:
        node: The tree of the search that applies.
        documents: How many it finds.
        has_words: False if it looks for nothing that texts could have.
    """

    def __init__(
        self, snapshot: Snapshot, request: SearchRequest, search: Search, order: MentionOrder
    ) -> None:
        self._snapshot = snapshot
        self._request = request
        self._key = _KEYS.get(order)
        self.node, found, _ = search.find(())
        self.documents = total_of(found)
        newest_first = order is MentionOrder.NEWEST
        self._by_date = partial(
            all_documents, snapshot.pairs, request.kind, found, newest_first=newest_first
        )
        wanted = search.evaluation.wanted(self.node)
        fields = _FIELDS if request.kind is Kind.STORIES else {"caption": CAPTION_FIELDS}
        self._patterns = {name: patterns_in(wanted, known) for name, known in fields.items()}
        self.has_words = _asks_for_words(self.node, frozenset().union(*fields.values()))

    def page(self, limit: TimeLimit) -> Page:
        """The page of mentions that is asked for."""
        last = self._request.page * self._request.size
        page = slice(last - self._request.size, min(last, MAX_RESULTS))
        if self._key is None:
            return self._page_by_date(page, limit)
        places = chain.from_iterable(self._places(limit))
        found = [self._mention(place) for place in islice(places, MAX_RESULTS)]
        incomplete = next(places, None) is not None or limit.exceeded
        return Page(tuple(sorted(found, key=self._key)[page]), len(found), incomplete)

    def scan(self) -> Iterator[Mention]:
        """All mentions, up to the most that are given in any order."""
        places = chain.from_iterable(self._places(TimeLimit(math.inf)))
        found = (self._mention(place) for place in islice(places, MAX_RESULTS))
        return found if self._key is None else iter(sorted(found, key=self._key))

    def _page_by_date(self, page: slice, limit: TimeLimit) -> Page:
        counting = TimeLimit(COUNTING_SECONDS)
        mentions: list[Mention] = []
        total = 0
        for places in self._places(limit):
            # A page may begin and end within a document.
            shown = places[max(page.start - total, 0) : max(page.stop - total, 0)]
            mentions += map(self._mention, shown)
            total += len(places)
            if total > MAX_RESULTS or (total > page.stop and counting.passed()):
                return Page(tuple(mentions), min(total, MAX_RESULTS), incomplete=True)
        return Page(tuple(mentions), total, limit.exceeded)

    def _places(self, limit: TimeLimit) -> Iterator[Sequence[_Place]]:
        """The places in each document that has any."""
        for ranked in self._by_date() if any(self._patterns.values()) else ():
            if limit.passed():
                return
            story, texts = self._read(ranked)
            places: list[_Place] = []
            for name, patterns in self._patterns.items():
                places += _find(story, [text for text in texts if text.source == name], patterns)
            if places:
                yield places

    def _read(self, ranked: Ranked) -> tuple[Story, list[_Text]]:
        """A document's story, and its texts."""
        pair = self._snapshot.pairs[ranked.pair]
        if self._request.kind is Kind.STORIES:
            story = self._snapshot.story_at(pair, ranked.document)
            return story, list(_texts(story))
        story, photo = self._snapshot.photo_at(pair, ranked.document)
        own = self._request.scope is Scope.OWN
        text = photo.caption.own if own else photo.caption.text
        return story, [_Text("caption", story.photos.index(photo) + 1, text, photo)]

    def _mention(self, place: _Place) -> Mention:
        story, (source, number, text, photo), span = place
        line = cut_line(text, span)
        when = story.date
        to_photo = self._request.kind is Kind.PHOTOS and photo
        return Mention(
            story_id=story.id,
            photo_id=photo.id if photo else None,
            title=story.title,
            date=when.earliest,
            date_precision=when.precision,
            date_source=None if when.source is Source.NONE else when.source,
            lang=story.lang,
            source=source,
            number=number,
            before=line.before,
            match=line.match,
            after=line.after,
            path=story.path,
            url="/photo/" + quote(to_photo.id) if to_photo else "/story/" + quote(story.id),
            public_url=story.public_url,
        )


def _asks_for_words(node: Node, fields: frozenset[str]) -> bool:
    """True if a tree looks for words that texts of some fields could have."""
    match node:
        case Words() | Phrase() | Near() | Wildcard() | Fuzzy():
            return True
        case InField(field, _):
            return field in fields
        case All(nodes) | Any(nodes) | AtLeast(nodes, _):
            return any(_asks_for_words(inner, fields) for inner in nodes)
        case _:
            return False


def _texts(story: Story) -> Iterator[_Text]:
    """The texts of a story, each once, in the order in which its page shows them."""
    yield _Text("title", None, story.title)
    # Often the beginning of the story, or its title again.
    if story.description.rstrip("….") not in "\n".join((story.title, *story.paragraphs)):
        yield _Text("description", None, story.description)
    yield from (_Text("body", n, text) for n, text in enumerate(story.paragraphs, 1))
    seen = set()
    for number, photo in enumerate(story.photos, 1):
        if photo.caption.text not in seen:
            seen.add(photo.caption.text)
            yield _Text("caption", number, photo.caption.text, photo)


def _find(story: Story, texts: Sequence[_Text], patterns: Sequence[Pattern]) -> Iterator[_Place]:
    found = find_spans([text.text for text in texts], patterns)
    for number in sorted(found):
        yield from (_Place(story, texts[number], span) for span in found[number])
