"""The site's own configuration, ``_config.yml``, as far as it shapes stories."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from indexer.archive.front_matter import MAX_FRONT_MATTER_BYTES, load_yaml
from indexer.model import JSON, Problem

CONFIG_NAME = "_config.yml"


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

    def covers(self, path: str) -> bool:
        """True if a post at that archive-relative path is given these values."""
        if self.kind not in {"", "posts"}:
            return False
        if not self.path:
            return True
        if "*" in self.path:
            return fnmatchcase(path, f"{self.path}*")
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


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
        defaults: Front matter by path.
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
    defaults: tuple[Default, ...] = ()
    variables: Mapping[str, JSON] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of public addresses."""
        return ZoneInfo(self.timezone)

    def front_matter_defaults(self, path: str) -> dict[str, JSON]:
        """The front matter a post at that path has before its own; longer scopes win."""
        values: dict[str, JSON] = {}
        for default in sorted(self.defaults, key=lambda d: (len(d.path), bool(d.kind))):
            if default.covers(path):
                values.update(default.values)
        return values


def read_site(archive: Path) -> Site:
    """Reads an archive's ``_config.yml``; one that cannot be read is ignored whole."""
    path = archive / CONFIG_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Site()
    except OSError as error:
        return _ignored(None, f"cannot be read ({error.strerror})")
    if len(content) > MAX_FRONT_MATTER_BYTES:
        return _ignored(None, f"is larger than {MAX_FRONT_MATTER_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
        # Strictly by the book (no tabs as spaces): a file that one YAML reader takes and another
        # refuses gives other addresses than the site has.
        deque(yaml.parse(text, Loader=yaml.SafeLoader), maxlen=0)
        values = load_yaml(text).values
    except UnicodeDecodeError:
        return _ignored(None, "is not UTF-8")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return _ignored(mark.line + 1 if mark else None, "is not valid YAML")
    return _from_values(values)


def _from_values(values: Mapping[str, JSON]) -> Site:
    problems = []
    timezone = _text(values, "timezone") or "UTC"
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(
            Problem(CONFIG_NAME, None, f"There is no time zone “{timezone}”.", "UTC is used.")
        )
        timezone = "UTC"
    defaults = values.get("defaults")
    return Site(
        title=_text(values, "title"),
        url=_text(values, "url").rstrip("/"),
        baseurl=_text(values, "baseurl").rstrip("/"),
        permalink=_text(values, "permalink") or "date",
        lang=_text(values, "lang") or _text(values, "locale"),
        timezone=timezone,
        show_future=values.get("future") == "true",
        defaults=tuple(
            default
            for entry in (defaults if isinstance(defaults, list) else [])
            if (default := _default(entry)) is not None
        ),
        variables=values,
        problems=tuple(problems),
    )


def _default(entry: JSON) -> Default | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
        return None
    scope = entry.get("scope")
    scope = scope if isinstance(scope, dict) else {}
    values = entry["values"]
    assert isinstance(values, dict)  # noqa: S101 - narrowed above
    return Default(_text(scope, "path").strip("/"), _text(scope, "type"), values)


def _text(values: Mapping[str, JSON], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _ignored(line: int | None, reason: str) -> Site:
    return Site(
        problems=(
            Problem(
                CONFIG_NAME,
                line,
                f"{CONFIG_NAME} {reason}, so none of it is used.",
                "Public addresses may differ from those of the site until it is mended.",
            ),
        )
    )
