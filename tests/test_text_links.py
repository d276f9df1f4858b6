"""Links and tables in the text of a story: where it linked, it links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import Archive, page, post, text
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from readings import story_of

from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app
from webapp.stretches import Cut, Piece, cut, cut_cells

CONFIG = "url: https://news.example\nbaseurl: /site\n"


def linked(folder: Path, body: str) -> Mapping[str, str]:
    """What a text links from -> where to."""
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "2020-05-04-a.html")
    return {story.paragraphs[n][start:end]: to for n, start, end, to in story.text_links}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>See  <a href="/b.html"> the  <b>pier</b> </a> now</p>',
         {"the pier": "https://news.example/b.html"}),
        ('<p>a<a href="https://x.example/?a=1&amp;b=2">b</a>c', {"b": "https://x.example/?a=1&b=2"}),
        ('<p><a href="c.html#part">b</a>', {"b": "https://news.example/site/2020/05/04/c.html#part"}),
        ('<p><a href="mailto:desk@news.example">us</a>', {"us": "mailto:desk@news.example"}),
        ('<p><a href="//y.example/">y</a>', {"y": "https://y.example/"}),
        ('<p><a href="{% post_url 2020-05-03-c %}">c</a>', {"c": "post:2020-05-03-c"}),
        ('<a href="https://y.example/"><p>one</p><p>two</p></a>',
         {"one": "https://y.example/", "two": "https://y.example/"}),
        ('<ul><li>1 <a href="/b">b</a><li><a href="/c">c</a></ul>',
         {"b": "https://news.example/b", "c": "https://news.example/c"}),
        ('<p><a href="javascript:alert(1)">a</a> <a href="JaVaScript:x">b</a>', {}),
        ('<p><a href="data:text/html,x">a</a> <a href="vbscript:x">b</a>', {}),
        ('<p><a href="java&#10;script:x">a</a> <a href="&#1;javascript:x">b</a>', {}),
        ('<p><a href="https:\\\\evil.example">a</a> <a href="mailto:">b</a>', {}),
        ('<p><a href="http://[x">a</a> <a name="x">b</a> <a href="">c</a>', {}),
        ('<p><a href="/big.png"><img src="/i.png"></a>', {}),
        ('<pre><a href="/x">code</a></pre>', {}),
    ],
)  # fmt: skip
def test_links_are_kept_where_they_are_safe(
    folder: Path, body: str, expected: dict[str, str]
) -> None:
    (folder / "_config.yml").write_text(CONFIG)
    assert linked(folder, body) == expected


def test_without_an_address_of_the_site_links_stay_within_it(folder: Path) -> None:
    assert linked(folder, '<p><a href="/b.html">b</a>') == {"b": "/b.html"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "/x"]), st.sampled_from([" ", "a", " b", "c ", "d  e"]))
    )
)
def test_links_lie_where_they_lay_however_the_text_is_spaced(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("links")
    body = "".join(f'<a href="{href}{n}">{said}</a>' if href else said
                   for n, (href, said) in enumerate(pieces))  # fmt: skip
    story = story_of(folder, f"---\ntitle: T\n---\n<p>x{body}</p>", "2020-05-04-a.html")
    expected = [(f"{href}{n}", " ".join(said.split()))
                for n, (href, said) in enumerate(pieces) if href and said.strip()]  # fmt: skip
    found = [(to, story.paragraphs[n][start:end]) for n, start, end, to in story.text_links]
    assert found == expected


FILES = {
    "_config.yml": "url: https://news.example\n",
    "_posts/2020-01-01-ferry.md": post(
        "The ferry sails",
        "See [the new pier](/2020/01/02/pier.html), [the port](https://port.example/?a=1&b=2), "
        "[itself](/2020/01/01/ferry.html), [the shop](/shop) or [us](mailto:us@news.example).\n\n"
        "<p>The <a href='/2020/01/02/pier.html'>ferry at</a> dawn.</p>\n\n"
        "| Boat | Built |\n|---|---|\n| [Ida](/2020/01/02/pier.html) | 1901 |\n| Eva | |\n\n"
        "<table><tr><td>layout</td></tr></table>",
    ),
    "_posts/2020-01-02-pier.md": post("The pier", "A new pier [elsewhere](https://x.example/2020/01/01/ferry.html)."),
}  # fmt: skip
FERRY = "/story/posts-2020-01-01-ferry"
PIER = "/story/posts-2020-01-02-pier"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    archive = Archive(tmp_path_factory.mktemp("links")).write(FILES)
    archive.build()
    engine = open_engine(archive.index)
    yield create_app(engine, Settings()).test_client()
    engine.close()


def test_a_story_links_where_it_linked(client: FlaskClient) -> None:
    links = {text(a): a for a in page(client, FERRY).select("div.prose p a")}
    assert {said: a["href"] for said, a in links.items()} == {
        "the new pier": PIER,
        "the port": "https://port.example/?a=1&b=2",
        "the shop": "https://news.example/shop",
        "us": "mailto:us@news.example",
        "ferry at": PIER,
    }
    assert links["the port"]["rel"] == ["external", "nofollow"]
    assert "rel" not in links["the new pier"].attrs


def test_another_site_with_the_same_path_is_another_site(client: FlaskClient) -> None:
    link = page(client, PIER).select_one("div.prose a")
    assert link is not None
    assert link["href"] == "https://x.example/2020/01/01/ferry.html"


def test_a_match_within_and_across_a_link_is_one_match(client: FlaskClient) -> None:
    soup = page(client, f'{FERRY}?q="the+ferry"')
    across = soup.select_one("#paragraph-2")
    assert across is not None
    assert [(mark.get("id"), mark.get_text()) for mark in across.select("mark")] == [
        ("match-2", "The "), (None, "ferry"),
    ]  # fmt: skip
    assert text(across.select_one("a[href^='/story']")) == "ferry at"
    assert not soup.select("a a")
    assert text(soup.select_one("p.matches a")) == "2 matches"


def test_tables_have_columns(client: FlaskClient) -> None:
    table = page(client, f"{FERRY}?q=ida").select_one("div.prose table")
    assert table is not None
    rows = [
        [(cell.name, text(cell)) for cell in row.select("th, td")] for row in table.select("tr")
    ]
    assert rows == [
        [("th", "Boat"), ("th", "Built")],
        [("td", "Ida"), ("td", "1901")],
        [("td", "Eva"), ("td", "")],
    ]
    assert table.select_one("td a[href] mark") is not None
    # What is only laid out as a table is none.
    assert "layout" in [text(p) for p in page(client, FERRY).select("p.table-row")]


@given(st.text("ab ", max_size=12), st.lists(st.integers(0, 12), max_size=6))
def test_cutting_loses_and_repeats_nothing(said: str, places: list[int]) -> None:
    ends = sorted(place for place in places if place <= len(said))
    links = [Cut(a, b, "/x") for a, b in zip(ends[::2], ends[1::2], strict=False)]
    middle = len(said) // 2
    pieces = (Piece(said[:middle], 1), Piece(said[middle:], 0))
    stretches = list(cut(pieces, links))
    assert "".join(piece.text for one in stretches for piece in one.pieces) == said
    assert sum(piece.begins and piece.match > 0 for one in stretches for piece in one.pieces) <= 1
    linked_text = "".join(piece.text for one in stretches if one.url for piece in one.pieces)
    assert linked_text == "".join(said[a:b] for a, b, _ in links)
    cells = list(cut_cells(pieces, (0, *ends), links))
    assert "".join(p.text for cell in cells for one in cell for p in one.pieces) == said


@pytest.mark.parametrize(
    "row",
    [
        "<td>Alpha<br><br>Bravo</td><td>Charlie</td><td>Delta</td>",
        "<td><p>Alpha</p>Bravo</td><td>Charlie</td><td>Delta</td>",
    ],
)
def test_a_table_with_blocks_in_its_cells_is_shown_whole(archive: Archive, row: str) -> None:
    table = f"<table><tr>{row}</tr></table>"
    archive.write({"_posts/2020-01-01-a.html": post("A", table)}).build()
    engine = open_engine(archive.index)
    shown = text(
        page(create_app(engine, Settings()).test_client(), "/story/posts-2020-01-01-a").main
    )
    engine.close()
    assert all(word in shown for word in ("Alpha", "Bravo", "Charlie", "Delta"))
