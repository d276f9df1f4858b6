"""Figures written as HTML, for notations that are none."""

from __future__ import annotations

import re
from html import escape

_LABELLED = re.compile(r"[:/©]|\bby\b", re.IGNORECASE)


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
