"""A story followed forward and back, as data and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from conftest import Searcher, post
from flask.testing import FlaskClient

from indexer import following
from indexer.following import Following, Step, Why, follow
from indexer.settings import Settings
from webapp import create_app

Make = Callable[[Mapping[str, str | bytes]], Searcher]

BRIDGE = "The suspension bridge over the narrows needs girders and rivets."


def name(day: str) -> str:
    return f"posts-{day}-story"


def story(day: str, *linked: str, body: str = BRIDGE, **values: str) -> dict[str, str | bytes]:
    links = " ".join(f"[x]({{% post_url {other}-story %}})" for other in linked)
    return {f"_posts/{day}-story.md": post(f"Bridge {day}", f"{body} {links}", **values)}


def other_things(count: int = 30) -> dict[str, str | bytes]:
    """Stories of something else, or words would tell nothing."""
    return {
        f"_posts/2015-01-{n:02}-other.md": post(f"Other {n}", f"Sheep {n} and meadows.")
        for n in range(1, count + 1)
    }


def followed(search: Searcher, day: str) -> Following:
    found = follow(search.engine, name(day))
    assert found is not None
    return found


def days(steps: tuple[Step, ...]) -> list[str]:
    return [str(step.story.date.earliest) for step in steps]


def by_links(steps: tuple[Step, ...]) -> dict[str, tuple[Why, str]]:
    return {
        str(step.story.date.earliest): (step.why, str(step.other.date.earliest))
        for step in steps
        if step.other
    }


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("/blog/2020/01/story.html", True),
        ("/2020/1/Story/", True),
        ("/2020/02/story.html", False),
        ("/2020/01/stories.html", False),
        ("/2020/03/twice.html", False),  # which of the two?
    ],
)
def test_links_of_an_earlier_form_lead_to_the_only_story_of_that_month_and_name(
    search_files: Make, link: str, *, leads: bool
) -> None:
    search = search_files(
        story("2020-01-01")
        | {
            "a/_posts/2020-03-01-twice.md": post("Twice"),
            "b/_posts/2020-03-02-twice.md": post("Twice again"),
            "_posts/2020-05-01-later.md": post("Later", f"[x]({link})"),
        }
    )
    graph = search.engine.links()
    assert graph.targets("posts-2020-05-01-later") == ((name("2020-01-01"),) if leads else ())
    assert (graph.resolve_url(f"https://old.example{link}") is not None) == leads


def test_links_are_followed_on_in_time(search_files: Make) -> None:
    search = search_files(
        story("2020-01-01")
        | story("2020-02-01", "2020-01-01")
        | story("2020-03-01", "2020-02-01")
        | story("2020-04-01", "2020-03-01")
        | other_things()
    )
    middle = followed(search, "2020-02-01")
    assert by_links(middle.later) == {
        "2020-03-01": (Why.LINKS, "2020-02-01"),
        "2020-04-01": (Why.LINKS, "2020-03-01"),
    }
    assert by_links(middle.earlier) == {"2020-01-01": (Why.LINKED, "2020-02-01")}
    assert days(followed(search, "2020-01-01").later) == ["2020-02-01", "2020-03-01", "2020-04-01"]
    assert days(followed(search, "2020-04-01").earlier) == [
        "2020-01-01", "2020-02-01", "2020-03-01",
    ]  # fmt: skip


def test_a_link_added_later_leads_forward_all_the_same(search_files: Make) -> None:
    search = search_files(story("2020-01-01", "2021-01-01") | story("2021-01-01") | other_things())
    assert by_links(followed(search, "2020-01-01").later) == {
        "2021-01-01": (Why.LINKED, "2020-01-01")
    }
    assert by_links(followed(search, "2021-01-01").earlier) == {
        "2020-01-01": (Why.LINKS, "2021-01-01")
    }


def test_links_in_a_circle_end(search_files: Make) -> None:
    search = search_files(
        story("2020-01-01", "2020-02-01") | story("2020-02-01", "2020-01-01") | other_things()
    )
    assert days(followed(search, "2020-01-01").later) == ["2020-02-01"]
    assert days(followed(search, "2020-01-01").earlier) == []


def test_a_review_is_shown_but_not_followed(search_files: Make) -> None:
    sheep = {
        f"_posts/2020-01-0{n}-story.md": post(f"Sheep {n}", "Sheep and meadows.")
        for n in range(2, 6)
    }
    review = story("2020-01-08", "2020-01-01", *(f"2020-01-0{n}" for n in range(2, 6)))
    after = story("2020-01-09", "2020-01-08", body="Sheep and meadows.")
    search = search_files(story("2020-01-01") | sheep | review | after | other_things())
    assert set(by_links(followed(search, "2020-01-01").later)) == {"2020-01-08"}
    assert set(by_links(followed(search, "2020-01-08").later)) == {"2020-01-09"}


def test_related_stories_that_no_link_reaches_are_there_too(search_files: Make) -> None:
    search = search_files(
        story("2019-01-01") | story("2020-01-01") | story("2021-01-01") | other_things()
        | story("2022-01-01", lang="de")
    )  # fmt: skip
    found = followed(search, "2020-01-01")
    assert [(step.why, step.other) for step in (*found.earlier, *found.later)] == [
        (Why.RELATED, None), (Why.RELATED, None),
    ]  # fmt: skip
    assert (days(found.earlier), days(found.later)) == (["2019-01-01"], ["2021-01-01"])
    assert followed(search, "2020-01-01").incomplete is False


def test_there_is_a_bound_and_it_is_told(
    search_files: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MAX_LINKED", 3)
    chain = story("2020-01-01")
    for before, day in pairwise([f"2020-01-0{n}" for n in range(1, 6)]):
        chain |= story(day, before)
    found = followed(search_files(chain | other_things()), "2020-01-01")
    assert found.incomplete
    assert list(by_links(found.later)) == ["2020-01-02", "2020-01-03", "2020-01-04"]


def test_an_undated_story_is_followed_by_its_links(search_files: Make) -> None:
    undated = {"_posts/notes.md": post("Notes", f"{BRIDGE} [x]({{% post_url 2020-01-01-story %}})")}
    search = search_files(story("2020-01-01") | undated | other_things())
    (step,) = followed(search, "2020-01-01").later
    assert step.story.title == "Notes"
    found = follow(search.engine, "posts-notes")
    assert found is not None
    assert days(found.earlier) == ["2020-01-01"]


def get(client: FlaskClient, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "lxml")


def text(element: object) -> str:
    return " ".join(element.get_text().split())  # type: ignore[attr-defined]


def test_the_page_is_a_line_of_time_with_reasons(search_files: Make) -> None:
    search = search_files(
        story("2020-01-01") | story("2020-02-01", "2020-01-01") | story("2020-03-01", "2020-02-01")
        | story("2020-04-01") | other_things()
    )  # fmt: skip
    client = create_app(search.engine, Settings()).test_client()
    page = get(client, f"/story/{name('2020-01-01')}/forward")
    points = [text(point) for point in page.select("li.point")]
    assert points == [
        "1 January 2020 Bridge 2020-01-01 this story",
        "1 February 2020 Bridge 2020-02-01 links to this story",
        "1 March 2020 Bridge 2020-03-01 links to “Bridge 2020-02-01”",
        "1 April 2020 Bridge 2020-04-01 has much the same words",
    ]
    assert "0 earlier stories, 3 later stories" in text(page)
    (here,) = page.select("li[aria-current]")
    assert text(here).startswith("1 January")
    last = get(client, f"/story/{name('2020-03-01')}/forward")
    assert "linked from “Bridge 2020-02-01”" in text(last)
    alone = get(client, "/story/posts-2015-01-01-other/forward")
    assert alone.select("li.point")
    assert client.get("/story/nowhere/forward").status_code == 404
