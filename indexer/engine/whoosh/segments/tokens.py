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
from indexer.engine.whoosh.segments.arrays import (
    Integers,
    Mask,
    narrow,
    smallest_unsigned,
)
from indexer.engine.whoosh.segments.content import (
    PARAGRAPH_GAP,
    Layout,
    Postings,
    offsets_of,
    ranges,
    sizes_of,
)
from indexer.engine.whoosh.segments.parts import cut_evenly, join_postings, pieces_of
from indexer.engine.whoosh.segments.profiles import encode_profiles, lay_out

Texts = Sequence[str]
"""Paragraphs, captions, names or tags: no phrase reaches from one into the next."""


class Pieces(dict[str, int]):
    """Numbers of the different pieces of texts; looking up a new one gives it the next number.

    Each is analysed when it first comes up: what is done then need not be done when all are read.

    Attributes:
        compounds: The forms of words that are several.
    """

    def __init__(self) -> None:
        super().__init__()
        self._terms: dict[str, int] = {}
        self._sizes = array("I")
        self._found = array("I")
        self._capital = bytearray()
        self.compounds: set[tuple[str, ...]] = set()

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        forms = analysis.forms(piece)
        self._sizes.append(len(forms))
        self._capital.append(piece != piece.lower())
        if len(forms) > 1:
            self.compounds.update(analysis.compounds(piece))
        terms = self._terms
        for form in forms:
            self._found.append(terms.setdefault(form, len(terms)))
        return number

    def forms(self) -> PieceForms:
        """The forms of every piece."""
        terms = [form.encode() for form in self._terms]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        return PieceForms(
            [terms[number] for number in order],
            ranks[np.array(self._found, np.uint32)],
            np.array(self._sizes, np.uint32),
            np.array(self._capital, np.bool_),
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
        pieces: list[str] = []
        sizes, texts_per_field = self._text_sizes, self._texts_per_field
        for field in self._fields:
            texts = document.get(field, ())
            texts_per_field.append(len(texts))
            for text in texts:
                of_text = text.split()
                pieces += of_text
                sizes.append(len(of_text))
        self._stream.extend(map(self._pieces.__getitem__, pieces))

    def take_stream(self, forms: PieceForms) -> TokenStream:
        """The forms of all documents added, given those of the pieces; the buffer is empty then."""
        texts_per_field = np.frombuffer(self._texts_per_field, np.uint32).astype(np.int64)
        stream = np.frombuffer(self._stream, np.uint32)
        text_begins = offsets_of(np.frombuffer(self._text_sizes, np.uint32))
        self._stream, self._text_sizes, self._texts_per_field = (array("I") for _ in range(3))
        count = sum(int(forms.sizes[part].sum()) for part in pieces_of(stream))
        ranks, names = np.empty(count, np.uint32), np.empty(count, np.bool_)
        tokens_per_text = np.zeros(len(text_begins) - 1, np.int64)
        piece_begins = offsets_of(forms.sizes)
        at = 0
        for texts in cut_evenly(text_begins):
            begins = text_begins[texts.start : texts.stop + 1]
            here = stream[begins[0] : begins[-1]]
            begins = begins - begins[0]
            sizes = forms.sizes[here]
            capital = forms.capital[here]
            capital[begins[:-1][begins[1:] > begins[:-1]]] = False
            token_begins = offsets_of(sizes)
            tokens_per_text[texts.start : texts.stop] = sizes_of(token_begins[begins])
            after = at + int(token_begins[-1])
            ranks[at:after] = forms.ranks[ranges(piece_begins[here], sizes)]
            names[at:after] = np.repeat(capital, sizes)
            at = after
        return TokenStream(
            forms.terms,
            ranks,
            tokens_per_text,
            np.repeat(np.arange(len(texts_per_field)), texts_per_field),
            len(texts_per_field) // len(self._fields),
            self._fields,
            names,
        )


def make_postings(stream: TokenStream) -> tuple[Postings, Layout]:
    """The postings of all documents."""
    fields = len(stream.fields)
    texts_per_field = np.bincount(stream.places, minlength=stream.documents * fields)
    words_per_field = np.bincount(stream.places, stream.sizes, len(texts_per_field))
    lengths: Integers = words_per_field.astype(np.int64).reshape(-1, fields)
    spans = lengths + PARAGRAPH_GAP * texts_per_field.reshape(-1, fields)
    layout = lay_out(lengths, texts_per_field.reshape(-1, fields))
    # Where each text begins in its document: behind the texts before it, and their gaps.
    text_begins = offsets_of(stream.sizes + PARAGRAPH_GAP)[:-1]
    text_begins -= offsets_of(spans.sum(1))[stream.places // fields]
    del words_per_field, lengths, spans
    return _sort_occurrences(stream, text_begins), layout


class _Places:
    """Where occurrences lie, in the narrowest numbers: there are tens of millions.

    Attributes:
        documents: Document of each.
        fields: Field of each.
        positions: In its document.
    """

    def __init__(self, stream: TokenStream, text_begins: Integers) -> None:
        fields, sizes = len(stream.fields), stream.sizes
        self.documents = np.repeat(narrow(stream.places // fields), sizes)
        self.fields = np.repeat((stream.places % fields).astype(np.uint8), sizes)
        furthest = int((text_begins + sizes).max(initial=0))
        self.positions = np.empty(len(self.documents), smallest_unsigned(furthest))
        offsets = offsets_of(sizes)
        for texts in cut_evenly(offsets):
            first, last = int(offsets[texts.start]), int(offsets[texts.stop])
            shifts = (offsets[:-1] - text_begins)[texts.start : texts.stop]
            self.positions[first:last] = np.arange(first, last) - np.repeat(
                shifts, sizes[texts.start : texts.stop]
            )


def _sort_occurrences(stream: TokenStream, text_begins: Integers) -> Postings:
    """Postings, by terms and in the order of documents and positions.

    A range of terms is sorted at a time, so that what sorting needs beside its result is small.
    """
    counts = np.zeros(len(stream.terms), np.int64)
    for piece in pieces_of(stream.ranks):
        counts += np.bincount(piece, minlength=len(counts))
    places = _Places(stream, text_begins)
    parts = list(cut_evenly(offsets_of(counts)))
    part_of_term = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    part_of = narrow(part_of_term)[stream.ranks]
    return join_postings(
        (
            _sorted_part(stream, places, np.flatnonzero(part_of == number), counts, part)
            for number, part in enumerate(parts)
        ),
        len(stream.fields),
    )


def _sorted_part(
    stream: TokenStream, places: _Places, occurrences: Integers, counts: Integers, part: range
) -> Postings:
    """The postings of some terms, from all of their occurrences and how many each has."""
    keys = stream.ranks[occurrences].astype(np.int64) << 32
    keys |= occurrences
    keys.sort()
    order = keys & 0xFFFFFFFF
    keys >>= 32
    documents = places.documents[order]
    begins = np.flatnonzero(_changes(keys) | _changes(documents))
    codes, profiles = encode_profiles(places.fields[order], begins, len(stream.fields))
    used = part.start + np.flatnonzero(counts[part.start : part.stop])
    return Postings(
        [stream.terms[number] for number in used.tolist()],
        np.append(np.searchsorted(keys[begins], used), len(begins)),
        documents[begins],
        codes,
        profiles,
        offsets_of(counts[used]),
        places.positions[order],
    )


def _changes(numbers: Integers) -> Mask:
    """True where a number differs from the one before it."""
    changes = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes
