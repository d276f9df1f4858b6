"""The address at which Jekyll publishes a post (Jekyll 4, "Permalinks")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

import regex

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATE_FORMATS: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda when: f"{when.year:04}",
    "short_year": lambda when: f"{when:%y}",
    "month": lambda when: f"{when:%m}",
    "i_month": lambda when: str(when.month),
    "short_month": lambda when: f"{when:%b}",
    "long_month": lambda when: f"{when:%B}",
    "day": lambda when: f"{when:%d}",
    "i_day": lambda when: str(when.day),
    "y_day": lambda when: f"{when:%j}",
    "week": lambda when: f"{when:%V}",
    "w_year": lambda when: f"{when:%G}",
    "w_day": lambda when: f"{when:%u}",
    "short_day": lambda when: f"{when:%a}",
    "long_day": lambda when: f"{when:%A}",
    "hour": lambda when: f"{when:%H}",
    "minute": lambda when: f"{when:%M}",
    "second": lambda when: f"{when:%S}",
}
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_NOT_IN_PLAIN_SLUG = regex.compile(r"[^\p{M}\p{L}\p{Nd}]+")
_NOT_IN_SLUG = regex.compile(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+")
# Characters that RFC 3986 allows in a path segment stand as they are.
_SAFE_IN_PATH = "/!$&'()*+,;=:@-._~"


@dataclass(frozen=True, slots=True)
class PermalinkParts:
    """What an address is made of.

    Attributes:
        local: Day and time of publication in the site's time zone; None for an undated document.
        name: File name without date and suffix.
        file_name: File name without suffix.
        slug: ``slug`` of the front matter; empty if it has none.
        categories: Categories as Jekyll reads them.
        collection: Name of its collection, such as ``posts``.
        path: Path inside the collection without suffix; for posts the name.
        output_ext: Suffix of the published file.
    """

    local: datetime | None
    name: str
    file_name: str
    slug: str
    categories: tuple[str, ...]
    collection: str
    path: str
    output_ext: str


@lru_cache(maxsize=256)
def uses_date(template: str) -> bool:
    """True if an address made by the template holds a date."""
    names = _PLACEHOLDER.findall(STYLES.get(template, template))
    return any(name.startswith(tuple(_DATE_FORMATS)) for name in names)


def public_path(template: str, parts: PermalinkParts) -> str:
    """The address a template gives.

    Args:
        template: A built-in style's name or a template with placeholders.
        parts: What it is made of.

    Returns:
        A root-relative, percent-encoded path.
    """
    local = parts.local
    written = [
        literal + (_value(name, parts, local) if name else "")
        for literal, name in _segments(template, dated=local is not None)
    ]
    return re.sub(r"/{2,}", "/", "/" + "".join(written))


@lru_cache(maxsize=256)
def _segments(template: str, *, dated: bool) -> tuple[tuple[str, str], ...]:
    """A template as texts, each with the name of the value after it; the last has none."""
    template = STYLES.get(template, template)
    known = {*_VALUES, *(_DATE_FORMATS if dated else ())}
    segments: list[tuple[str, str]] = []
    at = 0
    for placeholder in _PLACEHOLDER.finditer(template):
        name = placeholder[1]
        # ":i_month" is one name, but in ":title_x" the longest known name counts.
        while name and name not in known:
            name = name[:-1]
        if name:
            segments.append((template[at : placeholder.start()], name))
            at = placeholder.start(1) + len(name)
    return (*segments, (template[at:], ""))


def _value(name: str, parts: PermalinkParts, local: datetime | None) -> str:
    if local is not None and name in _DATE_FORMATS:
        return _quoted(_DATE_FORMATS[name](local))
    return _VALUES[name](parts)


def pretty_slug(text: str) -> str:
    """Jekyll's "pretty" slug with its case kept."""
    return _NOT_IN_SLUG.sub("-", text).strip("-")


def plain_slug(text: str) -> str:
    """Jekyll's default slug."""
    return str(_NOT_IN_PLAIN_SLUG.sub("-", text)).strip("-").lower()


@lru_cache(maxsize=1024)
def _quoted(text: str) -> str:
    # Years, days and categories come up again and again.
    return quote(text, safe=_SAFE_IN_PATH)


def _categories(parts: PermalinkParts) -> Iterable[str]:
    return dict.fromkeys(category.lower() for category in parts.categories)


_VALUES: Mapping[str, Callable[[PermalinkParts], str]] = {
    "title": lambda parts: _quoted(pretty_slug(parts.slug) or pretty_slug(parts.name)),
    "slug": lambda parts: _quoted(plain_slug(parts.slug) or plain_slug(parts.name)),
    "name": lambda parts: _quoted(plain_slug(parts.file_name)),
    "path": lambda parts: _quoted(parts.path),
    "collection": lambda parts: _quoted(parts.collection),
    "output_ext": lambda parts: _quoted(parts.output_ext),
    "categories": lambda parts: "/".join(map(_quoted, _categories(parts))),
    "slugified_categories": lambda parts: "/".join(
        _quoted(plain_slug(category)) for category in _categories(parts)
    ),
}
"""What a template may name beside dates."""
