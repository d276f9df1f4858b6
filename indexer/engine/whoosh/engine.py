"""The embedded engine: opens the newest generation and answers from it."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from indexer.engine.base import (
    MAX_RESULTS,
    MAX_SIZE,
    Correction,
    Engine,
    FacetOrder,
    FacetPage,
    Histogram,
    Hit,
    Kind,
    Match,
    SearchRequest,
    SearchResult,
    Suggestion,
    WordCount,
    facet_names,
)
from indexer.engine.records import BuildRecord, IndexStats, Outcome
from indexer.engine.whoosh.allocation import keep_freed_memory
from indexer.engine.whoosh.columns import between
from indexer.engine.whoosh.corrections import correct
from indexer.engine.whoosh.executor import Evaluation, TreeScorer
from indexer.engine.whoosh.facet_lists import FacetCounts, first_values, page_of_values
from indexer.engine.whoosh.facets import Facets
from indexer.engine.whoosh.generations import Generation, Generations
from indexer.engine.whoosh.histogram import make_histogram
from indexer.engine.whoosh.hits import photo_hit, story_hit
from indexer.engine.whoosh.ordering import Ranked, all_documents, first_documents
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.suggester import Suggester
from indexer.engine.whoosh.time_limit import MAX_SECONDS, TimeLimit
from indexer.engine.whoosh.vocabulary import MAX_EXPANSIONS
from indexer.errors import ParameterError
from indexer.extras import Extras
from indexer.links import LinkGraph
from indexer.model import Photo, Story
from indexer.query.aliases import NO_ALIASES, AliasesFile
from indexer.query.nodes import All, Any, AtLeast, Days, InField, Node, Not, Words
from indexer.query.parser import ParsedQuery, parse_query, words_needed
from indexer.query.reading import describe
from indexer.query.stop_words import stop_words

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class WhooshEngine(Engine):
    """Answers queries from a Whoosh index; see :class:`indexer.engine.base.Engine`.

    A search takes the newest generation and stays with it, so that searches run side by side and
    none waits while a newer one is opened.
    """

    def __init__(self, index: Path, aliases: AliasesFile | None = None) -> None:
        keep_freed_memory()
        self._generations = Generations(index)
        self._aliases = aliases
        self._lock = threading.Lock()
        self._signature = self._generations.signature()
        self._opened = _Opened(self._generations.current())

    def search(self, request: SearchRequest) -> SearchResult:
        """Answers a search."""
        started = time.perf_counter()
        opened = self._newest()
        snapshot = opened.snapshot
        extras = snapshot.generation.extras
        _check_facets(request, extras)
        limit = TimeLimit(MAX_SECONDS)
        parsed = self._parse(opened, request)
        search = _Search(opened, request, parsed, limit)
        node, masks, counted = search.find(_facets_of(request, extras))
        total, total_all = _count(masks), search.count_all(node, masks)
        last = request.page * request.size
        scorer = TreeScorer(search.evaluation, node)
        page = first_documents(snapshot.pairs, request.kind, masks, scorer, request.order, last)[
            last - request.size :
        ]
        hits = tuple(_hits(snapshot, page, search.evaluation, node, request, limit))
        correction = self._correct(opened, request, total_all)
        return SearchResult(
            total=total,
            total_all=total_all,
            words=search.count_words() if not total_all else (),
            hits=hits,
            facets={
                name: first_values(name, counts, request.filters, request.excludes)
                for name, counts in counted.items()
            },
            histogram=_histogram(snapshot, request, masks),
            reading=describe(request, node, parsed.ignored, search.evaluation.other_forms),
            aliases=tuple(dict.fromkeys(_renamed(node))),
            did_you_mean=correction,
            notices=(
                *request.notices,
                *parsed.notices,
                *_unknown_values(opened.facets, request),
                *search.limits_reached(),
            ),
            incomplete=limit.exceeded or search.evaluation.cut,
            generation=snapshot.number,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
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
            raise ParameterError("order", order, f"one of {', '.join(FacetOrder)}")
        search = _Search(opened, request, self._parse(opened, request), TimeLimit(MAX_SECONDS))
        _, _, counted = search.find((name,))
        return page_of_values(
            name,
            counted[name],
            request.filters,
            request.excludes,
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
        search = _Search(opened, request, self._parse(opened, request), limit)
        node, masks, _ = search.find(())
        documents = all_documents(opened.snapshot.pairs, request.kind, masks)
        return _hits(opened.snapshot, documents, search.evaluation, node, request, limit)

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""
        return self._newest().snapshot.story(story_id)

    def photo(self, photo_id: str) -> tuple[Story, Photo] | None:
        """The photo of that id and its story, or None."""
        return self._newest().snapshot.photo(photo_id)

    def generation(self) -> int:
        """Number of the newest published generation."""
        return self._newest().snapshot.number

    def extras(self) -> Extras:
        """The fields and facets of the archive's own."""
        return self._newest().snapshot.generation.extras

    def stats(self) -> IndexStats:
        """Figures of the index."""
        return self._newest().stats(self._generations)

    def links(self) -> LinkGraph:
        """Who links to whom, and which story the public site shows at an address."""
        return self._newest().links

    def build_record(self) -> BuildRecord:
        """What the index remembers of the build that wrote it."""
        return self._newest().snapshot.generation.read_record()

    def verify(self) -> tuple[str, ...]:
        """Reads the whole index; says which files are damaged."""
        return tuple(self._newest().snapshot.damage())

    def close(self) -> None:
        """Lets go of files and memory."""
        self._opened.snapshot.close()

    def _parse(self, opened: _Opened, request: SearchRequest) -> ParsedQuery:
        aliases = self._aliases.current() if self._aliases and request.aliases else NO_ALIASES
        return opened.address(request) or parse_query(
            request.q,
            extra_fields=opened.snapshot.generation.extras.fields,
            ignored=opened.stop_words,
            aliases=aliases,
        )

    def _count(self, opened: _Opened, request: SearchRequest) -> int:
        search = _Search(opened, request, self._parse(opened, request), TimeLimit(MAX_SECONDS))
        _, masks, _ = search.find(())
        return _count(masks)

    def _correct(self, opened: _Opened, request: SearchRequest, found: int) -> Correction | None:
        if not request.did_you_mean:
            return None
        strict = replace(request, match=Match.ALL)
        return correct(
            request.q,
            opened.snapshot.vocabularies[request.kind],
            opened.stop_words,
            lambda q: self._count(opened, replace(strict, q=q)),
            found,
        )

    def _newest(self) -> _Opened:
        """The newest generation."""
        signature = self._generations.signature()
        if signature != self._signature:
            with self._lock:
                if signature != self._signature:
                    self._opened = _Opened(self._generations.current())
                    self._signature = signature
        return self._opened


class _Opened:
    """A generation, and what is worked out of it once."""

    def __init__(self, generation: Generation) -> None:
        self.snapshot = Snapshot(generation)
        self.facets = Facets(self.snapshot.pairs)
        self.suggester = Suggester(self.snapshot, self.facets)
        self.stop_words = stop_words(self.snapshot.languages)
        self._stats: IndexStats | None = None

    @cached_property
    def links(self) -> LinkGraph:
        """Who links to whom."""
        return LinkGraph(self.snapshot.generation.read_record().files)

    def address(self, request: SearchRequest) -> ParsedQuery | None:
        """The search for a story whose public address was pasted; None if it is none."""
        if request.kind is not Kind.STORIES or not _ADDRESS.fullmatch(request.q.strip()):
            return None
        story_id = self.links.resolve_url(request.q.strip())
        if story_id is None:
            return None
        notice = "This is the story that the public site shows at that address."
        return ParsedQuery((), (InField("id", Words(story_id)),), (notice,))

    def stats(self, generations: Generations) -> IndexStats:
        """Figures of the index."""
        if self._stats is None:
            self._stats = _measure(self.snapshot, generations)
        return self._stats


class _Search:
    """One search: its trees, filters and days."""

    def __init__(
        self, opened: _Opened, request: SearchRequest, parsed: ParsedQuery, limit: TimeLimit
    ) -> None:
        self._opened = opened
        self._request = request
        self._limit = limit
        self.evaluation = Evaluation(opened.snapshot, parsed, request.kind, request.scope, limit)
        self._parsed = self.evaluation.query

    def find(self, names: Sequence[str]) -> tuple[Node, list[Mask], dict[str, FacetCounts]]:
        """The tree that applies, the documents that match it, and counts of some facets.

        Left to the search, a document may lack some of many words, and where that finds nothing
        any word will do.
        """
        request, count = self._request, len(self._parsed.words)
        node = {
            Match.ALL: self._parsed.node,
            Match.ANY: self._parsed.any_node,
            Match.AUTO: self._parsed.tree(words_needed(count)),
        }[request.match]
        masks, counted = self._filter(node, names)
        if request.match is Match.AUTO and count > 1 and not any(mask.any() for mask in masks):
            node = self._parsed.tree(1)
            masks, counted = self._filter(node, names)
        return node, masks, counted

    def count_all(self, node: Node, masks: list[Mask]) -> int:
        """Documents with every word."""
        if node == self._parsed.node:
            return _count(masks)
        return _count(self._filter(self._parsed.node, ())[0])

    def count_words(self) -> tuple[WordCount, ...]:
        """Documents with each of the plain words."""
        return tuple(
            WordCount(word.text, _count(self._filter(word, ())[0]))
            for word in self._parsed.words
            if isinstance(word, Words)
        )

    def limits_reached(self) -> Iterator[str]:
        """Says what was left out, if anything was."""
        evaluation = self.evaluation
        if evaluation.left_out:
            yield (
                f"The search took longer than it may; {evaluation.left_out:,} of its words and "
                "phrases were left out. Ask for less at once."
            )
        elif self._limit.exceeded:
            yield "The search took longer than it may; its order and passages are not the best."
        if evaluation.cut:
            yield (
                "A word with “*”, “?” or “~” stands for so many others that only the "
                f"{MAX_EXPANSIONS:,} most frequent were searched."
            )

    def _filter(
        self, node: Node, names: Sequence[str]
    ) -> tuple[list[Mask], dict[str, FacetCounts]]:
        request = self._request
        masks = [
            self.evaluation.matches(node, number)
            for number in range(len(self._opened.snapshot.pairs))
        ]
        if request.date_from or request.date_to:
            days = Days("date", request.date_from, request.date_to)
            masks = [
                mask & between(pair, request.kind, days)
                for mask, pair in zip(masks, self._opened.snapshot.pairs, strict=True)
            ]
        return self._opened.facets.apply(
            request.kind, masks, names, request.filters, request.excludes
        )


def _count(masks: Sequence[Mask]) -> int:
    return sum(int(np.count_nonzero(mask)) for mask in masks)


def _measure(snapshot: Snapshot, generations: Generations) -> IndexStats:
    record = snapshot.generation.read_record()
    outcomes = [file.outcome for file in record.files]
    days = np.concatenate(
        [
            segment.content.columns.earliest[segment.live]
            for segment in snapshot.segments(Kind.STORIES)
        ]
        or [np.zeros(0, np.int32)]
    )
    dated = days[days != UNDATED]
    return IndexStats(
        index=str(generations.index),
        archive=record.archive,
        title=record.title,
        generation=snapshot.number,
        built_at=record.started_at,
        stories=snapshot.count(Kind.STORIES),
        photos=snapshot.count(Kind.PHOTOS),
        undated=len(days) - len(dated),
        first_date=date.fromordinal(int(dated.min())) if len(dated) else None,
        last_date=date.fromordinal(int(dated.max())) if len(dated) else None,
        excluded=outcomes.count(Outcome.EXCLUDED),
        failed=outcomes.count(Outcome.FAILED),
        problems=len(record.problems) + sum(len(file.problems) for file in record.files),
        size_bytes=generations.size_bytes(),
    )


def _check_facets(request: SearchRequest, extras: Extras) -> None:
    known = facet_names(request.kind, extras)
    for name in (*request.filters, *request.excludes, *(request.facets or ())):
        if name not in known:
            raise ParameterError(name, "", f"one of {', '.join(known)}")


def _facets_of(request: SearchRequest, extras: Extras) -> Sequence[str]:
    """The facets to count. Days say something where a month is chosen, as months do in a year."""
    if request.facets is not None:
        return request.facets
    asked = {**request.filters, **request.excludes}
    names = facet_names(request.kind, extras)
    return [n for n in names if n != "day" or "month" in request.filters or "day" in asked]


def _histogram(
    snapshot: Snapshot, request: SearchRequest, masks: Sequence[Mask]
) -> Histogram | None:
    if request.histogram is None:
        return None
    days = (request.date_from, request.date_to)
    return make_histogram(snapshot.pairs, request.kind, masks, request.histogram, days)


def _check_number(name: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise ParameterError(name, str(number), f"a whole number from 1 to {most:,}")


def _unknown_values(facets: Facets, request: SearchRequest) -> Iterator[str]:
    """Says which filters ask for values that nothing in the index has."""
    for name, values in (*request.filters.items(), *request.excludes.items()):
        for value in values:
            if value and not facets.knows(request.kind, name, value):
                near = facets.alike(request.kind, name, value)
                hint = f" There is “{near}”." if near else ""
                yield f"Nothing in this archive has the {name} “{value}”.{hint}"


def _renamed(node: Node) -> Iterator[str]:
    """The names in a query that have other names."""
    match node:
        case Words(text, others):
            if others:
                yield text
        case InField(_, inner) | Not(inner):
            yield from _renamed(inner)
        case All(nodes) | Any(nodes) | AtLeast(nodes, _):
            for inner in nodes:
                yield from _renamed(inner)
        case _:
            pass


def _hits(  # noqa: PLR0913, PLR0917 - all that a hit comes from
    snapshot: Snapshot,
    page: Iterable[Ranked],
    evaluation: Evaluation,
    node: Node,
    request: SearchRequest,
    limit: TimeLimit,
) -> Iterator[Hit]:
    wanted = tuple(evaluation.wanted(node))
    for ranked in page:
        if limit.passed():
            wanted = ()
        pair = snapshot.pairs[ranked.pair]
        score = round(ranked.score, 4)
        if request.kind is Kind.STORIES:
            story = snapshot.story_at(pair, ranked.document)
            hit: Hit = story_hit(story, score, wanted, snippets=request.snippets)
        else:
            story, photo = snapshot.photo_at(pair, ranked.document)
            hit = photo_hit(story, photo, score, wanted, request.scope, snippets=request.snippets)
        lacking = evaluation.lacking(ranked.pair, ranked.document)
        yield replace(hit, lacking=lacking) if lacking else hit
