"""Images' files, asked for one by one or by the folder, are the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.archive.image_files import ImageFiles
from indexer.archive.images import ImageStamps, find_image


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    archive, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    for path in (archive / "images/a.jpg", archive / "images/Ä b.png", elsewhere / "images/c.jpg"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * len(path.name))
    (archive / "images/folder").mkdir()
    (archive / "images/link.jpg").symlink_to("a.jpg")
    (archive / "images/out.jpg").symlink_to(elsewhere / "images/c.jpg")
    (archive / "images/nowhere.jpg").symlink_to("gone.jpg")
    (archive / "out").symlink_to(elsewhere / "images")
    os.mkfifo(archive / "images/pipe.jpg")
    return archive.resolve(), elsewhere.resolve()


@pytest.mark.parametrize("second", [False, True])
def test_stamps_are_the_same(folders: tuple[Path, Path], second: bool) -> None:  # noqa: FBT001
    archive, elsewhere = folders
    names = ("a.jpg", "Ä b.png", "c.jpg", "A.jpg", "folder", "link.jpg", "out.jpg", "nowhere.jpg")
    paths = [f"images/{name}" for name in (*names, "pipe.jpg", "a.jpg/b.jpg", "x" * 300, "\0.jpg")]
    paths += ["a.jpg", "out/c.jpg", "nothing/a.jpg"]
    root = elsewhere if second else None
    stamps = ImageStamps(archive, root, ImageFiles(archive, root, ""))
    assert {p: stamps.of(p) for p in paths} == {p: find_image(p, archive, root)[1] for p in paths}
    assert stamps.of("images/a.jpg")
    assert bool(stamps.of("images/c.jpg")) == second
    assert not stamps.of("out/c.jpg")


def test_a_folder_that_may_not_be_listed_is_asked_for_files(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, _ = folders

    def refuse(path: str) -> None:
        # A superuser, as which tests may run, lists any folder whatever its permissions.
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert ImageStamps(archive, None, ImageFiles(archive, None, "")).of("images/a.jpg")
