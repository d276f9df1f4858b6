"""The images of a story become photos: caption, credit, place, file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from indexer.archive.captions import mark_shared, parse_caption
from indexer.archive.discover import Found
from indexer.archive.figures import Figure
from indexer.archive.images import ImageResolver
from indexer.archive.slugs import slugify
from indexer.model import Photo


def merge_figures(lead: Sequence[Figure], body: Sequence[Figure]) -> tuple[Figure, ...]:
    """Lead images first, unless the body shows the same one."""
    shown = {figure.src for figure in body}
    return (*(figure for figure in lead if figure.src not in shown), *body)


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
    parsed = [parse_caption(figure.caption, published) for figure in figures]
    captions = mark_shared(parsed, paragraphs)
    occurrences: Counter[str] = Counter()
    photos = []
    for figure, facts, caption in zip(figures, parsed, captions, strict=True):
        stem = slugify(PurePosixPath(figure.src.split("?")[0]).stem) or "image"
        occurrences[stem] += 1
        photos.append(
            Photo(
                id=f"{found.story_id}--{stem}-{occurrences[stem]}",
                story_id=found.story_id,
                image=images.resolve(figure.src, found.path),
                position=figure.position,
                alt=figure.alt,
                title=figure.title,
                caption=caption,
                credits=facts.credits,
                taken=facts.taken,
                place=facts.place,
                method=facts.method,
                status=facts.status,
                rights=facts.rights,
            )
        )
    return tuple(photos)
