"""The lines of a post on which its images stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import unquote

from indexer.archive.figures import Figure

_BEFORE_ADDRESS = re.compile(r"[\w/.%-]")
_BEFORE_NAME = re.compile(r"[\w.%-]")
_AFTER = re.compile(r"[\w%-]")
_MAX_FRUITLESS = 1_000
"""So many looks in vain a post, since each may take as long as the post is."""


class SourceLines:
    """Finds the lines on which a post names its images, which come mostly in its order.

    Args:
        text: The whole post.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = _MAX_FRUITLESS

    def number(self, figures: Sequence[Figure], begin: int) -> tuple[Figure, ...]:
        """The figures, each with its line; with none where its address is written otherwise.

        Args:
            figures: Images in the order of the post.
            begin: Where in the text the first of them is looked for.
        """
        numbered = []
        at = counted = 0
        line = 1
        for figure in figures:
            place = self._find(figure.src, max(at, begin)) if self._left > 0 else None
            if place is None:
                numbered.append(figure)
                continue
            if place[0] < counted:
                counted, line = 0, 1
            line += self._text.count("\n", counted, place[0])
            counted, at = place
            numbered.append(figure._replace(line=line))
        return tuple(numbered)

    def _find(self, src: str, begin: int) -> tuple[int, int] | None:
        """Begin and end of an image's address from there on, or else anywhere in the post."""
        for written, before in _writings(src):
            for first in (begin, 0) if begin else (0,):
                at = self._text.find(written, first)
                while at >= 0 and not self._is_apart(at, at + len(written), before):
                    if not self._may_go_on():
                        return None
                    at = self._text.find(written, at + 1)
                if at >= 0:
                    return at, at + len(written)
                if not self._may_go_on():
                    return None
        return None

    def _is_apart(self, first: int, end: int, before: re.Pattern[str]) -> bool:
        """True if what stands there is no part of a longer address."""
        return not (
            (first and before.match(self._text, first - 1)) or _AFTER.match(self._text, end)
        )

    def _may_go_on(self) -> bool:
        self._left -= 1
        return self._left > 0


def _writings(src: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """How a post may write an address, and what does not stand before it there.

    As it is; with what HTML and Markdown make of it undone; as a name alone, where a template
    puts the folder before it.
    """
    for whole, before in ((src, _BEFORE_ADDRESS), (_name(src), _BEFORE_NAME)):
        if whole:
            yield from ((text, before) for text in dict.fromkeys((whole, unquote(whole))))
            if "&" in whole:
                yield escape(whole, quote=False), before


def _name(src: str) -> str:
    """What stands behind the last slash, if that is enough to be known by."""
    name = src.partition("?")[0].rpartition("/")[2]
    return name if "." in name and name != src else ""
