"""Chinese in simplified and traditional characters: whoever types one finds the other."""

from __future__ import annotations

from functools import cache

import opencc
import regex

_HAN = regex.compile(r"\p{Han}")

_SIMPLIFIED, _TRADITIONAL = "t2s", "s2t"
_VARIANTS = ("t2tw", "t2hk")
"""From the characters of older print to those of Taiwan and Hong Kong.

OpenCC's ``s2tw`` and ``s2hk`` give the same, but each keeps a large table of its own.
"""


def chinese_writings(text: str) -> list[str]:
    """A text as it stands, then the same words in other characters where they differ."""
    if text.isascii() or not _HAN.search(text):
        return [text]
    traditional = _convert(text, _TRADITIONAL)
    variants = (_convert(traditional, name) for name in _VARIANTS)
    return list(dict.fromkeys([text, _convert(text, _SIMPLIFIED), traditional, *variants]))


def load_tables() -> None:
    """Loads what the first search in such characters would wait for, some 50 ms."""
    for name in (_SIMPLIFIED, _TRADITIONAL, *_VARIANTS):
        _converter(name)


def _convert(text: str, name: str) -> str:
    converted: str = _converter(name).convert(text)
    return converted


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)
