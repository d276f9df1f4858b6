"""The one post the project began with: seven photos, no date but in its image names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Searcher, SilentReporter, page, searching, text

from indexer.build import build
from indexer.engine.results import PhotoHit
from indexer.model import Source
from indexer.settings import Settings
from webapp import create_app

pytestmark = pytest.mark.shared
STORY = "posts-kazakhstan-begins-mass-vaccination-against-covid-19"


@pytest.fixture(scope="module")
def search(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    index = tmp_path_factory.mktemp("sample")
    build(shared / "archives/xinhua-sample", index, Settings(jobs=1), SilentReporter())
    with searching(index) as search:
        yield search


def test_the_story(search: Searcher) -> None:
    story = search.engine.story(STORY)
    assert story is not None
    assert story.title == "Kazakhstan begins mass vaccination against COVID-19"
    assert (story.date.earliest, story.date.source) == (date(2021, 2, 9), Source.IMAGE_NAMES)
    assert story.categories == ("world",)
    assert story.keywords == ("Monday", "Russian", "vaccination", "campaign", "ministry")
    assert story.paragraphs[0].startswith("Kazakhstan began its coronavirus vaccination campaign")
    assert sum("QazCovid-in" in paragraph for paragraph in story.paragraphs) == 1
    assert not any("Photo" in paragraph for paragraph in story.paragraphs)
    assert len(story.paragraphs) == 8
    assert story.public_url == (
        "/world/2021/02/09/kazakhstan-begins-mass-vaccination-against-covid-19.html"
    )


def test_its_photos_in_order_with_what_is_their_own(search: Searcher) -> None:
    story = search.engine.story(STORY)
    assert story is not None
    assert [photo.caption.own.split(".")[0][:38] for photo in story.photos] == [
        "Kazakh deputy health minister Azhar Gi",
        "A healthcare worker prepares to give i",
        "Photo taken on Feb",
        "Kazakh deputy health minister Erlan Ki",
        "A healthcare worker shows the Sputnik ",
        "A healthcare worker shows the Sputnik ",
        "A healthcare worker prepares to give i",
    ]
    for photo in story.photos:
        assert [sentence.shared for sentence in photo.caption.sentences] == [False, True, True]
        assert photo.caption.shared.startswith("Kazakhstan began its")
        assert photo.caption.text.endswith("(Photo by Kalizhan Ospanov/Xinhua)")


def test_archivists_find_all_seven_with_their_credits(search: Searcher) -> None:
    hits = search(q="sputnik", in_="photos").hits
    assert len(hits) == 7
    for hit in hits:
        assert isinstance(hit, PhotoHit)
        assert (hit.photographer, hit.agency) == (("Kalizhan Ospanov",), "Xinhua")
        assert hit.taken is not None
        assert (hit.taken.earliest, hit.taken.latest) == (date(2021, 2, 1), date(2021, 2, 1))
        assert hit.place == "Nur-Sultan, Kazakhstan"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("deputy minister Kiyasov receives vaccine", {"nflufdwa4ar"}),
        ("healthcare worker prepares injection", {"l42mbhwya2u", "m0rym5cdywj"}),
        ("Azhar Giniyat", {"5qenzevbt3v"}),
    ],
)
def test_own_sentences_bring_the_right_photo_first(
    search: Searcher, typed: str, first: set[str]
) -> None:
    found = [photo_id.split("-")[-2] for photo_id in search.ids(q=typed, in_="photos")]
    assert set(found[: len(first)]) == first


def test_its_photos_are_shown_as_five_rows(search: Searcher) -> None:
    client = create_app(search.engine, Settings()).test_client()
    for address in ("/photos", "/photos?view=list"):
        rows = page(client, address).select("ol.grid > li")
        sizes = [len(row.select("input[name=photo]")) for row in rows]
        assert sorted(sizes) == [1, 1, 1, 2, 2]
        assert "7 photos" in text(page(client, address).select_one("h2.found-head"))


def test_readers_find_the_story(search: Searcher) -> None:
    for typed in ("covid-19", "COVID 19", "vaccines", '"immunity hurdle"', "qazcovid-in"):
        assert search.ids(q=typed) == [STORY]
    assert search.ids(q="vaccine -kazakhstan") == []
