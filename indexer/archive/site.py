"""The site's own configuration, ``_config.yml``, as far as it shapes stories."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
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
_MAX_FOLDER = 200
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
        # As Jekyll does: "_posts/2020" covers "_posts/2020-01-01-a.md" too.
        if "*" in self.path:
            return re.match(_glob(self.path), path) is not None
        return path.startswith(self.path)


def _glob(pattern: str) -> str:
    """A regular expression for a glob whose ``*`` stops at the end of a folder's name."""
    parts = re.split(r"(\*\*/?|\*)", pattern)
    return "".join(_GLOB.get(part, re.escape(part)) for part in parts)


_GLOB = {"*": "[^/]*", "**": ".*", "**/": "(?:.*/)?"}


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
        languages: Those whose pages jekyll-polyglot puts into a folder of that name.
        lang_from_path: True if a folder's name tells the language where a post does not.
        timezone: In which Jekyll makes addresses from dates; empty if it is not said.
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
    languages: tuple[str, ...] = ()
    lang_from_path: bool = False
    timezone: str = ""
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
        return ZoneInfo(self.timezone or "UTC")

    def day_of(self, moment: datetime) -> date:
        """The day it is at a moment where the site is published: in its time zone, or the system's.

        By which, as Jekyll has it, tomorrow's posts are published.
        """
        return moment.astimezone(self.zone if self.timezone else None).date()

    def front_matter_defaults(self, path: str, kind: str) -> dict[str, JSON]:
        """The front matter a document has before its own; longer scopes win."""
        values: dict[str, JSON] = {}
        path = self.inside(path)
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

    def language_folder(self, lang: str, path: str) -> str:
        """The folder of the site in which a document of a language is; empty if in none.

        Args:
            lang: As its front matter says; empty if it does not.
            path: Archive-relative POSIX path of the document.
        """
        if not self.languages:
            return ""
        stated = [lang] if lang or not self.lang_from_path else re.split("[./]", path)
        known = {name.casefold(): name for name in self.languages}
        return next((known[name.casefold()] for name in stated if name.casefold() in known), "")

    def excludes(self, path: str) -> bool:
        """True if the configuration leaves a file of that archive-relative path out."""
        path = path.removeprefix(f"{self.source}/") if self.source else path
        return any(
            path.startswith(pattern) or fnmatchcase(path, pattern) for pattern in self.exclude
        )

    def inside(self, path: str) -> str:
        """The path as seen from the folder of collections."""
        for folder in filter(None, (self.source, self.collections_dir)):
            path = path.removeprefix(f"{folder}/")
        return path


def read_site(archive: Path) -> Site:
    """Reads an archive's configuration; one that cannot be read is ignored whole."""
    path = next((p for name in CONFIG_NAMES if os.path.lexists(p := archive / name)), None)
    values: Mapping[str, JSON] = {}
    problems: tuple[Problem, ...] = ()
    if path is not None:
        try:
            values = read_values(path)
        except UnreadableError as error:
            problems = (_ignored(path.name, error.line, str(error)),)
    site = _from_values(path.name if path else "", values)
    content = archive / site.source
    if not content.is_dir():
        reason = f"source is “{site.source}”, which does not exist, so the archive's own is used."
        hint = "Correct it; if it is made when the site is built, addresses may differ."
        problems += (_problem(path.name if path else "", reason, hint),)
        site, content = replace(site, source=""), archive
    return replace(
        site,
        problems=(*site.problems, *problems),
        authors=read_people(
            archive, content, content / site.collections_dir, values.get("authors")
        ),
        includes=read_includes(archive, content),
    )


def _from_values(name: str, values: Mapping[str, JSON]) -> Site:
    problems = []
    timezone = _text(values, "timezone")
    try:
        ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(_problem(name, f"There is no time zone “{timezone}”.", "UTC is used."))
        timezone = "UTC"
    encoding = _text(values, "encoding")
    try:
        codecs.lookup(encoding or "utf-8")
    except (LookupError, ValueError):
        problems.append(_problem(name, f"There is no encoding “{encoding}”.", "Correct it."))
        encoding = ""
    folders = {}
    for setting in ("source", "collections_dir"):
        folder = _folder(_text(values, setting))
        if folder is None:
            reason = f"{setting} is no folder inside the archive, so it is not used."
            problems.append(_problem(name, reason, "Correct it."))
        folders[setting] = folder or ""
    return Site(
        title=_text(values, "title"),
        url=_text(values, "url").rstrip("/"),
        baseurl=_baseurl(_text(values, "baseurl")),
        permalink=_text(values, "permalink") or "date",
        lang=_text(values, "lang") or _text(values, "locale"),
        languages=_translations(values),
        lang_from_path=_is_true(values.get("lang_from_path")),
        timezone=timezone,
        show_future=_is_true(values.get("future")),
        encoding=encoding,
        collections=_collections(values.get("collections")),
        source=folders["source"],
        collections_dir=folders["collections_dir"],
        exclude=tuple(text.strip("/") for text in _list(values.get("exclude")) if text.strip("/")),
        defaults=_defaults(values.get("defaults")),
        variables=values,
        problems=tuple(problems),
    )


def _translations(values: Mapping[str, JSON]) -> tuple[str, ...]:
    """The languages that jekyll-polyglot, if it is used, puts into folders: all but the default."""
    if "jekyll-polyglot" not in [*_list(values.get("plugins")), *_list(values.get("gems"))]:
        return ()
    default = _text(values, "default_lang") or "en"
    return tuple(
        lang for lang in _list(values.get("languages")) if lang.casefold() != default.casefold()
    )


def _collections(value: JSON) -> dict[str, Collection]:
    if not isinstance(value, dict):
        return {name: Collection(name, output=False) for name in _list(value)}
    return {
        name: Collection(
            name,
            output=isinstance(options, dict) and _is_true(options.get("output")),
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


def _folder(written: str) -> str | None:
    """A folder as a path relative to the archive; None if it leads elsewhere."""
    parts = [part for part in written.split("/") if part not in {"", "."}]
    is_inside = ".." not in parts and not written.startswith("/") and len(written) <= _MAX_FOLDER
    return "/".join(parts) if is_inside else None


def _baseurl(written: str) -> str:
    return f"/{written.strip('/')}" if written.strip("/") else ""


def _is_true(value: JSON) -> bool:
    return isinstance(value, str) and value.lower() in {"true", "yes", "on"}


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
