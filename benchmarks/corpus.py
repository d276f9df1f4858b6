"""Invented stories in any number, shaped like those of a news archive, and queries for them.

Words follow Zipf's law over 15,500 invented stems of four forms each; every story has a body of
about 320 words and three captioned photos, whose captions share a sentence with the body. Nothing
is left to chance between runs: the same seed gives the same stories and queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from indexer.model import (
    ArchiveDate,
    Caption,
    Credit,
    Image,
    ImageState,
    Photo,
    Place,
    Sentence,
    Source,
    Story,
)

STEMS = 15_500
SUFFIXES = ("", "s", "ed", "ing")
SUFFIX_SHARES = (0.55, 0.25, 0.1, 0.1)
FIRST_DAY = date(2004, 1, 1)
DAYS = 365 * 20
PHOTOS = 3
_BATCH = 1000
_CONSONANTS = "bdfgklmnprtv"
_VOWELS = "aeiou"


class Corpus:
    """Invented stories.

    Args:
        seed: What they depend on.
        body_words: Words of a body, on average.
    """

    def __init__(self, seed: int = 1, body_words: int = 320) -> None:
        self._random = np.random.default_rng(seed)
        self._body_words = body_words
        self._words = np.array(
            [stem + suffix for stem in _stems() for suffix in SUFFIXES], dtype=object
        )
        shares = 1 / np.arange(2, STEMS + 2)
        self._cumulated = np.cumsum(np.outer(shares, SUFFIX_SHARES).ravel())
        self._cumulated /= self._cumulated[-1]
        self._tag_shares = _zipf(2000)
        self._name_shares = _zipf(400)

    def words(self, count: int) -> list[str]:
        """That many words, frequent ones often."""
        drawn: list[str] = self._words[
            np.searchsorted(self._cumulated, self._random.random(count))
        ].tolist()
        return drawn

    def stories(self, count: int) -> Iterator[Story]:
        """That many stories."""
        for first in range(0, count, _BATCH):
            size = min(_BATCH, count - first)
            per_story = self._body_words + 120
            words = self.words(size * per_story)
            for number in range(size):
                yield self._story(first + number, words[number * per_story :][:per_story])

    def queries(self, count: int, stories: list[Story]) -> list[str]:
        """Different queries of one to three words: half from texts, half drawn by frequency."""
        found: dict[str, None] = {}
        while len(found) < count:
            size = int(self._random.integers(1, 4))
            if len(found) % 2:
                text = stories[int(self._random.integers(len(stories)))].paragraphs[0].split()
                begin = int(self._random.integers(len(text) - size))
                words = [word.strip(".").lower() for word in text[begin : begin + size]]
            else:
                words = self.words(size)
            found[" ".join(dict.fromkeys(words))] = None
        return list(found)

    def phrases(self, count: int, stories: list[Story]) -> list[str]:
        """Two or three words that follow one another in a story."""
        found: dict[str, None] = {}
        while len(found) < count:
            text = stories[int(self._random.integers(len(stories)))].paragraphs[0].split()
            begin = int(self._random.integers(len(text) - 3))
            words = text[begin : begin + int(self._random.integers(2, 4))]
            if not any(word.endswith(".") for word in words[:-1]):
                found[" ".join(words).strip(".").lower()] = None
        return list(found)

    def _story(self, number: int, words: list[str]) -> Story:
        day = FIRST_DAY + timedelta(int(self._random.integers(DAYS)))
        shared = _sentence(words[:9])
        size = int(self._random.integers(self._body_words // 2, self._body_words * 3 // 2))
        body = (words * 2)[110 : 110 + size]
        paragraphs = [
            " ".join(_sentence(body[at : at + 16]) for at in range(begin, begin + 64, 16))
            for begin in range(0, len(body) - 16, 64)
        ]
        story_id = f"{day:%Y-%m-%d}-{number:07}"
        return Story(
            id=story_id,
            path=f"_posts/{story_id}.md",
            title=_sentence(words[10:19]).rstrip("."),
            date=ArchiveDate.on_day(day, Source.FILE_NAME, str(day)),
            authors=(f"Author {self._rank(self._name_shares)}",),
            categories=tuple(
                f"Category {c}" for c in dict.fromkeys(self._random.integers(0, 40, 2).tolist())
            ),
            tags=tuple(dict.fromkeys(f"tag {self._rank(self._tag_shares)}" for _ in range(4))),
            lang="en",
            paragraphs=(shared + " " + paragraphs[0], *paragraphs[1:]),
            photos=tuple(
                self._photo(story_id, day, n, _sentence(words[20 + n * 12 : 32 + n * 12]), shared)
                for n in range(PHOTOS)
            ),
        )

    def _photo(self, story_id: str, day: date, number: int, own: str, shared: str) -> Photo:
        name = f"Photographer {self._rank(self._name_shares)}"
        credit = Credit(f"({name}/Agency)", (name,), "Agency")
        return Photo(
            id=f"{story_id}--{number}-1",
            story_id=story_id,
            image=Image(f"/images/{story_id}-{number}.jpg", ImageState.MISSING),
            caption=Caption(
                f"{own} {shared} {credit.raw}",
                (Sentence(own, shared=False), Sentence(shared, shared=True)),
            ),
            credits=(credit,),
            taken=ArchiveDate.on_day(day - timedelta(number**6), Source.CAPTION, str(day)),
            place=Place(f"Place {self._rank(self._name_shares)}"),
        )

    def _rank(self, cumulated: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
        return int(np.searchsorted(cumulated, self._random.random()))


def _zipf(count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    cumulated = np.cumsum(1 / np.arange(1, count + 1))
    shares: np.ndarray[tuple[int], np.dtype[np.float64]] = cumulated / cumulated[-1]
    return shares


def _stems() -> Iterator[str]:
    """Different pronounceable words, short ones first."""
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    count = 0
    for length in (2, 3):
        for number in range(len(syllables) ** length):
            parts = []
            rest = number
            for _ in range(length):
                rest, at = divmod(rest, len(syllables))
                parts.append(syllables[at])
            yield "".join(parts) + "k"
            count += 1
            if count == STEMS:
                return


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."
