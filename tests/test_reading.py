"""A search in plain words, as a person would say it, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from indexer.analysis import without_punctuation
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import FACETS, Kind, SearchRequest
from indexer.parameters import parse_parameters
from indexer.query.filters import describe_filters
from indexer.texts import LANGUAGES, SOURCE, speak

READINGS = [
    ("", "all stories", "alle Artikel"),
    ("q=zebra+(yak+OR+xenops)", "stories with zebra and (yak or xenops)",
     "Artikel mit zebra und (yak oder xenops)"),
    ("q=yak+OR+xenops", "stories with yak or xenops", "Artikel mit yak oder xenops"),
    ("q=-(yak+xenops)+-zebra", "stories without (yak and xenops) or zebra",
     "Artikel ohne (yak und xenops) oder zebra"),
    ("q=title:(yak+OR+xenops)", "stories with yak in the title or xenops in the title",
     "Artikel mit yak im Titel oder xenops im Titel"),
    ("q=€", "stories with €", "Artikel mit €"),
    ("category=town", "all stories in category “town”", "alle Artikel in der Rubrik „town“"),
    ("category=town&category=sport&q=zebra", "stories with zebra, in category “town” or “sport”",
     "Artikel mit zebra, in der Rubrik „town“ oder „sport“"),
    ("not.category=town&not.category=", "all stories in any category, not in category “town”",
     "alle Artikel in irgendeiner Rubrik, nicht in der Rubrik „town“"),
    ("tag=ferry&not.tag=storm&not.tag=ice",
     "all stories tagged “ferry”, not tagged “storm” or “ice”",
     "alle Artikel mit dem Schlagwort „ferry“, ohne das Schlagwort „storm“ oder „ice“"),
    ("tag=ferry&tag=", "all stories tagged “ferry” or without tags",
     "alle Artikel mit dem Schlagwort „ferry“ oder ohne Schlagwörter"),
    ("keyword=quay", "all stories with the keyword “quay”",
     "alle Artikel mit dem Stichwort „quay“"),
    ("author=&q=zebra", "stories with zebra, without an author",
     "Artikel mit zebra, ohne Autorenangabe"),
    ("not.author=Zoë+Finch",
     "all stories not by “Zoë Finch”", "alle Artikel nicht von „Zoë Finch“"),
    ("year=2014&year=2015", "all stories published in 2014 or 2015",
     "alle Artikel erschienen 2014 oder 2015"),
    ("year=", "all stories without a known year", "alle Artikel ohne bekanntes Jahr"),
    ("month=2014-02", "all stories published in February 2014",
     "alle Artikel erschienen im Februar 2014"),
    ("not.day=2014-02-03", "all stories not published on 3 February 2014",
     "alle Artikel nicht erschienen am 3. Februar 2014"),
    ("lang=de&not.lang=en", "all stories in German, not in English",
     "alle Artikel auf Deutsch, nicht auf Englisch"),
    ("photographer=Agnes+Rowe", "all stories with photos by “Agnes Rowe”",
     "alle Artikel mit Fotos von „Agnes Rowe“"),
    ("in=photos&photographer=Agnes+Rowe&not.agency=Sundfoto",
     "all photos photographed by “Agnes Rowe”, not of the agency “Sundfoto”",
     "alle Fotos fotografiert von „Agnes Rowe“, nicht der Agentur „Sundfoto“"),
    ("place=Ellersea", "all stories with photos taken in “Ellersea”",
     "alle Artikel mit Fotos aus „Ellersea“"),
    ("in=photos&not.place=", "all photos with a known place", "alle Fotos mit bekanntem Ort"),
    ("photos=yes", "all stories with photos", "alle Artikel mit Fotos"),
    ("not.photos=yes&q=zebra", "stories with zebra, without photos",
     "Artikel mit zebra, ohne Fotos"),
    ("in=photos&status=pool&status=handout", "all photos credited as pool or handout",
     "alle Fotos ausgewiesen als Pool oder Handout"),
    ("rights=", "all stories without a note of rights", "alle Artikel ohne Rechtevermerk"),
    ("from=2014&to=2014", "all stories in 2014", "alle Artikel im Jahr 2014"),
    ("from=2014&to=2016", "all stories from 2014 to 2016", "alle Artikel von 2014 bis 2016"),
    ("from=2014-02&to=2014-02", "all stories in February 2014", "alle Artikel im Februar 2014"),
    ("from=2014-02-03&to=2014-02-03", "all stories on 3 February 2014",
     "alle Artikel am 3. Februar 2014"),
    ("from=2014-02-03&to=2015-01", "all stories from 3 February 2014 to 31 January 2015",
     "alle Artikel vom 3. Februar 2014 bis zum 31. Januar 2015"),
    ("to=2014", "all stories until 31 December 2014", "alle Artikel bis zum 31. Dezember 2014"),
    ("on=02-09&category=town",
     "all stories published on 9 February of any year, in category “town”",
     "alle Artikel jeweils am 9. Februar, in der Rubrik „town“"),
    ("since=2021-02-03&q=zebra", "stories with zebra, new since 3 February 2021",
     "Artikel mit zebra, neu seit dem 3. Februar 2021"),
    ("q=has:author", "stories with an author", "Artikel mit Autorenangabe"),
    ("q=-has:photo+-has:place", "stories without a photo or a known place",
     "Artikel ohne Foto oder Ortsangabe"),
    ("q=-has:taken&in=photos", "photos without a known date taken",
     "Fotos ohne bekanntes Aufnahmedatum"),
    ("q=has:agency+title:zebra", "stories with a known agency and zebra in the title",
     "Artikel mit Agenturangabe und zebra im Titel"),
    ("q=lang:de", "stories with German as language", "Artikel mit Deutsch als Sprache"),
    ("q=taken:2014-05", "stories with photos taken in May 2014",
     "Artikel mit Fotos, aufgenommen im Mai 2014"),
    ("q=-taken:2014-05", "stories without photos taken in May 2014",
     "Artikel ohne Fotos, aufgenommen im Mai 2014"),
    ("q=zebra+-taken:2014-05&in=photos", "photos with zebra not taken in May 2014",
     "Fotos mit zebra nicht aufgenommen im Mai 2014"),
    ("q=zebra+-date:2014-05+-yak", "stories with zebra not in May 2014 without yak",
     "Artikel mit zebra nicht im Mai 2014 ohne yak"),
    ("q=taken:(2013+OR+2014)&in=photos", "photos taken in 2013 or taken in 2014",
     "Fotos aufgenommen im Jahr 2013 oder aufgenommen im Jahr 2014"),
    ("q=date:2013+OR+date:2014", "stories in 2013 or in 2014",
     "Artikel im Jahr 2013 oder im Jahr 2014"),
    ("q=-taken:(2013+OR+2014)&in=photos", "photos not taken in 2013 or taken in 2014",
     "Fotos nicht aufgenommen im Jahr 2013 oder aufgenommen im Jahr 2014"),
    ("q=zebra+OR+date:2014", "stories with zebra or in 2014",
     "Artikel mit zebra oder im Jahr 2014"),
    ("q=taken:2014-05&in=photos", "photos taken in May 2014", "Fotos aufgenommen im Mai 2014"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(demo_index: Path) -> Iterator[Engine]:
    engine = open_engine(demo_index)
    yield engine
    engine.close()


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    yield
    speak(SOURCE)


@pytest.mark.parametrize(("query", "english", "german"), READINGS, ids=[r[0] for r in READINGS])
def test_a_search_is_read_as_a_person_would_say_it(
    engine: Engine, query: str, english: str, german: str
) -> None:
    request = parse_parameters(parse_qsl(query, keep_blank_values=True))
    for language, expected in (("en", english), ("de", german)):
        speak(language)
        assert engine.search(request).reading == expected


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ("ferry?", "ferry"),
        ("(ferry", "ferry"),
        ("’ferry’s’", "ferry’s"),
        ("C++,", "C++"),
        ("old-pier.", "old-pier"),
        ("f(x)", "f(x)"),
        ("版本，", "版本"),
        ("?", "?"),
    ],
)
def test_words_are_named_without_the_punctuation_around_them(piece: str, shown: str) -> None:
    assert without_punctuation(piece) == shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_facet_has_words_of_its_own(kind: Kind, language: str) -> None:
    speak(language)
    said = []
    for name in FACETS[kind]:
        for values in (("x",), ("x", "y"), ("",), ("x", "")):
            said += [
                *describe_filters(SearchRequest(kind=kind, filters={name: values})),
                *describe_filters(SearchRequest(kind=kind, excludes={name: values})),
            ]
    told = [one for one in said if one]
    assert len(set(told)) >= 6 * (len(FACETS[kind]) - 1)
    assert not [one for one in told if "%" in one]


def test_a_facet_of_the_archives_own_is_named() -> None:
    request = SearchRequest(filters={"desk": ("Town Desk",)}, excludes={"size": ("",)})
    assert list(describe_filters(request)) == ["with desk “Town Desk”", "with any size"]
