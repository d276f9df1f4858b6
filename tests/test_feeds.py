"""Atom feeds, and the description of the site as a search engine."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from conftest import Archive, SilentReporter, post
from flask.testing import FlaskClient

from indexer.build import build
from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app
from webapp.opensearch import MAX_NAME, short_name

A = "{http://www.w3.org/2005/Atom}"
O = "{http://a9.com/-/spec/opensearch/1.1/}"  # noqa: E741 - as A
ONCE = ("id", "title", "updated")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TAG = re.compile(r"tag:[A-Za-z0-9.-]+,\d{4}:[A-Za-z0-9._~!$&'()*+,;=:@%/?-]+")


def parse(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - the project's own


def read_feed(client: FlaskClient, address: str) -> ET.Element:
    """Reads a feed and holds it against RFC 4287."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = parse(response.data)
    assert feed.tag == f"{A}feed"
    entries = feed.findall(f"{A}entry")
    for element in (feed, *entries):
        for name in ONCE:
            assert len(element.findall(A + name)) == 1, name
        for name in ("published", "summary", "subtitle", "generator"):
            assert len(element.findall(A + name)) <= 1, name
        for name in ("updated", "published"):
            for instant in element.findall(A + name):
                assert INSTANT.fullmatch(instant.text or "")
                datetime.fromisoformat(instant.text or "")
        assert TAG.fullmatch(element.findtext(f"{A}id") or "")
        links = element.findall(f"{A}link")
        assert all(urlsplit(link.get("href") or "").netloc for link in links)
        alternates = [link for link in links if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert all(person.findtext(f"{A}name") for person in element.findall(f"{A}author"))
        assert all(category.get("term") for category in element.findall(f"{A}category"))
    assert len({entry.findtext(f"{A}id") for entry in entries}) == len(entries)
    assert feed.find(f"{A}author") is not None
    assert feed.findall(f"{A}link[@rel='self']")
    return feed


def entries_of(feed: ET.Element) -> dict[str, ET.Element]:
    return {entry.findtext(f"{A}title") or "": entry for entry in feed.findall(f"{A}entry")}


@pytest.mark.parametrize(
    "address",
    [
        "/feed",
        "/feed?q=harbour",
        "/feed?q=seal&in=photos",
        "/feed?size=100",
        "/feed?q=nothingatall",
    ],
)
def test_every_feed_is_valid(demo_client: FlaskClient, address: str) -> None:
    read_feed(demo_client, address)


def test_a_feed_has_what_a_search_finds_newest_first(demo_client: FlaskClient) -> None:
    feed = read_feed(demo_client, "/feed?q=harbour&sort=oldest&size=5")
    hits = demo_client.get("/api/v1/search?q=harbour&sort=newest&size=5").get_json()["hits"]
    entries = entries_of(feed)
    assert list(entries) == [hit["title"] for hit in hits]
    dates = [entry.findtext(f"{A}updated") or "" for entry in entries.values()]
    assert dates == sorted(dates, reverse=True)
    first, hit = next(iter(entries.values())), hits[0]
    assert first.findtext(f"{A}published") == f"{hit['date']}T00:00:00Z"
    assert [e.findtext(f"{A}name") for e in first.findall(f"{A}author")] == hit["authors"]
    assert {c.get("term") for c in first.findall(f"{A}category")} >= set(hit["categories"])
    link = first.find(f"{A}link[@rel='alternate']")
    assert link is not None
    assert demo_client.get(link.get("href") or "").status_code == 200
    own = feed.find(f"{A}link[@rel='self']")
    assert own is not None
    assert own.get("href") == "http://localhost/feed?q=harbour&size=5"


def test_the_feed_of_photos_has_captions_and_credits(demo_client: FlaskClient) -> None:
    hit = demo_client.get("/api/v1/search?q=unload+herring&in=photos").get_json()["hits"][0]
    summaries = [
        entry.findtext(f"{A}summary") or ""
        for entry in read_feed(demo_client, "/feed?q=unload+herring&in=photos").findall(f"{A}entry")
    ]
    caption = "".join(text for text, _ in hit["caption"])
    assert any(caption in text and hit["credit"] in text for text in summaries)


def test_dates_are_true_and_texts_are_texts(archive: Archive) -> None:
    archive.write(
        {
            "_config.yml": "title: The <b>Packet</b> & more\nurl: https://www.packet.example\n",
            "_posts/2020-01-02-a.md": post('"A \\x01 1 < 2 & night"', "One.", date="2020-01-02"),
            "_posts/2020-01-03-b.md": post("Named", "Two."),
            "_posts/c.md": post("Undated", "Three."),
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine).test_client()
    feed = read_feed(client, "/feed")
    built = engine.stats().built_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    engine.close()
    assert feed.findtext(f"{A}title") == "The <b>Packet</b> & more"
    named, stated, undated = feed.findall(f"{A}entry")
    assert (stated.findtext(f"{A}title") or "").endswith("1 < 2 & night")
    assert stated.findtext(f"{A}summary") == "One."
    assert stated.findtext(f"{A}id") == "tag:packet.example,2025:story/posts-2020-01-02-a"
    assert named.findtext(f"{A}summary") == "Date from the file name. Two."
    assert named.findtext(f"{A}published") == "2020-01-03T00:00:00Z"
    assert undated.findtext(f"{A}summary") == "Undated. Three."
    assert undated.findtext(f"{A}updated") == built
    assert undated.find(f"{A}published") is None


def test_ids_stay_when_the_site_moves(demo_client: FlaskClient, archive: Archive) -> None:
    here = read_feed(demo_client, "/feed?q=herring")
    again = read_feed(demo_client, "/feed?q=herring&size=3&sort=oldest")
    assert here.findtext(f"{A}id") == again.findtext(f"{A}id")
    archive.write(
        {"_config.yml": "url: https://a.example", "_posts/2020-01-02-a.md": post("A")}
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine).test_client()
    ids = {
        parse(client.get("/feed", base_url=base).data).findtext(f"{A}entry/{A}id")
        for base in ("http://one.example", "https://two.example:8000/archive")
    }
    engine.close()
    assert ids == {"tag:a.example,2025:story/posts-2020-01-02-a"}


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", ["jekyll-fixtures", "xinhua-sample"])
def test_feeds_of_real_archives_are_valid(shared: Path, tmp_path: Path, name: str) -> None:
    build(shared / "archives" / name, tmp_path / "index", Settings(jobs=1), SilentReporter())
    engine = open_engine(tmp_path / "index")
    client = create_app(engine).test_client()
    for address in ("/feed?size=100", "/feed?in=photos&size=100", "/feed?q=-title:the&size=100"):
        read_feed(client, address)
    engine.close()


# OpenSearch


def test_a_browser_learns_how_the_site_is_searched(demo_client: FlaskClient) -> None:
    response = demo_client.get("/opensearch.xml")
    assert response.content_type == "application/opensearchdescription+xml; charset=utf-8"
    root = parse(response.data)
    assert root.findtext(f"{O}ShortName") == "The Ellersea"
    assert root.findtext(f"{O}LongName") == "The Ellersea Packet"
    templates = {url.get("type"): url.get("template") or "" for url in root.findall(f"{O}Url")}
    assert templates["application/x-suggestions+json"].endswith(
        "/suggest?q={searchTerms}&format=opensearch"
    )
    relations = [url.get("rel") for url in root.findall(f"{O}Url")]
    assert relations == ["results", "results", "suggestions", "self"]
    assert templates["application/opensearchdescription+xml"] == "http://localhost/opensearch.xml"
    for media_type in ("text/html", "application/atom+xml"):
        address = templates[media_type].replace("{searchTerms}", "herring+%26+%23")
        found = demo_client.get(address)
        assert (found.status_code, found.mimetype) == (200, media_type)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Short", "Short"),
        ("Exactly sixteen!", "Exactly sixteen!"),
        ("The Ellersea Packet", "The Ellersea"),
        ("Donaudampfschifffahrt heute", "Donaudampfschiff"),
        ("新华通讯社新闻照片档案馆全部历史资料", "新华通讯社新闻照片档案馆全部历史"),
    ],
)
def test_names_of_search_engines_are_short(title: str, name: str) -> None:
    assert short_name(title) == name
    assert len(name) <= MAX_NAME
