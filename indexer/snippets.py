"""Stored text and what matched, as runs of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer import analysis
from indexer.engine.base import Run, Runs

Pattern = tuple[frozenset[str], ...]
"""What a word or phrase is found by: forms, one set a position."""

PASSAGE_LENGTH = 240
"""Characters of a passage, about two lines and a half on a page."""

UNSPACED_PASSAGE_LENGTH = 90
"""The same for scripts without spaces, whose characters say more."""

MAX_PASSAGES = 2
_ELLIPSIS = "…"


class _Match(NamedTuple):
    start: int
    end: int
    pattern: int


def mark(text: str, patterns: Sequence[Pattern]) -> Runs:
    """The whole text, with every occurrence of the patterns matched."""
    return _runs(text, _merge(_find(text, patterns)), 0, len(text))


def passages(paragraphs: Iterable[str], patterns: Sequence[Pattern]) -> tuple[Runs, ...]:
    """The passages that show most of what matched, in the order of the text; may be none."""
    found: list[tuple[set[int], int, str, list[_Match], int, int]] = []
    for order, text in enumerate(paragraphs):
        matches = _find(text, patterns)
        if matches:
            start, end = _best_window(text, matches)
            inside = [m for m in matches if m.start >= start and m.end <= end]
            found.append(({m.pattern for m in inside}, order, text, matches, start, end))
    chosen: list[tuple[set[int], int, str, list[_Match], int, int]] = []
    covered: set[int] = set()
    for _ in range(MAX_PASSAGES):
        best = max(found, key=lambda f: (len(f[0] - covered), -f[1]), default=None)
        if best is None or (chosen and not best[0] - covered):
            break
        found.remove(best)
        covered |= best[0]
        chosen.append(best)
    return tuple(
        _runs(text, _merge(matches), start, end)
        for _, _, text, matches, start, end in sorted(chosen, key=lambda f: f[1])
    )


def beginning(text: str) -> Runs:
    """The first words of a text, nothing matched."""
    return _runs(text, [], 0, _cut_back(text, _length(text)))


def _find(text: str, patterns: Sequence[Pattern]) -> list[_Match]:
    if not patterns:
        return []
    tokens = list(analysis.tokenize(text))
    first_forms: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for form in pattern[0]:
            first_forms.setdefault(form, []).append(number)
    matches = []
    for position, token in enumerate(tokens):
        for number in first_forms.get(token.form, ()):
            pattern = patterns[number]
            following = tokens[position : position + len(pattern)]
            if len(following) == len(pattern) and all(
                t.form in forms for t, forms in zip(following, pattern, strict=True)
            ):
                end = following[-1].end
                if token.unspaced and len(pattern) == 1 and token.form[0] in pattern[0]:
                    end = token.start + 1  # a single character was asked for
                matches.append(_Match(token.start, end, number))
    return matches


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
    start = _cut_forward(text, start, limit=best[2])
    return start, max(_cut_back(text, start + length), best[3])


def _length(text: str) -> int:
    sample = list(analysis.tokenize(text[:200]))
    unspaced = sum(token.unspaced for token in sample)
    return UNSPACED_PASSAGE_LENGTH if unspaced * 2 > len(sample) else PASSAGE_LENGTH


def _cut_forward(text: str, start: int, *, limit: int) -> int:
    """The next beginning of a word from start on, but never past the limit."""
    if start == 0 or text[start - 1].isspace():
        return start
    space = text.find(" ", start, limit)
    return min(space + 1, limit) if space >= 0 else start


def _cut_back(text: str, end: int) -> int:
    """The last end of a word before end."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, end - 40), end + 1)
    return space if space > 0 else end


def _merge(matches: Iterable[_Match]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(matches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> Runs:
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
