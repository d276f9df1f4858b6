"""The API described for people, with examples of this very archive that can be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, render_template, url_for

from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.parameters import EXCLUDE_PREFIX
from webapp.api.headers import ROOT
from webapp.api.openapi import VERSION, describe
from webapp.api.problems import PROBLEMS, ProblemType
from webapp.api.routes import ENDPOINTS
from webapp.examples import find_examples
from webapp.forms import SearchForm, empty_form
from webapp.links import absolute, site_path
from webapp.site import current_site

blueprint = Blueprint("api_page", __name__)

_HARVEST = """\
import json
from urllib.request import urlopen

address = "{address}"
while address:
    with urlopen(address) as response:
        answer = json.load(response)
    for hit in answer["hits"]:
        print(hit["date"], hit["title"], hit["url"])
    address = answer["links"]["next"]
"""


@dataclass(frozen=True, slots=True)
class ShownParameter:
    """A parameter.

    Attributes:
        name: As it is given.
        text: What it does.
        values: What it may be, if there is a choice.
    """

    name: str
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEndpoint:
    """An address of the API.

    Attributes:
        name: What it is called.
        path: Its path, parameters in braces.
        summary: What it answers.
        parameters: What it takes, filters aside.
        filters: Names of the facets it takes as filters.
        fields: Name of what it answers -> what that is.
        examples: Addresses that answer something in this archive.
    """

    name: str
    path: str
    summary: str
    parameters: tuple[ShownParameter, ...]
    filters: tuple[str, ...]
    fields: Mapping[str, str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPage:
    """What the page shows.

    Attributes:
        form: The search box.
        version: Of the API.
        root: Where it is.
        endpoints: Its addresses.
        problems: What can go wrong.
        harvest: A program that gets everything a search finds.
    """

    form: SearchForm
    version: str
    root: str
    endpoints: tuple[ShownEndpoint, ...]
    problems: tuple[ProblemType, ...]
    harvest: str


@blueprint.get("/api")
def page() -> str:
    """What the API is asked, and what it answers."""
    engine = current_site().engine
    description = describe()
    examples = _examples(engine)
    shown = ApiPage(
        form=empty_form(Kind.STORIES),
        version=VERSION,
        root=absolute(site_path(ROOT)),
        endpoints=tuple(
            _shown(endpoint.name, endpoint.path, description, examples[endpoint.name])
            for endpoint in ENDPOINTS
        ),
        problems=PROBLEMS,
        harvest=_HARVEST.format(address=examples["search"][-1]),
    )
    return render_template("api.html", page=shown)


def _shown(
    name: str, path: str, description: dict[str, Any], examples: tuple[str, ...]
) -> ShownEndpoint:
    operation = description["paths"][path]["get"]
    parameters = operation["parameters"]
    content = operation["responses"]["200"]["content"]["application/json"]
    answer = content["schema"]["$ref"].rpartition("/")[2]
    fields = description["components"]["schemas"][answer]["properties"]
    return ShownEndpoint(
        name=name,
        path=ROOT + path,
        summary=operation["summary"],
        parameters=tuple(
            ShownParameter(one["name"], one["description"], tuple(_choices(one["schema"])))
            for one in parameters
            if not _is_filter(one)
        ),
        filters=tuple(
            one["name"]
            for one in parameters
            if _is_filter(one) and not one["name"].startswith(EXCLUDE_PREFIX)
        ),
        fields={field: of_field.get("description", "") for field, of_field in fields.items()},
        examples=examples,
    )


def _is_filter(parameter: Mapping[str, Any]) -> bool:
    return bool(parameter["schema"].get("type") == "array")


def _choices(schema: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, schema.get("enum", ()))
    for one in schema.get("anyOf", ()):
        if "maximum" in one:
            yield f"{one['minimum']} to {one['maximum']:,}"


def _examples(engine: Engine) -> Mapping[str, tuple[str, ...]]:
    """Addresses by the name of what they ask; a harvest is the last search."""
    words = find_examples(engine, engine.generation())
    word = words["word"] or "news"
    photos = engine.search(SearchRequest(kind=Kind.PHOTOS, size=1, facets=(), snippets=False)).hits
    searches: tuple[dict[str, str], ...] = (
        {"q": word},
        {"q": word, "in": "photos", "size": "5", "facets": "year"},
        {"q": word, "cursor": "*"},
    )
    root = absolute(url_for("api.search")).removesuffix("/search")
    return {
        "search": tuple(f"{root}/search?{urlencode(one)}" for one in searches),
        "suggest": (f"{root}/suggest?{urlencode({'q': word[:3]})}",),
        "story": (f"{root}/stories/{quote(words['id'])}",) if words["id"] else (),
        "photo": tuple(f"{root}/photos/{quote(hit.id)}" for hit in photos),
        "facet": (f"{root}/facets/category?{urlencode({'q': word})}",),
        "stats": (f"{root}/stats",),
    }
