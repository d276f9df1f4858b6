"""A generation opened for searching, and what is worked out of it once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from indexer.engine.records import BuildRecord, IndexStats, Outcome
from indexer.engine.request import Kind
from indexer.engine.whoosh.facets import Facets
from indexer.engine.whoosh.generations import Generation
from indexer.engine.whoosh.ignoring import Ignoring
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.suggester import Suggester
from indexer.errors import IndexDamagedError
from indexer.history import History, content_hash
from indexer.links import LinkGraph
from indexer.query.aliases import Aliases


class Opened:
    """A generation, and what is worked out of it once."""

    def __init__(self, generation: Generation, aliases: Aliases) -> None:
        self.snapshot = Snapshot(generation)
        self.name_by(aliases)
        self.ignoring = Ignoring(self.snapshot)
        self._stats: IndexStats | None = None

    def name_by(self, aliases: Aliases) -> None:
        """Has facets show names that mean the same as one."""
        self.facets = Facets(self.snapshot.pairs, aliases)
        self.suggester = Suggester(self.snapshot, self.facets)

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

    def prove(self) -> None:
        """Reads what every page needs, and counts what there is.

        Raises:
            IndexDamagedError: It is damaged, or not all of it is there yet.
        """
        record = self.snapshot.generation.read_record()
        for wrong in self.snapshot.miscounted(record):
            index = self.snapshot.generation.path.parents[1]
            raise IndexDamagedError(
                f"The index {index} is damaged: {wrong}. "
                "Build it anew: backfile build ARCHIVE --rebuild"
            )
        self._stats = _measure(self.snapshot, record)

    def stats(self) -> IndexStats:
        """Figures of the index."""
        if self._stats is None:
            self._stats = _measure(self.snapshot, self.snapshot.generation.read_record())
        return self._stats


def _measure(snapshot: Snapshot, record: BuildRecord) -> IndexStats:
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
        index=str(snapshot.generation.path.parents[1]),
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
        size_bytes=snapshot.generation.size_bytes(),
        content_hash=content_hash(record),
    )
