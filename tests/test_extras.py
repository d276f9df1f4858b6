"""Keys of the front matter as fields and facets of the archive's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from conftest import Archive, Searcher, post, served

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import SearchRequest
from indexer.errors import ParameterError, SettingError
from indexer.settings import Settings, resolve
from webapp import create_app

FILES = {
    "_posts/2020-01-01-pier.md": post("Pier", "![](/a.jpg)", Desk="Harbour Desk", issue="12"),
    "_posts/2020-01-02-mole.md": post("Mole", desk="[Town Desk, Harbour Desk]", live="true"),
    "_posts/2020-01-03-fort.md": post("Fort", "Harbour", keywords="walls, gates"),
}
SETTINGS = Settings(jobs=1, fields=("desk", "issue"), facets=("desk", "live", "keywords"))


@pytest.fixture
def engine(archive: Archive) -> Iterator[Engine]:
    archive.write(FILES).build(SETTINGS)
    engine = open_engine(archive.index)
    yield engine
    engine.close()


@pytest.fixture
def search(engine: Engine) -> Searcher:
    return Searcher(engine)


def test_a_key_is_searched_with_and_without_its_name(search: Searcher) -> None:
    assert set(search.titles(q="harbour")) == {"Pier", "Mole", "Fort"}
    assert set(search.titles(q="desk:harbour")) == {"Pier", "Mole"}
    assert search.titles(q='desk:"town desk"') == ["Mole"]
    assert search.titles(q="issue:12") == ["Pier"]
    assert search.titles(q="-desk:harbour harbour") == ["Fort"]
    assert search(q="desk:harbour", in_="photos").total == 1
    assert "desk" in search(q="desk:town").reading


def test_a_key_is_a_facet_of_stories_and_photos(search: Searcher) -> None:
    facets = search().facets
    assert {v.value: v.count for v in facets["desk"].values} == {"Harbour Desk": 2, "Town Desk": 1}
    assert facets["desk"].missing == 1
    assert [v.value for v in facets["live"].values] == ["true"]
    assert {v.value for v in facets["keywords"].values} == {"walls", "gates"}
    assert search.titles(("desk", "Town Desk")) == ["Mole"]
    assert search.titles(("not.desk", "Harbour Desk")) == ["Fort"]
    assert search(("desk", "Harbour Desk"), in_="photos").total == 1


def test_without_the_setting_the_key_is_a_word_and_no_facet(archive: Archive) -> None:
    archive.write(FILES).build()
    engine = open_engine(archive.index)
    search = Searcher(engine)
    assert "desk" not in search().facets
    assert search(q="desk:harbour").total == 0
    assert "no field “desk”" in search(q="desk:harbour").notices[0]
    assert "not a parameter" in search(desk="Town Desk").notices[0]
    engine.close()


def test_a_change_of_the_setting_indexes_anew(archive: Archive) -> None:
    archive.write(FILES).build()
    summary = archive.build(SETTINGS).summary
    assert summary.changed == 3
    engine = open_engine(archive.index)
    assert Searcher(engine)(q="desk:harbour").total == 2
    assert archive.build(SETTINGS).summary.unchanged == 3
    archive.build()
    assert "desk" not in Searcher(engine)().facets
    engine.close()


def test_the_site_shows_the_facet_by_its_key(archive: Archive) -> None:
    archive.write(FILES).build(SETTINGS)
    engine = open_engine(archive.index)
    client = create_app(engine).test_client()
    page = client.get("/search?q=").get_data(as_text=True)
    assert "Desk" in page
    assert "/search?desk=Town+Desk" in page
    narrowed = client.get("/search?desk=Town+Desk").get_data(as_text=True)
    assert "Mole" in narrowed
    assert "Pier" not in narrowed
    assert client.get("/photos?desk=Town+Desk").status_code == 200
    engine.close()


@pytest.mark.parametrize(
    ("flags", "allowed"),
    [
        ({"fields": "title"}, "no fields already"),
        ({"facets": "category"}, "no facets already"),
        ({"facets": "page"}, "no facets already"),
        ({"fields": "a b"}, "keys of the front matter"),
    ],
)
def test_a_name_that_is_taken_is_refused(flags: dict[str, object], allowed: str) -> None:
    with pytest.raises(SettingError, match=allowed):
        resolve(flags, environ={})


def test_served_too_with_the_settings_of_its_file(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write(FILES).build(SETTINGS)
    monkeypatch.setenv("BACKFILE_FIELDS", "desk,issue")
    with served(archive.index, "--workers", "1") as site:
        answer = urlopen(f"{site}/api/v1/search?desk=Town+Desk")  # noqa: S310 - our own site
        assert json.load(answer)["total"] == 1
        answer.close()


def test_keys_are_given_as_a_list_or_with_commas() -> None:
    assert resolve({"fields": "Desk, issue,desk"}, environ={}).fields == ("desk", "issue")
    assert resolve({"facets": ["desk"]}, environ={}).facets == ("desk",)


def test_a_filter_that_is_no_facet_is_a_callers_error(search: Searcher) -> None:
    with pytest.raises(ParameterError, match="desk"):
        search.engine.search(SearchRequest(filters={"nothing": ("x",)}))
