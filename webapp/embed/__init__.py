"""The search box for other sites: its script, and the page that shows how to use it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from indexer.engine.request import Kind
from indexer.texts import gettext
from webapp.embed.script import make_script
from webapp.forms import SearchForm, empty_form
from webapp.links import absolute, search_path
from webapp.site import current_site

blueprint = Blueprint("embed", __name__)

_SCRIPT = make_script()
_HOUR = 3600
_WEEK = 7 * 24 * _HOUR
_SNIPPET = """\
<script src="{script}" crossorigin async></script>
<backfile-search src="{site}">
  <form action="{action}" role="search">
    <label>{label} <input name="q"></label>
    <button>{button}</button>
  </form>
</backfile-search>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage:
    """What the page about the box shows.

    Attributes:
        form: The search box of this site.
        site: Address of this site, without a slash at its end.
        origin: The same without a path, as policies name it.
        snippet: What is pasted into a page.
        action: Where the form of the preview leads.
        is_private: True if the API answers no other site.
    """

    form: SearchForm
    site: str
    origin: str
    snippet: str
    action: str
    is_private: bool


@blueprint.get("/embed/1/backfile-search.js")
def script() -> Response:
    """The script. Its address stays as long as its attributes, parts and events do."""
    zips = request.accept_encodings["gzip"] > 0
    response = Response(_SCRIPT.zipped if zips else _SCRIPT.text, mimetype="text/javascript")
    if zips:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{_SCRIPT.tag}{'-gzip' if zips else ''}")
    cache = response.cache_control
    cache.public, cache.max_age, cache.stale_while_revalidate = True, _HOUR, _WEEK
    response.access_control_allow_origin = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response


@blueprint.get("/embed")
def page() -> str:
    """What to copy, what can be set, and the box at work."""
    site = absolute(request.script_root)
    action = search_path(Kind.STORIES)
    shown = EmbedPage(
        form=empty_form(Kind.STORIES),
        site=site.rstrip("/"),
        origin=request.host_url.rstrip("/"),
        snippet=_SNIPPET.format(
            script=absolute(url_for("embed.script")),
            site=site.rstrip("/"),
            action=absolute(action),
            label=gettext("Search the archive"),
            button=gettext("Search"),
        ),
        action=action,
        is_private=current_site().settings.private,
    )
    return render_template("embed.html", page=shown)
