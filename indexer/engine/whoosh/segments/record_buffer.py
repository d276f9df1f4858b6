"""Records of stories, encoded by a thread of its own while further stories come in.

Compressing and learning a dictionary let other threads run, so that where there is a second core
they cost next to no time. Stories are encoded many at a time: a thread that asks for the
interpreter after each would mostly wait for it.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from indexer.engine.whoosh.segments.records import RecordEncoder, as_json, learn_dictionary
from indexer.engine.whoosh.segments.strings import StringBuffer, Strings
from indexer.model import Story

SAMPLES = 2500
"""Stories from which a dictionary is learnt ..."""

SAMPLE_BYTES = 20_000_000
"""... or as many as hold so much, which bounds memory."""

BATCH_BYTES = 1_000_000
"""Bytes of stories that are encoded at a time."""

_BATCHES_AHEAD = 4
"""Batches that may wait to be encoded, which bounds memory."""


class RecordBuffer:
    """Takes in stories and gives out their records, in the same order.

    Args:
        dictionary: The one of the index; empty to learn one from the first stories.

    Attributes:
        dictionary: The one that records taken out were encoded with; empty for none.
    """

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        self._encoder = RecordEncoder(dictionary) if dictionary else None
        self._learns = not dictionary
        self._texts: list[bytes] = []
        self._bytes = 0
        self._records = StringBuffer()
        self._encoding: deque[Future[list[bytes]]] = deque()
        self._thread = ThreadPoolExecutor(1, "records")

    def add(self, story: Story) -> None:
        """Adds a story."""
        text = as_json(story)
        self._texts.append(text)
        self._bytes += len(text)
        if self._learns:
            enough = len(self._texts) >= SAMPLES or self._bytes >= SAMPLE_BYTES
        else:
            enough = self._bytes >= BATCH_BYTES
        if enough:
            self.begin()

    def begin(self) -> None:
        """Has those encoded that have come so far, and does not wait for it."""
        if self._texts:
            if len(self._encoding) >= _BATCHES_AHEAD:
                self._collect()
            self._encoding.append(self._thread.submit(self._encode, self._texts))
            self._texts, self._bytes, self._learns = [], 0, False

    def take(self) -> Strings:
        """The records of all stories added; the buffer is empty then."""
        self.begin()
        while self._encoding:
            self._collect()
        return self._records.take()

    def close(self) -> None:
        """Ends the thread; what it had left to do is dropped."""
        self._thread.shutdown(cancel_futures=True)

    def _encode(self, texts: list[bytes]) -> list[bytes]:
        # One thread does one batch after the other.
        if self._encoder is None:
            self.dictionary = learn_dictionary(texts)
            self._encoder = RecordEncoder(self.dictionary)
        return self._encoder.encode(texts)

    def _collect(self) -> None:
        for record in self._encoding.popleft().result():
            self._records.add(record)
