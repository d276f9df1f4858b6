"""A segment as a file of arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Floats,
    Integers,
    smallest_unsigned,
    write_arrays,
)
from indexer.engine.whoosh.segments.codes import pack_codes, unpack_codes
from indexer.engine.whoosh.segments.content import (
    Columns,
    Content,
    FacetColumn,
    Layout,
    Postings,
    sizes_of,
)
from indexer.engine.whoosh.segments.document_numbers import pack_documents, unpack_documents
from indexer.engine.whoosh.segments.impacts import find_impacts
from indexer.engine.whoosh.segments.positions import (
    pack_positions,
    position_blocks,
    unpack_positions,
)
from indexer.engine.whoosh.segments.strings import (
    OrderedStrings,
    SortedStrings,
    Strings,
    StringsRead,
    pack_ordered,
    pack_strings,
    unpack_ordered,
    unpack_sorted,
)


@dataclass(frozen=True, slots=True)
class StoredContent(Content):
    """A segment in a file, whose terms and documents can be found.

    Attributes:
        terms: As in ``postings``.
        ids: As in ``columns``.
        impacts: What each posting can add to a score; uint8 ``(postings,)``.
        impact_averages: The average lengths that impacts rest on; ``(fields,)``.
        position_blocks: Where the positions of every so many postings begin, see
            :func:`indexer.engine.whoosh.segments.positions.position_blocks`.
    """

    terms: SortedStrings
    ids: OrderedStrings
    impacts: Integers
    impact_averages: Floats
    position_blocks: Integers


def write_segment(
    path: Path, content: Content, weights: Mapping[str, float], *, sparse: bool
) -> None:
    """Writes a segment.

    Args:
        path: Of the file.
        content: What it holds.
        weights: Fields in which words are looked for, and what they weigh.
        sparse: As in :func:`indexer.engine.whoosh.segments.impacts.average_lengths`.
    """
    postings, layout, columns = content.postings, content.layout, content.columns
    arrays: dict[str, Array] = {
        **pack_strings("terms", postings.terms),
        "postings.offsets": postings.offsets,
        **pack_documents(postings.documents[:], postings.offsets),
        **find_impacts(content, weights, sparse=sparse),
        **pack_codes(postings.codes[:], postings.profiles),
        "positions.offsets": postings.position_offsets,
        **pack_positions(postings.positions[:]),
        "positions.blocks": position_blocks(postings.codes[:], postings.profiles),
        "lengths": layout.lengths,
        "texts": layout.texts,
        "texts.rows": layout.rows,
        **pack_ordered("ids", columns.ids),
        "earliest": columns.earliest,
        "latest": columns.latest,
        "parents": columns.parents,
        **pack_strings("titles", columns.titles),
        **pack_strings("records", columns.records),
        "signatures": columns.signatures,
        "pictures": columns.pictures,
    }
    for name, facet in columns.facets.items():
        arrays |= pack_strings(f"facet.{name}", facet.values)
        if not _one_each(facet):
            arrays[f"facet.{name}.begins"] = facet.offsets
        arrays[f"facet.{name}.codes"] = facet.codes
    facts = {"fields": content.fields, "facets": list(columns.facets)}
    write_arrays(path, arrays, facts)


def read_segment(file: ArrayFile) -> StoredContent:
    """A segment, as views of its file."""
    terms, ids = unpack_sorted(file, "terms"), unpack_ordered(file, "ids")
    # One for all facets of which every document has one value.
    in_order = np.arange(len(ids) + 1, dtype=smallest_unsigned(len(ids)))
    return StoredContent(
        tuple(file.facts["fields"]),
        Postings(
            terms,
            file["postings.offsets"],
            unpack_documents(file),
            unpack_codes(file),
            file["profiles"],
            file["positions.offsets"],
            unpack_positions(file),
        ),
        Layout(file["lengths"], file["texts"], file["texts.rows"]),
        Columns(
            ids,
            file["earliest"],
            file["latest"],
            {name: _read_facet(file, name, in_order) for name in file.facts["facets"]},
            file["parents"],
            Strings(file["titles.bytes"], file["titles.offsets"]),
            StringsRead(file, "records"),
            file["signatures"],
            file["pictures"],
        ),
        terms,
        ids,
        file["impacts"],
        file["impacts.averages"],
        file["positions.blocks"],
    )


def _one_each(facet: FacetColumn) -> bool:
    """True if every document has one value, so that nothing need be kept of where each begins."""
    return bool((sizes_of(facet.offsets) == 1).all())


def _read_facet(file: ArrayFile, name: str, in_order: Integers) -> FacetColumn:
    return FacetColumn(
        unpack_sorted(file, f"facet.{name}"),
        file.get(f"facet.{name}.begins", in_order),
        file[f"facet.{name}.codes"],
    )
