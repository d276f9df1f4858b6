"""Which forms of the index are forms of a typed word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indexer import analysis
from indexer.engine.whoosh.snapshot import DocumentIndex


class Vocabulary:
    """The forms in some fields of an index, found by word.

    The index holds forms only; stems live here, so that one field serves exact phrases, stemming
    and accents, and another set of languages needs no new index.
    """

    def __init__(
        self, index: DocumentIndex[Any], fields: Iterable[str], languages: Iterable[str]
    ) -> None:
        self._index = index
        self._fields = tuple(fields)
        self._stems = analysis.Stems(languages)
        self._by_key: dict[str, set[str]] = {}
        for field in self._fields:
            for form in index.forms(field):
                if not analysis.is_pair(form):  # those have no stems
                    for key in self._stems.keys(form):
                        self._by_key.setdefault(key, set()).add(form)

    def forms_of(self, token: analysis.Token) -> frozenset[str]:
        """The forms of a typed word that the index holds, the typed one always among them."""
        form = token.form
        if token.unspaced:
            if token.end - token.start > 1:
                return frozenset((form,))
            return frozenset((form,)).union(
                *(self._index.forms(field, form) for field in self._fields)
            )
        found = {form}
        for key in self._stems.keys(form):
            found |= self._by_key.get(key, set())
        return frozenset(found)

    def frequency(self, form: str) -> int:
        """Documents that hold the form in a field, summed over the fields."""
        return sum(1 for field in self._fields for _ in self._index.postings(field, form))
