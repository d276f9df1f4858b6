"""Everything a search finds, part by part, while the index may change."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from conftest import Archive, Searcher, post

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import DocumentKey, Hit, key_of

Make = Callable[[Mapping[str, str | bytes]], Searcher]
PICTURES = '<img src="/b.png" alt="pier b"><p>pier</p><img src="/a.png" alt="pier a">'


def files(count: int) -> dict[str, str]:
    chance = random.Random(3)  # noqa: S311 - a repeatable archive
    written = {
        f"_posts/2020-01-{chance.randrange(1, 6):02}-p{n}.md": post(f"Pier {n}", PICTURES)
        for n in range(count)
    }
    return written | {f"_posts/undated-{n}.md": post(f"Pier {n}", PICTURES) for n in range(7)}


def parts(engine: Engine, request: SearchRequest) -> Iterator[list[Hit]]:
    after = None
    while True:
        page = engine.scan_after(request, after)
        yield list(page.result.hits)
        if not page.more:
            return
        after = key_of(page.result.hits[-1])


def order(hit: Hit) -> tuple[bool, date | None, str, str]:
    key = key_of(hit)
    return key.date is None, key.date or date.min, key.story_id, key.photo_id


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_the_parts_are_the_whole(search_files: Make, kind: Kind, size: int) -> None:
    engine = search_files(files(30)).engine
    request = SearchRequest(q="pier", kind=kind, size=size)
    pages = list(parts(engine, request))
    together = [hit for page in pages for hit in page]
    assert {hit.id for hit in together} == {hit.id for hit in engine.scan(request)}
    assert len(together) == engine.count(request) == len({hit.id for hit in together})
    assert together == sorted(together, key=order)
    assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_skipped_or_repeated_while_the_index_changes(
    archive: Archive, kind: Kind
) -> None:
    chance = random.Random(5)  # noqa: S311 - a repeatable game
    first = files(40)
    archive.write(first).build()
    engine = open_engine(archive.index)
    request = SearchRequest(q="pier", kind=kind, size=4)
    before = {hit.id for hit in engine.scan(request)}
    seen: list[str] = []
    after = None
    added = 0
    while True:
        page = engine.scan_after(request, after)
        seen += [hit.id for hit in page.result.hits]
        if not page.more:
            break
        after = key_of(page.result.hits[-1])
        # A post goes, one is written anew, others come, before and behind.
        gone, changed, *_ = chance.sample(sorted(archive.path.rglob("*.md")), 2)
        gone.unlink()
        changed.write_text(post("Pier again", PICTURES))
        for day in (1, 5):
            archive.write({f"_posts/2020-01-{day:02}-new{added}.md": post("Pier", PICTURES)})
            added += 1
        archive.build(allow_removals=True)
    still = {hit.id for hit in engine.scan(request)}
    assert len(seen) == len(set(seen))
    assert before & still <= set(seen)
    assert engine.generation() > 5
    engine.close()


def test_what_was_left_out_since_leaves_its_place(archive: Archive) -> None:
    archive.write({f"_posts/2020-01-0{n}-p.md": post(f"Pier {n}") for n in range(1, 5)}).build()
    engine = open_engine(archive.index)
    after = key_of(engine.scan_after(SearchRequest(size=2), None).result.hits[-1])
    (archive.path / "_posts/2020-01-02-p.md").unlink()
    archive.build(allow_removals=True)
    rest = engine.scan_after(SearchRequest(size=2), after)
    assert [hit.title for hit in rest.result.hits] == ["Pier 3", "Pier 4"]
    assert not rest.more
    engine.close()


def test_a_part_answers_as_a_search_does(search_files: Make) -> None:
    engine = search_files(files(5)).engine
    request = SearchRequest(q="pier nothing", filters={"year": ("2020",)}, size=2, facets=("year",))
    part = engine.scan_after(request, None).result
    whole = engine.search(request)
    for name in ("total", "total_all", "facets", "reading", "notices", "incomplete", "generation"):
        assert getattr(part, name) == getattr(whole, name)


def test_after_the_last_there_is_nothing(search_files: Make) -> None:
    engine = search_files({"_posts/2020-01-01-a.md": post("One")}).engine
    for key in (DocumentKey(date(2021, 1, 1), ""), DocumentKey(None, "~")):
        page = engine.scan_after(SearchRequest(), key)
        assert (page.result.hits, page.result.total, page.more) == ((), 1, False)
    assert not engine.scan_after(SearchRequest(q="absent"), None).result.hits
