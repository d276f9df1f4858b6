"""Cuts what was typed into signs, operators, words and phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import regex

from indexer.texts import gettext

MAX_DEPTH = 32

QUOTES = '"“”„‟«»＂'
"""Quotation marks, whichever of a pair."""

_QUOTES = str.maketrans(dict.fromkeys(QUOTES, '"'))
_SIGN = regex.compile(r'[+-](?=["(\p{L}\p{N}])')
_FIELD = regex.compile(r"(\p{L}[\p{L}\p{N}_-]*):(?=[\"(\p{L}\p{N}*?.])")
_PHRASE = regex.compile(r'"([^"]*)"(?:~([0-9]{1,9})(?![\p{L}\p{N}]))?')
# Signs as keyboards for Chinese and Japanese give them, and the minus of typographers.
_FULL_WIDTH_PARENTHESES = str.maketrans("（）", "()")
_FULL_WIDTH_SIGN = regex.compile(r"(?<![^\s(])[＋－−](?=\S)")
_FULL_WIDTH_COLON = regex.compile(r"(?<![\p{L}\p{N}_-])(\p{L}[\p{L}\p{N}_-]*)：(?=\S)")
_WORD = regex.compile(r'[^\s"]+')
# A Hebrew abbreviation has a mark before its last letter, for which most type a quotation mark.
_GERSHAYIM = regex.compile(r'(?<=\p{Hebrew}\p{M}*)["“”](?=\p{Hebrew}\p{M}*(?![\p{L}\p{M}]))')
OPERATORS = frozenset({"AND", "OR", "NOT"})


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    OPERATOR = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of what was typed.

    Attributes:
        kind: What it is.
        text: The word, the words of a phrase, or the operator.
        sign: ``+`` or ``-`` before it; empty if there is none.
        field: Field named before it, in lower case; None if there is none.
        distance: What follows a phrase's ``~``; None if nothing does.
    """

    kind: Kind
    text: str = ""
    sign: str = ""
    field: str | None = None
    distance: int | None = None

    @property
    def is_bare(self) -> bool:
        """True for a word without sign and field."""
        return self.kind is Kind.WORD and not self.sign and self.field is None


def lex(text: str, fields: Sequence[str], notices: list[str]) -> list[Lexeme]:
    """Cuts what was typed into lexemes; says what has no partner, and which fields there are not.

    Args:
        text: What was typed.
        fields: Names of fields, in lower case.
        notices: What is understood differently is added here.
    """
    if text.replace(" ", "").isalnum():  # as most queries are: there is no syntax but operators
        words = text.split()
        if OPERATORS.isdisjoint(words):
            return [Lexeme(Kind.WORD, word) for word in words]
        lexemes = [
            Lexeme(Kind.OPERATOR if word in OPERATORS else Kind.WORD, word) for word in words
        ]
        return _settle_operators(lexemes)
    text = _GERSHAYIM.sub("״", text)
    paired = pair_quotes(text)
    if paired != text:
        notices.append(gettext("A quotation mark without its partner was ignored."))
    plain = _half_width(paired.translate(_QUOTES), fields)
    return _settle_operators(_Lexer(plain, fields, notices).read())


def _half_width(text: str, fields: Sequence[str]) -> str:
    """The same with syntax, and only that, in signs of ASCII."""
    if text.isascii():
        return text
    text = _FULL_WIDTH_SIGN.sub(lambda sign: "+" if sign[0] == "＋" else "-", text)
    text = _FULL_WIDTH_COLON.sub(
        lambda field: f"{field[1]}:" if field[1].lower() in fields else field[0], text
    )
    return text.translate(_FULL_WIDTH_PARENTHESES)


def pair_quotes(text: str) -> str:
    """What was typed without the quotation mark that has no partner, if there is one.

    A mark inside a Hebrew abbreviation is none.
    """
    text = _GERSHAYIM.sub("״", text)
    plain = text.translate(_QUOTES)
    if plain.count('"') % 2 == 0:
        return text
    lone = plain.rindex('"')
    return f"{text[:lone]} {text[lone + 1 :]}"


class _Lexer:
    def __init__(self, text: str, fields: Sequence[str], notices: list[str]) -> None:
        self._text = text
        self._fields = frozenset(fields)
        self._names = ", ".join(fields)
        self._notices = notices
        self._at = 0
        # Of each parenthesis that is open: whether it counts, or lies too deep.
        self._open: list[bool] = []
        self._lexemes: list[Lexeme] = []

    def read(self) -> list[Lexeme]:
        while self._at < len(self._text):
            if self._text[self._at].isspace():
                self._at += 1
            elif self._text[self._at] == ")" and self._open:
                self._at += 1
                self._close()
            else:
                self._read_piece()
        if self._open:
            self._notices.append(gettext("A parenthesis without its partner was ignored."))
        return self._lexemes

    def _read_piece(self) -> None:
        first = (
            self._at == 0
            or self._text[self._at - 1] in "( \t\n\r"
            or self._text[self._at - 1].isspace()
        )
        sign = _SIGN.match(self._text, self._at) if first else None
        if sign:
            self._at = sign.end()
        written = sign[0] if sign else ""
        if (first or sign) and self._text[self._at] == "(":
            self._at += 1
            self._begin(written)
            return
        field = _FIELD.match(self._text, self._at)
        name = field[1].lower() if field else None
        if field and name in self._fields:
            self._at = field.end()
        elif field:
            self._notices.append(
                gettext(
                    "There is no field “%(field)s”, so it was searched for as a word. "
                    "Fields: %(fields)s.",
                    field=field[1],
                    fields=self._names,
                )
            )
            if self._text[field.end()] in '"(':  # the word, then the phrase or group
                self._at = field.end()
                self._add(Lexeme(Kind.WORD, field[1], written))
            name = None
        if field and self._text.startswith("(", self._at):
            self._at += 1
            self._begin(written, name)
            return
        phrase = _PHRASE.match(self._text, self._at)
        if phrase:
            self._at = phrase.end()
            distance = int(phrase[2]) if phrase[2] else None
            words = " ".join(phrase[1].split())
            self._add(Lexeme(Kind.PHRASE, words, written, name, distance))
        else:
            self._add(self._read_word(written, name))

    def _read_word(self, sign: str, field: str | None) -> Lexeme:
        found = _WORD.match(self._text, self._at)
        word = found[0] if found else self._text[self._at]
        # What closes a parenthesis that was opened before the word is no part of it.
        while self._open and word.endswith(")") and word.count(")") > word.count("("):
            word = word[:-1]
        self._at += max(len(word), 1)
        if word in OPERATORS and not sign and field is None:
            return Lexeme(Kind.OPERATOR, word)
        return Lexeme(Kind.WORD, word, sign, field)

    def _begin(self, sign: str, field: str | None = None) -> None:
        counts = sum(self._open) < MAX_DEPTH
        if counts:
            self._add(Lexeme(Kind.OPEN, sign=sign, field=field))
        else:
            self._notices.append(
                gettext("Parentheses more than %(count)s deep were ignored.", count=MAX_DEPTH)
            )
        self._open.append(counts)

    def _close(self) -> None:
        if self._open.pop():
            self._add(Lexeme(Kind.CLOSE))

    def _add(self, lexeme: Lexeme) -> None:
        if lexeme.text or lexeme.kind in {Kind.OPEN, Kind.CLOSE}:
            self._lexemes.append(lexeme)


def _settle_operators(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Operators without anything to operate on become words."""
    settled: list[Lexeme] = []
    following: Lexeme | None = None
    for number in range(len(lexemes) - 1, -1, -1):
        lexeme = lexemes[number]
        before = lexemes[number - 1] if number else None
        if lexeme.kind is Kind.OPERATOR and not _operates(lexeme, before, following):
            lexeme = Lexeme(Kind.WORD, lexeme.text)
        settled.append(lexeme)
        following = lexeme
    return settled[::-1]


def _operates(operator: Lexeme, before: Lexeme | None, following: Lexeme | None) -> bool:
    begins = following is not None and (
        following.kind in {Kind.WORD, Kind.PHRASE, Kind.OPEN}
        or (following.kind is Kind.OPERATOR and following.text == "NOT")
    )
    if operator.text == "NOT":
        return begins
    ends = before is not None and before.kind in {Kind.WORD, Kind.PHRASE, Kind.CLOSE}
    return begins and ends
