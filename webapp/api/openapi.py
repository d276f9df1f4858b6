"""The description of the API (OpenAPI 3.1), made of its addresses and of the types it answers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import msgspec
from flask import url_for

from indexer.engine import results
from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Hit, PhotoHit
from indexer.extras import Extras
from webapp.api import answers
from webapp.api.answers import ParameterProblem, ProblemOut
from webapp.api.parameters import Parameter
from webapp.api.problems import PROBLEM, type_of
from webapp.api.routes import ENDPOINTS, Endpoint
from webapp.links import absolute
from webapp.site import current_site

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

VERSION = "1.0.0"
"""Of the API, by semantic versioning; the 1 is that of its address."""

_OPENAPI = "3.1.0"
_SCHEMAS = "#/components/schemas/{name}"
_ANY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""What can happen at every address."""

_RETRIED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def describe() -> dict[str, Any]:
    """The API of this site, with the facets of its archive."""
    engine = current_site().engine
    extras = engine.extras()
    description: dict[str, Any] = {
        "openapi": _OPENAPI,
        "info": {
            "title": f"{current_site().title}: search",
            "version": VERSION,
            "summary": "Search of a news archive: its stories and its captioned photos.",
            "description": "Read-only, everything in the address, no key. Within version 1 fields "
            "and parameters may be added; none is renamed, removed or given another meaning.",
        },
        "externalDocs": {"url": absolute(url_for("api_page.page"))},
        "servers": [{"url": absolute(url_for("api.search")).removesuffix("/search")}],
        "paths": {
            endpoint.path: {"get": _operation(endpoint, extras)} for endpoint in ENDPOINTS
        },
        "components": {
            "schemas": _schemas([*(endpoint.answer for endpoint in ENDPOINTS), PhotoHit,
                                 ProblemOut, ParameterProblem]),
        },
    }  # fmt: skip
    for endpoint in ENDPOINTS:
        if endpoint.kind is not None:
            (of_id,) = description["paths"][endpoint.path]["get"]["parameters"]
            of_id["schema"] = {**of_id["schema"], "examples": _newest(engine, endpoint.kind)}
    return description


def _newest(engine: Engine, kind: Kind) -> list[str]:
    """The id of a story or photo that can be asked for, if there is any."""
    request = SearchRequest(kind=kind, size=1, facets=(), snippets=False)
    return [hit.id for hit in engine.search(request).hits]


def _operation(endpoint: Endpoint, extras: Extras) -> dict[str, Any]:
    statuses = list(_ANY)
    if any(parameter.in_path for parameter in endpoint.parameters(extras)):
        statuses.append(HTTPStatus.NOT_FOUND)
    if endpoint.kind is not None:
        statuses.append(HTTPStatus.GONE)
    return {
        "operationId": endpoint.name,
        "summary": _first_line(endpoint.view),
        "parameters": [_parameter(one) for one in endpoint.parameters(extras)],
        "responses": {
            "200": {
                "description": _first_line(endpoint.answer),
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": _reference(endpoint.answer)}},
            },
            "304": {"description": "It is as If-None-Match says it was."},
            **{str(int(status)): _problem(status) for status in sorted(statuses)},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "path" if parameter.in_path else "query",
        "description": parameter.text,
        "schema": parameter.schema,
    }
    if parameter.in_path:
        described["required"] = True
    return described


def _problem(status: HTTPStatus) -> dict[str, Any]:
    schemas: list[type[DataclassInstance]] = [ProblemOut]
    if status is HTTPStatus.BAD_REQUEST:
        schemas.insert(0, ParameterProblem)
    described: dict[str, Any] = {
        "description": type_of(status).title,
        "content": {PROBLEM: {"schema": {"anyOf": [_reference(one) for one in schemas]}}},
    }
    if status in _RETRIED:
        seconds = {"schema": {"type": "integer"}, "description": "Seconds to wait."}
        described["headers"] = {"Retry-After": seconds}
    return described


def _schemas(types: Iterable[type[DataclassInstance]]) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(types, ref_template=_SCHEMAS)
    texts = _attribute_texts()
    for schema in schemas.values():
        schema["description"] = schema.get("description", "").partition("\n")[0]
        for name, of_property in schema.get("properties", {}).items():
            of_property.pop("default", None)
            text = texts.get((schema["title"], name))
            if text:
                of_property["description"] = text
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    _tell_hits_apart(schemas)
    return schemas


def _tell_hits_apart(schemas: dict[str, Any]) -> None:
    """Says that hits are stories or photos, as their ``kind`` says."""
    for kind, name in (("story", Hit.__name__), ("photo", PhotoHit.__name__)):
        schemas[name]["properties"]["kind"]["const"] = kind
    schemas["SearchAnswer"]["properties"]["hits"]["items"] = {
        "oneOf": [_reference(Hit), _reference(PhotoHit)]
    }


@cache
def _attribute_texts() -> Mapping[tuple[str, str], str]:
    """(type, attribute) -> what docstrings say of it, those of what a type extends too."""
    kinds = {**vars(results), **vars(answers)}.values()
    return {
        (kind.__name__, name): _as_json(" ".join(text.split()))
        for kind in kinds
        if isinstance(kind, type)
        for base in reversed(kind.__mro__)
        for name, text in _ATTRIBUTE.findall(inspect.cleandoc(base.__doc__ or ""))
    }


def _as_json(text: str) -> str:
    """What is said of a value, said of its JSON; addresses are absolute there."""
    text = text.replace("``", "").replace("Root-relative address", "Address")
    return re.sub(r"\bNone\b", "null", text)


def _reference(kind: type) -> dict[str, str]:
    return {"$ref": _SCHEMAS.format(name=kind.__name__)}


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").partition("\n")[0]
