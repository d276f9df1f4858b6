"""Caption -> the place it names, where it names city and country or region together."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.archive.captions.place_names import COUNTRIES, FOREIGN_COUNTRIES, REGIONS
from indexer.model import Place


def _names(table: str) -> frozenset[str]:
    return frozenset(name.strip() for name in re.split(r"[;\n]", table) if name.strip())


_COUNTRY = _names(COUNTRIES) | _names(FOREIGN_COUNTRIES)
_REGION = _names(REGIONS)
_STATE_CITIES = frozenset(
    {"New York", "Washington", "Quebec", "Victoria", "Singapore", "Luxembourg"}
)

# It begins with white space, or it would be tried at every letter.
_IN = re.compile(
    r"\s(?:(?:in|near|outside|en|em|à|bei|cerca\sde|près\sde|"
    r"(?:port|city|town|village|outskirts|suburb|district|coast|streets|cent(?:er|re)|capital|"
    r"north|south|east|west)\sof)\s+|\d{4};\s)(?=[A-ZÀ-Þ])"
)
_WORD = r"(?:[A-ZÀ-ÞČŁŠŽ][\w'’.]*(?:-\w+)*)"
_CITY = re.compile(
    rf"((?:{_WORD})(?:\s(?:{_WORD}|(?:de|la|del|do|da|dos|di|el|al|am|an|der|upon|on|los|las|le)(?=\s))){{0,5}})"
    r",\s*"
)
_SEGMENT = re.compile(rf"((?:{_WORD})(?:\s{_WORD}){{0,3}}),\s*")
_XINHUA_REGION = re.compile(
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|central)(?:ern)?\s+)?"
    r"(?:[A-Z]\w+'s\s+)"
    rf"(?:{_WORD}\s){{1,4}}(?:Province|Region|Prefecture|Municipality|State|County|Oblast)\b"
)
_BACKGROUND_WORDS = (
    "possibly", "probably", "born", "raised", "educated", "headquartered", "based", "died", "made",
    "built", "founded", "manufactured", "live", "lives", "lived", "living", "worked", "reside",
    "resides", "studied", "printed", "produced", "published", "wounded", "deployed",
)  # fmt: skip
_BACKGROUND = re.compile(rf"\b(?:{'|'.join(_BACKGROUND_WORDS)})\s*$")
_MONTHLIKE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s|$)")
# A region that no table knows is certain enough where a date follows, as in an agency's captions.
_DATED = re.compile(
    rf"({_WORD}(?:\s{_WORD}){{0,3}}),\s({_WORD}(?:\s{_WORD}){{0,2}}),\s(?:on\s)?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2},\s\d{4}"
    r"|\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{4})"
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LANDMARK = re.compile(
    r"\b(?:Airport|Arena|Avenue|Bridge|Building|Cent(?:er|re)|Church|Club|College|Court|Garden|Hall|"
    r"Hospital|Hotel|House|Library|Museum|Palace|Park|Plaza|Prison|School|Square|Stadium|Station|"
    r"Street|Theat(?:er|re)|Tower|University|Zoo)s?$"
)
_COMMA = re.compile(r",\s*")
_WINDOW = 160
_REGION_WORDS = 4


def find_place(sentence: str) -> Place | None:
    """Finds "City, Country" in a caption's first sentence.

    Args:
        sentence: The sentence that tells what the picture shows.

    Returns:
        The place as written; None if there is none, or if two differ.
    """
    spaced = f" {sentence}"
    found = dict.fromkeys(
        name
        for match in _IN.finditer(spaced)
        if not _is_background(spaced[max(1, match.start() - 29) : match.start() + 1])
        if (name := _place_of(spaced[match.end() : match.end() + _WINDOW]))
    )
    return Place(next(iter(found))) if len(found) == 1 else None


def _is_background(before: str) -> bool:
    """True if a place follows that is not the picture's."""
    return before.rstrip().endswith(_BACKGROUND_WORDS) and bool(_BACKGROUND.search(before))


def ends_with_region(text: str) -> bool:
    """True if a text ends with a country or region, after which agencies print the date."""
    words = text.rstrip().split(" ")[-_REGION_WORDS:]
    return any(
        (name := " ".join(words[at:])) in _COUNTRY or name in _REGION for at in range(len(words))
    )


@lru_cache(maxsize=256)
def _place_of(text: str) -> str | None:
    # The captions of a story are mostly of one place and day, in the same words.
    return _place_at(text) or _dated_place_at(text)


def _place_at(text: str) -> str | None:
    """The place a text begins with."""
    city = _CITY.match(text)
    if city is None or _MONTHLIKE.match(city[1]):
        return None
    end = _region_end(text, city.end(), in_countries=True) or _region_end(text, city.end())
    if end is None:
        middle = _SEGMENT.match(text, city.end())
        end = _region_end(text, middle.end(), in_countries=True) if middle else None
    if end is None or _is_no_city(city[1]):
        return None
    if _is_list(text[end:]):
        return None
    while (more := _COMMA.match(text, end)) and (
        further := _region_end(text, more.end(), in_countries=True) or _region_end(text, more.end())
    ):
        end = further
    return text[:end]


def _dated_place_at(text: str) -> str | None:
    """The place a text begins with, where a date follows that tells it from a list of names."""
    found = _DATED.match(text)
    if found is None or _WEEKDAY.match(found[2]) or _LANDMARK.search(found[1]):
        return None
    if _MONTHLIKE.match(found[1]) or _is_no_city(found[1]):
        return None
    return f"{found[1]}, {found[2]}"


def _region_end(text: str, start: int, *, in_countries: bool = False) -> int | None:
    """Where a country's or region's name that begins at ``start`` ends."""
    known = _COUNTRY if in_countries else _REGION
    if in_countries and (named := _XINHUA_REGION.match(text, start)):
        return named.end()
    if text.startswith(("the ", "The "), start):
        start += 4
    if not text[start : start + 1].isupper():  # as all names do
        return None
    best = None
    for match in re.finditer(r"[\w'.-]+", text[start : start + 40]):
        if match.group()[-1] == "." and text[start : start + match.end()] not in known:
            end = start + match.end() - 1
        else:
            end = start + match.end()
        if text[start:end] in known:
            best = end
    return best


def _is_no_city(name: str) -> bool:
    if name in _STATE_CITIES:
        return False
    return is_region(name)


def is_region(name: str) -> bool:
    """True for the name of a country, or of a part of one."""
    return name in _COUNTRY or name in _REGION


def _is_list(rest: str) -> bool:
    """True before "and X": "in Paris, France and Italy" lists places rather than nests them."""
    return bool(re.match(r"\s*(?:,\s*)?(?:and|or|&)\s+(?:in\s+)?[A-Z]", rest))
