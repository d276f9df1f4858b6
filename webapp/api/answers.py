"""What the API answers. Field names are the keys of the JSON, docstrings its description.

What an engine answers is passed on with links; addresses are absolute, since whoever asks is
elsewhere. Within ``/api/v1`` fields may be added; none is renamed, removed or given another
meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from indexer.engine.results import FacetPage, HitImage, SearchResult, Suggestion, Taken
from indexer.model import Method, Precision, Source, Status

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where things are.

    Attributes:
        self: This answer, its parameters in their usual form.
        page: The page that shows the same to people; None if there is none.
    """

    self: str
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks(Links):
    """Where the pages of a list are.

    Attributes:
        next: The page after this one; None on the last.
        prev: The page before this one, the last one beyond the end; None on the first, and with a
            cursor.
        last: The last page; None with a cursor.
    """

    next: str | None
    prev: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer(SearchResult):
    """What a search finds.

    Attributes:
        changed: With a cursor, true if the index has changed since it was given; what came before
            the place of the cursor meanwhile is found with ``since``. Else false.
        links: Where this and other pages are.
    """

    changed: bool
    links: PageLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionOut(Suggestion):
    """What somebody who is typing may mean.

    Attributes:
        url: Where it leads: to the story of that title, or to all that has it.
    """

    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestAnswer:
    """What somebody who has typed so much may mean.

    Attributes:
        q: What was typed.
        suggestions: Best first.
        generation: Number of the index generation that answered.
        links: Where this is, and all that the text itself finds.
    """

    q: str
    suggestions: tuple[SuggestionOut, ...]
    generation: int
    links: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetAnswer(FacetPage):
    """Some of all values of a facet.

    Attributes:
        name: The facet.
        generation: Number of the index generation that answered.
        links: Where this and other pages are.
    """

    name: str
    generation: int
    links: PageLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsAnswer:
    """Figures of the index.

    Attributes:
        title: The archive's title.
        generation: Number of the index generation that answers; it grows with every change.
        built_at: When the build that wrote it began; what came in later is found with ``since``.
        stories: Stories that can be found.
        photos: Photos that can be found.
        undated: Stories without a date.
        first_date: Earliest day of publication.
        last_date: Latest day of publication.
        content_hash: The same for indexes of the same stories, another once a story has changed.
        facets: What is searched (``stories``, ``photos``) -> its facets.
        links: Where this is.
    """

    title: str
    generation: int
    built_at: datetime
    stories: int
    photos: int
    undated: int
    first_date: date | None
    last_date: date | None
    content_hash: str
    facets: Mapping[str, tuple[str, ...]]
    links: Links


class ParagraphKind(StrEnum):
    """What a paragraph is in its story."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    NUMBERED_ITEM = "numbered_item"
    CODE = "code"
    QUOTE = "quote"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class ParagraphOut:
    """A paragraph of a story.

    Attributes:
        kind: What it is.
        text: Plain text; code keeps its lines.
    """

    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class SentenceOut:
    """A sentence of a caption.

    Attributes:
        text: The sentence.
        shared: True if it tells of the story rather than of this picture.
    """

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class PlaceOut:
    """Where a picture was taken.

    Attributes:
        name: The place.
        source: Where it was found.
    """

    name: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOut:
    """What stories and photos have.

    Attributes:
        id: Of the story or photo.
        path: Path of the post in the archive.
        title: Of the story.
        date: First possible day of publication; None if undated.
        date_source: Where the date was found; None if undated.
        date_precision: In which unit it is known.
        authors: Names.
        categories: As stated.
        tags: As stated.
        lang: BCP 47 tag.
        rights: Wording as printed; empty if there is none.
        url: Its page on this site.
        public_url: Where the public site shows the story.
        copies: Ids of the other stories (photos) with nearly the same text (caption), oldest first.
    """

    id: str
    path: str
    title: str
    date: date | None
    date_source: Source | None
    date_precision: Precision
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    lang: str
    rights: str
    url: str
    public_url: str | None
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoOut(DocumentOut):
    """A photo with all that is known of it.

    Attributes:
        kind: ``photo``.
        file: Name of the image's file.
        alt: Alternative text of the image.
        caption: The whole caption.
        sentences: The caption without its credit, sentence by sentence.
        credit: Credit line as printed; empty if there is none.
        photographer: Names.
        agency: The organisation whose picture it is.
        via: The organisation that distributed it.
        status: Pool, handout ...
        method: How it was taken, if the caption tells.
        taken: When it was taken; None if the caption does not tell.
        place: Where it was taken; None if the caption does not tell.
        image: The picture.
        position: Paragraphs of the story that end before it.
        story_id: The story it stands in.
    """

    kind: str = "photo"
    file: str
    alt: str
    caption: str
    sentences: tuple[SentenceOut, ...]
    credit: str
    photographer: tuple[str, ...]
    agency: str | None
    via: str | None
    status: Status | None
    method: Method | None
    taken: Taken | None
    place: PlaceOut | None
    image: HitImage
    position: int
    story_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAnswer(PhotoOut):
    """A photo with all that is known of it.

    Attributes:
        generation: Number of the index generation that answered.
        links: Where this is.
    """

    generation: int
    links: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAnswer(DocumentOut):
    """A whole story.

    Attributes:
        kind: ``story``.
        keywords: As stated.
        description: Plain text; empty if there is none.
        paragraphs: The body, captions left out.
        photos: In the order of the story.
        translations: Ids of the same story in other languages, oldest first.
        generation: Number of the index generation that answered.
        links: Where this is.
    """

    kind: str = "story"
    keywords: tuple[str, ...]
    description: str
    paragraphs: tuple[ParagraphOut, ...]
    photos: tuple[PhotoOut, ...]
    translations: tuple[str, ...]
    generation: int
    links: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemOut:
    """Why there is no answer (RFC 9457).

    Attributes:
        type: Which problem it is, an address where it is explained.
        title: The same in a few words.
        status: The HTTP status.
        detail: What is wrong here, for people.
    """

    type: str
    title: str
    status: int
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterProblem(ProblemOut):
    """A parameter has a value that is not allowed.

    Attributes:
        parameter: Its name.
        allowed: What it may be, in words.
    """

    parameter: str
    allowed: str


def extended(kind: type[T], given: DataclassInstance, **more: Any) -> T:  # noqa: ANN401 - of any type
    """What an engine answers as an answer of the API, which has more.

    Args:
        kind: Type of the answer, which extends that of ``given``.
        given: The engine's.
        more: What it lacks, or has otherwise.
    """
    held = {field.name: getattr(given, field.name) for field in fields(given)}
    return kind(**{**held, **more})
