"""What templates may use beside their page."""

from __future__ import annotations

from flask import Flask

from indexer.texts import with_commas
from webapp.dates import published, show_date
from webapp.links import external_url, site_path
from webapp.site import current_site


def register(app: Flask) -> None:
    """Adds the functions that templates use, and what they say of the archive."""
    app.add_template_global(published)
    app.add_template_global(show_date)
    app.add_template_global(external_url)
    app.add_template_global(site_path)
    app.add_template_filter(with_commas)
    app.context_processor(_of_the_archive)


def _of_the_archive() -> dict[str, str]:
    site = current_site()
    return {"archive_title": site.title, "moment": site.moment()}
