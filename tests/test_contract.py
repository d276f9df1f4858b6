"""The shapes others rely on: JSON keys of results and of build summaries, stable ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from conftest import Archive, Searcher, post

from indexer.engine.request import FACETS, Kind
from indexer.serialize import to_json_bytes

RESULT = {
    "total",
    "total_all",
    "words",
    "hits",
    "with_fewer_words",
    "facets",
    "histogram",
    "reading",
    "aliases",
    "did_you_mean",
    "notices",
    "incomplete",
    "generation",
    "took_ms",
}
HIT = {
    "kind", "id", "path", "title", "date", "date_source", "authors", "categories", "tags", "lang",
    "score", "url", "public_url", "snippets", "photo_count", "copies",
}  # fmt: skip
PHOTO = {
    "caption", "credit", "photographer", "agency", "via", "status", "taken", "place", "image",
    "story_id", "story_title",
}  # fmt: skip

FILES = {
    "_posts/2021-02-09-vaccine.html": post(
        "Vaccine <em>arrives</em>",
        '<img src="images/a.jpg"><p class="caption">A nurse in Bergen, Norway, on Feb. 1, 2021. '
        "(Photo by Ada Holm/Northlight)</p><p>The vaccine came.</p>",
        categories="world",
    ),
    "_posts/undated.md": post("Undated", "No date here."),
}


def answer(search: Searcher, **parameters: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(to_json_bytes(search(**parameters)))
    return value


def test_a_story_result_has_the_agreed_shape(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    result = answer(search_files(FILES), q="vaccine")
    assert result.keys() == RESULT
    (hit,) = result["hits"]
    assert hit.keys() >= HIT
    assert hit["kind"] == "story"
    assert hit["id"] == "posts-2021-02-09-vaccine"
    assert hit["path"] == "_posts/2021-02-09-vaccine.html"
    assert hit["title"] == "Vaccine arrives"
    assert (hit["date"], hit["date_source"]) == ("2021-02-09", "file_name")
    assert hit["url"] == "/story/posts-2021-02-09-vaccine"
    assert hit["public_url"] == "/world/2021/02/09/vaccine.html"
    assert hit["photo_count"] == 1
    assert hit["copies"] == []
    assert hit["snippets"] == [
        {"source": "body", "runs": [["The ", False], ["vaccine", True], [" came.", False]]}
    ]
    assert result["facets"].keys() == set(FACETS[Kind.STORIES]) - {"day"}
    assert result["facets"]["category"] == {
        "values": [
            {"value": "world", "label": "world", "count": 1, "selected": False, "excluded": False}
        ],
        "missing": 0,
        "more": 0,
    }


def test_a_photo_result_has_the_agreed_shape(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    result = answer(search_files(FILES), q="nurse", in_="photos")
    (hit,) = result["hits"]
    assert hit.keys() >= HIT | PHOTO
    assert hit["kind"] == "photo"
    assert hit["id"] == "posts-2021-02-09-vaccine--a-1"
    assert hit["url"] == "/photo/posts-2021-02-09-vaccine--a-1"
    assert "".join(text for text, _ in hit["caption"]) == (
        "A nurse in Bergen, Norway, on Feb. 1, 2021. (Photo by Ada Holm/Northlight)"
    )
    assert hit["credit"] == "Photo by Ada Holm/Northlight"
    assert (hit["photographer"], hit["agency"], hit["via"]) == (["Ada Holm"], "Northlight", None)
    assert hit["taken"] == {
        "earliest": "2021-02-01", "latest": "2021-02-01", "precision": "day", "source": "caption",
    }  # fmt: skip
    assert hit["place"] == "Bergen, Norway"
    assert hit["image"] == {
        "src": "/img/posts-2021-02-09-vaccine--a-1", "thumb": None, "width": None, "height": None,
        "state": "missing",
    }  # fmt: skip
    assert (hit["story_id"], hit["story_title"]) == ("posts-2021-02-09-vaccine", "Vaccine arrives")


def test_an_undated_story_says_null(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    (hit,) = answer(search_files(FILES), q="title:undated")["hits"]
    assert (hit["date"], hit["date_source"], hit["public_url"]) == (None, None, None)


def test_a_build_summary_has_the_agreed_keys(archive: Archive) -> None:
    summary = json.loads(to_json_bytes(archive.write(FILES).build().summary))
    assert summary.keys() >= {
        "files", "stories", "photos", "excluded", "problems", "added", "changed", "deleted",
        "unchanged", "seconds",
    }  # fmt: skip
    assert (summary["files"], summary["stories"], summary["photos"]) == (2, 2, 1)
