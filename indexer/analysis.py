"""Text to tokens: what counts as a word, and which words count as forms of one another.

A *form* is a word as written, compatibility-normalised and case-folded; that is what an index
holds. Words of scripts without spaces (Chinese, Japanese, Thai ...) are overlapping pairs of
characters; the last character of such a run stands alone, so that every character begins a form.

A *stem key* joins the forms of one word: stemmed first, accents folded after, because folding
first would hide endings from the stemmer; and folded first as well, so that a name typed without
its accents is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import regex
import Stemmer


def _code_points(properties: str) -> str:
    """The code points with a Unicode property, as ranges for a character class of ``re``.

    ``regex`` knows scripts and marks, ``re`` finds words five times faster.
    """
    planes = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    runs = regex.findall(f"[{properties}]+", planes, regex.VERSION1)
    return "".join(f"{re.escape(run[0])}-{re.escape(run[-1])}" for run in runs)


# The supplementary ideographic planes are Han throughout.
_UNSPACED = (
    _code_points(
        r"\p{Han}\p{Hiragana}\p{Katakana}ー々〆\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    )
    + "\U00020000-\U0003ffff"
)
_MARKS = _code_points(r"[\p{M}--[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]")
_LETTER = rf"[^\W_{_UNSPACED}]"
_UNSPACED_FORM = re.compile(rf"[{_UNSPACED}]+")
_TOKEN = re.compile(
    rf"([{_UNSPACED}]+)"
    # An English possessive belongs to the word but not to its form.
    rf"|({_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*)(?:['’][sS](?!{_LETTER}))?"
)

SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Primary language subtag -> Snowball algorithm."""


_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k", "ƒ": "f",
    }
)  # fmt: skip
"""Letters whose stroke or ligature Unicode does not take for a mark."""


class Token(NamedTuple):
    """A word in a text.

    Attributes:
        form: The word, normalised.
        start: Offset of its first character.
        end: Offset after its last character, a possessive included.
        unspaced: True for a pair (or last character) of a run of a script without spaces.
    """

    form: str
    start: int
    end: int
    unspaced: bool


def tokenize(text: str) -> Iterator[Token]:
    """Yields the words of a text in order."""
    for found in _TOKEN.finditer(text):
        start = found.start()
        run, word = found.groups()
        if word is not None:
            yield Token(normalize(word), start, found.end(), unspaced=False)
            continue
        for offset in range(len(run)):
            pair = run[offset : offset + 2]
            yield Token(normalize(pair), start + offset, start + offset + len(pair), unspaced=True)


def forms(text: str) -> list[str]:
    """The forms of a text in order; one position each."""
    return [token.form for token in tokenize(text)]


def query_tokens(text: str) -> list[Token]:
    """The words of a piece of a query.

    As :func:`tokenize`, but a last character that ends the query and that its last pair covers is
    left out: the text may go on where the query ends. Inside, it has a position as in the index.
    """
    tokens = list(tokenize(text))
    if len(tokens) > 1 and tokens[-1].unspaced and tokens[-2].end == tokens[-1].end:
        tokens.pop()
    return tokens


def is_pair(form: str) -> bool:
    """True for a pair (or last character) of a run of a script without spaces."""
    return not form.isascii() and _UNSPACED_FORM.fullmatch(form) is not None


@lru_cache(maxsize=100_000)
def normalize(word: str) -> str:
    """The form of a word: compatibility characters replaced, case folded, accents kept."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def fold(form: str) -> str:
    """The form without accents, strokes and other marks: ``søren`` and ``soren`` are the same."""
    if form.isascii():
        return form
    decomposed = unicodedata.normalize("NFKD", form.translate(_WITHOUT_DECOMPOSITION))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class Stems:
    """Stem keys of forms in the languages of an archive. Not safe to share between threads."""

    def __init__(self, languages: Iterable[str]) -> None:
        primaries = {language.lower().replace("_", "-").split("-")[0] for language in languages}
        algorithms = sorted({SNOWBALL[primary] for primary in primaries & SNOWBALL.keys()})
        self._stemmers = [Stemmer.Stemmer(algorithm) for algorithm in algorithms]

    def keys(self, form: str) -> set[str]:
        """The stem keys of a form; forms that share one are forms of one word.

        One a language, and for a form with accents another one from its folded self: in English
        ``lubos`` ends in a plural s, ``luboš`` does not.
        """
        plain = fold(form)
        if not self._stemmers:
            return {plain}
        keys = {fold(stemmer.stemWord(form)) for stemmer in self._stemmers}
        if plain != form:
            keys |= {stemmer.stemWord(plain) for stemmer in self._stemmers}
        return keys
