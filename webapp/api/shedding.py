"""What is asked of the API when everybody together asks too much.

A request that has waited for half a second is late for whoever is typing, and more are behind it.
So it is refused at once, which takes a fifth of the time of suggestions and less than a tenth of
that of a search, and who asked knows when to ask again. Pages for readers are never refused. Nobody
is counted: behind a proxy or in an office many people have one address, and one program can have
several.
"""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import TooManyRequests

from indexer.worker import WAITED

MAX_WAIT = 0.5
"""Seconds."""

RETRY_AFTER = 2
"""Seconds."""


def refuse_if_late() -> None:
    """Ends a request of the API that has waited too long.

    Raises:
        TooManyRequests: It has.
    """
    if request.environ.get(WAITED, 0.0) > MAX_WAIT:
        raise TooManyRequests(retry_after=RETRY_AFTER)
