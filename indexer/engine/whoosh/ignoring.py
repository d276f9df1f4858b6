"""Which words of a query are ignored because every text has them.

*war* is in every German story and tells much of an English one, so it is left out beside *Krieg*
and searched beside *crimes*: the languages of the stories that have the rest of a query say which
is meant. Only lists in Latin letters share words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from indexer import analysis
from indexer.engine.request import Kind
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.query.stop_words import lists_of, stop_words

_UNSEEN = 0.01
"""How often a word is taken to be in the stories of a language that do not have it."""


class Ignoring:
    """The words that are ignored in a generation.

    Attributes:
        words: All of them, by any language of its stories.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.words = stop_words(snapshot.languages)
        lists: dict[str, frozenset[str]] = {}
        for language, words in lists_of(snapshot.languages).items():
            algorithm = analysis.stemmed_by(language)
            if algorithm and any(map(str.isascii, words)):
                lists[algorithm] = words
        self._lists = lists

    def is_meant(self, word: str, others: Sequence[str]) -> bool:
        """True for a word to ignore that is a word like others in the language of the query.

        Args:
            word: A form, one of ``words``.
            others: The words beside it.
        """
        theirs = {name for name, words in self._lists.items() if word in words}
        if not theirs or len(theirs) == len(self._lists):
            return False
        tokens = [token for text in others for token in analysis.query_tokens(text)]
        telling = [token for token in tokens if token.form not in self.words]
        shares = [share for token in telling if (share := self._share(token, theirs)) is not None]
        if shares:
            return sum(shares) >= len(shares) / 2
        return self._likeliest([*analysis.query_tokens(word), *tokens]) not in theirs

    def _share(self, token: analysis.Token, theirs: set[str]) -> float | None:
        """How much a word is one of other languages, from 0 to 1; None if no story has it."""
        rates = self._rates(token)
        inside = max(rate for name, rate in rates.items() if name in theirs)
        outside = max(rate for name, rate in rates.items() if name not in theirs)
        return outside / (inside + outside) if inside or outside else None

    def _likeliest(self, tokens: Sequence[analysis.Token]) -> str:
        """The language whose stories have the most of some words, each as often as may be."""
        rates = [self._rates(token) for token in tokens]
        return max(self._lists, key=lambda name: math.prod(one[name] + _UNSEEN for one in rates))

    def _rates(self, token: analysis.Token) -> dict[str, float]:
        """How often a word is in the stories of each language."""
        vocabulary = self._snapshot.vocabularies[Kind.STORIES]
        rates = {}
        for name, (masks, count) in self._stories.items():
            terms = vocabulary.forms_of_word(token, name)
            rates[name] = sum(vocabulary.frequencies(terms, masks).values()) / count
        return rates

    @cached_property
    def _stories(self) -> dict[str, tuple[list[Mask], int]]:
        """The stories in each language as masks, and how many there are."""
        segments = self._snapshot.segments(Kind.STORIES)
        masks = {
            name: [segment.stemmed_by(name) & segment.live for segment in segments]
            for name in self._lists
        }
        return {name: (of, max(1, sum(int(m.sum()) for m in of))) for name, of in masks.items()}
