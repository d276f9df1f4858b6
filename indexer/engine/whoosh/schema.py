"""What the two indexes hold: fields of forms with positions, and two columns of bytes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from whoosh import columns, fields, formats

from indexer.engine.base import Scope
from indexer.extras import Extras

Texts = Sequence[Sequence[str]]
"""Forms, one sequence a paragraph (or a name, or a tag)."""

PARAGRAPH_GAP = 64
"""Empty positions between paragraphs, so that no phrase reaches over their edge."""


class _PlainPositions(formats.Positions):  # type: ignore[misc]  # whoosh has no types
    """Positions as 32-bit integers; the stock format pickles them."""

    def encode(self, positions: list[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> Sequence[int]:
        return array("I", value)

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4


class FormsField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field that is given its forms instead of a text to analyse."""

    def __init__(self) -> None:
        super().__init__(_PlainPositions(), analyzer=None, scorable=True)

    def index(self, value: Texts, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yields form, frequency, weight and encoded positions, as Whoosh's writer wants them."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        position = 0
        for forms in value:
            for form in forms:
                positions[form].append(position)
                position += 1
            position += PARAGRAPH_GAP
        for form, places in positions.items():
            yield form.encode(), len(places), float(len(places)), self.format.encode(places)


STORY_WEIGHTS: Mapping[str, float] = {
    "title": 4.0,
    "description": 2.0,
    "category": 1.0,
    "tag": 1.0,
    "keyword": 1.0,
    "author": 1.0,
    "body": 1.0,
    "caption": 0.7,
}
"""The fields that every index of stories has, and their weights."""

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
        "photographer", "agency", "place", "file",
    )
}  # fmt: skip
"""Field of the query language -> fields of the story index."""

PHOTO_QUERY_FIELDS: Mapping[str, tuple[str, ...]] = {
    "caption": ("own", "shared", "credit"),
    "photographer": ("photographer",),
    "agency": ("agency",),
    "place": ("place",),
    "file": ("file",),
}
"""Field of the query language -> fields of the photo index; the others ask the photo's story."""

VALUES = "values"
RECORD = "record"


def _schema(names: Sequence[str], columns_: Sequence[str]) -> fields.Schema:
    schema = fields.Schema()
    for name in names:
        schema.add(name, FormsField())
    for name in columns_:
        schema.add(name, fields.COLUMN(columns.VarBytesColumn()))
    return schema


def extra_field(key: str) -> str:
    """The field of the story index that holds a key of the front matter."""
    return f"extra_{key}"


def story_weights(extras: Extras) -> dict[str, float]:
    """The fields of stories that a word without a field is looked for in, and their weights."""
    return {**STORY_WEIGHTS, **dict.fromkeys(map(extra_field, extras.fields), 1.0)}


def story_schema(extras: Extras) -> fields.Schema:
    """The schema of the story index."""
    queried = (name for names in STORY_QUERY_FIELDS.values() for name in names)
    return _schema(sorted({*story_weights(extras), *queried}), (VALUES, RECORD))


PHOTO_SCHEMA = _schema(
    sorted(
        {
            *PHOTO_WEIGHTS[Scope.CAPTION],
            *(name for names in PHOTO_QUERY_FIELDS.values() for name in names),
        }
    ),
    (VALUES,),
)
