"""Markdown -> HTML: what pulldown-cmark reads, written with what sites make of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import count
from textwrap import dedent
from typing import Any, TypeAlias, cast
from urllib.parse import quote

import pyromark

from indexer.archive.code import code_as_text

CAPTION_ATTRIBUTE = "data-caption"
"""Where a caption known from the notation of an image is kept in the HTML."""

FORMATTED_ATTRIBUTE = "data-formatted"
"""On an image whose caption holds mark-up, so that it is printed and not only a title."""

_Tag: TypeAlias = str | dict[str, Any]
_Event: TypeAlias = str | dict[str, Any]
"""What the parser tells: a name alone, or a name and more. ``popitem`` takes it apart quickest."""

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    # Without it, a single tilde would strike out too; it is written as it stands.
    | pyromark.Options.ENABLE_SUBSCRIPT
)
_OPENING = {
    "Paragraph": "<p>",
    "Item": "<li>",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<s>",
    "Subscript": "~",
    "TableHead": "<thead><tr>",
    "TableRow": "<tr>",
}
_CLOSING = {
    "Paragraph": "</p>\n",
    "Item": "</li>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</s>",
    "Subscript": "~",
    "TableHead": "</tr></thead>\n",
    "TableRow": "</tr>\n",
    "Table": "</table>\n",
    "Link": "</a>",
}
_ALONE = {"SoftBreak": "\n", "HardBreak": "<br />\n", "Rule": "<hr />\n"}

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
_PHRASING = re.compile(
    r"</?(?:a|b|big|br|cite|code|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|tt|u|var)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_CODE_TAG = re.compile(r"<(?:pre|code|script|style)\b", re.IGNORECASE)
# Up to their ends, HTML takes whatever follows them for text that it does not show, or shows as it
# stands.
_SWALLOWERS = "(?:iframe|noembed|noframes|plaintext|script|style|textarea|title|xmp)"
_SWALLOWING = re.compile(
    rf"<(?P<end>/?)(?P<name>{_SWALLOWERS})\b(?P<attributes>[^<>]{{0,2000}}+)>", re.IGNORECASE
)
_SWALLOWING_TRACE = re.compile(rf"<(?=[inpstx]){_SWALLOWERS}\b", re.IGNORECASE)
_HIDDEN_TO_ITS_END = re.compile(r" {0,3}+<(?P<name>script|style|textarea)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")
_TEXT_ENDS = frozenset(
    {"</p>\n", "</li>\n", "</td>", "</th>", *(f"</h{level}>\n" for level in range(1, 7))}
)
_NORMAL_ADDRESS = re.compile(r"(?:[A-Za-z0-9/._~?#=&+,;:@!$*()'-]++|%[0-9A-Fa-f]{2})*+", re.ASCII)
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LETTER = "x "
"""What a line begins with so that no sign at its beginning makes a heading or a list of it."""
_PARAGRAPH = f"<p>{_LETTER}"


def render(text: str) -> str:
    """Markdown as HTML, in which the titles of images are their captions."""
    try:
        return "".join(_html(text, indented=False))
    except BaseException as error:
        # A panic of the parser is no Exception, and must not cost more than this text.
        if type(error).__name__ == "PanicException":
            raise RuntimeError(str(error)) from error
        raise


def inline_text(text: str) -> str:
    """A line of Markdown as plain text, as in the front matter's captions."""
    if not _MARKDOWN_SIGN.search(text):
        return text
    # Not at the top: most posts have no mark-up in their front matter.
    from bs4 import BeautifulSoup  # noqa: PLC0415

    fragment = BeautifulSoup(f"<p>{inline_html(text)}</p>", "lxml")
    return " ".join(fragment.get_text().split())


def inline_html(text: str) -> str:
    """A line of Markdown, which may hold HTML, as HTML without a paragraph around it."""
    if not _MARKDOWN_SIGN.search(text):
        return text
    html = render(_LETTER + " ".join(text.split())).strip()
    return html.removeprefix(_PARAGRAPH).removesuffix("</p>")


def _html(text: str, *, indented: bool) -> list[str]:
    """The pieces of HTML.

    Args:
        text: Markdown.
        indented: True for what was found inside indented prose, in which more of it is code.
    """
    events = cast("Iterator[_Event]", pyromark.events(text, options=_OPTIONS))
    cell = "td"
    pieces: list[str] = []
    add = pieces.append
    swallowing: list[int] = []
    for event in events:
        if isinstance(event, str):
            add(_ALONE[event])
            continue
        kind, what = event.popitem()
        if kind == "Text":
            add(_text(what))
        elif kind == "Start":
            if what == "TableHead":
                cell = "th"
            add(f"<{cell}>" if what == "TableCell" else _opening(what, events, indented=indented))
        elif kind == "End":
            add(f"</{cell}>" if what == "TableCell" else _closing(what))
            if what == "TableHead":
                cell = "td"
        else:
            if kind == "InlineHtml" and _SWALLOWING.match(what):
                swallowing.append(len(pieces))
            add(f"<code>{escape(what)}</code>" if kind == "Code" else what)
    if swallowing:
        _end_unclosed(pieces, swallowing)
    return pieces


def _end_unclosed(pieces: list[str], at: list[int]) -> None:
    """Ends tags of :data:`_SWALLOWING` that are not closed where their paragraph is.

    Args:
        pieces: Pieces of HTML, which are changed.
        at: Where such tags stand among them.
    """
    paragraph: list[int] = []
    for here, following in zip(at, [*at[1:], len(pieces)], strict=True):
        paragraph.append(here)
        if following < len(pieces) and _TEXT_ENDS.isdisjoint(pieces[here:following]):
            continue
        tags = [tag for n in paragraph if (tag := _SWALLOWING.match(pieces[n]))]
        for n in _unclosed(tags):
            pieces[paragraph[n]] = _ended(tags[n])
        paragraph.clear()


def _unclosed(tags: Sequence[re.Match[str]]) -> Iterator[int]:
    """Which tags of one stretch are opened and not closed before the next of their name."""
    names = [tag["name"].lower() for tag in tags]
    at = 0
    while at < len(tags):
        same = next((n for n in range(at + 1, len(tags)) if names[n] == names[at]), None)
        if tags[at]["end"]:
            at += 1
        elif same is not None and tags[same]["end"]:
            at = same + 1
        else:
            yield at
            at += 1


def _ended(tag: re.Match[str]) -> str:
    """A tag that ends at once; one without attributes is the name of a tag, and so a text."""
    if not tag["attributes"].strip(" /") or tag["name"].lower() == "plaintext":
        return escape(tag.group())
    return f"{tag.group()}</{tag['name']}>"


def _opening(tag: _Tag, events: Iterator[_Event], *, indented: bool) -> str:
    """What begins with a tag; code, images and HTML whole."""
    if tag == "HtmlBlock":
        return _html_block("".join(_inside(events)))
    if isinstance(tag, str):
        return _OPENING[tag]
    name, data = tag.popitem()
    if name == "CodeBlock":
        return _code("".join(_inside(events)), may_be_prose=data == "Indented" and not indented)
    if name == "Image":
        return _image(_alternative(events), _address(data["dest_url"]), data["title"])
    return _OPENING_WITH[name](data)


def _closing(tag: _Tag) -> str:
    if isinstance(tag, str):
        return _CLOSING[tag]
    name, data = tag.popitem()
    return _CLOSING_WITH[name](data)


def _link(data: dict[str, str]) -> str:
    scheme = "mailto:" if data["link_type"] == "Email" else ""
    return f'<a href="{scheme}{_address(data["dest_url"])}">'


_OPENING_WITH: dict[str, Callable[[Any], str]] = {
    "Link": _link,
    "Heading": lambda data: f"<{data['level'].lower()}>",
    "List": lambda first: "<ul>\n" if first is None else "<ol>\n",
    "BlockQuote": lambda _: "<blockquote>\n",
    "Table": lambda _: "<table>",
}
_CLOSING_WITH: dict[str, Callable[[Any], str]] = {
    "Heading": lambda level: f"</{level.lower()}>\n",
    "List": lambda ordered: "</ol>\n" if ordered else "</ul>\n",
    "BlockQuote": lambda _: "</blockquote>\n",
}
"""Tags that tell more than their name, and what is written of them."""


def _inside(events: Iterator[_Event]) -> Iterator[str]:
    """The text of a block that holds nothing else, which is taken from the events."""
    for event in events:
        if isinstance(event, str):
            continue
        kind, text = event.popitem()
        if kind == "End":
            return
        yield text


def _alternative(events: Iterator[_Event]) -> str:
    """The alternative text of an image, which may hold other images."""
    parts: list[str] = []
    depth = 1
    for event in events:
        if isinstance(event, str):
            parts.append("\n")
            continue
        kind, what = event.popitem()
        if kind in {"Text", "Code"} or (kind == "InlineHtml" and not _PHRASING.fullmatch(what)):
            parts.append(what)
        elif kind == "Start":
            depth += isinstance(what, dict) and "Image" in what
        elif kind == "End" and what == "Image":
            depth -= 1
            if not depth:
                break
    return "".join(parts)


def _text(content: str) -> str:
    """Text without marks that only kramdown understands.

    It opens and closes emphasis beside any letter ("**UPDATE:**Fixed", Chinese), and takes the
    targets of ``[text][label]`` from files that are not here.
    """
    if "**" in content:
        content = _STRONG.sub(r"\1\2", content)
    if "][" in content:
        content = _UNRESOLVED.sub(r"\1", content)
    return escape(content, quote=False)


def _image(alt: str, src: str, title: str | None) -> str:
    """An image whose title, which sites print below it, is kept as its caption."""
    caption = ""
    if title:
        plain = _unmarked(title)
        formatted = f" {FORMATTED_ATTRIBUTE}" if plain != title.strip() else ""
        caption = f' {CAPTION_ATTRIBUTE}="{_attribute(plain)}"{formatted}'
    return f'<img src="{src}" alt="{_attribute(alt)}"{caption}>'


def _attribute(text: str) -> str:
    return escape(code_as_text(text))


def _unmarked(line: str) -> str:
    """A line of Markdown as plain text, in which code is still put aside."""
    if not _MARKDOWN_SIGN.search(line):
        return line
    events = cast("Iterator[_Event]", pyromark.events(_LETTER + line.strip(), options=_OPTIONS))
    return _alternative(events).removeprefix(_LETTER)


def _html_block(content: str) -> str:
    """HTML in Markdown, with the images, links and emphasis people write into its cells."""
    if _SWALLOWING_TRACE.search(content):
        content = _ended_block(content)
    if _CODE_TAG.search(content) or not ("](" in content or "**" in content):
        return content
    content = _STRONG.sub(r"<b>\1\2</b>", content)
    content = _IMAGE.sub(
        lambda found: _image(_unmarked(found[1]), escape(found[2]), found[3]), content
    )
    return _LINK.sub(r'<a href="\2">\1</a>', content)


def _ended_block(content: str) -> str:
    """A block of HTML whose tags of :data:`_SWALLOWING` swallow nothing of what follows."""
    unclosed = frozenset(_unclosed(list(_SWALLOWING.finditer(content))))
    hidden = _HIDDEN_TO_ITS_END.match(content)
    if hidden is None or 0 not in unclosed:
        numbers = count()
        return _SWALLOWING.sub(
            lambda tag: _ended(tag) if next(numbers) in unclosed else tag.group(), content
        )
    # Such a block goes to the end of the post where it has no end, nor has any other like it.
    blank = _BLANK_LINE.search(content)
    if blank is None:
        return f"{content}</{hidden['name']}>"
    rest = _SWALLOWING.sub(
        lambda tag: _ended(tag) if _HIDDEN_TO_ITS_END.match(tag.group()) else tag.group(),
        content[blank.end() :],
    )
    html = "".join(_html(rest, indented=False))
    return f"{content[: blank.start()]}</{hidden['name']}>\n{html}"


def _code(content: str, *, may_be_prose: bool) -> str:
    """A block of code, or prose that some tool has indented: code has no links or images."""
    if may_be_prose and _LINK_OR_IMAGE.search(content):
        return "".join(_html(dedent(content), indented=True))
    return f"<pre><code>{escape(content)}</code></pre>\n"


def _address(url: str) -> str:
    """An address as HTML wants it, which most are already."""
    if not _NORMAL_ADDRESS.fullmatch(url):
        url = quote(_NO_ESCAPE.sub("%25", url), safe=";/?:@&=+$,-_.!~*'()#%")
    return escape(url)
