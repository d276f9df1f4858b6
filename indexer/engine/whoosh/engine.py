"""The embedded engine: opens the newest generation and answers from it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from indexer.engine.base import (
    Engine,
    Hit,
    Kind,
    SearchRequest,
    SearchResult,
    facet_names,
)
from indexer.engine.records import BuildRecord, IndexStats, Outcome
from indexer.engine.whoosh.allocation import keep_freed_memory
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.facets import Facets
from indexer.engine.whoosh.generations import Generation, Generations
from indexer.engine.whoosh.hits import photo_hit, story_hit
from indexer.engine.whoosh.open_segment import SegmentPair
from indexer.engine.whoosh.ordering import Ranked, first_documents
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.errors import ParameterError
from indexer.extras import Extras
from indexer.links import LinkGraph
from indexer.model import Photo, Story
from indexer.query.parser import parse_query
from indexer.query.reading import describe


class WhooshEngine(Engine):
    """Answers queries from a Whoosh index; see :class:`indexer.engine.base.Engine`.

    A search takes the newest generation and stays with it, so that searches run side by side and
    none waits while a newer one is opened.
    """

    def __init__(self, index: Path) -> None:
        keep_freed_memory()
        self._generations = Generations(index)
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
        parsed = parse_query(request.q, any_word=request.match == "any", extra_fields=extras.fields)
        evaluation = Evaluation(snapshot, parsed.node, request.kind, request.scope)
        masks = [
            _within_dates(evaluation.matches(number), pair, request)
            for number, pair in enumerate(snapshot.pairs)
        ]
        names = facet_names(request.kind, extras) if request.facets is None else request.facets
        found, facets = opened.facets.apply(
            request.kind, masks, names, request.filters, request.excludes
        )
        last = request.page * request.size
        page = first_documents(
            snapshot.pairs, request.kind, found, evaluation, request.order, last
        )[last - request.size :]
        return SearchResult(
            total=sum(int(np.count_nonzero(mask)) for mask in found),
            hits=tuple(_hits(snapshot, page, evaluation, request)),
            facets=facets,
            reading=describe(request, parsed.node, evaluation.other_forms),
            notices=(*request.notices, *parsed.notices, *_unknown_values(opened.facets, request)),
            generation=snapshot.number,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
        )

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
        self._stats: IndexStats | None = None

    @cached_property
    def links(self) -> LinkGraph:
        """Who links to whom."""
        return LinkGraph(self.snapshot.generation.read_record().files)

    def stats(self, generations: Generations) -> IndexStats:
        """Figures of the index."""
        if self._stats is None:
            self._stats = _count(self.snapshot, generations)
        return self._stats


def _count(snapshot: Snapshot, generations: Generations) -> IndexStats:
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


def _within_dates(mask: Mask, pair: SegmentPair, request: SearchRequest) -> Mask:
    if request.date_from is None and request.date_to is None:
        return mask
    first = (request.date_from or date.min).toordinal()
    last = (request.date_to or date.max).toordinal()
    columns = pair.stories.content.columns
    inside = (columns.earliest != UNDATED) & (columns.earliest <= last) & (columns.latest >= first)
    if request.kind is Kind.PHOTOS:
        inside = inside[pair.photos.parents]
    narrowed: Mask = mask & inside
    return narrowed


def _unknown_values(facets: Facets, request: SearchRequest) -> Iterator[str]:
    """Says which filters ask for values that nothing in the index has."""
    for name, values in (*request.filters.items(), *request.excludes.items()):
        for value in values:
            if value and not facets.knows(name, value):
                near = facets.alike(name, value)
                hint = f" There is “{near}”." if near else ""
                yield f"Nothing in this archive has the {name} “{value}”.{hint}"


def _hits(
    snapshot: Snapshot, page: Sequence[Ranked], evaluation: Evaluation, request: SearchRequest
) -> Iterator[Hit]:
    wanted = evaluation.wanted()
    for ranked in page:
        pair = snapshot.pairs[ranked.pair]
        score = round(ranked.score, 4)
        if request.kind is Kind.STORIES:
            story = snapshot.story_at(pair, ranked.document)
            yield story_hit(story, score, wanted, snippets=request.snippets)
        else:
            story, photo = snapshot.photo_at(pair, ranked.document)
            yield photo_hit(story, photo, score, wanted, request.scope, snippets=request.snippets)
