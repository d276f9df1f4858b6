"""An index in which a story is missing or there twice is never published."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.engine.whoosh.proving import stories_proved
from indexer.engine.whoosh.segments.arrays import ArrayFile, write_arrays
from indexer.engine.whoosh.segments.strings import pack_ordered


def segment(path: Path, ids: list[str]) -> ArrayFile:
    write_arrays(path, pack_ordered("ids", [text.encode() for text in ids]), {})
    return ArrayFile(path)


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([["b", "a", "storm-2020", "é"]], 4),
        ([["b", "a"], ["ab", "c"]], 4),
        ([["b", "a", "b"]], None),
        ([["b", "a"], ["c", "a"]], None),
        ([["b", "-a"], ["c", "a"]], 3),
        ([["-b", "b"], ["c"]], 2),
        ([["-b"], ["b"], ["-b"]], 1),
        ([["a", "aa", "aaa"], ["aaaa"]], 4),
        ([["z" * 40, "y"], ["z" * 39], ["z" * 40]], None),
        ([], 0),
    ],
)
def test_stories_that_count_are_counted_once(
    tmp_path: Path, segments: list[list[str]], expected: int | None
) -> None:
    """A minus stands for a deleted document."""
    given = []
    for number, ids in enumerate(segments):
        live = np.array([not text.startswith("-") for text in ids], np.bool_)
        file = segment(tmp_path / f"{number}.segment", [text.lstrip("-") for text in ids])
        given.append((file, live))
    assert stories_proved(given) == expected
