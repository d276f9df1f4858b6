"""Which terms of an index are forms of a typed word."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from indexer import analysis
from indexer.engine.whoosh.open_segment import OpenSegment

Terms = tuple[tuple[int, ...], ...]
"""Numbers of terms, one tuple a segment, ascending."""


class Vocabulary:
    """The forms in an index, found by word. Safe to use from several threads.

    The index holds forms only; stems live here, so that one field serves exact phrases, stemming
    and accents, and another set of languages needs no new index.
    """

    def __init__(self, segments: Sequence[OpenSegment], languages: Iterable[str]) -> None:
        self._segments = segments
        self._languages = tuple(languages)
        self._local = threading.local()

    def forms_of_word(self, token: analysis.Token) -> Terms:
        """The terms that are forms of a typed word."""
        if token.unspaced:
            single = token.end - token.start == 1
            return self._beginning(token.form) if single else self.exactly(token)
        keys = self._stems.keys(token.form)
        return tuple(
            _all_of(segment.stems.terms(key) for key in keys) for segment in self._segments
        )

    def exactly(self, token: analysis.Token) -> Terms:
        """The term that is the typed form and nothing else."""
        form = token.form.encode()
        found = (segment.content.terms.find(form) for segment in self._segments)
        return tuple(() if term is None else (term,) for term in found)

    def texts(self, terms: Terms) -> set[str]:
        """The forms behind numbers of terms."""
        return {
            segment.content.terms[term].decode()
            for segment, numbers in zip(self._segments, terms, strict=True)
            for term in numbers
        }

    def frequencies(self, terms: Terms) -> dict[str, int]:
        """Form -> documents that hold it; none that only deleted documents hold."""
        counts: dict[str, int] = {}
        for segment, numbers in zip(self._segments, terms, strict=True):
            for term in numbers:
                count = segment.document_frequency(term)
                if count:
                    form = segment.content.terms[term].decode()
                    counts[form] = counts.get(form, 0) + count
        return counts

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


def _all_of(several: Iterable[Sequence[int]]) -> tuple[int, ...]:
    lists = list(several)
    return tuple(lists[0]) if len(lists) == 1 else tuple(sorted(set().union(*lists)))
