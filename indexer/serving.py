"""Runs the site on gunicorn. The site itself is named, not imported: it builds on this package."""

from __future__ import annotations

import importlib
import os
import socket
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.util import import_app

from indexer.desk.accepted import read_accepted
from indexer.engine.factory import open_engine
from indexer.errors import SettingError
from indexer.indexes import find_index
from indexer.settings import SETTINGS, Settings
from indexer.wording import count

APPLICATION = "webapp:create_app()"
WORKER = "indexer.worker.Worker"
THREADS = 4


def serve(settings: Settings) -> None:
    """Serves the site until it is stopped.

    Raises:
        IndexMissingError: There is no index to serve.
        IndexUnreadableError: It is damaged or of another version.
        SettingError: The address is taken or not allowed, or a file that is named cannot be read.
    """
    index = find_index(settings)
    # What does not open is better told before listening.
    if settings.accepted:
        read_accepted(settings.accepted)
    engine = open_engine(index, settings.aliases)
    stats = engine.stats()
    engine.close()
    _check_address(settings.host, settings.port)
    _export(settings)
    os.environ["BACKFILE_INDEX"] = str(index)

    bracketed = f"[{settings.host}]" if ":" in settings.host else settings.host

    def announce(_: Arbiter) -> None:
        host = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0"} else bracketed  # noqa: S104
        print(  # noqa: T201 - this is the command line
            f"{stats.title}: {count(stats.stories, 'story', 'stories')} and "
            f"{count(stats.photos, 'photo')}\n"
            f"http://{host}:{settings.port}/   (stop with Ctrl-C)",
            flush=True,
        )

    # Before workers are forked, so that they share its modules.
    importlib.import_module(APPLICATION.partition(":")[0])
    _Server(
        {
            "bind": f"{bracketed}:{settings.port}",
            "workers": settings.workers,
            "worker_class": WORKER,
            "threads": THREADS,
            "loglevel": "warning",
            "when_ready": announce,
        }
    ).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        return import_app(APPLICATION)


def _export(settings: Settings) -> None:
    """Hands the settings to the workers through the environment, where the site looks for them."""
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if value is not None:
            text = ",".join(value) if isinstance(value, tuple) else str(value)
            os.environ[setting.variable] = text


def _check_address(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port), family=_family(host)):
            pass
    except OSError as error:
        raise SettingError(
            f"The site cannot listen on {host}:{port}: {error.strerror or error}. "
            "Choose another with --port (make run: PORT=8001)."
        ) from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
