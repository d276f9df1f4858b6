"""What every request shares: the engine, and what its index says of itself."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import cast
from urllib.parse import quote

from flask import Flask, current_app

from indexer.desk.accepted import AcceptedFile
from indexer.desk.desk import Desk
from indexer.engine.base import Engine
from indexer.engine.records import IndexStats
from indexer.errors import BackfileError
from indexer.parameters import write_moment
from indexer.settings import Settings
from webapp.thumbnails import Thumbnails

_EXTENSION = "backfile"


class Site:
    """One index as a site.

    Attributes:
        engine: Answers the searches.
        settings: How it is kept.
        thumbnails: Small versions of its pictures.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.thumbnails = Thumbnails()
        self._stats = engine.stats()
        self._accepted = AcceptedFile(settings.accepted) if settings.accepted else None
        self._lock = Lock()
        self._desk: tuple[int, Desk] | None = None

    @property
    def title(self) -> str:
        """The archive's title as last read, so that even an error page can show it."""
        return self._stats.title

    def stats(self) -> IndexStats:
        """Figures of the newest generation."""
        self._stats = self.engine.stats()
        return self._stats

    @property
    def built_at(self) -> datetime:
        """When the index, as last looked at, was built."""
        return self._stats.built_at

    def moment(self) -> str:
        """What came into the index later is not in it yet; as ``since=`` takes it.

        Which build a reader has seen, not what time it was, tells what is new to that reader.
        """
        with contextlib.suppress(BackfileError, OSError):
            self.stats()
        return write_moment(self._stats.built_at)

    def desk(self) -> Desk:
        """What should be looked at in the newest generation, worked out once.

        Raises:
            IndexUnreadableError: The index is of an earlier version.
        """
        with self._lock:
            generation = self.engine.generation()
            if self._desk is None or self._desk[0] != generation:
                self._desk = generation, Desk(self.engine)
            return self._desk[1]

    def accepted(self) -> frozenset[int]:
        """Marks of the findings that are accepted."""
        return self._accepted.current() if self._accepted else frozenset()

    def image_folders(self) -> tuple[Path, ...]:
        """The folders pictures may be served from."""
        archive = Path(self.stats().archive)
        root = self.settings.image_root
        return (archive,) if root is None else (archive, root)

    def edit_url(self, path: str, line: int | None = None) -> str | None:
        """Where the file at a path of the archive can be edited; None where that is not known.

        Args:
            path: Of the file.
            line: Where to look, from 1; the beginning if None.
        """
        template = self.settings.edit_url.replace("{line}", str(line or 1))
        return template.replace("{path}", quote(path)) if template else None

    def thumbnail_folder(self) -> Path:
        """Where small pictures are kept."""
        return Path(self.stats().index) / "thumbs"


def attach(app: Flask, site: Site) -> None:
    """Gives the app its site."""
    app.extensions[_EXTENSION] = site


def current_site() -> Site:
    """The site of the app that handles the request."""
    return cast("Site", current_app.extensions[_EXTENSION])
