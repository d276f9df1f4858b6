"""Front matter values of any type, turned into fields."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indexer.archive.front_matter import typed
from indexer.model import JSON

UNDERSTOOD = frozenset(
    {
        "title", "date", "author", "authors", "category", "categories", "tag", "tags", "keyword",
        "keywords", "description", "lang", "language", "license", "copyright", "rights",
        "published", "permalink", "slug", "image",
    }
)  # fmt: skip
"""Keys, in lower case, that become fields; every other one is kept in ``Story.extra``."""

# Only elements that people write into titles: "Vec<T>" is no mark-up.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a post's front matter.

    Attributes:
        title: Empty if it has none.
        date: As written; empty if it has none.
        authors: Names.
        categories: As split by us: on commas, else, like Jekyll, on spaces.
        tags: Likewise.
        keywords: Split on commas.
        description: Empty if it has none.
        lang: As written.
        rights: Licence and copyright wording.
        published: False only if the front matter says so.
        permalink: Its own address template; empty if it has none.
        slug: Empty if it has none.
        image: The image value, whatever its type.
        extra: All other keys.
    """

    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    lang: str = ""
    rights: str = ""
    published: bool = True
    permalink: str = ""
    slug: str = ""
    image: JSON = None
    extra: Mapping[str, JSON] = field(default_factory=dict)


def read_metadata(values: Mapping[str, JSON]) -> Metadata:
    """Reads front matter; keys count whatever their case, an exact one before others."""
    by_name: dict[str, JSON] = {}
    for key, value in values.items():
        lowered = key.lower()
        if key == lowered or lowered not in by_name:
            by_name[lowered] = value
    return Metadata(
        title=to_text(by_name.get("title")),
        date=to_text(by_name.get("date")),
        authors=_unique(
            (
                *_names(by_name.get("authors")),
                *(_names(by_name.get("author")) if not by_name.get("authors") else ()),
            )
        ),
        categories=_unique(
            (*_several(by_name.get("categories")), *_single(by_name.get("category")))
        ),
        tags=_unique(_single(by_name.get("tag")) or _several(by_name.get("tags"))),
        keywords=_unique(
            keyword
            for name in ("keywords", "keyword")
            for keyword in _split_commas(by_name.get(name))
        ),
        description=to_text(by_name.get("description")),
        lang=to_text(by_name.get("lang")) or to_text(by_name.get("language")),
        rights=" · ".join(
            _unique(to_text(by_name.get(name)) for name in ("license", "copyright", "rights"))
        ),
        published=to_text(by_name.get("published")).lower() not in {"false", "no", "off"},
        permalink=to_text(by_name.get("permalink")),
        slug=to_text(by_name.get("slug")),
        image=by_name.get("image"),
        extra={key: typed(v) for key, v in values.items() if key.lower() not in UNDERSTOOD},
    )


def to_text(value: JSON) -> str:
    """A value as plain text on one line; null is empty, a list is joined by commas."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(to_text, value)))
    if isinstance(value, dict):
        return to_text(value.get("name") or value.get("title") or value.get("text"))
    return " ".join(html.unescape(_MARKUP.sub("", str(value))).split())


def _names(value: JSON) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(to_text(item) for item in value)
    return (to_text(value),)


def _single(value: JSON) -> tuple[str, ...]:
    """``category:`` and ``tag:``, which Jekyll does not split on spaces."""
    if isinstance(value, list):
        return _several(value)
    text = to_text(value)
    return tuple(text.split(",")) if text else ()


def _several(value: JSON) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(to_text(item) for item in value)
    text = to_text(value)
    return tuple(text.split(",")) if "," in text else tuple(text.split())


def _split_commas(value: JSON) -> tuple[str, ...]:
    return tuple(re.split(r"[,;，、]", to_text(value)))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for value in values if (stripped := value.strip())))
