"""A post's body as HTML: Liquid, kramdown and WordPress notations resolved, Markdown rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from textwrap import dedent
from typing import NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from indexer.archive.code import mask_code, restore_code, without_marks
from indexer.archive.kramdown import resolve_kramdown
from indexer.archive.liquid import resolve_liquid
from indexer.archive.wordpress import resolve_shortcodes
from indexer.model import JSON

CAPTION_ATTRIBUTE = "data-caption"
"""Where a caption known from the notation of an image is kept in the HTML."""


_IMAGE = re.compile(
    r"""!\[([^\]]{0,500}+)\]\(([^()\[\]\s]{1,2000}+)(?:\s++"([^"]{0,2000}+)")?\s*+\)"""
)
_LINK = re.compile(
    r"""\[([^\[\]]{1,500}+)\]\(([^()\[\]\s"]{1,2000}+)(?:\s++"[^"]{0,500}+")?\s*+\)"""
)
_LINK_OR_IMAGE = re.compile(r"\[[^\]\n]{0,500}\]\((?:https?:/)?/[^)\s]{2,}")
_STRONG = re.compile(
    r"(?<![0-9A-Za-z*])\*\*(?=[^\s*])([^*\n]{1,1000})(?<=\S)\*\*"
    r"|\*\*(?=[^\s*])([^*\n]{1,1000})(?<=\S)\*\*(?![0-9A-Za-z*])"
)
_UNRESOLVED = re.compile(r"(?<![\w\]])\[([^\[\]\n]{1,300})\]\[[^\[\]\n]{0,100}\]")
_MARKDOWN_SIGN = re.compile(r"[*_`]|\]\(|<\w|&\w")
_HTML_TAG = re.compile(r"<[^<>]{0,2000}>")
_INLINE_SIGN = re.compile(r"[\n!&*<\[\\\]_`~]")
_NORMAL_ADDRESS = re.compile(
    r"(?:(?:https?:)?//[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,3}(?=[/#]|$))?"
    r"(?:/(?!/)(?:[A-Za-z0-9/._~?#=&+,;:@!$*()-]|%[0-9A-Fa-f]{2})*|#[\w-]*)?",
    re.ASCII,
)
_PLAIN_DESTINATION = re.compile(r"[^\x00-\x20\x7f<>()\\&]+(?=[ )\n]|\Z)")
_CODE_TAG = re.compile(r"<(?:pre|code|script|style)\b", re.IGNORECASE)
_INDENTED = "inside indented prose"


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
    html = str(_MARKDOWN.render(resolve_kramdown(text))) if markdown else text
    return Html(restore_code(html, code.pieces), resolved.lines_without_image)


def inline_text(text: str) -> str:
    """A line of Markdown as plain text, as in the front matter's captions."""
    if not _MARKDOWN_SIGN.search(text):
        return text
    html = str(_MARKDOWN.renderInline(text))
    return " ".join(unescape(_HTML_TAG.sub("", html)).split())


def _render_text(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType
) -> str:
    """Text without marks that only kramdown understands.

    It opens and closes emphasis beside any letter ("**UPDATE:**Fixed", Chinese), and takes the
    targets of ``[text][label]`` from files that are not here.
    """
    content = tokens[index].content
    if "**" in content:
        content = _STRONG.sub(r"\1\2", content)
    if "][" in content:
        content = _UNRESOLVED.sub(r"\1", content)
    return escape(content, quote=False)


def _render_image(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """An image whose title, which sites print below it, is kept as its caption."""
    token = tokens[index]
    title = token.attrs.pop("title", None)
    if title:
        token.attrs[CAPTION_ATTRIBUTE] = title
    return renderer.image(tokens, index, options, env)


def _render_html(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType
) -> str:
    """HTML in Markdown, with the images, links and emphasis people write into its cells."""
    content = tokens[index].content
    if _CODE_TAG.search(content) or not ("](" in content or "**" in content):
        return content
    content = _STRONG.sub(r"<b>\1\2</b>", content)
    content = _IMAGE.sub(lambda found: _image(*found.groups()), content)
    return _LINK.sub(r'<a href="\2">\1</a>', content)


def _image(alt: str, src: str, title: str | None) -> str:
    caption = f' {CAPTION_ATTRIBUTE}="{escape(title)}"' if title else ""
    return f'<img src="{escape(src)}" alt="{escape(alt)}"{caption}>'


def _render_indented(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """Indented code, or prose that some tool has indented: code has no links or images."""
    content = dedent(tokens[index].content)
    if not env.get(_INDENTED) and _LINK_OR_IMAGE.search(content):
        return str(_MARKDOWN.render(content, {_INDENTED: True}))
    return renderer.code_block(tokens, index, options, env)


class _Markdown(MarkdownIt):
    """The parser, spared what it does in vain for most texts."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - its name there
        """An address as HTML wants it, which most are already."""
        return url if _NORMAL_ADDRESS.fullmatch(url) else super().normalizeLink(url)


class _Destination(NamedTuple):
    """Where a link leads, as :func:`helpers.parseLinkDestination` tells it."""

    ok: bool
    pos: int
    str: str


class _Helpers:
    """The parser's helpers, of which one goes through addresses letter by letter."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815 - their names there
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> object:  # noqa: N802
        """The address that begins at ``pos``."""
        plain = _PLAIN_DESTINATION.match(string, pos, maximum)
        if plain:
            return _Destination(ok=True, pos=plain.end(), str=plain[0])
        return helpers.parseLinkDestination(string, pos, maximum)


def _normalize(state: StateCore) -> None:
    """One kind of line ends, where there are others: every text goes through this."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Text up to the next sign that any enabled rule begins with.

    The parser's own rule stops at signs of rules that are not enabled as well, at which all rules
    are then tried in vain.
    """
    sign = _INLINE_SIGN.search(state.src, state.pos)
    end = min(sign.start(), state.posMax) if sign else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _make_markdown() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.inline.ruler.at("text", _text)
    markdown.core.ruler.at("normalize", _normalize)
    markdown.helpers = _Helpers  # type: ignore[assignment]  # a module there
    rules: dict[str, Callable[..., str]] = {
        "text": _render_text,
        "image": _render_image,
        "html_block": _render_html,
        "code_block": _render_indented,
    }
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return markdown


_MARKDOWN = _make_markdown()
