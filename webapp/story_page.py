"""The page of one story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.citation_formats import CITATION_FORMATS, as_text
from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import MarkedStory
from indexer.model import Source, Story
from indexer.page_paths import external_url
from indexer.texts import gettext, message
from webapp.citations import citation_of
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form, form_for
from webapp.links import NamedLink, facet_links
from webapp.neighbours import StoryLink, Trail, beside, trail
from webapp.story_text import Block, Figure, StoryText
from webapp.stretches import Pieces
from webapp.text_links import followed_url

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
        title: Its title, with what matched.
        description: Likewise; empty if it says what the title says.
        blocks: Its text, photos in their places.
        unseen: Photos of which neither picture nor words can be shown.
        matches: How many matches are marked.
        date: When it was published; None if undated.
        authors: Each leads to the author's stories.
        categories: Each leads to its stories.
        tags: Each leads to its stories.
        public_url: The story on its public site; None if its address is not known.
        edit_url: Where its post can be edited; None if that is not known.
        trail: The search the reader came from; None without one.
        beside: Heading -> stories that have to do with it.
        notes: What is inferred of it, in words.
        citation: How it is cited, in words.
        citation_forms: Suffixes of the other forms of citations, and their names.
    """

    form: SearchForm
    story: Story
    title: Pieces
    description: Pieces
    blocks: tuple[Block, ...]
    unseen: tuple[Figure, ...]
    matches: int
    date: ShownDate | None
    authors: tuple[NamedLink, ...]
    categories: tuple[NamedLink, ...]
    tags: tuple[NamedLink, ...]
    public_url: str | None
    edit_url: str | None
    trail: Trail | None
    beside: Mapping[str, tuple[StoryLink, ...]]
    notes: tuple[str, ...]
    citation: str
    citation_forms: tuple[tuple[str, str], ...]


def story_page(
    engine: Engine, marked: MarkedStory, request: SearchRequest, place: int, edit_url: str | None
) -> StoryPage:
    """Prepares the page of a story.

    Args:
        engine: Where the stories beside it are.
        marked: The story.
        request: The search by which it was found; an empty one if by none.
        place: Its place in what that search found, from 1; 0 if it is not known.
        edit_url: Where its post can be edited.
    """
    story = marked.story
    links = engine.links()
    text = StoryText(marked, lambda address: followed_url(links, story, address))
    return StoryPage(
        form=form_for(request) if place else empty_form(Kind.STORIES, request.q),
        story=story,
        title=text.title,
        description=text.description,
        blocks=text.blocks,
        unseen=text.unseen,
        matches=text.matches,
        date=show_date(story.date),
        authors=facet_links(Kind.STORIES, "author", story.authors),
        categories=facet_links(Kind.STORIES, "category", story.categories),
        tags=facet_links(Kind.STORIES, "tag", story.tags),
        public_url=external_url(story.public_url),
        edit_url=edit_url,
        trail=trail(engine, request, place, story.id) if place else None,
        beside=beside(engine, story),
        notes=tuple(gettext(_NOTES[known]) for known in story.sources.items() if known in _NOTES),
        citation=as_text(citation_of(story)),
        citation_forms=tuple(
            (form.suffix, gettext(form.label)) for form in CITATION_FORMATS.values()
        ),
    )
