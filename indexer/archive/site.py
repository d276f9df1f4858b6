"""The site's own configuration, ``_config.yml``, as far as it shapes stories."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from indexer.archive.includes import read_includes
from indexer.archive.people import read_people
from indexer.archive.values import UnreadableError, read_values
from indexer.model import JSON, Problem, ProblemKind

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
"""Names of the configuration, in Jekyll's order."""

POSTS = "posts"
_SUFFIXES_OF_STYLES = {"pretty": "/", "date": ":output_ext", "ordinal": ":output_ext",
                       "weekdate": ":output_ext", "none": ":output_ext"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Default:
    """Front matter that posts under a path are given.

    Attributes:
        path: Archive-relative POSIX path prefix or glob; empty for all.
        kind: Type of document, such as ``posts``; empty for all.
        values: The front matter.
    """

    path: str
    kind: str
    values: Mapping[str, JSON]

    def covers(self, path: str, kind: str) -> bool:
        """True if a document of that kind at that archive-relative path is given these values."""
        if self.kind not in {"", kind}:
            return False
        if not self.path:
            return True
        if "*" in self.path:
            return fnmatchcase(path, f"{self.path}*")
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of documents that are no posts, such as ``_articles``.

    Attributes:
        name: Such as ``articles``.
        output: True if each document has a page of its own on the site.
        permalink: Template of their addresses; empty for the site's usual one.
    """

    name: str
    output: bool
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What ``_config.yml`` says.

    Attributes:
        title: Of the site.
        url: Scheme and host of the public site, without a slash at the end.
        baseurl: Path under which the site is published.
        permalink: Built-in style or template of public addresses.
        lang: Default language.
        timezone: In which Jekyll makes addresses from dates.
        show_future: True if posts dated in the future are published.
        encoding: Of posts that are not UTF-8; empty if it is not said.
        collections: By name.
        source: Folder in which the site's content lies; empty for the archive itself.
        collections_dir: Folder below it in which the folders of collections lie; likewise.
        exclude: Paths and globs that are no part of the site.
        defaults: Front matter by path.
        authors: Short name in the posts -> full name.
        includes: Name -> text, of files that stand for themselves wherever they are included.
        variables: The whole configuration, for ``{{ site.NAME }}`` in posts.
        problems: Why the file, or parts of it, were ignored.
    """

    title: str = ""
    url: str = ""
    baseurl: str = ""
    permalink: str = "date"
    lang: str = ""
    timezone: str = "UTC"
    show_future: bool = False
    encoding: str = ""
    collections: Mapping[str, Collection] = field(default_factory=dict)
    source: str = ""
    collections_dir: str = ""
    exclude: tuple[str, ...] = ()
    defaults: tuple[Default, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, JSON] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of public addresses."""
        return ZoneInfo(self.timezone)

    def front_matter_defaults(self, path: str, kind: str) -> dict[str, JSON]:
        """The front matter a document has before its own; longer scopes win."""
        values: dict[str, JSON] = {}
        for default in sorted(self.defaults, key=lambda d: (len(d.path), bool(d.kind))):
            if default.covers(path, kind):
                values.update(default.values)
        return values

    def template(self, collection: str) -> str:
        """The template of public addresses of posts, or of another collection."""
        known = self.collections.get(collection)
        if known and known.permalink:
            return known.permalink
        if collection == POSTS:
            return self.permalink
        suffix = _SUFFIXES_OF_STYLES.get(self.permalink)
        if suffix is None:
            endings = ("/", ":output_ext")
            suffix = next((e for e in endings if self.permalink.endswith(e)), "")
        return f"/:collection/:path{suffix}"

    def excludes(self, path: str) -> bool:
        """True if the configuration leaves a file of that archive-relative path out."""
        return any(
            path == pattern or path.startswith(f"{pattern}/") or fnmatchcase(path, pattern)
            for pattern in self.exclude
        )

    def inside(self, path: str) -> str:
        """The path as seen from the folder of collections."""
        for folder in filter(None, (self.source, self.collections_dir)):
            path = path.removeprefix(f"{folder}/")
        return path


def read_site(archive: Path) -> Site:
    """Reads an archive's configuration; one that cannot be read is ignored whole."""
    path = next((p for name in CONFIG_NAMES if (p := archive / name).is_file()), None)
    values: Mapping[str, JSON] = {}
    problems: tuple[Problem, ...] = ()
    if path is not None:
        try:
            values = read_values(path)
        except UnreadableError as error:
            problems = (_ignored(path.name, error.line, str(error)),)
    site = _from_values(path.name if path else "", values)
    content = archive / site.source
    return replace(
        site,
        problems=(*site.problems, *problems),
        authors=read_people(content, content / site.collections_dir, values.get("authors")),
        includes=read_includes(content),
    )


def _from_values(name: str, values: Mapping[str, JSON]) -> Site:
    problems = []
    timezone = _text(values, "timezone") or "UTC"
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(_problem(name, f"There is no time zone “{timezone}”.", "UTC is used."))
        timezone = "UTC"
    encoding = _text(values, "encoding")
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        problems.append(_problem(name, f"There is no encoding “{encoding}”.", "Correct it."))
        encoding = ""
    return Site(
        title=_text(values, "title"),
        url=_text(values, "url").rstrip("/"),
        baseurl=_text(values, "baseurl").rstrip("/"),
        permalink=_text(values, "permalink") or "date",
        lang=_text(values, "lang") or _text(values, "locale"),
        timezone=timezone,
        show_future=values.get("future") == "true",
        encoding=encoding,
        collections=_collections(values.get("collections")),
        source=_text(values, "source").removeprefix("./").strip("/."),
        collections_dir=_text(values, "collections_dir").strip("/"),
        exclude=tuple(text.strip("/") for text in _list(values.get("exclude")) if text.strip("/")),
        defaults=_defaults(values.get("defaults")),
        variables=values,
        problems=tuple(problems),
    )


def _collections(value: JSON) -> dict[str, Collection]:
    if not isinstance(value, dict):
        return {name: Collection(name, output=False) for name in _list(value)}
    return {
        name: Collection(
            name,
            output=isinstance(options, dict) and options.get("output") == "true",
            permalink=_text(options, "permalink") if isinstance(options, dict) else "",
        )
        for name, options in value.items()
    }


def _defaults(value: JSON) -> tuple[Default, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(default for entry in entries if (default := _default(entry)) is not None)


def _default(entry: JSON) -> Default | None:
    if not isinstance(entry, dict):
        return None
    scope, values = entry.get("scope"), entry.get("values")
    if not isinstance(values, dict):
        return None
    scope = scope if isinstance(scope, dict) else {}
    return Default(_text(scope, "path").strip("/"), _text(scope, "type"), values)


def _list(value: JSON) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [entry.strip() for entry in entries if isinstance(entry, str) and entry.strip()]


def _text(values: Mapping[str, JSON], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _ignored(name: str, line: int | None, reason: str) -> Problem:
    return _problem(
        name,
        f"{name} {reason}, so none of it is used.",
        "Public addresses may differ from those of the site until it is mended.",
        line,
    )


def _problem(name: str, reason: str, hint: str, line: int | None = None) -> Problem:
    return Problem(name, line, reason, hint, kind=ProblemKind.SITE)
