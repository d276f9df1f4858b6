"""The page of photos, as a grid and as a list."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Archive, page, post, text
from flask.testing import FlaskClient
from PIL import Image

from indexer.engine.factory import open_engine
from indexer.engine.results import HitImage, Run
from indexer.model import ImageState
from indexer.settings import Settings
from webapp import create_app
from webapp.photo_grid import (
    LAST,
    LEAST,
    STEP,
    is_extreme,
    passage_of,
    ratio_class,
)

SHEET = ROOT / "webapp/static/ratios.css"
GULL = (
    "A herring gull stands on the oak pier of the old harbour at low tide on June 3, 2016. "
    "(Photo by Jane Doe/AP)"
)
LONG = "The town has a pier of oak. " * 8


def figure(name: str, caption: str = "", alt: str = "") -> str:
    """A figure of a post."""
    return f'<figure><img src="/{name}" alt="{alt}"><figcaption>{caption}</figcaption></figure>\n'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site of photos of every kind."""
    archive = Archive(tmp_path_factory.mktemp("photos"))
    for name, size in (("pier", (900, 600)), ("again", (900, 600)), ("strip", (3000, 300))):
        Image.new("RGB", size, "red" if name != "strip" else "blue").save(
            archive.path / f"{name}.png"
        )
    first = (
        figure("pier.png", GULL)
        + figure("strip.png", f"{LONG} A zeppelin lands.")
        + figure("gone.png", GULL)
        + figure("none.png", alt="A lighthouse by night")
        + figure("IMG_bare.png")
    )
    archive.write(
        {
            "_posts/2016-06-20-a.html": post("Harbour days", first),
            "_posts/2016-06-21-b.html": post("Later", figure("again.png", "The pier again.")),
            **{
                f"_posts/2017-01-01-{n:03}.html": post(
                    f"Number {n}", figure(f"n{n}.png", f"Ship {n}")
                )
                for n in range(70)
            },
        }
    ).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


def rows(results: BeautifulSoup) -> list[Tag]:
    return results.select("ol.grid > li")


def test_a_hit_is_the_photo(client: FlaskClient) -> None:
    (row,) = rows(page(client, "/photos?q=zeppelin"))
    assert text(row.select_one("mark")) == "zeppelin"
    picture = row.select_one("a.card-picture")
    assert picture is not None
    assert str(picture["href"]).startswith("/photo/posts-2016-06-20-a--strip-1?")
    story = row.select_one(".card-story a")
    assert story is not None
    assert (text(story), story["href"]) == ("Harbour days", "/story/posts-2016-06-20-a#photo-2")
    assert page(client, "/story/posts-2016-06-20-a").select_one("#photo-2 img") is not None
    # A caption is there from its beginning; what matched further on is shown below.
    assert text(row.select_one(".card-caption")).startswith("The town has a pier")
    assert text(row.select_one(".card-passage mark")) == "zeppelin"


def test_pictures_have_their_place_before_they_are_there(client: FlaskClient) -> None:
    image = page(client, "/photos?q=zeppelin").select_one("img.card-image")
    assert image is not None
    assert (image["width"], image["height"]) == ("3000", "300")
    with client.get(str(image["src"])) as small:
        assert Image.open(io.BytesIO(small.data)).size == (1200, 120)
    assert "card-image-whole" in image["class"]


def test_copies_share_a_row_and_both_are_counted(client: FlaskClient) -> None:
    results = page(client, "/photos?q=gull")
    (row,) = rows(results)
    assert "2 photos" in text(results.select_one("h2.found-head"))
    assert "2 photos with nearly the same caption" in text(row)
    for part in (".card-caption", "a.card-picture", ".card-hole a"):
        assert len(row.select(part)) == 1


def test_a_picture_of_several_stories_is_shown_once(client: FlaskClient) -> None:
    results = page(client, "/photos?q=pier&sort=oldest")
    (row,) = [row for row in rows(results) if "The same picture" in text(row)]
    assert len(row.select("img")) == 1
    assert "1 photo of this page shows a picture that is here already" in text(results)
    uses = row.select(".card-uses a")
    assert [(text(use), use["href"]) for use in uses] == [
        ("Later", "/photo/posts-2016-06-21-b--again-1")
    ]


@pytest.mark.parametrize(
    ("q", "says"),
    [
        ("lighthouse", "A lighthouse by night (alternative text; no caption)"),
        ("file:bare", "IMG_bare.png (file name; no caption)"),
    ],
)
def test_what_stands_for_a_caption_is_said_to(client: FlaskClient, q: str, says: str) -> None:
    assert text(rows(page(client, f"/photos?q={q}"))[0].select_one(".card-caption")) == says


def test_a_photo_found_by_its_story_shows_why(client: FlaskClient) -> None:
    row = rows(page(client, "/photos?q=days"))[0]
    assert text(row.select_one(".card-story mark")) == "days"


def test_a_list_has_whole_captions_and_ways_on(client: FlaskClient) -> None:
    row = rows(page(client, "/photos?q=gull&view=list"))[0]
    ways = {text(a): str(a["href"]) for a in row.select(".card-ways a")}
    similar = ways.pop("similar captions")
    assert page(client, similar).select_one("#beside a") is not None
    assert set(ways) == {"Jane Doe", "AP", "same day", "same story"}
    for name, address in ways.items():
        assert len(rows(page(client, address))) >= 1, name
    assert parse_qs(urlsplit(ways["same day"]).query)["q"] == ["taken:2016-06-03"]


def test_the_list_stays_a_list(client: FlaskClient) -> None:
    results = page(client, "/photos?q=ship&view=list")
    assert text(results.select_one(".views [aria-current]")) == "List"
    kept = results.select("nav.pages a, .facet-value, .choices a")
    assert kept
    assert all("view=list" in str(a["href"]) for a in kept)
    assert results.select_one("form.search input[name=view][value=list]") is not None
    grid = results.select_one(".views a:not([aria-current])")
    assert grid is not None
    assert grid["href"] == "/photos?q=ship"
    assert not page(client, "/photos?q=ship").select("a.facet-value[href*=view]")
    assert client.get("/photos?view=wall").status_code == 400


def test_a_page_has_sixty_photos_unless_asked_otherwise(client: FlaskClient) -> None:
    results = page(client, "/photos?q=ship")
    assert len(rows(results)) == 60
    addresses = [str(a["href"]) for a in results.select("main a[href]")]
    assert not [a for a in addresses if "size=" in a and a.startswith("/photos")]
    assert len(rows(page(client, "/photos?q=ship&page=2"))) == 10
    few = page(client, "/photos?q=ship&size=20")
    assert len(rows(few)) == 20
    following = few.select_one("nav.pages a[rel=next]")
    assert following is not None
    assert len(rows(page(client, str(following["href"])))) == 20
    # Stories keep their own number.
    tab = few.select_one("ul.tabs a:not([aria-current])")
    assert tab is not None
    assert "60" not in str(tab["href"])


def test_the_style_sheet_knows_every_ratio() -> None:
    rules = dict(re.findall(r"\.(r\d+)\{--r:([\d.]+)\}", SHEET.read_text()))
    assert len(rules) == LAST + 1
    for number in range(LAST + 1):
        assert float(rules[f"r{number}"]) == pytest.approx(LEAST * STEP**number, abs=0.006)


@pytest.mark.parametrize("width", [400, 500, 617, 1000, 1500, 2000, 3100])
def test_a_picture_loses_little_by_its_cell(width: int) -> None:
    image = HitImage("/img/x", "/img/x?size=thumb", width, 1000, ImageState.PRESENT)
    rules = dict(re.findall(r"\.(r\d+)\{--r:([\d.]+)\}", SHEET.read_text()))
    ratio = float(rules[ratio_class(image)])
    assert is_extreme(image) or max(ratio * 1000 / width, width / ratio / 1000) < 1.035


def test_what_matched_further_on_is_a_passage_of_its_own() -> None:
    runs = (
        Run("word " * 60, matched=False),
        Run("zeppelin", matched=True),
        Run(".", matched=False),
    )
    passage = passage_of(runs)
    assert "".join(run.text for run in runs).endswith("".join(run.text for run in passage))
    assert passage[1] == runs[1]
    assert len(passage[0].text) <= 50
    assert passage_of(passage) == ()
    assert passage_of(runs[:1]) == ()
