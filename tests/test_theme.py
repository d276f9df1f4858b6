"""The colour a site chooses can be read on light and dark pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.engine.factory import open_engine
from indexer.errors import SettingError
from indexer.settings import Settings, resolve
from webapp import create_app
from webapp.theme import DARK, LEAST_CONTRAST, LIGHT, contrast, readable

TOKENS = Path(__file__).parents[1] / "webapp/static/tokens.css"


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@given(some.integers(0, 0xFFFFFF).map("#{:06x}".format), some.sampled_from([LIGHT, DARK]))
def test_any_colour_is_made_readable(colour: str, paper: str) -> None:
    made = readable(colour, paper)
    assert contrast(rgb(made), rgb(paper)) >= LEAST_CONTRAST
    if contrast(rgb(colour), rgb(paper)) >= LEAST_CONTRAST:
        assert made == colour


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_the_paper_is_that_of_the_style_sheet() -> None:
    assert re.findall(r"--paper: (#\w+)", TOKENS.read_text())[:2] == [LIGHT, DARK]


def test_pages_take_the_colour(demo_index: Path) -> None:
    engine = open_engine(demo_index)
    client = create_app(engine, Settings(accent="#ffcc00")).test_client()
    assert "/theme.css" in client.get("/").text
    style = client.get("/theme.css")
    assert style.mimetype == "text/css"
    light, dark = re.findall(r"--accent: (#\w{6})", style.text)
    assert light != "#ffcc00"
    assert dark == "#ffcc00"
    assert create_app(engine, Settings()).test_client().get("/theme.css").text == ""
    engine.close()


@pytest.mark.parametrize("value", ["blue", "#12345", "#12345g", "1b4d78"])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match="a colour such as #1b4d78"):
        resolve({"accent": value}, {})


@pytest.mark.parametrize("value", ["javascript:{path}", "https://x.example/", "/edit/{path}"])
def test_what_is_no_address_for_editing_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match="where the file's path goes"):
        resolve({"edit_url": value}, {})
