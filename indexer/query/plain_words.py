"""The plain words of a query: taken apart, ignored, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from indexer import analysis
from indexer.query.elision import without_elided
from indexer.query.nodes import Node, Words
from indexer.query.segmentation import CountPair, words_of


def taken_apart(
    plain: Mapping[Node, int], count_pair: CountPair
) -> tuple[Mapping[Node, int], tuple[Words, ...]]:
    """Plain words, those typed without spaces taken apart, and which ones these are."""
    typed: Counter[Node] = Counter()
    runs = []
    for node, times in plain.items():
        parts = words_of(node.text, count_pair) if isinstance(node, Words) else []
        if len(parts) < 2 or (isinstance(node, Words) and node.others):  # noqa: PLR2004 - apart
            typed[node] += times
        elif isinstance(node, Words):
            runs.append(node)
            for part in parts:
                typed[Words(part)] += times
    return typed, tuple(runs)


def without_ignored(
    typed: Mapping[Node, int],
    ignored: Container[str],
    meant: Callable[[Sequence[str]], Container[str]] | None,
) -> dict[Node, int]:
    """Plain words without those to leave out; all of them where nothing else is left.

    Args:
        typed: The words, and how often each was typed.
        ignored: Words to leave out among others.
        meant: Tells which of them are words like others in the language of a query, given its
            words; None if none ever is.
    """
    left_out = {node for node in typed if _is_ignored(node, ignored)}
    if meant and left_out and len(typed) > 1:
        kept = meant([node.text for node in typed if isinstance(node, Words)])
        left_out = {node for node in left_out if _form(node) not in kept}
    return {n: count for n, count in typed.items() if n not in left_out} or dict(typed)


def _is_ignored(node: Node, ignored: Container[str]) -> bool:
    return isinstance(node, Words) and not node.others and _form(node) in ignored


def _form(node: Node) -> str:
    """The form of a word, without what is elided before it; as typed where it is several."""
    text = node.text if isinstance(node, Words) else ""
    tokens = analysis.query_tokens(text if text.isalnum() else without_elided(text) or text)
    # Of a script without spaces, a word of several characters is several tokens.
    return tokens[0].form if len(tokens) == 1 else text


def neighbours(
    typed: Iterable[Node | None], kept: Container[Node]
) -> tuple[tuple[Words, Words, int], ...]:
    """Words that were typed one after the other, and how many places apart they stand in texts.

    Args:
        typed: Plain words in the order typed; None for anything else.
        kept: Those that are not ignored.
    """
    return tuple(dict.fromkeys(_neighbours(typed, kept)))


def _neighbours(
    typed: Iterable[Node | None], kept: Container[Node]
) -> Iterator[tuple[Words, Words, int]]:
    last: Words | None = None
    distance = 0
    for node in typed:
        if not isinstance(node, Words):
            last = None
            continue
        before, room = _room(node.text)
        if node in kept:
            if last is not None and node != last:
                yield last, node, distance + before
            last, distance = node, room
        else:
            distance += before + room


def _room(text: str) -> tuple[int, int]:
    """How many places in a text are before a word, where one is elided, and how many it takes.

    A run of a script without spaces has one for each character.
    """
    if text.isascii() and text.isalnum():
        return 0, 1
    rest = without_elided(text)
    before = len(analysis.forms(text)) - len(analysis.forms(rest)) if rest else 0
    return before, max(analysis.count_unspaced(text), 1)
