"""Stories and photos as hits: what is shown of a document that was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from indexer.engine.request import Scope
from indexer.engine.results import (
    Hit,
    HitImage,
    PhotoHit,
    Snippet,
    hit_image,
    in_part,
    taken_of,
)
from indexer.engine.whoosh.executor import Wanted
from indexer.engine.whoosh.segments.records import ListedStory
from indexer.engine.whoosh.stored_story import StoredStory
from indexer.model import Photo, Source, Story
from indexer.snippets import MAX_PASSAGES, Pattern, beginning, mark, passages

CAPTION_FIELDS = frozenset({"caption", "photographer", "agency", "via", "place"})
"""Fields of the query language whose words stand in captions."""

_TITLE_FIELDS = frozenset({"title"})
_PLAIN = re.compile(r"[\w.~-]*", re.ASCII)


class Others(NamedTuple):
    """What a hit shows beside its document.

    Attributes:
        score: As of :class:`Hit`.
        lacking: Likewise.
        copies: Finds them.
        wanted: Finds what to mark.
    """

    score: float
    lacking: tuple[str, ...]
    copies: Callable[[], tuple[str, ...]]
    wanted: Callable[[], Sequence[Wanted]]


def story_hit(story: StoredStory, others: Others, *, snippets: bool) -> Hit:
    """A story as a hit.

    Args:
        story: The story.
        others: What is shown beside it.
        snippets: True to cut passages.
    """
    return in_part(
        Hit,
        partial(_of_story, story, others),
        {
            "kind": "story",
            "id": story.id,
            "title": story.title,
            "date": story.date,
            "score": others.score,
            "snippets": _story_snippets(story.listed, others.wanted()) if snippets else (),
            "lacking": others.lacking,
        },
    )


def _of_story(story: StoredStory, others: Others, field: str) -> object:  # noqa: PLR0911
    """A field of a story's hit that takes time, or that few read."""
    match field:
        case "title_runs":
            return mark(story.title, patterns_in(others.wanted(), _TITLE_FIELDS))
        case "date_source":
            source = story.head.date.source
            return None if source is Source.NONE else source
        case "date_precision":
            return story.head.date.precision
        case "path" | "authors" | "categories" | "tags" | "lang" | "public_url":
            return getattr(story.head, field)
        case "url":
            return "/story/" + _quoted(story.id)
        case "photo_count":
            return len(story.listed.photos)
        case "image":
            return _shown_image(story.listed)
        case "copies":
            return others.copies()
        case _:
            raise AttributeError(field)


def _shown_image(story: ListedStory) -> HitImage | None:
    """The first picture that can be shown, else the first."""
    shown = next(
        (p for p in story.photos if p.image.shown),
        story.photos[0] if story.photos else None,
    )
    return hit_image(shown.id, shown.image) if shown else None


def photo_hit(  # noqa: PLR0913 - what a hit shows
    story: Story,
    photo: Photo,
    others: Others,
    scope: Scope,
    *,
    uses: tuple[int, tuple[str, ...]],
    snippets: bool,
) -> PhotoHit:
    """A photo as a hit."""
    credit = photo.credits[0] if photo.credits else None
    wanted = others.wanted()
    caption = mark(photo.caption.text, patterns_in(wanted, CAPTION_FIELDS))
    passages_: tuple[Snippet, ...] = ()
    if snippets:
        if scope is Scope.STORY:
            passages_ = _story_snippets(story, wanted)
        if not any(run.matched for run in caption):
            passages_ = (*_image_snippets(photo, wanted), *passages_)
    when = story.date
    return PhotoHit(
        path=story.path,
        title=story.title,
        title_runs=mark(story.title, patterns_in(wanted, _TITLE_FIELDS)),
        date=when.earliest,
        date_source=None if when.source is Source.NONE else when.source,
        date_precision=when.precision,
        authors=story.authors,
        categories=story.categories,
        tags=story.tags,
        lang=story.lang,
        score=others.score,
        public_url=story.public_url,
        photo_count=len(story.photos),
        lacking=others.lacking,
        copies=others.copies(),
        kind="photo",
        id=photo.id,
        url="/photo/" + _quoted(photo.id),
        snippets=tuple(snippet for snippet in passages_ if snippet.source != "caption"),
        image=hit_image(photo.id, photo.image),
        file=photo.image.name,
        alt=photo.alt,
        caption=caption,
        credit=" ".join(credit.raw for credit in photo.credits),
        photographer=photo.photographers,
        agency=credit.agency if credit else None,
        via=credit.via if credit else None,
        status=photo.status,
        taken=taken_of(photo.taken),
        place=photo.place.name if photo.place else None,
        story_id=story.id,
        story_title=story.title,
        number=next(at for at, one in enumerate(story.photos, 1) if one is photo),
        uses=uses[1],
        use_count=uses[0],
    )


def _story_snippets(story: Story | ListedStory, wanted: Sequence[Wanted]) -> tuple[Snippet, ...]:
    """Passages from the body, else from captions, else from the description, else the beginning."""
    sources: tuple[tuple[str, Iterable[str], frozenset[str]], ...] = (
        ("body", story.paragraphs, frozenset({"body"})),
        ("caption", dict.fromkeys(p.caption.text for p in story.photos), CAPTION_FIELDS),
        ("description", (story.description,), frozenset({"description"})),
    )
    found: list[Snippet] = []
    for source, texts, fields in sources:
        found += [Snippet(source, runs) for runs in passages(texts, patterns_in(wanted, fields))]
        if len(found) >= MAX_PASSAGES:
            break
    if found:
        return tuple(found[:MAX_PASSAGES])
    for source, texts, _ in sources:
        written = filter(str.strip, texts)
        # Captions do not go on from one another.
        if runs := beginning(written if source == "body" else islice(written, 1)):
            return (Snippet(source, runs),)
    return ()


def _image_snippets(photo: Photo, wanted: Sequence[Wanted]) -> Iterator[Snippet]:
    """What is said of the image outside its caption, where that is what matched."""
    for source, text in (("alt", photo.alt), ("file", photo.image.name)):
        for runs in passages([text], patterns_in(wanted, frozenset({source}))):
            yield Snippet(source, runs)


def patterns_in(wanted: Sequence[Wanted], fields: frozenset[str]) -> list[Pattern]:
    """What is to be marked in a text that belongs to some fields of the query language."""
    return [w.pattern for w in wanted if w.field is None or w.field in fields]


def _quoted(name: str) -> str:
    """An id in an address; nearly all are made of letters that need no quoting."""
    return name if _PLAIN.fullmatch(name) else quote(name)
