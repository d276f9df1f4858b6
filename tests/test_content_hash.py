"""The hash by which a search is cited: of what the stories of an index are made of."""

from __future__ import annotations

import shutil
from contextlib import closing

from conftest import Archive, post

from indexer.engine.factory import open_engine

FILES = {
    "_posts/2020-01-01-pier.md": post("Pier", "The old pier."),
    "_posts/2020-01-02-ferry.md": post("Ferry"),
    "_posts/2020-01-03-storm.md": post("Storm"),
}


def hash_of(archive: Archive) -> str:
    with closing(open_engine(archive.index)) as engine:
        return engine.stats().content_hash


def test_indexes_of_the_same_content_say_the_same_however_they_came_about(
    archive: Archive,
) -> None:
    archive.write(FILES).build()
    first = hash_of(archive)
    assert len(first) == 32
    archive.write({"_posts/2020-01-04-more.md": post("More")}).build()
    assert hash_of(archive) != first
    (archive.path / "_posts/2020-01-04-more.md").unlink()
    archive.build(allow_removals=True)
    assert hash_of(archive) == first
    archive.build(rebuild=True)
    assert hash_of(archive) == first
    moved = Archive.__new__(Archive)
    moved.path, moved.index = archive.path.with_name("elsewhere"), archive.index.with_name("other")
    shutil.copytree(archive.path, moved.path)
    moved.build()
    assert hash_of(moved) == first


def test_any_change_of_a_story_changes_it(archive: Archive) -> None:
    archive.write(FILES).build()
    seen = {hash_of(archive)}
    for changes in (
        {"_posts/2020-01-01-pier.md": post("Pier", "The old pier!")},
        {"_posts/2020-01-02-ferry.md": post("Ferry", published="false")},
        {"_config.yml": "title: Another name\n"},
    ):
        archive.write(changes).build(allow_removals=True)
        seen.add(hash_of(archive))
    assert len(seen) == 4


def test_a_file_that_is_no_story_makes_no_difference(archive: Archive) -> None:
    archive.write(FILES).build()
    before = hash_of(archive)
    archive.write({"_posts/2999-01-01-later.md": post("Later")}).build()
    assert hash_of(archive) == before
