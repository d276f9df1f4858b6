"""Words typed without spaces are found wherever a story has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from conftest import Searcher, post

from indexer.query import chinese
from indexer.query.segmentation import words_of
from indexer.settings import Settings
from webapp import create_app

SearchFiles = Callable[[Mapping[str, str | bytes]], Searcher]

COUNTS = {
    "疫苗": 40, "苗接": 6, "接种": 30, "新冠": 30, "冠疫": 10, "种工": 2, "工作": 90,
    "正则": 9, "则表": 9, "表达": 12, "达式": 9, "式拒": 1, "拒绝": 20, "绝服": 15, "服务": 30,
    "脆弱": 50, "弱性": 50, "性の": 9, "対応": 40, "の対": 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("新冠疫苗接种工作", ["新冠", "疫苗", "接种", "工作"]),
        ("正则表达式拒绝服务", ["正则表达式", "拒绝服务"]),
        ("新冠疫苗，接种工作", ["新冠", "疫苗", "接种", "工作"]),
        ("疫苗", ["疫苗"]),
        ("疫苗接", ["疫苗接"]),
        ("脆弱性の対応", ["脆弱性", "の", "対応"]),
        ("WHO新冠疫苗", ["WHO", "新冠", "疫苗"]),
        ("プログラミング", ["プログラミング"]),
        ("魑魅魍魎", ["魑魅魍魎"]),
        ("vaccine", ["vaccine"]),
        ("，。", ["，。"]),
    ],
)
def test_words_end_where_pairs_are_rare(piece: str, words: list[str]) -> None:
    assert words_of(piece, lambda pair: COUNTS.get(pair, 0)) == words


def test_pairs_are_counted_in_either_characters() -> None:
    assert words_of("疫苗接種工作", lambda pair: COUNTS.get(pair, 0)) == ["疫苗", "接種", "工作"]


@pytest.fixture
def clinic(search_files: SearchFiles) -> Searcher:
    files: dict[str, str | bytes] = {
        f"_posts/2021-01-{day:02}-news.md": post(f"第{day}号", text, lang="zh-CN")
        for day, text in enumerate(
            [*["疫苗到达本市。"] * 5, *["居民排队接种。"] * 5, *["明天开始。"] * 3], 1
        )
    }
    files["_posts/2021-02-01-apart.md"] = post("apart", "接种地点改了，疫苗照旧。", lang="zh-CN")
    files["_posts/2021-02-02-together.md"] = post("together", "疫苗接种开始。", lang="zh-CN")
    return search_files(files)


def test_several_words_in_a_row_need_not_stand_side_by_side(clinic: Searcher) -> None:
    assert clinic.titles(q="疫苗接种") == ["together", "apart"]


def test_a_site_has_loaded_what_its_first_search_needs(
    clinic: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese._converter.cache_clear()  # noqa: SLF001 - as in a new process
    site = create_app(clinic.engine, Settings()).test_client()
    monkeypatch.setattr("opencc.OpenCC", None)
    assert "together" in site.get("/search?q=疫苗接種").text


def test_in_quotation_marks_they_do(clinic: Searcher) -> None:
    assert clinic.titles(q='"疫苗接种"') == ["together"]


def test_after_a_plus_and_in_a_field_they_do(clinic: Searcher) -> None:
    assert clinic.titles(q="+疫苗接种") == ["together"]
    assert clinic.titles(q="body:疫苗接种") == ["together"]


def test_the_reading_names_the_words(clinic: Searcher) -> None:
    assert clinic(q="疫苗接种").reading == "stories with 疫苗 and 接种"


def test_function_words_are_ignored_beside_others(clinic: Searcher) -> None:
    assert clinic(q="疫苗 的").reading == "stories with 疫苗; “的” ignored"


def test_half_width_letters_are_those_of_full_width(search_files: SearchFiles) -> None:
    search = search_files({"_posts/2021-01-01-a.md": post("a", "ガイドラインです。", lang="ja")})
    assert search.titles(q="ｶﾞｲﾄﾞﾗｲﾝ") == ["a"]
