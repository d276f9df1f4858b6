"""The page of a story: its text and photos, and the ways on from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import Tag
from conftest import Archive, page, post, text
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app

FIGURE = '<figure><img src="/img/{0}.jpg" alt="{1}"><figcaption>{2}</figcaption></figure>'
FILES = {
    "_posts/2020-01-01-ferry.md": post(
        "The ferry sails",
        "<p>A ferry sails at dawn.</p>"
        + FIGURE.format("one", "", "The ferry at the pier. (Photo by Ada Holm)")
        + "<p>Crowds on the quay.</p>"
        + FIGURE.format("two", "", "A gull.")
        + FIGURE.format("three", "", "")
        + "<p>The <b>ferry</b> came back.</p><p>See [the pier](/2020/01/02/pier.html).</p>",
        description="On the first ferry of the year",
        tags="[ferry]",
    ),
    "_posts/2020-01-02-pier.md": post("The pier", "A new pier, and no ferry."),
    "_posts/2020-01-03-night.md": post("A ferry by night", "The ferry sails by night."),
    "_posts/2020-01-01-bread.md": post("Bread", "A loaf of rye."),
}
FERRY = "posts-2020-01-01-ferry"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("story")).write(FILES)
    archive.build()
    engine = open_engine(archive.index)
    app = create_app(engine, Settings(edit_url="https://git.example/edit/main/{path}"))
    app.testing = True
    yield app.test_client()
    engine.close()


def test_photos_stand_where_they_stand_in_the_story(client: FlaskClient) -> None:
    prose = page(client, f"/story/{FERRY}").select_one("div.prose")
    assert prose is not None
    order = [element.get("id") for element in prose.find_all(["p", "figure"]) if element.get("id")]
    assert order == ["paragraph-1", "photo-1", "paragraph-2", "photo-2", "paragraph-3",
                     "paragraph-4"]  # fmt: skip
    assert "The ferry at the pier." in text(prose.select_one("#photo-1 figcaption"))
    assert text(prose.select_one("#photo-1 .credit")) == "Photo by Ada Holm"


def test_a_photo_that_can_be_neither_shown_nor_described_is_named(client: FlaskClient) -> None:
    unseen = page(client, f"/story/{FERRY}").select_one("p.unseen")
    assert text(unseen) == "1 picture can be neither shown nor described: three.jpg"


def test_without_a_search_nothing_is_marked(client: FlaskClient) -> None:
    soup = page(client, f"/story/{FERRY}")
    assert not soup.select("mark, nav.trail, p.matches")


def test_matches_are_marked_and_numbered_as_they_are_read(client: FlaskClient) -> None:
    soup = page(client, f"/story/{FERRY}?q=ferries")
    marks = soup.select("mark")
    assert [mark["id"] for mark in marks] == [f"match-{n}" for n in range(1, 6)]
    assert {text(mark) for mark in marks} == {"ferry"}
    first = soup.select_one("p.matches a")
    assert text(first) == "5 matches"
    assert first is not None
    assert first["href"] == "#match-1"
    assert soup.select_one("figcaption mark") is not None
    assert soup.select_one("input[name=q]")["value"] == "ferries"  # type: ignore[index]


def test_every_match_leads_to_the_next(client: FlaskClient) -> None:
    soup = page(client, f"/story/{FERRY}?q=ferries")
    # A heading says what the story is called, and nothing else.
    onward = {
        str(mark["id"]): (mark.find_parent("h1") or mark).find_next_sibling("a")
        for mark in soup.select("mark")
    }
    links = {name: (text(a), a["href"]) for name, a in onward.items() if a is not None}
    assert links["match-1"] == ("Next match", "#match-2")
    assert links["match-4"] == ("Next match", "#match-5")
    assert links["match-5"] == ("First match", "#match-1")
    assert not page(client, "/story/posts-2020-01-03-night?q=sails").select(".next-match")


def test_a_reader_goes_on_in_the_search(client: FlaskClient) -> None:
    results = page(client, "/search?q=ferry&sort=oldest&tag=&not.tag=bread")
    links = [str(a["href"]) for a in results.select("h3.hit-title a")]
    titles = [text(a) for a in results.select("h3.hit-title a")]
    assert titles == ["The pier", "A ferry by night"]
    first = page(client, links[0])
    trail = first.select_one("nav.trail")
    assert text(trail) == "1 of 2 found Next"
    onward = first.select_one("nav.trail a[rel=next]")
    assert onward is not None
    second = page(client, str(onward["href"]))
    assert text(second.title).startswith("A ferry by night")
    assert text(second.select_one("nav.trail")) == "Previous 2 of 2 found"
    back = second.select_one("nav.trail a:not([rel])")
    assert back is not None
    assert text(page(client, str(back["href"])).select_one("h2.found-head")).startswith("2 stor")


@pytest.mark.parametrize("place", range(1, 31))
def test_every_place_of_a_search_has_its_neighbours(place: int, many: FlaskClient) -> None:
    soup = page(many, f"/story/posts-2020-01-{place:02}-x?q=ferry&sort=oldest&place={place}")
    steps = {str(a["rel"]): str(a["title"]) for a in soup.select("nav.trail a[rel]")}
    expected = {"['prev']": f"Ferry {place - 1}", "['next']": f"Ferry {place + 1}"}
    if place == 1:
        del expected["['prev']"]
    if place == 30:
        del expected["['next']"]
    assert steps == expected


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("many"))
    archive.write(
        {f"_posts/2020-01-{n:02}-x.md": post(f"Ferry {n}", f"word{n}") for n in range(1, 31)}
    ).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


def test_a_place_that_is_no_longer_the_storys_is_not_claimed(client: FlaskClient) -> None:
    assert not page(client, f"/story/{FERRY}?q=ferry&sort=oldest&place=3").select("nav.trail")
    assert not page(client, f"/story/{FERRY}?q=ferry&place=9999").select("nav.trail")
    page(client, f"/story/{FERRY}?q=ferry&place=0", 400)
    page(client, f"/story/{FERRY}?q=ferry&place=x", 400)


def test_what_has_to_do_with_a_story_is_listed_once(client: FlaskClient) -> None:
    soup = page(client, f"/story/{FERRY}")
    beside = {str(s["aria-label"]): [text(a) for a in s.select("a")]
              for s in soup.select("section.story-links")}  # fmt: skip
    assert beside["Links to"] == ["The pier"]
    assert beside["On the same day"] == ["Bread"]
    listed = [title for titles in beside.values() for title in titles]
    assert len(listed) == len(set(listed))
    pier = page(client, "/story/posts-2020-01-02-pier")
    linked = pier.select_one("section[aria-label='Linked from']")
    assert text(linked) == "Linked from The ferry sails 1 January 2020"


def test_a_story_is_cited_edited_and_followed(client: FlaskClient) -> None:
    soup = page(client, f"/story/{FERRY}")
    assert "The ferry sails" in text(soup.select_one("p.cite-text"))
    forms = [str(a["href"]) for a in soup.select("details.cite a")]
    assert len(forms) == 4
    for address in forms:
        assert client.get(address).status_code == 200
    edit = soup.find("a", string="Edit it")
    assert isinstance(edit, Tag)
    assert edit["href"] == "https://git.example/edit/main/_posts/2020-01-01-ferry.md"
    assert text(soup.select_one(f"a[href='/story/{FERRY}/forward']")) == "Before and after"


def test_the_address_without_the_search_is_the_storys_own(client: FlaskClient) -> None:
    link = page(client, f"/story/{FERRY}?q=ferry&place=1").select_one("link[rel=canonical]")
    assert link is not None
    assert re.search(rf"/story/{FERRY}$", str(link["href"]))


def test_a_photo_leads_to_others_with_its_caption(archive: Archive) -> None:
    caption = "A nurse prepares a vaccine in the sports hall of the old harbour school."
    archive.write(
        {
            f"_posts/2020-01-0{n}-a.md": post(f"Story {n}", FIGURE.format(f"p{n}", "", text_))
            for n, text_ in enumerate((caption, caption, caption.replace("nurse", "doctor")), 1)
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    first = page(client, "/photos?q=nurse&sort=oldest").select_one("ol.grid a")
    assert first is not None
    beside = page(client, str(first["href"])).select("section.story-links a")
    assert {text(link) for link in beside} >= {caption}
    assert all(client.get(str(link["href"])).status_code == 200 for link in beside)
    engine.close()


def test_headings_lists_quotations_and_code_are_shown_as_such(archive: Archive) -> None:
    parts = ("Begin.", "## Head", "* one ferry\n* two", "1. first", "> said",
             "```\nx = 1\ny = 2\n```", "End.")  # fmt: skip
    body = "\n\n".join(parts)
    archive.write({"_posts/2020-01-01-a.md": post("Shapes", body)}).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    prose = page(client, "/story/posts-2020-01-01-a?q=ferry").select_one("div.prose")
    assert prose is not None
    assert [tag.name for tag in prose.find_all(recursive=False)] == [
        "p", "h2", "ul", "ol", "blockquote", "pre", "p",
    ]  # fmt: skip
    assert [item.get("id") for item in prose.select("ul > li")] == ["paragraph-3", "paragraph-4"]
    assert text(prose.select_one("ul mark")) == "ferry"
    # A long line scrolls, by keyboard too.
    assert prose.select_one("pre[tabindex='0']") is not None
    assert prose.select_one("pre").get_text() == "x = 1\ny = 2"  # type: ignore[union-attr]
    engine.close()
