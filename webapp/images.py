"""Pictures of the archive, whole and small."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file

from indexer.errors import ParameterError
from indexer.model import is_too_large
from indexer.texts import gettext
from webapp.caching import is_asked, keep_for_ever, keep_to_the_reader
from webapp.gone import abort_without
from webapp.site import Site, current_site
from webapp.thumbnails import BusyError, UnreadableImageError, thumbnail_key

blueprint = Blueprint("images", __name__)

_MAX_AGE = 3600
_RETRY_AFTER = 5
_HEAD_BYTES = 32
_THUMB = "thumb"
_PLACEHOLDER = Path(__file__).with_name("static") / "no-picture.svg"
_SIGNATURES = (
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("image/avif", re.compile(rb".{4}ftypavi[fs]", re.DOTALL)),
)


@blueprint.get("/img/<photo_id>")
def image(photo_id: str) -> Response:
    """The picture of a photo; ``size=thumb`` asks for a small one, ``v`` names its content."""
    size = request.args.get("size")
    if size not in {None, _THUMB}:
        raise ParameterError("size", str(size), gettext("%(value)s, or left out", value=_THUMB))
    site = current_site()
    found = site.engine.photo(photo_id)
    if found is None:
        abort_without(site.engine, photo_id)
    name = found[1].image.file
    file = find_file(site.image_folders(), name) if name else None
    kind = raster_type(file) if file else None
    if file is None or kind is None:
        abort(404)
    if is_too_large(found[1].image):
        return _send_placeholder()
    if size == _THUMB:
        response = _send_thumbnail(file, site)
    else:
        response = send_file(file, mimetype=kind, conditional=True, max_age=_MAX_AGE)
    if response.status_code == HTTPStatus.NOT_FOUND:
        response.cache_control.max_age = _MAX_AGE
    elif response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.cache_control.no_store = True
        response.retry_after = _RETRY_AFTER
    elif is_asked(found[1].image.version):
        keep_for_ever(response, public=False)
    else:
        keep_to_the_reader(response)
    if not site.settings.private:
        # Pages of other sites show them in the search box, some under a policy that asks for this.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def find_file(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in one of the folders, links followed but never out of them all.

    Args:
        folders: Where it may lie, in order of preference.
        name: POSIX path relative to them.
    """
    roots = [folder.resolve() for folder in folders]
    for root in roots:
        try:
            file = (root / name).resolve(strict=True)
        except (OSError, RuntimeError):  # not there, or links in a circle
            continue
        if file.is_file() and any(file.is_relative_to(allowed) for allowed in roots):
            return file
    return None


def raster_type(file: Path) -> str | None:
    """The media type of a picture by its first bytes; None for anything but a raster image.

    Names lie often enough, and an SVG or HTML file under a picture's name must not be served.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return None
    return next((kind for kind, signature in _SIGNATURES if signature.match(head)), None)


def _send_thumbnail(file: Path, site: Site) -> Response:
    try:
        key = thumbnail_key(file)
        data = site.thumbnails.get(file, site.thumbnail_folder() / f"{key}.webp")
    except UnreadableImageError:
        return _send_placeholder()
    except BusyError:
        return _send_placeholder(HTTPStatus.SERVICE_UNAVAILABLE)
    return send_file(
        io.BytesIO(data), mimetype="image/webp", conditional=True, etag=key, max_age=_MAX_AGE
    )


def _send_placeholder(status: HTTPStatus = HTTPStatus.NOT_FOUND) -> Response:
    """What browsers show in place of a picture; programs see that there is none, or not now."""
    return Response(_PLACEHOLDER.read_bytes(), status, mimetype="image/svg+xml")
