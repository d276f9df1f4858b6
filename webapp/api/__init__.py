"""The JSON API for other sites and programs: read-only, everything in the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, request

from indexer.serialize import to_json_bytes
from webapp.api.headers import ROOT
from webapp.api.openapi import describe
from webapp.api.routes import ENDPOINTS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JSON = "application/json"

blueprint = Blueprint("api", __name__, url_prefix=ROOT)


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
        return Response(to_json_bytes(view(**path)), mimetype=JSON)

    return answer


for endpoint in ENDPOINTS:
    rule = endpoint.path.replace("{", "<").replace("}", ">")
    blueprint.add_url_rule(rule, endpoint.name, _answering(endpoint.view), methods=["GET"])
