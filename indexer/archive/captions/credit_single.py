"""Credit lines of one name: a company alone in brackets, a photographer's account."""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import (
    CJK,
    AgencyKind,
    agency_name,
    find_agency,
    is_ambiguous,
)
from indexer.archive.captions.common_words import CITIES, COMMON_WORDS, COMPOUND, NOTES
from indexer.archive.captions.credit_value import CreditLine, Label, Reading
from indexer.archive.captions.given_names import GIVEN_NAMES
from indexer.archive.captions.person_names import has_org_word
from indexer.archive.captions.places import is_region
from indexer.model import Credit

_MAX_WORDS = 5
_MIN_LETTERS = 3

_CODE = re.compile(r"[^\W\d_]+\.?[\s_–-]?\d[\d.-]*[a-z]?")
_CHANNEL = re.compile(r"(?:channel|[ck]anal|[ck]anale)\s\d+", re.IGNORECASE)

_ACCOUNT = re.compile(
    r"(?:(?:photo|picture|image)s?\s)?by\s(?P<account>[\w.@-]{3,40})\s(?:at|from|on|via)\s"
    r"(?P<platform>\w{3,20})\.?",
    re.IGNORECASE,
)


def read_account(raw: str) -> CreditLine | None:
    """Reads "by jdoe2009 on Flickr", where a photographer goes by one word."""
    found = _ACCOUNT.fullmatch(raw)
    platform = find_agency(found["platform"]) if found else None
    if found is None or platform is None or platform.kind is not AgencyKind.PLATFORM:
        return None
    return CreditLine(Credit(raw, (found["account"],), None, platform.name))


def is_signed(reading: Reading) -> bool:
    """True if nothing but a company stands in brackets after a sentence, with a status at most.

    Of the credit lines that this is held against, every such name is one.
    """
    (name,) = reading.unknown
    words = name.casefold().split()
    return (
        not (reading.groups or reading.orgs or reading.via or reading.label is not Label.NONE)
        and len(words) <= _MAX_WORDS
        and len(name) >= _MIN_LETTERS
        and words[0] not in GIVEN_NAMES
        and not any(word.strip(".") in NOTES for word in words)
        and not is_region(name)
        and not _is_word(name)
        and not is_code(name)
        and not CJK.search(name)  # of which all names are known, or told by what stands beside them
    )


def _is_word(text: str) -> bool:
    """True for words that are nobody's name by themselves ("Plan"), and for cities."""
    folded = text.casefold()
    words = [word.strip(".") for word in folded.split()]
    return (
        all(word in COMMON_WORDS or word in NOTES for word in words)
        or folded in CITIES
        or COMPOUND.fullmatch(folded) is not None
    )


def is_small_acronym(text: str) -> bool:
    """True for "Map", where the agency writes itself MAP."""
    return is_ambiguous(text) and agency_name(text).isupper() and not text.isupper()


def is_code(text: str) -> bool:
    """True for "Table 3", "ISO 9001" and "RFC-2616"."""
    return bool(_CODE.fullmatch(text)) and not (_CHANNEL.fullmatch(text) or has_org_word(text))
