"""What somebody has typed so far: its words, and where they stand in a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from rapidfuzz.distance import OSA

from indexer.engine.results import Run, Runs
from indexer.engine.whoosh.facet_lists import fold_text
from indexer.engine.whoosh.segments.texts import TypedWord, folded_words

MAX_LETTERS = 200
"""More than that is no beginning of anything."""

MAX_RESPACED = 8
"""Words up to which other spaces are tried: each is a look-up of them all."""

_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+)")


@lru_cache(maxsize=8192)
def words_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a suggestion, kept because the next letter often leads to the same ones."""
    return tuple(folded_words(text))


def read_typed(text: str) -> tuple[TypedWord, ...]:
    """The words of what was typed; the last one is half typed unless a space follows."""
    if len(text) > MAX_LETTERS:
        return ()
    words = [word for word, _, _ in folded_words(text)]
    last = len(words) - 1
    ended = text[-1:].isspace()
    return tuple(TypedWord(word, whole=at < last or ended) for at, word in enumerate(words))


def respaced(typed: Sequence[TypedWord]) -> Iterator[tuple[TypedWord, ...]]:
    """The same with a space less, or one more between letters and a number (*leap15*)."""
    if len(typed) > MAX_RESPACED:
        return
    for at, (first, second) in enumerate(pairwise(typed)):
        joined = TypedWord(first.text + second.text, second.whole)
        yield (*typed[:at], joined, *typed[at + 2 :])
    for at, word in enumerate(typed):
        if match := _NUMBERED.fullmatch(word.text):
            name, number = match.groups()
            parts = TypedWord(name, whole=True), TypedWord(number, word.whole)
            yield (*typed[:at], *parts, *typed[at + 1 :])


def mark(text: str, several: Sequence[Sequence[TypedWord]]) -> Runs:
    """A suggestion, with what was typed of it, in any writing, where it first stands."""
    words = words_in(text)
    for is_meant, typed in product((_is_exactly, _is_about), several):
        for first in range(len(words) - len(typed) + 1):
            row = words[first : first + len(typed)]
            if all(is_meant(t, word) for t, (word, _, _) in zip(typed, row, strict=True)):
                begin = row[0][1]
                end = _end(text, typed[-1], *row[-1])
                runs = ((text[:begin], False), (text[begin:end], True), (text[end:], False))
                return tuple(Run(part, matched) for part, matched in runs if part)
    return (Run(text, matched=False),)


def _is_exactly(typed: TypedWord, word: str) -> bool:
    return word == typed.text if typed.whole else word.startswith(typed.text)


def _is_about(typed: TypedWord, word: str) -> bool:
    size = len(typed.text)
    parts = (word,) if typed.whole else (word[: size - 1], word[:size], word[: size + 1])
    return any(OSA.distance(typed.text, part) <= 1 for part in parts)


def _end(text: str, typed: TypedWord, word: str, start: int, end: int) -> int:
    """Where the letters typed of a word end in a text; a mistyped word is marked whole."""
    if not typed.whole and _is_exactly(typed, word):
        for at in range(start + 1, end):
            if len(fold_text(text[start:at])) >= len(typed.text):
                return at
    return end
