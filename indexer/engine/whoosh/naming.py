"""One name for what is spelt in several ways: in capitals, without accents, or under another name.

The index keeps names as they are printed. Facets show the spelling that most photos have, or the
first name of its line in the authority list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import ne

import numpy as np

from indexer.engine.whoosh.facet_lists import fold_text
from indexer.engine.whoosh.segments.arrays import Integers, Mask, narrow
from indexer.engine.whoosh.segments.content import FacetColumn, offsets_of, sizes_of
from indexer.query.aliases import Aliases

NAMED_FACETS = frozenset({"photographer", "agency", "via", "place"})
"""Facets of photos whose values are names that are printed in several ways."""

SPELT_FACETS = frozenset({"category", "tag", "keyword", "author"})
"""Facets of stories whose values are spelt in several ways. The authority list is about names."""

UNITED_FACETS = NAMED_FACETS | SPELT_FACETS
"""Facets in which one value stands for all that are the same."""

_PARTS = ", "


class Naming:
    """Which name stands for those that are the same, in one facet.

    Args:
        columns: Its values as printed, and which documents count; one each a segment.
        aliases: Names that mean the same.
        in_parts: True where a value may be several names, as a city and its country.

    Attributes:
        renamed: Values, as UTF-8, for which another name stands -> that name.
    """

    def __init__(
        self, columns: Iterable[tuple[FacetColumn, Mask]], aliases: Aliases, *, in_parts: bool
    ) -> None:
        self._aliases = aliases
        self._in_parts = in_parts
        counts: Counter[bytes] = Counter()
        for column, live in columns:
            counted = column.codes
            if not live.all():
                counted = counted[np.repeat(live, sizes_of(column.offsets))]
            here = np.bincount(counted, minlength=len(column.values)).tolist()
            counts.update(dict(zip(column.values, here, strict=True)))
        values = [raw.decode() for raw in counts]
        names = [self._authority(value) for value in values] if aliases.firsts else values
        keys = [fold_text(name) for name in names]
        # The authority list has the last word, then the most frequent spelling.
        ranked = zip(map(ne, names, values), counts.values(), names, keys, strict=True)
        often = {key for key, times in Counter(keys).items() if times > 1}
        # Deleted documents have no say, but what they have is renamed as well.
        several = sorted(spelling for spelling in ranked if spelling[1] and spelling[-1] in often)
        self._spelt = dict(zip(keys, names, strict=True)) | {key: name for *_, name, key in several}
        self.renamed = {
            raw: name.encode()
            for raw, value, key in zip(counts, values, keys, strict=True)
            if (name := self._spelt[key]) != value
        }

    def of(self, value: str) -> str:
        """The name that stands for a value."""
        name = self._authority(value)
        return self._spelt.get(fold_text(name), name)

    def _authority(self, value: str) -> str:
        whole = self._aliases.first_of(value)
        if whole is not None or not self._in_parts:
            return whole or value
        return _PARTS.join(self._aliases.first_of(part) or part for part in value.split(_PARTS))


def rename(column: FacetColumn, naming: Naming) -> tuple[FacetColumn, Integers]:
    """A column with one name for those that are the same, and where each of its values went."""
    values = list(column.values)
    if naming.renamed.keys().isdisjoint(values):
        return column, np.arange(len(values))
    names = [naming.renamed.get(value, value) for value in values]
    different = sorted(set(names))
    positions = {name: number for number, name in enumerate(different)}
    moved = np.array([positions[name] for name in names], np.int64)
    documents = np.repeat(np.arange(len(column.offsets) - 1), sizes_of(column.offsets))
    return each_once(different, documents, moved[column.codes], len(column.offsets) - 1), moved


def each_once(
    values: Sequence[bytes], documents: Integers, codes: Integers, count: int
) -> FacetColumn:
    """The column of documents that have values, each value once a document.

    Args:
        values: In byte order.
        documents: In which a value stands.
        codes: The value that stands there.
        count: Documents.
    """
    size = max(len(values), 1)
    # Nearly in order already, which a stable sort makes use of.
    keys = np.sort(documents * size + codes, kind="stable")
    keys = keys[np.diff(keys, prepend=-1) > 0]
    counts = np.bincount(keys // size, minlength=count)
    return FacetColumn(values, narrow(offsets_of(counts)), narrow(keys % size))
