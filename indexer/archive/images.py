"""Where an image's file is, and what it is: size, type, content."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from PIL import Image as PillowImage

from indexer.model import IMAGE_FORMATS, SIZE_SUFFIX, Image, ImageState

_FOLDERS = ("images", "img", "assets", "assets/images", "assets/img", "uploads", "photos", "media")
"""Where themes look for an image given by its bare name."""

_MAX_DIGESTED_BYTES = 100_000_000
_CHUNK_BYTES = 1 << 20
_SVG = "image/svg+xml"


@dataclass(slots=True)
class ImageResolver:
    """Finds the files of the images of one post.

    Attributes:
        archive: The archive.
        image_root: A folder outside the archive that holds images too; None without one.
        site_url: Scheme and host of the public site, whose images count as the archive's own.
        baseurl: Path under which the site is published.
        unreadable: Files that are there but no picture of a known format.
        stamps: Path looked at -> "size-mtime", or "" if there is no such file. A build compares
            them to notice images that came, went or changed.
    """

    archive: Path
    image_root: Path | None
    site_url: str
    baseurl: str
    stamps: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def resolve(self, src: str, post_path: str) -> Image:
        """The image behind an address written in a post."""
        try:
            parts = urlsplit(src)
        except ValueError:
            return Image(src, ImageState.MISSING)
        if parts.netloc and _host(parts.netloc) != _host(urlsplit(self.site_url).netloc):
            return Image(src, ImageState.REMOTE)
        if parts.scheme and not parts.netloc:
            return Image(src, ImageState.MISSING)
        for candidate in self._candidates(unquote(parts.path), post_path):
            file = self._locate(candidate)
            if file is not None:
                facts = _examine(file)
                if facts.type is None:
                    self.unreadable.append(candidate)
                return Image(
                    src,
                    ImageState.PRESENT,
                    candidate,
                    facts.width,
                    facts.height,
                    facts.type,
                    _digest(file),
                )
        return Image(src, ImageState.MISSING)

    def _candidates(self, path: str, post_path: str) -> list[str]:
        """Archive-relative paths at which the file may be, likeliest first."""
        if self.baseurl and path.startswith(self.baseurl + "/"):
            path = path.removeprefix(self.baseurl)
        folders = [""]
        if not path.startswith("/"):
            # A relative address is relative to the page, whose place only the site knows; files
            # lie at the root or beside the post.
            folders += [str(parent) for parent in PurePosixPath(post_path).parents if parent.name]
        if "/" not in path:
            folders += _FOLDERS
        names = dict.fromkeys((path, SIZE_SUFFIX.sub("", path)))
        joined = [_normalize(folder, name) for name in names for folder in folders]
        return list(dict.fromkeys(candidate for candidate in joined if candidate))

    def _locate(self, candidate: str) -> Path | None:
        file, self.stamps[candidate] = find_image(candidate, self.archive, self.image_root)
        return file


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
        file = root / candidate
        try:
            if file.is_file() and file.resolve().is_relative_to(root.resolve()):
                status = file.stat()
                return file, f"{status.st_size}-{status.st_mtime_ns}"
        except (OSError, ValueError):  # names no file system takes
            break
    return None, ""


def _normalize(folder: str, name: str) -> str:
    """Joins the two; empty if the result would leave the archive."""
    parts: list[str] = []
    for part in PurePosixPath(folder, name.lstrip("/")).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


class _Facts(NamedTuple):
    """What an image's head tells; None where it cannot be told."""

    width: int | None = None
    height: int | None = None
    type: str | None = None


def _examine(file: Path) -> _Facts:
    """Reads the head of a file."""
    if file.suffix.lower() == ".svg":
        return _Facts(type=_SVG)
    try:
        with warnings.catch_warnings():
            # Only the head is read; whether a picture is too large is asked when it is shown.
            warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
            with PillowImage.open(file, formats=IMAGE_FORMATS) as image:
                return _Facts(*image.size, image.get_format_mimetype())
    except Exception:  # noqa: BLE001 - Pillow raises whatever a damaged file leads it to
        return _Facts()


def _digest(file: Path) -> str | None:
    """A digest of the content; None if it cannot be read or is too large for a picture."""
    content = hashlib.blake2b(digest_size=16)
    try:
        if file.stat().st_size > _MAX_DIGESTED_BYTES:
            return None
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK_BYTES):
                content.update(chunk)
    except OSError:
        return None
    return content.hexdigest()


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
