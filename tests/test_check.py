"""``backfile check``: what is wrong or missing, by file and line, and what is new since."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from conftest import BACKFILE, Archive, SilentReporter, post
from PIL import Image

from indexer.build import build
from indexer.check import CheckReport, check
from indexer.desk.accepted import read_accepted
from indexer.desk.finding import TITLES, as_line
from indexer.engine.records import FileRecord, Outcome
from indexer.errors import ArchiveError, SettingError
from indexer.links import LinkGraph, _without_suffix
from indexer.model import ProblemKind
from indexer.serialize import to_json_bytes
from indexer.settings import Settings

FILES: dict[str, str | bytes] = {
    "_posts/2020-01-01-whole.html": post(
        "Whole",
        '<img src="/a.png"><p class="caption">A pier in Bergen, Norway, on June 1, 2019. '
        "(Jane Doe/AP)</p>",
    ),
    "_posts/2020-01-02-broken.md": "---\ntitle: A: B\ndate: 2020-02-30\n---\n",
    "_posts/2020-01-03-apart.md": post("Apart", date="2020-01-09"),
    "_posts/2020-01-04-binary.md": b"\0\1\2",
    "_posts/2020-01-05-latin.md": "---\ntitle: Caf\xe9\n---\n".encode("latin-1"),
    "_posts/2020-01-06-links.md": post(
        "Links",
        "[a](/2020/01/01/whole.html) [b](/2020/01/01/gone.html) [c](/about/) [d](/files/x.pdf)\n"
        "[e]({% post_url 2020-01-01-whole %}) [f]({% post_url 2020-01-01-gone %})\n"
        "[g](/old/place/) [h](/files/y.pdf) [i](/news/2020/01/01/page/)",
    ),
    "_posts/2020-01-07-photos.md": post(
        "Photos",
        "![](/gone.png)\n\n![](/a.png)\n\n"
        '![x](/b.png "The same words stand below both.")\n\n'
        '![x](/c.png "The same words stand below both.")',
        redirect_from="/old/place.html",
    ),
    "_posts/undated.md": post("Undated"),
    "files/x.pdf": b"%PDF",
}


@pytest.fixture
def odd(archive: Archive) -> Archive:
    archive.write(FILES)
    for number, name in enumerate(("a", "b", "c")):
        Image.new("RGB", (64, 48 + number)).save(archive.path / f"{name}.png")
    return archive


def run(archive: Archive, *accepted: str) -> CheckReport:
    return check(archive.path, Settings(jobs=1), SilentReporter(), accepted, date(2024, 1, 1))


def found(report: CheckReport) -> dict[ProblemKind, list[tuple[str, int | None]]]:
    by_kind = defaultdict(list)
    for problem in report.problems:
        name = Path(problem.path).stem.removeprefix("2020-01-0")
        by_kind[problem.kind].append((name, problem.line))
    return dict(by_kind)


def test_every_kind_of_problem_is_found_with_file_and_line(odd: Archive) -> None:
    assert found(run(odd)) == {
        ProblemKind.UNREADABLE: [("4-binary", None)],
        ProblemKind.FRONT_MATTER: [("2-broken", 2)],
        ProblemKind.ENCODING: [("5-latin", 2)],
        ProblemKind.DATE: [("2-broken", None), ("3-apart", 3)],
        ProblemKind.UNDATED: [("undated", None)],
        ProblemKind.BROKEN_LINK: [("6-links", None)] * 3,
        ProblemKind.MISSING_IMAGE: [("7-photos", 5)],
        ProblemKind.REPEATED_IMAGE: [("1-whole", 4)],
        ProblemKind.NO_CAPTION: [("7-photos", 5), ("7-photos", 7)],
        ProblemKind.REPEATED_CAPTION: [("7-photos", 9)],
        ProblemKind.NO_CREDIT: [("7-photos", 9), ("7-photos", 11)],
        ProblemKind.NO_DATE_TAKEN: [("7-photos", 9), ("7-photos", 11)],
        ProblemKind.NO_PLACE: [("7-photos", 9), ("7-photos", 11)],
    }


def test_a_report_counts_and_explains(odd: Archive) -> None:
    report = run(odd)
    assert (report.files, report.stories, report.failed, report.photos) == (8, 7, 1, 5)
    assert sum(report.counts.values()) == len(report.problems)
    assert all(problem.hint.endswith((".", "like.")) for problem in report.problems)
    told = " ".join(problem.reason for problem in report.problems)
    for part in ("“/2020/01/01/gone”", "post “2020-01-01-gone”", "“/files/y.pdf”"):
        assert part in told
    assert set(TITLES) == set(ProblemKind)


def test_without_a_configuration_no_link_is_called_broken(odd: Archive) -> None:
    odd.write({"_config.yml": "x: [\n"})
    kinds = found(run(odd))
    assert ProblemKind.SITE in kinds
    assert ProblemKind.BROKEN_LINK not in kinds


def test_accepted_problems_do_not_bury_new_ones(odd: Archive) -> None:
    known = [as_line(problem) for problem in run(odd).problems]
    report = run(odd, *known)
    assert (report.problems, report.accepted) == ((), len(known))
    moved = FILES["_posts/2020-01-07-photos.md"]
    assert isinstance(moved, str)
    odd.write(
        {
            "_posts/2020-01-07-photos.md": moved.replace("---\n", "---\nx: y\n", 1),
            "_posts/2020-01-08-new.md": post("New", date="soon"),
        }
    )
    report = run(odd, *known)
    assert [(p.kind, p.path) for p in report.problems] == [
        (ProblemKind.DATE, "_posts/2020-01-08-new.md")
    ]


@pytest.mark.slow
def test_the_command_tells_only_what_is_new_by_its_exit_code(odd: Archive) -> None:
    def command(*options: str, expect: int) -> str:
        call = [str(BACKFILE), "check", str(odd.path), *options]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        assert done.returncode == expect, done.stderr
        return done.stdout

    report = command(expect=1)
    assert "# Photos without a caption (2)" in report
    assert "_posts/2020-01-07-photos.md:5: no-caption: “gone.png” has no caption." in report
    known = odd.path.parent / "known.txt"
    known.write_text(report)
    answer = json.loads(command("--json", expect=1))
    everything = len(answer["problems"])
    assert f"no problems, {everything} accepted" in command("--accept", str(known), expect=0)
    assert answer["counts"]["missing-image"] == 1
    assert {"path", "line", "kind", "reason", "hint", "severity"} == set(answer["problems"][0])
    assert not command("--accept", str(odd.path / "none.txt"), expect=2)


def test_a_folder_without_posts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no posts"):
        check(tmp_path, Settings(jobs=1), SilentReporter())


def test_an_index_remembers_who_links_to_whom(odd: Archive) -> None:
    record = build(odd.path, odd.index, Settings(jobs=1), SilentReporter()).record
    ids = {file.path: file.story_id for file in record.files}
    graph = LinkGraph(record.files)
    links, whole = ids["_posts/2020-01-06-links.md"], ids["_posts/2020-01-01-whole.html"]
    photos = ids["_posts/2020-01-07-photos.md"]
    assert graph.targets(links) == (whole, photos)
    assert graph.sources(whole) == (links,)
    assert graph.resolve("/old/place") == photos
    assert graph.resolve("/nowhere") is None


def test_of_two_stories_at_one_address_the_first_counts() -> None:
    files = [
        FileRecord(
            path=f"_posts/{name}.md",
            size=0,
            mtime_ns=0,
            ctime_ns=0,
            digest="",
            outcome=Outcome.STORY,
            story_id=name,
            addresses=("/same",),
        )
        for name in ("a", "b")
    ]
    assert LinkGraph(files).resolve("/same") == "a"


@pytest.mark.parametrize(
    ("link", "is_broken"),
    [
        ("/2020/01/01/gone/", True),
        ("/2020/01/01/large.html", False),  # the site shows what we could not read
        ("/2020/01/01/", False),
        ("/2020/01/page/2/", False),
        ("/2020/01/01/whole/amp/", False),
        ("/2020/05/feed.xml", False),
        ("/assets/main.css", False),
        ("/assets/a.pdf", False),
        ("/assets/b.pdf", True),
        ("/elsewhere/b.pdf", False),
        ("/about/", False),
    ],
)
def test_only_links_that_certainly_lead_nowhere_are_called_broken(
    archive: Archive, link: str, *, is_broken: bool
) -> None:
    archive.write(
        {
            "_config.yml": "source: src\n",
            "src/assets/a.pdf": b"%PDF",
            "src/_posts/2020-01-01-large.md": b"\0\1\2",
            "src/_posts/2020-01-01-whole.md": post("Whole", f"[x]({link})"),
        }
    )
    assert (ProblemKind.BROKEN_LINK in found(run(archive))) == is_broken


def test_a_line_of_a_report_stays_one_line(archive: Archive) -> None:
    archive.write(
        {
            "_posts/2020-01-01-a.html": post("A", '<img src="/x/aa.jpg">\n<img src="a.jpg">'),
            "_posts/2020-01-02-b.html": post("B", '<img src="a&#10;b.jpg">'),
        }
    )
    report = run(archive)
    lines = [as_line(problem) for problem in report.problems]
    assert not any("\n" in line for line in lines)
    assert [p.line for p in report.problems if p.kind is ProblemKind.NO_CAPTION] == [4, 5, None]
    assert run(archive, *lines).problems == ()


def test_a_link_to_a_post_that_is_left_out_says_so(archive: Archive) -> None:
    archive.write(
        {
            "_posts/2020-01-01-a.md": post("A", "[x](/2020/01/02/hidden/)"),
            "_posts/2020-01-02-hidden.md": post("Hidden", published="false"),
        }
    )
    (problem,) = run(archive).problems
    assert "left out (published: false)" in problem.reason


@pytest.mark.parametrize("content", [b"\xff", b"nothing of the kind\n", b'{"a": 1}'])
def test_what_is_no_report_cannot_be_accepted(archive: Archive, content: bytes) -> None:
    known = archive.path.parent / "known"
    known.write_bytes(content)
    with pytest.raises(SettingError, match="no report"):
        read_accepted(known)


def test_a_report_as_json_is_accepted_too(odd: Archive) -> None:
    known = odd.path.parent / "known.json"
    known.write_bytes(to_json_bytes(run(odd)))
    assert run(odd, *read_accepted(known)).problems == ()


def test_a_folder_of_images_that_is_not_there_is_an_error(odd: Archive) -> None:
    with pytest.raises(SettingError, match="no folder"):
        check(odd.path, Settings(image_root=odd.path / "none"), SilentReporter())


@pytest.mark.parametrize("path", ["a.md", "_posts/2020-a.b.md", "x/.md", "x/a", "x/a.", "é.b"])
def test_the_name_of_a_post_is_its_path_without_suffix(path: str) -> None:
    assert _without_suffix(path) == str(PurePosixPath(path).with_suffix(""))
