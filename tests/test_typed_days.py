"""Days as readers type them into fields: read like a query's, kept and told where they are none."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from conftest import page, text
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from webapp.typed_days import read_days

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("14.2.2021", "14 February 2021", ("2021-02-14", "2021-02-14")),
        ("June 2016", "June 2016", ("2016-06-01", "2016-06-30")),
        ("last year", "last year", ("2025-01-01", "2025-12-31")),
        ("2019..2020", "", ("2019-01-01", None)),
        ("", "2010s", (None, "2019-12-31")),
        (" 2016 ", "2016-6", ("2016-01-01", "2016-06-30")),
    ],
)
def test_a_field_reads_what_a_query_does(
    first: str, last: str, expected: tuple[str | None, str | None]
) -> None:
    read = read_days([("from", first), ("to", last)], TODAY)
    assert (dict(read.pairs).get("from"), dict(read.pairs).get("to")) == expected
    assert not read.unread
    assert not read.notices


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2021-05", "2020", ("2020-01-01", "2021-05-31")),
        ("last year", "1.2.2016", ("2016-02-01", "2025-12-31")),
    ],
)
def test_reversed_days_are_swapped_whole(first: str, last: str, expected: tuple[str, str]) -> None:
    read = read_days([("from", first), ("to", last)], TODAY)
    assert (dict(read.pairs)["from"], dict(read.pairs)["to"]) == expected
    assert len(read.notices) == 1


def field(soup: BeautifulSoup, name: str) -> dict[str, str]:
    found = soup.select_one(f"form.dates input.field[name={name}]")
    assert found is not None
    return {key: str(value) for key, value in found.attrs.items()}


@pytest.mark.parametrize("address", ["/search?q=harbour", "/photos?q=harbour", "/desk?"])
@pytest.mark.parametrize("typed", ["2021-02-30", "soon", "14/02/2021", '"><b>'])
def test_a_day_that_cannot_be_read_stays_in_its_field(
    demo_client: FlaskClient, address: str, typed: str
) -> None:
    whole = page(demo_client, f"{address}&from=2015")
    soup = page(demo_client, f"{address}&from=2015&to={quote(typed)}")
    at = field(soup, "to")
    assert at["value"] == typed
    assert at["aria-invalid"] == "true"
    assert "is no date: write" in text(soup.select_one(f"#{at['aria-describedby']}"))
    assert "aria-invalid" not in field(soup, "from")
    assert field(soup, "from")["value"] == "2015-01-01"
    (notice,) = soup.select(".notice")
    assert f"“{typed}” is no date" in text(notice)
    assert (
        text(soup.select_one("#found-head")).split()[0]
        == (text(whole.select_one("#found-head")).split()[0])
    )
    # What is wrong is to be seen on phones too, where filters are folded.
    assert soup.select_one("details.filters-fold[open]")
    assert not whole.select_one("details.filters-fold[open]")


def test_a_day_of_the_year_and_a_moment_are_kept_likewise(demo_client: FlaskClient) -> None:
    soup = page(demo_client, "/search?on=4-31")
    assert field(soup, "on")["value"] == "4-31"
    assert text(soup.select_one("#on-unread")) == "“4-31” is no day of the year: write 06-24."
    assert not soup.select("a.chip")
    soup = page(demo_client, "/desk?since=soon")
    assert field(soup, "since")["value"] == "soon"
    assert soup.select_one("#since-unread")


@pytest.mark.parametrize(
    "address", ["/timeline", "/concordance", "/facet/tag", "/why", "/contact-sheet"]
)
def test_pages_without_the_fields_say_what_was_left_out(
    demo_client: FlaskClient, address: str
) -> None:
    soup = page(demo_client, f"{address}?q=harbour&from=soon")
    assert "“soon” is no date" in " ".join(text(notice) for notice in soup.select(".notice"))


def test_what_cannot_be_read_is_told_among_photos_too(demo_client: FlaskClient) -> None:
    response = demo_client.get("/search?q=seal&in=photos&to=soon")
    assert response.location == "/photos?q=seal&to=soon"


def test_reversed_days_are_told(demo_client: FlaskClient) -> None:
    soup = page(demo_client, "/search?from=2021&to=2015")
    assert (field(soup, "from")["value"], field(soup, "to")["value"]) == (
        "2015-01-01",
        "2021-12-31",
    )
    assert "later than “To”" in text(soup.select_one(".notice"))
    assert [text(chip) for chip in soup.select("a.chip b")] == [
        "1 January 2015",
        "31 December 2021",
    ]


@pytest.mark.parametrize("query", ["from=soon", "from=June+2016", "to=2015&from=2021", "on=4-31"])
def test_programs_and_files_are_told_by_an_error(demo_client: FlaskClient, query: str) -> None:
    for address in ("/api/v1/search", "/export?format=csv&q=harbour", "/feed", "/cite"):
        mark = "&" if "?" in address else "?"
        assert demo_client.get(f"{address}{mark}{query}").status_code == 400


@pytest.mark.parametrize("number", ["99999", "501", "500", "1000001", "9" * 18])
@pytest.mark.parametrize(
    "address", ["/search?q=harbour", "/photos", "/concordance?q=harbour", "/facet/tag", "/desk"]
)
def test_a_page_beyond_the_last_leads_to_the_last(
    demo_client: FlaskClient, address: str, number: str
) -> None:
    mark = "&" if "?" in address else "?"
    soup = page(demo_client, f"{address}{mark}page={number}")
    beyond = soup.select_one(".nothing")
    assert text(beyond) == f"There is no page {int(number):,}. Go to the last page"
    last = page(demo_client, str(beyond.select_one("a")["href"]))  # type: ignore[union-attr,index]
    assert not last.select_one(".nothing")


@pytest.mark.browser
@pytest.mark.slow
def test_a_long_date_is_typed_whole(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{site}/search?q=harbour")
        tab.get_by_label("From").press_sequentially("14 September 2016")
        tab.get_by_label("Day of any year").press_sequentially("24 June")
        tab.get_by_role("button", name="Apply").click()
        expect(tab.get_by_label("From")).to_have_value("2016-09-14")
        expect(tab.get_by_label("Day of any year")).to_have_value("24 June")
        expect(tab.locator("#on-unread")).to_be_visible()
