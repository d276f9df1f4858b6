"""Front matter values of any type, turned into fields by one table."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from indexer.archive.captions.given_names import GIVEN_NAMES
from indexer.archive.captions.person_names import has_org_word
from indexer.archive.characters import fold_spaces
from indexer.archive.front_matter import typed
from indexer.archive.markdown import inline_text
from indexer.model import JSON, Source

Coercion: TypeAlias = Callable[[JSON], Iterable[str]]
"""Turns a value of any type into texts; blank and repeated ones are dropped afterwards."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table: a field, and the keys it is read from.

    Attributes:
        keys: Key in lower case -> how its value is read; earlier ones come first.
        joined: True to take the values of every key, False to take those of the first with any.
    """

    keys: Mapping[str, Coercion]
    joined: bool = False


# Only elements that people write into titles: "Vec<T>" is no mark-up.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|und|et|y|e|og|och|en|&|/)\s+|\s*;\s*")
_MAX_NAME_WORDS = 4
_PAIR = 2
_NICKNAME = re.compile(r"\S*[\d_]")
_LOWER = re.compile(r"(?!d['’])[a-zß-öø-ÿ]")
_INNER_CAPITAL = re.compile(
    r"^(?!(?:Ma?c|De[ls]?|Di|Du|La|Le|Van|Vander|Von|Fitz|St)[A-Z])[A-Z]\w*[a-z][A-Z]"
)
_TITLE = re.compile(r"(?:[A-Z]\.?){2,5}|[JSD]r\.?|Ph\.?D\.?|[BM]Sc|Esq\.?")
_OTHERS = frozenset({"others", "et al"})
_NAME_KEYS = ("name", "display_name", "full_name", "title", "text", "login")


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
        redirects: Addresses it had before, as written.
        extra: All other keys.
        sources: Field -> ``FRONT_MATTER`` or, for a default of the site, ``CONFIGURATION``.
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
    redirects: tuple[str, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def read_metadata(
    values: Mapping[str, JSON], defaults: Mapping[str, JSON] = MappingProxyType({})
) -> Metadata:
    """Reads front matter.

    Args:
        values: The post's own; keys count whatever their case, an exact one before others.
        defaults: What the site's configuration gives every such post.
    """
    own, given = _by_lower_key(values), _by_lower_key(defaults)
    every = given | own
    read: dict[str, tuple[str, ...]] = {}
    sources: dict[str, Source] = {}
    for name, row in FIELDS.items():
        texts = _read_field(row, own)
        if texts:
            sources[name] = Source.FRONT_MATTER
        if (row.joined or not texts) and not given.keys().isdisjoint(row.keys):
            texts = _read_field(row, every)
        if texts:
            sources.setdefault(name, Source.CONFIGURATION)
        read[name] = texts
    return Metadata(
        title=" ".join(read["title"]),
        date=" ".join(read["date"]),
        authors=read["authors"],
        categories=read["categories"],
        tags=read["tags"],
        keywords=read["keywords"],
        description=" ".join(read["description"]),
        lang=" ".join(read["lang"]),
        rights=" · ".join(read["rights"]),
        published=" ".join(read["published"]).lower() not in {"false", "no", "off"},
        permalink=" ".join(read["permalink"]),
        slug=" ".join(read["slug"]),
        redirects=read["redirects"],
        extra={
            key: typed(value)
            for key, value in {**defaults, **values}.items()
            if key.lower() not in UNDERSTOOD
        },
        sources=sources,
    )


def _by_lower_key(values: Mapping[str, JSON]) -> dict[str, JSON]:
    by_key: dict[str, JSON] = {}
    for key, value in values.items():
        lowered = key.lower()
        if key == lowered or lowered not in by_key:
            by_key[lowered] = value
    return by_key


def _read_field(row: Field, values: Mapping[str, JSON]) -> tuple[str, ...]:
    if values.keys().isdisjoint(row.keys):
        return ()
    found = (_unique(read(values[key])) for key, read in row.keys.items() if key in values)
    given = [texts for texts in found if texts]
    return _unique(text for texts in (given if row.joined else given[:1]) for text in texts)


def to_text(value: JSON) -> str:
    """A value as plain text on one line; null is empty, a list is joined by commas."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(to_text, value)))
    if isinstance(value, dict):
        return next((text for key in _NAME_KEYS if (text := to_text(value.get(key)))), "")
    text = str(value)
    if "<" in text:
        text = _MARKUP.sub("", text)
    return fold_spaces(html.unescape(text))


def _listed(value: JSON) -> Iterable[str]:
    return map(to_text, value) if isinstance(value, list) else (to_text(value),)


def _names(value: JSON) -> Iterable[str]:
    """Names of persons; one text may hold several, where its parts can be nothing else."""
    if isinstance(value, list):
        return map(to_text, value)
    return _named_in(to_text(value))


@lru_cache(maxsize=1024)
def _named_in(text: str) -> tuple[str, ...]:
    # Most posts of an archive are by few people.
    if has_org_word(text):
        return (text,)
    items = _AND.split(text)
    names = [name for item in items for part in item.split(",") if (name := part.strip())]
    if _are_nicknames(names, text):
        return tuple(name for name in names if name.casefold().rstrip(".") not in _OTHERS)
    parts = [part for item in items for part in _split_names(item)]
    return tuple(parts) if _are_full_names(parts) else (text,)


def _split_names(text: str) -> list[str]:
    """Parts at commas, but for "Holm, Ada" and "Ada Holm, PhD"."""
    parts = [part.strip() for part in text.split(",")]
    return parts if _are_full_names(parts) else [text]


def _are_full_names(parts: Iterable[str]) -> bool:
    return all(1 < len(part.split()) <= _MAX_NAME_WORDS for part in parts)


def _are_nicknames(names: Sequence[str], text: str) -> bool:
    """True for "Gull_7, Pinecone", but not for "Holm, Ada" or "Holm, Ada, PhD"."""
    words = [name for name in names if " " not in name]
    odd = any(map(_NICKNAME.match, words))
    lower = [word for word in words if _LOWER.match(word)]
    if len(names) <= _PAIR:
        pair = len(words) == _PAIR
        # What has a capital inside may be the surname that stands before a given name.
        inner = GIVEN_NAMES.isdisjoint(map(str.casefold, words)) and any(
            map(_INNER_CAPITAL.search, words)
        )
        return pair and (odd or bool(lower) or inner)
    if odd or len(words) < len(names):
        return odd
    if lower and lower != words[-1:]:
        return True
    return not lower and text.count(",") + 1 == len(names) and not _TITLE.fullmatch(words[-1])


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


def _text(value: JSON) -> Iterable[str]:
    return (to_text(value),)


def _prose(value: JSON) -> Iterable[str]:
    return (inline_text(to_text(value)) if isinstance(value, str) else "",)


FIELDS: Mapping[str, Field] = {
    "title": Field({"title": _text}),
    "date": Field({"date": _text}),
    "authors": Field(dict.fromkeys(("authors", "author", "byline", "by", "writer"), _names)),
    "categories": Field({"categories": _several, "category": _single}, joined=True),
    "tags": Field({"tag": _single, "tags": _several}),
    "keywords": Field({"keywords": _split_commas, "keyword": _split_commas}, joined=True),
    "description": Field(
        dict.fromkeys(
            (
                "description",
                "excerpt",
                "summary",
                "teaser",
                "subtitle",
                "subheadline",
                "subhead",
                "standfirst",
                "lead",
                "lede",
                "intro",
                "dek",
                "deck",
                "abstract",
                "blurb",
                "tagline",
            ),
            _prose,
        )
    ),
    "lang": Field({"lang": _text, "language": _text}),
    "rights": Field({"license": _text, "copyright": _text, "rights": _text}, joined=True),
    "published": Field({"published": _text}),
    "permalink": Field({"permalink": _text}),
    "slug": Field({"slug": _text}),
    "redirects": Field({"redirect_from": _listed}),
}
"""Which keys become which field, and how."""

UNDERSTOOD = frozenset({"image", *(key for row in FIELDS.values() for key in row.keys)})
"""Keys, in lower case, that become fields (``image`` a photo); others are in ``Story.extra``."""
