"""The language of a story, its address, and those it links to."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import read_all, read_one, story_of

from indexer.archive.site import read_site
from indexer.model import Source

ENGLISH = (
    "The harbour was opened again on Monday after long repairs, and the first ship to come in was "
    "a small trawler whose crew had waited outside since the evening before."
)
PORTUGUESE = (
    "O porto foi reaberto na segunda-feira depois de longas obras, e o primeiro navio a entrar foi "
    "um pequeno barco de pesca cuja tripulação esperava desde a noite anterior."
)


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
        ("_posts/2020-01-01-a.md", "x: y", ENGLISH, "de"),
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
        ("url: https://a.example\nbaseurl: n/", "", "https://a.example/n/2020/05/04/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00:00 +0000", "/2020/05/05/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00:00", "/2020/05/05/a-post.html"),
        ("timezone: Asia/Tokyo", "date: 2020-05-04 23:00", "/2020/05/04/a-post.html"),
        ("permalink: /:slug/", "slug: foo.bar_baz", "/foo-bar-baz/"),
        ("permalink: /:title/", "slug: foo.bar_baz", "/foo.bar_baz/"),
        ("", "category: b c\ncategories: [a]", "/a/b%20c/2020/05/04/a-post.html"),
        ("collections: {posts: {permalink: '/n/:title'}}", "", "/n/a-post"),
        ("defaults:\n- scope: {path: ''}\n  values: {permalink: '/:title'}", "", "/a-post"),
    ],
)
def test_the_public_address_is_that_of_the_site(
    folder: Path, config: str, matter: str, expected: str
) -> None:
    (folder / "_config.yml").write_text(config)
    assert story_of(folder, f"---\ntitle: T\n{matter}\n---\n").public_url == expected


POLYGLOT = (
    "permalink: /:title/\nplugins: [jekyll-seo-tag, jekyll-polyglot]\nlanguages: [en, de, pt-BR]\n"
)


@pytest.mark.parametrize(
    ("config", "matter", "expected"),
    [
        (POLYGLOT, "lang: de", "/de/a-post/"),
        (POLYGLOT, "lang: pt-br", "/pt-BR/a-post/"),
        (POLYGLOT, "lang: en", "/a-post/"),
        (POLYGLOT, "lang: fr", "/a-post/"),
        (POLYGLOT, "", "/a-post/"),
        (POLYGLOT, "lang: de\npermalink: /de/place/", "/de/place/"),
        (f"{POLYGLOT}default_lang: de", "lang: de", "/a-post/"),
        (f"{POLYGLOT}default_lang: de", "lang: en", "/en/a-post/"),
        (
            f"{POLYGLOT}url: https://a.example\nbaseurl: /n",
            "lang: de",
            "https://a.example/n/de/a-post/",
        ),
        (f"{POLYGLOT}defaults: [{{scope: {{}}, values: {{lang: de}}}}]", "", "/de/a-post/"),
        (POLYGLOT.replace("plugins", "gems"), "lang: de", "/de/a-post/"),
        (POLYGLOT.replace("jekyll-polyglot", "jekyll-feed"), "lang: de", "/a-post/"),
    ],
)
def test_the_public_address_of_a_translation(
    folder: Path, config: str, matter: str, expected: str
) -> None:
    (folder / "_config.yml").write_text(config)
    assert story_of(folder, f"---\ntitle: T\n{matter}\n---\n").public_url == expected


@pytest.mark.parametrize(
    ("config", "expected"),
    [("lang_from_path: true", "/de/a/"), ("lang_from_path: false", "/a/"), ("", "/a/")],
)
def test_the_folder_of_a_translation_may_tell_its_language(
    tmp_path: Path, config: str, expected: str
) -> None:
    (tmp_path / "_config.yml").write_text(f"{POLYGLOT}{config}\n")
    (tmp_path / "_posts/de").mkdir(parents=True)
    (tmp_path / "_posts/de/2020-05-04-a.md").write_text("---\ntitle: T\n---\nText")
    story = read_all(tmp_path)["_posts/de/2020-05-04-a.md"].story
    assert story is not None
    assert story.public_url == expected


def test_images_beside_the_pages_of_a_translation_are_those_of_the_site(folder: Path) -> None:
    (folder / "_config.yml").write_text(POLYGLOT)
    (folder / "a-post").mkdir()
    (folder / "a-post/1.jpg").write_bytes(b"x")
    (photo,) = story_of(folder, "---\ntitle: T\nlang: de\n---\n![](1.jpg)").photos
    assert photo.image.file == "a-post/1.jpg"


def test_a_configuration_that_cannot_be_read_is_ignored_whole(folder: Path) -> None:
    (folder / "_config.yml").write_text("url: https://a.example\npermalink: pretty\nx:\t- [\n")
    site = read_site(folder)
    assert (site.url, site.permalink) == ("", "date")
    assert site.problems[0].line == 3


@pytest.mark.parametrize(
    ("text", "expected", "source"),
    [
        (PORTUGUESE, "pt", Source.TEXT),
        (ENGLISH, "en", Source.TEXT),
        ("Ada Holm, Bo Rask, Cy Lund", "en", Source.NONE),
        ("これは日本語の文章です。", "ja", Source.TEXT),
    ],
)
def test_without_a_word_on_it_the_text_tells_its_language(
    folder: Path, text: str, expected: str, source: Source
) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{text}")
    assert (story.lang, story.sources["lang"]) == (expected, source)


def test_the_language_that_is_set_wins(folder: Path) -> None:
    (folder / "_posts/2020-01-01-a.md").write_text("---\nlang: fr\n---\nBonjour")
    (reading,) = read_all(folder, lang="oc").values()
    assert reading.story is not None
    assert (reading.story.lang, reading.story.sources["lang"]) == ("oc", Source.SETTING)


@pytest.mark.parametrize(
    ("config", "name", "matter", "expected"),
    [
        ("", "a-story.md", "", "/articles/a-story.html"),
        ("permalink: pretty", "a-story.md", "", "/articles/a-story/"),
        ("permalink: /:year/:title", "a-story.md", "", "/articles/a-story"),
        ("", "2020/05/a-story.md", "", "/articles/2020/05/a-story.html"),
        ("", "2020-05-04-a.md", "permalink: /:year/:title/", "/2020/a/"),
        ("", "2020-05-04-a.md", "permalink: /:year/:slug/", "/2020/a/"),
        ("", "2020-05-04-a.md", "permalink: /:year/:name/", "/2020/2020-05-04-a/"),
        ("", "2020/2020-05-04-a.md", "", "/articles/2020/2020-05-04-a.html"),
        ("", "a-story.md", "permalink: /:year/:title/", None),
    ],
)
def test_the_public_address_in_a_collection(
    tmp_path: Path, config: str, name: str, matter: str, expected: str | None
) -> None:
    (tmp_path / "_config.yml").write_text(
        f"{config}\ncollections: {{articles: {{output: true}}}}\n"
    )
    path = tmp_path / "_articles" / name
    path.parent.mkdir(parents=True)
    path.write_text(f"---\ntitle: T\n{matter}\n---\nText")
    (reading,) = read_all(tmp_path).values()
    assert reading.story is not None
    assert reading.story.public_url == expected


def test_former_addresses_are_kept(folder: Path) -> None:
    matter = "redirect_from:\n- /old/\n- https://elsewhere.example/x\n- /older/page.html"
    (folder / "_config.yml").write_text("url: https://news.example\nbaseurl: /n\n")
    own = "/2020/05/04/a-post"
    assert read_one(folder, f"---\n{matter}\n---\n").addresses == (own, "/old", "/older/page")
    assert read_one(folder, "---\nredirect_from: /n/old\n---\n").addresses == (own, "/old")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_config.yaml", "url: https://a.example\npermalink: pretty\n"),
        ("_config.toml", 'url = "https://a.example"\npermalink = "pretty"\n'),
    ],
)
def test_the_configuration_may_have_jekylls_other_names(
    folder: Path, name: str, content: str
) -> None:
    (folder / name).write_text(content)
    story = story_of(folder, "---\ntitle: T\n---\n")
    assert story.public_url == "https://a.example/2020/05/04/a-post/"
