"""A generation's stories or photos as a Whoosh index."""

from __future__ import annotations

from collections.abc import Sequence
from io import UnsupportedOperation
from pathlib import Path
from typing import Any, NoReturn

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from indexer.engine.whoosh.codec import ArraySegment


class ArrayIndex(FileIndex):  # type: ignore[misc]  # whoosh has no types
    """A Whoosh index whose table of contents is the generation's.

    Whoosh's own pickles schema and segments; nothing that is read here is unpickled.

    Args:
        folder: Where the segments are.
        schema: Of the documents.
        segments: Names of the segments.
        generation: Number of the generation.
    """

    def __init__(
        self,
        folder: Path,
        schema: Any,  # noqa: ANN401
        segments: Sequence[str],
        generation: int,
    ) -> None:
        self.storage = FileStorage(str(folder), readonly=True)
        self.indexname = folder.name
        self._schema = schema
        self._generation = generation
        self.segments = [ArraySegment(folder, name) for name in segments]

    def latest_generation(self) -> int:
        """The number of the generation, which never changes under an opened one."""
        return self._generation

    def last_modified(self) -> float:
        """Unknown: see the build record."""
        return -1.0

    def writer(self, *_: object, **__: object) -> NoReturn:
        """There is one writer, :class:`indexer.engine.whoosh.writer.WhooshWriter`."""
        raise UnsupportedOperation

    def _read_toc(self) -> TOC:
        return TOC(self._schema, list(self.segments), self._generation)
