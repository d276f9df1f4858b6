"""What a segment has to suggest while somebody types, kept beside it.

Made of what the segment holds, so that it is written with a segment, merged or not, and never
again; what was deleted since is left out when suggestions are made.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

import numpy as np

from indexer.engine.whoosh.segments.arrays import (
    Array,
    ArrayFile,
    Integers,
    different,
    narrow,
    write_arrays,
)
from indexer.engine.whoosh.segments.content import Content, offsets_of, ranges
from indexer.engine.whoosh.segments.parts import all_postings
from indexer.engine.whoosh.segments.phrases import find_phrases
from indexer.engine.whoosh.segments.texts import TextTable, folded_words, pack_texts, word_of
from indexer.query.stop_words import stop_words

STORY_FACETS = ("author", "category", "tag", "keyword")
PHOTO_FACETS = ("photographer", "agency", "place")
"""Facets whose values are suggested."""

SUGGESTED_FACETS = STORY_FACETS + PHOTO_FACETS

_LAST_FIELDS = {"stories": "description", "photos": "credit"}
"""Phrases are taken from the fields up to these: names and tags are suggested as they are."""


class PhraseTexts:
    """Frequent phrases.

    Attributes:
        texts: The phrases.
        counts: Documents that have each, an estimate for large segments; ``(phrases,)``.
        witnesses: Some of these; ``(phrases, witnesses)``.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.texts = TextTable(file, name)
        self.counts = file[f"{name}.counts"]
        self.witnesses = file[f"{name}.witnesses"]
        self._terms = file[f"{name}.terms"]
        self._begins = file[f"{name}.begins"]

    def terms(self, phrase: int) -> list[int]:
        """The terms of a phrase."""
        # The texts of a table have a 0 before each of them, which terms have not.
        first, last = (int(self._begins[phrase + n]) - phrase - n - 1 for n in (0, 1))
        terms: list[int] = self._terms[first:last].tolist()
        return terms


class Suggestions:
    """What a segment has to suggest.

    Attributes:
        titles: One a story, by its number.
        title_digests: The same for titles of the same words, and in every segment; ``(stories,)``.
        values: Values of facets, one facet after the other.
        first_values: Where the values of each of ``SUGGESTED_FACETS`` begin, and those of the
            last end.
        story_phrases: Frequent phrases of stories.
        photo_phrases: Of captions.
    """

    def __init__(self, file: ArrayFile) -> None:
        self.titles = TextTable(file, "titles")
        self.title_digests = file["titles.digests"]
        self.values = TextTable(file, "values")
        self.first_values = file["values.first"]
        self.story_phrases = PhraseTexts(file, "stories")
        self.photo_phrases = PhraseTexts(file, "photos")


def write_suggestions(path: Path, stories: Content, photos: Content) -> None:
    """Writes what a segment has to suggest."""
    columns = [stories.columns.facets[name] for name in STORY_FACETS]
    columns += [photos.columns.facets[name] for name in PHOTO_FACETS]
    values = [value.decode() for column in columns for value in column.values]
    words_of = [[word for word, _, _ in folded_words(value)] for value in values]
    titles, sizes = _titles(stories)
    arrays: dict[str, Array] = {
        **pack_texts("titles", titles, sizes),
        "titles.digests": _digests(titles, sizes),
        **pack_texts(
            "values",
            [word for words in words_of for word in words],
            np.array([len(words) for words in words_of], np.int64),
        ),
        "values.first": narrow(offsets_of(np.array([len(column.values) for column in columns]))),
    }
    ignored = stop_words(value.decode() for value in stories.columns.facets["lang"].values)
    with ThreadPoolExecutor(1, "phrases") as beside:
        # Both are mostly work on long arrays, during which the other goes on.
        of_photos = beside.submit(_pack_phrases, "photos", photos, ignored)
        arrays |= _pack_phrases("stories", stories, ignored)
        arrays |= of_photos.result()
    write_arrays(path, arrays, {})


def _pack_phrases(name: str, content: Content, ignored: Container[str]) -> Mapping[str, Array]:
    phrases = find_phrases(content, _LAST_FIELDS[name], ignored)
    terms = content.postings.terms
    words = [word_of(terms[term].decode()) for term in phrases.terms.tolist()]
    return {
        **pack_texts(name, words, phrases.sizes),
        f"{name}.terms": narrow(phrases.terms),
        f"{name}.counts": narrow(phrases.counts),
        f"{name}.witnesses": narrow(phrases.witnesses),
    }


def _digests(words: Sequence[str], sizes: Integers) -> Integers:
    ends = np.cumsum(sizes).tolist()
    texts = (
        " ".join(words[end - size : end]) for end, size in zip(ends, sizes.tolist(), strict=True)
    )
    digests = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, "<u8")


def _titles(stories: Content) -> tuple[Sequence[str], Integers]:
    """The folded words of every title, one after the other, and how many each has."""
    postings, field = stories.postings, stories.fields.index("title")
    used = postings.profiles[:, field] > 0
    starts = stories.layout.starts(slice(None))
    found: list[Integers] = []
    for part in all_postings(postings):
        kept = np.flatnonzero(used[part.codes])
        counts = part.sizes[kept]
        positions = postings.positions[ranges(part.begins[kept], counts)].astype(np.int64)
        documents = np.repeat(part.documents[kept].astype(np.int64), counts)
        inside = (positions >= starts[documents, field]) & (
            positions < starts[documents, field + 1]
        )
        several = documents, positions, np.repeat(part.terms[kept], counts)
        found.append(np.stack([column[inside] for column in several]))
    owners, places, terms = np.concatenate(found, axis=1)
    order = np.lexsort((places, owners))
    words = {n: word_of(postings.terms[n].decode()) for n in different(terms).tolist()}
    # A mere mark, as some scripts have them, is no word.
    order = order[np.array([bool(words[n]) for n in terms[order].tolist()], np.bool_)]
    return (
        [words[number] for number in terms[order].tolist()],
        np.bincount(owners[order], minlength=stories.count),
    )
