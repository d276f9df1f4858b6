"""What photos are counted and found by beside the words of their captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from conftest import Archive, Searcher, page, post, text
from flask.testing import FlaskClient
from PIL import Image

from indexer.engine.factory import open_engine
from indexer.engine.results import PhotoHit
from indexer.settings import Settings
from webapp import create_app
from webapp.photo_grid import photo_rows
from webapp.results import FoundHit

Search = Callable[[Mapping[str, str | bytes]], Searcher]


def figure(name: str, caption: str = "") -> str:
    """A figure of a post."""
    return f'<figure><img src="/{name}"><figcaption>{caption}</figcaption></figure>\n'


def counts(search: Searcher, facet: str, **parameters: str) -> dict[str, int]:
    """Value of a facet of photos -> how many have it; "" -> how many have none."""
    found = search(in_="photos", **parameters).facets[facet]
    values = {value.value: value.count for value in found.values}
    return {**values, "": found.missing} if found.missing else values


def files(search: Searcher, **parameters: str) -> set[str]:
    """File names of the photos found."""
    hits = search(in_="photos", **parameters).hits
    return {hit.file for hit in hits if isinstance(hit, PhotoHit)}


STORY = "_posts/2016-06-20-a.html"


def test_who_distributed_a_photo_and_how_it_was_taken(search_files: Search) -> None:
    body = (
        figure("a.jpg", "The pier. (Jane Doe/AP via Reuters)")
        + figure("b.jpg", "Aerial photo taken with a drone on June 3, 2016 shows the pier.")
        + figure("c.jpg", "The pier.")
    )
    search = search_files({STORY: post("A", body)})
    assert counts(search, "via") == {"Reuters": 1, "": 2}
    assert files(search, via="Reuters") == files(search, q="via:reuters") == {"a.jpg"}
    (method,) = set(counts(search, "method")) - {""}
    assert files(search, method=method) == files(search, q=f"method:{method}") == {"b.jpg"}
    assert search.ids(q="via:reuters") == ["posts-2016-06-20-a"]
    assert "distributor" in search(in_="photos", q="via:reuters").reading


def test_an_interval_is_in_every_decade_and_year_it_may_lie_in(search_files: Search) -> None:
    body = (
        figure("a.jpg", "The pier, c. 1945-1970.")
        + figure("b.jpg", "The pier on May 3, 1951.")
        + figure("c.jpg", "The pier.")
    )
    search = search_files({STORY: post("A", body)})
    assert counts(search, "taken_decade") == {
        "1970s": 1, "1960s": 1, "1950s": 2, "1940s": 1, "": 1,
    }  # fmt: skip
    assert files(search, taken_decade="1950s") == {"a.jpg", "b.jpg"}
    assert files(search, taken_decade="1970s") == files(search, q="taken:1970s") == {"a.jpg"}
    # Years are counted once a decade is chosen, and only those in it.
    assert "taken_year" not in search(in_="photos").facets
    years = counts(search, "taken_year", taken_decade="1950s")
    assert (len(years), years["1951"], years["1950"]) == (10, 2, 1)
    assert files(search, taken_decade="1950s", taken_year="1951") == {"a.jpg", "b.jpg"}


def test_photos_that_do_not_tell_when_they_were_taken_are_found(search_files: Search) -> None:
    body = figure("a.jpg", "The pier, c. 1945-1970.") + figure("b.jpg", "The pier.")
    search = search_files({STORY: post("A", body), "_posts/2016-06-21-b.html": post("B", "Text")})
    assert files(search, q="has:taken") == files(search, q="taken:*") == {"a.jpg"}
    assert files(search, q="pier -has:taken") == files(search, taken_decade="") == {"b.jpg"}
    assert search.titles(q="has:taken") == ["A"]


@pytest.mark.parametrize(
    ("taken", "gap"),
    [
        ("June 21, 2016", "after"),
        ("June 20, 2016", "same-day"),
        ("June 13, 2016", "week"),
        ("June 12, 2016", "month"),
        ("May 1, 2016", "year"),
        ("May 1, 2010", "decade"),
        ("May 1, 1910", "older"),
    ],
)
def test_the_time_between_taking_and_publication(
    search_files: Search, taken: str, gap: str
) -> None:
    search = search_files({STORY: post("A", figure("a.jpg", f"The old pier on {taken}."))})
    assert counts(search, "gap") == {gap: 1}


def test_a_time_that_is_not_certain_is_in_no_class(search_files: Search) -> None:
    search = search_files({STORY: post("A", figure("a.jpg", "The old pier in June 2016."))})
    assert counts(search, "gap") == {"": 1}


def test_what_a_photo_has(search_files: Search, archive: Archive) -> None:
    for name, size in (("wide", (300, 100)), ("tall", (100, 150)), ("even", (100, 103))):
        Image.new("RGB", size).save(archive.path / f"{name}.png")
    body = (
        figure("wide.png", "The pier.")
        + figure("tall.png", "The pier. (Photo by Jane Doe/AP)")
        + figure("even.png")
        + figure("gone.png", "(Photo by Jane Doe)")
        + '<img src="https://elsewhere.example/x.png">'
    )
    search = search_files({STORY: post("A", body)})
    assert counts(search, "image") == {"present": 3, "missing": 1, "remote": 1}
    assert counts(search, "orientation") == {"panorama": 1, "portrait": 1, "square": 1, "": 2}
    assert files(search, captioned="yes") == {"wide.png", "tall.png"}
    assert files(search, credited="yes") == {"tall.png", "gone.png"}
    assert files(search, image="remote", captioned="no") == {"x.png"}


NAMES = (
    figure("a.jpg", "The pier in Nur-Sultan, Kazakhstan, on June 3, 2016. (Photo by José Díaz/AP)")
    + figure("b.jpg", "A boat in Nur-sultan, Kazakhstan, on June 3, 2016. (Photo by Jose Diaz/AP)")
    + figure("c.jpg", "A gull in Nur-Sultan, Kazakhstan, on June 3, 2016. (Photo by José Díaz/AP)")
    + figure("d.jpg", "A ship in Astana, Kazakhstan, on June 3, 2016. (Photo by Jo Diaz/Reuters)")
)


@pytest.fixture
def named(archive: Archive, tmp_path: Path) -> Iterator[Searcher]:
    """An archive with names in several spellings, and a list of names that mean the same."""
    archive.write({STORY: post("A", NAMES)}).build()
    (tmp_path / "names.txt").write_text("Astana = Nur-Sultan\nJosé Díaz = Jo Diaz\n")
    engine = open_engine(archive.index, tmp_path / "names.txt")
    yield Searcher(engine)
    engine.close()


def test_a_name_in_several_spellings_is_one_value(search_files: Search) -> None:
    search = search_files({STORY: post("A", NAMES)})
    assert counts(search, "photographer") == {"José Díaz": 3, "Jo Diaz": 1}
    assert counts(search, "place") == {"Nur-Sultan, Kazakhstan": 3, "Astana, Kazakhstan": 1}
    # Each of them may be asked for, and the printed form stays.
    assert files(search, photographer="jose diaz") == {"a.jpg", "b.jpg", "c.jpg"}
    result = search(in_="photos", photographer="Jose Diaz")
    assert not result.notices
    assert [v.value for v in result.facets["photographer"].values if v.selected] == ["José Díaz"]
    printed = {h.photographer for h in result.hits if isinstance(h, PhotoHit)}
    assert printed == {("José Díaz",), ("Jose Diaz",)}
    # A story has the names of its photos, each once.
    assert search(photographer="JOSE DIAZ").total == 1


def test_names_that_mean_the_same_are_one_value(named: Searcher) -> None:
    assert counts(named, "photographer") == {"José Díaz": 4}
    assert counts(named, "place") == {"Astana, Kazakhstan": 4}
    assert len(files(named, place="Nur-Sultan, Kazakhstan")) == 4
    assert named(("not.photographer", "Jo Diaz"), in_="photos").total == 0
    suggested = [s.text for s in named.engine.suggest("jos", size=5)]
    assert "José Díaz" in suggested


def test_the_list_of_names_may_change(named: Searcher, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Jo Diaz = Nobody Else Here\n")
    assert counts(named, "photographer") == {"José Díaz": 3, "Jo Diaz": 1}


def test_a_name_with_days_stays_itself(archive: Archive, tmp_path: Path) -> None:
    archive.write({STORY: post("A", NAMES)}).build()
    (tmp_path / "names.txt").write_text("Astana = Nur-Sultan [2019..2022]\n")
    engine = open_engine(archive.index, tmp_path / "names.txt")
    assert counts(Searcher(engine), "place") == {
        "Nur-Sultan, Kazakhstan": 3, "Astana, Kazakhstan": 1,
    }  # fmt: skip
    engine.close()


def test_a_photo_knows_where_else_its_picture_is_shown(
    search_files: Search, archive: Archive
) -> None:
    for name, colour in (("a", "red"), ("copy", "red"), ("other", "blue")):
        Image.new("RGB", (64, 48), colour).save(archive.path / f"{name}.png")
    search = search_files(
        {
            "_posts/2016-06-20-a.html": post("A", figure("a.png") + figure("gone-300x200.jpg")),
            "_posts/2016-06-21-b.html": post("B", figure("copy.png") + figure("gone.jpg")),
            "_posts/2016-06-22-c.html": post("C", figure("other.png")),
        }
    )
    uses = {h.id: h.uses for h in search(in_="photos").hits if isinstance(h, PhotoHit)}
    assert uses == {
        "posts-2016-06-20-a--a-1": ("posts-2016-06-21-b--copy-1",),
        "posts-2016-06-21-b--copy-1": ("posts-2016-06-20-a--a-1",),
        "posts-2016-06-20-a--gone-300x200-1": ("posts-2016-06-21-b--gone-1",),
        "posts-2016-06-21-b--gone-1": ("posts-2016-06-20-a--gone-300x200-1",),
        "posts-2016-06-22-c--other-1": (),
    }
    (archive.path / "_posts/2016-06-21-b.html").unlink()
    archive.build(allow_removals=True)
    assert not any(h.uses for h in search(in_="photos").hits if isinstance(h, PhotoHit))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://news.example/i/pier.jpg", {"pier-300x200.jpg"}),
        ("http://cdn.example/base/i/pier-1024x768.jpg?v=2", {"pier-300x200.jpg"}),
        ("https://elsewhere.example/p/remote.jpg", {"remote.jpg"}),
        ("https://news.example/other/boat.jpg", {"boat.jpg"}),
        ("http://localhost:8000/img/posts-2016-06-20-a--boat-1?size=thumb", {"boat.jpg"}),
        ("http://localhost:8000/photo/posts-2016-06-20-a--boat-1", {"boat.jpg"}),
        ("http://localhost:8000/story/posts-2016-06-20-a?q=x", {"pier-300x200.jpg", "boat.jpg"}),
        ("https://news.example/2016/06/21/b.html", {"remote.jpg"}),
        ("story:posts-2016-06-21-b", {"remote.jpg"}),
        ("https://news.example/i/none.jpg", set()),
        ("file:pier*", {"pier-300x200.jpg"}),
        ("boat.jpg", {"boat.jpg"}),
    ],
)
def test_an_address_or_file_name_finds_its_photo(
    search_files: Search, typed: str, found: set[str]
) -> None:
    search = search_files(
        {
            "_config.yml": "url: https://news.example\n",
            STORY: post("A", figure("i/pier-300x200.jpg") + figure("boat.jpg")),
            "_posts/2016-06-21-b.html": post(
                "B", '<img src="https://elsewhere.example/p/remote.jpg">'
            ),
        }
    )
    assert files(search, q=typed) == found


def test_a_picture_that_stands_everywhere_names_its_first_uses_only(
    search_files: Search, archive: Archive
) -> None:
    Image.new("RGB", (64, 48), "red").save(archive.path / "logo.png")
    search = search_files(
        {
            f"_posts/2016-01-01-s{n:02}.html": post(
                f"S{n}", figure("logo.png") + figure(f"{n}.jpg")
            )
            for n in range(60)
        }
    )
    logos = search(in_="photos", q="file:logo", size="60").hits
    assert len(logos) == 60
    for hit in logos:
        assert isinstance(hit, PhotoHit)
        assert (len(set(hit.uses)), hit.use_count) == (50, 59)
        assert hit.id not in hit.uses
    found = tuple(FoundHit(hit, hit.url, ()) for hit in logos)
    with create_app(search.engine, Settings()).test_request_context():
        (row,) = photo_rows(search.engine, found)
    assert len(row.photos) == 1
    assert len(row.uses) + row.more_uses == 59


@pytest.mark.parametrize(
    ("name", "value", "notice"),
    [
        ("taken_decade", "foo", "“foo” is no decade; decades are written as 1950s."),
        ("taken_decade", "1955s", "“1955s” is no decade; decades are written as 1950s."),
        ("taken_year", "195", "“195” is no year; years are written as 2016."),
        ("month", "2016-13", "“2016-13” is no month; months are written as 2016-06."),
        ("day", "yesterday", "“yesterday” is no day; days are written as 2016-06-30."),
        (
            "orientation",
            "wide",
            (
                "“wide” is nothing that “Orientation” can be. "
                "It can be landscape, portrait, square, panorama."
            ),
        ),
        ("captioned", "maybe", "“maybe” is nothing that “Caption” can be. It can be yes, no."),
        ("taken_decade", "1890s", "Nothing in this archive has the decade of the picture “1890s”."),
    ],
)
def test_a_value_that_is_none_is_called_so(
    demo_client: FlaskClient, name: str, value: str, notice: str
) -> None:
    shown = page(demo_client, f"/photos?{name}={value}")
    assert notice in [text(one) for one in shown.select(".notice")]
    assert not shown.select(".grid > li")
    assert "foos" not in text(shown)
    answer = demo_client.get(f"/api/v1/search?in=photos&{name}={value}").get_json()
    assert notice in answer["notices"]
    assert answer["total"] == 0


def test_stories_are_told_by_name_what_does_not_narrow_them(demo_client: FlaskClient) -> None:
    shown = page(demo_client, "/search?q=harbour&taken_decade=1950s")
    assert "Stories cannot be narrowed by “Taken in the decade”; it was ignored." in text(shown)
