"""What shows only beside the archive's files: links that lead nowhere, image files nobody shows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from indexer.archive.images import files_of
from indexer.archive.reading import Reader
from indexer.archive.site import Site
from indexer.desk.finding import Finding
from indexer.engine.records import FileRecord, Outcome
from indexer.links import LinkGraph
from indexer.model import SIZE_SUFFIX, ProblemKind
from indexer.page_paths import POST_SCHEME, normal_path
from indexer.texts import message

_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_DENSE = re.compile(r"(?:@\dx|[-_](?:thumb(?:nail)?|small|scaled))(?=\.\w+$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\"'()<>\[\]/\\,;:=|]")
_LONGEST_NAME = 255
_TEXT_FILE = re.compile(
    r"\.(?:html?|xml|md|markdown|txt|css|scss|sass|less|js|json|ya?ml|toml|csv|liquid)$",
    re.IGNORECASE,
)
_BUILT = frozenset({"node_modules", "vendor", "_site"})
_MAX_TEXT_BYTES = 1_000_000
_MAX_TEXT_FILES = 20_000


def broken_links(reader: Reader, files: Sequence[FileRecord]) -> Iterator[Finding]:
    """Links that certainly lead nowhere."""
    if reader.site.problems:
        return  # without the configuration, the site's addresses are not known
    graph = LinkGraph(files)
    content = reader.archive / reader.site.source
    broken: dict[str, bool] = {}
    for file in files:
        for link in file.links:
            if link not in broken:
                broken[link] = graph.is_broken(link, content)
            if broken[link]:
                yield _broken(file, link, graph.why_left_out(link))


def _broken(file: FileRecord, link: str, left_out: str) -> Finding:
    target = link.removeprefix(POST_SCHEME)
    if left_out:
        text = message("The link to “%(target)s” leads to a post that is left out (%(why)s).")
    elif POST_SCHEME in link:
        text = message("The link to post “%(target)s” leads nowhere.")
    else:
        text = message("The link to “%(target)s” leads nowhere.")
    return Finding(
        kind=ProblemKind.BROKEN_LINK,
        path=file.path,
        line=None,
        text=text,
        values={"target": target, "why": left_out} if left_out else {"target": target},
        hint=message("Correct it, or give its target a redirect_from with that address."),
        story_id=file.story_id,
    )


def unused_images(reader: Reader, files: Sequence[FileRecord]) -> Iterator[Finding]:
    """Image files beside those that stories show, which nothing in the archive names.

    Only folders that hold a photo of some story are looked at: what lies elsewhere may be the
    site's own.
    """
    used = {path for file in files for path in files_of(file.images)}
    roots = [root for root in (reader.archive, reader.image_root) if root is not None]
    known = {_plain(path) for path in used}
    linked = {link for file in files for link in file.links}
    candidates = [
        path
        for path in _images_beside(roots, used)
        if path not in used
        and _plain(path) not in known
        and _address(reader.site, path) not in linked
    ]
    if not candidates:
        return
    stories = {file.path for file in files if file.outcome is Outcome.STORY}
    named = _names_in_texts(reader.archive, stories)
    if named is None:
        return
    for path in candidates:
        if path.rpartition("/")[2] not in named:
            yield Finding(
                kind=ProblemKind.UNUSED_IMAGE,
                path=path,
                line=None,
                text=message("No story and no page shows “%(name)s”."),
                values={"name": path.rpartition("/")[2]},
                hint=message("Show it, or remove the file."),
            )


def _images_beside(roots: Iterable[Path], used: Iterable[str]) -> list[str]:
    """Image files in the folders of those that are used, in order."""
    folders = sorted({path.rpartition("/")[0] for path in used})
    found: set[str] = set()
    for root in roots:
        for folder in folders:
            try:
                names = os.listdir(root / folder)  # noqa: PTH208 - names only, for a great many
            except OSError:
                continue
            found.update(
                f"{folder}/{name}".lstrip("/")
                for name in names
                if _IMAGE_FILE.search(name) and name.isprintable() and not name.startswith(".")
            )
    return sorted(found)


def _plain(path: str) -> str:
    """The same for the sizes of one picture."""
    return _DENSE.sub("", SIZE_SUFFIX.sub("", path)).casefold()


def _address(site: Site, path: str) -> str:
    return normal_path("/" + (path.removeprefix(f"{site.source}/") if site.source else path))


def _names_in_texts(archive: Path, stories: set[str]) -> set[str] | None:
    """Names of image files in texts that are no stories: layouts, pages, style sheets, drafts.

    None if there are more texts than are read, so that nothing can be told.
    """
    names: set[str] = set()
    left = _MAX_TEXT_FILES
    for folder, folders, files in os.walk(archive):
        folders[:] = [name for name in folders if name not in _BUILT and not name.startswith(".")]
        for name in filter(_TEXT_FILE.search, files):
            file = Path(folder, name)
            if str(PurePosixPath(file.relative_to(archive))) in stories:
                continue
            left -= 1
            if left < 0:
                return None
            names.update(map(unquote, _names_in(_read(file))))
    return names


def _names_in(text: str) -> Iterator[str]:
    """Names of image files in a text: what stands before a suffix, back to a delimiter."""
    for suffix in _SUFFIX.finditer(text):
        before = text[max(suffix.start() - _LONGEST_NAME, 0) : suffix.start()]
        name = _BETWEEN.split(before)[-1]
        if name:
            yield name + suffix[0]


def _read(file: Path) -> str:
    try:
        if not file.is_file() or file.stat().st_size > _MAX_TEXT_BYTES:
            return ""
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
