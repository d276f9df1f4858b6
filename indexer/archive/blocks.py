"""Blocks of text between an opening and a closing notation, found in linear time."""

from __future__ import annotations

import re
from collections.abc import Callable


def replace_blocks(
    text: str,
    opening: re.Pattern[str],
    closing: re.Pattern[str],
    replace: Callable[[re.Match[str], str], str],
) -> str:
    """Replaces every block; one that is not closed stays, with all that follows.

    Args:
        text: The text.
        opening: What a block begins with.
        closing: What it ends with.
        replace: Opening and what stands between the two -> what takes their place.
    """
    parts: list[str] = []
    at = 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        parts += (text[at : begin.start()], replace(begin, text[begin.end() : end.start()]))
        at = end.end()
    return "".join((*parts, text[at:]))
