"""A few numbers of each document by which its copies are recognised, made when it is indexed.

Every document gets one row of 32-bit numbers, the same however the index came about:

    stories  text | facts | translation | 64 bytes of MinHash
    photos   text | facts | 128 bits, one or a few of which each word of the caption sets

*text* is equal for equal texts (0: too little to compare), *facts* for documents that may be copies
of one another: numbers say what a template is about, and so do names in captions.

MinHash: A. Broder, "On the resemblance and containment of documents", 1997, here with one
permutation (P. Li, A. Owen, C.-H. Zhang, "One permutation hashing", 2012), empty bins filled from
others (A. Shrivastava, "Optimal densification for fast and accurate minwise hashing", 2017) and the
lowest eight bits kept (P. Li, A. C. König, "b-bit minwise hashing", 2010).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import offsets_of, ranges
from indexer.engine.whoosh.segments.tokens import TokenStream

TEXT, FACTS, TRANSLATION = 0, 1, 2
"""Columns of a row of signatures."""

STORY_WIDTH = 3
"""Columns of a story before its MinHash."""

PHOTO_WIDTH = 2
"""Columns of a photo before its bits."""

BINS = 64
"""Bytes of MinHash. Of two texts that share four fifths of their shingles, the share estimated
errs by .05 (one standard deviation)."""

PHOTO_BITS = 128

SHINGLE = 3
MIN_SHINGLES = 8
"""Stories with fewer are never copies: there is too little to compare."""

SHORT_STORY = 400
"""Words up to which two stories with different numbers in the text are no copies."""

SHORT_CAPTION = 10
"""Words below which a caption may stand under any picture: file names have to be the same too."""

_CHUNK = 1 << 17
"""Words worked on at a time, about, so that arrays stay in the processor's caches."""

_EMPTY = np.uint32(0xFFFFFFFF)
"""Stands for the least number of an empty bin."""

_SEED = np.uint64(0x9E3779B97F4A7C15)


def sign_stories(stream: TokenStream, translations: Sequence[int]) -> Integers:
    """The signatures of stories.

    Args:
        stream: Their forms.
        translations: A key of each story that its translations share; below 2**32.

    Returns:
        Uint32, ``(stories, STORY_WIDTH + BINS / 4)``.
    """
    signatures = np.zeros((stream.documents, STORY_WIDTH + BINS // 4), np.uint32)
    signatures[:, TRANSLATION] = translations
    for documents, words in _Source(stream, ("title", "body")).chunks():
        rows = signatures[documents]
        title, body = words.only(words.fields["title"]), words.only(words.fields["body"])
        minima, enough = _minima(words)
        title_numbers = title.only(title.numbers).digest()
        numbers = body.only(body.numbers).digest()
        rows[:, FACTS] = _fold(
            title_numbers + np.where(body.counts() > SHORT_STORY, np.uint64(0), numbers)
        )
        rows[enough, TEXT] = _fold(body.digest())[enough] | np.uint32(1)
        rows[:, STORY_WIDTH:] = minima.view(np.uint32)
    return signatures


def sign_photos(stream: TokenStream) -> Integers:
    """The signatures of photos.

    Returns:
        Uint32, ``(photos, PHOTO_WIDTH + PHOTO_BITS / 32)``.
    """
    signatures = np.zeros((stream.documents, PHOTO_WIDTH + PHOTO_BITS // 32), np.uint32)
    fields = ("own", "shared", "photographer", "file")
    for documents, words in _Source(stream, fields).chunks():
        rows = signatures[documents]
        caption = words.only(words.fields["own"] | words.fields["shared"])
        sizes = caption.counts()
        file = words.only(words.fields["file"]).digest()
        rows[:, FACTS] = _fold(
            caption.only(caption.numbers | caption.names).digest()
            + words.only(words.fields["photographer"]).digest()
            + np.where(sizes < SHORT_CAPTION, file, np.uint64(0))
        )
        captioned = sizes > 0
        rows[captioned, TEXT] = _fold(caption.digest())[captioned] | np.uint32(1)
        # A caption without a sentence of its own is compared by those it shares.
        own = caption.fields["own"]
        alone = caption.only(own).counts() == 0
        rows[:, PHOTO_WIDTH:] = _bits(caption.only(own | alone[caption.owners]))
    return signatures


class _Source:
    """Takes words out of a stream, a few documents at a time.

    Args:
        stream: Where they are taken from.
        fields: Those that matter.
    """

    def __init__(self, stream: TokenStream, fields: Sequence[str]) -> None:
        count = len(stream.terms)
        self._stream = stream
        self._begins = offsets_of(stream.sizes)[:-1]
        self._fields = {field: stream.fields.index(field) for field in fields}
        self._wanted = np.isin(stream.places % len(stream.fields), list(self._fields.values()))
        self._hashes = _mix(np.fromiter(map(zlib.crc32, stream.terms), np.uint64, count))
        self._numbers = np.fromiter(map(_has_digit, stream.terms), np.bool_, count)

    def chunks(self) -> Iterator[tuple[slice, _Words]]:
        """Documents that follow one another, and their words."""
        stream, count = self._stream, len(self._stream.fields)
        step = max(1, _CHUNK * stream.documents // max(1, len(stream.ranks)))
        for first in range(0, stream.documents, step):
            last = min(first + step, stream.documents)
            begin, end = np.searchsorted(stream.places, [first * count, last * count])
            texts = begin + np.flatnonzero(self._wanted[begin:end])
            sizes = stream.sizes[texts]
            occurrences = ranges(self._begins[texts], sizes)
            ranks = stream.ranks[occurrences]
            places = np.repeat(stream.places[texts], sizes)
            yield (
                slice(first, last),
                _Words(
                    last - first,
                    places // count - first,
                    np.repeat(np.arange(len(texts)), sizes),
                    self._hashes[ranks],
                    {name: places % count == number for name, number in self._fields.items()},
                    self._numbers[ranks],
                    stream.names[occurrences],
                ),
            )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of some documents.

    Attributes:
        documents: How many documents.
        owners: Document of each word, from 0, ascending.
        texts: Text of each word, ascending.
        hashes: Of each word; uint64.
        fields: Field -> which words stand in it.
        numbers: Which words have a digit.
        names: Which are, by their capital letters, names.
    """

    documents: int
    owners: Integers
    texts: Integers
    hashes: Integers
    fields: Mapping[str, Mask]
    numbers: Mask
    names: Mask

    def only(self, kept: Mask) -> _Words:
        """Some of them."""
        return _Words(
            self.documents,
            self.owners[kept],
            self.texts[kept],
            self.hashes[kept],
            {name: inside[kept] for name, inside in self.fields.items()},
            self.numbers[kept],
            self.names[kept],
        )

    def counts(self) -> Integers:
        """How many each document has."""
        return np.bincount(self.owners, minlength=self.documents)

    def digest(self) -> Integers:
        """A number of each document: the same for the same texts in any order; uint64."""
        digests = np.zeros(self.documents, np.uint64)
        if not len(self.hashes):
            return digests
        begins = np.flatnonzero(np.diff(self.texts, prepend=-1))
        sizes = np.diff(begins, append=len(self.texts))
        powers = np.cumprod(np.full(sizes.max(), _SEED | np.uint64(1)))
        places = np.arange(len(self.texts)) - np.repeat(begins, sizes)
        of_texts = np.add.reduceat(self.hashes * powers[places], begins)
        np.add.at(digests, self.owners[begins], _mix(of_texts))
        return digests


def _minima(words: _Words) -> tuple[Integers, Mask]:
    """MinHash of the shingles of each document, and which have enough of them.

    Returns:
        Uint8 ``(documents, BINS)``, and a mask.
    """
    first = np.flatnonzero(words.texts[: 1 - SHINGLE] == words.texts[SHINGLE - 1 :])
    shingles = words.hashes[first]
    for step in range(1, SHINGLE):
        shingles = _mix(shingles + words.hashes[first + step])
    owners = words.owners[first]
    lowest = np.full(words.documents * BINS, _EMPTY, np.uint32)
    bins = owners * BINS + (shingles >> np.uint64(58)).astype(np.int64)
    np.minimum.at(lowest, bins, shingles.astype(np.uint32))
    minima = _fill(lowest.reshape(-1, BINS))
    enough = np.bincount(owners, minlength=words.documents) >= MIN_SHINGLES
    return minima.astype(np.uint8), enough


def _fill(minima: Integers) -> Integers:
    """Fills empty bins from others of the same document, where there are any."""
    filled = minima != _EMPTY
    wanting = np.flatnonzero(filled.any(1) & ~filled.all(1))
    rows, there = minima[wanting], filled[wanting]
    missing = ~there
    numbers = np.arange(BINS)
    for step in range(1, BINS):
        if not missing.any():
            break
        # Every bin has its own order in which it asks others.
        others = numbers ^ step
        found = missing & there[:, others]
        rows[found] = minima[wanting][:, others][found]
        missing &= ~found
    minima[wanting] = rows
    return minima


def _bits(words: _Words) -> Integers:
    """One bit for each word, which different words may share; uint32 ``(documents, 4)``."""
    width = PHOTO_BITS // 32
    bits = np.zeros(words.documents * width, np.uint32)
    number = words.hashes % np.uint64(PHOTO_BITS)
    places = words.owners * width + (number >> np.uint64(5)).astype(np.int64)
    np.bitwise_or.at(bits, places, np.uint32(1) << (number & np.uint64(31)).astype(np.uint32))
    return bits.reshape(-1, width)


def _has_digit(term: bytes) -> bool:
    return not term.isalpha() and any(map(str.isdigit, term.decode()))


def _mix(numbers: Integers) -> Integers:
    """Spreads every bit over all (SplitMix64, S. Vigna); uint64."""
    numbers = numbers + _SEED
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Integers = numbers ^ (numbers >> np.uint64(31))
    return mixed


def _fold(numbers: Integers) -> Integers:
    """Half as many bits; uint32."""
    folded: Integers = (numbers ^ (numbers >> np.uint64(32))).astype(np.uint32)
    return folded
