"""Photos in the order in which they were taken."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from conftest import Archive, Searcher, page, post, searching, text
from flask.testing import FlaskClient

from indexer.engine.request import Kind, SearchRequest, Sort
from indexer.engine.results import PhotoHit
from indexer.settings import Settings
from webapp import create_app

Search = Callable[[Mapping[str, str | bytes]], Searcher]


def figures(**captions: str) -> str:
    """Figures of a post, by file name."""
    return "".join(
        f'<figure><img src="/{name}.jpg"><figcaption>{caption}</figcaption></figure>\n'
        for name, caption in captions.items()
    )


def files(search: Searcher, **parameters: str) -> list[str]:
    """File names of the photos found, in order."""
    hits = search(in_="photos", **parameters).hits
    return [hit.file.removesuffix(".jpg") for hit in hits if isinstance(hit, PhotoHit)]


def every(search: Searcher, order: str, size: int) -> list[str]:
    """File names of all photos, a page after the other."""
    pages = range(1, search(in_="photos").total // size + 2)
    return [
        name
        for number in pages
        for name in files(search, sort=order, size=str(size), page=str(number))
    ]


FILES = {
    "_posts/2016-06-20-a.html": post(
        "A", figures(a="The pier on May 3, 1951.", b="The pier.", c="The pier, 1968.")
    ),
    "_posts/2018-01-05-b.html": post(
        "B", figures(d="The pier, c. 1945-1970.", e="The ferry on May 3, 1951.")
    ),
    "_posts/2001-01-05-c.html": post("C", figures(f="The pier on Dec. 31, 2000.", g="The ferry.")),
}


def test_the_earliest_or_the_latest_come_first_and_unknown_days_last(search_files: Search) -> None:
    search = search_files(FILES)
    # What was taken on one day goes by the day its story was published.
    assert files(search, sort="taken-oldest") == ["d", "a", "e", "c", "f", "g", "b"]
    assert files(search, sort="taken-newest") == ["f", "c", "e", "a", "d", "b", "g"]
    assert files(search, sort="taken-oldest", q="pier") == ["d", "a", "c", "f", "b"]
    assert files(search, sort="taken-newest", year="2016") == ["c", "a", "b"]


@pytest.mark.parametrize("order", ["taken-oldest", "taken-newest"])
def test_pages_of_an_index_of_several_segments_follow_one_another(
    archive: Archive, order: str
) -> None:
    chance = random.Random(order)  # noqa: S311
    taken: dict[str, date | None] = {}
    for part in range(3):
        for number in range(20):
            captions = {}
            for photo in "abcd":
                name = f"p{part}n{number}{photo}"
                day = date(1950, 1, 1) + timedelta(chance.randrange(90))
                taken[name] = day if chance.random() < 0.8 else None
                on = f" on {day:%B} {day.day}, {day.year}" if taken[name] else ""
                captions[name] = f"The pier{on}."
            story = f"_posts/20{part}0-06-{number + 1:02}-s.html"
            archive.write({story: post(f"S{part}{number}", figures(**captions))})
        archive.build()
    with searching(archive.index) as search:
        whole = every(search, order, 7)
        assert sorted(whole) == sorted(taken)
        days = [taken[name] for name in whole]
        known = [day for day in days if day]
        assert days == known + [None] * (len(days) - len(known))
        assert known == sorted(known, reverse=order == "taken-newest")
        assert whole == every(search, order, 100)


def test_why_tells_the_place_of_a_photo(search_files: Search) -> None:
    search = search_files(FILES)
    request = SearchRequest(kind=Kind.PHOTOS, sort=Sort.TAKEN_OLDEST)
    explained = search.engine.explain(request, "posts-2001-01-05-c")
    assert explained is not None
    assert (explained.place, explained.score) == (5, 0.0)


def test_stories_are_not_taken(search_files: Search) -> None:
    search = search_files(FILES)
    found = search(sort="taken-oldest")
    assert [hit.title for hit in found.hits] == ["B", "A", "C"]
    assert any("“sort” was ignored" in notice for notice in found.notices)


@pytest.fixture
def client(search_files: Search) -> FlaskClient:
    return create_app(search_files(FILES).engine, Settings()).test_client()


def orders(client: FlaskClient, address: str) -> dict[str, str]:
    """The orders a page of results offers, and where they lead; nowhere for the one it is in."""
    (choices,) = page(client, address).select("nav.choices[aria-label=Order]")
    return {
        text(choice): "" if choice.get("aria-current") else str(choice["href"])
        for choice in choices.select("a")
    }


def test_a_page_of_photos_offers_it_where_any_was_taken_on_a_known_day(client: FlaskClient) -> None:
    offered = orders(client, "/photos?q=pier")
    assert offered["Earliest taken"] == "/photos?q=pier&sort=taken-oldest"
    assert orders(client, offered["Earliest taken"])["Earliest taken"] == ""
    cards = page(client, offered["Earliest taken"]).select("ol.grid .card-date")
    assert [text(card) for card in cards] == [
        "Taken 1940s–1970s",
        "Taken 3 May 1951",
        "Taken 1968",
        "Taken 31 December 2000",
        "Published 20 June 2016",
    ]
    assert "Earliest taken" not in orders(client, "/search?q=pier")
    assert "Earliest taken" not in orders(client, "/photos?q=pier+-taken:1900..2020")


def test_the_stories_of_such_a_search_are_in_their_usual_order(client: FlaskClient) -> None:
    tabs = page(client, "/photos?q=pier&sort=taken-oldest").select("nav a[href^='/search?']")
    assert tabs
    assert all("sort=taken" not in str(tab["href"]) for tab in tabs)
