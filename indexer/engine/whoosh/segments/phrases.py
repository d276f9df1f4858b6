"""Two or three words that often follow one another in the texts of stories or of photos."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import Content, offsets_of, ranges
from indexer.engine.whoosh.segments.parts import all_postings
from indexer.engine.whoosh.segments.recurring import may_recur

MAX_POSITIONS = 1 << 22
"""Positions looked at; of larger segments every so-manieth document is."""

MAX_PHRASES = 10_000
"""Phrases kept of a segment, and no more than it has documents."""

MIN_DOCUMENTS = 3
"""Documents that have to have a phrase among those looked at."""

WITNESSES = 8
"""Documents kept of a phrase, to tell whether it still leads to something."""

ASSOCIATION = 8
"""How many times as often words must stand together as they would by chance."""

PART_OF_LONGER = 0.6
"""Share of the documents of a pair that have it within one phrase of three; it is left out then."""

FORMULA = 0.8
"""Share of the places of a phrase before or behind which the same words stand; what is mostly said
so is part of a template, which nobody looks for."""

FORMULA_WORDS = 3
"""How many words that are."""

_TERM_BITS = 21


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of a segment, the most frequent first.

    Attributes:
        terms: The terms of each, one phrase after the other; ``(words of all phrases,)``.
        sizes: Words of each; ``(phrases,)``.
        counts: Documents that have it, an estimate for large segments; ``(phrases,)``.
        witnesses: Some of them, spread evenly; ``(phrases, WITNESSES)``.
    """

    terms: Integers
    sizes: Integers
    counts: Integers
    witnesses: Integers


def find_phrases(content: Content, last_field: str, ignored: Container[str]) -> Phrases:
    """Finds the frequent phrases of documents.

    Args:
        content: The segment.
        last_field: They are looked for in the fields up to this one.
        ignored: Words that no phrase begins or ends with.
    """
    step, stream, begins = _read(content, content.fields.index(last_field) + 1)
    edges, inner = _fit(content, ignored)
    frequent = np.bincount(stream[stream > 0] - 1, minlength=len(edges))
    triples = _count(stream, begins, (edges, inner, edges), frequent)
    pairs = _without_parts(_count(stream, begins, (edges, edges), frequent), triples)
    sizes = np.repeat([2, 3], [len(pairs.counts), len(triples.counts)])
    counts = np.concatenate([pairs.counts, triples.counts])
    chosen = np.argsort(-counts, kind="stable")[: min(MAX_PHRASES, content.count)]
    words = np.zeros((len(sizes), 3), np.int64)
    words[: len(pairs.terms), :2] = pairs.terms
    words[len(pairs.terms) :] = triples.terms
    kept = np.arange(3) < sizes[chosen, None]
    witnesses = np.concatenate([pairs.witnesses, triples.witnesses])
    return Phrases(words[chosen][kept], sizes[chosen], counts[chosen] * step, witnesses[chosen])


@dataclass(frozen=True, slots=True)
class _Counted:
    """Rows of terms, how many of the documents looked at have them, and some of these."""

    terms: Integers
    counts: Integers
    witnesses: Integers


def _read(content: Content, fields: int) -> tuple[int, Integers, Integers]:
    """The terms of documents in the order in which they stand.

    Returns:
        Every how-manieth document was read; at each position the number of the term there plus 1,
        or 0; and where each document begins.
    """
    spans = content.layout.starts(slice(None))[:, fields]
    step = -(-int(spans.sum()) // MAX_POSITIONS) or 1
    read = np.zeros(content.count, np.bool_)
    read[::step] = True
    begins = offsets_of(np.where(read, spans, 0))
    stream = np.zeros(int(begins[-1]), np.int32)
    for part in all_postings(content.postings):
        kept = np.flatnonzero(read[part.documents])
        counts = part.sizes[kept]
        positions = content.postings.positions[ranges(part.begins[kept], counts)]
        owners = np.repeat(part.documents[kept], counts)
        inside = np.flatnonzero(positions < spans[owners])
        places = begins[owners[inside]] + positions[inside]
        stream[places] = np.repeat(part.terms[kept] + 1, counts)[inside]
    return step, stream, begins


def _fit(content: Content, ignored: Container[str]) -> tuple[Mask, Mask]:
    """Which terms may stand at the ends of a phrase, and which inside one."""
    edges, inner = [], []
    for term in content.postings.terms:
        form = term.decode()
        word = len(form) > 1 and form[0] not in ".0123456789" and not analysis.is_pair(form)
        inner.append(word)
        edges.append(word and form not in ignored)
    return np.array(edges, np.bool_), np.array(inner, np.bool_)


def _count(stream: Integers, begins: Integers, fit: Sequence[Mask], frequent: Integers) -> _Counted:
    """Rows of terms that fit, together in enough stories and more often than by chance."""
    size = len(fit)
    allowed = [np.concatenate([[False], mask & (frequent >= MIN_DOCUMENTS)]) for mask in fit]
    at = np.flatnonzero(allowed[0][stream[: len(stream) - size + 1]])
    for offset in range(1, size):
        at = at[allowed[offset][stream[at + offset]]]
    # No more terms than that stand three times in what is looked at.
    ranks = np.cumsum(frequent >= MIN_DOCUMENTS) - 1
    keys = np.zeros(len(at), np.int64)
    for offset in range(size):
        keys = keys << _TERM_BITS | ranks[stream[at + offset] - 1]
    often = may_recur(keys, MIN_DOCUMENTS)
    keys, at = keys[often], at[often]
    order = np.argsort(keys, kind="stable")
    keys, at = keys[order], at[order]
    documents = np.searchsorted(begins, at, "right") - 1
    new_key = np.diff(keys, prepend=-1) != 0
    new = np.flatnonzero(new_key | (np.diff(documents, prepend=-1) != 0))
    firsts = np.flatnonzero(new_key)
    counts = np.diff(np.searchsorted(new, firsts), append=len(new))
    totals = np.diff(firsts, append=len(keys))
    terms = np.stack([stream[at[firsts] + n].astype(np.int64) - 1 for n in range(size)], axis=1)
    words = np.count_nonzero(stream) or 1
    expected = frequent[terms].astype(np.float64).prod(1) / float(words) ** (size - 1)
    kept = (counts >= MIN_DOCUMENTS) & (totals >= ASSOCIATION * expected)
    kept &= ~_formulas(stream, at, size, firsts, totals)
    spread = counts[kept, None] * np.arange(WITNESSES) // WITNESSES
    witnesses = documents[new[np.searchsorted(new, firsts[kept])[:, None] + spread]]
    return _Counted(terms[kept], counts[kept], witnesses)


def _formulas(
    stream: Integers, at: Integers, size: int, firsts: Integers, totals: Integers
) -> Mask:
    """Which phrases mostly stand behind the same words, or before the same.

    Args:
        stream: The terms as they stand.
        at: Where phrases stand, of one after the other.
        size: Words of a phrase.
        firsts: Where the places of each begin among these.
        totals: How many each has.
    """
    formulas = np.zeros(len(firsts), np.bool_)
    owners = np.repeat(np.arange(len(firsts)), totals)
    for beside in (-FORMULA_WORDS, size):
        around = np.zeros(len(at), np.int64)
        words = np.ones(len(at), np.bool_)
        for offset in range(beside, beside + FORMULA_WORDS):
            term = np.take(stream, at + offset, mode="clip")
            around = around << _TERM_BITS | term
            words &= term > 0
        # Where a text begins or ends there is nothing that could be the same.
        around[~words] = -np.arange(1, np.count_nonzero(~words) + 1)
        order = np.lexsort((around, owners))
        new = (np.diff(around[order], prepend=-1) != 0) | (np.diff(owners[order], prepend=-1) != 0)
        runs = np.flatnonzero(new)
        most = np.zeros(len(firsts), np.int64)
        np.maximum.at(most, owners[order[runs]], np.diff(runs, append=len(at)))
        formulas |= most >= FORMULA * totals
    return formulas


def _without_parts(pairs: _Counted, triples: _Counted) -> _Counted:
    """Pairs that are not mostly a part of one phrase of three words."""
    keys = pairs.terms[:, 0] << _TERM_BITS | pairs.terms[:, 1]
    longest = np.zeros(len(keys), np.int64)
    order = np.argsort(keys)
    for first in (0, 1):
        parts = triples.terms[:, first] << _TERM_BITS | triples.terms[:, first + 1]
        at = np.searchsorted(keys[order], parts)
        at = np.minimum(at, len(keys) - 1)
        found = keys[order[at]] == parts if len(keys) else np.zeros(len(parts), np.bool_)
        np.maximum.at(longest, order[at[found]], triples.counts[found])
    kept = longest < PART_OF_LONGER * pairs.counts
    return _Counted(pairs.terms[kept], pairs.counts[kept], pairs.witnesses[kept])
