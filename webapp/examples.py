"""Words, names and years of this very archive, for examples that find something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from indexer.engine.base import Engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Facet, PhotoHit, SearchResult, Suggested
from indexer.query.stop_words import stop_words

_SAMPLE = 30
"""Newest stories and photos that examples are taken from."""

_SEEDS = 40
"""Words of titles that are looked up among the phrases of the archive."""

_MIN_LETTERS = 4
"""Shorter words make poor examples of wildcards and mistakes."""

_WORD = re.compile(r"[^\W\d_]+")
_IGNORED = stop_words(("en", "de", "fr", "es"))


@lru_cache(maxsize=2)
def find_examples(engine: Engine, generation: int) -> Mapping[str, str]:  # noqa: ARG001 - what it is true of
    """What examples can be made of; empty where the archive has nothing of the kind.

    Returns:
        The most frequent value of each facet by its name, and: ``phrase``, words that stand side by
        side in stories; ``word`` and ``other`` of it, ``third`` of another; ``beginning``,
        ``letter`` and ``mistyped``, the first of them in part, with a wildcard, and with two
        letters swapped; ``joined``, the phrase with hyphens; ``caption`` and ``file``, words of a
        photo; ``year`` and ``month``, ``decade``; ``taken``, a year of a photo; ``id`` and
        ``address`` of a story.
    """
    newest = engine.search(SearchRequest(size=_SAMPLE))
    values = {name: _most_frequent(facet) for name, facet in newest.facets.items()}
    titles = list(dict.fromkeys(word for hit in newest.hits for word in _telling(hit.title)))
    phrases = _phrases(engine, titles)
    values |= _words(phrases[0] if phrases else "")
    others = dict.fromkeys([word for text in phrases for word in _telling(text)] + titles)
    values["third"] = next(
        (
            one
            for one in others
            if one != values["other"] and _is_apart(engine, values["word"], one)
        ),
        "",
    )
    values |= _of_photos(engine)
    values |= _of_days(newest)
    first = newest.hits[0] if newest.hits else None
    values["id"] = first.id if first else ""
    values["address"] = (first.public_url or "") if first else ""
    return values


@lru_cache(maxsize=256)
def count_found(engine: Engine, generation: int, q: str) -> int:  # noqa: ARG001 - what it is true of
    """Stories that a query finds in a generation of the index."""
    return engine.count(SearchRequest(q=q))


def _is_apart(engine: Engine, word: str, other: str) -> bool:
    """True if some stories have the one word without the other, and some the other."""
    apart = (SearchRequest(q=f"{word} -{other}"), SearchRequest(q=f"{other} -{word}"))
    return all(engine.count(request) for request in apart)


def _words(phrase: str) -> dict[str, str]:
    word, other = [*sorted(_telling(phrase), key=len, reverse=True), "", ""][:2]
    return {
        "phrase": phrase,
        "word": word,
        "other": other,
        "beginning": word[:_MIN_LETTERS],
        "letter": f"{word[:2]}?{word[3:]}" if word else "",
        "mistyped": f"{word[:-2]}{word[-1]}{word[-2]}" if word else "",
        "joined": "-".join(phrase.split()),
    }


def _phrases(engine: Engine, titles: list[str]) -> list[str]:
    """Frequent phrases with a word of a new title, those of telling words first."""
    found = {
        suggestion.text: suggestion.count
        for seed in titles[:_SEEDS]
        for suggestion in engine.suggest(seed)
        if suggestion.kind is Suggested.PHRASE
    }
    return sorted(found, key=lambda text: (-len(list(_telling(text))), -found[text], text))


def _of_photos(engine: Engine) -> dict[str, str]:
    """Words of the newest captions and files, and a year in which a photo was taken."""
    found = engine.search(SearchRequest(kind=Kind.PHOTOS, size=_SAMPLE))
    hits = [hit for hit in found.hits if isinstance(hit, PhotoHit)]
    captions = (word for hit in hits for text, _ in hit.caption for word in _telling(text))
    files = (word for hit in hits for word in _telling(hit.file.rpartition(".")[0]))
    taken = (str(hit.taken.earliest.year) for hit in hits if hit.taken)
    return {
        "caption": next(captions, ""),
        "file": next(files, ""),
        "taken": next(taken, ""),
        **{name: _most_frequent(found.facets[name]) for name in ("via", "method")},
    }


def _of_days(newest: SearchResult) -> dict[str, str]:
    years = [value.value for value in newest.facets["year"].values if value.value]
    days = [hit.date for hit in newest.hits if hit.date]
    year = years[len(years) // 2] if years else ""
    return {
        "year": year,
        "month": f"{days[0]:%Y-%m}" if days else "",
        "decade": f"{year[:3]}0s" if year else "",
    }


def _telling(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if len(word) >= _MIN_LETTERS and word.lower() not in _IGNORED:
            yield word.lower()


def _most_frequent(facet: Facet) -> str:
    values = [value for value in facet.values if value.value]
    return max(values, key=lambda value: value.count).value if values else ""
