"""Ids that make readable, stable addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

import regex

_NOT_IN_ASCII_ID = re.compile(r"[^a-z0-9]+")
_NOT_IN_ID = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def slugify(text: str) -> str:
    """Lower-case letters and digits of any script, everything else a hyphen."""
    if text.isascii():
        return _NOT_IN_ASCII_ID.sub("-", text.lower()).strip("-")
    return _NOT_IN_ID.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")


def slugify_path(path: str) -> str:
    """The slug of a POSIX path without its suffix."""
    return slugify(path.removesuffix(suffix_of(path)))


def name_of(path: str) -> str:
    """The name of a POSIX path, as ``pathlib`` gives it, which takes ten times as long."""
    name = path.rpartition("/")[2]
    return PurePosixPath(path).name if name in {"", "."} else name


def stem_of(path: str) -> str:
    """The name of a POSIX path without its suffix, likewise."""
    name = name_of(path)
    at = name.rfind(".")
    return name[:at] if 0 < at < len(name) - 1 else name


def suffix_of(path: str) -> str:
    """The suffix of a POSIX path, likewise."""
    name = name_of(path)
    at = name.rfind(".")
    return name[at:] if 0 < at < len(name) - 1 else ""


def short_hash(text: str, length: int = 8) -> str:
    """So many hexadecimal digits (an even number) that tell two texts apart."""
    content = text.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(content, digest_size=length // 2).hexdigest()
