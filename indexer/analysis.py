"""Text to tokens: what counts as a word, and which words count as forms of one another.

A *form* is a word as written, compatibility-normalised and case-folded; that is what an index
holds. Words of scripts without spaces (Chinese, Japanese, Thai ...) are overlapping pairs of
characters; the last character of such a run stands alone, so that every character begins a form.
What follows a stop in a number keeps the stop: ``5.2.3`` is ``5``, ``.2`` and ``.3``, so that
neither ``2.3`` nor ``3`` finds it, and ``5.2`` does. A year, as in ``14.2.2021``, is a word.

A *stem key* joins the forms of one word: stemmed first, accents folded after, because folding
first would hide endings from the stemmer; and folded first as well, so that a name typed without
its accents is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

import regex
import Stemmer

from indexer.light_stems import PortugueseStemmer, arabic_stems


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
        r"\p{Han}\p{Hiragana}\p{Katakana}ー\uff70\uff9e\uff9f々〆\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    )
    + "\U00020000-\U0003ffff"
)
_MARKS = _code_points(r"[\p{M}--[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]")
_LETTER = rf"[^\W_{_UNSPACED}]"
_AFTER_STOP = rf"(?<=\d)[.．]\d{{1,3}}(?!{_LETTER}|[{_MARKS}])"
_UNSPACED_FORM = re.compile(rf"[{_UNSPACED}]+")
_TOKEN = re.compile(
    rf"([{_UNSPACED}]+)"
    # C++ and C# are names of one letter and a sign.
    rf"|({_AFTER_STOP}|{_LETTER}{{1,2}}(?:\+\+|\#)(?![\w+\#])"
    # An English possessive belongs to the word but not to its form.
    rf"|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*)(?:['’][sS](?!{_LETTER}))?"
)

_INSIDE = re.compile(rf"{_LETTER}|[{_MARKS}]")
_MARK = re.compile(rf"[{_MARKS}]")
_DIGITS = regex.findall(r"[\p{Nd}--[0-9０-９]]", "".join(map(chr, range(0x10000))), regex.VERSION1)
_SENTENCE_MARKS = ".,;:!?…¡¿。，、；：！？"
_COMPOUND = re.compile(rf"{_LETTER}+(?:[-‐‑.\u200c]{_LETTER}+)+")
_SHORT_ENDING = 2  # node.js, not opensuse.org
_WITH_SIGN = re.compile(rf"{_LETTER}{{1,2}}(?:\+\+|\#)(?![\w+\#])")
_PART_OF_NUMBER = re.compile(_AFTER_STOP)
_APOSTROPHES = frozenset("'’")
_POSSESSIVE = re.compile(rf"['’]s(?!{_LETTER})")
_NOT = re.compile(rf"['’]t(?!{_LETTER})")
_GAP = re.compile(rf"(?:[^\w{_UNSPACED}]|_)*")
# What is no part of any word, though its letters may look so when compatibility is resolved (™).
_SIGN = re.compile(r"[^\w．]|_")
# Of these, folding makes one character of each where no mark follows: ASCII, the letters of Western
# Europe and of Russian, signs and letters of Hebrew, Chinese and Japanese.
_STEADY = (
    r"\x00-\x7fÀ-ÖØ-Þà-öø-ÿ–-―‘-‟Ѐ-ѿא-ת\u3001-\u3011\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff"
)
_CLUSTER = re.compile(
    rf"([{_STEADY}]+)(?![{_MARKS}\uff9e\uff9f])|.[{_MARKS}\uff9e\uff9f]*", re.DOTALL
)
_HALF_WIDTH_MARK = re.compile("[\uff9e\uff9f]")

BEFORE_NOT = frozenset({
    "ain", "aren", "can", "couldn", "daren", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn",
    "mayn", "mightn", "mustn", "needn", "oughtn", "shan", "shouldn", "wasn", "weren", "won",
    "wouldn",
})  # fmt: skip
"""What English writes together with *not*: of *don't*, *haven't* and *won't* these forms are left,
some of which are other words, too."""

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

_ARABIC = "arabic"


_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k", "ƒ": "f",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
        **{sign: str(unicodedata.digit(sign)) for sign in _DIGITS},
    }
)  # fmt: skip
"""Letters whose stroke or ligature Unicode does not take for a mark; those that Arabic and Persian
write in either of two ways, and the stretch of a line; digits of other scripts."""


_PARTS_OF_LETTERS = frozenset({0, 8, 9, *range(84, 133)})
"""Combining classes of what is no accent: the voicing marks of kana, which make another syllable,
viramas, and the vowels and tones of Southeast Asia."""

_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")


_INFLECTIONS = frozenset({"", "s", "es", "ed", "d", "ing", "e", "y", "ies", "ied"})
_AFTER_DOUBLED = frozenset({"ed", "ing"})


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
        for first, pair in _pairs(run):
            begin = start + first
            yield Token(normalize(pair), begin, begin + len(pair), unspaced=True)


def forms(text: str) -> list[str]:
    """The forms of a text in order, as :func:`tokenize` gives them; one position each."""
    if text.isascii() and text.isalnum():  # most words that an index takes in
        return [text.lower()]
    found: list[str] = []
    for run, word in _TOKEN.findall(text):
        if word:
            found.append(normalize(word))
        else:
            found += [normalize(pair) for _, pair in _pairs(run)]
    return found


def _pairs(run: str) -> Iterator[tuple[int, str]]:
    """The pairs of a run, and where each begins; a half-width voicing mark is no character."""
    if not _HALF_WIDTH_MARK.search(run):
        for at in range(len(run)):
            yield at, run[at : at + 2]
        return
    begins = [0, *(at for at in range(1, len(run)) if not _HALF_WIDTH_MARK.match(run, at))]
    for at, after in zip_longest(begins, begins[2:]):
        yield at, run[at:after]


def compounds(piece: str) -> Iterator[tuple[str, ...]]:
    """The forms of words that may as well be written in one: ``e-mail``, ``node.js``, ``Ph.D.``.

    Addresses, names of files and whole phrases joined by hyphens are none.
    """
    for compound in _COMPOUND.findall(piece):
        _, *rest = parts = tuple(forms(compound))
        if not all(map(str.isalpha, parts)):
            continue
        if "." in compound:
            initials = max(map(len, parts)) == 1
            one = initials or (len(rest) == 1 and len(rest[0]) <= _SHORT_ENDING)
        else:
            one = len(rest) == 1
        if one:
            yield parts


@lru_cache(maxsize=1000)
def query_tokens(text: str) -> tuple[Token, ...]:
    """The words of a piece of a query.

    As :func:`tokenize`, but a last character that ends the query and that its last pair covers is
    left out: the text may go on where the query ends. Inside, it has a position as in the index.
    """
    tokens = list(tokenize(text))
    if len(tokens) > 1 and tokens[-1].unspaced and tokens[-2].end == tokens[-1].end:
        tokens.pop()
    return tuple(tokens)


def without_punctuation(piece: str) -> str:
    """A piece of a query without the signs around its word; of several, as in code, most stay."""
    tokens = query_tokens(piece)
    if len(tokens) == 1:
        return piece[tokens[0].start : tokens[0].end]
    return piece.strip(_SENTENCE_MARKS) or piece


def is_pair(form: str) -> bool:
    """True for a pair (or last character) of a run of a script without spaces."""
    return not form.isascii() and _UNSPACED_FORM.fullmatch(form) is not None


@lru_cache(maxsize=100_000)
def normalize(word: str) -> str:
    """The form of a word: compatibility characters replaced, case folded, accents kept."""
    return fold_case(word)


def fold_case(text: str) -> str:
    """A text whose words, cut out, would be forms."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    # Of the Turkish İ only its dot is left above an i, which has one.
    return folded.replace("i\u0307", "i")


def fold_with_offsets(text: str) -> tuple[str, Sequence[int] | None]:
    """A folded text (:func:`fold_case`), and where its characters stand in the text as it was.

    Where these are not in their old places, signs stay as they are: ``™`` is no letters.

    Returns:
        The folded text and, for each of its characters and its end, the offset in ``text``; None
        instead of offsets where every character is in its old place, as nearly always.
    """
    folded = fold_case(text)
    if text.isascii() or (
        # Folding case gives every character at least one.
        unicodedata.is_normalized("NFKC", text) and len(text.casefold()) == len(text) == len(folded)
    ):
        return folded, None
    pieces: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        text_of, start = cluster[0], cluster.start()
        steady = cluster[1] is not None
        as_is = not steady and _SIGN.match(text_of) is not None
        piece = text_of if as_is else text_of.lower() if steady else fold_case(text_of)
        pieces.append(piece)
        offsets += range(start, cluster.end()) if steady or as_is else [start] * len(piece)
    return "".join(pieces), [*offsets, len(text)]


def is_word_at(folded: str, at: int, form: str) -> bool:
    """True if a folded text has the form as a whole word at that place."""
    if not folded.startswith(form, at):
        return False
    end = at + len(form)
    if form[0] == "." or folded[at - 1 : at] == ".":
        begin = at if form[0] == "." else at - 1
        part = _PART_OF_NUMBER.match(folded, begin)
        if part or form[0] == ".":
            return part is not None and part.span() == (at, end)
    around = folded[at - 1 : at] + folded[end : end + 1]
    if around.isspace() or is_pair(form):  # the first is nearly always so, and quicker to tell
        return True
    before = at - 1
    while before >= 0 and _MARK.match(folded, before):
        before -= 1
    if before >= 0 and _INSIDE.match(folded, before):
        return False
    with_sign = _WITH_SIGN.match(folded, at)
    if with_sign:
        return with_sign[0] == form
    # The s of a possessive belongs to the word before it.
    possessive = (
        form == "s" and at > 1 and folded[at - 1] in _APOSTROPHES and _INSIDE.match(folded, at - 2)
    )
    return not possessive and not _INSIDE.match(folded, end)


def end_of_word(folded: str, at: int, form: str) -> int:
    """Where a word that stands there ends, its possessive included."""
    end = at + len(form)
    possessive = not is_pair(form) and _POSSESSIVE.match(folded, end)
    return possessive.end() if possessive else end


def is_before_not(folded: str, end: int, form: str) -> bool:
    """True if a word that ends there is no word: the *won* of *won't*."""
    return form in BEFORE_NOT and _NOT.match(folded, end) is not None


def next_word(folded: str, at: int, form: str) -> int:
    """Where the word after the one that stands there begins, or the end of the text."""
    if len(form) > 1 and is_pair(form):
        return at + 1
    end = end_of_word(folded, at, form)
    if _PART_OF_NUMBER.match(folded, end):
        return end
    gap = _GAP.match(folded, end)
    return gap.end() if gap else len(folded)


def split_by_script(text: str) -> Iterator[tuple[bool, str]]:
    """A text in parts: (True, a run of a script without spaces) and (False, what is between)."""
    end = 0
    for run in _UNSPACED_FORM.finditer(text):
        if run.start() > end:
            yield False, text[end : run.start()]
        yield True, run[0]
        end = run.end()
    if end < len(text):
        yield False, text[end:]


def count_unspaced(text: str) -> int:
    """Characters of scripts without spaces."""
    return 0 if text.isascii() else sum(map(len, _UNSPACED_FORM.findall(text)))


def fold(form: str) -> str:
    """The form without accents, strokes and other marks: ``søren`` and ``soren`` are the same."""
    if form.isascii():
        return form
    decomposed = unicodedata.normalize("NFKD", form.translate(_WITHOUT_DECOMPOSITION))
    plain = "".join([c for c in decomposed if unicodedata.combining(c) in _PARTS_OF_LETTERS])
    return _VOICED.sub(lambda kana: unicodedata.normalize("NFC", kana[0]), plain)


def inflect_alike(one: str, other: str) -> bool:
    """True if two forms may be one English word inflected, as ``ferry`` and ``ferries``.

    A stemmer joins more than that: ``public`` and ``publication``, ``novel`` and ``Novell``.
    """
    if other.startswith(one) and other[len(one) :] in _INFLECTIONS:  # as most do
        return True
    pairs = enumerate(zip(one, other, strict=False))
    size = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    return _is_inflected(one, size) and _is_inflected(other, size)


def _is_inflected(form: str, size: int) -> bool:
    """True if what follows so many letters of a form inflects it, as in ``plan``, ``planned``."""
    ending = form[size:]
    doubled = ending[:1] == form[size - 1 : size] and ending[1:] in _AFTER_DOUBLED
    return doubled or ending in _INFLECTIONS


def stemmed_by(language: str) -> str:
    """The Snowball algorithm for a language (a BCP 47 tag); empty if there is none."""
    return SNOWBALL.get(language.lower().replace("_", "-").split("-")[0], "")


def _stemmer(algorithm: str) -> Stemmer.Stemmer | PortugueseStemmer | None:
    """The stemmer of that name; None for Arabic, whose words may have several stems."""
    if algorithm == "portuguese":
        return PortugueseStemmer()
    return None if algorithm == _ARABIC else Stemmer.Stemmer(algorithm, 0)


class Stems:
    """Stem keys of forms in the languages of an archive. Not safe to share between threads.

    Attributes:
        languages: Those of the archive.
        algorithms: The Snowball algorithms they are stemmed by; one without a name, which stems
            nothing, where there is none for any of them.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        names = {stemmed_by(language) for language in self.languages} - {""}
        # Keeping stems takes three times as long as finding them: no form comes twice.
        self._stemmers = {name: _stemmer(name) for name in sorted(names)}
        self.algorithms = tuple(self._stemmers) or ("",)

    def keys(self, form: str, algorithm: str) -> set[str]:
        """The stem keys of a form by one algorithm; forms that share one are forms of one word.

        For a form with accents there is another one from its folded self: in English ``lubos``
        ends in a plural s, ``luboš`` does not.
        """
        plain = fold(form)
        stemmer = self._stemmers.get(algorithm)
        if stemmer is None:
            return set(arabic_stems(plain)) if algorithm == _ARABIC else {plain}
        keys = {fold(stemmer.stemWord(form))}
        if plain != form:
            keys.add(stemmer.stemWord(plain))
        return keys

    def all_keys(self, forms: Sequence[str], algorithm: str) -> Iterator[tuple[int, str]]:
        """Yields (number, stem key) for every stem key of every form, as :meth:`keys` gives them.

        Forms are stemmed all at once, which takes a tenth of the time.
        """
        plain = [fold(form) for form in forms]
        stemmer = self._stemmers.get(algorithm)
        if algorithm == _ARABIC:
            for number, form in enumerate(plain):
                yield from ((number, stem) for stem in arabic_stems(form))
            return
        if stemmer is None:
            yield from enumerate(plain)
            return
        accented = [number for number, form in enumerate(forms) if plain[number] != form]
        yield from enumerate(map(fold, stemmer.stemWords(forms)))
        stems = stemmer.stemWords([plain[number] for number in accented])
        yield from zip(accented, stems, strict=True)
