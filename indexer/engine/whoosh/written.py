"""How a phrase is written in the texts that have it.

An index knows which words follow one another, not what stands between: an address, the end of a
sentence, an apostrophe (*we're going* has *re going*).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_BESIDE = r"(?:['’]s)?[ \u00a0‐‑-]"
_NOTHING_BEFORE = r"(?<![\w'’./@:\\-])"
_NOTHING_BEHIND = r"(?!\w|['’](?!s\b)\w|[./@:\\-][\w/:\\])"


def as_written(texts: Iterable[str], words: Sequence[str]) -> str | None:
    """A phrase as some texts mostly write it.

    Args:
        texts: Texts that have its words one after the other.
        words: Its words as the index has them.

    Returns:
        None if no two of its words stand side by side as words do. The words themselves if they
        are not found, as those are written otherwise than they are folded.
    """
    beside = _compile(words, _NOTHING_BEFORE, _BESIDE, _NOTHING_BEHIND)
    anyhow = _compile(words, "", r"[\W_]+(?:s\b[\W_]+)?", "")
    found: Counter[str] = Counter()
    seen = False
    for text in texts:
        for at in _places(text.replace("İ", "i").lower(), words[0]):  # as long as before
            if match := beside.match(text, at):
                found[match[0]] += 1
            seen = seen or anyhow.match(text, at) is not None
    if found:
        return max(found, key=lambda written: (found[written], written))
    return None if seen else " ".join(words)


def _compile(words: Sequence[str], before: str, between: str, behind: str) -> re.Pattern[str]:
    return re.compile(before + between.join(map(re.escape, words)) + behind, re.IGNORECASE)


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
