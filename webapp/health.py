"""Whether the site can answer, for whoever keeps it running."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.site import current_site

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Figures of what answers, and whether a newer index waits that cannot be opened."""
    engine = current_site().engine
    stats = engine.stats()
    response = jsonify(
        status="behind" if engine.is_behind() else "ok",
        generation=stats.generation,
        stories=stats.stories,
        photos=stats.photos,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
