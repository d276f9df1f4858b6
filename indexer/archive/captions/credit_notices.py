"""What agencies and web pages print around a credit line: notices to editors, codes, buttons.

They stand at a caption's end, so they have to go before the credit line can be seen to be last.
"""

from __future__ import annotations

import re

from indexer.archive.traces import TracedPattern

_WINDOW = 700
_MAX_BUTTON = 30
_MAX_NUMBER = 14
_LEAST_SHOUT = 6
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
    r"[\])]\.?$"
)
_NUMBER = re.compile(r"\s-\s\d{7,10}$")
_BRACKETED_NOTE = TracedPattern(
    r"\s*[\[(][^()\[\]]{0,80}(?:\buse only\b|not for sale|no redistribution|no resale|no archiv)"
    r"[^()\[\]]{0,80}[\])]\.?$",
    *("use only", "not for sale", "no redistribution", "no resale", "no archiv"),
)
_BUTTON = TracedPattern(
    r"\s(?:(?:hide|toggle) caption|enlarge this image|click to enlarge image|\[less\])$",
    *("caption", "enlarge", "[less]"),
)
_STORY_SLUG = re.compile(r"\s(?:PA Photo\.\s)?See PA story [A-Z]{3,}[^.]{0,60}\.$")
_TO_LAST_SMALL_LETTER = re.compile(r".*[a-zà-ÿ]", re.DOTALL)
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
        found = _last_notice(text)
        if found is None or not text[: found.start()].strip():
            break
        notice = found.group().strip(" /*–—-()[]")
        if found.re in (_SHOUTED, _BRACKETED, _BRACKETED_NOTE.pattern) and _OF_RIGHTS.search(
            notice
        ):
            rights.insert(0, notice)
        text = text[: found.start()].rstrip()
    return text, rights


def _last_notice(text: str) -> re.Match[str] | None:
    """The notice a text ends with; each kind is looked for only where it can begin."""
    start = max(0, len(text) - _WINDOW)
    return (
        _BUTTON.search(text, max(start, len(text) - _MAX_BUTTON))
        or _last_bracket(text, start)
        or (
            _NUMBER.search(text, max(start, len(text) - _MAX_NUMBER))
            if text[-1:].isdigit()
            else None
        )
        or (_STORY_SLUG.search(text, start) if "See PA story " in text else None)
        or _last_shout(text, start)
    )


def _last_bracket(text: str, start: int) -> re.Match[str] | None:
    """A notice in brackets that hold no others."""
    if not text.removesuffix(".").endswith((")", "]")):
        return None
    opened = max(text.rfind("(", start), text.rfind("[", start))
    if opened < 0:
        return None
    begin = max(start, len(text[:opened].rstrip()))
    return _BRACKETED.match(text, begin) or _BRACKETED_NOTE.match(text, begin)


def _last_shout(text: str, start: int) -> re.Match[str] | None:
    """A notice in capitals, which can only begin behind the last small letter."""
    small = _TO_LAST_SMALL_LETTER.match(text, start)
    begin = small.end() if small else start
    return _SHOUTED.search(text, begin) if len(text) - begin >= _LEAST_SHOUT else None
