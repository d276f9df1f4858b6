"""What an image file says of itself: XMP, IPTC and EXIF, under the names of the same table.

Files come from anywhere, so that nothing in them is trusted: little is read, what cannot be read is
passed over, and texts are cut short.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree
from PIL import Image, ImageFile, IptcImagePlugin
from PIL.ExifTags import IFD, Base

from indexer.model import IMAGE_FORMATS
from indexer.photo_metadata import FIELDS
from indexer.xmp import NAMESPACES

Embedded = Mapping[str, tuple[str, ...]]
"""Name of a field, or :data:`CAMERA` -> what the file says."""

CAMERA = "camera"
MAX_FILE_BYTES = 50_000_000
_MAX_XMP_BYTES = 500_000
_MAX_TEXT = 2_000
_MAX_TEXTS = 50

_IPTC = {
    "description": (2, 120),
    "headline": (2, 105),
    "creator": (2, 80),
    "credit_line": (2, 110),
    "source": (2, 115),
    "date_created": (2, 55),
    "city": (2, 90),
    "country": (2, 101),
    "location": (2, 92),
    "copyright_notice": (2, 116),
    "keywords": (2, 25),
}
"""Fields of IPTC's Information Interchange Model: record and data set."""

_EXIF = {
    "description": Base.ImageDescription,
    "creator": Base.Artist,
    "copyright_notice": Base.Copyright,
}
_XMP = {
    field.name: field.xmp
    for field in FIELDS
    if field.name in {*_IPTC, "alt_text", "copyright_info_url"}
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DATE = re.compile(r"(\d{4})[-:]?(\d\d)?[-:]?(\d\d)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")


def read_embedded(file: Path) -> Embedded:
    """What a file says of itself; XMP counts before IPTC, and that before EXIF.

    Args:
        file: An image file; of anything else nothing is read.
    """
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            return {}
        with Image.open(file, formats=IMAGE_FORMATS) as image:
            exif, iptc, xmp = dict(_exif(image)), dict(_iptc(image)), _xmp_of(image)
    except Exception:  # noqa: BLE001 - Pillow raises whatever a damaged file leads it to
        return {}
    found = {**exif, **iptc, **dict(_read_xmp(xmp))}
    return {name: texts for name, given in found.items() if (texts := tuple(_texts(name, given)))}


def _exif(image: Image.Image) -> Iterator[tuple[str, list[object]]]:
    if image.format == "PNG" and "exif" not in image.info:
        return  # asked for it, Pillow would decode the whole picture
    exif = image.getexif()
    for name, tag in _EXIF.items():
        yield name, [exif.get(tag)]
    yield "date_created", [exif.get_ifd(IFD.Exif).get(Base.DateTimeOriginal)]
    made, model = _text(exif.get(Base.Make)), _text(exif.get(Base.Model))
    yield CAMERA, [model if model.startswith(made) else f"{made} {model}"]


def _iptc(image: ImageFile.ImageFile) -> Iterator[tuple[str, list[object]]]:
    info = IptcImagePlugin.getiptcinfo(image) or {}
    for name, key in _IPTC.items():
        if value := info.get(key):
            yield name, [*value] if isinstance(value, list) else [value]


def _xmp_of(image: Image.Image) -> bytes:
    given = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return given.encode() if isinstance(given, str) else bytes(given)


def _read_xmp(packet: bytes) -> Iterator[tuple[str, list[object]]]:
    # No packet needs a document type, whose entities can grow without end.
    if not packet or len(packet) > _MAX_XMP_BYTES or b"<!DOCTYPE" in packet:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for name, key in _XMP.items():
        prefix, _, local = key.partition(":")
        tag = f"{{{NAMESPACES[prefix]}}}{local}"
        texts: list[object] = []
        for about in root.iter(f"{_RDF}Description"):
            if tag in about.attrib:
                texts.append(about.get(tag))
            for element in about.findall(tag):
                items = element.findall(f".//{_RDF}li")
                # Of the same text in several languages the first is the default one.
                items = items[:1] if element.find(f"{_RDF}Alt") is not None else items
                texts += [item.text for item in items] or [element.text]
        if any(texts):
            yield name, texts


def _texts(name: str, given: Iterable[object]) -> Iterator[str]:
    """What is given as short texts, each once."""
    texts = (_text(value) for value in given)
    if name == "date_created":
        texts = (_date(text) for text in texts)
    yield from list(dict.fromkeys(filter(None, texts)))[:_MAX_TEXTS]


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value[: 4 * _MAX_TEXT].decode("latin-1")
    if not isinstance(value, str):
        return ""
    value = value[: 4 * _MAX_TEXT]
    # Most programs write UTF-8 whatever the standards say; Pillow reads EXIF as Latin-1.
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode()
    return _CONTROL.sub(" ", value).strip()[:_MAX_TEXT]


def _date(text: str) -> str:
    """The day, month or year that a text begins with, in ISO form."""
    found = _DATE.match(text)
    parts = [part for part in found.groups() if part and int(part)] if found else []
    return "-".join(parts)
