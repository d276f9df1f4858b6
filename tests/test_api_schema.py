"""The API is as its description says, and the description as a description should be."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, absent
from flask.testing import FlaskClient

from indexer.parameters import SINGLE_PARAMETERS
from webapp.api.problems import PROBLEMS

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


@pytest.fixture
def description(demo_client: FlaskClient) -> dict[str, Any]:
    given: dict[str, Any] = demo_client.get("/api/v1/openapi.json").get_json()
    return given


@pytest.mark.slow
def test_every_answer_is_as_described(site: str, tmp_path: Path) -> None:
    tests = str(ROOT / "tests")
    done = subprocess.run(
        [
            SCHEMATHESIS, "run", f"{site}/api/v1/openapi.json", "--checks", "all", "--no-color",
            "--max-examples", "40", "--seed", "7", "--continue-on-failure",
        ],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": tests},
        cwd=tmp_path,  # it writes a cache where it runs
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    cases = re.search(r"(\d[\d,]*) generated, .*passed", done.stdout)
    assert cases, done.stdout
    assert int(cases[1].replace(",", "")) > 1000


def test_every_parameter_of_a_search_is_described(description: dict[str, Any]) -> None:
    described = {one["name"] for one in description["paths"]["/search"]["get"]["parameters"]}
    assert {*SINGLE_PARAMETERS, "cursor", "facets", "tag", "not.tag"} <= described


def test_every_status_is_described(description: dict[str, Any]) -> None:
    described = {
        status for path in description["paths"].values() for status in path["get"]["responses"]
    }
    statuses = {str(problem.status.value) for problem in PROBLEMS} - {"405"}
    assert described == {"200", "304"} | statuses


def test_everything_answered_is_described_in_words(description: dict[str, Any]) -> None:
    answers = (
        "SearchAnswer", "StoryAnswer", "PhotoAnswer", "FacetAnswer", "SuggestAnswer",
        "StatsAnswer", "Hit", "PhotoHit", "Links", "PageLinks", "ParameterProblem",
    )  # fmt: skip
    for name in answers:
        schema = description["components"]["schemas"][name]
        assert schema["description"]
        silent = [key for key, value in schema["properties"].items() if "description" not in value]
        assert not silent, (name, silent)
        texts = " ".join(value["description"] for value in schema["properties"].values())
        assert not re.search("None|``|Root-relative", texts)
        assert schema["required"] == list(schema["properties"])


# The page for people


def addresses(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.select(".api-examples a")]


def test_every_example_of_the_page_answers_something(demo_client: FlaskClient) -> None:
    page = BeautifulSoup(demo_client.get("/api").text, "lxml")
    assert len(addresses(page)) == 8
    for address in addresses(page):
        answer = demo_client.get(address).get_json()
        assert answer.get("total", 1) > 0, address
        assert answer.get("suggestions", [1]), address


@pytest.mark.slow
def test_the_commands_and_the_program_of_the_page_run(site: str) -> None:
    curl = shutil.which("curl")
    if curl is None:
        absent("there is no curl on this machine")
    command = [str(curl), "--silent", "--fail"]
    fetched = subprocess.run([*command, f"{site}/api"], capture_output=True, text=True, check=True)
    page = BeautifulSoup(fetched.stdout, "lxml")
    for code in page.select(".api-examples code"):
        name, *arguments = shlex.split(code.get_text())
        assert name == "curl"
        subprocess.run([*command, *arguments], capture_output=True, check=True)
    program = page.select_one("pre code")
    assert program
    done = subprocess.run(
        [sys.executable, "-c", program.get_text()], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert len(lines) > 5
    assert lines == sorted(lines)


def test_the_page_explains_every_problem(demo_client: FlaskClient) -> None:
    page = BeautifulSoup(demo_client.get("/api").text, "lxml")
    for problem in PROBLEMS:
        explained = page.find(id=problem.name)
        assert explained
        assert problem.text in explained.get_text()
