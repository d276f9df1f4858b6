"""Short names of photos, for addresses that name many at once."""

from __future__ import annotations

import base64
import hashlib
import re

_DIGEST_BYTES = 6
_KEY = re.compile(r"[a-z2-7]{10}")


def photo_key(photo_id: str) -> str:
    """Ten letters and digits that follow from a photo's id.

    Of 300,000 photos two have the same with a probability of 1 in 6,000; both are meant then.
    """
    digest = photo_number(photo_id.encode()).to_bytes(_DIGEST_BYTES, "big")
    return base64.b32encode(digest).decode().rstrip("=").lower()


def photo_number(photo_id: bytes) -> int:
    """The number that a key writes."""
    return int.from_bytes(hashlib.blake2b(photo_id, digest_size=_DIGEST_BYTES).digest(), "big")


def key_number(key: str) -> int | None:
    """The number that a key writes; None for what is no key."""
    if not _KEY.fullmatch(key):
        return None
    return int.from_bytes(base64.b32decode(key.upper() + "======"), "big")
