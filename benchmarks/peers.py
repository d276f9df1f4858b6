"""Other engines on the same documents, each in its own language.

All weigh a title as ours does, and all but SQLite FTS5 stem with Snowball's English stemmer.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

import bm25s
import Stemmer
import tantivy
from whoosh import fields, index, qparser, scoring
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage

from indexer import analysis

Search = Callable[[str], list[str]]
"""What is typed -> names of documents, best first."""


class Text(NamedTuple):
    """A document.

    Attributes:
        name: What it is known by.
        title: Of a story; empty for a caption.
        body: Everything else that is searched.
    """

    name: str
    title: str
    body: str


def peers(texts: Sequence[Text], title_weight: float, depth: int) -> dict[str, Search]:
    """The peers, with every word needed and with any.

    Args:
        texts: The documents.
        title_weight: What a word in a title counts, beside one in the body.
        depth: How many documents are asked for.
    """
    in_tantivy = make_tantivy(texts, title_weight, depth)
    in_fts5 = make_fts5(texts, title_weight, depth)
    in_whoosh = make_whoosh(texts, title_weight, depth)
    return {
        "tantivy, all words": lambda text: in_tantivy(text, "+"),
        "tantivy, any word": lambda text: in_tantivy(text, ""),
        "FTS5, all words": lambda text: in_fts5(text, " "),
        "FTS5, any word": lambda text: in_fts5(text, " OR "),
        "Whoosh, all words": lambda text: in_whoosh(text, qparser.AndGroup),
        "Whoosh, any word": lambda text: in_whoosh(text, qparser.OrGroup),
        "bm25s, any word": make_bm25s(texts, title_weight, depth),
    }


def make_tantivy(
    texts: Sequence[Text], title_weight: float, depth: int
) -> Callable[[str, str], list[str]]:
    """Tantivy: (text, sign before every word) -> names."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("name", stored=True, tokenizer_name="raw")
    for field in ("title", "body"):
        schema.add_text_field(field, tokenizer_name="en_stem")
    opened = tantivy.Index(schema.build())
    writer = opened.writer()
    for text in texts:
        writer.add_document(tantivy.Document(name=text.name, title=text.title, body=text.body))
    writer.commit()
    opened.reload()
    searcher = opened.searcher()

    def search(text: str, sign: str) -> list[str]:
        words = " ".join(f"{sign}{word}" for word in plain_words(text))
        query = opened.parse_query(words, ["title", "body"], field_boosts={"title": title_weight})
        hits = searcher.search(query, depth).hits
        return [searcher.doc(address)["name"][0] for _, address in hits]

    return search


def make_fts5(
    texts: Sequence[Text], title_weight: float, depth: int
) -> Callable[[str, str], list[str]]:
    """SQLite FTS5: (text, what stands between words) -> names."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE text USING fts5(name UNINDEXED, title, body, tokenize = 'porter')"
    )
    database.executemany("INSERT INTO text VALUES (?, ?, ?)", texts)

    def search(text: str, joint: str) -> list[str]:
        words = joint.join(f'"{word}"' for word in plain_words(text))
        rows = database.execute(
            "SELECT name FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, ?, 1) LIMIT ?",
            (words, title_weight, depth),
        )
        return [name for (name,) in rows]

    return search


def make_whoosh(
    texts: Sequence[Text], title_weight: float, depth: int
) -> Callable[[str, type[qparser.syntax.GroupNode]], list[str]]:
    """Whoosh with its own codec: (text, how words are joined) -> names."""
    analyzer = StemmingAnalyzer(minsize=1, stoplist=None)
    opened: index.Index = RamStorage().create_index(
        fields.Schema(
            name=fields.STORED(),
            title=fields.TEXT(analyzer=analyzer, field_boost=title_weight),
            body=fields.TEXT(analyzer=analyzer),
        )
    )
    writer = opened.writer(limitmb=512)
    for text in texts:
        writer.add_document(name=text.name, title=text.title, body=text.body)
    writer.commit()
    searcher = opened.searcher(weighting=scoring.BM25F())

    def search(text: str, group: type[qparser.syntax.GroupNode]) -> list[str]:
        parser = qparser.MultifieldParser(["title", "body"], opened.schema, plugins=[], group=group)
        found = searcher.search(parser.parse(" ".join(plain_words(text))), limit=depth)
        return [hit["name"] for hit in found]

    return search


def make_bm25s(texts: Sequence[Text], title_weight: float, depth: int) -> Search:
    """bm25s, which knows no fields: a title is repeated instead."""
    stem = Stemmer.Stemmer("english").stemWords
    repeats = round(title_weight)
    corpus = [stem(plain_words(f"{(t.title + ' ') * repeats}{t.body}")) for t in texts]
    retriever = bm25s.BM25(k1=1.5, b=0.75)
    retriever.index(corpus, show_progress=False)

    def search(text: str) -> list[str]:
        words = stem(plain_words(text))
        numbers, scores = retriever.retrieve([words], k=depth, show_progress=False)
        pairs = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return [texts[number].name for number, score in pairs if score > 0]

    return search


def plain_words(text: str) -> list[str]:
    """The words of a query, without signs that the peers would take for syntax."""
    return [word for form in analysis.forms(text) for word in re.findall(r"\w+", form)]
