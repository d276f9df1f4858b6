"""An image and its caption, whatever the mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4.element import NavigableString, PageElement, Tag

from indexer.archive.markdown import CAPTION_ATTRIBUTE
from indexer.archive.soup import enclosing, tags

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
_MAX_NAME = 100
_CELLS = frozenset({"td", "th"})
_WORD = re.compile(r"[^\W\d_]{2}")
_NO_PICTURE = re.compile(r"\.(?:mp4|m4v|webm|mov|avi|ogv|mp3|ogg|wav|pdf)$", re.IGNORECASE)
_MAX_WRAPPERS = 4
_WRAPPERS = frozenset(
    {"a", "amp-img", "b", "center", "div", "em", "font", "i", "p", "picture", "section", "small",
     "span", "strong", "table", "tbody", "td", "tr"}
)  # fmt: skip
_UNSEEN = frozenset({"noscript"})
_FIGURE = frozenset({"figure"})
_TABLE = frozenset({"table"})
_EMPHASIS = frozenset({"em", "i"})
MIN_SIDE = 33
"""Pixels; what is smaller, or says so, is an icon or a counter."""

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-orig-file")
IMAGES = frozenset({"img", "amp-img"})
"""Elements that show an image."""

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
        line: 1-based line of the post's file on which it stands; None while that is not known.
    """

    src: str
    alt: str = ""
    caption: str = ""
    title: str = ""
    position: int = 0
    line: int | None = None

    def at(self, position: int) -> Figure:
        """The same at another position."""
        return replace(self, position=position)


def take_figures(images: Iterable[Tag]) -> tuple[Figure, ...]:
    """The photos among the images of a body with their captions, in order.

    Captions are taken out of the tree; the images stay, marked with :data:`FIGURE_ATTRIBUTE`.

    Args:
        images: Every element of :data:`IMAGES` in the body.
    """
    found = [(image, _source(image), enclosing(image, _UNSEEN) is None) for image in images]
    shown = {src for _, src, seen in found if seen}
    # What readers without scripts see is a copy of what the others see.
    sources = [(image, src) for image, src, seen in found if seen or src not in shown]
    captions = _Captions(image for image, _ in sources)
    figures: list[Figure] = []
    for image, src in sources:
        if src and not _is_decoration(image, src):
            caption = captions.take(image) or _caption_of_attribute(image)
            image[FIGURE_ATTRIBUTE] = str(len(figures))
            figures.append(Figure(src, _attribute(image, "alt"), caption, _title(image, caption)))
    return tuple(figures)


class _Captions:
    """The captions of a body's images, each of which belongs to one image or one figure."""

    def __init__(self, images: Iterable[Tag]) -> None:
        # Counted once: asking each element for its images would take the square of their number.
        self._images = Counter(id(parent) for image in images for parent in image.parents)
        self._of_figure: dict[int, str] = {}
        self._of_row: dict[int, str] = {}

    def take(self, image: Tag) -> str:
        """The caption's text; its element is removed, so that the body does not repeat it."""
        figure = enclosing(image, _FIGURE)
        if figure is not None:
            if id(figure) not in self._of_figure:
                self._of_figure[id(figure)] = _take_text(_first_inside(figure, _is_figcaption))
            if caption := self._of_figure[id(figure)]:
                return caption
        return (
            _take_text(self._in_wrapper(image))
            or _take_text(self._after(image))
            or _take_text(self._in_cell_below(image))
            or self._below_row(image)
        )

    def _is_alone(self, element: Tag) -> bool:
        """True for an element that holds one image."""
        return self._images[id(element)] == 1

    def _in_wrapper(self, image: Tag) -> Tag | None:
        """A caption inside the same container, which holds no other image."""
        for parent in islice(image.parents, _MAX_WRAPPERS):
            if parent.name not in _WRAPPERS or not self._is_alone(parent):
                return None
            found = _first_inside(parent, _is_caption)
            if found and not self._images[id(found)]:
                return found
        return None

    def _after(self, image: Tag) -> Tag | None:
        """What follows the outermost element that holds nothing but the image."""
        outer = self._outermost_alone(image)
        following = next(_elements_after(outer), None)
        if following is None or following.name in IMAGES or self._images[id(following)]:
            return None
        if _is_caption(following) or following.name in _CAPTION_ELEMENTS:
            return following
        if _is_all_emphasis(following, outer) and not _is_prose(following):
            return following
        return None

    def _in_cell_below(self, image: Tag) -> Tag | None:
        """The cell below in a table of pictures, whose rows of captions hold no images."""
        cell = enclosing(image, _CELLS)
        row = cell.parent if cell else None
        below = row.find_next("tr") if row else None
        if not cell or not row or not below or self._images[id(below)]:
            return None
        if enclosing(below, _TABLE) is not enclosing(row, _TABLE) or cell.get_text(strip=True):
            return None
        cells, others = _cells(row), _cells(below)
        places = zip(cells, others, strict=False) if len(cells) == len(others) else ()
        found = next((other for one, other in places if one is cell), None)
        # In a table of figures the cell below holds a number.
        return found if found and _WORD.search(found.get_text()) else None

    def _below_row(self, image: Tag) -> str:
        """The caption below several images side by side, which is that of each."""
        for row in islice(image.parents, _MAX_WRAPPERS):
            if row.name not in _WRAPPERS:
                break
            if self._is_alone(row):
                continue
            if id(row) not in self._of_row:
                self._of_row[id(row)] = _take_text(self._caption_after(row))
            return self._of_row[id(row)]
        return ""

    def _caption_after(self, row: Tag) -> Tag | None:
        following = next(_elements_after(row), None)
        if following is None or not _is_caption(following) or self._images[id(following)]:
            return None
        return following if next(row.stripped_strings, None) is None else None

    def _outermost_alone(self, image: Tag) -> Tag:
        outer = image
        while (
            outer.parent is not None
            and outer.parent.name in _WRAPPERS
            and self._is_alone(outer.parent)
            and next(outer.parent.stripped_strings, None) is None
        ):
            outer = outer.parent
        return outer


def _take_text(element: Tag | NavigableString | None) -> str:
    """An element's text; an element that has any is taken out of the tree."""
    if not isinstance(element, Tag):
        return ""
    parted = _first_inside(element, _parts)
    text = _fold(element.get_text(" " if parted else ""))
    if text:
        element.extract()
    return text


def _source(image: Tag) -> str:
    found = [value for name in _SOURCES if (value := str(image.get(name) or "").strip())]
    found += [str(image.get("srcset") or "").strip().partition(" ")[0].rstrip(",")]
    whole = [src for src in found if src and not src.startswith("data:")]
    # A picture that is loaded when it comes into view shows a placeholder before.
    return next(
        (src for src in whole if not _LAZY.search(src[-_MAX_NAME:])), whole[0] if whole else ""
    )


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
    if _NO_PICTURE.search(src.partition("?")[0]):
        return True
    if _DECORATION.search(src) or _HIDDEN.search(str(image.get("style") or "")):
        return True
    return bool(_DECORATION_CLASS.search(_classes(image)))


def _caption_of_attribute(image: Tag) -> str:
    """The title of a Markdown image; what only repeats a name is none."""
    caption = _attribute(image, CAPTION_ATTRIBUTE)
    stem = PurePosixPath(unquote(_source(image).partition("?")[0])).stem
    if caption in {_attribute(image, "alt"), stem} or _NAME_LIKE.fullmatch(caption):
        return ""
    return caption


def _is_prose(element: Tag) -> bool:
    """True for what is emphasised but no caption: a heading before what follows, a standfirst."""
    text = _fold(element.get_text())
    return text.endswith((":", "：")) or len(text) > _MAX_EMPHASISED


def _elements_after(element: Tag) -> Iterator[Tag]:
    """Following siblings up to the first text that stands for itself; line breaks do not count."""
    for sibling in element.next_siblings:
        if isinstance(sibling, Tag):
            if sibling.name != "br":
                yield sibling
        elif isinstance(sibling, NavigableString) and sibling.strip():
            return


def _first_inside(element: Tag, has: Callable[[Tag], bool]) -> Tag | None:
    return next((tag for tag in tags(element) if has(tag)), None)


def _cells(row: Tag) -> list[Tag]:
    return [tag for tag in tags(row) if tag.name in _CELLS]


def _parts(element: Tag) -> bool:
    """True for an element whose text is apart from what stands before it."""
    return element.name == "br" or _is_caption(element)


def _is_figcaption(element: Tag) -> bool:
    return element.name == "figcaption"


def _is_caption(element: Tag) -> bool:
    return element.name == "figcaption" or bool(_CAPTION_CLASS.search(_classes(element)))


def _classes(element: Tag) -> str:
    return str(element.get("class") or "")


def _is_all_emphasis(element: Tag, image: Tag) -> bool:
    """A paragraph (or, beside the image, a stretch) that is emphasised from end to end."""
    if element.name in _EMPHASIS:
        alone = next((s for s in element.next_siblings if not _is_blank(s)), None) is None
        return image.parent is not None and image.parent.name == "p" and alone
    if element.name not in {"p", "div"}:
        return False
    children = [child for child in element.children if not _is_blank(child)]
    return len(children) == 1 and isinstance(children[0], Tag) and children[0].name in _EMPHASIS


def _is_blank(element: PageElement) -> bool:
    return isinstance(element, NavigableString) and not element.strip()


def _fold(text: str) -> str:
    return " ".join(text.split())
