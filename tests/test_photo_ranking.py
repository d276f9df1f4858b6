"""Which photos come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conftest import Searcher, post

Make = Callable[[Mapping[str, str]], Searcher]


def figure(name: str, caption: str) -> str:
    return f'<figure><img src="/{name}.jpg"><figcaption>{caption}</figcaption></figure>\n\n'


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
