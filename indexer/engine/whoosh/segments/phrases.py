"""Two or three words that often follow one another in the texts of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.content import Content, offsets_of, ranges, sizes_of
from indexer.query.stop_words import stop_words

MAX_POSITIONS = 1 << 22
"""Positions looked at; of larger segments every so-manieth story is."""

MAX_PHRASES = 10_000
"""Phrases kept of a segment, and no more than it has stories."""

MIN_STORIES = 3
"""Stories that have to have a phrase among those looked at."""

ASSOCIATION = 8
"""How many times as often words must stand together as they would by chance."""

PART_OF_LONGER = 0.6
"""Share of its stories in which a pair is within one phrase of three words, and left out for it."""

_TERM_BITS = 21


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of a segment, the most frequent first.

    Attributes:
        terms: The terms of each, one phrase after the other; ``(words of all phrases,)``.
        sizes: Words of each; ``(phrases,)``.
        stories: About how many stories have it; ``(phrases,)``.
    """

    terms: Integers
    sizes: Integers
    stories: Integers


def find_phrases(content: Content, fields: Sequence[str]) -> Phrases:
    """Finds the frequent phrases in some fields of stories, which lie first in each of them."""
    step, stream, documents = _read(content, content.fields.index(fields[-1]) + 1)
    edges, inner = _fit(content)
    frequent = np.bincount(stream[stream > 0] - 1, minlength=len(edges))
    pairs = _count(stream, documents, (edges, edges), frequent)
    triples = _count(stream, documents, (edges, inner, edges), frequent)
    pairs = _without_parts(pairs, triples)
    most = min(MAX_PHRASES, content.count)
    sizes = np.repeat([2, 3], [len(pairs.stories), len(triples.stories)])
    stories = np.concatenate([pairs.stories, triples.stories])
    chosen = np.argsort(-stories, kind="stable")[:most]
    words = np.zeros((len(sizes), 3), np.int64)
    words[: len(pairs.terms), :2] = pairs.terms
    words[len(pairs.terms) :] = triples.terms
    kept = np.arange(3) < sizes[chosen, None]
    return Phrases(words[chosen][kept], sizes[chosen], stories[chosen] * step)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Rows of terms, and how many of the stories looked at have them."""

    terms: Integers
    stories: Integers


def _read(content: Content, fields: int) -> tuple[int, Integers, Integers]:
    """The terms of stories in the order in which they stand.

    Returns:
        Every how-manieth story was read; at each position the number of the term there plus 1,
        or 0; and where each story begins.
    """
    spans = content.layout.starts[:, fields].astype(np.int64)
    step = -(-int(spans.sum()) // MAX_POSITIONS) or 1
    read = np.zeros(content.count, np.bool_)
    read[::step] = True
    begins = offsets_of(np.where(read, spans, 0))
    postings = content.postings
    sizes = postings.profiles.sum(1, dtype=np.int64)[postings.codes]
    kept = np.flatnonzero(read[postings.documents])
    counts = sizes[kept]
    places = postings.positions[ranges(offsets_of(sizes)[kept], counts)].astype(np.int64)
    owners = np.repeat(postings.documents[kept].astype(np.int64), counts)
    terms = np.repeat(np.arange(len(postings.terms)), sizes_of(postings.offsets))[kept]
    inside = places < spans[owners]
    stream = np.zeros(int(begins[-1]), np.int32)
    stream[(begins[owners] + places)[inside]] = np.repeat(terms, counts)[inside] + 1
    return step, stream, begins


def _fit(content: Content) -> tuple[Mask, Mask]:
    """Which terms may stand at the ends of a phrase, and which inside one."""
    column = content.columns.facets["lang"]
    ignored = stop_words(value.decode() for value in column.values)
    edges, inner = [], []
    for term in content.postings.terms:
        form = term.decode()
        word = len(form) > 1 and not form[0].isdigit() and not analysis.is_pair(form)
        inner.append(word)
        edges.append(word and form not in ignored)
    return np.array(edges, np.bool_), np.array(inner, np.bool_)


def _count(stream: Integers, begins: Integers, fit: Sequence[Mask], frequent: Integers) -> _Counted:
    """Rows of terms that fit, together in enough stories and more often than by chance."""
    size = len(fit)
    allowed = [np.concatenate([[False], mask & (frequent >= MIN_STORIES)]) for mask in fit]
    at = np.flatnonzero(allowed[0][stream[: len(stream) - size + 1]])
    for offset in range(1, size):
        at = at[allowed[offset][stream[at + offset]]]
    # No more terms than that stand three times in what is looked at.
    ranks = np.cumsum(frequent >= MIN_STORIES) - 1
    keys = np.zeros(len(at), np.int64)
    for offset in range(size):
        keys = keys << _TERM_BITS | ranks[stream[at + offset] - 1]
    order = np.argsort(keys, kind="stable")
    keys, at = keys[order], at[order]
    stories = np.searchsorted(begins, at, "right")
    new_key = np.diff(keys, prepend=-1) != 0
    new = new_key | (np.diff(stories, prepend=-1) != 0)
    firsts = np.flatnonzero(new_key)
    counts = np.add.reduceat(new, firsts, dtype=np.int64) if len(firsts) else firsts
    totals = np.diff(firsts, append=len(keys))
    terms = np.stack([stream[at[firsts] + n].astype(np.int64) - 1 for n in range(size)], axis=1)
    words = np.count_nonzero(stream) or 1
    expected = frequent[terms].astype(np.float64).prod(1) / float(words) ** (size - 1)
    kept = (counts >= MIN_STORIES) & (totals >= ASSOCIATION * expected)
    return _Counted(terms[kept], counts[kept])


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
        np.maximum.at(longest, order[at[found]], triples.stories[found])
    kept = longest < PART_OF_LONGER * pairs.stories
    return _Counted(pairs.terms[kept], pairs.stories[kept])
