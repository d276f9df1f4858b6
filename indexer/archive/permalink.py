"""The address at which Jekyll publishes a post (Jekyll 4, "Permalinks")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
    template = STYLES.get(template, template)
    values = _values(parts)

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        # ":i_month" is one name, but in ":title_x" the longest known name counts.
        for end in range(len(name), 0, -1):
            if name[:end] in values:
                return values[name[:end]] + name[end:]
        return match[0]

    path = _PLACEHOLDER.sub(replace, template)
    return re.sub(r"/{2,}", "/", "/" + path)


def _values(parts: PermalinkParts) -> dict[str, str]:
    name, slug = pretty_slug(parts.name), pretty_slug(parts.slug)
    written = {
        "title": slug or name,
        "slug": plain_slug(parts.slug) or plain_slug(parts.name),
        "name": plain_slug(parts.file_name),
        "path": parts.path,
        "collection": parts.collection,
        "output_ext": parts.output_ext,
    }
    if parts.local is not None:
        written |= {key: write(parts.local) for key, write in _DATE_FORMATS.items()}
    values = {key: quote(value, safe=_SAFE_IN_PATH) for key, value in written.items()}
    lowered = dict.fromkeys(category.lower() for category in parts.categories)
    values["categories"] = _join(lowered)
    values["slugified_categories"] = _join(plain_slug(category) for category in lowered)
    return values


def pretty_slug(text: str) -> str:
    """Jekyll's "pretty" slug with its case kept."""
    return _NOT_IN_SLUG.sub("-", text).strip("-")


def plain_slug(text: str) -> str:
    """Jekyll's default slug."""
    return str(_NOT_IN_PLAIN_SLUG.sub("-", text)).strip("-").lower()


def _join(categories: Iterable[str]) -> str:
    return "/".join(quote(category, safe=_SAFE_IN_PATH) for category in categories)
