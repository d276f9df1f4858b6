"""Which terms of an index are forms of a typed word."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer import analysis
from indexer.engine.whoosh.beginnings import BEYOND_ACCENTS, beginnings
from indexer.engine.whoosh.open_segment import OpenSegment
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.segments.compounds import Compounds

MAX_EXPANSIONS = 1024
"""Words that a wildcard stands for at most in a segment; the most frequent are kept."""

Terms: TypeAlias = tuple[tuple[int, ...], ...]
"""Numbers of terms, one tuple a segment, ascending."""


class Expansion(NamedTuple):
    """The terms a typed sign stands for.

    Attributes:
        terms: Their numbers.
        cut: True if there are more than are searched.
    """

    terms: Terms
    cut: bool


class Vocabulary:
    """The forms in an index, found by word. Safe to use from several threads.

    The index holds forms only; stems live here, so that one field serves exact phrases, stemming
    and accents, and another set of languages needs no new index.

    Args:
        segments: The segments.
        languages: Those of their stories.
        compounds: Of each segment, the words with a hyphen or stop inside.

    Attributes:
        before_not: Of each segment, the terms that may be left of a word written with *not*.
        not_left: Of each segment, the term that is left of that *not*; none where it is not there.
    """

    def __init__(
        self,
        segments: Sequence[OpenSegment],
        languages: Iterable[str],
        compounds: Sequence[Compounds],
    ) -> None:
        self._segments = segments
        self._languages = tuple(languages)
        self._compounds = compounds
        self._local = threading.local()
        cut = [
            self.exactly(token)
            for form in analysis.BEFORE_NOT
            for token in analysis.query_tokens(form)
        ]
        self.before_not = tuple(frozenset(chain(*here)) for here in zip(*cut, strict=True))
        (self.not_left,) = map(self.exactly, analysis.query_tokens("t"))

    @property
    def algorithms(self) -> tuple[str, ...]:
        """The Snowball algorithms for the languages of the archive."""
        return self._stems.algorithms

    def forms_of_word(self, token: analysis.Token, algorithm: str | None = None) -> Terms:
        """The terms that are forms of a typed word, by one algorithm or by any."""
        if token.unspaced:
            single = token.end - token.start == 1
            return self._beginning(token.form) if single else self.exactly(token)
        keys = [
            (name, key)
            for name in (self.algorithms if algorithm is None else (algorithm,))
            for key in self._stems.keys(token.form, name)
        ]
        if len(keys) == 1:
            return tuple([tuple(segment.stems.terms(*keys[0])) for segment in self._segments])
        return tuple(
            tuple(sorted(set().union(*(segment.stems.terms(*key) for key in keys))))
            for segment in self._segments
        )

    def has(self, word: str) -> bool:
        """True if any term is a form of a word, which is none without spaces."""
        return any(self.forms_of_word(analysis.Token(word, 0, len(word), unspaced=False)))

    def taken_apart(self, form: str) -> list[tuple[str, ...]]:
        """The forms of the words that are a form but for hyphens and stops inside."""
        found = (parts for segment in self._compounds for parts in segment.parts_of(form))
        return list(dict.fromkeys(found))

    def exactly(self, token: analysis.Token) -> Terms:
        """The term that is the typed form and nothing else."""
        form = token.form.encode()
        found = (segment.content.terms.find(form) for segment in self._segments)
        return tuple(() if term is None else (term,) for term in found)

    def texts(self, terms: Terms) -> set[str]:
        """The forms behind numbers of terms."""
        return {
            text
            for segment, numbers in zip(self._segments, terms, strict=True)
            for text in segment.content.terms.decoded(numbers)
        }

    def forms(self, terms: Terms) -> list[list[str]]:
        """The forms behind numbers of terms, one list a segment."""
        return [
            segment.content.terms.decoded(numbers)
            for segment, numbers in zip(self._segments, terms, strict=True)
        ]

    def counted(self, terms: Terms, forms: Sequence[Sequence[str]]) -> dict[str, int]:
        """Form -> documents that hold it; none that only deleted documents hold.

        Args:
            terms: Numbers of terms.
            forms: The forms behind them.
        """
        counts: dict[str, int] = {}
        for segment, numbers, texts in zip(self._segments, terms, forms, strict=True):
            held = segment.document_frequencies(numbers)
            for form, count in zip(texts, held, strict=True):
                if count:
                    counts[form] = counts.get(form, 0) + count
        return counts

    def frequencies(self, terms: Terms, among: Sequence[Mask] | None = None) -> dict[str, int]:
        """Form -> documents that hold it; none that only deleted documents hold.

        Args:
            terms: Numbers of terms.
            among: The documents that count, one mask a segment, none of them deleted; None for all.
        """
        forms = self.forms(terms)
        if among is None:
            return self.counted(terms, forms)
        counts: dict[str, int] = {}
        for segment, numbers, texts, mask in zip(self._segments, terms, forms, among, strict=True):
            for form, term in zip(texts, numbers, strict=True):
                count = int(mask[segment.postings(term)[0]].sum())
                if count:
                    counts[form] = counts.get(form, 0) + count
        return counts

    def of_shape(self, pattern: str) -> Expansion:
        """The terms of a shape, accents aside: ``*`` stands for any letters, ``?`` for one."""
        typed = analysis.fold_case(pattern)
        plain = analysis.fold(typed)
        folded, written = Shape(plain), Shape(typed)
        prefix = re.split(r"[*?]", plain, maxsplit=1)[0]
        whole = plain == f"{prefix}*"
        found: list[Sequence[int]] = []
        for segment in self._segments:
            terms = segment.content.terms
            candidates: list[int] = []
            for run in beginnings(terms, prefix):
                if whole:
                    candidates += run
                    continue
                for number, text in zip(run, terms.texts(run), strict=True):
                    if text.isascii() or text >= BEYOND_ACCENTS:
                        fits = folded.matches(text)
                    else:  # a ligature is one letter as it is written, and two without it
                        fits = folded.matches(analysis.fold(text)) or written.matches(text)
                    if fits:
                        candidates.append(number)
            found.append(candidates)
        return self._most_frequent(found)

    def like(self, token: analysis.Token, edits: int) -> Expansion:
        """The terms that begin like a word and differ from it by so many letters at most.

        Letters may be added, left out, changed or swapped (Damerau and Levenshtein); accents make
        no difference.
        """
        plain = analysis.fold(token.form)
        found: list[Sequence[int]] = []
        for segment in self._segments:
            terms = segment.content.terms
            candidates = [
                number
                for run in beginnings(terms, plain[:1])
                for number in terms.resembling(plain.encode(), edits, run)
            ]
            texts = map(analysis.fold, terms.decoded(candidates))
            near = process.extract(
                plain, list(texts), scorer=OSA.distance, score_cutoff=edits, limit=None
            )
            found.append([candidates[number] for _, _, number in near])
        return self._most_frequent(found)

    def count(self, form: str) -> int:
        """How many documents hold a form."""
        found = ((segment, segment.content.terms.find(form.encode())) for segment in self._segments)
        return sum(s.document_frequencies([t])[0] for s, t in found if t is not None)

    def near(self, plain: str, edits: int) -> list[tuple[str, int, int]]:
        """Forms that differ from a word by so many letters at most, accents aside.

        Args:
            plain: The word without accents.
            edits: Letters added, left out, changed or swapped.

        Returns:
            Form, how many letters differ, and how many documents hold it; most frequent first.
        """
        counts: dict[tuple[str, int], int] = {}
        for segment in self._segments:
            terms = segment.content.terms
            numbers = terms.resembling(plain.encode(), edits, range(len(terms)))
            forms = terms.decoded(numbers)
            for _, distance, at in process.extract(
                plain,
                [analysis.fold(form) for form in forms],
                scorer=OSA.distance,
                score_cutoff=edits,
                limit=None,
            ):
                if distance:
                    key = forms[at], int(distance)
                    (here,) = segment.document_frequencies([numbers[at]])
                    counts[key] = counts.get(key, 0) + here
        found = [(form, distance, count) for (form, distance), count in counts.items() if count]
        return sorted(found, key=lambda item: (-item[2], item[0]))

    def _most_frequent(self, several: Sequence[Sequence[int]]) -> Expansion:
        kept = []
        for segment, terms in zip(self._segments, several, strict=True):
            if len(terms) > MAX_EXPANSIONS:
                counts = np.array(segment.document_frequencies(terms))
                best = np.argsort(-counts, kind="stable")[:MAX_EXPANSIONS]
                terms = [terms[at] for at in best.tolist()]  # noqa: PLW2901 - the same, cut
            kept.append(tuple(sorted(terms)))
        return Expansion(tuple(kept), any(len(terms) > MAX_EXPANSIONS for terms in several))

    def _beginning(self, prefix: str) -> Terms:
        begin = prefix.encode()
        return tuple(tuple(segment.content.terms.with_prefix(begin)) for segment in self._segments)

    @property
    def _stems(self) -> analysis.Stems:
        """Stemmers hold a buffer each, so every thread has its own."""
        stems = getattr(self._local, "stems", None)
        if stems is None:
            stems = self._local.stems = analysis.Stems(self._languages)
        return stems


class Shape:
    """Words of a shape: ``*`` stands for any letters, ``?`` for one.

    Looked for part by part, from left to right: one regular expression for all of it would take
    hours for words and patterns made to that end.
    """

    def __init__(self, pattern: str) -> None:
        parts = [re.escape(part).replace(r"\?", ".") for part in pattern.split("*")]
        self._first = re.compile(parts[0])
        self._middle = [re.compile(part) for part in parts[1:-1] if part]
        self._last = re.compile(parts[-1]) if len(parts) > 1 else None
        self._last_size = len(pattern.rpartition("*")[2])

    def matches(self, text: str) -> bool:
        """True if a word has the shape."""
        if self._last is None:
            return self._first.fullmatch(text) is not None
        begin = self._first.match(text)
        if begin is None:
            return False
        at = begin.end()
        for part in self._middle:
            found = part.search(text, at)
            if found is None:
                return False
            at = found.end()
        end = len(text) - self._last_size
        return end >= at and self._last.match(text, end) is not None
