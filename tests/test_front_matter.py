"""Front matter of any type becomes fields; odd files are read or told."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import post
from readings import read_all, read_one, story_of

from indexer.archive.limits import Limits
from indexer.engine.records import Outcome
from indexer.model import Source

BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 17)
)


@pytest.mark.parametrize(
    ("written", "field", "expected"),
    [
        ("title: 2015", "title", "2015"),
        ("title: no", "title", "no"),
        ("title: 1.10", "title", "1.10"),
        ("title: 007", "title", "007"),
        ("title: 2016-06-31", "title", "2016-06-31"),
        ("title: 'Fire: a <em>history</em>'", "title", "Fire: a history"),
        ("title: Vec<T> &amp; a < b", "title", "Vec<T> & a < b"),
        ('title: "nul \\0"', "title", "nul \ufffd"),
        ("title:", "title", "A Post"),
        ("title: ~", "title", "A Post"),
        ("layout: post", "title", "A Post"),
        ("categories: world", "categories", ("world",)),
        ("categories: [world, sport, world]", "categories", ("world", "sport")),
        ("categories: world sport", "categories", ("world", "sport")),
        ("categories: world news, sport", "categories", ("world news", "sport")),
        ("category: world news", "categories", ("world news",)),
        ("categories:", "categories", ()),
        ("categories: [2019, null, yes]", "categories", ("2019", "yes")),
        ("tags: 42", "tags", ("42",)),
        ("tags:\n- a\n- b c", "tags", ("a", "b c")),
        ("keywords: Monday,Russian, campaign", "keywords", ("Monday", "Russian", "campaign")),
        ("author: Ada Holm", "authors", ("Ada Holm",)),
        ("Author: Ada Holm", "authors", ("Ada Holm",)),
        ("authors: [Ada Holm, Bo Rask]", "authors", ("Ada Holm", "Bo Rask")),
        ("author: {name: Ada Holm, mail: a@b.example}", "authors", ("Ada Holm",)),
        ("author: Ada Holm and Bo Rask", "authors", ("Ada Holm", "Bo Rask")),
        ("author: Ada Holm, Bo Rask & Cy Lund", "authors", ("Ada Holm", "Bo Rask", "Cy Lund")),
        ("author: ada and bo", "authors", ("ada", "bo")),
        ("author: Holm, Ada", "authors", ("Holm, Ada",)),
        ("author: Holm, Ada, PhD", "authors", ("Holm, Ada, PhD",)),
        ("author: Holm, Ada, MLIS", "authors", ("Holm, Ada, MLIS",)),
        ("author: Holm, Ada, editor", "authors", ("Holm, Ada, editor",)),
        ("author: McHolm, Ada", "authors", ("McHolm, Ada",)),
        ("author: VanderHolm, Jane", "authors", ("VanderHolm, Jane",)),
        ("author: d'Holm, Ada", "authors", ("d'Holm, Ada",)),
        ("author: HOLM, Ada", "authors", ("HOLM, Ada",)),
        ("author: Barnet, Nordby & Co", "authors", ("Barnet, Nordby & Co",)),
        ("author: 'Pine_Cone, Gull, Rask'", "authors", ("Pine_Cone", "Gull", "Rask")),
        ("author: Pinecone, Gull, Rask", "authors", ("Pinecone", "Gull", "Rask")),
        ("author: gull, T-A-R", "authors", ("gull", "T-A-R")),
        ("author: SeaGull, Pinecone", "authors", ("SeaGull", "Pinecone")),
        ("author: Gull42 and Pinecone", "authors", ("Gull42", "Pinecone")),
        ("author: cone, gull_7, Bo of Rask, others", "authors", ("cone", "gull_7", "Bo of Rask")),
        ("author: Research and Development", "authors", ("Research and Development",)),
        ("authors: []\nauthor: Ada Holm", "authors", ("Ada Holm",)),
        ("summary: In short", "description", "In short"),
        ("teaser: In **short**, [here](/x)", "description", "In short, here"),
        ("author: {display_name: Ada Holm, login: ada}", "authors", ("Ada Holm",)),
        ("by: Ada Holm, Bo Rask, and Cy Lund", "authors", ("Ada Holm", "Bo Rask", "Cy Lund")),
        ("license: CC BY 4.0\ncopyright: © 2019 X", "rights", "CC BY 4.0 · © 2019 X"),
        ("lang: zh_cn", "lang", "zh-CN"),
        ("lang: EN", "lang", "en"),
        ("wordpress_id: 6617", "extra", {"wordpress_id": 6617}),
        ("comments: true\nrating: 4.5", "extra", {"comments": True, "rating": 4.5}),
        ("moved: 2016-06-31", "extra", {"moved": "2016-06-31"}),
        ("ref: !ruby/object x", "extra", {"ref": "x"}),
        ("a: !!omap [x: 1]\nb: !!pairs [x: 1]", "extra", {"a": [["x", 1]], "b": [["x", 1]]}),
        ("tags: !!set {x}", "tags", ("x",)),
        ("a: !!binary aGk=\nb: !!int ''\nc: !!bool x", "extra", {"a": "", "b": "", "c": "x"}),
        ("date: 9999-12-99", "title", "A Post"),
        ("date: 2020-01-01 10:00:00 +23:99", "title", "A Post"),
    ],
)
def test_front_matter_of_any_type_becomes_fields(
    folder: Path, written: str, field: str, expected: object
) -> None:
    assert getattr(story_of(folder, f"---\n{written}\n---\n"), field) == expected


@pytest.mark.parametrize(
    ("content", "problem", "lost"),
    [
        ("\ufeff---\ntitle: A\n---\n", "", False),
        ("---\r\ntitle: A\r\n---\r\nText\r\n", "", False),
        ("---\ntitle:\tA\n---\n", "", False),
        ("---\ntitle: A\n...\nText", "", False),
        ("---\ntitle: B\ntitle: A\n---\n", "given twice", False),
        ("---\ntitle: A\n---\nCaf\xe9".encode("latin-1"), "not UTF-8", False),
        ("---\ntitle: A\nText without an end", "not closed", False),
        ('---\ntitle: "A\n---\n', "not valid", False),
        ("---\ntitle: A: B\n---\n", "not valid", False),
        ("---\n- a\n- b\n---\n", "is not used: it is a list", False),
        ("---\n!!set title: \n---\n", "not valid", False),
        ("---\na: !!set [b]\n---\n", "not valid", False),
        ("---\njust words\n---\n", "is not used: it is a text", False),
        ("---\na: " + "[" * 25_000 + "\n---\n", "nested deeper", True),
        ("---\n" + BOMB + "---\n", "more than", True),
        ("---\na: &a x\nb: [" + "*a," * 51 + "]\n---\n", "more than 50 aliases", True),
        ("---\na: &a [*a]\n---\n", "more than", True),
        ("---\ntitle: A\nx: " + "y" * 70_000 + "\n---\n", "longer than", True),
        (b"{\\rtf1 ---", "not text", True),
        (b"---\ntitle: A\n---\n\x00\x01", "not text", True),
        (b"---\ntitle: A\n---\n\x00" + b"long " * 300, "", False),
        (b"---\ntitle: A\n---\n<img src='data:image/png;base64," + b"A0+/" * 500_000, "", False),
        (b"x" * 1_000_001, "larger than", True),
    ],
)
def test_odd_files_are_read_or_told(
    folder: Path, content: str | bytes, problem: str, *, lost: bool
) -> None:
    reading = read_one(folder, content)
    assert problem in " ".join(p.reason for p in reading.problems)
    if lost:
        assert reading.outcome is Outcome.FAILED
        assert reading.problems[0].severity == "error"
        assert reading.problems[0].hint
    else:
        assert reading.story is not None
        assert bool(reading.problems) == bool(problem)


def test_a_huge_or_special_file_is_told_without_being_read(folder: Path) -> None:
    with (folder / "_posts/2020-01-01-film.md").open("wb") as file:
        file.truncate(3_000_000_000)
    os.mkfifo(folder / "_posts/2020-01-02-pipe.md")
    reasons = {path: reading.reason for path, reading in read_all(folder).items()}
    assert "larger than" in reasons["_posts/2020-01-01-film.md"]
    assert reasons["_posts/2020-01-02-pipe.md"] == "It is no regular file."


def test_letters_are_one_whatever_their_composition(folder: Path) -> None:
    story = story_of(folder, "---\ntitle: Zoe\u0308\n---\nvac\u00adcine カ\u3099ス")
    assert story.title == "Zoë"
    assert story.paragraphs == ("vaccine ガス",)


def test_a_post_that_takes_too_long_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.archive.story.read_body", lambda *_: time.sleep(30))
    started = time.monotonic()
    (folder / "_posts/2020-05-04-a.md").write_text(post("A"))
    (reading,) = read_all(folder, limits=Limits(seconds=1)).values()
    assert "took longer than" in reading.problems[0].reason
    assert time.monotonic() - started < 20


def test_a_picture_that_is_none_is_told(folder: Path) -> None:
    (folder / "a.jpg").write_text("no picture")
    reading = read_one(folder, "---\ntitle: T\n---\n![](/a.jpg)")
    assert reading.story is not None
    assert not reading.story.photos[0].image.shown
    assert "no picture" in reading.problems[0].reason


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("---\ntitle: A\ntags: [a\nx: y\n---\n", 4),
        ("---\n\n\ntitle: A\ntitle: B\n---\n", 5),
        ("---\ntitle: A\n\ndate: soon\n---\n", 4),
        ("---\ntitle: A\n---\n\nText\n\n[caption]A[/caption]", 7),
        ("---\r\ntitle: A\r\ndate: soon\r\n---\r\n", 3),
    ],
)
def test_a_problem_names_its_line(folder: Path, content: str, line: int) -> None:
    assert [problem.line for problem in read_one(folder, content).problems] == [line]


def test_a_dated_file_without_front_matter_is_a_story(folder: Path) -> None:
    story = story_of(folder, "\n", "2011-07-14-open-house.md")
    assert (story.title, story.date.earliest) == ("Open House", date(2011, 7, 14))
    assert read_one(folder, "Just notes", "notes.md").reason.startswith("neither")


@pytest.mark.parametrize(
    ("matter", "field", "expected"),
    [
        ("title: Fire: a history\nauthor: Ada Holm", "title", "Fire: a history"),
        ("title: Fire: a history\nauthor: Ada Holm", "authors", ("Ada Holm",)),
        ("title: Fire: a history\ntags: [a, 'b c']", "tags", ("a", "b c")),
        ("title: Fire: a history\ntags:\n  - a\n  - b", "tags", ("a", "b")),
        ('title: "Fire" at sea\ndate: 2020-05-04', "title", '"Fire" at sea'),
        ("title: 'It's on'\ntext: |\n  more", "title", "'It's on'"),
        ("title: @home", "title", "@home"),
    ],
)
def test_front_matter_that_is_no_yaml_is_read_line_by_line(
    folder: Path, matter: str, field: str, expected: object
) -> None:
    reading = read_one(folder, f"---\n{matter}\n---\nText")
    assert reading.story is not None
    assert getattr(reading.story, field) == expected
    (problem,) = reading.problems
    assert "not valid" in problem.reason
    assert problem.line is not None


def test_a_hidden_post_stays_hidden_when_its_front_matter_is_broken(folder: Path) -> None:
    reading = read_one(folder, "---\ntitle: A: B\npublished: false\n---\nText")
    assert reading.reason == "published: false"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1252", "Café “général” à l’été"),
        ("gb18030", "港口的新闻报道，记者昨天在现场拍摄"),
        ("big5", "關於港口的新聞報導，記者昨天在現場拍攝"),
        ("shift_jis", "これは港についてのニュースです。昨日撮影されました"),
        ("cp1251", "Это новость о порте, снимок сделан вчера вечером"),
        ("euc-kr", "이것은 항구에 대한 뉴스입니다. 어제 촬영되었습니다"),
    ],
)
def test_text_in_another_encoding_is_read_with_a_warning(
    folder: Path, encoding: str, title: str
) -> None:
    reading = read_one(folder, f"---\ntitle: {title}\n---\n{title}. {title}.".encode(encoding))
    assert reading.story is not None
    assert reading.story.title == title
    (problem,) = reading.problems
    assert "not UTF-8" in problem.reason
    assert problem.line == 2


def test_a_page_that_names_its_encoding_is_read_in_it(folder: Path) -> None:
    head = '---\ntitle: A\n---\n<meta http-equiv="content-type" content="text/html; charset='
    for name, text in (
        ("koi8-u", "Їжак"),
        ("iso-8859-1", "“Où”"),
        ("utf-8", "Où"),
        ("no-such", "Où"),
    ):
        written = {"koi8-u": "koi8-u"}.get(name, "cp1252")
        reading = read_one(folder, f'{head}{name}">{text} x'.encode(written))
        assert reading.story is not None
        assert reading.story.paragraphs == (f"{text} x",)
        assert f"read as {written}" in reading.problems[0].reason


def test_the_encoding_that_the_configuration_names_is_used_without_a_word(folder: Path) -> None:
    (folder / "_config.yml").write_text("encoding: koi8-r\n")
    reading = read_one(folder, "---\ntitle: Порт\n---\n".encode("koi8-r"))
    assert reading.story is not None
    assert reading.story.title == "Порт"
    assert reading.problems == ()


def test_an_encoding_that_cannot_be_used_is_passed_over(folder: Path) -> None:
    (folder / "_config.yml").write_text("encoding: undefined\n")
    assert story_of(folder, "---\ntitle: Caf\xe9\n---\n".encode("latin-1")).title == "Café"


def test_one_wrong_byte_leaves_the_rest_as_it_is(folder: Path) -> None:
    reading = read_one(folder, "---\ntitle: Ärger übers Öl: größer\n---\n".encode() + b"\xff")
    assert reading.story is not None
    assert reading.story.title == "Ärger übers Öl: größer"
    assert "damaged UTF-8" in reading.problems[0].reason


def test_a_story_tells_where_its_fields_were_found(folder: Path) -> None:
    (folder / "_config.yml").write_text(
        "lang: de\ndefaults:\n- scope: {path: ''}\n  values: {author: Newsroom, tags: [news]}\n"
    )
    story = story_of(folder, "---\ntags: [sea]\n---\n")
    assert story.authors == ("Newsroom",)
    assert story.tags == ("sea",)
    assert dict(story.sources) == {
        "title": Source.FILE_NAME,
        "authors": Source.CONFIGURATION,
        "tags": Source.FRONT_MATTER,
        "lang": Source.CONFIGURATION,
    }


@pytest.mark.parametrize("name", ["authors.yml", "authors.yaml", "people.json"])
def test_short_names_of_authors_become_their_names(folder: Path, name: str) -> None:
    (folder / "_authors").mkdir()
    (folder / "_authors/cy.md").write_text("---\nname: Cy Lund\n---\n")
    (folder / "_data").mkdir()
    (folder / "_data" / name).write_text('{"ada": {"name": "Ada Holm"}, "bo": 7}')
    assert story_of(folder, "---\nauthors: [ada, bo, cy]\n---\n").authors == (
        "Ada Holm",
        "bo",
        "Cy Lund",
    )


@pytest.mark.parametrize(
    ("limits", "body"),
    [
        (Limits(post_bytes=1_000), "x" * 1_001),
        (Limits(tags=500), "<b>x</b>" * 300),
        (Limits(depth=20), "<div>" * 21),
        (Limits(), "<div>" * 257 + "</div>" * 257),
    ],
)
def test_the_limits_of_a_post_are_those_that_are_set(
    folder: Path, limits: Limits, body: str
) -> None:
    (folder / "_posts/2020-01-01-a.html").write_text(post("A", body))
    (reading,) = read_all(folder, limits=limits).values()
    assert reading.outcome is Outcome.FAILED
    assert "limit" in reading.problems[0].hint
    (reading,) = read_all(folder, limits=Limits(10_000, 1_000, 600)).values()
    assert reading.story is not None
