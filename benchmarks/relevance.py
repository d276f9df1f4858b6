"""How good the ranking is, beside peers on the same documents, in one run.

    python -m benchmarks.relevance links ARCHIVE JUDGED
    python -m benchmarks.relevance collection JUDGED ...
    python -m benchmarks.relevance related ARCHIVE

``links`` is known-item search: how high does each engine rank the post that a link's text leads to?
JUDGED holds ``queries.jsonl`` (id, text, exclude) and ``qrels.tsv`` (query id, path, grade). Ours
runs as a reader types, in the default mode; tantivy (English stemmer) and SQLite FTS5 (Porter
stemmer) with every word needed and with any.

``collection`` is search by question, any word being enough: JUDGED holds ``docs.jsonl`` (id, title,
text) too, and each document becomes a story. Grades are gains, but for ``cranfield``, where 1 is
best and 4 lowest.

``related`` asks for the stories related to each that has links: how high is one that it links to,
or that links to it, when that one link is not known? Its other neighbours are dropped from the
answers. The words of the title, any of them being enough, are there for comparison.

All engines weigh a title as ours does. Figures are ir-measures' RR@10, success and nDCG.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import ir_measures
import tantivy
from ir_measures import RR, Measure, Success, nDCG

from benchmarks.engines import Backfile
from indexer import analysis
from indexer.build import build
from indexer.engine.base import Engine, Match, SearchRequest
from indexer.engine.factory import open_engine
from indexer.engine.whoosh.generations import Generations
from indexer.engine.whoosh.schema import STORY_WEIGHTS
from indexer.engine.whoosh.similar.related import Links, related_stories
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.links import LinkGraph
from indexer.model import Story
from indexer.progress import ProgressReporter
from indexer.settings import Settings

DEPTH = 10
ASKED = 100
"""Answers asked for, so that ten are left when those that hold the link are dropped."""

TITLE_WEIGHT = STORY_WEIGHTS["title"]
BEST_GRADE = 5
"""Cranfield's grade 1 is a gain of 4."""

Search = Callable[[str], list[str]]
"""What is typed -> names of documents, best first."""


class Query(NamedTuple):
    """A judged query.

    Attributes:
        text: What is typed.
        excluded: Documents that do not count, such as those that hold the link itself.
        gains: Document -> how much it is worth.
    """

    text: str
    excluded: frozenset[str]
    gains: Mapping[str, int]


def main(arguments: Sequence[str]) -> None:
    """Runs what is asked for."""
    if arguments[:1] == ["links"] and len(arguments) == 3:  # noqa: PLR2004 - with two folders
        compare_links(Path(arguments[1]), Path(arguments[2]))
    elif arguments[:1] == ["collection"] and len(arguments) > 1:
        for folder in arguments[1:]:
            compare_collection(Path(folder))
    elif arguments[:1] == ["related"] and len(arguments) == 2:  # noqa: PLR2004 - with one folder
        measure_related(Path(arguments[1]))
    else:
        sys.exit(__doc__)


def compare_links(archive: Path, judged: Path) -> None:
    """Known-item search on an archive."""
    queries = read_queries(judged)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        build(archive, index, Settings(), ProgressReporter(sys.stderr))
        engine = open_engine(index)
        stories = list(all_stories(engine))
        searches = {
            "Backfile": search_ours(engine, Match.AUTO),
            "Backfile, all words": search_ours(engine, Match.ALL),
            **peers(stories),
        }
        print(f"{judged.name}: {len(queries)} queries over {len(stories):,} stories")
        report(searches, queries, [RR @ DEPTH, Success @ 1, Success @ DEPTH])
        engine.close()


def compare_collection(judged: Path) -> None:
    """Search by question in a collection."""
    queries = read_queries(judged)
    documents = map(json.loads, (judged / "docs.jsonl").read_text(encoding="utf-8").splitlines())
    stories = [
        Story(id=f"d{d['id']}", path=d["id"], title=d.get("title", ""), paragraphs=(d["text"],))
        for d in documents
    ]
    with tempfile.TemporaryDirectory() as folder:
        contender = Backfile(Path(folder) / "index")
        contender.build(stories)
        contender.open()
        engine = contender.engine
        searches = {"Backfile, any word": search_ours(engine, Match.ANY), **peers(stories)}
        print(f"{judged.name}: {len(queries)} queries over {len(stories):,} documents")
        report(searches, queries, [nDCG @ DEPTH, RR @ DEPTH])
        engine.close()


def measure_related(archive: Path) -> None:
    """Finding stories that are linked without knowing the link."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        build(archive, index, Settings(), ProgressReporter(sys.stderr))
        engine = open_engine(index)
        snapshot = Snapshot(Generations(index).current())
        stories = {story.id: story for story in all_stories(engine)}
        links = engine.links()
        pairs = [(one, other) for one in stories for other in _neighbours(links, one)]
        queries = [
            Query(one, frozenset(_neighbours(links, one)) - {other}, {other: 1})
            for one, other in pairs
        ]
        print(f"{archive.name}: {len(queries)} neighbours by link of {len(stories):,} stories")

        def ask(links: Links, one: str) -> list[str]:
            found = related_stories(snapshot, stories[one], links, ASKED)
            return [snapshot.pairs[hit.pair].stories.id_of(hit.document) for hit in found]

        def by_title(one: str) -> list[str]:
            request = SearchRequest(
                q=stories[one].title, match=Match.ANY, size=ASKED, facets=(), snippets=False
            )
            return [hit.id for hit in engine.search(request).hits if hit.id != one]

        found = {
            "words and links": [ask(WithoutPair(links, *pair), pair[0]) for pair in pairs],
            "words alone": [ask(LinkGraph(()), one) for one, _ in pairs],
            "title as a query": [by_title(one) for one, _ in pairs],
        }
        report_found(found, queries, [RR @ DEPTH, Success @ 1, Success @ DEPTH])
        engine.close()


class WithoutPair:
    """The links between stories but those between two of them."""

    def __init__(self, links: LinkGraph, one: str, other: str) -> None:
        self._links = links
        self._pair = {one: other, other: one}

    def targets(self, story_id: str) -> tuple[str, ...]:
        """Stories that a story links to."""
        return self._without(story_id, self._links.targets(story_id))

    def sources(self, story_id: str) -> tuple[str, ...]:
        """Stories that link to a story."""
        return self._without(story_id, self._links.sources(story_id))

    def _without(self, story_id: str, others: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in others if other != self._pair.get(story_id))


def _neighbours(links: LinkGraph, story_id: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*links.targets(story_id), *links.sources(story_id))))


def report(
    searches: Mapping[str, Search], queries: Sequence[Query], measures: Sequence[Measure]
) -> None:
    """Asks every query of every engine and prints a table; the second figures are of odd ones.

    Parameters are chosen on queries 0, 2, 4 ...; the others show whether that generalises.
    """
    asked = {name: [search(query.text) for query in queries] for name, search in searches.items()}
    report_found(asked, queries, measures)


def report_found(
    asked: Mapping[str, Sequence[Sequence[str]]],
    queries: Sequence[Query],
    measures: Sequence[Measure],
) -> None:
    """Prints the table of what was found for every query."""
    names = [str(measure) for measure in measures]
    print(f"{'':<22}" + "".join(f"{name:>12}{'odd':>8}" for name in names))
    odd = [number for number in range(len(queries)) if number % 2]
    for name, everything_found in asked.items():
        found = [answers(*each) for each in zip(everything_found, queries, strict=True)]
        everything = measure_all(found, queries, range(len(queries)), measures)
        half = measure_all(found, queries, odd, measures)
        row = zip(everything, half, strict=True)
        print(f"{name:<22}" + "".join(f"{a:12.4f}{b:8.4f}" for a, b in row))


def answers(found: Sequence[str], query: Query) -> list[str]:
    """The first ten documents that count."""
    return [name for name in found if name not in query.excluded][:DEPTH]


def measure_all(
    found: Sequence[Sequence[str]],
    queries: Sequence[Query],
    numbers: Iterable[int],
    measures: Sequence[Measure],
) -> list[float]:
    """The mean of every measure over some of the queries."""
    run, judged = [], []
    for number in numbers:
        query_id = str(number)
        judged += [ir_measures.Qrel(query_id, d, g) for d, g in queries[number].gains.items()]
        run += [
            ir_measures.ScoredDoc(query_id, name, float(DEPTH - rank))
            for rank, name in enumerate(found[number])
        ]
    means = ir_measures.calc_aggregate(list(measures), judged, run)
    return [means[measure] for measure in measures]


def read_queries(judged: Path) -> list[Query]:
    """Reads judged queries; those without a right answer are left out."""
    gains: dict[str, dict[str, int]] = {}
    for line in (judged / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query_id, name, grade = line.split("\t")
        gain = BEST_GRADE - int(grade) if judged.name == "cranfield" else int(grade)
        if int(grade) > 0 and gain > 0:
            gains.setdefault(query_id, {})[name] = gain
    rows = map(json.loads, (judged / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Query(row["text"], frozenset(row.get("exclude", ())), gains[row["id"]])
        for row in rows
        if row["id"] in gains
    ]


def all_stories(engine: Engine) -> Iterable[Story]:
    """Every story of an index."""
    for file in engine.build_record().files:
        story = engine.story(file.story_id) if file.outcome == "story" else None
        if story is not None:
            yield story


def search_ours(engine: Engine, match: Match) -> Search:
    """Paths as Backfile ranks them."""

    def search(text: str) -> list[str]:
        request = SearchRequest(q=text, match=match, size=ASKED, facets=(), snippets=False)
        return [hit.path for hit in engine.search(request).hits]

    return search


def peers(stories: Sequence[Story]) -> dict[str, Search]:
    """The peers, with every word needed and with any."""
    in_tantivy, in_fts5 = make_tantivy(stories), make_fts5(stories)
    return {
        "tantivy, all words": lambda text: in_tantivy(text, "+"),
        "tantivy, any word": lambda text: in_tantivy(text, ""),
        "FTS5, all words": lambda text: in_fts5(text, " "),
        "FTS5, any word": lambda text: in_fts5(text, " OR "),
    }


def make_tantivy(stories: Sequence[Story]) -> Callable[[str, str], list[str]]:
    """The same stories in tantivy: (text, sign before every word) -> paths."""
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

    def search(text: str, sign: str) -> list[str]:
        words = " ".join(f"{sign}{word}" for word in plain_words(text))
        query = index.parse_query(words, ["title", "body"], field_boosts={"title": TITLE_WEIGHT})
        hits = searcher.search(query, ASKED).hits
        return [searcher.doc(address)["path"][0] for _, address in hits]

    return search


def make_fts5(stories: Sequence[Story]) -> Callable[[str, str], list[str]]:
    """The same stories in SQLite FTS5: (text, what stands between words) -> paths."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE story USING fts5(path UNINDEXED, title, body, tokenize = 'porter')"
    )
    database.executemany(
        "INSERT INTO story VALUES (?, ?, ?)", ((s.path, s.title, body_of(s)) for s in stories)
    )

    def search(text: str, joint: str) -> list[str]:
        words = joint.join(f'"{word}"' for word in plain_words(text))
        rows = database.execute(
            "SELECT path FROM story WHERE story MATCH ? ORDER BY bm25(story, 0, ?, 1) LIMIT ?",
            (words, TITLE_WEIGHT, ASKED),
        )
        return [path for (path,) in rows]

    return search


def plain_words(text: str) -> list[str]:
    """The words of a query, without signs that the peers would take for syntax."""
    return [word for form in analysis.forms(text) for word in re.findall(r"\w+", form)]


def body_of(story: Story) -> str:
    """Everything of a story that is searched beside its title, as one text."""
    names = (*story.categories, *story.tags, *story.keywords, *story.authors)
    captions = (photo.caption.text for photo in story.photos)
    return "\n".join((story.description, *story.paragraphs, *captions, *names))


if __name__ == "__main__":
    main(sys.argv[1:])
