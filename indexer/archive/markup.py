"""A post's body as HTML: Liquid, kramdown and WordPress notations resolved, Markdown rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from indexer.archive.code import mask_code, restore_code, without_marks
from indexer.archive.kramdown import resolve_kramdown
from indexer.archive.liquid import resolve_liquid
from indexer.archive.markdown import render
from indexer.archive.wordpress import resolve_shortcodes
from indexer.model import JSON


class Html(NamedTuple):
    """A body as HTML.

    Attributes:
        text: The HTML.
        lines_without_image: Lines of the body (from 0) on which a captioned image has no image.
    """

    text: str
    lines_without_image: tuple[int, ...]


def to_html(
    body: str,
    *,
    markdown: bool,
    variables: Mapping[str, JSON],
    includes: Mapping[str, str],
    most: int,
) -> Html:
    """A body as HTML, in which captions of known notations stand in ``figcaption``.

    Args:
        body: The post without its front matter.
        markdown: True for Markdown, False for HTML.
        variables: ``site.NAME`` and ``page.NAME`` -> value, for ``{{ ... }}``.
        includes: Name -> text, of files that stand for themselves wherever they are included.
        most: Characters that variables and includes together may have.

    Raises:
        BeyondLimitError: Variables and includes are longer.
    """
    code = mask_code(without_marks(body), markdown=markdown)
    resolved = resolve_shortcodes(code.text)
    text = resolve_liquid(resolved.text, variables=variables, includes=includes, most=most)
    html = render(resolve_kramdown(text)) if markdown else text
    return Html(restore_code(html, code.pieces), resolved.lines_without_image)
