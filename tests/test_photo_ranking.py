"""Which photos come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conftest import Searcher, post

from indexer.engine.results import PhotoHit, SearchResult

Make = Callable[[Mapping[str, str]], Searcher]


def figure(name: str, caption: str) -> str:
    return f'<figure><img src="/{name}.jpg"><figcaption>{caption}</figcaption></figure>\n\n'


def captions_of(result: SearchResult) -> list[str]:
    hits = [hit for hit in result.hits if isinstance(hit, PhotoHit)]
    return ["".join(run.text for run in hit.caption) for hit in hits]


def test_a_name_comes_before_another_one_of_the_same_stem(search_files: Make) -> None:
    robert = [f"Robert {name} at the piano." for name in ("Head", "Pike", "Lund")]
    roberts = "Miss Roberts at the old piano."
    captions = [*robert, roberts, *(f"The {place} at night." for place in ("pier", "club", "mill"))]
    body = "".join(figure(str(number), caption) for number, caption in enumerate(captions))
    search = search_files({"_posts/2020-05-04-people.md": post("People", body)})
    assert captions_of(search(q="Roberts", in_="photos")) == [roberts, *robert]
    assert captions_of(search(q="Robert", in_="photos")) == [*robert, roberts]


def test_of_photos_alike_the_one_that_has_a_word_as_typed_comes_first(search_files: Make) -> None:
    body = figure("a", "Two brides at the altar.") + figure("b", "A bride at the altar.")
    search = search_files({"_posts/2020-05-04-wedding.md": post("Wedding", body)})
    for typed in ("brides", "bride"):
        captions = captions_of(search(q=typed, in_="photos"))
        assert len(captions) == 2
        assert f"{typed} at the altar" in captions[0]


def test_where_few_photos_have_captions_those_whose_captions_tell_come_first(
    search_files: Make,
) -> None:
    bare = {
        f"_posts/2020-01-{day:02}-{subject}.md": post(subject.title(), "![](/a.png) ![](/b.png)")
        for day, subject in enumerate(
            ["keynote", "harbour", "budget", "ferry", "storm", "market", "school", "museum"], 1
        )
    }
    caption = "Ada Holm on the stage of the town hall during her keynote on the old lighthouses."
    told = post("Meeting", figure("c", caption))
    search = search_files({**bare, "_posts/2019-05-04-meeting.md": told})
    assert search.titles(q="keynote", in_="photos") == ["Meeting", "Keynote", "Keynote"]
