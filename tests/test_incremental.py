"""However an index came about, it is the one a fresh build would make."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import pytest
from conftest import Archive, Searcher, post
from PIL import Image

from indexer.engine.factory import open_engine

pytestmark = pytest.mark.slow

WORDS = ("harbour", "bridge", "ferry", "ferries", "storm", "Café", "東京", "pier")
PICTURES = ("pier", "quay")
NAMES = tuple(
    f"{folder}/{day}-{name}{suffix}"
    for folder in ("_posts", "town/_posts", "_drafts")
    for day in ("2020-01-01", "2020-1-2", "2999-01-01")
    for name in ("a", "A", "b")
    for suffix in (".md", ".html")
)
QUERIES = (
    *WORDS,
    "harbour bridge",
    '"storm pier"',
    "ferry -storm",
    "category:town",
    "caption:pier",
)


def edit(archive: Path, chance: random.Random) -> None:
    """Writes, removes or renames a post or a picture, or changes the configuration."""
    path = archive / chance.choice(NAMES)
    kind = chance.randrange(8)
    if kind <= 3:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(random_post(chance))
    elif kind == 4:
        path.unlink(missing_ok=True)
    elif kind == 5 and path.exists():
        path.replace(path.with_name(f"2021-05-05-moved{path.suffix}"))
    elif kind == 6:
        picture = (
            archive / chance.choice(("", "images", "one", "two")) / f"{chance.choice(PICTURES)}.png"
        )
        picture.parent.mkdir(exist_ok=True)
        if picture.exists() and chance.random() < 0.5:
            picture.unlink()
        else:
            Image.new("RGB", (chance.randint(1, 50), 20)).save(picture)
    elif kind == 7:
        style = chance.choice(("pretty", "none", "date"))
        (archive / "_config.yml").write_text(f"permalink: {style}\n")


def random_post(chance: random.Random) -> str:
    values = {}
    if chance.random() < 0.3:
        values["published"] = "false"
    if chance.random() < 0.5:
        values["category"] = chance.choice(("town", "sport"))
    body = " ".join(chance.choices(WORDS, k=chance.randint(1, 20)))
    if chance.random() < 0.5:
        word, name = chance.choice(WORDS), chance.choice(PICTURES)
        body += f"\n\n![{word}](/{name}.png)\n\n*A {word} from afar.*"
    return post(" ".join(chance.choices(WORDS, k=2)), body, **values)


def answers(archive: Archive) -> list[object]:
    engine = open_engine(archive.index)
    search = Searcher(engine)
    found: list[object] = []
    for kind in ("stories", "photos"):
        for query in ("", *QUERIES):
            result = search(q=query, in_=kind, size="100")
            hits = [
                (hit.id, hit.title, hit.score, hit.public_url, hit.image, hit.copies)
                for hit in result.hits
            ]
            found.append((kind, query, result.total, hits, result.facets, result.reading))
            found += [engine.story(hit.id) for hit in result.hits if kind == "stories"]
    engine.close()
    return found


@pytest.mark.parametrize("frozen", [False, True])
def test_a_build_leaves_the_garbage_collector_as_it_was(archive: Archive, *, frozen: bool) -> None:
    archive.write({"_posts/2019-01-01-first.md": post("First harbour")}).build()
    try:
        if frozen:
            gc.freeze()
        archive.write({"_posts/2019-01-02-second.md": post("Second harbour")}).build()
        assert bool(gc.get_freeze_count()) is frozen
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("seed", range(4))
def test_a_grown_index_is_the_one_a_fresh_build_makes(archive: Archive, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable game
    archive.write({"_posts/2019-01-01-first.md": post("First harbour")})
    for _ in range(8):
        for _ in range(chance.randint(1, 6)):
            edit(archive.path, chance)
        archive.build(allow_removals=True)
        grown = answers(archive)
        archive.build(rebuild=True, allow_removals=True)
        assert answers(archive) == grown
