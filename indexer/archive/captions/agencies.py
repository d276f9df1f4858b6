"""The organisations that stand in credit lines, each written as it writes itself in running text.

The one table of known names. A name found here is taken from any case ("REUTERS", "epa"); a name
that is not here stays as printed and counts as an organisation only where its place in the credit
line leaves no doubt.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from indexer.archive.captions.agency_names import BODIES, DISTRIBUTORS, PLATFORMS, WIRES
from indexer.archive.captions.agency_papers import PAPERS
from indexer.archive.captions.word_lists import word_set


class AgencyKind(Enum):
    """What an organisation does with pictures, which tells an owner from a distributor."""

    WIRE = "wire"
    PAPER = "paper"
    DISTRIBUTOR = "distributor"
    BODY = "body"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Agency:
    """A known organisation.

    Attributes:
        name: Its usual form.
        kind: What it does with pictures.
    """

    name: str
    kind: AgencyKind


_SECTIONS = (
    (AgencyKind.WIRE, WIRES),
    (AgencyKind.PAPER, PAPERS),
    (AgencyKind.DISTRIBUTOR, DISTRIBUTORS),
    (AgencyKind.BODY, BODIES),
    (AgencyKind.PLATFORM, PLATFORMS),
)

# Short names that are common letters too ("(PA)" is Pennsylvania, "(MAP)" is a map); alone they
# prove nothing.
_AMBIGUOUS = word_set(
    """
    aa abr acn ana cna cns cp csa eu jta kna map nan nna npa pa pap petra pna qna ria sana sita
    spa sta time tt un uni unb vk who life planet stern gamma getty sipa imago polaris splash
    avalon contour rex x rt dw na adn aps ata mia elta dha iha sda stt epd mehr caro cosmos everett
    hemis mega rea vii visum sns csm wpa canva andina novosti panoramic reporters magnum megapress
    agif dppi isopix interfoto con cfp ic cag
    """
)

_EXTRA_FORMS = {
    "ap photo": "AP",
    "ap foto": "AP",
    "afp photo": "AFP",
    "epa photo": "EPA",
    "efe/epa": "EPA/EFE",
    "xinhuanet": "Xinhuanet",
    "gettyimages": "Getty Images",
    "picture-alliance": "picture alliance",
    "express photo": "The Indian Express",
    "efe foto": "EFE",
    "dpa-tmn": "dpa",
    "african news agency (ana)": "African News Agency",
    "ht photo": "HT",
    "st photo": "ST",
    "zuma press, inc.": "ZUMA Press",
    "zuma press inc": "ZUMA Press",
    "zumapress": "ZUMA Press",
    "xinhua photo": "Xinhua",
    "hindustan times photo": "Hindustan Times",
    "ctk": "ČTK",
}

_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|el)\s+(?=\S)")
_PHOTO_SUFFIX = re.compile(r"\s+(?:photos?|fotos?|pictures?|фото)$", re.IGNORECASE)


def _table() -> dict[str, Agency]:
    table: dict[str, Agency] = {}
    for kind, names in _SECTIONS:
        for name in re.split(r"[;\n]", names):
            if name.strip():
                table.setdefault(_key(name), Agency(name.strip(), kind))
    for form, name in _EXTRA_FORMS.items():
        known = table.get(_key(name), Agency(name, AgencyKind.WIRE))
        table[form] = known
    return table


def _key(name: str) -> str:
    """The name without what printing changes: case, wide letters, spaces, kind of apostrophe."""
    wide = unicodedata.normalize("NFKC", name) if not name.isascii() else name
    return " ".join(wide.casefold().replace("’", "'").split())


_KNOWN = _table()


@lru_cache(maxsize=1024)
def find_agency(text: str) -> Agency | None:
    """Looks a name up, whatever its case, with or without "Photo" after it."""
    # A part of a line is asked for at each step of its reading, and again in the next caption.
    key = _key(text)
    found = _KNOWN.get(key)
    if found is None:
        found = _KNOWN.get(_PHOTO_SUFFIX.sub("", key))
    return found


def is_telling(text: str) -> bool:
    """True if a known agency's name could hardly be anything else when it stands alone."""
    found = find_agency(text)
    return (
        found is not None
        and found.kind in (AgencyKind.WIRE, AgencyKind.DISTRIBUTOR)
        and not is_ambiguous(text)
    )


def is_ambiguous(text: str) -> bool:
    """True for a known agency's name that is a word or stands for something else as well."""
    return _key(text) in _AMBIGUOUS


def agency_name(text: str) -> str:
    """The name as the agency writes itself; an unknown one as printed, without a small article."""
    found = find_agency(text)
    if found is not None:
        return found.name
    return _ARTICLE.sub("", " ".join(text.split()), count=1)


@cache
def joint_names() -> tuple[str, ...]:
    """Names of public bodies with a slash in them, the longest first."""
    bodies = (agency for agency in _KNOWN.values() if agency.kind is AgencyKind.BODY)
    names = (agency.name for agency in bodies if "/" in agency.name)
    return tuple(sorted(names, key=len, reverse=True))


@cache
def platform_names() -> tuple[str, ...]:
    """Names of platforms, the longest first."""
    names = (agency.name for agency in _KNOWN.values() if agency.kind is AgencyKind.PLATFORM)
    return tuple(sorted(set(names), key=len, reverse=True))


def cjk_agencies() -> list[str]:
    """Known names in Chinese, Japanese or Korean script, the longest first."""
    names = [agency.name for agency in _KNOWN.values() if CJK.search(agency.name)]
    return sorted(names, key=len, reverse=True)


CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""A letter of Chinese, Japanese or Korean."""
