"""What is exported of a photo: one table of fields, named as in the IPTC Photo Metadata Standard.

Every file that lists photos is made of it: CSV, JSON, XMP, manifests and contact sheets. A field
says whether its value is inferred; what its label is; and which property of XMP holds it. See
https://iptc.org/std/photometadata/specification/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from babel import Locale

from indexer.model import ArchiveDate, Photo, Precision, Source, Story
from indexer.texts import gettext, message
from indexer.wording import inferred

Value: TypeAlias = str | int | tuple[str, ...] | None

_LINK = re.compile(r"https?://\S+")
_COMMONS_LINK = re.compile(r"https?://(?:www\.)?creativecommons\.org/\S+")
_COMMONS = re.compile(
    r"\bCC[ -]?(0|BY(?:[ -](?:NC[ -]SA|NC[ -]ND|NC|SA|ND))?)[ -]?(\d\.\d)\b", re.IGNORECASE
)
_ALSO_COUNTRIES = frozenset(
    {"USA", "U.S.", "UK", "U.K.", "Britain", "Turkey", "Czech Republic", "Myanmar", "Ivory Coast"}
)
"""As newspapers write them, beside the names of Unicode's CLDR."""

_CITY_AND_COUNTRY = 2


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """A photo as it is exported.

    Attributes:
        story: The story it stands in.
        photo: The photo.
        permalink: Address of its page; empty where that of the site is not known.
        story_url: Address of its story likewise.
    """

    story: Story
    photo: Photo
    permalink: str = ""
    story_url: str = ""


def _never(_: PhotoRecord) -> bool:
    return False


def _always(_: PhotoRecord) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that is exported of a photo.

    Attributes:
        name: Its name in files.
        label: The same for people, in English.
        read: Its value; empty or None where nothing is known.
        is_inferred: Whether a value was worked out rather than stated by the archive.
        xmp: The property of XMP that holds it; empty for none.
    """

    name: str
    label: str
    read: Callable[[PhotoRecord], Value]
    is_inferred: Callable[[PhotoRecord], bool] = _never
    xmp: str = ""


def iso_date(when: ArchiveDate) -> str:
    """A date in ISO form, as exact as it is known: a day, a month, a year, or an interval."""
    if when.earliest is None:
        return ""
    digits = {Precision.MONTH: 7, Precision.YEAR: 4, Precision.DECADE: 4}.get(when.precision, 10)
    first = when.earliest.isoformat()[:digits]
    last = (when.latest or when.earliest).isoformat()[:digits]
    return first if first == last else f"{first}/{last}"


def place_parts(record: PhotoRecord) -> tuple[str, str, str]:
    """City, country and location of a place; what cannot be told apart is the location."""
    place = record.photo.place.name if record.photo.place else ""
    parts = [part.strip() for part in place.split(",")]
    if parts[-1] not in _countries():
        return "", "", place
    if len(parts) <= _CITY_AND_COUNTRY:
        return "".join(parts[:-1]), parts[-1], ""
    return "", parts[-1], ", ".join(parts[:-1])


@cache
def _countries() -> frozenset[str]:
    # In American captions it is the state.
    return (frozenset(Locale("en").territories.values()) | _ALSO_COUNTRIES) - {"Georgia"}


def rights_of(record: PhotoRecord) -> str:
    """The photo's rights as printed, else those of its story."""
    return (record.photo.rights or record.story.rights).strip()


def _rights_inferred(record: PhotoRecord) -> bool:
    return not record.photo.rights


def rights_link(rights: str) -> str:
    """The address in a wording of rights, or of the licence it names; empty without one."""
    link = _LINK.search(rights)
    return link[0].rstrip(".,;)") if link else licence_url(rights)


def licence_url(rights: str) -> str:
    """Address of the licence that a wording states; empty where it states none.

    See https://creativecommons.org/share-your-work/cclicenses/.
    """
    link = _LINK.fullmatch(rights) or _COMMONS_LINK.search(rights)
    if link:
        return link[0].rstrip(".,;)")
    named = _COMMONS.search(rights)
    if named is None:
        return ""
    terms, version = named[1].lower(), named[2]
    part = "publicdomain/zero" if terms == "0" else f"licenses/{re.sub('[ -]+', '-', terms)}"
    return f"https://creativecommons.org/{part}/{version}/"


def _title_inferred(record: PhotoRecord) -> bool:
    return record.story.sources.get("title") is Source.FILE_NAME


def _keywords(record: PhotoRecord) -> tuple[str, ...]:
    story = record.story
    return tuple(dict.fromkeys((*story.categories, *story.tags, *story.keywords)))


def inferred_of(record: PhotoRecord) -> tuple[str, ...]:
    """Names of the fields with inferred values, without any where nothing is known."""
    return tuple(
        field.name
        for field in FIELDS
        if field.is_inferred is not _never and field.is_inferred(record) and field.read(record)
    )


FIELDS = (
    Field(name="id", label=message("ID"), read=lambda r: r.photo.id, xmp="xmp:Identifier"),
    Field(name="file", label=message("File"), read=lambda r: r.photo.image.name),
    Field(
        name="description",
        label=message("Description"),
        read=lambda r: r.photo.caption.text,
        xmp="dc:description",
    ),
    Field(
        name="headline",
        label=message("Headline"),
        read=lambda r: r.story.title,
        is_inferred=_title_inferred,
        xmp="photoshop:Headline",
    ),
    Field(
        name="creator",
        label=message("Creator"),
        read=lambda r: r.photo.photographers,
        is_inferred=_always,
        xmp="dc:creator",
    ),
    Field(
        name="credit_line",
        label=message("Credit line"),
        read=lambda r: " ".join(credit.raw for credit in r.photo.credits),
        xmp="photoshop:Credit",
    ),
    Field(
        name="source",
        label=message("Source"),
        read=lambda r: "; ".join(r.photo.agencies),
        is_inferred=_always,
        xmp="photoshop:Source",
    ),
    Field(
        name="date_created",
        label=message("Date created"),
        read=lambda r: iso_date(r.photo.taken),
        is_inferred=_always,
        xmp="photoshop:DateCreated",
    ),
    Field(
        name="city",
        label=message("City"),
        read=lambda r: place_parts(r)[0],
        is_inferred=_always,
        xmp="photoshop:City",
    ),
    Field(
        name="country",
        label=message("Country"),
        read=lambda r: place_parts(r)[1],
        is_inferred=_always,
        xmp="photoshop:Country",
    ),
    Field(
        name="location",
        label=message("Location"),
        read=lambda r: place_parts(r)[2],
        is_inferred=_always,
        xmp="Iptc4xmpCore:Location",
    ),
    Field(
        name="copyright_notice",
        label=message("Copyright notice"),
        read=rights_of,
        is_inferred=_rights_inferred,
        xmp="dc:rights",
    ),
    Field(
        name="copyright_info_url",
        label=message("Copyright information"),
        read=lambda r: rights_link(rights_of(r)),
        is_inferred=_rights_inferred,
        xmp="xmpRights:WebStatement",
    ),
    Field(name="keywords", label=message("Keywords"), read=_keywords, xmp="dc:subject"),
    Field(
        name="alt_text",
        label=message("Alternative text"),
        read=lambda r: r.photo.alt,
        xmp="Iptc4xmpCore:AltTextAccessibility",
    ),
    Field(
        name="via",
        label=message("Distributed by"),
        read=lambda r: r.photo.distributors,
        is_inferred=_always,
    ),
    Field(
        name="status", label=message("Status"), read=lambda r: r.photo.status, is_inferred=_always
    ),
    Field(
        name="method", label=message("Method"), read=lambda r: r.photo.method, is_inferred=_always
    ),
    Field(name="image", label=message("Image file"), read=lambda r: r.photo.image.state),
    Field(name="width", label=message("Width"), read=lambda r: r.photo.image.width),
    Field(name="height", label=message("Height"), read=lambda r: r.photo.image.height),
    Field(
        name="permalink",
        label=message("Permalink"),
        read=lambda r: r.permalink,
        xmp="dc:identifier",
    ),
    Field(name="story_id", label=message("Story ID"), read=lambda r: r.story.id),
    Field(
        name="story_url",
        label=message("Story"),
        read=lambda r: r.story_url,
        xmp="dc:relation",
    ),
    Field(
        name="published",
        label=message("Published"),
        read=lambda r: iso_date(r.story.date),
        is_inferred=lambda r: bool(inferred(r.story.date.source)),
        xmp="dc:date",
    ),
    Field(name="path", label=message("Source file"), read=lambda r: r.story.path),
    Field(name="line", label=message("Line"), read=lambda r: r.photo.line),
    Field(
        name="inferred",
        label=message("Inferred, not stated"),
        read=inferred_of,
    ),
)
"""Every field, in the order of columns."""

BY_NAME = {field.name: field for field in FIELDS}


def in_a_cell(value: Value) -> str | int | None:
    """A value as it stands in one cell or line."""
    return "; ".join(value) if isinstance(value, tuple) else value


def labels(names: Iterable[str]) -> str:
    """Names of fields as people read them."""
    return ", ".join(gettext(BY_NAME[name].label) for name in names)
