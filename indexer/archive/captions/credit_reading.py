"""One credit line -> its parts: label, rights, persons, organisations and status.

Nothing is judged here: a part that is neither known nor shaped like a person stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from indexer.archive.captions.agencies import AgencyKind, agency_name, find_agency
from indexer.archive.captions.credit_parts import (
    BARE_LABEL,
    BY_LABEL,
    COLON_LABEL,
    COPYRIGHT,
    COURTESY,
    FREELANCE,
    IGNORED,
    LICENCE,
    PROVIDED,
    STATUS_BY_WORD,
    STATUS_ENDING,
    STATUS_OPENING,
    YEARS,
)
from indexer.archive.captions.credit_value import Setting
from indexer.archive.captions.person_names import has_org_word, is_person, person_name, strip_ranks
from indexer.model import Status

_MAX_VIA_WORDS = 6

SLASH = re.compile(r"\s*[/|／｜]\s*|\s+[-–—•·]\s+|\s*[—–]\s*|\s*=\s*")
_COMMA = re.compile(r"\s*[,;、，]\s*")
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|con|&)\s+|\s*&\s*|\s*[,、，]\s*(?:and\s+)?")
_VIA = re.compile(r"(?:^|,?\s+)via\s+", re.IGNORECASE)
_ON = re.compile(r",?\s+(?:on|from|through)\s+", re.IGNORECASE)
_POOL = re.compile(r"(?<=\w)\s?-\s?(?=pool\b)", re.IGNORECASE)
_NAMED_AGENCY = re.compile(r"\s\(([^()]{2,30})\)$")
_NO_OWNER = frozenset({"a", "an", "the", "this", "that", "in this", "another", "one", "his", "her"})
_KOREAN_PAIR = re.compile(r"(?P<owner>[^=/]{2,20})=(?P<via>[^=/\s]{2,12})")
OUTER = " \t,;:–—-|/·•"


class Label(Enum):
    """How plainly a line says that it is a credit."""

    NONE = 0
    BARE = 1
    COLON = 2
    BY = 3


@dataclass(slots=True)
class Reading:
    """What the parts of one line have been read as so far."""

    label: Label = Label.NONE
    groups: list[list[str]] = field(default_factory=list)
    orgs: list[str] = field(default_factory=list)
    org_before_person: bool = False
    unknown: list[str] = field(default_factory=list)
    via: str | None = None
    status: Status | None = None
    rights: list[str] = field(default_factory=list)
    separators: int = 0
    owner_only: bool = False
    special: bool = False
    unread: bool = False

    def set_status(self, status: Status) -> None:
        """Keeps the first status a line states."""
        if self.status is None:
            self.status = status

    def add_org(self, name: str) -> None:
        """Adds an organisation unless it is there already."""
        usual = agency_name(name)
        if usual.casefold() not in (org.casefold() for org in self.orgs):
            self.orgs.append(usual)
        if not self.groups:
            self.org_before_person = True


def trim(text: str) -> str:
    """Takes marks and a sentence's stop off both ends."""
    text = text.strip(OUTER)
    # "U.S." keeps its stop; the one that ends a sentence goes.
    if text.endswith(".") and not re.search(r"(?:\b\w\.){2}$|\b(?:Jr|Sr|Inc|Co|Ltd)\.$", text):
        text = text[:-1]
    return text.strip(OUTER)


def part_suffixes(text: str) -> str:
    """Parts what hangs on a name: "Jane Doe-Pool", "Jane Doe (dpa)"."""
    if (named := _NAMED_AGENCY.search(text)) and find_agency(named[1]):
        text = f"{text[: named.start()]} / {named[1]}"
    return _POOL.sub(" / ", text)


def take_rights(text: str, reading: Reading, setting: Setting) -> str:
    """Takes licences and copyright signs out of a line."""
    for licence in LICENCE.finditer(text):
        reading.rights.append(licence.group().strip("() "))
    text = trim(LICENCE.sub(" ", text)).strip("() ") if reading.rights else text
    sign = COPYRIGHT.search(text)
    if sign is None:
        return text
    claim = _VIA.split(trim(text[sign.start() :]))[0]
    if re.sub(r"[\d\s-]", "", claim[sign.end() - sign.start() :]):
        reading.rights.insert(0, claim)
    reading.label = Label.COLON
    before = text[: sign.start()].strip(OUTER)
    after = YEARS.sub(" ", text[sign.end() :])
    if not before or before.casefold() in IGNORED:
        return after
    if setting in (Setting.SENTENCE, Setting.CUT):
        # What stands before the sign may still belong to the caption.
        reading.unread = True
    return f"{before} / {after}"


def take_label(text: str, reading: Reading) -> str:
    """Takes a label such as "Photo by" off a line's front."""
    before, colon, after = text.partition(": ")
    if colon and find_agency(before):
        return f"{before} / {after}"
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


def _names_agency(label: re.Match[str]) -> bool:
    """True for "imago images/", where the word is part of a name."""
    return bool(label["before"]) and find_agency(label.group().rstrip(" /|:=")) is not None


def _courtesy(text: str) -> str:
    """The words of thanks up to the next part of the line."""
    return _VIA.split(SLASH.split(text)[0])[0].strip(OUTER)


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
    if find_agency(owner) or has_org_word(owner):
        reading.add_org(owner)
        return True
    return all(word[:1].isupper() for word in owner.split())


def take_via(text: str, reading: Reading) -> str:
    """Takes the distributor off a line."""
    if (pair := _KOREAN_PAIR.match(text)) and find_agency(pair["via"]):
        # Korean agencies print a picture's origin, or else a dateline, before their own name.
        if find_agency(pair["owner"]) is None:
            return f"{pair['via']}{text[pair.end() :]}"
        reading.via = agency_name(pair["via"])
        return f"{pair['owner']}{text[pair.end() :]}"
    pieces = _VIA.split(text)
    if len(pieces) == 1:
        pieces = _ON.split(text)
        platform = find_agency(trim(pieces[-1])) if len(pieces) > 1 else None
        if platform is None or platform.kind is not AgencyKind.PLATFORM:
            return text
        pieces = [text[: text.rfind(pieces[-1])], pieces[-1]]
        pieces[0] = _ON.split(pieces[0] + " x")[0]
    last = [part for part in re.split(r"\s*[/,|]\s*", pieces[-1]) if part]
    names = [part for part in last if STATUS_BY_WORD.get(trim(part).casefold()) is None]
    for part in last:
        if part not in names:
            reading.set_status(STATUS_BY_WORD[trim(part).casefold()])
    if len(names) > 1 and (persons := _persons(trim(names[-1]))):
        reading.groups.append(persons)
        names.pop()
    if names:
        reading.via = agency_name(trim(names[-1]))
        if len(trim(names[-1]).split()) > _MAX_VIA_WORDS:
            reading.unknown.append(names[-1])
    return trim(" / ".join(pieces[:-1]))


def read_part(part: str, reading: Reading) -> None:
    """Reads what stands between two slashes."""
    if not part or _read_simple(part, reading):
        return
    if "," in part or ";" in part:
        _read_commas(part, reading)
        return
    if part.casefold().endswith(" staff"):
        reading.add_org(part[: -len(" staff")])
        return
    for pattern in (STATUS_ENDING, STATUS_OPENING):
        if found := pattern.match(part):
            reading.set_status(STATUS_BY_WORD[found["status"].casefold()])
            if find_agency(found["org"]):
                reading.add_org(found["org"])
            elif found["org"].casefold() not in IGNORED and reading.status is not Status.POOL:
                reading.unknown.append(found["org"])
            return
    if thanks := COURTESY.match(part):
        reading.rights.append(part)
        reading.label = max(reading.label, Label.COLON, key=lambda label: label.value)
        reading.add_org(part[thanks.end() :])
        return
    if commission := FREELANCE.search(part):
        reading.special |= "special" in commission.group().casefold()
        _read_commission(part[: commission.start()].strip(OUTER), part[commission.end() :], reading)
        return
    reading.unknown.append(part)


def _read_simple(part: str, reading: Reading) -> bool:
    """Reads a part that is one thing: a status, an agency or persons."""
    folded = part.casefold().rstrip(".")
    if folded in STATUS_BY_WORD:
        reading.set_status(STATUS_BY_WORD[folded])
    elif folded in IGNORED:
        reading.special |= folded.startswith("staff")
    elif find_agency(part):
        reading.add_org(part)
    elif persons := _persons(part):
        reading.groups.append(persons)
    else:
        return False
    return True


def _persons(part: str) -> list[str]:
    """The persons a part lists; empty unless every item is shaped like a full name."""
    names = [strip_ranks(name) for name in _AND.split(part)]
    if all(is_person(name) and not find_agency(name) for name in names):
        return [person_name(name) for name in names]
    return []


def _read_commas(part: str, reading: Reading) -> None:
    """Reads "Jane Doe, Northlight, Pool"; a company's name may hold a comma itself."""
    items = [item for item in _COMMA.split(part) if item]
    if len(items) == 2 and items[1].casefold().rstrip(".") in {"inc", "llc", "ltd"}:  # noqa: PLR2004
        reading.unknown.append(part)
        return
    for item in items:
        if not _read_simple(item, reading):
            read_part(item, reading)


def _read_commission(person: str, paper: str, reading: Reading) -> None:
    """Reads "Jane Doe for The Northlight"."""
    paper = re.sub(r"\s+(?:photo|pictures?)$", "", paper)
    persons = _persons(person) if person else []
    if person and not persons:
        reading.unknown.append(f"{person} for {paper}")
        return
    if persons:
        reading.groups.append(persons)
    reading.set_status(Status.FREELANCE)
    reading.add_org(paper)
