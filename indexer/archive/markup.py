"""A post's body as HTML: Liquid, kramdown and WordPress notations resolved, Markdown rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from indexer.model import JSON

CAPTION_ATTRIBUTE = "data-caption"
"""Where a caption known from the notation of an image is kept in the HTML."""

_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\b[^%}]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_INCLUDE = re.compile(r"\{%-?\s*include\s+(?P<name>[\w./-]++)(?P<parameters>[^%]{0,4000})-?%\}")
_PARAMETER = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"\{%-?[^%]{0,2000}-?%\}")
_OUTPUT = re.compile(r"\{\{([^{}]{0,500})\}\}")
_VARIABLE = re.compile(r"(?:site|page)\.\w+")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(\S+)\s*-?%\}")
_INLINE_ATTRIBUTES = re.compile(r"(?<!\\)\{:[^{}\n]{0,500}\}")
_WORDPRESS = re.compile(
    r"\[caption(?P<attributes>[^\]]{0,1000})\](?P<inside>.*?)\[/caption\]", re.DOTALL
)
_WORDPRESS_CAPTION = re.compile(r"""\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHORTCODE_CHARACTERS = 10_000
_IMAGE_NOTATION = re.compile(
    r"""(?:\[\s*)?(?:!\[(?P<alt>[^\]]{0,1000})\]\(\s*(?P<src>[^)\s]+)[^)]*\)|(?P<tag><img\b[^>]{0,5000}>))"""
    r"""(?:\s*\]\([^)]*\))?""",
    re.IGNORECASE,
)


def to_html(body: str, *, markdown: bool, variables: Mapping[str, JSON]) -> str:
    """A body as HTML, in which captions of known notations stand in ``figcaption``.

    Args:
        body: The post without its front matter.
        markdown: True for Markdown, False for HTML.
        variables: ``site.NAME`` and ``page.NAME`` -> value, for ``{{ ... }}``.
    """
    text = _resolve_wordpress(body)
    text = _resolve_liquid(text, markdown=markdown, variables=variables)
    if not markdown:
        return text
    rendered: str = _MARKDOWN.render(_INLINE_ATTRIBUTES.sub("", text))
    return rendered


def _resolve_liquid(text: str, *, markdown: bool, variables: Mapping[str, JSON]) -> str:
    if "{%" not in text and "{{" not in text:
        return text
    kept: list[str] = []

    def keep(content: str) -> str:
        kept.append(content)
        return f"\x02{len(kept) - 1}\x03"

    def code(match: re.Match[str]) -> str:
        fenced = f"\n```\n{match[1]}\n```\n"
        return keep(fenced if markdown else f"<pre><code>{escape(match[1])}</code></pre>")

    text = text.replace("\x02", "").replace("\x03", "")
    text = _sub_blocks(_COMMENT, "endcomment", "", text)
    text = _sub_blocks(_HIGHLIGHT, "endhighlight", code, text)
    text = _sub_blocks(_RAW, "endraw", lambda match: keep(match[1]), text)
    text = _INCLUDE.sub(_figure_of_include, text)
    text = _POST_URL.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _OUTPUT.sub(lambda match: _output(match[1], variables), text)
    # Kept pieces may hold kept pieces: a raw block inside a highlighted one.
    for _ in range(2):
        text = re.sub(r"\x02(\d+)\x03", lambda match: kept[int(match[1])], text)
    return text


def _sub_blocks(
    block: re.Pattern[str], end: str, replacement: str | Callable[[re.Match[str]], str], text: str
) -> str:
    """Replaces blocks, in linear time: where no end follows, no beginning is tried."""
    last = text.rfind(end)
    after = text.find("}", last) + 1 if last >= 0 else 0
    return block.sub(replacement, text[:after]) + text[after:]


def _output(expression: str, variables: Mapping[str, JSON]) -> str:
    """What ``{{ ... }}`` prints, where it is a text or a variable we know; else nothing."""
    first = expression.strip("-").split("|", maxsplit=1)[0].strip()
    literal = _QUOTED.fullmatch(first)
    if literal:
        return literal[1]
    value = variables.get(first) if _VARIABLE.fullmatch(first) else None
    return value if isinstance(value, str) else ""


def _figure_of_include(match: re.Match[str]) -> str:
    """An include whose parameters name an image, as a figure; anything else is nothing."""
    parameters = {
        name.lower(): double or single
        for name, double, single in _PARAMETER.findall(match["parameters"])
    }
    names = ("src", "image", "image_path", "url", "img", "file", "path")
    src = next((parameters[name] for name in names if parameters.get(name)), "")
    if not src:
        return ""
    caption = parameters.get("caption") or ""
    return _figure(src, parameters.get("alt", ""), caption)


def _resolve_wordpress(text: str) -> str:
    if "[caption" not in text:
        return text
    after = text.rfind("[/caption]") + len("[/caption]")
    return _WORDPRESS.sub(_figure_of_shortcode, text[:after]) + text[after:]


def _figure_of_shortcode(match: re.Match[str]) -> str:
    inside = match["inside"]
    image = _IMAGE_NOTATION.search(inside[:_SHORTCODE_CHARACTERS])
    if not image:
        return inside
    attribute = _WORDPRESS_CAPTION.search(match["attributes"])
    caption = (attribute[1] or attribute[2]) if attribute else ""
    if not caption:
        around = inside[: image.start()] + " " + inside[image.end() :]
        caption = re.sub(r"\s+", " ", around).strip().strip("*_ ")
    if image["tag"]:
        return f"\n\n<figure>{image['tag']}<figcaption>{caption}</figcaption></figure>\n\n"
    return _figure(image["src"], image["alt"] or "", caption)


def _figure(src: str, alt: str, caption: str) -> str:
    return (
        f'\n\n<figure><img src="{escape(src)}" alt="{escape(alt)}">'
        f"<figcaption>{caption}</figcaption></figure>\n\n"
    )


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


def _make_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    rule: Callable[..., str] = _render_image
    markdown.add_render_rule("image", rule)
    return markdown


_MARKDOWN = _make_markdown()
