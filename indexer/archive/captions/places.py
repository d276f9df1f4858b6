"""Caption -> the place it names, where it names city and country or region together."""

from __future__ import annotations

import re

from indexer.model import Place

_COUNTRIES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Argentina; Armenia; Australia; Austria
Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan
Bolivia; Bosnia and Herzegovina; Bosnia; Botswana; Brazil; Britain; Brunei; Bulgaria
Burkina Faso; Burundi; Cambodia; Cameroon; Canada; Cape Verde; Central African Republic; Chad
Chile; China; Colombia; Comoros; Congo; Democratic Republic of Congo
Democratic Republic of the Congo; DR Congo; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic
Czechia; Denmark; Djibouti; Dominica; Dominican Republic; East Timor; Ecuador; Egypt
El Salvador; England; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland
France; Gabon; Gambia; Georgia; Germany; Ghana; Greece; Greenland; Grenada; Guatemala; Guinea
Guinea-Bissau; Guyana; Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland
Israel; Italy; Ivory Coast; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kosovo; Kuwait
Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg
Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius; Mexico; Moldova
Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands
New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia; Northern Ireland; Norway
Oman; Pakistan; Palestine; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland
Portugal; Puerto Rico; Qatar; Romania; Russia; Rwanda; Samoa; San Marino; Saudi Arabia; Scotland
Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia; Solomon Islands
Somalia; South Africa; South Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden
Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Togo; Tonga; Trinidad and Tobago
Tunisia; Turkey; Türkiye; Turkmenistan; Uganda; Ukraine; United Arab Emirates; UAE; U.A.E.
United Kingdom; UK; U.K.; United States; United States of America; USA; U.S.A.; U.S.; US
Uruguay; Uzbekistan; Vanuatu; Vatican City; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe
West Bank; Gaza Strip; Crimea; DRC
"""

_REGIONS = """
Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii
Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts
Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey
New Mexico; New York; North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania
Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia
Washington; West Virginia; Wisconsin; Wyoming; D.C.; DC; Ala.; Ariz.; Ark.; Calif.; Colo.; Conn.
Del.; Fla.; Ga.; Ill.; Ind.; Kan.; Ky.; La.; Md.; Mass.; Mich.; Minn.; Miss.; Mo.; Mont.; Neb.
Nev.; N.H.; N.J.; N.M.; N.Y.; N.C.; N.D.; Okla.; Ore.; Pa.; R.I.; S.C.; S.D.; Tenn.; Tex.; Vt.
Va.; Wash.; W.Va.; Wis.; Wyo.; Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland
Nova Scotia; Ontario; Quebec; Québec; Saskatchewan; Prince Edward Island; Yukon; Nunavut
New South Wales; Queensland; South Australia; Tasmania; Victoria; Western Australia
Northern Territory; Alta.; B.C.; Man.; N.B.; N.S.; Ont.; Que.; Sask.; Bavaria; Saxony; Catalonia
Andalusia; Sicily; Sardinia; Tuscany; Lombardy; Brittany; Normandy; Cornwall; Devon; Kent
Yorkshire; Cumbria; Essex; Lancashire; Sussex; Punjab; Kerala; Gujarat; Maharashtra
Uttar Pradesh; Tamil Nadu; West Bengal; Hokkaido; Okinawa; Siberia; Guangdong; Sichuan; Hubei
Yunnan; Zhejiang
"""


def _names(table: str) -> frozenset[str]:
    return frozenset(name.strip() for name in re.split(r"[;\n]", table) if name.strip())


_COUNTRY = _names(_COUNTRIES)
_REGION = _names(_REGIONS)
_STATE_CITIES = frozenset(
    {"New York", "Washington", "Quebec", "Victoria", "Singapore", "Luxembourg"}
)

_IN = re.compile(r"(?<!\S)(?:in|near|outside)\s+(?=[A-Z])")
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
_BACKGROUND = re.compile(
    r"\b(?:possibly|probably|born|raised|educated|headquartered|based|died|made|built|founded|manufactured|lives?|"
    r"lived|living|worked|resides?|studied|printed|produced|published|wounded|deployed)\s*$"
)
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


def find_place(sentence: str) -> Place | None:
    """Finds "City, Country" in a caption's first sentence.

    Args:
        sentence: The sentence that tells what the picture shows.

    Returns:
        The place as written; None if there is none, or if two differ.
    """
    found = dict.fromkeys(
        name
        for match in _IN.finditer(sentence)
        if not _BACKGROUND.search(sentence[max(0, match.start() - 30) : match.start()])
        for text in [sentence[match.end() : match.end() + _WINDOW]]
        for name in [_place_at(text) or _dated_place_at(text)]
        if name
    )
    return Place(next(iter(found))) if len(found) == 1 else None


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
    return name in _COUNTRY or name in _REGION


def _is_list(rest: str) -> bool:
    """True before "and X": "in Paris, France and Italy" lists places rather than nests them."""
    return bool(re.match(r"\s*(?:,\s*)?(?:and|or|&)\s+(?:in\s+)?[A-Z]", rest))
