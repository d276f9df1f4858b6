"""Which words of a query are ignored because every text has them.

*war* is in every German story and tells much of an English one, so it is left out beside *Krieg*
and searched beside *crimes*: the languages of the stories that have the rest of a query say which
is meant. Only lists in Latin letters share words.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from functools import cached_property

from indexer import analysis
from indexer.engine.request import Kind
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.query.stop_words import lists_of, stop_words

_UNSEEN = 0.01
"""How often a word is taken to be in the stories of a language that do not have it."""

_ENOUGH = 32
"""Words that tell the language of a query; more cost time and tell nothing new."""


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

    def meant(self, typed: Sequence[str]) -> frozenset[str]:
        """Words to ignore that are words like others in the language of a query.

        Args:
            typed: The words of the query.
        """
        tokens = [token for text in typed for token in analysis.query_tokens(text)]
        shared = {
            form: {name for name, words in self._lists.items() if form in words}
            for form in {token.form for token in tokens} & self.words
        }
        shared = {f: names for f, names in shared.items() if 0 < len(names) < len(self._lists)}
        if not shared:
            return frozenset()
        telling = [token for token in tokens if token.form not in self.words]
        known = [
            rates for token in telling[:_ENOUGH] if any((rates := self._rates(token)).values())
        ]
        if known:
            foreign = (f for f, names in shared.items() if _share_of_others(known, names) >= 1 / 2)
            return frozenset(foreign)
        likeliest = self._likeliest(tokens[:_ENOUGH])
        return frozenset(form for form, names in shared.items() if likeliest not in names)

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


def _share_of_others(known: Sequence[Mapping[str, float]], names: Container[str]) -> float:
    """How much words are those of other languages than some, from 0 to 1.

    Args:
        known: How often each is in the stories of each language, not never in all.
        names: The languages.
    """
    share = 0.0
    for rates in known:
        inside = max(rate for name, rate in rates.items() if name in names)
        outside = max(rate for name, rate in rates.items() if name not in names)
        share += outside / (inside + outside)
    return share / len(known)
