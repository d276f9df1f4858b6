"""Who links to whom: addresses on the site, and the stories they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from indexer.engine.records import FileRecord, Outcome
from indexer.page_paths import POST_SCHEME, paths_within_site

_DATED = re.compile(r"(?P<before>.*?)/(?:19|20)\d\d/\d{1,2}(?P<day>/\d{1,2})?/(?P<rest>(?!\d+$).+)")
_MONTHLY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})(?:/\d{1,2})?/([^/]+)$")
_POST_NAME = re.compile(r"(\d{4})-(\d{1,2})-\d{1,2}-(.+)")
_MADE_BY_THE_SITE = frozenset({".css", ".js", ".xml", ".json", ".map", ".atom", ".rss", ".ics"})
_PAGE_SUFFIXES = ("", ".html", ".md", ".markdown", ".htm", "/index.html", "/index.md")

_Monthly = tuple[str, int, str]


class LinkGraph:
    """The links between the stories of an archive."""

    def __init__(self, files: Iterable[FileRecord]) -> None:
        """Takes the files of a build; those that are no stories do not matter."""
        files = list(files)
        stories = [file for file in files if file.outcome is Outcome.STORY]
        # Posts that could not be read are shown by the site all the same.
        self._unread = {
            PurePosixPath(file.path).stem for file in files if file.outcome is Outcome.FAILED
        }
        self._by_address: dict[str, str] = {}  # normal path -> story id
        self._left_out = {
            name: file.reason
            for file in files
            if file.outcome is Outcome.EXCLUDED
            for name in _names(PurePosixPath(file.path).stem)
        }
        self._links = {file.story_id: file.links for file in stories}
        self._sources: dict[str, list[str]] | None = None
        self._paths = [(file.path, file.story_id) for file in stories]
        for file in stories:
            for address in file.addresses:
                self._by_address.setdefault(address, file.story_id)

    @cached_property
    def _shapes(self) -> set[tuple[str, bool, int] | None]:
        """The shapes of addresses, of which those of one day mostly differ in a name only."""
        heads: set[str] = set()
        others: list[str] = []
        for address in self._by_address:
            head, _, name = address.rpartition("/")
            if name and not name.isdigit():
                heads.add(head)
            else:
                others.append(address)
        return {*map(_shape, others), *(_shape(f"{head}/name") for head in heads)} - {None}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Name of a post -> story id; worked out when first asked for, as few archives need it."""
        known: dict[str, str] = {}
        for path, story_id in self._paths:
            without_suffix = _without_suffix(path)
            for name in (without_suffix.rpartition("/")[2], path, without_suffix):
                known.setdefault(name, story_id)
        return known

    @cached_property
    def _by_month(self) -> dict[_Monthly | None, str]:
        """Year, month and name of posts -> story, where no other post has the same."""
        found: dict[_Monthly | None, list[str]] = {}
        for path, story_id in self._paths:
            named = _POST_NAME.fullmatch(_without_suffix(path).rpartition("/")[2])
            if named:
                key = (named[1], int(named[2]), named[3].lower())
                found.setdefault(key, []).append(story_id)
        return {key: ids[0] for key, ids in found.items() if len(ids) == 1}

    def resolve(self, link: str) -> str | None:
        """Id of the story a link leads to; None if it leads to none that is known.

        Sites change the form of their addresses over the years, and links stay as they were: one
        that leads nowhere by today's form means the only post of its month with its name.
        """
        return self._resolve_exactly(link) or self._by_month.get(_month_of(link))

    def _resolve_exactly(self, link: str) -> str | None:
        if not link.startswith(POST_SCHEME):
            return self._by_address.get(link)
        name = link.removeprefix(POST_SCHEME).lstrip("/")
        return self._by_name.get(name) or self._by_name.get(PurePosixPath(name).name)

    def resolve_url(self, url: str) -> str | None:
        """Id of the story that the public site shows at an address, or leads to from it."""
        try:
            paths = paths_within_site(urlsplit(url.strip()).path)
        except ValueError:
            return None
        return next(filter(None, map(self.resolve, paths)), None)

    def in_files(self, name: str) -> tuple[str, ...]:
        """Ids of the stories in the file at a path, or in all files whose paths end with it."""
        whole = [story_id for path, story_id in self._paths if path == name]
        end = f"/{name}"
        return tuple(whole or (story_id for path, story_id in self._paths if path.endswith(end)))

    def why_left_out(self, link: str) -> str:
        """Why the post that a link seems to mean is left out; empty if there is none."""
        return self._left_out.get(PurePosixPath(link.removeprefix(POST_SCHEME)).stem, "")

    def targets(self, story_id: str) -> tuple[str, ...]:
        """Ids of the stories that a story links to, each once, in order."""
        found = (self.resolve(link) for link in self._links.get(story_id, ()))
        return tuple(dict.fromkeys(target for target in found if target and target != story_id))

    def sources(self, story_id: str) -> tuple[str, ...]:
        """Ids of the stories that link to a story, in the order of their paths."""
        if self._sources is None:
            self._sources = {}
            for other in self._links:
                for target in self.targets(other):
                    self._sources.setdefault(target, []).append(other)
        return tuple(self._sources.get(story_id, ()))

    def is_broken(self, link: str, content: Path) -> bool:
        """True if a link certainly leads nowhere.

        Pages that are no posts are known to the site alone, so a link counts as broken only if it
        names a post, holds a date where the addresses of this archive's posts have it, or names a
        file in a folder that the archive has.

        Args:
            link: A normal path, or ``post:NAME``.
            content: The folder of the site's content.
        """
        if self._resolve_exactly(link) is not None or self._may_be_unread(link):
            return False
        if link.startswith(POST_SCHEME):
            return not _is_file(content, link.removeprefix(POST_SCHEME))
        if any(_is_file(content, link + suffix) for suffix in _PAGE_SUFFIXES):
            return False
        if _shape(link) in self._shapes and not PurePosixPath(link).suffix:
            return True
        folder = PurePosixPath(link).parts[1:-1]
        suffix = PurePosixPath(link).suffix.lower()
        names_file = re.fullmatch(r"\.[a-z]\w{1,4}", suffix) and suffix not in _MADE_BY_THE_SITE
        return bool(names_file) and bool(folder) and (content / folder[0]).is_dir()

    def _may_be_unread(self, link: str) -> bool:
        slug = PurePosixPath(link.removeprefix(POST_SCHEME)).stem
        return any(stem == slug or stem.endswith(f"-{slug}") for stem in self._unread)


def _month_of(link: str) -> _Monthly | None:
    """The year, month and name in an address that has them at its end."""
    dated = _MONTHLY.search(link)
    return (dated[1], int(dated[2]), dated[3].lower()) if dated else None


def _without_suffix(path: str) -> str:
    """As ``PurePosixPath.with_suffix("")``, which takes many times as long."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return path[: len(path) - len(name) + dot] if 0 < dot < len(name) - 1 else path


def _names(stem: str) -> tuple[str, str]:
    """A post's name with and without its date."""
    return stem, re.sub(r"^\d{2,4}-\d{1,2}-\d{1,2}-", "", stem)


def _shape(address: str) -> tuple[str, bool, int] | None:
    """What stands before the date in an address, whether the day is in it, and what follows."""
    dated = _DATED.match(address)
    if dated is None:
        return None
    return dated["before"], dated["day"] is not None, dated["rest"].count("/")


def _is_file(content: Path, link: str) -> bool:
    try:
        return (content / link.lstrip("/")).is_file()
    except (OSError, ValueError):  # names no file system takes
        return False
