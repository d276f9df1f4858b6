"""Searching what has come into the index since a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, post, searching

from indexer.engine.whoosh.generations import Generations
from indexer.parameters import parse_parameters
from indexer.settings import Settings
from webapp import create_app

PICTURE = '<figure><img src="/a.jpg"><figcaption>A pier.</figcaption></figure>'
FIRST = datetime(2026, 11, 20, 14, 30, 5, 123, UTC)
SECOND = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
THIRD = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
OLD = {f"_posts/2020-01-0{day}-old.md": post(f"Old {day}", "Pier.") for day in range(1, 7)}
NEW = {"_posts/2019-05-05-new.md": post("New", f"Pier.\n\n{PICTURE}", category="harbour")}


@pytest.fixture
def grown(archive: Archive) -> Archive:
    """An archive that was built, then built again with one story more and one changed."""
    archive.write(OLD).build(now=FIRST)
    changed = {"_posts/2020-01-01-old.md": post("Old 1, changed", "Pier.")}
    archive.write({**NEW, **changed}).build(now=SECOND)
    return archive


def test_only_stories_that_came_in_after_the_moment_are_found(grown: Archive) -> None:
    with searching(grown.index) as search:
        result = search(q="pier", since="2026-11-20T14:30:05", histogram="year")
        assert [hit.title for hit in result.hits] == ["New"]
        assert result.total == result.total_all == 1
        assert [v.value for v in result.facets["category"].values] == ["harbour"]
        assert result.histogram is not None
        assert [bucket.count for bucket in result.histogram.buckets] == [1]
        assert result.reading == "stories with pier, new since 20 November 2026, 14:30:05 UTC"
        assert search(since="2026-11-21").reading == "all stories new since 21 November 2026"
        request = parse_parameters([("since", "2026-11-20T14:31")])
        assert search.engine.count(request) == 1
        assert [hit.title for hit in search.engine.scan(request)] == ["New"]
        assert search(since="2026-11-20T14:30").total == 7
        assert search(since="2026-11-21T08:00").total == 0


def test_photos_came_with_their_story(grown: Archive) -> None:
    with searching(grown.index) as search:
        assert search.ids(since="2026-11-21", in_="photos") == ["posts-2019-05-05-new--a-1"]
        assert search(since="2026-11-22", in_="photos").total == 0


def test_a_story_keeps_its_moment_whatever_becomes_of_it(grown: Archive) -> None:
    new = grown.path / "_posts/2019-05-05-new.md"
    new.rename(new.with_suffix(".markdown"))
    grown.write({"_posts/2020-01-02-old.md": post("Old 2", "Pier.", published="false")})
    grown.build(now=THIRD, allow_removals=True)
    grown.build(now=THIRD, rebuild=True)
    grown.write({"_posts/2020-01-02-old.md": post("Old 2", "Pier, again.")})
    grown.build(now=THIRD, rebuild=True)
    with searching(grown.index) as search:
        assert search(since="2026-11-20").total == 7
        assert search.titles(since="2026-11-21") == ["New"]
        assert search(since="2026-11-22").total == 0


def test_what_was_indexed_before_moments_were_kept_came_with_that_build(grown: Archive) -> None:
    generation = Generations(grown.index).current()
    record = generation.read_record()
    old = replace(record, files=tuple(replace(file, added_at=None) for file in record.files))
    generation.write_record(old)
    with searching(grown.index) as search:
        assert search(since="2026-11-21").total == 7
        assert search(since="2026-11-22").total == 0
        grown.write({"_posts/2021-01-01-third.md": post("Third")}).build(now=THIRD)
        assert search.titles(since="2026-11-22") == ["Third"]
        assert search(since="2026-11-21").total == 8


def test_a_chip_takes_it_off_and_a_wrong_moment_is_a_page(grown: Archive) -> None:
    with searching(grown.index) as search:
        client = create_app(search.engine, Settings()).test_client()
        page = BeautifulSoup(client.get("/search?q=pier&since=2026-11-21").text, "lxml")
        chip = page.select_one("a.chip")
        assert chip is not None
        assert "21 November 2026" in chip.get_text()
        assert chip["href"] == "/search?q=pier"
        box = page.select_one("form.search input[name=since]")
        assert box is not None
        assert box["value"] == "2026-11-21"
        wrong = BeautifulSoup(client.get("/search?q=pier&since=soon").text, "lxml")
        assert not wrong.select("a.chip")
        assert "“soon” is no moment" in wrong.get_text()
