"""How good the ranking is, beside peers on the same documents, in one run.

    python -m benchmarks.relevance links ARCHIVE JUDGED
    python -m benchmarks.relevance collection JUDGED ...
    python -m benchmarks.relevance related ARCHIVE
    python -m benchmarks.relevance titles ARCHIVE ...

``links`` is known-item search: how high does each engine rank the post that a link's text leads to?
JUDGED holds ``queries.jsonl`` (id, text, exclude) and ``qrels.tsv`` (query id, path, grade). Ours
runs as a reader types, in the default mode; the peers with every word needed and with any.

``collection`` is search by question, any word being enough: JUDGED holds ``docs.jsonl`` (id, title,
text) too, and each document becomes a story. Grades are gains, but for ``cranfield``, where 1 is
best and 4 lowest.

``related`` asks for the stories related to each that has links: how high is one that it links to,
or that links to it, when that one link is not known? Its other neighbours are dropped from the
answers. The words of the title, any of them being enough, are there for comparison.

``titles`` types every title that one story alone has, and counts those that do not find it first.

All engines weigh a title as ours does. Figures are ir-measures' RR@10, success and nDCG; ``p`` is
of a paired test of random signs against the first row.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import ir_measures
import numpy as np
from ir_measures import RR, Measure, Success, nDCG

from benchmarks.engines import Backfile
from benchmarks.peers import Search, Text, peers
from indexer.build import build
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Match, SearchRequest
from indexer.engine.whoosh.generations import Generations
from indexer.engine.whoosh.schema import STORY_WEIGHTS
from indexer.engine.whoosh.similar.related import Links, related_stories
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.links import LinkGraph
from indexer.model import Story
from indexer.progress import ProgressReporter
from indexer.settings import Settings

DEPTH = 10
TITLES_DEPTH = 20
ASKED = 100
"""Answers asked for, so that ten are left when those that hold the link are dropped."""

TITLE_WEIGHT = STORY_WEIGHTS["title"]
BEST_GRADE = 5
"""Cranfield's grade 1 is a gain of 4."""

SEED = 1
DRAWS = 20_000

Values = np.ndarray[Any, np.dtype[np.float64]]


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
    elif arguments[:1] == ["titles"] and len(arguments) > 1:
        for folder in arguments[1:]:
            measure_titles(Path(folder))
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
            **peers(as_texts(stories), TITLE_WEIGHT, ASKED),
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
        searches = {
            "Backfile, any word": search_ours(engine, Match.ANY),
            **peers(as_texts(stories), TITLE_WEIGHT, ASKED),
        }
        print(f"{judged.name}: {len(queries)} queries over {len(stories):,} documents")
        report(searches, queries, [nDCG @ DEPTH, RR @ DEPTH])
        engine.close()


def measure_titles(archive: Path) -> None:
    """How high a story stands when its title is typed."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        build(archive, index, Settings(), ProgressReporter(sys.stderr))
        engine = open_engine(index)
        stories = list(all_stories(engine))
        times = Counter(story.title for story in stories)
        own = [story for story in stories if times[story.title] == 1]
        search = search_ours(engine, Match.AUTO)
        found = [search(story.title)[:TITLES_DEPTH] for story in own]
        engine.close()
    first = sum(paths[:1] == [story.path] for paths, story in zip(found, own, strict=True))
    there = sum(story.path in paths for paths, story in zip(found, own, strict=True))
    print(
        f"{archive.name}: {len(own):,} titles, {len(own) - first} not first, "
        f"{len(own) - there} not among the first {TITLES_DEPTH}"
    )


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
    """Prints the table of what was found for every query.

    The first row is ours; ``p`` is how likely a difference from it as large as that in the first
    measure is by chance.
    """
    names = [str(measure) for measure in measures]
    head = "".join(f"{name:>12}{'odd':>8}" for name in names)
    print(f"{'':<22}{head}{'p':>9}")
    ours: Values | None = None
    for name, everything_found in asked.items():
        found = [answers(*each) for each in zip(everything_found, queries, strict=True)]
        values = measure_each(found, queries, measures)
        row = "".join(f"{several.mean():12.4f}{several[1::2].mean():8.4f}" for several in values)
        chance = "" if ours is None else f"{likelihood(values[0] - ours):9.4f}"
        ours = values[0] if ours is None else ours
        print(f"{name:<22}{row}{chance}")


def likelihood(differences: Values) -> float:
    """How likely the mean of paired differences is by chance, by a test of random signs.

    Smucker, Allan and Carterette, "A comparison of statistical significance tests for information
    retrieval evaluation", 2007.
    """
    draws = np.random.default_rng(SEED).choice((-1.0, 1.0), (DRAWS, len(differences)))
    means = np.abs(draws @ differences) / len(differences)
    return float(np.mean(means >= abs(differences.mean()) - 1e-12))


def answers(found: Sequence[str], query: Query) -> list[str]:
    """The first ten documents that count."""
    return [name for name in found if name not in query.excluded][:DEPTH]


def measure_each(
    found: Sequence[Sequence[str]], queries: Sequence[Query], measures: Sequence[Measure]
) -> Values:
    """Every measure of every query; ``(measures, queries)``."""
    run, judged = [], []
    for number, (names, query) in enumerate(zip(found, queries, strict=True)):
        judged += [ir_measures.Qrel(str(number), d, g) for d, g in query.gains.items()]
        run += [
            ir_measures.ScoredDoc(str(number), name, float(DEPTH - rank))
            for rank, name in enumerate(names)
        ]
    values = np.zeros((len(measures), len(queries)))
    for metric in ir_measures.iter_calc(list(measures), judged, run):
        values[measures.index(metric.measure), int(metric.query_id)] = metric.value
    return values


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
        result = engine.search(request)
        return [hit.path for hit in (*result.hits, *result.with_fewer_words)]

    return search


def as_texts(stories: Iterable[Story]) -> list[Text]:
    """Stories as the peers index them."""
    return [Text(story.path, story.title, body_of(story)) for story in stories]


def body_of(story: Story) -> str:
    """Everything of a story that is searched beside its title, as one text."""
    names = (*story.categories, *story.tags, *story.keywords, *story.authors)
    captions = (photo.caption.text for photo in story.photos)
    return "\n".join((story.description, *story.paragraphs, *captions, *names))


if __name__ == "__main__":
    main(sys.argv[1:])
