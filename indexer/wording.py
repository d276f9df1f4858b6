"""Small pieces of English."""

from __future__ import annotations


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: ``1 story``, ``2,000 stories``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
