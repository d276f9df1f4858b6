"""Whoosh's codec over segments of arrays.

Through it an index is a Whoosh index: Whoosh's readers and queries work on it, and its tests can
hold Whoosh's answers beside those of our executor, which takes the arrays directly.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import UnsupportedOperation
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from indexer.engine.whoosh.segments.arrays import ArrayFile, Integers, Mask
from indexer.engine.whoosh.segments.content import ranges
from indexer.engine.whoosh.segments.files import read_segment


class ArraySegment(base.Segment):  # type: ignore[misc]  # whoosh has no types
    """A segment in a folder.

    Attributes:
        content: Its arrays.
        live: Which of its documents are not deleted.
    """

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder.name)
        self.segid = name
        self.path = folder / f"{name}.segment"
        self.content = read_segment(ArrayFile(self.path))
        self.live: Mask = read_live(folder, name, self.content.count)

    def codec(self) -> ArrayCodec:
        """The codec that reads it."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self.content.count

    def deleted_count(self) -> int:
        """Deleted documents."""
        return self.content.count - int(np.count_nonzero(self.live))

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of deleted documents."""
        return iter(np.flatnonzero(~self.live).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """True if that document is deleted."""
        return not self.live[docnum]

    def delete_document(self, *_: object, **__: object) -> NoReturn:
        """Segments are changed by :class:`indexer.engine.whoosh.writer.WhooshWriter` only."""
        raise UnsupportedOperation

    def should_assemble(self) -> bool:
        """No: one file is one segment already, and it is mapped."""
        return False


def read_live(folder: Path, name: str, count: int) -> Mask:
    """Which documents of a segment are not deleted; ``(count,)``."""
    path = folder / f"{name}.live"
    if not path.exists():
        return np.ones(count, np.bool_)
    file = ArrayFile(path)
    file.verify()  # a bit a document, and one that is wrong brings back what was deleted
    return np.unpackbits(file["live"], count=count).astype(np.bool_)


class ArrayCodec(base.Codec):  # type: ignore[misc]  # whoosh has no types
    """Reads segments of arrays. Writing is :mod:`indexer.engine.whoosh.writer`'s."""

    def terms_reader(self, storage: object, segment: ArraySegment) -> ArrayTermsReader:
        """Reader of terms and postings."""
        del storage
        return ArrayTermsReader(segment)

    def per_document_reader(self, storage: object, segment: ArraySegment) -> ArrayPerDocumentReader:
        """Reader of lengths."""
        del storage
        return ArrayPerDocumentReader(segment)


class ArrayMatcher(ListMatcher):  # type: ignore[misc]  # whoosh has no types
    """Steps through the postings of a term in one field."""

    def skip_to(self, id: int) -> None:  # noqa: A002 - whoosh's name
        """Goes to the first document from that one on."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._i = int(np.searchsorted(self._ids, id))

    def supports(self, astype: str) -> bool:
        """Positions and frequencies are there."""
        supported: bool = self._format.supports(astype)
        return supported

    def spans(self) -> list[Span]:
        """Where the term stands."""
        return [Span(position) for position in self.value_as("positions")]


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]  # whoosh has no types
    """Terms and postings of a segment, field by field as Whoosh wants them."""

    def __init__(self, segment: ArraySegment) -> None:
        self._content = segment.content
        self._postings = segment.content.postings
        self._terms = segment.content.terms

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return bool(len(self._documents(field, text)))

    def indexed_field_names(self) -> list[str]:
        """Names of the fields."""
        return sorted(self._content.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, by field."""
        for field in self.indexed_field_names():
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from a string on."""
        for number in range(self._terms.position(prefix), len(self._terms)):
            text = self._terms[number]
            if (fieldname, text) in self:
                yield fieldname, text

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        return (((field, text), self.term_info(field, text)) for field, text in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The same for a field, from a string on."""
        for _, text in self.terms_from(fieldname, prefix):
            yield (fieldname, text), self.term_info(fieldname, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term.

        Raises:
            KeyError: It is not there.
        """
        documents, weights, _ = self._field_postings(fieldname, text)
        if not len(documents):
            raise KeyError((fieldname, text))
        lengths = self._content.layout.lengths[documents, self._content.fields.index(fieldname)]
        return TermInfo(
            float(weights.sum()),
            len(documents),
            int(lengths.min()),
            int(lengths.max()),
            float(weights.max()),
            int(documents[0]),
            int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in a field."""
        return float(self._field_postings(fieldname, text)[1].sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents it does."""
        return len(self._documents(fieldname, text))

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayFieldCursor:  # noqa: ANN401
        """Steps through the terms of a field."""
        return ArrayFieldCursor(self, fieldname, fieldobj)

    def matcher(
        self,
        fieldname: str,
        text: bytes,
        format_: Any,  # noqa: ANN401
        scorer: Any = None,  # noqa: ANN401
    ) -> ArrayMatcher:
        """Steps through the postings of a term."""
        documents, weights, positions = self._field_postings(fieldname, text)
        return ArrayMatcher(
            documents.tolist(),
            weights.astype(np.float64).tolist(),
            [format_.encode(places.tolist()) for places in positions],
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text) if len(documents) else None,
        )

    def _documents(self, field: str, text: bytes) -> Integers:
        documents, _, _ = self._field_postings(field, text)
        return documents

    def _field_postings(self, field: str, text: bytes) -> tuple[Integers, Integers, list[Integers]]:
        """Documents, frequencies and positions from the field's start; empty if unknown."""
        number = self._terms.find(text)
        if number is None or field not in self._content.fields:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), []
        column = self._content.fields.index(field)
        first, last = self._postings.offsets[number : number + 2].tolist()
        profiles = self._postings.profiles[self._postings.codes[first:last]].astype(np.int64)
        sizes = profiles.sum(1)
        begins = self._postings.position_offsets[number] + np.cumsum(sizes) - sizes
        kept = np.flatnonzero(profiles[:, column])
        documents = self._postings.documents[first:last][kept]
        frequencies = profiles[kept, column]
        before = profiles[kept, :column].sum(1)
        places = self._postings.positions[ranges(begins[kept] + before, frequencies)]
        starts = self._content.layout.starts(documents)[:, column]
        relative = places - np.repeat(starts, frequencies)
        return documents, frequencies, np.split(relative, np.cumsum(frequencies)[:-1])


class ArrayFieldCursor(base.FieldCursor):  # type: ignore[misc]  # whoosh has no types
    """Steps through the terms of a field in order."""

    def __init__(self, reader: ArrayTermsReader, fieldname: str, fieldobj: Any) -> None:  # noqa: ANN401
        self._reader = reader
        self._text: bytes | None = None
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self.first()

    def first(self) -> str | None:
        """Goes to the first term."""
        return self.find(b"")

    def find(self, string: bytes | str) -> str | None:
        """Goes to the first term from that one on."""
        start = string.encode() if isinstance(string, str) else string
        self._rest = self._reader.terms_from(self._fieldname, start)
        return self.next()

    def next(self) -> str | None:
        """Goes to the next term; None after the last."""
        self._text = next((text for _, text in self._rest), None)
        return self.text()

    def text(self) -> str | None:
        """The term stood at; None after the last."""
        if self._text is None:
            return None
        decoded: str = self._fieldobj.from_bytes(self._text)
        return decoded

    def term_info(self) -> TermInfo:
        """Statistics of the term stood at."""
        return self._reader.term_info(self._fieldname, self._text or b"")

    def is_valid(self) -> bool:
        """True until the last term is passed."""
        return self._text is not None


class ArrayPerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]  # whoosh has no types
    """Lengths of documents, and which are deleted."""

    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment
        self._lengths = segment.content.layout.lengths
        self._fields = segment.content.fields

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """True if any document is deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """True if that document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of deleted documents."""
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Forms in a field of a document."""
        return self._lengths[docnum, self._fields.index(fieldname)].item() or default

    def field_length(self, fieldname: str) -> int:
        """Forms in a field of all documents."""
        return int(self._column(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """The fewest forms in a field of a document."""
        return int(self._column(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The most forms in a field of a document."""
        return int(self._column(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Only the id: stories are kept as records."""
        return {"id": self._segment.content.columns.ids[docnum].decode()}

    def _column(self, field: str) -> Integers:
        return self._lengths[:, self._fields.index(field)]
