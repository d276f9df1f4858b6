"""Stories and photos as index documents: which text goes into which field."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from indexer import analysis
from indexer.engine.whoosh.schema import RECORD, VALUES, Texts, extra_field
from indexer.extras import Extras, values_of
from indexer.model import ArchiveDate, Photo, Story


class StoryValues(msgspec.Struct, frozen=True, array_like=True):
    """What is known of every story without reading its record.

    Attributes:
        id: Of the story.
        earliest: First possible day as a proleptic ordinal; None if undated.
        latest: Last possible day likewise.
        facets: Facet name -> values.
    """

    id: str
    earliest: int | None
    latest: int | None
    facets: dict[str, tuple[str, ...]]


class PhotoValues(msgspec.Struct, frozen=True, array_like=True):
    """What is known of every photo without reading its story.

    Attributes:
        id: Of the photo.
        story_id: Of its story.
        facets: Facet name -> values, those of its story left out.
    """

    id: str
    story_id: str
    facets: dict[str, tuple[str, ...]]


def story_document(story: Story, extras: Extras) -> dict[str, Any]:
    """The fields of a story's document."""
    photos = story.photos
    # Whole, so that a phrase may reach from one sentence into the next; each caption once.
    captions = dict.fromkeys(
        text for photo in photos for text in (photo.caption.text, photo.alt, photo.title) if text
    )
    return _without_empty(
        {
            "title": _texts([story.title]),
            "description": _texts([story.description]),
            "body": _texts(story.paragraphs),
            "caption": _texts(captions),
            "category": _texts(story.categories),
            "tag": _texts(story.tags),
            "keyword": _texts(story.keywords),
            "author": _texts(story.authors),
            "photographer": _texts(n for photo in photos for n in photo.photographers),
            "agency": _texts(n for photo in photos for n in photo.agencies),
            "place": _texts(photo.place.name for photo in photos if photo.place),
            "file": _texts(photo.image.name for photo in photos),
            **{extra_field(key): _texts(values_of(story, key)) for key in extras.fields},
            VALUES: msgspec.json.encode(_story_values(story, extras)),
            RECORD: zlib.compress(msgspec.json.encode(story)),
        }
    )


def photo_document(photo: Photo, story: Story) -> dict[str, Any]:
    """The fields of a photo's document."""
    caption = photo.caption
    return _without_empty(
        {
            "own": _texts(s.text for s in caption.sentences if not s.shared),
            "shared": _texts(s.text for s in caption.sentences if s.shared),
            "credit": _texts(credit.raw for credit in photo.credits),
            "alt": _texts([photo.alt, photo.title]),
            "file": _texts([photo.image.name]),
            "fallback": _texts([] if caption.text else [story.title]),
            "photographer": _texts(photo.photographers),
            "agency": _texts(photo.agencies),
            "place": _texts([photo.place.name] if photo.place else []),
            VALUES: msgspec.json.encode(_photo_values(photo)),
        }
    )


def read_record(record: bytes) -> Story:
    """The story kept in a document's record."""
    return msgspec.json.decode(zlib.decompress(record), type=Story)


def _texts(texts: Iterable[str]) -> Texts:
    return [forms for forms in (analysis.forms(text) for text in texts) if forms]


def _without_empty(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value}


def _story_values(story: Story, extras: Extras) -> StoryValues:
    earliest, latest = story.date.earliest, story.date.latest
    facets = {
        "category": story.categories,
        "tag": story.tags,
        "author": story.authors,
        "year": _spans(story.date, "%Y"),
        "month": _spans(story.date, "%Y-%m"),
        "lang": (story.lang,) if story.lang else (),
        **{key: values_of(story, key) for key in extras.facets},
    }
    return StoryValues(
        story.id,
        earliest.toordinal() if earliest else None,
        latest.toordinal() if latest else None,
        {name: values for name, values in facets.items() if values},
    )


def _spans(when: ArchiveDate, unit: str) -> tuple[str, ...]:
    """The year or month a date certainly lies in."""
    if when.earliest is None or when.latest is None:
        return ()
    first = when.earliest.strftime(unit)
    return (first,) if first == when.latest.strftime(unit) else ()


def _photo_values(photo: Photo) -> PhotoValues:
    facets = {
        "photographer": photo.photographers,
        "agency": photo.agencies,
        "place": (photo.place.name,) if photo.place else (),
        "status": (photo.status.value,) if photo.status else (),
    }
    return PhotoValues(
        photo.id, photo.story_id, {n: values for n, values in facets.items() if values}
    )
