"""Freed memory: kept for the next query, given back after a segment, where the C library is glibc.

A query takes and frees arrays of some hundred kilobytes. By default glibc gives each back to the
system, and every new one costs a page fault for each 4 KB: about a quarter of a query's time, and
a twentieth of a build's.
"""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_KEPT_BYTES = 64 << 20


def give_back_freed_memory() -> None:
    """Gives what was freed back to the system, as a long build should after each segment."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)


def keep_freed_memory() -> None:
    """Keeps up to 64 MB of freed memory in this process; does nothing with other C libraries."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _KEPT_BYTES // 2)
        mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_TOP_PAD, _KEPT_BYTES // 4)
