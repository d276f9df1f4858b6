"""Citations of stories and of searches, read back as reference managers read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, post
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.citation import Citation, Cited, cite_story
from indexer.citation_formats import CITATION_FORMATS, as_bibtex, as_csl, as_ris, as_text
from indexer.engine.factory import open_engine
from indexer.model import ArchiveDate, Precision, Source, Story
from webapp import create_app

READ_ON = date(2026, 5, 4)
URL = "https://packet.example/2013/04/18/herring.html"


def story(**values: object) -> Story:
    day = ArchiveDate.on_day(date(2013, 4, 18), Source.FRONT_MATTER, "")
    given = {
        "id": "posts-herring", "path": "_posts/herring.md", "title": "Herring return",
        "date": day, "authors": ("Ida Bergmark",), **values,
    }  # fmt: skip
    return Story(**given)  # type: ignore[arg-type]


def cite(**values: object) -> Citation:
    return cite_story(story(**values), "The Packet", URL, READ_ON)


def known(precision: Precision, first: str, last: str) -> ArchiveDate:
    return ArchiveDate(
        date.fromisoformat(first), date.fromisoformat(last), precision, Source.FRONT_MATTER
    )


JUNE = known(Precision.MONTH, "2016-06-01", "2016-06-30")
YEAR = known(Precision.YEAR, "1999-01-01", "1999-12-31")
FIFTIES = known(Precision.DECADE, "1950-01-01", "1959-12-31")
YEARS = known(Precision.YEAR, "1945-01-01", "1970-12-31")
GUESSED = ArchiveDate.on_day(date(2013, 4, 18), Source.FILE_NAME, "")


def bibtex_fields(entry: str) -> dict[str, str]:
    """Reads an entry by BibTeX's own rules: a value ends where its braces do."""
    head = re.match(r"@misc\{([^\s,{}%#\"'()=~\\]+),\n", entry)
    assert head
    fields = {"": head[1]}
    position = head.end()
    while not entry.startswith("}", position):
        name = re.compile(r"  (\w+) = ").match(entry, position)
        assert name, entry[position:]
        position = end = name.end()
        depth = 0
        while depth or entry[end] != ",":
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            assert depth >= 0
            end += 1
        fields[name[1]] = entry[position:end]
        position = end + 2
    assert entry[position:] == "}\n"
    return fields


def ris_rows(record: str) -> list[tuple[str, str]]:
    lines = record.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    return [(line[:2], line[6:]) for line in lines]


def test_a_sentence_says_who_what_where_and_when() -> None:
    assert as_text(cite()) == (
        f"Ida Bergmark, “Herring return,” The Packet, 18 April 2013, {URL} (accessed 4 May 2026).\n"
    )


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"date": ArchiveDate()}, "The Packet, n.d., https:"),
        ({"date": JUNE}, "The Packet, June 2016, "),
        ({"date": FIFTIES}, "The Packet, 1950s, "),
        ({"date": YEARS}, "The Packet, 1945–1970, "),
        ({"date": GUESSED}, "[18 April 2013], "),
        ({"date": GUESSED}, "(accessed 4 May 2026). Date from the file name.\n"),
        ({"rights": "© 2013 The Packet"}, ". © 2013 The Packet.\n"),
        ({"title": "Who was it?"}, "“Who was it?” The Packet"),
        ({"authors": ()}, "“Herring return,” The Packet"),
        ({"authors": ("A", "B")}, "A and B, “"),
        ({"authors": ("A", "B", "C")}, "A, B and C, “"),
        ({"authors": ("A", "B", "C", "D")}, "A et al., “"),
    ],
)
def test_a_sentence_says_no_more_than_is_known(values: dict[str, object], part: str) -> None:
    assert part in as_text(cite(**values))


def test_without_an_address_nothing_was_accessed() -> None:
    text = as_text(replace(cite(), url=None))
    assert text == "Ida Bergmark, “Herring return,” The Packet, 18 April 2013.\n"


def test_bibtex_has_the_fields_that_styles_print() -> None:
    fields = bibtex_fields(as_bibtex(cite(lang="en", rights="CC BY 4.0")))
    assert fields == {
        "": "posts-herring", "title": "{{Herring return}}", "year": "{2013}", "month": "apr",
        "day": "{18}", "author": "{{Ida Bergmark}}", "howpublished": "{The Packet}",
        "url": f"{{{URL}}}", "urldate": "{2026-05-04}", "language": "{en}", "note": "{CC BY 4.0}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (JUNE, {"year": "{2016}", "month": "jun"}),
        (YEAR, {"year": "{1999}"}),
        (FIFTIES, {"year": "{1950--1959}"}),
        (ArchiveDate(), {}),
    ],
)
def test_bibtex_dates_are_as_exact_as_known(when: ArchiveDate, expected: dict[str, str]) -> None:
    fields = bibtex_fields(as_bibtex(cite(date=when)))
    assert {n: v for n, v in fields.items() if n in {"year", "month", "day"}} == expected


def test_bibtex_escapes_what_tex_would_act_on() -> None:
    title = bibtex_fields(as_bibtex(cite(title=r"50% of {A} & B_c #1 $x$ ~^ \input")))["title"]
    assert title == (
        r"{{50\% of \textbraceleft{}A\textbraceright{} \& B\_c \#1 \$x\$ "
        r"\textasciitilde{}\textasciicircum{} \textbackslash{}input}}"
    )


@given(
    title=st.text(),
    authors=st.lists(st.text(), max_size=3).map(tuple),
    story_id=st.text(min_size=1),
    url=st.text().map(lambda text: "https://x.example/" + text) | st.none(),
)
def test_whatever_a_title_holds_every_form_can_be_read_back(
    title: str, authors: tuple[str, ...], story_id: str, url: str | None
) -> None:
    citation = Citation(
        cited=Cited.STORY, id=story_id, title=title, site=title, accessed=READ_ON,
        authors=authors, url=url, notes=(title,),
    )  # fmt: skip
    entry = as_bibtex(citation)
    assert re.fullmatch(r"[A-Za-z0-9:-]+", bibtex_fields(entry)[""])
    # TeX acts on these unless a backslash stands before them.
    assert not re.search(r"(?<!\\)[$&~^]", bibtex_fields(entry)["title"])
    rows = ris_rows(as_ris(citation))
    assert (rows[0], rows[-1]) == (("TY", "NEWS"), ("ER", ""))
    assert [tag for tag, _ in rows].count("ER") == 1
    (item,) = json.loads(as_csl(citation))
    assert item["type"] == "article-newspaper"
    assert as_text(citation).count("\n") == 1


def test_keys_are_stable_and_tell_stories_apart() -> None:
    keys = [cite(id=one).key for one in ("posts-a", "posts-大桥", "posts-大楼", "大", "posts")]
    assert keys[0] == "posts-a"
    assert len(set(keys)) == len(keys)
    assert keys == [
        cite(id=one).key for one in ("posts-a", "posts-大桥", "posts-大楼", "大", "posts")
    ]


def test_ris_has_one_tag_a_line() -> None:
    rows = ris_rows(as_ris(cite(authors=("A B", "C D"), title="Two\nlines", lang="en")))
    assert rows == [
        ("TY", "NEWS"), ("ID", "posts-herring"), ("TI", "Two lines"), ("AU", "A B"), ("AU", "C D"),
        ("T2", "The Packet"), ("PY", "2013"), ("DA", "2013/04/18/"), ("UR", URL),
        ("Y2", "2026/05/04/"), ("LA", "en"), ("ER", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "ris", "csl"),
    [
        (JUNE, [("PY", "2016"), ("DA", "2016/06//")], [[2016, 6]]),
        (YEAR, [("PY", "1999"), ("DA", "1999///")], [[1999]]),
        (FIFTIES, [("N1", "1950s")], [[1950], [1959]]),
        (YEARS, [("N1", "1945–1970")], [[1945], [1970]]),
        (ArchiveDate(), [], None),
    ],
)
def test_dates_are_as_exact_as_known(
    when: ArchiveDate, ris: list[tuple[str, str]], csl: list[list[int]] | None
) -> None:
    citation = cite(date=when)
    assert [row for row in ris_rows(as_ris(citation)) if row[0] in {"PY", "DA", "N1"}] == ris
    (item,) = json.loads(as_csl(citation))
    assert item.get("issued") == (csl and {"date-parts": csl})


def test_csl_is_an_article_of_the_archive() -> None:
    (item,) = json.loads(as_csl(cite(lang="en", date=GUESSED, rights="CC BY 4.0")))
    assert item == {
        "id": "posts-herring", "type": "article-newspaper", "title": "Herring return",
        "author": [{"literal": "Ida Bergmark"}], "container-title": "The Packet",
        "issued": {"date-parts": [[2013, 4, 18]]}, "URL": URL,
        "accessed": {"date-parts": [[2026, 5, 4]]}, "language": "en",
        "note": "date from the file name; CC BY 4.0",
    }  # fmt: skip


def test_every_form_says_that_a_date_was_inferred() -> None:
    for form in CITATION_FORMATS.values():
        assert "date from the file name" in form.write(cite(date=GUESSED)).lower(), form.label


# On the site

HERRING = "/story/posts-2013-04-18-herring-return-to-fish-quay"


@pytest.mark.parametrize(
    ("suffix", "media_type", "beginning"),
    [
        ("txt", "text/plain", "Ida"),
        ("bib", "application/x-bibtex", "@misc{posts-2013-04-18-herring-return-to-fish-quay,"),
        ("ris", "application/x-research-info-systems", "TY  - NEWS\r\n"),
        ("json", "application/vnd.citationstyles.csl+json", "[\n  {"),
    ],
)
def test_a_story_is_cited_as_a_file(
    demo_client: FlaskClient, suffix: str, media_type: str, beginning: str
) -> None:
    response = demo_client.get(f"{HERRING}/cite.{suffix}")
    assert response.content_type == f"{media_type}; charset=utf-8"
    name = f"posts-2013-04-18-herring-return-to-fish-quay.{suffix}"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.text.startswith(beginning) or suffix == "txt"
    assert "Herring return to Fish Quay after six years" in response.text


@pytest.mark.parametrize("address", [f"{HERRING}/cite.doc", "/story/nothing/cite.bib"])
def test_what_cannot_be_cited_is_not_found(demo_client: FlaskClient, address: str) -> None:
    assert demo_client.get(address).status_code == 404


def test_the_address_cited_is_the_public_one_if_there_is_one(archive: Archive) -> None:
    archive.write({"_posts/2020-01-02-a.md": post("A")}).build()
    address = "/story/posts-2020-01-02-a/cite.txt"
    texts = []
    for config in ("title: T\n", "url: //news.example\n"):
        archive.write({"_config.yml": config}).build(rebuild=True)
        engine = open_engine(archive.index)
        texts.append(create_app(engine).test_client().get(address).text)
        engine.close()
    assert "http://localhost/story/posts-2020-01-02-a (accessed" in texts[0]
    assert "https://news.example/2020/01/02/a.html (accessed" in texts[1]


def cited(client: FlaskClient, query: dict[str, str]) -> dict[str, str]:
    shown = BeautifulSoup(client.get("/cite", query_string=query).text, "lxml")
    return {str(area["id"]): area.get_text() for area in shown.select("textarea[readonly]")}


def test_a_search_is_cited_with_its_count_and_the_state_of_the_index(
    demo_client: FlaskClient,
) -> None:
    texts = cited(demo_client, {"q": "seal", "in": "photos", "from": "2010"})
    assert set(texts) == {"cite-txt", "cite-bib", "cite-ris", "cite-json"}
    assert "“Search for photos with seal (also seals) from 1 January 2010 on,”" in texts["cite-txt"]
    assert "http://localhost/photos?q=seal&from=2010-01-01. 4 photos found" in texts["cite-txt"]
    assert re.search(r"generation 1 of the index; content [0-9a-f]{32}\.", texts["cite-txt"])
    fields = bibtex_fields(texts["cite-bib"] + "\n")
    assert fields["url"] == "{http://localhost/photos?q=seal&from=2010-01-01}"
    assert ("TY", "ELEC") in ris_rows(texts["cite-ris"].replace("\n", "\r\n") + "\r\n")
    (item,) = json.loads(texts["cite-json"])
    assert (item["type"], item["URL"]) == ("webpage", fields["url"].strip("{}"))


def test_the_days_of_a_cited_search_are_absolute(demo_client: FlaskClient) -> None:
    text = cited(demo_client, {"q": "date:today harbour", "page": "3"})["cite-txt"]
    assert "today" not in text
    assert re.search(r"\?q=date%3A20\d\d-\d\d-\d\d\+harbour\. 0 stories found", text)
