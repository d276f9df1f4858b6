"""The shape of the house, as docs/architecture.md states it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT


def imports(package: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((path.relative_to(ROOT), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path.relative_to(ROOT), node.module


def test_whoosh_is_imported_in_its_engine_only() -> None:
    users = {p.parent for p, module in imports("indexer") if module.split(".")[0] == "whoosh"}
    assert users == {Path("indexer/engine/whoosh")}
    assert not [path for path, module in imports("webapp") if module.split(".")[0] == "whoosh"]


def test_the_indexer_knows_nothing_of_the_web() -> None:
    web = {"flask", "werkzeug", "jinja2", "webapp"}
    assert not [p for p, module in imports("indexer") if module.split(".")[0] in web]


def test_pages_reach_the_engine_through_its_contract_only() -> None:
    inside = [
        (path, module)
        for path, module in imports("webapp")
        if module.startswith(("indexer.engine.whoosh", "indexer.archive"))
    ]
    assert not inside


def test_nothing_waits_to_be_written() -> None:
    unfinished = [
        path
        for package in ("indexer", "webapp")
        for path in (ROOT / package).rglob("*.py")
        if any(mark in path.read_text() for mark in ("TO" + "DO", "FIX" + "ME", "NotImplemented"))
    ]
    assert not unfinished
