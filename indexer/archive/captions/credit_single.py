"""Credit lines of one name: a company alone in brackets, a photographer's account."""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import AgencyKind, find_agency
from indexer.archive.captions.credit_value import CreditLine, Label, Reading
from indexer.archive.captions.given_names import GIVEN_NAMES
from indexer.archive.captions.places import is_region
from indexer.archive.captions.word_lists import word_set
from indexer.model import Credit

_MAX_WORDS = 5
_MIN_LETTERS = 3

_NO_NAMES = word_set(
    """
    above applause april archival august back background below bottom cc center centre chart click
    clockwise collage composite december detail details diagram edit february file foreground
    friday front graphic here illustration inset january july june laughter left map march may
    middle monday montage more none note november october panorama poster rear right satire saturday
    screenshot september sic sidebar sunday thursday top translation tuesday undated unknown
    untitled update updated video wednesday
    """
)
"""What stands alone in brackets after a sentence and is nobody's name."""

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
        and not any(word.strip(".") in _NO_NAMES for word in words)
        and not is_region(name)
    )
