"""The short ways to white space, single characters and names find what the long ones find."""

from __future__ import annotations

import re
import sys
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from indexer.archive.characters import fold_spaces, places_of
from indexer.archive.slugs import name_of, stem_of, suffix_of

TEXTS = st.text(st.sampled_from("ab .!?\t\n\u00a0\u3000\u2028\x1c\u200b\u00ad。") | st.characters())


def folded(text: str) -> str:
    return " ".join(text.split())


def test_every_character_is_folded_as_white_space_or_not() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        for text in (char, f"a{char}b", f"{char} b", f" a {char}"):
            assert fold_spaces(text) == folded(text), hex(ord(char))


@given(TEXTS)
def test_white_space_is_folded(text: str) -> None:
    assert fold_spaces(text) == folded(text)


@given(TEXTS)
def test_characters_are_found_in_order(text: str) -> None:
    assert places_of(".!?。", text) == [found.start() for found in re.finditer("[.!?。]", text)]


@given(st.text("ab./~é", max_size=12))
def test_names_of_paths_are_those_of_pathlib(path: str) -> None:
    pure = PurePosixPath(path)
    assert (name_of(path), stem_of(path), suffix_of(path)) == (pure.name, pure.stem, pure.suffix)
