"""The page of one photo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from indexer.engine.base import Engine
from indexer.engine.request import Kind
from indexer.engine.results import PhotoHit
from indexer.model import Method, Photo, Source, Status, Story
from indexer.texts import gettext, message
from indexer.wording import STATUSES, shortened
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form
from webapp.links import NamedLink, facet_links, facet_url

_SOURCES = {
    Source.FRONT_MATTER: message("stated by the archive"),
    Source.FILE_NAME: message("inferred from the file name"),
    Source.IMAGE_NAMES: message("inferred from the image names"),
    Source.CAPTION: message("inferred from the caption"),
    Source.CAPTION_AND_PUBLISHED: message("inferred from the caption and the day of publication"),
    Source.NONE: "",
}
_METHODS = {Method.DRONE: message("Drone"), Method.AERIAL: message("Aerial")}
_FROM_CREDIT = message("inferred from the credit line")

MAX_SIMILAR = 5
_SHORT = 120
"""Characters of a caption in a list."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a photo.

    Attributes:
        label: What it is.
        values: One or more.
        source: Where it was found, in words.
    """

    label: str
    values: tuple[NamedLink, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """What the page of a photo shows.

    Attributes:
        form: The search box.
        photo: The photo.
        story: The story it stands in.
        published: When the story was published; None if undated.
        facts: What is known of the photo beside its caption.
        number: Its place among the story's photos, from 1.
        previous: The photo before it in the story; None for the first.
        next: The photo after it; None for the last.
        beside: Heading -> photos that have to do with it.
    """

    form: SearchForm
    photo: Photo
    story: Story
    published: ShownDate | None
    facts: tuple[Fact, ...]
    number: int
    previous: Photo | None
    next: Photo | None
    beside: Mapping[str, tuple[NamedLink, ...]]


def photo_page(engine: Engine, story: Story, photo: Photo) -> PhotoPage:
    """Prepares the page of a photo."""
    place = [one.id for one in story.photos].index(photo.id)
    return PhotoPage(
        form=empty_form(Kind.PHOTOS),
        photo=photo,
        story=story,
        published=show_date(story.date),
        facts=tuple(fact for fact in _facts(photo) if fact.values),
        number=place + 1,
        previous=story.photos[place - 1] if place else None,
        next=story.photos[place + 1] if place + 1 < len(story.photos) else None,
        beside=_beside(engine, photo),
    )


def _beside(engine: Engine, photo: Photo) -> Mapping[str, tuple[NamedLink, ...]]:
    """Heading -> photos with the same caption, or one much like it."""
    same = [engine.photo(other) for other in engine.copies(Kind.PHOTOS, photo.id)]
    listed = {
        gettext("Nearly the same caption"): tuple(
            _named(other.id, other.caption.text or other.alt, story.title)
            for story, other in filter(None, same)
        ),
        gettext("Similar captions"): tuple(
            _named(hit.id, "".join(run.text for run in hit.caption), hit.story_title)
            for hit in engine.similar_photos(photo.id, MAX_SIMILAR)
            if isinstance(hit, PhotoHit)
        ),
    }
    return {heading: links for heading, links in listed.items() if links}


def _named(photo_id: str, caption: str, title: str) -> NamedLink:
    """A link to a photo by the beginning of its caption, else by its story."""
    text = shortened(caption, _SHORT) if caption else title
    return NamedLink(text, url_for("photos.photo", photo_id=photo_id))


def _facts(photo: Photo) -> tuple[Fact, ...]:
    taken = show_date(photo.taken)
    distributors = [credit.via for credit in photo.credits if credit.via]
    places = [photo.place.name] if photo.place else []
    method = [gettext(_METHODS[photo.method])] if photo.method else []

    def fact(label: str, name: str, values: tuple[NamedLink, ...], source: str) -> Fact:
        return Fact(label, values, _with_words(source, photo.evidence.get(name, ""), values))

    return (
        fact(
            gettext("Taken"),
            "taken",
            _plain([taken.text] if taken else []),
            _source(photo.taken.source),
        ),
        fact(
            gettext("Place"),
            "place",
            facet_links(Kind.PHOTOS, "place", places),
            _source(photo.place.source) if photo.place else "",
        ),
        fact(
            gettext("Photographer"),
            "photographer",
            facet_links(Kind.PHOTOS, "photographer", photo.photographers),
            gettext(_FROM_CREDIT),
        ),
        fact(
            gettext("Agency"),
            "agency",
            facet_links(Kind.PHOTOS, "agency", photo.agencies),
            gettext(_FROM_CREDIT),
        ),
        fact(gettext("Distributed by"), "via", _plain(distributors), gettext(_FROM_CREDIT)),
        fact(
            gettext("Status"),
            "status",
            _status(photo.status) if photo.status else (),
            gettext(_FROM_CREDIT),
        ),
        fact(gettext("Method"), "method", _plain(method), _source(Source.CAPTION)),
        Fact(
            gettext("Rights"), _plain([photo.rights] if photo.rights else []), gettext("as printed")
        ),
    )


def _status(status: Status) -> tuple[NamedLink, ...]:
    return (NamedLink(gettext(STATUSES[status]), facet_url(Kind.PHOTOS, "status", status)),)


def _source(source: Source) -> str:
    text = _SOURCES[source]
    return gettext(text) if text else ""


def _with_words(source: str, words: str, values: tuple[NamedLink, ...]) -> str:
    """Where a fact was found, with the words it was read from where they say more than it does."""
    if not words or words in {value.text for value in values}:
        return source
    return gettext("%(source)s: “%(words)s”", source=source, words=words)


def _plain(names: Iterable[str]) -> tuple[NamedLink, ...]:
    return tuple(NamedLink(name) for name in dict.fromkeys(names))
