"""Errors as pages for readers and as problem documents (RFC 9457) for programs."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.engine.request import Kind
from indexer.errors import IndexMissingError, IndexUnreadableError, ParameterError
from indexer.texts import gettext, message
from webapp.api.problems import problem_response
from webapp.forms import SearchForm, empty_form

_TEXTS = {
    HTTPStatus.BAD_REQUEST: (
        message("That request is not possible"),
        message("Something in the address of this page could not be understood."),
    ),
    HTTPStatus.NOT_FOUND: (
        message("Nothing is filed here"),
        message(
            "There is no story, photo or page at this address. A search may find what you look for."
        ),
    ),
    HTTPStatus.GONE: (
        message("This story is no longer in the archive"),
        message(
            "It was here once, and has been taken out or moved since. A search may find what you "
            "look for."
        ),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        message("That is not possible here"),
        message("This page can be read but not sent to."),
    ),
    HTTPStatus.NOT_ACCEPTABLE: (
        message("That format is not to be had"),
        message("Answers come in JSON only."),
    ),
    HTTPStatus.REQUEST_URI_TOO_LONG: (
        message("That address is too long"),
        message("It is longer than any search needs to be. Please ask for less at once."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        message("Too much is asked at the moment"),
        message("Please try again in a few seconds."),
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        message("That request is not possible"),
        message("Its header is larger than this site takes. Removing its cookies may help."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        message("Something went wrong"),
        message("The fault is on our side and has been noted. Trying again may help."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        message("The archive is out of reach"),
        message("The index cannot be read at the moment. Please try again in a while."),
    ),
}
_SERVER_ERRORS = 500
_RETRY_AFTER = 30
"""Seconds; an index that is written anew takes no less."""

_FOR_PROGRAMS = ("/api/", "/suggest/", "/count/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What an error page shows.

    Attributes:
        form: The search box, with what was typed.
        status: The HTTP status.
        title: What is wrong.
        text: What to do about it.
        parameter: Name of the parameter at fault; empty if none is.
        retry_url: The same address without that parameter; None if none is at fault.
    """

    form: SearchForm
    status: int
    title: str
    text: str
    parameter: str = ""
    retry_url: str | None = None


def register(app: Flask) -> None:
    """Gives the app its error pages."""
    app.register_error_handler(ParameterError, _parameter_error)
    app.register_error_handler(IndexMissingError, _index_error)
    app.register_error_handler(IndexUnreadableError, _index_error)
    app.register_error_handler(HTTPException, _http_error)


def _parameter_error(error: ParameterError) -> Response:
    status = HTTPStatus.BAD_REQUEST
    if _wants_problem():
        named = {"parameter": error.parameter, "allowed": error.allowed}
        return problem_response(status, str(error), named)
    if not request.args.get(error.parameter):
        text = gettext(
            "This address needs “%(parameter)s=” with %(allowed)s.",
            parameter=error.parameter,
            allowed=error.allowed,
        )
        title = gettext("Something is missing")
        return _render(ErrorPage(form=_form(), status=status, title=title, text=text))
    rest = [pair for pair in request.args.items(multi=True) if pair[0] != error.parameter]
    page = ErrorPage(
        form=_form(),
        status=status,
        title=gettext("That search is not possible"),
        text=gettext("It may be %(allowed)s.", allowed=error.allowed),
        parameter=error.parameter,
        retry_url=f"{request.script_root}{request.path}?{urlencode(rest)}",
    )
    return _render(page)


def _index_error(error: IndexMissingError | IndexUnreadableError) -> Response:
    # The error's own text names folders of the server, which are its keeper's concern only.
    current_app.logger.error("%r: %s", request.path, error)
    response = _known(HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.response is not None:
        return error
    response = _known(HTTPStatus(error.code))
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _known(status: HTTPStatus) -> Response:
    usual = HTTPStatus.BAD_REQUEST if status < _SERVER_ERRORS else HTTPStatus.INTERNAL_SERVER_ERROR
    title, text = map(gettext, _TEXTS.get(status, _TEXTS[usual]))
    if _wants_problem():
        return problem_response(status, text)
    return _render(ErrorPage(form=_form(), status=status, title=title, text=text))


def _wants_problem() -> bool:
    return f"{request.path}/".startswith(_FOR_PROGRAMS)


def _render(page: ErrorPage) -> Response:
    return make_response(render_template("error.html", page=page), page.status)


def _form() -> SearchForm:
    kind = Kind.PHOTOS if request.blueprint in {"photos", "images"} else Kind.STORIES
    return empty_form(kind, request.args.get("q", ""))
