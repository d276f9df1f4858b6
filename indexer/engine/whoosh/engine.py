"""The embedded engine: opens the newest generation and answers from it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from indexer.engine.base import RELATED_SIZE, Engine
from indexer.engine.explanation import Explanation
from indexer.engine.records import BuildRecord, IndexStats
from indexer.engine.request import (
    MAX_RESULTS,
    MAX_SIZE,
    PARTS_OF,
    FacetOrder,
    Kind,
    Match,
    MentionOrder,
    SearchRequest,
    Sort,
    facet_names,
)
from indexer.engine.results import (
    Correction,
    DocumentKey,
    FacetPage,
    Histogram,
    Hit,
    MarkedStory,
    Mention,
    Mentions,
    ScanPage,
    SearchResult,
    Suggestion,
    in_part,
)
from indexer.engine.whoosh.allocation import keep_freed_memory
from indexer.engine.whoosh.continuing import documents_after
from indexer.engine.whoosh.corrections import correct
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.explaining import explain
from indexer.engine.whoosh.facet_lists import first_values, page_of_values
from indexer.engine.whoosh.facets import Facets, Filtering
from indexer.engine.whoosh.generations import Generations
from indexer.engine.whoosh.histogram import make_histogram
from indexer.engine.whoosh.marking import mark_story
from indexer.engine.whoosh.matching import Documents, total_of
from indexer.engine.whoosh.mentions import Finder
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.ordering import Ranked, all_documents, first_documents
from indexer.engine.whoosh.pasted import by_name
from indexer.engine.whoosh.refusal import Refusal
from indexer.engine.whoosh.scoring import TreeScorer
from indexer.engine.whoosh.search import Search, hit_of, hits_of, renamed
from indexer.engine.whoosh.similar.related import related_stories, similar_photos
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import MAX_SECONDS, TimeLimit
from indexer.errors import (
    IndexMissingError,
    IndexOutdatedError,
    IndexUnreadableError,
    ParameterError,
    one_of,
    whole_number,
)
from indexer.extras import Extras
from indexer.facet_names import facet_in_a_sentence, no_such_value
from indexer.links import LinkGraph
from indexer.model import Photo, Story
from indexer.query.aliases import NO_ALIASES, Aliases, AliasesFile
from indexer.query.parser import ParsedQuery, parse_query
from indexer.query.reading import describe
from indexer.texts import gettext

FEW = 10
"""Stories below which those with fewer of the words are shown too."""

Choice = Callable[[Snapshot, list[Documents], TreeScorer], Sequence[Ranked]]
"""What is searched, the documents found and their scores -> the documents to show."""


class WhooshEngine(Engine):
    """Answers queries from a Whoosh index; see :class:`indexer.engine.base.Engine`.

    A search takes the newest generation that can be opened and stays with it, so that searches run
    side by side.
    """

    def __init__(self, index: Path, aliases: AliasesFile | None = None) -> None:
        keep_freed_memory()
        self._generations = Generations(index)
        self._aliases = aliases
        self._lock = threading.Lock()
        self._refusal = Refusal()
        self._signature = self._generations.signature()
        self._opened = Opened(self._generations.current(), self._names())

    def search(self, request: SearchRequest) -> SearchResult:
        """Answers a search."""
        last = request.page * request.size

        def choose(
            snapshot: Snapshot, found: list[Documents], scorer: TreeScorer
        ) -> Sequence[Ranked]:
            if last > MAX_RESULTS:
                return ()
            first = first_documents(
                snapshot.pairs, request.kind, found, scorer, request.order, last
            )
            return first[last - request.size :]

        return self._answer(request, choose, advise=True)

    def _answer(self, request: SearchRequest, choose: Choice, *, advise: bool) -> SearchResult:
        """What a search finds.

        Args:
            request: The search.
            choose: Gives the documents to show of those found.
            advise: True to look for what was probably meant, and for the word to blame.
        """
        started = time.perf_counter()
        opened = self._newest()
        snapshot = opened.snapshot
        extras = snapshot.generation.extras
        _check_facets(request, extras)
        limit = TimeLimit(MAX_SECONDS)
        parsed = self._parse(opened, request)
        search = Search(opened, request, parsed, limit)
        node, found, counted = search.find(_facets_of(request, extras))
        total, total_all = total_of(found), search.count_all(node, found)
        page = choose(snapshot, found, TreeScorer(search.evaluation, node))
        hits = tuple(hits_of(snapshot, page, search.evaluation, node, request, limit))
        fewer = _with_fewer_words(snapshot, request, search, found, limit) if advise else ()
        evaluation = search.evaluation

        def later(field: str) -> object:
            match field:
                case "reading":
                    return describe(request, node, parsed.ignored, evaluation.other_forms)
                case "did_you_mean":
                    doubted = advise and not parsed.is_name
                    return self._correct(opened, request, search, total_all) if doubted else None
                case _:
                    raise AttributeError(field)

        return in_part(
            SearchResult,
            later,
            {
                "total": total,
                "total_all": total_all,
                "words": search.count_words() if advise and not total_all else (),
                "hits": hits,
                "with_fewer_words": fewer,
                "facets": {
                    name: first_values(name, counts, search.filters, search.excludes)
                    for name, counts in counted.items()
                },
                "histogram": _histogram(snapshot, request, found),
                "aliases": tuple(dict.fromkeys(renamed(node))),
                "notices": _notices(opened, request, parsed, search),
                "incomplete": limit.exceeded or evaluation.cut,
                "generation": snapshot.number,
                "took_ms": round((time.perf_counter() - started) * 1000, 2),
            },
        )

    def facet_values(  # noqa: PLR0913 - as in the contract
        self,
        request: SearchRequest,
        name: str,
        *,
        contains: str = "",
        order: str = FacetOrder.COUNT,
        page: int = 1,
        size: int = 50,
    ) -> FacetPage:
        """Lists every value of a facet that what a search finds has."""
        opened = self._newest()
        _check_facets(replace(request, facets=(name,)), opened.snapshot.generation.extras)
        _check_number("page", page, MAX_RESULTS)
        _check_number("size", size, MAX_SIZE)
        if order not in set(FacetOrder):
            raise ParameterError("order", order, one_of(FacetOrder))
        search = Search(opened, request, self._parse(opened, request), TimeLimit(MAX_SECONDS))
        _, _, counted = search.find((name,))
        return page_of_values(
            name,
            counted[name],
            search.filters,
            search.excludes,
            contains=contains,
            order=FacetOrder(order),
            page=page,
            size=size,
        )

    def suggest(
        self, text: str, kind: Kind = Kind.STORIES, size: int = 8
    ) -> tuple[Suggestion, ...]:
        """What somebody who has typed so much may mean."""
        _check_number("size", size, MAX_SIZE)
        return self._newest().suggester.suggest(text, kind, size)

    def count(self, request: SearchRequest) -> int:
        """How many documents a search finds."""
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        return self._count(opened, request)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Every hit of a search, however many."""
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        # As many words as there are: nobody waits for the first page.
        limit = TimeLimit(math.inf)
        search = Search(opened, request, self._parse(opened, request), limit)
        node, found, _ = search.find(())
        documents = all_documents(opened.snapshot.pairs, request.kind, found)
        return hits_of(opened.snapshot, documents, search.evaluation, node, request, limit)

    def scan_photos(self, request: SearchRequest) -> Iterator[tuple[Story, Photo]]:
        """Every photo that a search finds, whole."""
        opened = self._newest()
        snapshot = opened.snapshot
        _check_facets(request, snapshot.generation.extras)
        search = Search(opened, request, self._parse(opened, request), TimeLimit(math.inf))
        _, found, _ = search.find(())
        return snapshot.photos_at(all_documents(snapshot.pairs, Kind.PHOTOS, found))

    def scan_after(self, request: SearchRequest, after: DocumentKey | None) -> ScanPage:
        """The hits of a search after one, by date, then by ids."""
        following: Sequence[Ranked] = ()

        def choose(snapshot: Snapshot, found: list[Documents], _: TreeScorer) -> Sequence[Ranked]:
            nonlocal following
            following = documents_after(
                snapshot.pairs, request.kind, found, after, request.size + 1
            )
            return following[: request.size]

        result = self._answer(request, choose, advise=False)
        return ScanPage(result, more=len(following) > request.size)

    def explain(self, request: SearchRequest, story_id: str) -> Explanation | None:
        """Why a search finds a story, and where; or why not."""
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        search = Search(opened, request, self._parse(opened, request), TimeLimit(MAX_SECONDS))
        return explain(opened, request, search, story_id)

    def mentions(self, request: SearchRequest, order: MentionOrder = MentionOrder.DATE) -> Mentions:
        """A page of the mentions of what a search looks for."""
        started = time.perf_counter()
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        limit = TimeLimit(MAX_SECONDS)
        parsed = self._parse(opened, request)
        search = Search(opened, request, parsed, limit)
        finder = Finder(opened.snapshot, request, search, order)
        page = finder.page(limit)
        return Mentions(
            mentions=page.mentions,
            total=page.total,
            documents=finder.documents,
            has_words=finder.has_words,
            reading=describe(request, finder.node, parsed.ignored, search.evaluation.other_forms),
            notices=_notices(opened, request, parsed, search),
            incomplete=page.incomplete,
            generation=opened.snapshot.number,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
        )

    def scan_mentions(
        self, request: SearchRequest, order: MentionOrder = MentionOrder.DATE
    ) -> Iterator[Mention]:
        """The first mentions in an order, however long that takes."""
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        search = Search(opened, request, self._parse(opened, request), TimeLimit(math.inf))
        return Finder(opened.snapshot, request, search, order).scan()

    def named(self, request: SearchRequest) -> SearchRequest:
        """The same search with the names it filters by spelt as facets show them."""
        facets = self._newest().facets
        return replace(
            request, filters=facets.named(request.filters), excludes=facets.named(request.excludes)
        )

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""
        return self._newest().snapshot.story(story_id)

    def marked(self, story_id: str, request: SearchRequest) -> MarkedStory | None:
        """The story of that id, with what a search looks for marked in it."""
        opened = self._newest()
        snapshot = opened.snapshot
        story = snapshot.story(story_id)
        if story is None:
            return None
        parsed = self._parse(opened, request)
        limit = TimeLimit(MAX_SECONDS)
        evaluation = Evaluation(snapshot, parsed, request.kind, request.scope, limit)
        return mark_story(story, evaluation.wanted(evaluation.query.node))

    def photo(self, photo_id: str) -> tuple[Story, Photo] | None:
        """The photo of that id and its story, or None."""
        return self._newest().snapshot.photo(photo_id)

    def photo_ids(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Ids of the photos with these keys."""
        return tuple(self._newest().snapshot.photos_by_key(keys))

    def copies(self, kind: Kind, document_id: str) -> tuple[str, ...]:
        """Ids of the other copies of a story or photo."""
        return self._newest().snapshot.groups.copies_of(kind, document_id)

    def uses(self, photo_id: str) -> tuple[str, ...]:
        """Ids of the other photos that show the same picture."""
        return self._newest().snapshot.uses(photo_id)

    def translations(self, story_id: str) -> tuple[str, ...]:
        """Ids of a story's translations."""
        return self._newest().snapshot.groups.translations_of(story_id)

    def related(self, story_id: str, size: int = RELATED_SIZE) -> tuple[Hit, ...]:
        """Stories related to one, best first."""
        opened = self._newest()
        snapshot = opened.snapshot
        story = snapshot.story(story_id)
        if story is None:
            return ()
        return tuple(
            hit_of(snapshot, ranked, tuple, SearchRequest())
            for ranked in related_stories(snapshot, story, opened.links, size)
        )

    def similar_photos(self, photo_id: str, size: int = RELATED_SIZE) -> tuple[Hit, ...]:
        """Photos with captions like one's, best first."""
        snapshot = self._newest().snapshot
        found = snapshot.photo(photo_id)
        if found is None:
            return ()
        return tuple(
            hit_of(snapshot, ranked, tuple, SearchRequest(kind=Kind.PHOTOS))
            for ranked in similar_photos(snapshot, *found, size)
        )

    def generation(self) -> int:
        """Number of the generation that answers."""
        return self._newest().snapshot.number

    def is_behind(self) -> bool:
        """True if what was published last cannot be opened."""
        self._newest()
        return self._generations.signature() != self._signature

    def extras(self) -> Extras:
        """The fields and facets of the archive's own."""
        return self._newest().snapshot.generation.extras

    def stats(self) -> IndexStats:
        """Figures of the index."""
        return self._newest().stats()

    def links(self) -> LinkGraph:
        """Who links to whom, and which story the public site shows at an address."""
        return self._newest().links

    def was_removed(self, document_id: str) -> bool:
        """True for what was in the index and no longer is."""
        return self._newest().history.was_removed(document_id)

    def was_removed_from(self, url: str) -> bool:
        """True if a story was at an address that is no longer in the index."""
        return self._newest().history.was_removed_from(url)

    def build_record(self) -> BuildRecord:
        """What the index remembers of the build that wrote it."""
        return self._newest().snapshot.generation.read_record()

    def survey(self) -> bytes:
        """What was kept beside the build record."""
        return self._newest().snapshot.generation.read_survey()

    def ids(self, request: SearchRequest) -> tuple[str, ...]:
        """Ids of everything a search finds."""
        opened = self._newest()
        _check_facets(request, opened.snapshot.generation.extras)
        search = Search(opened, request, self._parse(opened, request), TimeLimit(MAX_SECONDS))
        _, found, _ = search.find(())
        segments = zip(opened.snapshot.segments(request.kind), found, strict=True)
        return tuple(
            segment.id_of(number)
            for segment, documents in segments
            for number in documents.numbers.tolist()
        )

    def copy_groups(self, kind: Kind) -> tuple[tuple[str, ...], ...]:
        """Ids of stories (photos) with nearly the same text (caption), a group each."""
        return tuple(self._newest().snapshot.groups.all_of(kind))

    def verify(self) -> tuple[str, ...]:
        """Reads the whole index; says which files are damaged."""
        return tuple(self._newest().snapshot.damage())

    def close(self) -> None:
        """Lets go of files and memory."""
        self._opened.snapshot.close()

    def _parse(self, opened: Opened, request: SearchRequest) -> ParsedQuery:
        aliases = self._names() if request.aliases else NO_ALIASES
        return by_name(opened, request) or parse_query(
            request.q,
            extra_fields=opened.snapshot.generation.extras.fields,
            ignored=opened.ignoring.words,
            meant=opened.ignoring.meant,
            aliases=aliases,
            count_pair=opened.snapshot.vocabularies[Kind.STORIES].count,
        )

    def _count(
        self, opened: Opened, request: SearchRequest, filtering: Filtering | None = None
    ) -> int:
        parsed = self._parse(opened, request)
        search = Search(opened, request, parsed, TimeLimit(MAX_SECONDS), filtering)
        _, found, _ = search.find(())
        return total_of(found)

    def _correct(
        self, opened: Opened, request: SearchRequest, search: Search, found: int
    ) -> Correction | None:
        @cache
        def count(q: str) -> int:
            return self._count(opened, replace(request, q=q, match=Match.ALL), search.filtering)

        @cache
        def count_everywhere(q: str) -> int:
            return self._count(opened, replace(request.unfiltered(), q=q, match=Match.ALL))

        return correct(
            request.q,
            opened.snapshot.vocabularies[request.kind],
            opened.snapshot.vocabularies[Kind.STORIES],
            opened.ignoring.words,
            count,
            count_everywhere,
            found,
            some_may_lack=request.match is not Match.ALL,
        )

    def _newest(self) -> Opened:
        """The newest generation."""
        signature, names = self._generations.signature(), self._names()
        if signature != self._signature or names is not self._opened.facets.aliases:
            with self._lock:
                self._follow(names)
        return self._opened

    def _follow(self, names: Aliases) -> None:
        """Opens what was published since. Where that cannot be, what is open goes on answering."""
        signature = self._generations.signature()
        if signature != self._signature and self._refusal.is_over(signature):
            try:
                opened = Opened(self._generations.current(), names)
                opened.prove()
            except IndexOutdatedError as error:
                # A newer version was installed and has built an index.
                self._refusal.note(signature, f"{error} Or start this server anew.")
            except (IndexMissingError, IndexUnreadableError) as error:
                self._refusal.note(signature, f"{error}")
            else:
                self._opened, self._signature = opened, signature
                self._refusal.end()
        if names is not self._opened.facets.aliases:
            self._opened.name_by(names)

    def _names(self) -> Aliases:
        """The names that mean the same."""
        return self._aliases.current() if self._aliases else NO_ALIASES


def _with_fewer_words(
    snapshot: Snapshot,
    request: SearchRequest,
    search: Search,
    found: Sequence[Documents],
    limit: TimeLimit,
) -> tuple[Hit, ...]:
    """The best of what has fewer of the words than what was found, where that is little."""
    asked = min(FEW, request.size) - total_of(found)
    if asked <= 0 or request.page > 1 or request.order is not Sort.RELEVANCE or limit.exceeded:
        return ()
    node, others = search.find_beside(found)
    scorer = TreeScorer(search.evaluation, node)
    first = first_documents(snapshot.pairs, request.kind, others, scorer, request.order, asked)
    return tuple(hits_of(snapshot, first, search.evaluation, node, request, limit))


def _check_facets(request: SearchRequest, extras: Extras) -> None:
    known = facet_names(request.kind, extras)
    for name in (*request.filters, *request.excludes, *(request.facets or ())):
        if name not in known:
            raise ParameterError(name, "", one_of(known))


def _facets_of(request: SearchRequest, extras: Extras) -> Sequence[str]:
    """The facets to count. Days say something where a month is chosen, as months do in a year."""
    if request.facets is not None:
        return request.facets
    asked = {**request.filters, **request.excludes}
    names = facet_names(request.kind, extras)
    return [n for n in names if PARTS_OF.get(n, n) in {n, *request.filters} or n in asked]


def _histogram(
    snapshot: Snapshot, request: SearchRequest, found: Sequence[Documents]
) -> Histogram | None:
    if request.histogram is None:
        return None
    days = (request.date_from, request.date_to)
    return make_histogram(snapshot.pairs, request.kind, found, request.histogram, days)


def _check_number(name: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise ParameterError(name, str(number), whole_number(most))


def _notices(
    opened: Opened, request: SearchRequest, parsed: ParsedQuery, search: Search
) -> tuple[str, ...]:
    """What was ignored or understood differently, and what was left out."""
    return (
        *request.notices,
        *parsed.notices,
        *_unknown_values(opened.facets, request),
        *search.limits_reached(),
    )


def _unknown_values(facets: Facets, request: SearchRequest) -> Iterator[str]:
    """Says which filters ask for values that nothing in the index has."""
    for name, values in (*request.filters.items(), *request.excludes.items()):
        for value in values:
            shown = facets.named({name: (value,)})[name][0]
            if value and not facets.knows(request.kind, name, shown):
                near = facets.alike(request.kind, name, value)
                notice = no_such_value(name, value) or gettext(
                    "Nothing in this archive has the %(facet)s “%(value)s”.",
                    facet=facet_in_a_sentence(name),
                    value=value,
                )
                hint = gettext(" There is “%(value)s”.", value=near) if near else ""
                yield notice + hint
