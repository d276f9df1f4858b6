"""Backfile and its peers behind one face: the same stories in, title, date and id out."""

from __future__ import annotations

import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from whoosh import fields, index, qparser, sorting
from whoosh.analysis import StemmingAnalyzer

from indexer.engine.factory import open_engine, open_writer
from indexer.engine.records import BuildRecord, FileRecord, Outcome
from indexer.engine.request import Match, SearchRequest
from indexer.extras import Extras
from indexer.model import Story

TITLE_WEIGHT = 4.0
CAPTION_WEIGHT = 0.7
TOP = 10


class Answer(NamedTuple):
    """What every engine returns.

    Attributes:
        total: Stories found; the peers may not count.
        rows: Title, date and id of the first ten.
        facets: Values counted.
    """

    total: int
    rows: list[tuple[str, str, str]]
    facets: int


class Contender(ABC):
    """An engine that takes part in a benchmark."""

    name: str
    version: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def build(self, stories: Iterable[Story]) -> None:
        """Indexes stories and their photos."""

    @abstractmethod
    def open(self) -> None:
        """Opens the index for searching."""

    @abstractmethod
    def search(self, words: str, *, any_word: bool) -> Answer:
        """The first ten for words, and counts by category and year."""

    @abstractmethod
    def special(self, query: str) -> Answer:
        """The first ten for a query in the engine's own language."""

    def size(self) -> int:
        """Bytes of the index."""
        return sum(p.stat().st_size for p in self.folder.rglob("*") if p.is_file())


class Backfile(Contender):
    """This project."""

    name = "Backfile"
    version = ""

    def build(self, stories: Iterable[Story]) -> None:
        """Indexes stories and their photos."""
        shutil.rmtree(self.folder, ignore_errors=True)
        files: list[FileRecord] = []
        with open_writer(self.folder, Extras()) as writer:
            for story in stories:
                writer.put(story)
                files.append(_file_record(story))
            writer.commit(
                BuildRecord(
                    archive="benchmark",
                    title="",
                    fingerprint="",
                    started_at=datetime.now(UTC),
                    files=tuple(files),
                )
            )

    def open(self) -> None:
        """Opens the index."""
        self.engine = open_engine(self.folder)

    def search(self, words: str, *, any_word: bool) -> Answer:
        """The first ten."""
        return self.ask(
            SearchRequest(
                q=words,
                match=Match.ANY if any_word else Match.ALL,
                size=TOP,
                facets=("category", "year"),
                snippets=False,
            )
        )

    def special(self, query: str) -> Answer:
        """The first ten."""
        return self.ask(SearchRequest(q=query, size=TOP, facets=(), snippets=False))

    def ask(self, request: SearchRequest) -> Answer:
        """The answer to any request."""
        result = self.engine.search(request)
        rows = [(hit.title, str(hit.date), hit.id) for hit in result.hits]
        return Answer(result.total, rows, sum(len(f.values) for f in result.facets.values()))


class Tantivy(Contender):
    """tantivy through its Python package."""

    name = "tantivy-py"
    version = metadata.version("tantivy")

    def build(self, stories: Iterable[Story]) -> None:
        """Indexes stories and their photos."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("stories", "photos"):
            (self.folder / name).mkdir(parents=True)
        of_stories = tantivy.Index(_tantivy_schema(), str(self.folder / "stories"))
        of_photos = tantivy.Index(_tantivy_schema(), str(self.folder / "photos"))
        story_writer = of_stories.writer(256_000_000, 1)
        photo_writer = of_photos.writer(256_000_000, 1)
        for story in stories:
            story_writer.add_document(
                tantivy.Document(
                    id=story.id,
                    title=story.title,
                    date=_day(story),
                    year=int(_day(story)[:4]),
                    body=_body(story),
                    caption=_captions(story),
                    category=list(story.categories),
                )
            )
            for photo in story.photos:
                photo_writer.add_document(
                    tantivy.Document(id=photo.id, title=story.title, caption=photo.caption.text)
                )
        story_writer.commit()
        photo_writer.commit()
        story_writer.wait_merging_threads()
        photo_writer.wait_merging_threads()

    def open(self) -> None:
        """Opens the index."""
        self._index = tantivy.Index.open(str(self.folder / "stories"))
        self._searcher = self._index.searcher()

    def search(self, words: str, *, any_word: bool) -> Answer:
        """The first ten."""
        text = words if any_word else " ".join(f"+{word}" for word in words.split())
        query = self._parse(text)
        answer = self._top(query)
        counted = self._searcher.aggregate(
            query,
            {
                "category": {"terms": {"field": "category", "size": 20}},
                "year": {"terms": {"field": "year", "size": 100}},
            },
        )
        facets = sum(len(facet["buckets"]) for facet in counted.values())
        return answer._replace(facets=facets)

    def special(self, query: str) -> Answer:
        """The first ten."""
        return self._top(self._parse(query))

    def _parse(self, text: str) -> Any:  # noqa: ANN401
        return self._index.parse_query(
            text,
            ["title", "body", "caption"],
            field_boosts={"title": TITLE_WEIGHT, "caption": CAPTION_WEIGHT},
        )

    def _top(self, query: Any) -> Answer:  # noqa: ANN401
        found = self._searcher.search(query, TOP)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        rows = [(d["title"][0], d["date"][0], d["id"][0]) for d in documents]
        return Answer(getattr(found, "count", 0), rows, 0)


class Fts5(Contender):
    """SQLite's full-text index; it counts one facet."""

    name = "SQLite FTS5"
    version = sqlite3.sqlite_version

    def build(self, stories: Iterable[Story]) -> None:
        """Indexes stories and their photos."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        database = sqlite3.connect(self.folder / "stories.db")
        database.executescript(
            "CREATE VIRTUAL TABLE story USING fts5(id UNINDEXED, date UNINDEXED, title, body,"
            " caption, tokenize = 'porter');"
            "CREATE VIRTUAL TABLE photo USING fts5(id UNINDEXED, title, caption,"
            " tokenize = 'porter');"
            "CREATE TABLE category (story INTEGER, name TEXT);"
        )
        for number, story in enumerate(stories, 1):
            database.execute(
                "INSERT INTO story (rowid, id, date, title, body, caption) VALUES (?,?,?,?,?,?)",
                (number, story.id, _day(story), story.title, _body(story), _captions(story)),
            )
            database.executemany(
                "INSERT INTO category VALUES (?, ?)", ((number, c) for c in story.categories)
            )
            database.executemany(
                "INSERT INTO photo (id, title, caption) VALUES (?,?,?)",
                ((p.id, story.title, p.caption.text) for p in story.photos),
            )
        database.execute("CREATE INDEX category_story ON category (story)")
        database.commit()
        database.close()

    def open(self) -> None:
        """Opens the index."""
        self._database = sqlite3.connect(self.folder / "stories.db")

    def search(self, words: str, *, any_word: bool) -> Answer:
        """The first ten, and counts by category."""
        joined = (" OR " if any_word else " ").join(f'"{word}"' for word in words.split())
        answer = self.special(joined)
        counts = self._database.execute(
            "SELECT name, count(*) FROM category WHERE story IN"
            " (SELECT rowid FROM story WHERE story MATCH ?) GROUP BY name",
            (joined,),
        ).fetchall()
        return answer._replace(facets=len(counts))

    def special(self, query: str) -> Answer:
        """The first ten."""
        rows = self._database.execute(
            "SELECT title, date, id FROM story WHERE story MATCH ?"
            " ORDER BY bm25(story, 0, 0, ?, 1, ?) LIMIT ?",
            (query, TITLE_WEIGHT, CAPTION_WEIGHT, TOP),
        ).fetchall()
        return Answer(0, rows, 0)


class StockWhoosh(Contender):
    """Whoosh with its own codec, schema types and collectors."""

    name = "stock Whoosh"
    version = metadata.version("whoosh-reloaded")

    def build(self, stories: Iterable[Story]) -> None:
        """Indexes stories and their photos."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("stories", "photos"):
            (self.folder / name).mkdir(parents=True)
        analyzer = StemmingAnalyzer(stoplist=None)
        of_stories = fields.Schema(
            id=fields.ID(stored=True),
            title=fields.TEXT(analyzer, stored=True, field_boost=TITLE_WEIGHT),
            date=fields.ID(stored=True),
            body=fields.TEXT(analyzer),
            caption=fields.TEXT(analyzer, field_boost=CAPTION_WEIGHT),
            category=fields.KEYWORD(commas=True),
            year=fields.ID(sortable=True),
        )
        of_photos = fields.Schema(
            id=fields.ID(stored=True),
            title=fields.TEXT(analyzer, stored=True),
            caption=fields.TEXT(analyzer),
        )
        story_writer = index.create_in(self.folder / "stories", of_stories).writer(limitmb=256)
        photo_writer = index.create_in(self.folder / "photos", of_photos).writer(limitmb=256)
        for story in stories:
            story_writer.add_document(
                id=story.id,
                title=story.title,
                date=_day(story),
                body=_body(story),
                caption=_captions(story),
                category=",".join(story.categories),
                year=_day(story)[:4],
            )
            for photo in story.photos:
                photo_writer.add_document(
                    id=photo.id, title=story.title, caption=photo.caption.text
                )
        story_writer.commit()
        photo_writer.commit()

    def open(self) -> None:
        """Opens the index."""
        self._index = index.open_dir(self.folder / "stories")
        self._searcher = self._index.searcher()

    def search(self, words: str, *, any_word: bool) -> Answer:
        """The first ten."""
        facets = {
            "category": sorting.FieldFacet("category", allow_overlap=True),
            "year": sorting.FieldFacet("year"),
        }
        group = qparser.OrGroup if any_word else qparser.AndGroup
        return self._top(words, group, groupedby=facets)

    def special(self, query: str) -> Answer:
        """The first ten."""
        return self._top(query, qparser.AndGroup)

    def _top(self, text: str, group: Any, **options: Any) -> Answer:  # noqa: ANN401
        parser = qparser.MultifieldParser(
            ["title", "body", "caption"], self._index.schema, group=group
        )
        parser.add_plugin(qparser.FuzzyTermPlugin())
        results = self._searcher.search(parser.parse(text), limit=TOP, **options)
        rows = [(hit["title"], hit["date"], hit["id"]) for hit in results]
        counted = sum(len(results.groups(name)) for name in options.get("groupedby", ()))
        return Answer(len(results), rows, counted)


CONTENDERS: Sequence[type[Contender]] = (Backfile, Tantivy, Fts5, StockWhoosh)


def _tantivy_schema() -> Any:  # noqa: ANN401
    builder = tantivy.SchemaBuilder()
    for name in ("id", "date"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    for name in ("body", "caption"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("category", fast=True, tokenizer_name="raw")
    builder.add_integer_field("year", fast=True)
    return builder.build()


def build_timed(contender: Contender, stories: Iterable[Story]) -> float:
    """Builds an index; returns seconds."""
    started = time.perf_counter()
    contender.build(stories)
    return time.perf_counter() - started


def text_bytes(stories: Iterable[Story]) -> int:
    """Bytes of the text of stories: title, body and captions as UTF-8."""
    return sum(len(f"{story.title}{_body(story)}{_captions(story)}".encode()) for story in stories)


def _day(story: Story) -> str:
    return str(story.date.earliest or "")


def _body(story: Story) -> str:
    return "\n".join((story.description, *story.paragraphs))


def _captions(story: Story) -> str:
    return "\n".join(photo.caption.text for photo in story.photos)


def _file_record(story: Story) -> FileRecord:
    return FileRecord(
        path=story.path,
        size=0,
        mtime_ns=0,
        ctime_ns=0,
        digest="",
        outcome=Outcome.STORY,
        story_id=story.id,
    )
