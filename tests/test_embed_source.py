"""What the docs say of the search box is what its source has, and the script is safe anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, absent
from flask.testing import FlaskClient

from webapp.embed.script import SOURCES

PAGE = (ROOT / "docs/embed.md").read_text()
MODULES = {path.name: path.read_text() for path in SOURCES.iterdir() if path.suffix == ".js"}
STYLES = {path.name: path.read_text() for path in SOURCES.iterdir() if path.suffix == ".css"}
ELEMENT = MODULES["backfile-search.js"]


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading that begin with code."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def names(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows(heading)]


def test_attributes() -> None:
    assert set(names("Attributes")) == {*re.findall(r'#given\("(\w+)"\)', ELEMENT), "lang"}
    assert 'closest("[lang]")' in ELEMENT
    (size,) = re.findall(r'SIZE = "(\d+)"', ELEMENT)
    assert [row[2] for row in rows("Attributes") if row[0] == "`size`"] == [f"`{size}`"]


def test_properties() -> None:
    public = re.findall(r"^  (?:get |set )?(\w+)(?: =|\(.*\) \{)", ELEMENT, re.MULTILINE)
    given = {"connectedCallback", "disconnectedCallback"}
    assert set(names("Properties")) == set(public) - given


def test_events() -> None:
    told = {f"backfile:{name}" for name in re.findall(r'#tell\("(\w+)"', ELEMENT)}
    assert set(names("Events")) == told
    (reasons,) = re.findall(r"typedef \{(.*)\} Reason", MODULES["asking.js"])
    for reason in re.findall(r'"(\w+)"', reasons):
        assert f"`{reason}`" in PAGE


def test_custom_properties_and_their_defaults() -> None:
    used = dict(re.findall(r"var\((--backfile-[\w-]+), ([\w.]+)", " ".join(STYLES.values())))
    table = {row[0].strip("`"): row[2].strip("`") for row in rows("Look") if "--" in row[0]}
    assert set(table) == set(used)
    for name in ("--backfile-paper", "--backfile-ink", "--backfile-accent", "--backfile-radius",
                 "--backfile-font-size"):  # fmt: skip
        assert table[name] == used[name]


def test_parts() -> None:
    made: dict[str, set[str]] = {}
    for element, name in (
        ("backfile-search", "panel.js"), ("backfile-group", "listbox.js"),
        ("backfile-hit", "hits.js"),
    ):  # fmt: skip
        made[element] = set(re.findall(r'(?:part: |line\()"(\w+)"', MODULES[name]))
    table = {row[0].strip("`"): set(re.findall(r"`(\w+)`", row[1])) for row in rows("Look")[-3:]}
    assert table == made


def test_texts() -> None:
    (english, german) = re.findall(r"const (?:ENGLISH|GERMAN) = \{\n(.*?)\n\};",
                                   MODULES["texts.js"], re.DOTALL)  # fmt: skip
    english, german = (
        dict(re.findall(r'^  (\w+): "(.*)",$', block, re.MULTILINE)) for block in (english, german)
    )
    assert {row[0].strip("`"): row[1] for row in rows("Texts")} == english
    assert set(german) == set(english)
    for name, text in english.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", german[name])
    said = re.findall(r'say\("(\w+)"', " ".join(MODULES.values()))
    assert set(said) <= set(english)


def test_the_include_for_jekyll_uses_what_there_is() -> None:
    page = (ROOT / "docs/jekyll.md").read_text()
    (tag,) = re.findall(r"<backfile-search (.*)>", page)
    assert set(re.findall(r"(\w+)=\"", tag)) <= set(names("Attributes"))
    assert "/embed/1/backfile-search.js" in page


def test_modules_use_imports_that_can_be_joined() -> None:
    names_of = re.compile(
        r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE
    )
    every = [name for text in MODULES.values() for name in names_of.findall(text)]
    assert len(every) == len(set(every))
    for text in MODULES.values():
        assert not re.search(
            r"\bimport .* as |^export (default|\{|\*)|^import \"", text, re.MULTILINE
        )


def test_the_script_can_be_imported_on_a_server(demo_client: FlaskClient, tmp_path: Path) -> None:
    deno = Path(sys.executable).with_name("deno")
    if not deno.exists():
        absent("there is no Deno beside this Python")
    (tmp_path / "box.js").write_bytes(demo_client.get("/embed/1/backfile-search.js").data)
    (tmp_path / "server.js").write_text(
        "const before = Object.getOwnPropertyNames(globalThis).length;"
        "await import('./box.js');"
        "if (Object.getOwnPropertyNames(globalThis).length !== before) throw new Error('leak');"
        "console.log(typeof document);"
    )
    done = subprocess.run(
        [deno, "run", "--no-remote", "--no-npm", "--allow-read", tmp_path / "server.js"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "undefined\n"), done.stderr
