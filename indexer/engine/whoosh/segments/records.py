"""Stories as they are shown, compressed.

Stories of an archive resemble one another, so a dictionary learnt from some of them halves what
compression alone would leave. An index has at most one dictionary, learnt when it first takes in
enough stories; each record says whether it needs it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
import zstandard

from indexer.model import UNDATED, ArchiveDate, Image, Story

SAMPLES = 2500
"""Stories from which a dictionary is learnt ..."""

SAMPLE_BYTES = 20_000_000
"""... or as many as hold so much, which bounds memory."""

MIN_SAMPLES = 200
MIN_DICTIONARY, MAX_DICTIONARY = 64 << 10, 256 << 10
DICTIONARY_SHARE = 1 / 64
"""Of what it is learnt from. On openSUSE 256 KB make records 7 % smaller than 64, itself included,
and reading none slower."""

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


class Waiting:
    """Stories that wait until there are enough of them to learn a dictionary."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._samples: dict[str, bytes] = {}
        self._bytes = 0

    @property
    def enough(self) -> bool:
        """True when they need not wait any longer."""
        return len(self._samples) >= SAMPLES or self._bytes >= SAMPLE_BYTES

    def add(self, story: Story) -> None:
        """Adds a story."""
        self._stories[story.id] = story
        self._samples[story.id] = msgspec.json.encode(story)
        self._bytes += len(self._samples[story.id])

    def drop(self, story_id: str) -> None:
        """Takes a story out again; does nothing if it is not here."""
        if self._stories.pop(story_id, None) is not None:
            self._bytes -= len(self._samples.pop(story_id))

    def stories(self) -> Iterable[Story]:
        """All of them, in the order in which they came."""
        return self._stories.values()

    def learn(self) -> bytes:
        """A dictionary for stories like these; empty if they are too few."""
        if len(self._samples) < MIN_SAMPLES:
            return b""
        samples: list[bytes | bytearray | memoryview[int]] = list(self._samples.values())
        size = int(self._bytes * DICTIONARY_SHARE)
        # k and d are given because searching for the best takes longer than building an index.
        return zstandard.train_dictionary(
            min(max(size, MIN_DICTIONARY), MAX_DICTIONARY), samples, k=1000, d=8
        ).as_bytes()


def read_dictionary(path: Path) -> bytes:
    """A dictionary kept in a file; empty if there is none."""
    return path.read_bytes() if path.exists() else b""


def _prepare(dictionary: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(dictionary) if dictionary else None
