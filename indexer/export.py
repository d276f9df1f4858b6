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


_CITED = {Format.BIBTEX: lambda citation: as_bibtex(citation) + "\n", Format.RIS: as_ris}
_OF_PHOTOS = [how for how in Format if how not in _CITED]

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\n]")


def _joined(values: Sequence[str]) -> str:
    return "; ".join(values)


_STORY: Columns = {
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
_PHOTO: Columns = {
    "id": lambda hit: hit.id,
    "file": lambda hit: hit.file,
    "caption": lambda hit: "".join(run.text for run in hit.caption),
    "credit": lambda hit: hit.credit,
    "photographer": lambda hit: _joined(hit.photographer),
    "agency": lambda hit: hit.agency,
    "via": lambda hit: hit.via,
    "status": lambda hit: hit.status,
    "taken_from": lambda hit: hit.taken and hit.taken.earliest,
    "taken_to": lambda hit: hit.taken and hit.taken.latest,
    "taken_precision": lambda hit: hit.taken and hit.taken.precision,
    "taken_source": lambda hit: hit.taken and hit.taken.source,
    "place": lambda hit: hit.place,
    "image": lambda hit: hit.image and hit.image.state,
    "width": lambda hit: hit.image and hit.image.width,
    "height": lambda hit: hit.image and hit.image.height,
    "story_id": lambda hit: hit.story_id,
    "story_title": lambda hit: hit.story_title,
    "date": lambda hit: hit.date,
    "url": lambda hit: hit.public_url,
    "path": lambda hit: hit.path,
}
COLUMNS = {Kind.STORIES: _STORY, Kind.PHOTOS: _PHOTO}
"""The columns of hits."""

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


def export(
    engine: Engine, request: SearchRequest, how: Format, cite: Callable[[Hit], Citation]
) -> Iterator[str]:
    """Every hit of a search, oldest first, as pieces of a file: a hit each.

    CSV begins with a line of names; JSON is an array, a hit a line.

    Args:
        engine: Searches.
        request: The search; page, size and order make no difference.
        how: How hits are written.
        cite: What is cited of a story.

    Raises:
        ParameterError: Photos are not written so, or as for :meth:`Engine.scan`.
    """
    write = _CITED.get(how)
    if write is not None and request.kind is Kind.PHOTOS:
        allowed = gettext("%(formats)s for photos", formats=one_of(_OF_PHOTOS))
        raise ParameterError("format", how.value, allowed)
    hits = engine.scan(replace(request, snippets=how is Format.JSON))
    if write is not None:
        return (write(cite(hit)) for hit in hits)
    return json_lines(hits) if how is Format.JSON else _csv(hits, COLUMNS[request.kind])


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


def json_lines(found: Iterable[DataclassInstance]) -> Iterator[str]:
    """Rows as a JSON array, a row a line."""
    before = "[\n"
    for one in found:
        yield before + to_json_bytes(one).decode()
        before = ",\n"
    yield "[]\n" if before.startswith("[") else "\n]\n"
