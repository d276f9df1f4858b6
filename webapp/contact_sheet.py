"""Photos side by side on paper: those of a selection, or all that a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flask import Blueprint, render_template, request, url_for

from indexer.engine.request import Kind
from indexer.errors import ParameterError, one_of
from indexer.model import Photo
from indexer.photo_metadata import BY_NAME, PhotoRecord, in_a_cell
from indexer.texts import gettext
from webapp.forms import SearchForm, empty_form, form_for, hidden_parameters
from webapp.links import NamedLink, search_url
from webapp.own import readers_search
from webapp.selection import (
    MAX_SELECTED,
    PARAMETER,
    SEPARATOR,
    records_of,
    selected,
    selected_names,
)
from webapp.site import current_site

blueprint = Blueprint("contact_sheet", __name__)

COLUMNS = (2, 3, 4, 6)
_USUAL_COLUMNS = 3
CHOICES = (
    "description", "headline", "creator", "credit_line", "source", "date_created", "city",
    "country", "location", "copyright_notice", "keywords", "alt_text", "file", "permalink",
    "story_url", "published", "path",
)  # fmt: skip
"""Fields that may stand below a picture."""

_USUAL = ("description", "credit_line", "date_created", "file")


@dataclass(frozen=True, slots=True)
class Line:
    """A field below a picture.

    Attributes:
        label: Its name.
        text: Its value.
        inferred: True if that was worked out.
    """

    label: str
    text: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture and what stands below it."""

    photo: Photo
    lang: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSheet:
    """What a contact sheet shows.

    Attributes:
        form: The search box.
        title: What the photos are.
        back: Where they come from.
        notices: What was ignored or understood differently.
        frames: The pictures.
        total: How many there are; more than frames where these do not hold them all.
        day: When it is made.
        columns: Pictures in a row.
        all_columns: What that may be.
        fields: Name and label of every field, and whether it is shown.
        hidden: What the form of choices carries along.
    """

    form: SearchForm
    title: str
    back: NamedLink
    notices: tuple[str, ...]
    frames: tuple[Frame, ...]
    total: int
    day: date
    columns: int
    all_columns: tuple[int, ...]
    fields: tuple[tuple[str, str, bool], ...]
    hidden: tuple[tuple[str, str], ...]


@blueprint.get("/contact-sheet")
def contact_sheet() -> str:
    """Photos side by side, with the fields that are asked for."""
    names, columns = _chosen_fields(), _chosen_columns()
    site = current_site()
    notices: tuple[str, ...] = ()
    if PARAMETER in request.args:
        chosen = selected_names()
        records = records_of(selected(site.engine, chosen))
        frames = tuple(_frame(record, names) for record in records)
        title, total = gettext("Selected photos"), len(frames)
        keys = request.args.getlist(PARAMETER)
        hidden = tuple((PARAMETER, key) for key in keys)
        back = url_for("selection.selection", photo=SEPARATOR.join(keys))
        form = empty_form(Kind.PHOTOS)
    else:
        asked = readers_search(("field", "columns"), kind=Kind.PHOTOS).request
        found = islice(site.engine.scan_photos(asked), MAX_SELECTED)
        frames = tuple(_frame(record, names) for record in records_of(found))
        title, total = asked.q.strip() or gettext("All photos"), site.engine.count(asked)
        hidden, back, form = hidden_parameters(asked), search_url(asked), form_for(asked)
        notices = asked.notices
    page = ContactSheet(
        form=form,
        title=title,
        back=NamedLink(title, back),
        notices=notices,
        frames=frames,
        total=total,
        day=date.today(),  # noqa: DTZ011 - the reader's day is not known
        columns=columns,
        all_columns=COLUMNS,
        fields=tuple((name, gettext(BY_NAME[name].label), name in names) for name in CHOICES),
        hidden=hidden,
    )
    return render_template("contact_sheet.html", page=page)


def _chosen_fields() -> tuple[str, ...]:
    asked = request.args.getlist("field")
    for name in asked:
        if name and name not in CHOICES:
            raise ParameterError("field", name, one_of(CHOICES))
    # An empty one says that none is wanted; without any the usual ones are.
    return tuple(name for name in CHOICES if name in (asked or _USUAL))


def _chosen_columns() -> int:
    asked = request.args.get("columns", "")
    if not asked:
        return _USUAL_COLUMNS
    if asked not in map(str, COLUMNS):
        raise ParameterError("columns", asked, one_of(map(str, COLUMNS)))
    return int(asked)


def _frame(record: PhotoRecord, names: Iterable[str]) -> Frame:
    return Frame(record.photo, record.story.lang, tuple(_lines(record, names)))


def _lines(record: PhotoRecord, names: Iterable[str]) -> Iterator[Line]:
    for name in names:
        field = BY_NAME[name]
        text = in_a_cell(field.read(record))
        if text:
            yield Line(gettext(field.label), str(text), field.is_inferred(record))
