"""An image and its caption, whatever the mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from indexer.archive.characters import fold_spaces
from indexer.archive.html_tree import (
    Element,
    elements_in,
    enclosing,
    has_text,
    is_blank,
    take_out,
    texts_of,
)
from indexer.archive.markdown import CAPTION_ATTRIBUTE, FORMATTED_ATTRIBUTE
from indexer.archive.slugs import stem_of
from indexer.archive.traces import TracedPattern

FIGURE_ATTRIBUTE = "data-backfile-figure"
"""On an image that is a photo: its number, by which its place in the text is found again."""

_CAPTION_CLASS = re.compile(
    r"(?:^|[-_\s])(?:(?:fig|img|image|photo)?captions?|picture|photo-?(?:caption|text|credit)|"
    r"image-?(?:text|credit)|legend|cutline|credits?|attribution)(?:$|[-_\s])",
    re.IGNORECASE,
)
_DECORATION = TracedPattern(
    r"(?:^|[/_-])(?:spacer|blank|pixel|transparent|clear|1x1|dot)\.(?:gif|png)"
    r"|(?:^|//)(?:[\w-]+\.)*(?:feedburner|feedsportal|pixel\.wp|stats\.wordpress|doubleclick|"
    r"google-analytics|quantserve|scorecardresearch|statcounter|shields|travis-ci|coveralls|codecov|"
    r"gravatar|assoc-amazon)\.(?:com|net|org|io)/|badge\.fury\.io|badges\.gitter\.im"
    r"|/badges?(?:/|\.svg)|[-_]badge\.svg|emoticon|smil(?:ey|ies)"
    r"|/(?:smilies|smileys|emoji|emoticons|avatars?)/"
    r"|blogger\.googleusercontent\.com/tracker|/tracker/\d+",
    *("spacer", "blank", "pixel", "transparent", "clear", "1x1", "dot.", "feedburner"),
    *("feedsportal", "stats.wordpress", "doubleclick", "google-analytics", "quantserve"),
    *("scorecardresearch", "statcounter", "shields", "travis-ci", "coveralls", "codecov"),
    *("gravatar", "assoc-amazon", "badge", "emoticon", "smil", "emoji", "avatar", "tracker"),
)
_DECORATION_CLASS = re.compile(
    r"(?:^|[-_\s])(?:emoji|smiley|wp-smiley|icon|avatar|badge|tracking|spacer)(?:$|[-_\s])",
    re.IGNORECASE,
)
_WIKI_SIZE = re.compile(r"/(\d{1,5}+)px-")
_PIXELS = re.compile(r"\d+(?!\d*%)")
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:;|$))",
    re.IGNORECASE,
)
_FLOAT = re.compile(r"(?:^|;)\s*float\s*:\s*(?:left|right)", re.IGNORECASE)
# "IMG_0376", "debugger-value": a name that some tool made a title of.
_NAME_LIKE = re.compile(r"[\w.-]*[_\d-][\w.-]*")
_CAPTION_ELEMENTS = frozenset({"small", "sub", "h6"})
_MAX_EMPHASISED = 400
_MAX_NAME = 100
_CELLS = ("td", "th")
_WORD = re.compile(r"[^\W\d_]{2}")
_NO_PICTURE = re.compile(r"\.(?:mp4|m4v|webm|mov|avi|ogv|mp3|ogg|wav|pdf)$", re.IGNORECASE)
_MAX_WRAPPERS = 4
_WRAPPERS = frozenset(
    {"a", "amp-img", "b", "center", "div", "em", "font", "i", "p", "picture", "section", "small",
     "span", "strong", "table", "tbody", "td", "tr"}
)  # fmt: skip
_UNSEEN = "noscript"
_EMPHASIS = frozenset({"em", "i"})
MIN_SIDE = 33
"""Pixels; what is smaller, or says so, is an icon or a counter."""

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-orig-file")
IMAGES = frozenset({"img", "amp-img"})
"""Elements that show an image."""

_LAZY = TracedPattern(
    r"(?:lazy|placeholder|loading|grey|gray)[\w.-]*\.(?:gif|png|svg)$",
    *("lazy", "placeholder", "loading", "grey", "gray"),
)


class Figure(NamedTuple):
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


def take_figures(images: Iterable[Element]) -> tuple[Figure, ...]:
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
            image.set(FIGURE_ATTRIBUTE, str(len(figures)))
            figures.append(Figure(src, _attribute(image, "alt"), caption, _title(image, caption)))
    return tuple(figures)


class _Captions:
    """The captions of a body's images, each of which belongs to one image or one figure."""

    def __init__(self, images: Iterable[Element]) -> None:
        # Counted once: asking each element for its images would take the square of their number.
        self._images = Counter(parent for image in images for parent in image.iterancestors())
        self._of_figure: dict[Element, str] = {}
        self._of_row: dict[Element, str] = {}
        self._cells_below: dict[Element, dict[Element, Element]] = {}

    def take(self, image: Element) -> str:
        """The caption's text; its element is removed, so that the body does not repeat it."""
        figure = enclosing(image, "figure")
        if figure is not None:
            if figure not in self._of_figure:
                self._of_figure[figure] = _take_text(next(figure.iter("figcaption"), None))
            if caption := self._of_figure[figure]:
                return caption
        return (
            _take_text(self._in_wrapper(image))
            or _take_text(self._after(image))
            or _take_text(self._in_cell_below(image))
            or self._below_row(image)
        )

    def _is_alone(self, element: Element) -> bool:
        """True for an element that holds one image."""
        return self._images[element] == 1

    def _in_wrapper(self, image: Element) -> Element | None:
        """A caption inside the same container, which holds no other image."""
        for parent in islice(image.iterancestors(), _MAX_WRAPPERS):
            if parent.tag not in _WRAPPERS or not self._is_alone(parent):
                return None
            found = _first_inside(parent, _is_caption)
            if found is not None and not self._images[found]:
                return found
        return None

    def _after(self, image: Element) -> Element | None:
        """What follows the outermost element that holds nothing but the image."""
        outer = self._outermost_alone(image)
        following = next(_elements_after(outer), None)
        if following is None or following.tag in IMAGES or self._images[following]:
            return None
        if _is_caption(following) or following.tag in _CAPTION_ELEMENTS:
            return following
        if _is_all_emphasis(following, outer) and not _is_prose(following):
            # Text runs round a floating image, whatever block it begins with.
            beside = following.tag not in _EMPHASIS and _is_floating(image, outer)
            return None if beside else following
        return None

    def _in_cell_below(self, image: Element) -> Element | None:
        """The cell below in a table of pictures, whose rows of captions hold no images."""
        cell = enclosing(image, *_CELLS)
        row = None if cell is None else cell.getparent()
        if cell is None or row is None:
            return None
        if row not in self._cells_below:
            # Asked before any caption is taken out of it.
            self._cells_below[row] = self._row_below(row)
        found = self._cells_below[row].get(cell)
        if found is None or has_text(cell):
            return None
        # In a table of figures the cell below holds a number.
        return found if _WORD.search("".join(texts_of(found))) else None

    def _row_below(self, row: Element) -> dict[Element, Element]:
        """Each cell -> the one below, in a row of as many cells that holds no images."""
        below = next(iter(row.xpath("(descendant::tr|following::tr)[1]")), None)
        if below is None or self._images[below]:
            return {}
        if enclosing(below, "table") is not enclosing(row, "table"):
            return {}
        cells, others = _cells(row), _cells(below)
        return dict(zip(cells, others, strict=True)) if len(cells) == len(others) else {}

    def _below_row(self, image: Element) -> str:
        """The caption below several images side by side, which is that of each."""
        for row in islice(image.iterancestors(), _MAX_WRAPPERS):
            if row.tag not in _WRAPPERS:
                break
            if self._is_alone(row):
                continue
            if row not in self._of_row:
                self._of_row[row] = _take_text(self._caption_after(row))
            return self._of_row[row]
        return ""

    def _caption_after(self, row: Element) -> Element | None:
        following = next(_elements_after(row), None)
        if following is None or not _is_caption(following) or self._images[following]:
            return None
        return None if has_text(row) else following

    def _outermost_alone(self, image: Element) -> Element:
        outer = image
        for parent in image.iterancestors():
            if parent.tag not in _WRAPPERS or not self._is_alone(parent) or has_text(parent):
                break
            outer = parent
        return outer


def _take_text(element: Element | None) -> str:
    """An element's text; an element that has any is taken out of the tree."""
    if element is None:
        return ""
    parted = _first_inside(element, _parts)
    text = fold_spaces(("" if parted is None else " ").join(texts_of(element)))
    if text:
        take_out(element)
    return text


def _source(image: Element) -> str:
    found = [value for name in _SOURCES if (value := (image.get(name) or "").strip())]
    found += [(image.get("srcset") or "").strip().partition(" ")[0].rstrip(",")]
    whole = [src for src in found if src and not src.startswith("data:")]
    if len(whole) < 2:  # noqa: PLR2004 - nothing to choose from
        return "".join(whole)
    # A picture that is loaded when it comes into view shows a placeholder before.
    return next((src for src in whole if not _LAZY.search(src[-_MAX_NAME:])), whole[0])


def _attribute(image: Element, name: str) -> str:
    return fold_spaces(image.get(name) or "")


def _title(image: Element, caption: str) -> str:
    title = _attribute(image, "title")
    return "" if title in {caption, _attribute(image, "alt")} else title


def _is_decoration(image: Element, src: str) -> bool:
    for attribute in ("width", "height"):
        declared = _PIXELS.match(image.get(attribute) or "")
        if declared and int(declared[0]) < MIN_SIDE:
            return True
    if _NO_PICTURE.search(src.partition("?")[0]):
        return True
    if _DECORATION.search(src):
        return True
    # MediaWiki names its smaller copies of a picture by their width.
    if "px-" in src and (sized := _WIKI_SIZE.search(src)) and int(sized[1]) < MIN_SIDE:
        return True
    return _is_hidden(image.get("style") or "") or _names_decoration(_classes(image))


# Whole archives have few styles and classes, which stand on every image.
@lru_cache(maxsize=1024)
def _is_hidden(style: str) -> bool:
    return _HIDDEN.search(style) is not None


@lru_cache(maxsize=1024)
def _names_decoration(classes: str) -> bool:
    return _DECORATION_CLASS.search(classes) is not None


def _caption_of_attribute(image: Element) -> str:
    """The title of a Markdown image; what only repeats a name is none."""
    caption = _attribute(image, CAPTION_ATTRIBUTE)
    if not caption or image.get(FORMATTED_ATTRIBUTE) is not None:
        return caption
    stem = stem_of(unquote(_source(image).partition("?")[0]))
    if caption in {_attribute(image, "alt"), stem} or _NAME_LIKE.fullmatch(caption):
        return ""
    return caption


def _is_prose(element: Element) -> bool:
    """True for what is emphasised but no caption: a heading before what follows, a standfirst."""
    text = fold_spaces("".join(texts_of(element)))
    return text.endswith((":", "：")) or len(text) > _MAX_EMPHASISED


def _elements_after(element: Element) -> Iterator[Element]:
    """Following siblings up to the first text that stands for itself; line breaks do not count."""
    while is_blank(element.tail):
        following = element.getnext()
        if following is None or (_is_comment(following) and not is_blank(following.text)):
            return
        element = following
        if element.tag != "br" and not _is_comment(element):
            yield element


def _first_inside(element: Element, has: Callable[[Element], bool]) -> Element | None:
    return next((tag for tag in elements_in(element) if has(tag)), None)


def _cells(row: Element) -> list[Element]:
    return list(row.iterdescendants(*_CELLS))


def _parts(element: Element) -> bool:
    """True for an element whose text is apart from what stands before it."""
    return element.tag == "br" or _is_caption(element)


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or _names_caption(_classes(element))


@lru_cache(maxsize=1024)
def _names_caption(classes: str) -> bool:
    return _CAPTION_CLASS.search(classes) is not None


def _classes(element: Element) -> str:
    return element.get("class") or ""


def _is_all_emphasis(element: Element, image: Element) -> bool:
    """A paragraph (or, beside the image, a stretch) that is emphasised from end to end."""
    if element.tag in _EMPHASIS:
        parent = image.getparent()
        return parent is not None and parent.tag == "p" and not _is_followed(element)
    if element.tag not in {"p", "div"} or not is_blank(element.text):
        return False
    children = [child for child in element if not _is_empty_comment(child)]
    blank = all(is_blank(child.tail) for child in element)
    return blank and len(children) == 1 and children[0].tag in _EMPHASIS


def _is_floating(image: Element, outer: Element) -> bool:
    """True if an image, or something that holds nothing else, stands at the side of a text."""
    for element in (image, *image.iterancestors()):
        if _FLOAT.search(element.get("style") or "") or element.get("align") in {"left", "right"}:
            return True
        if element is outer:
            return False
    return False


def _is_followed(element: Element) -> bool:
    """True if anything but white space stands after it in the same element."""
    others = [element, *element.itersiblings()]
    return not (
        all(is_blank(one.tail) for one in others) and all(map(_is_empty_comment, others[1:]))
    )


def _is_comment(node: Element) -> bool:
    return not isinstance(node.tag, str)


def _is_empty_comment(node: Element) -> bool:
    return _is_comment(node) and is_blank(node.text)
