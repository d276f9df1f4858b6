"""An image and its caption, whatever the mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from indexer.archive.markup import CAPTION_ATTRIBUTE

_CAPTION_CLASS = re.compile(
    r"(?:^|[-_\s])(?:captions?|picture|photo-?(?:caption|text|credit)|legend|cutline)(?:$|[-_\s])",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"(?:^|[/_-])(?:spacer|blank|pixel|transparent|1x1|dot)\.(?:gif|png)", re.IGNORECASE
)
_WRAPPERS = frozenset(
    {"a", "b", "center", "div", "em", "font", "i", "p", "picture", "small", "span", "strong",
     "table", "tbody", "td", "tr"}
)  # fmt: skip
_EMPHASIS = frozenset({"em", "i"})
_MIN_SIDE = 33
"""Pixels; what declares itself smaller is an icon or a counter."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image as the body shows it.

    Attributes:
        src: Address as written.
        alt: Alternative text.
        caption: Plain text; empty if it has none.
    """

    src: str
    alt: str
    caption: str


def take_figures(soup: BeautifulSoup) -> tuple[Figure, ...]:
    """Finds every image with its caption, in order, and removes both from the tree."""
    figures = []
    for image in soup.find_all("img"):
        src = _source(image)
        if src and not _is_decoration(image, src):
            caption = _take_caption(image)
            figures.append(Figure(src, _fold(str(image.get("alt") or "")), caption))
    for image in soup.find_all("img"):
        image.decompose()
    return tuple(figures)


def _source(image: Tag) -> str:
    for attribute in ("src", "data-src", "data-original"):
        value = str(image.get(attribute) or "").strip()
        if value and not value.startswith("data:"):
            return value
    return ""


def _is_decoration(image: Tag, src: str) -> bool:
    for attribute in ("width", "height"):
        declared = re.match(r"\d+", str(image.get(attribute) or ""))
        if declared and int(declared[0]) < _MIN_SIDE:
            return True
    return bool(_DECORATION.search(src))


def _take_caption(image: Tag) -> str:
    """The caption's text; its element is removed, so that the body does not repeat it."""
    element = _caption_of_figure(image) or _caption_of_wrapper(image) or _caption_after(image)
    if element is not None:
        text = _fold(element.get_text(" " if element.find("br") else ""))
        if text:
            element.extract()
            return text
    return _fold(str(image.get(CAPTION_ATTRIBUTE) or ""))


def _caption_of_figure(image: Tag) -> Tag | None:
    figure = image.find_parent("figure")
    return figure.find("figcaption") if figure else None


def _caption_of_wrapper(image: Tag) -> Tag | None:
    """A caption inside the same container, which holds no other image."""
    for parent in list(image.parents)[:4]:
        if parent.name not in _WRAPPERS or len(parent.find_all("img", limit=2)) > 1:
            return None
        found = parent.find(_is_caption)
        if isinstance(found, Tag) and found is not parent:
            return found
    return None


def _caption_after(image: Tag) -> Tag | None:
    """What follows the outermost element that holds nothing but the image."""
    outer = _outermost_alone(image)
    following = next(_elements_after(outer), None)
    if following is None:
        return None
    if _is_caption(following) or _is_all_emphasis(following, outer):
        return following
    return None


def _outermost_alone(image: Tag) -> Tag:
    outer = image
    while (
        outer.parent is not None
        and outer.parent.name in _WRAPPERS
        and not outer.parent.get_text(strip=True)
        and len(outer.parent.find_all("img", limit=2)) == 1
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
    classes: str | list[str] = element.get("class") or []
    return element.name == "figcaption" or bool(
        _CAPTION_CLASS.search(" ".join(classes) if isinstance(classes, list) else str(classes))
    )


def _is_all_emphasis(element: Tag, image: Tag) -> bool:
    """A paragraph (or, beside the image, a stretch) that is emphasised from end to end."""
    if element.find("img"):
        return False
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
