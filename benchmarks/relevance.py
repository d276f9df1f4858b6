"""Known-item search: how high does each engine rank the post that a link's text leads to?

    python -m benchmarks.relevance ARCHIVE JUDGED

JUDGED is a folder with ``queries.jsonl`` (id, text, exclude) and ``qrels.tsv`` (query id, path,
grade). Ours runs as a reader types (every word needed), and so do the peers: tantivy with its
English stemmer and SQLite FTS5 with its Porter stemmer, both with the title weighted as ours.
Printed are the mean reciprocal rank of the first right answer among ten, and how often it is the
first, or among the ten.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy

from indexer import analysis
from indexer.build import build
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.whoosh.schema import STORY_WEIGHTS
from indexer.model import Story
from indexer.parameters import parse_parameters
from indexer.progress import ProgressReporter
from indexer.settings import Settings

DEPTH = 10
ASKED = 100
"""Answers asked for, so that ten are left when those that hold the link are dropped."""

TITLE_WEIGHT = STORY_WEIGHTS["title"]

Search = Callable[[str], list[str]]
"""What is typed -> paths of posts, best first."""


class Query(NamedTuple):
    """A judged query.

    Attributes:
        text: What is typed.
        excluded: Paths that hold the link itself and do not count.
        right: Paths of the right answers.
    """

    text: str
    excluded: frozenset[str]
    right: frozenset[str]


def main(archive: Path, judged: Path) -> None:
    """Builds every index from the same stories, asks every query, prints a table."""
    queries = read_queries(judged)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        build(archive, index, Settings(), ProgressReporter(sys.stderr))
        engine = open_engine(index)
        stories = list(all_stories(engine))
        searches: dict[str, Search] = {
            "Backfile": lambda text: search_ours(engine, text),
            "tantivy": make_tantivy(stories),
            "SQLite FTS5": make_fts5(stories),
        }
        print(f"{len(queries)} queries over {len(stories):,} stories")
        print(f"{'':<12} RR@10  success@1  success@10")
        for name, search in searches.items():
            ranks = [rank_of_right(search(query.text), query) for query in queries]
            first = sum(rank == 1 for rank in ranks) / len(ranks)
            found = sum(rank > 0 for rank in ranks) / len(ranks)
            reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
            print(f"{name:<12} {reciprocal:.3f}  {first:.3f}      {found:.3f}")
        engine.close()


def read_queries(judged: Path) -> list[Query]:
    """Reads judged queries; those without a right answer are left out."""
    right: dict[str, set[str]] = {}
    for line in (judged / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query_id, path, _ = line.split("\t")
        right.setdefault(query_id, set()).add(path)
    rows = map(json.loads, (judged / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Query(row["text"], frozenset(row["exclude"]), frozenset(right[row["id"]]))
        for row in rows
        if row["id"] in right
    ]


def rank_of_right(found: Iterable[str], query: Query) -> int:
    """Rank of the first right answer among the first ten; 0 if there is none."""
    left = [path for path in found if path not in query.excluded][:DEPTH]
    return next((rank for rank, path in enumerate(left, 1) if path in query.right), 0)


def all_stories(engine: Engine) -> Iterable[Story]:
    """Every story of an index."""
    for file in engine.build_record().files:
        story = engine.story(file.story_id) if file.outcome == "story" else None
        if story is not None:
            yield story


def search_ours(engine: Engine, text: str) -> list[str]:
    """Paths as Backfile ranks them."""
    request = parse_parameters([("q", text), ("size", str(ASKED))])
    return [hit.path for hit in engine.search(request).hits]


def make_tantivy(stories: Sequence[Story]) -> Search:
    """The same stories in tantivy."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("path", stored=True, tokenizer_name="raw")
    for field in ("title", "body"):
        schema.add_text_field(field, tokenizer_name="en_stem")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for story in stories:
        writer.add_document(
            tantivy.Document(path=story.path, title=story.title, body=body_of(story))
        )
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        words = " ".join(f"+{word}" for word in analysis.forms(text))
        query = index.parse_query(words, ["title", "body"], field_boosts={"title": TITLE_WEIGHT})
        hits = searcher.search(query, ASKED).hits
        return [searcher.doc(address)["path"][0] for _, address in hits]

    return search


def make_fts5(stories: Sequence[Story]) -> Search:
    """The same stories in SQLite FTS5."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE story USING fts5(path UNINDEXED, title, body, tokenize = 'porter')"
    )
    database.executemany(
        "INSERT INTO story VALUES (?, ?, ?)", ((s.path, s.title, body_of(s)) for s in stories)
    )

    def search(text: str) -> list[str]:
        words = " ".join(f'"{word}"' for word in analysis.forms(text))
        rows = database.execute(
            "SELECT path FROM story WHERE story MATCH ? ORDER BY bm25(story, 0, ?, 1) LIMIT ?",
            (words, TITLE_WEIGHT, ASKED),
        )
        return [path for (path,) in rows]

    return search


def body_of(story: Story) -> str:
    """Everything of a story that is searched beside its title, as one text."""
    names = (*story.categories, *story.tags, *story.keywords, *story.authors)
    captions = (photo.caption.text for photo in story.photos)
    return "\n".join((story.description, *story.paragraphs, *captions, *names))


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - the two folders
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
