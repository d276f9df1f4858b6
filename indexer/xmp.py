"""Sidecars: what is known of a photo as an XMP packet, for programs that keep pictures.

See ISO 16684-1, and for the properties the IPTC Photo Metadata Standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from indexer.photo_metadata import FIELDS, Field, PhotoRecord, inferred_of, labels
from indexer.texts import gettext
from indexer.xml_text import xml_text

_META = "adobe:ns:meta/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
"""Prefix -> namespace of the properties that are written."""

_ARRAYS = {
    "dc:creator": "Seq",
    "dc:date": "Seq",
    "dc:subject": "Bag",
    "dc:relation": "Bag",
    "xmp:Identifier": "Bag",
    "dc:description": "Alt",
    "dc:rights": "Alt",
    "Iptc4xmpCore:AltTextAccessibility": "Alt",
}
"""Properties of several values: in order, in none, or one text in several languages."""

_DATES = frozenset({"photoshop:DateCreated", "dc:date"})
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
"""XMP has no form for other dates than a year, a month or a day."""


def sidecar(record: PhotoRecord, *, inferred: bool) -> bytes:
    """The XMP packet of a photo.

    Args:
        record: The photo.
        inferred: True to write what was inferred as well; the instructions then say which it is.
    """
    meta = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    meta.set(f"{{{_META}}}xmptk", "Backfile")
    rdf = etree.SubElement(meta, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    about = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap=NAMESPACES)
    about.set(f"{{{_RDF}}}about", "")
    written = []
    guessed = inferred_of(record)
    for field in FIELDS:
        if field.xmp and (inferred or field.name not in guessed):
            values = list(_values(field, record))
            if values:
                _add(about, field.xmp, values)
                written.append(field.name)
    notes = labels(name for name in written if name in guessed)
    if notes:
        text = gettext("Inferred by Backfile, not stated: %(fields)s.", fields=notes)
        _add(about, "photoshop:Instructions", [text])
    packet: bytes = etree.tostring(meta, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return packet


def _values(field: Field, record: PhotoRecord) -> Iterator[str]:
    value = field.read(record)
    for text in value if isinstance(value, tuple) else (value,):
        if text and (field.xmp not in _DATES or _DATE.fullmatch(str(text))):
            yield str(text)


def _add(about: etree._Element, name: str, values: list[str]) -> None:
    prefix, _, local = name.partition(":")
    element = etree.SubElement(about, f"{{{NAMESPACES[prefix]}}}{local}")
    array = _ARRAYS.get(name)
    if array is None:
        element.text = xml_text(values[0])
        return
    within = etree.SubElement(element, f"{{{_RDF}}}{array}")
    for value in values:
        item = etree.SubElement(within, f"{{{_RDF}}}li")
        item.text = xml_text(value)
        if array == "Alt":
            item.set(f"{{{_XML}}}lang", "x-default")
