"""Segments hold the same however they came about, and give out what was put into them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from conftest import Archive, post
from hypothesis import example, given
from hypothesis import strategies as st
from oracles import chance, make_stories, write

from indexer.engine.factory import open_engine, open_writer
from indexer.engine.request import SearchRequest
from indexer.engine.whoosh import gathering, writer
from indexer.engine.whoosh.matching import numbers_of
from indexer.engine.whoosh.open_segment import join_spans
from indexer.engine.whoosh.segments import parts, record_buffer, records
from indexer.engine.whoosh.segments.arrays import ArrayFile, narrow, write_arrays
from indexer.engine.whoosh.segments.codes import Codes, pack_codes, unpack_codes
from indexer.engine.whoosh.segments.content import offsets_of
from indexer.engine.whoosh.segments.document_numbers import (
    look_up,
    pack_documents,
    unpack_documents,
)
from indexer.engine.whoosh.segments.files import StoredContent, read_segment
from indexer.engine.whoosh.segments.positions import pack_positions, unpack_positions
from indexer.engine.whoosh.segments.record_buffer import RecordBuffer
from indexer.engine.whoosh.segments.records import RecordDecoder, RecordEncoder
from indexer.engine.whoosh.segments.strings import StringBuffer, join_chosen
from indexer.errors import IndexUnreadableError
from indexer.extras import Extras
from indexer.model import Story

SMALL = 40
"""Numbers worked on at a time, so that every segment is made of many parts."""


def one_by_one(stories: Sequence[Story]) -> list[tuple[Sequence[Story], Sequence[str]]]:
    """So many commits that segments are merged, and merged again; one story is deleted."""
    edges = [*range(0, len(stories), 3), len(stories)]
    steps = [(stories[first:last], ()) for first, last in pairwise(edges)]
    return [*steps, ((), (stories[1].id,))]


def files_of(index: Path) -> dict[str, bytes]:
    newest = max((index / "generations").iterdir())
    return {
        str(path.relative_to(newest)): path.read_bytes()
        for path in newest.rglob("*")
        if path.suffix in {".segment", ".suggest", ".live", ".groups"}
    }


@pytest.mark.parametrize("commits", ["one", "many"])
def test_working_in_parts_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commits: str
) -> None:
    stories = make_stories(80, chance(1))
    steps = [(stories, ())] if commits == "one" else one_by_one(stories)
    write(tmp_path / "whole", steps)
    monkeypatch.setattr(parts, "PART", SMALL)
    write(tmp_path / "parts", steps)
    assert files_of(tmp_path / "parts") == files_of(tmp_path / "whole")


def test_merged_segments_hold_what_one_would(tmp_path: Path) -> None:
    stories = make_stories(64, chance(2))
    write(tmp_path / "once", [(stories, ())])
    write(tmp_path / "merged", [(stories[at : at + 8], ()) for at in range(0, 64, 8)])
    for kind in ("stories", "photos"):
        once, merged = (_only_segment(tmp_path / name, kind) for name in ("once", "merged"))
        assert list(merged.terms) == list(once.terms)
        assert list(merged.ids) == list(once.ids)
        assert list(merged.columns.records) == list(once.columns.records)
        for one, other in (
            (merged.postings.documents[:], once.postings.documents[:]),
            (merged.postings.positions[:], once.postings.positions[:]),
            (
                merged.postings.profiles[merged.postings.codes[:]],
                once.postings.profiles[once.postings.codes[:]],
            ),
            (
                merged.layout.starts(slice(None)),
                once.layout.starts(slice(None)),
            ),
            (merged.columns.signatures, once.columns.signatures),
            (merged.columns.pictures, once.columns.pictures),
            (merged.impacts, once.impacts),
        ):
            assert np.array_equal(one, other)


def test_what_one_build_wrote_in_pieces_is_one_segment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = make_stories(60, chance(3))
    write(tmp_path / "whole", [(stories, ())])
    monkeypatch.setattr(gathering, "MAX_STORIES", 9)
    write(tmp_path / "pieces", [(stories, ())])
    for kind in ("stories", "photos"):
        whole, pieces = (_only_segment(tmp_path / name, kind) for name in ("whole", "pieces"))
        assert list(pieces.ids) == list(whole.ids)
        assert np.array_equal(pieces.impacts, whole.impacts)


@pytest.mark.parametrize(
    ("limit", "value"), [("MAX_MERGED_STORIES", 20), ("MAX_MERGED_WORDS", 2000)]
)
def test_segments_are_not_merged_beyond_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(gathering, "MAX_STORIES", 9)
    monkeypatch.setattr(writer, limit, value)
    write(tmp_path, [(make_stories(60, chance(3)), ())])
    newest = max((tmp_path / "generations").iterdir())
    segments = [
        read_segment(ArrayFile(newest / kind / path.name))
        for kind in ("stories", "photos")
        for path in (newest / "stories").glob("*.segment")
    ]
    half = len(segments) // 2
    sizes = [
        (pair[0].count, sum(len(segment.postings.positions) for segment in pair))
        for pair in zip(segments[:half], segments[half:], strict=True)
    ]
    assert 1 < half < 60 / 9
    assert sum(stories for stories, _ in sizes) == 60
    at = 0 if limit == "MAX_MERGED_STORIES" else 1
    assert max(size[at] for size in sizes) <= value


def _only_segment(index: Path, kind: str) -> StoredContent:
    newest = max((index / "generations").iterdir())
    (path,) = (newest / kind).glob("*.segment")
    return read_segment(ArrayFile(path))


@given(
    size=st.sampled_from([0, 1, 100, 40_000, 40_001, 65_536, 100_007]),
    share=st.sampled_from([0.0, 1e-4, 0.003, 0.02, 0.1, 0.3, 1.0]),
    seed=st.integers(0, 1000),
)
def test_numbers_of_a_mask_are_where_it_is_true(size: int, share: float, seed: int) -> None:
    mask = np.random.default_rng(seed).random(size) < share
    assert numbers_of(mask).tolist() == [at for at, true in enumerate(mask.tolist()) if true]


@given(
    profiles=st.integers(1, 700),
    drawn=st.lists(st.integers(0, 699), min_size=1, max_size=400),
    bounds=st.tuples(st.integers(0, 400), st.integers(0, 400)),
)
def test_codes_lead_to_the_profiles_they_were_given_for(
    tmp_path_factory: pytest.TempPathFactory,
    profiles: int,
    drawn: list[int],
    bounds: tuple[int, int],
) -> None:
    codes = np.array(drawn, np.int64) % profiles
    table = np.arange(2 * profiles, dtype=np.uint16).reshape(-1, 2)
    path = tmp_path_factory.mktemp("codes") / "codes"
    write_arrays(path, pack_codes(codes, table), {})
    file = ArrayFile(path)
    written, kept = unpack_codes(file), file["profiles"]
    first, last = (min(bound, len(codes)) for bound in sorted(bounds))
    assert np.array_equal(kept[written[first:last]], table[codes[first:last]])
    backwards = np.arange(len(codes))[::-1]
    assert np.array_equal(kept[written.take(backwards)], table[codes[::-1]])
    assert np.array_equal(kept[written[backwards[::2]]], table[codes[::-1][::2]])
    spans = [(first, last), (0, min(3, len(codes))), (len(codes) - 1, len(codes))]
    expected = np.concatenate([codes[begin:end] for begin, end in spans])
    assert np.array_equal(kept[join_spans(written, spans)], table[expected])
    assert len(written) == len(codes)


def test_codes_of_rare_profiles_are_kept_aside(tmp_path: Path) -> None:
    codes = np.concatenate([np.arange(600), np.arange(300).repeat(3)])
    write_arrays(tmp_path / "codes", pack_codes(codes, np.zeros((600, 1), np.uint8)), {})
    file = ArrayFile(tmp_path / "codes")
    assert isinstance(unpack_codes(file), Codes)
    assert file["postings.codes"].itemsize == 1
    assert len(file["postings.codes.others"]) == 600 - 255 + 45 * 3


@example(drawn=[[0]], furthest=1 << 16, asked=[256], bounds=(0, 0))
@given(
    drawn=st.lists(
        st.lists(st.integers(0, 9 << 16), min_size=1, max_size=40, unique=True), min_size=1
    ),
    furthest=st.sampled_from([1 << 16, 1 << 17, 9 << 16]),
    asked=st.lists(st.integers(0, 400_000), max_size=20),
    bounds=st.tuples(st.integers(0, 400), st.integers(0, 400)),
)
def test_numbers_of_documents_are_given_out_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[list[int]],
    furthest: int,
    asked: list[int],
    bounds: tuple[int, int],
) -> None:
    terms = [sorted({number % furthest for number in term}) for term in drawn]
    numbers = narrow(np.array([number for term in terms for number in term]))
    offsets = offsets_of(np.array([len(term) for term in terms]))
    path = tmp_path_factory.mktemp("numbers") / "numbers"
    write_arrays(path, pack_documents(numbers, offsets), {})
    written = unpack_documents(ArrayFile(path))
    first, last = sorted(bounds)
    assert np.array_equal(written[:], numbers)
    assert np.array_equal(written[first:last], numbers[first:last])
    spans = list(pairwise(offsets.tolist()))[::2]
    expected = np.concatenate([numbers[begin:end] for begin, end in spans])
    assert np.array_equal(join_spans(written, spans), expected)
    wanted = np.array(sorted({number % furthest for number in [*asked, *terms[0]]}))
    rows, found = look_up(written, spans, wanted)
    assert found.tolist() == [[n in term for n in wanted.tolist()] for term in terms[::2]]
    assert np.array_equal(numbers[rows[found]], wanted[found.nonzero()[1]])


def test_numbers_of_many_documents_take_two_bytes_a_posting() -> None:
    numbers = np.tile(np.arange(0, 300_000, 3, dtype=np.uint32), 2)
    packed = pack_documents(numbers, np.array([0, 100_000, 200_000]))
    assert sum(array.nbytes for array in packed.values()) <= 2 * len(numbers) + 100
    assert list(pack_documents(narrow(numbers[:999]), np.array([0, 999]))) == ["postings.documents"]


@given(
    drawn=st.lists(st.integers(0, 4200), max_size=90),
    far=st.lists(st.integers(3700, 65535), max_size=4),
    bounds=st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
def test_positions_are_given_out_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[int],
    far: list[int],
    bounds: tuple[int, int],
) -> None:
    near = [position % 3840 for position in drawn] * 3
    positions = np.array([*near, *far], np.uint16)
    path = tmp_path_factory.mktemp("positions") / "positions"
    write_arrays(path, pack_positions(positions), {})
    written = unpack_positions(ArrayFile(path))
    first, last = bounds
    assert np.array_equal(written[first:last], positions[first:last])
    backwards = np.arange(len(positions))[::-1]
    assert np.array_equal(written[backwards], positions[::-1])
    assert np.array_equal(written[:], positions)


def test_positions_of_short_documents_take_a_byte_and_a_half() -> None:
    packed = pack_positions((np.arange(3001) % 3840).astype(np.uint16))
    assert sum(array.nbytes for array in packed.values()) == 3001 + 1501
    long = pack_positions(np.arange(9000).astype(np.uint16))
    assert list(long) == ["positions"]


def test_records_come_out_in_the_order_of_their_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_buffer, "SAMPLES", 250)
    monkeypatch.setattr(record_buffer, "BATCH_BYTES", 3000)
    stories = make_stories(700, chance(3))
    buffer = RecordBuffer(b"")
    try:
        for story in stories[:600]:
            buffer.add(story)
        first, dictionary = list(buffer.take()), buffer.dictionary
        for story in stories[600:]:
            buffer.add(story)
        encoded = [*first, *buffer.take()]
    finally:
        buffer.close()
    assert dictionary
    assert buffer.dictionary is dictionary  # an index has one
    decoder = RecordDecoder(dictionary, lambda error: error)
    read = [
        decoder.decode(record, story.id, story.title)
        for record, story in zip(encoded, stories, strict=True)
    ]
    assert read == stories


def test_records_from_before_a_dictionary_was_learnt_stay_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MIN_SAMPLES", 100)
    stories = make_stories(300, chance(7))
    write(tmp_path, [(stories[:60], ()), (stories[60:], ())])
    kept = [list(tmp_path.glob(f"generations/*{n}/records.dictionary.zst")) for n in (1, 2)]
    assert list(map(len, kept)) == [0, 1]
    engine = open_engine(tmp_path)
    assert [engine.story(story.id) for story in stories] == stories
    engine.close()


def test_a_build_that_is_given_up_leaves_no_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_buffer, "SAMPLES", 3)
    before = set(threading.enumerate())

    def give_up() -> None:
        with open_writer(tmp_path / "index", Extras()) as writer:
            for story in make_stories(20, chance(4)):
                writer.put(story)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert set(threading.enumerate()) == before


def test_a_record_that_cannot_be_encoded_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = make_stories(20, chance(5))
    write(tmp_path, [(stories, ())])

    def fail(*_: object) -> list[bytes]:
        raise MemoryError

    monkeypatch.setattr(RecordEncoder, "encode", fail)
    with pytest.raises(MemoryError):
        write(tmp_path, [(make_stories(30, chance(6)), ())])
    engine = open_engine(tmp_path)
    assert engine.story(stories[0].id) == stories[0]
    engine.close()


@given(
    columns=st.lists(
        st.lists(st.tuples(st.binary(max_size=9), st.booleans()), max_size=9), min_size=1
    )
)
def test_strings_left_out_are_left_out(columns: list[list[tuple[bytes, bool]]]) -> None:
    given_columns = []
    for column in columns:
        buffer = StringBuffer()
        for string, _ in column:
            buffer.add(string)
        chosen = np.array([kept for _, kept in column], np.bool_)
        given_columns.append((buffer.take(), chosen))
    expected = [string for column in columns for string, kept in column if kept]
    assert list(join_chosen(given_columns)) == expected


def test_an_opened_index_answers_after_its_files_are_gone(archive: Archive) -> None:
    archive.write({f"_posts/2020-01-0{n}-storm.md": post(f"Storm {n}") for n in range(1, 6)})
    archive.build()
    engine = open_engine(archive.index)
    ids = [file.story_id for file in engine.build_record().files]
    shutil.rmtree(archive.index / "generations")
    assert [story.id for story in _stories(engine.story(name) for name in ids)] == ids
    engine.close()


def test_a_damaged_record_is_told(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-storm.md": post("Storm", "The pier.")}).build()
    (path,) = archive.index.glob("generations/*/stories/*.segment")
    whole = path.read_bytes()
    records = read_segment(ArrayFile(path)).columns.records.content.tobytes()
    path.unlink()  # another generation may have it too
    path.write_bytes(whole.replace(records, bytes(len(records))))
    engine = open_engine(archive.index)
    (hit,) = engine.search(SearchRequest(q="pier", snippets=False)).hits
    assert hit.title == "Storm"
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        str(hit.path)
    with pytest.raises(IndexUnreadableError, match="--rebuild"):
        engine.search(SearchRequest(q="pier"))
    assert list(engine.verify())
    engine.close()


def _stories(found: Iterable[Story | None]) -> list[Story]:
    return [story for story in found if story is not None]


def test_a_build_record_that_is_cut_short_is_told(archive: Archive) -> None:
    archive.write({"_posts/2020-01-01-storm.md": post("Storm")})
    archive.build()
    engine = open_engine(archive.index)
    assert not list(engine.verify())
    (record,) = archive.index.glob("generations/*/build.json.zst")
    content = record.read_bytes()
    record.unlink()  # another generation may have it too
    record.write_bytes(content[:-2])
    assert list(engine.verify())
    with pytest.raises(IndexUnreadableError):
        engine.build_record()
    engine.close()
