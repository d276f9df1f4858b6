"""Names that mean the same, as a newsroom's authority list has them: a text file of lines.

    # Capitals
    Astana = Nur-Sultan [2019-03..2022-09] = Akmola [..1998-05] = Tselinograd [..1992]
    World Health Organization = WHO

Whoever searches for one name of a line finds the others too. Days in brackets say when a name was
used so: under another name's search it counts only in stories published then.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import regex

from indexer import analysis
from indexer.errors import SettingError
from indexer.query.days import parse_days
from indexer.query.lexer import Kind, Lexeme
from indexer.query.nodes import OtherName

MAX_NAMES = 32
"""Names in a line; each is one more to look for."""

_DATED = regex.compile(r"(.*\S)\s*\[([^\[\]]*)\]")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names mean the same.

    Attributes:
        others: The words of a name -> the other names of its lines.
        longest: Words in the longest name.
        firsts: The words of a name without days -> the first name of its line.
    """

    others: dict[Key, tuple[OtherName, ...]]
    longest: int
    firsts: dict[Key, str] = field(default_factory=dict)

    def of(self, text: str) -> tuple[OtherName, ...]:
        """The other names of what a text names; empty if it is no name."""
        return self.others.get(_key(text), ()) if self.others else ()

    def first_of(self, text: str) -> str | None:
        """The name that stands for a name in lists; None if a text is no name."""
        return self.firsts.get(_key(text)) if self.firsts else None

    def join(self, lexemes: Sequence[Lexeme]) -> list[Lexeme]:
        """The same lexemes, words side by side that are a name made one."""
        if self.longest < 2:  # noqa: PLR2004 - no name is several words
            return list(lexemes)
        joined: list[Lexeme] = []
        at = 0
        while at < len(lexemes):
            size = self._name_at(lexemes, at)
            words = " ".join(lexeme.text for lexeme in lexemes[at : at + size])
            joined.append(Lexeme(Kind.WORD, words) if size > 1 else lexemes[at])
            at += size
        return joined

    def _name_at(self, lexemes: Sequence[Lexeme], at: int) -> int:
        """How many lexemes from there on are a name; 1 if none."""
        size = 0
        for lexeme in lexemes[at : at + self.longest]:
            if lexeme != Lexeme(Kind.WORD, lexeme.text):
                break
            size += 1
        while size > 1 and not self.of(" ".join(x.text for x in lexemes[at : at + size])):
            size -= 1
        return max(size, 1)


NO_ALIASES = Aliases({}, 0)


class AliasesFile:
    """An authority list that may be edited while it is in use. Safe to use from several threads.

    Raises:
        SettingError: It cannot be read, or a line in it cannot be understood.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = self._stamp(), read_aliases(path)

    def current(self) -> Aliases:
        """The names as the file has them now, or had them when it could last be read."""
        stamp, aliases = self._state
        now = self._stamp()
        if now != stamp:
            try:
                aliases = read_aliases(self._path)
            except SettingError as error:
                logging.getLogger(__name__).warning("%s The names of before stay in use.", error)
            self._state = now, aliases
        return aliases

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def read_aliases(path: Path) -> Aliases:
    """Reads an authority list.

    Raises:
        SettingError: It cannot be read, or a line in it cannot be understood.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The aliases {path} cannot be read: {error}") from None
    groups = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                groups.append(_read_line(line))
            except ValueError as error:
                raise SettingError(f"{path}, line {number}: {error}") from None
    return _collect(groups)


def _read_line(line: str) -> list[OtherName]:
    names = [_read_name(part.strip()) for part in line.split("=")]
    if not 1 < len(names) <= MAX_NAMES:
        example = "Astana = Nur-Sultan [2019-03..2022-09]"
        raise ValueError(
            f"two to {MAX_NAMES} names with = between them are needed, as in {example}"
        )
    return names


def _read_name(text: str) -> OtherName:
    dated = _DATED.fullmatch(text)
    name = OtherName(dated[1] if dated else text)
    if not _key(name.text):
        raise ValueError(f"“{text}” is no name")
    if not dated:
        return name
    # Relative days would mean something else every day.
    days = parse_days(dated[2], date.max)
    if days is None or not regex.search(r"\d{4}", dated[2]):
        raise ValueError(f"“{dated[2]}” are no days; write 2019, 2019-03..2022-09 or ..1998")
    return OtherName(name.text, *days)


def _collect(groups: Sequence[Sequence[OtherName]]) -> Aliases:
    others: dict[Key, dict[OtherName, None]] = {}
    for group in groups:
        for name in group:
            key = _key(name.text)
            found = others.setdefault(key, {})
            found.update((other, None) for other in group if _key(other.text) != key)
    return Aliases(
        {key: tuple(names) for key, names in others.items() if names},
        max((len(key) for key in others), default=0),
        {
            _key(name.text): group[0].text
            for group in reversed(groups)
            for name in group
            if not name.first and not name.last  # which may name something else at other times
        },
    )


def _key(text: str) -> Key:
    return tuple(analysis.fold(token.form) for token in analysis.query_tokens(text))
