"""Bytes to front matter and body."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from dataclasses import dataclass

import yaml

from indexer.archive.front_matter import Loaded, NoMappingError, split_front_matter
from indexer.archive.slugs import suffix_of
from indexer.archive.yaml_limits import TooComplexError
from indexer.model import Problem, ProblemKind, Severity

_MARK_BYTES = 4
_DATA = re.compile(rb"data:[\w/+.-]{1,60};base64,(?:[A-Za-z0-9+/=]{40,}+\s{0,3})++")
_WESTERN = "cp1252"
_CALLED_LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"})
_DETECTED_BYTES = 50_000
_BYTES_A_NUL = 1_000
"""Text has none; one or two in a long post are slips that cost nothing."""

_LETTERS_A_SLIP = 3
"""A text with so many good letters beyond ASCII for each wrong byte is damaged UTF-8."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post taken apart.

    Attributes:
        metadata: Its front matter; None if it has none.
        head: The text before the body: the front matter with its dashes.
        body: The rest.
        problems: What was odd about it.
    """

    metadata: Loaded | None
    head: str
    body: str
    problems: tuple[Problem, ...]

    @property
    def body_line(self) -> int:
        """1-based line of the file on which the body begins."""
        return self.head.count("\n") + 1

    def line_of(self, key: str) -> int | None:
        """1-based line of the file on which a key of the front matter stands."""
        return self.metadata.lines.get(key) if self.metadata else None


class PostError(Exception):
    """A post cannot be read at all.

    Attributes:
        problem: Why.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def has_front_matter(content: bytes) -> bool:
    """True if a file begins as a post with front matter does."""
    return content.removeprefix(b"\xef\xbb\xbf")[:_MARK_BYTES].rstrip() == b"---"


def read_post(path: str, content: bytes, encoding: str = "") -> Post:
    """Takes a post apart.

    Args:
        path: Archive-relative POSIX path.
        content: Its bytes.
        encoding: The encoding of the archive's posts, if its configuration names one.

    Raises:
        PostError: It is no text, or its front matter is beyond the limits.
    """
    problems: list[Problem] = []
    text = _decode(path, content, encoding, problems)
    try:
        split = split_front_matter(text)
    except TooComplexError as error:
        raise PostError(
            _error(path, f"The front matter cannot be read: {error}.", "Make it shorter.")
        ) from error
    if split.metadata is None and has_front_matter(content):
        problems.append(
            _warning(
                ProblemKind.FRONT_MATTER,
                path,
                1,
                "The front matter is not closed.",
                "End it with a line of ---.",
            )
        )
    if split.metadata is not None and split.metadata.error is not None:
        problems.append(_yaml_problem(path, split.metadata.error, split.metadata.error_line))
    if split.metadata is not None:
        problems += [
            _warning(
                ProblemKind.FRONT_MATTER,
                path,
                line,
                f"“{key}” is given twice; the last one counts.",
                "Keep one.",
            )
            for key, line in split.metadata.repeated
        ]
    head = text[: text.rfind(split.body)] if split.body else text
    return Post(split.metadata, head, split.body, tuple(problems))


def is_markdown(path: str) -> bool:
    """True if the body is Markdown (or plain text), False if it is HTML."""
    return suffix_of(path).lower() not in {".html", ".htm", ".xhtml"}


def without_data(content: bytes) -> bytes:
    """A post without the images it holds itself, which are no text."""
    return _DATA.sub(b"data:,", content)


def _decode(path: str, content: bytes, encoding: str, problems: list[Problem]) -> str:
    if content.count(b"\0") * _BYTES_A_NUL > len(content) or content.startswith(b"{\\rtf"):
        raise PostError(_error(path, "The file is not text.", "Save it as plain text in UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text, used = _decode_otherwise(content, encoding)
        if used != encoding:
            line = content.count(b"\n", 0, error.start) + 1
            reason = f"The file is not UTF-8; it was read as {used}."
            problems.append(_warning(ProblemKind.ENCODING, path, line, reason, "Save it in UTF-8."))
    # One form of every accented letter; a soft hyphen is a hint to printers, not a letter.
    text = unicodedata.normalize("NFC", text).replace("\N{SOFT HYPHEN}", "")
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_otherwise(content: bytes, encoding: str) -> tuple[str, str]:
    """A text that is not UTF-8, and the encoding it was read in."""
    if encoding:
        with contextlib.suppress(UnicodeError, LookupError):
            return content.decode(encoding), encoding
    damaged = content.decode("utf-8-sig", "replace")
    wrong = damaged.count("\N{REPLACEMENT CHARACTER}")
    if sum(char > "\x7f" for char in damaged) > wrong * _LETTERS_A_SLIP:
        return damaged, "damaged UTF-8"
    for likely in filter(None, (_declared(content), _detect(content))):
        with contextlib.suppress(UnicodeError, LookupError):
            return content.decode(likely), likely
    return content.decode(_WESTERN, "replace"), _WESTERN


def _declared(content: bytes) -> str:
    """The encoding that a page of HTML names itself; empty if it names none."""
    from bs4.dammit import EncodingDetector  # noqa: PLC0415 - for hardly any post

    name = EncodingDetector.find_declared_encoding(content, is_html=True) or ""
    # Browsers read pages that say so as what they are.
    return _WESTERN if name in _CALLED_LATIN else name


def _detect(content: bytes) -> str:
    """The likeliest encoding; the Western one where it reads as well as any other."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - for hardly any post

    matches = from_bytes(content[:_DETECTED_BYTES])
    best = matches.best()
    if best is None:
        return _WESTERN
    western = [
        match
        for match in matches
        if _WESTERN in match.could_be_from_charset and match.chaos <= best.chaos
    ]
    return _WESTERN if western else str(best.encoding)


def _yaml_problem(path: str, error: yaml.YAMLError, line: int | None) -> Problem:
    reason = getattr(error, "problem", None) or str(error)
    if isinstance(error, NoMappingError):
        reason, hint = f"The front matter is not used: {reason}.", "Correct it."
    else:
        reason = f"The front matter is not valid: {reason}. It was read line by line."
        hint = "Correct it there; put values with colons, brackets or quotes in quotes."
    return _warning(ProblemKind.FRONT_MATTER, path, line, reason, hint)


def _warning(kind: ProblemKind, path: str, line: int | None, reason: str, hint: str) -> Problem:
    return Problem(path, line, reason, hint, kind=kind)


def _error(path: str, reason: str, hint: str) -> Problem:
    return Problem(path, None, reason, hint, Severity.ERROR)
