"""The ways in which a word or phrase may be written in an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product

from indexer import analysis
from indexer.engine.whoosh.segments.compounds import MIN_LETTERS
from indexer.engine.whoosh.vocabulary import Terms, Vocabulary
from indexer.query.chinese import chinese_writings
from indexer.query.elision import ALGORITHMS as ELIDING
from indexer.query.elision import without_elided
from indexer.query.nodes import Days, Fuzzy, Near, OtherName, Phrase, Wildcard, Words
from indexer.query.spellings import other_spellings

_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+)")
_HYPHENS = frozenset("-‐‑\u200c")
_UMLAUTS = {"ae": "ä", "oe": "öø", "ue": "ü", "aa": "å"}
"""Letters, and the umlauts of German and the Nordic languages that are spelt out so."""
_SPELT_OUT = str.maketrans({one: letters for letters, of in _UMLAUTS.items() for one in of})
# What follows one of these is no umlaut: neue, quelle.
_MAY_BE_UMLAUT = re.compile(r"(ae|oe|aa|(?<![aeq])ue)")
_MAX_UMLAUTS = 3
_WITH_LONG_VOWEL = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}\u30fc")
# Korean compounds, and names in katakana, two characters at least on either side.
_MAY_BE_APART = re.compile(r"[\uac00-\ud7a3]{4,12}|[\u30a1-\u30fa\u30fc]{4,12}")
_VERSION = re.compile(r"(?P<name>[^\W\d_]*)(?P<number>\d+(?:\.\d+)+\S*)")


@dataclass(frozen=True, slots=True)
class Writing:
    """One way to write a leaf.

    Attributes:
        text: What is written.
        slots: The terms of each word of it, any of which will do.
        days: When it has to be published to count; None if that makes no difference.
        algorithm: How the language of a story has to be stemmed for it to count; None if that
            makes no difference.
        cut: True if more terms would do than are looked for.
    """

    text: str
    slots: Sequence[Terms]
    days: Days | None = None
    algorithm: str | None = None
    cut: bool = False

    @property
    def is_plain(self) -> bool:
        """True for terms that count wherever they stand."""
        return len(self.slots) == 1 and self.days is None and self.algorithm is None

    def means_as(self, other: Writing) -> bool:
        """True if it stands for what another one does, whatever is written."""
        return (self.slots, self.days, self.algorithm) == (other.slots, other.days, other.algorithm)


def writings_of(
    node: Words | Phrase | Near | Wildcard | Fuzzy, vocabulary: Vocabulary
) -> Iterator[Writing]:
    """The ways in which a leaf may be written, what was typed first."""
    match node:
        case Words(text, others):
            found: list[Writing] = []
            for name in (OtherName(text), *others):
                for writing in _writings_of_name(name, vocabulary):
                    # Stems may be the same: *Ærø* as *Ærøe*. What counts twice would weigh double.
                    if not any(writing.means_as(known) for known in found):
                        found.append(writing)
                        yield writing
        case Wildcard(pattern):
            terms, cut = vocabulary.of_shape(pattern)
            yield Writing(pattern, [terms], cut=cut)
        case Fuzzy(text, edits):
            terms, cut = vocabulary.like(analysis.query_tokens(text)[0], edits)
            yield Writing(text, [terms], cut=cut)
        case Phrase(text):
            for written in chinese_writings(text):
                yield Writing(written, _slots(written, vocabulary.exactly, vocabulary))
        case Near(text, _):
            yield Writing(text, _slots(text, vocabulary.forms_of_word, vocabulary))


def _writings_of_name(name: OtherName, vocabulary: Vocabulary) -> Iterator[Writing]:
    text = name.text
    days = Days("date", name.first, name.last) if name.first or name.last else None
    further = (_other_writings if text.isascii() else _further_writings)(text, vocabulary)
    for written in (*chinese_writings(text), *further):
        yield from _stem(written, vocabulary, days)
    if not text.isalnum():
        yield from _without_elided(text, vocabulary, days)
    elif not text.isascii():
        yield from _apart(text, vocabulary, days)


def _stem(text: str, vocabulary: Vocabulary, days: Days | None) -> Iterator[Writing]:
    """A writing by the language of each story, where languages make a difference."""
    anyhow = _slots(text, vocabulary.forms_of_word, vocabulary)
    algorithms = vocabulary.algorithms
    if len(algorithms) > 1:
        stemmed = {
            name: _slots(text, partial(vocabulary.forms_of_word, algorithm=name), vocabulary)
            for name in algorithms
        }
        if any(slots != anyhow for slots in stemmed.values()):
            yield from (Writing(text, slots, days, name) for name, slots in stemmed.items())
            # Languages without a stemmer, whose stories borrow words of the others.
            yield Writing(text, anyhow, days, "")
            return
    yield Writing(text, anyhow, days)


def _without_elided(text: str, vocabulary: Vocabulary, days: Days | None) -> Iterator[Writing]:
    """``l'école`` as ``école``, in stories of the languages that run these together."""
    rest = without_elided(text)
    for name in ELIDING.intersection(vocabulary.algorithms) if rest else ():
        slots = _slots(rest, partial(vocabulary.forms_of_word, algorithm=name), vocabulary)
        yield Writing(rest, slots, days, name if len(vocabulary.algorithms) > 1 else None)


def _apart(text: str, vocabulary: Vocabulary, days: Days | None) -> Iterator[Writing]:
    """``고등학교`` as ``고등 학교``, and ``ジャンクロード`` as ``ジャン・クロード``."""
    if not _MAY_BE_APART.fullmatch(text):
        return
    for at in range(2, len(text) - 1):
        written = f"{text[:at]} {text[at:]}"
        slots = [vocabulary.exactly(token) for token in analysis.query_tokens(written)]
        if all(map(any, slots)):
            yield Writing(written, slots, days)


def _slots(
    text: str, find: Callable[[analysis.Token], Terms], vocabulary: Vocabulary
) -> list[Terms]:
    return [
        vocabulary.forms_of_word(token) if token.unspaced else find(token)
        for token in analysis.query_tokens(text)
    ]


def _further_writings(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Other ways of writing a word, by its parts in one script: ``covid19疫苗``."""
    parts = [part for _, part in analysis.split_by_script(text)]
    for at, part in enumerate(parts):
        for other in _other_writings(part, vocabulary):
            yield "".join([*parts[:at], other, *parts[at + 1 :]])


def _other_writings(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Ways of writing a word that differ in what stands between its letters, and in a few letters.

    ``covid-19`` is also written ``covid19``, and that ``covid 19``; ``2.7`` also ``v2.7``;
    ``e-mail`` and ``Ph.D.`` without their signs, and these with them where the archive does so;
    ``harbour`` also ``harbor``, ``nürnberg`` also ``nuernberg``, and a long word of katakana
    without its last ``ー``.
    """
    tokens = analysis.query_tokens(text)
    if len(tokens) == 1 and not tokens[0].unspaced:
        yield from _with_other_umlauts(tokens[0].form, vocabulary)
        if "english" in vocabulary.algorithms:
            yield from filter(vocabulary.has, other_spellings(tokens[0].form))
    if text.isalpha():
        yield from map(" ".join, vocabulary.taken_apart(analysis.normalize(text)))
        if _WITH_LONG_VOWEL.fullmatch(text):
            yield text[:-1]
        return
    joined = "".join(token.form for token in tokens)
    between = {text[a.end : b.start] for a, b in pairwise(tokens)}
    if (between and between <= _HYPHENS) or (
        between == {"."} and joined.isalpha() and len(joined) >= MIN_LETTERS
    ):
        yield joined
    elif written := _LETTERS_AND_DIGITS.fullmatch(text):
        yield " ".join(filter(None, written.groups()))
    elif version := _VERSION.fullmatch(text):
        name, number = version.groups()
        if not name:
            yield f"v{number}"
        elif name.casefold() == "v":
            yield number
        else:
            yield f"{name} {number}"


def _with_other_umlauts(form: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The same word with its umlauts spelt out; or with umlauts, where a text has it so."""
    spelt_out = form.translate(_SPELT_OUT)
    if spelt_out != form:
        if vocabulary.has(spelt_out):
            yield spelt_out
        return
    pieces = _MAY_BE_UMLAUT.split(form)
    if len(pieces) == 1 or len(pieces) > 2 * _MAX_UMLAUTS + 1:
        return
    ways = [(piece, *_UMLAUTS.get(piece, "")) for piece in pieces]
    for written in map("".join, product(*ways)):
        if written != form and vocabulary.count(written):
            yield written
