"""Copies, translations and related stories, on miniature archives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Archive, Searcher, SilentReporter, post

from indexer.build import build
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind
from indexer.engine.results import PhotoHit
from indexer.settings import Settings
from webapp import create_app

Search = Callable[[Mapping[str, str | bytes]], Searcher]

STORY = (
    "The harbour council agreed on Tuesday to rebuild the old wooden pier before winter comes. "
    "Fishermen had asked for it since a storm tore away the outer planks and two boats were lost. "
    "Work begins in spring, said the mayor, and the ferry will call at the northern quay until it "
    "is done. Shopkeepers along the front hope that visitors find their way all the same. "
    "The council argued for two hours about the cost, which is to be shared with the county, and "
    "about the lamps, which some would like to see lit all night for anglers while neighbours ask "
    "for darkness. A vote on that was put off until the plans are drawn, and copies of them will "
    "lie in the library for everyone to read and to write remarks on."
)
EDITED = STORY.replace("Shopkeepers along the front hope", "Shopkeepers nearby hope")
OTHER = (
    "A bakery opened on the market square, and the queue reached round the corner by noon. The "
    "owner learnt her trade abroad and bakes bread with seaweed, which the children like best."
)
TEMPLATE = (
    "We are happy to announce a new release of the harbour software, version {0}. It contains "
    "repairs of several faults that were found since the last release, and everyone who runs the "
    "software is asked to install it soon. Thanks to all who reported faults and tried the "
    "previews. Download harbour-{0}.tar.gz from our server, or wait for the packages."
)


def ids(*names: str) -> tuple[str, ...]:
    return tuple(f"posts-{name}" for name in names)


def copies(search: Searcher, name: str) -> tuple[str, ...]:
    return search.engine.copies(Kind.STORIES, f"posts-{name}")


def test_a_story_published_again_is_a_copy(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-03-02-pier-again.md": post("Old pier to be rebuilt", EDITED),
            "_posts/2020-03-01-pier.md": post("Council agrees to rebuild the pier", STORY),
            "_posts/2020-03-09-pier-late.md": post("Council agrees to rebuild the pier", STORY),
            "_posts/2020-03-03-bakery.md": post("Bread with seaweed", OTHER),
        }
    )
    first, second, third = "2020-03-01-pier", "2020-03-02-pier-again", "2020-03-09-pier-late"
    assert copies(search, first) == ids(second, third)
    assert copies(search, second) == ids(first, third)
    assert copies(search, "2020-03-03-bakery") == ()
    assert copies(search, "no-such-story") == ()
    found = {hit.id: hit.copies for hit in search(q="pier").hits}
    assert found[f"posts-{third}"] == ids(first, second)


def test_copies_change_neither_totals_nor_facets(search_files: Search) -> None:
    search = search_files(
        {
            f"_posts/2020-03-0{day}-pier.md": post("The pier", STORY, categories="[town]")
            for day in (1, 2, 3)
        }
    )
    result = search(q="pier")
    assert (result.total, len(result.hits)) == (3, 3)
    assert result.facets["category"].values[0].count == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Harbour 2.5.1 released", "2.5.1"), ("Harbour 2.4.4 released", "2.4.4")),
        (("Harbour released", "2.5.1"), ("Harbour released", "2.1.5")),
        (("Harbour 3.0 rc1 released", "3.0"), ("Harbour 3.0 released", "3.0")),
    ],
)
def test_announcements_from_a_template_are_no_copies(
    search_files: Search, first: tuple[str, str], second: tuple[str, str]
) -> None:
    search = search_files(
        {
            "_posts/2020-03-01-a.md": post(first[0], TEMPLATE.format(first[1])),
            "_posts/2020-03-02-b.md": post(second[0], TEMPLATE.format(second[1])),
        }
    )
    assert copies(search, "2020-03-01-a") == ()


def test_a_corrected_number_in_a_long_story_leaves_it_a_copy(search_files: Search) -> None:
    words = " ".join(f"{word}{letter}" for word in STORY.split() for letter in "abcdefghi")
    search = search_files(
        {
            "_posts/2020-03-01-a.md": post("Storm", f"{words} It cost 12 boats."),
            "_posts/2020-03-02-b.md": post("Storm", f"{words} It cost 13 boats."),
        }
    )
    assert copies(search, "2020-03-01-a") == ids("2020-03-02-b")


def test_the_same_text_long_after_is_no_copy(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-03-01-a.md": post("The pier", STORY),
            "_posts/2020-03-31-b.md": post("The pier", STORY),
            "_posts/2020-04-20-c.md": post("The pier", STORY),
        }
    )
    # The third is near the second but not near the first, which leads their group.
    assert copies(search, "2020-03-01-a") == ids("2020-03-31-b")
    assert copies(search, "2020-04-20-c") == ()


def test_an_undated_story_is_a_copy_only_with_the_same_text(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-03-01-a.md": post("The pier", STORY),
            "_posts/same.md": post("The pier", STORY),
            "_posts/edited.md": post("The pier", EDITED),
        }
    )
    assert copies(search, "2020-03-01-a") == ids("same")
    assert copies(search, "edited") == ()


def test_copies_of_one_day_are_listed_by_name(search_files: Search) -> None:
    texts = {"c": STORY, "a": EDITED, "b": STORY, "d": STORY}
    search = search_files(
        {f"_posts/2020-03-01-{name}.md": post("The pier", text) for name, text in texts.items()}
    )
    assert copies(search, "2020-03-01-b") == ids("2020-03-01-a", "2020-03-01-c", "2020-03-01-d")
    assert copies(search, "2020-03-01-a") == ids("2020-03-01-b", "2020-03-01-c", "2020-03-01-d")


def test_small_steps_do_not_chain(search_files: Search) -> None:
    words = STORY.split()
    steps = []
    for step in range(4):
        changed = [f"changed{w}" if at < 10 * step else w for at, w in enumerate(words)]
        steps.append(" ".join(changed))
    search = search_files(
        {f"_posts/2020-03-0{n + 1}-s.md": post("The pier", text) for n, text in enumerate(steps)}
    )
    groups = [copies(search, f"2020-03-0{n + 1}-s") for n in range(4)]
    assert groups[0] == ids("2020-03-02-s")
    assert groups[3] == ids("2020-03-03-s")


def test_notes_without_much_text_are_no_copies(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-03-01-a.md": post("Photo of the day", "By Ada Holm"),
            "_posts/2020-03-02-b.md": post("Photo of the day", "By Ada Holm"),
        }
    )
    assert copies(search, "2020-03-01-a") == ()


def test_translations_are_found_by_name_and_date(search_files: Search) -> None:
    search = search_files(
        {
            "en/_posts/2020-03-01-pier.md": post("The pier", STORY, lang="en"),
            "de/_posts/2020-03-02-pier.md": post("Die Brücke", STORY, lang="de"),
            "fr/_posts/2020-09-02-pier.md": post("La jetée", OTHER, lang="fr"),
            "_posts/2020-03-01-bread.de.md": post("Brot", OTHER, lang="de"),
            "_posts/2020-03-01-bread.md": post("Bread", OTHER, lang="en"),
        }
    )
    engine = search.engine
    assert engine.translations("en-posts-2020-03-01-pier") == ("de-posts-2020-03-02-pier",)
    assert engine.translations("de-posts-2020-03-02-pier") == ("en-posts-2020-03-01-pier",)
    assert engine.translations("fr-posts-2020-09-02-pier") == ()
    assert engine.translations("posts-2020-03-01-bread") == ("posts-2020-03-01-bread-de",)
    assert engine.copies(Kind.STORIES, "en-posts-2020-03-01-pier") == ()
    assert engine.translations("no-such-story") == ()


def test_translations_are_found_by_a_stated_key(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-03-01-pier.md": post("The pier", STORY, lang="en", ref="pier"),
            "_posts/2021-05-01-bruecke.md": post("Die Brücke", OTHER, lang="de", ref="pier"),
            "_posts/2021-05-02-extra.md": post("Mehr", OTHER, lang="de", ref="more"),
        }
    )
    assert search.engine.translations("posts-2020-03-01-pier") == ids("2021-05-01-bruecke")
    assert search.engine.translations("posts-2021-05-02-extra") == ()


BACKGROUND = "The town has vaccinated its elders since January, and half of them have had a dose."
NURSE = "A nurse shows the vaccine to a patient at the old hospital in Bergen, Norway"


def captions(*texts: str) -> str:
    figures = (
        f'<img src="images/{number}.jpg"><p class="caption">{text}</p>'
        for number, text in enumerate(texts)
    )
    return "\n".join((f"<p>{BACKGROUND}</p>", *figures))


def photo_groups(search: Searcher) -> list[list[int]]:
    """Numbers of the photos of each group, by their files."""
    groups = set()
    for hit in search(in_="photos", size="100").hits:
        assert search.engine.copies(Kind.PHOTOS, hit.id) == hit.copies
        names = {hit.id, *hit.copies}
        groups.add(tuple(sorted(int(name.rsplit("--")[1].split("-")[0]) for name in names)))
    return [list(group) for group in sorted(groups)]


def test_captions_group_photos(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-02-01-vaccine.html": post(
                "Vaccine",
                captions(
                    f"{NURSE}, on Feb. 1, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"{NURSE}, Feb. 1, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"{NURSE}, on Feb. 2, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"Minister Bo Lund receives the vaccine at the old hospital in Bergen, "
                    f"Norway, on Feb. 1, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"Minister Ida Vik receives the vaccine at the old hospital in Bergen, "
                    f"Norway, on Feb. 1, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"{NURSE}, on Feb. 1, 2021. {BACKGROUND} (Photo by Ada Holm/Northlight)",
                    f"{NURSE.replace('shows', 'gives')}, on Feb. 1, 2021. {BACKGROUND} "
                    "(Photo by Ada Holm/Northlight)",
                ),
            ),
            "_posts/2020-02-02-again.html": post(
                "Again",
                '<img src="images/7.jpg"><p class="caption">'
                f"{NURSE}, on Feb. 1, 2021. {BACKGROUND} (Photo by Bo Rask/Northlight)</p>",
            ),
        }
    )
    assert photo_groups(search) == [[0, 1, 5], [2], [3], [4], [6], [7]]


def test_a_short_caption_may_stand_under_any_picture(search_files: Search) -> None:
    figure = '<img src="images/{}.jpg"><p class="caption">The old harbour</p>'
    search = search_files(
        {
            "_posts/2020-02-01-a.html": post("One", figure.format("1")),
            "_posts/2020-02-02-b.html": post("Two", figure.format("2")),
            "_posts/2020-02-03-c.html": post("Three", figure.format("1")),
        }
    )
    assert search.engine.copies(Kind.PHOTOS, "posts-2020-02-01-a--1-1") == (
        "posts-2020-02-03-c--1-1",
    )


def grouping(engine: Engine) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Copies and translations of every story, copies of every photo."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for file in engine.build_record().files:
        story = engine.story(file.story_id) if file.outcome == "story" else None
        if story is not None:
            found[story.id] = (
                engine.copies(Kind.STORIES, story.id),
                engine.translations(story.id),
            )
            for photo in story.photos:
                found[photo.id] = (engine.copies(Kind.PHOTOS, photo.id),)
    return found


def test_groups_do_not_depend_on_how_an_index_grew(archive: Archive) -> None:
    """A leader comes in late, another goes, a caption changes."""
    text = captions(f"{NURSE}, on Feb. 1, 2021.", "An empty square on a morning in March.")
    archive.write({"_posts/2020-03-05-b.md": post("The pier", STORY)}).build()
    steps: list[dict[str, str | None]] = [
        {"_posts/2020-03-09-c.md": post("The pier", EDITED)},
        {"_posts/2020-02-10-a.md": post("The pier", STORY), "_posts/2020-03-01-v.html": text},
        {"de/_posts/2020-03-05-b.md": post("Die Brücke", OTHER, lang="de")},
        {"_posts/2020-03-02-w.html": text.replace(", on Feb", ", Feb")},
        {"_posts/2020-02-10-a.md": None},
        {"_posts/2020-03-01-v.html": text.replace("2021", "2022")},
    ]
    for step in steps:
        for name, content in step.items():
            if content is None:
                (archive.path / name).unlink()
            else:
                archive.write({name: content})
        archive.build(allow_removals=True)
        engine = open_engine(archive.index)
        grown = grouping(engine)
        engine.close()
        archive.build(rebuild=True)
        engine = open_engine(archive.index)
        assert grouping(engine) == grown
        engine.close()
    assert grown["posts-2020-03-05-b"] == (
        ids("2020-03-09-c"),
        ("de-posts-2020-03-05-b",),
    )


def test_damage_to_the_groups_is_found(archive: Archive) -> None:
    archive.write(
        {f"_posts/2020-03-0{day}-pier.md": post("The pier", STORY) for day in (1, 2)}
    ).build()
    (file,) = archive.index.glob("generations/*/copies.groups")
    content = bytearray(file.read_bytes())
    content[64] ^= 1
    file.write_bytes(content)
    engine = open_engine(archive.index)
    assert any("copies.groups" in line for line in engine.verify())
    engine.close()


RELATED: Mapping[str, str | bytes] = {
    "_posts/2020-03-01-pier.md": post("Council agrees to rebuild the pier", STORY),
    "_posts/2020-03-02-pier-again.md": post("Old pier to be rebuilt", EDITED),
    "_posts/2021-06-01-opened.md": post(
        "New pier opened",
        "Fishermen and the mayor walked the wooden pier that replaces the one the storm took. "
        "The ferry calls at the outer quay again.",
    ),
    "_posts/2020-03-03-bakery.md": post("Bread with seaweed", OTHER),
    "_posts/2020-03-04-bread.md": post(
        "Bread prices rise", "The bakery on the market square asks more for bread, as all do."
    ),
    "_posts/2022-01-01-lights.md": post(
        "Lights for the square", "Lamps were lit. [The bakery](/2020/03/03/bakery.html) paid."
    ),
    "de/_posts/2020-03-01-pier.md": post("Der Pier", STORY, lang="de"),
}


def test_related_stories_share_words_or_links(search_files: Search) -> None:
    search = search_files(RELATED)
    of_pier = [hit.id for hit in search.engine.related("posts-2020-03-01-pier")]
    assert of_pier[0] == "posts-2021-06-01-opened"
    assert not {"posts-2020-03-01-pier", "posts-2020-03-02-pier-again"} & {*of_pier}
    assert "de-posts-2020-03-01-pier" not in of_pier
    of_bakery = [hit.id for hit in search.engine.related("posts-2020-03-03-bakery", size=2)]
    assert {*of_bakery} == {*ids("2020-03-04-bread", "2022-01-01-lights")}
    assert search.engine.related("no-such-story") == ()


def test_stories_of_the_same_version_are_more_related_than_those_of_others(
    search_files: Search,
) -> None:
    titles = ["1.9.3 rc1", "1.9.2 rc1", "2.0.0 rc1", "2.1.0 rc1", "1.9.3 final", "11.9.3 rc1"]
    search = search_files(
        {
            f"_posts/2011-0{n}-01-r.md": post(f"Harbourmaster {title}", "The release is out.")
            for n, title in enumerate(titles, 1)
        }
        | {f"_posts/2012-01-{n:02}-o.md": post(f"Other {n}", OTHER) for n in range(1, 28)}
    )
    first, *_ = search.engine.related("posts-2011-01-01-r")
    assert first.title == "Harbourmaster 1.9.3 final"


def test_the_page_of_a_story_lists_each_other_story_once(archive: Archive) -> None:
    archive.write(RELATED).build()
    engine = open_engine(archive.index)
    page = (
        create_app(engine).test_client().get("/story/posts-2020-03-01-pier").get_data(as_text=True)
    )
    for heading in ("Also published as", "In other languages", "Related stories"):
        assert heading in page
    for other in ("posts-2020-03-02-pier-again", "de-posts-2020-03-01-pier"):
        assert page.count(f'href="/story/{other}"') == 1
    engine.close()


def test_similar_photos_share_words(search_files: Search) -> None:
    search = search_files(
        {
            "_posts/2020-02-01-a.html": post(
                "Photos",
                captions(
                    "A fisherman mends a net on the quay in spring.",
                    "A fisherman sells herring on the quay before noon.",
                    "Children skate on the frozen pond behind the school.",
                ),
            )
        }
    )
    (hit,) = search.engine.similar_photos("posts-2020-02-01-a--0-1")
    assert hit.id == "posts-2020-02-01-a--1-1"
    assert search.engine.similar_photos("no-such-photo") == ()


def test_similar_photos_show_each_picture_once(search_files: Search) -> None:
    figure = '<figure><img src="/{0}.jpg"><figcaption>{1}</figcaption></figure>'
    mends, sells = "A fisherman mends a net.", "A fisherman sells herring."
    long = "A fisherman in a yellow coat sorts nets on the quay below the old lighthouse in spring"
    pictures = {
        "a": [("net", mends)],
        "b": [("net", "The net, seen again."), ("market", sells)],
        "c": [("market", sells)],
        "d": [("coat", f"{long}.")],
        "e": [("coat-2", f"{long} again.")],
        "f": [(f"pond-{number}", "Children skate on a pond.") for number in range(60)],
    }
    files = {
        f"_posts/2020-02-0{day}-{name}.html": post(name, "".join(figure.format(*p) for p in shown))
        for day, (name, shown) in enumerate(pictures.items(), 1)
    }
    search = search_files(files)
    (mended,) = search.ids(q="mends", in_="photos")
    similar = search.engine.similar_photos(mended)
    found = [hit.file.split(".")[0].split("-")[0] for hit in similar if isinstance(hit, PhotoHit)]
    assert sorted(found) == ["coat", "market"]


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "judged"),
    [
        # Every group was read: all are the same text once more, as a reminder or by mistake.
        ("opensuse-news", (4, 9, 0)),
        ("ruby-lang", (0, 0, 927)),
        ("rails", (1, 0, 0)),
        ("software-carpentry", (1, 1, 0)),
        ("xinhua-sample", (0, 2, 0)),
    ],
)
def test_copies_in_real_archives_are_those_that_were_judged(
    shared: Path, tmp_path: Path, name: str, judged: tuple[int, int, int]
) -> None:
    build(shared / "archives" / name, tmp_path, Settings(), SilentReporter())
    engine = open_engine(tmp_path)
    found = grouping(engine)
    stories = {i: groups for i, groups in found.items() if len(groups) > 1}
    photos = {i: groups for i, groups in found.items() if len(groups) == 1}
    groups_of = [
        {frozenset({i, *groups[0]}) for i, groups in kind.items() if groups[0]}
        for kind in (stories, photos)
    ]
    translated = sum(bool(groups[1]) for groups in stories.values())
    assert (*map(len, groups_of), translated) == judged
    engine.close()
