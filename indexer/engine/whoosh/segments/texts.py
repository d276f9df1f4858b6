"""Many short texts, found by the beginnings of their words in a row.

Texts are rows of numbers of folded words, one behind the other in a stream, 0 between them; of
every word it is kept where it stands. So "leap 15" is a look-up of one word and, among the places
where it stands, a comparison with the number behind it; a word typed half is a range of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Integers,
    Mask,
    different,
    narrow,
)
from indexer.engine.whoosh.segments.content import offsets_of, ranges
from indexer.engine.whoosh.segments.near import near_words
from indexer.engine.whoosh.segments.strings import pack_strings, unpack_sorted

MIN_LETTERS = 4
"""Letters of the shortest word that may be mistyped."""

MIN_LETTERS_BUT_FIRST = 5
"""The same if its first letter is wrong, by which alone more words differ."""


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word of what was typed.

    Attributes:
        text: Folded.
        whole: False for one that is still being typed.
    """

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Where what was typed stands in a stream of texts.

    Attributes:
        starts: Positions of its first word, in no order.
        leading: Those at which a text begins.
    """

    starts: Integers
    leading: Mask


class TextTable:
    """Texts of a file.

    Args:
        file: The file.
        name: Under which they were written.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._words = unpack_sorted(file, f"{name}.words")
        self._stream = file[f"{name}.stream"]
        self._begins = file[f"{name}.begins"]
        self._offsets = file[f"{name}.offsets"]
        self._places = file[f"{name}.places"]

    def find(self, typed: Sequence[TypedWord]) -> Places:
        """Where words follow one another."""
        return self._find([self._numbers(word) for word in typed])

    def find_mistyped(self, typed: Sequence[TypedWord]) -> Iterator[Places]:
        """Where they do but for one letter of a word added, left out, changed or swapped.

        That is the word which no text here has; the last one if texts have them all. Its first
        letter is right.
        """
        yield from self._find_but_one(typed, self._near, MIN_LETTERS)

    def find_but_first(self, typed: Sequence[TypedWord]) -> Iterator[Places]:
        """The same where it is the first letter that is wrong."""
        yield from self._find_but_one(typed, self._near_but_first, MIN_LETTERS_BUT_FIRST)

    def _find_but_one(
        self, typed: Sequence[TypedWord], near: Callable[[TypedWord], Integers], least: int
    ) -> Iterator[Places]:
        """Where words follow one another, others for one that has so many letters at least."""
        exact = [self._numbers(word) for word in typed]
        unknown = [at for at, numbers in enumerate(exact) if not len(numbers)]
        at = unknown[0] if unknown else len(typed) - 1
        word = typed[at]
        if len(unknown) <= 1 and len(word.text) >= least:
            others = near(word)
            if len(others):
                yield self._find([*exact[:at], others, *exact[at + 1 :]])

    def _near(self, word: TypedWord) -> Integers:
        """The numbers of words that begin with the same letter and are one edit away."""
        alike = self._words.with_prefix(word.text[0].encode())
        return near_words(self._words, alike, word.text, whole=word.whole)

    def _near_but_first(self, word: TypedWord) -> Integers:
        """The numbers of words that are one edit of the first letter away."""
        first, second, rest = word.text[0], word.text[1], word.text[2:]
        texts = {second + rest, second + first + rest}
        texts |= {letter + second + rest for letter in ascii_lowercase}
        texts |= {letter + word.text for letter in ascii_lowercase}
        near = [self._numbers(TypedWord(text, word.whole)) for text in texts - {word.text}]
        return different(np.concatenate(near))

    def texts_at(self, starts: Integers) -> Integers:
        """The texts that positions lie in."""
        texts: Integers = np.searchsorted(self._begins, starts, "right") - 1
        return texts

    def _numbers(self, word: TypedWord) -> Integers:
        """The numbers of the words that may be meant."""
        encoded = word.text.encode()
        if not word.whole:
            found = self._words.with_prefix(encoded)
            return np.arange(found.start, found.stop)
        number = self._words.find(encoded)
        return np.array([] if number is None else [number], np.int64)

    def _find(self, words: Sequence[Integers]) -> Places:
        """Looks at the places of the rarest word."""
        counts = [int((self._offsets[w + 1] - self._offsets[w]).sum(dtype=np.int64)) for w in words]
        if not all(counts):
            return Places(np.zeros(0, np.int64), np.zeros(0, np.bool_))
        rarest = int(np.argmin(counts))
        starts = self._places_of(words[rarest]) - rarest
        for at, numbers in enumerate(words):
            if at != rarest:
                # A row that ends before has the 0 behind it there, which is no word.
                starts = starts[
                    _among(self._stream[np.clip(starts + at, 0, len(self._stream) - 1)], numbers)
                ]
        return Places(starts, self._stream[starts - 1] == 0)

    def _places_of(self, words: Integers) -> Integers:
        begins = self._offsets[words].astype(np.int64)
        if words[-1] - words[0] == len(words) - 1:
            places = self._places[begins[0] : int(self._offsets[words[-1] + 1])]
        else:
            places = self._places[ranges(begins, self._offsets[words + 1] - begins)]
        return places.astype(np.int64)


def _among(codes: Integers, numbers: Integers) -> Mask:
    """Which codes are among some numbers, given in order."""
    first, last = numbers[0], numbers[-1]
    if last - first == len(numbers) - 1:
        among: Mask = (codes >= first) & (codes <= last)
        return among
    return np.isin(codes, numbers)


def pack_texts(name: str, words: Sequence[str], sizes: Integers) -> Mapping[str, Array]:
    """The arrays of texts, to be written under that name.

    Args:
        name: Of the table.
        words: The folded words of all texts, one text after the other; none is empty.
        sizes: Words of each text; ``(texts,)``.
    """
    numbers: dict[str, int] = {}
    codes = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)
    encoded = [word.encode() for word in numbers]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    ranks = np.zeros(len(order), np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    begins = offsets_of(sizes + 1) + 1
    stream = np.zeros(int(begins[-1]), np.int64)
    stream[ranges(begins[:-1], sizes)] = ranks[codes]
    counts = np.bincount(stream, minlength=len(order) + 1)
    places = np.argsort(stream, kind="stable")[counts[0] :]
    counts[0] = 0
    return {
        **pack_strings(f"{name}.words", [b"", *(encoded[number] for number in order)]),
        f"{name}.stream": narrow(stream),
        f"{name}.begins": narrow(begins),
        f"{name}.offsets": narrow(offsets_of(counts)),
        f"{name}.places": narrow(places),
    }


def folded_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as these tables have them, and where they stand in it.

    Characters of scripts without spaces are words of their own.
    """
    for token in analysis.tokenize(text):
        end = token.start + 1 if token.unspaced else token.end
        word = word_of(token.form)
        if word:
            yield word, token.start, end


def word_of(form: str) -> str:
    """The word that a form of the index stands for here; empty if it is a mere mark."""
    return analysis.fold(form[0] if analysis.is_pair(form) else form)
