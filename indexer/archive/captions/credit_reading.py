"""One credit line -> its parts: label, rights, persons, organisations and status.

Nothing is judged here: a part that is neither known nor shaped like a person stays unknown.
"""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import AgencyKind, agency_name, find_agency
from indexer.archive.captions.credit_parts import (
    COPYRIGHT,
    COURTESY,
    FREELANCE,
    IGNORED,
    LICENCE,
    OUTER,
    PROVIDED,
    STATUS_BY_WORD,
    STATUS_ENDING,
    STATUS_OPENING,
    VIA,
    YEARS,
    trim,
)
from indexer.archive.captions.credit_value import Label, Reading, Setting
from indexer.archive.captions.person_names import (
    has_org_word,
    is_person,
    may_end_name,
    person_name,
    strip_ranks,
)
from indexer.archive.traces import TracedPattern
from indexer.model import Status

_STAFF = TracedPattern(r"\s+(?:senior\s+)?staff$", " staff")
_JOB = re.compile(
    r"(?:(?:assistant|associate|chief|deputy|executive|senior)\s)?"
    r"(?:(?:art|creative|data|design|graphics?|illustrations?|multimedia|news|photo(?:graphy)?|picture|"
    r"sports?|video|visuals?)\s)?"
    r"(?:artist|cartoonist|designer|director|editor|illustrator|intern|reporter)",
    re.IGNORECASE,
)
_MAX_VIA_WORDS = 6

_COMMA = re.compile(r"\s*[,;、，]\s*")
_AND = TracedPattern(
    r"\s+(?:and|und|et|y|e|и|con|&)\s+|\s*&\s*|\s*[,、，]\s*(?:and\s+)?",
    *(" and ", " und ", " et ", " y ", " e ", " и ", " con ", "&", ",", "、", "，"),
    flags=re.NOFLAG,
)
_ON = TracedPattern(r",?\s+(?:on|from|through)\s+", " on ", " from ", " through ")
_POOL = TracedPattern(r"(?<=\w)\s?-\s?(?=pool\b)", "-")
_NAMED = re.compile(r"\s\((?P<name>[^()]{2,30})\)(?=$|,?\s(?:via\s|/))")
_HYPHEN = TracedPattern(r"(?<=\w)[-–](?=\w)", "-", "–", flags=re.NOFLAG)
_EMAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}\.?")
_URL = re.compile(r"https?:")
_DAY = re.compile(r"\d{1,2}\.(?:\d{1,2}|[a-zç]{3,9})\.\d{4}")
_KOREAN_PAIR = re.compile(r"(?P<owner>[^=/]{2,20})=(?P<via>[^=/\s]{2,12})")


def part_suffixes(text: str) -> str:
    """Parts what hangs on a name: "Jane Doe-Pool", "Jane Doe (dpa)", "Jane Doe (Archiv)"."""
    text = unbracket(text)
    first, stop, rest = text.partition(". ")
    if stop and find_agency(first):
        text = f"{first} / {rest}"
    named = _NAMED.search(text) if "(" in text else None
    if named and (find_agency(named["name"]) or named["name"].casefold() in STATUS_BY_WORD):
        text = f"{text[: named.start()]} / {named['name']}{text[named.end() :]}"
    return _POOL.sub(" / ", text)


def unbracket(text: str) -> str:
    """Takes off the brackets a line stands in as a whole: "Photo: (NASA/Jane Doe)"."""
    inner = text[1:-1]
    if text[:1] + text[-1:] not in ("()", "[]") or set(inner) & set("()[]"):
        return text
    return inner.strip()


def take_rights(text: str, reading: Reading, setting: Setting) -> str:
    """Takes licences and copyright signs out of a line."""
    for licence in LICENCE.finditer(text):
        reading.rights.append(licence.group().strip("() "))
    text = trim(LICENCE.sub(" ", text)).strip("() ") if reading.rights else text
    sign = COPYRIGHT.search(text)
    if sign is None:
        return text
    claim = VIA.split(trim(text[sign.start() :]))[0]
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


def take_via(text: str, reading: Reading) -> str:
    """Takes the distributor off a line."""
    if "=" in text and (pair := _KOREAN_PAIR.match(text)) and find_agency(pair["via"]):
        # Korean agencies print a picture's origin, or else a dateline, before their own name.
        if find_agency(pair["owner"]) is None:
            return f"{pair['via']}{text[pair.end() :]}"
        reading.via = agency_name(pair["via"])
        return f"{pair['owner']}{text[pair.end() :]}"
    pieces = VIA.split(text)
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


def is_job(part: str) -> bool:
    """True for what a photographer is called at a paper ("Photo editor")."""
    return _JOB.fullmatch(part) is not None


def read_part(part: str, reading: Reading) -> None:
    """Reads what stands between two slashes."""
    if part and not any(reads(part, reading) for reads in _READERS):
        reading.unknown.append(part)


def _read_hyphenated(part: str, reading: Reading) -> bool:
    """Reads "Jane Doe-USA TODAY Sports"."""
    pair = None if find_agency(part) else _hyphenated(part)
    for side in pair or ():
        reading.separators += 1
        read_part(side, reading)
    return pair is not None


def _read_sign_off(part: str, reading: Reading) -> bool:
    """Reads an address or a date, which shows that the name beside it is a credit."""
    found = _EMAIL.fullmatch(part) or _DAY.fullmatch(part) or _URL.match(part)
    reading.special |= found is not None
    return found is not None


def _read_given(part: str, reading: Reading) -> bool:
    """Reads "Supplied by Northlight"."""
    given = PROVIDED.match(part)
    if given is None:
        return False
    reading.set_status(Status.PROVIDED)
    reading.owner_only |= not reading.orgs
    reading.unknown.append(part[given.end() :])
    return True


def _read_staff(part: str, reading: Reading) -> bool:
    """Reads "The Northlight staff"."""
    paper = _STAFF.sub("", part)
    if paper == part:
        return False
    reading.add_org(paper)
    return True


def _read_with_status(part: str, reading: Reading) -> bool:
    """Reads "NASA HANDOUT" and "ARCHIVES LA PRESSE"."""
    found = STATUS_ENDING.match(part) or STATUS_OPENING.match(part)
    if found is None:
        return False
    reading.set_status(STATUS_BY_WORD[found["status"].casefold().replace("’", "'")])
    if find_agency(found["org"]):
        reading.add_org(found["org"])
    elif found["org"].casefold() not in IGNORED and reading.status is not Status.POOL:
        reading.unknown.append(found["org"])
    return True


def _read_thanks(part: str, reading: Reading) -> bool:
    """Reads "Courtesy of Northlight"."""
    thanks = COURTESY.match(part)
    if thanks is None:
        return False
    reading.rights.append(part)
    reading.label = max(reading.label, Label.COLON, key=lambda label: label.value)
    reading.add_org(part[thanks.end() :])
    return True


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


def _hyphenated(part: str) -> tuple[str, str] | None:
    """Parts "Jane Doe-USA TODAY Sports" and "AP-Jane Doe", but no double name."""
    for hyphen in _HYPHEN.finditer(part):
        left, right = part[: hyphen.start()], part[hyphen.end() :]
        if left == "HO" and (find_agency(right) or has_org_word(right)):
            return left, right
        for org, person in ((left, right), (right, left)):
            if find_agency(org) and (_persons(person) or person.casefold() in STATUS_BY_WORD):
                return left, right
    return None


def _persons(part: str) -> list[str]:
    """The persons a part lists; empty unless every item is shaped like a full name."""
    if not may_end_name(part):
        return []
    names = [strip_ranks(name) for name in _AND.split(part)]
    if all(is_person(name) and not find_agency(name) for name in names):
        return [person_name(name) for name in names]
    return []


def _read_commas(part: str, reading: Reading) -> bool:
    """Reads "Jane Doe, Northlight, Pool"; a company's name may hold a comma itself."""
    if "," not in part and ";" not in part:
        return False
    items = [item for item in _COMMA.split(part) if item]
    if len(items) == 2 and items[1].casefold().rstrip(".") in {"inc", "llc", "ltd"}:  # noqa: PLR2004
        reading.unknown.append(part)
        return True
    for item in items:
        if not _read_simple(item, reading):
            # A town may follow a name as well, so that a comma joins only what must be a company.
            reading.separators += has_org_word(item)
            read_part(item, reading)
    return True


def _read_commission(part: str, reading: Reading) -> bool:
    """Reads "Jane Doe for The Northlight", and "Getty Images for Northlight", its customer."""
    commission = FREELANCE.search(part)
    if commission is None:
        return False
    reading.special |= "special" in commission.group().casefold()
    person = part[: commission.start()].strip(OUTER)
    if find_agency(person):
        reading.add_org(person)
        return True
    persons = _persons(person) if person else []
    if person and not persons:
        reading.unknown.append(part)
        return True
    paper = re.sub(r"\s+(?:photo|pictures?)$", "", part[commission.end() :])
    proven = find_agency(paper) or "special" in commission.group().casefold()
    if not proven and (not persons or agency_name(paper)[:1].islower()):
        # "For more information", "Jane Doe for president"
        reading.unknown.append(part)
        return True
    if persons:
        reading.groups.append(persons)
    reading.set_status(Status.FREELANCE)
    reading.add_org(paper)
    return True


_READERS = (
    _read_hyphenated,
    _read_simple,
    _read_sign_off,
    _read_given,
    _read_commas,
    _read_staff,
    _read_with_status,
    _read_thanks,
    _read_commission,
)
