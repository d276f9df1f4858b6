"""Help: the query language in plain words, with examples from this very archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template

from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.query.nodes import HAVING
from webapp.charts import found
from webapp.examples import count_found, find_examples
from webapp.forms import SearchForm, empty_form
from webapp.links import search_url
from webapp.site import current_site

blueprint = Blueprint("help", __name__)

_ROWS = {
    "words": ("{word} {other}", "ferry harbour"),
    "phrase": ('"{phrase}"', '"old pier"'),
    "near": ('"{other} {word}"~5', '"old pier"~5'),
    "required": ("+{word} {other}", "+the ferry"),
    "without": ("{word} -{third}", "ferry -strike"),
    "without-phrase": ('{word} -"{phrase}"', 'ferry -"old pier"'),
    "either": ("{word} OR {third}", "ferry OR boat"),
    "exactly": ("{word} AND NOT {third}", "ferry AND NOT strike"),
    "group": ("({word} OR {third}) -{other}", "(ferry OR boat) -strike"),
    "beginning": ("{beginning}*", "vaccin*"),
    "letter": ("{letter}", "v?ccine"),
    "mistyped": ("{mistyped}~", "kazakstan~"),
    "joined": ("{joined}", "COVID-19"),
    "name": ("C++", "C++"),
    "address": ("{address}", "https://news.example/2020/05/04/a-post/"),
    "title": ("title:{word}", "title:ferry"),
    "body": ("body:{word}", "body:ferry"),
    "caption": ("caption:{caption}", "caption:ferry"),
    "category": ('category:"{category}"', "category:sport"),
    "tag": ('tag:"{tag}"', "tag:election"),
    "keyword": ('keyword:"{keyword}"', "keyword:ferries"),
    "author": ('author:"{author}"', "author:holm"),
    "photographer": ('photographer:"{photographer}"', "photographer:holm"),
    "agency": ('agency:"{agency}"', "agency:reuters"),
    "via": ('via:"{via}"', "via:reuters"),
    "method": ("method:{method}", "method:drone"),
    "place": ('place:"{place}"', "place:bergen"),
    "rights": ('rights:"{rights}"', 'rights:"public domain"'),
    "lang": ("lang:{lang}", "lang:de"),
    "id": ("id:{id}", "id:2020-05-04-a-post"),
    "story": ("story:{id}", "story:2020-05-04-a-post"),
    "file": ("file:{file}", "file:pier"),
    "combined": ('category:"{category}" -author:"{author}"', "category:sport -author:holm"),
    "year": ("date:{year}", "date:2021"),
    "month": ("date:{month}", "date:2021-02"),
    "span": ("date:{year}-03-01..{year}-08-15", "date:2021-02-01..2021-02-14"),
    "open": ("date:{year}..", "date:2019.."),
    "decade": ("date:{decade}", "date:1990s"),
    "relative": ('date:"last 365 days"', 'date:"last 7 days"'),
    "before": ("before:{year}", "before:2021"),
    "after": ("after:{year}", "after:2021-02"),
    "taken": ("taken:{taken}", "taken:1950s"),
}
"""Name of a row -> a query made of the archive's words, and one where those find nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the query language.

    Attributes:
        q: As it is typed.
        url: What it finds; None if this archive has nothing of the kind.
        counted: How much that is, in words.
    """

    q: str
    url: str | None = None
    counted: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What the help shows.

    Attributes:
        form: The search box.
        rows: An example by the name of what it shows.
        having: An example of each thing that ``has:`` takes.
    """

    form: SearchForm
    rows: Mapping[str, Example]
    having: tuple[Example, ...]


@blueprint.get("/help")
def help_page() -> str:
    """How to search."""
    engine = current_site().engine
    generation = engine.generation()
    ingredients = find_examples(engine, generation)
    rows = {}
    for name, (pattern, general) in _ROWS.items():
        q = _fill(pattern, ingredients)
        rows[name] = (_found(engine, generation, q) if q else None) or Example(general)
    having = tuple(
        _found(engine, generation, f"has:{what}") or Example(f"has:{what}") for what in HAVING
    )
    page = HelpPage(empty_form(Kind.STORIES), rows, having)
    return render_template("help.html", page=page)


def _fill(pattern: str, ingredients: Mapping[str, str]) -> str:
    """The query of a row; empty if the archive lacks what it is made of."""
    needed = {name: value for name, value in ingredients.items() if f"{{{name}}}" in pattern}
    return pattern.format_map(needed) if all(needed.values()) else ""


def _found(engine: Engine, generation: int, q: str) -> Example | None:
    number = count_found(engine, generation, q)
    if not number:
        return None
    return Example(q, search_url(SearchRequest(q=q)), found(Kind.STORIES, number))
