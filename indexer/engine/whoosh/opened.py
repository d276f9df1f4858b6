"""A generation opened for searching, and what is worked out of it once."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

import numpy as np

from indexer.engine.records import IndexStats, Outcome
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.whoosh.facets import Facets
from indexer.engine.whoosh.generations import Generation, Generations
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.suggester import Suggester
from indexer.history import History, content_hash
from indexer.links import LinkGraph
from indexer.query.nodes import InField, Words
from indexer.query.parser import ParsedQuery
from indexer.query.stop_words import stop_words
from indexer.texts import gettext

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Opened:
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

    @cached_property
    def history(self) -> History:
        """The past of its stories."""
        return self.snapshot.generation.read_history()

    @cached_property
    def added(self) -> tuple[Integers, ...]:
        """When every story first came into the index, in seconds since 1970; one array a segment.

        0 for what was deleted. Worked out of the record, because few searches ask for it.
        """
        moments = {name.encode(): at for name, at in self.history.added.items()}
        return tuple(
            np.array([moments.get(name, 0) for name in pair.stories.content.ids], np.int64)
            for pair in self.snapshot.pairs
        )

    def address(self, request: SearchRequest) -> ParsedQuery | None:
        """The search for a story whose public address was pasted; None if it is none."""
        if request.kind is not Kind.STORIES or not _ADDRESS.fullmatch(request.q.strip()):
            return None
        story_id = self.links.resolve_url(request.q.strip())
        if story_id is None:
            return None
        notice = gettext("This is the story that the public site shows at that address.")
        return ParsedQuery((), (InField("id", Words(story_id)),), (notice,))

    def stats(self, generations: Generations) -> IndexStats:
        """Figures of the index."""
        if self._stats is None:
            self._stats = _measure(self.snapshot, generations)
        return self._stats


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
        content_hash=content_hash(record),
    )
