"""Finding a photo again by what one remembers of its caption, beside peers, in one run.

    python -m benchmarks.captions CAPTIONS [--queries N]

CAPTIONS has a line of JSON a photo (id, caption). Every caption becomes a photo of a story of its
own. A query is four to eight words of one of them, in their order, without the words that every
text has: as they stand, with one word in another form, or with one letter wrong. The draw is
seeded. Ours runs as an archivist types, in the default mode; "corrected" takes what it offers as
meant. Photos with the same caption are equally right. RR@10 and success@10 by ir-measures.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import ir_measures
from ir_measures import RR, Success

from benchmarks.engines import Backfile
from benchmarks.peers import Search, Text, peers
from indexer import analysis
from indexer.engine.base import Engine
from indexer.engine.request import Kind, Match, SearchRequest
from indexer.model import Caption, Image, ImageState, Photo, Sentence, Story
from indexer.query.stop_words import stop_words

DEPTH = 10
SEED = 20
MIN_WORDS, MAX_WORDS = 4, 8
LONG = 5
"""Letters of a word that is worth misspelling."""

Change = Callable[[list[str], random.Random], list[str]]


def main() -> None:
    """Builds, asks and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=Path)
    parser.add_argument("--queries", type=int, default=1000, help="of each kind")
    options = parser.parse_args()
    rows = map(json.loads, options.captions.read_text(encoding="utf-8").splitlines())
    captions = {row["id"]: row["caption"] for row in rows}
    by_kind = make_queries(captions, options.queries)
    with tempfile.TemporaryDirectory() as folder:
        contender = Backfile(Path(folder) / "index")
        contender.build(as_stories(captions))
        contender.open()
        searches: dict[str, Search] = {
            "Backfile, default mode": search_ours(contender.engine, corrected=False),
            "Backfile, corrected": search_ours(contender.engine, corrected=True),
            **peers([Text(n, "", c) for n, c in captions.items()], 1.0, DEPTH),
        }
        print(f"{len(captions):,} captions, {options.queries:,} queries of each kind, RR@10 / S@10")
        print(f"{'':<24}" + "".join(f"{kind:>18}" for kind in by_kind))
        for name, search in searches.items():
            cells = [measure(search, captions, queries) for queries in by_kind.values()]
            print(f"{name:<24}" + "".join(f"{rr:>11.3f} / {s:.2f}" for rr, s in cells))
        contender.engine.close()


def as_stories(captions: dict[str, str]) -> Iterable[Story]:
    """Every caption as the photo of a story without a text."""
    for number, (name, text) in enumerate(captions.items()):
        story_id = f"s{number:05}"
        photo = Photo(
            id=f"{story_id}--1",
            story_id=story_id,
            image=Image(f"/{name}.jpg", ImageState.MISSING),
            caption=Caption(text, (Sentence(text, shared=False),)),
        )
        yield Story(id=story_id, path=name, title="", photos=(photo,))


def make_queries(captions: dict[str, str], count: int) -> dict[str, list[tuple[str, str]]]:
    """Kind -> (what is typed, id of the photo that is meant)."""
    chance = random.Random(SEED)  # noqa: S311 - a repeatable draw
    ignored = stop_words(["en"])
    words = {
        name: [w for w in analysis.forms(text) if w not in ignored and w.isalpha()]
        for name, text in captions.items()
    }
    long_enough = [name for name, found in words.items() if len(set(found)) >= MIN_WORDS]
    kinds: dict[str, Change] = {
        "as they stand": lambda found, _: found,
        "another form": _inflect_one,
        "one letter wrong": _misspell_one,
    }
    made: dict[str, list[tuple[str, str]]] = {kind: [] for kind in kinds}
    for name in chance.sample(long_enough, min(count, len(long_enough))):
        found = list(dict.fromkeys(words[name]))
        size = chance.randint(MIN_WORDS, min(MAX_WORDS, len(found)))
        kept = [found[at] for at in sorted(chance.sample(range(len(found)), size))]
        for kind, change in kinds.items():
            made[kind].append((" ".join(change(kept, chance)), name))
    return made


def _inflect_one(words: list[str], chance: random.Random) -> list[str]:
    """One word in another form: less or more an ending."""
    at = chance.randrange(len(words))
    word = words[at]
    for ending, other in (("ies", "y"), ("ing", "ed"), ("ed", "ing"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [*words[:at], word.removesuffix(ending) + other, *words[at + 1 :]]
    return [*words[:at], f"{word}s", *words[at + 1 :]]


def _misspell_one(words: list[str], chance: random.Random) -> list[str]:
    """One letter of one word swapped with the next, left out, doubled or changed."""
    at = chance.choice([n for n, w in enumerate(words) if len(w) >= LONG] or [0])
    word = words[at]
    spot = chance.randrange(1, max(len(word) - 1, 2))
    before, letter, after = word[:spot], word[spot : spot + 1], word[spot + 1 :]
    wrong = chance.choice(
        (
            before + after[:1] + letter + after[1:],
            before + after,
            before + letter + letter + after,
            before + chance.choice(string.ascii_lowercase) + after,
        )
    )
    return [*words[:at], wrong, *words[at + 1 :]]


def search_ours(engine: Engine, *, corrected: bool) -> Search:
    """Ids as Backfile ranks them."""

    def search(text: str) -> list[str]:
        request = SearchRequest(
            q=text, kind=Kind.PHOTOS, match=Match.AUTO, size=DEPTH, facets=(), snippets=False
        )
        result = engine.search(request)
        if corrected and result.did_you_mean:
            result = engine.search(replace(request, q=result.did_you_mean.q))
        return [hit.path for hit in result.hits]

    return search


def measure(
    search: Search, captions: dict[str, str], queries: Sequence[tuple[str, str]]
) -> tuple[float, float]:
    """RR@10 and success@10."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in captions.items():
        same[text].append(name)
    run, judged = [], []
    for number, (text, meant) in enumerate(queries):
        judged += [ir_measures.Qrel(str(number), name, 1) for name in same[captions[meant]]]
        run += [
            ir_measures.ScoredDoc(str(number), name, float(DEPTH - rank))
            for rank, name in enumerate(search(text)[:DEPTH])
        ]
    means = ir_measures.calc_aggregate([RR @ DEPTH, Success @ DEPTH], judged, run)
    return means[RR @ DEPTH], means[Success @ DEPTH]


if __name__ == "__main__":
    main()
