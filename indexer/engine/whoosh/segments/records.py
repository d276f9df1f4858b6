"""Stories as they are shown, compressed.

Stories of an archive resemble one another, so a dictionary learnt from some of them halves what
compression alone would leave. An index has at most one dictionary, learnt when it first takes in
enough stories; each record says whether it needs it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import zstandard

from indexer.model import UNDATED, ArchiveDate, Image, Story

SAMPLES = 1000
"""Stories from which a dictionary is learnt."""

MIN_SAMPLES = 200
DICTIONARY_BYTES = 64 * 1024
LEVEL = 6
"""Of zstandard: 5 % smaller than at 3 for 0.07 ms a story; 12 saves as much again, slowly."""


class RecordEncoder:
    """Encodes stories.

    Args:
        dictionary: As :func:`learn_dictionary` gave it; empty for none.
    """

    def __init__(self, dictionary: bytes) -> None:
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=_prepare(dictionary))

    def encode(self, story: Story) -> bytes:
        """A story as a record."""
        return self._compressor.compress(msgspec.json.encode(story))


class ListedCaption(msgspec.Struct, frozen=True):
    """What a list shows of a :class:`indexer.model.Caption`."""

    text: str = ""


class ListedPhoto(msgspec.Struct, frozen=True):
    """What a list shows of a story's :class:`indexer.model.Photo`."""

    id: str
    image: Image
    caption: ListedCaption = ListedCaption()


class StoryHead(msgspec.Struct, frozen=True):
    """What is read of a :class:`indexer.model.Story` for every hit."""

    id: str
    path: str
    title: str
    date: ArchiveDate = UNDATED
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = "en"
    public_url: str | None = None


class ListedStory(StoryHead, frozen=True):
    """What a list of hits shows of a story, read in a third of the time that all of it takes."""

    description: str = ""
    paragraphs: tuple[str, ...] = ()
    photos: tuple[ListedPhoto, ...] = ()


class RecordDecoder:
    """Decodes records. Safe to use from several threads.

    Args:
        dictionary: The one they were encoded with; empty for none.
    """

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = _prepare(dictionary)
        self._whole = msgspec.json.Decoder(Story)
        self._listed = msgspec.json.Decoder(ListedStory)
        self._head = msgspec.json.Decoder(StoryHead)
        self._local = threading.local()

    def decode(self, record: bytes) -> Story:
        """The story of a record."""
        return self._whole.decode(self._decompress(record))

    def decode_listed(self, record: bytes) -> ListedStory:
        """What a list shows of the story of a record."""
        return self._listed.decode(self._decompress(record))

    def decode_head(self, record: bytes) -> tuple[StoryHead, Callable[[], ListedStory]]:
        """What is read for every hit, and what gives all that a list shows."""
        text = self._decompress(record)
        return self._head.decode(text), partial(self._listed.decode, text)

    def _decompress(self, record: bytes) -> bytes:
        # A decompressor serves one thread at a time, and takes longer to make than to use.
        decompressor = getattr(self._local, "decompressor", None)
        if decompressor is None:
            decompressor = zstandard.ZstdDecompressor(dict_data=self._dictionary)
            self._local.decompressor = decompressor
        return decompressor.decompress(record)


def learn_dictionary(stories: Sequence[Story]) -> bytes:
    """A dictionary for stories like these; empty if they are too few."""
    if len(stories) < MIN_SAMPLES:
        return b""
    samples: list[bytes | bytearray | memoryview[int]] = [
        msgspec.json.encode(story) for story in stories[:SAMPLES]
    ]
    # k and d are given because searching for the best ones takes longer than building an index.
    return zstandard.train_dictionary(DICTIONARY_BYTES, samples, k=1000, d=8).as_bytes()


def read_dictionary(path: Path) -> bytes:
    """A dictionary kept in a file; empty if there is none."""
    return path.read_bytes() if path.exists() else b""


def _prepare(dictionary: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(dictionary) if dictionary else None
