"""Which files of an archive are posts, in a stable order, and why others are not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from indexer.archive.slugs import short_hash, slugify_path
from indexer.errors import ArchiveError

POSTS_FOLDER = "_posts"
DRAFTS_FOLDER = "_drafts"
MARKUP_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".txt", ".text",
     ".textile"}
)  # fmt: skip
DATED_NAME = re.compile(r"(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>.*)")
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
        draft: True if it lies in a folder of drafts.
        trouble: Why it cannot be opened, and what to do; None if it can.
    """

    path: str
    story_id: str
    size: int
    mtime_ns: int
    draft: bool
    trouble: Trouble | None = None


def find_posts(archive: Path) -> list[Found]:
    """Every file below a ``_posts`` or ``_drafts`` folder, in the order of their paths.

    An archive without such folders is itself taken as a folder of posts, of which only files
    with a suffix of text count.

    Raises:
        ArchiveError: There is no such folder, or it cannot be read.
    """
    if not archive.is_dir():
        raise ArchiveError(f"There is no folder {archive}. Give the folder that holds _posts.")
    try:
        paths = sorted(_readable(path) for path in _walk(archive))
    except OSError as error:
        raise ArchiveError(
            f"The archive cannot be read: {error.strerror}: {error.filename}"
        ) from None
    in_folders = [path for path in paths if _in_posts(path)]
    chosen = in_folders or [p for p in paths if PurePosixPath(p).suffix.lower() in MARKUP_SUFFIXES]
    ids = story_ids(chosen)
    root = archive.resolve()
    return [_examine(root, path, ids[path]) for path in chosen]


def story_ids(paths: Iterable[str]) -> dict[str, str]:
    """The id of every path: its slug, and a hash of the path where two have the same slug.

    The ids depend on the set of paths only, never on their order or on earlier builds, so that an
    address leads to the same story or to none.
    """
    slugs = {path: slugify_path(path) for path in paths}
    taken: dict[str, int] = {}
    for slug in slugs.values():
        taken[slug] = taken.get(slug, 0) + 1
    return {
        path: slug if taken[slug] == 1 and slug else f"{slug}-{short_hash(path)}".lstrip("-")
        for path, slug in slugs.items()
    }


def _walk(archive: Path) -> Iterator[str]:
    def fail(error: OSError) -> None:
        raise error

    for folder, names, files in os.walk(archive, onerror=fail):
        relative = Path(folder).relative_to(archive).as_posix()
        inside = _in_posts(f"{relative}/x")
        names[:] = [name for name in names if inside or not _is_skipped(name)]
        prefix = "" if relative == "." else f"{relative}/"
        yield from (prefix + name for name in files if not name.startswith("."))


def _is_skipped(name: str) -> bool:
    if name in {POSTS_FOLDER, DRAFTS_FOLDER}:
        return False
    return name.startswith((".", "_", "#", "~")) or name in _SKIPPED_FOLDERS


def _in_posts(path: str) -> bool:
    return not {POSTS_FOLDER, DRAFTS_FOLDER}.isdisjoint(PurePosixPath(path).parts[:-1])


def _examine(root: Path, path: str, story_id: str) -> Found:
    draft = DRAFTS_FOLDER in PurePosixPath(path).parts
    if "\N{REPLACEMENT CHARACTER}" in path and not (root / path).exists():
        return Found(path, story_id, 0, 0, draft, _NAME_NOT_UTF8)
    file = root / path
    try:
        status = file.stat()
    except OSError:
        return Found(path, story_id, 0, 0, draft, _LINK_TO_NOTHING if file.is_symlink() else None)
    escapes = file.is_symlink() and not file.resolve().is_relative_to(root)
    trouble = _LINK_OUTSIDE if escapes else None
    return Found(path, story_id, status.st_size, status.st_mtime_ns, draft, trouble)


def _readable(name: str) -> str:
    """A file name as text; bytes that are no UTF-8 become replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
