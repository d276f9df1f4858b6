"""The JSON API: the parameters of the pages, the engine's answer as it is."""

from __future__ import annotations

from flask import Blueprint, Response, request

from indexer.parameters import parse_parameters
from indexer.serialize import to_json_bytes
from webapp.site import current_site

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def search() -> Response:
    """Stories or photos that were found."""
    asked = parse_parameters(request.args.items(multi=True), extras=current_site().engine.extras())
    result = current_site().engine.search(asked)
    return Response(to_json_bytes(result), mimetype="application/json")
