"""Shortcodes that WordPress leaves in exported posts."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.archive.blocks import replace_blocks
from indexer.archive.figure_html import figure_html

_CAPTION = re.compile(r"\[caption(?P<attributes>[^\]]{0,1000}+)\]")
_END_CAPTION = re.compile(r"\[/caption\]")
_CAPTION_ATTRIBUTE = re.compile(
    r"""\bcaption\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)')"""
)
_ESCAPED = re.compile(r"""\\(["'\\])""")
_SHORTCODE_CHARACTERS = 10_000
_IMAGE_NOTATION = re.compile(
    r"(?:\[\s*+)?"
    r"(?:!\[(?P<alt>[^\]]{0,1000}+)\]\(\s*+(?P<src>[^()\s]{1,2000}+)[^()]{0,1000}+\)"
    r"|(?P<tag><img\b[^>]{0,5000}+>))"
    r"(?:\s*+\]\([^()]{0,2000}+\))?",
    re.IGNORECASE,
)
NAMES = (
    r"(?:gallery|nggallery|youtube|vimeo|embed|soundcloud|slideshare|wpvideo|dailymotion|"
    r"blip\.tv|sourcecode|singlepic|googlemaps?|contact-form(?:-7)?|portfolio_slideshow|audio|"
    r"video|playlist|flickr|tweet|instagram|poll|slideshow|code)"
)
"""Of shortcodes that stand for nothing a reader of the text sees."""

# In prose "[gallery]" is a word in brackets; alone on its line, or with attributes, it is none.
_ALONE = re.compile(rf"^[ \t]*+\[/?{NAMES}\][ \t]*+$", re.IGNORECASE | re.MULTILINE)
SHORTCODE = re.compile(
    rf"(?<![\w\])])\[{NAMES}(?:=|\s\w{{1,30}}=|:\d|\s(?=https?:))[^\[\]]{{0,1000}}+\]"
    rf"(?:[^\[\]\n]{{0,500}}\[/{NAMES}\])?"
    rf"|(?<![\w\])])\[embed\][^\[\]\n]{{0,500}}\[/embed\]|(?<![\w\])])\[/{NAMES}\]",
    re.IGNORECASE,
)
"""A shortcode within a line."""

_TRACE = re.compile(rf"\[/?{NAMES}", re.IGNORECASE)
"""What every shortcode begins with; it is found at once, the whole only by trying everywhere."""


class Resolved(NamedTuple):
    """A text without shortcodes.

    Attributes:
        text: The text.
        lines_without_image: Lines of it (from 0) on which a captioned image has no image.
    """

    text: str
    lines_without_image: tuple[int, ...] = ()


def resolve_shortcodes(text: str) -> Resolved:
    """Turns captioned images into figures and removes other shortcodes."""
    if "[" not in text:
        return Resolved(text)
    lost: list[int] = []

    def figure(opening: re.Match[str], inside: str) -> str:
        html = _figure_of_shortcode(opening["attributes"], inside)
        if html is None:
            lost.append(text.count("\n", 0, opening.start()))
        return inside if html is None else html

    resolved = replace_blocks(text, _CAPTION, _END_CAPTION, figure)
    return Resolved(_without_shortcodes(resolved), tuple(lost))


def _without_shortcodes(text: str) -> str:
    """A text without the shortcodes that stand for nothing a reader sees."""
    parts: list[str] = []
    at = 0
    for trace in _TRACE.finditer(text):
        begin = line = trace.start()
        if begin < at:
            continue
        while line > at and text[line - 1] in " \t":
            line -= 1
        if found := _ALONE.match(text, line) or SHORTCODE.match(text, begin):
            parts.append(text[at : found.start()])
            at = found.end()
    return "".join((*parts, text[at:]))


def _figure_of_shortcode(attributes: str, inside: str) -> str | None:
    """The captioned image as a figure; None if it holds no image."""
    image = _IMAGE_NOTATION.search(inside[:_SHORTCODE_CHARACTERS])
    if not image:
        return None
    attribute = _CAPTION_ATTRIBUTE.search(attributes)
    caption = (attribute[1] or attribute[2] or "") if attribute else ""
    caption = _ESCAPED.sub(r"\1", caption)
    if not caption:
        around = inside[: image.start()] + " " + inside[image.end() :]
        caption = re.sub(r"\s+", " ", around).strip().strip("*_ ")
    if image["tag"]:
        return f"\n\n<figure>{image['tag']}<figcaption>{caption}</figcaption></figure>\n\n"
    return figure_html(image["src"], image["alt"] or "", caption)
