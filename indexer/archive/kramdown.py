"""Notations of kramdown, Jekyll's Markdown, that CommonMark does not know."""

from __future__ import annotations

import re
from collections.abc import Callable

# The grammar of kramdown's attribute lists, so that a hash of Ruby ("{:a => 1}") is none.
_INLINE_ATTRIBUTES = re.compile(
    r"(?<!\\)\{:(?:"
    r"(?:\s*+(?:[.#][\w-]++|(?:no_)?toc\b|"
    r"""[\w:.-]{1,40}+=(?:"[^"{}]{0,300}+"|'[^'{}]{0,300}+'|[\w%.-]++))(?:\s++[\w-]++(?!=))*+)"""
    r"{1,20}+\s*+"
    r"|:(?:options|nomarkdown|comment)\b[^{}]{0,300}+|/(?:nomarkdown|comment)?)\}"
)
# Alone on a line it may hold any word, and be the name of a list that others refer to.
_LINE_OF_ATTRIBUTES = re.compile(
    r"^ {0,3}\{:(?:\s*+[.#]?[\w:-]{1,40}+"
    r"""(?:=(?:"[^"{}\n]{0,300}+"|'[^'{}\n]{0,300}+'|[^\s{}"'>]++))?){1,20}+\s*+\}[ \t]*+$""",
    re.MULTILINE,
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


# Asked after the sign, as for headings.
_TABLE = re.compile(r"\|(?<=^\|)[^\n]*+(?:\n {0,3}\|[^\n]*+)*+", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_SEPARATOR = frozenset(" \t|:+=-")
_FULL_SEPARATOR = re.compile(r" {0,3}\|(?:\s*+:?-++:?\s*+\|)++\s*")
_BLANK_BEFORE = re.compile(r"(?:^|\n[ \t]*+\n)\Z")
_BLANK_AFTER = re.compile(r"\n?[ \t]*+(?:\n|\Z)")
_CELL = re.compile(r"[^\s|]")
_MAX_COLUMNS = 100
# Begins with the one sign that comes seldom before the end of a line.
_MARKDOWN_AFTER_TAG = re.compile(
    r">[ \t]*+\n(?= {0,3}(?:#{1,6}[^#\n]|>|\||[*+-][ \t]|\d{1,9}[.)][ \t]))"
)
_LAST_TAG = re.compile(
    r"(?:</(?:div|table|section|article|figure|center|ul|ol|dl|aside|details|p|h[1-6]|blockquote)\s?|"
    r"<hr\s?/?)>$",
    re.IGNORECASE,
)
_LONGEST_TAG = len("</blockquote >")


def resolve_kramdown(text: str) -> str:
    """Resolves them or takes them out of a Markdown text whose code is put aside."""
    for sign, resolve in _STEPS:
        if sign in text:
            text = resolve(text)
    return text


def _attributes(text: str) -> str:
    text = _TABLE_OF_CONTENTS.sub("", text)
    text = _INLINE_ATTRIBUTES.sub("", _MARKED_PARAGRAPH.sub(_caption, text))
    return _LINE_OF_ATTRIBUTES.sub("", text) if "{:" in text else text


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


def _tables(text: str) -> str:
    return _TABLE.sub(_table, text)


def _table(found: re.Match[str]) -> str:
    """A table as CommonMark's tables are: with one head, one separator and all its columns."""
    lines = [line.rstrip() for line in found[0].split("\n")]
    rows = [line for line in lines if not _is_separator(line)]
    width = max(map(_columns, rows), default=0)
    if not 0 < width <= _MAX_COLUMNS or not any(map(_CELL.search, rows)):
        return found[0]
    if len(lines) == 1 and not _ends_with_bar(lines[0]):
        return found[0]
    if _is_whole(lines, rows, width) or not _stands_apart(found):
        return found[0]
    has_head = rows[0] is lines[0] and len(rows) < len(lines) and _is_separator(lines[1])
    head, rows = (rows[0], rows[1:]) if has_head else ("|", rows)
    head = head if _ends_with_bar(head) else f"{head} |"
    return "\n".join([head + " |" * (width - _columns(head)), "|" + "---|" * width, *rows])


def _is_separator(line: str) -> bool:
    return _SEPARATOR.issuperset(line) and ("-" in line or "=" in line)


def _ends_with_bar(row: str) -> bool:
    return _BAR.search(row, len(row) - 1) is not None


def _stands_apart(found: re.Match[str]) -> bool:
    """True for lines of their own: a paragraph may hold a line that begins with a bar."""
    before = found.string[max(0, found.start() - 100) : found.start()]
    return bool(_BLANK_BEFORE.search(before) and _BLANK_AFTER.match(found.string, found.end()))


def _columns(row: str) -> int:
    bars = len(_BAR.findall(row))
    return bars - 1 if _ends_with_bar(row) else bars


def _is_whole(lines: list[str], rows: list[str], width: int) -> bool:
    """True for what CommonMark reads as it stands."""
    separator = lines[1] if len(lines) > 1 else ""
    return (
        len(rows) == len(lines) - 1
        and _FULL_SEPARATOR.fullmatch(separator) is not None
        and _columns(separator) == _columns(rows[0]) == width
    )


def _markdown_after_html(text: str) -> str:
    """Parts Markdown from HTML that ends on the line before it and lies in no other."""
    parts: list[str] = []
    at = depth = 0
    for found in _MARKDOWN_AFTER_TAG.finditer(text):
        tag_end = found.start() + 1
        if not _LAST_TAG.search(text[max(0, tag_end - _LONGEST_TAG) : tag_end]):
            continue
        between = text[at : found.end()]
        depth += len(_BLOCK_OPENS.findall(between)) - len(_BLOCK_CLOSES.findall(between))
        depth = max(depth, 0)
        parts += [between, "" if depth else "\n"]
        at = found.end()
    return "".join((*parts, text[at:]))


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
    (">\n", _markdown_after_html),
    ("|", _tables),
    ("[^", _footnotes),
    ("*[", _abbreviations),
    ("##", _headings),
    ("](", _spaced_targets),
    ("<", _indented_html),
)
"""What has to be there -> what resolves it, in order."""
