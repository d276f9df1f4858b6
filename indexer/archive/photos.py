"""The images of a story become photos: caption, credit, place, file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from indexer.archive.captions import mark_shared, parse_caption
from indexer.archive.discover import Found
from indexer.archive.figures import MIN_SIDE, Figure
from indexer.archive.images import ImageResolver
from indexer.archive.slugs import slugify, stem_of
from indexer.model import Image, Photo


def merge_figures(lead: Sequence[Figure], body: Sequence[Figure]) -> tuple[Figure, ...]:
    """Lead images first, unless the body shows the same one."""
    shown = {figure.src for figure in body}
    return (*(figure for figure in lead if figure.src not in shown), *body)


def _is_icon(image: Image) -> bool:
    """True for a file too small to be a photo."""
    return max(image.width or MIN_SIDE, image.height or MIN_SIDE) < MIN_SIDE


def read_photos(
    figures: Sequence[Figure],
    paragraphs: Sequence[str],
    found: Found,
    published: date | None,
    images: ImageResolver,
) -> tuple[Photo, ...]:
    """Turns images into photos, in order.

    Args:
        figures: The images with their captions.
        paragraphs: The story's body, whose sentences captions may repeat.
        found: The post.
        published: When the story was published, for dates in captions without their year.
        images: Finds the files.
    """
    resolved = [(figure, images.resolve(figure.src, found.path)) for figure in figures]
    shown = [(figure, image) for figure, image in resolved if not _is_icon(image)]
    figures = [figure for figure, _ in shown]
    parsed = [parse_caption(figure.caption, published) for figure in figures]
    captions = mark_shared(parsed, paragraphs)
    occurrences: Counter[str] = Counter()
    photos = []
    for (figure, image), facts, caption in zip(shown, parsed, captions, strict=True):
        stem = slugify(stem_of(figure.src.partition("?")[0])) or "image"
        occurrences[stem] += 1
        photos.append(
            Photo(
                id=f"{found.story_id}--{stem}-{occurrences[stem]}",
                story_id=found.story_id,
                image=image,
                position=figure.position,
                line=figure.line,
                alt=figure.alt,
                title=figure.title,
                caption=caption,
                credits=facts.credits,
                taken=facts.taken,
                place=facts.place,
                method=facts.method,
                status=facts.status,
                rights=facts.rights,
                evidence=facts.evidence,
            )
        )
    return tuple(photos)
