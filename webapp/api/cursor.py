"""Cursors: where a harvest goes on. Opaque to whoever gets one, and good for one search only."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from indexer.engine.results import DocumentKey
from indexer.errors import ParameterError
from indexer.texts import gettext

BEGIN = "*"
"""Begins a harvest."""

_DIGEST = 6


class Cursor(NamedTuple):
    """A place in everything a search finds.

    Attributes:
        generation: Of the index that gave it.
        search: Digest of the search.
        day: Of the last document; None if undated.
        story_id: Of the last document.
        photo_id: Of the last photo; empty for stories.
    """

    generation: int
    search: bytes
    day: date | None
    story_id: str
    photo_id: str

    @property
    def key(self) -> DocumentKey:
        """Where the last document stands."""
        return DocumentKey(self.day, self.story_id, self.photo_id)


def write_cursor(key: DocumentKey, generation: int, search: Iterable[tuple[str, str]]) -> str:
    """The cursor that goes on after a document.

    Args:
        key: Where the document stands.
        generation: Of the index that found it.
        search: The parameters that say what is found.
    """
    cursor = Cursor(generation, _digest(search), *key)
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).decode().rstrip("=")


def read_cursor(text: str, search: Iterable[tuple[str, str]]) -> Cursor | None:
    """Where to go on; None to begin.

    Raises:
        ParameterError: It is no cursor, or one of another search.
    """
    if text == BEGIN:
        return None
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        data = base64.b64decode(padded, altchars=b"-_", validate=True)
        cursor = msgspec.msgpack.decode(data, type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        cursor = None
    if cursor is None or cursor.search != _digest(search):
        allowed = gettext("“*” to begin, or the cursor that this very search gave")
        raise ParameterError("cursor", text, allowed)
    return cursor


def _digest(search: Iterable[tuple[str, str]]) -> bytes:
    return hashlib.blake2b(repr(sorted(search)).encode(), digest_size=_DIGEST).digest()
