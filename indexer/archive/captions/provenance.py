"""Caption -> what it says itself, outside its credit lines, of where the picture came from."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.archive.captions.agencies import find_agency
from indexer.archive.captions.person_names import has_org_word, is_person
from indexer.archive.traces import TracedPattern, Traces
from indexer.model import Status

_WINDOW = 400
_MAX_WORDS = 9

_PICTURE = r"(?:photos?|photographs?|pictures?|images?|video|footage|frame\sgrab|still)"
_GIVEN = TracedPattern(
    rf"\b(?:(?:this|these|in\san?|undated|a\shandout)\s(?:[\w.,]+\s){{0,4}}?|^){_PICTURE},?\s"
    r"(?:[\w.,]+\s){0,7}?(?P<verb>provided|supplied|released|issued|distributed|made\savailable)\s"
    r"(?:on\s[\w.,]+\s(?:\d{1,2},?\s)?(?:\d{4},?\s)?|\w+\.?\s\d{1,2},\s\d{4},?\s)?by\s(?:the\s)?"
    r"(?:\w+['’]s\s)?(?:(?:official|state|state-run|local|national)\s)?",
    *("provided", "supplied", "released", "issued", "distributed", "made available"),
)
_GIVER_WORD = re.compile(r"[A-ZÀ-Þ][\w.'’&-]*|(?:of|the|and|for|de|du|von)(?=\s[A-Z]|\sthe\s[A-Z])")
_PUBLISHED = frozenset({"released", "issued", "distributed"})
_HANDED_OUT = TracedPattern(
    rf"\b(?:(?:this|an?|undated|the|in)\s(?:[\w.,]+\s){{0,3}}?|^)handout\s{_PICTURE}\b",
    "handout ",
)
_FILE = TracedPattern(
    rf"\b(?:(?:this|undated|in\san?)\s(?:[\w.,]+\s){{0,5}}?|^)file\s{_PICTURE}\b|"
    r"\b(?:foto(?:graf[ií]a)?|imagen|imagem)\sde\sar(?:ch|qu)ivo\b|\b(?:foto|immagine)\sd['’]archivio\b|"
    r"\b(?:photo|image)\sd['’]archives?\b|\bar(?:ch|k)i[vf](?:foto|bild|beeld|aufnahme)\b|"
    r"\barchieffoto\b|\bzdjęcie\sarchiwalne\b|\bархивн\w+\s(?:фото|снимок)|"
    r"(?:资料|資料|档案|檔案)(?:图片|照片|圖片|照|写真)|자료사진",
    *("file ", "archi", "arqui", "arkiv", "arkif", "архивн"),
    *("资料", "資料", "档案", "檔案", "자료사진"),
)


_TRACES = Traces(*(piece for one in (_GIVEN, _HANDED_OUT, _FILE) for piece in one.traces.pieces))


class Provenance(NamedTuple):
    """What a caption says of where its picture came from.

    Attributes:
        status: How the picture reached the publisher; None if the caption does not tell.
        status_words: The words that say so.
        giver: The organisation that gave it away; None if there is none, or if it is a person.
        giver_words: The words that say so.
    """

    status: Status | None = None
    status_words: str = ""
    giver: str | None = None
    giver_words: str = ""


_NONE = Provenance()


def find_provenance(body: str) -> Provenance:
    """Reads "In this photo provided by the Joint Chiefs of Staff" and "This file photo".

    Args:
        body: The caption without its credit lines.

    Returns:
        What its beginning says.
    """
    text = body[:_WINDOW]
    if not _TRACES.stand_in(text):
        return _NONE
    given = _GIVEN.search(text)
    giver = _giver(text[given.end() :]) if given else ""
    status, words = _status(text, given, giver)
    if given is None or not _is_org(giver):
        return Provenance(status, words)
    return Provenance(status, words, giver, text[given.start() : given.end() + len(giver)])


def _status(text: str, given: re.Match[str] | None, giver: str) -> tuple[Status | None, str]:
    for pattern, status in ((_FILE, Status.FILE), (_HANDED_OUT, Status.HANDOUT)):
        if found := pattern.search(text):
            return status, found.group()
    # A known agency or public body publishes its pictures for all; that is no way of its own.
    known = find_agency(giver) is not None
    if given and giver and not known and given["verb"].casefold() not in _PUBLISHED:
        return Status.PROVIDED, given.group().rstrip()
    return None, ""


def _giver(text: str) -> str:
    """The name a text begins with: capitalised words and the small ones between them."""
    words: list[str] = []
    for word in text.split(" ", _MAX_WORDS)[:_MAX_WORDS]:
        bare = word.rstrip(",.;:") if not re.search(r"\b\w\.$", word) else word.rstrip(",;:")
        following = text[len(" ".join([*words, word])) :]
        if not _GIVER_WORD.fullmatch(bare) and not _GIVER_WORD.match(f"{bare}{following}"):
            break
        words.append(bare)
        if bare != word:
            break
    return " ".join(words)


def _is_org(name: str) -> bool:
    if find_agency(name) is not None or has_org_word(name):
        return True
    return " " in name and not is_person(name)
