"""What agencies and web pages print around a credit line: notices to editors, codes, buttons.

They stand at a caption's end, so they have to go before the credit line can be seen to be last.
"""

from __future__ import annotations

import re

_WINDOW = 700
_MAX_NOTICES = 6

# Only a run without small letters to the caption's end is a notice to editors.
_SHOUTED = re.compile(
    r"[\s/*–—-]*(?:ATTENTION EDITORS|TO GO WITH|THIS (?:IMAGE|PICTURE|PHOTO|VIDEO)|"
    r"(?:FOR )?EDITORIAL USE ONLY|"
    r"NO (?:RE)?SALES?|NO ARCHIVES?|NO USE|NO MARKETING|NO COMMERCIAL|NO THIRD|DO NOT OBSCURE|"
    r"(?:MANDATORY|MUST|FULL)(?: PHOTO)? CREDIT(?!\s?[:：])|RESTRICTED TO|BEST QUALITY|"
    r"TPX IMAGES? OF THE DAY|PICTURES? OF THE (?:DAY|MONTH|YEAR)|NOT FOR SALE|"
    r"(?:(?:USA|US|UK|UNITED STATES|GERMANY|AUSTRIA|SWITZERLAND|FRANCE|ITALY|SPAIN|PORTUGAL|"
    r"BELGIUM|(?:THE )?NETHERLANDS|POLAND|SWEDEN|NORWAY|DENMARK|FINLAND|HUNGARY|GREECE|ISRAEL|"
    r"TURKEY|RUSSIA|JAPAN|CHINA|SOUTH KOREA|TAIWAN|INDIA|BRAZIL|CANADA|AUSTRALIA|NEW ZEALAND)"
    r"(?: AND |, ?| )){1,6}OUT)\b"
    r"[^a-zà-ÿ]*$"
)
_BRACKETED = re.compile(
    r"\s*[\[(](?:[A-Z ,.-]{0,40}(?:NOT FOR SALE|NO (?:RE)?SALES?|NO ARCHIVES?|MANDATORY CREDIT|"
    r"EDITORIAL USE ONLY)[A-Z ,.-]{0,60}|[A-Z]{2,5}\d\d_\d\d_\d{4}_?\w{0,12}|\d{6,12}\w{0,3})"
    r"[\])]\.?$|\s-\s\d{7,10}$"
)
_BRACKETED_NOTE = re.compile(
    r"\s*[\[(][^()\[\]]{0,80}(?:\buse only\b|not for sale|no redistribution|no resale|no archiv)"
    r"[^()\[\]]{0,80}[\])]\.?$",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"\s(?:(?:hide|toggle) caption|enlarge this image|click to enlarge image|\[less\])$",
    re.IGNORECASE,
)
_STORY_SLUG = re.compile(r"\s(?:PA Photo\.\s)?See PA story [A-Z]{3,}[^.]{0,60}\.$")
_OF_RIGHTS = re.compile(
    r"CREDIT|SALE|USE\b|ARCHIV|OBSCURE|RESTRICTED|THIRD PARTY|MARKETING|REDISTRIB", re.IGNORECASE
)


def strip_notices(text: str) -> tuple[str, list[str]]:
    """Takes notices off a caption's end.

    Args:
        text: The caption, or what is left of it.

    Returns:
        The rest, and those notices that limit what may be done with the picture, as printed.
    """
    rights: list[str] = []
    for _ in range(_MAX_NOTICES):
        start = max(0, len(text) - _WINDOW)
        patterns = (_BUTTON, _BRACKETED, _BRACKETED_NOTE, _STORY_SLUG, _SHOUTED)
        found = next((match for p in patterns if (match := p.search(text, start))), None)
        if found is None or not text[: found.start()].strip():
            break
        notice = found.group().strip(" /*–—-()[]")
        if found.re in (_SHOUTED, _BRACKETED, _BRACKETED_NOTE) and _OF_RIGHTS.search(notice):
            rights.insert(0, notice)
        text = text[: found.start()].rstrip()
    return text, rights
