"""What reading real archives gives: the table of docs/archives.md.

    python -m benchmarks.archives FOLDER

FOLDER holds one archive a folder. Each is read whole, in as many processes as there are cores.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from indexer.archive.discover import find_posts
from indexer.build import make_reader, read_all
from indexer.engine.records import Outcome
from indexer.settings import Settings

COLUMNS = (
    "archive", "files", "stories", "excluded", "failed", "problems", "photos", "with caption",
    "with credit", "with date taken", "links", "dates", "languages", "seconds",
)  # fmt: skip

_MAX_LANGUAGES = 4


def survey(archive: Path) -> dict[str, str]:
    """Reads an archive; column -> cell."""
    clock = time.perf_counter()
    reader = make_reader(archive.resolve(), Settings(), datetime.now(UTC))
    readings = [
        file.reading for file in read_all(reader, find_posts(reader.archive, reader.site), 0)
    ]
    seconds = time.perf_counter() - clock
    outcomes = Counter(reading.outcome for reading in readings)
    stories = [reading.story for reading in readings if reading.story]
    photos = [photo for story in stories for photo in story.photos]
    cells: dict[str, int | str] = {
        "archive": archive.name,
        "files": len(readings),
        "stories": outcomes[Outcome.STORY],
        "excluded": outcomes[Outcome.EXCLUDED],
        "failed": outcomes[Outcome.FAILED],
        "problems": sum(len(r.problems) for r in readings) + len(reader.site.problems),
        "photos": len(photos),
        "with caption": sum(bool(photo.caption.text) for photo in photos),
        "with credit": sum(bool(photo.credits) for photo in photos),
        "with date taken": sum(photo.taken.earliest is not None for photo in photos),
        "links": sum(len(story.links) for story in stories),
        "dates": _counts(Counter(story.date.source.replace("_", " ") for story in stories)),
        "languages": _counts(Counter(story.lang for story in stories)),
        "seconds": f"{seconds:.1f}",
    }
    return {name: f"{cell:,}" if isinstance(cell, int) else cell for name, cell in cells.items()}


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counter.most_common(_MAX_LANGUAGES))


def main(folder: Path) -> None:
    """Prints the table in Markdown."""
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS))
    for archive in sorted(path for path in folder.iterdir() if path.is_dir()):
        cells = survey(archive)
        print("| " + " | ".join(cells[name] for name in COLUMNS) + " |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
