"""Stories and queries drawn at random, and two slow but plain ways to answer them.

One is stock Whoosh with its own codec and queries, on the same fields: it says which documents
match. The other is BM25F written down in float64, document by document: it says how well.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from whoosh import query
from whoosh.filedb.filestore import RamStorage

from indexer import analysis
from indexer.engine.factory import open_writer
from indexer.engine.records import BuildRecord, FileRecord, Outcome
from indexer.engine.request import Match
from indexer.engine.whoosh.documents import story_texts
from indexer.engine.whoosh.schema import STORY_WEIGHTS, make_schema, story_fields
from indexer.extras import Extras
from indexer.model import ArchiveDate, Caption, Image, ImageState, Photo, Sentence, Source, Story
from indexer.query.nodes import All, AtLeast, Everything, InField, Node, Not, Phrase, Words
from indexer.query.nodes import Any as AnyOf
from indexer.query.parser import ParsedQuery, parse_query, words_needed
from indexer.query.stop_words import stop_words

_WORDS = """
harbour harbours harbouring ferry ferries pier piers vaccine vaccines vaccinated café cafe naïve Ærø
sturgeon council councils report reported reporting river rivers covid-19 2.7.2 129/2000 AT&T U.S.
東京都 东京 news-stand the of and in to
"""
WORDS = tuple(_WORDS.split())
FIELDS = ("title", "body", "caption", "category", "tag", "author")
K1, B = 1.5, 0.75
COVERAGE, EXACT, TITLE_COVERED, TITLE_SHARE = 0.25, 0.2, 0.5, 0.6
WHOLE_TITLE, NEIGHBOURS = 0.5, 0.5


def chance(seed: int) -> random.Random:
    """A game that can be played again."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret


def make_stories(count: int, chance: random.Random) -> list[Story]:
    """Stories of few words, so that queries match."""
    return [_story(number, chance) for number in range(count)]


def _text(chance: random.Random, longest: int) -> str:
    # Some words are many times as frequent as others.
    size = chance.randint(1, longest)
    words = [WORDS[int(len(WORDS) * chance.random() ** 2)] for _ in range(size)]
    return " ".join(words) + chance.choice([".", "", "!", " (x)"])


def _story(number: int, chance: random.Random) -> Story:
    day = date(2000, 1, 1).replace(year=chance.randint(2000, 2020), month=chance.randint(1, 12))
    captions = [_text(chance, 8) for _ in range(chance.randint(0, 2))]
    story_id = f"s-{number:04}"
    return Story(
        id=story_id,
        path=f"{story_id}.md",
        title=_text(chance, 5),
        date=ArchiveDate.on_day(day, Source.FILE_NAME, ""),
        authors=tuple({_text(chance, 2) for _ in range(chance.randint(0, 2))}),
        categories=tuple({_text(chance, 1) for _ in range(chance.randint(0, 2))}),
        tags=tuple({_text(chance, 1) for _ in range(chance.randint(0, 2))}),
        description=_text(chance, 4) if chance.random() < 0.3 else "",
        paragraphs=tuple(_text(chance, 30) for _ in range(chance.randint(0, 4))),
        photos=tuple(
            Photo(
                id=f"{story_id}--{at}",
                story_id=story_id,
                image=Image(f"/{chance.choice(['pier', 'river'])}.jpg", ImageState.MISSING),
                caption=Caption(text, (Sentence(text, shared=False),)),
            )
            for at, text in enumerate(captions)
        ),
    )


def make_query(chance: random.Random) -> str:
    """Anything that the query language has."""
    pieces = []
    for _ in range(chance.randint(1, 4)):
        words = [chance.choice(WORDS) for _ in range(chance.randint(1, 3))]
        piece = f'"{" ".join(words)}"' if chance.random() < 0.3 else words[0]
        if chance.random() < 0.2:
            piece = f"{chance.choice(FIELDS)}:{piece}"
        if chance.random() < 0.15:
            piece = f"-{piece}"
        pieces.append(piece)
    return " ".join(pieces)


def read(text: str, match: Match) -> tuple[ParsedQuery, Node]:
    """A query as an English archive reads it, and the tree that a way to match asks for."""
    parsed = parse_query(text, ignored=stop_words(["en"]))
    if match is Match.ALL:
        return parsed, parsed.node
    if match is Match.ANY:
        return parsed, parsed.any_node
    return parsed, parsed.tree(words_needed(len(parsed.words)))


def write(folder: Path, steps: Iterable[tuple[Sequence[Story], Sequence[str]]]) -> list[Story]:
    """Writes an index, one commit a step of (stories put, ids deleted); returns what it holds."""
    held: dict[str, Story] = {}
    for put, deleted in steps:
        with open_writer(folder, Extras()) as writer:
            for story in put:
                writer.put(story)
                held[story.id] = story
            for story_id in deleted:
                writer.delete(story_id)
                held.pop(story_id, None)
            writer.commit(_record(held.values()))
    return list(held.values())


def random_steps(
    stories: Sequence[Story], chance: random.Random
) -> list[tuple[list[Story], list[str]]]:
    """The stories in several commits, some of them changed or deleted later."""
    edges = sorted(chance.sample(range(1, len(stories)), 4))
    steps: list[tuple[list[Story], list[str]]] = []
    for first, last in zip((0, *edges), (*edges, len(stories)), strict=True):
        earlier = list(stories[:first])
        changed = chance.sample(earlier, min(len(earlier), 9))
        steps.append(
            (
                [*stories[first:last], *(replace(s, title=_text(chance, 5)) for s in changed[:5])],
                [story.id for story in changed[5:]],
            )
        )
    return steps


class StockWhoosh:
    """Which stories match, by Whoosh's own codec and queries."""

    def __init__(self, stories: Sequence[Story]) -> None:
        schema = make_schema(story_fields(Extras()))
        self._forms: set[str] = set()
        opened = RamStorage().create_index(schema)
        writer = opened.writer()
        for story in stories:
            texts = {k: v for k, v in story_texts(story, Extras()).items() if any(v)}
            writer.add_document(id=story.id, **texts)
            self._forms |= {
                f for several in texts.values() for t in several for f in analysis.forms(t)
            }
        writer.commit()
        self.searcher = opened.searcher()

    def matching(self, node: Node) -> set[str]:
        """Ids of the stories that match."""
        return ids_of(self.searcher, node, self._forms)


def ids_of(searcher: Any, node: Node, forms: Iterable[str]) -> set[str]:  # noqa: ANN401
    """Ids of the stories that match, by Whoosh's queries on any index.

    Exclusion is left to sets: Whoosh's AndNotMatcher lets through a first hit that is excluded.
    """
    match node:
        case All(nodes):
            wanted = [ids_of(searcher, n, forms) for n in nodes if not isinstance(n, Not)]
            unwanted = [ids_of(searcher, n.node, forms) for n in nodes if isinstance(n, Not)]
            return set.intersection(*wanted).difference(*unwanted)
        case AtLeast(nodes, needed):
            counts = Counter(i for n in nodes for i in ids_of(searcher, n, forms))
            return {story_id for story_id, count in counts.items() if count >= needed}
        case AnyOf(nodes):
            return set.union(*(ids_of(searcher, n, forms) for n in nodes))
        case Everything():
            found = searcher.docs_for_query(query.Every())
        case Not(inner):
            return ids_of(searcher, Everything(), forms) - ids_of(searcher, inner, forms)
        case Words() | Phrase() | InField():
            found = searcher.docs_for_query(_whoosh_query(node, forms))
        case _:
            raise ValueError(node)
    return {searcher.stored_fields(number)["id"] for number in found}


def _whoosh_query(leaf: Words | Phrase | InField, forms: Iterable[str]) -> query.Query:
    names = [leaf.field] if isinstance(leaf, InField) else list(STORY_WEIGHTS)
    return query.Or(
        [
            query.Term(name, words[0]) if len(words) == 1 else query.Phrase(name, list(words))
            for name in names
            for slots in slots_of(leaf, forms)
            for words in product(*slots)
        ]
    )


def slots_of(leaf: Words | Phrase | InField, forms: Iterable[str]) -> list[list[list[str]]]:
    """The ways to write a word or phrase: the forms that may stand in each place."""
    node = leaf.node if isinstance(leaf, InField) else leaf
    if not isinstance(node, Words | Phrase):
        raise TypeError(node)
    # The one character here that is written in two ways.
    texts = list(dict.fromkeys([node.text, node.text.replace("东", "東")]))
    texts += [text.replace("東", "东") for text in texts if "東" in text]
    texts = list(dict.fromkeys(texts))
    if isinstance(node, Words) and "-" in node.text:
        texts.append(node.text.replace("-", ""))
    return [_slots(text, forms, exact=isinstance(node, Phrase)) for text in texts]


def _slots(text: str, forms: Iterable[str], *, exact: bool) -> list[list[str]]:
    slots = []
    for token in analysis.query_tokens(text):
        if token.unspaced and len(token.form) == 1:
            slots.append([form for form in forms if form.startswith(token.form)])
        elif token.unspaced or exact:
            slots.append([token.form])
        else:
            keys = _keys(token.form)
            found = [f for f in forms if not analysis.is_pair(f) and keys & _keys(f)]
            slots.append(found or [token.form])
    return slots


@cache
def _keys(form: str) -> frozenset[str]:
    return frozenset(analysis.Stems(["en"]).keys(form, "english"))


class Reference:
    """Scores by BM25F, written down plainly in float64.

    score = sum over words of idf * (k1 + 1) * tf / (k1 + tf),
    tf = sum over fields of weight * frequency / (1 - b + b * length / average length),
    idf = log(1 + (N - n + 0.5) / (n + 0.5)), n being the documents with any form of the word.
    """

    def __init__(self, stories: Sequence[Story]) -> None:
        self._texts = {story.id: _tokens(story) for story in stories}
        self.forms = {
            form
            for by_field in self._texts.values()
            for texts in by_field.values()
            for text in texts
            for form in text
        }
        self._averages = {
            name: sum(self._length(story_id, name) for story_id in self._texts) / len(stories) or 1
            for name in story_fields(Extras())
        }

    def scores(self, node: Node, repeats: Mapping[Node, int] | None = None) -> dict[str, float]:
        """Id -> score, of the stories in which a positive word of the query stands.

        Args:
            node: The query.
            repeats: How often words were typed.
        """
        match node:
            case All(nodes) | AnyOf(nodes) | AtLeast(nodes, _):
                total: dict[str, float] = {}
                for inner in nodes:
                    for story_id, score in self.scores(inner, repeats).items():
                        total[story_id] = total.get(story_id, 0.0) + score
                return total
            case Words() | Phrase() | InField():
                times = (repeats or {}).get(node, 1)
                return {i: times * score for i, score in self._score(node).items()}
            case _:
                return {}

    def ranking(self, query: ParsedQuery, node: Node) -> dict[str, float]:
        """Scores as results show them: less where plain words are lacking, more for titles."""
        words = [word for word in query.words if isinstance(word, Words)]
        ignored = [word for word in query.ignored if isinstance(word, Words)]
        having = {word: self.scores(word) for word in words}
        ranked = {}
        for story_id, score in self.scores(node, query.repeats).items():
            covered = sum(story_id in having[word] for word in words) / max(len(words), 1)
            factor = covered**COVERAGE if len(words) > 1 else 1.0
            (title,) = self._texts[story_id]["title"]
            inside = sum(self._in_title(word, title) for word in (*words, *ignored))
            lift = 1.0
            if words:
                lift += TITLE_COVERED * inside / (len(words) + len(ignored))
                exact = sum(self._has_exactly(word, story_id) for word in (*words, *ignored))
                lift += EXACT * exact / (len(words) + len(ignored))
                lift += TITLE_SHARE * min(inside / max(len(title), 1), 1)
                if len(title) == query.length and self._is_title(query, title):
                    lift += WHOLE_TITLE
            if query.neighbours:
                together = sum(self._stand_so(story_id, *pair) for pair in query.neighbours)
                lift += NEIGHBOURS * together / len(query.neighbours)
            ranked[story_id] = score * factor * lift
        return ranked

    def _is_title(self, query: ParsedQuery, title: Sequence[str]) -> bool:
        """Whether a title has every part of every word, as often as it was typed."""
        parts: list[set[str]] = []
        asked = 0
        for word in (*query.words, *query.ignored):
            if isinstance(word, Words):
                first, *others = slots_of(word, self.forms)
                alike = [first, *(slots for slots in others if len(slots) == len(first))]
                parts += [{f for slots in alike for f in slots[n]} for n in range(len(first))]
                asked += len(first) * query.repeats.get(word, 1)
        times = [sum(form in part for form in title) for part in parts]
        return all(times) and sum(times) >= asked

    def _stand_so(self, story_id: str, first: Words, second: Words, distance: int) -> bool:
        """Whether a word stands somewhere so many words behind another."""
        before, after = (self._forms_of(word) for word in (first, second))
        return any(
            form in before and later in after
            for texts in self._texts[story_id].values()
            for text in texts
            for form, later in zip(text, text[distance:], strict=False)
        )

    def _forms_of(self, word: Words) -> set[str]:
        return {f for slots in slots_of(word, self.forms) if len(slots) == 1 for f in slots[0]}

    def _has_exactly(self, word: Words, story_id: str) -> bool:
        tokens = analysis.query_tokens(word.text)
        texts = (text for several in self._texts[story_id].values() for text in several)
        return len(tokens) == 1 and any(tokens[0].form in text for text in texts)

    def _in_title(self, word: Words, title: Sequence[str]) -> bool:
        writings = slots_of(word, self.forms)
        return any(_count(title, [set(slot) for slot in slots]) for slots in writings)

    def _score(self, leaf: Words | Phrase | InField) -> dict[str, float]:
        weights = {leaf.field: 1.0} if isinstance(leaf, InField) else STORY_WEIGHTS
        writings = [[set(slot) for slot in slots] for slots in slots_of(leaf, self.forms)]
        frequencies: dict[str, float] = {}
        for story_id, texts in self._texts.items():
            total = 0.0
            for name, weight in weights.items():
                norm = 1 - B + B * self._length(story_id, name) / self._averages[name]
                count = sum(_count(text, slots) for text in texts[name] for slots in writings)
                total += weight * count / norm
            if total:
                frequencies[story_id] = total
        number = len(frequencies)
        idf = math.log(1 + (len(self._texts) - number + 0.5) / (number + 0.5))
        return {i: idf * (K1 + 1) * tf / (K1 + tf) for i, tf in frequencies.items()}

    def _length(self, story_id: str, name: str) -> int:
        return sum(len(text) for text in self._texts[story_id][name])


def _tokens(story: Story) -> dict[str, list[list[str]]]:
    return {
        name: [analysis.forms(text) for text in texts]
        for name, texts in story_texts(story, Extras()).items()
    }


def _count(text: Sequence[str], slots: Sequence[set[str]]) -> int:
    return sum(
        all(text[at + n] in slot for n, slot in enumerate(slots))
        for at in range(len(text) - len(slots) + 1)
    )


def _record(stories: Iterable[Story]) -> BuildRecord:
    return BuildRecord(
        archive="generated",
        title="",
        fingerprint="",
        started_at=datetime(2024, 1, 1, tzinfo=UTC),
        files=tuple(
            FileRecord(
                path=story.path,
                size=0,
                mtime_ns=0,
                ctime_ns=0,
                digest="",
                outcome=Outcome.STORY,
                story_id=story.id,
            )
            for story in stories
        ),
    )
