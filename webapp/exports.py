"""Every hit of a search as a file, written while it is sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from flask import Blueprint, Response, stream_with_context

from indexer.citation import Citation, cite_hit
from indexer.citation_formats import CITATION_FORMATS
from indexer.engine.request import SearchRequest
from indexer.engine.results import Hit
from indexer.errors import ParameterError, one_of
from indexer.export import Format, export
from indexer.texts import gettext, message
from webapp.links import lasting_url
from webapp.own import asked_search
from webapp.site import current_site

blueprint = Blueprint("exports", __name__)

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take CSV in UTF-8 for the encoding of their own country."""

MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.BIBTEX: CITATION_FORMATS[Format.BIBTEX].media_type,
    Format.RIS: CITATION_FORMATS[Format.RIS].media_type,
}
_NOT_WHOLE = message("This file is not whole: something went wrong while it was written.")
# What makes a file invalid as well: an array without an end, an entry without a name.
_BREAKS = {Format.CSV: "", Format.JSON: "\n", Format.BIBTEX: "@ ", Format.RIS: ""}
_CHUNK = 32_768
_MAX_NAME = 60


@blueprint.get("/export")
def search() -> Response:
    """Every hit of a search; ``format`` says how they are written.

    Where something goes wrong while hits are being sent, the file ends with a line that says so
    and the connection without its last chunk, so that nobody takes it for the whole.
    """
    site = current_site()
    asked, own = asked_search({"format"})
    try:
        how = Format(own.get("format", ""))
    except ValueError:
        raise ParameterError("format", own.get("format", ""), one_of(Format)) from None
    return file_response(export(site.engine, asked, how, _cite), how, file_name(asked))


def file_response(pieces: Iterator[str], how: Format, name: str) -> Response:
    """A file that is sent while it is written.

    Args:
        pieces: The file.
        how: Its format.
        name: Its name without a suffix.
    """
    not_whole = f"{_BREAKS[how]}{gettext(_NOT_WHOLE)}\n"
    # What goes wrong at once is still an error page.
    first = (BYTE_ORDER_MARK if how is Format.CSV else "") + next(pieces, "")
    response = Response(
        stream_with_context(in_chunks(chain([first], pieces), not_whole)),
        content_type=f"{MEDIA_TYPES[how]}; charset=utf-8",
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{how}")
    # One that broke must not be taken for the same as the next.
    response.headers["Cache-Control"] = "no-store"
    return response


def in_chunks(pieces: Iterable[str], not_whole: str) -> Iterator[bytes]:
    """A file in chunks worth sending, the first of them as soon as there is anything.

    Args:
        pieces: The file.
        not_whole: What it ends with where not every piece can be had.
    """
    held: list[str] = []
    size = 0
    least = 1
    try:
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= least:
                yield "".join(held).encode()
                held, size, least = [], 0, _CHUNK
    except Exception:
        # Proxies that speak HTTP 1.0 with the site take a broken connection for the end.
        yield "".join([*held, not_whole]).encode()
        raise
    if size:
        yield "".join(held).encode()


def _cite(hit: Hit) -> Citation:
    today = date.today()  # noqa: DTZ011 - the reader's day is not known
    return cite_hit(hit, current_site().title, lasting_url(hit.id, hit.public_url), today)


def file_name(asked: SearchRequest, what: str = "") -> str:
    """Letters, digits and hyphens that tell the archive, what was searched, and the day.

    Args:
        asked: The search.
        what: What of it is in the file, where that is not what it finds.
    """
    values = [value for values in asked.filters.values() for value in values]
    day = date.today()  # noqa: DTZ011 - as above
    words = " ".join([current_site().title, asked.kind, asked.q, *values, what])
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_MAX_NAME].strip("-")
    return f"{slug}-{day}"
