"""Which index directory is meant."""

from __future__ import annotations

from pathlib import Path

from indexer.archive.slugs import short_hash, slugify
from indexer.engine.whoosh.generations import Generations
from indexer.errors import ArchiveError, IndexMissingError, IndexUnreadableError
from indexer.settings import Settings


def default_index(archive: Path, data_dir: Path) -> Path:
    """Where an archive's index is kept unless another place is given: its name and a path hash."""
    resolved = archive.resolve()
    return data_dir / f"{slugify(resolved.name) or 'archive'}-{short_hash(str(resolved))}"


def find_index(settings: Settings) -> Path:
    """The index to search: the one given, that of the archive given, or the only one there is.

    Raises:
        IndexMissingError: It is not there, or it is not clear which one is meant.
        ArchiveError: The archive given is not there, and so has no index.
    """
    if settings.index is not None:
        return settings.index
    if settings.archive is not None:
        index = default_index(settings.archive, settings.data_dir)
        if not settings.archive.exists() and not index.exists():
            raise ArchiveError(f"There is no folder {settings.archive}.")
        return index
    built = sorted(path for path in settings.data_dir.glob("*") if Generations(path).exists())
    if len(built) == 1:
        return built[0]
    if not built:
        raise IndexMissingError(
            f"There is no index in {settings.data_dir}. Build one first: backfile build ARCHIVE"
        )
    archives = ", ".join(map(_archive_of, built))
    raise IndexMissingError(
        f"There are several indexes; say which one with --archive (or --index). Of: {archives}"
    )


def _archive_of(index: Path) -> str:
    """The archive from which an index was built; the index where that cannot be read."""
    try:
        return Generations(index).archive()
    except IndexUnreadableError:
        return f"{index} (damaged)"
