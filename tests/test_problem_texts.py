"""What meets the reading of an archive is told in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Archive, page, post, text

from indexer.engine.factory import open_engine
from indexer.model import Problem
from indexer.problem_texts import HINTS, recognise, worded
from indexer.settings import Settings
from indexer.texts import SOURCE, speak
from webapp import create_app

ARCHIVE = Path(__file__).parents[1] / "indexer" / "archive"
OF_CALLERS = (
    "There is no folder",
    "The archive 7 cannot be read",
    "The language model could not be",
)
"""What ends a build is told on the command line, in English."""


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    yield
    speak(SOURCE)


def sentences(tree: ast.AST) -> Iterator[str]:
    """Texts that are passed on as a sentence, with 7 for what stands in them."""
    docs = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # docstrings stand alone
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in docs or id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            said = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        else:
            continue
        if said.endswith(".") and said.count(" ") > 1 and "\n" not in said and "\\" not in said:
            yield said.replace("%s", "7").replace("%%", "%")


def test_every_reason_and_hint_has_its_text() -> None:
    found = {
        said
        for file in sorted(ARCHIVE.glob("*.py"))
        for said in sentences(ast.parse(file.read_text("utf-8")))
        if not said.startswith(OF_CALLERS)
    }
    assert len(found) > 30
    wrong = ("is not understood", "does not exist")  # chosen where the sentence is made
    found = {said.replace("” 7;", f"” {word};") for said in found for word in wrong}
    assert {said for said in found if recognise(said) is None and said not in HINTS} == set()


def test_a_reason_is_taken_apart_and_put_together() -> None:
    for said in (
        "_config.yml is not valid YAML, so none of it is used.",
        "The body cannot be read: it has more than 20,000 tags.",
        "Its date is 2016-05-09, its name says 2016-05-01 (+8 days).",
        "“a.jpg” has 12,000 × 9,000 pixels, more than can be shown.",
        "“100 % of it.jpg” is cut off.",
    ):
        told = recognise(said)
        assert told is not None
        assert told.text % told.values == said
        assert worded(said) == said
    assert recognise("Something an older version wrote.") is None
    assert worded("Something an older version wrote.") == "Something an older version wrote."
    speak("de")
    assert worded("_config.yml is not valid YAML, so none of it is used.") == (
        "_config.yml ist kein gültiges YAML, daher wird nichts davon verwendet."
    )
    assert "Marken" in worded("The body cannot be read: it has more than 20,000 tags.")


def test_a_german_archivist_reads_german(archive: Archive) -> None:
    archive.write({
        "_config.yml": "a: [",
        "_posts/2019-06-02-a.html": "---\ntitle: A\ntitle: B\ndate: soon\n---\nText.",
        "_posts/2019-06-03-b.html": b"---\ntitle: B\n---\nCaf\xe9 au lait, s'il vous pla\xeet.",
        "_posts/2019-06-04-c.html": "---\ntitle: [\n---\nText.",
        "_posts/2019-06-05-d.html": b"\0" * 100,
        "_posts/2019-06-06-e.html": post("E", "<b>" * 400 + "deep"),
        "_posts/2019-06-07-f.html": post("F", '<img src="/f.jpg">'),
        "f.jpg": "<!doctype html>",
    })  # fmt: skip
    archive.build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    record = engine.build_record()
    problems: list[Problem] = [*record.problems, *(p for f in record.files for p in f.problems)]
    assert len(problems) >= 7
    client.set_cookie("language", "de")
    for address in ("/desk", "/coverage"):
        shown = page(client, address)
        assert shown.html
        assert shown.html["lang"] == "de"
        assert not shown.select("main [lang=en]"), address
        said = text(shown)
        for problem in problems:
            assert problem.reason not in said
            assert problem.hint not in said
    exported = client.get("/desk/export?format=json").get_json(force=True)
    assert {problem.reason for problem in problems} <= {row["reason"] for row in exported}
    engine.close()
