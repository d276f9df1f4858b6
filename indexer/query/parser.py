"""What was typed, read as a query tree. Never fails: what is no syntax is words.

    query  = { item }
    item   = both { "OR" both }
    both   = single { "AND" single }
    single = { "NOT" } [ "+" | "-" ] [FIELD ":"] ( "(" query ")" | leaf )
    leaf   = WORD | WORD "~" [edits] | a WORD with "*" or "?" | PHRASE | PHRASE "~" distance
    PHRASE = '"' ... '"'           also “ ” „ « »
    FIELD  = one of FIELDS, DAY_FIELDS, "has", or a field of the archive's own

``OR`` so joins what stands next to it: ``tea OR coffee shop`` is a shop with tea or coffee. Words
side by side are all wanted inside parentheses; outside, the search decides how many are needed.

``-`` and ``+`` mean something at the start of a query, after a space or parenthesis only, and only
before a letter, digit, quotation mark or parenthesis: a hyphen inside a word is part of it, and a
dash between spaces is nothing. ``?`` stands for a letter only before another. Signs around a run of
a script without spaces mean nothing: it is found whatever stands around it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

import regex

from indexer import analysis
from indexer.facet_names import language_tag
from indexer.query.aliases import NO_ALIASES, Aliases
from indexer.query.days import earlier_first, parse_days
from indexer.query.elision import without_elided
from indexer.query.lexer import OPERATORS, Kind, Lexeme, lex
from indexer.query.nodes import (
    DAY_FIELDS,
    FIELDS,
    HAVING,
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Fuzzy,
    Having,
    InField,
    Leaf,
    Near,
    Node,
    Not,
    Phrase,
    Signs,
    Wildcard,
    Words,
)
from indexer.query.plain_words import neighbours, taken_apart, without_ignored
from indexer.query.segmentation import CountPair
from indexer.texts import gettext, with_commas

MAX_CHARACTERS = 4096
MAX_PIECES = 512
MAX_EDITS = 2
MAX_DISTANCE = 60
"""Less than the gap between paragraphs in an index, so that nothing reaches over it."""

MAX_NEAR = 16
"""Words that are near one another; every one costs time and memory."""

MIN_FIXED = 2
"""Letters that a wildcard has to have."""

MAX_PATTERNS = 16
"""Wildcards and fuzzy words in a query, each of which goes through the words of the index."""

MIN_FUZZY = 3
_SHORT = 5

_SCHEME = regex.compile(r"^https?://(?=.)", regex.IGNORECASE)
# Marks of direction and the like, which come along with what is pasted.
_INVISIBLE = regex.compile(
    r"[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<!\S)\u200b+|\u200b+(?!\S)"
)
_HALF_WIDTH = regex.compile(r"[\uff66-\uff9f]+")
_SIGNS = regex.compile(r"[*?~^+#]")
_FUZZY = regex.compile(r"([\p{L}\p{N}\p{M}]+)~([0-9]{0,9})")
_WILDCARD = regex.compile(r"(?=.*(?:\*|\?[\p{L}\p{N}*]))[\p{L}\p{N}\p{M}*?]+")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, and what was understood differently from what was typed.

    Attributes:
        words: Plain words, of which a document may lack some where the search allows it.
        required: What it has to match beside them, and what it may not.
        notices: Plain English, one sentence each.
        repeats: How often each of ``words`` was typed; what is said again matters more.
        ignored: Plain words that were left out because every text has them.
        runs: What was typed without spaces and taken apart into some of ``words``.
        neighbours: Of ``words`` those typed one after the other, and how many places on the second
            stands, ignored ones counted.
        length: How many words were typed that decide nothing but what is best, ignored ones and
            those that come again counted.
        is_name: True if it names what is searched, so that there are no words to correct.
    """

    words: tuple[Node, ...]
    required: tuple[Node, ...]
    notices: tuple[str, ...] = ()
    repeats: Mapping[Node, int] = field(default_factory=dict)
    ignored: tuple[Node, ...] = ()
    runs: tuple[Words, ...] = ()
    neighbours: tuple[tuple[Words, Words, int], ...] = ()
    length: int = 0
    is_name: bool = False

    @property
    def node(self) -> Node:
        """The tree in which every word is needed."""
        return self.tree(len(self.words))

    @property
    def any_node(self) -> Node:
        """The tree in which any word or phrase will do."""
        loose = tuple(n for n in self.required if isinstance(n, Phrase | Near | Wildcard | Fuzzy))
        rest = tuple(node for node in self.required if node not in loose)
        return replace(self, words=(*self.words, *loose), required=rest).tree(1)

    def tree(self, needed: int) -> Node:
        """The tree in which so many of the plain words are needed."""
        nodes = self.required
        if len(self.words) > 1 and needed == 1:
            nodes = (Any(self.words), *nodes)
        elif 1 < needed < len(self.words):
            nodes = (AtLeast(self.words, needed), *nodes)
        else:
            nodes = (*self.words, *nodes)
        if not any(not isinstance(node, Not) for node in nodes):
            nodes = (Everything(), *nodes)
        return nodes[0] if len(nodes) == 1 else All(nodes)


def usual_edits(word: str) -> int:
    """How many letters may be others where that is not said."""
    return 1 if len(word) <= _SHORT else MAX_EDITS


def words_needed(count: int) -> int:
    """How many of so many plain words a document needs where that is left to the search.

    All of one or two, all but one of three to five, 70 % of more.
    """
    if count <= 2:  # noqa: PLR2004 - the rule itself
        return count
    return count - 1 if count <= 5 else math.ceil(0.7 * count)  # noqa: PLR2004 - likewise


def parse_query(  # noqa: PLR0913 - all that a query is read by
    text: str,
    *,
    extra_fields: Sequence[str] = (),
    ignored: Container[str] = (),
    meant: Callable[[Sequence[str]], Container[str]] | None = None,
    aliases: Aliases = NO_ALIASES,
    count_pair: CountPair | None = None,
    today: date | None = None,
) -> ParsedQuery:
    """Reads what was typed.

    Args:
        text: Anything.
        extra_fields: Fields of the archive's own.
        ignored: Words to leave out among others.
        meant: Tells which of them are words like others in the language of a query, given its
            words; None if none ever is.
        aliases: Names that mean the same.
        count_pair: Tells how many documents hold a pair of characters, by which plain words
            typed without spaces are taken apart; None to leave them whole.
        today: What ``date:"last month"`` is relative to; the current day if None.
    """
    notices: list[str] = []
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        notices.append(
            gettext(
                "Only the first %(count)s characters were searched.",
                count=with_commas(MAX_CHARACTERS),
            )
        )
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
        # Half-width letters of Japanese, whose marks stand apart.
        text = _HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    fields = (*FIELDS, *extra_fields, *DAY_FIELDS, "has")
    lexemes = lex(text, fields, notices)
    pieces = [n for n, lexeme in enumerate(lexemes) if lexeme.kind in {Kind.WORD, Kind.PHRASE}]
    if len(pieces) > MAX_PIECES:
        lexemes = lexemes[: pieces[MAX_PIECES]]
        notices.append(_only_so_many_words())
    day = today or date.today()  # noqa: DTZ011 - the reader's own
    items = _Parser(aliases.join(lexemes), fields, day, aliases, notices).read()
    if text.strip() and not items:
        signs = text.strip()
        if signs.strip("*"):
            items.append(_Item(Signs(signs)))
            notices.append(
                gettext("“%(signs)s” finds nothing: signs are not searched.", signs=signs)
            )
        else:  # which is how many ask for everything
            notices.append(gettext("Nothing in it can be searched for, so everything is shown."))
    plain: dict[Node, int] = {}
    for item in items:
        if item.plain:
            plain[item.node] = plain.get(item.node, 0) + 1
    apart = None if text.isascii() else count_pair
    typed, runs = taken_apart(plain, apart) if apart else (plain, ())
    if len(typed) > MAX_PIECES:
        typed = dict(list(typed.items())[:MAX_PIECES])
        notices.append(_only_so_many_words())
    words = without_ignored(typed, ignored, meant)
    left_out = tuple(node for node in typed if node not in words)
    notices += _idle_operators(lexemes, left_out)
    required = dict.fromkeys(item.node for item in items if not item.plain)
    wanted = [node for node in required if not isinstance(node, Not)]
    unwanted = [node for node in required if isinstance(node, Not)]
    in_order = [item.node if item.plain else None for item in items]
    return ParsedQuery(
        tuple(words),
        (*wanted, *unwanted),
        tuple(dict.fromkeys(notices)),
        words,
        left_out,
        runs,
        neighbours(in_order, words) if len(words) > 1 else (),
        sum([len(analysis.forms(n.text)) * plain[n] for n in plain if isinstance(n, Words)]),
    )


def _idle_operators(lexemes: Sequence[Lexeme], left_out: Container[Node]) -> Iterator[str]:
    """Says what became of operators that have nothing to operate on: bare words in capitals."""
    for lexeme in lexemes:
        if lexeme.is_bare and lexeme.text in OPERATORS:
            if Words(lexeme.text) in left_out:
                yield gettext(
                    "“%(word)s” was ignored; it has nothing to operate on here.", word=lexeme.text
                )
            else:
                yield gettext(
                    "“%(word)s” was searched as a word; it has nothing to operate on here.",
                    word=lexeme.text,
                )


def _only_so_many_words() -> str:
    return gettext("Only the first %(count)s words were searched.", count=MAX_PIECES)


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a query, and whether it is a plain word."""

    node: Node
    plain: bool = False


class _Parser:
    def __init__(
        self,
        lexemes: Sequence[Lexeme],
        fields: Sequence[str],
        today: date,
        aliases: Aliases,
        notices: list[str],
    ) -> None:
        self._lexemes = lexemes
        self._fields = fields
        self._today = today
        self._aliases = aliases
        self._notices = notices
        self._at = 0
        self._patterns = 0
        self._field: str | None = None

    def read(self) -> list[_Item]:
        if all(lexeme.is_bare for lexeme in self._lexemes):  # as most queries are
            leaves = [self._word(lexeme.text) for lexeme in self._lexemes]
            return [_Item(leaf, isinstance(leaf, Words)) for leaf in leaves if leaf is not None]
        items: list[_Item] = []
        while self._at < len(self._lexemes):
            items += self._items()
            self._at += 1  # a parenthesis that closes nothing
        return items

    def _items(self) -> list[_Item]:
        """Reads up to the end or a closing parenthesis."""
        items = []
        while (lexeme := self._next()) is not None and lexeme.kind is not Kind.CLOSE:
            if lexeme.kind is Kind.OPEN and self._is_aside():
                # Parentheses that group nothing, as in prose: their words stand with the others.
                self._at += 1
                items += self._items()
                self._at += 1
                continue
            item = self._either()
            if item is not None:
                items.append(item)
        return items

    def _is_aside(self) -> bool:
        """True if the parenthesis stood at has no sign or field, and no operator at its edges."""
        if self._lexemes[self._at].sign or self._lexemes[self._at].field:
            return False
        depth = 0
        for number in range(self._at, len(self._lexemes)):
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._lexemes[number].kind, 0)
            if not depth:
                following = self._lexemes[number + 1 : number + 2]
                return not following or following[0].kind is not Kind.OPERATOR
        return True

    def _next(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _is_operator(self, name: str) -> bool:
        lexeme = self._next()
        return lexeme is not None and lexeme.kind is Kind.OPERATOR and lexeme.text == name

    def _either(self) -> _Item | None:
        return self._joined("OR", self._both, Any)

    def _both(self) -> _Item | None:
        return self._joined("AND", self._single, All)

    def _joined(
        self,
        operator: str,
        read: Callable[[], _Item | None],
        join: Callable[[tuple[Node, ...]], Node],
    ) -> _Item | None:
        items = [read()]
        while self._is_operator(operator):
            self._at += 1
            items.append(read())
        present = [item for item in items if item is not None]
        if len(present) <= 1:
            return present[0] if present else None
        return _Item(join(tuple(dict.fromkeys(item.node for item in present))))

    def _single(self) -> _Item | None:
        excluded = False
        while self._is_operator("NOT"):
            excluded = not excluded
            self._at += 1
        lexeme = self._next()
        if lexeme is None or lexeme.kind is Kind.CLOSE:
            return None
        self._at += 1
        if lexeme.kind is Kind.OPEN:
            outside, self._field = self._field, lexeme.field or self._field
            group = [item.node for item in self._items()]
            self._field = outside
            if self._next() is not None:
                self._at += 1
            node = None if not group else group[0] if len(group) == 1 else All(tuple(group))
        else:
            node = self._leaf(lexeme)
        if node is None:
            return None
        if (lexeme.sign == "-") != excluded:
            return _Item(Not(node))
        return _Item(node, plain=isinstance(node, Words) and not lexeme.sign and not excluded)

    def _leaf(self, lexeme: Lexeme) -> Node | None:
        field = lexeme.field or self._field
        if field == "has":
            return self._having(lexeme.text.lower())
        if field in HAVING and lexeme.text == "*":  # which is how many ask for anything there
            return Having(field)
        if field in DAY_FIELDS:
            return self._days(field, lexeme.text)
        leaf = self._phrase(lexeme) if lexeme.kind is Kind.PHRASE else self._word(lexeme.text)
        if leaf is None or field is None:
            return leaf
        if field == "lang" and isinstance(leaf, Words | Phrase):
            leaf = Words(language_tag(leaf.text))
        return InField(field, leaf)

    def _phrase(self, lexeme: Lexeme) -> Leaf | None:
        words = analysis.query_tokens(lexeme.text)
        if not words:
            return None
        if "*" in lexeme.text:
            self._notice_signs(lexeme.text, _as_searched(words))
        if lexeme.distance is None or len(words) == 1:
            return Phrase(lexeme.text)
        text = lexeme.text
        if len(words) > MAX_NEAR:
            text = text[: words[MAX_NEAR - 1].end]
            self._notices.append(
                gettext(
                    "Only the first %(count)s words in quotation marks with “~” were searched.",
                    count=MAX_NEAR,
                )
            )
        if lexeme.distance > MAX_DISTANCE:
            self._notices.append(
                gettext(
                    "There may be at most %(count)s words between those in quotation marks "
                    "with “~”.",
                    count=MAX_DISTANCE,
                )
            )
        return Near(text, min(lexeme.distance, MAX_DISTANCE))

    def _word(self, word: str) -> Leaf | None:
        said = len(self._notices)
        pattern = self._pattern(word)
        if pattern is not None:
            self._patterns += 1
            if self._patterns <= MAX_PATTERNS:
                return pattern
            self._notices.append(
                gettext(
                    "Only the first %(count)s words with “*”, “?” or “~” were read so; the "
                    "others were searched as they are.",
                    count=MAX_PATTERNS,
                )
            )
        if analysis.count_unspaced(word):  # any run of such characters is found, whatever follows
            word = word.strip("*")
        tokens = analysis.query_tokens(word)
        if not tokens:
            if word in {"|", "||"}:
                self._notices.append(
                    gettext("“%(sign)s” was ignored: write OR for one or the other.", sign=word)
                )
            return None
        if word.isalnum():
            return Words(word, self._aliases.of(word))
        if len(self._notices) == said:
            self._notice_signs(word, _as_searched(tokens))
        address = _SCHEME.sub("", word)
        # Of one that is cut off, as “https://…”, the scheme is all that can be searched.
        return Words(address if analysis.query_tokens(address) else word, self._aliases.of(word))

    def _pattern(self, word: str) -> Wildcard | Fuzzy | None:
        """A word with signs that stand for letters, if it is one."""
        if word.isalnum():
            return None
        fuzzy = _FUZZY.fullmatch(word)
        if fuzzy and len(fuzzy[1]) >= MIN_FUZZY and len(analysis.query_tokens(fuzzy[1])) == 1:
            return self._fuzzy(word, fuzzy[1], int(fuzzy[2] or usual_edits(fuzzy[1])))
        shape = word.rstrip("?")  # which ends a question
        shape = without_elided(shape) or shape
        if not _WILDCARD.fullmatch(shape) or analysis.count_unspaced(shape):
            return None
        if len(shape.replace("*", "").replace("?", "")) >= MIN_FIXED:
            return Wildcard(shape)
        self._notices.append(
            gettext(
                "“%(word)s” has fewer than %(count)s letters beside its signs; they were ignored.",
                word=word,
                count=MIN_FIXED,
            )
        )
        return None

    def _fuzzy(self, typed: str, word: str, edits: int) -> Fuzzy:
        if edits > MAX_EDITS:
            self._notices.append(
                gettext(
                    "“%(typed)s” was read as “%(read)s”: at most %(count)s letters may be others.",
                    typed=typed,
                    read=f"{word}~{MAX_EDITS}",
                    count=MAX_EDITS,
                )
            )
        return Fuzzy(word, min(edits, MAX_EDITS))

    def _notice_signs(self, word: str, searched: str) -> None:
        """Says so where a piece looks like syntax, or like a name whose signs are not searched."""
        if word.endswith(":") and word[:-1].lower() in self._fields:
            self._notices.append(
                gettext(
                    "“%(word)s” was searched as a word: no space may follow a field’s colon.",
                    word=word,
                )
            )
        elif word.partition(":")[0].lower() in self._fields:
            self._notices.append(
                gettext(
                    "“%(word)s” was searched as words: after a field’s colon comes a word, or "
                    "several in quotation marks.",
                    word=word,
                )
            )
        elif word.startswith("!"):
            self._notices.append(
                gettext(
                    "“%(word)s” was searched as “%(searched)s”: write “-%(searched)s” to leave it "
                    "out.",
                    word=word,
                    searched=searched,
                )
            )
        elif _SIGNS.search(word.rstrip("?")) and not _SIGNS.search(searched):
            self._notices.append(
                gettext(
                    "“%(word)s” was searched as “%(searched)s”: signs are not searched.",
                    word=word,
                    searched=searched,
                )
            )

    def _having(self, what: str) -> Node | None:
        what = what.removesuffix("s") if what.removesuffix("s") in HAVING else what
        if what in HAVING:
            return Having(what)
        self._notices.append(
            gettext(
                "“has:%(thing)s” was searched for as words. What can be asked for: %(things)s.",
                thing=what,
                things=", ".join(HAVING),
            )
        )
        return Words(f"has:{what}")

    def _days(self, field: str, text: str) -> Node | None:
        span = parse_days(text, self._today)
        if span is None:
            self._notices.append(
                gettext(
                    "“%(text)s” is no date that can be read, so it was searched for as words. "
                    "Dates are 2021, 2021-02, 2021-02-14, 2021-02..2021-05, 1990s, “last month”.",
                    text=text,
                )
            )
            return (
                self._word(text)
                if text.split()[1:] == []
                else self._phrase(Lexeme(Kind.PHRASE, text))
            )
        read = earlier_first(text, self._today)
        if read is not None:
            self._notices.append(
                gettext(
                    "“%(typed)s” was read as %(read)s, the earlier date first.",
                    typed=text,
                    read=read,
                )
            )
        first, last = span
        if field == "before":
            return Days("date", None, None if first is None else _day_before(first))
        if field == "after":
            return Days("date", None if last is None else _day_after(last), None)
        return Days(field, first, last)


def _as_searched(tokens: Sequence[analysis.Token]) -> str:
    """The words searched; characters of scripts without spaces in a row, as they were typed."""
    text = ""
    for token, following in zip_longest(tokens, tokens[1:]):
        overlaps = following is not None and following.start < token.end
        text += token.form[0] if overlaps else token.form + " "
    return text.rstrip()


def _day_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - 1, 1))


def _day_after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
