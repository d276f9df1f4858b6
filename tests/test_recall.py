"""What stands in a post is found: phrases taken from it by another route lead back to it.

The other route is Python-Markdown and inscriptis; it shares no code with ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from conftest import SilentReporter
from inscriptis import get_text

from indexer.build import build
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.records import Outcome
from indexer.parameters import parse_parameters
from indexer.settings import Settings

pytestmark = [pytest.mark.shared, pytest.mark.slow]

PHRASES = 200
WORDS = 5
MAX_PAGES = 20
MATTER = re.compile(r"\A---\s*\n.*?^(?:---|\.\.\.)\s*$", re.DOTALL | re.MULTILINE)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{10}")
# Lines with templates, addresses or links in a notation that the other route does not read.
UNFIT = re.compile(r"\{[%{:]|//|\]\(|\]\[")
QUOTATION = re.compile(r"[\"“”„«»]")
"""Marks that would end a phrase."""

GAP = re.compile(r"\s{2,}")
"""What parts the cells of a row, each of which may be the caption of a picture."""

LIST_MARK = re.compile(r"^\s*(?:\*|\d+\.)\s+")


def lines_of(post: Path) -> list[str]:
    """The lines of a post as a browser would show them."""
    text = post.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    text = MATTER.sub("", text, count=1)
    if post.suffix not in {".html", ".htm"}:
        text = markdown.markdown(text, extensions=["extra", "sane_lists"])
    return [LIST_MARK.sub("", line) for line in get_text(text).splitlines()]


INSIDE_A_NUMBER = re.compile(r"(?<=\d\.)\d")
"""Where no phrase begins: a number is found by its beginning."""


def phrases_of(post: Path) -> Iterator[str]:
    """Every run of five words in a line; of ten characters where words have no spaces."""
    for line in lines_of(post):
        if UNFIT.search(line):
            continue
        words = list(WORD.finditer(line))
        for first, last in zip(words, words[WORDS - 1 :], strict=False):
            phrase = line[first.start() : last.end()]
            if not GAP.search(phrase) and not INSIDE_A_NUMBER.match(line, first.start()):
                yield " ".join(phrase.split())
        yield from HAN.findall(line)


def is_found(engine: Engine, phrase: str, story_id: str) -> bool:
    for page in range(1, MAX_PAGES + 1):
        pairs = [("q", f'"{phrase}"'), ("size", "100"), ("page", str(page))]
        result = engine.search(parse_parameters(pairs))
        if story_id in {hit.id for hit in result.hits}:
            return True
        if page * 100 >= result.total:
            return False
    return False


@pytest.mark.parametrize(
    "name",
    ["xinhua-sample", "jekyll-fixtures", "ruby-lang", "rails", "software-carpentry",
     "opensuse-news"],
)  # fmt: skip
def test_phrases_taken_by_another_route_are_found(shared: Path, tmp_path: Path, name: str) -> None:
    archive = shared / "archives" / name
    record = build(archive, tmp_path, Settings(), SilentReporter()).record
    stories = [file for file in record.files if file.outcome is Outcome.STORY]
    luck = random.Random(20)  # noqa: S311 - the same phrases every time
    engine = open_engine(tmp_path)
    lost = []
    asked = 0
    while asked < PHRASES:
        file = luck.choice(stories)
        phrases = [p for p in phrases_of(archive / file.path) if not QUOTATION.search(p)]
        if not phrases:
            continue
        phrase = luck.choice(phrases)
        asked += 1
        if not is_found(engine, phrase, file.story_id):
            lost.append((file.path, phrase))
    engine.close()
    print(f"{name}: {asked - len(lost)} of {asked} phrases found", *lost, sep="\n  ")  # noqa: T201
    assert len(lost) <= PHRASES * 0.005
