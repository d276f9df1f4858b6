"""Notations of kramdown, Jekyll's Markdown, that CommonMark does not know."""

from __future__ import annotations

import re
from collections.abc import Callable

# The grammar of kramdown's attribute lists, so that a hash of Ruby ("{:a => 1}") is none.
_INLINE_ATTRIBUTES = re.compile(
    r"(?<!\\)\{:(?:"
    r"(?:\s*+(?:[.#][\w-]++|(?:no_)?toc\b|"
    r"""[\w:.-]{1,40}+=(?:"[^"{}]{0,300}+"|'[^'{}]{0,300}+'|[\w%.-]++))){1,20}+\s*+"""
    r"|:(?:options|nomarkdown|comment)\b[^{}]{0,300}+|/(?:nomarkdown|comment)?)\}"
)
_MARKED_PARAGRAPH = re.compile(
    r"^(?P<text>[^\s#>*+<-].{0,3000})\n\{:(?P<list>[^{}\n]{0,300}+)\}", re.MULTILINE
)
_CAPTION_CLASS = re.compile(r"\.([\w-]{1,60})")
_TABLE_OF_CONTENTS = re.compile(r"^[*+-] .*\n(?=\{:\s?toc)", re.MULTILINE)
_MARKDOWN_INSIDE = re.compile(
    r"^(?P<tag>[ \t]{0,40}+<\w{1,20}+[^<>]{0,1000}?)"
    r"""\smarkdown\s?=\s?["']?(?:1|block|span)["']?(?P<rest>[^<>]{0,1000}+>)""",
    re.MULTILINE | re.IGNORECASE,
)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,80})\]")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]{1,80}\]:.*$", re.MULTILINE)
# Where a line begins is asked after the signs, which are found at once.
_HEADING = re.compile(r"##(?<=^##)#{0,4}(?=[^\s#!.{])", re.MULTILINE)
_TARGET = re.compile(r"(?P<text>!?\[[^\[\]\n]{0,500}+\])\((?P<target>[^()<>\n]{1,1000}+)\)")
_SPACED = re.compile(r"\]\([^()<>\n ]{0,1000}+ ")
_ADDRESS = re.compile(r"(?:https?:/)?/|.*\.\w{2,5}$", re.IGNORECASE)
_BLOCK_OPENS = re.compile(
    r"<(?:div|table|section|article|figure|center|ul|ol|dl|aside|details)\b", re.IGNORECASE
)
_BLOCK_CLOSES = re.compile(
    r"</(?:div|table|section|article|figure|center|ul|ol|dl|aside|details)\s*>", re.IGNORECASE
)


def resolve_kramdown(text: str) -> str:
    """Resolves them or takes them out of a Markdown text whose code is put aside."""
    for sign, resolve in _STEPS:
        if sign in text:
            text = resolve(text)
    return text


def _attributes(text: str) -> str:
    text = _TABLE_OF_CONTENTS.sub("", text)
    return _INLINE_ATTRIBUTES.sub("", _MARKED_PARAGRAPH.sub(_caption, text))


def _caption(paragraph: re.Match[str]) -> str:
    """A paragraph that its attribute list makes a caption, so that the class is not lost."""
    classes = _CAPTION_CLASS.findall(paragraph["list"])
    name = next((name for name in classes if "caption" in name), "")
    return f'<div class="{name}">\n\n{paragraph["text"]}\n\n</div>\n' if name else paragraph[0]


def _markdown_inside(text: str) -> str:
    return _MARKDOWN_INSIDE.sub(r"\n\n\g<tag>\g<rest>\n\n", text)


def _footnotes(text: str) -> str:
    """Takes marks out and makes paragraphs of the notes; "[^a-z]" without a note is none."""
    labels = {note[1] for note in _NOTE.finditer(text)}
    text = _NOTE.sub("\n\n", text)
    return _NOTE_MARK.sub(lambda mark: "" if mark[1] in labels else mark[0], text)


def _abbreviations(text: str) -> str:
    return _ABBREVIATION.sub("", text)


def _headings(text: str) -> str:
    return _HEADING.sub(r"\g<0> ", text)


def _spaced_targets(text: str) -> str:
    """Puts targets with spaces in them in angle brackets, as CommonMark wants them."""

    def bracketed(link: re.Match[str]) -> str:
        target, title = link["target"].strip(), ""
        if target[-1:] in {'"', "'"}:
            at = target.rfind(f" {target[-1]}", 0, -1)
            target, title = (target[:at].strip(), target[at:]) if at > 0 else ("", "")
        if " " not in target or not _ADDRESS.match(target):
            return link[0]
        return f"{link['text']}(<{target}>{title})"

    return _TARGET.sub(bracketed, text) if _SPACED.search(text) else text


def _indented_html(text: str) -> str:
    """Moves HTML inside an open element to the margin, where it cannot be taken for code."""
    if "\n    " not in text and "\n\t" not in text:
        return text
    opens = len(_BLOCK_OPENS.findall(text))
    if not opens or opens != len(_BLOCK_CLOSES.findall(text)):
        return text  # an element that is never closed has no inside
    depth, lines = 0, []
    for line in text.split("\n"):
        inner = line.lstrip()
        lines.append(inner if depth > 0 and inner.startswith("<") else line)
        if "<" in line:
            depth += len(_BLOCK_OPENS.findall(line)) - len(_BLOCK_CLOSES.findall(line))
            depth = max(depth, 0)
    return "\n".join(lines)


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("{:", _attributes),
    ("markdown", _markdown_inside),
    ("[^", _footnotes),
    ("*[", _abbreviations),
    ("##", _headings),
    ("](", _spaced_targets),
    ("<", _indented_html),
)
"""What has to be there -> what resolves it, in order."""
