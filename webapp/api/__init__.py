"""The JSON API for other sites and programs: read-only, everything in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, request, url_for

from indexer.serialize import to_json_bytes
from webapp.api.answers import Links
from webapp.api.headers import ROOT
from webapp.api.openapi import describe
from webapp.api.routes import ENDPOINTS
from webapp.api.shedding import refuse_if_late

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JSON = "application/json"
_MAX_LINK = 1000

blueprint = Blueprint("api", __name__, url_prefix=ROOT)


blueprint.before_request(refuse_if_late)


@blueprint.before_request
def refuse_other_formats() -> None:
    """Answers in JSON are no use to whoever asks for something else."""
    if request.accept_mimetypes and not request.accept_mimetypes[JSON]:
        abort(HTTPStatus.NOT_ACCEPTABLE)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of the API (OpenAPI 3.1)."""
    return Response(to_json_bytes(describe()), mimetype=JSON)


def _answering(view: Callable[..., DataclassInstance]) -> Callable[..., Response]:
    @wraps(view)
    def answer(**path: Any) -> Response:  # noqa: ANN401 - parts of the path
        answered = view(**path)
        response = Response(to_json_bytes(answered), mimetype=JSON)
        response.headers["Link"] = ", ".join(_links(getattr(answered, "links", None)))
        return response

    return answer


def _links(links: Links | None) -> Iterator[str]:
    """Where other pages are and where the API is described (RFC 8288, RFC 8631)."""
    for name in ("next", "prev", "last"):
        address = getattr(links, name, None)
        # Servers in between take headers of a few kilobytes only; the answer has it in any case.
        if address and len(address) <= _MAX_LINK:
            yield f'<{address}>; rel="{name}"'
    yield f'<{url_for("api.openapi")}>; rel="service-desc"'
    yield f'<{url_for("api_page.page")}>; rel="service-doc"'


for endpoint in ENDPOINTS:
    rule = endpoint.path.replace("{", "<").replace("}", ">")
    blueprint.add_url_rule(rule, endpoint.name, _answering(endpoint.view), methods=["GET"])
