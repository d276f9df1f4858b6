"""An image and its caption, whatever the mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from indexer.archive.markup import CAPTION_ATTRIBUTE

FIGURE_ATTRIBUTE = "data-backfile-figure"
"""On an image that is a photo: its number, by which its place in the text is found again."""

_CAPTION_CLASS = re.compile(
    r"(?:^|[-_\s])(?:(?:fig|img|image|photo)?captions?|picture|photo-?(?:caption|text|credit)|"
    r"image-?(?:text|credit)|legend|cutline|credits?|attribution)(?:$|[-_\s])",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"(?:^|[/_-])(?:spacer|blank|pixel|transparent|clear|1x1|dot)\.(?:gif|png)"
    r"|(?:^|//)(?:[\w-]+\.)*(?:feedburner|feedsportal|pixel\.wp|stats\.wordpress|doubleclick|"
    r"google-analytics|quantserve|scorecardresearch|statcounter|shields|travis-ci|coveralls|codecov|"
    r"gravatar|assoc-amazon)\.(?:com|net|org|io)/|badge\.fury\.io|badges\.gitter\.im"
    r"|/badges?(?:/|\.svg)|[-_]badge\.svg|emoticon|smil(?:ey|ies)"
    r"|/(?:smilies|smileys|emoji|emoticons|avatars?)/"
    r"|blogger\.googleusercontent\.com/tracker|/tracker/\d+",
    re.IGNORECASE,
)
_DECORATION_CLASS = re.compile(
    r"(?:^|[-_\s])(?:emoji|smiley|wp-smiley|icon|avatar|badge|tracking|spacer)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:;|$))",
    re.IGNORECASE,
)
# "IMG_0376", "debugger-value": a name that some tool made a title of.
_NAME_LIKE = re.compile(r"[\w.-]*[_\d-][\w.-]*")
_CAPTION_ELEMENTS = frozenset({"small", "sub", "h6"})
_MAX_EMPHASISED = 400
_WRAPPERS = frozenset(
    {"a", "amp-img", "b", "center", "div", "em", "font", "i", "p", "picture", "section", "small",
     "span", "strong", "table", "tbody", "td", "tr"}
)  # fmt: skip
_EMPHASIS = frozenset({"em", "i"})
MIN_SIDE = 33
"""Pixels; what is smaller, or says so, is an icon or a counter."""

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-orig-file")
_IMAGES = ("img", "amp-img")
_LAZY = re.compile(
    r"(?:lazy|placeholder|loading|grey|gray)[\w.-]*\.(?:gif|png|svg)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """An image as the post shows it.

    Attributes:
        src: Address as written.
        alt: Alternative text.
        caption: Plain text; empty if it has none.
        title: What the image's ``title`` says, which browsers show on pointing at it.
        position: Paragraphs of the body that end before it.
    """

    src: str
    alt: str = ""
    caption: str = ""
    title: str = ""
    position: int = 0

    def at(self, position: int) -> Figure:
        """The same at another position."""
        return replace(self, position=position)


def take_figures(soup: BeautifulSoup) -> tuple[Figure, ...]:
    """Finds every image with its caption, in order.

    Captions are taken out of the tree; the images stay, marked with :data:`FIGURE_ATTRIBUTE`.
    """
    figures: list[Figure] = []
    for image in soup.find_all(_IMAGES):
        src = _source(image)
        if src and not _is_decoration(image, src):
            caption = _take_caption(image)
            image[FIGURE_ATTRIBUTE] = str(len(figures))
            figures.append(Figure(src, _attribute(image, "alt"), caption, _title(image, caption)))
    return tuple(figures)


def _source(image: Tag) -> str:
    found = [value for name in _SOURCES if (value := str(image.get(name) or "").strip())]
    found += [str(image.get("srcset") or "").strip().partition(" ")[0].rstrip(",")]
    whole = [src for src in found if src and not src.startswith("data:")]
    # A picture that is loaded when it comes into view shows a placeholder before.
    return next((src for src in whole if not _LAZY.search(src)), whole[0] if whole else "")


def _attribute(image: Tag, name: str) -> str:
    return _fold(str(image.get(name) or ""))


def _title(image: Tag, caption: str) -> str:
    title = _attribute(image, "title")
    return "" if title in {caption, _attribute(image, "alt")} else title


def _is_decoration(image: Tag, src: str) -> bool:
    for attribute in ("width", "height"):
        declared = re.match(r"\d+(?!\d*%)", str(image.get(attribute) or ""))
        if declared and int(declared[0]) < MIN_SIDE:
            return True
    if _DECORATION.search(src) or _HIDDEN.search(str(image.get("style") or "")):
        return True
    return bool(_DECORATION_CLASS.search(_classes(image)))


def _take_caption(image: Tag) -> str:
    """The caption's text; its element is removed, so that the body does not repeat it."""
    figure = image.find_parent("figure")
    element = figure.find("figcaption") if figure else None
    element = element or _caption_of_wrapper(image) or _caption_after(image)
    if element is not None:
        text = _fold(element.get_text(" " if element.find("br") else ""))
        if text:
            element.extract()
            if figure:  # its other images have the same caption
                figure[CAPTION_ATTRIBUTE] = text
            return text
    below = _attribute(figure, CAPTION_ATTRIBUTE) if figure else ""
    return below or _caption_of_attribute(image)


def _caption_of_attribute(image: Tag) -> str:
    """The title of a Markdown image; what only repeats a name is none."""
    caption = _attribute(image, CAPTION_ATTRIBUTE)
    stem = PurePosixPath(unquote(_source(image).partition("?")[0])).stem
    if caption in {_attribute(image, "alt"), stem} or _NAME_LIKE.fullmatch(caption):
        return ""
    return caption


def _caption_of_wrapper(image: Tag) -> Tag | None:
    """A caption inside the same container, which holds no other image."""
    for parent in list(image.parents)[:4]:
        if parent.name not in _WRAPPERS or len(parent.find_all(_IMAGES, limit=2)) > 1:
            return None
        found = parent.find(_is_caption)
        if isinstance(found, Tag) and found is not parent and not found.find(_IMAGES):
            return found
    return None


def _caption_after(image: Tag) -> Tag | None:
    """What follows the outermost element that holds nothing but the image."""
    outer = _outermost_alone(image)
    following = next(_elements_after(outer), None)
    if following is None or following.find(_IMAGES):
        return None
    if _is_caption(following) or following.name in _CAPTION_ELEMENTS:
        return following
    if _is_all_emphasis(following, outer) and not _is_prose(following):
        return following
    return None


def _is_prose(element: Tag) -> bool:
    """True for what is emphasised but no caption: a heading before what follows, a standfirst."""
    text = _fold(element.get_text())
    return text.endswith((":", "：")) or len(text) > _MAX_EMPHASISED


def _outermost_alone(image: Tag) -> Tag:
    outer = image
    while (
        outer.parent is not None
        and outer.parent.name in _WRAPPERS
        # Of thousands of images in one element only two are looked at.
        and len(outer.parent.find_all(_IMAGES, limit=2)) == 1
        and next(outer.parent.stripped_strings, None) is None
    ):
        outer = outer.parent
    return outer


def _elements_after(element: Tag) -> Iterator[Tag]:
    """Following siblings up to the first text that stands for itself; line breaks do not count."""
    for sibling in element.next_siblings:
        if isinstance(sibling, Tag):
            if sibling.name != "br":
                yield sibling
        elif isinstance(sibling, NavigableString) and sibling.strip():
            return


def _is_caption(element: PageElement) -> bool:
    if not isinstance(element, Tag):
        return False
    return element.name == "figcaption" or bool(_CAPTION_CLASS.search(_classes(element)))


def _classes(element: Tag) -> str:
    classes: str | list[str] = element.get("class") or []
    return " ".join(classes) if isinstance(classes, list) else str(classes)


def _is_all_emphasis(element: Tag, image: Tag) -> bool:
    """A paragraph (or, beside the image, a stretch) that is emphasised from end to end."""
    if element.name in _EMPHASIS:
        alone = next((s for s in element.next_siblings if not _is_blank(s)), None) is None
        return image.parent is not None and image.parent.name == "p" and alone
    if element.name != "p":
        return False
    children = [child for child in element.children if not _is_blank(child)]
    return len(children) == 1 and isinstance(children[0], Tag) and children[0].name in _EMPHASIS


def _is_blank(element: PageElement) -> bool:
    return isinstance(element, NavigableString) and not element.strip()


def _fold(text: str) -> str:
    return " ".join(text.split())
