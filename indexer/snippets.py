"""Stored text and what matched, as runs of plain text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

import regex

from indexer import analysis
from indexer.engine.results import Run, Runs

Pattern = tuple[frozenset[str], ...]
"""What a word or phrase is found by: forms, one set a position."""

Span = tuple[int, int]
"""Where a match begins and ends in a text, in characters."""

PASSAGE_LENGTH = 240
"""Characters of a passage, about two lines and a half on a page."""

UNSPACED_PASSAGE_LENGTH = 90
"""The same for scripts without spaces, whose characters say more."""

MAX_PASSAGES = 2
MAX_MATCHES = 1000
"""Matches of a form looked at for passages; none is the better for more."""

MANY_FORMS = 64
"""From how many forms on a text is read word by word instead of searched for each."""

_SHORT = 300
"""Characters up to which a text is read word by word."""

_HEADING_LENGTH = 60
"""Characters up to which a paragraph is as likely a heading as a text."""

_UNSPACED_HEADING_LENGTH = 25

_SENTENCE_END = regex.compile(
    r"\w{3}[.!?…][\"'”’»)\]]*\s+(?!\p{Ll}|(?<=\b\p{L}{3,4}\.\s+)\p{N})|[。！？]|\n\s*"
)
"""Where a passage may begin; what is short before a stop may be an abbreviation, before a number
also of three or four letters: *Nov. 19*, *Vol. 3*."""

_ENDING = 8
"""Characters in which such an end has room."""

_PLAIN_WORD = re.compile(r"(?<=[0-9])\.[0-9]{1,3}(?![a-z0-9])|[a-z0-9]+")
_ELLIPSIS = "…"
_JOINER = "\u200d"
_ADDED = regex.compile(r"[\p{M}\p{Emoji_Modifier}\u200d\uff9e\uff9f]")
_MOST_MARKS = 16
"""Marks that a character has at most; more are no writing."""


class _Match(NamedTuple):
    start: int
    end: int
    pattern: int


class _Passage(NamedTuple):
    patterns: frozenset[int]
    text: str
    matches: Sequence[_Match]
    start: int
    end: int


def mark(text: str, patterns: Sequence[Pattern]) -> Runs:
    """The whole text, with every occurrence of the patterns matched."""
    if len(text) <= _SHORT and _is_plain(text) and all(len(pattern) == 1 for pattern in patterns):
        return _mark_plain(text, patterns)
    return _runs(text, _merge(_find(text, patterns)), 0, len(text))


def _is_plain(text: str) -> bool:
    """True if a text's words are its ASCII letters and digits, and nothing else belongs to them."""
    return text.isascii() and "'" not in text and "+" not in text and "#" not in text


def _mark_plain(text: str, words: Sequence[Pattern]) -> Runs:
    """The same of a plain text and single words, most titles and most queries; a third the time."""
    forms = frozenset[str]().union(*(word[0] for word in words))
    found = [m.span() for m in _PLAIN_WORD.finditer(text.lower()) if m[0] in forms]
    return _runs(text, found, 0, len(text))


def mark_each(texts: Sequence[str], patterns: Sequence[Pattern]) -> tuple[Runs, ...]:
    """Every one of some texts whole, as :func:`mark` gives it."""
    found = find_spans(texts, patterns)
    return tuple(_runs(text, found.get(n, ()), 0, len(text)) for n, text in enumerate(texts))


def mark_sentences(sentences: Sequence[str], patterns: Sequence[Pattern]) -> tuple[Runs, ...]:
    """Every sentence of a text; what reaches from one into the next is marked in both."""
    spans = _merge(_find(" ".join(sentences), patterns))
    ends = accumulate(len(sentence) + 1 for sentence in sentences)
    marked = []
    for sentence, end in zip(sentences, ends, strict=True):
        size = len(sentence)
        begin = end - 1 - size
        inside = [(max(first - begin, 0), min(last - begin, size)) for first, last in spans]
        marked.append(_runs(sentence, [(a, b) for a, b in inside if a < b], 0, size))
    return tuple(marked)


def find_spans(texts: Sequence[str], patterns: Sequence[Pattern]) -> dict[int, list[Span]]:
    """Number of a text -> where patterns stand in it, in order; none without a match.

    Matches that overlap are one, and none reaches from one text into the next.
    """
    return {n: _merge(found) for n, found in _find_inside(texts, patterns, sys.maxsize).items()}


def passages(paragraphs: Iterable[str], patterns: Sequence[Pattern]) -> tuple[Runs, ...]:
    """The passages that show most of what matched, in the order of the text; may be none."""
    texts = list(paragraphs)
    found = _find_inside(texts, patterns, MAX_MATCHES)
    chosen: dict[int, _Passage] = {}
    covered: frozenset[int] = frozenset()
    for _ in range(MAX_PASSAGES):
        best = _best_passage(texts, found, covered)
        if best is None:
            break
        number, passage = best
        covered |= passage.patterns
        chosen[number] = passage
        del found[number]
    return tuple(_runs_of(passage) for _, passage in sorted(chosen.items()))


def _runs_of(passage: _Passage) -> Runs:
    """A passage with the matches that lie in it, though they touch others outside."""
    start, end = passage.start, passage.end
    inside = (m for m in passage.matches if m.start >= start and m.end <= end)
    return _runs(passage.text, _merge(inside), start, end)


def beginning(paragraphs: Iterable[str]) -> Runs:
    """The first words of a text, nothing matched; of several paragraphs if the first are short.

    Greetings and headings (*Hi everyone,*) say nothing of what they begin.
    """
    text = ""
    for paragraph in paragraphs:
        text = f"{text} {paragraph}".strip()
        if not _is_heading(text):
            break
    return _runs(text, [], 0, _cut_back(text, _length(text)))


def _best_passage(
    paragraphs: Sequence[str], found: Mapping[int, Sequence[_Match]], covered: frozenset[int]
) -> tuple[int, _Passage] | None:
    """The earliest of the passages that add most to what is covered, and its paragraph.

    One from a text is better than a heading, which says no more than the title mostly. A passage
    adds no more than its paragraph could, so most need not be cut to know.
    """
    ranks = {
        n: (-len({m.pattern for m in matches} - covered), _is_heading(paragraphs[n]), n)
        for n, matches in found.items()
    }
    best: tuple[tuple[int, bool, int], _Passage] | None = None
    for number, (least, heading, _) in sorted(ranks.items(), key=itemgetter(1)):
        if not least or (best and (least, heading, number) > best[0]):
            break
        passage = _cut_passage(paragraphs[number], found[number])
        rank = -len(passage.patterns - covered), heading, number
        if rank[0] and (best is None or rank < best[0]):
            best = rank, passage
    return (best[0][2], best[1]) if best else None


def _is_heading(paragraph: str) -> bool:
    """True for one that is as short as headings are."""
    if len(paragraph) > _HEADING_LENGTH:
        return False
    return len(paragraph) <= _by_script(paragraph, _HEADING_LENGTH, _UNSPACED_HEADING_LENGTH)


def _cut_passage(text: str, matches: Sequence[_Match]) -> _Passage:
    """The best passage of a paragraph."""
    start, end = _best_window(text, matches)
    shown = frozenset(m.pattern for m in matches if m.start >= start and m.end <= end)
    return _Passage(shown, text, matches, start, end)


def _find_inside(
    paragraphs: Sequence[str], patterns: Sequence[Pattern], most: int
) -> dict[int, list[_Match]]:
    """Number of a paragraph -> what matched in it; none without a match."""
    # Searched as one text: a story of thousands of paragraphs costs no more than its letters.
    begins = [0]
    for paragraph in paragraphs:
        begins.append(begins[-1] + len(paragraph) + 1)
    inside: dict[int, list[_Match]] = {}
    for match in _find("\n".join(paragraphs), patterns, most):
        number = bisect_right(begins, match.start) - 1
        if match.end < begins[number + 1]:
            shifted = _Match(
                match.start - begins[number], match.end - begins[number], match.pattern
            )
            inside.setdefault(number, []).append(shifted)
    return inside


def _find(text: str, patterns: Sequence[Pattern], most: int = sys.maxsize) -> list[_Match]:
    """Every match of every pattern, of a form ``most`` at most, in the order of the text."""
    if not patterns:
        return []
    folded, offsets = analysis.fold_with_offsets(text)
    many = sum(len(pattern[0]) for pattern in patterns) > MANY_FORMS
    matches = list(
        _find_word_by_word(folded, patterns) if many else _find_forms(folded, patterns, most)
    )
    if offsets is not None:
        matches = [
            _Match(offsets[m.start], offsets[m.end], m.pattern)
            for m in matches
            if not (_is_inside(offsets, m.start) or _is_inside(offsets, m.end))
        ]
    return sorted(matches)


def _is_inside(offsets: Sequence[int], at: int) -> bool:
    """True for a place within what is one character of the text, as the 2 of ½."""
    return at > 0 and offsets[at] == offsets[at - 1]


def _find_forms(folded: str, patterns: Sequence[Pattern], most: int) -> Iterator[_Match]:
    """Where patterns stand in a folded text."""
    for number, pattern in enumerate(patterns):
        for form in pattern[0]:
            at = folded.find(form)
            for _ in range(most):
                if at < 0:
                    break
                end = _match_rest(folded, at, form, pattern)
                if end is not None:
                    yield _Match(at, end, number)
                at = folded.find(form, at + 1)


def _find_word_by_word(folded: str, patterns: Sequence[Pattern]) -> Iterator[_Match]:
    """The same, quicker where there are many forms to look for."""
    numbers: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for form in pattern[0]:
            numbers.setdefault(form, []).append(number)
    for token in analysis.tokenize(folded):
        single = {token.form[0]} if token.unspaced else set()
        for form in single | {token.form}:
            for number in numbers.get(form, ()):
                end = _match_rest(folded, token.start, form, patterns[number])
                if end is not None:
                    yield _Match(token.start, end, number)


def _match_rest(folded: str, start: int, form: str, pattern: Pattern) -> int | None:
    """Where a pattern ends whose first form may stand there; None if it does not."""
    if not analysis.is_word_at(folded, start, form):
        return None
    if len(pattern) == 1 and analysis.is_pair(form) and form[0] in pattern[0]:
        return start + 1  # a single character was asked for
    at, end = start, analysis.end_of_word(folded, start, form)
    for slot in pattern[1:]:
        at = analysis.next_word(folded, at, form)
        # Of a pair and a single character of it, the character was asked for.
        there = [form for form in slot if analysis.is_word_at(folded, at, form)]
        if not there:
            return None
        following = min(there, key=len)
        form, end = following, analysis.end_of_word(folded, at, following)
    return None if analysis.is_before_not(folded, end, form) else end


def _best_window(text: str, matches: Sequence[_Match]) -> tuple[int, int]:
    """Start and end of the stretch that holds most patterns, then most matches."""
    length = _length(text)
    if len(text) <= length:
        return 0, len(text)
    best = (0, 0, matches[0].start, matches[0].end)
    last = 0
    for first, match in enumerate(matches):
        last = max(last, first)
        while last + 1 < len(matches) and matches[last + 1].end - match.start <= length:
            last += 1
        inside = matches[first : last + 1]
        candidate = (len({m.pattern for m in inside}), len(inside), match.start, inside[-1].end)
        if candidate[:2] > best[:2]:
            best = candidate
    _, _, start, end = best
    room = max(0, length - (end - start))
    start = max(0, min(start - room // 3, len(text) - length))
    start = _cut_forward(text, start, earliest=max(0, end - length), limit=best[2])
    return start, max(_cut_back(text, start + length), best[3])


def _length(text: str) -> int:
    return _by_script(text, PASSAGE_LENGTH, UNSPACED_PASSAGE_LENGTH)


def _by_script(text: str, spaced: int, unspaced: int) -> int:
    """One of two numbers of characters, by whether a text is mostly of a script without spaces."""
    sample = text[:200]
    return unspaced if analysis.count_unspaced(sample) * 3 > len(sample) else spaced


def _cut_forward(text: str, start: int, *, earliest: int, limit: int) -> int:
    """The beginning of a sentence that is nearest to start, else of a word: the next one, or this.

    Never before what is earliest or past the limit.
    """
    ends = (m.end() for m in _SENTENCE_END.finditer(text, max(0, earliest - _ENDING), limit))
    sentences = [at for at in (0, *ends) if earliest <= at <= limit]
    if sentences:
        return min(sentences, key=lambda at: abs(at - start))
    if text[start - 1].isspace():
        return start
    space = text.find(" ", start, limit)
    if space < 0:  # within the word that matched, or its address
        space = text.rfind(" ", earliest, start)
    return min(space + 1, limit) if space >= 0 else _between_characters(text, start)


def _cut_back(text: str, end: int) -> int:
    """The last end of a word before end."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, end - 40), end + 1)
    return space if space > 0 else _between_characters(text, end)


def _between_characters(text: str, at: int) -> int:
    """A place in a text, or the one before it that parts no character from its marks."""
    first = max(0, at - _MOST_MARKS)
    while at > first and (_ADDED.match(text, at) or text[at - 1] == _JOINER):
        at -= 1
    return at


def _merge(matches: Iterable[_Match]) -> list[Span]:
    merged: list[Span] = []
    for start, end, _ in sorted(matches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str, spans: Iterable[Span], start: int, end: int) -> Runs:
    runs: list[Run] = []
    at = start
    for first, last in spans:
        if first < start or last > end:
            continue
        if first > at:
            runs.append(Run(text[at:first], matched=False))
        runs.append(Run(text[first:last], matched=True))
        at = last
    if at < end:
        runs.append(Run(text[at:end], matched=False))
    if start > 0 and runs:
        runs = _attach(runs, before=_ELLIPSIS + (" " if text[start - 1].isspace() else ""))
    if end < len(text) and runs:
        runs = _attach(runs, after=" " * text[end].isspace() + _ELLIPSIS)
    return tuple(runs)


def _attach(runs: list[Run], *, before: str = "", after: str = "") -> list[Run]:
    """Adds text that did not match to an end of the runs."""
    first, last = runs[0], runs[-1]
    if before:
        if first.matched:
            return [Run(before, matched=False), *runs]
        return [Run(before + first.text, matched=False), *runs[1:]]
    if last.matched:
        return [*runs, Run(after, matched=False)]
    return [*runs[:-1], Run(last.text + after, matched=False)]
