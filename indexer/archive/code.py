"""Code in a body, put aside before any notation is resolved, so that it keeps every letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from indexer.archive.blocks import replace_blocks

MARK = "\x02"
END = "\x03"
"""``MARK``, a number and ``END`` stand for a piece of code. No text holds these characters."""

_TEMPLATE_MARKS = {"{%": f"{MARK}t{END}", "{{": f"{MARK}v{END}"}
"""What stands for the signs of templates that are to be shown."""

_RAW = re.compile(r"\{%-?\s*+raw\s*+-?%\}")
_END_RAW = re.compile(r"\{%-?\s*+endraw\s*+-?%\}")
# Each but the fence begins with its sign, so that only signs are tried.
_LIQUID = r"\{%-?\s*+(?P<liquid>highlight|codeblock|code|prism|comment)\b[^%\n]{0,300}+%\}"
_HTML = r"<(?P<tag>pre|code|script|style)\b[^<>]{0,1000}+>"
_FENCE = (
    r"^(?P<indent>(?:[ \t>]|[*+-][ \t]|\d{1,9}[.)][ \t]){0,40}+)"
    r"(?P<fence>`{3,}+(?=[^`\n]*+$)|~{3,}+)"
)
_HTML_TRACE = re.compile(r"<(?:pre|code|script|style)", re.IGNORECASE)
_COMMENT = r"\{::comment\}"
_COMMENT_TRACE = re.compile(r"\{::comment\}", re.IGNORECASE)
_TICKED = r"`(?<![\\`].)(?P<ticks>`*+)"
_END_COMMENT = re.compile(r"\{:/(?:comment)?\}")
_TICKS = re.compile(r"`++")
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")
_QUOTED_LINE = re.compile(r"^[ \t]{0,8}>[ \t]?", re.MULTILINE)
_PIECE = re.compile(rf"{MARK}([ca])([0-9]{{1,7}}){END}")
_TAG = re.compile(r"<[^<>]*+>")
_HIDDEN = frozenset({"comment", "script", "style"})
_INDENTED = 4


@dataclass(frozen=True, slots=True)
class Masked:
    """A body without its code.

    Attributes:
        text: The body, in which a mark stands for every piece of code.
        pieces: The code as HTML, by number.
    """

    text: str
    pieces: Sequence[str]


def mask_code(text: str, *, markdown: bool) -> Masked:
    """Puts code aside: fences, spans, ``pre``, ``code``, Liquid's blocks; takes scripts out.

    Lines keep their numbers. Code that is only indented stays where it is: some of it is prose
    that a tool has indented.

    Args:
        text: A body.
        markdown: True for Markdown, False for HTML.
    """
    text = replace_blocks(text, _RAW, _END_RAW, lambda _, inside: _hide_templates(inside))
    kinds = _kinds(text, markdown=markdown)
    if not kinds:
        return Masked(text, ())
    masker = _Masker(text, _opening(kinds))
    return Masked(masker.run(), masker.pieces)


def _kinds(text: str, *, markdown: bool) -> tuple[str, ...]:
    """The notations of code of which a text holds a trace, since every one costs time."""
    traces = (
        (_FENCE, markdown and ("```" in text or "~~~" in text)),
        (_LIQUID, "{%" in text),
        (_HTML, _HTML_TRACE.search(text)),
        (_COMMENT, markdown and _COMMENT_TRACE.search(text)),
        (_TICKED, markdown and "`" in text),
    )
    return tuple(notation for notation, trace in traces if trace)


@cache
def _opening(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(kinds), re.IGNORECASE | re.MULTILINE)


def restore_code(html: str, pieces: Sequence[str]) -> str:
    """Puts the code back in place of its marks."""

    def piece(mark: re.Match[str]) -> str:
        number = int(mark[2])
        html = pieces[number] if number < len(pieces) else ""
        return html if mark[1] == "c" else _TAG.sub("", html).replace('"', "&quot;")

    if MARK not in html:
        return html
    html = _PIECE.sub(piece, html)
    for sign, mark in _TEMPLATE_MARKS.items():
        html = html.replace(mark, sign)
    return html


def code_as_text(text: str) -> str:
    """A text of which :func:`restore_code` will put the code back as an attribute can hold it."""
    return text.replace(f"{MARK}c", f"{MARK}a")


def without_marks(text: str) -> str:
    """A text that cannot be taken for a mark."""
    return text.replace(MARK, "").replace(END, "")


def _hide_templates(text: str) -> str:
    for sign, mark in _TEMPLATE_MARKS.items():
        text = text.replace(sign, mark)
    return text


class _Masker:
    """Goes through a text once, from one piece of code to the next."""

    def __init__(self, text: str, opening: re.Pattern[str]) -> None:
        self._text = text
        self._opening = opening
        self._without_end: set[str] = set()  # ends that do not come any more
        self._paragraph_end = -1
        self.pieces: list[str] = []

    def run(self) -> str:
        parts: list[str] = []
        at = 0
        while found := self._opening.search(self._text, at):
            stop, html = self._read(found)
            parts.append(self._text[at : found.start()])
            if html is None:
                parts.append(found.group())
            else:
                whole = self._text[found.start() : stop]
                indent = found.groupdict().get("indent") or ""
                # As many lines as before, so that problems name the right one.
                parts.append(indent + self._keep(html) + "\n" * whole.count("\n"))
            at = stop
        return "".join((*parts, self._text[at:]))

    def _keep(self, html: str) -> str:
        if not html:
            return ""
        self.pieces.append(html)
        return f"{MARK}c{len(self.pieces) - 1}{END}"

    def _read(self, found: re.Match[str]) -> tuple[int, str | None]:
        """Where a piece ends, and its HTML; None if it is no code after all."""
        groups = found.groupdict()
        if groups.get("fence"):
            return self._fence(found)
        if groups.get("ticks") is not None:
            return self._span(found)
        name = (groups.get("liquid") or groups.get("tag") or "comment").lower()
        if groups.get("liquid"):
            closing = re.compile(rf"\{{%-?\s*+end{name}\s*+-?%\}}", re.IGNORECASE)
        elif groups.get("tag"):
            closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE)
        else:
            closing = _END_COMMENT
        end = self._end(closing.pattern, closing, found.end())
        if end is None:
            return found.end(), None
        if name in _HIDDEN:
            return end.end(), ""
        inside = self._text[found.end() : end.start()]
        whole = self._text[found.start() : end.end()]
        return end.end(), _block(inside) if groups.get("liquid") else whole

    def _end(self, name: str, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The next end of that name; once there is none, it is not looked for again."""
        if name in self._without_end:
            return None
        end = pattern.search(self._text, start)
        if end is None:
            self._without_end.add(name)
        return end

    def _fence(self, found: re.Match[str]) -> tuple[int, str | None]:
        fence, indent = found["fence"], found["indent"]
        begin = self._text.find("\n", found.end())
        if begin < 0:
            return found.end(), None
        closing = re.compile(rf"^[ \t>]{{0,40}}+{fence[0]}{{{len(fence)},}}+[ \t]*+$", re.MULTILINE)
        end = self._end(f"fence {fence}", closing, begin + 1)
        if end is None and len(indent.expandtabs()) >= _INDENTED:
            return found.end(), None
        inside = self._text[begin + 1 : end.start() if end else len(self._text)]
        inside = _QUOTED_LINE.sub("", inside) if ">" in indent else inside
        return (end.end() if end else len(self._text)), _block(inside)

    def _span(self, found: re.Match[str]) -> tuple[int, str | None]:
        if found.end() > self._paragraph_end:
            blank = _BLANK_LINE.search(self._text, found.end())
            self._paragraph_end = blank.start() if blank else len(self._text)
        for ticks in _TICKS.finditer(self._text, found.end(), self._paragraph_end):
            if len(ticks.group()) == len(found.group()):
                inside = self._text[found.end() : ticks.start()]
                return ticks.end(), f"<code>{escape(inside.strip())}</code>"
        return found.end(), None


def _block(code: str) -> str:
    return f"<pre><code>{escape(code)}</code></pre>"
