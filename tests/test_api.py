"""The JSON API, asked as a program of another site asks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from conftest import Archive, post
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.cli import main
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import SearchRequest
from indexer.settings import Settings
from indexer.worker import WAITED
from webapp import create_app

ROOT = "/api/v1"
JSON = dict[str, Any]


def get(client: FlaskClient, address: str, status: int = 200, **headers: str) -> JSON:
    response = client.get(address, headers={n.replace("_", "-"): v for n, v in headers.items()})
    assert response.status_code == status, response.text
    answer: JSON = response.get_json(force=True)
    return answer


def problem(response: TestResponse) -> tuple[int, str]:
    assert response.mimetype == "application/problem+json"
    body = json.loads(response.data)
    assert body["status"] == response.status_code
    assert body["title"]
    assert body["detail"]
    return response.status_code, body["type"].partition("#")[2]


@pytest.fixture
def pier(archive: Archive) -> Iterator[FlaskClient]:
    """Seven stories and as many photos, about piers."""
    archive.write(
        {
            f"_posts/2020-01-0{n}-p.md": post(f"Pier {n}", '<img src="/a.jpg" alt="A pier">')
            for n in range(1, 8)
        }
    ).build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


# Searching


def test_the_answer_is_that_of_the_command_line(demo_client: FlaskClient, demo_index: str) -> None:
    given = get(demo_client, f"{ROOT}/search?q=harbour&in=photos&size=3")
    done = CliRunner().invoke(
        main,
        [
            "search",
            "harbour",
            "--in",
            "photos",
            "--size",
            "3",
            "--json",
            "--index",
            str(demo_index),
        ],
    )
    told = json.loads(done.output)
    assert set(given) - set(told) == {"links", "changed"}
    for name in set(told) - {"took_ms", "hits"}:
        assert given[name] == told[name], name
    for here, there in zip(given["hits"], told["hits"], strict=True):
        assert here["url"] == f"http://localhost{there['url']}"
        assert here["image"]["thumb"] == f"http://localhost{there['image']['thumb']}"
        assert {**here, "url": 0, "image": 0} == {**there, "url": 0, "image": 0}


def test_pages_are_linked_in_both_directions(pier: FlaskClient) -> None:
    first = get(pier, f"{ROOT}/search?q=pier&size=3")
    assert first["links"]["prev"] is None
    second = get(pier, first["links"]["next"])
    third = get(pier, second["links"]["next"])
    assert third["links"]["next"] is None
    ids = [hit["id"] for page in (first, second, third) for hit in page["hits"]]
    assert len(set(ids)) == len(ids) == 7
    assert get(pier, third["links"]["prev"])["hits"] == second["hits"]
    assert get(pier, second["links"]["self"])["hits"] == second["hits"]
    assert pier.get(second["links"]["page"]).status_code == 200


def test_a_page_beyond_the_end_says_so_and_leads_back(pier: FlaskClient) -> None:
    beyond = get(pier, f"{ROOT}/search?q=pier&size=3&page=9")
    assert beyond["hits"] == []
    assert beyond["total"] == 7
    assert "There is no page 9; the last one is page 3." in beyond["notices"]
    assert beyond["links"]["next"] is None
    last = get(pier, beyond["links"]["prev"])
    assert beyond["links"]["prev"] == beyond["links"]["last"] == last["links"]["self"]
    assert len(last["hits"]) == 1
    assert last["notices"] == []
    nothing = get(pier, f"{ROOT}/search?q=zeppelin&page=2")
    assert "There is no page 2; the last one is page 1." in nothing["notices"]
    assert get(pier, f"{ROOT}/search?q=zeppelin")["links"]["last"] == nothing["links"]["prev"]
    assert get(pier, f"{ROOT}/search?cursor=*")["links"]["last"] is None
    values = get(pier, f"{ROOT}/facets/year?size=1&page=99")
    assert values["values"] == []
    assert get(pier, values["links"]["prev"])["values"]


def test_links_stand_in_the_header_too(pier: FlaskClient) -> None:
    header = pier.get(f"{ROOT}/search?size=3&page=2").headers["Link"]
    assert 'page=3>; rel="next"' in header
    assert 'size=3>; rel="prev"' in header
    assert '</api/v1/openapi.json>; rel="service-desc"' in header
    long = pier.get(f"{ROOT}/search?size=1&q={'pier+' * 400}").headers["Link"]
    assert len(long) < 1000


def test_the_last_page_is_the_last_that_may_be_asked(pier: FlaskClient) -> None:
    assert get(pier, f"{ROOT}/search?size=100&page=100")["links"]["next"] is None
    assert get(pier, f"{ROOT}/search?size=7")["links"]["next"] is None


def test_facets_are_counted_as_asked(demo_client: FlaskClient) -> None:
    assert set(get(demo_client, f"{ROOT}/search?facets=year,tag")["facets"]) == {"year", "tag"}
    assert get(demo_client, f"{ROOT}/search?facets=")["facets"] == {}
    assert len(get(demo_client, f"{ROOT}/search")["facets"]) > 8
    response = demo_client.get(f"{ROOT}/search?facets=year,colour")
    assert problem(response) == (400, "parameter")
    assert "category" in response.get_json(force=True)["allowed"]


def test_the_address_of_the_site_goes_before_every_link(pier: FlaskClient) -> None:
    response = pier.get(
        f"{ROOT}/search?in=photos&size=1",
        base_url="https://news.example/archive/",
        headers={"Host": "news.example"},
    )
    answer = response.get_json()
    for address in (*filter(None, answer["links"].values()), answer["hits"][0]["url"]):
        assert address.startswith("https://news.example/archive/"), address


# Harvesting


def harvest(client: FlaskClient, address: str) -> list[JSON]:
    answers = []
    following: str | None = address
    while following:
        answers.append(get(client, following))
        following = answers[-1]["links"]["next"]
    return answers


@pytest.mark.parametrize("kind", ["stories", "photos"])
def test_a_cursor_goes_through_everything(pier: FlaskClient, kind: str) -> None:
    answers = harvest(pier, f"{ROOT}/search?q=pier&in={kind}&size=2&cursor=*")
    ids = [hit["id"] for answer in answers for hit in answer["hits"]]
    dates = [hit["date"] for answer in answers for hit in answer["hits"]]
    assert len(ids) == len(set(ids)) == 7
    assert dates == sorted(dates)
    assert not any(answer["changed"] for answer in answers)
    assert {answer["total"] for answer in answers} == {7}


def test_a_cursor_goes_on_in_a_new_generation_and_says_so(
    pier: FlaskClient, archive: Archive
) -> None:
    first = get(pier, f"{ROOT}/search?size=3&cursor=*")
    (archive.path / "_posts/2020-01-03-p.md").unlink()
    archive.write({"_posts/2020-01-01-new.md": post("Before")})
    archive.write({"_posts/2020-01-09-new.md": post("After")}).build(allow_removals=True)
    rest = harvest(pier, first["links"]["next"])
    assert [answer["changed"] for answer in rest] == [True, False]
    assert rest[0]["generation"] > first["generation"]
    titles = [hit["title"] for answer in rest for hit in answer["hits"]]
    assert titles == ["Pier 4", "Pier 5", "Pier 6", "Pier 7", "After"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("cursor=nonsense", "cursor"),
        ("cursor=%00%ff", "cursor"),
        ("cursor=лодка", "cursor"),
        ("cursor=gaFh", "cursor"),
        ("cursor=*&page=2", "page"),
        ("cursor=*&sort=newest", "sort"),
    ],
)
def test_what_is_no_cursor_is_refused(pier: FlaskClient, query: str, parameter: str) -> None:
    response = pier.get(f"{ROOT}/search?{query}")
    assert problem(response) == (400, "parameter")
    assert response.get_json(force=True)["parameter"] == parameter


def test_a_cursor_is_good_for_its_own_search_only(pier: FlaskClient) -> None:
    following = str(get(pier, f"{ROOT}/search?q=pier&size=2&cursor=*")["links"]["next"])
    assert get(pier, following.replace("size=2", "size=5"))["hits"]
    for other in (following.replace("q=pier", "q=boat"), following + "&in=photos"):
        assert problem(pier.get(other)) == (400, "parameter")


# Stories, photos, facets, suggestions, figures


def test_a_story_is_answered_whole(demo_client: FlaskClient) -> None:
    hit = get(demo_client, f"{ROOT}/search?q=lantern+night&size=1")["hits"][0]
    story = get(demo_client, f"{ROOT}/stories/{hit['id']}")
    for name in set(story) & set(hit):
        assert story[name] == hit[name], name
    engine: Engine = demo_client.application.extensions["backfile"].engine
    kept = engine.story(hit["id"])
    assert kept is not None
    assert [paragraph["text"] for paragraph in story["paragraphs"]] == list(kept.paragraphs)
    assert {paragraph["kind"] for paragraph in story["paragraphs"]} >= {"text"}
    assert [photo["id"] for photo in story["photos"]] == [photo.id for photo in kept.photos]
    assert "extra" not in story
    assert demo_client.get(story["links"]["page"]).status_code == 200


def test_a_photo_is_answered_with_all_that_is_known(demo_client: FlaskClient) -> None:
    hit = get(demo_client, f"{ROOT}/search?in=photos&q=sandbags")["hits"][0]
    photo = get(demo_client, f"{ROOT}/photos/{hit['id']}")
    assert photo["caption"] == "".join(text for text, _ in hit["caption"])
    for name in ("photographer", "agency", "taken", "image", "url", "credit", "story_id", "date"):
        assert photo[name] == hit[name], name
    assert photo["place"] == {"name": hit["place"], "source": "caption"}
    inside = get(demo_client, f"{ROOT}/stories/{photo['story_id']}")["photos"]
    assert {**photo, "generation": 0, "links": 0} in [
        {**one, "generation": 0, "links": 0} for one in inside
    ]


@pytest.mark.parametrize("path", ["stories/p", "photos/p--a-1"])
def test_what_was_taken_out_is_gone(pier: FlaskClient, archive: Archive, path: str) -> None:
    path = path.replace("/p", "/posts-2020-01-03-p")
    assert pier.get(f"{ROOT}/{path}").status_code == 200
    (archive.path / "_posts/2020-01-03-p.md").unlink()
    archive.build(allow_removals=True)
    assert problem(pier.get(f"{ROOT}/{path}")) == (410, "gone")
    other = path.replace("01-03", "01-30")
    assert problem(pier.get(f"{ROOT}/{other}")) == (404, "not-found")


def test_facets_are_paged_and_searched(demo_client: FlaskClient) -> None:
    first = get(demo_client, f"{ROOT}/facets/tag?q=harbour&size=5&order=label")
    values = [value["value"] for answer in harvest(demo_client, first["links"]["self"])
              for value in answer["values"]]  # fmt: skip
    assert len(values) == len(set(values)) == first["total"] > 10
    assert values.index("art") < values.index("boats") < values.index("harbour")
    night = get(demo_client, f"{ROOT}/facets/tag?contains=NIGHT")["values"]
    assert [value["value"] for value in night] == ["Lantern Night", "night sky"]
    assert demo_client.get(first["links"]["page"]).status_code == 200
    assert problem(demo_client.get(f"{ROOT}/facets/colour")) == (404, "not-found")
    assert problem(demo_client.get(f"{ROOT}/facets/status")) == (404, "not-found")


def test_suggestions_lead_somewhere(demo_client: FlaskClient) -> None:
    answer = get(demo_client, f"{ROOT}/suggest?q=lan")
    assert answer["q"] == "lan"
    assert answer["suggestions"]
    for suggestion in answer["suggestions"]:
        assert "".join(text for text, _ in suggestion["runs"]) == suggestion["text"]
        assert demo_client.get(suggestion["url"]).status_code == 200
    assert len(get(demo_client, f"{ROOT}/suggest?q=l&size=2")["suggestions"]) == 2
    assert get(demo_client, f"{ROOT}/suggest")["suggestions"] == []


def test_figures_tell_nothing_of_the_machine(demo_client: FlaskClient, demo_index: str) -> None:
    response = demo_client.get(f"{ROOT}/stats")
    assert response.get_json()["stories"] == 42
    assert "tag" in response.get_json()["facets"]["stories"]
    assert str(demo_index) not in response.text


# Problems


@pytest.mark.parametrize(
    ("method", "address", "headers", "expected"),
    [
        ("GET", "/search?size=0", {}, (400, "parameter")),
        ("GET", "/search?from=2020-13-01", {}, (400, "parameter")),
        ("GET", "/search?from=2021&to=2020", {}, (400, "parameter")),
        ("GET", "/search?size=100&page=101", {}, (400, "parameter")),
        ("GET", "/nothing", {}, (404, "not-found")),
        ("GET", "/search/", {}, (404, "not-found")),
        ("POST", "/search", {}, (405, "method-not-allowed")),
        ("DELETE", "/stories/a", {}, (405, "method-not-allowed")),
        ("GET", "/search", {"Accept": "text/html"}, (406, "not-acceptable")),
        ("GET", "/search", {"Accept": "application/json;q=0"}, (406, "not-acceptable")),
    ],
)
def test_what_is_wrong_has_a_type_that_is_explained(
    demo_client: FlaskClient,
    method: str,
    address: str,
    headers: dict[str, str],
    expected: tuple[int, str],
) -> None:
    response = demo_client.open(ROOT + address, method=method, headers=headers)
    assert problem(response) == expected
    document = urlsplit(response.get_json(force=True)["type"])
    assert f'id="{document.fragment}"' in demo_client.get(document.path).text


@pytest.mark.parametrize(
    "accept", ["application/json", "*/*", "application/*;q=0.1", "", "a/b, */*"]
)
def test_whoever_takes_json_gets_it(demo_client: FlaskClient, accept: str) -> None:
    assert get(demo_client, f"{ROOT}/search", Accept=accept)["total"]


@pytest.mark.parametrize("host", [".", "a..b", "a" * 70])
def test_a_host_that_is_no_name_is_refused(demo_client: FlaskClient, host: str) -> None:
    assert problem(demo_client.get(f"{ROOT}/search", headers={"Host": host}))[0] == 400
    page = demo_client.get("/", headers={"Host": host})
    assert (page.status_code, page.mimetype) == (400, "text/html")


def test_late_requests_of_programs_are_refused(demo_client: FlaskClient) -> None:
    late = {WAITED: 2.0}
    response = demo_client.get(f"{ROOT}/search", environ_overrides=late)
    assert problem(response) == (429, "too-many-requests")
    assert int(response.headers["Retry-After"]) > 0
    assert demo_client.get("/search", environ_overrides=late).status_code == 200
    assert demo_client.get(f"{ROOT}/search", environ_overrides={WAITED: 0.4}).status_code == 200


def test_a_fault_is_told_without_its_trace(
    pier: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: Engine = pier.application.extensions["backfile"].engine

    def broken(_: SearchRequest) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(engine, "search", broken)
    pier.application.config["PROPAGATE_EXCEPTIONS"] = False
    response = pier.get(f"{ROOT}/search")
    assert problem(response) == (500, "internal-error")
    assert "secret" not in response.text
