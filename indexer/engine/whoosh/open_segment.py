"""A segment opened for searching: look-ups, and numbers worked out once and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.codec import ArraySegment
from indexer.engine.whoosh.occurrences import ROUNDED_DOWN, ROUNDED_UP, saturated
from indexer.engine.whoosh.recent import RecentArrays
from indexer.engine.whoosh.segments.arrays import Array, ArrayFile, Floats, Integers, Mask
from indexer.engine.whoosh.segments.codes import Codes
from indexer.engine.whoosh.segments.content import UNDATED, ranges, sizes_of
from indexer.engine.whoosh.segments.document_numbers import DocumentNumbers, look_up
from indexer.engine.whoosh.segments.files import StoredContent
from indexer.engine.whoosh.segments.impacts import IMPACTS, LEVEL_SUMS, LEVELS, length_norms
from indexer.engine.whoosh.segments.positions import POSITION_BLOCK_BITS
from indexer.engine.whoosh.segments.stems import StemTable
from indexer.photo_keys import photo_number

_OFTEN = 4
"""Words with as many postings as one document in so many are frequent."""

_LEVELS_KEPT = 64
"""Frequent words whose levels are kept."""

Weights = tuple[tuple[str, float], ...]
"""Fields that are searched, and their weights."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """What the profiles of a segment come to, for some fields and weights.

    Attributes:
        wanted: Whether a form with that profile stands in one of the fields; ``(profiles,)``.
        several: Whether a form with that profile stands in two of the fields or more.
        many: Whether it stands in more than two.
        leading: The first two fields in which it stands; ``(2, profiles)``.
        leading_weighted: Weighted frequencies in them; float32 ``(2, profiles)``.
        weighted: Weighted frequencies in all of the fields; float32 ``(profiles, fields)``.
        norms: Length norms of the fields; float32 ``(documents, fields)``.
        weights: Weight by field number; 0 for fields that are not searched.
    """

    wanted: Mask
    several: Mask
    many: Mask
    leading: Integers
    leading_weighted: Floats
    weighted: Floats
    norms: Floats
    weights: Floats


class Lengths:
    """How long fields are on average in all segments of an index.

    Shared by these instead of one another: segments that hold each other would keep the files of
    an index that nobody searches any more open until garbage is looked for.

    Args:
        segments: All of them.
        sparse: True if documents that lack a field do not count for its average. Photos lack most
            fields: where one in twenty has a caption, each would be a very long one.
    """

    def __init__(self, segments: Sequence[ArraySegment], *, sparse: bool) -> None:
        self._segments = segments
        self._sparse = sparse

    def average(self, number: int) -> float:
        """Forms in a field of a document that counts; 1 where none has any."""
        total = documents = 0
        for segment in self._segments:
            lengths = segment.content.layout.lengths[:, number]
            if not segment.live.all():
                lengths = lengths[segment.live]
            total += int(lengths.sum(dtype=np.int64))
            documents += int(np.count_nonzero(lengths)) if self._sparse else len(lengths)
        return total / documents if total else 1.0


class OpenSegment:
    """The stories or the photos of a segment.

    Args:
        segment: The segment.
        lengths: Those of the index that it belongs to.

    Attributes:
        content: Its arrays.
        live: Which documents are not deleted; ``(documents,)``.
        count: Documents, deleted ones included.
        live_count: Documents that are not deleted.
        stems: Terms by stem.
    """

    def __init__(self, segment: ArraySegment, lengths: Lengths) -> None:
        self.content: StoredContent = segment.content
        self.live = segment.live
        self.count = self.content.count
        self.live_count = int(np.count_nonzero(self.live))
        self.stems = StemTable(ArrayFile(segment.path.with_suffix(".stems")))
        self._lengths = lengths
        self._frequencies: dict[int, Floats] = {}
        self._norms: dict[int, Floats] = {}
        self._choices: dict[Weights, FieldChoice] = {}
        self._least: dict[int, Floats] = {}
        self._standing: dict[int, Mask] = {}
        self._having_any: dict[str, Mask] = {}
        self._stemmed_by: dict[str, Mask] = {}
        self._levels = RecentArrays[tuple[tuple[int, int], ...]](_LEVELS_KEPT * self.count)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields."""
        return self.content.fields

    def norm(self, number: int) -> Floats:
        """What a match in a field counts in each document, given the field's length there.

        The average is over the whole index, see :func:`length_norms`.

        Returns:
            Float32, ``(documents,)``.
        """
        norm = self._norms.get(number)
        if norm is None:
            norm = length_norms(
                self.content.layout.lengths[:, number], self._lengths.average(number)
            )
            self._norms[number] = norm
        return norm

    def least(self, terms: int) -> Floats:
        """The share of the highest score that impacts of so many terms add at least, together.

        Every impact is rounded up by less than one step, and so is every sum of two.

        Returns:
            Float32, ``(256,)``.
        """
        least = self._least.get(terms)
        if least is None:
            lower = np.concatenate([np.zeros(terms), IMPACTS[: LEVELS - terms]])
            shares = saturated(lower * min(1.0, *self._ratios))
            least = self._least[terms] = (shares * ROUNDED_DOWN).astype(np.float32)
        return least

    @cached_property
    def most(self) -> Floats:
        """The share of the highest score that an impact does not exceed; as :meth:`least`."""
        return (saturated(self.bounds) * ROUNDED_UP).astype(np.float32)

    @cached_property
    def _ratios(self) -> list[float]:
        """How much longer fields are on average in the index than in the segment.

        A field that no document of the segment has adds to no impact.
        """
        lengths = self.content.layout.lengths
        averages = self.content.impact_averages.tolist()
        return [
            self._lengths.average(number) / average if lengths[:, number].any() else 1.0
            for number, average in enumerate(averages)
        ]

    @cached_property
    def bounds(self) -> Floats:
        """The weighted frequency that an impact cannot exceed in this index; ``(256,)``.

        Where fields are longer on average in the index than in the segment, a match in them
        counts more, but not by more than that ratio.
        """
        bounds: Floats = IMPACTS * max(1.0, *self._ratios)
        return bounds

    def postings(self, term: int) -> tuple[Integers, Integers]:
        """Documents of a term, as indexes, and the codes of its profiles."""
        postings = self.content.postings
        first, last = postings.offsets.item(term), postings.offsets.item(term + 1)
        # NumPy takes indexes of its own width; converting once is quicker than each use would be.
        documents = postings.documents[first:last].astype(np.intp, copy=False)
        return documents, postings.codes[first:last]

    def positions_of(self, postings: Integers) -> tuple[Integers, Integers]:
        """The positions of some postings, one after the other, and how many each has.

        Args:
            postings: Their numbers; a few, but not none.
        """
        # Where a block of postings begins is kept; from there on what stands before is added up.
        stored, blocks = self.content.postings, postings >> POSITION_BLOCK_BITS
        firsts = blocks << POSITION_BLOCK_BITS
        counts = postings - firsts + 1
        ends = counts.cumsum()
        starts = ends - counts
        nearby = (firsts - starts).repeat(counts)
        nearby += np.arange(len(nearby))
        stand = self.profile_sizes.take(stored.codes.take(nearby))
        sizes = stand.take(ends - 1)
        begins = np.add.reduceat(stand, starts) - sizes
        begins += self.content.position_blocks.take(blocks)
        return stored.positions[ranges(begins, sizes)], sizes

    def spans(self, terms: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Where the postings of each term begin and end."""
        offset = self.content.postings.offsets.item
        return tuple([(offset(term), offset(term + 1)) for term in terms])

    def holds(self, term: int, documents: Integers) -> Mask:
        """Whether documents, which are few and ascend, hold a term; one a document given."""
        _, found = look_up(self.content.postings.documents, self.spans((term,)), documents)
        held: Mask = found[0]
        return held

    def levels(self, spans: tuple[tuple[int, int], ...]) -> Integers:
        """What the postings in some spans can add to a score together, by document.

        Of frequent words they are kept: they are the postings, only laid out otherwise.

        Returns:
            Indexes of :attr:`bounds`, 0 where none is, and where the document is deleted; uint8
            ``(documents,)``, not to be written to.
        """
        if _OFTEN * sum([last - first for first, last in spans]) < self.count:
            return self._lay_out(spans)
        levels = self._levels.get(spans)
        if levels is None:
            levels = self._lay_out(spans)
            self._levels.add(spans, levels)
        return levels

    def _lay_out(self, spans: tuple[tuple[int, int], ...]) -> Integers:
        levels = np.zeros(self.count, np.uint8)
        # NumPy takes indexes of its own width; converting once is quicker than each use would be.
        documents = join_spans(self.content.postings.documents, spans).astype(np.intp, copy=False)
        impacts = join_spans(self.content.impacts, spans)
        ends = accumulate([last - first for first, last in spans])
        parts = [slice(begin, end) for begin, end in pairwise([0, *ends])]
        # A term has each of its documents once. The longest has nothing to be added to.
        longest = max(parts, key=lambda part: part.stop - part.start)
        levels[documents[longest]] = impacts[longest]
        for part in parts:
            if part is not longest:
                found = documents[part]
                pairs = levels.take(found).astype(np.intp)
                pairs *= LEVELS
                pairs += impacts[part]
                levels[found] = LEVEL_SUMS.take(pairs)
        if self.live_count < self.count:
            levels[~self.live] = 0
        return levels

    def gather(self, terms: Sequence[int]) -> tuple[Integers, Integers, Integers]:
        """Documents of the postings of terms, as indexes, codes of their profiles, impacts."""
        postings, spans = self.content.postings, self.spans(terms)
        documents, codes, impacts = (
            join_spans(array, spans)
            for array in (postings.documents, postings.codes, self.content.impacts)
        )
        return documents.astype(np.intp, copy=False), codes, impacts

    def document_frequencies(self, terms: Sequence[int]) -> list[int]:
        """Documents that hold each of some terms and are not deleted."""
        if self.live_count == self.count:
            return [last - first for first, last in self.spans(terms)]
        return [int(np.count_nonzero(self.live[self.postings(term)[0]])) for term in terms]

    def choice(self, weights: Weights) -> FieldChoice:
        """What the profiles come to for some fields and weights."""
        choice = self._choices.get(weights)
        if choice is None:
            choice = self._choices[weights] = self._choose(dict(weights))
        return choice

    def having_any(self, name: str) -> Mask:
        """The documents with any value of a facet."""
        having = self._having_any.get(name)
        if having is None:
            having = sizes_of(self.content.columns.facets[name].offsets) > 0
            self._having_any[name] = having
        return having

    def stemmed_by(self, algorithm: str) -> Mask:
        """The stories whose language is stemmed so; empty for those that are not stemmed."""
        stemmed = self._stemmed_by.get(algorithm)
        if stemmed is None:
            column = self.content.columns.facets["lang"]
            theirs = [analysis.stemmed_by(value.decode()) == algorithm for value in column.values]
            stemmed = np.full(self.count, not algorithm)
            # A story has one language or none.
            stories = np.repeat(np.arange(self.count), sizes_of(column.offsets))
            stemmed[stories] = np.array(theirs, np.bool_)[column.codes]
            self._stemmed_by[algorithm] = stemmed
        return stemmed

    def frequencies(self, number: int) -> Floats:
        """How often a form with that profile stands in a field; float32 ``(profiles,)``."""
        frequencies = self._frequencies.get(number)
        if frequencies is None:
            frequencies = self.content.postings.profiles[:, number].astype(np.float32)
            self._frequencies[number] = frequencies
        return frequencies

    def standing(self, number: int) -> Mask:
        """Whether a form with that profile stands in a field; ``(profiles,)``."""
        standing = self._standing.get(number)
        if standing is None:
            standing = self._standing[number] = self.content.postings.profiles[:, number] > 0
        return standing

    @cached_property
    def profile_sizes(self) -> Integers:
        """How often a form with that profile stands in a document; ``(profiles,)``."""
        sizes: Integers = self.content.postings.profiles.sum(1, dtype=np.int64)
        return sizes

    @cached_property
    def parents(self) -> Integers:
        """Number of the story of every photo, as indexes."""
        return self.content.columns.parents.astype(np.intp)

    @cached_property
    def id_ranks(self) -> Integers:
        """Rank of every document's id among those of the segment."""
        ranks = np.empty(self.count, np.int64)
        ranks[self.content.ids.order] = np.arange(self.count)
        return ranks

    @cached_property
    def newest_ranks(self) -> Integers:
        """Rank of every story by date, newest first, then by id; undated ones last."""
        return self._ranks(-self.content.columns.earliest.astype(np.int64))

    @cached_property
    def oldest_ranks(self) -> Integers:
        """The same with the oldest first."""
        return self._ranks(self.content.columns.earliest.astype(np.int64))

    def _choose(self, weights: Mapping[str, float]) -> FieldChoice:
        profiles = self.content.postings.profiles
        by_number = np.array([weights.get(field, 0.0) for field in self.fields])
        chosen = np.flatnonzero(by_number)
        weighted = (profiles[:, chosen] * by_number[chosen]).astype(np.float32)
        fields = np.count_nonzero(weighted, axis=1)
        # Those that are there first, each time in the order of the fields.
        order = (weighted == 0).argsort(axis=1, kind="stable")
        norms = np.stack([self.norm(number) for number in chosen.tolist()], axis=1)
        # Kept once, not by themselves as well.
        self._norms |= {number: norms[:, at] for at, number in enumerate(chosen.tolist())}
        return FieldChoice(
            fields > 0,
            fields > 1,
            fields > 2,  # noqa: PLR2004 - as documented
            order[:, :2].T.copy(),
            np.take_along_axis(weighted, order[:, :2], 1).T.copy(),
            weighted,
            norms,
            by_number,
        )

    def _ranks(self, days: Integers) -> Integers:
        undated = self.content.columns.earliest == UNDATED
        ranks = np.empty(self.count, np.int64)
        ranks[np.lexsort((self.id_ranks, days, undated))] = np.arange(self.count)
        return ranks

    def find(self, document_id: str) -> int | None:
        """The number of a document that is not deleted, or None."""
        number = self.content.ids.find(document_id.encode())
        return number if number is not None and self.live[number] else None

    def with_key(self, key: int) -> list[int]:
        """Numbers of the documents with that key that are not deleted; see :func:`photo_number`."""
        keys, order = self._keys
        first, last = np.searchsorted(keys, [key, key + 1]).tolist()
        return [number for number in order[first:last].tolist() if self.live[number]]

    @cached_property
    def _keys(self) -> tuple[Integers, Integers]:
        """The keys of the documents in order, and whose they are."""
        keys = np.fromiter(map(photo_number, self.content.ids), np.int64, self.count)
        order = np.argsort(keys)
        return keys[order], order

    def id_of(self, number: int) -> str:
        """The id of a document."""
        return self.content.ids.text(number)

    def title_of(self, number: int) -> str:
        """The title of a story."""
        return self.content.columns.titles.text(number)


@dataclass(frozen=True, slots=True)
class SegmentPair:
    """The stories of a segment and their photos."""

    stories: OpenSegment
    photos: OpenSegment


def pack_bits(masks: Mask) -> Integers:
    """Masks over documents, 64 documents a number; ``(..., documents)`` -> ``(..., words)``."""
    packed = np.packbits(masks, axis=-1)
    missing = -packed.shape[-1] % 8
    if missing:
        ends = np.zeros((*packed.shape[:-1], missing), np.uint8)
        packed = np.concatenate([packed, ends], axis=-1)
    return packed.view(np.uint64)


def unpack_bits(packed: Integers, count: int) -> Mask:
    """One of those masks again; ``(words,)`` -> ``(documents,)``."""
    return np.unpackbits(packed.view(np.uint8), count=count).view(np.bool_)


def join_spans(array: Array | Codes | DocumentNumbers, spans: Sequence[tuple[int, int]]) -> Array:
    """Some stretches of an array, one after the other."""
    first, last = spans[0]
    for begin, end in spans[1:]:
        if begin != last:
            if isinstance(array, Codes | DocumentNumbers):
                return array.gather(spans)
            return np.concatenate([array[begin:end] for begin, end in spans])
        last = end
    return array[first:last]
