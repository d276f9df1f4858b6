"""What facets are called: above their values, and within a sentence."""

from __future__ import annotations

import re

from indexer.texts import gettext, message
from indexer.wording import PHOTO_VALUES

_LABELS = {
    "category": message("Category"),
    "tag": message("Tag"),
    "keyword": message("Keyword"),
    "author": message("Author"),
    "year": message("Year"),
    "month": message("Month"),
    "day": message("Day"),
    "lang": message("Language"),
    "photographer": message("Photographer"),
    "agency": message("Agency"),
    "place": message("Place"),
    "photos": message("Photos"),
    "status": message("Status"),
    "via": message("Distributed by"),
    "method": message("Method"),
    "taken_decade": message("Taken in the decade"),
    "taken_year": message("Taken in the year"),
    "gap": message("Taken before publication"),
    "orientation": message("Orientation"),
    "image": message("File of the picture"),
    "captioned": message("Caption"),
    "credited": message("Credit"),
    "rights": message("Rights"),
}
_WITHIN_SENTENCES = {
    "category": message("category"),
    "tag": message("tag"),
    "keyword": message("keyword"),
    "author": message("author"),
    "year": message("year"),
    "month": message("month"),
    "day": message("day"),
    "lang": message("lang"),
    "photographer": message("photographer"),
    "agency": message("agency"),
    "place": message("place"),
    "photos": message("photos"),
    "status": message("status"),
    "via": message("via"),
    "method": message("method"),
    "taken_decade": message("taken_decade"),
    "taken_year": message("taken_year"),
    "gap": message("gap"),
    "orientation": message("orientation"),
    "image": message("image"),
    "captioned": message("captioned"),
    "credited": message("credited"),
    "rights": message("rights"),
}
_VALUES = {
    ("photos", "yes"): message("yes"),
    ("photos", "no"): message("no"),
    ("captioned", "yes"): message("yes"),
    ("captioned", "no"): message("no"),
    ("credited", "yes"): message("yes"),
    ("credited", "no"): message("no"),
    **PHOTO_VALUES,
}


def facet_label(name: str) -> str:
    """A facet's name as a heading; one of the archive's own is called by its key."""
    label = _LABELS.get(name)
    return gettext(label) if label else re.sub(r"[_-]+", " ", name).capitalize()


def facet_in_a_sentence(name: str) -> str:
    """The same within a sentence; in English that is the name by which filters are typed."""
    known = _WITHIN_SENTENCES.get(name)
    return gettext(known) if known else name


def quoted_value(name: str, value: str) -> str:
    """A value of a facet within a sentence, in quotation marks; the none bucket without them."""
    if not value:
        return gettext("none")
    known = _VALUES.get((name, value))
    return gettext("“%(text)s”", text=gettext(known) if known else value)
