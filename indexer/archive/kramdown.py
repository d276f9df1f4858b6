"""Notations of kramdown, Jekyll's Markdown, that CommonMark does not know."""

from __future__ import annotations

import re

from indexer.archive.blocks import sub_blocks

_KRAMDOWN_COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
# The grammar of kramdown's attribute lists, so that a hash of Ruby ("{:a => 1}") is none.
_INLINE_ATTRIBUTES = re.compile(
    r"(?<!\\)\{:(?:"
    r"""(?:\s*(?:[.#][\w-]+|[\w:.-]+=(?:"[^"{}]{0,300}"|'[^'{}]{0,300}'|[\w%.-]+)|[\w-]+)){1,20}+\s*"""
    r"|:(?:options|nomarkdown|comment)\b[^{}]{0,300}|/(?:nomarkdown|comment)?)\}"
)
_TABLE_OF_CONTENTS = re.compile(r"^[*+-] .*\n(?=\{:\s?toc)", re.MULTILINE)
_MARKDOWN_INSIDE = re.compile(
    r"^(?P<tag>[ \t]*<\w+[^<>]{0,1000}?)"
    r"""\s+markdown\s*=\s*["']?(?:1|block|span)["']?(?P<rest>[^<>]{0,1000}>)""",
    re.MULTILINE | re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\](:[ \t])?")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]{1,80}\]:.*$", re.MULTILINE)


def resolve_kramdown(text: str) -> str:
    """Resolves them or takes them out of a Markdown text."""
    if "{:" in text:
        text = sub_blocks(_KRAMDOWN_COMMENT, "{:/", "", text)
        text = _INLINE_ATTRIBUTES.sub("", _TABLE_OF_CONTENTS.sub("", text))
    if "markdown" in text:
        text = _MARKDOWN_INSIDE.sub(r"\n\n\g<tag>\g<rest>\n\n", text)
    if "[^" in text:
        text = _FOOTNOTE.sub(lambda note: "\n\n" if note[1] else "", text)
    return _ABBREVIATION.sub("", text) if "*[" in text else text
