"""Damage to an index: that it is told, that no build passes it on, and that a new one heals it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pytest
from conftest import Archive, found, numbered, post

from indexer.engine.factory import open_engine
from indexer.engine.request import SearchRequest
from indexer.engine.whoosh import refusal
from indexer.errors import IndexUnreadableError


@pytest.mark.parametrize("manifest", [b"{", b"", b"\x00", None])
def test_a_damaged_index_is_told_and_built_anew(archive: Archive, manifest: bytes | None) -> None:
    archive.write(numbered(2)).build()
    path = archive.index / "manifest.json"
    written = path.read_bytes()
    # None: a letter of the archive's path that is no text any more.
    path.write_bytes(written.replace(b"/", b"\xff", 1) if manifest is None else manifest)
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        open_engine(archive.index)
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        archive.build()
    archive.build(rebuild=True)
    assert len(found(archive)) == 2


def test_a_manifest_that_names_another_generation_is_damaged(archive: Archive) -> None:
    archive.write(numbered(2)).build()
    archive.write(numbered(3)).build()
    path = archive.index / "manifest.json"
    path.write_text(path.read_text().replace('"generation":2', '"generation":1'))
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        open_engine(archive.index)
    archive.build(rebuild=True)
    assert len(found(archive)) == 3


def test_damage_is_found_when_the_index_is_verified(archive: Archive) -> None:
    archive.write(numbered(3)).build()
    engine = open_engine(archive.index)
    assert engine.verify() == ()
    engine.close()
    (segment,) = archive.index.glob("generations/*/stories/*.segment")
    content = bytearray(segment.read_bytes())
    content[64] ^= 1
    segment.write_bytes(content)
    engine = open_engine(archive.index)
    (line,) = engine.verify()
    assert "000001.segment is damaged" in line
    engine.close()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE])
def test_an_index_that_cannot_be_read_for_now_is_not_called_damaged(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    archive.write(numbered(2)).build()
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> IO[Any]:  # the tests may run as root
        if path.suffix == ".segment":
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    reason = rf"could not be read: {os.strerror(number)} \(.*000001.segment\)\.$"
    with pytest.raises(IndexUnreadableError, match=reason):
        open_engine(archive.index)


@pytest.mark.parametrize("lacking", ["fsync", "link"])
def test_file_systems_may_lack_links_and_synced_folders(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    done = getattr(os, lacking)

    def refuse(what: Any, *others: Path) -> None:  # noqa: ANN401 - a descriptor, or a path
        if lacking == "link" or stat.S_ISDIR(os.fstat(what).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        done(what, *others)

    monkeypatch.setattr(os, lacking, refuse)
    archive.write(numbered(2)).build()
    archive.write(numbered(3)).build()
    assert len(found(archive)) == 3


@pytest.mark.parametrize("folder", ["stories", "photos"])
def test_what_is_lost_of_deletions_is_told(archive: Archive, folder: str) -> None:
    picture = "![Pier](/pier.png)"
    archive.write({f"_posts/2020-01-01-{n}.md": post(f"P {n}", picture) for n in "abcdef"}).build()
    (archive.path / "_posts/2020-01-01-a.md").unlink()
    archive.build()
    (deleted,) = archive.index.glob(f"generations/000002/{folder}/*.live")
    content = deleted.read_bytes()
    deleted.write_bytes(content.replace(b"\x7c" if content.count(b"\x7c") else b"\xf8", b"\xfc"))
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        open_engine(archive.index)
    deleted.unlink()
    with closing(open_engine(archive.index)) as engine:
        assert engine.verify() == (f"there are 6 {folder} instead of 5",)
    archive.write({"_posts/2020-01-02-new.md": post("New")})
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        archive.build()


def test_a_file_that_is_lacking_is_named(archive: Archive) -> None:
    archive.write(numbered(2)).build()
    (stems,) = archive.index.rglob("stories/*.stems")
    stems.unlink()
    with pytest.raises(IndexUnreadableError, match=r"lacks 000001\.stems\. .*--rebuild"):
        open_engine(archive.index)


def test_what_is_lost_beside_the_record_is_told(archive: Archive) -> None:
    archive.write(numbered(3)).build()
    (survey,) = archive.index.glob("generations/*/survey.zst")
    survey.unlink()
    with closing(open_engine(archive.index)) as engine:
        assert engine.verify() == ("survey.zst is missing",)


def test_damage_to_what_records_share_is_told(archive: Archive) -> None:
    words = [f"harbour{n} bridge{n * 7} ferry{n * 13}" for n in range(250)]
    texts = {
        f"_posts/2020-01-01-p{n}.md": post(f"Post {n}", " ".join(words[n : n + 9]))
        for n in range(240)
    }
    archive.write(texts).build()
    (dictionary,) = archive.index.glob("generations/*/records.dictionary.zst")
    content = dictionary.read_bytes()
    for at in range(len(content) - 1, 0, -len(content) // 30):
        dictionary.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(IndexUnreadableError, match="--rebuild"):
            open_engine(archive.index)
    dictionary.unlink()
    with closing(open_engine(archive.index)) as engine:
        assert engine.verify()


def test_a_build_keeps_no_damage_under_new_checksums(archive: Archive) -> None:
    archive.write(numbered(8)).build()
    (segment,) = archive.index.glob("generations/*/stories/*.segment")
    content = bytearray(segment.read_bytes())
    content[content.index(b"word8")] ^= 1
    segment.write_bytes(content)
    for day in range(1, 5):  # of which so many may be gone before the rest is written anew
        (archive.path / f"_posts/2020-01-{day:02}-p{day}.md").unlink()
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        archive.build(allow_removals=True)
    archive.build(rebuild=True, allow_removals=True)
    with closing(open_engine(archive.index)) as engine:
        assert engine.verify() == ()


@pytest.mark.parametrize("size", [0, 100])
def test_a_build_tells_damage_to_stems(archive: Archive, size: int) -> None:
    archive.write(numbered(3)).build()
    (stems,) = archive.index.glob("generations/*/photos/*.stems")
    stems.write_bytes(stems.read_bytes()[:size])
    archive.write(numbered(4))
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        archive.build()


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_file_cut_short_is_told_when_the_index_is_opened(archive: Archive, kept: float) -> None:
    archive.write(numbered(3)).build()
    (segment,) = archive.index.glob("generations/*/photos/*.segment")
    content = segment.read_bytes()
    segment.write_bytes(content[: int(kept if kept > 1 else kept * len(content))])
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        open_engine(archive.index)


def without_part(name: str) -> Callable[[Path], None]:
    """Removes the files of that name of the newest generation."""

    def remove(index: Path) -> None:
        files = list((index / "generations/000002").rglob(name))
        assert files
        for file in files:
            file.unlink()

    return remove


def manifest_of(content: bytes) -> Callable[[Path], None]:
    """Writes something else into the manifest."""

    def write(index: Path) -> None:
        (index / "manifest.json").write_bytes(content)

    return write


@pytest.mark.parametrize(
    "damage",
    [
        shutil.rmtree,
        lambda index: (index / "manifest.json").unlink(),
        lambda index: shutil.rmtree(index / "generations/000002"),
        manifest_of(b"{"),
        without_part("contents.json"),
        without_part("build.json.zst"),
        without_part("*.segment"),
        without_part("*.live"),  # on its way still: what was deleted would be found again
    ],
)
def test_an_engine_goes_on_while_the_newest_index_cannot_be_opened(
    archive: Archive, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    archive.write(numbered(9)).build()
    with closing(open_engine(archive.index)) as engine:
        assert engine.stats().stories == 9
        (archive.path / "_posts/2020-01-01-p1.md").unlink()
        archive.build()
        damage(archive.index)
        for _ in range(3):
            assert engine.search(SearchRequest()).total == 9
            assert engine.stats().stories == 9
            assert engine.is_behind()
        assert len(caplog.messages) == 1
        assert str(archive.index) in caplog.text
        archive.write({"_posts/2020-02-01-next.md": post("Next")}).build(rebuild=True)
        assert engine.search(SearchRequest()).total == 9
        assert engine.search(SearchRequest(q="next")).total == 1
        assert not engine.is_behind()
        assert "opened again" in caplog.messages[-1]


def test_an_index_that_is_whole_again_is_taken_up_by_itself(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write(numbered(2)).build()
    with closing(open_engine(archive.index)) as engine:
        archive.write(numbered(3)).build()
        newest = archive.index / "generations/000002"
        newest.rename(archive.index / "on its way")
        assert engine.stats().stories == 2
        (archive.index / "on its way").rename(newest)
        assert engine.stats().stories == 2  # to try with every search would be dear
        monkeypatch.setattr(refusal, "OPEN_AGAIN", 0.0)
        archive.write(numbered(4)).build()
        (archive.index / "generations/000003").rename(archive.index / "on its way")
        assert engine.stats().stories == 2
        (archive.index / "on its way").rename(archive.index / "generations/000003")
        assert engine.stats().stories == 4
