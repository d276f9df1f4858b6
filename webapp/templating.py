"""What templates may use beside their page."""

from __future__ import annotations

import re

from flask import Flask
from jinja2.ext import Extension

from indexer.page_paths import external_url
from indexer.photo_keys import photo_key
from indexer.texts import decimal, long_day, with_commas
from webapp.charts import found
from webapp.concordance import concordance_url
from webapp.dates import published, show_date
from webapp.links import facet_url, page_url, same_parameters, same_search, search_url, site_path
from webapp.photo_grid import (
    is_extreme,
    other_caption,
    passage_of,
    ratio_class,
    row_class,
    ways_on,
)
from webapp.site import current_site
from webapp.structured import description, image_object, link_preview, news_article
from webapp.why import why_url

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_BEFORE_BLOCKS = re.compile(
    r"^[ \t]+(?=</?(?:article|details|div|dl|d[dt]|figure|figcaption|form|h[1-6]|header|li|nav|ol|p"
    r"|section|summary|svg|table|t[dhr]|ul)\b)",
    re.MULTILINE,
)


class Unindented(Extension):
    """Leaves the indentation of templates out of pages; within a text a space of it is enough."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - as Jinja calls it
        """A template without it."""
        return _INDENTATION.sub(" ", _BEFORE_BLOCKS.sub("", source))


def register(app: Flask) -> None:
    """Adds the functions that templates use, and what they say of the archive."""
    app.jinja_env.add_extension(Unindented)
    app.add_template_global(published)
    app.add_template_global(show_date)
    app.add_template_global(external_url)
    app.add_template_global(site_path)
    app.add_template_global(page_url)
    app.add_template_global(concordance_url)
    app.add_template_global(search_url)
    app.add_template_global(same_search)
    app.add_template_global(same_parameters)
    app.add_template_global(facet_url)
    app.add_template_global(why_url)
    app.add_template_global(found)
    for of_photo in (
        is_extreme,
        other_caption,
        photo_key,
        ratio_class,
        row_class,
        passage_of,
        ways_on,
    ):
        app.add_template_global(of_photo)
    for said in (description, link_preview, news_article, image_object):
        app.add_template_global(said)
    app.add_template_filter(decimal)
    app.add_template_filter(with_commas)
    app.add_template_filter(long_day)
    app.context_processor(_of_the_archive)


def _of_the_archive() -> dict[str, str]:
    site = current_site()
    return {"archive_title": site.title, "moment": site.moment()}
