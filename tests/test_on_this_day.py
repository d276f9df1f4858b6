"""Searching one day of the year, whichever the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Searcher, post
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.parameters import parse_parameters
from indexer.settings import Settings
from webapp import create_app

PICTURE = '<figure><img src="/a.jpg"><figcaption>A pier.</figcaption></figure>'
FILES = {
    "_posts/2019-11-23-first.md": post("First pier", PICTURE, category="harbour"),
    "_posts/2021-11-23-second.md": post("Second pier", category="town"),
    "_posts/2021-11-24-next.md": post("Next pier", PICTURE),
    "_posts/2020-02-29-leap.md": post("Leap pier"),
    "_posts/2021-12-23-other.md": post("Other pier"),
    "_posts/month.md": post("Month of pier", date="2021-11"),
    "_posts/undated.md": post("Undated pier"),
}

Make = Callable[[Mapping[str, str]], Searcher]


def test_only_what_was_published_on_that_day_of_any_year_is_found(search_files: Make) -> None:
    search = search_files(FILES)
    result = search(q="pier", on="11-23", histogram="year")
    assert {hit.title for hit in result.hits} == {"First pier", "Second pier"}
    assert result.total == result.total_all == 2
    assert {v.value: v.count for v in result.facets["category"].values} == {
        "harbour": 1, "town": 1,
    }  # fmt: skip
    assert result.histogram is not None
    assert [bucket.count for bucket in result.histogram.buckets] == [1, 0, 1]
    assert result.reading == "stories with pier, published on 23 November of any year"
    assert search.titles(on="02-29") == ["Leap pier"]
    assert search(on="02-28").total == 0


def test_the_day_adds_to_everything_else_asked_for(search_files: Make) -> None:
    search = search_files(FILES)
    assert search.titles(on="11-23", from_="2020") == ["Second pier"]
    assert search.titles(("category", "harbour"), on="11-23") == ["First pier"]
    request = parse_parameters([("on", "11-23"), ("q", "pier")])
    assert search.engine.count(request) == 2
    assert [hit.title for hit in search.engine.scan(request)] == ["First pier", "Second pier"]


def test_photos_have_the_day_of_their_story(search_files: Make) -> None:
    search = search_files(FILES)
    result = search(on="11-23", in_="photos")
    assert [hit.id for hit in result.hits] == ["posts-2019-11-23-first--a-1"]
    assert result.reading == "all photos published on 23 November of any year"


@pytest.fixture(scope="module")
def client(demo_index: Path) -> Iterator[FlaskClient]:
    engine = open_engine(demo_index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


def test_a_chip_takes_the_day_off_and_the_box_keeps_it(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?on=4-18").text, "lxml")
    assert "Herring return" in page.get_text()
    chip = page.select_one("a.chip")
    assert chip is not None
    assert "18 April" in chip.get_text()
    assert chip["href"] == "/search"
    assert page.select_one("form.search input[name=on]")["value"] == "04-18"  # type: ignore[index]


def test_any_day_of_the_year_can_be_asked_for(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?q=quay").text, "lxml")
    field = page.select_one("form.dates input[name=on]")
    assert field is not None
    assert not field["value"]
    of_day = BeautifulSoup(client.get("/search?on=02-29").text, "lxml")
    assert of_day.select_one("form.dates input[name=on]")["value"] == "02-29"  # type: ignore[index]
    days = {a.get_text(): str(a["href"]) for a in of_day.select("nav[aria-label=Day] a")}
    assert days == {
        "28 February": "/search?on=02-28",
        "29 February": "/search?on=02-29",
        "1 March": "/search?on=03-01",
    }
    home = BeautifulSoup(client.get("/").text, "lxml")
    beside = [str(a["href"]) for a in home.select("section.same-day ul.onward a")]
    assert len([address for address in beside if "on=" in address]) >= 2
    assert all(client.get(address).status_code == 200 for address in beside)
