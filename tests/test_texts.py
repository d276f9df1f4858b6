"""The catalogues of texts are whole, and the pages are in the language of their reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

import pytest
from babel.dates import parse_pattern
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Archive, post
from flask.testing import FlaskClient

from indexer.engine.factory import open_engine
from indexer.parameters import parse_parameters
from indexer.settings import Settings
from indexer.texts import (
    LANGUAGES,
    LOCALES,
    SOURCE,
    day_of_the_year,
    decimal,
    gettext,
    in_percent,
    long_day,
    long_moment,
    long_month,
    speak,
    with_commas,
)
from webapp import create_app

TRANSLATED = LANGUAGES[1:]
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
DATES = {"d MMMM y", "MMMM y", "d MMMM"}
SCRIPTED = {
    f"data-{name}"
    for name in (
        *("matches", "new-since", "looked", "fresh", "sure", "recent", "name", "detail"),
        *("save", "remove", "saved", "removed", "failed"),
    )
}
"""Attributes with texts that scripts show."""

COMMON = re.compile(r"\b(the|of|and|with|this|that|is|are|for|not|no|by|it)\b")
"""Words that hardly an English sentence is without."""

PLACE = re.compile(r"%\(\w+\)[a-z]|%%|(?<!%\()\{\w+\}")

Forms = tuple[str, ...]


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    yield
    speak(SOURCE)


def forms(text: str | list[str] | tuple[str, ...] | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.fixture(scope="module")
def texts() -> set[Forms]:
    """Every text in the code, as singular and plural where it has both."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {
        one["pattern"]: {k: v for k, v in one.items() if k not in {"pattern", "method"}}
        for one in mappings
    }
    keywords = {**DEFAULT_KEYWORDS, "message": None}
    return {
        forms(found[2])
        for package in ("indexer", "webapp")
        for found in extract_from_dir(ROOT / package, methods, options, keywords)
    }


@cache
def read(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


@cache
def translations(language: str) -> dict[Forms, Forms]:
    return {forms(m.id): forms(m.string) for m in read(language) if m.id}


def test_there_is_german() -> None:
    assert "de" in TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_have_every_text_and_no_other(language: str, texts: set[Forms]) -> None:
    catalogue = read(language)
    assert set(translations(language)) == texts, "run make texts, and translate what is new"
    assert not catalogue.obsolete
    assert not [m.id for m in catalogue if m.id and m.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_texts_are_translated_in_every_form(language: str) -> None:
    plurals = read(language).num_plurals
    for source, said in translations(language).items():
        assert all(text.strip() for text in said), source
        assert len(said) == (1 if len(source) == 1 else plurals), source


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_places_for_values(language: str) -> None:
    for source, said in translations(language).items():
        places = {tuple(sorted(set(PLACE.findall(text)))) for text in source}
        assert {tuple(sorted(set(PLACE.findall(text)))) for text in said} == places, source
        for text in said:
            # What stands at the edge of a fragment keeps it apart from its neighbours.
            edges = (text[:1] == " ", text[-1:] == " ")
            assert edges == (source[0][:1] == " ", source[0][-1:] == " "), source


@pytest.mark.parametrize("language", TRANSLATED)
def test_patterns_of_dates_say_the_same_of_a_date(language: str) -> None:
    said = translations(language)
    for pattern in DATES:
        assert fields_of(said[(pattern,)][0]) == fields_of(pattern)


def fields_of(pattern: str) -> set[str]:
    return {name[0] for name in re.findall(r"%\((\w+)\)s", str(parse_pattern(pattern).format))}


def test_numbers_and_dates_are_written_as_in_german() -> None:
    speak("de")
    assert (with_commas(1234), decimal(4.25), decimal(4.0, 1)) == ("1.234", "4,25", "4,0")
    assert in_percent(0.125) == "12\xa0%"
    assert long_day(date(2021, 2, 9)) == "9. Februar 2021"
    assert long_month(date(2021, 3, 1)) == "März 2021"
    assert day_of_the_year(2, 29) == "29. Februar"
    moment = datetime(2021, 2, 9, 14, 30, tzinfo=UTC)
    assert long_moment(moment) == "9. Februar 2021, 14:30 Uhr UTC"


# An archive whose own texts are words of no language, so that any English is the site's.

WORD = "zumbel"
TODAY = date.today()  # noqa: DTZ011 - as the site has it
BODY = f"""Vrok {WORD} trafna blik.

<figure><img src="/nakto.jpg"><figcaption>Jorpa {WORD} knel, Feb. 9, 2021. (Bimo Trask/Reuters)
</figcaption></figure>

Skuv drelle norp.
"""
ARCHIVE: dict[str, str | bytes] = {
    "_config.yml": "title: Qorvex\n",
    "_posts/2021-02-09-vrok.md": post(
        "Vrok plindor", BODY, categories="knorf", tags="[drax, plim]", author="Ulmo Strek"
    ),
    "_posts/2021-02-10-drelle.md": post(
        "Drelle quisp",
        f"{WORD} norp [vrok](/knorf/2021/02/09/vrok.html)\n\n" + f"{WORD} " * 1234,
        categories="knorf",
        tags="[drax]",
        lang="fr",
    ),
    f"_posts/{TODAY.year - 1}-{TODAY:%m-%d}-skuv.md": post("Skuv grontal", f"norp {WORD}"),
    "_posts/2019-01-02-quisp.md": post("Quisp", f"trafna {WORD}", published="false"),
    "_posts/2019-01-03-norp.md": b"---\ntitle: [\n---\n\xff\xfe",
    "_posts/undatiert.md": post("Ohnel", f"grontal {WORD}"),
}
STORY = "posts-2021-02-09-vrok"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("invented"))
    archive.write(ARCHIVE).build()
    engine = open_engine(archive.index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


@pytest.fixture(scope="module")
def photo(client: FlaskClient) -> str:
    found = client.get("/api/v1/search?in=photos").json
    assert found is not None
    return str(found["hits"][0]["url"])


def page(client: FlaskClient, path: str, **headers: str) -> BeautifulSoup:
    response = client.get(path, headers={**GERMAN, **headers})
    assert response.headers["Content-Language"] == "de"
    return BeautifulSoup(response.data, "lxml")


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


PAGES = (
    "/",
    f"/search?q={WORD}",
    f"/search?q={WORD}+vrok+drelle+norp&category=knorf&not.tag=plim&from=2000&photos=yes",
    f'/search?q="vrok+{WORD}"~5+title:vrok+-blik+has:photo+taken:2021+dre*+skuvv~',
    f"/search?q={WORD}+before:2030+after:1990+knel&match=any&on=02-09&since=2020-01-01&to=2030",
    f"/search?q={WORD}&page=9",
    f"/search?q={WORD}+OR+(vrok+AND+NOT+drelle)&author=&lang=fr",
    "/search?q=xyzzq+vrokk&category=knorf&tag=nnnn&unbekannt=1",
    f"/search?q={WORD}+has:zzz+date:never+quux:x+%22",
    "/photos",
    f"/photos?q={WORD}+knel&scope=own&agency=Reuters",
    f"/story/{STORY}",
    f"/story/{STORY}?q={WORD}&place=2",
    f"/timeline?q={WORD}&with=vrok&measure=share",
    f"/timeline?q={WORD}&histogram=decade",
    f"/concordance?q={WORD}&order=after",
    "/concordance",
    "/coverage",
    "/facet/tag?contains=d",
    "/facet/month",
    f"/cite?q={WORD}+date:2021",
    f"/why?q={WORD}+xyzzq&story={STORY}",
    f"/why?q=-{WORD}+nnnn&year=2020&on=01-01&story={STORY}",
    "/why?story=nnnn",
    "/help",
    "/embed",
    "/searches",
    f"/story/{STORY}/forward",
    "/nowhere",
    "/search?size=0",
    "/search?from=2022&to=2021",
    "/search?page=9999&size=100",
    "/search?on=x",
    "/at",
    "/story/x/y",
)


@cache
def english() -> tuple[list[str], list[re.Pattern[str]]]:
    """Texts that would be English on a German page: whole, and with values in them."""
    known = translations("de")
    german = {text for said in known.values() for text in said}
    sources = {text for source, said in known.items() for text in source if text not in said}
    plain = sorted(text for text in sources - german if not PLACE.search(text))
    patterns = []
    for source in sorted(sources - german):
        literal = PLACE.split(source)
        words = re.sub(r"[^a-zA-Z]", "", "".join(literal))
        if len(literal) > 1 and len(words) > 1 and words != "in":  # which is German too
            patterns.append(re.compile(".+?".join(map(re.escape, literal))))
    return plain, patterns


def fragments(soup: BeautifulSoup) -> Iterator[str]:
    """What a reader sees or is read out, but for what says that it is in another language."""
    for element in soup.select("script, code, [lang]:not([lang=de])"):
        element.decompose()
    yield from (" ".join(part.split()) for part in soup.find_all(string=True) if part.strip())
    for element in soup.select("*"):
        for name, value in element.attrs.items():
            if name in {"title", "alt", "placeholder", "aria-label"} or name in SCRIPTED:
                yield str(value)


@pytest.mark.parametrize("path", [*PAGES, "photo"])
def test_no_english_is_left_on_a_german_page(client: FlaskClient, photo: str, path: str) -> None:
    soup = page(client, photo if path == "photo" else path)
    assert soup.html is not None
    assert soup.html["lang"] == "de"
    plain, patterns = english()
    seen = list(fragments(soup))
    assert len(seen) > 10
    for fragment in seen:
        assert not COMMON.search(fragment)
        bare = fragment.strip(" .,:;?!()[]")
        for sentence in plain:
            if " " in sentence.strip() or sentence != sentence.strip():
                assert sentence not in fragment
            else:
                assert bare != sentence.strip(" .,:;?!")
        assert not [p.pattern for p in patterns if p.fullmatch(bare)], fragment


def test_the_browser_chooses_the_language_and_the_reader_another(client: FlaskClient) -> None:
    assert client.get("/").headers["Content-Language"] == "en"
    german = page(client, "/search?q=vrok")
    link = german.select_one("footer a[hreflang=en]")
    assert link is not None
    assert text(link) == "English"
    back = client.get(str(link["href"]), headers=GERMAN)
    assert back.headers["Location"] == "/search?q=vrok"
    english_page = client.get("/search?q=vrok", headers=GERMAN)
    assert english_page.headers["Content-Language"] == "en"
    soup = BeautifulSoup(english_page.data, "lxml")
    link = soup.select_one("footer a[hreflang=de]")
    assert link is not None
    assert text(link) == "Deutsch"
    client.get(str(link["href"]))
    assert client.get("/search?q=vrok").headers["Content-Language"] == "de"
    client.delete_cookie("language")


def test_a_story_keeps_its_own_language(client: FlaskClient) -> None:
    soup = page(client, "/story/posts-2021-02-10-drelle")
    story = soup.select_one("article.story")
    assert story is not None
    assert story["lang"] == "fr"
    around = soup.select_one("article.story .dateline")
    assert around is not None
    assert around["lang"] == "de"
    assert text(around) == "10. Februar 2021 (Datum aus dem Dateinamen)"


def test_figures_on_a_german_page(client: FlaskClient) -> None:
    soup = page(client, f"/concordance?q={WORD}")
    assert text(soup.select_one(".concordance-total b")) == "1.239 Fundstellen"
    assert "4 Artikel" in text(page(client, "/search?q=norp").select_one(".found-head"))
    assert re.search(r"in \d+,\d ms", text(page(client, "/search").select_one(".found-head")))


READINGS = {
    "": "alle Artikel",
    "q=vrok": "Artikel mit vrok",
    "q=vrok&in=photos": "Fotos mit vrok",
    'q="vrok+norp"+-drelle': "Artikel mit „vrok norp“ ohne drelle",
    'q="vrok+norp"~5': "Artikel mit vrok und norp im Abstand von höchstens 5 Wörtern",
    "q=vrok+OR+norp": "Artikel mit vrok oder norp",
    "q=title:vrok+caption:norp": "Artikel mit vrok im Titel und norp in der Bildunterschrift",
    "q=has:photo+-has:caption": "Artikel mit Foto ohne Bildunterschrift",
    "q=date:2021-02": "Artikel im Februar 2021",
    "q=date:2021-02-09": "Artikel am 9. Februar 2021",
    "q=vrok&from=2021": "Artikel mit vrok ab dem 1. Januar 2021",
    "q=vrok&to=2021": "Artikel mit vrok bis zum 31. Dezember 2021",
    "q=taken:1950s&in=photos": "Fotos aufgenommen von 1950 bis 1959",
    "on=02-09": "alle Artikel jeweils am 9. Februar",
    "since=2021-02-09T14:30": "alle Artikel neu seit dem 9. Februar 2021, 14:30 Uhr UTC",
    "category=knorf&category=x": "alle Artikel in der Rubrik „knorf“ oder „x“",
    "q=vrok&category=&not.author=Holm": "Artikel mit vrok, in keiner Rubrik, nicht von „Holm“",
    "photos=yes": "alle Artikel mit Fotos",
    "category=Fotos&tag=photos": "alle Artikel in der Rubrik „Fotos“, mit dem Schlagwort „photos“",
}


@pytest.mark.parametrize("query", READINGS)
def test_what_was_searched_is_said_in_german(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/v1/search?{query}", headers=GERMAN).json
    assert answer is not None
    assert answer["reading"] == READINGS[query]


def test_errors_are_said_in_german(client: FlaskClient) -> None:
    assert text(page(client, "/nowhere").h1) == "Hier ist nichts abgelegt"
    wrong = text(page(client, "/search?size=0").main)
    assert "Möglich ist: eine ganze Zahl von 1 bis 100." in wrong
    problem = client.get("/api/v1/search?sort=x", headers=GERMAN).json
    assert problem is not None
    orders = "relevance, newest, oldest, taken-newest, taken-oldest"
    assert problem["allowed"] == f"eines von {orders}"


def test_values_of_an_archive_are_never_translated(client: FlaskClient) -> None:
    soup = page(client, "/search?category=Photos")
    assert "Rubrik „Photos“ kommt in diesem Archiv nicht vor." in text(soup.main)


def test_programs_of_the_command_line_speak_english() -> None:
    assert parse_parameters([("zz", "1")]).notices[0].startswith("“zz” is not")
    assert gettext("Nothing is filed here") == "Nothing is filed here"
