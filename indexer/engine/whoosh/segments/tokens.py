"""Texts to postings, a whole segment at a time.

Texts are cut at white space, which no form spans; each different piece is analysed once, and is a
number from then on. What is left is sorting numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import (
    PARAGRAPH_GAP,
    Layout,
    Postings,
    offsets_of,
    ranges,
    sizes_of,
)
from indexer.engine.whoosh.segments.profiles import encode_profiles

Texts = Sequence[str]
"""Paragraphs, captions, names or tags: no phrase reaches from one into the next."""


class Pieces(dict[str, int]):
    """Numbers of the different pieces of texts; looking up a new one gives it the next number."""

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        return number

    def analyse(self) -> PieceForms:
        """The forms of every piece."""
        numbers: dict[str, int] = {}
        sizes = array("I")
        found = array("I")
        capital = bytearray()
        for piece in self:
            forms = analysis.forms(piece)
            sizes.append(len(forms))
            capital.append(piece != piece.lower())
            for form in forms:
                found.append(numbers.setdefault(form, len(numbers)))
        terms = [form.encode() for form in numbers]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        return PieceForms(
            [terms[number] for number in order],
            ranks[np.frombuffer(found, np.uint32)],
            np.frombuffer(sizes, np.uint32),
            np.frombuffer(capital, np.bool_),
        )


@dataclass(frozen=True, slots=True)
class PieceForms:
    """The forms of pieces of text.

    Attributes:
        terms: Different forms as UTF-8, in byte order.
        ranks: The forms of every piece, one piece after the other, by number in ``terms``.
        sizes: How many each piece has.
        capital: Whether each piece has a capital letter.
    """

    terms: list[bytes]
    ranks: Integers
    sizes: Integers
    capital: Mask


@dataclass(frozen=True, slots=True)
class TokenStream:
    """The forms of all texts of all documents, one after the other.

    Attributes:
        terms: Different forms as UTF-8, in byte order.
        ranks: Of each occurrence, the form by number in ``terms``; ``(occurrences,)``.
        sizes: Occurrences in each text; ``(texts,)``.
        places: Document of each text, times the number of fields, plus its field; ascending.
        documents: Number of documents.
        fields: Names of the fields.
        names: Whether each occurrence is part of a piece with a capital letter that does not begin
            its text; ``(occurrences,)``.
    """

    terms: list[bytes]
    ranks: Integers
    sizes: Integers
    places: Integers
    documents: int
    fields: tuple[str, ...]
    names: Mask


class TokenBuffer:
    """Gathers the texts of documents.

    Args:
        fields: Names of the fields, in the order in which they lie in a document.
        pieces: Numbers of pieces, which several buffers may share.
    """

    def __init__(self, fields: Sequence[str], pieces: Pieces) -> None:
        self._fields = tuple(fields)
        self._pieces = pieces
        self._stream = array("I")
        self._text_sizes = array("I")
        self._texts_per_field = array("I")

    @property
    def size(self) -> int:
        """Pieces of text gathered, about as many as words."""
        return len(self._stream)

    def add(self, document: Mapping[str, Texts]) -> None:
        """Adds a document: field -> its texts."""
        number_of = self._pieces.__getitem__
        stream, sizes = self._stream, self._text_sizes
        for field in self._fields:
            texts = document.get(field, ())
            self._texts_per_field.append(len(texts))
            for text in texts:
                before = len(stream)
                stream.extend(map(number_of, text.split()))
                sizes.append(len(stream) - before)

    def stream(self, forms: PieceForms) -> TokenStream:
        """The forms of all documents added, given those of the pieces."""
        texts_per_field = np.frombuffer(self._texts_per_field, np.uint32).astype(np.int64)
        stream = np.frombuffer(self._stream, np.uint32)
        sizes = forms.sizes[stream]
        pieces_per_text = np.frombuffer(self._text_sizes, np.uint32).astype(np.int64)
        text_begins = offsets_of(pieces_per_text)
        names = forms.capital[stream]
        names[text_begins[:-1][pieces_per_text > 0]] = False
        return TokenStream(
            forms.terms,
            forms.ranks[ranges(offsets_of(forms.sizes)[stream], sizes)],
            sizes_of(offsets_of(sizes)[text_begins]),
            np.repeat(np.arange(len(texts_per_field)), texts_per_field),
            len(texts_per_field) // len(self._fields),
            self._fields,
            np.repeat(names, sizes),
        )


def make_postings(stream: TokenStream) -> tuple[Postings, Layout]:
    """The postings of all documents."""
    fields = len(stream.fields)
    texts_per_field = np.bincount(stream.places, minlength=stream.documents * fields)
    tokens_per_text, field_of_text, ranks = stream.sizes, stream.places, stream.ranks
    lengths = np.bincount(field_of_text, tokens_per_text, len(texts_per_field))
    lengths = lengths.astype(np.int64).reshape(-1, fields)
    spans = lengths + PARAGRAPH_GAP * texts_per_field.reshape(-1, fields)
    starts = np.zeros((len(lengths), fields + 1), np.int64)
    np.cumsum(spans, axis=1, out=starts[:, 1:])
    # Where each text begins in its document: behind the texts before it, and their gaps.
    text_begins = offsets_of(tokens_per_text + PARAGRAPH_GAP)[:-1]
    document_of_text = field_of_text // fields
    text_begins -= offsets_of(spans.sum(1))[document_of_text]
    used = np.flatnonzero(np.bincount(ranks, minlength=len(stream.terms)))
    new_ranks = np.zeros(len(stream.terms), np.uint32)
    new_ranks[used] = np.arange(len(used), dtype=np.uint32)
    postings = _sort_occurrences(
        [stream.terms[number] for number in used.tolist()],
        new_ranks[ranks],
        _Places(document_of_text, field_of_text % fields, text_begins, tokens_per_text),
        fields,
    )
    return postings, Layout(narrow(starts), narrow(lengths))


class _Places:
    """Where texts lie, and from it where their occurrences do.

    Args:
        documents: Document of each text.
        fields: Field of each text.
        begins: Position at which each text begins in its document.
        sizes: Occurrences in each text.
    """

    def __init__(
        self, documents: Integers, fields: Integers, begins: Integers, sizes: Integers
    ) -> None:
        self._documents = documents.astype(np.uint32)
        self._fields = fields.astype(np.uint8)
        self._sizes = sizes
        # An occurrence's number in the stream, less this, is its position.
        self._shifts = offsets_of(sizes)[:-1] - begins

    def documents(self, order: Integers) -> Integers:
        """Documents of occurrences, given by number."""
        return np.repeat(self._documents, self._sizes)[order]

    def fields(self, order: Integers) -> Integers:
        """Fields of occurrences."""
        return np.repeat(self._fields, self._sizes)[order]

    def positions(self, order: Integers) -> Integers:
        """Positions of occurrences."""
        return order - np.repeat(self._shifts, self._sizes)[order]


def _sort_occurrences(
    terms: Sequence[bytes], ranks: Integers, places: _Places, fields: int
) -> Postings:
    """Postings from the ranks of terms, in the order of documents and positions."""
    keys = ranks.astype(np.int64) << 32
    keys |= np.arange(len(keys), dtype=np.int64)
    keys.sort()
    order = keys & 0xFFFFFFFF
    sorted_ranks = (keys >> 32).astype(np.uint32)
    del keys
    documents = places.documents(order)
    begins = np.flatnonzero(_changes(sorted_ranks) | _changes(documents))
    position_offsets = np.searchsorted(sorted_ranks, np.arange(len(terms) + 1))
    offsets = np.searchsorted(begins, position_offsets)
    del sorted_ranks
    posting_documents = documents[begins]
    del documents
    codes, profiles = encode_profiles(places.fields(order), begins, fields)
    return Postings(
        terms,
        narrow(offsets),
        narrow(posting_documents),
        codes,
        profiles,
        narrow(position_offsets),
        narrow(places.positions(order)),
    )


def _changes(numbers: Integers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True where a number differs from the one before it."""
    changes = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes
