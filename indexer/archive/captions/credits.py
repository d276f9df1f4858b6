"""Caption -> its credit lines and what is left without them.

Credit lines stand in brackets or unbracketed at a caption's end, after a dash, or at its start.
Only windows of fixed length at both ends are looked at, so the time does not depend on what the
rest of a long caption holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.archive.captions.agencies import find_agency, is_telling
from indexer.archive.captions.credit_lead import read_lead, read_sign_off
from indexer.archive.captions.credit_line import MAX_LENGTH, read_credit, with_raw
from indexer.archive.captions.credit_notices import strip_notices
from indexer.archive.captions.credit_value import CreditLine, Setting
from indexer.archive.captions.sentences import last_sentence, split_sentences
from indexer.archive.characters import places_of
from indexer.archive.traces import TracedPattern

_MAX_LINES = 4
_WINDOW = MAX_LENGTH + 60
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "〕": "〔"}
_SENTENCE_END = '.!?…。！？"”’»)]）】'

_MARK = TracedPattern(
    r"\s[—–|•·-]\s+|\s*—\s*|[＝=](?!\S*=)", *(" –", " |", " •", " ·", " -", "—", "＝", "=")
)
_THINGS = (
    r"(?:Photos?|PHOTOS?|Photographs?|Pictures?|PICTURES?|Images?|IMAGES?|Pics?|Fotos?|FOTOS?|"
    r"Fotografía|Bild|Фото|(?:Archiv|Arkiv|Archief|Symbol)(?:foto|bild|beeld)|Kuva|KUVA|Beeld|Supplied|摄影|攝影|撮影|写真(?:提供)?|图源|圖源|(?:图片|圖片|照片)(?:来源|來源)|사진(?:제공|출처)?|"
    r"(?:File|FILE|Handout|Courtesy) (?:photo|PHOTO)|"
    r"(?:(?:Photo|PHOTO|Image|Picture)\s)?(?:[Cc]redit|CREDIT)s?|Crédits?|"
    r"CRÉDITS?|Crédito|Source|Quelle)"
)
_LAST_VIA = re.compile(r",\s(?:via|über)\s(?P<name>[A-ZÀ-Þa-z][\w. ]{1,40})\.?$")
_CJK_TAKEN = re.compile(r"[摄攝影]$|记者|記者")
_LABEL = TracedPattern(
    r"(?<![\w/])(?:"
    r"(?:[A-Z][\w.]*\s){0,3}?(?:Photos?|PHOTOS?|Photographs?|Pictures?|Images?)\s(?:by|BY)\s"
    rf"|{_THINGS}\s?[:：]|Credit\s?(?:\.\.\.|…)|(?:Photo |PHOTO )?[Cc]redit should read\s?:"
    r"|(?:(?:Photos?|Images?|Pictures?)\s|(?<=[,;:]\s))(?:[Cc]ourtesy|COURTESY)\s(?:of|OF)\s"
    r"|©|ⓒ|\([Cc]\)\s?(?=\d{4}|[A-Z])|Copyright\s(?:©\s)?(?=\d{4}))",
    *(":", "：", " by ", "courtesy", "©", "ⓒ", "(c)", "...", "…", "copyright"),
    flags=re.NOFLAG,
)


class FoundCredits(NamedTuple):
    """A caption taken apart.

    Attributes:
        text: The whole caption.
        body: The caption without its credit lines and notices.
        lines: The credit lines in order.
        rights: Rights wordings as printed.
    """

    text: str
    body: str
    lines: tuple[CreditLine, ...]
    rights: tuple[str, ...]


class _Piece(NamedTuple):
    """A part of a caption that may be a credit line."""

    body: str
    raw: str
    setting: Setting


def find_credits(text: str) -> FoundCredits:
    """Takes the credit lines off a caption.

    Args:
        text: The caption, whitespace folded.

    Returns:
        The credit lines and the rest.
    """
    body, notices = strip_notices(text)
    lines = list[CreditLine]()
    lead = read_lead(body)
    if lead:
        body = lead[0]
    for _ in range(_MAX_LINES):
        found = _last_line(body)
        if found is None:
            break
        body, more = strip_notices(found[0])
        notices[:0] = more
        lines[:0] = found[1]
    if lead:
        lines.insert(0, lead[1])
    elif not lines and (first := _first_line(body)):
        body, line = first
        lines.append(line)
    lines = [_as_printed(line, text) for line in lines]
    rights = dict.fromkeys([*(line.rights for line in lines if line.rights), *notices])
    return FoundCredits(text, body.strip(), tuple(lines), tuple(rights))


def _as_printed(line: CreditLine, text: str) -> CreditLine:
    """Drops the stop that a line was lent by a bracket after it."""
    if line.credit is None or line.credit.raw in text:
        return line
    return with_raw(line, line.credit.raw[:-1].rstrip())


def _last_line(body: str) -> tuple[str, list[CreditLine]] | None:
    """The credit line a caption ends with, and what stands before it."""
    for piece in _pieces(body.rstrip()):
        lines = _read(piece)
        if lines:
            return piece.body, lines
    last = read_sign_off(body.rstrip())
    return (last[0], [last[1]]) if last else None


def _read(piece: _Piece) -> list[CreditLine]:
    """Reads a piece; semicolons part the credits of several pictures."""
    whole = read_credit(piece.raw, piece.setting)
    items = [item.strip() for item in piece.raw.split(";")]
    if len(items) == 1 or len(items) > _MAX_LINES:
        return [whole] if whole else []
    bare = [re.sub(r"^[A-Za-z ]{1,16}:\s(?=\S+\s\S+[/,])", "", item) for item in items]
    lines = [read_credit(item, piece.setting) for item in bare]
    if all(lines):
        return [with_raw(line, raw) for line, raw in zip(lines, items, strict=True) if line]
    return [whole] if whole else []


def _pieces(body: str) -> Iterator[_Piece]:
    """Where a credit line can stand at a caption's end, the plainest place first."""
    if not body:
        return
    yield from _last_sentence(body)
    yield from _last_bracket(body)
    yield from _after_marks(body)
    yield from _from_label(body)
    yield from _from_agency(body)
    yield from _from_via(body)


def _last_sentence(body: str) -> Iterator[_Piece]:
    last = last_sentence(body[-2 * _WINDOW :])
    if len(last) > _WINDOW or _is_bracketed(last):
        return
    before = body[: len(body) - len(last)].rstrip()
    if not before:
        yield _Piece("", last, Setting.CUT)
    elif before[-1] in _SENTENCE_END:
        yield _Piece(before, last, Setting.SENTENCE)


def _is_bracketed(text: str) -> bool:
    return text[0] in _BRACKETS.values() and text.rstrip(".。")[-1:] in _BRACKETS


def _last_bracket(body: str) -> Iterator[_Piece]:
    stop = body[-1] if body[-1] in ".。" and body[-2:-1] in tuple(_BRACKETS) else ""
    closed = len(body) - len(stop) - 1
    opened = _opening(body, closed)
    if opened is None:
        return
    raw = body[opened + 1 : closed].strip()
    before = body[:opened].rstrip()
    if not before or _ends_a_sentence(before):
        yield _Piece(before, raw, Setting.BRACKETED)
    elif not (stop and find_agency(raw)) and not _is_short_form(before, raw):
        yield _Piece(before + stop, raw, Setting.INLINE)


def _ends_a_sentence(text: str) -> bool:
    """True if a text ends with a stop, whatever closes after it."""
    return text.rstrip('"”’»)]）】')[-1:] in tuple(".!?…。！？")


def _opening(body: str, closed: int) -> int | None:
    """Where the bracket that closes at ``closed`` opens."""
    closing = body[closed] if closed >= 0 else ""
    if closing not in _BRACKETS:
        return None
    start = max(0, closed - _WINDOW + 1)
    depth = 0
    for place in reversed(places_of(closing + _BRACKETS[closing], body[start : closed + 1])):
        depth += 1 if body[start + place] == closing else -1
        if depth == 0:
            return start + place
    return None


def _is_short_form(before: str, acronym: str) -> bool:
    """True for "Associated Press (AP)", which explains a name rather than credits it."""
    words = re.findall(r"[\w]+", before[-_WINDOW:])
    initials = "".join(word[0] for word in words[-len(acronym) :])
    return acronym.isupper() and initials.casefold() == acronym.casefold()


def _after_marks(body: str) -> Iterator[_Piece]:
    start = max(0, len(body) - _WINDOW)
    marks = list(_MARK.finditer(body[start:]))[-6:]
    for mark in marks:
        before, raw = body[: start + mark.start()].rstrip(), body[start + mark.end() :]
        if before and raw:
            # No sentence holds a bar, so that what follows one stands alone.
            alone = mark.group().strip() == "|"
            yield _Piece(before, raw, Setting.SENTENCE if alone else Setting.CUT)


def _from_label(body: str) -> Iterator[_Piece]:
    start = max(0, len(body) - _WINDOW)
    for label in list(_LABEL.finditer(body[start:]))[:4]:
        before = body[: start + label.start()].rstrip(" ,")
        if before:
            yield _Piece(before, body[start + label.start() :], Setting.CUT)


def _from_agency(body: str) -> Iterator[_Piece]:
    """A line without stop or label before it: "a view of the port REUTERS/Jane Doe"."""
    start = max(0, len(body) - 90)
    if "/" not in body[start:] and (body.isascii() or not _CJK_TAKEN.search(body, start)):
        return
    for space in list(re.finditer(r"\s", body[start:]))[-12:]:
        raw = body[start + space.end() :]
        before = body[: start + space.start()].rstrip()
        first = raw.split("/")[0]
        known = "/" in raw and find_agency(first.strip()) is not None
        if before and (known or _CJK_TAKEN.search(raw)):
            yield _Piece(before, raw, Setting.CUT)


def _from_via(body: str) -> Iterator[_Piece]:
    """A known distributor after a comma: "Commuters on a platform, via Northlight News"."""
    via = _LAST_VIA.search(body, max(0, len(body) - 60))
    if via and body[: via.start()].strip() and is_telling(via["name"]):
        yield _Piece(body[: via.start()].rstrip(), via.group().lstrip(", "), Setting.CUT)


def _first_line(body: str) -> tuple[str, CreditLine] | None:
    """A labelled credit line before the caption proper."""
    sentences = split_sentences(body[: 2 * _WINDOW])
    if len(sentences) < 2 or not _LABEL.pattern.match(sentences[0]):  # noqa: PLR2004
        return None
    line = read_credit(sentences[0], Setting.CUT)
    return (body[len(sentences[0]) :].lstrip(), line) if line else None
