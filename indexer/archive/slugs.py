"""Ids that make readable, stable addresses."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath

import regex

_NOT_IN_ID = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def slugify(text: str) -> str:
    """Lower-case letters and digits of any script, everything else a hyphen."""
    return _NOT_IN_ID.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")


def slugify_path(path: str) -> str:
    """The slug of a path without its suffix."""
    return slugify(str(PurePosixPath(path).with_suffix("")))


def short_hash(text: str) -> str:
    """Eight characters that tell two texts apart."""
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
