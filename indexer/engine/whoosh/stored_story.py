"""A story as lists show it, read as far as it is asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from indexer.engine.whoosh.open_segment import OpenSegment
from indexer.engine.whoosh.segments.content import UNDATED
from indexer.engine.whoosh.segments.records import ListedStory, RecordDecoder, StoryHead


class StoredStory:
    """A story of a segment. What columns tell of it needs no record.

    Args:
        stories: The segment.
        number: The story's in it.
        records: Decodes its record.

    Raises:
        IndexUnreadableError: Its record is asked for and damaged.
    """

    def __init__(self, stories: OpenSegment, number: int, records: RecordDecoder) -> None:
        self._stories = stories
        self._number = number
        self._records = records

    @property
    def id(self) -> str:
        """Its id."""
        return self._stories.id_of(self._number)

    @property
    def title(self) -> str:
        """Its title."""
        return self._stories.title_of(self._number)

    @property
    def date(self) -> date | None:
        """First possible day of publication; None if undated."""
        day = self._stories.content.columns.earliest.item(self._number)
        return None if day == UNDATED else date.fromordinal(day)

    @cached_property
    def head(self) -> StoryHead:
        """What comes first in its record."""
        known: ListedStory | None = self.__dict__.get("listed")
        return self._records.head(self._text) if known is None else known

    @cached_property
    def listed(self) -> ListedStory:
        """All that lists show of its record."""
        return self._records.listed(self._text)

    @cached_property
    def _text(self) -> bytes:
        return self._records.decompress(self._stories.content.columns.records[self._number])
