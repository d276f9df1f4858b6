"""Every image file of an archive, for addresses that lead to none themselves."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.archive.figure_html import is_image_file

PUBLISHED = ("public", "static")
"""Folders whose content some builders put at the root of the site."""

FOLDERS = ("images", "img", "assets", "assets/images", "assets/img", "uploads", "photos", "media")
"""Where themes look for an image given by its bare name."""

_USUAL = (
    *FOLDERS, "images/posts", "img/posts", "assets/images/posts", "assets/img/posts",
    "_assets/images", "_assets/img",
)  # fmt: skip
"""Folders that themes put before any address, and that plugins take images from."""

_UNPUBLISHED = frozenset({"node_modules", "vendor", "_site"})
_SAYS_NOTHING = re.compile(
    r"(?:images?|img|assets|uploads|photos?|pictures?|pics?|media|posts?|fig(?:ure)?s?|screenshots?|"
    r"cover|header|banner|hero|logo|icon|thumb(?:nail)?|featured?|main|index|untitled|[a-z]{1,2})?"
    r"[ _-]*\d{0,3}|\d{4}",
    re.IGNORECASE,
)
"""Names of files and folders that two posts may well have for different images."""


class ImageFiles:
    """The image files of an archive, listed once and only if they are asked for.

    Args:
        archive: The archive.
        image_root: A folder outside the archive that holds images too; None without one.
        source: Folder of the archive that holds the site; empty for the archive itself.
    """

    def __init__(self, archive: Path, image_root: Path | None, source: str) -> None:
        self._roots = [root for root in (archive, image_root) if root is not None]
        self._sources = tuple(dict.fromkeys(("", source)))
        self._listed = False
        self._paths: set[str] = set()
        self._backwards: list[str] = []
        self._folders: set[str] = set()
        self._names: set[str] = set()

    def meant_by(self, path: str) -> str:
        """The file that is most likely meant by a path at which there is none; empty if none is.

        That is a file whose path ends in the whole of it: in a folder where themes look, else
        the only one; else the one that it leads to without its first folder, if that is none.
        """
        self._list()
        if path.rpartition("/")[2] not in self._names:
            return ""
        usual = self._first(_joined(s, folder, path) for folder in _USUAL for s in self._sources)
        if usual:
            return usual
        longer = self._ending_in(path)
        if longer:
            return longer[0] if len(longer) == 1 and _tells(path) else ""
        first, _, rest = path.partition("/")
        # A name alone, left of a folder and a name, might as well be that of another image.
        if "/" not in rest or first in self._folders:
            return ""
        return self._first(_joined(s, rest) for s in (*self._sources, *PUBLISHED))

    def _list(self) -> None:
        if not self._listed:
            self._paths.update(path for root in self._roots for path in _walk(root))
            self._backwards = sorted(_backwards(path) for path in self._paths)
            self._folders.update(path.partition("/")[0] for path in self._paths)
            self._names.update(path.rpartition("/")[2] for path in self._paths)
            self._listed = True

    def _first(self, wanted: Iterable[str]) -> str:
        """The first path wanted at which there is a file; empty if there is none."""
        return next((path for path in wanted if path in self._paths), "")

    def _ending_in(self, path: str) -> list[str]:
        """Files whose path ends in another; two at most, which are too many to tell."""
        ending = _backwards(path)
        at = bisect_left(self._backwards, ending)
        found = [one for one in self._backwards[at : at + 2] if one.startswith(ending)]
        return [one[-2::-1] for one in found]


def _backwards(path: str) -> str:
    """A path from its end, in whose order files lie together that end in the same folders."""
    return f"/{path}"[::-1]


def _walk(root: Path) -> Iterator[str]:
    """Yields the paths of the image files below a folder, but for what builders put there."""
    for folder, folders, files in os.walk(root):
        folders[:] = [
            name
            for name in folders
            if name not in _UNPUBLISHED and name[:1] != "." and name.isprintable()
        ]
        prefix = folder.removeprefix(str(root)).lstrip("/")
        yield from (_joined(prefix, name) for name in files if is_image_file(name))


def _joined(*parts: str) -> str:
    return "/".join(filter(None, parts))


def _tells(path: str) -> bool:
    """True if something in a path tells the image from those of other posts."""
    stem = path.rpartition(".")[0]
    return any(not _SAYS_NOTHING.fullmatch(part) for part in stem.split("/"))
