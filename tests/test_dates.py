"""When a story was published: what is written is what is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import post
from readings import read_all, read_one, story_of

from indexer.model import Precision, Source


@pytest.mark.parametrize(
    ("written", "name", "expected", "source"),
    [
        ("date: 2020-02-09", "a.md", date(2020, 2, 9), Source.FRONT_MATTER),
        ("date: 2020-02-09 23:59:00 +0900", "a.md", date(2020, 2, 9), Source.FRONT_MATTER),
        ("date: 2020-02-09T23:59:00Z", "a.md", date(2020, 2, 9), Source.FRONT_MATTER),
        ("date: '2019-04-25 00:01am'", "a.md", date(2019, 4, 25), Source.FRONT_MATTER),
        ("date: Fri Sep  3 11:21:31 CEST 2021", "a.md", date(2021, 9, 3), Source.FRONT_MATTER),
        ("date: September 3, 2021", "a.md", date(2021, 9, 3), Source.FRONT_MATTER),
        ("date: 3 Sep 2021", "a.md", date(2021, 9, 3), Source.FRONT_MATTER),
        ("date: 2020-02-09 10:00 +99:99", "a.md", date(2020, 2, 9), Source.FRONT_MATTER),
        ("title: x", "2017-2-5-x.md", date(2017, 2, 5), Source.FILE_NAME),
        ("title: x", "20-01-03-x.md", date(2020, 1, 3), Source.FILE_NAME),
        ("title: x", "2020-01-03.md", date(2020, 1, 3), Source.FILE_NAME),
        ("date: 11-9-2017", "x.md", date(2017, 9, 11), Source.FRONT_MATTER),
        ("date: soon", "2017-02-05-x.md", date(2017, 2, 5), Source.FILE_NAME),
        ("date: 2021-02-30 10:00:00 +0100", "2021-02-28-x.md", date(2021, 2, 28), Source.FILE_NAME),
        ("title: x", "x.md", None, Source.NONE),
    ],
)
def test_the_day_written_is_the_day_shown(
    folder: Path, written: str, name: str, expected: date | None, source: Source
) -> None:
    story = story_of(folder, f"---\n{written}\n---\n", name)
    assert (story.date.earliest, story.date.source) == (expected, source)


def test_an_impossible_day_leaves_its_month(folder: Path) -> None:
    reading = read_one(folder, "---\ndate: 2016-06-31\n---\n", "2016-06-31-x.md")
    assert reading.story is not None
    when = reading.story.date
    assert (when.earliest, when.latest) == (date(2016, 6, 1), date(2016, 6, 30))
    assert when.precision is Precision.MONTH
    assert reading.story.public_url == "/2016/07/01/x.html"
    assert len(reading.problems) == 2


def test_agreeing_image_names_date_an_undated_post(folder: Path) -> None:
    def body(*days: str) -> str:
        return "---\ntitle: x\n---\n" + "\n\n".join(f"![](/i/{day}-a.jpg)" for day in days)

    agreed = story_of(folder, body("2021-02-09", "2021-02-09"), "x.md")
    assert agreed.date.earliest == date(2021, 2, 9)
    assert agreed.date.source is Source.IMAGE_NAMES
    assert agreed.public_url == "/2021/02/09/x.html"
    torn = story_of(folder, body("2021-02-09", "2021-02-10"), "x.md")
    assert torn.date.earliest is None
    assert torn.public_url is None


def test_future_posts_drafts_and_unpublished_ones_are_left_out_with_a_reason(folder: Path) -> None:
    (folder / "_drafts").mkdir()
    (folder / "_drafts/d.md").write_text(post("D"))
    (folder / "_posts/2024-06-02-f.md").write_text(post("F"))
    (folder / "_posts/2024-05-02-u.md").write_text(post("U", published="false"))
    (folder / "_posts/2024-06-01-t.md").write_text(post("T"))
    readings = read_all(folder)
    assert {path: reading.reason for path, reading in readings.items() if reading.reason} == {
        "_drafts/d.md": "draft",
        "_posts/2024-06-02-f.md": "dated in the future",
        "_posts/2024-05-02-u.md": "published: false",
    }
    assert all(r.story for r in read_all(folder, future=True, unpublished=True).values())


@pytest.mark.parametrize(
    ("written", "name", "apart"),
    [
        ("2020-02-09", "2020-02-09-x.md", ""),
        ("2020-02-10 01:00 +0900", "2020-02-09-x.md", ""),
        ("2020-02-11", "2020-02-09-x.md", "(+2 days)"),
        ("2020-02-01", "2020-02-09-x.md", "(-8 days)"),
        ("2020-02", "2020-02-09-x.md", ""),
        ("2021-02-30", "2021-02-28-x.md", ""),
    ],
)
def test_a_date_that_its_file_name_contradicts_is_told(
    folder: Path, written: str, name: str, apart: str
) -> None:
    reading = read_one(folder, f"---\ntitle: T\ndate: {written}\n---\n", name)
    told = [problem for problem in reading.problems if "its name says" in problem.reason]
    assert [apart in problem.reason for problem in told] == ([True] if apart else [])
    assert all(problem.line == 3 for problem in told)
