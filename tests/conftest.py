"""Fixtures: small archives written for a test, real indexes built from them, the real archives."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from bs4 import BeautifulSoup, Tag
from filelock import FileLock
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from indexer.build import BuildResult, build
from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.results import SearchResult
from indexer.parameters import parse_parameters
from indexer.settings import Settings
from webapp import create_app

# Nothing among the tests is timed: how fast a busy machine is tells nothing of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
expect.set_options(timeout=30_000)

# Started in the background of a shell, tests inherit that an interrupt is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BACKFILE = Path(sys.executable).with_name("backfile")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def absent(what: str) -> None:
    """Skips with the reason, but never in CI, where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (and CI may not skip)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real archives and judged data that lie beside the project."""
    if not SHARED.is_dir():
        absent("the real archives (../shared) are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        absent("there is no Chromium on this machine")
    assert found
    return found


class SilentReporter:
    """Lets builds in tests run without a word."""

    def tell(self, line: str) -> None:
        """Nothing is shown."""

    def start(self, total: int) -> None:
        """Nothing is shown."""

    def advance(self) -> None:
        """Nothing is shown."""

    def writing(self) -> None:
        """Nothing is shown."""


class Archive:
    """A small archive in a temporary folder, with its index beside it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive"
        self.index = folder / "index"
        self.path.mkdir()

    def write(self, files: Mapping[str, str | bytes]) -> Archive:
        """Writes files, given by archive-relative path."""
        for name, content in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def build(
        self,
        settings: Settings | None = None,
        *,
        rebuild: bool = False,
        allow_removals: bool = False,
        now: datetime | None = None,
    ) -> BuildResult:
        """Builds the index."""
        return build(
            self.path,
            self.index,
            settings or Settings(jobs=1),
            SilentReporter(),
            rebuild=rebuild,
            allow_removals=allow_removals,
            now=now,
        )


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the demo; processes that run the tests side by side share one."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    index = folder / "demo-index"
    with FileLock(folder / "demo-index.lock"):
        if not index.exists():
            build(ROOT / "demo", index, Settings(jobs=1), SilentReporter())
    return index


@pytest.fixture(scope="session")
def demo_client(demo_index: Path) -> Iterator[FlaskClient]:
    """Reads the pages of the demo."""
    engine = open_engine(demo_index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with an empty folder of posts."""
    (tmp_path / "_posts").mkdir()
    return tmp_path


class Searcher:
    """Searches an index as a URL does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __call__(self, *pairs: tuple[str, str], **parameters: str) -> SearchResult:
        """Searches; ``in_`` and ``from_`` stand for ``in`` and ``from``."""
        named = [(name.rstrip("_"), value) for name, value in parameters.items()]
        return self.engine.search(parse_parameters([*named, *pairs], extras=self.engine.extras()))

    def ids(self, *pairs: tuple[str, str], **parameters: str) -> list[str]:
        """Ids of the hits in order."""
        return [hit.id for hit in self(*pairs, **parameters).hits]

    def titles(self, *pairs: tuple[str, str], **parameters: str) -> list[str]:
        """Titles of the hits in order."""
        return [hit.title for hit in self(*pairs, **parameters).hits]


@contextmanager
def searching(index: Path) -> Iterator[Searcher]:
    """What searches an index, as long as it is open."""
    with closing(open_engine(index)) as engine:
        yield Searcher(engine)


@pytest.fixture
def search_files(archive: Archive) -> Iterator[Callable[[Mapping[str, str | bytes]], Searcher]]:
    """Builds an archive from files and gives what searches it."""
    engines: list[Engine] = []

    def make(files: Mapping[str, str | bytes]) -> Searcher:
        archive.write(files).build()
        engines.append(open_engine(archive.index))
        return Searcher(engines[-1])

    yield make
    for engine in engines:
        engine.close()


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """A page of the site, taken apart."""
    response = client.get(address)
    assert response.status_code == status, (address, response.text)
    return BeautifulSoup(response.text, "lxml")


def text(element: Tag | None) -> str:
    """What an element says, white space folded."""
    assert element is not None
    return " ".join(element.get_text().split())


def post(title: str, body: str = "", **values: str) -> str:
    """A post with that front matter."""
    lines = [f"{name}: {value}" for name, value in values.items()]
    return "\n".join(["---", f"title: {title}", *lines, "---", body, ""])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def served(index: Path, *options: str) -> Iterator[str]:
    """Runs ``backfile serve`` for as long as the block lasts; gives its address."""
    port = free_port()
    command = [str(BACKFILE), "serve", "--index", str(index), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("http://"):
                break
        assert process.poll() is None
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


@pytest.fixture(scope="module")
def site(demo_index: Path) -> Iterator[str]:
    """Address of the demo's site."""
    with served(demo_index) as address:
        yield address


def numbered(count: int) -> dict[str, str]:
    """So many posts, one a day."""
    return {
        f"_posts/2020-01-{day:02}-p{day}.md": post(f"Post {day}", f"Word{day} harbour")
        for day in range(1, count + 1)
    }


def found(archive: Archive, typed: str = "") -> list[str]:
    """Titles of the stories that an archive's index finds."""
    engine = open_engine(archive.index)
    try:
        return Searcher(engine).titles(q=typed)
    finally:
        engine.close()


def wait_until(page: Page, happened: Callable[[], bool]) -> None:
    """Waits for something that is not seen in a page, however slow the machine is."""
    for _ in range(1500):
        if happened():
            return
        page.wait_for_timeout(20)
    raise AssertionError("It has not happened.")


def type_within(field: Locator, text: str) -> None:
    """Types without a pause; on a busy machine keys from outside may come too far apart."""
    field.focus()
    field.evaluate(
        """(field, text) => { for (const letter of text) {
            field.value += letter;
            field.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter }));
        } }""",
        text,
    )


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS])
        yield browser
        browser.close()
