"""One credit line -> who took the picture, whose it is and who distributed it.

Precision comes first: a part that could be a person as well as a company names neither.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from indexer.archive.captions.agencies import (
    CJK,
    AgencyKind,
    agency_name,
    find_agency,
    is_telling,
    joint_names,
)
from indexer.archive.captions.credit_labels import take_label
from indexer.archive.captions.credit_parts import FILE_NOTES, OUTER, SLASH, trim
from indexer.archive.captions.credit_reading import (
    is_job,
    part_suffixes,
    read_part,
    take_rights,
    take_via,
    unbracket,
)
from indexer.archive.captions.credit_single import (
    is_code,
    is_signed,
    is_small_acronym,
    read_account,
)
from indexer.archive.captions.credit_value import CreditLine, Label, Reading, Setting
from indexer.archive.captions.given_names import GIVEN_NAMES
from indexer.archive.captions.person_names import has_org_word, is_person
from indexer.model import Credit, Status

MAX_LENGTH = 240
_MAX_UNREAD = 60
_TELLING_WORDS = 3
_HANDS_ON = (AgencyKind.WIRE, AgencyKind.DISTRIBUTOR)
_MAX_ORG_WORDS = 8
_ARTICLE = re.compile(
    r"^(?:the|its|his|her|their|our|an?|la|le|les|el|los|las|il|der|die|das|o|os)\s",
    re.IGNORECASE,
)
_ORG_PARTICLES = frozenset(
    {"of", "the", "and", "for", "de", "des", "du", "la", "le", "der", "und", "für", "do", "da", "e"}
)
_DERIVED = re.compile(r"\b(?:by|from|after|see|https?)\b", re.IGNORECASE)
_JOINT_NAMES = tuple(name.casefold() for name in joint_names())


def read_credit(raw: str, setting: Setting) -> CreditLine | None:
    """Reads a piece of a caption as a credit line.

    Args:
        raw: The piece, without the brackets around it.
        setting: Where in the caption it stands, which says how much proof it needs.

    Returns:
        What it says, as much as is certain; None if it is no credit line.
    """
    raw = raw.strip()
    return _read_credit(raw, setting) if 0 < len(raw) <= MAX_LENGTH else None


@lru_cache(maxsize=1024)
def _read_credit(raw: str, setting: Setting) -> CreditLine | None:
    # A photographer's credit line stands below many pictures.
    if not raw.isascii() and CJK.search(raw):
        # Its patterns take a tenth of a second to make, which most archives need not wait for.
        from indexer.archive.captions.credit_cjk import read_cjk_credit  # noqa: PLC0415

        if (line := read_cjk_credit(raw, setting)) is not None:
            return line
    reading = Reading()
    rest = take_rights(raw.strip(OUTER), reading, setting)
    if not rest:
        return CreditLine(None, None, "; ".join(reading.rights)) if reading.rights else None
    if named := read_account(raw):
        return named
    rest = take_label(part_suffixes(trim(rest)), reading)
    rest = take_via(unbracket(rest), reading)
    rest = _take_joint_name(rest, reading)
    for part in [rest] if find_agency(rest) else SLASH.split(rest):
        if is_job(part.strip(OUTER)):
            # Behind a dash it tells whom the picture shows.
            reading.special |= "/" in rest
            reading.unread |= "/" not in rest and reading.label is Label.NONE
        elif part.strip():
            reading.separators += 1
            read_part(part.strip(OUTER), reading)
    return _judge(raw, reading, setting)


def _take_joint_name(text: str, reading: Reading) -> str:
    """Takes a public body's name that holds a slash itself off a line's front."""
    if "/" not in text:
        return text
    folded = text.casefold()
    if not folded.startswith(_JOINT_NAMES):
        return text
    for name in joint_names():
        rest = text[len(name) :]
        if folded.startswith(name.casefold()) and not re.match(r"[\w-]", rest):
            reading.add_org(name)
            return rest.lstrip(" &,/")
    return text


def _judge(raw: str, reading: Reading, setting: Setting) -> CreditLine | None:
    """Settles doubtful parts and decides whether the whole is a credit line."""
    names = [*reading.orgs, reading.via or ""]
    known = reading.special or any(find_agency(name) for name in names)
    if reading.of_source:
        _doubt_persons(reading)
    _settle_unknown(reading, setting)
    if reading.unread or not _is_credit(raw, reading, setting, known=known):
        return None
    if reading.owner_only:
        reading.groups = []
    ambiguous = len(reading.groups) > 1 and not reading.org_before_person
    photographers = _photographers(reading, ambiguous=ambiguous)
    agency, via = _owners(reading)
    if ambiguous or (reading.unknown and reading.groups):
        agency, via = (None, reading.via)
    credit = Credit(raw, photographers, agency, via)
    return CreditLine(credit, reading.status, "; ".join(dict.fromkeys(reading.rights)))


def _doubt_persons(reading: Reading) -> None:
    """Takes only those for persons whose given name is known: others may be works or sites."""
    doubtful = [
        group
        for group in reading.groups
        if any(name.split()[0].casefold() not in GIVEN_NAMES for name in group)
    ]
    reading.groups = [group for group in reading.groups if group not in doubtful]
    reading.unknown += [" and ".join(group) for group in doubtful]


def _settle_unknown(reading: Reading, setting: Setting) -> None:
    """Takes an unknown name for an organisation where the form leaves no other choice."""
    if reading.owner_only and not reading.orgs:
        _settle_owner(reading)
        return
    if reading.label in (Label.BY, Label.COLON) and not reading.orgs and not reading.groups:
        unknown = reading.unknown[0] if len(reading.unknown) == 1 else ""
        if has_org_word(unknown) and _is_org_shaped(_ARTICLE.sub("", unknown)):
            reading.add_org(reading.unknown.pop())
        return
    if len(reading.unknown) != 1 or not _is_org_shaped(reading.unknown[0]):
        return
    if setting is Setting.BRACKETED and is_signed(reading):
        reading.add_org(reading.unknown.pop())
        return
    if not reading.groups and _is_passed_on(reading):
        reading.orgs.insert(0, agency_name(reading.unknown.pop()))
        return
    if reading.label is Label.NONE and not (
        reading.via or " " not in reading.unknown[0] or has_org_word(reading.unknown[0])
    ):
        return
    beside_person = len(reading.groups) == 1 and reading.separators > 1
    proven = reading.label is Label.BY or setting is Setting.BRACKETED or reading.via
    if beside_person and (proven or reading.label is Label.COLON):
        name = reading.unknown.pop()
        # The name nearest to the person owns the picture; the known one passed it on.
        reading.orgs.insert(0, agency_name(name))


def _settle_owner(reading: Reading) -> None:
    """Takes who gave the picture or is thanked for an organisation, unless it may be a person."""
    reading.unknown += [" and ".join(group) for group in reading.groups if not reading.unknown]
    reading.groups = []
    if len(reading.unknown) != 1 or is_person(reading.unknown[0]):
        return
    if _DERIVED.search(reading.unknown[0]):  # "Source: modified from a post by Jane Doe"
        return
    if len(reading.unknown[0].split()) > _MAX_ORG_WORDS or is_code(reading.unknown[0]):
        return
    owner = reading.unknown.pop()
    # With "the artist and a gallery" it stays open whose picture it is.
    if not _ARTICLE.sub("", owner)[:1].islower():
        reading.add_org(owner)


def _is_passed_on(reading: Reading) -> bool:
    """True if what is unknown can only be the owner: "Northlight Museum via AP"."""
    if reading.via:
        distributor = find_agency(reading.via)
        return distributor is None or distributor.kind is not AgencyKind.PLATFORM
    wires = [agency for name in reading.orgs if (agency := find_agency(name))]
    handed = reading.status in (Status.HANDOUT, Status.PROVIDED, Status.REPRODUCTION)
    passed = bool(wires) and wires[0].kind is AgencyKind.WIRE and len(reading.orgs) == 1
    return has_org_word(reading.unknown[0]) and (passed or (handed and not reading.orgs))


def _is_org_shaped(name: str) -> bool:
    words = name.split()
    return (
        len(words) <= _MAX_ORG_WORDS
        and name[:1].isupper()
        and all(not word[0].islower() or word in _ORG_PARTICLES for word in words)
        and not any(char in name for char in '@:?!"“”()')
    )


def _photographers(reading: Reading, *, ambiguous: bool) -> tuple[str, ...]:
    if not reading.groups:
        return ()
    if not ambiguous:
        return tuple(name for group in reading.groups for name in group)
    return tuple(reading.groups[0]) if reading.label is not Label.NONE else ()


def _owners(reading: Reading) -> tuple[str | None, str | None]:
    """Which organisation owns the picture and which distributed it."""
    orgs = reading.orgs
    if reading.via is not None or len(orgs) <= 1:
        return (orgs[0] if orgs else None), reading.via
    kinds = [found.kind if (found := find_agency(name)) else None for name in orgs]
    if reading.groups and not reading.org_before_person:
        return orgs[0], orgs[-1]
    if reading.groups:
        # "EFE/EPA/Jane Doe": the nearer the person, the nearer to the picture.
        orgs, kinds = orgs[::-1], kinds[::-1]
    hands_on = kinds[0] is AgencyKind.DISTRIBUTOR and kinds[-1] is not AgencyKind.DISTRIBUTOR
    of_body = kinds[0] is AgencyKind.WIRE and kinds[-1] in (AgencyKind.BODY, None)
    if set(kinds) == {AgencyKind.BODY}:
        # "NASA, ESA, STScI" made a picture together; none of them handed it on.
        return orgs[0], None
    if hands_on or of_body or orgs[0] == "Xinhua":
        orgs = orgs[::-1]
    return orgs[0], orgs[-1]


def _is_credit(raw: str, reading: Reading, setting: Setting, *, known: bool) -> bool:
    """Decides how much proof is enough where the piece stands."""
    anything = bool(reading.groups or reading.orgs or reading.status or reading.via)
    if reading.label in (Label.BY, Label.COLON):
        return _is_labelled_credit(raw, reading, setting, anything=anything)
    if not anything:
        return False
    if reading.label is Label.BARE:
        return not reading.unknown and (known or bool(reading.groups))
    if known and (reading.groups or reading.status or reading.via):
        return not reading.unknown or (setting is not Setting.CUT and _is_lenient(reading))
    if reading.separators > 1 and is_telling(SLASH.split(raw)[0]):
        # "EFE/Mariscal": certainly the agency's, whatever the other name is.
        return all(len(name.split()) <= _MAX_ORG_WORDS for name in reading.unknown)
    return not reading.unknown and _is_plain_credit(raw, reading, setting, known=known)


def _is_lenient(reading: Reading) -> bool:
    """True if a line is certainly a credit even with a part that cannot be read."""
    if reading.via and reading.status:
        return True
    if reading.orgs and reading.status is Status.HANDOUT:
        return all(map(_is_org_shaped, reading.unknown))
    return len(reading.groups) == 1 and all(map(_is_org_shaped, reading.unknown))


def _is_labelled_credit(raw: str, reading: Reading, setting: Setting, *, anything: bool) -> bool:
    """After "Photo by" or "Photo:" even an unreadable line is a credit, where it stands apart."""
    if setting in (Setting.BRACKETED, Setting.INLINE):
        return True
    if setting is Setting.SENTENCE:
        return anything or reading.owner_only or len(raw) <= _MAX_UNREAD
    return anything and not reading.unknown


def _is_plain_credit(raw: str, reading: Reading, setting: Setting, *, known: bool) -> bool:
    """Judges a line of nothing but organisations or a status."""
    if setting is Setting.BRACKETED:
        return bool(reading.orgs or reading.status or reading.via) and not is_small_acronym(raw)
    if setting is Setting.INLINE and raw.casefold() in FILE_NOTES:
        return True
    if reading.status and setting is Setting.SENTENCE:
        return " " in raw
    if reading.via and setting is Setting.SENTENCE and len(reading.groups) < reading.separators:
        # "Jane Doe / Northlight via Sundfoto": no sentence is written so.
        return bool(reading.groups and reading.orgs)
    first = trim(SLASH.split(raw.lstrip(OUTER))[0])
    words = _TELLING_WORDS - first.isupper()
    long = setting is Setting.SENTENCE and len(first.split()) >= words
    kinds = [found.kind for name in reading.orgs if (found := find_agency(name))]
    handed_on = setting is Setting.SENTENCE and len(kinds) > 1 and kinds[-1] in _HANDS_ON
    return known and (long or handed_on or is_telling(first)) and not raw.endswith("..")


def with_raw(line: CreditLine, raw: str) -> CreditLine:
    """The same line with the text it was cut from."""
    return line if line.credit is None else replace(line, credit=replace(line.credit, raw=raw))
