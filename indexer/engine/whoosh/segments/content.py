"""What a segment holds, as arrays: the same shape in memory and mapped from a file.

Documents are numbered from 0 in a segment. A *term* is a form (UTF-8); terms are in byte order.
Postings are not kept field by field: a document's fields follow one another in one space of
positions, and each posting names a *profile*, the row of a table that says how often the form
stands in each field. Most postings share a few hundred profiles, so that eleven fields cost what
one does, a word is looked up once, and any choice of fields and weights is a gather from a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.segments.codes import Codes
from indexer.engine.whoosh.segments.positions import Positions
from indexer.engine.whoosh.segments.strings import Strings

if TYPE_CHECKING:
    from indexer.engine.whoosh.segments.document_numbers import DocumentNumbers

PARAGRAPH_GAP = 64
"""Empty positions after each paragraph, so that no phrase reaches over its end."""

UNDATED = 0
"""Stands for a day that is not known; no proleptic ordinal is 0."""

EPOCH = 719_163
"""Proleptic ordinal of 1970-01-01, from which NumPy counts days."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which forms stand where.

    Attributes:
        terms: The forms, in byte order.
        offsets: Where the postings of each term begin, and where the last end; ``(terms + 1,)``.
        documents: Of each posting, ascending within a term; ``(postings,)``.
        codes: Row of ``profiles`` of each posting; ``(postings,)``.
        profiles: How often a form stands in each field; ``(profiles, fields)``. Rows are in the
            order of their first field in which it stands, those of that field alone first; in a
            file the 255 that most postings have come before all others.
        position_offsets: Where the positions of each term begin; ``(terms + 1,)``.
        positions: In the document, ascending within a posting; ``(occurrences,)``.
    """

    terms: Sequence[bytes]
    offsets: Integers
    documents: DocumentNumbers | Integers
    codes: Codes | Integers
    profiles: Integers
    position_offsets: Integers
    positions: Positions | Integers


@dataclass(frozen=True, slots=True)
class Layout:
    """How the fields of each document lie in its space of positions.

    Attributes:
        lengths: Forms in each field; ``(documents, fields)``.
        texts: How many texts make up each field, as rows of which many documents share one;
            ``(rows, fields)``.
        rows: The row of each document; ``(documents,)``.
    """

    lengths: Integers
    texts: Integers
    rows: Integers

    def starts(self, documents: Integers | slice) -> Integers:
        """First position of each field, and the end of the last; ``(documents, fields + 1)``."""
        spans = self.texts[self.rows[documents]].astype(np.int64)
        spans *= PARAGRAPH_GAP
        spans += self.lengths[documents]
        starts = np.zeros((len(spans), spans.shape[1] + 1), np.int64)
        np.cumsum(spans, axis=1, out=starts[:, 1:])
        return starts


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of a facet in every document.

    Attributes:
        values: Different values (UTF-8) in byte order.
        offsets: Where the values of each document begin; ``(documents + 1,)``.
        codes: Numbers of values; ``(all values of all documents,)``.
    """

    values: Sequence[bytes]
    offsets: Integers
    codes: Integers


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each document beside its text.

    Attributes:
        ids: Of documents, as UTF-8.
        earliest: First possible day, of publication or of a photo's taking, as a proleptic
            ordinal; ``UNDATED`` if not known.
        latest: Last possible day likewise.
        facets: Facet name -> values.
        parents: Number of the story, in the segment of stories beside this one, in which a photo
            stands; empty for stories.
        titles: Of stories, as UTF-8; empty for photos.
        records: What else is shown, encoded; empty for photos, which are in their story's.
        signatures: By which copies are recognised; ``(documents, numbers)``, see
            :mod:`indexer.engine.whoosh.similar.signatures`.
        pictures: A number for the picture of each photo, the same for the same picture; empty for
            stories.
    """

    ids: Strings
    earliest: Integers
    latest: Integers
    facets: Mapping[str, FacetColumn]
    parents: Integers
    titles: Strings
    records: Strings
    signatures: Integers
    pictures: Integers


@dataclass(frozen=True, slots=True)
class Content:
    """A whole segment.

    Attributes:
        fields: Names of the fields, in the order in which they lie in a document.
        postings: Which forms stand where.
        layout: How the fields of each document lie.
        columns: What else is known of each document.
    """

    fields: tuple[str, ...]
    postings: Postings
    layout: Layout
    columns: Columns

    @property
    def count(self) -> int:
        """Documents, deleted ones included."""
        return len(self.columns.ids)


def offsets_of(sizes: Integers) -> Integers:
    """Where pieces of those sizes begin when laid in a row, and where the last ends."""
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


def sizes_of(offsets: Integers) -> Integers:
    """The sizes of pieces, from where each begins and the last ends."""
    sizes: Integers = offsets[1:].astype(np.int64) - offsets[:-1]
    return sizes


def ranges(starts: Integers, sizes: Integers) -> Integers:
    """The numbers of several ranges, one after the other: ``[*range(s, s + n), ...]``."""
    shifts = np.cumsum(sizes, dtype=np.int64)
    total = int(shifts[-1]) if len(shifts) else 0
    # In place: of millions, new memory costs more than reckoning.
    shifts -= sizes
    np.subtract(starts, shifts, out=shifts, dtype=np.int64, casting="unsafe")
    numbers: Integers = np.repeat(shifts, sizes)
    numbers += np.arange(total, dtype=np.int64)
    return numbers
