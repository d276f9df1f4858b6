"""What every request shares: the engine, and what its index says of itself."""

from __future__ import annotations

import contextlib
from datetime import UTC, timedelta
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from indexer.engine.base import Engine
from indexer.engine.records import IndexStats
from indexer.errors import BackfileError

_EXTENSION = "backfile"


class Site:
    """One index as a site.

    Attributes:
        engine: Answers the searches.
        image_root: A second folder pictures may lie in; None if there is none.
    """

    def __init__(self, engine: Engine, image_root: Path | None) -> None:
        self.engine = engine
        self.image_root = image_root
        self._stats = engine.stats()

    @property
    def title(self) -> str:
        """The archive's title as last read, so that even an error page can show it."""
        return self._stats.title

    def stats(self) -> IndexStats:
        """Figures of the newest generation."""
        self._stats = self.engine.stats()
        return self._stats

    def moment(self) -> str:
        """The newest in the index is no newer than this, in UTC as ``since=`` takes it.

        Which build a reader has seen, not what time it was, tells what is new to that reader.
        """
        with contextlib.suppress(BackfileError, OSError):
            self.stats()
        minute = self._stats.built_at.astimezone(UTC) + timedelta(minutes=1, microseconds=-1)
        return minute.strftime("%Y-%m-%dT%H:%M")

    def image_folders(self) -> tuple[Path, ...]:
        """The folders pictures may be served from."""
        archive = Path(self.stats().archive)
        return (archive,) if self.image_root is None else (archive, self.image_root)

    def thumbnail_folder(self) -> Path:
        """Where small pictures are kept."""
        return Path(self.stats().index) / "thumbs"


def attach(app: Flask, site: Site) -> None:
    """Gives the app its site."""
    app.extensions[_EXTENSION] = site


def current_site() -> Site:
    """The site of the app that handles the request."""
    return cast("Site", current_app.extensions[_EXTENSION])
