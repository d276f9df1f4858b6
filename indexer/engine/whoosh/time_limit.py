"""How long a search may take."""

from __future__ import annotations

import time

MAX_SECONDS = 2.0


class TimeLimit:
    """A moment after which a search leaves out what it has not done, asked between its steps.

    Args:
        seconds: From now on.

    Attributes:
        exceeded: True once something was left out.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.perf_counter() + seconds
        self._half = self._end - seconds / 2
        self.exceeded = False

    def passed(self, *, half: bool = False) -> bool:
        """True if the time is over, so that what comes next has to be left out.

        Args:
            half: True to ask for half of the time, so that some is left for later steps.
        """
        if time.perf_counter() > (self._half if half else self._end):
            self.exceeded = True
            return True
        return False
