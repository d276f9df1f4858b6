"""Stories that were in an index and no longer are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import msgspec
import pytest
import zstandard
from bs4 import BeautifulSoup
from conftest import Archive, post
from flask.testing import FlaskClient
from PIL import Image

from indexer import history
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.whoosh.generations import Generations
from indexer.settings import Settings
from webapp import create_app

PIER = "posts-2020-01-01-pier"
PHOTO = f"{PIER}--pier-1"
PIER_FILE = "_posts/2020-01-01-pier.md"
PIER_POST = post("Pier", "![The old pier.](/pier.png)", redirect_from="/old/pier/")
OTHERS = {f"_posts/2020-02-0{day}-other.md": post(f"Other {day}") for day in range(1, 7)}


@pytest.fixture
def harbour(archive: Archive) -> Archive:
    """An archive that was built with the pier in it."""
    Image.new("RGB", (600, 400), "navy").save(archive.path / "pier.png")
    archive.write({**OTHERS, PIER_FILE: PIER_POST}).build()
    return archive


@contextmanager
def opened(archive: Archive) -> Iterator[Engine]:
    with closing(open_engine(archive.index)) as engine:
        yield engine


@contextmanager
def client(archive: Archive) -> Iterator[FlaskClient]:
    with opened(archive) as engine:
        yield create_app(engine, Settings()).test_client()


def status(client: FlaskClient, address: str) -> int:
    response = client.get(address)
    response.close()
    return response.status_code


@pytest.mark.parametrize("how", ["deleted", "unpublished"])
def test_pages_of_a_removed_story_are_gone_and_nothing_of_it_is_served(
    harbour: Archive, how: str
) -> None:
    addresses = (
        f"/story/{PIER}",
        f"/photo/{PHOTO}",
        f"/img/{PHOTO}",
        f"/img/{PHOTO}?size=thumb",
        "/at?url=https://news.example/2020/01/01/pier.html",
        "/at?url=/old/pier",
    )
    with client(harbour) as site:
        thumb = site.get(addresses[3])
        etag = thumb.headers["ETag"]
        assert [status(site, address) for address in addresses] == [200] * 4 + [302] * 2
        if how == "deleted":
            (harbour.path / PIER_FILE).unlink()
        else:
            harbour.write({PIER_FILE: post("Pier", published="false")})
        harbour.build()
        assert [status(site, address) for address in addresses] == [410] * 6
        again = site.get(addresses[3], headers={"If-None-Match": etag})
        assert again.status_code == 410
        shown = BeautifulSoup(site.get(addresses[0]).text, "lxml")
        assert "This story is no longer in the archive" in shown.get_text()
        assert shown.select_one("input[name=q]") is not None
        assert status(site, "/story/nothing") == status(site, "/at?url=/nowhere") == 404
        assert status(site, "/photo/posts-2020-02-01-other--x-1") == 404


def test_a_story_that_comes_back_is_no_longer_removed(harbour: Archive) -> None:
    (harbour.path / PIER_FILE).unlink()
    harbour.build()
    assert harbour.build().summary.generation == 2
    with opened(harbour) as engine:
        assert engine.was_removed(PIER)
        harbour.write({PIER_FILE: PIER_POST}).build()
        assert not engine.was_removed(PIER)
        assert not engine.was_removed_from("/old/pier/")


def test_removals_are_remembered_over_builds_and_a_build_from_scratch(harbour: Archive) -> None:
    (harbour.path / PIER_FILE).unlink()
    harbour.build()
    harbour.write({"_posts/2020-03-01-new.md": post("New")}).build()
    harbour.build(rebuild=True)
    with opened(harbour) as engine:
        assert engine.was_removed(PIER)
        assert engine.was_removed(PHOTO)
    (harbour.path / "_posts/2020-03-01-new.md").unlink()
    harbour.build(rebuild=True)
    with opened(harbour) as engine:
        assert engine.was_removed("posts-2020-03-01-new")


def test_only_addresses_of_the_archives_own_site_are_gone(harbour: Archive) -> None:
    harbour.write({"_config.yml": "url: https://news.example"}).build()
    (harbour.path / PIER_FILE).unlink()
    harbour.build()
    with client(harbour) as site:
        for own in ("https://news.example", "http://www.news.example", ""):
            assert status(site, f"/at?url={own}/2020/01/01/pier.html") == 410, own
        assert status(site, "/at?url=https://elsewhere.example/2020/01/01/pier.html") == 404
        why = site.get("/why?q=x&story=https://elsewhere.example/2020/01/01/pier.html").text
        assert "no longer" not in why


def test_a_story_that_cannot_be_read_for_a_while_is_not_gone(harbour: Archive) -> None:
    (harbour.path / PIER_FILE).unlink()
    (harbour.path / PIER_FILE).symlink_to("/nowhere")
    assert harbour.build().summary.failed == 1
    with opened(harbour) as engine:
        assert not engine.was_removed(PIER)
        (harbour.path / PIER_FILE).unlink()
        harbour.build()
        assert engine.was_removed(PIER)


def test_only_the_newest_removals_are_remembered(
    harbour: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_REMOVED", 2)
    for day in (1, 2, 3):
        (harbour.path / f"_posts/2020-02-0{day}-other.md").unlink()
        harbour.build()
    with opened(harbour) as engine:
        gone = [engine.was_removed(f"posts-2020-02-0{day}-other") for day in (1, 2, 3)]
    assert gone == [False, True, True]


def test_a_record_written_before_removals_were_kept_can_be_read(harbour: Archive) -> None:
    generation = Generations(harbour.index).current()
    record = generation.read_record()
    old = {name: getattr(record, name) for name in record.__slots__ if name != "removed"}
    (file,) = generation.path.glob("build.json*")
    file.write_bytes(zstandard.compress(msgspec.json.encode(old)))
    with opened(harbour) as engine:
        assert not engine.was_removed(PIER)
        assert engine.build_record() == replace(record)
