"""Liquid, Jekyll's template language, as far as it stands in posts: resolved or removed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from indexer.archive.blocks import replace_blocks
from indexer.archive.code import without_marks
from indexer.archive.figure_html import (
    CAPTION_NAMES,
    CREDIT_NAMES,
    figure_html,
    is_image_file,
    with_credit,
)
from indexer.archive.limits import BeyondLimitError
from indexer.archive.markdown import inline_html, render
from indexer.model import JSON
from indexer.page_paths import POST_SCHEME

_FIGURE = re.compile(r"\{%-?\s*+figure\b(?P<parameters>(?:[^%{]|%(?!\})|\{(?!%))*+)%\}")
_END_FIGURE = re.compile(r"\{%-?\s*+endfigure\s*+-?%\}")
_TAG = re.compile(
    r"\{%-?\s*+(?P<name>\w*+)"
    r"""(?P<parameters>(?:"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|[^%{"']|%(?!\})|\{(?!%)|["'])*+)%\}"""
)
_CAPTURE = re.compile(r"\{%-?\s*+capture\s++[\"']?(?P<name>[\w-]{1,100}+)[\"']?\s*+-?%\}")
_END_CAPTURE = re.compile(r"\{%-?\s*+endcapture\s*+-?%\}")
_BRANCHES = frozenset({"else", "elsif", "when"})
_NO_IMAGE_TAGS = frozenset(
    {
        "if", "unless", "for", "case", "assign", "capture", "cycle", "increment", "decrement",
        "tablerow", "layout", "liquid",
    }
)  # fmt: skip
_PLAIN_INCLUDE = re.compile(r"\{%-?\s*+include\s++([\w./-]+?)\s*+-?%\}")
_INCLUDE_NAME = re.compile(r"\s*[\w./-]+")
_PARAMETER = re.compile(
    r"""(?<![\w-])(?:--)?(?P<name>[\w-]{1,50}+)\s*+[=:]\s*+"""
    r"""(?:"(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>(?:[^'\\]|\\.)*+)'|(?P<bare>[^\s"',]+))"""
)
_ESCAPED = re.compile(r"""\\(["'\\])""")
_WORD = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([^\s"',]+))""")
_SRC_NAMES = ("src", "image", "image_path", "img", "imageurl", "photo", "picture", "images")
"""Parameters that name an image whatever their value."""

_OTHER_VERSION = re.compile(
    r"thumb|mob|poster|small|large|full|original|retina|fallback|avatar|icon|logo|href|link|^url$"
)
"""Names of parameters that give an image in another size, to link to, or beside what is shown."""

_PROSE_NAMES = (
    "title", "text", "caption", "content", "quote", "message", "description", "body", "attribution",
)  # fmt: skip
_NO_IMAGE_NAMES = frozenset({"alt", "id", "class", *_PROSE_NAMES, *CAPTION_NAMES, *CREDIT_NAMES})
_OUTPUT = re.compile(r"\{\{-?([^{}]{0,500}?)-?\}\}")
_VARIABLE = re.compile(r"(?:site|page)(?:\.\w+)+")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_POST_URL = re.compile(r"\{%-?\s*+(?:post_url|link)\s++([^\s%]++)\s*+-?%\}")
_BEFORE_TARGETS = frozenset("(\"'=</")
_LINK_BASE = re.compile(r"\{\{[^{}]{0,200}+\}\}(?=\{%-?\s*+(?:post_url|link)\s)")


def resolve_liquid(
    text: str,
    *,
    variables: Mapping[str, JSON],
    includes: Mapping[str, str],
    most: int,
) -> str:
    """Resolves what is known (images, links to posts, variables) and removes the rest.

    Args:
        text: A body whose code is put aside.
        variables: ``site.NAME`` and ``page.NAME`` -> value.
        includes: Name -> text, of files that stand for themselves wherever they are included.
        most: Characters that all that is put in may have.

    Raises:
        BeyondLimitError: More would be put in.
    """
    if "{%" not in text and "{{" not in text:
        return text
    budget = _Budget(most)

    def tag(match: re.Match[str]) -> str:
        return _figure_of_tag(match["name"], match["parameters"], variables)

    text = replace_blocks(text, _FIGURE, _END_FIGURE, _figure_of_block)
    text = _PLAIN_INCLUDE.sub(
        lambda match: budget.spend(includes[match[1]]) if match[1] in includes else match[0], text
    )
    text = _POST_URL.sub(_post_link, _LINK_BASE.sub("", text))
    text = _print(text, variables, budget)
    return _TAG.sub(tag, text)


def _post_link(match: re.Match[str]) -> str:
    """A link to a post where a link can stand; nothing in running text."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    is_target = before[-1:] in _BEFORE_TARGETS or before == ": "
    return f"{POST_SCHEME}{match[1]}" if is_target else ""


class _Budget:
    """Bounds what a body can grow to: a short post may include a long text a thousand times."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, text: str) -> str:
        self._left -= len(text)
        if self._left < 0:
            raise BeyondLimitError("what it includes is too long")
        return text


def _print(text: str, variables: Mapping[str, JSON], budget: _Budget) -> str:
    """Puts in what ``{{ ... }}`` prints, and what was captured where it is printed."""
    captured: dict[str, str] = {}

    def put_in(text: str) -> str:
        return _OUTPUT.sub(lambda match: budget.spend(_output(match[1], variables, captured)), text)

    def capture(opening: re.Match[str], inside: str) -> str:
        if opening["name"] not in printed:
            return inside
        captured[opening["name"]] = put_in(inside)
        return ""

    if "endcapture" in text:
        printed = {_printed(match[1]) for match in _OUTPUT.finditer(text)}
        text = replace_blocks(text, _CAPTURE, _END_CAPTURE, capture)
    return put_in(text)


def _printed(expression: str) -> str:
    """The first part of ``{{ ... }}``, which filters are applied to."""
    return expression.strip("-").split("|", maxsplit=1)[0].strip()


def _output(expression: str, variables: Mapping[str, JSON], captured: Mapping[str, str]) -> str:
    """What ``{{ ... }}`` prints, where it is a text or a variable we know; else nothing."""
    first = _printed(expression)
    if first in captured:
        text = captured[first].strip()
        return render(text).strip() if "markdownify" in expression else text
    literal = _QUOTED.fullmatch(first)
    return literal[1] if literal else _variable(first, variables)


def _variable(name: str, variables: Mapping[str, JSON]) -> str:
    """The text of ``page.NAME`` or ``site.NAME.NAME``; empty if it is none."""
    if not _VARIABLE.fullmatch(name):
        return ""
    first, second, *others = name.split(".")
    value = variables.get(f"{first}.{second}")
    for other in others:
        value = value.get(other) if isinstance(value, dict) else None
    return without_marks(value) if isinstance(value, str) else ""


def _figure_of_tag(name: str, parameters: str, variables: Mapping[str, JSON]) -> str:
    """A tag that names the file of an image, as a figure; any other is nothing.

    Themes and plugins have many: ``include figure.html src="a.jpg"``, ``img left a.jpg "title"``,
    ``picture a.jpg --alt Text``, ``responsive_image path: a.jpg alt: "Text"``.
    """
    if name in _BRANCHES:
        return " "
    if name in _NO_IMAGE_TAGS or name.startswith("end"):
        return ""
    if name.startswith("include"):
        parameters = _INCLUDE_NAME.sub("", parameters, count=1)
    given = {
        match["name"].lower().replace("-", "_"): _value(match, variables)
        for match in _PARAMETER.finditer(parameters)
    }
    others = [value for key, value in given.items() if _names_image(key, value)]
    src = next((given[key] for key in _SRC_NAMES if given.get(key)), "")
    if not src or (name != "include" and not is_image_file(src)):
        words = [next(filter(None, found), "") for found in _WORD.findall(parameters)]
        files = (word for word in (*given.values(), *words) if is_image_file(word))
        src = next(chain(others, files), "")
    if not src:
        return _prose_of(given) if name.startswith("include") else ""
    title, alt = _octopress_words(parameters) if name == "img" else ("", "")
    alt, title = given.get("alt") or alt, given.get("title") or title
    caption = _caption_of(given)
    first, *more = dict.fromkeys((src, *others))
    return _figures(first, alt, caption, title) + "".join(
        _figures(other, "", caption, "") for other in more
    )


def _names_image(key: str, value: str) -> bool:
    """True if a parameter gives one or more images that a tag shows for themselves."""
    is_other = key in _NO_IMAGE_NAMES or _OTHER_VERSION.search(key) is not None
    return not is_other and (is_image_file(value) or bool(_listed(value)))


def _figures(value: str, alt: str, caption: str, title: str) -> str:
    """The image, or the images, that a parameter gives."""
    if not (items := _listed(value)):
        return figure_html(value, alt, caption, title)
    return "".join(
        figure_html(src, own_alt, inline_html(own_caption) or caption)
        for src, own_alt, own_caption in items
    )


def _listed(value: str) -> list[tuple[str, str, str]]:
    """Address, alternative text and caption of the images in ``a.jpg;alt;caption,b.jpg``.

    Texts may have commas of their own. Empty unless it is several images, or one with texts.
    """
    items: list[list[str]] = []
    for part in value.split(","):
        if is_image_file(part.partition(";")[0].strip()):
            items.append([part])
        elif items and ";" in items[-1][0]:
            items[-1].append(part)
        else:
            return []
    return [_item(",".join(parts)) for parts in items] if items[1:] or ";" in value else []


def _item(written: str) -> tuple[str, str, str]:
    src, _, texts = written.partition(";")
    alt, _, caption = texts.partition(";")
    return src.strip(), alt.strip(), caption.strip()


def _value(match: re.Match[str], variables: Mapping[str, JSON]) -> str:
    if match["bare"] is None:
        return _ESCAPED.sub(r"\1", match["double"] or match["single"] or "")
    is_variable = _VARIABLE.fullmatch(match["bare"]) is not None
    return _variable(match["bare"], variables) if is_variable else str(match["bare"])


def _caption_of(given: Mapping[str, str]) -> str:
    caption = next((given[key] for key in CAPTION_NAMES if given.get(key)), "")
    credit = next((given[key] for key in CREDIT_NAMES if given.get(key)), "")
    return with_credit(inline_html(caption), credit)


def _prose_of(given: Mapping[str, str]) -> str:
    """Text that an include is given to show, such as ``quote="..."``."""
    texts = [text for key in _PROSE_NAMES if (text := given.get(key, "").strip())]
    return "".join(f"\n\n{text}\n\n" for text in texts)


def _octopress_words(parameters: str) -> tuple[str, str]:
    """Title and alternative text after the address: ``img a.jpg 300 200 'title' 'alt'``."""
    words = _WORD.findall(parameters)
    quoted = [text for double, single, _ in words if (text := double or single)]
    title, alt, *_ = [*quoted, "", ""]
    return title, alt


def _figure_of_block(opening: re.Match[str], inside: str) -> str:
    """``figure caption: "..."`` around an image in whatever notation."""
    given = {
        found["name"].lower(): _value(found, {})
        for found in _PARAMETER.finditer(opening["parameters"])
    }
    caption = _caption_of(given)
    inside = inside.strip()
    return f"\n\n<figure>\n\n{inside}\n\n<figcaption>{caption}</figcaption></figure>\n\n"
