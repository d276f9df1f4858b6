"""Which language the pages are in: the one chosen, else one the browser asks for."""

from __future__ import annotations

import re

from babel import Locale
from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from indexer.errors import ParameterError, one_of
from indexer.texts import LANGUAGES, choose, gettext, plural, speak, spoken
from webapp.api import headers
from webapp.links import site_path

blueprint = Blueprint("language", __name__)

COOKIE = "language"
_ON_THIS_SITE = re.compile(r"/(?:[^/\\\s\x00-\x1f\x7f][^\\\s\x00-\x1f\x7f]*)?")
_YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Gives pages their texts, in the language of each request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # Texts keep their own line breaks out: a line of a template is no line of a page.
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(gettext, plural, newstyle=True)  # type: ignore[attr-defined]
    app.add_template_global(spoken, "language")
    app.add_template_global(languages)
    app.before_request(_speak)
    app.after_request(_vary)


@blueprint.get("/language")
def choose_language() -> WerkzeugResponse:
    """Remembers a language (``to``) and goes back to a page of this site (``back``)."""
    wanted = request.args.get("to", "")
    if wanted not in LANGUAGES:
        raise ParameterError("to", wanted, one_of(LANGUAGES))
    back = request.args.get("back", "/")
    if not _ON_THIS_SITE.fullmatch(back):
        back = "/"
    response = redirect(site_path(back))
    response.set_cookie(COOKIE, wanted, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def languages() -> list[tuple[str, str]]:
    """Every language there are texts in, with its own name for itself."""
    return [(tag, str(Locale.parse(tag).get_display_name(tag)).capitalize()) for tag in LANGUAGES]


def _speak() -> None:
    # The API has no cookies: what it answers may be kept for everybody.
    chosen = "" if headers.is_asked() else request.cookies.get(COOKIE, "")
    speak(choose([chosen, *request.accept_languages.values()]))


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html" and not headers.is_asked():
        response.vary.update(["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", spoken())
    return response
