"""HTML to paragraphs, figures and links, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.archive.figures import FIGURE_ATTRIBUTE, IMAGES, Figure, take_figures
from indexer.archive.html_tree import Element, parse_html, remove
from indexer.archive.limits import BeyondLimitError, Limits
from indexer.archive.paragraphs import GatheredText, Paragraph
from indexer.model import Shape, TableRow, TextLink

_REMOVED = frozenset({"script", "style", "template", "nav", "iframe", "object", "svg", "form"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_ENDING = _BLOCKS | {"a", "td", "th"}
"""Elements whose end means something."""

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
# These have no content, or the next of their kind ends them: unclosed ones lie side by side.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option",
    }
)  # fmt: skip
_FLAT_TAGS = ("<p>", "<li>", "<br>", "<br />", "<img ", "<td>", "<tr>")
"""The most frequent of these, as they are mostly written."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds.

    Attributes:
        paragraphs: Plain text, captions left out; code keeps its lines.
        shapes: What each of them is, a letter of :class:`indexer.model.Shape` each.
        figures: Images with their captions, in order.
        links: Where its links lead, as written, in order.
        text_links: Those that stand in paragraphs, addresses as written.
        rows: The cells of paragraphs that are rows of tables.
    """

    paragraphs: tuple[str, ...]
    shapes: str
    figures: tuple[Figure, ...]
    links: tuple[str, ...]
    text_links: tuple[TextLink, ...]
    rows: tuple[TableRow, ...]


def read_body(html: str, limits: Limits) -> Body:
    """Reads paragraphs, figures and links.

    Raises:
        BeyondLimitError: It has more tags, or deeper ones, than a story has.
    """
    _check(html, limits)
    root = parse_html(html)
    if root is None:
        return Body((), "", (), (), (), ())
    remove(root, *_REMOVED)
    links = dict.fromkeys(link for a in root.iter("a") if (link := a.get("href")) is not None)
    figures = take_figures(root.iter(*IMAGES))
    positions: dict[int, int] = {}
    read = list(_paragraphs(root, positions))
    return Body(
        paragraphs=tuple(one.text for one in read),
        shapes="".join(one.shape for one in read),
        figures=tuple(
            figure._replace(position=positions.get(n, 0)) for n, figure in enumerate(figures)
        ),
        links=tuple(links),
        text_links=tuple(
            TextLink(n, start, end, href)
            for n, one in enumerate(read)
            for start, end, href in one.links
        ),
        rows=tuple(
            TableRow(n, one.cells, one.is_head)
            for n, one in enumerate(read)
            # A cell that holds blocks has paragraphs of its own, and the rest is no whole row.
            if one.shape is Shape.ROW and len(one.cells) > 1 and one.cells[0] == 0
        ),
    )


def _check(html: str, limits: Limits) -> None:
    """Counts tags and how deep they lie in one another, before anything is built of them."""
    tags = html.count("<")
    if tags <= limits.depth:
        return
    if tags > limits.tags:
        raise BeyondLimitError(f"it has more than {limits.tags:,} tags")
    opening = tags - html.count("</")
    if opening <= limits.depth or opening - sum(map(html.count, _FLAT_TAGS)) <= limits.depth:
        return  # so few that open anything
    opened: dict[str, int] = {}
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT:
            continue
        if not tag[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > limits.depth:
            raise BeyondLimitError(f"its elements are nested deeper than {limits.depth:,} levels")


def _paragraphs(root: Element, positions: dict[int, int]) -> Iterator[Paragraph]:
    """Yields paragraphs; notes how many end before each figure."""
    gathered = GatheredText()
    breaks = count = 0
    for element, opens, text in _walk(root):
        if element is not None:
            name = element.tag
            if name == "br":
                breaks += 1
            elif name in IMAGES and (figure := element.get(FIGURE_ATTRIBUTE)) is not None:
                # Inside a paragraph it is shown below it.
                positions[int(figure)] = count + gathered.any()
            if name not in _BLOCKS and breaks <= 1:
                gathered.pass_inline(element, opens=opens)
            else:
                breaks = 0
                if paragraph := gathered.take():
                    count += 1
                    yield paragraph
                gathered.pass_by(element, opens=opens)
        if text:
            if breaks and not text.isspace():
                breaks = 0
            gathered.add(text)
    if paragraph := gathered.take():
        yield paragraph


def _walk(root: Element) -> Iterator[tuple[Element | None, bool, str | None]]:
    """Yields elements on opening (True), those of :data:`_ENDING` on closing (False) as well.

    Each comes with the text that follows; with None, text that follows something else.
    """
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield element, True, element.text
        elif event == "end" and element.tag in _ENDING:
            yield element, False, element.tail
        elif text := element.tail:
            yield None, False, text
