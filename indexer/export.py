"""Hits and mentions as files for other programs, written one after the other."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from indexer.citation import Citation
from indexer.citation_formats import as_bibtex, as_ris
from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Hit, Mention
from indexer.errors import ParameterError, one_of
from indexer.photo_metadata import FIELDS, PhotoRecord, in_a_cell
from indexer.serialize import to_json_bytes
from indexer.texts import gettext

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Columns = Mapping[str, Callable[[Any], object]]
"""Name of a column -> what stands in it."""


class Format(StrEnum):
    """How hits and mentions are written."""

    CSV = "csv"
    JSON = "json"
    BIBTEX = "bib"
    RIS = "ris"
    ZIP = "zip"
    XMP = "xmp"


_CITED: Mapping[Format, Callable[[Citation], str]] = {
    Format.BIBTEX: lambda citation: as_bibtex(citation) + "\n",
    Format.RIS: as_ris,
}
FORMATS = {
    Kind.STORIES: (Format.CSV, Format.JSON, Format.BIBTEX, Format.RIS),
    Kind.PHOTOS: (Format.CSV, Format.JSON, Format.ZIP, Format.XMP),
}
"""How stories and photos are written."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\n]")


def _joined(values: Sequence[str]) -> str:
    return "; ".join(values)


STORY_COLUMNS: Columns = {
    "id": lambda hit: hit.id,
    "title": lambda hit: hit.title,
    "date": lambda hit: hit.date,
    "date_precision": lambda hit: hit.date_precision,
    "date_source": lambda hit: hit.date_source,
    "authors": lambda hit: _joined(hit.authors),
    "categories": lambda hit: _joined(hit.categories),
    "tags": lambda hit: _joined(hit.tags),
    "lang": lambda hit: hit.lang,
    "photos": lambda hit: hit.photo_count,
    "url": lambda hit: hit.public_url,
    "path": lambda hit: hit.path,
}
"""The columns of stories; those of photos are :data:`indexer.photo_metadata.FIELDS`."""

MENTION_COLUMNS: Columns = {
    "date": lambda mention: mention.date,
    "title": lambda mention: mention.title,
    "before": lambda mention: mention.before,
    "match": lambda mention: mention.match,
    "after": lambda mention: mention.after,
    "source": lambda mention: mention.source,
    "url": lambda mention: mention.public_url,
    "path": lambda mention: mention.path,
    "story_id": lambda mention: mention.story_id,
}
"""The columns of mentions."""


def format_for(kind: Kind, name: str) -> Format:
    """The format of that name.

    Raises:
        ParameterError: This kind of hit is not written so.
    """
    if name in FORMATS[kind]:
        return Format(name)
    allowed = one_of(FORMATS[kind])
    if kind is Kind.PHOTOS:
        allowed = gettext("%(formats)s for photos", formats=allowed)
    raise ParameterError("format", name, allowed)


def export_stories(
    engine: Engine, request: SearchRequest, how: Format, cite: Callable[[Hit], Citation]
) -> Iterator[str]:
    """Every story that a search finds, oldest first, as pieces of a file: a story each.

    CSV begins with a line of names; JSON is an array, a story a line.

    Args:
        engine: Searches.
        request: The search; page, size and order make no difference.
        how: How they are written, one of those for stories.
        cite: What is cited of a story.

    Raises:
        ParameterError: As for :meth:`Engine.scan`.
    """
    hits = engine.scan(replace(request, snippets=how is Format.JSON))
    if write := _CITED.get(how):
        return (write(cite(hit)) for hit in hits)
    return json_lines(hits) if how is Format.JSON else _csv(hits, STORY_COLUMNS)


def export_photos(records: Iterable[PhotoRecord], how: Format) -> Iterator[str]:
    """Photos as pieces of a file likewise, as CSV or JSON."""
    if how is Format.JSON:
        return json_lines({field.name: field.read(one) for field in FIELDS} for one in records)
    rows = ((in_a_cell(field.read(one)) for field in FIELDS) for one in records)
    return csv_lines(chain([[field.name for field in FIELDS]], rows))


def export_mentions(mentions: Iterable[Mention], how: Format) -> Iterator[str]:
    """Mentions as pieces of a file likewise, as CSV or JSON."""
    if how is Format.JSON:
        return json_lines(mentions)
    return _csv(mentions, MENTION_COLUMNS)


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows as lines of CSV that no spreadsheet takes for formulas.

    An apostrophe goes before a text that begins as a formula does; numbers and dates are as they
    are. Every CSV file of Backfile is written by this.
    """
    line = StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in rows:
        writer.writerow(_guarded(cell) for cell in row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _guarded(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # Python quotes what breaks its own lines only; readers break lines at a lone \r too.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _csv(found: Iterable[Hit | Mention], columns: Columns) -> Iterator[str]:
    rows = ([value(one) for value in columns.values()] for one in found)
    return csv_lines(chain([columns], rows))


def json_lines(found: Iterable[DataclassInstance | dict[str, Any]]) -> Iterator[str]:
    """Rows as a JSON array, a row a line."""
    before = "[\n"
    for one in found:
        yield before + to_json_bytes(one).decode()
        before = ",\n"
    yield "[]\n" if before.startswith("[") else "\n]\n"
