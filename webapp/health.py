"""Whether the site can answer, for whoever keeps it running."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from indexer.errors import BackfileError
from webapp.site import current_site

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Figures read anew from the index; 503 when it cannot be read."""
    try:
        stats = current_site().engine.stats()
    except (BackfileError, OSError):
        response = jsonify(status="unavailable", generation=None, stories=None, photos=None)
        response.status_code = 503
    else:
        response = jsonify(
            status="ok",
            generation=stats.generation,
            stories=stats.stories,
            photos=stats.photos,
        )
    response.headers["Cache-Control"] = "no-store"
    return response
