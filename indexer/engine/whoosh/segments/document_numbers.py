"""Numbers of documents in two bytes a posting, however many documents a segment has.

The documents of a term are in order, so that those with one high part follow one another. A
segment of more than 65,536 documents, as photos often make, keeps the lower sixteen bits of each
number, and where a run of numbers with one high part begins. Smaller ones have a plain array.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Integers,
    Mask,
    narrow,
    smallest_unsigned,
)
from indexer.engine.whoosh.segments.content import ranges

LOW_BITS = 16
"""Bits of a number that each posting keeps."""

_FEW_RUNS = 32
"""Runs up to which adding to each is quicker than laying out what is added to all."""

_NOWHERE = (0, 0)

Spans = Sequence[tuple[int, int]]
"""Where stretches of postings begin and end."""


class DocumentNumbers:
    """Numbers of documents, one a posting, taken out as an array would be, as indexes.

    Args:
        low: The lower bits; uint16 ``(postings,)``.
        begins: Where each run begins, and where the last ends; none reaches into another term;
            ``(runs + 1,)``.
        high: The higher bits of the numbers of each run; ``(runs,)``.
    """

    def __init__(self, low: Integers, begins: Integers, high: Integers) -> None:
        self._low = low
        self._begins = begins
        self._high = high

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, chosen: slice) -> Integers:
        """The documents of postings that follow one another."""
        first, last, _ = chosen.indices(len(self._low))
        return self.gather([(first, max(first, last))])

    def gather(self, spans: Spans) -> Integers:
        """The documents of postings in several spans, one after the other."""
        low = [self._low[first:last] for first, last in spans]
        numbers = (low[0] if len(low) == 1 else np.concatenate(low)).astype(np.intp)
        firsts, lasts = self._runs(spans)
        if len(firsts) == 1 and lasts[0] - firsts[0] <= _FEW_RUNS:
            self._raise_runs(numbers, spans[0], range(firsts.item(0), lasts.item(0)))
            return numbers
        sizes = lasts - firsts
        runs = ranges(firsts, sizes)
        edges = np.repeat(np.array(spans, np.int64), sizes, axis=0)
        begins = np.maximum(self._begins.take(runs), edges[:, 0])
        ends = np.minimum(self._begins.take(runs + 1), edges[:, 1])
        numbers += np.repeat(self._high.take(runs).astype(np.intp) << LOW_BITS, ends - begins)
        return numbers

    def look_up(self, spans: Spans, documents: Integers) -> tuple[Integers, Mask]:
        """See :func:`look_up`."""
        low = (documents & ((1 << LOW_BITS) - 1)).astype(np.uint16)
        parts = (int(documents[-1]) >> LOW_BITS) + 1 if len(documents) else 0
        edges = [*documents.searchsorted(np.arange(parts) << LOW_BITS).tolist(), len(documents)]
        wanted = [
            (part, low[first:last])
            for part, (first, last) in enumerate(pairwise(edges))
            if first < last
        ]
        places: list[Integers] = []
        begins: list[int] = []
        ends: list[int] = []
        for first, last in zip(*(runs.tolist() for runs in self._runs(spans)), strict=True):
            of_runs = pairwise(self._begins[first : last + 1].tolist())
            runs = dict(zip(self._high[first:last].tolist(), of_runs, strict=True))
            for part, lows in wanted:
                begin, end = runs.get(part, _NOWHERE)
                places.append(self._low[begin:end].searchsorted(lows))
                begins.append(begin)
                ends.append(end)
        if not places:
            return np.zeros((len(spans), 0), np.intp), np.zeros((len(spans), 0), np.bool_)
        # All at once what can be: these are many short arrays.
        sizes = list(map(len, places))
        limits = np.array([begins, ends]).repeat(sizes, axis=1)
        rows = np.concatenate(places)
        rows += limits[0]
        # Behind the last posting stands that of another run.
        inside = rows < limits[1]
        rows *= inside
        rows = rows.reshape(len(spans), len(documents))
        return rows, inside.reshape(rows.shape) & (self._low.take(rows) == low)

    def _runs(self, spans: Spans) -> tuple[Integers, Integers]:
        """The first run of each span, and the one after its last."""
        # Searched for as what they are, or all of them would be converted first.
        firsts, lasts = np.array(spans, self._begins.dtype).T
        return self._begins.searchsorted(firsts, "right") - 1, self._begins.searchsorted(lasts)

    def _raise_runs(self, numbers: Integers, span: tuple[int, int], runs: range) -> None:
        """Adds their high parts to the numbers of a span."""
        begin, last = span
        shift = begin
        ends: list[int] = self._begins[runs.start + 1 : runs.stop + 1].tolist()
        high: list[int] = self._high[runs.start : runs.stop].tolist()
        for part, end in zip(high, ends, strict=True):
            if part:
                numbers[begin - shift : min(end, last) - shift] += part << LOW_BITS
            begin = end


def look_up(
    numbers: DocumentNumbers | Integers, spans: Spans, documents: Integers
) -> tuple[Integers, Mask]:
    """Looks for documents, which are few, among the postings of terms, which are many.

    Args:
        numbers: Of the documents of all postings.
        spans: Where the postings of each term begin and end; none is empty.
        documents: Those looked for, ascending.

    Returns:
        A posting for each term and document, and whether it is of that document;
        ``(spans, documents)``.
    """
    if isinstance(numbers, DocumentNumbers):
        return numbers.look_up(spans, documents)
    narrowed = documents.astype(numbers.dtype)
    rows = np.array([numbers[first:last].searchsorted(narrowed) for first, last in spans])
    edges = np.array(spans)
    rows += edges[:, :1]
    # Behind the last posting stands that of another term.
    np.minimum(rows, edges[:, 1:] - 1, out=rows)
    # Compared as they are: a number too large for the type may have become another.
    return rows, numbers.take(rows) == documents


def pack_documents(documents: Integers, offsets: Integers) -> Mapping[str, Array]:
    """The arrays of numbers of documents, to be written.

    Args:
        documents: Of each posting, in the narrowest type.
        offsets: Where the postings of each term begin, and where the last end; no term is without.
    """
    most = int(documents.max(initial=0)) >> LOW_BITS
    if not most:
        return {"postings.documents": documents}
    # Into arrays of their own types at once: documents are the longest of all arrays.
    low, high = (np.empty(len(documents), kind) for kind in (np.uint16, smallest_unsigned(most)))
    np.bitwise_and(documents, (1 << LOW_BITS) - 1, out=low, casting="unsafe")
    np.right_shift(documents, LOW_BITS, out=high, casting="unsafe")
    new_run = np.ones(len(documents), np.bool_)
    np.not_equal(high[1:], high[:-1], out=new_run[1:])
    new_run[offsets[:-1]] = True
    begins = np.flatnonzero(new_run)
    return {
        "postings.documents": low,
        "postings.documents.runs": narrow(np.append(begins, len(documents))),
        "postings.documents.high": high[begins],
    }


def unpack_documents(file: ArrayFile) -> DocumentNumbers | Integers:
    """The numbers of documents that were written; a plain array where two bytes say all."""
    low = file["postings.documents"]
    if "postings.documents.runs" not in file:
        return low
    return DocumentNumbers(low, file["postings.documents.runs"], file["postings.documents.high"])
