"""Whatever a file holds, it becomes a story, is left out or is a problem, and soon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.archive.discover import Found
from indexer.archive.readers import read_file
from indexer.archive.reading import Reader
from indexer.archive.site import Site
from indexer.engine.records import Outcome
from indexer.query.parser import parse_query

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    (
        "<p>",
        "</p>",
        "<div",
        ">",
        "<img src=a.jpg>",
        "<img",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<br>",
        "<table><tr><td>",
        "<center>",
        '<p class="caption">',
        "[caption]",
        "[/caption]",
        "![",
        "](",
        ")",
        "*",
        "_",
        "`",
        "\n\n",
        "\n",
        "{% raw %}",
        "{% endraw %}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{:",
        "---",
        "- ",
        "> ",
        "# ",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "(Photo by ",
        "Jane Doe/",
        "AP)",
        "東京",
        "\u0301",
        "```\n",
        "~~~\n",
        "[^1]",
        "\n[^1]: ",
        "{::comment}",
        "{:/}",
        ".caption}",
        "{% figure caption=",
        "{% endfigure %}",
        "{% include x src=a.jpg caption='",
        "{% img a.jpg ",
        "\n##",
        "**",
        "[a][b]",
        "[youtube=",
        "]",
        '<div markdown="1">',
        "<script>",
        "</script>",
        "\n    ",
        "\t",
        ' title="',
        ' style="',
        '"',
    )
)
BODIES = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)
YAML = st.lists(
    st.sampled_from(
        (
            "title: ",
            "date: ",
            "tags:",
            "categories: ",
            "image: ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            ": ",
            "\n",
            "  ",
            "\t",
            "&a ",
            "*a",
            "!!omap ",
            "!!set ",
            "!!int ",
            "!!binary ",
            "<<: ",
            "|",
            ">",
            "~",
            "2016-06-31",
            "9999-12-31 23:59:59 -1400",
            "no",
            "0x1F",
            "1e999",
            ".nan",
            "---",
            "...",
            "#",
            "a: b: c",
            "'",
            "image: a.jpg",
            "published: ",
            "redirect_from: /",
            "\u0000",
        )
    )
    | st.text(max_size=6),
    max_size=30,
).map("".join)

reading = settings(
    # The same inputs every time: what a run found must not depend on its luck.
    max_examples=2_000,
    derandomize=True,
    deadline=5_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def check(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    reader = Reader(archive=folder, site=Site(), today=date(2024, 1, 1))
    done = read_file(reader, Found(name, "id", size=path.stat().st_size))
    read = done.reading
    assert not any("Backfile failed" in problem.reason for problem in read.problems), read.problems
    assert (read.story is not None) == (read.outcome is Outcome.STORY)
    assert read.story or read.reason
    assert bool(read.problems) or read.outcome is not Outcome.FAILED


@reading
@given(body=BODIES, suffix=st.sampled_from((".md", ".html")))
def test_any_body(tmp_path: Path, body: str, suffix: str) -> None:
    check(tmp_path, f"2020-01-01-a{suffix}", f"---\ntitle: A\n---\n{body}")


@reading
@given(matter=YAML)
def test_any_front_matter(tmp_path: Path, matter: str) -> None:
    check(tmp_path, "2020-01-01-a.md", f"---\n{matter}\n---\nText")


@reading
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "2020-01-01-a.md"
    path.write_bytes(content)
    check(tmp_path, path.name, content.decode("latin-1"))


@reading
@given(
    typed=st.text()
    | st.lists(st.sampled_from('" - ( ) : AND title: * a 東京 “').map(str)).map("".join)
)
def test_any_query(typed: str) -> None:
    parse_query(typed)
