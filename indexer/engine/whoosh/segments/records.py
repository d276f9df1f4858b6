"""Stories as they are shown, compressed.

Stories of an archive resemble one another, so a dictionary learnt from some of them halves what
compression alone would leave. An index has at most one dictionary, learnt when it first takes in
enough stories. Ids and titles, by which most of what lists show is known, have columns of their own
and are not in the records: a list of them reads no record.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec
import zstandard

from indexer.model import UNDATED, ArchiveDate, Image, Story

T = TypeVar("T")

MIN_SAMPLES = 200
MIN_DICTIONARY, MAX_DICTIONARY = 64 << 10, 256 << 10
DICTIONARY_SHARE = 1 / 64
"""Of what it is learnt from. On openSUSE 256 KB make records 7 % smaller than 64, itself included,
and reading none slower."""

LEVEL = 6
"""Of zstandard: 5 % smaller than at 3 for 0.07 ms a story; 12 saves as much again, slowly."""


_FORMAT = zstandard.FORMAT_ZSTD1_MAGICLESS
"""Every file says of itself what it is; its records need not."""


class RecordEncoder:
    """Encodes stories.

    Args:
        dictionary: As :func:`learn_dictionary` gave it; empty for none.
    """

    def __init__(self, dictionary: bytes) -> None:
        parameters = zstandard.ZstdCompressionParameters(
            compression_level=LEVEL, format=_FORMAT, write_dict_id=False
        )
        self._compressor = zstandard.ZstdCompressor(
            compression_params=parameters, dict_data=_prepare(dictionary)
        )

    def encode(self, texts: Sequence[bytes]) -> list[bytes]:
        """Stories, as :func:`as_json` gave them, as records; other threads run meanwhile."""
        records = self._compressor.multi_compress_to_buffer(list(texts))
        return [records[number].tobytes() for number in range(len(records))]


class ListedCaption(msgspec.Struct, frozen=True):
    """What a list shows of a :class:`indexer.model.Caption`."""

    text: str = ""


class ListedPhoto(msgspec.Struct, frozen=True):
    """What a list shows of a story's :class:`indexer.model.Photo`."""

    id: str
    image: Image
    caption: ListedCaption = ListedCaption()


class StoryHead(msgspec.Struct, frozen=True):
    """What is read first of a record."""

    path: str
    date: ArchiveDate = UNDATED
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = "en"
    public_url: str | None = None


class ListedStory(StoryHead, frozen=True):
    """What lists show of a story, read in a third of the time that all of it takes."""

    description: str = ""
    paragraphs: tuple[str, ...] = ()
    photos: tuple[ListedPhoto, ...] = ()


class RecordDecoder:
    """Decodes records. Safe to use from several threads.

    Args:
        dictionary: The one they were encoded with; empty for none.
        damaged: Makes the error to raise for a record that cannot be read, of what is wrong.
    """

    def __init__(self, dictionary: bytes, damaged: Callable[[Exception], Exception]) -> None:
        self._dictionary = _prepare(dictionary)
        self._damaged = damaged
        self._whole = msgspec.json.Decoder(Story)
        self._listed = msgspec.json.Decoder(ListedStory)
        self._head = msgspec.json.Decoder(StoryHead)
        self._local = threading.local()

    def decode(self, record: bytes, story_id: str, title: str) -> Story:
        """The story of a record, given what the record lacks."""
        story = self._read(self._whole, self.decompress(record))
        return replace(story, id=story_id, title=title)

    def listed(self, text: bytes) -> ListedStory:
        """All that lists show of the story of a record that was decompressed."""
        return self._read(self._listed, text)

    def head(self, text: bytes) -> StoryHead:
        """The first of it."""
        return self._read(self._head, text)

    def decompress(self, record: bytes) -> bytes:
        """A record as text."""
        # A decompressor serves one thread at a time, and takes longer to make than to use.
        decompressor = getattr(self._local, "decompressor", None)
        if decompressor is None:
            decompressor = zstandard.ZstdDecompressor(dict_data=self._dictionary, format=_FORMAT)
            self._local.decompressor = decompressor
        try:
            return decompressor.decompress(record)
        except zstandard.ZstdError as error:
            raise self._damaged(error) from error

    def _read(self, decoder: msgspec.json.Decoder[T], text: bytes) -> T:
        try:
            return decoder.decode(text)
        except ValueError as error:
            raise self._damaged(error) from error


def as_json(story: Story) -> bytes:
    """What a record holds of a story, not compressed yet: all but its id and title."""
    return msgspec.json.encode(replace(story, id="", title=""))


def learn_dictionary(samples: Sequence[bytes]) -> bytes:
    """A dictionary for stories like these, as :func:`as_json` gave them; empty if they are few."""
    if len(samples) < MIN_SAMPLES:
        return b""
    size = int(sum(map(len, samples)) * DICTIONARY_SHARE)
    # k and d are given because searching for the best takes longer than building an index.
    return zstandard.train_dictionary(
        min(max(size, MIN_DICTIONARY), MAX_DICTIONARY), list(samples), k=1000, d=8
    ).as_bytes()


def _prepare(dictionary: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(dictionary) if dictionary else None
