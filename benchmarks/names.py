"""Whether texts that have a name come before those that have its two words apart, beside peers.

    python -m benchmarks.names ARCHIVE
    python -m benchmarks.names CAPTIONS.jsonl

A name is two words with capitals that stand side by side in a few texts, and apart in three others
at least. It is typed in small letters. Stories of an archive are searched, or photos with captions
(a line of JSON each: id, caption). Printed are how often the first text has the name, and how many
of the first ten have it, of those that could. Ours runs in the default mode.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import regex

from benchmarks import captions, relevance
from benchmarks.engines import Backfile
from benchmarks.peers import Search, Text, peers
from indexer import analysis
from indexer.build import build
from indexer.engine.factory import open_engine
from indexer.engine.request import Match
from indexer.progress import ProgressReporter
from indexer.query.stop_words import stop_words
from indexer.settings import Settings

NAME = regex.compile(r"\b(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)\b", regex.UNICODE)
MOST, LEAST_APART = 30, 3
"""Texts with a name at most, and texts with its words elsewhere at least."""

DEPTH = 10
SEED = 3

Name = tuple[str, str]


def main() -> None:
    """Builds, asks and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--names", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        search, texts, title_weight = _open(options.source, Path(folder) / "index")
        found = find_names(texts)
        chance = random.Random(SEED)  # noqa: S311 - a repeatable draw
        names = chance.sample(sorted(found), min(options.names, len(found)))
        print(f"{len(texts):,} texts, {len(names):,} names{'':<10}first  first ten")
        for engine, answer in ({"Backfile": search} | peers(texts, title_weight, DEPTH)).items():
            print(f"{engine:<32}{measure(answer, {name: found[name] for name in names})}")


def _open(source: Path, index: Path) -> tuple[Search, Sequence[Text], float]:
    """A search by Backfile, what it searches, and how much a title weighs."""
    if source.suffix == ".jsonl":
        rows = map(json.loads, source.read_text(encoding="utf-8").splitlines())
        by_id = {row["id"]: row["caption"] for row in rows}
        contender = Backfile(index)
        contender.build(captions.as_stories(by_id))
        contender.open()
        search = captions.search_ours(contender.engine, corrected=False)
        return search, [Text(name, "", caption) for name, caption in by_id.items()], 1.0
    build(source, index, Settings(), ProgressReporter(sys.stderr))
    engine = open_engine(index)
    texts = relevance.as_texts(relevance.all_stories(engine))
    return relevance.search_ours(engine, Match.AUTO), texts, relevance.TITLE_WEIGHT


def find_names(texts: Sequence[Text]) -> dict[Name, set[str]]:
    """Name -> texts that have it."""
    ignored = stop_words(["en"])
    names = {
        (first.casefold(), second.casefold())
        for text in texts
        for first, second in NAME.findall(f"{text.title}\n{text.body}", overlapped=True)
    }
    wanted = {name for name in names if name[0] != name[1] and not ignored & set(name)}
    having: dict[Name, set[str]] = {name: set() for name in wanted}
    by_word: dict[str, set[str]] = {}
    for text in texts:
        for line in (text.title, *text.body.splitlines()):
            forms = list(analysis.forms(line))
            for form in set(forms):
                by_word.setdefault(form, set()).add(text.name)
            for pair in set(pairwise(forms)) & wanted:
                having[pair].add(text.name)
    return {
        name: those
        for name, those in having.items()
        if those
        and len(those) <= MOST
        and len((by_word[name[0]] & by_word[name[1]]) - those) >= LEAST_APART
    }


def measure(search: Search, names: Mapping[Name, set[str]]) -> str:
    """How often the first text has the name, and the share of the first ten."""
    first, share = [], []
    for name, those in names.items():
        hits = [found in those for found in search(" ".join(name))[:DEPTH]]
        first.append(bool(hits) and hits[0])
        share.append(sum(hits) / min(DEPTH, len(those)))
    return f"{np.mean(first):>6.3f}{np.mean(share):>11.3f}"


if __name__ == "__main__":
    main()
