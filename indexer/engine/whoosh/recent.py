"""The arrays used last, as many as fit into some bytes."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

from indexer.engine.whoosh.segments.arrays import Array

K = TypeVar("K", bound=Hashable)


class RecentArrays(Generic[K]):
    """Keeps the arrays used last. Safe to use from several threads.

    Args:
        limit: Bytes that all of them may take.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = 0
        self._kept: dict[K, Array] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> Array | None:
        """The array kept under a key, or None."""
        with self._lock:
            array = self._kept.pop(key, None)
            if array is not None:
                self._kept[key] = array
            return array

    def add(self, key: K, array: Array) -> None:
        """Keeps an array, in place of those not used for longest."""
        with self._lock:
            if key in self._kept:  # another thread was as quick
                return
            self._kept[key] = array
            self._bytes += array.nbytes
            while self._bytes > self._limit:
                self._bytes -= self._kept.pop(next(iter(self._kept))).nbytes
