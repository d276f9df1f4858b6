"""Credit lines a caption opens with, and the Korean agencies' last words."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.archive.captions.agencies import agency_name, find_agency
from indexer.archive.captions.credit_line import read_credit
from indexer.archive.captions.credit_value import CreditLine, Setting
from indexer.model import Credit, Status

_MAX_SOURCE = 120

_FILE = re.compile(
    r"[\[【(（]?(?P<raw>"
    r"(?:FILE(?: PHOTO| PICTURE| IMAGE| PIC)?|File (?:photo|picture|image))(?=\s?[:\-–—])|"
    r"ARCHIVE PHOTO|Archivbild|Archivfoto|ARCHIV|Foto de archivo|ARCHIVO|ARQUIVO|"
    r"(?:Archivo|Arquivo|Archives)(?=\s[-–—]\s)|Arkivbild|Arkivfoto|Archieffoto|"
    r"Foto d'archivio|Архивное фото|资料图片?|资料照片?|资料片|資料圖片?|資料照片?|資料写真|"
    r"档案图片|檔案圖片|檔案照片?|자료사진|(?<=\()(?:FILES?|ARCHIVES?)(?=\)))"
    r"[\]】)）]?\s?(?:[:：\-–—]|(?<=[\]】)）]))+\s*"
)
# The BBC's pages name the source and the caption in so many words, in each of its languages.
_SOURCE = re.compile(
    r"(?:Image source|Image copyright|Photo source|Fuente de la imagen|"
    r"Derechos de autor de la imagen|"
    r"Crédito|Crédit photo|Автор фото|Kaynak|Sumber gambar|Nguồn hình ảnh|Изображение|"
    r"图像来源|圖像來源|画像提供|사진 출처)\s?[,，:]\s?"
)
_SOURCE_ENDS = re.compile(
    r"\s?(?:Image caption|Photo caption|Pie de foto|Legenda da foto|Légende image|Подпись к фото|"
    r"Підпис до фото|Fotoğraf altı yazısı|Keterangan gambar|Chụp lại hình ảnh|图像加注文字|"
    r"圖像加註文字|画像説明|사진 설명)\s?[,，:]\s?"
)
_KOREAN_NAME = r"[\uac00-\ud7a3]{2,4}"
_KOREAN_DATELINE = re.compile(
    rf"[\[(【][\uac00-\ud7a3·]{{1,10}}\s?=\s?(?P<agency>[^\]\)=】\s]{{2,12}})[\])】]\s?"
    rf"(?P<names>{_KOREAN_NAME}(?:[·,]\s?{_KOREAN_NAME}){{0,2}})\s?(?:사진)?기자\s?=\s?"
)
_KOREAN_SIGN_OFF = re.compile(
    r"(?<=\S)\s(?P<raw>\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?(?:\s?/\s?\S{2,12})?(?:\s\S{1,30}@\S{3,40})?)$"
)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LABEL = re.compile(r"(?:photos?|images?|pictures?|courtesy)\b", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]"}


def read_lead(body: str) -> tuple[str, CreditLine] | None:
    """Reads a credit line that stands before the caption proper.

    Returns:
        The caption without it and the line, whose raw text is as printed; None if there is none.
    """
    return _file(body) or _source(body) or _korean_dateline(body) or _in_brackets(body)


def read_sign_off(body: str) -> tuple[str, CreditLine] | None:
    """Reads "2023.07.18. name@newsis.com", the day and the reporter's address at the end."""
    start = max(0, len(body) - _MAX_SOURCE)
    found = _KOREAN_SIGN_OFF.search(body, start) if _HANGUL.search(body, start) else None
    return (body[: found.start()], CreditLine(Credit(found["raw"]))) if found else None


def _file(body: str) -> tuple[str, CreditLine] | None:
    lead = _FILE.match(body)
    if lead is None:
        return None
    return body[lead.end() :], CreditLine(Credit(lead["raw"]), Status.FILE)


def _source(body: str) -> tuple[str, CreditLine] | None:
    """Reads "Image source, Reuters Image caption, A port"."""
    label = _SOURCE.match(body)
    ends = label and _SOURCE_ENDS.search(body, label.end(), label.end() + _MAX_SOURCE)
    if not label or not ends:
        return None
    source = body[label.end() : ends.start()].strip()
    line = read_credit(source, Setting.BRACKETED) or CreditLine(Credit(source))
    if line.credit is None:
        line = replace(line, credit=Credit(source))
    return body[ends.end() :], line


def _korean_dateline(body: str) -> tuple[str, CreditLine] | None:
    """Reads "[대구=뉴시스] 홍길동 기자 =", where the reporter took the picture too."""
    lead = _KOREAN_DATELINE.match(body)
    if lead is None or find_agency(lead["agency"]) is None:
        return None
    names = tuple(re.split(r"[·,]\s?", lead["names"]))
    credit = Credit(lead.group().strip(), names, agency_name(lead["agency"]))
    return body[lead.end() :], CreditLine(credit)


def _in_brackets(body: str) -> tuple[str, CreditLine] | None:
    """Reads "(Jane Doe | The Northlight) A port"; brackets that name nobody are the caption's."""
    closing = _CLOSING.get(body[:1])
    end = body.find(closing, 1, _MAX_SOURCE) if closing else -1
    if end < 0 or not body[end + 1 :].strip() or body[end + 1] not in " :":
        return None
    line = read_credit(body[1:end], Setting.CUT)
    if line is None or line.credit is None:
        return None
    if not line.credit.photographers and not _LABEL.match(line.credit.raw):
        return None
    return body[end + 1 :].lstrip(" :"), line
