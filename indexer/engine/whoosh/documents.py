"""Stories and photos as index documents: which text goes into which field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from indexer.engine.whoosh.schema import extra_field
from indexer.engine.whoosh.segments.tokens import Texts
from indexer.extras import Extras, values_of
from indexer.model import Image, Photo, Story

STORED_OF_PHOTOS = (
    "photographer", "agency", "via", "place", "status", "method", "orientation", "image", "rights",
)  # fmt: skip
"""Columns of photos that are kept; the other facets are worked out of these and others."""

SQUARE = 1.05
"""The longer side of a square is at most so many times the other."""

PANORAMA = 2.0
"""A panorama is so many times as wide as high."""


def story_texts(story: Story, extras: Extras) -> dict[str, Texts]:
    """Field -> texts of a story."""
    photos = story.photos
    # Whole, so that a phrase may reach from one sentence into the next; each caption once.
    captions = dict.fromkeys(
        text for photo in photos for text in (photo.caption.text, photo.alt, photo.title) if text
    )
    return {
        "title": (story.title,),
        "description": (story.description,),
        "body": story.paragraphs,
        "caption": tuple(captions),
        "category": story.categories,
        "tag": story.tags,
        "keyword": story.keywords,
        "author": story.authors,
        "photographer": _each(photo.photographers for photo in photos),
        "agency": _each(photo.agencies for photo in photos),
        "via": _each(photo.distributors for photo in photos),
        "method": tuple(dict.fromkeys(photo.method.value for photo in photos if photo.method)),
        "place": tuple(photo.place.name for photo in photos if photo.place),
        "rights": (story.rights,),
        "file": tuple(photo.image.name for photo in photos),
        **{extra_field(key): values_of(story, key) for key in extras.fields},
    }


def photo_texts(photo: Photo, story: Story) -> dict[str, Texts]:
    """Field -> texts of a photo."""
    caption = photo.caption
    return {
        "own": tuple(s.text for s in caption.sentences if not s.shared),
        "shared": tuple(s.text for s in caption.sentences if s.shared),
        "credit": tuple(credit.raw for credit in photo.credits),
        "alt": (photo.alt, photo.title),
        "file": (photo.image.name,),
        "fallback": () if caption.text else (story.title,),
        "photographer": photo.photographers,
        "agency": photo.agencies,
        "via": photo.distributors,
        "method": _method(photo),
        "place": (photo.place.name,) if photo.place else (),
        "rights": (photo.rights or story.rights,),
    }


def stored_facets(extras: Extras) -> tuple[str, ...]:
    """Facets of stories that are kept in columns; the others are worked out of these and others."""
    return ("category", "tag", "keyword", "author", "lang", "rights", *extras.facets)


def story_facets(story: Story, extras: Extras) -> Mapping[str, tuple[str, ...]]:
    """Facet name -> values of a story, those left out that follow from others."""
    return {
        "category": story.categories,
        "tag": story.tags,
        "keyword": story.keywords,
        "author": story.authors,
        "lang": _one(story.lang),
        "rights": _one(story.rights),
        **{key: values_of(story, key) for key in extras.facets},
    }


def photo_facets(photo: Photo, story: Story) -> Mapping[str, tuple[str, ...]]:
    """Name of a column -> values of a photo, those of its story and those that follow left out."""
    return {
        "photographer": photo.photographers,
        "agency": photo.agencies,
        "via": photo.distributors,
        "place": (photo.place.name,) if photo.place else (),
        "status": (photo.status.value,) if photo.status else (),
        "method": _method(photo),
        "orientation": _orientation(photo.image),
        "image": (photo.image.state.value,),
        "rights": _one(photo.rights or story.rights),
    }


def _method(photo: Photo) -> tuple[str, ...]:
    return (photo.method.value,) if photo.method else ()


def _orientation(image: Image) -> tuple[str, ...]:
    if not image.width or not image.height:
        return ()
    ratio = image.width / image.height
    if ratio >= PANORAMA:
        return ("panorama",)
    if max(ratio, 1 / ratio) <= SQUARE:
        return ("square",)
    return ("landscape",) if ratio > 1 else ("portrait",)


def picture_number(image: Image) -> int:
    """A number by which photos that show one picture are known."""
    key = image.key.encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big")


def _each(names: Iterable[Texts]) -> Texts:
    return tuple(name for several in names for name in several)


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
