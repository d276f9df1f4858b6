"""Chinese in simplified and traditional characters: whoever types one finds the other."""

from __future__ import annotations

from functools import cache

import opencc
import regex

_HAN = regex.compile(r"\p{Han}")

_STANDARDS = ("t2s", "s2t", "s2tw", "s2hk")
"""To the characters of the mainland, and to those of older print, Taiwan and Hong Kong."""


def chinese_writings(text: str) -> list[str]:
    """A text as it stands, then the same words in other characters where they differ."""
    if text.isascii() or not _HAN.search(text):
        return [text]
    return list(dict.fromkeys([text, *(_converter(name).convert(text) for name in _STANDARDS)]))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)
