"""What Snowball leaves apart in Arabic and Portuguese.

Snowball's Arabic stemmer takes *الوزير* and *وزير* for two words, as it takes the first letter of
the second for *and*. The affixes here are those of light10 (Larkey, Ballesteros and Connell, "Light
stemming for Arabic information retrieval", 2007); a first *and* is taken off as well as left, since
only the archive's other words could tell. In Portuguese, Snowball knows the plural in *-s* alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import Stemmer

_ARTICLES = ("ال", "بال", "كال", "فال", "لل")
_AND = "و"
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_FEWEST_LEFT = 2
_FEWEST_AFTER_AND = 3

_PLURALS = (
    (re.compile(r"(?<=\w)[õã]es$"), "ão"),
    (re.compile(r"(?<=\w{2})[oa]es$"), "ao"),
    (re.compile(r"(?<=\w{2})ais$"), "al"),
    (re.compile(r"(?<=\w{2})éis$|(?<=\w{3})eis$"), "el"),
    (re.compile(r"(?<=\w{2})óis$"), "ol"),
    (re.compile(r"(?<=\w[aeiouêé])ns$"), "m"),
)
_NOT_SO = frozenset({"heróis", "mais", "demais", "jamais"})


def arabic_stems(plain: str) -> Iterator[str]:
    """The stems of an Arabic form without marks, its letters in one writing (``fold``)."""
    yield _without_affixes(plain)
    if plain.startswith(_AND) and len(rest := _without_affixes(plain[1:])) >= _FEWEST_AFTER_AND:
        yield rest


def _without_affixes(form: str) -> str:
    for article in _ARTICLES:
        if form.startswith(article) and len(form) >= len(article) + _FEWEST_LEFT:
            form = form[len(article) :]
            break
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) >= len(ending) + _FEWEST_LEFT:
            form = form[: -len(ending)]
    return form


class PortugueseStemmer:
    """Snowball's, of the singular of a word: ``região`` for ``regiões``."""

    def __init__(self) -> None:
        self._snowball = Stemmer.Stemmer("portuguese", 0)

    def stemWord(self, word: str) -> str:  # noqa: N802 - as Snowball's are called
        """The stem of a word."""
        stem: str = self._snowball.stemWord(_singular(word))
        return stem

    def stemWords(self, words: Sequence[str]) -> list[str]:  # noqa: N802 - likewise
        """The stems of some words."""
        stems: list[str] = self._snowball.stemWords(list(map(_singular, words)))
        return stems


def _singular(form: str) -> str:
    if not form.endswith("s") or form in _NOT_SO:
        return form
    for plural, singular in _PLURALS:
        changed = plural.sub(singular, form)
        if changed != form:
            return changed
    return form
