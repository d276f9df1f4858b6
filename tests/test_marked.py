"""A whole story with what a search matched in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import pytest
from conftest import Searcher, post

from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import MarkedStory, Runs

Make = Callable[[Mapping[str, str | bytes]], Searcher]

FERRY = """The ferry crossed at noon. Two ferries came back.

Nobody waited on the pier.

<figure><img src="/a.jpg"><figcaption>The ferry at the pier. The old town behind it.
(Jane Doe/Reuters)</figcaption></figure>
"""


def words(runs: Runs) -> list[str]:
    return [run.text for run in runs if run.matched]


def whole(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def marked(search: Searcher, **request: object) -> MarkedStory:
    (story_id,) = search.ids()
    found = search.engine.marked(story_id, SearchRequest(**request))  # type: ignore[arg-type]
    assert found is not None
    return found


def only(search_files: Make, body: str = FERRY, **values: str) -> Searcher:
    return search_files({"_posts/2020-01-01-a.md": post("The ferry again", body, **values)})


def test_every_text_of_a_story_is_whole_and_marked(search_files: Make) -> None:
    search = only(search_files, description="A ferry, and its pier.")
    found = marked(search, q="ferry pier")
    story = found.story
    assert words(found.title) == ["ferry"]
    assert words(found.description) == ["ferry", "pier"]
    assert [words(runs) for runs in found.paragraphs] == [["ferry", "ferries"], ["pier"]]
    assert tuple(map(whole, found.paragraphs)) == story.paragraphs
    (photo,) = story.photos
    caption = found.captions[photo.id]
    assert whole(caption.text) == photo.caption.text
    assert words(caption.text) == ["ferry", "pier"]
    assert [words(runs) for runs in caption.sentences] == [["ferry", "pier"], []]
    assert tuple(map(whole, caption.sentences)) == tuple(s.text for s in photo.caption.sentences)


def test_words_of_a_field_are_marked_in_that_field(search_files: Make) -> None:
    search = only(search_files)
    found = marked(search, q="title:ferry body:pier")
    assert words(found.title) == ["ferry"]
    assert [words(runs) for runs in found.paragraphs] == [[], ["pier"]]
    (caption,) = found.captions.values()
    assert words(caption.text) == []
    (caption,) = marked(search, q="photographer:doe caption:town").captions.values()
    assert words(caption.text) == ["town", "Doe"]
    assert [words(runs) for runs in caption.credits] == [["Doe"]]


def test_phrases_are_marked_whole_and_excluded_words_never(search_files: Make) -> None:
    found = marked(only(search_files), q='"two ferries" -pier ferry')
    assert [words(runs) for runs in found.paragraphs] == [["ferry", "Two ferries"], []]


def test_a_phrase_may_reach_from_one_sentence_into_the_next(search_files: Make) -> None:
    (caption,) = marked(only(search_files), q='"pier the old"').captions.values()
    assert words(caption.text) == ["pier. The old"]
    assert [words(runs) for runs in caption.sentences] == [["pier."], ["The old"]]


def test_nothing_is_marked_without_words(search_files: Make) -> None:
    search = only(search_files, body="One.\n\nTwo.", categories="one")
    for q in ("", "category:one", "-three", "has:category"):
        found = marked(search, q=q)
        assert found.paragraphs == ((("One.", False),), (("Two.", False),))
        assert found.description == ()


def test_a_story_that_a_search_does_not_find_is_marked_too(search_files: Make) -> None:
    found = marked(only(search_files), q="ferry zeppelin", filters={"category": ("none",)})
    assert words(found.title) == ["ferry"]


def test_words_looked_for_among_photos_are_marked_too(search_files: Make) -> None:
    (caption,) = marked(only(search_files), q="towns", kind=Kind.PHOTOS).captions.values()
    assert words(caption.text) == ["town"]


def test_there_is_no_such_story(search_files: Make) -> None:
    assert only(search_files).engine.marked("nowhere", SearchRequest(q="ferry")) is None


@pytest.mark.slow
def test_every_match_of_a_very_long_story_is_marked_quickly(search_files: Make) -> None:
    lines = (f"Line {n}: the ferry – and no boat – was late." for n in range(15_000))
    body = "\n".join(line + "\n" * (n % 10 == 9) for n, line in enumerate(lines))
    search = only(search_files, body)
    for q in ("ferry", "the", '"the ferry"', "la*", "boat late was no"):
        started = time.process_time()
        found = marked(search, q=q)
        taken = time.process_time() - started
        assert sum(len(words(runs)) for runs in found.paragraphs) >= 15_000
        assert taken < 2, q
