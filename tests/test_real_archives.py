"""Twenty years of other people's habits: real archives, whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Searcher, SilentReporter

from benchmarks.archives import survey
from indexer.archive.discover import find_posts
from indexer.archive.readers import ReadFile, read_in_parallel
from indexer.archive.reading import Reader
from indexer.archive.site import read_site
from indexer.build import build
from indexer.engine.factory import open_engine
from indexer.engine.records import Outcome
from indexer.model import Story
from indexer.settings import Settings

pytestmark = [pytest.mark.shared, pytest.mark.slow]

ARCHIVES_PAGE = ROOT / "docs/archives.md"
CAPTIONED = 296
"""Captioned images in the published posts of openSUSE; one of them holds no image."""
COUNTS = {
    # stories, excluded, failed
    "xinhua-sample": (1, 0, 0),
    "opensuse-news": (2194, 95, 0),
    "software-carpentry": (2016, 1, 0),
    "rails": (1873, 0, 0),
    "ruby-lang": (1271, 0, 0),
    "jekyll-fixtures": (163, 3, 0),
}
BEYOND_JEKYLL = {
    # Posts Jekyll does not publish because their names have no date that it reads.
    "opensuse-news": 1,
    "software-carpentry": 6,
    "rails": 0,
    "ruby-lang": 0,
}

ReadArchive = Callable[[str], list[ReadFile]]


@pytest.fixture(scope="module")
def read(shared: Path) -> ReadArchive:
    known: dict[str, list[ReadFile]] = {}

    def read_archive(name: str) -> list[ReadFile]:
        if name not in known:
            folder = (shared / "archives" / name).resolve()
            today = datetime.now(UTC).date()
            reader = Reader(archive=folder, site=read_site(folder), today=today)
            known[name] = list(read_in_parallel(reader, find_posts(folder, reader.site), 2))
        return known[name]

    return read_archive


@pytest.mark.parametrize("name", COUNTS)
def test_every_file_is_a_story_left_out_or_a_problem(read: ReadArchive, name: str) -> None:
    files = read(name)
    outcomes = [file.reading.outcome for file in files]
    counts = tuple(outcomes.count(outcome) for outcome in Outcome)
    assert counts == COUNTS[name]
    assert len(files) == sum(counts)
    assert all(f.reading.reason for f in files if f.reading.outcome is not Outcome.STORY)
    assert all(f.reading.problems for f in files if f.reading.outcome is Outcome.FAILED)


@pytest.mark.parametrize("name", BEYOND_JEKYLL)
def test_the_stories_are_those_jekyll_publishes(read: ReadArchive, shared: Path, name: str) -> None:
    ours = {f.reading.story.path: f.reading.story for f in read(name) if f.reading.story}
    lines = (shared / f"jekyll/{name}.jsonl").read_text().splitlines()
    theirs = {row["path"]: row for row in map(json.loads, lines)}
    assert theirs.keys() <= ours.keys()
    assert len(ours) - len(theirs) == BEYOND_JEKYLL[name]
    for path, row in theirs.items():
        story = ours[path]
        assert urlsplit(story.public_url or "").path == row["url"]
        assert list(story.categories) == kept(name.removesuffix(",") for name in row["categories"])
        assert list(story.tags) == kept(row["tags"])
        assert story.title == " ".join(re.sub("<[^>]*>", "", unescape(row["title"])).split())


def kept(names: Iterable[str]) -> list[str]:
    """Jekyll's list as we keep it.

    Named differences: spaces at the ends are dropped; repeats count once; ``&amp;`` is ``&``; and
    ``news, foundation`` is split on its comma, where Jekyll splits on the space and leaves
    ``news,``.
    """
    return list(dict.fromkeys(unescape(name).strip() for name in names))


def test_every_captioned_image_of_wordpress_is_accounted_for(
    read: ReadArchive, shared: Path
) -> None:
    """Every [caption] in a published post is a photo with that caption, or a problem."""
    total, told = 0, 0
    for file in read("opensuse-news"):
        story = file.reading.story
        if story is None:
            continue
        text = (shared / "archives/opensuse-news" / story.path).read_text("utf-8-sig")
        captions = Counter(letters(photo.caption.text) for photo in story.photos)
        for attributes, inside in re.findall(
            r"\[caption([^\]]*)\](.*?)\[/caption\]", text, re.DOTALL
        ):
            total += 1
            stated = re.search(r'caption="([^"]*)"', attributes)
            around = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]*>", " ", inside)
            words = letters(stated[1] if stated else around)
            if captions[words]:
                captions[words] -= 1
            else:
                told += 1
                assert any("[caption]" in p.reason for p in file.reading.problems), story.path
    print(f"{total} [caption] in published posts: {total - told} photos, {told} problems")  # noqa: T201
    assert (total, told) == (CAPTIONED, 1)


def letters(text: str) -> str:
    """Nothing but the letters and digits, in which two routes to a text must agree."""
    return re.sub(r"[\W_]+", "", unescape(text))


def test_the_survey_of_archives_is_the_one_in_the_docs(shared: Path) -> None:
    rows = re.findall(r"^\| ([\w-]+) \|(.*)\|$", ARCHIVES_PAGE.read_text(), re.MULTILINE)
    documented = {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}
    for name in COUNTS:
        cells = list(survey(shared / "archives" / name).values())
        assert documented[name][:-1] == cells[1:-1], name


def test_the_day_written_is_the_day_shown(read: ReadArchive) -> None:
    stories = {f.reading.story.path: f.reading.story for f in read("rails") if f.reading.story}
    late = stories["_posts/2019-03-21-Rails-5-2-3-rc1-has-been-released-.markdown"]
    assert late.date.earliest == date(2019, 3, 21)
    assert late.public_url == "/2019/3/22/Rails-5-2-3-rc1-has-been-released"


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        (
            "opensuse-news",
            {
                "tumbleweed snapshot": "tumbleweed",
                '"hack week"': "hack week",
                "build service -kde": "build service",
                "conference nuremberg": "conference",
            },
        ),
        (
            "ruby-lang",
            {
                "脆弱性": "脆弱性",
                "リリース": "リリース",
                "安全漏洞": "漏洞",
                "已经发布": "发布",
                "security vulnerability": "vulnerab",
                "lang:ja セキュリティ": "セキュリティ",
            },
        ),
    ],
)
def test_a_real_archive_is_searched_in_all_its_languages(
    shared: Path, tmp_path: Path, name: str, queries: dict[str, str]
) -> None:
    build(shared / "archives" / name, tmp_path, Settings(), SilentReporter())
    engine = open_engine(tmp_path)
    search = Searcher(engine)
    for typed, expected in queries.items():
        result = search(q=typed)
        assert result.total > 0, typed
        story = engine.story(result.hits[0].id)
        assert story is not None
        assert expected in whole_text(story).lower(), typed
        marked = [r for s in result.hits[0].snippets for r in s.runs if r.matched]
        assert marked, typed
    again = build(shared / "archives" / name, tmp_path, Settings(), SilentReporter()).summary
    assert (again.added, again.changed, again.deleted) == (0, 0, 0)
    engine.close()


def whole_text(story: Story) -> str:
    captions = (photo.caption.text for photo in story.photos)
    return "\n".join((story.title, *story.paragraphs, *captions))
