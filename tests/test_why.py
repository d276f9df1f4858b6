"""The page that tells why a story is not among the hits, or where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, post
from flask.testing import FlaskClient

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.parameters import parse_parameters
from indexer.settings import Settings
from webapp import create_app
from webapp.pasted import story_id_of
from webapp.why import why_url

HERRING = "posts-2013-04-18-herring-return-to-fish-quay"
LANTERNS = "posts-2018-02-19-chunjie-denghui"
SEALS = "posts-grey-seals-on-little-brindle"


@pytest.fixture(scope="module")
def engine(demo_index: Path) -> Iterator[Engine]:
    opened = open_engine(demo_index)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine, Settings()).test_client()


def ask(client: FlaskClient, status: int = 200, **parameters: str) -> BeautifulSoup:
    named = {name.rstrip("_").replace("not_", "not."): value for name, value in parameters.items()}
    response = client.get("/why", query_string=named)
    assert response.status_code == status
    return BeautifulSoup(response.text, "lxml")


def text(element: object) -> str:
    return " ".join(element.get_text().split())  # type: ignore[attr-defined]


def test_a_story_that_is_found_is_shown_with_its_place_and_score(client: FlaskClient) -> None:
    page = ask(client, q="herring harbour", story=HERRING)
    assert "It is here, in place 1 of" in text(page)
    table = page.select_one("table")
    assert table is not None
    rows = [[text(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert ["herring", "Title"] in [row[:2] for row in rows]
    (total,) = (text(cell) for cell in table.select("tfoot td"))
    found = client.get("/api/v1/search?q=herring+harbour").get_json()["hits"][0]
    assert found["id"] == HERRING
    assert float(total) == pytest.approx(found["score"], abs=0.01)
    parts = sum(float(row[-1]) for row in rows if re.fullmatch(r"[\d.]+", row[-1]))
    lift = 1 + sum(int(row[-1][2:-1]) / 100 for row in rows if row[-1].startswith("+"))
    factor = [float(row[-1][2:]) for row in rows if row[-1].startswith("×")]
    assert parts * lift * (factor[0] if factor else 1) == pytest.approx(float(total), rel=0.02)


def test_a_story_further_down_is_shown_among_the_others(client: FlaskClient) -> None:
    page = ask(
        client, q="harbour", size="5", sort="oldest", story="posts-2018-02-19-chunjie-denghui"
    )
    if "It is kept out by" in text(page):
        page = ask(client, size="5", sort="oldest", story="posts-2018-02-19-chunjie-denghui")
    place = re.search(r"in place (\d+) of", text(page))
    assert place is not None
    link = page.find("a", string="See it among the others")
    assert f"page={-(-int(place[1]) // 5)}" in str(link["href"])  # type: ignore[index]
    shown = client.get(str(link["href"]))  # type: ignore[index]
    assert LANTERNS in shown.text
    assert page.select_one("table") is None


def test_what_keeps_a_story_out_is_told_with_the_search_without_it(client: FlaskClient) -> None:
    page = ask(
        client,
        q="herring xylophone -quay",
        match="all",
        category="sport",
        from_="2014",
        on="04-19",
        story=HERRING,
    )
    reasons = [text(item) for item in page.select("main li")]
    assert len(reasons) == 5
    assert reasons[0].startswith("Not in it: xylophone.")
    assert reasons[1].startswith("In it, but left out by the search: quay")
    assert reasons[2].startswith("Category is “sport”; this one has “")
    assert reasons[3].startswith(
        "The search begins with 1 January 2014; the date of this one is 18 April 2013."
    )
    assert reasons[4].startswith("The search is for 19 April of any year; the date of")
    links = [str(link["href"]) for link in page.select("main li a")]
    assert "xylophone" not in links[0]
    assert "quay" not in links[1]
    assert "category=" not in links[2]
    assert "from=" not in links[3]
    assert "on=" not in links[4]
    without_all = page.find("a", string="Search without all of these")
    shown = client.get(str(without_all["href"]))  # type: ignore[index]
    assert HERRING in shown.text


def test_a_date_that_is_lacking_and_one_that_is_vague_are_told(archive: Archive) -> None:
    archive.write(
        {
            "_posts/undated.md": post("Undated"),
            "_posts/month.md": post("Month", date="2019-11"),
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    reasons = [
        text(ask(client, on="11-23", since="2999-01-01", story=story).select_one("main ul"))
        for story in ("posts-undated", "posts-month")
    ]
    assert "this one has no date" in reasons[0]
    assert "the date of this one is November 2019" in reasons[1]
    assert "new since 1 January 2999; this one came into the index on" in reasons[1]
    engine.close()


def test_photos_are_explained_by_one_of_the_story(client: FlaskClient) -> None:
    page = ask(client, q="seal", in_="photos", story=SEALS)
    assert "A photo of it is here, in place" in text(page)
    hidden = page.select_one(".why-ask input[name=in]")
    assert hidden is not None
    assert hidden["value"] == "photos"


@pytest.mark.parametrize(
    "pasted",
    [
        HERRING,
        f" /story/{HERRING} ",
        f"http://localhost/prefix/story/{HERRING}?q=herring&place=1",
        "_posts/2013-04-18-herring-return-to-fish-quay.html",
        "2013-04-18-herring-return-to-fish-quay",
    ],
)
def test_a_story_is_named_by_whatever_leads_to_it(
    engine: Engine, client: FlaskClient, pasted: str
) -> None:
    with client.application.test_request_context():
        assert story_id_of(engine, pasted) == HERRING
        public = engine.story(HERRING)
        assert public is not None
        assert public.public_url is not None
        assert story_id_of(engine, public.public_url) == HERRING


@pytest.mark.parametrize(
    "pasted", ["nothing", "https://elsewhere.example/nowhere/", "http://[", "/story/", "<b>x</b>"]
)
def test_an_address_without_a_story_is_said_to_be_none(client: FlaskClient, pasted: str) -> None:
    page = ask(client, 404, q="herring", story=pasted)
    assert "There is no story at that address" in text(page)
    assert page.select_one("input[name=story]")["value"] == pasted  # type: ignore[index]
    assert page.select_one("main b") is None


def test_the_page_asks_for_a_story_where_none_is_given(client: FlaskClient) -> None:
    page = ask(client, q="herring", category="harbour")
    names = {(field["name"], field["value"]) for field in page.select(".why-ask input")}
    assert names == {("story", ""), ("q", "herring"), ("category", "harbour")}
    assert page.select_one(".notice[role=status]") is None


def test_a_removed_story_is_said_to_be_gone(archive: Archive) -> None:
    files = {f"_posts/2020-01-0{day}-p.md": post(f"Post {day}") for day in range(1, 8)}
    archive.write(files).build()
    (archive.path / "_posts/2020-01-01-p.md").unlink()
    archive.build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    for pasted in ("/story/posts-2020-01-01-p", "https://n.example/2020/01/01/p.html"):
        assert "no longer in the archive" in text(ask(client, 404, story=pasted))
    engine.close()


@pytest.mark.parametrize("search", ["/search?q=herring&page=1", "/photos?q=nothingatall"])
def test_results_lead_there_with_their_search(client: FlaskClient, search: str) -> None:
    results = BeautifulSoup(client.get(search).text, "lxml")
    link = results.find("a", string="Why isn’t a story here?")
    page = BeautifulSoup(client.get(str(link["href"])).text, "lxml")  # type: ignore[index]
    back = page.find("a", string="Back to the results")
    assert str(back["href"]) == search.replace("&page=1", "")  # type: ignore[index]


def test_a_page_can_lead_to_what_is_told_of_one_story(client: FlaskClient) -> None:
    request = parse_parameters([("q", "seal"), ("in", "photos"), ("size", "60"), ("page", "2")])
    with client.application.test_request_context():
        assert why_url(request) == "/why?q=seal&in=photos"
        assert why_url(request, SEALS) == f"/why?q=seal&in=photos&story={SEALS}"
