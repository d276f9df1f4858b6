"""The demo shows what it is meant to show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Searcher, searching

from indexer.model import ImageState, Source, Story


@pytest.fixture(scope="module")
def search(demo_index: Path) -> Iterator[Searcher]:
    with searching(demo_index) as search:
        yield search


@pytest.fixture(scope="module")
def stories(search: Searcher) -> list[Story]:
    hits = search(size="100").hits
    return [story for hit in hits if (story := search.engine.story(hit.id)) is not None]


def test_its_figures(search: Searcher) -> None:
    stats = search.engine.stats()
    assert (stats.stories, stats.photos, stats.undated) == (42, 108, 1)
    assert (stats.excluded, stats.failed, stats.problems) == (1, 0, 1)
    facets = search().facets
    assert {value.value for value in facets["category"].values} == {
        "harbour", "town", "culture", "weather", "school", "sport",
    }  # fmt: skip
    assert {value.value for value in facets["lang"].values} == {"en", "de", "zh"}


def test_its_dates_come_from_everywhere(stories: list[Story]) -> None:
    sources = [story.date.source for story in stories]
    assert sources.count(Source.FILE_NAME) == 6
    assert sources.count(Source.IMAGE_NAMES) == 6
    assert sources.count(Source.NONE) == 1
    assert sources.count(Source.FRONT_MATTER) == 29


def test_its_photos_are_captioned_and_credited(stories: list[Story]) -> None:
    photos = [photo for story in stories for photo in story.photos]
    assert all(photo.caption.own or photo.caption.text for photo in photos)
    assert sum(bool(photo.credits) for photo in photos) >= 95
    assert sum(any(s.shared for s in photo.caption.sentences) for photo in photos) > 50
    assert [p.image.state for p in photos].count(ImageState.MISSING) == 1
    assert sum(photo.taken.earliest is not None for photo in photos) > 80


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("herring", "Herring return to Fish Quay after six years"),
        ("soren aldous", "Last keeper leaves Hen Rock as the light changes"),
        ("Fährchor", "Fährchor aus Grünsiel füllt die Kirche St. Brida"),
        ("灯笼", "埃勒西镇首次举办春节灯会"),
    ],
)
def test_a_tour_of_searches(search: Searcher, typed: str, first: str) -> None:
    assert search.titles(q=typed)[0] == first


def test_near_duplicates_are_both_found(search: Searcher) -> None:
    found = search(q='"seal pup rests"', in_="photos")
    assert found.total == 2
    assert found.hits[0].date == date(2021, 12, 1)


def test_its_pictures_are_small() -> None:
    pictures = list((ROOT / "demo/images").iterdir())
    assert all(picture.stat().st_size <= 20_000 for picture in pictures)
    everything = [path for path in (ROOT / "demo").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in everything if path.suffix != ".pyc") < 2_000_000


@pytest.mark.slow
def test_drawing_again_gives_the_same_pictures(tmp_path: Path) -> None:
    script = ROOT / "demo/draw_images.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    for picture in (ROOT / "demo/images").iterdir():
        assert (tmp_path / picture.name).read_bytes() == picture.read_bytes(), picture.name
