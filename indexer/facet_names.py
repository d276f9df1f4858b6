"""What facets are called: above their values, and within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from indexer.texts import SOURCE, gettext, long_day, long_month, message, spoken
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
    "lang": message("language"),
    "photographer": message("photographer"),
    "agency": message("agency"),
    "place": message("place"),
    "photos": message("photos"),
    "status": message("status"),
    "via": message("distributor"),
    "method": message("method"),
    "taken_decade": message("decade of the picture"),
    "taken_year": message("year of the picture"),
    "gap": message("time before publication"),
    "orientation": message("orientation"),
    "image": message("picture file"),
    "captioned": message("caption"),
    "credited": message("credit"),
    "rights": message("rights"),
}
_VALUES = {
    ("photos", "yes"): message("with photos"),
    ("photos", "no"): message("without photos"),
    ("captioned", "yes"): message("with caption"),
    ("captioned", "no"): message("without caption"),
    ("credited", "yes"): message("with credit"),
    ("credited", "no"): message("without credit"),
    **PHOTO_VALUES,
}

_FORMS = {
    "year": re.compile(r"\d{4}"),
    "month": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"),
    "day": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "taken_year": re.compile(r"\d{4}"),
    "taken_decade": re.compile(r"\d{3}0s"),
}
"""How values of facets of time are written."""

_NO_SUCH = {
    "year": message("“%(value)s” is no year; years are written as 2016."),
    "month": message("“%(value)s” is no month; months are written as 2016-06."),
    "day": message("“%(value)s” is no day; days are written as 2016-06-30."),
    "taken_year": message("“%(value)s” is no year; years are written as 2016."),
    "taken_decade": message("“%(value)s” is no decade; decades are written as 1950s."),
}

_WORDED = frozenset(
    {
        "year",
        "month",
        "day",
        "lang",
        "photos",
        "captioned",
        "credited",
        "taken_decade",
        "taken_year",
    }
    | {name for name, _ in PHOTO_VALUES}
)
"""Facets whose values are words of ours, and no quotations."""


def facet_label(name: str) -> str:
    """A facet's name as a heading; one of the archive's own is called by its key."""
    label = _LABELS.get(name)
    return gettext(label) if label else re.sub(r"[_-]+", " ", name).capitalize()


def facet_in_a_sentence(name: str) -> str:
    """The same within a sentence."""
    known = _WITHIN_SENTENCES.get(name)
    return gettext(known) if known else name


def no_such_value(name: str, value: str) -> str:
    """Says that a value can be none of a facet's, and what can; empty if it can be one."""
    form = _FORMS.get(name)
    if form is not None:
        return "" if form.fullmatch(value) else gettext(_NO_SUCH[name], value=value)
    there_are = [known for facet, known in _VALUES if facet == name]
    if not there_are or value in there_are:
        return ""
    return gettext(
        "“%(value)s” is nothing that “%(facet)s” can be. It can be %(values)s.",
        value=value,
        facet=facet_label(name),
        values=", ".join(there_are),
    )


def value_label(name: str, value: str) -> str:
    """A value of a facet as it is shown to the reader."""
    return _value_label(spoken(), name, value) if name in _WORDED else value


def value_labels(name: str, values: Sequence[str]) -> Sequence[str]:
    """Values of a facet as they are shown to the reader."""
    if name not in _WORDED:
        return values
    language = spoken()
    return [_value_label(language, name, value) for value in values]


@lru_cache(maxsize=10_000)
def _value_label(language: str, name: str, value: str) -> str:
    try:
        match name:
            case "lang":
                return Locale.parse(value, sep="-").get_display_name(language) or value
            case "month":
                return long_month(date.fromisoformat(f"{value}-01"))
            case "day":
                return long_day(date.fromisoformat(value))
            case "taken_decade" if _FORMS[name].fullmatch(value):
                return gettext("%(year)ss", year=value.removesuffix("s"))
    except (ValueError, UnknownLocaleError):
        return value
    known = _VALUES.get((name, value))
    return gettext(known) if known else value


_OWN_NAMES = """
    العربية:ar български:bg català:ca čeština:cs dansk:da deutsch:de ελληνικά:el english:en
    español:es eesti:et euskara:eu فارسی:fa suomi:fi français:fr gaeilge:ga galego:gl עברית:he
    हिन्दी:hi hrvatski:hr magyar:hu bahasa_indonesia:id íslenska:is italiano:it 日本語:ja 한국어:ko
    lietuvių:lt latviešu:lv nederlands:nl norsk:no bokmål:nb nynorsk:nn polski:pl português:pt
    română:ro русский:ru slovenčina:sk slovenščina:sl српски:sr svenska:sv ไทย:th türkçe:tr
    українська:uk tiếng_việt:vi 中文:zh
"""
"""What languages are called in themselves, and their tags; Babel would load each to tell."""


def language_tag(typed: str) -> str:
    """The tag of a language that is called by its name; anything else as tags are written."""
    return _languages(spoken()).get(typed.casefold(), typed.replace("_", "-"))


@lru_cache(maxsize=10)
def _languages(language: str) -> dict[str, str]:
    """Tags by name, in the language itself, in English and in the language of the reader."""
    own = (pair.split(":") for pair in _OWN_NAMES.split())
    return {name.replace("_", " "): tag for name, tag in own} | {
        name.casefold(): tag
        for names in (Locale(SOURCE).languages, Locale(language).languages)
        for tag, name in names.items()
    }


def quoted_value(name: str, value: str) -> str:
    """A value of a facet within a sentence; what the archive wrote in quotation marks."""
    if not value:
        return gettext("none")
    label = value_label(name, value)
    return label if name in _WORDED else gettext("“%(text)s”", text=label)
