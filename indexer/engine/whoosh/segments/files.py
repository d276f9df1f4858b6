"""A segment as a file of arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Floats,
    Integers,
    write_arrays,
)
from indexer.engine.whoosh.segments.content import (
    Columns,
    Content,
    FacetColumn,
    Layout,
    Postings,
)
from indexer.engine.whoosh.segments.impacts import find_impacts
from indexer.engine.whoosh.segments.strings import (
    OrderedStrings,
    SortedStrings,
    pack_ordered,
    pack_strings,
    unpack_ordered,
    unpack_sorted,
    unpack_strings,
)


@dataclass(frozen=True, slots=True)
class StoredContent(Content):
    """A segment in a file, whose terms and documents can be found.

    Attributes:
        terms: As in ``postings``.
        ids: As in ``columns``.
        impacts: What each posting can add to a score; uint8 ``(postings,)``.
        impact_averages: The average lengths that impacts rest on; ``(fields,)``.
    """

    terms: SortedStrings
    ids: OrderedStrings
    impacts: Integers
    impact_averages: Floats


def write_segment(path: Path, content: Content, weights: Mapping[str, float]) -> None:
    """Writes a segment.

    Args:
        path: Of the file.
        content: What it holds.
        weights: Fields in which words are looked for, and what they weigh.
    """
    postings, layout, columns = content.postings, content.layout, content.columns
    arrays: dict[str, Array] = {
        **pack_strings("terms", postings.terms),
        "postings.offsets": postings.offsets,
        "postings.documents": postings.documents,
        "postings.codes": postings.codes,
        **find_impacts(content, weights),
        "profiles": postings.profiles,
        "positions.offsets": postings.position_offsets,
        "positions": postings.positions,
        "starts": layout.starts,
        "lengths": layout.lengths,
        **pack_ordered("ids", columns.ids),
        "earliest": columns.earliest,
        "latest": columns.latest,
        "parents": columns.parents,
        **pack_strings("records", columns.records),
        "signatures": columns.signatures,
    }
    for name, facet in columns.facets.items():
        arrays |= pack_strings(f"facet.{name}", facet.values)
        arrays[f"facet.{name}.begins"] = facet.offsets
        arrays[f"facet.{name}.codes"] = facet.codes
    facts = {"fields": content.fields, "facets": list(columns.facets)}
    write_arrays(path, arrays, facts)


def read_segment(file: ArrayFile) -> StoredContent:
    """A segment, as views of its file."""
    terms, ids = unpack_sorted(file, "terms"), unpack_ordered(file, "ids")
    return StoredContent(
        tuple(file.facts["fields"]),
        Postings(
            terms,
            file["postings.offsets"],
            file["postings.documents"],
            file["postings.codes"],
            file["profiles"],
            file["positions.offsets"],
            file["positions"],
        ),
        Layout(file["starts"], file["lengths"]),
        Columns(
            ids,
            file["earliest"],
            file["latest"],
            {name: _read_facet(file, name) for name in file.facts["facets"]},
            file["parents"],
            unpack_strings(file, "records"),
            file["signatures"],
        ),
        terms,
        ids,
        file["impacts"],
        file["impacts.averages"],
    )


def _read_facet(file: ArrayFile, name: str) -> FacetColumn:
    return FacetColumn(
        unpack_sorted(file, f"facet.{name}"),
        file[f"facet.{name}.begins"],
        file[f"facet.{name}.codes"],
    )
