"""Every hit of a search as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Archive, Searcher, post

from indexer import cli
from indexer.engine.base import Kind, SearchRequest
from indexer.engine.whoosh import gathering
from indexer.export import COLUMNS

Make = Callable[[Mapping[str, str | bytes]], Searcher]


def export(archive: Archive, *arguments: str) -> str:
    result = CliRunner().invoke(cli.main, ["export", *arguments, "--index", str(archive.index)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_hit_is_there_oldest_first(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MAX_STORIES", 7)
    files = {
        f"_posts/20{n % 20:02}-01-01-{n}.md": post(f"Pier {n}", "The pier.") for n in range(250)
    }
    archive.write({**files, "_posts/undated.md": post("Pier undated", "The pier.")}).build()
    rows = list(csv.DictReader(io.StringIO(export(archive, "pier"))))
    assert len(rows) == 251
    assert rows[-1]["title"] == "Pier undated"
    keys = [(row["date"] or "9999", row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert list(rows[0]) == list(COLUMNS[Kind.STORIES])


def test_filters_and_words_count(archive: Archive) -> None:
    archive.write(
        {
            "_posts/2020-01-01-a.md": post("Pier", "x", categories="harbour"),
            "_posts/2021-01-01-b.md": post("Boat", "x", categories="harbour"),
            "_posts/2022-01-01-c.md": post("Boat", "x", categories="town"),
        }
    ).build()
    found = json.loads(export(archive, "boat", "--filter", "category=town", "--format", "json"))
    assert [hit["path"] for hit in found] == ["_posts/2022-01-01-c.md"]
    assert json.loads(export(archive, "nowhere", "--format", "json")) == []


def test_photos_have_their_own_columns(archive: Archive) -> None:
    archive.write(
        {
            "_posts/2020-01-01-a.md": post(
                "Pier", '<figure><img src="/p.jpg"><figcaption>The old pier, 5 May 2019. '
                "(Jane Doe/Reuters)</figcaption></figure>"
            )
        }
    ).build()  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(export(archive, "--in", "photos")))
    assert row["photographer"] == "Jane Doe"
    assert row["agency"] == "Reuters"
    assert (row["taken_from"], row["taken_to"]) == ("2019-05-05", "2019-05-05")
    assert row["story_title"] == "Pier"


def test_a_scan_stays_with_its_generation(search_files: Make, archive: Archive) -> None:
    search = search_files(
        {f"_posts/2020-01-0{n}-a.md": post(f"Pier {n}", "x") for n in range(1, 4)}
    )
    hits = search.engine.scan(SearchRequest(q="pier"))
    assert next(hits).title == "Pier 1"
    Path(archive.path / "_posts/2020-01-02-a.md").unlink()
    archive.build(allow_removals=True)
    assert [hit.title for hit in hits] == ["Pier 2", "Pier 3"]
    assert len(list(search.engine.scan(SearchRequest(q="pier")))) == 2


def test_no_cell_is_a_formula(archive: Archive) -> None:
    titles = ("=1+1", "+1", "-1", "@SUM(A1)", "1=1")
    archive.write({
        f"_posts/2020-01-0{n}-a.md": post(f"'{title}'", "x") for n, title in enumerate(titles, 1)
    }).build()  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(export(archive))))
    assert [row["title"] for row in rows] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "1=1"]
    found = json.loads(export(archive, "--format", "json"))
    assert [hit["title"] for hit in found] == list(titles)
