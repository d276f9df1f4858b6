"""The words of a piece typed without spaces, in Chinese, Japanese and the like.

Readers of such scripts type several words in a row and mean all of them, not only where they
stand in this very order. A dictionary would have to be kept for every language; the archive's own
texts tell as well where words end: the pair of characters across a boundary (``苗接`` in
``疫苗接种``) is rarer than the pairs within words on either side of it (``疫苗``, ``接种``). Where
the texts are too few to tell, the run stays whole.

Sproat and Shih, "A statistical method for finding word boundaries in Chinese text", 1990, cut by
mutual information; here counts of documents are compared, which an index knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from indexer import analysis
from indexer.query.chinese import chinese_writings

FEWEST_CHARACTERS = 4
"""A shorter run is a word, or a word and its ending."""

_RARER = 2
"""How many times rarer a pair across a boundary is than one beside it, at least."""

_ENOUGH = 4
"""Documents that the most frequent pair of a run has to be in, so that counts tell anything."""

_PUNCTUATION = regex.compile(r"[，。、：；！？…～「」『』《》【】〈〉（）“”]+")
# A Japanese ending is over where a character follows, and so is a character where a loanword does.
_ENDING = regex.compile(
    r"(?<=\p{Hiragana})(?=[\p{Han}\p{Katakana}])|(?<=\p{Han})(?=\p{Katakana}{3})"
)
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{2}")

CountPair = Callable[[str], int]
"""How many documents hold a pair of characters."""


def words_of(piece: str, count: CountPair) -> list[str]:
    """The words of a piece of a query; itself where it is one, or nothing tells.

    Args:
        piece: Typed without spaces.
        count: Tells how many documents hold a pair of characters.
    """
    if analysis.count_unspaced(piece) == 0:
        return [piece]
    parts = [part for part in _PUNCTUATION.split(piece) if analysis.query_tokens(part)]
    return [word for part in parts for word in _words_of_part(part, count)] or [piece]


def _words_of_part(part: str, count: CountPair) -> Iterator[str]:
    if analysis.count_unspaced(part) < FEWEST_CHARACTERS:
        yield part
        return
    for unspaced, text in analysis.split_by_script(part):
        if unspaced:
            for run in _ENDING.split(text):
                yield from _words_of_run(run, count)
        elif analysis.query_tokens(text):
            yield text


def _words_of_run(run: str, count: CountPair) -> list[str]:
    if len(run) < FEWEST_CHARACTERS:
        return [run]
    counts = _count_pairs(run, count)
    if max(counts) < _ENOUGH:
        return [run]
    words = [run[0]]
    for at in range(1, len(run)):
        if _is_boundary(run, at, counts):
            words.append(run[at])
        else:
            words[-1] += run[at]
    return words


def _is_boundary(run: str, at: int, counts: list[int]) -> bool:
    """True if a word ends before a character: its pair is rarer than both beside it."""
    if _KATAKANA.match(run, at - 1):
        return False
    across = counts[at - 1]
    beside = [counts[place] for place in (at - 2, at) if 0 <= place < len(counts)]
    return across <= min(beside) and across * _RARER < max(beside)


def _count_pairs(run: str, count: CountPair) -> list[int]:
    """How many documents have each pair of a run, in whichever Chinese characters."""
    writings = [text for text in chinese_writings(run) if len(text) == len(run)]
    return [
        max(count(analysis.normalize(text[at : at + 2])) for text in writings)
        for at in range(len(run) - 1)
    ]
