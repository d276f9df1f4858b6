"""What readers of many languages type finds what their archives say, as they write it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Archive, Searcher, post, searching

_POSTS = {
    "ar": ("إعادة فتح المدرسة", "افتتح الوزير مدرسة في القاهرة. قال مُحَمَّد: هذا قانون."),
    "da": ("København", "Broerne i København."),
    "de": ("Zürich", "Die Straßenbahn in Zürich."),
    "el": ("Ο δρόμος", "Ο δρόμος είναι κλειστός."),
    "en": ("Pier", "Was the war over? D'Angelo saw a curio; the pizza was Italian."),
    "fr": ("Écoles", "Une école, un œuf, l'été."),
    "he": ("צה״ל", "צה״ל ביקר בארה\u05f4ב."),
    "it": ("Isola", "Gli alberghi dell’isola. L'arte."),
    "ja": ("カメラ", "ジャン・クロードのデータベース。"),
    "ko": ("급식", "고등 학교 급식, 한국어."),
    "nb": ("Ålesund", "Tromsø og Ålesund."),
    "ru": ("Ёлка", "Ёлку зажгли в Москве."),
    "tr": ("Işık", "İSTANBUL'DA IŞIK"),
    "zh-CN": ("疫苗", "头发和皇后的疫苗。"),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A story in each of some languages, called by its tag."""
    archive = Archive(tmp_path_factory.mktemp("world"))
    archive.write(
        {
            f"_posts/2020-01-01-{tag.lower()}.md": post(title, body, lang=tag)
            for tag, (title, body) in _POSTS.items()
        }
    ).build()
    with searching(archive.index) as search:
        yield search


def _languages(search: Searcher, typed: str) -> set[str]:
    return {hit.lang for hit in search(q=typed, match="all").hits}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zur*", "de"),
        ("zür*", "de"),
        ("z?rich", "de"),
        ("*urich", "de"),
        ("strass*", "de"),
        ("ecol*", "fr"),
        ("oeu*", "fr"),
        ("œ*f", "fr"),
        ("елк*", "ru"),
        ("δρομ*", "el"),
        ("ISTAN*", "tr"),
        ("isi*", "tr"),
        ("محم*", "ar"),
        ("ecole~", "fr"),
        ("zurihc~", "de"),
        ("елки~", "ru"),
        ("alesunt~", "nb"),
    ],
)
def test_signs_for_letters_leave_accents_aside(world: Searcher, typed: str, found: str) -> None:
    assert _languages(world, typed) == {found}
