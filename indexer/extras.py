"""Keys of the front matter that an archive's keepers make fields and facets of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import JSON, Story

_NAME_KEYS = ("name", "title", "label")


@dataclass(frozen=True, slots=True)
class Extras:
    """What an index offers beside its own fields and facets.

    Attributes:
        fields: Keys, in lower case, whose text is searched, also as ``key:word``.
        facets: Keys, in lower case, by which hits are counted and filtered.
    """

    fields: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


def values_of(story: Story, key: str) -> tuple[str, ...]:
    """The values of a key of a story's front matter as texts, each once; none if it has none."""
    for name, value in story.extra.items():
        if name.lower() == key:
            return tuple(dict.fromkeys(filter(None, _texts(value))))
    # Only builds come here; searches need not load what reads posts.
    from indexer.archive.metadata import FIELDS  # noqa: PLC0415

    for name, row in FIELDS.items():
        if key in row.keys and (held := getattr(story, name, None)):
            return (held,) if isinstance(held, str) else tuple(held)
    return ()


def _texts(value: JSON) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        named = next((value[name] for name in _NAME_KEYS if value.get(name)), None)
        yield from _texts(named if named is not None else list(value.values()))
    elif isinstance(value, bool):
        yield str(value).lower()
    elif value is not None:
        yield " ".join(str(value).split())
