"""The embedded engine: opens the newest generation and answers from it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from indexer.engine.base import (
    Engine,
    Facet,
    Hit,
    Kind,
    SearchRequest,
    SearchResult,
    Sort,
    facet_names,
)
from indexer.engine.records import BuildRecord, IndexStats, Outcome
from indexer.engine.whoosh.documents import StoryValues
from indexer.engine.whoosh.executor import Executor, Matches
from indexer.engine.whoosh.facets import apply_filters
from indexer.engine.whoosh.generations import Generations
from indexer.engine.whoosh.hits import photo_hit, story_hit
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.errors import ParameterError
from indexer.extras import Extras
from indexer.links import LinkGraph
from indexer.model import Photo, Story
from indexer.query.nodes import Node
from indexer.query.parser import parse_query
from indexer.query.reading import describe


def _check_facets(request: SearchRequest, extras: Extras) -> None:
    known = facet_names(request.kind, extras)
    for name in (*request.filters, *request.excludes):
        if name not in known:
            raise ParameterError(name, "", f"one of {', '.join(known)}")


class WhooshEngine(Engine):
    """Answers queries from a Whoosh index; see :class:`indexer.engine.base.Engine`.

    Whoosh's readers keep a position in their files, so one thread reads at a time; several
    processes serve several readers at once.
    """

    def __init__(self, index: Path) -> None:
        self._generations = Generations(index)
        self._lock = threading.Lock()
        self._signature = self._generations.signature()
        self._snapshot = Snapshot(self._generations.current())
        self._executor = Executor(self._snapshot)
        self._stats: IndexStats | None = None
        self._links: LinkGraph | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """Answers a search."""
        started = time.perf_counter()
        with self._newest() as snapshot:
            extras = snapshot.generation.extras
            _check_facets(request, extras)
            parsed = parse_query(
                request.q, any_word=request.match == "any", extra_fields=extras.fields
            )
            executor = self._executor
            matches = executor.match(parsed.node, request.kind, request.scope)
            matches = self._within_dates(matches, request)
            found, facets = self._filter(matches, request)
            ordered = self._order(found, matches, request)
            offset = (request.page - 1) * request.size
            page = ordered[offset : offset + request.size]
            return SearchResult(
                total=len(ordered),
                hits=tuple(self._hits(page, matches, parsed.node, request)),
                facets=facets,
                reading=describe(
                    request, parsed.node, lambda text: executor.other_forms(text, request.kind)
                ),
                notices=(*request.notices, *parsed.notices, *self._unknown_values(request)),
                generation=snapshot.number,
                took_ms=round((time.perf_counter() - started) * 1000, 2),
            )

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""
        with self._newest() as snapshot:
            return snapshot.story(story_id)

    def photo(self, photo_id: str) -> tuple[Story, Photo] | None:
        """The photo of that id and its story, or None."""
        with self._newest() as snapshot:
            number = snapshot.photos.by_id.get(photo_id)
            if number is None:
                return None
            story = snapshot.story(snapshot.photos.documents[number].story_id)
        if story is None:
            return None
        return next(((story, photo) for photo in story.photos if photo.id == photo_id), None)

    def generation(self) -> int:
        """Number of the newest published generation."""
        with self._newest() as snapshot:
            return snapshot.number

    def extras(self) -> Extras:
        """The fields and facets of the archive's own."""
        with self._newest() as snapshot:
            return snapshot.generation.extras

    def stats(self) -> IndexStats:
        """Figures of the index."""
        with self._newest() as snapshot:
            if self._stats is not None:
                return self._stats
            record = snapshot.generation.read_record()
            dates = [
                document.earliest
                for document in snapshot.stories.documents.values()
                if document.earliest is not None
            ]
            stories, photos = len(snapshot.stories.documents), len(snapshot.photos.documents)
            number = snapshot.number
        outcomes = [file.outcome for file in record.files]
        stats = IndexStats(
            index=str(self._generations.index),
            archive=record.archive,
            title=record.title,
            generation=number,
            built_at=record.started_at,
            stories=stories,
            photos=photos,
            undated=stories - len(dates),
            first_date=date.fromordinal(min(dates)) if dates else None,
            last_date=date.fromordinal(max(dates)) if dates else None,
            excluded=outcomes.count(Outcome.EXCLUDED),
            failed=outcomes.count(Outcome.FAILED),
            problems=len(record.problems) + sum(len(file.problems) for file in record.files),
            size_bytes=self._generations.size_bytes(),
        )
        with self._lock:
            if self._snapshot.number == number:
                self._stats = stats
        return stats

    def links(self) -> LinkGraph:
        """Who links to whom, and which story the public site shows at an address."""
        with self._newest() as snapshot:
            if self._links is None:
                self._links = LinkGraph(snapshot.generation.read_record().files)
            return self._links

    def build_record(self) -> BuildRecord:
        """What the index remembers of the build that wrote it."""
        with self._newest() as snapshot:
            return snapshot.generation.read_record()

    def close(self) -> None:
        """Lets go of files and memory."""
        with self._lock:
            self._snapshot.close()

    @contextmanager
    def _newest(self) -> Iterator[Snapshot]:
        """The newest generation, for as long as the block lasts."""
        with self._lock:
            signature = self._generations.signature()
            if signature != self._signature:
                snapshot = Snapshot(self._generations.current())
                self._snapshot.close()
                self._snapshot, self._executor = snapshot, Executor(snapshot)
                self._signature = signature
                self._stats = self._links = None
            yield self._snapshot

    def _story_values(self, document: int, kind: Kind) -> StoryValues:
        if kind is Kind.PHOTOS:
            document = self._snapshot.story_of(document)
        return self._snapshot.stories.documents[document]

    def _within_dates(self, matches: Matches, request: SearchRequest) -> Matches:
        if request.date_from is None and request.date_to is None:
            return matches
        first = (request.date_from or date.min).toordinal()
        last = (request.date_to or date.max).toordinal()
        inside: Matches = {}
        for document, score in matches.items():
            values = self._story_values(document, request.kind)
            if values.earliest is None or values.latest is None:
                continue
            if values.earliest <= last and values.latest >= first:
                inside[document] = score
        return inside

    def _filter(
        self, matches: Matches, request: SearchRequest
    ) -> tuple[list[int], dict[str, Facet]]:
        def values_of(document: int, name: str) -> tuple[str, ...]:
            if request.kind is Kind.PHOTOS:
                own = self._snapshot.photos.documents[document].facets
                if name in own:
                    return own[name]
            return self._story_values(document, request.kind).facets.get(name, ())

        names = facet_names(request.kind, self._snapshot.generation.extras)
        return apply_filters(matches, names, values_of, request.filters, request.excludes)

    def _unknown_values(self, request: SearchRequest) -> Iterator[str]:
        """Says which filters ask for values that nothing in the index has."""
        stories, photos = self._snapshot.stories.documents, self._snapshot.photos.documents
        for name, values in (*request.filters.items(), *request.excludes.items()):
            known = {v for d in stories.values() for v in d.facets.get(name, ())}
            known |= {v for d in photos.values() for v in d.facets.get(name, ())}
            for value in values:
                if value and value not in known:
                    near = [v for v in sorted(known) if v.casefold() == value.casefold()]
                    hint = f" There is “{near[0]}”." if near else ""
                    yield f"Nothing in this archive has the {name} “{value}”.{hint}"

    def _order(self, found: list[int], matches: Matches, request: SearchRequest) -> list[int]:
        """Orders documents; ties by date, newest first, then by id, undated last."""
        oldest_first = request.order is Sort.OLDEST

        def key(document: int) -> tuple[float, bool, int, str, int]:
            values = self._story_values(document, request.kind)
            score = -matches[document] if request.order is Sort.RELEVANCE else 0.0
            undated = values.earliest is None
            day = values.earliest or 0
            # Photos of one story stay in the order of the story.
            return (score, undated, day if oldest_first else -day, values.id, document)

        return sorted(found, key=key)

    def _hits(
        self, page: Sequence[int], matches: Matches, node: Node, request: SearchRequest
    ) -> Iterator[Hit]:
        wanted = self._executor.wanted(node, request.kind)
        for document in page:
            score = round(matches[document], 4)
            values = self._story_values(document, request.kind)
            story = self._snapshot.story(values.id)
            if story is None:
                continue
            if request.kind is Kind.STORIES:
                yield story_hit(story, score, wanted)
            else:
                photo_id = self._snapshot.photos.documents[document].id
                photo = next(photo for photo in story.photos if photo.id == photo_id)
                yield photo_hit(story, photo, score, wanted, request.scope)
