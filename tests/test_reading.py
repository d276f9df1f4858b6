"""A file becomes a story: front matter, dates, bodies, photos, addresses."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import post
from PIL import Image

from indexer.archive.discover import find_posts
from indexer.archive.readers import read_file
from indexer.archive.site import read_site
from indexer.archive.story import Reader, Reading
from indexer.engine.records import Outcome
from indexer.model import Precision, Source, Story

TODAY = date(2024, 6, 1)
BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 17)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "_posts").mkdir()
    return tmp_path


def read_all(folder: Path, **options: bool) -> dict[str, Reading]:
    reader = Reader(
        archive=folder,
        image_root=None,
        site=read_site(folder),
        today=TODAY,
        future=options.get("future", False),
        unpublished=options.get("unpublished", False),
    )
    return {found.path: read_file(reader, found).reading for found in find_posts(folder)}


def read_one(folder: Path, content: str | bytes, name: str = "2020-05-04-a-post.md") -> Reading:
    path = folder / "_posts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_all(folder)[f"_posts/{name}"]


def story_of(folder: Path, content: str | bytes, name: str = "2020-05-04-a-post.md") -> Story:
    reading = read_one(folder, content, name)
    assert reading.story is not None, reading.problems
    return reading.story


# Front matter


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
        ('---\ntitle: "A\n---\n', "cannot be read", True),
        ("---\ntitle: A: B\n---\n", "cannot be read", True),
        ("---\n- a\n- b\n---\n", "cannot be read", True),
        ("---\n!!set title: \n---\n", "cannot be read", True),
        ("---\na: !!set [b]\n---\n", "cannot be read", True),
        ("---\njust words\n---\n", "cannot be read", True),
        ("---\na: " + "[" * 25_000 + "\n---\n", "nested deeper", True),
        ("---\n" + BOMB + "---\n", "more than", True),
        ("---\na: &a [*a]\n---\n", "more than", True),
        ("---\ntitle: A\nx: " + "y" * 70_000 + "\n---\n", "longer than", True),
        (b"{\\rtf1 ---", "not text", True),
        (b"---\ntitle: A\n---\n\x00\x01", "not text", True),
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
    monkeypatch.setattr("indexer.archive.readers.SECONDS_A_POST", 1)
    monkeypatch.setattr("indexer.archive.story.read_body", lambda _: time.sleep(30))
    started = time.monotonic()
    reading = read_one(folder, post("A"))
    assert "took longer than" in reading.problems[0].reason
    assert time.monotonic() - started < 5


def test_a_picture_that_is_none_is_told(folder: Path) -> None:
    (folder / "a.jpg").write_text("no picture")
    reading = read_one(folder, "---\ntitle: T\n---\n![](/a.jpg)")
    assert reading.story is not None
    assert not reading.story.photos[0].image.shown
    assert "no picture" in reading.problems[0].reason


def test_a_problem_names_its_line(folder: Path) -> None:
    reading = read_one(folder, "---\ntitle: A\ntags: [a\nx: y\n---\n")
    assert reading.problems[0].line in {4, 5}


def test_a_dated_file_without_front_matter_is_a_story(folder: Path) -> None:
    story = story_of(folder, "\n", "2011-07-14-open-house.md")
    assert (story.title, story.date.earliest) == ("Open House", date(2011, 7, 14))
    assert read_one(folder, "Just notes", "notes.md").reason.startswith("neither")


# Dates


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


# Bodies


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.html", "One.<br /><br />Two<br>again.<p>Three</p>", ["One.", "Two again.", "Three"]),
        ("a.html", "<div>A &amp; B<ul><li>c<li>d</ul></div>", ["A & B", "c", "d"]),
        ("a.html", "<script>x()</script><style>p{}</style><!-- c -->Text", ["Text"]),
        ("a.html", "<table><tr><td>a<td>b<tr><td>c</table>", ["a b", "c"]),
        ("a.html", "<p>un<b>brok</b>en</p>", ["unbroken"]),
        ("a.md", "One\ntwo.\n\n* a\n* b\n\n> said", ["One two.", "a", "b", "said"]),
        ("a.md", "# Head\n\nText{: .lead}\n\n{: .box}\nMore", ["Head", "Text", "More"]),
        ("a.md", "Use `x = 1` and\n\n```\ncode here\n```", ["Use x = 1 and", "code here"]),
        ("a.md", "{% highlight ruby %}\nputs 1\n{% endhighlight %}\nEnd", ["puts 1", "End"]),
        (
            "a.md",
            "{% comment %}no{% endcomment %}Yes {{ page.x }}{% if a %}b{% endif %}",
            ["Yes b"],
        ),
        ("a.md", "{% raw %}{{ kept }}{% endraw %}", ["{{ kept }}"]),
        ("a.md", "a <b>bold</b> [link](/x) ![](/y.png)", ["a bold link"]),
        ("a.html", "", []),
    ],
)
def test_bodies_become_paragraphs(folder: Path, name: str, body: str, expected: list[str]) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", name)
    assert list(story.paragraphs) == expected


@pytest.mark.parametrize(
    "body",
    ["<div>" * 19_000 + "deep", "<a<a" * 4_000, "<" * 100_000, "{{" * 20_000, "{%" * 20_000,
     "[caption" * 5_000, "![" * 3_000, "*" * 5_000],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_hostile_bodies_are_soon_done_with(folder: Path, name: str, body: str) -> None:
    started = time.monotonic()
    reading = read_one(folder, f"---\ntitle: T\n---\n{body}", name)
    assert reading.story is not None or reading.problems
    assert time.monotonic() - started < 10


# Photos


@pytest.mark.parametrize(
    ("name", "body", "src", "caption"),
    [
        ("a.html", '<center><img src="i/a.jpg"></center>\n<p class="picture">A pier.</p>Text',
         "i/a.jpg", "A pier."),
        ("a.html", '<p><a href="/b"><img src="/a.jpg"></a></p><br><p class="caption">A pier.</p>T',
         "/a.jpg", "A pier."),
        ("a.html", '<figure><img src="/a.jpg"><figcaption>A <b>pier</b>.</figcaption></figure>Text',
         "/a.jpg", "A pier."),
        ("a.html", '<div class="w"><img src="/a.jpg"><p class="wp-caption-text">A pier.</p></div>T',
         "/a.jpg", "A pier."),
        ("a.html", '<div class="figure"><img src="/a.jpg" /><p class="caption">A pier.</p></div>T',
         "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg"><div class="photo-caption">A pier.</div>Text',
         "/a.jpg", "A pier."),
        ("a.md", '[caption id="x" width="9"]<img src="/a.jpg" /> A pier.[/caption]\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", '[caption id="x" caption="A pier."][![](/a.jpg)](/b.jpg)[/caption]\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", "[caption][![](/a.jpg)](/a.jpg) **A pier.**[/caption]\n\nText",
         "/a.jpg", "A pier."),
        ("a.md", '![](/a.jpg "A pier.")\n\nText', "/a.jpg", "A pier."),
        ("a.md", "![](/a.jpg)\n\n*A pier.*\n\nText", "/a.jpg", "A pier."),
        ("a.md", "![](/a.jpg)\n*A pier.*\n\nText", "/a.jpg", "A pier."),
        ("a.md", '{% include figure.html src="/a.jpg" caption="A pier." %}\n\nText',
         "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg"><p>Text</p>', "/a.jpg", ""),
        ("a.html", '<img src="/a.jpg">Text <em>loud</em>', "/a.jpg", ""),
    ],
)  # fmt: skip
def test_an_image_is_found_with_its_caption(
    folder: Path, name: str, body: str, src: str, caption: str
) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", name)
    assert [(p.image.src, p.caption.text) for p in story.photos] == [(src, caption)]
    assert "A pier." not in story.paragraphs
    assert story.paragraphs[0].startswith("T")


def test_a_caption_belongs_to_one_image(folder: Path) -> None:
    body = (
        '<center><img src="1.jpg"></center><p class="picture">One.</p><br />'
        '<center><img src="2.jpg"></center><p class="picture">Two.</p>'
        '<center><img src="3.jpg"></center>'
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    assert [photo.caption.text for photo in story.photos] == ["One.", "Two.", ""]


def test_icons_and_counters_are_no_photos(folder: Path) -> None:
    body = (
        '<img src="/pixel.gif" width="1" height="1"><img src="/x/spacer.gif">'
        '<img src="/smile.png" height="16"><img src="data:image/gif;base64,R0"><img alt="none">'
    )
    assert story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html").photos == ()


def test_a_lead_image_comes_first_and_once(folder: Path) -> None:
    matter = "---\ntitle: T\nimage: /lead.jpg\nimage_caption: A pier.\n---\n"
    story = story_of(folder, matter + "![](/other.jpg)")
    assert [(p.image.src, p.caption.text) for p in story.photos] == [
        ("/lead.jpg", "A pier."), ("/other.jpg", ""),
    ]  # fmt: skip
    assert len(story_of(folder, matter + "![](/lead.jpg)").photos) == 1


def test_photo_ids_count_repeated_images(folder: Path) -> None:
    story = story_of(folder, "---\ntitle: T\n---\n![](/a/x.jpg) ![](/b/X.png) ![](/y.jpg)", "a.md")
    assert [photo.id for photo in story.photos] == [
        "posts-a--x-1", "posts-a--x-2", "posts-a--y-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("src", "state", "file"),
    [
        ("/i/pier.png", "present", "i/pier.png"),
        ("i/pier.png", "present", "i/pier.png"),
        ("i/pi%65r.png?v=2", "present", "i/pier.png"),
        ("/i/pier-300x210.png", "present", "i/pier.png"),
        ("https://news.example/i/pier.png", "present", "i/pier.png"),
        ("//news.example/i/pier.png", "present", "i/pier.png"),
        ("/base/i/pier.png", "present", "i/pier.png"),
        ("{{ site.baseurl }}/i/pier.png", "present", "i/pier.png"),
        ("beside.png", "present", "_posts/beside.png"),
        ("/i/none.png", "missing", None),
        ("../../../etc/passwd", "missing", None),
        ("/i/linked.png", "missing", None),
        ("https://elsewhere.example/pier.png", "remote", None),
        ("http://[broken", "missing", None),
        ("x" * 5_000, "missing", None),
    ],
)
def test_the_file_of_an_image_is_found_inside_the_archive_only(
    folder: Path, src: str, state: str, file: str | None
) -> None:
    (folder / "_config.yml").write_text("url: https://news.example\nbaseurl: /base\n")
    (folder / "i").mkdir()
    Image.new("RGB", (64, 48)).save(folder / "i/pier.png")
    Image.new("RGB", (64, 48)).save(folder / "_posts/beside.png")
    outside = folder.parent / "outside.png"
    Image.new("RGB", (64, 48)).save(outside)
    (folder / "i/linked.png").symlink_to(outside)
    story = story_of(folder, f'---\ntitle: T\n---\n<img src="{src}">', "a.html")
    image = story.photos[0].image
    assert (image.state, image.file) == (state, file)
    assert image.width == (64 if state == "present" else None)


# Languages and addresses


@pytest.mark.parametrize(
    ("path", "matter", "text", "expected"),
    [
        ("_posts/2020-01-01-a.md", "lang: fr", "Bonjour", "fr"),
        ("zh_cn/news/_posts/2020-01-01-a.md", "x: y", "text", "zh-CN"),
        ("ja/_posts/2020-01-01-a.md", "x: y", "text", "ja"),
        ("tv/_posts/2020-01-01-a.md", "x: y", "text", "de"),
        ("_posts/2020-01-01-a.md", "x: y", "これは日本語の文章です。", "ja"),
        ("_posts/2020-01-01-a.md", "x: y", "这是中文新闻。", "zh"),
        ("_posts/2020-01-01-a.md", "x: y", "Guten Tag", "de"),
    ],
)
def test_the_language_of_a_story(
    tmp_path: Path, path: str, matter: str, text: str, expected: str
) -> None:
    (tmp_path / "_config.yml").write_text("lang: de\n")
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_text(f"---\n{matter}\n---\n{text}")
    story = read_all(tmp_path)[path].story
    assert story is not None
    assert story.lang == expected


@pytest.mark.parametrize(
    ("config", "matter", "expected"),
    [
        ("", "categories: [World News, b]", "/world%20news/b/2020/05/04/a-post.html"),
        ("permalink: pretty", "", "/2020/05/04/a-post/"),
        ("permalink: ordinal", "", "/2020/125/a-post.html"),
        ("permalink: none", "", "/a-post.html"),
        ("permalink: /:year/:i_month/:i_day/:title", "", "/2020/5/4/a-post"),
        ("permalink: /:short_year/:categories/:slug:output_ext", "", "/20/a-post.html"),
        ("permalink: pretty", "slug: Other Name", "/2020/05/04/Other-Name/"),
        ("permalink: pretty", "permalink: /fixed/place/", "/fixed/place/"),
        ("url: https://a.example\nbaseurl: /n", "", "https://a.example/n/2020/05/04/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00:00 +0000", "/2020/05/05/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00:00", "/2020/05/05/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00", "/2020/05/04/a-post.html"),
        ("permalink: /:slug/", "slug: foo.bar_baz", "/foo-bar-baz/"),
        ("permalink: /:title/", "slug: foo.bar_baz", "/foo.bar_baz/"),
        ("", "category: b c\ncategories: [a]", "/a/b%20c/2020/05/04/a-post.html"),
        ("defaults:\n- scope: {path: ''}\n  values: {permalink: '/:title'}", "", "/a-post"),
    ],
)
def test_the_public_address_is_that_of_the_site(
    folder: Path, config: str, matter: str, expected: str
) -> None:
    (folder / "_config.yml").write_text(config)
    assert story_of(folder, f"---\ntitle: T\n{matter}\n---\n").public_url == expected


def test_a_configuration_that_cannot_be_read_is_ignored_whole(folder: Path) -> None:
    (folder / "_config.yml").write_text("url: https://a.example\npermalink: pretty\nx:\t- [\n")
    site = read_site(folder)
    assert (site.url, site.permalink) == ("", "date")
    assert site.problems[0].line == 3


# Discovery


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
