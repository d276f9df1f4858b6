"""Did you mean: what was typed, corrected by the words that an index holds.

A word is doubted if no document has it, or if few have it in this form and a word spelt much like
it is far more frequent; among photos none that some stories have. Where nothing has several words,
one is doubted too if another spelling of it stands with the rest far more often than by chance, as
that of a name. What might be meant instead are words a letter or two away, two words for one
(``kernelupdate``) and one for two (``open suse``). Whether it is meant is asked of the index: each
correction of the whole query is searched under the filters that apply, and the one that finds most,
given how much it changes, is offered; never one that finds nothing, and none where what was typed
does well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, product

import regex

from indexer import analysis
from indexer.engine.results import Correction, Run
from indexer.engine.whoosh.vocabulary import Vocabulary
from indexer.query.lexer import QUOTES, pair_quotes
from indexer.query.nodes import DAY_FIELDS

DOES_WELL = 10
"""Documents with every word from which on no word is doubted."""

SLIP = 20
"""How many times as frequent a word has to be to be offered for one that is known, for a slip."""

MUCH_MORE = 100
"""The same for another letter that is other, which makes many a word of another."""

TOGETHER = 20
"""How many times as often as by chance a word has to stand with the rest of a query that nothing
has to be offered for one that is known, for a slip, however frequent it is."""

MORE = 10
"""The same for one word that is written as two."""

RARE = 3
"""Documents up to which a word is none of two that one is taken apart into."""

IN_STORIES = 3
"""Stories up to which a word that no photo has may be a slip."""

MAX_WORDS = 8
MAX_KNOWN = 4
"""Words up to which those that the index has are doubted, if nothing has them all."""

MAX_CANDIDATES = 5
MAX_TRIES = 24

_VOWELS = frozenset("aeiouyаеиоуыэюяαεηιουω")
_LONG = 5
_LONGER = 6
_SHORTEST = 3
_EDIT_COST = 4.0
_FIRST_LETTER_COST = 2.0
_SPACE_COST = 3.0

_PARENTHESES = str.maketrans("()", "  ")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_NO_WORDS = regex.compile(
    rf"(?i)(?<![\w:])(?:id|story|lang|has|{'|'.join(DAY_FIELDS)}):"
    rf"(?:[{QUOTES}][^{QUOTES}]*[{QUOTES}]|\S*)"
)
_PLAIN = regex.compile(r"[\p{L}\p{M}\p{N}\s'’.,-]+")
_LETTERS = regex.compile(r"[\p{L}\p{M}]+")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word as it was typed, normalised, and where it stands."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Other letters for a stretch of a query, and how unlikely that is to be meant.

    Attributes:
        start: Where the stretch begins.
        end: Where it ends.
        text: The other letters.
        cost: How unlikely.
        by_rest: True if only the rest of the query can tell that it is meant.
    """

    start: int
    end: int
    text: str
    cost: float
    by_rest: bool = False


Count = Callable[[str], int]
"""A query -> the documents that have all of it."""


def correct(  # noqa: PLR0913, PLR0917 - what a correction depends on
    q: str,
    vocabulary: Vocabulary,
    of_stories: Vocabulary,
    ignored: frozenset[str],
    count: Count,
    count_everywhere: Count,
    found: int,
    *,
    some_may_lack: bool,
) -> Correction | None:
    """What was probably meant, or None.

    Args:
        q: What was typed.
        vocabulary: The words of what is searched.
        of_stories: The words of stories, whatever is searched.
        ignored: Words that are never doubted.
        count: Searches for a correction.
        count_everywhere: The same without filters: a word that the archive has is none misspelt.
        found: Documents that have all of what was typed.
        some_may_lack: True if a word that nothing is like may be left as it is.
    """
    if "://" in q or (found >= DOES_WELL and q.isalnum()):  # one word, which does well
        return None
    q = pair_quotes(q)
    if q.count("(") != q.count(")"):  # which group nothing
        q = " ".join(q.translate(_PARENTHESES).split())
    q = q.strip()
    typed = _words(q, ignored)
    choices = [[change] for change in _joins(q, typed, vocabulary, count, found)]
    hopeless: list[_Change] = []
    if found < DOES_WELL and len(typed) <= MAX_WORDS:
        vocabularies = vocabulary, of_stories
        for word, changes in _doubted(typed, *vocabularies, count_everywhere, found):
            if changes:
                choices.append(changes[:MAX_CANDIDATES])
            else:
                hopeless.append(_Change(word.start, word.end, "", 0.0))
    if not choices:
        return None
    left = hopeless if some_may_lack and _PLAIN.fullmatch(q) else []
    # Every doubted word at once; where that finds nothing, one of them.
    return _best(q, _together(choices), left, ignored, count, found) or _best(
        q, _singly(choices), left, ignored, count, found
    )


def _best(  # noqa: PLR0913, PLR0917 - as for a correction
    q: str,
    several: Sequence[Sequence[_Change]],
    left: Sequence[_Change],
    ignored: frozenset[str],
    count: Count,
    found: int,
) -> Correction | None:
    """The likeliest of several corrections, of those that find more.

    Words that nothing is like are left in the query, but not asked for.
    """
    best: tuple[float, Correction] | None = None
    for changes in several[:MAX_TRIES]:
        corrected = _apply(q, changes)
        total = count(_apply(q, [*changes, *left]))
        strictly = [_strictly(q, change, ignored) for change in changes]
        there = total if strictly == [*changes] else count(_apply(q, [*strictly, *left]))
        score = math.log1p(there) - sum(change.cost for change in changes)
        if total <= found or (best is not None and score <= best[0]):
            continue
        if all(_told_by_rest(q, one, changes, left, total, count) for one in changes):
            best = score, Correction(corrected, tuple(_runs(q, changes)), total)
    return best[1] if best else None


def _strictly(q: str, change: _Change, ignored: frozenset[str]) -> _Change:
    """A change as a phrase if a search would ignore some of it, and so find what only has the rest.

    *Mie Jackson* is no *me Jackson* because there are Jacksons, and *allways* no *all ways*.
    """
    if '"' in q or ignored.isdisjoint(change.text.split()):
        return change
    return replace(change, text=f'"{change.text}"')


def _told_by_rest(  # noqa: PLR0913, PLR0917 - a change, and what else is changed
    q: str,
    change: _Change,
    changes: Sequence[_Change],
    left: Sequence[_Change],
    total: int,
    count: Count,
) -> bool:
    """False for a change that needs to be, but stands with the rest about as often as by chance."""
    if not change.by_rest:
        return True
    others = [other for other in changes if other is not change]
    rest = count(_apply(q, [replace(change, text=""), *others, *left]))
    return total * count("") >= TOGETHER * rest * count(change.text)


def _words(q: str, ignored: frozenset[str]) -> list[_Typed]:
    """The words of a query that could be misspelt, in order."""
    spans = [match.span() for match in _NO_WORDS.finditer(q)] if ":" in q else []
    typed = []
    for token in analysis.tokenize(q):
        written = q[token.start : token.end]
        if (
            token.unspaced
            or written in _OPERATORS
            or token.form in ignored
            or not (token.form.isalpha() or _LETTERS.fullmatch(token.form))
            or q[token.end : token.end + 1] in {":", "*", "?", "~"}
            or q[max(token.start - 1, 0) : token.start] in {"-", "*", "?"}
            or any(start <= token.start < end for start, end in spans)
        ):
            continue
        typed.append(_Typed(token.form, token.start, token.end))
    return typed


def _joins(
    q: str, typed: Sequence[_Typed], vocabulary: Vocabulary, count: Count, found: int
) -> Iterator[_Change]:
    """Pairs of words that the index has as one."""
    for first, second in pairwise(typed):
        if q[first.end : second.start].strip(" -‐‑") or len(first.form + second.form) < _LONG:
            continue
        joined = first.form + second.form
        together = vocabulary.count(joined)
        apart = count(f'"{first.form} {second.form}"') if together else 0
        if together >= max(MORE * apart, found, 1):
            yield _Change(first.start, second.end, joined, _SPACE_COST)


def _doubted(
    typed: Sequence[_Typed],
    vocabulary: Vocabulary,
    of_stories: Vocabulary,
    count: Count,
    found: int,
) -> Iterator[tuple[_Typed, list[_Change]]]:
    """Doubted words and what might be meant instead, likeliest first; nothing for hopeless ones."""
    for word in typed:
        # The form alone is found sooner, and tells of most words that they are none misspelt.
        own = vocabulary.count(word.form)
        if own >= DOES_WELL and (found or len(typed) > MAX_KNOWN):
            continue
        has = own if own >= DOES_WELL else count(word.form)
        if not has and of_stories.count(word.form) > IN_STORIES:
            yield word, []
            continue
        apart = not found and 1 < len(typed) <= MAX_KNOWN
        changes = [*_respelt(word, own, has, vocabulary, apart=apart)]
        if not has:
            changes += _splits(word, vocabulary, count)
        changes.sort(key=lambda change: change.cost)
        if changes or not has:
            yield word, changes


def _respelt(
    word: _Typed, own: int, has: int, vocabulary: Vocabulary, *, apart: bool
) -> Iterator[_Change]:
    """Words spelt much like one; the more frequent, the cheaper.

    Args:
        word: The word.
        own: Documents that have it in the form typed.
        has: Documents that have it in any form.
        vocabulary: The words of what is searched.
        apart: True if there are other words, with which it stands nowhere.
    """
    size = len(word.form)
    if size < _SHORTEST or (has and size < _LONGER):
        return
    edits = 2 if size > _LONG and not has else 1
    stem = _stem(word.form, vocabulary) if has > own else ""
    plain = analysis.fold(word.form)
    for form, distance, count in vocabulary.near(plain, edits):
        meant = analysis.fold(form)
        other = meant[0] != plain[0]
        if (other and (has or (size < _LONG and not _is_slip(plain, meant)))) or count < 1:
            continue
        # "Instructor" is what "instructer" stands for with another ending; "stories" is not what
        # "stores" stands for, which is as well known as "store".
        akin = bool(stem) and form.startswith(stem)
        known = own if akin else has
        by_rest = count < has or bool(known and count < known * _times(plain, meant))
        # Of a name in two spellings neither is the slip, unless it is far rarer than the other.
        if by_rest and (not apart or akin or not _is_slip(plain, meant) or count * SLIP <= has):
            continue
        cost = _EDIT_COST * distance + _FIRST_LETTER_COST * other
        yield _Change(word.start, word.end, form, cost - math.log(count) / 2, by_rest)


def _stem(form: str, vocabulary: Vocabulary) -> str:
    """The longest of a word's other forms that it begins with; empty if it begins with none."""
    token = analysis.Token(form, 0, len(form), unspaced=False)
    others = vocabulary.texts(vocabulary.forms_of_word(token)) - {form}
    return max((other for other in others if form.startswith(other)), key=len, default="")


def _times(typed: str, meant: str) -> float:
    """How many times as frequent a word has to be that is an edit away from a known one."""
    if _is_slip(typed, meant):
        return SLIP
    # A last letter makes another word of many: person and persona, case and Casey.
    only_longer = typed.startswith(meant) or meant.startswith(typed)
    return math.inf if only_longer else MUCH_MORE


def _is_slip(typed: str, meant: str) -> bool:
    """True for a letter left out or doubled, two swapped, a vowel for another."""
    pairs = zip(typed, meant, strict=False)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), len(meant))
    if len(typed) < len(meant):
        return not meant.startswith(typed)
    if len(typed) > len(meant):
        return typed[at] == typed[at - 1]
    swapped = typed[at : at + 2] == meant[at : at + 2][::-1]
    return swapped or {typed[at], meant[at]} <= _VOWELS


def _splits(word: _Typed, vocabulary: Vocabulary, count: Count) -> Iterator[_Change]:
    """Two words for one that stand side by side: *fire truck*, not *police* and *man*."""
    if len(word.form) < _LONGER:
        return
    for at in range(_SHORTEST, len(word.form) - _SHORTEST + 1):
        parts = word.form[:at], word.form[at:]
        rarer = min(vocabulary.count(part) for part in parts)
        text = " ".join(parts)
        if rarer > RARE and count(f'"{text}"~0'):
            yield _Change(word.start, word.end, text, _SPACE_COST - math.log(rarer) / 2)


def _together(choices: Sequence[Sequence[_Change]]) -> list[tuple[_Change, ...]]:
    """Ways to correct all doubted words of a query at once, likeliest first.

    Those that only the rest can tell to be misspelt are left as they are, too: the rest may be what
    is misspelt.
    """
    kept = MAX_CANDIDATES if len(choices) <= 2 else 2  # noqa: PLR2004 - so that products stay small
    options = (
        [*((change,) for change in several[:kept]), *[()] * all(c.by_rest for c in several)]
        for several in choices
    )
    whole = sorted(
        (tuple(chain.from_iterable(chosen)) for chosen in product(*options)),
        key=lambda changes: sum(c.cost for c in changes),
    )
    return [changes for changes in whole if changes and not _overlap(changes)]


def _singly(choices: Sequence[Sequence[_Change]]) -> list[tuple[_Change, ...]]:
    return [(several[0],) for several in choices] if len(choices) > 1 else []


def _in_case_of(typed: str, text: str) -> str:
    """A text in capitals where what was typed was."""
    if len(typed) > 1 and typed.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if typed[0].isupper() else text


def _overlap(changes: Sequence[_Change]) -> bool:
    ordered = sorted(changes, key=lambda change: change.start)
    return any(first.end > second.start for first, second in pairwise(ordered))


def _apply(q: str, changes: Sequence[_Change]) -> str:
    return "".join(run.text for run in _runs(q, changes))


def _runs(q: str, changes: Sequence[_Change]) -> Iterator[Run]:
    """The corrected query; what was changed is matched."""
    at = 0
    for change in sorted(changes, key=lambda change: change.start):
        if change.start > at:
            yield Run(q[at : change.start], matched=False)
        yield Run(_in_case_of(q[change.start : change.end], change.text), matched=True)
        at = change.end
    if at < len(q):
        yield Run(q[at:], matched=False)
