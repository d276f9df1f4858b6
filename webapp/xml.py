"""XML as an answer, well-formed whatever the texts in it hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from flask import Response

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Adds an element to another; what XML cannot hold becomes U+FFFD."""
    held = {key: _clean(value) for key, value in attributes.items()}
    child = ET.SubElement(parent, name, held)
    child.text = _clean(text)
    return child


def document(root: ET.Element, media_type: str) -> Response:
    """A document as an answer."""
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type=f"{media_type}; charset=utf-8")


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
