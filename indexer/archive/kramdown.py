"""Notations of kramdown, Jekyll's Markdown, that CommonMark does not know."""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.archive.blocks import sub_blocks

# Code between fences keeps every letter.
_FENCED = re.compile(
    r"(^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z))",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b[^>]{0,1000}>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# The grammar of kramdown's attribute lists, so that a hash of Ruby ("{:a => 1}") is none.
_ATTRIBUTES = (
    r"(?:\s*(?:[.#][\w-]+|"
    r"""[\w:.-]+=(?:"[^"{}]{0,300}"|'[^'{}]{0,300}'|[\w%.-]+)|[\w-]+)){1,20}+\s*"""
)
_INLINE_ATTRIBUTES = re.compile(
    rf"(?<!\\)\{{:(?:{_ATTRIBUTES}"
    r"|:(?:options|nomarkdown|comment)\b[^{}]{0,300}|/(?:nomarkdown|comment)?)\}"
)
_CAPTION_PARAGRAPH = re.compile(
    r"^(?P<text>[^\s#>*+<-].{0,3000})\n\{:[^{}\n]{0,200}?\.(?P<name>[\w-]*caption[\w-]*)[^{}\n]{0,200}\}",
    re.MULTILINE,
)
_TABLE_OF_CONTENTS = re.compile(r"^[*+-] .*\n(?=\{:\s?toc)", re.MULTILINE)
_MARKDOWN_INSIDE = re.compile(
    r"^(?P<tag>[ \t]*<\w+[^<>]{0,1000}?)"
    r"""\s+markdown\s*=\s*["']?(?:1|block|span)["']?(?P<rest>[^<>]{0,1000}>)""",
    re.MULTILINE | re.IGNORECASE,
)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,80})\]")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]{1,80}\]:.*$", re.MULTILINE)
_HEADING = re.compile(r"^(#{2,6})(?=[^\s#!.{])", re.MULTILINE)
_SPACED_TARGET = re.compile(
    r"(?P<text>!?\[[^\[\]\n]{0,500}\])\(\s*"
    r"""(?P<target>(?:https?:/)?/?[\w.~%-]+[^()<>"'\n]{0,500}? [^()<>"'\n]{0,500}?)\s*\)"""
)
_BLOCK_OPENS = re.compile(
    r"<(?:div|table|section|article|figure|center|ul|ol|dl|aside|details)\b", re.IGNORECASE
)
_BLOCK_CLOSES = re.compile(
    r"</(?:div|table|section|article|figure|center|ul|ol|dl|aside|details)\s*>", re.IGNORECASE
)


def resolve_kramdown(text: str) -> str:
    """Resolves them or takes them out of a Markdown text; fenced code stays as it is."""
    text = sub_blocks(_COMMENT, "{:/", "", text)
    pieces = _FENCED.split(text)
    # Two groups: text, code, fence, text, code, fence, text ...
    prose = [_resolve_prose(piece) for piece in pieces[::3]]
    code = [*pieces[1::3], ""]
    return "".join(part for pair in zip(prose, code, strict=True) for part in pair)


def _resolve_prose(text: str) -> str:
    for sign, resolve in _STEPS:
        if sign in text:
            text = resolve(text)
    return text


def _attributes(text: str) -> str:
    text = _TABLE_OF_CONTENTS.sub("", text)
    text = _CAPTION_PARAGRAPH.sub('<div class="\\g<name>">\n\n\\g<text>\n\n</div>\n', text)
    return _INLINE_ATTRIBUTES.sub("", text)


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
    return _HEADING.sub(r"\1 ", text)


def _spaced_targets(text: str) -> str:
    return _SPACED_TARGET.sub(r"\g<text>(<\g<target>>)", text)


def _scripts(text: str) -> str:
    """Removes scripts, whose blank lines would end the HTML around them."""
    if "<script" not in text and "<style" not in text:
        return text
    return sub_blocks(_SCRIPT, "</", "", text)


def _indented_html(text: str) -> str:
    """Moves HTML inside an open element to the margin, where it cannot be taken for code."""
    if "\n    " not in text and "\n\t" not in text:
        return text
    depth, lines = 0, []
    for line in text.split("\n"):
        inner = line.lstrip()
        lines.append(inner if depth > 0 and inner.startswith("<") else line)
        depth += len(_BLOCK_OPENS.findall(line)) - len(_BLOCK_CLOSES.findall(line))
        depth = max(depth, 0)
    return "\n".join(lines)


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("</", _scripts),
    ("{:", _attributes),
    ("markdown", _markdown_inside),
    ("[^", _footnotes),
    ("*[", _abbreviations),
    ("##", _headings),
    ("](", _spaced_targets),
    ("<", _indented_html),
)
"""What has to be there -> what resolves it, in order."""
