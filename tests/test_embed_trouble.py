"""The search box where the archive is slow, refuses, breaks or is gone."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from conftest import served, wait_until
from embedding import (
    Open,
    context,
    field,
    front,
    host,
    message,
    said,
    show,
    texts_of,
    type_in,
)
from hosts import Handler, Server, hold, refuse, relay, stall
from playwright.sync_api import Locator, Page, expect

__all__ = ["context", "front", "host", "show"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOWN = "The archive cannot be reached."
SOON = 500
"""Milliseconds in which it is asked after the last letter."""


def stop_clock(page: Page) -> None:
    """From now on timers of the page run only when they are told to."""
    page.clock.install()
    page.clock.pause_at(time.time() + 60)


def retry(page: Page) -> Locator:
    return page.get_by_role("button", name="Try again")


def in_trouble(page: Page, text: str | re.Pattern[str]) -> None:
    """What is wrong is seen and read out, and no hits are shown."""
    expect(message(page)).to_have_text(text)
    expect(said(page)).to_have_text(text)
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_nothing_found_and_what_was_meant(show: Open) -> None:
    page = show()
    field(page).fill("lanten nihgt")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Did you mean “lantern night”?")
    expect(said(page)).to_contain_text("Did you mean “lantern night”?")
    expect(option.locator("mark").first).to_have_text(re.compile("lantern|night"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("lantern night")
    expect(page.get_by_role("group", name="Stories")).to_be_visible()
    expect(field(page)).to_be_focused()
    field(page).fill("xyzzq")
    in_trouble(page, "Nothing found for “xyzzq”.")
    expect(retry(page)).to_be_hidden()


def test_an_incomplete_answer_says_so(show: Open, front: Server, site: str) -> None:
    passing = relay(site)

    def cut(handler: Handler) -> None:
        send = handler.send
        handler.send = lambda body, *rest: send(  # type: ignore[method-assign]
            body.replace(b'"incomplete":false', b'"incomplete":true'),
            *rest,
        )
        passing(handler)

    front.answer = cut
    page = show(src=front.address)
    type_in(page, "harbour")
    expect(message(page)).to_have_text("Cut short: there may be more.")
    expect(said(page)).to_contain_text("Cut short: there may be more.")


def test_slow_is_said_and_then_answered(show: Open, front: Server, site: str) -> None:
    release = threading.Event()
    front.answer = hold(site, release, lambda _: True)
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    in_trouble(page, "Searching …")
    expect(retry(page)).to_be_hidden()
    release.set()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(message(page)).to_be_hidden()


def test_stalled_is_given_up(show: Open, front: Server, site: str) -> None:
    release = threading.Event()
    front.answer = stall(release)
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    expect(message(page)).to_have_text(DOWN, timeout=12_000)
    in_trouble(page, DOWN)
    release.set()
    front.answer = relay(site)
    retry(page).click()
    expect(page.get_by_role("option").first).to_be_visible()


def test_too_many_requests_are_not_made_more(show: Open, front: Server, site: str) -> None:
    front.answer = refuse(429, "{}", Retry_After="3")
    page = show(src=front.address)
    stop_clock(page)
    field(page).press_sequentially("harb")
    page.clock.run_for(SOON)
    in_trouble(page, "Too many searches. Next try in 3 s.")
    expect(retry(page)).to_be_disabled()
    asked = len(front.searches())
    field(page).press_sequentially("ou")
    page.clock.run_for(1500)
    field(page).press_sequentially("r")
    in_trouble(page, "Too many searches. Next try in 2 s.")
    front.answer = relay(site)
    page.clock.run_for(1000)
    assert len(front.searches()) == asked
    page.clock.run_for(1000)
    expect(page.get_by_role("option").first).to_be_visible()
    wait_until(page, lambda: len(front.searches()) == asked + 2)
    assert "q=harbour&" in front.searches()[-1]


def test_a_date_to_come_back_at_is_understood(show: Open, front: Server) -> None:
    front.answer = refuse(429, "{}", Retry_After=time.strftime(
        "%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3000)
    ))  # fmt: skip
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    in_trouble(page, re.compile(r"Next try in (2,99\d|3,000) s\."))


def test_a_fault_of_the_server_is_tried_again_later_and_later(
    show: Open, front: Server, site: str
) -> None:
    front.answer = refuse(500, "<h1>Oops</h1>", Content_Type="text/html")
    page = show(src=front.address)
    stop_clock(page)
    field(page).press_sequentially("harbour")
    page.clock.run_for(SOON)
    in_trouble(page, DOWN)
    expect(retry(page)).to_be_enabled()
    first = len(front.searches())
    for tried, seconds in enumerate((1, 2, 4), start=1):
        page.clock.run_for(seconds * 1000 - 100)
        page.wait_for_timeout(100)
        assert len(front.searches()) == first + 2 * (tried - 1)
        with page.expect_response(lambda answer: "in=photos" in answer.url):
            page.clock.run_for(200)
        in_trouble(page, DOWN)
        assert len(front.searches()) == first + 2 * tried
    front.answer = relay(site)
    page.clock.resume()
    retry(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(field(page)).to_be_focused()


def test_try_again_is_reached_by_tab(show: Open, front: Server) -> None:
    front.answer = refuse(503)
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    in_trouble(page, DOWN)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Go")).to_be_focused()
    page.keyboard.press("Tab")
    expect(retry(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(message(page)).to_be_hidden()


@pytest.mark.parametrize(
    "body",
    ["<!doctype html><p>Welcome", "", "{}", "null", "[]", '{"total":1,"hits":[{}]}', '{"tot'],
)
def test_an_answer_that_is_none(show: Open, front: Server, body: str) -> None:
    front.answer = refuse(200, body, Content_Type="application/json")
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    in_trouble(page, DOWN)
    expect(retry(page)).to_be_visible()


def test_a_search_that_is_refused(show: Open) -> None:
    page = show(attributes='size="1000"')
    field(page).press_sequentially("harbour")
    in_trouble(page, "This search is not possible.")
    expect(retry(page)).to_be_hidden()
    page.locator("backfile-search").evaluate("one => one.setAttribute('size', 2)")
    type_in(page, "s")


def test_an_archive_that_lets_no_other_site_in(show: Open, front: Server) -> None:
    front.answer = lambda handler: handler.send("{}", 200, {"Content-Type": "application/json"})
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    in_trouble(page, DOWN)


def test_offline_and_back(show: Open) -> None:
    page = show()
    type_in(page, "harb")
    page.context.set_offline(offline=True)
    field(page).press_sequentially("o")
    in_trouble(page, "You are offline.")
    page.context.set_offline(offline=False)
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_server_goes_while_somebody_types(show: Open, demo_index: Path) -> None:
    with served(demo_index) as archive:
        page = show(src=archive)
        type_in(page, "harb")
    field(page).press_sequentially("our", delay=60)
    in_trouble(page, DOWN)
    expect(retry(page)).to_be_visible()


def test_leaving_gives_up_what_was_asked(show: Open, front: Server, site: str) -> None:
    release = threading.Event()
    front.answer = hold(site, release, lambda _: True)
    page = show(src=front.address)
    field(page).press_sequentially("harbour")
    wait_until(page, lambda: bool(front.searches()))
    page.locator("h1").click()
    release.set()
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(message(page)).to_be_hidden()


@pytest.mark.parametrize(("group", "parameter"), [("Photos", "in=photos"), ("Stories", "in=stor")])
def test_what_came_is_shown_though_the_rest_failed(
    show: Open, front: Server, site: str, group: str, parameter: str
) -> None:
    passing, failing = relay(site), refuse(500)
    front.answer = lambda one: (failing if parameter in one.path else passing)(one)
    page = show(src=front.address)
    told = (
        "document.addEventListener('backfile:results', (event) => { window.told = event.detail })"
    )
    page.evaluate(told)
    options = type_in(page, "seal")
    other = "Stories" if group == "Photos" else "Photos"
    expect(page.get_by_role("group", name=other).locator("[part=title]").first).to_be_visible()
    again = page.get_by_role("group", name=group).get_by_role("option")
    assert texts_of(again) == ["Try again"]
    expect(message(page)).to_have_text("Cut short: there may be more.")
    expect(said(page)).to_have_text(re.compile(rf"^{other}: \d+ – Cut short: there may be more\.$"))
    assert page.evaluate("told.incomplete")
    assert page.evaluate("told[group.toLowerCase()]".replace("group", f"'{group}'")) is None
    assert page.evaluate("told[group.toLowerCase()]".replace("group", f"'{other}'")) > 0
    asked = len(front.searches())
    page.wait_for_timeout(1300)
    assert len(front.searches()) == asked  # what is being read stays
    front.answer = passing
    at = texts_of(options).index("Try again")
    for _ in range(at + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=group).locator("[part=title]").first).to_be_visible()
    expect(message(page)).to_be_empty()
    expect(field(page)).to_be_focused()


def test_what_came_is_shown_though_the_rest_never_does(
    show: Open, front: Server, site: str
) -> None:
    release = threading.Event()
    front.answer = hold(site, release, lambda path: "in=photos" in path)
    page = show(src=front.address)
    field(page).press_sequentially("seal")
    expect(page.get_by_role("group", name="Stories")).to_be_visible(timeout=12_000)
    expect(message(page)).to_have_text("Cut short: there may be more.")
    release.set()
