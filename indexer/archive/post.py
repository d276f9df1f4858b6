"""Bytes to front matter and body."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

import yaml

from indexer.archive.front_matter import Loaded, split_front_matter
from indexer.model import Problem, Severity

MAX_POST_BYTES = 1_000_000
_MARK_BYTES = 4


@dataclass(frozen=True, slots=True)
class Post:
    """A post taken apart.

    Attributes:
        metadata: Its front matter; None if it has none.
        body: The rest.
        problems: What was odd about it.
    """

    metadata: Loaded | None
    body: str
    problems: tuple[Problem, ...]


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


def read_post(path: str, content: bytes) -> Post:
    """Takes a post apart.

    Raises:
        PostError: It is too large, no text, or its front matter is not valid.
    """
    problems: list[Problem] = []
    text = _decode(path, content, problems)
    try:
        split = split_front_matter(text)
    except yaml.YAMLError as error:
        raise PostError(_yaml_problem(path, error)) from error
    if split.metadata is None and has_front_matter(content):
        problems.append(
            Problem(path, 1, "The front matter is not closed.", "End it with a line of ---.")
        )
    if split.metadata is not None:
        problems += [
            Problem(path, line + 1, f"“{key}” is given twice; the last one counts.", "Keep one.")
            for key, line in split.metadata.repeated
        ]
    return Post(split.metadata, split.body, tuple(problems))


def is_markdown(path: str) -> bool:
    """True if the body is Markdown (or plain text), False if it is HTML."""
    return PurePosixPath(path).suffix.lower() not in {".html", ".htm", ".xhtml"}


def _decode(path: str, content: bytes, problems: list[Problem]) -> str:
    if len(content) > MAX_POST_BYTES:
        raise PostError(
            _error(path, f"The file is larger than {MAX_POST_BYTES:,} bytes.", "Split the post.")
        )
    if b"\0" in content or content.startswith(b"{\\rtf"):
        raise PostError(_error(path, "The file is not text.", "Save it as plain text in UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(
            Problem(path, line, "The file is not UTF-8; it was read as Windows-1252.",
                    "Save it in UTF-8.")
        )  # fmt: skip
        text = content.decode("cp1252", errors="replace")
    # One form of every accented letter; a soft hyphen is a hint to printers, not a letter.
    text = unicodedata.normalize("NFC", text).replace("\N{SOFT HYPHEN}", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _yaml_problem(path: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    # The parser counts from 0 and does not see the opening line.
    line = mark.line + 2 if mark else None
    reason = getattr(error, "problem", None) or str(error)
    return Problem(
        path,
        line,
        f"The front matter cannot be read: {reason}.",
        "Correct it there; put values with colons, brackets or quotes in quotes.",
        Severity.ERROR,
    )


def _error(path: str, reason: str, hint: str) -> Problem:
    return Problem(path, None, reason, hint, Severity.ERROR)
