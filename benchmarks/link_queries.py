"""Known-item queries out of an archive's own links: the text of a link, and the post it leads to.

    python -m benchmarks.link_queries ARCHIVE JUDGED

Writes ``queries.jsonl`` (id, text, exclude) and ``qrels.tsv`` (query id, path, grade) into the
folder JUDGED, as :mod:`benchmarks.relevance` reads them, so that the ranking can be tried on
archives whose links nobody tuned it with. Texts of fewer than two words, addresses, and texts that
lead to several posts are no queries. Posts that hold such a link are to be dropped from the
answers: they have the text, word for word.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from benchmarks.relevance import all_stories
from indexer.archive.addresses import internal_links
from indexer.archive.markup import to_html
from indexer.archive.post import is_markdown, read_post
from indexer.archive.reading import Reader
from indexer.build import build, make_reader
from indexer.engine.factory import open_engine
from indexer.links import LinkGraph
from indexer.model import Story
from indexer.progress import ProgressReporter
from indexer.settings import Settings

_ADDRESS = re.compile(r"\w+://|www\.|\S+/\S+/\S+")
_FEWEST_WORDS = 2
_MOST_WORDS = 20


def main() -> None:
    """Reads every link between two stories, and writes queries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("judged", type=Path)
    options = parser.parse_args()
    reader = make_reader(options.archive.resolve(), Settings(), datetime.now(UTC))
    with tempfile.TemporaryDirectory() as folder:
        build(options.archive, Path(folder), Settings(), ProgressReporter(sys.stderr))
        engine = open_engine(Path(folder))
        graph, stories = engine.links(), {story.id: story for story in all_stories(engine)}
        holders: dict[str, set[str]] = {}
        targets: dict[str, set[str]] = {}
        for story in stories.values():
            for text, target in link_texts(reader, story, graph):
                holders.setdefault(text, set()).add(story.path)
                if target != story.id:
                    targets.setdefault(text, set()).add(stories[target].path)
        engine.close()
    clear = {text: found.pop() for text, found in sorted(targets.items()) if len(found) == 1}
    write(options.judged, clear, holders)
    print(f"{len(clear)} queries")


def link_texts(reader: Reader, story: Story, graph: LinkGraph) -> Iterator[tuple[str, str]]:
    """The text of every link of a story to one of the archive, and that one's id."""
    content = (reader.archive / story.path).read_bytes()
    post = read_post(story.path, content, reader.site.encoding)
    html = to_html(
        post.body,
        markdown=is_markdown(story.path),
        variables={f"site.{name}": value for name, value in reader.site.variables.items()},
        includes=reader.site.includes,
        most=reader.limits.post_bytes,
    )
    for link in BeautifulSoup(html.text, "lxml").find_all("a", href=True):
        text = " ".join(link.get_text().split())
        if _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS and not _ADDRESS.match(text):
            for address in internal_links(reader.site, story.public_url, [str(link["href"])]):
                if target := graph.resolve(address):
                    yield text, target


def write(judged: Path, clear: dict[str, str], holders: dict[str, set[str]]) -> None:
    """Writes the queries and what they lead to."""
    judged.mkdir(parents=True, exist_ok=True)
    with (judged / "queries.jsonl").open("w", encoding="utf-8") as file:
        for number, (text, target) in enumerate(clear.items(), 1):
            exclude = sorted(holders[text] - {target})
            row = {"id": str(number), "text": text, "exclude": exclude}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    rows = [f"{number}\t{target}\t1\n" for number, target in enumerate(clear.values(), 1)]
    (judged / "qrels.tsv").write_text("query\tdocument\tgrade\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
