"""The contract between an engine and everything that uses one, and nothing else.

A :class:`indexer.engine.request.SearchRequest` goes in, a
:class:`indexer.engine.results.SearchResult` comes out; its fields are the one result shape that the
command line, the pages and the API show.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from indexer.engine.explanation import Explanation
from indexer.engine.records import BuildRecord, IndexStats
from indexer.engine.request import FacetOrder, Kind, MentionOrder, SearchRequest
from indexer.engine.results import (
    DocumentKey,
    FacetPage,
    Hit,
    MarkedStory,
    Mention,
    Mentions,
    ScanPage,
    SearchResult,
    Suggestion,
)
from indexer.extras import Extras
from indexer.links import LinkGraph
from indexer.model import Photo, Story

RELATED_SIZE = 10


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
    def scan_photos(self, request: SearchRequest) -> Iterator[tuple[Story, Photo]]:
        """Every photo that a search for photos finds, whole, in the order of :meth:`scan`.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def scan_after(self, request: SearchRequest, after: DocumentKey | None) -> ScanPage:
        """The hits of a search after one, by date, then by ids; ``size`` of them at most.

        Undated ones come last. Of what is in all generations with the same date nothing is skipped
        or repeated if each part is asked of another generation. Page and order of the request make
        no difference; no corrections are looked for.

        Args:
            request: The search.
            after: Where the last hit stands that is known already; None to begin.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def explain(self, request: SearchRequest, story_id: str) -> Explanation | None:
        """Why a search finds a story, and where; or why not.

        Where photos are searched, it is the photo of the story that comes nearest. None if there
        is no story of that id, or no photo in it.

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
    def named(self, request: SearchRequest) -> SearchRequest:
        """The same search with the names it filters by spelt as facets show them.

        Names of persons, agencies and places that differ in capitals and accents only, or mean the
        same by the authority list, are one value; a search may filter by any of them.
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
    def photo_ids(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Ids of the photos with these keys (see :func:`indexer.photo_keys.photo_key`), in order.

        Keys that no photo has are left out.
        """

    @abstractmethod
    def copies(self, kind: Kind, document_id: str) -> tuple[str, ...]:
        """Ids of the other stories (photos) with nearly the same text (caption), oldest first.

        Empty if there are none, or no document of that id.
        """

    @abstractmethod
    def uses(self, photo_id: str) -> tuple[str, ...]:
        """Ids of the other photos that show the same picture, in the same story or others.

        Empty if there are none, or no photo of that id.
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
        """Number of the generation that answers."""

    @abstractmethod
    def is_behind(self) -> bool:
        """True if what was published last cannot be opened, and what was open before answers."""

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
    def survey(self) -> bytes:
        """What was kept beside the build record; empty if nothing was."""

    @abstractmethod
    def ids(self, request: SearchRequest) -> tuple[str, ...]:
        """Ids of everything a search finds, in no particular order.

        Raises:
            ParameterError: As for :meth:`search`.
        """

    @abstractmethod
    def copy_groups(self, kind: Kind) -> tuple[tuple[str, ...], ...]:
        """Ids of stories (photos) with nearly the same text (caption), a group each.

        Groups are in no particular order, their members from the oldest.
        """

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

    @property
    @abstractmethod
    def anew(self) -> bool:
        """True if no story of the last generation is taken over.

        Known within the context: so it was asked, or another version of Backfile wrote them.
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
    def previous_survey(self) -> bytes:
        """What the build that wrote the current generation kept beside its record."""

    @abstractmethod
    def commit(self, record: BuildRecord, survey: bytes = b"") -> int:
        """Publishes stories, photos and record as one new generation.

        Args:
            record: What the index remembers of this build.
            survey: What is kept beside it.

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
