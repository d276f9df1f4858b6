"""Words before an apostrophe that French, Italian and Catalan run together with the next one."""

from __future__ import annotations

import re

ALGORITHMS = frozenset({"catalan", "french", "italian"})
"""The stemmers of these languages."""

_ELIDED = re.compile(
    r"(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|gl|un|(?:a|co|da|de|ne|que|su)ll|quest|sant)"
    r"['’](?=[^\W\d_]{2})",
    re.IGNORECASE,
)


def without_elided(word: str) -> str:
    """What follows an elided word: ``école`` of ``l'école``; empty where none is elided."""
    elided = _ELIDED.match(word)
    return word[elided.end() :] if elided else ""
