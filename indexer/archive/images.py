"""Where an image's file is, and what it is: size, type, content."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from indexer.archive.figure_html import is_image_file
from indexer.archive.image_files import FOLDERS, PUBLISHED, ImageFiles
from indexer.archive.pictures import Complaint, examine
from indexer.archive.site import Site
from indexer.model import SIZE_SUFFIX, Image, ImageState
from indexer.page_paths import host_of

_PLAIN = re.compile(r"(?!//)[\w./-]+", re.ASCII)
"""An address without host, query or anything quoted, which is a path as it is."""

_MEANT_BY = "/"
"""Stands in stamps before a path that leads nowhere; paths looked at begin with a name."""

_POINTER = b"version https://git-lfs"
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


@dataclass(slots=True)
class ImageResolver:
    """Finds the files of the images of one post.

    Attributes:
        archive: The archive.
        image_root: A folder outside the archive that holds images too; None without one.
        site: Its configuration; images on its own host count as the archive's.
        page: Address of the story, from which relative addresses lead; None if it has none.
        files: All that are there, for addresses that lead to none.
        faults: Files that are there -> what is wrong with them.
        pointers: How many are there in name only, their content kept elsewhere by Git LFS.
        stamps: Path looked at -> "size-mtime", or "" if there is no such file; "/" and a path that
            leads nowhere -> the file that is meant by it, or "". A build compares
            them to notice images that came, went or changed.
    """

    archive: Path
    image_root: Path | None
    site: Site
    page: str | None
    files: ImageFiles
    stamps: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Complaint] = field(default_factory=dict)
    pointers: int = 0
    _folders: dict[str, bool] = field(default_factory=dict)
    _around: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)

    def resolve(self, src: str, post_path: str) -> Image:
        """The image behind an address written in a post."""
        path = src
        if not _PLAIN.fullmatch(src):
            try:
                parts = urlsplit(src)
                is_remote = host_of(src) not in {"", host_of(self.site.url)}
            except ValueError:
                return Image(src, ImageState.MISSING)
            if is_remote:
                return Image(src, ImageState.REMOTE)
            if parts.scheme and not parts.netloc:
                return Image(src, ImageState.MISSING)
            path = unquote(parts.path)
        path = self._from_root(path)
        return (
            self._find(src, self._candidates(path, post_path))
            or self._find(src, self._meant_by(path))
            or Image(src, ImageState.MISSING)
        )

    def _from_root(self, path: str) -> str:
        """A path without the one under which the site is published."""
        baseurl = self.site.baseurl
        is_below = baseurl and path.startswith(baseurl + "/")
        return path.removeprefix(baseurl) if is_below else path

    def _meant_by(self, path: str) -> Iterable[str]:
        """The file that a path which leads nowhere most likely means, if any."""
        path = _normalize("", path, clamp=True)
        if not is_image_file(path):
            return ()
        meant = self.stamps[_MEANT_BY + path] = self.files.meant_by(path)
        return filter(None, (meant,))

    def _find(self, src: str, candidates: Iterable[str]) -> Image | None:
        """The image at the first of some paths that leads to a file."""
        for candidate in candidates:
            file = self._locate(candidate)
            if file is not None:
                facts = examine(file)
                if facts.type is None and _is_pointer(file):
                    self.pointers += 1
                    return Image(src, ImageState.MISSING)
                if facts.complaint is not None:
                    self.faults.setdefault(candidate, facts.complaint)
                return Image(src, ImageState.PRESENT, candidate, *facts[:4])
        return None

    def complaints(self) -> list[tuple[str, str]]:
        """Reason and hint of what is wrong with the files."""
        found = [(fault.reason % file, fault.hint) for file, fault in self.faults.items()]
        if self.pointers:
            reason = f"{self.pointers} of its image files are pointers of Git LFS, not pictures."
            found.append((reason, "Get the pictures with: git lfs pull"))
        return found

    def _candidates(self, path: str, post_path: str) -> list[str]:
        """Archive-relative paths at which the file may be, likeliest first."""
        folder, slash, name = path.rpartition("/")
        if name in {"", ".", ".."}:
            first, others = self._paths(path, post_path)
            return list(dict.fromkeys(first + others))
        folder += slash
        if folder not in self._around:
            # The images of a post lie side by side. A name is put in for each of theirs.
            self._around[folder] = self._paths(f"{folder}x", post_path)
        first, others = self._around[folder]
        smaller = SIZE_SUFFIX.sub("", name)
        candidates = [f"{path[:-1]}{name}" for path in first + others]
        if smaller != name:
            candidates += [f"{path[:-1]}{smaller}" for path in others]
        return list(dict.fromkeys(candidates))

    def _paths(self, path: str, post_path: str) -> tuple[list[str], list[str]]:
        """Where a path may lead: from the page, and from folders of the archive."""
        first: list[str] = []
        is_relative = not path.startswith("/")
        if is_relative:
            # A relative address leads from the page; but many are meant from the root or lie
            # beside the post.
            site = self.site
            folder = _folder_of_page(self.page or "", site.baseurl, site.languages)
            first = [_normalize(folder, path, clamp=True)]
        folders = _folders_for(
            self.site.source, post_path if is_relative else "", alone="/" not in path
        )
        others = [_normalize(folder, path) for folder in folders]
        return list(filter(None, first)), list(filter(None, others))

    def _locate(self, candidate: str) -> Path | None:
        folder = candidate.rpartition("/")[0]
        if folder not in self._folders:
            # The images of a post lie side by side, and in most folders there are none.
            roots = (self.archive, self.image_root)
            self._folders[folder] = any(os.path.isdir(f"{r}/{folder}") for r in roots if r)  # noqa: PTH112
        if not self._folders[folder]:
            self.stamps[candidate] = ""
            return None
        file, self.stamps[candidate] = find_image(candidate, self.archive, self.image_root)
        return file


@lru_cache(maxsize=16)
def _folder_of_page(page: str, baseurl: str, languages: tuple[str, ...]) -> str:
    """The folder, seen from the root of the site, that the addresses on a page lead from."""
    folder = urlsplit(page).path.removeprefix(baseurl).rpartition("/")[0].lstrip("/")
    language, _, rest = folder.partition("/")
    # The folder of a language has the same images as the site.
    return rest if language in languages else folder


@lru_cache(maxsize=16)
def _folders_for(source: str, post_path: str, *, alone: bool) -> tuple[str, ...]:
    """Where images may lie: in folders of the site, around a post, and where themes look.

    Args:
        source: Folder that holds the site.
        post_path: The post; empty where an address leads from the root.
        alone: True for an address that is a name alone.
    """
    around = (str(parent) for parent in PurePosixPath(post_path).parents if parent.name)
    return (
        *dict.fromkeys(("", source, *PUBLISHED)),
        *around,
        *(FOLDERS if alone else ()),
    )


def find_image(candidate: str, archive: Path, image_root: Path | None) -> tuple[Path | None, str]:
    """Looks for an image's file.

    Args:
        candidate: Path relative to the archive (or to the folder of images).
        archive: The archive.
        image_root: A folder outside the archive that holds images too; None without one.

    Returns:
        The file and its stamp "size-mtime"; None and "" if there is none inside the two folders.
    """
    for root in (archive, image_root):
        if root is None:
            continue
        try:
            # Most candidates are not there, so that they are asked for before paths are made.
            status = os.stat(f"{root}/{candidate}")  # noqa: PTH116
            file = root / candidate
            if stat.S_ISREG(status.st_mode) and file.resolve().is_relative_to(root.resolve()):
                return file, f"{status.st_size}-{status.st_mtime_ns}"
        except ValueError:  # a name that no file system takes
            continue
        except OSError as error:
            if error.errno not in _NOT_THERE:
                break
    return None, ""


class ImageStamps:
    """Stamps of image files as they are now, for a great many of them.

    As :class:`ImageResolver` notes them; but each folder is listed once, so that files that are not
    there, which most are not, need not be asked for one by one.

    Args:
        archive: The archive.
        image_root: A folder outside the archive that holds images too; None without one.
        files: The image files of both.
    """

    def __init__(self, archive: Path, image_root: Path | None, files: ImageFiles) -> None:
        self._archive = archive
        self._image_root = image_root
        self._files = files
        self._roots = [str(root) for root in (archive, image_root) if root is not None]
        self._stamps: dict[str, str] = {}
        self._listed: dict[str, _Listing] = {}

    def of(self, path: str) -> str:
        """The stamp that has a path now, relative to the archive (or the other folder)."""
        if path not in self._stamps:
            self._stamps[path] = self._look(path)
        return self._stamps[path]

    def _look(self, path: str) -> str:
        if path.startswith(_MEANT_BY):
            return self._files.meant_by(path.removeprefix(_MEANT_BY))
        for root in self._roots:
            folder, _, name = f"{root}/{path}".rpartition("/")
            if folder not in self._listed:
                self._listed[folder] = _list_folder(folder, root)
            listing = self._listed[folder]
            if listing.names is not None and _alike(name) not in listing.names:
                continue
            if listing.inside:
                with contextlib.suppress(OSError, ValueError):
                    status = os.lstat(f"{folder}/{name}")
                    if stat.S_ISREG(status.st_mode):
                        return f"{status.st_size}-{status.st_mtime_ns}"
            return find_image(path, self._archive, self._image_root)[1]
        return ""


class _Listing(NamedTuple):
    """What a folder holds.

    Attributes:
        names: Names of its files, as :func:`_alike` makes them; None if it cannot be listed.
        inside: True if it lies in the folder it should, whatever links lead there.
    """

    names: frozenset[str] | None
    inside: bool


def _list_folder(folder: str, root: str) -> _Listing:
    try:
        names = frozenset(map(_alike, os.listdir(folder)))  # noqa: PTH208 - names only
        return _Listing(names, Path(folder).resolve().is_relative_to(Path(root).resolve()))
    except (FileNotFoundError, NotADirectoryError):
        return _Listing(frozenset(), inside=False)
    except (OSError, ValueError):
        return _Listing(None, inside=False)


def _alike(name: str) -> str:
    """One writing for names that some file systems take for the same."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFD", name.casefold())


def files_of(stamps: Mapping[str, str]) -> Iterator[str]:
    """The files that are there, of the paths that have stamps."""
    return (path for path, stamp in stamps.items() if stamp and not path.startswith(_MEANT_BY))


def _normalize(folder: str, name: str, *, clamp: bool = False) -> str:
    """Joins the two; empty if the result would leave the archive.

    Args:
        folder: A folder in the archive.
        name: A path.
        clamp: True to stay at the root instead of leaving, as browsers do.
    """
    joined = f"/{folder}/{name}" if folder else f"/{name}"
    if "/." not in joined and "//" not in joined:
        return joined.strip("/")
    parts: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            if not parts and not clamp:
                return ""
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _is_pointer(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_POINTER)) == _POINTER
    except OSError:
        return False
