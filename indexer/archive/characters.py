"""White space and single characters of texts, found without a pattern's try at every letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

# Chinese, Japanese and their punctuation, not Korean.
_WIDE = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_LINE_ENDS = re.compile(rf"(?<=[{_WIDE}])\n[ \t]*(?=[{_WIDE}])")


def fold_spaces(text: str) -> str:
    """A text whose white space is single spaces, with none at its ends.

    Where a line ends within Chinese or Japanese there is none, as in what is written so.
    """
    # Of white space, the space alone counts as printable; most texts are folded already.
    if text.isprintable() and "  " not in text:
        return text.strip()
    if not text.isascii():
        text = _LINE_ENDS.sub("", text)
    return " ".join(text.split())


def without_line_ends(pieces: Sequence[str]) -> list[str]:
    """Pieces of a text without the ends of lines that are no white space, as in the whole text."""
    whole = "".join(pieces)
    ends = [] if whole.isascii() else [found.span() for found in _LINE_ENDS.finditer(whole)]
    if not ends:
        return list(pieces)
    left_out, number, places = 0, 0, [0]
    for place in accumulate(map(len, pieces)):
        while number < len(ends) and ends[number][1] <= place:
            left_out += ends[number][1] - ends[number][0]
            number += 1
        inside = max(0, place - ends[number][0]) if number < len(ends) else 0
        places.append(place - left_out - inside)
    joined = _LINE_ENDS.sub("", whole)
    return [joined[first:last] for first, last in pairwise(places)]


def places_of(characters: str, text: str) -> list[int]:
    """Where any of some characters stands, in order."""
    places: list[int] = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            places.append(at)
            at = text.find(character, at + 1)
    places.sort()
    return places
