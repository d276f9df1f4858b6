"""What readers of many languages type finds what their archives say, as they write it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Archive, Searcher, page, post, searching, text

from indexer.analysis import Stems, normalize
from indexer.engine.factory import open_engine
from indexer.query.nodes import Words
from indexer.query.parser import parse_query
from indexer.query.stop_words import stop_words
from indexer.settings import Settings
from indexer.snippets import beginning
from webapp import create_app

_POSTS = {
    "ar": ("إعادة فتح المدرسة", "افتتح الوزير مدرسة في القاهرة. قال مُحَمَّد: هذا قانون."),
    "da": ("København", "Broerne i København."),
    "de": ("Zürich", "Die Straßenbahn in Zürich."),
    "el": ("Ο δρόμος", "Ο δρόμος είναι κλειστός."),
    "en": ("Pier", "Was the war over? D'Angelo saw a curio; the pizza was Italian."),
    "fr": ("Écoles", "Une école, un œuf, l'été."),
    "he": ("צה״ל", "צה״ל ביקר בארה\u05f4ב."),
    "it": ("Isola", "Gli alberghi dell’isola. L'arte."),
    "ja": ("カメラ", "ジャン・クロードのWebデータベースサーバ。"),
    "ko": ("급식", "고등 학교 급식, 한국어."),
    "nb": ("Ålesund", "Tromsø og Ålesund."),
    "ru": ("Ёлка", "Ёлку зажгли в Москве."),
    "tr": ("Işık", "İSTANBUL'DA IŞIK"),
    "zh-CN": ("疫苗", "头发和皇后的COVID-19疫苗。"),
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


@pytest.mark.parametrize(
    ("typed", "found"),
    [("한국어*", "ko"), ("データベ*", "ja"), ("*皇后*", "zh-CN"), ("疫*", "zh-CN")],
)
def test_a_run_without_spaces_is_found_with_signs_at_its_ends(
    world: Searcher, typed: str, found: str
) -> None:
    result = world(q=typed)
    assert [hit.lang for hit in result.hits] == [found]
    assert not result.notices


def test_a_sign_that_is_not_searched_is_said_with_the_characters_as_typed(world: Searcher) -> None:
    (notice,) = world(q="データ~").notices
    assert "searched as “データ”" in notice


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("d'école", {"fr"}),
        ("D’ÉCOLE", {"fr"}),
        ("c'est l'école", {"fr"}),
        ("l'éco*", {"fr"}),
        ("l'isola", {"it"}),
        ("sull’arte", {"it"}),
        ("D'Angelo", {"en"}),
        ("l'curio", set()),
        ('"d\'école"', set()),
    ],
)
def test_what_is_run_together_with_a_word_need_not_stand_there(
    world: Searcher, typed: str, found: set[str]
) -> None:
    assert _languages(world, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('צה"ל', {"he"}),
        ("צה”ל", {"he"}),
        ('צה"ל בארה"ב', {"he"}),
        ('"צה"ל ביקר"', {"he"}),
        ('"ביקר צה"ל"', set()),
    ],
)
def test_a_mark_inside_a_hebrew_abbreviation_is_no_quotation_mark(
    world: Searcher, typed: str, found: set[str]
) -> None:
    assert _languages(world, typed) == found
    assert not world(q=typed).notices


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("고등학교", "고등 학교"),
        ("ジャンクロード", "ジャン・クロード"),
        ("發", "发"),
        ("covid19疫苗", "COVID-19疫苗"),
        ("Webデータベースサーバー", "Webデータベースサーバ"),
        ("koebenhavn", "København"),
        ("Tromsoe", "Tromsø"),
        ("aalesund", "Ålesund"),
    ],
)
def test_another_writing_is_found_and_marked(world: Searcher, typed: str, marked: str) -> None:
    (hit,) = world(q=typed, match="all").hits
    runs = [run for snippet in hit.snippets for run in snippet.runs]
    assert [run.text for run in runs if run.matched] == [marked]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """An archive in English and German, some of whose words are in both."""
    english = [
        "The crimes of the war are before the court.",
        "The ferry and the war museum.",
        "The hard winter of the ferry was over.",
        "The museum is in the harbour and will open.",
    ]
    german = [
        "Die Fähre war die erste, die im Hafen war.",
        "Der Winter war hart, und die Fähre war spät.",
        "Das Museum war geschlossen, was die Leute nicht wissen.",
        "Die Verbrechen waren vor Gericht, und es war still.",
    ]
    archive = Archive(tmp_path_factory.mktemp("two"))
    archive.write(
        {
            f"_posts/2020-01-0{n + 1}-{tag}.md": post(f"{tag} {n}", body, lang=tag)
            for tag, texts in (("en", english), ("de", german))
            for n, body in enumerate(texts)
        }
    ).build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ("war crimes", []),
        ("the war", ["the"]),
        ("the war museum", ["the"]),
        ("war die Fähre", ["war", "die"]),
        ("die Fähre", ["die"]),
        ("was war Verbrechen", ["was", "war"]),
        ("der die das", []),
        ("war", []),
    ],
)
def test_a_word_is_ignored_in_the_language_of_the_query(
    two: Searcher, typed: str, ignored: list[str]
) -> None:
    _, _, told = two(q=typed).reading.partition("; ")
    assert told == (", ".join(f"“{word}”" for word in ignored) + " ignored" if ignored else "")


@pytest.mark.parametrize("typed", ["ea" * 1500 + "*", "é" + "a" * 2000 + "*b"])
def test_a_beginning_may_be_as_long_as_a_query(
    search_files: Callable[[Mapping[str, str | bytes]], Searcher], typed: str
) -> None:
    search = search_files({"_posts/2020-01-01-a.md": post("A", f"{'éa' * 1600} é{'a' * 2000}cb")})
    assert search.titles(q=typed) == ["A"]


def test_which_language_is_meant_is_told_soon_whatever_is_typed(world: Searcher) -> None:
    words = " ".join(sorted(stop_words(_POSTS)))
    started = time.monotonic()
    world(q=words)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("language", "typed", "left"),
    [
        ("it", "le città della costa", "città costa"),
        ("pt", "a cidade sobre o rio", "cidade rio"),
        ("nl", "het huis van de koning", "huis koning"),
        ("sv", "båten på sjön", "båten sjön"),
        ("nn", "båten på sjøen", "båten sjøen"),
        ("da", "skibet på havet", "skibet havet"),
        ("pl", "port nad morzem i na wyspie", "port nad morzem wyspie"),
        ("ru", "порт на реке", "порт реке"),
        ("tr", "liman ve deniz", "liman deniz"),
        ("el", "το λιμάνι στην πόλη της Αθήνας", "λιμάνι πόλη Αθήνας"),
        ("ar", "الميناء في القاهرة", "الميناء القاهرة"),
        ("he", "הנמל של חיפה", "הנמל חיפה"),
    ],
)
def test_words_that_every_text_has_are_ignored_in_many_languages(
    language: str, typed: str, left: str
) -> None:
    parsed = parse_query(typed, ignored=stop_words([language]))
    assert [node.text for node in parsed.words if isinstance(node, Words)] == left.split()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "وزير الوزير والوزير"),
        ("ar", "رئيس الرئيس ورئيس للرئيس"),
        ("ar", "قاهرة القاهرة القاهره"),
        ("ar", "انتخابات الانتخابات"),
        ("ar", "قانون القانون"),
        ("ar", "مستشفى مستشفي المستشفى"),
        ("ar", "مُحَمَّد محمد"),
        ("fa", "کتاب كتاب"),
        ("pt", "região regiões regioes"),
        ("pt", "pão pães"),
        ("pt", "jornal jornais"),
        ("pt", "papel papéis papeis"),
        ("pt", "homem homens"),
        ("pt", "país países"),
        ("ja", "12 １２ ١٢"),
    ],
)
def test_forms_of_one_word_share_a_stem(language: str, words: str) -> None:
    stems = Stems([language])
    keys = [stems.keys(normalize(word), stems.algorithms[0]) for word in words.split()]
    assert set.intersection(*keys)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "ولاية لا"), ("pt", "pais pal"), ("pt", "heróis herol")],
)
def test_other_words_do_not(language: str, words: str) -> None:
    stems = Stems([language])
    keys = [stems.keys(normalize(word), stems.algorithms[0]) for word in words.split()]
    assert not set.intersection(*keys)


@pytest.mark.parametrize("values", ["ハブ パブ", "ガス カス", "ข่าว ข้าว", "कर्म करम", "のり のし"])
def test_what_makes_another_syllable_makes_another_value(
    search_files: Callable[[Mapping[str, str]], Searcher], values: str
) -> None:
    search = search_files(
        {
            f"_posts/2020-01-0{n}-{n}.md": post(f"A{n}", "Text.", tags=f"[{value}]")
            for n, value in enumerate(values.split(), 1)
        }
    )
    found = search().facets["tag"].values
    assert {value.value for value in found} == set(values.split())
    for value in values.split():
        (suggestion,) = search.engine.suggest(value)
        assert "".join(run.text for run in suggestion.runs) == value


@pytest.mark.parametrize("typed", ["istanbul", '"istanbul"', '"İSTANBUL"', "Istanbul", "ISTANBUL"])
def test_a_turkish_i_has_one_dot(world: Searcher, typed: str) -> None:
    (hit,) = world(q=typed, match="all").hits
    assert [run.text for run in hit.snippets[0].runs if run.matched] == ["İSTANBUL"]


def test_what_stands_beside_a_hit_is_read_in_the_language_of_the_hit(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(
        {
            "_posts/2020-01-01-a.md": post(
                "القاهرة", "وزير في القاهرة", lang="ar", author="أحمد", categories="[أخبار]"
            ),
            "_posts/2020-01-01-b.md": post("Kairo", "Minister.", lang="de"),
        }
    ).build()
    with closing(open_engine(archive.index)) as engine:
        client = create_app(engine, Settings()).test_client()
        dateline = page(client, "/search?q=القاهرة").select_one("article.hit .dateline")
        assert dateline is not None
        of_archive = [one for one in dateline.select("bdi") if one.get("lang") == "ar"]
        assert [text(one) for one in of_archive] == ["أحمد", "أخبار"]
        link = page(client, "/story/posts-2020-01-01-a").select_one("section.story-links a")
        assert link is not None
        assert (text(link), link.get("lang")) == ("Kairo", "de")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lang:deutsch", "de"),
        ("lang:Français", "fr"),
        ("lang:中文", "zh-CN"),
        ("lang:русский", "ru"),
        ("lang:עברית", "he"),
        ('lang:"Norwegian Bokmål"', "nb"),
    ],
)
def test_a_language_is_found_by_what_it_is_called_in_itself(
    world: Searcher, typed: str, found: str
) -> None:
    assert _languages(world, typed) == {found}


@pytest.mark.parametrize("typed", ["疫苗开", "疫苗開", "開放"])
def test_suggestions_are_in_either_chinese_characters(
    search_files: Callable[[Mapping[str, str]], Searcher], typed: str
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("新冠疫苗开放", "", lang="zh-CN"),
            "_posts/2020-01-02-b.md": post("臺北疫苗開放", "", lang="zh-TW"),
        }
    )
    marked = {run.text for one in search.engine.suggest(typed) for run in one.runs if run.matched}
    assert marked == {typed.replace("開", "开"), typed.replace("开", "開")}


@pytest.mark.parametrize("typed", ["サーバー", "ｻｰﾊﾞｰ", "サーバ", "ガス"])
def test_half_width_katakana_are_found_and_marked(
    search_files: Callable[[Mapping[str, str]], Searcher], typed: str
) -> None:
    search = search_files({"_posts/2020-01-01-a.md": post("A", "新ｻｰﾊﾞｰと東京ｶﾞｽ。", lang="ja")})
    (hit,) = search(q=typed).hits
    (marked,) = [run.text for run in hit.snippets[0].runs if run.matched]
    assert normalize(marked).startswith(normalize(typed)[:3])
    assert "ﾞ" in marked


@pytest.mark.parametrize(
    "letters",
    ["ที่น้ำท่วมเชียงใหม่", "दीभाषाकेहिन्दी", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "ｶﾞｿﾘﾝﾄﾞ"],
)
def test_a_passage_parts_no_character_from_its_marks(letters: str) -> None:
    for before in range(12):
        text = "あ" * before + letters * 60
        (run,) = beginning([text])
        after = text[len(run.text.removesuffix("…")) :]
        assert (
            re.match(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u093c-\u094d\u200d\uff9e]", after) is None
        )


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("телевизар", "телевизор"), ("κυβερνιση", "κυβερνηση"), ("televizar", "televizor")],
)
def test_a_vowel_for_another_is_a_slip_in_any_alphabet(
    search_files: Callable[[Mapping[str, str]], Searcher], slip: str, meant: str
) -> None:
    posts = {f"_posts/2020-01-{n:02}-{n}.md": post(f"A{n}", meant) for n in range(1, 26)}
    search = search_files(posts | {"_posts/2020-02-01-s.md": post("S", slip)})
    correction = search(q=slip).did_you_mean
    assert correction is not None
    assert correction.q == meant


def test_a_line_that_ends_within_chinese_or_japanese_parts_no_word(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post(
                "A",
                "東京都で開かれた会\n議に参加し、[公\n式サイト](https://example.org/)\nを見た。Ruby\n会議。"
                "\n\n<p>한국\n어 東京<br>\n京都</p>\n\n"
                '<figure><img src="/a.jpg"><figcaption>東京\n都庁</figcaption></figure>',
                lang="ja",
            )
        }
    )
    story = search.engine.story("posts-2020-01-01-a")
    assert story is not None
    first, second = story.paragraphs[:2]
    assert first == "東京都で開かれた会議に参加し、公式サイトを見た。Ruby 会議。"
    assert second == "한국 어 東京 京都"
    (link,) = story.text_links
    assert first[link.start : link.end] == "公式サイト"
    assert search(q="会議に").total == search(q="caption:東京都庁").total == 1
