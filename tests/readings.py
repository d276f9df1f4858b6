"""Reads small archives written for a test, without an index."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from indexer.archive.discover import find_posts
from indexer.archive.readers import read_file
from indexer.archive.reading import Reader, Reading
from indexer.archive.site import read_site
from indexer.model import Story

TODAY = date(2024, 6, 1)


def read_all(folder: Path, **options: Any) -> dict[str, Reading]:  # noqa: ANN401 - fields of Reader
    reader = replace(Reader(archive=folder, site=read_site(folder), today=TODAY), **options)
    found_posts = find_posts(folder, reader.site)
    return {found.path: read_file(reader, found).reading for found in found_posts}


def read_one(folder: Path, content: str | bytes, name: str = "2020-05-04-a-post.md") -> Reading:
    path = folder / "_posts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_all(folder)[f"_posts/{name}"]


def story_of(folder: Path, content: str | bytes, name: str = "2020-05-04-a-post.md") -> Story:
    reading = read_one(folder, content, name)
    assert reading.story is not None, reading.problems
    return reading.story
