"""The contract between an engine and everything that uses one, and nothing else.

A :class:`SearchRequest` goes in, a :class:`SearchResult` comes out; its fields are the one result
shape that the command line, the pages and the API show. Text in results is always runs of plain
text, never HTML.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from indexer.engine.records import BuildRecord, IndexStats
from indexer.extras import Extras
from indexer.links import LinkGraph
from indexer.model import (
    UNDATED,
    ArchiveDate,
    ImageState,
    Photo,
    Precision,
    Source,
    Status,
    Story,
)

MAX_SIZE = 100
MAX_RESULTS = 10_000
DEFAULT_SIZE = 20
RELATED_SIZE = 10


class Kind(StrEnum):
    """What is searched."""

    STORIES = "stories"
    PHOTOS = "photos"


class Scope(StrEnum):
    """Which text of a photo is searched."""

    OWN = "own"
    CAPTION = "caption"
    STORY = "story"


class Match(StrEnum):
    """How many of the words a document must hold."""

    AUTO = "auto"
    ALL = "all"
    ANY = "any"


class Sort(StrEnum):
    """Order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class MentionOrder(StrEnum):
    """Order of the mentions in a concordance."""

    DATE = "date"
    NEWEST = "newest"
    BEFORE = "before"
    AFTER = "after"


class Interval(StrEnum):
    """What a histogram counts by; weeks are ISO weeks, from Monday on."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    AUTO = "auto"


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


class FacetOrder(StrEnum):
    """Order of the values of a facet."""

    COUNT = "count"
    LABEL = "label"


_SHARED_FACETS = ("category", "tag", "keyword", "author", "year", "month", "day")
_PHOTO_NAMES = ("photographer", "agency", "place")
STORY_FACETS = (*_SHARED_FACETS, *_PHOTO_NAMES, "photos", "lang", "rights")
OWN_PHOTO_FACETS = (*_PHOTO_NAMES, "status", "rights")
PHOTO_FACETS = (*_SHARED_FACETS, *_PHOTO_NAMES, "status", "lang", "rights")
FACETS: Mapping[Kind, tuple[str, ...]] = {Kind.STORIES: STORY_FACETS, Kind.PHOTOS: PHOTO_FACETS}
"""Facets by kind. Photos have :data:`OWN_PHOTO_FACETS` themselves, the others of their story; a
story has the photographers, agencies and places of its photos."""


def facet_names(kind: Kind, extras: Extras) -> tuple[str, ...]:
    """The facets of that kind of document, those of the archive's own last."""
    return FACETS[kind] + extras.facets


CHRONOLOGICAL_FACETS = frozenset({"year", "month", "day"})


class MonthDay(NamedTuple):
    """A day of the year, whichever year it is."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search, already validated.

    Attributes:
        q: What was typed; empty browses everything.
        kind: Stories or photos (``in=`` in URLs).
        scope: Which text of a photo is searched; ignored for stories.
        match: How many of the words a document must hold.
        sort: Order; None means relevance, or newest first when nothing was typed.
        size: Hits a page.
        page: 1-based.
        date_from: First day of publication, inclusive (``from=``).
        date_to: Last day of publication, inclusive (``to=``).
        on: Day of publication in any year; None for every day. Dates known less exactly than the
            day are on none.
        since: Only stories (and their photos) that first came into the index after this moment,
            which has its time zone; None for all.
        filters: Facet name -> values, any of which a document must have; "" is the none bucket.
        excludes: Facet name -> values, none of which a document may have.
        facets: The facets to count; None for all of that kind, days only where a month is chosen.
        histogram: Counts by time of publication; None for none. ``AUTO`` is the finest interval
            that makes 100 buckets at most.
        aliases: True to search for names under their other names too.
        snippets: True to cut passages that show why a document was found.
        notices: What was ignored while reading the parameters, in plain English.
    """

    q: str = ""
    kind: Kind = Kind.STORIES
    scope: Scope = Scope.CAPTION
    match: Match = Match.AUTO
    sort: Sort | None = None
    size: int = DEFAULT_SIZE
    page: int = 1
    date_from: date | None = None
    date_to: date | None = None
    on: MonthDay | None = None
    since: datetime | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] | None = None
    histogram: Interval | None = None
    aliases: bool = True
    snippets: bool = True
    notices: tuple[str, ...] = ()

    @property
    def order(self) -> Sort:
        """The order that applies."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.q.strip() else Sort.NEWEST

    def unfiltered(self) -> SearchRequest:
        """The first page of the same search without facets, days and moments."""
        bare = replace(self, page=1, filters={}, excludes={})
        return replace(bare, date_from=None, date_to=None, on=None, since=None)


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


def _published(day: date | None, source: Source | None, precision: Precision) -> ArchiveDate:
    return UNDATED if day is None else ArchiveDate(day, day, precision, source or Source.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
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


@dataclass(frozen=True, slots=True)
class FacetValue:
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
class SearchResult:
    """The answer. Field names are the keys of the JSON shape.

    Attributes:
        total: Documents found.
        total_all: Documents that have every plain word.
        words: What was typed and how many documents have each, where none has it all.
        hits: Those of the page asked for.
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
    facets: Mapping[str, Facet]
    histogram: Histogram | None
    reading: str
    aliases: tuple[str, ...]
    did_you_mean: Correction | None
    notices: tuple[str, ...]
    incomplete: bool
    generation: int
    took_ms: float


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


class Engine(ABC):
    """Answers queries from one index. Safe to use from several threads.

    Every call answers from the newest published generation.
    """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResult:
        """Answers a search.

        Raises:
            ParameterError: A filter names no facet of this kind of document.
        """

    @abstractmethod
    def facet_values(  # noqa: PLR0913 - the parameters of a list
        self,
        request: SearchRequest,
        name: str,
        *,
        contains: str = "",
        order: str = FacetOrder.COUNT,
        page: int = 1,
        size: int = 50,
    ) -> FacetPage:
        """Lists every value of a facet that what a search finds has, the facet's filter lifted.

        Args:
            request: The search.
            name: The facet.
            contains: Only values that contain this text, whatever its case and accents.
            order: One of :class:`FacetOrder`: most frequent first, or from A to Z (dates from the
                earliest).
            page: 1-based.
            size: Values a page, up to ``MAX_SIZE``.

        Raises:
            ParameterError: There is no such facet, order, page or size.
        """

    @abstractmethod
    def suggest(
        self, text: str, kind: Kind = Kind.STORIES, size: int = 8
    ) -> tuple[Suggestion, ...]:
        """What somebody who has typed so much may mean; every one leads to something.

        The last word may be half typed (unless a space follows), those before it are whole. Case
        and accents make no difference, and one letter may be wrong where nothing is found
        otherwise. What begins with what was typed comes first, then what more documents have.
        Values of facets, phrases and titles have an equal share of the places.

        Args:
            text: What was typed.
            kind: What is searched. Titles are suggested for stories only.
            size: Most suggestions.

        Raises:
            ParameterError: The size is not from 1 to ``MAX_SIZE``.
        """

    @abstractmethod
    def count(self, request: SearchRequest) -> int:
        """How many documents a search finds.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Every hit of a search, however many, oldest first, undated ones last, then by id.

        Size, page and order of the request make no difference. All hits are of the generation that
        answers when the first of them is asked for.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def mentions(self, request: SearchRequest, order: MentionOrder = MentionOrder.DATE) -> Mentions:
        """A page of the mentions of what a search looks for, in the stories (captions) it finds.

        By date they come as :meth:`scan` gives the documents, or from the newest on, and within a
        document as in the text. By the words before or after, the first ``MAX_RESULTS`` of them
        are sorted. All of it takes two seconds at most.

        Args:
            request: The search; its order makes no difference, its size and page count mentions.
            order: The order of the mentions.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def scan_mentions(
        self, request: SearchRequest, order: MentionOrder = MentionOrder.DATE
    ) -> Iterator[Mention]:
        """The first ``MAX_RESULTS`` mentions in an order, however long that takes.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""

    @abstractmethod
    def marked(self, story_id: str, request: SearchRequest) -> MarkedStory | None:
        """The story of that id, with what a search looks for marked in it; None if there is none.

        What is marked is what a passage of it would show marked: a phrase as a phrase, the words of
        a field in that field only. Filters, page and order make no difference, and the story need
        not be one that the search finds.
        """

    @abstractmethod
    def photo(self, photo_id: str) -> tuple[Story, Photo] | None:
        """The photo of that id and its story, or None."""

    @abstractmethod
    def copies(self, kind: Kind, document_id: str) -> tuple[str, ...]:
        """Ids of the other stories (photos) with nearly the same text (caption), oldest first.

        Empty if there are none, or no document of that id.
        """

    @abstractmethod
    def translations(self, story_id: str) -> tuple[str, ...]:
        """Ids of the same story in other languages, oldest first; empty if there are none."""

    @abstractmethod
    def related(self, story_id: str, size: int = RELATED_SIZE) -> tuple[Hit, ...]:
        """The stories most related to one, best first, by their words and the links between them.

        Copies and translations of it are left out. Empty if there is no story of that id.
        """

    @abstractmethod
    def similar_photos(self, photo_id: str, size: int = RELATED_SIZE) -> tuple[Hit, ...]:
        """The photos with captions most like one's, best first, copies of it left out.

        Empty if there is no photo of that id, or nothing can be told from its caption.
        """

    @abstractmethod
    def generation(self) -> int:
        """Number of the newest published generation."""

    @abstractmethod
    def extras(self) -> Extras:
        """The fields and facets of the archive's own."""

    @abstractmethod
    def stats(self) -> IndexStats:
        """Figures of the index."""

    @abstractmethod
    def links(self) -> LinkGraph:
        """Who links to whom, and which story the public site shows at an address."""

    @abstractmethod
    def was_removed(self, document_id: str) -> bool:
        """True for a story that was in the index and no longer is, and for its photos.

        One that could not be read this time is not gone.
        """

    @abstractmethod
    def was_removed_from(self, url: str) -> bool:
        """True if the public site showed a story at an address that was removed since."""

    @abstractmethod
    def build_record(self) -> BuildRecord:
        """What the index remembers of the build that wrote it."""

    @abstractmethod
    def verify(self) -> tuple[str, ...]:
        """Reads the whole index; says which files are damaged."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and memory."""


class IndexWriter(ABC):
    """Changes an index. Nothing is visible to readers before :meth:`commit`.

    Used as a context manager: leaving it without a commit discards every change.
    """

    @abstractmethod
    def previous(self) -> BuildRecord | None:
        """Record of the build that wrote the current generation; None for a new index."""

    @abstractmethod
    def generation(self) -> int:
        """Number of the generation that answers; 0 for a new index."""

    @abstractmethod
    def put(self, story: Story) -> None:
        """Adds a story and its photos, replacing the one of that id."""

    @abstractmethod
    def delete(self, story_id: str) -> None:
        """Removes a story and its photos; does nothing if there is none."""

    @abstractmethod
    def commit(self, record: BuildRecord) -> int:
        """Publishes stories, photos and record as one new generation.

        Returns:
            The number of the new generation.
        """

    @abstractmethod
    def __enter__(self) -> Self:
        """Takes the index's lock.

        Raises:
            IndexLockedError: Another writer has it.
        """

    @abstractmethod
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Discards what was not committed and releases the lock."""
