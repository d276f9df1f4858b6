"""What was used last, as much as fits into some bytes."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What takes some bytes."""

    @property
    def nbytes(self) -> int:
        """How many."""
        ...


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Sized)


class Recent(Generic[K, V]):
    """Keeps what was used last. Safe to use from several threads.

    Args:
        limit: Bytes that all of it may take.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = 0
        self._kept: dict[K, V] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """What is kept under a key, or None."""
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._kept[key] = kept
            return kept

    def add(self, key: K, value: V) -> None:
        """Keeps something, in place of what was not used for longest."""
        with self._lock:
            if key in self._kept:  # another thread was as quick
                return
            self._kept[key] = value
            self._bytes += value.nbytes
            while self._bytes > self._limit:
                self._bytes -= self._kept.pop(next(iter(self._kept))).nbytes
