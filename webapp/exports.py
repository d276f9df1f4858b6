"""Every hit of a search as a file, written while it is sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from flask import Blueprint, Response, stream_with_context

from indexer.citation import Citation, cite_hit
from indexer.citation_formats import CITATION_FORMATS
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Hit
from indexer.export import Format, export_photos, export_stories, format_for
from indexer.photo_files import images_zip, sidecars_zip
from indexer.photo_metadata import PhotoRecord
from indexer.texts import gettext, message
from webapp.links import lasting_url
from webapp.own import asked_search
from webapp.selection import PARAMETER, records_of, selected, selected_names
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
    """Every hit of a search, or the photos of a selection; ``format`` says how they are written.

    Where something goes wrong while hits are being sent, the file ends with a line that says so
    (a ZIP file without its directory) and the connection without its last chunk, so that nobody
    takes it for the whole.
    """
    engine = current_site().engine
    asked, own = asked_search({"format", "inferred", PARAMETER})
    is_selection = PARAMETER in own
    kind = Kind.PHOTOS if is_selection else asked.kind
    how = format_for(kind, own.get("format", ""))
    if is_selection:
        asked = SearchRequest(kind=kind, q=gettext("selection"))
        records = records_of(selected(engine, selected_names()))
    elif kind is Kind.PHOTOS:
        records = records_of(engine.scan_photos(asked))
    else:
        pieces = export_stories(engine, asked, how, _cite)
        return file_response(pieces, how, file_name(asked))
    if how in {Format.ZIP, Format.XMP}:
        return _zip_response(records, how, file_name(asked), inferred=own.get("inferred") == "on")
    return file_response(export_photos(records, how), how, file_name(asked))


def _zip_response(
    records: Iterator[PhotoRecord], how: Format, name: str, *, inferred: bool
) -> Response:
    site = current_site()
    now = datetime.now()  # noqa: DTZ005 - ZIP files know no other time than the local one
    if how is Format.XMP:
        pieces, name = sidecars_zip(records, now, inferred=inferred), f"{name}-xmp"
    else:
        archive = Path(site.stats().archive)
        pieces = images_zip(records, archive, site.settings.image_root, now)
    # What goes wrong at once is still an error page.
    first = next(pieces, b"")
    sent = stream_with_context(chain([first], pieces))
    return _attached(Response(sent, content_type="application/zip"), f"{name}.zip")


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
    sent = stream_with_context(in_chunks(chain([first], pieces), not_whole))
    response = Response(sent, content_type=f"{MEDIA_TYPES[how]}; charset=utf-8")
    return _attached(response, f"{name}.{how}")


def _attached(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
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
