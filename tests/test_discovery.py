"""Which files are posts, and why others are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import post
from readings import read_all

from indexer.archive.site import read_site
from indexer.engine.records import Outcome


def test_posts_are_found_at_any_depth_and_in_a_stable_order(tmp_path: Path) -> None:
    for name in (
        "_posts/2020-01-02-b.md", "_posts/2020/01/2020-01-01-a.html", "en/news/_posts/c.md",
        "_site/2020/x.html", "_layouts/post.html", "node_modules/x/_posts/2020-01-01-n.md",
        ".git/_posts/2020-01-01-g.md", "README.md", "_posts/photo.jpg", "_posts/.hidden.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: x\n---\n" if name.endswith("md") else "x")
    readings = read_all(tmp_path)
    assert list(readings) == [
        "_posts/2020-01-02-b.md", "_posts/2020/01/2020-01-01-a.html", "_posts/photo.jpg",
        "en/news/_posts/c.md",
    ]  # fmt: skip
    assert readings["_posts/photo.jpg"].outcome is Outcome.EXCLUDED
    story = readings["en/news/_posts/c.md"].story
    assert story is not None
    assert story.categories == ("en", "news")


def test_a_folder_of_posts_is_an_archive_too(tmp_path: Path) -> None:
    (tmp_path / "2020-01-01-a.md").write_text(post("A"))
    (tmp_path / "b.md").write_text(post("B"))
    (tmp_path / "picture.jpg").write_bytes(b"x")
    assert {r.story.title for r in read_all(tmp_path).values() if r.story} == {"A", "B"}
    assert len(read_all(tmp_path)) == 2


def test_style_sheets_and_feeds_with_front_matter_are_no_stories(tmp_path: Path) -> None:
    for name in ("assets/main.scss", "feed.xml", "search.json", "notes/post.md", "notes/plain"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("---\ntitle: A\n---\nText.")
    assert set(read_all(tmp_path)) == {"notes/plain", "notes/post.md"}


def test_feeds_and_scripts_of_a_collection_are_no_stories(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections: {feeds: {output: true}}\n")
    for name in ("_feeds/news.xml", "_feeds/news.json", "_feeds/a.js", "_feeds/a.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: A\n---\nText.")
    for name in ("_feeds/about.md", "_feeds/letter.txt", "_posts/2020-01-01-odd.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: A\n---\nText.")
    readings = read_all(tmp_path)
    stories = {path for path, reading in readings.items() if reading.story}
    assert stories == {"_feeds/about.md", "_feeds/letter.txt", "_posts/2020-01-01-odd.yml"}
    assert readings["_feeds/news.xml"].reason == "a style sheet, a script, data or a feed"


def test_files_that_cannot_be_opened_are_told_not_lost(folder: Path) -> None:
    (folder / "_posts/2020-01-01-gone.md").symlink_to(folder / "nothing.md")
    name = os.fsencode(folder / "_posts") + b"/2020-01-02-caf\xe9.md"
    Path(os.fsdecode(name)).write_text(post("Café"))
    readings = read_all(folder)
    assert {path: reading.reason for path, reading in readings.items()} == {
        "_posts/2020-01-01-gone.md": "It is a link to nothing.",
        "_posts/2020-01-02-caf\ufffd.md": "Its name is not UTF-8.",
    }
    assert all(reading.outcome is Outcome.FAILED for reading in readings.values())


def test_folders_behind_links_are_read_inside_the_archive_only(tmp_path: Path) -> None:
    archive, outside = tmp_path / "archive", tmp_path / "outside"
    for folder in (archive / "content", outside):
        folder.mkdir(parents=True)
        (folder / "2020-01-01-a.md").write_text(post("A"))
    (archive / "_posts").symlink_to(archive / "content")
    (archive / "content/loop").symlink_to(archive)
    (archive / "more").mkdir()
    (archive / "more/_posts").symlink_to(outside)
    readings = read_all(archive)
    assert {path: bool(reading.story) for path, reading in readings.items()} == {
        "_posts/2020-01-01-a.md": True,
        "more/_posts": False,
    }


def test_editors_copies_are_left_out_and_leave_addresses_alone(folder: Path) -> None:
    for name in ("2020-01-01-a.md", "2020-01-01-a.md~", "#2020-01-01-a.md#", "2020-01-01-a.jpg"):
        (folder / "_posts" / name).write_text(post("A"))
    stories = [r.story for r in read_all(folder).values() if r.story]
    assert [(s.path, s.id) for s in stories if s.path.endswith("md")] == [
        ("_posts/2020-01-01-a.md", "posts-2020-01-01-a")
    ]


def test_a_link_out_of_the_archive_is_refused(folder: Path) -> None:
    secret = folder.parent / "secret.md"
    secret.write_text(post("Secret"))
    (folder / "_posts/2020-01-01-x.md").symlink_to(secret)
    (reading,) = read_all(folder).values()
    assert reading.outcome is Outcome.FAILED
    assert "outside the archive" in reading.problems[0].reason


def test_published_collections_are_read_and_others_left_out_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "collections_dir: content\ncollections:\n  articles: {output: true}\n  people: {}\n"
        "defaults:\n- scope: {path: '', type: articles}\n  values: {author: Newsroom}\n"
    )
    for name in (
        "content/_articles/2019/pier.md", "content/_people/ada.md",
        "content/_posts/2020-01-01-a.md",
        "_unknown/x.md", "about.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: x\n---\n")
    readings = read_all(tmp_path)
    assert {path: reading.reason for path, reading in readings.items()} == {
        "content/_articles/2019/pier.md": "",
        "content/_people/ada.md": "collection people, which tells who people are",
        "content/_posts/2020-01-01-a.md": "",
    }
    article = readings["content/_articles/2019/pier.md"].story
    story = readings["content/_posts/2020-01-01-a.md"].story
    assert article is not None
    assert story is not None
    assert (article.authors, article.categories) == (("Newsroom",), ())
    assert (story.authors, story.categories) == ((), ())


def test_what_the_configuration_excludes_is_left_out_with_a_reason(folder: Path) -> None:
    (folder / "_config.yml").write_text("exclude: [old, '*.tmp.md']\n")
    for name in (
        "_posts/2020-01-01-a.md",
        "_posts/2020-01-01-b.tmp.md",
        "old/_posts/2020-01-01-c.md",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(post("A"))
    readings = read_all(folder)
    assert [path for path, reading in readings.items() if reading.story] == [
        "_posts/2020-01-01-a.md"
    ]
    assert len(readings) == 3


def test_a_dated_picture_among_the_posts_is_no_story(folder: Path) -> None:
    (folder / "_posts/2009-01-02-pic.gif").write_bytes(b"GIF89a")
    (reading,) = read_all(folder).values()
    assert reading.reason.startswith("neither")


def test_any_suffix_will_do_if_there_is_front_matter(tmp_path: Path) -> None:
    for name in ("a.adoc", "b.mdown", "c", "d.org"):
        (tmp_path / name).write_text(post(name))
    (tmp_path / "e.jpg").write_bytes(b"\xff\xd8")
    os.mkfifo(tmp_path / "f.pipe")
    assert {r.story.title for r in read_all(tmp_path).values() if r.story} == {
        "a.adoc", "b.mdown", "c", "d.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ("source: src\n", "src/news/_posts/2020-01-01-a.md"),
        ("", "_source/news/_posts/2020-01-01-a.md"),
    ],
)
def test_the_sites_content_may_lie_in_a_folder(tmp_path: Path, config: str, path: str) -> None:
    (tmp_path / "_config.yml").write_text(config)
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(post("A"))
    (reading,) = read_all(tmp_path).values()
    assert reading.story is not None
    assert reading.story.categories == ("news",)
    assert reading.story.public_url == "/news/2020/01/01/a.html"


def test_files_beside_the_posts_are_read_inside_the_archive_only(folder: Path) -> None:
    secret = folder.parent / "secret.md"
    secret.write_text("---\nname: Secret Person\n---\nSecret words")
    for name in ("_authors", "_includes", "_data"):
        (folder / name).mkdir()
    (folder / "_authors/ada.md").symlink_to(secret)
    (folder / "_includes/s.md").symlink_to(secret)
    (folder / "_data/authors.yml").symlink_to(secret)
    for name in ("_authors/pipe.md", "_includes/pipe.md", "_data/people.yml"):
        os.mkfifo(folder / name)
    (folder / "_authors/endless.md").symlink_to("/dev/zero")
    (folder / "_posts/2020-01-01-a.md").write_text(post("A", "{% include s.md %}", author="ada"))
    (reading,) = read_all(folder).values()
    assert reading.story is not None
    assert (reading.story.authors, reading.story.paragraphs) == (("ada",), ())


def test_folders_that_jekyll_passes_over_are_left_out_with_a_reason(folder: Path) -> None:
    for name in ("_old", "#q", ".hidden", "2020"):
        (folder / "_posts" / name).mkdir()
        (folder / "_posts" / name / "2020-01-01-a.md").write_text(post("A"))
    readings = read_all(folder)
    assert [path for path, reading in readings.items() if reading.story] == [
        "_posts/2020/2020-01-01-a.md"
    ]
    assert {r.reason for r in readings.values() if not r.story} == {
        "in a folder that the site does not read"
    }


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("_config.toml", "a = " + "[" * 1_500 + "]" * 1_500, "not valid TOML"),
        ("_config.toml", 'encoding = "utf-8\\u0000"', "no encoding"),
        ("_config.yml", "encoding: klingon", "no encoding"),
        ("_config.yml", "source: ../other", "source is no folder inside"),
        ("_config.yml", "collections_dir: " + "x" * 5_000, "collections_dir is no folder"),
        ("_config.yml", "source: .tmp/src", "does not exist"),
        ("_config.yml", "a: [\n", "not valid YAML"),
        ("_config.yml", "a: " + "[" * 40 + "]" * 40, "holds too much"),
        ("_config.yml", None, "no regular file"),
    ],
)
def test_an_odd_configuration_is_a_problem_of_the_site(
    folder: Path, name: str, content: str | None, reason: str
) -> None:
    if content is None:
        os.mkfifo(folder / name)
    else:
        (folder / name).write_text(content)
    (folder / "_posts/2020-01-01-a.md").write_text(post("A"))
    assert [reading.story is not None for reading in read_all(folder).values()] == [True]
    assert reason in " ".join(problem.reason for problem in read_site(folder).problems)


def test_scopes_and_exclusions_count_from_the_sites_content(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "source: src\nexclude: [secret, sec]\nfuture: yes\ndefaults:\n"
        "- {scope: {path: _posts/2020}, values: {author: A}}\n"
        "- {scope: {path: '_posts/*/2019'}, values: {author: B}}\n"
    )
    for name in (
        "src/_posts/2020-01-01-a.md", "src/_posts/x/2019-01-01-b.md",
        "src/_posts/x/y/2019-01-01-c.md", "src/secret/_posts/2020-01-01-d.md",
        "src/section/_posts/2020-01-01-e.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(post("A"))
    stories = [r.story for r in read_all(tmp_path).values() if r.story]
    assert {story.path[-4]: story.authors for story in stories} == {
        "a": ("A",), "b": ("B",), "c": (),
    }  # fmt: skip
