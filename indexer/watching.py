"""Keeps an index fresh while its archive is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch
from watchfiles.main import FileChange

from indexer.errors import ArchiveError, BackfileError
from indexer.wording import count

MAX_NAMES = 5
"""Changes that are named, of those that come together."""

_MADE_BY_JEKYLL = ("_site", ".jekyll-cache", ".sass-cache")
_TICK_MS = 200
_WORDS = {Change.added: "new", Change.modified: "changed", Change.deleted: "gone"}


def keep_fresh(  # noqa: PLR0913 - what is watched, and what is done about it
    archive: Path,
    index: Path,
    image_root: Path | None,
    *,
    build: Callable[[], None],
    tell: Callable[[str], None],
    today: Callable[[], date],
) -> None:
    """Builds, and builds again whenever something has changed, until it is interrupted.

    What changes while a build runs makes another one follow it. So does a new day, for the posts
    that are dated with it.

    Args:
        archive: The archive's folder.
        index: The index directory, which may lie in the archive.
        image_root: The other folder with images; None if there is none.
        build: Brings the index up to date. An error of ours or of the system ends that build only,
            unless it is the first.
        tell: Is given lines about what happens.
        today: The day it is where the archive is published.

    Raises:
        ArchiveError: There is no archive. What else the first build raises is passed on.
    """
    if not archive.is_dir():
        raise ArchiveError(f"There is no folder {archive}. Give the folder that holds _posts.")
    archive = archive.resolve()
    folders = [archive, image_root.resolve()] if image_root else [archive]
    watcher = watch(
        *folders,
        watch_filter=_Filter(folders, index.resolve()),
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
    )
    next(watcher)  # from here on nothing is missed
    day = today()
    build()
    tell(f"Watching {archive} for changes; Ctrl-C ends it.")
    for changes in watcher:
        if changes or today() != day:
            day = today()
            tell(_told(archive, changes) if changes else f"It is {day} now.")
            _try(build, tell)


class _Filter(DefaultFilter):
    """Leaves out what editors and version control write, what Jekyll makes, and the index."""

    def __init__(self, watched: Sequence[Path], index: Path) -> None:
        super().__init__(ignore_dirs=(*DefaultFilter.ignore_dirs, *_MADE_BY_JEKYLL))
        self._watched = watched
        self._index = index

    def __call__(self, change: Change, path: str) -> bool:
        """True for what may make a difference."""
        changed = Path(path)
        if changed.is_relative_to(self._index) or self._index.is_relative_to(changed):
            return False
        # The archive itself may lie in a folder of such a name.
        return any(
            super(_Filter, self).__call__(change, str(changed.relative_to(folder)))
            for folder in self._watched
            if changed.is_relative_to(folder)
        )


def _try(build: Callable[[], None], tell: Callable[[str], None]) -> None:
    try:
        build()
    except BackfileError as error:
        tell(f"backfile: {error}")
    except OSError as error:
        tell(f"backfile: {error.strerror or error}: {error.filename or ''}".rstrip(": "))


def _told(archive: Path, changes: Iterable[FileChange]) -> str:
    """What has changed, on one line."""
    named = sorted((path.removeprefix(f"{archive}/"), _WORDS[change]) for change, path in changes)
    shown = ", ".join(f"{path} ({word})" for path, word in named[:MAX_NAMES])
    left = len(named) - MAX_NAMES
    return f"{shown} and {count(left, 'more change')}" if left > 0 else shown
