"""The concordance as a page, as a file and on a terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from conftest import Archive, page, post, text
from flask.testing import FlaskClient

from indexer import cli
from indexer.engine.factory import open_engine
from indexer.engine.request import MentionOrder
from indexer.settings import Settings
from webapp import create_app

POSTS = {
    "_posts/2020-02-01-a.md": post("The pier", "One pier & <b>two</b>.\n\nSome pier again."),
    "_posts/2021-02-01-b.md": post(
        "Boats",
        "=pier of 1890\n\n"
        '<figure><img src="/p.jpg"><figcaption>A boat at the pier.</figcaption></figure>',
        lang="fr",
    ),
    "_posts/2022-02-01-c.md": post("No such words", "Nothing here.", tags="mole"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("concordance")).write(POSTS)
    archive.build()
    return archive


@pytest.fixture(scope="module")
def client(small: Archive) -> Iterator[FlaskClient]:
    engine = open_engine(small.index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


def lines(page: BeautifulSoup) -> list[str]:
    return [text(line) for line in page.select(".mention-text")]


def run(small: Archive, *arguments: str) -> Result:
    index = ["--index", str(small.index)]
    return CliRunner().invoke(cli.main, ["concordance", *arguments, *index], env={"COLUMNS": "72"})


def test_a_page_shows_mentions_in_their_context(client: FlaskClient) -> None:
    found = page(client, "/concordance?q=pier")
    assert lines(found) == [
        "The pier", "One pier & two.", "Some pier again.", "=pier of 1890", "A boat at the pier.",
    ]  # fmt: skip
    assert "5 mentions" in text(found)
    assert "stories with pier" in text(found)
    assert [text(mark) for mark in found.select("mark")] == ["pier"] * 5
    assert found.select(".mention-text")[-1]["lang"] == "fr"
    sources = [text(source) for source in found.select(".mention-source")]
    assert sources == ["in the title", "in a caption"]


def test_a_line_leads_to_its_place_in_the_story(client: FlaskClient) -> None:
    links = [a["href"] for a in page(client, "/concordance?q=pier").select(".mention-story a")]
    assert links[0] == "/story/posts-2020-02-01-a?q=pier"
    assert links[2] == "/story/posts-2020-02-01-a?q=pier#paragraph-2"
    assert links[4] == "/story/posts-2021-02-01-b?q=pier#photo-1"
    assert client.get(str(links[2])).status_code == 200
    (photo,) = page(client, "/concordance?q=pier&in=photos").select(".mention-story a")
    assert str(photo["href"]).startswith("/photo/posts-2021-02-01-b--p-1?q=pier")
    assert client.get(str(photo["href"])).status_code == 200


def test_the_order_can_be_changed_and_pages_keep_it(client: FlaskClient) -> None:
    first = page(client, "/concordance?q=pier&size=2&from=2020")
    links = {text(a): str(a["href"]) for a in first.select(".concordance-orders a")}
    assert list(links) == ["Oldest", "Newest", "Word before", "Word after"]
    after = page(client, links["Word after"])
    shown = lines(after)
    while following := after.select_one("a[rel=next]"):
        after = page(client, str(following["href"]))
        shown += lines(after)
    assert shown == [
        "The pier", "A boat at the pier.", "Some pier again.", "=pier of 1890", "One pier & two.",
    ]  # fmt: skip
    assert after.select_one("ol.mentions")["start"] == "5"  # type: ignore[index]
    assert text(after.select_one(".concordance-orders [aria-current]")) == "Word after"
    assert after.select_one("input[name=order]")["value"] == "after"  # type: ignore[index]


def test_the_results_of_the_same_search_are_a_link_away(client: FlaskClient) -> None:
    found = page(client, "/concordance?q=pier&in=photos&from=2021&size=10")
    (back,) = [a["href"] for a in found.select("a") if text(a) == "Back to the results"]
    assert back == "/photos?q=pier&from=2021-01-01"


@pytest.mark.parametrize("address", ["/concordance", "/concordance?q=-pier", "/concordance?q=+"])
def test_without_words_it_says_what_it_needs(client: FlaskClient, address: str) -> None:
    found = page(client, address)
    assert "needs words" in text(found)
    assert not found.select(".mention, .concordance-orders")


def test_nothing_to_show_is_explained(client: FlaskClient) -> None:
    assert "Nothing in the archive" in text(page(client, "/concordance?q=zeppelin"))
    assert "as in its tags" in text(page(client, "/concordance?q=mole"))
    beyond = page(client, "/concordance?q=pier&page=9")
    assert "There is no page 9" in text(beyond)
    (last,) = beyond.select(".nothing a")
    assert len(lines(page(client, str(last["href"])))) == 5


@pytest.mark.parametrize("parameter", ["order=sideways", "size=0", "page=x"])
def test_wrong_values_are_told(client: FlaskClient, parameter: str) -> None:
    name = parameter.partition("=")[0]
    for path in ("/concordance", "/concordance.csv"):
        assert name in text(page(client, f"{path}?q=pier&{parameter}", 400))


def test_the_file_has_every_mention_and_no_formulas(client: FlaskClient) -> None:
    response = client.get("/concordance.csv?q=pier&order=newest&size=1")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert list(rows[0]) == [
        "date", "title", "before", "match", "after", "source", "url", "path", "story_id",
    ]  # fmt: skip
    assert [row["date"][:4] for row in rows] == ["2021"] * 2 + ["2020"] * 3
    assert rows[0]["before"] == "'="
    assert rows[1]["source"] == "caption"
    assert rows[1]["path"] == "_posts/2021-02-01-b.md"
    assert list(csv.DictReader(io.StringIO(client.get("/concordance.csv").text[1:]))) == []


def test_lines_are_aligned_on_a_terminal(small: Archive) -> None:
    result = run(small, "pier", "--order", "before")
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert len(shown) == 5
    assert {line.lower().index("pier") for line in shown} == {42}
    assert max(map(len, shown)) <= 72


def test_other_programs_get_csv_or_json(small: Archive) -> None:
    rows = list(csv.DictReader(io.StringIO(run(small, "pier", "--csv").stdout)))
    mentions = json.loads(run(small, "pier", "--json").stdout)
    assert [row["story_id"] for row in rows] == [mention["story_id"] for mention in mentions]
    assert mentions[0]["source"] == "title"
    assert mentions[0]["after"] == ""


def test_a_terminal_is_told_what_is_missing(small: Archive) -> None:
    result = run(small, "--filter", "year=2020")
    assert result.exit_code == 2
    assert "needs words" in result.stderr


def test_every_order_has_a_name(client: FlaskClient) -> None:
    for order in MentionOrder:
        assert page(client, f"/concordance?q=pier&order={order}").select(".mention")
