"""Backfile's web application: the readers' site and the JSON API.

One module a surface (``stories``, ``photos``, ``timeline``, ``api`` ...), each of which parses a
request, calls one function and renders. What a template shows is prepared as frozen page contexts.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import MAX_SIZE, SearchRequest
from indexer.indexes import find_index
from indexer.query.chinese import load_tables
from indexer.settings import Settings, resolve
from webapp import (
    api,
    caching,
    citations,
    compression,
    concordance,
    contact_sheet,
    coverage,
    desk,
    embed,
    errors,
    exports,
    facet_page,
    feeds,
    following,
    health,
    hosts,
    images,
    language,
    opensearch,
    photos,
    robots,
    searches,
    security,
    selection,
    stories,
    suggestions,
    templating,
    theme,
    timeline,
    why,
)
from webapp import help as help_page
from webapp.api import headers
from webapp.api import page as api_page
from webapp.site import Site, attach

_IN_CHINESE_CHARACTERS = {"zh", "ja"}


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> Flask:
    """The web application for one index.

    Args:
        engine: Answers the searches; None opens the index the settings lead to.
        settings: None reads them from the environment and ``backfile.toml``.

    Raises:
        SettingError: A setting has a value that is not allowed.
        IndexMissingError: There is no index where the settings lead to.
        IndexUnreadableError: There is one, but it is damaged or of another version.
    """
    if settings is None:
        settings = resolve({})
    if engine is None:
        engine = open_engine(find_index(settings), settings.aliases)
    _prepare(engine)
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    attach(app, Site(engine, settings))
    for surface in (
        stories,
        photos,
        images,
        facet_page,
        timeline,
        concordance,
        following,
        theme,
        citations,
        selection,
        contact_sheet,
        exports,
        coverage,
        desk,
        embed,
        feeds,
        opensearch,
        robots,
        suggestions,
        why,
        searches,
        help_page,
        language,
        api,
        api_page,
        health,
    ):
        app.register_blueprint(surface.blueprint)
    compression.register(app)
    templating.register(app)
    language.register(app)
    hosts.register(app)
    caching.register(app, settings)
    headers.register(app, settings)
    robots.register(app)
    errors.register(app)
    security.register(app)
    return app


def _prepare(engine: Engine) -> None:
    """Loads before the first reader comes what a search would have to load."""
    languages = engine.facet_values(SearchRequest(), "lang", size=MAX_SIZE).values
    if any(language.value.split("-")[0] in _IN_CHINESE_CHARACTERS for language in languages):
        load_tables()
