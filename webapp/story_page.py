"""The page of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from indexer.engine.base import Kind
from indexer.model import Photo, Source, Story
from indexer.page_paths import external_url
from indexer.texts import gettext, message
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form
from webapp.links import NamedLink, facet_links

_NOTES = {
    ("title", Source.FILE_NAME): message("The title is made from the file’s name."),
    ("lang", Source.FOLDER): message("The language is taken from the folder’s name."),
    ("lang", Source.TEXT): message("The language is worked out from the text."),
}


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
        authors=facet_links(Kind.STORIES, "author", story.authors),
        categories=facet_links(Kind.STORIES, "category", story.categories),
        tags=facet_links(Kind.STORIES, "tag", story.tags),
        public_url=external_url(story.public_url),
        lead=photos[0] if leads else None,
        photos=photos[1:] if leads else photos,
        beside={heading: _stories(stories) for heading, stories in beside.items() if stories},
        notes=_notes(story),
    )


def _notes(story: Story) -> tuple[str, ...]:
    """What Backfile worked out because the archive does not say it."""
    return tuple(gettext(_NOTES[known]) for known in story.sources.items() if known in _NOTES)


def _stories(stories: Iterable[Story]) -> tuple[NamedLink, ...]:
    return tuple(
        NamedLink(story.title, url_for("stories.story", story_id=story.id)) for story in stories
    )
