"""What names a story, typed instead of words: its address, its file, its id."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Archive, Searcher, post, searching

FERRY = "posts-2021-12-15-a-new-ferry"
PIER = "posts-2020-2020-05-04-the-pier"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive = Archive(tmp_path_factory.mktemp("pasted"))
    archive.write(
        {
            "_config.yml": "url: https://news.example\nbaseurl: /paper\n",
            "_posts/2021-12-15-A-new-ferry.markdown": post(
                "A new ferry", "It sails.\n\n![The ferry](/ferry.jpg)"
            ),
            "_posts/2020/2020-05-04-the-pier.md": post("The pier", "Old.", redirect_from="/p/pier"),
            "en/_posts/2019-01-01-fair.md": post("The fair", "In English."),
            "no/_posts/2019-01-01-fair.md": post("Messen", "På norsk."),
            "_posts/2018-01-01-words.md": post(
                "Words", "Tea and/or coffee, tcp/ip, 129/2000, and /etc/zypp/repos.d of the pier."
            ),
            "_posts/2018-01-02-sudo.md": post("Sudo", "The file /etc/pier.", permalink="/sudo/"),
        }
    ).build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "story"),
    [
        ("https://news.example/paper/2021/12/15/A-new-ferry.html", FERRY),
        ("news.example/paper/2021/12/15/A-new-ferry.html", FERRY),
        ("www.news.example/paper/2021/12/15/A-new-ferry", FERRY),
        ("News.Example:80/paper/2021/12/15/A-new-ferry?page=2#end", FERRY),
        ("/paper/2021/12/15/A-new-ferry.html", FERRY),
        (" /2021/12/15/A-new-ferry ", FERRY),
        ("/p/pier", PIER),
        ("_posts/2021-12-15-A-new-ferry.markdown", FERRY),
        ("2021-12-15-A-new-ferry.markdown", FERRY),
        ("2020/2020-05-04-the-pier.md", PIER),
        (FERRY, FERRY),
        (f"/story/{FERRY}", FERRY),
        (f"http://localhost:8000/story/{PIER}", PIER),
    ],
)
def test_a_story_is_found_by_what_names_it(search: Searcher, typed: str, story: str) -> None:
    result = search(q=typed)
    assert [hit.id for hit in result.hits] == [story]
    assert result.total == 1
    assert len(result.notices) == 1
    assert result.did_you_mean is None


@pytest.mark.parametrize("name", ["/2021/12/15/A-new-ferry", FERRY])
def test_among_photos_it_leads_to_the_photos_of_the_story(search: Searcher, name: str) -> None:
    result = search(q=name, in_="photos")
    assert [hit.id.partition("--")[0] for hit in result.hits] == [FERRY]
    assert len(result.notices) == 1


def test_a_photo_is_found_by_its_id(search: Searcher) -> None:
    (photo,) = search.ids(in_="photos")
    assert search.ids(q=photo, in_="photos") == [photo]


def test_a_name_that_several_files_have_leads_to_all_of_them(search: Searcher) -> None:
    assert sorted(search.titles(q="2019-01-01-fair.md")) == ["Messen", "The fair"]
    assert search.titles(q="no/_posts/2019-01-01-fair.md") == ["Messen"]


@pytest.mark.parametrize("typed", ["and/or", "tcp/ip", "129/2000", "/etc/zypp/repos.d"])
def test_words_with_slashes_are_words(search: Searcher, typed: str) -> None:
    result = search(q=typed)
    assert [hit.title for hit in result.hits] == ["Words"]
    assert result.notices == ()


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("/etc/pier", ["Sudo"]),
        ("/etc/sudo", []),
        ("other.example/paper/2021/12/15/A-new-ferry", []),
        ("2021-12-16-A-new-ferry.markdown", []),
        ("news.example/nowhere", []),
        ("http://[", []),
    ],
)
def test_what_names_no_story_is_words(search: Searcher, typed: str, titles: list[str]) -> None:
    result = search(q=typed)
    assert [hit.title for hit in result.hits] == titles
    assert result.notices == ()


@pytest.mark.parametrize("typed", ["https://… ferry", "https://... ferry", "http://- OR ferry"])
def test_a_scheme_without_an_address_is_a_word(search: Searcher, typed: str) -> None:
    result = search(q=typed, match="any")
    assert [hit.title for hit in result.hits] == search.titles(q="https ferry", match="any")
    assert "http" in result.reading


def test_what_no_text_can_hold_names_nothing(search: Searcher) -> None:
    assert search.titles(q="-\ud800/x") == []
