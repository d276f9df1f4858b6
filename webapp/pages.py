"""Contexts of the home page and of the pages of one story and one photo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from indexer.engine.base import Hit, Kind, SearchResult
from indexer.engine.records import IndexStats
from indexer.model import Photo, Source, Story
from indexer.page_paths import external_url
from indexer.texts import long_day
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form
from webapp.links import facet_url

_SOURCES = {
    Source.FRONT_MATTER: "stated by the archive",
    Source.FILE_NAME: "inferred from the file name",
    Source.IMAGE_NAMES: "inferred from the image names",
    Source.CAPTION: "inferred from the caption",
    Source.CAPTION_AND_PUBLISHED: "inferred from the caption and the day of publication",
    Source.NONE: "",
}
_NOTES = {
    ("title", Source.FILE_NAME): "The title is made from the file’s name.",
    ("lang", Source.FOLDER): "The language is taken from the folder’s name.",
    ("lang", Source.TEXT): "The language is worked out from the text.",
}
_FROM_CREDIT = "inferred from the credit line"


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name and where it leads.

    Attributes:
        text: The name.
        url: Address; None for plain text.
    """

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What the home page shows.

    Attributes:
        form: The search box.
        stats: Figures of the index.
        covers: First and last day of publication, in words; empty if nothing is dated.
        newest: The newest stories.
        sections: The most frequent categories.
    """

    form: SearchForm
    stats: IndexStats
    covers: str
    newest: tuple[Hit, ...]
    sections: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """What the page of a story shows.

    Attributes:
        form: The search box.
        story: The story.
        date: When it was published; None if undated.
        authors: Each leads to the author's stories.
        categories: Each leads to its stories.
        tags: Each leads to its stories.
        public_url: The story on its public site; None if its address is not known.
        lead: Photo above the text; None if the first one cannot be shown.
        photos: Photos below the text.
        beside: Heading -> stories that have to do with it.
        notes: What is inferred of it, in words.
    """

    form: SearchForm
    story: Story
    date: ShownDate | None
    authors: tuple[NamedLink, ...]
    categories: tuple[NamedLink, ...]
    tags: tuple[NamedLink, ...]
    public_url: str | None
    lead: Photo | None
    photos: tuple[Photo, ...]
    beside: Mapping[str, tuple[NamedLink, ...]]
    notes: tuple[str, ...]


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
    """

    form: SearchForm
    photo: Photo
    story: Story
    published: ShownDate | None
    facts: tuple[Fact, ...]
    number: int
    previous: Photo | None
    next: Photo | None


def home_page(stats: IndexStats, newest: SearchResult) -> HomePage:
    """Prepares the home page.

    Args:
        stats: Figures of the index.
        newest: The answer to a search for everything, newest first.
    """
    covers = ""
    if stats.first_date and stats.last_date:
        covers = f"{long_day(stats.first_date)} to {long_day(stats.last_date)}"
    categories = newest.facets.get("category")
    return HomePage(
        form=empty_form(Kind.STORIES),
        stats=stats,
        covers=covers,
        newest=newest.hits,
        sections=tuple(
            NamedLink(value.label, facet_url(Kind.STORIES, "category", value.value))
            for value in (categories.values if categories else ())
        ),
    )


def story_page(story: Story, beside: Mapping[str, Sequence[Story]]) -> StoryPage:
    """Prepares the page of a story.

    Args:
        story: The story.
        beside: Heading -> stories that have to do with it; none without stories is shown.
    """
    photos = story.photos
    leads = bool(photos) and photos[0].image.shown
    return StoryPage(
        form=empty_form(Kind.STORIES),
        story=story,
        date=show_date(story.date),
        authors=_links(Kind.STORIES, "author", story.authors),
        categories=_links(Kind.STORIES, "category", story.categories),
        tags=_links(Kind.STORIES, "tag", story.tags),
        public_url=external_url(story.public_url),
        lead=photos[0] if leads else None,
        photos=photos[1:] if leads else photos,
        beside={heading: _stories(stories) for heading, stories in beside.items() if stories},
        notes=_notes(story),
    )


def photo_page(story: Story, photo: Photo) -> PhotoPage:
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
    )


def _facts(photo: Photo) -> tuple[Fact, ...]:
    taken = show_date(photo.taken)
    distributors = [credit.via for credit in photo.credits if credit.via]
    places = [photo.place.name] if photo.place else []
    status = [photo.status.value] if photo.status else []
    method = [photo.method.capitalize()] if photo.method else []

    def fact(label: str, name: str, values: tuple[NamedLink, ...], source: str) -> Fact:
        return Fact(label, values, _with_words(source, photo.evidence.get(name, ""), values))

    return (
        fact("Taken", "taken", _plain([taken.text] if taken else []), _SOURCES[photo.taken.source]),
        fact(
            "Place",
            "place",
            _links(Kind.PHOTOS, "place", places),
            _SOURCES[photo.place.source] if photo.place else "",
        ),
        fact(
            "Photographer",
            "photographer",
            _links(Kind.PHOTOS, "photographer", photo.photographers),
            _FROM_CREDIT,
        ),
        fact("Agency", "agency", _links(Kind.PHOTOS, "agency", photo.agencies), _FROM_CREDIT),
        fact("Distributed by", "via", _plain(distributors), _FROM_CREDIT),
        fact("Status", "status", _links(Kind.PHOTOS, "status", status), _FROM_CREDIT),
        fact("Method", "method", _plain(method), _SOURCES[Source.CAPTION]),
        Fact("Rights", _plain([photo.rights] if photo.rights else []), "as printed"),
    )


def _with_words(source: str, words: str, values: tuple[NamedLink, ...]) -> str:
    """Where a fact was found, with the words it was read from where they say more than it does."""
    if not words or words in {value.text for value in values}:
        return source
    return f"{source}: “{words}”"


def _notes(story: Story) -> tuple[str, ...]:
    """What Backfile worked out because the archive does not say it."""
    return tuple(_NOTES[known] for known in story.sources.items() if known in _NOTES)


def _stories(stories: Iterable[Story]) -> tuple[NamedLink, ...]:
    return tuple(
        NamedLink(story.title, url_for("stories.story", story_id=story.id)) for story in stories
    )


def _links(kind: Kind, facet: str, names: Iterable[str]) -> tuple[NamedLink, ...]:
    return tuple(NamedLink(name, facet_url(kind, facet, name)) for name in dict.fromkeys(names))


def _plain(names: Iterable[str]) -> tuple[NamedLink, ...]:
    return tuple(NamedLink(name) for name in dict.fromkeys(names))
