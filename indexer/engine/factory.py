"""Opens an index with the engine that keeps it.

What searches and what writes load much that the other does not need.
"""

from __future__ import annotations

from pathlib import Path

from indexer.engine.base import Engine, IndexWriter
from indexer.extras import Extras


def open_engine(index: Path, aliases: Path | None = None) -> Engine:
    """Opens the index in that directory for searching.

    Args:
        index: The index directory.
        aliases: A file of names that mean the same; None for none.

    Raises:
        SettingError: The aliases cannot be read.
        IndexMissingError: There is none.
        IndexUnreadableError: It is damaged or was written by another version.
    """
    from indexer.engine.whoosh.engine import WhooshEngine  # noqa: PLC0415
    from indexer.query.aliases import AliasesFile  # noqa: PLC0415

    return WhooshEngine(index, AliasesFile(aliases) if aliases else None)


def open_writer(index: Path, extras: Extras, *, rebuild: bool = False) -> IndexWriter:
    """Prepares to change the index in that directory, which need not exist yet.

    Args:
        index: The index directory.
        extras: Fields and facets of the archive's own.
        rebuild: True to begin with an empty index; the old one answers until the commit.
    """
    from indexer.engine.whoosh.writer import WhooshWriter  # noqa: PLC0415

    return WhooshWriter(index, extras, rebuild=rebuild)
