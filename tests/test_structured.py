"""What stories say to programs, and that the policy of the site has nothing against it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CHROMIUM_FLAGS, Archive, post, wait_until
from flask import Flask, render_template_string
from PIL import Image
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.settings import Settings
from webapp import create_app
from webapp.forms import empty_form

PAGE = """{% extends "base.html" %}
{% block title %}{{ story.title }}{% endblock %}
{% block head %}
{{ metadata.feed_link(search) }}{{ metadata.story(story) }}
{% endblock %}"""
EVIL = "</script><script>alert(1)</script><!--<script> & \\u003c' \""


def app_of(engine: Engine) -> Flask:
    """An app with pages that say of a story what there is to say to programs."""
    app = create_app(engine, Settings())

    @app.get("/said/<story_id>")
    def said(story_id: str) -> str:
        page = SimpleNamespace(form=empty_form(Kind.STORIES))
        search = SearchRequest(q="x", size=50)
        return render_template_string(PAGE, story=engine.story(story_id), search=search, page=page)

    return app


class Said:
    """What a page says to programs."""

    def __init__(self, html: str) -> None:
        self.soup = BeautifulSoup(html, "lxml")
        (block,) = self.soup.select("script[type='application/ld+json']")
        self.article: dict[str, Any] = json.loads(block.get_text())

    def meta(self, name: str) -> list[str]:
        return [
            str(meta["content"])
            for meta in self.soup.select("meta")
            if name in {meta.get("property"), meta.get("name")}
        ]


@pytest.fixture
def say(archive: Archive) -> Iterator[Callable[[dict[str, str]], Said]]:
    engines: list[Engine] = []

    def make(files: dict[str, str]) -> Said:
        Image.new("RGB", (80, 60)).save(archive.path / "pier.png")
        config = "title: The Packet\nurl: https://packet.example\n"
        archive.write({"_config.yml": config, **files}).build()
        engines.append(open_engine(archive.index))
        story = engines[-1].search(SearchRequest()).hits[0].id
        return Said(app_of(engines[-1]).test_client().get(f"/said/{story}?q=x").text)

    yield make
    for engine in engines:
        engine.close()


Say = Callable[[dict[str, str]], Said]


def test_search_engines_are_told_what_is_known(say: Say) -> None:
    said = say(
        {
            "_posts/2020-01-02-a.md": post(
                "The pier opens",
                '<figure><img src="/pier.png" alt="A pier"><figcaption>The pier at dawn. '
                "(Jane Doe/Reuters)</figcaption></figure>\n\nIt opened.",
                date="2020-01-02", author="Ida Bergmark", categories="harbour", tags="[pier, sea]",
                lang="en", description="It is open.", license="CC BY 4.0",
            )
        }
    )  # fmt: skip
    picture = said.article["image"][0]
    assert picture.pop("url").startswith("http://localhost/img/posts-2020-01-02-a--pier-1?v=")
    assert said.article == {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "The pier opens",
        "description": "It is open.", "datePublished": "2020-01-02",
        "author": [{"@type": "Person", "name": "Ida Bergmark"}],
        "image": [{
            "@type": "ImageObject", "width": 80, "height": 60, "creditText": "Jane Doe/Reuters",
            "caption": "The pier at dawn. (Jane Doe/Reuters)",
        }],
        "inLanguage": "en", "articleSection": ["harbour"], "keywords": ["pier", "sea"],
        "copyrightNotice": "CC BY 4.0",
        "isPartOf": {"@type": "Collection", "name": "The Packet", "url": "http://localhost/"},
        "url": "http://localhost/story/posts-2020-01-02-a",
        "sameAs": "https://packet.example/harbour/2020/01/02/a.html",
    }  # fmt: skip


def test_links_to_a_story_have_a_preview(say: Say) -> None:
    body = "![A pier](/pier.png)\n\n" + "The pier is long. " * 40
    said = say({"_posts/2020-01-02-a.md": post("The pier opens", body, tags="[pier, sea]")})
    assert said.meta("og:type") == ["article"]
    assert said.meta("og:title") == ["The pier opens"]
    assert said.meta("og:site_name") == ["The Packet"]
    assert said.meta("og:url") == ["http://localhost/story/posts-2020-01-02-a"]
    assert said.meta("article:tag") == ["pier", "sea"]
    assert said.meta("og:image")[0].startswith("http://localhost/img/")
    assert said.meta("og:image:alt") == ["A pier"]
    assert said.meta("twitter:card") == ["summary_large_image"]
    (text,) = said.meta("og:description")
    assert text.endswith("…")
    assert len(text) <= 301
    assert said.meta("description") == [text]


@pytest.mark.parametrize(
    ("path", "values", "day"),
    [
        ("_posts/2020-01-02-a.md", {}, "2020-01-02"),
        ("_posts/a.md", {}, None),
        ("_posts/a.md", {"date": "2016-06"}, "2016-06"),
    ],
)
def test_dates_are_those_that_jekyll_publishes_by(
    say: Say, path: str, values: dict[str, str], day: str | None
) -> None:
    said = say({path: post("A", **values)})
    assert said.article.get("datePublished") == day
    assert said.meta("article:published_time") == ([day] if day else [])


def test_a_licence_with_an_address_is_one(say: Say) -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    article = say({"_posts/2020-01-02-a.md": post("A", license=address)}).article
    assert article["license"] == address
    assert "copyrightNotice" not in article


def test_no_text_gets_out_of_its_block(say: Say) -> None:
    said = say(
        {"_posts/2020-01-02-a.md": post(json.dumps(EVIL), EVIL, description=json.dumps(EVIL))}
    )
    assert len(said.soup.select("script:not([src])")) == 1
    assert "alert(1)" in said.article["headline"] + said.article["description"]


def test_pages_lead_to_their_feed_and_to_the_description_of_the_search(say: Say) -> None:
    links = say({"_posts/2020-01-02-a.md": post("A")}).soup.select("link[type]")
    addresses = {str(link["type"]): str(link["href"]) for link in links}
    assert addresses["application/atom+xml"] == "/feed?q=x"
    assert addresses["application/opensearchdescription+xml"] == "/opensearch.xml"


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_has_nothing_against_data_in_a_page(demo_index: Path, chromium: str) -> None:
    engine = open_engine(demo_index)
    server = make_server("127.0.0.1", 0, app_of(engine), threaded=True)
    threading.Thread(target=server.serve_forever).start()
    address = (
        f"http://127.0.0.1:{server.server_port}/said/posts-2013-04-18-herring-return-to-fish-quay"
    )
    troubles: list[str] = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS])
            page = browser.new_page()
            page.on("console", lambda message: troubles.append(message.text))
            page.add_init_script(
                "addEventListener('securitypolicyviolation', e => console.log(e.violatedDirective))"
            )
            page.goto(address)
            block = page.locator("script[type='application/ld+json']")
            assert json.loads(block.text_content() or "")["@type"] == "NewsArticle"
            assert not troubles
            # The same listener hears what the policy does forbid.
            page.evaluate(
                "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))"
            )
            wait_until(page, lambda: "script-src-elem" in troubles)
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
        engine.close()
