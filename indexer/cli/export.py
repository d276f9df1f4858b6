"""``backfile export``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from indexer.citation import Citation, cite_hit
from indexer.cli.flags import choice_of, setting_flags
from indexer.cli.group import usage_error
from indexer.cli.output import write_pieces
from indexer.cli.searching import SearchCommand, search_flags, searching
from indexer.engine.base import Engine
from indexer.engine.request import Kind
from indexer.engine.results import Hit
from indexer.export import Format, export_photos, export_stories, format_for
from indexer.page_paths import external_url
from indexer.photo_metadata import PhotoRecord
from indexer.settings import resolve


@click.command("export", cls=SearchCommand)
@search_flags
@setting_flags("image_root")
@click.option("--format", "how", type=choice_of(Format), default=Format.CSV.value,
              show_default=True,
              help="How hits are written; bib and ris for stories, zip (images) and xmp (sidecars) "
              "for photos.")  # fmt: skip
@click.option("--inferred", is_flag=True, help="Write what was inferred into sidecars as well.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write to this file.")  # fmt: skip
def export_command(  # noqa: PLR0913 - one for each flag
    words: Sequence[str],
    *,
    filters: Sequence[str],
    excludes: Sequence[str],
    how: str,
    inferred: bool,
    output: Path | None,
    **flags: str | None,
) -> None:
    """Write every hit of a search, however many, oldest first. An empty QUERY is everything.

    \b
    Examples:
      backfile export > stories.csv
      backfile export lifeboat --in photos --from 2019 --format json > lifeboats.json
      backfile export harbour --format bib > harbour.bib
      backfile export lifeboat --in photos --format zip --output lifeboats.zip
    """
    from indexer.photo_files import images_zip, sidecars_zip  # noqa: PLC0415 - as in build

    image_root = resolve({"image_root": flags.pop("image_root")}).image_root
    with searching(words, filters, excludes, flags) as (engine, request):
        form = format_for(request.kind, how)
        if inferred and form is not Format.XMP:
            usage_error("--inferred is for --format xmp; other formats say what is inferred.")
        if request.kind is Kind.STORIES:
            texts = export_stories(engine, request, form, partial(_cite, engine))
            write_pieces(output, (text.encode() for text in texts))
            return
        records = (
            PhotoRecord(story, photo, story_url=external_url(story.public_url) or "")
            for story, photo in engine.scan_photos(request)
        )
        now = datetime.now()  # noqa: DTZ005 - ZIP files know no other time than the local one
        if form is Format.ZIP:
            archive = Path(engine.stats().archive)
            write_pieces(output, images_zip(records, archive, image_root, now), is_binary=True)
        elif form is Format.XMP:
            write_pieces(output, sidecars_zip(records, now, inferred=inferred), is_binary=True)
        else:
            write_pieces(output, (text.encode() for text in export_photos(records, form)))


def _cite(engine: Engine, hit: Hit) -> Citation:
    """What is cited of a story where the address of this site is not known."""
    today = date.today()  # noqa: DTZ011 - the day where the command is typed
    return cite_hit(hit, engine.stats().title, external_url(hit.public_url), today)
