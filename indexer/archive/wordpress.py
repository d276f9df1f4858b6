"""Shortcodes that WordPress leaves in exported posts."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.archive.figure_html import figure_html

_CAPTION = re.compile(
    r"\[caption(?P<attributes>[^\]]{0,1000})\](?P<inside>.*?)\[/caption\]", re.DOTALL
)
_CAPTION_ATTRIBUTE = re.compile(r"""\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHORTCODE_CHARACTERS = 10_000
_IMAGE_NOTATION = re.compile(
    r"""(?:\[\s*)?(?:!\[(?P<alt>[^\]]{0,1000})\]\(\s*(?P<src>[^)\s]+)[^)]*\)|(?P<tag><img\b[^>]{0,5000}>))"""
    r"""(?:\s*\]\([^)]*\))?""",
    re.IGNORECASE,
)
# Names that only WordPress puts in brackets, and common words where attributes follow.
_SHORTCODE = re.compile(
    r"(?<![\w\])])\[(?:"
    r"/?(?:gallery|nggallery|youtube|vimeo|embed|soundcloud|slideshare|wpvideo|dailymotion|"
    r"blip\.tv|sourcecode|singlepic|googlemaps?|contact-form(?:-7)?|portfolio_slideshow)"
    r"(?:[\s=:][^\[\]]{0,1000})?|"
    r"(?:audio|video|playlist|flickr|tweet|instagram|poll|slideshow|code)\s*"
    r"""(?:=|\s\w+\s*=\s*["'])[^\[\]]{0,1000}|"""
    r"/(?:audio|video|playlist|flickr|tweet|instagram|slideshow|code))\]",
    re.IGNORECASE,
)


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

    def figure(match: re.Match[str]) -> str:
        html = _figure_of_shortcode(match)
        if html is None:
            lost.append(text.count("\n", 0, match.start()))
        return match["inside"] if html is None else html

    resolved = text
    if "[caption" in text:
        after = text.rfind("[/caption]") + len("[/caption]")
        resolved = _CAPTION.sub(figure, text[:after]) + text[after:]
    return Resolved(_SHORTCODE.sub("", resolved), tuple(lost))


def _figure_of_shortcode(match: re.Match[str]) -> str | None:
    """The captioned image as a figure; None if it holds no image."""
    inside = match["inside"]
    image = _IMAGE_NOTATION.search(inside[:_SHORTCODE_CHARACTERS])
    if not image:
        return None
    attribute = _CAPTION_ATTRIBUTE.search(match["attributes"])
    caption = (attribute[1] or attribute[2]) if attribute else ""
    if not caption:
        around = inside[: image.start()] + " " + inside[image.end() :]
        caption = re.sub(r"\s+", " ", around).strip().strip("*_ ")
    if image["tag"]:
        return f"\n\n<figure>{image['tag']}<figcaption>{caption}</figcaption></figure>\n\n"
    return figure_html(image["src"], image["alt"] or "", caption)
