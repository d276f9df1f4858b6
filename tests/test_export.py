"""Every hit of a search as a file."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Archive, Searcher, free_port, post
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from indexer import cli
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import Hit
from indexer.engine.whoosh import gathering, writer
from indexer.export import FORMATS, STORY_COLUMNS, csv_lines
from indexer.settings import Settings
from webapp import create_app
from webapp.exports import in_chunks

Make = Callable[[Mapping[str, str | bytes]], Searcher]


def export(archive: Archive, *arguments: str) -> str:
    result = CliRunner().invoke(cli.main, ["export", *arguments, "--index", str(archive.index)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_hit_is_there_oldest_first(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MAX_STORIES", 7)
    monkeypatch.setattr(writer, "MAX_MERGED_STORIES", 7)
    files = {
        f"_posts/20{n % 20:02}-01-01-{n}.md": post(f"Pier {n}", "The pier.") for n in range(250)
    }
    archive.write({**files, "_posts/undated.md": post("Pier undated", "The pier.")}).build()
    rows = list(csv.DictReader(io.StringIO(export(archive, "pier"))))
    assert len(rows) == 251
    assert rows[-1]["title"] == "Pier undated"
    keys = [(row["date"] or "9999", row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert list(rows[0]) == list(STORY_COLUMNS)


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


def test_citations_of_all_that_was_found(archive: Archive) -> None:
    archive.write(
        {
            "_config.yml": "title: The Packet\nurl: https://packet.example\n",
            "_posts/2020-01-01-a.md": post("Pier {one", "x"),
            "_posts/2021-01-01-b.md": post("Pier two", "x"),
            "_posts/2022-01-01-c.md": post("Boat", "x"),
        }
    ).build()
    entries = export(archive, "pier", "--format", "bib")
    assert re.findall(r"^@misc\{(.*),$", entries, re.MULTILINE) == [
        "posts-2020-01-01-a", "posts-2021-01-01-b",
    ]  # fmt: skip
    assert entries.count("{") == entries.count("}")
    assert "url = {https://packet.example/2020/01/01/a.html}" in entries
    assert "howpublished = {The Packet}" in entries
    records = export(archive, "pier", "--format", "ris").splitlines()
    assert (records.count("TY  - NEWS"), records.count("ER  - ")) == (2, 2)
    photos = CliRunner().invoke(
        cli.main, ["export", "--in", "photos", "--format", "ris", "--index", str(archive.index)]
    )
    assert photos.exit_code == 2
    assert (
        "format='ris' is not possible: it may be one of csv, json, zip, xmp for photos."
        in photos.stderr
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"), (" =1", "' =1"), ("＝1", "'＝1"), ("\n=1", "'\n=1"),
        ("a=b", "a=b"), ("", ""), ("'", "'"), (-1, "-1"), (date(2020, 1, 2), "2020-01-02"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: object, written: str) -> None:
    (line,) = csv_lines([[cell, "x"]])
    assert next(csv.reader(io.StringIO(line, newline=""))) == [written, "x"]


_TEXTS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))


@given(st.lists(st.lists(_TEXTS, min_size=2), max_size=4))
def test_every_row_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(rows))
    read = csv.reader(io.StringIO(text, newline=""))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_a_lone_carriage_return_breaks_no_row() -> None:
    assert "".join(csv_lines([["a\rb", "c"]])) == '"a\nb",c\n'


# On the site


def fetch(client: FlaskClient, **query: str) -> TestResponse:
    return client.get("/export", query_string={k.rstrip("_"): v for k, v in query.items()})


@pytest.mark.parametrize(
    ("how", "media_type"),
    [
        ("csv", "text/csv"), ("json", "application/json"), ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
    ],
)  # fmt: skip
def test_a_result_list_is_downloaded_whole(
    demo_client: FlaskClient, how: str, media_type: str
) -> None:
    response = fetch(demo_client, q="harbour", category="harbour", page="3", format=how)
    assert response.content_type == f"{media_type}; charset=utf-8"
    name = f"the-ellersea-packet-stories-harbour-harbour-{date.today()}.{how}"  # noqa: DTZ011
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    total = demo_client.get("/api/v1/search?q=harbour&category=harbour").get_json()["total"]
    counted: dict[str, Callable[[str], int]] = {
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "json": lambda text: len(json.loads(text)),
        "bib": lambda text: text.count("@misc{"),
        "ris": lambda text: text.count("TY  - NEWS"),
    }
    assert counted[how](response.text) == total > 3


def test_spreadsheets_are_told_the_encoding(demo_client: FlaskClient) -> None:
    text = fetch(demo_client, q="herring", in_="photos", format="csv").text
    assert text.startswith("\ufeffid,file,description")


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ({"q": "x"}, "needs “format=”"),
        ({"format": "xml"}, "one of csv, json, bib, ris"),
        ({"format": "zip"}, "one of csv, json, bib, ris"),
        ({"format": "bib", "in": "photos"}, "one of csv, json, zip, xmp for photos"),
        ({"format": "csv", "from": "soon"}, "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_exported_is_said(
    demo_client: FlaskClient, query: dict[str, str], allowed: str
) -> None:
    response = demo_client.get("/export", query_string=query)
    assert response.status_code == 400
    assert allowed in response.text


def test_hits_are_sent_while_others_are_looked_for() -> None:
    asked = []

    def pieces() -> Iterator[str]:
        for number in range(100_000):
            asked.append(number)
            yield "a story of some length\n"

    chunks = in_chunks(pieces(), "")
    assert next(chunks) == b"a story of some length\n"
    assert len(asked) == 1
    largest = max(len(chunk) for chunk in chunks)
    assert largest < 40_000


def test_a_file_that_is_not_whole_does_not_look_so(
    demo_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(demo_index)
    scan = engine.scan

    def broken(request: SearchRequest) -> Iterator[Hit]:
        yield next(scan(request))
        raise OSError

    monkeypatch.setattr(engine, "scan", broken)
    client = create_app(engine, Settings()).test_client()
    for how in FORMATS[Kind.STORIES]:
        sent: list[bytes] = []
        with pytest.raises(OSError, match=r"^$"):
            sent.extend(client.get(f"/export?format={how}").iter_encoded())
        assert "This file is not whole" in b"".join(sent).decode()
    engine.close()


@pytest.mark.slow
def test_the_server_leaves_out_the_last_chunk_of_a_broken_file(demo_index: Path) -> None:
    program = f"""
from pathlib import Path
import indexer.serving
from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app
engine = open_engine(Path({str(demo_index)!r}))
scan = engine.scan
def broken(request):
    yield next(scan(request))
    raise OSError
engine.scan = broken
server = indexer.serving._Server({{"bind": "127.0.0.1:PORT", "worker_class": "gthread"}})
server.load = lambda: create_app(engine, Settings())
server.run()
"""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", program.replace("PORT", str(port))], stderr=subprocess.DEVNULL
    ) as server:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            wait_for(connection)
            connection.request("GET", "/export?format=csv")
            with pytest.raises(http.client.IncompleteRead):
                connection.getresponse().read()
        finally:
            connection.close()
            server.terminate()


def wait_for(connection: http.client.HTTPConnection) -> None:
    for _ in range(600):
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
