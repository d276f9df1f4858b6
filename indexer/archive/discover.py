"""Which files of an archive are posts, in a stable order, and why others are not."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from indexer.archive.post import has_front_matter
from indexer.archive.site import POSTS, Site
from indexer.archive.slugs import short_hash, slugify_path, suffix_of
from indexer.errors import ArchiveError

POSTS_FOLDER = f"_{POSTS}"
DRAFTS_FOLDER = "_drafts"
MARKUP_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".txt", ".text",
     ".textile"}
)  # fmt: skip
_MACHINE_SUFFIXES = frozenset(
    {".scss", ".sass", ".css", ".js", ".coffee", ".json", ".webmanifest", ".xml", ".yml", ".yaml",
     ".csv", ".tsv", ".svg", ".ics"}
)  # fmt: skip
DATED_NAME = re.compile(r"(?P<date>\d{2,4}-\d{1,2}-\d{1,2})(?:-(?P<slug>.*))?")
_MATTER_BYTES = 8
_SKIPPED_FOLDERS = frozenset({"node_modules", "vendor"})


class Trouble(NamedTuple):
    """Why a file cannot be opened.

    Attributes:
        reason: One plain sentence.
        hint: What to do about it.
    """

    reason: str
    hint: str


_NAME_NOT_UTF8 = Trouble("Its name is not UTF-8.", "Rename the file.")
_LINK_TO_NOTHING = Trouble("It is a link to nothing.", "Remove the link, or restore its file.")
_GONE = Trouble("It vanished while the archive was read.", "Build again.")
_NO_FILE = Trouble("It is no regular file.", "Remove it from the posts.")
_FOLDER_OUTSIDE = Trouble(
    "It is a link to a folder outside the archive.", "Move the folder into the archive."
)
_LINK_OUTSIDE = Trouble(
    "It is a link to a file outside the archive.", "Copy the file into the archive."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a post.

    Attributes:
        path: Archive-relative POSIX path.
        story_id: The id its story has.
        size: Bytes.
        mtime_ns: Modification time, nanoseconds since the epoch.
        ctime_ns: Change time likewise, which moving one file over another changes too.
        draft: True if it lies in a folder of drafts.
        collection: Name of the collection it belongs to.
        trouble: Why it cannot be opened, and what to do; None if it can.
    """

    path: str
    story_id: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    draft: bool = False
    collection: str = POSTS
    trouble: Trouble | None = None


def find_posts(archive: Path, site: Site) -> list[Found]:
    """Every file below a folder of posts, drafts or a collection, in the order of their paths.

    An archive without such folders is itself taken as a folder of posts, of which only files
    with a suffix of text or with front matter count; style sheets, scripts and feeds have it for
    Liquid's sake and tell no story. A folder that cannot be read, or that is a
    link out of the archive, is found in place of what it holds.

    Args:
        archive: The archive.
        site: Its configuration, which names its collections.

    Raises:
        ArchiveError: There is no such folder, or it cannot be read.
    """
    if not archive.is_dir():
        raise ArchiveError(f"There is no folder {archive}. Give the folder that holds _posts.")
    root = archive.resolve()
    walk = _Walk(root, site)
    paths = sorted(_readable(path) for path in walk.files())
    if "." in walk.closed:
        raise ArchiveError(f"The archive {archive} cannot be read: permission denied.")
    collections = _Collections(site)
    in_folders = [path for path in paths if collections.of(path)]
    chosen = in_folders or [path for path in paths if _is_text(path) or _opens_matter(root / path)]
    ids = story_ids([*chosen, *walk.closed])
    found = [_examine(root, path, ids[path], collections.of(path) or POSTS) for path in chosen]
    found += [
        Found(path, ids[path], trouble=trouble) for path, trouble in sorted(walk.closed.items())
    ]
    return found


def story_ids(paths: Iterable[str]) -> dict[str, str]:
    """The id of every path: its slug, and a hash of the path where two have the same slug.

    The ids depend on the set of paths only, never on their order or on earlier builds, so that an
    address leads to the same story or to none. A file without a suffix of text, which is hardly
    ever a post, always carries a hash, so that a picture beside a post leaves its address alone.
    """
    slugs = {path: slugify_path(path) for path in paths}
    taken = Counter(slug for path, slug in slugs.items() if _is_text(path))
    plain = {p: s for p, s in slugs.items() if s and taken[s] == 1 and _is_text(p)}
    for length in (8, 16, 32):
        hashed = {
            path: f"{slug}-{short_hash(path, length)}".lstrip("-")
            for path, slug in slugs.items()
            if path not in plain
        }
        ids = {path: plain.get(path) or hashed[path] for path in slugs}
        if len(set(ids.values())) == len(ids):
            break
    return ids


class _Walk:
    """Walks an archive.

    Attributes:
        closed: Folders that were not entered though posts may be in them, and why.
    """

    def __init__(self, root: Path, site: Site) -> None:
        self._root = root
        self._site = site
        self.closed: dict[str, Trouble] = {}

    def files(self) -> Iterator[str]:
        """Yields the archive-relative POSIX path of every file that may be a post."""
        entered: set[str] = set()
        for folder, names, files in os.walk(self._root, onerror=self._close, followlinks=True):
            real = os.path.realpath(folder)
            if real in entered:  # a link in a circle, or to a folder met before
                names.clear()
                continue
            entered.add(real)
            relative = Path(folder).relative_to(self._root).as_posix()
            prefix = "" if relative == "." else f"{relative}/"
            names[:] = sorted(
                name
                for name in names
                if (
                    _collection(f"{prefix}{name}/x", self._site)
                    or not _is_skipped(name)
                    or prefix + name == self._site.source
                    or (name.startswith("_") and self._holds_posts(prefix + name))
                )
                and self._may_enter(prefix + name)
            )
            yield from (prefix + name for name in files if not name.startswith("."))

    def _holds_posts(self, path: str) -> bool:
        """True for the content of a site whose builder has its own rules (``_source``)."""
        folder = self._root / path
        return (folder / POSTS_FOLDER).is_dir() or any(folder.glob(f"*/{POSTS_FOLDER}"))

    def _may_enter(self, path: str) -> bool:
        folder = self._root / path
        if not folder.is_symlink() or folder.resolve().is_relative_to(self._root):
            return True
        self.closed[_readable(path)] = _FOLDER_OUTSIDE
        return False

    def _close(self, error: OSError) -> None:
        path = Path(error.filename).relative_to(self._root).as_posix()
        reason = f"The folder cannot be read: {(error.strerror or 'unknown').lower()}."
        self.closed[_readable(path)] = Trouble(reason, "Make it readable for whoever builds.")


def _is_text(path: str) -> bool:
    return suffix_of(path).lower() in MARKUP_SUFFIXES


def is_for_machines(name: str) -> bool:
    """True for a file whose suffix says that it is a style sheet, a script, data or a feed."""
    return suffix_of(name).lower() in _MACHINE_SUFFIXES


def is_media(name: str) -> bool:
    """True for a file whose suffix says that it is a picture, a film or the like."""
    kind = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    return kind in {"image", "video", "audio", "font"} or name.lower().endswith((".pdf", ".zip"))


def _opens_matter(path: Path) -> bool:
    """True if a file of unknown kind begins as a post with front matter does."""
    try:
        if is_for_machines(path.name):
            return False
        if not path.is_file():  # opening a pipe would wait for ever
            return False
        with path.open("rb") as file:
            return has_front_matter(file.read(_MATTER_BYTES))
    except OSError:
        return False


def _is_skipped(name: str) -> bool:
    return name.startswith((".", "_", "#", "~")) or name in _SKIPPED_FOLDERS


class _Collections:
    """The collections to which files belong, worked out once a folder."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._by_folder: dict[str, str] = {}

    def of(self, path: str) -> str:
        """As :func:`_collection`."""
        folder = path.rpartition("/")[0]
        if folder not in self._by_folder:
            self._by_folder[folder] = _collection(path, self._site)
        return self._by_folder[folder]


def _collection(path: str, site: Site) -> str:
    """The collection to which a file belongs; empty if it lies in no such folder."""
    folders = PurePosixPath(path).parts[:-1]
    if not {POSTS_FOLDER, DRAFTS_FOLDER}.isdisjoint(folders):
        return POSTS
    first = site.inside(path).partition("/")[0]
    return first[1:] if first[:1] == "_" and first[1:] in site.collections and folders else ""


def _examine(root: Path, path: str, story_id: str, collection: str) -> Found:
    draft = f"/{DRAFTS_FOLDER}/" in f"/{path}/"
    try:
        status = os.lstat(f"{root}/{path}")
        is_link = stat.S_ISLNK(status.st_mode)
        status = os.stat(f"{root}/{path}") if is_link else status  # noqa: PTH116 - of thousands
    except OSError:
        missing = _LINK_TO_NOTHING if (root / path).is_symlink() else _GONE
        missing = _NAME_NOT_UTF8 if "\N{REPLACEMENT CHARACTER}" in path else missing
        return Found(path, story_id, draft=draft, collection=collection, trouble=missing)
    trouble: Trouble | None
    if not stat.S_ISREG(status.st_mode):
        trouble = _NO_FILE
    elif is_link and not (root / path).resolve().is_relative_to(root):
        trouble = _LINK_OUTSIDE
    else:
        trouble = None
    return Found(
        path=path,
        story_id=story_id,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        ctime_ns=status.st_ctime_ns,
        draft=draft,
        collection=collection,
        trouble=trouble,
    )


def _readable(name: str) -> str:
    """A file name as text; bytes that are no UTF-8 become replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
