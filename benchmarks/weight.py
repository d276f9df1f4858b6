"""What a reader loads: bytes of pages, style sheets and scripts, without images.

    python -m benchmarks.weight [INDEX]

Of the demo, or of another index. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

from flask.testing import FlaskClient

from indexer.build import build
from indexer.engine.factory import open_engine
from indexer.engine.request import SearchRequest
from indexer.progress import ProgressReporter
from indexer.settings import Settings
from webapp import create_app

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "webapp/static"
_RESOURCE = re.compile(
    r'<(?:link rel="stylesheet"|script) [^>]*?(?:href|src)="(/[^"]+?\.(css|js)(?:\?[^"]*)?)"'
)
_IMPORTED = re.compile(r'^(?:import|export) [^(\n]*"\./([\w-]+\.js)"', re.MULTILINE)
"""What a script cannot begin without; what it asks for later is no part of the page."""


def main() -> None:
    """Measures, and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = options.index or _demo(Path(folder))
        engine = open_engine(index)
        client = create_app(engine, Settings()).test_client()
        newest = engine.search(SearchRequest(size=1)).hits[0]
        word = max(re.findall(r"\w+", newest.title), key=len)
        pages = {
            "home": "/",
            "results, 20 hits": f"/search?q={word}",
            "all stories": "/search",
            "photos": "/photos",
            "story": newest.url,
            "timeline": f"/timeline?q={word}",
            "concordance": f"/concordance?q={word}",
            "coverage": "/coverage",
            "help": "/help",
            "API": "/api",
        }
        print("| page | HTML | styles | scripts | together |")
        print("|---|---|---|---|---|")
        for name, address in pages.items():
            sizes = measure(client, address)
            cells = " | ".join(f"{size:,}" for size in (*sizes, sum(sizes)))
            print(f"| {name} | {cells} |")
        for kind in ("css", "js"):
            total = sum(path.stat().st_size for path in STATIC.glob(f"*.{kind}"))
            print(f"\nAll of static/*.{kind}: {total:,}")
        engine.close()


def measure(client: FlaskClient, address: str) -> tuple[int, int, int]:
    """Bytes of a page, its style sheets, and its scripts with what they import at once."""
    html = client.get(address).text
    found = dict(_RESOURCE.findall(html))
    styles = sum(_size(client, path) for path, kind in found.items() if kind == "css")
    # The search box, whose preview a page shows, is for other sites and has a limit of its own.
    names = {
        path.partition("?")[0].rpartition("/")[2]
        for path, kind in found.items()
        if kind == "js" and path.startswith("/static/")
    }
    scripts = sum((STATIC / name).stat().st_size for name in set(_with_imports(names)))
    return len(html.encode()), styles, scripts


@cache
def _size(client: FlaskClient, address: str) -> int:
    with client.get(address) as response:
        return len(response.data)


def _with_imports(names: set[str]) -> Iterator[str]:
    for name in names:
        yield name
        imported = set(_IMPORTED.findall((STATIC / name).read_text(encoding="utf-8")))
        yield from _with_imports(imported)


def _demo(folder: Path) -> Path:
    reporter = ProgressReporter(StringIO())
    build(ROOT / "demo", folder / "index", Settings(), reporter)
    reporter.stop()
    return folder / "index"


if __name__ == "__main__":
    main()
