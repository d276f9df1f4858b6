"""The fields of the two indexes, what each weighs, and what the query language calls them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh import fields, formats

from indexer import analysis
from indexer.engine.request import Scope
from indexer.engine.whoosh.segments.content import PARAGRAPH_GAP
from indexer.extras import Extras


class _PlainPositions(formats.Positions):  # type: ignore[misc]  # whoosh has no types
    """Positions as 32-bit integers; the stock format pickles them."""

    def encode(self, positions: list[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> Sequence[int]:
        return array("I", value)

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4


class FormsField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field that is given texts, and whose terms are their forms."""

    def __init__(self) -> None:
        super().__init__(_PlainPositions(), analyzer=None, scorable=True)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yields form, frequency, weight and encoded positions, as Whoosh's own writer wants."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        position = 0
        for text in value:
            for form in analysis.forms(text):
                positions[form].append(position)
                position += 1
            position += PARAGRAPH_GAP
        for form, places in positions.items():
            yield form.encode(), len(places), float(len(places)), self.format.encode(places)


STORY_WEIGHTS: Mapping[str, float] = {
    "body": 1.0,
    "caption": 0.7,
    "title": 4.0,
    "description": 2.0,
    "category": 1.0,
    "tag": 1.0,
    "keyword": 1.0,
    "author": 1.0,
}
"""The fields that every index of stories has, the longest first, and their weights."""

PHOTO_WEIGHTS: Mapping[Scope, Mapping[str, float]] = {
    Scope.OWN: {"own": 2.0},
    Scope.CAPTION: {
        "own": 2.0,
        "shared": 0.5,
        "credit": 1.0,
        "alt": 0.5,
        "file": 0.5,
        "fallback": 0.5,
    },
}
"""The same for photos; scope "story" is scope "caption" and the fields of their stories."""

STORY_QUERY_FIELDS: Mapping[str, tuple[str, ...]] = {
    name: (name,)
    for name in (
        "title", "body", "caption", "category", "tag", "keyword", "author",
        "photographer", "agency", "via", "method", "place", "rights", "file",
    )
}  # fmt: skip
"""Field of the query language -> fields of the story index."""

PHOTO_QUERY_FIELDS: Mapping[str, tuple[str, ...]] = {
    "caption": ("own", "shared", "credit"),
    "photographer": ("photographer",),
    "agency": ("agency",),
    "via": ("via",),
    "method": ("method",),
    "place": ("place",),
    "rights": ("rights",),
    "file": ("file",),
}
"""Field of the query language -> fields of the photo index; the others ask the photo's story."""


def extra_field(key: str) -> str:
    """The field of the story index that holds a key of the front matter."""
    return f"extra_{key}"


def story_weights(extras: Extras) -> dict[str, float]:
    """The fields of stories that a word without a field is looked for in, and their weights."""
    return {**STORY_WEIGHTS, **dict.fromkeys(map(extra_field, extras.fields), 1.0)}


def story_fields(extras: Extras) -> tuple[str, ...]:
    """The fields of the story index in the order in which they lie in a document."""
    queried = (name for names in STORY_QUERY_FIELDS.values() for name in names)
    return tuple(dict.fromkeys((*story_weights(extras), *queried)))


PHOTO_FIELDS = tuple(
    dict.fromkeys(
        (
            *PHOTO_WEIGHTS[Scope.CAPTION],
            *(name for names in PHOTO_QUERY_FIELDS.values() for name in names),
        )
    )
)
"""The fields of the photo index in the order in which they lie in a document."""


def make_schema(names: Iterable[str]) -> fields.Schema:
    """The Whoosh schema of an index with those fields."""
    return fields.Schema(id=fields.STORED(), **{name: FormsField() for name in names})
