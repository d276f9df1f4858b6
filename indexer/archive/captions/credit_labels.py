"""One credit line -> its label ("Photo by", "Photo:") and what the label tells."""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import agency_name, find_agency
from indexer.archive.captions.credit_parts import (
    BARE_LABEL,
    BY,
    BY_LABEL,
    COLON_LABEL,
    COURTESY,
    IGNORED,
    OUTER,
    PROVIDED,
    SLASH,
    STATUS_BY_WORD,
    VIA,
)
from indexer.archive.captions.credit_value import Label, Reading
from indexer.archive.captions.person_names import has_org_word
from indexer.model import Status

_OF_ARCHIVE = re.compile(r"ar(?:ch|k)i[vf]|archief|\bfile\b|d['’]archives", re.IGNORECASE)
_OF_SOURCE = re.compile(r"quelle|fuente|fonte|источник", re.IGNORECASE)
_ACRONYM = re.compile(
    r"(?!TOP|OLD|NEW|OUR|MAIN|LEFT|THIS|THAT|BOTH|HER|HIS|LEAD|ALL|MY|RIP|USER|FAN)[A-Z]{2,4}"
)
_DESK_WORDS = 4
_NO_OWNER = frozenset({"a", "an", "the", "this", "that", "in this", "another", "one", "his", "her"})


def take_label(text: str, reading: Reading) -> str:
    """Takes a label such as "Photo by" off a line's front."""
    if BY.match(text):
        # A song or a painting is by somebody too, so that this proves nothing.
        return text[len("by ") :]
    for takes in (_take_house, _take_giver, _take_plain, _take_bare):
        rest = takes(text, reading)
        if rest is not None:
            return rest
    return text


def _take_house(text: str, reading: Reading) -> str | None:
    """Takes "AAP:" off, and hands on in "Reuters: Maxar Technologies"."""
    before, colon, after = text.partition(": ")
    if not colon or not _names_house(before):
        return None
    plain = COLON_LABEL.match(text)
    if plain and not plain["before"]:
        return None
    reading.special = True
    reading.separators += 1
    if find_agency(after):
        reading.via = agency_name(before)
    else:
        reading.add_org(before)
    return after


def _take_giver(text: str, reading: Reading) -> str | None:
    """Takes "Provided by" and "Courtesy of" off; who follows need not be the photographer."""
    given, thanks = PROVIDED.match(text), COURTESY.match(text)
    if given is None and thanks is None:
        return None
    reading.label, reading.owner_only = Label.COLON, True
    if given:
        reading.set_status(Status.PROVIDED)
        return text[given.end() :]
    reading.rights.append(_courtesy(text))
    return text[thanks.end() :] if thanks else None


def _take_plain(text: str, reading: Reading) -> str | None:
    """Takes "Photo by" and "Photo:" off, with what stands before them."""
    for pattern, kind in ((BY_LABEL, Label.BY), (COLON_LABEL, Label.COLON)):
        label = pattern.match(text)
        if label is None or _names_agency(label) or _names_other_source(label):
            continue
        if not _read_owner(label["before"].strip(), reading):
            continue
        reading.label = kind
        if _OF_ARCHIVE.search(label.group()):
            reading.set_status(Status.FILE)
        reading.owner_only = kind is Label.COLON and "source" in label.group().casefold()
        reading.of_source = kind is Label.COLON and _OF_SOURCE.search(label.group()) is not None
        rest = text[label.end() :].strip(OUTER)
        nested = COURTESY.match(rest) or PROVIDED.match(rest) or BY_LABEL.match(rest)
        return take_label(rest, reading) if nested else rest
    return None


def _take_bare(text: str, reading: Reading) -> str | None:
    """Takes the "PHOTO" of "PHOTO JANE DOE" off."""
    bare = BARE_LABEL.match(text)
    if bare is None or reading.label is not Label.NONE:
        return None
    rest = text[bare.end() :]
    if text.casefold() in STATUS_BY_WORD or re.match(r"(?:provided|by)\b", rest):
        return None
    reading.label = Label.BARE
    return rest


def _names_other_source(label: re.Match[str]) -> bool:
    """True for "Open Source - Linux": what stands before the word is no picture's."""
    return (
        bool(label["before"]) and re.search(r"source\W*$", label.group(), re.IGNORECASE) is not None
    )


def _names_house(before: str) -> bool:
    """True for an agency or one of its desks: "ABC News", "ABC Gold Coast"."""
    words = before.split()
    return find_agency(before) is not None or (
        1 < len(words) <= _DESK_WORDS
        and words[0].isupper()
        and find_agency(words[0]) is not None
        and all(word[0].isupper() for word in words)
    )


def _names_agency(label: re.Match[str]) -> bool:
    """True for "imago images/", where the word is part of a name."""
    return bool(label["before"]) and find_agency(label.group().rstrip(" /|:=")) is not None


def _courtesy(text: str) -> str:
    """The words of thanks up to the next part of the line."""
    return VIA.split(SLASH.split(text)[0])[0].strip(OUTER)


def _read_owner(before: str, reading: Reading) -> bool:
    """Reads what stands before a label ("U.S. Army" photo by); False if it is running text."""
    folded = before.casefold()
    if not before or folded in {
        "all",
        "drone",
        "aerial",
        "cover",
        "main",
        "top",
        "official",
        "staff",
    }:
        return True
    if folded in STATUS_BY_WORD or folded in IGNORED:
        if folded in STATUS_BY_WORD:
            reading.set_status(STATUS_BY_WORD[folded])
        return True
    if folded in _NO_OWNER:
        return False
    owner = re.sub(r"^(?:official)\s+", "", before, flags=re.IGNORECASE)
    if usual := find_agency(f"{owner} photo"):
        reading.add_org(usual.name)
        return True
    if has_org_word(owner) or _ACRONYM.fullmatch(owner):
        reading.add_org(owner)
        return True
    return all(word[:1].isupper() for word in owner.split())
