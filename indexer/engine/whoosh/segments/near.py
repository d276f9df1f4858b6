"""Words that differ from what was typed by one letter, looked for in many at once."""

from __future__ import annotations

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, Mask
from indexer.engine.whoosh.segments.strings import SortedStrings

_NO_LETTER = 0


def near_words(words: SortedStrings, among: range, typed: str, *, whole: bool) -> Integers:
    """The numbers of words at most one edit from what was typed.

    A letter may be added, left out, changed, or swapped with its neighbour (Damerau's four).

    Args:
        words: All words.
        among: The numbers of those looked at.
        typed: A word, or its beginning.
        whole: False if only the beginning of a word need be like it.
    """
    if not among:
        return np.zeros(0, np.int64)
    letters, begins = words.letters(among)
    lengths = np.diff(begins)
    pattern = np.frombuffer(typed.encode("utf-32-le"), np.uint32)
    # A row for each letter and a column for each word: the long axis last is what is quick.
    rows = np.arange(len(pattern) + 1)[:, None]
    places = np.minimum(begins[:-1] + rows, len(letters) - 1)
    table = np.where(rows < lengths, letters[places], _NO_LETTER)
    near = _is_near(table, pattern, lengths if whole else None)
    return np.flatnonzero(near) + among.start


def _is_near(table: Integers, typed: Integers, lengths: Integers | None) -> Mask:
    """Which columns begin like what was typed but for one edit; with lengths, are like it whole."""
    size = len(typed)

    def long(length: int) -> Mask | bool:
        return lengths is None or lengths == length

    wanted = typed[:, None]
    same = table[:size] == wanted
    leading = np.logical_and.accumulate(same).sum(0)
    near: Mask = (same.sum(0) >= size - 1) & long(size)
    near |= (leading + _trailing(table[1:] == wanted) >= size) & long(size + 1)
    near |= (leading + _trailing(table[: size - 1] == wanted[1:]) >= size - 1) & long(size - 1)
    # The first letter that differs is swapped with the next, and the rest is the same.
    first = np.minimum(leading, size - 2)
    words = np.arange(table.shape[1])
    swapped = (table[first, words] == typed[first + 1]) & (table[first + 1, words] == typed[first])
    near |= swapped & (_trailing(same) >= size - first - 2) & (leading <= size - 2) & long(size)
    return near


def _trailing(same: Mask) -> Integers:
    """How many letters from the end of each word on are the same."""
    trailing: Integers = np.logical_and.accumulate(same[::-1]).sum(0)
    return trailing
