"""Hits as a file for other programs, written one after the other however many there are."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TextIO

from indexer.engine.base import Hit, Kind
from indexer.serialize import to_json_bytes


class Format(StrEnum):
    """How hits are written."""

    CSV = "csv"
    JSON = "json"


def _joined(values: Sequence[str]) -> str:
    return "; ".join(values)


_STORY: Mapping[str, Callable[[Any], object]] = {
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
_PHOTO: Mapping[str, Callable[[Any], object]] = {
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
"""Name of a column -> what stands in it."""


def write_hits(hits: Iterable[Hit], kind: Kind, how: Format, stream: TextIO) -> None:
    """Writes hits: as CSV with a line of names, or as an array in JSON, a hit a line."""
    if how is Format.JSON:
        _write_json(hits, stream)
    else:
        _write_csv(hits, COLUMNS[kind], stream)


def _write_csv(
    hits: Iterable[Hit], columns: Mapping[str, Callable[[Any], object]], stream: TextIO
) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([value(hit) for value in columns.values()] for hit in hits)


def _write_json(hits: Iterable[Hit], stream: TextIO) -> None:
    before = "[\n"
    for hit in hits:
        stream.write(before + to_json_bytes(hit).decode())
        before = ",\n"
    stream.write("[]\n" if before.startswith("[") else "\n]\n")
