"""What the docs state is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

from indexer.engine.request import FACETS, MAX_SIZE, Kind
from indexer.parameters import SINGLE_PARAMETERS
from indexer.query.nodes import DAY_FIELDS, FIELDS, HAVING
from indexer.query.parser import parse_query
from indexer.settings import SETTINGS, resolve
from webapp.api.problems import PROBLEMS
from webapp.api.routes import ENDPOINTS

README = (ROOT / "README.md").read_text()
SETTINGS_PAGE = (ROOT / "docs/settings.md").read_text()
API_PAGE = (ROOT / "docs/api.md").read_text()
QUERY_PAGE = (ROOT / "docs/query-language.md").read_text()


def pages() -> list[str]:
    return sorted(
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "index_data/README.md"]
    )


def test_every_setting_is_in_the_table() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| `(--[\w-]+)` \| `(\w+)` \| (.*?) \| (.*?) \|", SETTINGS_PAGE, re.MULTILINE
    )
    assert rows == [
        (
            setting.name,
            setting.flag,
            setting.variable,
            setting.help.rstrip("."),
            str(setting.default).lower() if isinstance(setting.default, bool)
            else "" if setting.default in (None, "", ()) else f"`{setting.default}`",
        )
        for setting in SETTINGS
    ]  # fmt: skip


def test_the_example_of_a_settings_file_is_valid(tmp_path_factory: pytest.TempPathFactory) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", SETTINGS_PAGE, re.DOTALL)
    folder = tmp_path_factory.mktemp("settings")
    (folder / "backfile.toml").write_text(example)
    settings = resolve({}, {}, folder)
    assert settings.port == tomllib.loads(example)["port"]


def test_every_example_of_the_query_language_is_read_as_meant() -> None:
    table = QUERY_PAGE.split("| you type | you find |")[1].split("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    examples = [example for cell in cells for example in re.findall(r"`([^`]+)`", cell)]
    assert len(examples) > 20
    for example in examples:
        assert parse_query(example).notices == (), example


def test_every_field_and_facet_and_parameter_is_described() -> None:
    assert set(re.findall(r"`(\w+):`", QUERY_PAGE)) >= {*FIELDS, *DAY_FIELDS}
    assert set(re.findall(r"`(\w+)`", QUERY_PAGE)) >= set(HAVING)
    for name in {*FACETS[Kind.PHOTOS], *SINGLE_PARAMETERS}:
        assert f"`{name}`" in QUERY_PAGE
    assert f"1 to {MAX_SIZE}" in QUERY_PAGE


@pytest.mark.parametrize("page", pages())
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_every_command_named_exists() -> None:
    text = README + QUERY_PAGE + (ROOT / "docs/architecture.md").read_text()
    for command in set(re.findall(r"backfile (build|check|search|serve|stats|\w+) ", text)):
        if command in {"build", "check", "search", "serve", "stats"}:
            done = subprocess.run(
                [sys.executable, "-m", "indexer", command, "--help"],
                capture_output=True,
                check=False,
            )
            assert done.returncode == 0
    targets = set(re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert (
        set(re.findall(r"`?make (\w+)", README + (ROOT / "CONTRIBUTING.md").read_text())) <= targets
    )


def test_the_page_on_running_it_names_commands_and_settings_that_are() -> None:
    page = (ROOT / "docs/running.md").read_text()
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert set(tomllib.loads(example)) <= {setting.name for setting in SETTINGS}
    commands = re.findall(r"backfile ((?:build|serve|verify)[^`\n]*)", page)
    assert len(commands) > 5
    for command, *arguments in map(str.split, commands):
        known = subprocess.run(
            [sys.executable, "-m", "indexer", command, "--help"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert all(flag in known for flag in arguments if flag.startswith("--")), command


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    names = {
        re.split(r"[<>=\[ ]", requirement)[0]
        for requirement in [*project["dependencies"], *extras["dev"], *extras["bench"]]
    }
    table = (ROOT / "docs/decisions.md").read_text()
    given = {
        name.strip()
        for row in re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
        for name in re.sub(r"\*\w+:\*", "", row).split(",")
    }
    assert names <= given


def test_every_dependency_is_locked_with_a_hash() -> None:
    for lock in ("run", "dev", "bench"):
        text = (ROOT / f"requirements/{lock}.txt").read_text()
        pinned = re.findall(r"^([\w.-]+)==\S+.*?\\\n\s+--hash=sha256:", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 20
    assert "whoosh-reloaded==2.7.5" in (ROOT / "requirements/run.txt").read_text()


def test_every_module_is_on_the_map() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    for path in (ROOT / "indexer").rglob("*.py"):
        inside = path.relative_to(ROOT / "indexer")
        if path.name.startswith("__") or inside.parts[:2] == ("archive", "captions"):
            continue
        assert path.name in page or inside.parts[0] in {"query", "wording.py"}, inside


def test_the_page_of_the_api_lists_every_problem_and_address() -> None:
    rows = re.findall(r"^\| (\d+) \| `([\w-]+)` \|", API_PAGE, re.MULTILINE)
    assert rows == [(str(problem.status.value), problem.name) for problem in PROBLEMS]
    for endpoint in ENDPOINTS:
        path = re.sub(r"\{(?:\w+_)?(\w+)\}", lambda name: name[1].upper(), endpoint.path)
        assert f"`/api/v1{path}" in API_PAGE


@pytest.mark.slow
def test_the_program_of_the_page_of_the_api_runs(site: str) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", API_PAGE, re.DOTALL)
    program = program.replace("http://localhost:8000", site)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "Eight hours on Saltgate harbour" in done.stdout
