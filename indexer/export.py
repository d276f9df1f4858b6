"""Hits and mentions as files for other programs, written one after the other."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TextIO

from indexer.engine.base import Hit, Kind, Mention
from indexer.serialize import to_json_bytes

Columns = Mapping[str, Callable[[Any], object]]
"""Name of a column -> what stands in it."""


class Format(StrEnum):
    """How hits and mentions are written."""

    CSV = "csv"
    JSON = "json"


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

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_hits(hits: Iterable[Hit], kind: Kind, how: Format, stream: TextIO) -> None:
    """Writes hits: as CSV with a line of names, or as an array in JSON, a hit a line."""
    if how is Format.JSON:
        _write_json(hits, stream)
    else:
        stream.writelines(csv_lines(hits, COLUMNS[kind]))


def write_mentions(mentions: Iterable[Mention], how: Format, stream: TextIO) -> None:
    """Writes mentions likewise."""
    if how is Format.JSON:
        _write_json(mentions, stream)
    else:
        stream.writelines(csv_lines(mentions, MENTION_COLUMNS))


def csv_lines(rows: Iterable[object], columns: Columns) -> Iterator[str]:
    """Yields the line of names and a line for each of some hits or mentions.

    Text that a spreadsheet would take for a formula begins with an apostrophe, as the archive may
    hold what others wrote: a formula can send what the spreadsheet holds elsewhere.
    """
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_as_text(value(row)) for value in columns.values()])


class _Line:
    """A file that gives what is written to it back."""

    def write(self, text: str) -> str:
        return text


def _as_text(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value


def _write_json(values: Iterable[Hit | Mention], stream: TextIO) -> None:
    before = "[\n"
    for value in values:
        stream.write(before + to_json_bytes(value).decode())
        before = ",\n"
    stream.write("[]\n" if before.startswith("[") else "\n]\n")
