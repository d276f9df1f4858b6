"""By what the translations of a story are recognised."""

from __future__ import annotations

import re
import zlib
from posixpath import basename, splitext

from indexer.model import Story

STATED_KEYS = (
    "ref", "lang-ref", "lang_ref", "page_id", "translation_id", "translation-id", "translation_key",
    "translation-key", "translationKey",
)  # fmt: skip
"""Keys of the front matter that, by the customs of Jekyll's sites in several languages, have the
same value in all translations of a post."""

STATED = 1
"""Set in keys that are stated; the others are told from the name of the post."""

_SEPARATORS = (".", "_", "-")
_DATE = re.compile(r"^\d{2,4}-\d{1,2}-\d{1,2}-")


def translation_key(story: Story) -> int:
    """A number, below 2**32, that a story and its translations share."""
    for name in STATED_KEYS:
        value = story.extra.get(name)
        if isinstance(value, str | int) and value:
            return zlib.crc32(f"{name} {value}".encode()) | STATED
    return zlib.crc32(_bare_name(story).encode()) & ~STATED


def _bare_name(story: Story) -> str:
    """The name of a post without its date and without its language, as in ``hello.de.md``."""
    name = _DATE.sub("", splitext(basename(story.path))[0]).lower()
    language = story.lang.lower()
    for ending in (language, language.replace("-", "_"), language.split("-")[0]):
        if ending and name.endswith(ending) and name[: -len(ending)].endswith(_SEPARATORS):
            return name[: -len(ending) - 1]
    return name
