"""What browsers keep and ask again, and what crawlers may read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Archive, post
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import caching, create_app, robots

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STORY = "/story/posts-2013-04-18-herring-return-to-fish-quay"
KEPT = (
    "/", "/search?q=herring", "/photos?q=seal", STORY, f"{STORY}/cite.bib", "/feed?q=herring",
    "/cite?q=herring", "/opensearch.xml",
    "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/coverage",
)  # fmt: skip


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine no page is taken for one that a limit of time has cut."""
    monkeypatch.setattr(caching, "MAY_BE_CUT", 60)


def get(client: FlaskClient, address: str, tag: str = "", **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if tag:
        given["If-None-Match"] = tag
    response = client.get(address, headers=given)
    assert response.data is not None
    response.close()
    return response


def tag_of(client: FlaskClient, address: str, **headers: str) -> str:
    return get(client, address, **headers).headers["ETag"]


@pytest.fixture
def small(archive: Archive) -> Iterator[FlaskClient]:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


@pytest.mark.parametrize("address", KEPT)
def test_a_page_seen_before_is_not_sent_again(demo_client: FlaskClient, address: str) -> None:
    first = get(demo_client, address)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"
    again = get(demo_client, address, first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]
    assert get(demo_client, address, "*").status_code == 200
    assert get(demo_client, address, 'W/"another"').status_code == 200


def test_nothing_is_searched_for_a_page_seen_before(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = tag_of(demo_client, "/search?q=herring")
    engine: Engine = demo_client.application.extensions["backfile"].engine
    monkeypatch.setattr(engine, "search", None)
    assert get(demo_client, "/search?q=herring", tag).status_code == 304


def test_every_address_and_language_has_its_own_tag(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = [tag_of(demo_client, address) for address in ("/search?q=a", "/search?q=b", "/search")]
    tags.append(demo_client.get("/search", base_url="http://other.example").headers["ETag"])
    monkeypatch.setattr(caching, "spoken", lambda: "de")
    tags.append(tag_of(demo_client, "/search"))
    assert len(set(tags)) == len(tags)


def test_what_a_page_follows_from_changes_its_tag(
    small: FlaskClient, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tag_of(small, "/")
    assert tag_of(small, "/") == first

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            later = datetime.now().astimezone() + timedelta(days=1)
            return cls(later.year, later.month, later.day)

    with monkeypatch.context() as patch:
        patch.setattr(caching, "date", Tomorrow)
        assert tag_of(small, "/") != first
    with monkeypatch.context() as patch:
        patch.setattr(caching, "_code_version", lambda: "the next")
        engine = open_engine(archive.index)
        assert tag_of(create_app(engine, Settings()).test_client(), "/") != first
        engine.close()
    archive.write({"_posts/2020-01-02-b.md": post("Two")}).build()
    again = get(small, "/", first)
    assert again.status_code == 200
    assert "Two" in again.text


def test_edited_aliases_are_asked_anew(archive: Archive, tmp_path: Path) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("Astana")}).build()
    names = tmp_path / "names.txt"
    names.write_text("Nowhere = Nothing\n")
    settings = Settings(aliases=names)
    engine = open_engine(archive.index, names)
    client = create_app(engine, settings).test_client()
    before = get(client, "/search?q=Nur-Sultan")
    names.write_text("Astana = Nur-Sultan = Akmola\n")
    after = get(client, "/search?q=Nur-Sultan", before.headers["ETag"])
    engine.close()
    assert after.status_code == 200
    assert "Astana" in after.text


@pytest.mark.parametrize("address", ["/story/nothing", "/search?size=0", "/at?url=x"])
def test_errors_are_not_kept(demo_client: FlaskClient, address: str) -> None:
    response = get(demo_client, address)
    assert response.status_code >= 400
    assert response.headers["Cache-Control"] == "no-cache"
    assert "ETag" not in response.headers


def test_static_files_are_kept_for_ever_under_addresses_that_change(
    demo_client: FlaskClient,
) -> None:
    addresses = re.findall(r'"(/static/[^"]+)"', get(demo_client, "/").text)
    assert len(addresses) > 3
    for address in addresses:
        response = get(demo_client, address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for other in (address.partition("?")[0], re.sub(r"v=.*", "v=0", address)):
            assert get(demo_client, other).headers["Cache-Control"] == "no-cache"


def test_addresses_of_static_files_follow_their_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    before = caching.static_versions(tmp_path)
    (tmp_path / "a.css").write_text("b {}")
    assert caching.static_versions(tmp_path)["a.css"] != before["a.css"]


def test_pictures_are_kept_for_ever_under_addresses_that_change(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.html": post("A", '<img src="/a.png">')})
    engine = None
    addresses = []
    for colour in ("red", "blue"):
        Image.new("RGB", (50, 50), colour).save(archive.path / "a.png")
        archive.build()
        engine = engine or open_engine(archive.index)
        client = create_app(engine, Settings()).test_client()
        hit = client.get("/api/v1/search?in=photos").get_json()["hits"][0]
        addresses.append(hit["image"]["thumb"])
        shown = re.findall(r'"(/img/[^"]+)"', get(client, "/story/posts-2020-01-01-a").text)
        for address in (addresses[-1], *shown):
            response = get(client, address)
            assert response.headers["Cache-Control"] == "max-age=31536000, private, immutable"
    assert engine is not None
    assert addresses[0] != addresses[1]
    old = get(client, addresses[0])
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "max-age=3600, private")
    engine.close()


# Crawlers


def is_allowed(rules: str, address: str) -> bool:
    """Whether a crawler may read an address, by RFC 9309 where every rule forbids."""
    forbidden = re.findall(r"^Disallow: (\S+)$", rules, re.MULTILINE)
    assert forbidden
    return not any(
        re.match(".*".join(re.escape(part) for part in rule.split("*")), address)
        for rule in forbidden
    )


def test_crawlers_read_stories_and_not_every_search(demo_client: FlaskClient) -> None:
    rules = get(demo_client, "/robots.txt").text
    assert rules.startswith("User-agent: *\n")
    assert "\nSitemap: http://localhost/sitemap.xml\n" in rules
    for address in (
        "/", STORY, "/search", "/photos", "/photo/x", "/img/x?size=thumb&v=1", "/feed",
        "/coverage", "/static/base.css?v=1", "/sitemap.xml",
    ):  # fmt: skip
        assert is_allowed(rules, address), address
    for address in (
        "/search?q=x", "/photos?tag=x", "/export?format=csv", "/feed?q=x", "/cite?q=x", "/why?q=x",
        "/api/v1/search", "/timeline", "/facet/tag", f"{STORY}?q=x&place=1", f"{STORY}/cite.bib",
    ):  # fmt: skip
        assert not is_allowed(rules, address), address


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("/", True), (STORY, True), ("/search", True), ("/photos", True), ("/coverage", True),
        ("/search?q=x", False), ("/search?page=2", False), ("/photos?tag=x", False),
        (f"{STORY}?q=herring&place=1", False), (f"{STORY}/cite.txt", False), ("/feed", False),
        ("/export?format=csv", False), ("/cite", False), ("/api/v1/search", False),
    ],
)  # fmt: skip
def test_views_of_the_same_are_not_listed(
    demo_client: FlaskClient, address: str, *, listed: bool
) -> None:
    tag = get(demo_client, address).headers.get("X-Robots-Tag")
    assert ("noindex" in (tag or "")) is not listed
    leads_on = address.partition("?")[0] in {"/search", "/photos"}
    assert tag or not leads_on  # every choice of filters is a link there


def addresses_in(content: bytes) -> dict[str, str | None]:
    root = ET.fromstring(content)  # noqa: S314 - the project's own
    return {entry.findtext(f"{S}loc") or "": entry.findtext(f"{S}lastmod") for entry in root}


def test_sitemaps_list_every_story_once(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "MAX_ADDRESSES", 20)
    parts = addresses_in(get(demo_client, "/sitemap.xml").data)
    assert list(parts) == [f"http://localhost/sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [addresses_in(get(demo_client, part).data) for part in parts]
    assert [len(part) for part in listed] == [20, 20, 2]
    stories = {address: day for part in listed for address, day in part.items()}
    assert len(stories) == 42
    assert stories[f"http://localhost{STORY}"] == "2013-04-18"
    assert stories["http://localhost/story/posts-2016-03-15-fog-silences-the-port"] is None
    assert stories["http://localhost/story/posts-a-walk-round-the-mole"] is None
    assert all(get(demo_client, address).status_code == 200 for address in list(stories)[:5])
    for beyond in (0, 4, 10**30):
        assert get(demo_client, f"/sitemap-{beyond}.xml").status_code == 404


def test_an_archive_without_stories_has_a_sitemap(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-a.md": post("One")}).build()
    (archive.path / "_posts/2020-01-01-a.md").unlink()
    archive.build(allow_removals=True)
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    assert addresses_in(get(client, "/sitemap.xml").data) == {
        "http://localhost/sitemap-1.xml": None
    }
    assert addresses_in(get(client, "/sitemap-1.xml").data) == {}
    engine.close()


@pytest.mark.parametrize("address", ["/", "/search", "/static/base.css", "/theme.css"])
def test_texts_are_compressed_for_those_who_take_it(demo_client: FlaskClient, address: str) -> None:
    takes = {"Accept-Encoding": "gzip"}
    with demo_client.get(address) as plain, demo_client.get(address, headers=takes) as small:
        assert "Accept-Encoding" in small.headers["Vary"]
        if small.headers.get("Content-Encoding") == "gzip":
            assert len(small.data) < len(plain.data)
            # The time a search took is not the same.
            assert gzip.decompress(small.data)[:5000] == plain.data[:5000]
        else:
            assert len(plain.data) < 1000
        tag = small.headers["ETag"]
    with demo_client.get(address, headers={**takes, "If-None-Match": tag}) as again:
        assert again.status_code == 304
    with demo_client.head(address, headers=takes) as head:
        assert head.data == b""


SHEET = "/static/results.css"


def test_a_part_of_a_file_is_sent_as_it_is(demo_client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "gzip", "Range": "bytes=10-1509"}
    with demo_client.get(SHEET) as whole, demo_client.get(SHEET, headers=asked) as part:
        assert part.status_code == 206
        assert "Content-Encoding" not in part.headers
        assert part.data == whole.data[10:1510]
