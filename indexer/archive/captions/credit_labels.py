"""One credit line -> its label ("Photo by", "Photo:") and what the label tells."""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import find_agency
from indexer.archive.captions.credit_parts import (
    BARE_LABEL,
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
_ACRONYM = re.compile(
    r"(?!TOP|OLD|NEW|OUR|MAIN|LEFT|THIS|THAT|BOTH|HER|HIS|LEAD|ALL|MY|RIP|USER|FAN)[A-Z]{2,4}"
)
_DESK_WORDS = 4
_NO_OWNER = frozenset({"a", "an", "the", "this", "that", "in this", "another", "one", "his", "her"})


def take_label(text: str, reading: Reading) -> str:
    """Takes a label such as "Photo by" off a line's front."""
    before, colon, after = text.partition(": ")
    plain = COLON_LABEL.match(text)
    if colon and _names_house(before) and (plain is None or plain["before"]):
        reading.special = True
        reading.separators += 1
        reading.add_org(before)
        return after
    if given := PROVIDED.match(text):
        reading.label, reading.owner_only = Label.COLON, True
        reading.set_status(Status.PROVIDED)
        return text[given.end() :]
    if thanks := COURTESY.match(text):
        reading.label, reading.owner_only = Label.COLON, True
        reading.rights.append(_courtesy(text))
        return text[thanks.end() :]
    for pattern, kind in ((BY_LABEL, Label.BY), (COLON_LABEL, Label.COLON)):
        label = pattern.match(text)
        if label and not _names_agency(label) and _read_owner(label["before"].strip(), reading):
            reading.label = kind
            if _OF_ARCHIVE.search(label.group()):
                reading.set_status(Status.FILE)
            reading.owner_only = kind is Label.COLON and "source" in label.group().casefold()
            rest = text[label.end() :].strip(OUTER)
            nested = COURTESY.match(rest) or PROVIDED.match(rest) or BY_LABEL.match(rest)
            return take_label(rest, reading) if nested else rest
    bare = BARE_LABEL.match(text)
    if bare and reading.label is Label.NONE:
        rest = text[bare.end() :]
        if STATUS_BY_WORD.get(text.casefold()) is None and not re.match(r"(?:provided|by)\b", rest):
            reading.label = Label.BARE
            return rest
    return text


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
