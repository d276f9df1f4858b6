"""What an engine answers. Field names are the keys of the JSON shape.

Text in results is always runs of plain text, never HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

import msgspec

from indexer.engine.request import Interval
from indexer.model import (
    UNDATED,
    ArchiveDate,
    Image,
    ImageState,
    Precision,
    Source,
    Status,
    Story,
)


class Suggested(StrEnum):
    """What a suggestion is."""

    PERSON = "person"
    AGENCY = "agency"
    PLACE = "place"
    CATEGORY = "category"
    TAG = "tag"
    KEYWORD = "keyword"
    PHRASE = "phrase"
    TITLE = "title"


class Run(NamedTuple):
    """A stretch of text that did or did not match."""

    text: str
    matched: bool


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that shows why a document was found.

    Attributes:
        source: Field it was taken from: ``body``, ``caption`` or ``description``; of a photo also
            ``alt`` or ``file``.
        runs: The passage.
    """

    source: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class MarkedCaption:
    """What stands under a picture, with what matched.

    Attributes:
        text: The whole caption with its credit lines.
        sentences: Its sentences without them, one for each of the caption's own.
        credits: The credit lines as printed, one for each of the photo's.
    """

    text: Runs
    sentences: tuple[Runs, ...]
    credits: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class MarkedStory:
    """A whole story, with what a search matched in it.

    Attributes:
        story: The story.
        title: Its title.
        description: Its description.
        paragraphs: Its paragraphs, one for each of the story's.
        captions: Id of a photo -> its caption.
    """

    story: Story
    title: Runs
    description: Runs
    paragraphs: tuple[Runs, ...]
    captions: Mapping[str, MarkedCaption]


@dataclass(frozen=True, slots=True)
class Taken:
    """When a picture was taken, as an interval of days."""

    earliest: date
    latest: date
    precision: Precision
    source: Source


@dataclass(frozen=True, slots=True)
class HitImage:
    """The picture of a hit.

    Attributes:
        src: Root-relative address of the picture on this site; the remote address if it is remote.
        thumb: Address of a small one; None unless the picture can be shown.
        width: Pixels of the original; None when unknown.
        height: Pixels of the original; None when unknown.
        state: Whether it can be shown.
    """

    src: str
    thumb: str | None
    width: int | None
    height: int | None
    state: ImageState


def taken_of(taken: ArchiveDate) -> Taken | None:
    """When a picture was taken, as results have it; None if that is not known."""
    if taken.earliest is None or taken.latest is None:
        return None
    return Taken(taken.earliest, taken.latest, taken.precision, taken.source)


def hit_image(photo_id: str, image: Image) -> HitImage:
    """The picture of a photo, as results have it."""
    local = "/img/" + quote(photo_id)
    version = f"&v={image.version}" if image.version else ""
    return HitImage(
        src=image.src if image.state is ImageState.REMOTE else local,
        thumb=f"{local}?size=thumb{version}" if image.shown else None,
        width=image.width,
        height=image.height,
        state=image.state,
    )


def _published(day: date | None, source: Source | None, precision: Precision) -> ArchiveDate:
    return UNDATED if day is None else ArchiveDate(day, day, precision, source or Source.NONE)


class Later:
    """Has fields that are worked out when they are first read: not everybody reads them."""

    __slots__ = ("_later",)
    _later: Callable[[str], object]

    if not TYPE_CHECKING:  # to whom every attribute would seem to be there

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            """Works out what no slot holds yet."""
            if name.startswith("_"):  # which is no field
                raise AttributeError(name)
            value = self._later(name)
            object.__setattr__(self, name, value)
            return value


L = TypeVar("L", bound=Later)


def in_part(kind: type[L], later: Callable[[str], object], known: Mapping[str, object]) -> L:
    """A result some fields of which are worked out when they are first read.

    Args:
        kind: Its type.
        later: Works out any field that is not known, given its name.
        known: Fields and their values.
    """
    result = object.__new__(kind)
    put = object.__setattr__
    put(result, "_later", later)
    for name, value in known.items():
        put(result, name, value)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Later):
    """A story that was found. Field names are the keys of the JSON shape.

    Attributes:
        kind: ``story`` or ``photo``.
        id: Of the story or photo.
        path: Archive-relative POSIX path of the post.
        title: Of the story.
        title_runs: The same, with what matched.
        date: First possible day of publication; None if undated.
        date_source: Where the date was found; None if undated.
        date_precision: In which unit it is known.
        authors: Names.
        categories: As stated.
        tags: As stated.
        lang: BCP 47 tag.
        score: Higher is better; 0 when nothing was typed.
        url: Root-relative address of its page on this site.
        public_url: Where the public site shows the story.
        snippets: Passages, best first.
        photo_count: Photos in the story.
        image: The photo itself, or a story's first photo that can be shown; None without one.
        lacking: Plain words of the query that it does not have.
        copies: Ids of the other stories (photos) with nearly the same text (caption), oldest first.
    """

    kind: str
    id: str
    path: str
    title: str
    title_runs: Runs
    date: date | None
    date_source: Source | None
    date_precision: Precision
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    lang: str
    score: float
    url: str
    public_url: str | None
    snippets: tuple[Snippet, ...]
    photo_count: int
    image: HitImage | None
    lacking: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def published(self) -> ArchiveDate:
        """When the story was published."""
        return _published(self.date, self.date_source, self.date_precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoHit(Hit):
    """A photo that was found.

    Attributes:
        file: Name of the image's file.
        alt: Alternative text of the image.
        caption: The whole caption.
        credit: Credit line as printed; empty if there is none.
        photographer: Names.
        agency: The organisation whose picture it is.
        via: The organisation that distributed it.
        status: Pool, handout ...
        taken: When it was taken; None if the caption does not tell.
        place: Where it was taken.
        story_id: The story it stands in.
        story_title: Title of that story.
        number: Its place among the photos of that story, from 1.
        uses: Ids of other photos that show the same picture, in this story or others; the first
            50 if there are more.
        use_count: How many there are.
    """

    file: str
    alt: str
    caption: Runs
    credit: str
    photographer: tuple[str, ...]
    agency: str | None
    via: str | None
    status: Status | None
    taken: Taken | None
    place: str | None
    story_id: str
    story_title: str
    number: int
    uses: tuple[str, ...] = ()
    use_count: int = 0


class FacetValue(msgspec.Struct, frozen=True):
    """One value of a facet and how many documents have it.

    Attributes:
        value: As used in ``NAME=value``.
        label: As shown.
        count: Documents, with this facet's own filter lifted.
        selected: True if the request filters by it.
        excluded: True if the request excludes it.
    """

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet.

    Attributes:
        values: Most frequent first, or newest first for dates; selected ones are always there.
        missing: Documents without any value.
        more: Values left out of ``values``.
    """

    values: tuple[FacetValue, ...]
    missing: int
    more: int


@dataclass(frozen=True, slots=True)
class FacetPage:
    """Some of all values of a facet.

    Attributes:
        values: Those of the page asked for.
        total: Values on all pages.
        missing: Documents without any value.
    """

    values: tuple[FacetValue, ...]
    total: int
    missing: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of time.

    Attributes:
        first: Its first day.
        last: Its last day.
        count: Documents published in it.
    """

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Documents by time of publication. Buckets, undated and imprecise add up to all found.

    Attributes:
        interval: That of the buckets: the one asked for, or a coarser one where that would make
            more than 1,000 of them.
        buckets: Without gaps, from the first to the last document or day asked for.
        undated: Documents without a date.
        imprecise: Documents whose date is not known so exactly, as a year where buckets are months.
    """

    interval: Interval
    buckets: tuple[Bucket, ...]
    undated: int
    imprecise: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word, phrase or field with one, as typed, and how many documents have it."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What was probably meant.

    Attributes:
        q: The query as it should be typed.
        runs: The same, with what was changed.
        total: Documents that have all of it under the same filters, words that nothing has or is
            like aside.
    """

    q: str
    runs: Runs
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult(Later):
    """The answer. Field names are the keys of the JSON shape.

    Attributes:
        total: Documents found.
        total_all: Documents that have every plain word.
        words: What was typed and how many documents have each, where none has it all.
        hits: Those of the page asked for.
        with_fewer_words: Where fewer than ten stories were found, the best of those that have fewer
            of the words; not counted anywhere.
        facets: Facet name -> values, over all documents found.
        histogram: Documents by time of publication; None unless asked for.
        reading: What was searched, in plain English.
        aliases: Names typed that were searched under their other names too.
        did_you_mean: What was probably meant; None where what was typed does well.
        notices: What was ignored or understood differently.
        incomplete: True if something was left out because a limit was reached.
        generation: Number of the index generation that answered.
        took_ms: Milliseconds from request to result.
    """

    total: int
    total_all: int
    words: tuple[WordCount, ...]
    hits: tuple[Hit, ...]
    with_fewer_words: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    histogram: Histogram | None
    reading: str
    aliases: tuple[str, ...]
    did_you_mean: Correction | None
    notices: tuple[str, ...]
    incomplete: bool
    generation: int
    took_ms: float


class DocumentKey(NamedTuple):
    """Where a document stands in the order by date and id, in whichever generation.

    Attributes:
        date: First possible day of its story's publication; None if undated, which comes last.
        story_id: Of the story.
        photo_id: Of the photo; empty for a story.
    """

    date: date | None
    story_id: str
    photo_id: str = ""


def key_of(hit: Hit) -> DocumentKey:
    """Where a hit stands in the order by date and id."""
    if isinstance(hit, PhotoHit):
        return DocumentKey(hit.date, hit.story_id, hit.id)
    return DocumentKey(hit.date, hit.id)


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A part of everything that a search finds.

    Attributes:
        result: The hits, oldest first, beside what is always answered.
        more: True if there are hits after them.
    """

    result: SearchResult
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a text has what was searched.

    Attributes:
        story_id: The story it stands in.
        photo_id: The photo in whose caption it stands; None elsewhere.
        title: Of the story.
        date: First possible day of publication; None if undated.
        date_precision: In which unit it is known.
        date_source: Where the date was found; None if undated.
        lang: BCP 47 tag.
        source: Field it was taken from: ``title``, ``description``, ``body`` or ``caption``.
        number: Of the paragraph or, for a caption, of the photo in the story, from 1; else None.
        before: What stands before it, on one line.
        match: The words themselves; those that overlap or touch are one mention.
        after: What stands after it.
        path: Archive-relative POSIX path of the post.
        url: Root-relative address on this site of the story, or of the photo that was found.
        public_url: Where the public site shows the story.
    """

    story_id: str
    photo_id: str | None
    title: str
    date: date | None
    date_precision: Precision
    date_source: Source | None
    lang: str
    source: str
    number: int | None
    before: str
    match: str
    after: str
    path: str
    url: str
    public_url: str | None

    @property
    def published(self) -> ArchiveDate:
        """When the story was published."""
        return _published(self.date, self.date_source, self.date_precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Some of all mentions of what was searched, in an order.

    Attributes:
        mentions: Those of the page asked for.
        total: Mentions that were counted, ``MAX_RESULTS`` at most.
        documents: Documents the search finds, whether or not their texts have mentions.
        has_words: False if the search asks for no words that texts could have.
        reading: What was searched, in plain English.
        notices: What was ignored or understood differently.
        incomplete: True if there may be more mentions than were counted; those of an order by
            words are then the first by date, put in that order.
        generation: Number of the index generation that answered.
        took_ms: Milliseconds from request to answer.
    """

    mentions: tuple[Mention, ...]
    total: int
    documents: int
    has_words: bool
    reading: str
    notices: tuple[str, ...]
    incomplete: bool
    generation: int
    took_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What somebody who is typing may mean.

    Attributes:
        text: As shown; for a value of a facet as used in ``FACET=value``, for a phrase as found
            between quotation marks.
        kind: What it is.
        count: Documents it leads to; for a title the stories that have it, for a phrase about how
            many have it in their texts.
        runs: The text, with what was typed of it.
        facet: The facet whose value it is; None for phrases and titles.
        id: Of the (newest) story of a title, else None.
        url: Root-relative address of that story on this site, else None.
    """

    text: str
    kind: Suggested
    count: int
    runs: Runs
    facet: str | None = None
    id: str | None = None
    url: str | None = None
