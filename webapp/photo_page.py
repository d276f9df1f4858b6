"""The page of one photo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for

from indexer.citation_formats import CITATION_FORMATS
from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import MarkedCaption, MarkedStory, PhotoHit
from indexer.model import Photo, Story
from indexer.texts import gettext
from indexer.wording import shortened
from webapp.citations import CitationText, citation_of_photo, citation_text
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form, form_for
from webapp.images import find_file, raster_type
from webapp.links import NamedLink, absolute
from webapp.neighbours import Trail, trail
from webapp.photo_facts import Fact, facts_of
from webapp.site import current_site

MAX_SIMILAR = 5
MAX_USES = 50
_SHORT = 120
"""Characters of a caption in a list."""

_COPIED = ("txt", "bib", "json")
"""Forms of citations that can be copied; all can be had as files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """What the page of a photo shows.

    Attributes:
        form: The search box.
        photo: The photo.
        caption: Its caption, with what matched.
        story: The story it stands in.
        published: When the story was published; None if undated.
        facts: What is known of the photo beside its caption.
        number: Its place among the story's photos, from 1.
        previous: The photo before it in the story; None for the first.
        next: The photo after it; None for the last.
        trail: The search the reader came from; None without one.
        beside: Heading -> photos that have to do with it.
        copies: What can be copied.
        citation_forms: Suffixes of the forms of its citation, and their names.
        edit_url: Where its post can be edited; None if that is not known.
    """

    form: SearchForm
    photo: Photo
    caption: MarkedCaption
    story: Story
    published: ShownDate | None
    facts: tuple[Fact, ...]
    number: int
    previous: Photo | None
    next: Photo | None
    trail: Trail | None
    beside: Mapping[str, tuple[NamedLink, ...]]
    copies: tuple[CitationText, ...]
    citation_forms: tuple[tuple[str, str], ...]
    edit_url: str | None


def photo_page(marked: MarkedStory, photo: Photo, request: SearchRequest, place: int) -> PhotoPage:
    """Prepares the page of a photo.

    Args:
        marked: The story it stands in.
        photo: The photo.
        request: The search by which it was found; an empty one if by none.
        place: Its place in what that search found, from 1; 0 if it is not known.
    """
    site, story = current_site(), marked.story
    name = photo.image.file
    file = find_file(site.image_folders(), name) if name else None
    at = [one.id for one in story.photos].index(photo.id)
    return PhotoPage(
        form=form_for(request) if place else empty_form(Kind.PHOTOS),
        photo=photo,
        caption=marked.captions[photo.id],
        story=story,
        published=show_date(story.date),
        facts=facts_of(story, photo, file if file and raster_type(file) else None),
        number=at + 1,
        previous=story.photos[at - 1] if at else None,
        next=story.photos[at + 1] if at + 1 < len(story.photos) else None,
        trail=trail(site.engine, request, place, photo.id) if place else None,
        beside=_beside(site.engine, photo),
        copies=tuple(_copies(story, photo)),
        citation_forms=tuple(
            (form.suffix, gettext(form.label)) for form in CITATION_FORMATS.values()
        ),
        edit_url=site.edit_url(story.path, photo.line),
    )


def _copies(story: Story, photo: Photo) -> Iterator[CitationText]:
    """What can be copied, in the order in which it is wanted most."""
    texts = (
        (gettext("Caption"), "caption", photo.caption.text),
        (gettext("Credit line"), "credit", " ".join(credit.raw for credit in photo.credits)),
        (gettext("File name"), "file", photo.image.name),
        (
            gettext("Permalink"),
            "permalink",
            absolute(url_for("photos.photo", photo_id=photo.id)),
        ),
    )
    yield from (CitationText(*text) for text in texts if text[-1])
    citation = citation_of_photo(story, photo)
    for suffix in _COPIED:
        text = citation_text(CITATION_FORMATS[suffix], citation)
        label = gettext("Citation") if suffix == _COPIED[0] else text.label
        yield CitationText(label, f"cite-{suffix}", text.text)


def _beside(engine: Engine, photo: Photo) -> Mapping[str, tuple[NamedLink, ...]]:
    """Heading -> the same picture elsewhere, photos with the same caption or one much like it."""
    uses = [engine.photo(other) for other in engine.uses(photo.id)[:MAX_USES]]
    same = [engine.photo(other) for other in engine.copies(Kind.PHOTOS, photo.id)]
    listed = {
        gettext("The same picture elsewhere"): tuple(
            NamedLink(_use(story, other, photo), url_for("photos.photo", photo_id=other.id))
            for story, other in filter(None, uses)
        ),
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


def _use(story: Story, other: Photo, photo: Photo) -> str:
    """Another use of a picture: its story, and its caption where that is another one."""
    caption = other.caption.text
    if not caption or caption == photo.caption.text:
        return story.title
    return f"{story.title}: {shortened(caption, _SHORT)}"


def _named(photo_id: str, caption: str, title: str) -> NamedLink:
    """A link to a photo by the beginning of its caption, else by its story."""
    text = shortened(caption, _SHORT) if caption else title
    return NamedLink(text, url_for("photos.photo", photo_id=photo_id))
