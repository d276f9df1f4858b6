"""Names that mean the same: an authority list at query time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Archive, Searcher, post

from indexer.engine.factory import open_engine
from indexer.errors import SettingError
from indexer.query.aliases import Aliases, read_aliases
from indexer.query.nodes import All, OtherName, Words
from indexer.query.parser import parse_query

Make = Callable[[str], Searcher]

POSTS = {
    "_posts/2001-05-01-steppe.md": post("Wind on the steppe", "Snow in Akmola."),
    "_posts/2015-05-01-akmola.md": post("Akmola county fair", "A fair in Akmola."),
    "_posts/2019-05-01-bridge.md": post("A bridge", "Opened in Nur-Sultan."),
    "_posts/2023-05-01-tower.md": post("A tower", "Astana builds."),
    "_posts/2023-06-01-vaccine.md": post("Vaccines", "The World Health Organization says so."),
    "_posts/2023-07-01-who.md": post("Guidance", "New guidance by the WHO."),
}
LIST = """
# Capitals
Astana = Nur-Sultan = Akmola [..2010]

World Health Organization = WHO
"""


@pytest.fixture
def search(archive: Archive, tmp_path: Path) -> Searcher:
    archive.write(POSTS).build()
    (tmp_path / "names.txt").write_text(LIST)
    return Searcher(open_engine(archive.index, tmp_path / "names.txt"))


def test_a_name_finds_its_other_names(search: Searcher) -> None:
    assert set(search.titles(q="astana")) == {"A tower", "A bridge", "Wind on the steppe"}
    assert set(search.titles(q="nur sultan")) == {"A tower", "A bridge", "Wind on the steppe"}


def test_a_dated_name_counts_in_its_days_only(search: Searcher) -> None:
    assert "Akmola county fair" not in search.titles(q="astana")
    assert "Akmola county fair" in search.titles(q="akmola")


def test_a_name_of_several_words(search: Searcher) -> None:
    assert set(search.titles(q="who guidance")) == {"Guidance"}
    assert set(search.titles(q="World Health Organization")) == {"Vaccines", "Guidance"}
    assert set(search.titles(q="(world health organization) OR tower")) == {
        "Vaccines",
        "Guidance",
        "A tower",
    }


def test_other_names_are_marked_and_read_out(search: Searcher) -> None:
    result = search(q="nur-sultan", sort="oldest")
    assert "nur-sultan (also Astana, Akmola until 31 December 2010)" in result.reading
    assert result.aliases == ("nur-sultan",)
    marked = [
        run.text for hit in result.hits for s in hit.snippets for run in s.runs if run.matched
    ]
    assert marked == ["Akmola", "Nur-Sultan", "Astana"]


def test_other_names_can_be_left_out(search: Searcher) -> None:
    assert search.titles(q="astana", aliases="off") == ["A tower"]
    assert search.titles(q='"astana"') == ["A tower"]
    assert search(q="astana", aliases="off").aliases == ()


def test_an_excluded_name_excludes_its_other_names(search: Searcher) -> None:
    assert search.titles(q="fair bridge tower -astana", match="any") == ["Akmola county fair"]


def test_a_name_with_a_sign_or_a_field_stays_two_words(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text(LIST)
    aliases = read_aliases(tmp_path / "names.txt")
    parsed = parse_query("+world health organization", aliases=aliases)
    assert parsed.node == All((Words("health"), Words("organization"), Words("world")))
    assert parse_query("title:who", aliases=aliases).node != parse_query("title:who").node


def test_the_list_may_change_while_it_is_in_use(search: Searcher, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("steppe = tower")
    assert set(search.titles(q="steppe")) == {"Wind on the steppe", "A tower"}
    names.write_text("nonsense")
    os.utime(names, (1, 1))
    assert set(search.titles(q="steppe")) == {"Wind on the steppe", "A tower"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Astana", "two to 32 names"),
        ("Astana = ", "“” is no name"),
        ("Astana = !!!", "“!!!” is no name"),
        ("Astana = Akmola [once]", "“once” are no days"),
        ("Astana = Akmola [last month]", "“last month” are no days"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "names.txt").write_text(f"# list\nA = B\n{line}\n")
    with pytest.raises(SettingError, match=r"line 3") as error:
        read_aliases(tmp_path / "names.txt")
    assert said in str(error.value)


def test_a_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"cannot be read"):
        read_aliases(tmp_path / "names.txt")


def test_a_name_on_several_lines_has_all_their_names(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("\ufeffA = B\nB = C [1990..1995]\n", encoding="utf-8")
    aliases: Aliases = read_aliases(tmp_path / "names.txt")
    first, last = aliases.of("b")
    assert first == OtherName("A")
    assert (last.text, str(last.first), str(last.last)) == ("C", "1990-01-01", "1995-12-31")


def test_simplified_and_traditional_characters_find_each_other(
    search_files: Callable[[Mapping[str, str | bytes]], Searcher],
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("One", "他們說漢語。"),
            "_posts/2020-01-02-b.md": post("Two", "他们说汉语。"),
            "_posts/2020-01-03-c.md": post("Three", "日本語。"),
        }
    )
    for q in ("汉语", "漢語", '"说汉语"', '"說漢語"', "body:汉语"):
        assert set(search.titles(q=q)) == {"One", "Two"}, q
    marked = [
        run.text for hit in search(q="汉语").hits for run in hit.snippets[0].runs if run.matched
    ]
    assert sorted(marked) == sorted(["漢語", "汉语"])
