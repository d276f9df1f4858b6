"""Mentions in their context, one a line: where a line is cut, and what it is sorted by."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from indexer import analysis
from indexer.snippets import Span

CONTEXT = 60
"""Characters on either side of a mention, cut at words."""

UNSPACED_CONTEXT = 25
"""The same for scripts without spaces, whose characters are wider and say more."""

LONG_WORD = 30
"""Characters from which on a word, as an address, is cut itself."""

SORTED_WORDS = 8
"""Words that lines are sorted by; that is about as many as a context has."""

_SPACE = re.compile(r"\s+")


class Line(NamedTuple):
    """A mention in its context, without line breaks; the three parts in a row are the text.

    Attributes:
        before: What stands before it in the same paragraph.
        match: The mention.
        after: What stands after it.
    """

    before: str
    match: str
    after: str


def cut_line(text: str, span: Span) -> Line:
    """A mention in a text, with as much around it as a line holds."""
    start, end = span
    # Twice as much as is shown: some of it may be spaces that become one.
    before = _SPACE.sub(" ", text[max(0, start - 2 * CONTEXT) : start])
    after = _SPACE.sub(" ", text[end : end + 2 * CONTEXT])
    return Line(
        # Mirrored, the beginning of a context is cut as its end.
        _cut(before[::-1], whole=start <= 2 * CONTEXT)[::-1],
        _SPACE.sub(" ", text[start:end]),
        _cut(after, whole=end + 2 * CONTEXT >= len(text)),
    )


def words_after(after: str) -> list[str]:
    """What a line is sorted by if it is sorted by what follows the mention."""
    return [analysis.fold(form) for form in islice(analysis.forms(after), SORTED_WORDS)]


def words_before(before: str) -> list[str]:
    """The same by what stands before it, the nearest word first."""
    return [analysis.fold(form) for form in islice(reversed(analysis.forms(before)), SORTED_WORDS)]


def _cut(context: str, *, whole: bool) -> str:
    """The first words of a context; its end is trimmed if that is the end of the paragraph."""
    unspaced = analysis.count_unspaced(context) * 2 > len(context)
    length = UNSPACED_CONTEXT if unspaced else CONTEXT
    if len(context) <= length:
        return context.rstrip() if whole else context
    if unspaced:
        return _whole_characters(context, length)
    space = context.rfind(" ", length - LONG_WORD, length + 1)
    return context[:space] if space > 0 else _whole_characters(context, length)


def _whole_characters(context: str, length: int) -> str:
    """So many characters, less those that would lose a mark or be one without its letter."""
    while length and any(
        unicodedata.category(c)[0] == "M" for c in context[length - 1 : length + 1]
    ):
        length -= 1
    return context[:length]
