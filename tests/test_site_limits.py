"""What the site does at its edges: long spans, odd addresses, answers that are not whole."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, Archive, page, post, text
from flask.testing import FlaskClient

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.records import IndexStats
from indexer.engine.request import SearchRequest
from indexer.settings import Settings
from webapp import caching, create_app

STATIC = ROOT / "webapp/static"

FERRY = "posts-1907-01-05-first"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("limits"))
    days = [date(2005, 1, 1) + timedelta(days=n) for n in range(3)]
    days += [date(2010, 1, 10), date(2010, 1, 20), date(2012, 5, 5)]
    files = {f"_posts/{day}-x.md": post(f"Ferry {day}", "word") for day in days}
    files["_posts/1907-01-05-first.md"] = post("The first pier", "A pier.")
    files["_posts/2012-05-06-pier.md"] = post("The pier", "A pier.")
    archive.write(files).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


def counted(client: FlaskClient, address: str) -> list[int]:
    """What the bars of each search on a timeline add up to."""
    frames = page(client, address).select("svg.bars")
    return [
        sum(int(re.findall(r": (\d+)", str(bar.get_text()))[0]) for bar in frame.select("a"))
        for frame in frames
    ]


@pytest.mark.parametrize("interval", ["day", "week", "month", "year", "decade", "auto"])
def test_two_searches_far_apart_keep_every_count(client: FlaskClient, interval: str) -> None:
    address = f"/timeline?q=ferry+before:2006&with=pier+after:2011&histogram={interval}"
    assert counted(client, address) == [3, 1]


def test_shares_are_of_the_days_asked_for(client: FlaskClient) -> None:
    soup = page(client, "/timeline?from=2010-01-15&to=2012-12-31&histogram=month&measure=share")
    labels = [str(bar.get_text()) for bar in soup.select("svg.bars a")]
    assert labels[0] == "January 2010: 1 of 1 (100\u00a0%)"


def test_bars_of_relative_days_keep_them_absolute(client: FlaskClient) -> None:
    soup = page(client, '/timeline?q=date:"last+40+years"&histogram=year')
    links = [str(bar["href"]) for bar in soup.select("svg.bars a")]
    assert links
    assert not [link for link in links if "last" in link]


def test_a_century_is_covered_month_by_month(client: FlaskClient) -> None:
    soup = page(client, "/coverage")
    years = [text(head) for head in soup.select("table.calendar tbody th")]
    assert years == ["2012", "2010", "2005", "1907"]
    gaps = [text(gap) for gap in soup.select("#gaps-head + ul li")]
    assert gaps[0] == "February 1907 to December 2004"
    shelf = page(client, "/").select_one("#shelf-years + ul")
    assert text(shelf).startswith("2012 2 2010 2 2005 3 1907 1")


@pytest.mark.parametrize(
    "back",
    ["/%09/evil.example", "/%0A/evil.example", "/%0D/x", "//evil.example", "/\\evil.example",
     "https://evil.example", "/ /evil.example"],
)  # fmt: skip
def test_choosing_a_language_leads_nowhere_else(client: FlaskClient, back: str) -> None:
    response = client.get(f"/language?to=en&back={back}")
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_choosing_a_language_leads_back(client: FlaskClient) -> None:
    response = client.get("/language?to=en&back=/search%3Fq%3Dferry%2520pier")
    assert response.headers["Location"] == "/search?q=ferry%20pier"


def test_an_answer_that_took_long_is_asked_for_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MAY_BE_CUT", math.inf)  # however busy the machine is
    assert "ETag" in client.get("/search?q=ferry").headers
    monkeypatch.setattr(caching, "MAY_BE_CUT", 0.0)
    assert "ETag" not in client.get("/search?q=ferry").headers


def test_a_long_search_is_no_long_heading(client: FlaskClient) -> None:
    soup = page(client, "/search?q=" + "ferry+pier+" * 300)
    assert len(text(soup.h1)) <= 200
    box = soup.select_one("input[name=q]")
    assert box is not None
    assert len(str(box["value"])) > 3000


def test_files_are_asked_for_again(client: FlaskClient) -> None:
    for address in ("/export?q=ferry&format=csv", "/concordance.csv?q=ferry"):
        assert "ETag" not in client.get(address).headers


def test_a_concordance_is_a_file_like_others(client: FlaskClient) -> None:
    response = client.get("/concordance.csv?q=ferry")
    assert response.text.startswith("\ufeffdate,title")
    name = response.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=archive-stories-ferry-mentions-[\d-]+\.csv", name)


def test_a_concordance_that_is_cut_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.concordance.MAX_MENTIONS", 3)
    rows = list(csv.reader(io.StringIO(client.get("/concordance.csv?q=ferry&order=after").text)))
    assert len(rows) == 5
    assert "first 3" in rows[-1][0]


def test_a_cited_search_names_the_content_it_was_asked_of(demo_index: Path) -> None:
    engine = open_engine(demo_index)
    asked: list[str] = []
    search, stats = engine.search, engine.stats

    class Changing:
        """An engine whose index changes once between two questions."""

        def __getattr__(self, name: str) -> object:
            return getattr(engine, name)

        def search(self, request: SearchRequest) -> object:
            asked.append("search")
            return search(request)

        def stats(self) -> IndexStats:
            from dataclasses import replace  # noqa: PLC0415

            now = stats()
            old = asked.count("search") == 1
            return replace(now, generation=now.generation + 1, content_hash="other") if old else now

    changing: Engine = Changing()  # type: ignore[assignment]
    said = create_app(changing, Settings()).test_client().get("/cite?q=herring").text
    assert stats().content_hash in said
    assert "other" not in re.findall(r"content (\w+)", said)
    engine.close()


def test_everything_of_a_removed_story_is_gone(archive: Archive) -> None:
    archive.write({f"_posts/2020-01-0{n}-x.md": post("X", "x") for n in (1, 2, 3)}).build()
    (archive.path / "_posts/2020-01-01-x.md").unlink()
    archive.build(allow_removals=True)
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    for tail in ("", "/forward", "/cite.bib"):
        assert client.get(f"/story/posts-2020-01-01-x{tail}").status_code == 410
        assert client.get(f"/story/posts-2020-01-09-x{tail}").status_code == 404
    engine.close()


def test_a_caption_without_spaces_is_cut_and_not_lost(archive: Archive) -> None:
    caption = "新华社照片，" * 40
    figure = '<figure><img src="/a.jpg"><figcaption>{}</figcaption></figure>'
    archive.write(
        {f"_posts/2020-01-0{n}-x.md": post("X", figure.format(caption)) for n in (1, 2)}
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    photo = page(client, "/photos").select_one("ol.grid a")
    assert photo is not None
    beside = page(client, str(photo["href"])).select("section.story-links a")
    named = [text(link) for link in beside if text(link) != "X"]
    assert named
    assert all(name.startswith("新华社照片") for name in named)
    engine.close()


@pytest.mark.parametrize("extra", ["from=singlemessage", "on=facebook", "in=share", "size=0"])
def test_a_story_is_shown_whatever_was_added_to_its_address(
    client: FlaskClient, extra: str
) -> None:
    assert "The first pier" in text(page(client, f"/story/{FERRY}?{extra}").h1)


def test_pictures_are_kept_by_readers_alone(demo_index: Path) -> None:
    engine = open_engine(demo_index)
    client = create_app(engine, Settings()).test_client()
    picture = page(client, "/photos?q=seal").select_one("img.card-image")
    assert picture is not None
    response = client.get(str(picture["src"]))
    assert response.cache_control.private
    assert not response.cache_control.public
    assert response.cache_control.immutable
    response.close()
    engine.close()


@pytest.mark.parametrize("address", ["/", "/search?q=ferry", "/photos", "/timeline?q=ferry",
                                     "/coverage", "/concordance?q=ferry", "/help", "/why",
                                     "/selection", "/contact-sheet?q=ferry",
                                     f"/story/{FERRY}"])  # fmt: skip
def test_pages_stay_light(client: FlaskClient, address: str) -> None:
    html = client.get(address).text
    styles = set(re.findall(r'href="(/[^"]+\.css[^"]*)"', html))
    size = 0
    for style in styles:
        with client.get(style) as sheet:
            size += len(sheet.data)
    assert size <= 25_000
    assert len(html.encode()) <= 60_000
    scripts = set(re.findall(r'src="/static/([^"?]+\.js)', html))
    assert sum((STATIC / name).stat().st_size for name in with_imports(scripts)) <= 15_000


def with_imports(scripts: set[str]) -> set[str]:
    """Scripts and those they cannot begin without."""
    found = {
        name
        for script in scripts
        for name in re.findall(
            r'^(?:import|export) [^(\n]*"\./([^"]+)"', (STATIC / script).read_text(), re.MULTILINE
        )
    }
    return scripts if found <= scripts else with_imports(scripts | found)
