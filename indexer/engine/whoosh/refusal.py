"""An index that was published and cannot be opened, while an earlier one answers."""

from __future__ import annotations

import logging
import time

_LOG = logging.getLogger(__name__)

OPEN_AGAIN = 10.0
"""Seconds after which it is tried again to open what could not be opened: it may have been on its
way, as when it is copied from elsewhere, or closed to this process by mistake."""


class Refusal:
    """What was published last and could not be opened: when it is tried again, what was told."""

    def __init__(self) -> None:
        self._signature: object = None
        self._told = ""
        self._over_at = 0.0

    def is_over(self, signature: object) -> bool:
        """True if it may be possible now to open what has that signature."""
        return signature != self._signature or time.monotonic() >= self._over_at

    def note(self, signature: object, why: str) -> None:
        """Notes why what has that signature cannot be opened, and tells it once."""
        if (signature, why) != (self._signature, self._told):
            _LOG.warning("%s (What is open goes on answering.)", why)
        self._signature, self._told = signature, why
        self._over_at = time.monotonic() + OPEN_AGAIN

    def end(self) -> None:
        """Tells that what was published last is open, if it was not to be opened before."""
        if self._told:
            _LOG.warning("The index could be opened again, and answers.")
            self._told = ""
