"""What can go wrong, each with a type that stays and leads to where it is explained (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, request, url_for

from indexer.serialize import to_json_bytes
from indexer.worker import REFUSED
from webapp.links import absolute

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem.

    Attributes:
        name: The last part of its address; never changes.
        status: The HTTP status it comes with.
        title: What it is, in a few words.
        text: What to do about it.
    """

    name: str
    status: HTTPStatus
    title: str
    text: str


PARAMETER = ProblemType(
    "parameter",
    HTTPStatus.BAD_REQUEST,
    "A parameter has a value that is not allowed",
    "The member parameter names it, and allowed says what it may be.",
)
_BY_STATUS = (
    ProblemType(
        "bad-request",
        HTTPStatus.BAD_REQUEST,
        "The request cannot be understood",
        "Something is wrong with it other than the value of a parameter.",
    ),
    ProblemType(
        "not-found",
        HTTPStatus.NOT_FOUND,
        "There is no such address, story, photo or facet",
        "It may come to be: stories are added with time.",
    ),
    ProblemType(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The API can be read only",
        "GET, HEAD and OPTIONS are answered; what is asked stands in the address.",
    ),
    ProblemType(
        "not-acceptable",
        HTTPStatus.NOT_ACCEPTABLE,
        "Answers are JSON only",
        "Leave Accept out, or let it allow application/json.",
    ),
    ProblemType(
        "gone",
        HTTPStatus.GONE,
        "It was in the archive and has been taken out",
        "What was kept of it should be dropped.",
    ),
    ProblemType(
        "address-too-long",
        HTTPStatus.REQUEST_URI_TOO_LONG,
        "The address is longer than the server takes",
        "It takes 64 KB, more than the longest query needs in any script.",
    ),
    ProblemType(
        "too-many-requests",
        HTTPStatus.TOO_MANY_REQUESTS,
        "More is asked than can be answered",
        "Everybody together asks too much at the moment. Ask again after as many seconds as "
        "Retry-After says, and fewer things at once.",
    ),
    ProblemType(
        "headers-too-large",
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The header of the request is larger than the server takes",
        "No header is needed.",
    ),
    ProblemType(
        "internal-error",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong on our side",
        "It has been noted. Asking again may help.",
    ),
    ProblemType(
        "unavailable",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The index cannot be read at the moment",
        "Ask again after as many seconds as Retry-After says.",
    ),
)
PROBLEMS = (PARAMETER, *_BY_STATUS)
"""Every problem there is."""

_TYPES = {problem.status: problem for problem in _BY_STATUS}
_CLIENT, _SERVER = HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR


def problem_response(
    status: HTTPStatus, detail: str, more: Mapping[str, str] | None = None
) -> Response:
    """A problem as an answer.

    Args:
        status: Which.
        detail: What is wrong here, in the language of whoever asks.
        more: parameter and allowed, if a parameter is at fault.
    """
    problem = PARAMETER if more else type_of(status)
    document = f"{url_for('api_page.page')}#{problem.name}"
    if REFUSED not in request.environ:  # else it is not known under which name the site was asked
        document = absolute(document)
    body = {
        "type": document,
        "title": problem.title,
        "status": int(status),
        "detail": detail,
        **(more or {}),
    }
    return Response(to_json_bytes(body), status=status, mimetype=PROBLEM)


def type_of(status: HTTPStatus) -> ProblemType:
    """The problem that a status stands for."""
    return _TYPES.get(status, _TYPES[_CLIENT if status < _SERVER else _SERVER])
