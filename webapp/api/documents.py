"""Stories and photos as the API answers them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from indexer.engine.base import Engine
from indexer.engine.request import Kind
from indexer.engine.results import Hit, HitImage, hit_image, taken_of
from indexer.model import ImageState, Photo, Shape, Source, Story
from webapp.api.answers import (
    Links,
    ParagraphKind,
    ParagraphOut,
    PhotoAnswer,
    PhotoOut,
    PlaceOut,
    SentenceOut,
    StoryAnswer,
    extended,
)
from webapp.links import absolute, site_path

_KINDS = {
    Shape.TEXT: ParagraphKind.TEXT,
    Shape.HEADING: ParagraphKind.HEADING,
    Shape.ITEM: ParagraphKind.ITEM,
    Shape.NUMBERED_ITEM: ParagraphKind.NUMBERED_ITEM,
    Shape.CODE: ParagraphKind.CODE,
    Shape.QUOTE: ParagraphKind.QUOTE,
    Shape.ROW: ParagraphKind.ROW,
}


def site_url(address: str) -> str:
    """An address of the engine, which begins at the root of the site, for those elsewhere."""
    return absolute(site_path(address))


def hit_out(hit: Hit) -> Hit:
    """A hit with absolute addresses."""
    image = hit.image
    return replace(hit, url=site_url(hit.url), image=_image_out(image) if image else None)


def story_out(engine: Engine, story: Story, generation: int, self_url: str) -> StoryAnswer:
    """A story as an answer."""
    page = site_url(f"/story/{quote(story.id)}")
    shapes = story.shapes.ljust(len(story.paragraphs), Shape.TEXT)
    return StoryAnswer(
        **_common(story),
        id=story.id,
        rights=story.rights,
        url=page,
        copies=engine.copies(Kind.STORIES, story.id),
        keywords=story.keywords,
        description=story.description,
        paragraphs=tuple(
            ParagraphOut(_KINDS[Shape(shape)], text)
            for shape, text in zip(shapes, story.paragraphs, strict=True)
        ),
        photos=tuple(_photo_out(engine, story, photo) for photo in story.photos),
        translations=engine.translations(story.id),
        generation=generation,
        links=Links(self=self_url, page=page),
    )


def photo_out(
    engine: Engine, story: Story, photo: Photo, generation: int, self_url: str
) -> PhotoAnswer:
    """A photo as an answer."""
    out = _photo_out(engine, story, photo)
    links = Links(self=self_url, page=out.url)
    return extended(PhotoAnswer, out, generation=generation, links=links)


def _photo_out(engine: Engine, story: Story, photo: Photo) -> PhotoOut:
    credit = photo.credits[0] if photo.credits else None
    return PhotoOut(
        **_common(story),
        id=photo.id,
        rights=photo.rights,
        url=site_url(f"/photo/{quote(photo.id)}"),
        copies=engine.copies(Kind.PHOTOS, photo.id),
        file=photo.image.name,
        alt=photo.alt,
        caption=photo.caption.text,
        sentences=tuple(SentenceOut(s.text, s.shared) for s in photo.caption.sentences),
        credit=" ".join(credit.raw for credit in photo.credits),
        photographer=photo.photographers,
        agency=credit.agency if credit else None,
        via=credit.via if credit else None,
        status=photo.status,
        method=photo.method,
        taken=taken_of(photo.taken),
        place=PlaceOut(photo.place.name, photo.place.source) if photo.place else None,
        image=_image_out(hit_image(photo.id, photo.image)),
        position=photo.position,
        story_id=story.id,
    )


def _common(story: Story) -> dict[str, Any]:
    when = story.date
    return {
        "path": story.path,
        "title": story.title,
        "date": when.earliest,
        "date_source": None if when.source is Source.NONE else when.source,
        "date_precision": when.precision,
        "authors": story.authors,
        "categories": story.categories,
        "tags": story.tags,
        "lang": story.lang,
        "public_url": story.public_url,
    }


def _image_out(image: HitImage) -> HitImage:
    src = image.src if image.state is ImageState.REMOTE else site_url(image.src)
    return replace(image, src=src, thumb=site_url(image.thumb) if image.thumb else None)
