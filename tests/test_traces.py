"""A pattern with traces finds what it would find without them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants as ops
from re import _parser as parser
from typing import Any, TypeAlias

import pytest

import indexer.archive
from indexer.archive.captions.taken import STATED_BY, STATING
from indexer.archive.traces import TracedPattern, fold

MOST = 300
ANYTHING = "\0"

Node: TypeAlias = tuple[Any, Any]
"""An operation and its argument, as the parser of ``re`` gives it."""


def traced_patterns() -> Iterator[tuple[str, TracedPattern]]:
    """Every such pattern of the package, by name."""
    for module in pkgutil.walk_packages(indexer.archive.__path__, "indexer.archive."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, TracedPattern):
                yield f"{module.name}.{name}", value


TRACED: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    **{name: (traced.pattern, traced.traces.pieces) for name, traced in traced_patterns()},
    **{f"stated by {number}": (one, STATING.pieces) for number, one in enumerate(STATED_BY)},
}
"""Patterns, and the traces of which each of their matches holds one."""


def variants(nodes: Iterable[Node], traces: tuple[str, ...]) -> list[str]:
    """What a part of a pattern can match, with :data:`ANYTHING` for what is not said.

    Variants that hold a trace already are all the same.
    """
    found = {""}
    for node in nodes:
        ends = of_node(node, traces)
        if len(found) * len(ends) > MOST:  # what came before is not looked at any more
            found = {held(start, traces) or ANYTHING for start in found}
        found = {joined(start + end, traces) for start in found for end in ends}
    return sorted(found)


def joined(text: str, traces: tuple[str, ...]) -> str:
    return held(text, traces) or re.sub(f"{ANYTHING}+", ANYTHING, text)


def held(text: str, traces: tuple[str, ...]) -> str:
    """A trace that a text holds, alone; empty if it holds none."""
    return next((f"{ANYTHING}{t}{ANYTHING}" for t in traces if t in fold(text)), "")


def of_node(node: Node, traces: tuple[str, ...]) -> list[str]:
    op, value = node
    found = [ANYTHING]
    if op is ops.LITERAL:
        found = [chr(value)]
    elif op is ops.IN and all(kind is ops.LITERAL for kind, _ in value):
        found = [chr(code) for _, code in value]
    elif op is ops.IN and value == [(ops.CATEGORY, ops.CATEGORY_SPACE)]:
        found = [" "]
    elif op is ops.SUBPATTERN:
        found = variants(value[-1], traces)
    elif op is ops.BRANCH:
        found = sorted({text for branch in value[1] for text in variants(branch, traces)})
    elif op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        least, most, inside = value
        found = of_repeat(least, most, inside, traces)
    elif op in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:
        found = [""]
    return found


def of_repeat(least: int, most: int, inside: Iterable[Node], traces: tuple[str, ...]) -> list[str]:
    once = variants(inside, traces)
    if most > 1 and once != [" "]:  # white space is folded
        once = [ANYTHING] if least > 1 else [*once, ANYTHING]
    return once if least else ["", *once]


@pytest.mark.parametrize("name", TRACED)
def test_every_match_holds_a_trace(name: str) -> None:
    pattern, traces = TRACED[name]
    tree = parser.parse(pattern.pattern, pattern.flags)
    without = [
        text for text in variants(tree, traces) if not any(trace in fold(text) for trace in traces)
    ]
    assert not without, without[:5]


@pytest.mark.parametrize("name", TRACED)
def test_every_trace_is_as_folding_leaves_it(name: str) -> None:
    _, traces = TRACED[name]
    assert [fold(trace) for trace in traces] == list(traces)


def test_letters_that_patterns_take_for_the_same_are_folded_to_the_same() -> None:
    traces = {trace for _, traces in TRACED.values() for trace in traces}
    letters = set("".join(traces))
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    alike = "".join(re.findall(f"[{re.escape(''.join(letters))}]", every, re.IGNORECASE))
    for letter in sorted(letters):
        same = re.findall(re.escape(letter), alike, re.IGNORECASE)
        assert {fold(one) for one in same} == {fold(letter)}, letter


def test_the_proof_sees_a_match_without_a_trace() -> None:
    pattern = TracedPattern(r"\b(?:drone|aerial)\s(?:photo|view)s?\b", "drone")
    tree = parser.parse(pattern.pattern.pattern, pattern.pattern.flags)
    assert any("drone" not in text for text in variants(tree, pattern.traces.pieces))


def test_a_traced_pattern_finds_what_its_pattern_finds() -> None:
    pattern = TracedPattern(r"file\sphotos?", "file photo")
    text = "A FİLE PHOTO and a fıle photo, but no film"
    assert [found[0] for found in pattern.finditer(text)] == pattern.pattern.findall(text)
    assert pattern.search(text, 10) is not None
    assert pattern.search("no film") is None
