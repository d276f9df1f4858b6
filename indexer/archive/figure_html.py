"""Figures written as HTML, for notations that are none."""

from __future__ import annotations

import re
from html import escape

CAPTION_NAMES = ("figcaption", "caption", "cutline", "legend", "description", "text")
"""Names of parameters and keys that hold a caption, the surest first."""

CREDIT_NAMES = ("credit", "credits", "attribution", "photographer", "copyright")
"""Names of parameters and keys that hold a credit."""

_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|svg)(?:[?#].*)?$", re.IGNORECASE)
_LABELLED = re.compile(r"[:/©]|\bby\b", re.IGNORECASE)


def is_image_file(address: str) -> bool:
    """True for an address with the suffix of an image."""
    return _IMAGE_FILE.search(address) is not None


def figure_html(src: str, alt: str, caption: str, title: str = "") -> str:
    """An image with its caption, which may hold mark-up."""
    return (
        f'\n\n<figure><img src="{escape(src)}" alt="{escape(alt)}" title="{escape(title)}">'
        f"<figcaption>{caption}</figcaption></figure>\n\n"
    )


def with_credit(caption: str, credit: str) -> str:
    """A caption with the credit that is given beside it, as it would be printed."""
    if not credit:
        return caption
    line = credit if _LABELLED.search(credit) else f"Photo: {credit}"
    return f"{caption} ({line})" if caption else f"({line})"
