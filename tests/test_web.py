"""The readers' pages and the API, on the demo's index."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, page, post, text
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app

HERRING = "posts-2013-04-18-herring-return-to-fish-quay"
SEALS = "posts-grey-seals-on-little-brindle"
PAGES = (
    "/",
    "/search",
    "/search?q=herring",
    "/search?q=herring&category=harbour&not.year=2014",
    "/search?q=nothingatall+herring",
    "/photos",
    "/photos?q=seal+pup",
    "/photos?q=seal&scope=story",
    f"/story/{HERRING}",
    "/story/posts-2018-02-19-chunjie-denghui",
    "/story/posts-a-walk-round-the-mole",
    f"/why?q=herring+xylophone&story={HERRING}",
    f"/why?q=-herring&year=2020&story={HERRING}",
    "/concordance?q=herring&order=after",
    f"/story/{HERRING}/forward",
    "/help",
    "/api",
    "/searches",
    "/suggest?q=har",
    "/count?q=herring",
    "/health",
    "/api/v1/search?q=herring",
)


@pytest.fixture(scope="module")
def client(demo_index: Path) -> Iterator[FlaskClient]:
    engine = open_engine(demo_index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


def get(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    """Fetches an address whole; a file that is sent is closed again."""
    response = client.get(address, headers=headers)
    assert response.data is not None
    response.close()
    return response


def test_the_front_page_has_the_box_and_the_newest_stories(client: FlaskClient) -> None:
    front = page(client, "/")
    box = front.select_one("input[name=q]")
    assert box is not None
    assert box.has_attr("autofocus")
    titles = [text(title) for title in front.select("article h3")]
    assert titles[0] == "Lantern Night returns to the river"
    assert "42 stories" in text(front)


def test_results_are_ranked_marked_and_counted(client: FlaskClient) -> None:
    results = page(client, "/search?q=herrings")
    assert "3 stories" in text(results)
    assert text(results.select_one("h3.hit-title")).startswith("Herring return")
    assert {mark.get_text().lower() for mark in results.select("mark")} == {"herring"}
    assert results.select_one("input[name=q]")["value"] == "herrings"  # type: ignore[index]
    assert "stories with herrings (also herring)" in text(results)
    assert results.select("img.hit-image[src*='size=thumb']")


def test_a_facet_link_narrows_and_can_be_taken_back(client: FlaskClient) -> None:
    results = page(client, "/search?q=harbour")
    links = {text(a): a["href"] for a in results.select("a.facet-value")}
    chosen = next(address for name, address in links.items() if name.startswith("harbour "))
    count = int(next(name for name in links if name.startswith("harbour ")).split()[-1])
    narrowed = page(client, str(chosen))
    assert f"{count} stor" in text(narrowed)
    chip = narrowed.select_one("a.chip")
    assert chip is not None
    assert total(page(client, str(chip["href"]))) == total(results) > count


def test_long_facets_are_cut_and_those_that_do_not_narrow_are_left_out(
    client: FlaskClient,
) -> None:
    results = page(client, "/search")
    boxes = {text(box.select_one("h3")): box for box in results.select("details.facet")}
    assert boxes["Category"].has_attr("open")
    assert not list(boxes.values())[-1].has_attr("open")
    assert len(boxes["Tag"].select(":scope > ul > li")) <= 9
    assert re.search(r"\d+ more", text(boxes["Tag"].select_one("p.hint a")))
    chosen = page(client, "/search?lang=en")
    language = next(
        box for box in chosen.select("details.facet") if text(box.select_one("h3")) == "Language"
    )
    assert language.has_attr("open")
    # Every story in Chinese is in that language, whatever else it has.
    names = [text(head) for head in page(client, "/search?q=灯会").select("details.facet h3")]
    assert "Language" not in names


def total(results: BeautifulSoup) -> int:
    return int(text(results.select_one("h2.found-head")).split()[0])


def test_pages_follow_one_another(client: FlaskClient) -> None:
    address: str | None = "/photos?size=40"
    seen: list[str] = []
    while address:
        results = page(client, address)
        seen += {str(a["href"]) for a in results.select("ol.grid a") if "/photo/" in str(a["href"])}
        following = results.select_one("nav.pages a[rel=next]")
        address = str(following["href"]) if following else None
    assert len(seen) == len(set(seen)) == 108


def test_the_other_tab_keeps_the_words(client: FlaskClient) -> None:
    tabs = page(client, "/search?q=seal").select("ul.tabs a")
    photos = next(tab for tab in tabs if text(tab).startswith("Photos"))
    assert photos["href"] == "/photos?q=seal"
    assert text(photos) == "Photos 4"
    assert "4 photos" in text(page(client, str(photos["href"])))


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    results = page(client, "/search?q=nothingatall+herring&category=harbour&match=all")
    ways = {text(a): str(a["href"]) for a in results.select(".nothing a")}
    assert any(way.endswith("found with any of the words") for way in ways)
    assert "Search without filters" not in ways
    for address in ways.values():
        page(client, address)


def test_nothing_found_is_said_as_it_was_searched(client: FlaskClient) -> None:
    asked = {
        "harbour+zeppelin&match=all": "Nothing in the archive has all of this",
        "zeppelin+quicksilver": "Nothing in the archive has any of this",
        "zeppelin+quicksilver&match=any": "Nothing in the archive has any of this",
    }
    for query, said in asked.items():
        soup = page(client, f"/search?q={query}")
        assert text(soup.select_one(".nothing p")).startswith(said)


def test_a_word_without_end_is_shown_in_part(client: FlaskClient) -> None:
    soup = page(client, f"/search?q={'zeppelin' * 500}+herring&match=all")
    heads = [text(head) for head in soup.select(".nothing th")]
    assert len(heads) == 2
    assert max(map(len, heads)) <= 80


def test_a_story_is_whole(client: FlaskClient) -> None:
    story = page(client, f"/story/{HERRING}")
    assert text(story.h1) == "Herring return to Fish Quay after six years"
    assert "18 April 2013" in text(story)
    assert len(story.select("figure")) == 3
    assert story.select_one("article")["lang"] == "en"  # type: ignore[index]
    for link in story.select("main a[href^='/']"):
        page(client, str(link["href"]))


def test_an_inferred_date_says_so(client: FlaskClient) -> None:
    assert "date from its image names" in text(page(client, f"/story/{SEALS}"))
    assert "date from the file name" in text(
        page(client, "/story/posts-2016-03-15-fog-silences-the-port")
    )
    assert "Undated" in text(page(client, "/story/posts-a-walk-round-the-mole"))


def test_a_photo_page_tells_fact_from_inference(client: FlaskClient) -> None:
    photos = page(client, "/photos?q=unload+herring")
    address = str(photos.select_one("h3.card-caption a")["href"])  # type: ignore[index]
    photo = page(client, address)
    facts = {text(row.dt): text(row.dd) for row in photo.select("dl.facts > div")}
    assert facts["Agency"].startswith("The Ellersea Packet inferred from the credit line")
    assert facts["Place"].startswith("Ellersea, Sundmark inferred from the caption")
    assert facts["Taken"].startswith("17 April 2013 inferred from the caption")
    assert photo.select(".shared")


def test_a_missing_picture_is_a_card_not_a_hole(client: FlaskClient) -> None:
    story = page(client, "/story/posts-2015-01-28-snow-closes-the-averley-road")
    assert "not in the archive" in text(story)
    assert len(story.select("figure img")) == len(story.select("figure")) - 1


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_safe_and_answers_head(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.head(address).status_code == 200
    assert not re.search(r"<script>|\son\w+=|style=", response.text)
    for script in BeautifulSoup(response.text, "lxml").select(
        "script:not([type='application/ld+json'])"
    ):
        assert str(script["src"]).startswith("/static/")
        assert not script.get_text()


@pytest.mark.parametrize(
    "address", [a for a in PAGES if not a.startswith(("/health", "/api", "/suggest", "/count"))]
)
def test_every_page_has_one_heading_landmarks_and_labels(client: FlaskClient, address: str) -> None:
    shown = page(client, address)
    assert len(shown.select("h1")) == 1
    assert len(shown.select("main")) == 1
    assert shown.html is not None
    assert shown.html["lang"] == "en"
    levels = [int(h.name[1]) for h in shown.select("h1, h2, h3, h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(image.has_attr("alt") for image in shown.select("img"))
    ids = [element["id"] for element in shown.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/search?q=herring&sort=best", "relevance, newest, oldest, taken-newest, taken-oldest"),
        ("/search?page=0", "1 to"),
        ("/photos?scope=all", "own, caption, story"),
        ("/search?size=1000", "1 to 100"),
    ],
)
def test_a_wrong_value_is_a_page_that_says_what_is_allowed(
    client: FlaskClient, address: str, allowed: str
) -> None:
    shown = page(client, address, 400)
    assert allowed in text(shown)
    if "q=herring" in address:
        assert shown.select_one("input[name=q]")["value"] == "herring"  # type: ignore[index]


@pytest.mark.parametrize(
    "address", ["/story/nothing", "/photo/nothing", "/img/nothing", "/nowhere", "/img/..%2f..%2fx"]
)
def test_an_unknown_address_is_a_page(client: FlaskClient, address: str) -> None:
    shown = page(client, address, 404)
    assert shown.select_one("input[name=q]") is not None
    assert "Traceback" not in text(shown)


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\x00", "é\ud7ff"],
)
def test_what_is_typed_comes_back_as_text(client: FlaskClient, typed: str) -> None:
    response = client.get("/search", query_string={"q": typed})
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert "<img src=x" not in response.text
    box = BeautifulSoup(response.text, "lxml").select_one("input[name=q]")
    assert box is not None
    assert unescape(str(box["value"])).strip() == typed.replace("\x00", "").strip()


def test_a_search_for_photos_leads_to_the_photos(client: FlaskClient) -> None:
    response = client.get("/search?q=seal&in=photos&photographer=Marta+Quist")
    assert response.status_code == 302
    assert response.location == "/photos?q=seal&photographer=Marta+Quist"


def test_links_keep_the_prefix_the_site_is_mounted_under(client: FlaskClient) -> None:
    response = client.get("/search?q=herring", environ_overrides={"SCRIPT_NAME": "/archive"})
    shown = BeautifulSoup(response.text, "lxml")
    local = [a["href"] for a in shown.select("a[href^='/']")] + [
        i["src"] for i in shown.select("img")
    ]
    assert local
    assert all(str(address).startswith("/archive/") for address in local)


# The API


def test_the_api_answers_what_the_engine_says(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=seal+pup&in=photos&photographer=Marta+Quist")
    assert response.mimetype == "application/json"
    result = response.get_json()
    assert result["total"] == len(result["hits"]) == 3
    assert result["hits"][0]["photographer"] == ["Marta Quist"]
    assert [v["value"] for v in result["facets"]["photographer"]["values"] if v["selected"]] == [
        "Marta Quist"
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/v1/search?size=0", 400), ("/api/v1/nothing", 404), ("/api/v2/search", 404)],
)
def test_api_errors_are_problem_documents(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    assert problem["status"] == status
    assert problem["detail"]
    if status == 400:
        assert (problem["parameter"], problem["allowed"]) == (
            "size",
            "a whole number from 1 to 100",
        )


def test_the_api_can_only_be_read(client: FlaskClient) -> None:
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]


def test_health_tells_what_is_served(client: FlaskClient) -> None:
    assert client.get("/health").get_json() == {
        "status": "ok", "generation": 1, "stories": 42, "photos": 108,
    }  # fmt: skip


# Pictures


def test_pictures_are_served_whole_and_small(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=seal+pup&in=photos").get_json()["hits"][0]
    whole = get(client, hit["image"]["src"])
    assert whole.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(whole.data)).size == (
        hit["image"]["width"],
        hit["image"]["height"],
    )
    small = get(client, hit["image"]["thumb"])
    assert small.mimetype == "image/webp"
    assert Image.open(io.BytesIO(small.data)).width <= 480
    assert get(client, hit["image"]["thumb"]).data == small.data
    again = get(client, hit["image"]["src"], **{"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


def test_only_pictures_inside_the_archive_are_served(archive: Archive) -> None:
    secret = archive.path.parent / "secret.png"
    Image.new("RGB", (50, 50)).save(secret)
    Image.new("RGB", (50, 50)).save(archive.path / "good.png")
    (archive.path / "evil.png").symlink_to(archive.path / "good.png")
    (archive.path / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (archive.path / "page.png").write_text("<script>alert(1)</script>")
    (archive.path / "broken.png").write_bytes((archive.path / "good.png").read_bytes()[:60])
    names = ("good.png", "evil.png", "drawing.svg", "page.png", "broken.png")
    archive.write(
        {"_posts/2020-01-01-a.html": post("A", "".join(f'<img src="/{n}">' for n in names))}
    )
    archive.build()
    (archive.path / "evil.png").unlink()
    (archive.path / "evil.png").symlink_to(secret)
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    status = {
        name: get(client, f"/img/posts-2020-01-01-a--{Path(name).stem}-1").status_code
        for name in names
    }
    assert status == {
        "good.png": 200, "evil.png": 404, "drawing.svg": 404, "page.png": 404, "broken.png": 200,
    }  # fmt: skip
    assert get(client, "/img/posts-2020-01-01-a--broken-1?size=thumb").status_code == 404
    assert client.get("/story/posts-2020-01-01-a").status_code == 200
    engine.close()


def test_pictures_may_lie_in_a_folder_of_their_own(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (50, 50)).save(tmp_path / "pictures/a.png")
    settings = Settings(jobs=1, image_root=tmp_path / "pictures")
    archive.write({"_posts/2020-01-01-a.html": post("A", '<img src="/a.png">')}).build(settings)
    engine = open_engine(archive.index)
    address = "/img/posts-2020-01-01-a--a-1"
    assert get(create_app(engine, settings).test_client(), address).status_code == 200
    assert get(create_app(engine, Settings()).test_client(), address).status_code == 404
    engine.close()


def test_ids_in_other_scripts_work_in_addresses(archive: Archive) -> None:
    Image.new("RGB", (50, 50)).save(archive.path / "图 1.png")
    archive.write(
        {"_posts/2020-01-01-大桥.md": post("大桥", "![](</图 1.png>)", lang="zh")}
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    hit = client.get("/api/v1/search?q=大桥&in=photos").get_json()["hits"][0]
    assert hit["url"] == "http://localhost/photo/" + quote(hit["id"])
    for address in (hit["url"], hit["image"]["src"], hit["image"]["thumb"]):
        assert get(client, address).status_code == 200
    engine.close()


def test_a_new_generation_is_served_without_a_restart(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    assert client.get("/health").get_json()["stories"] == 1
    archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
    assert "Two" in client.get("/").text
    assert client.get("/health").get_json() == {
        "status": "ok", "generation": 2, "stories": 2, "photos": 0,
    }  # fmt: skip
    engine.close()


def test_a_site_goes_on_with_what_it_has_open(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    (archive.index / "manifest.json").unlink()
    assert "One" in client.get("/").text
    assert get(client, "/api/v1/search").status_code == 200
    health = client.get("/health")
    assert health.status_code == 200
    assert health.get_json() == {"status": "behind", "generation": 1, "stories": 1, "photos": 0}
    archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
    assert "Two" in client.get("/").text
    assert client.get("/health").get_json()["status"] == "ok"
    engine.close()


def test_what_cannot_be_read_is_a_503_without_its_path(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    (record,) = archive.index.rglob("build.json.zst")
    record.write_bytes(b"")
    for address in ("/story/nothing", "/api/v1/stories/nothing"):
        response = get(client, address)
        assert response.status_code == 503
        assert str(archive.index) not in response.text
    assert caplog.text.count(str(archive.index)) == 2  # its keeper learns where to look
    engine.close()


def test_a_story_shows_what_it_links_to_and_what_links_to_it(archive: Archive) -> None:
    archive.write(
        {
            "_config.yml": "url: https://news.example\nbaseurl: /n\n",
            "_posts/2020-01-01-a.md": post("First", "[b](/n/2020/01/02/b.html)"),
            "_posts/2020-01-02-b.md": post("Second", redirect_from="/old/b/"),
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine).test_client()
    first, second = "posts-2020-01-01-a", "posts-2020-01-02-b"
    assert "Links to" in client.get(f"/story/{first}").get_data(as_text=True)
    page = client.get(f"/story/{second}").get_data(as_text=True)
    assert "Linked from" in page
    assert f'href="/story/{first}"' in page
    for url in (
        "https://news.example/n/2020/01/02/b.html",
        "/2020/01/02/b/",
        "/n/old/b",
        "/old/b/",
    ):
        found = client.get("/at", query_string={"url": url})
        assert (found.status_code, found.location) == (302, f"/story/{second}"), url
    assert client.get("/at?url=https://news.example/none").status_code == 404
    assert client.get("/at?url=http://[broken").status_code == 404
    assert client.get("/at?url=https://other.example/n/2020/01/02/b.html").status_code == 404
    missing = client.get("/at")
    assert missing.status_code == 400
    assert "needs “url=”" in missing.get_data(as_text=True)
    engine.close()


def test_pages_tell_what_is_inferred_and_from_which_words(archive: Archive) -> None:
    caption = "A pier in Bergen, Norway, on June 1, 2019. (Jane Doe/AP via Getty Images)"
    archive.write(
        {
            "_posts/2020-01-01-the-pier.html": "---\ntags: [a]\n---\n"
            f"<img src='/a.jpg'><p class='caption'>{caption}</p>",
            "ja/_posts/2020-01-02-b.md": post("Second"),
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine).test_client()
    photo = client.get("/photo/posts-2020-01-01-the-pier--a-1").get_data(as_text=True)
    assert "inferred from the credit line: “Jane Doe/AP via Getty Images”" in photo
    assert "inferred from the caption</span>" in photo  # the place says no more than its words
    story = client.get("/story/posts-2020-01-01-the-pier").get_data(as_text=True)
    assert "The title is made from the file’s name." in story
    second = client.get("/story/ja-posts-2020-01-02-b").get_data(as_text=True)
    assert "The language is taken from the folder’s name." in second
    assert "The title is made" not in second
    engine.close()


def test_links_of_a_relative_search_mean_the_same_later(client: FlaskClient) -> None:
    page = client.get("/search?q=date:today").text
    assert 'value="date:today"' in page
    tab = re.search(r'href="(/photos\?[^"]*)"', page)
    assert tab is not None
    assert re.search(r"q=date(:|%3A)20\d\d-\d\d-\d\d", tab[1])


def test_a_short_list_goes_on_with_stories_that_have_fewer_of_the_words(
    client: FlaskClient,
) -> None:
    soup = page(client, "/search?q=harbour+strike+bridge")
    assert text(soup.select_one("#found-head")).startswith("6 stories")
    below = soup.select_one("section.fewer")
    assert below is not None
    assert text(below.select_one("h2")) == "Stories with fewer of the words"
    hits = below.select("article.hit")
    assert len(hits) == 4
    assert all("Without:" in text(hit) for hit in hits)
    story = page(client, str(hits[0].select_one("h3 a")["href"]))  # type: ignore[index]
    assert text(story.select_one("mark")).lower().startswith("str")
    assert page(client, "/search?q=harbour").select_one("section.fewer") is None


def test_however_much_is_typed_the_hits_come_soon(client: FlaskClient) -> None:
    pasted = " ".join(f"herring{number}" for number in range(300))
    soup = page(client, f"/search?q={quote(pasted)}")
    reading = text(soup.select_one("p.reading"))
    assert reading.startswith("stories with")
    assert len(reading) <= 600
    assert reading.endswith("…")


@pytest.mark.parametrize(
    ("time", "label", "reading"),
    [
        ("2013", "Published in 2013", "stories with harbour in 2013"),
        ("2010s", "Published in the 2010s", "stories with harbour from 2010 to 2019"),
    ],
)
def test_a_time_among_the_words_may_mean_when_a_story_was_published(
    client: FlaskClient, time: str, label: str, reading: str
) -> None:
    (offer,) = page(client, f"/search?q=harbour+{time}").select("p.meant")
    link = offer.select_one("a")
    assert link is not None
    assert text(link) == label
    found = page(client, str(link["href"]))
    assert text(found.select_one("p.reading")) == reading
    count = text(offer.select_one(".count"))
    assert text(found.select_one("#found-head")).startswith(f"{count} stor")
    assert not found.select("p.meant")


def test_a_time_that_is_no_plain_word_is_not_taken_for_one(client: FlaskClient) -> None:
    for other in ("/search?q=harbour+-2013", "/search?q=harbour+1713", '/search?q="harbour+2013"'):
        assert not page(client, other).select("p.meant")


@pytest.mark.parametrize(
    ("time", "label", "reading"),
    [
        ("2013", "Taken in 2013", "photos with harbour, taken in 2013"),
        ("2010s", "Taken in the 2010s", "photos with harbour, taken in the 2010s"),
        ("2010's", "Taken in the 2010s", "photos with harbour, taken in the 2010s"),
    ],
)
def test_a_time_among_the_words_may_mean_when_a_photo_was_taken(
    client: FlaskClient, time: str, label: str, reading: str
) -> None:
    taken, published = page(client, f"/photos?q=harbour+{time}").select("p.meant a")
    assert text(taken) == label
    assert text(published) == label.replace("Taken", "Published")
    found = page(client, str(taken["href"]))
    assert text(found.select_one("p.reading")) == reading
    assert found.select(".hit, .card, figure")
    assert not found.select("p.meant")


def test_a_phrase_that_nothing_has_is_offered_more_loosely(client: FlaskClient) -> None:
    soup = page(client, "/search?q=%22Fish+Ellersea%22")
    link = next(a for a in soup.select(".nothing a") if "words between" in text(a))
    found = page(client, str(link["href"]))
    assert text(found.select_one("p.reading")) == (
        "stories with Fish and Ellersea within 3 words of each other"
    )
    assert text(link).startswith(text(found.select_one("#found-head")).split()[0])
    soup = page(client, "/search?q=%22harbour+mayor%22")
    link = next(a for a in soup.select(".nothing a") if "without the quotation marks" in text(a))
    found = page(client, str(link["href"]))
    assert text(found.select_one("p.reading")).startswith("stories with harbour and mayor")
    assert text(link).startswith(text(found.select_one("#found-head")).split()[0])
    for other in ("%22zeppelin+herring%22", "zeppelin", "%22zeppelin%22"):
        soup = page(client, f"/search?q={other}")
        assert not [a for a in soup.select(".nothing a") if "quotation marks" in text(a)]
