"""The description by which browsers make a site one of their search engines (OpenSearch 1.1)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from flask import Blueprint, Response, url_for

from indexer.texts import gettext
from webapp.feeds import ATOM
from webapp.links import absolute, site_path
from webapp.site import current_site
from webapp.xml import add, document

blueprint = Blueprint("opensearch", __name__)

OPENSEARCH = "application/opensearchdescription+xml"
SUGGEST_PATH = "/suggest"
MAX_NAME = 16
"""Letters that the name of a search engine may have."""

MAX_DESCRIPTION = 1024
_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How this site is searched."""
    title = current_site().title
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    add(root, "ShortName", short_name(title))
    add(root, "LongName", title[:48])
    add(root, "Description", gettext("Search %(title)s", title=title)[:MAX_DESCRIPTION])
    stories, feed = absolute(url_for("stories.search")), absolute(url_for("feeds.search"))
    suggestions = absolute(site_path(SUGGEST_PATH))
    completed = f"{suggestions}?q={{searchTerms}}&format=opensearch"
    for rel, media_type, template in (
        ("results", "text/html", f"{stories}?q={{searchTerms}}"),
        ("results", ATOM, f"{feed}?q={{searchTerms}}"),
        ("suggestions", "application/x-suggestions+json", completed),
        ("self", OPENSEARCH, absolute(url_for("opensearch.description"))),
    ):
        add(root, "Url", rel=rel, type=media_type, template=template)
    icon = absolute(url_for("static", filename="favicon.svg"))
    add(root, "Image", icon, width="16", height="16", type="image/svg+xml")
    add(root, "InputEncoding", "UTF-8")
    add(root, "OutputEncoding", "UTF-8")
    return document(root, OPENSEARCH)


def short_name(title: str) -> str:
    """A title cut to the length of a search engine's name, between words where that is possible."""
    title = " ".join(title.split())
    if len(title) <= MAX_NAME:
        return title
    whole, _, _ = title[: MAX_NAME + 1].rpartition(" ")
    return whole or title[:MAX_NAME]
