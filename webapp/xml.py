"""XML as an answer, well-formed whatever the texts in it hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from flask import Response

from indexer.xml_text import xml_text


def add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Adds an element to another; what XML cannot hold becomes U+FFFD."""
    held = {key: xml_text(value) for key, value in attributes.items()}
    child = ET.SubElement(parent, name, held)
    child.text = xml_text(text)
    return child


def document(root: ET.Element, media_type: str) -> Response:
    """A document as an answer."""
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type=f"{media_type}; charset=utf-8")
