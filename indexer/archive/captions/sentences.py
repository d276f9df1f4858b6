"""Text -> its sentences, in Latin and in Chinese, Japanese and Korean script.

A full stop after an abbreviation ends a sentence only sometimes ("on Feb. 1", "Sputnik V."). What
the words around it do not decide can be decided by other texts in which a sentence is known to
end there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.archive.captions.word_lists import word_set
from indexer.archive.characters import fold_spaces, places_of
from indexer.months import MONTHS

# Possessive quantifiers and the look-behind keep each run of stops to one attempt; the look-behind
# comes second, so that nothing but stops is tried.
_STOP = re.compile(
    r"[.!?…。！？｡](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=[\s(（\[【]|$)"
    r"|(?<=[。！？｡])(?<![。！？｡].)[。！？｡]*+[”’」』）)】\]\"']*+)"
)
_STOPS = ".!?…。！？｡"
_ASCII_STOPS = ".!?"
_ASCII_RUN = re.compile(r"[.!?]++")
_BRACKETS = "()[]（）【】"
_ASCII_BRACKETS = "()[]"
_OPENING = {")": "(", "]": "[", "）": "（", "】": "【"}
_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*|\d+)$")
_WORD_BACKWARDS = re.compile(r"[\w.'’-]*")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([\w'’]+)(\.?)")
_MULTI_DOT = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WINDOW = 48
_SHORT = 4000
_DAY_DIGITS = 2  # "1. Februar"
_MONTH_LETTERS = 4  # "Sept", not "March"

_TITLES = word_set(
    """
    mr mrs ms dr prof st ste sts gen sen rep gov lt col sgt capt cmdr adm maj rev hon pres mt ft
    messrs mme mlle cpl pfc spc pvt brig supt insp det atty vs v.s cf e.g i.e approx ca bros hr
    fr sr. sra srta dra herr frau ing mag
    """
)
_BEFORE_NUMBERS = word_set(
    """
    no nos nr art sec fig vol p pp ch op núm ca c approx est
    """
)
_SUFFIXES = word_set(
    """
    inc co ltd corp jr sr llc plc bros etc ave blvd rd dept univ assn
    """
)
_DAY_HALVES = frozenset({"a.m", "p.m"})
_TIMES_GO_ON = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday est edt cst cdt mst mdt pst pdt gmt
    utc eastern central pacific mountain local et pt ct
    """
)
# Words that open a sentence but hardly ever follow an initial or an abbreviation inside one.
_OPENERS = word_set(
    """
    the a an in on at it he she they we i this that these those there his her its their our my
    according after before but and as while when where if for from by with during since although
    however meanwhile some many most several more both all each no not two three four five six
    seven eight nine ten what who how why to more over under about officials police people photo
    photograph photographs picture pictures photos courtesy credit image el los las les der das
    ein eine il os
    """
)
# A letter after one of these is a designation ("vitamin C"), not somebody's initial.
_DESIGNATED = word_set(
    """
    vitamin hepatitis plan group grade class type category section block terminal gate schedule
    exhibit model sputnik influenza zone room hall league serie series team appendix stage phase
    part line platform version level title chapter volume building wing unit tier
    """
)


def split_sentences(text: str, *, known_ends: Collection[str] = ()) -> list[str]:
    """Splits text into its sentences.

    Args:
        text: Plain text; runs of whitespace count as one space.
        known_ends: Texts known to end where a sentence ends, such as a story's paragraphs. A stop
            after an abbreviation counts as an end if one of them ends with the same two words.

    Returns:
        The sentences in order, each with its closing punctuation; empty for blank text.
    """
    return list(split_at(text, endings_of(known_ends)))


def endings_of(known_ends: Collection[str]) -> frozenset[str]:
    """The words before known ends, worked out once for many texts."""
    return frozenset(_twoword_set(known) for known in known_ends)


class Splitting(NamedTuple):
    """A text split into its sentences.

    Attributes:
        sentences: In order, each with its closing punctuation.
        is_open: True if a stop was met of which other texts have to tell whether it ends one.
    """

    sentences: tuple[str, ...]
    is_open: bool


def split_at(text: str, endings: frozenset[str]) -> tuple[str, ...]:
    """Splits text into its sentences, given the words of :func:`endings_of`."""
    return split(text, endings).sentences


def split(text: str, endings: frozenset[str] = frozenset()) -> Splitting:
    """Splits text into its sentences, and tells whether other words could split it further."""
    text, stops = _stops_of(text)
    if not stops:
        return Splitting((text,) if text else (), is_open=False)
    sentences = []
    start = 0
    is_open = False
    for stop in stops:
        open_words = _judge(text, stop)
        if open_words:
            is_open = True
        if open_words is not None and (not open_words or open_words in endings):
            sentences.append(text[start : stop[1]].strip())
            start = stop[1]
    sentences.append(text[start:].strip())
    return Splitting(tuple(filter(None, sentences)), is_open)


def last_sentence(text: str) -> str:
    """The last of the sentences that :func:`split_sentences` would give; empty for blank text."""
    if not text.isascii():
        text, stops = _stops_of(text)
        return _after_last(text, reversed(stops))
    # Backwards, so that most of what stands before the last sentence is not looked at.
    text = fold_spaces(text)
    return _after_last(text, _ascii_stops_backwards(text))


def _after_last(text: str, stops: Iterable[tuple[int, int]]) -> str:
    """What follows the first of some stops that ends a sentence by itself; else the whole text."""
    for stop in stops:
        if _judge(text, stop) == "":
            return text[stop[1] :].strip()
    return text


def _ascii_stops_backwards(text: str) -> Iterator[tuple[int, int]]:
    """The stops of :func:`_find_stops` in ASCII text, the last one first."""
    pairs = _outermost_brackets(text)
    for run in _ASCII_RUN.finditer(text[::-1]):
        stop = _STOP.match(text, len(text) - run.end())
        if stop and stop.end() < len(text) and not _lies_in(pairs, stop.end() - 1):
            yield stop.span()


class _Stops(NamedTuple):
    """Where sentences may end before a text's end.

    Attributes:
        text: The text, its white space folded.
        stops: Where stops outside of brackets begin and end.
    """

    text: str
    stops: tuple[tuple[int, int], ...]


def _stops_of(text: str) -> _Stops:
    return (_find_stops_again if len(text) <= _SHORT else _find_stops)(text)


def _find_stops(text: str) -> _Stops:
    text = fold_spaces(text)
    stops: list[tuple[int, int]] = []
    done = 0
    for place in places_of(_ASCII_STOPS if text.isascii() else _STOPS, text):
        if place >= done and (stop := _STOP.match(text, place)):
            stops.append(stop.span())
            done = stop.end()
    if stops and done >= len(text):
        stops.pop()
    if stops and (pairs := _outermost_brackets(text)):
        stops = [stop for stop in stops if not _lies_in(pairs, stop[1] - 1)]
    return _Stops(text, tuple(stops))


_find_stops_again = lru_cache(maxsize=256)(_find_stops)
"""A short text comes up again and again: while a caption is taken apart, and in other captions."""


def _judge(text: str, stop: tuple[int, int]) -> str | None:
    """Whether a stop ends a sentence, as :func:`_judge_between` says it."""
    start, end = stop
    if text[start] in "。！？｡":
        return ""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW].lstrip()
    return _judge_between(before, text[start:end], after)


@lru_cache(maxsize=1024)
def _judge_between(before: str, mark: str, after: str) -> str | None:
    """Whether a stop ends a sentence, by what stands around it.

    Returns:
        Empty for an end, None for none, the last two words where these have to tell.
    """
    # The captions of a story end alike, so that the same stop is met in each of them.
    if after[:1].islower():
        return None
    if mark[0] != "." or mark.startswith(".."):
        return ""
    run = _WORD_BACKWARDS.match(before[::-1])
    word_match = _LAST_WORD.search(before, len(before) - (run.end() if run else 0))
    if word_match is None:
        return ""
    word = word_match.group()
    next_match = _NEXT_WORD.match(after)
    following = next_match.group(1) if next_match else ""
    verdict = _verdict(word, before[: word_match.start()], after, following)
    if verdict is None:
        return _twoword_set(before + mark)
    return "" if verdict else None


def _twoword_set(text: str) -> str:
    words = text[-2 * _WINDOW :].casefold().rstrip("\"'”’»)] ").split()
    return " ".join(words[-2:])


def _outermost_brackets(text: str) -> list[tuple[int, int]]:
    """Where matched brackets that lie in no others open and close; one alone hides nothing."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for at in places_of(_ASCII_BRACKETS if text.isascii() else _BRACKETS, text):
        char = text[at]
        if char in "([（【":
            open_at.append(at)
        elif open_at and text[open_at[-1]] == _OPENING[char]:
            opened = open_at.pop()
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, at))
    return pairs


def _lies_in(pairs: Sequence[tuple[int, int]], at: int) -> bool:
    """True for a place between the brackets of a pair; the pairs are in order."""
    after = bisect_right(pairs, (at, at))
    return after > 0 and at < pairs[after - 1][1]


def _verdict(word: str, earlier: str, after: str, following: str) -> bool | None:
    """True for an end, False for an abbreviation, None where the words do not tell."""
    folded = word.casefold()
    numbered = _before_number(word, folded, after, following.casefold())
    if numbered is not None:
        return numbered
    if after[:1] in "([（【":
        return folded not in _TITLES
    if len(word) == 1 and word.isupper():
        return _after_letter(earlier, after, following.casefold())
    if folded in _TITLES:
        return None
    if folded in _SUFFIXES or _MULTI_DOT.fullmatch(word):
        return True if following.casefold() in _OPENERS and not _is_initial(after) else None
    return True


def _before_number(word: str, folded: str, after: str, following: str) -> bool | None:
    """Judges words that go with numbers, days and hours; None if the word is none of them."""
    if word.isdigit():
        return not (len(word) <= _DAY_DIGITS and following in MONTHS)
    if folded in _BEFORE_NUMBERS or (folded in MONTHS and len(word) <= _MONTH_LETTERS):
        return not after[:1].isdigit()
    if folded in _DAY_HALVES:
        return following not in _TIMES_GO_ON
    return None


def _after_letter(earlier: str, after: str, following: str) -> bool | None:
    """Judges a single capital: somebody's initial, or the end of "Sputnik V."."""
    if _is_initial(after):
        return False
    if following in _OPENERS or not following:
        return True
    words = earlier.split()
    return True if words and words[-1].casefold() in _DESIGNATED else None


def _is_initial(after: str) -> bool:
    return len(after) > 1 and after[0].isupper() and after[1] == "."
