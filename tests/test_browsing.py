"""Ways into an archive beside search: timelines, facets, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, page, post, text
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app

FILES = {
    f"_posts/{day}-{name}.md": post(title, body, categories=category, tags=f"[{tags}]")
    for day, name, title, body, category, tags in (
        ("2019-01-05", "a", "The ferry sails", "A ferry and a pier.", "harbour", "ferry, pier"),
        ("2019-03-09", "b", "The ferry stops", "No ferry today.", "harbour", "ferry"),
        ("2019-03-10", "c", "Bread", "A loaf of rye.", "town", "bread"),
        ("2021-07-01", "d", "The ferry again", "A ferry sails once more.", "town", "ferry, älv"),
        ("2021-07-02", "e", "Rain", "It rains on the pier.", "weather", "rain"),
    )
} | {"undated.md": "nothing", "_drafts/x.md": post("Draft")}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("browsing")).write(FILES)
    archive.build()
    engine = open_engine(archive.index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


def found(client: FlaskClient, address: str) -> str:
    return text(page(client, address).select_one("h2.found-head")).split(" in ")[0]


def bars(soup: BeautifulSoup) -> dict[str, str]:
    """What each bar says of itself -> where it leads."""
    return {bar.get_text(): str(bar["href"]) for bar in soup.select("svg.bars a")}


def test_results_show_when_what_was_found_was_published(client: FlaskClient) -> None:
    shown = bars(page(client, "/search?q=ferry&histogram=year"))
    assert list(shown) == ["2019: 2 stories", "2021: 1 story"]
    assert found(client, shown["2019: 2 stories"]) == "2 stories"
    # One bar compares nothing.
    assert not bars(page(client, "/search?q=loaf"))


def test_bars_of_photos_lead_to_photos(demo_client: FlaskClient) -> None:
    soup = page(demo_client, "/timeline?q=harbour&in=photos&histogram=year")
    assert text(soup.select_one("main")).startswith("Timeline photos with harbour")
    shown = bars(soup)
    assert len(shown) > 1
    for label, address in shown.items():
        assert address.startswith("/photos?q=harbour&")
        assert found(demo_client, address) == label.partition(": ")[2]


def test_a_timeline_counts_by_what_is_asked_for(client: FlaskClient) -> None:
    soup = page(client, "/timeline?q=ferry&histogram=month")
    shown = bars(soup)
    assert list(shown) == ["January 2019: 1 story", "March 2019: 1 story", "July 2021: 1 story"]
    query = parse_qs(urlsplit(shown["March 2019: 1 story"]).query)
    assert (query["from"], query["to"]) == (["2019-03-01"], ["2019-03-31"])
    rows = [text(row) for row in soup.select("table.numbers tbody tr")]
    assert rows[:3] == ["January 2019 1 story", "February 2019 –", "March 2019 1 story"]
    assert rows[-1] == "July 2021 1 story"
    days = bars(page(client, "/timeline?q=ferry&histogram=day"))
    assert "9 March 2019: 1 story" in days


def test_a_timeline_never_leads_beyond_the_days_asked_for(client: FlaskClient) -> None:
    soup = page(client, "/timeline?q=ferry&histogram=year&from=2019-02-01&to=2021-07-01")
    (first, *_) = bars(soup).values()
    query = parse_qs(urlsplit(first).query)
    assert (query["from"], query["to"]) == (["2019-02-01"], ["2019-12-31"])


def test_shares_are_of_all_published_then(client: FlaskClient) -> None:
    shown = bars(page(client, "/timeline?q=ferry&histogram=year&measure=share"))
    assert list(shown) == ["2019: 2 of 3 (66.7\u00a0%)", "2021: 1 of 2 (50.0\u00a0%)"]


def test_two_searches_stand_on_one_timeline(client: FlaskClient) -> None:
    soup = page(client, "/timeline?q=ferry&with=pier&histogram=month")
    readings = [text(line) for line in soup.select("p.reading")]
    assert readings == ["stories with ferry 3", "stories with pier 2"]
    rows = [[text(cell) for cell in row.select("td")] for row in soup.select("tbody tr")]
    assert [row for row in rows if row != ["–", "–"]] == [
        ["1 story", "1 story"],
        ["1 story", "–"],
        ["1 story", "1 story"],
    ]
    first, second = soup.select("svg.bars")
    # Both on one scale: bars of one story are equally high.
    assert {rect["height"] for rect in first.select("rect.bar")} == {
        rect["height"] for rect in second.select("rect.bar")
    }


def test_the_scale_of_a_timeline_stands_at_its_longest_bar(client: FlaskClient) -> None:
    soup = page(client, "/timeline?q=ferry&with=pier&histogram=year")
    for svg, value, below in zip(
        soup.select("svg.bars"), ("2 stories", "1 story"), (False, True), strict=True
    ):
        (label,) = svg.select("text.chart-most")
        assert text(label) == value
        longest = max(svg.select("rect.bar"), key=lambda bar: float(str(bar["height"])))
        left = float(str(longest["x"]).rstrip("%"))
        right = left + float(str(longest["width"]).rstrip("%"))
        assert left - 5 <= float(str(label["x"]).rstrip("%")) <= right + 5
        end = float(str(longest["y"])) + (float(str(longest["height"])) if below else 0)
        beyond = float(str(label["y"])) - end
        assert 4 < (beyond if below else -beyond) < 20


def test_the_numbers_leave_out_no_period(client: FlaskClient) -> None:
    soup = page(client, "/timeline?q=ferry&with=pier&histogram=year")
    years = [int(text(head)) for head in soup.select("#numbers tbody th")]
    assert years == list(range(years[0], years[-1] + 1))
    assert "2020 – –" in [text(row) for row in soup.select("#numbers tbody tr")]


def test_a_timeline_of_nothing_says_so(client: FlaskClient) -> None:
    assert "Nothing that was found has a date" in text(page(client, "/timeline?q=zeppelin"))
    assert "one of count, share" in text(page(client, "/timeline?measure=x", 400))


def test_every_value_of_a_facet_has_a_page(client: FlaskClient) -> None:
    soup = page(client, "/facet/tag")
    assert [text(row) for row in soup.select("a.facet-value")][:2] == ["ferry 3", "älv 1"]
    a_to_z = page(client, "/facet/tag?order=label")
    names = [text(row).split()[0] for row in a_to_z.select("a.facet-value")]
    assert names == ["älv", "bread", "ferry", "pier", "rain"]
    assert found(client, str(soup.select("a.facet-value")[0]["href"])) == "3 stories"
    some = page(client, "/facet/tag?contains=AL")
    assert [text(row) for row in some.select("a.facet-value")] == ["älv 1"]
    of_search = page(client, "/facet/tag?q=pier")
    assert "Of stories with pier" in text(of_search)
    assert [text(row) for row in of_search.select("a.facet-value")] == [
        "ferry 1",
        "pier 1",
        "rain 1",
    ]
    assert "no such value" in text(page(client, "/facet/tag?contains=xyz"))
    years = page(client, "/facet/year")
    assert [text(row) for row in years.select("a.facet-value")] == ["2019 3", "2021 2"]


def test_a_facet_page_keeps_the_search_and_its_own_filter_lifted(client: FlaskClient) -> None:
    soup = page(client, "/facet/category?q=ferry&category=town")
    rows = [text(row) for row in soup.select("a.facet-value")]
    assert rows == ["harbour 2", "Remove town 1×"]
    reading = text(soup.select_one("p.reading"))
    assert reading == "Of stories with ferry. Back to the results"
    assert text(page(client, "/facet/category").select_one("p.reading")) == "Of all stories."
    hidden = {
        field["name"]: field["value"] for field in soup.select("form.contains input[type=hidden]")
    }
    assert hidden["q"] == "ferry"
    assert hidden["category"] == "town"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/facet/colour", 404), ("/facet/tag?page=x", 400),
     ("/facet/tag?order=up", 400), ("/facet/status", 404), ("/facet/status?in=photos", 200)],
)  # fmt: skip
def test_a_facet_page_that_is_not_there(client: FlaskClient, address: str, status: int) -> None:
    page(client, address, status)


def test_results_lead_to_every_value_of_a_long_facet(demo_index: Path) -> None:
    engine = open_engine(demo_index)
    client = create_app(engine, Settings()).test_client()
    soup = page(client, "/search?q=harbour")
    link = soup.select_one("a[href^='/facet/tag?']")
    assert link is not None
    assert "q=harbour" in str(link["href"])
    assert len(page(client, str(link["href"])).select("a.facet-value")) > 20
    engine.close()


def test_coverage_names_months_without_a_story(client: FlaskClient) -> None:
    soup = page(client, "/coverage")
    gaps = [text(gap) for gap in soup.select("#gaps-head + ul li")]
    assert gaps == ["February 2019", "April 2019 to June 2021"]
    months = {str(a["aria-label"]): str(a["href"]) for a in soup.select("table.calendar a")}
    assert months["March 2019: 2 stories"] == "/search?from=2019-03-01&to=2019-03-31"
    assert found(client, months["2019: 3 stories"]) == "3 stories"
    assert "1 file left out" in text(soup)


def test_the_home_page_leads_into_the_archive(client: FlaskClient) -> None:
    soup = page(client, "/")
    shelves = {text(h): h.find_next("ul") for h in soup.select(".shelves h3")}
    assert [text(li) for li in shelves["Year"].select("li")] == ["2021 2", "2019 3"]  # type: ignore[union-attr]
    tag = soup.select_one(".shelves a[href*='tag=ferry']")
    assert tag is not None
    assert found(client, str(tag["href"])) == "3 stories"


def test_a_word_that_nothing_has_is_named_and_taken_out_with_one_click(client: FlaskClient) -> None:
    soup = page(client, "/search?q=zeppelin+ferry&match=all")
    rows = [
        [text(cell) for cell in row.select("th, td")] for row in soup.select("div.nothing table tr")
    ]
    # Without ferry nothing would be found either: no link leads there.
    assert rows == [["zeppelin", "none", "Search without it 3"], ["ferry", "3", ""]]
    link = soup.select_one("div.nothing table a")
    assert link is not None
    assert found(client, str(link["href"])) == "3 stories"
    phrase = page(client, '/search?q="ferry+loaf"+pier')
    rows = [
        [text(cell) for cell in row.select("th, td")]
        for row in phrase.select("div.nothing table tr")
    ]
    assert [row[:2] for row in rows] == [["pier", "2"], ['"ferry loaf"', "none"]]


def test_a_filter_that_leaves_nothing_is_named(client: FlaskClient) -> None:
    soup = page(client, "/search?q=ferry&category=weather&year=2021")
    links = {text(li): li.select_one("a") for li in soup.select("div.nothing li")}
    assert "Without “Category: weather” 1" in links
    assert "Without “Year: 2021” 0" not in links
    assert "Search without filters 3" in links
    one = page(client, "/search?q=ferry&year=2020")
    assert "under these filters" in text(one.select_one("div.nothing"))
    assert "Search without filters 3" in {text(li) for li in one.select("div.nothing li")}


def test_near_copies_fold_under_the_first_and_counts_stay(archive: Archive) -> None:
    body = " ".join(f"word{number} and the old ferry sails on" for number in range(40))
    archive.write(
        {
            "_posts/2020-01-01-a.md": post("Ferry sails", body),
            "_posts/2020-01-03-b.md": post("Ferry sails, updated", body + " Again."),
            "_posts/2020-02-01-c.md": post("Another ferry", "The ferry is red."),
        }
    ).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    soup = page(client, "/search?q=ferry")
    assert found(client, "/search?q=ferry") == "3 stories"
    assert len(soup.select("ol.hits > li")) == 2
    (copies,) = soup.select("details.copies")
    assert text(copies.summary) == "1 more with nearly the same text"
    assert len(copies.select("article")) == 1
    engine.close()


def test_words_joined_by_and_are_named_too(client: FlaskClient) -> None:
    for typed in (
        "zeppelin+AND+ferry",
        "%22ferry+loaf%22+AND+ferry",
        "ferry+AND+(zeppelin+OR+airship)",
    ):
        soup = page(client, f"/search?q={typed}")
        rows = {text(r.th): text(r.td) for r in soup.select("div.nothing table tr")}
        assert rows["ferry"] == "3", typed
        assert set(rows.values()) <= {"3", "none"}


def test_a_page_of_values_beyond_the_end_leads_back(demo_client: FlaskClient) -> None:
    beyond = page(demo_client, "/facet/tag?page=9").select_one(".nothing")
    assert text(beyond) == "There is no page 9. Go to the last page"
    assert beyond
    last = str(beyond.a["href"])  # type: ignore[index]
    assert page(demo_client, last).select(".values li")
