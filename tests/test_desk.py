"""``/desk``: what should be looked at, told from the index alone, narrowed, exported, accepted."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Archive, SilentReporter, page, post, text
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Browser

from indexer.check import check
from indexer.desk.desk import Choice, Desk
from indexer.desk.finding import TITLES, as_line
from indexer.desk.surroundings import _names_in
from indexer.engine.factory import open_engine
from indexer.errors import IndexUnreadableError, SettingError
from indexer.model import ProblemKind
from indexer.settings import Settings, resolve
from webapp import create_app

DAYS = tuple(datetime(2024, 1, day, 12, tzinfo=UTC) for day in range(1, 6))
AGAIN = "_posts/2019-06-06-again.html"
CREDITED = "(Jane Doe/AP)"


def picture(name: str, caption: str) -> str:
    return f'<img src="/images/{name}"><p class="caption">{caption}</p>\n'


GOOD = f"A pier in Bergen, Norway, on June 1, 2019. {CREDITED}"
FILES: dict[str, str | bytes] = {
    "_posts/2019-06-02-good.html": post("Good", picture("a.jpg", GOOD), category="harbour"),
    "_posts/2019-06-03-lacking.html": post(
        "Lacking",
        picture("b.jpg", "The herring come back to the quay.")
        + picture("c.jpg", f"Photo {CREDITED}")
        + picture("gone.jpg", GOOD.replace("pier", "boat"))
        + picture("d.jpg", ""),
        category="fish",
    ),
    "_posts/2019-06-04-dates.html": post(
        "Dates",
        picture("e.jpg", GOOD.replace("June 1, 2019", "June 1, 2029").replace("A pier", "One"))
        + picture("f.jpg", GOOD.replace("June 1, 2019", "June 1, 2018").replace("A pier", "Two"))
        + picture("g.jpg", GOOD.replace("June 1, 2019", "May 1, 2019").replace("A pier", "Three")),
    ),
    "_posts/2019-06-05-credits.html": post(
        "Credits",
        picture("h.jpg", "A crane in Bergen, Norway, on June 1, 2019. Photo courtesy of the crew")
        + picture("i.jpg", "A barge in Bergen, Norway, on June 1, 2019. (Agnes)"),
    ),
    "_posts/2019-06-06-again.html": post("Again", picture("a.jpg", GOOD + " And more of it.")),
    "_posts/2019-06-07-links.md": post("Links", "[a](/2019/06/02/gone.html)"),
    "_posts/undated.md": post("Undated"),
    "index.html": '<img src="/images/logo.jpg">',
}


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """An archive with some of everything, to be changed."""
    return with_everything(archive)


def with_everything(archive: Archive) -> Archive:
    archive.write(FILES)
    names = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "logo", "unused", "a-300x200")
    (archive.path / "images").mkdir()
    for number, name in enumerate(names):
        Image.new("RGB", (64, 48 + number)).save(archive.path / f"images/{name}.jpg")
    return archive


@contextmanager
def opened(archive: Archive, **settings: object) -> Iterator[FlaskClient]:
    engine = open_engine(archive.index)
    yield create_app(engine, Settings(**settings)).test_client()  # type: ignore[arg-type]
    engine.close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site of an archive that is no longer there, to be looked at only."""
    kept = with_everything(Archive(tmp_path_factory.mktemp("desk")))
    kept.build(now=DAYS[0])
    shutil.rmtree(kept.path)
    with opened(kept, edit_url="https://example.org/blob/{path}#L{line}") as client:
        yield client


def rows(client: FlaskClient, query: str = "") -> list[tuple[str, str]]:
    """Reason and place of every finding on the page."""
    return [
        (text(row.select_one(".desk-reason")), text(row.select_one("code")))
        for row in page(client, f"/desk{query}").select(".desk-row")
    ]


def kinds(client: FlaskClient, query: str = "") -> dict[str, int]:
    exported = client.get(f"/desk/export?format=json{query}").get_json(force=True)
    counted: dict[str, int] = {}
    for row in exported:
        counted[row["kind"]] = counted.get(row["kind"], 0) + 1
    return counted


def test_every_kind_is_found_without_the_archive(client: FlaskClient) -> None:
    assert kinds(client) == {
        "undated": 1,
        "broken-link": 1,
        "missing-image": 1,
        "unused-image": 1,
        "repeated-image": 1,
        "no-caption": 1,
        "thin-caption": 1,
        "no-credit": 2,
        "unclear-credit": 2,
        "no-date-taken": 2,
        "taken-later": 1,
        "taken-earlier": 1,
        "no-place": 2,
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "missing-image",
            [("The file of “/images/gone.jpg” is missing.", "_posts/2019-06-03-lacking.html:7")],
        ),
        ("no-caption", [("“d.jpg” has no caption.", "_posts/2019-06-03-lacking.html:8")]),
        (
            "thin-caption",
            [
                (
                    "The caption “Photo (Jane Doe/AP)” does not say who or what is shown.",
                    "_posts/2019-06-03-lacking.html:6",
                )
            ],
        ),
        ("unused-image", [("No story and no page shows “unused.jpg”.", "images/unused.jpg")]),
        (
            "taken-later",
            [
                (
                    "Taken on June 1, 2029, but the story was published on 2019-06-04.",
                    "_posts/2019-06-04-dates.html:4",
                )
            ],
        ),
        (
            "taken-earlier",
            [
                (
                    "Taken on June 1, 2018, long before the story was published on 2019-06-04.",
                    "_posts/2019-06-04-dates.html:5",
                )
            ],
        ),
        (
            "unclear-credit",
            [
                (
                    "The credit “Photo courtesy of the crew” names nobody that was understood.",
                    "_posts/2019-06-05-credits.html:4",
                ),
                (
                    "The credit “(Agnes)” names nobody that was understood.",
                    "_posts/2019-06-05-credits.html:5",
                ),
            ],
        ),
        (
            "repeated-image",
            [
                (
                    f"“a.jpg” has different captions in 2 stories, also in {AGAIN}.",
                    "_posts/2019-06-02-good.html:5",
                )
            ],
        ),
    ],
)
def test_a_finding_says_what_and_where(
    client: FlaskClient, kind: str, expected: list[tuple[str, str]]
) -> None:
    assert rows(client, f"?kind={kind}") == expected


def test_a_finding_leads_to_its_photo_and_to_its_line(client: FlaskClient) -> None:
    (row,) = page(client, "/desk?kind=taken-later").select(".desk-row")
    links = {text(link).partition(" ")[0].rstrip(":"): link["href"] for link in row.select("a")}
    assert links == {
        "Edit": "https://example.org/blob/_posts/2019-06-04-dates.html#L4",
        "Photo": "/photo/posts-2019-06-04-dates--e-1",
    }
    assert client.get(str(links["Photo"])).status_code == 200
    (row,) = page(client, "/desk?kind=undated").select(".desk-row")
    assert row.select("a")[0]["href"] == "https://example.org/blob/_posts/undated.md#L1"
    assert row.select("a")[1]["href"] == "/story/posts-undated"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("path=LACKING", {"missing-image", "no-caption", "thin-caption", "no-credit",
                          "no-date-taken", "no-place"}),
        ("path=images/", {"unused-image"}),
        ("q=herring", {"missing-image", "no-caption", "thin-caption", "no-credit",
                       "no-date-taken", "no-place"}),
        ("category=harbour", {"repeated-image"}),
        ("from=2019-06-04&to=2019-06-04", {"taken-later", "taken-earlier"}),
        ("from=2019-06-07", {"broken-link"}),
        ("since=2024-01-01", {"undated", "broken-link"}),
        ("since=2024-01-02", set()),
        ("category=harbour&path=undated", set()),
        ("tag=none", set()),
    ],
)  # fmt: skip
def test_findings_are_narrowed(client: FlaskClient, query: str, expected: set[str]) -> None:
    found = set(kinds(client, f"&{query}"))
    assert found >= expected if query == "since=2024-01-01" else found == expected
    shown = page(client, f"/desk?{query}")
    count = text(shown.select_one("#found-head")).split()[0]
    assert int(count) == sum(kinds(client, f"&{query}").values())
    if not expected:
        assert "Nothing under these filters" in shown.get_text()


def test_counts_of_kinds_are_what_choosing_them_finds(client: FlaskClient) -> None:
    links = page(client, "/desk?from=2019-06-03").select(".filters nav a")
    assert len(links) > 5
    for link in links:
        name, count = text(link).rsplit(" ", 1)
        found = text(page(client, str(link["href"])).select_one("#found-head"))
        assert found.split()[0] == count, name


def test_findings_come_in_pages(client: FlaskClient) -> None:
    every = rows(client)
    paged = [rows(client, f"?size=5&page={number}") for number in (1, 2, 3, 4)]
    assert [row for part in paged for row in part] == every
    beyond = page(client, "/desk?size=5&page=99")
    assert text(beyond.select_one(".nothing")) == "There is no page 99. Go to the last page"
    last = page(client, str(beyond.select_one(".nothing a")["href"]))  # type: ignore[index]
    assert last.select(".desk-row")
    soup = page(client, "/desk?size=5&kind=no-place")
    assert soup.select_one(".pages") is None
    assert page(client, "/desk?size=5").select_one("a[rel=next]") is not None


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/desk", "kind=nothing"),
        ("/desk", "accepted=yes"),
        ("/desk", "size=0"),
        ("/desk", "page=x"),
        ("/desk/export", "format=csv&from=soon"),
        ("/desk/export", "format=csv&since=soon"),
    ],
)
def test_wrong_values_are_told(client: FlaskClient, address: str, query: str) -> None:
    assert client.get(f"{address}?{query}").status_code == 400


def test_exports_are_whole_and_safe(kept: Archive) -> None:
    kept.write({"_posts/2019-06-08-x.html": post("X", picture("=cmd.jpg", ""))}).build(now=DAYS[0])
    with opened(kept) as client:
        answer = client.get("/desk/export?format=csv&kind=no-caption")
        assert answer.headers["Content-Disposition"].endswith(".csv")
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
        read = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
        assert [(row["path"], row["line"], row["kind"]) for row in read] == [
            ("_posts/2019-06-03-lacking.html", "8", "no-caption"),
            ("_posts/2019-06-08-x.html", "4", "no-caption"),
        ]
        assert read[0]["first_found"] == DAYS[0].isoformat()
        assert read[0]["photo_id"] == "posts-2019-06-03-lacking--d-1"
        assert json.loads(client.get("/desk/export?format=json&kind=site").data) == []
        assert client.get("/desk/export?format=xml").status_code == 400
        assert client.get("/desk/export").status_code == 400


def test_the_check_and_the_desk_tell_the_same(kept: Archive) -> None:
    kept.build(now=DAYS[0])
    report = check(kept.path, Settings(jobs=1), SilentReporter(), (), DAYS[0].date())
    with opened(kept) as client:
        shown = client.get("/desk/export?format=json").get_json(force=True)
    told = [(p.kind.value, p.path, p.line, p.reason, p.hint) for p in report.problems]
    assert told == [tuple(row[name] for name in ("kind", "path", "line", "reason", "hint"))
                    for row in shown]  # fmt: skip


@pytest.mark.parametrize("form", ["lines", "export"])
def test_accepted_findings_are_left_out_and_can_be_shown(kept: Archive, form: str) -> None:
    kept.build(now=DAYS[0])
    known = kept.path.parent / "known"
    with opened(kept) as client:
        everything = client.get("/desk/export?format=json").data
        some = client.get("/desk/export?format=json&path=lacking").data
        count = len(rows(client))
    if form == "export":
        known.write_bytes(everything)
    else:
        report = check(kept.path, Settings(jobs=1), SilentReporter(), (), DAYS[0].date())
        known.write_text("# heading\n" + "\n".join(map(as_line, report.problems)))
    with opened(kept, accepted=known) as client:
        assert rows(client) == []
        soup = page(client, "/desk")
        assert f"{count} accepted findings are left out" in soup.get_text()
        assert len(rows(client, "?accepted=show")) == count
        # It may be edited while the site runs.
        tag = client.get("/desk").headers.get("ETag", "none")
        known.write_bytes(some)
        assert client.get("/desk", headers={"If-None-Match": tag}).status_code == 200
        assert {place.partition(":")[0] for _, place in rows(client)} == {
            place.partition(":")[0] for _, place in rows(client, "?accepted=show")
        } - {"_posts/2019-06-03-lacking.html"}
        known.write_text("nothing of the kind\n")
        assert rows(client)  # what it was counts on


def test_an_accepted_file_that_is_none_is_an_error_at_once(kept: Archive) -> None:
    kept.build()
    with pytest.raises(SettingError, match="cannot be read"), opened(kept, accepted=Path("none")):
        pass


def test_what_is_new_is_told_from_what_was_known(kept: Archive) -> None:
    kept.build(now=DAYS[0])
    changed = str(FILES["_posts/2019-06-03-lacking.html"]) + picture("k.jpg", "")
    kept.write({"_posts/2019-06-03-lacking.html": changed}).build(now=DAYS[1])
    with opened(kept) as client:
        soup = page(client, "/desk")
        newest = soup.find("a", string="Those that the newest build found")
        assert newest is not None
        new = rows(client, str(newest["href"]).removeprefix("/desk"))
        assert [place for _, place in new] == ["_posts/2019-06-03-lacking.html:10"] * len(new)
        assert {reason for reason, _ in new} == {
            "The file of “/images/k.jpg” is missing.", "“k.jpg” has no caption."
        }  # fmt: skip
    # Nothing new: the moments stay. A story that goes takes its findings along.
    (kept.path / "_posts/2019-06-03-lacking.html").unlink()
    kept.build(now=DAYS[2], allow_removals=True)
    with opened(kept) as client:
        places = [place for _, place in rows(client, f"?since={DAYS[2]:%Y-%m-%d}")]
        assert places == ["images/b.jpg", "images/c.jpg", "images/d.jpg"]  # it showed them
        assert len(rows(client, f"?since={DAYS[0]:%Y-%m-%d}")) == len(rows(client))
        assert not rows(client, "?path=lacking")


def test_an_index_that_grew_has_the_findings_of_one_built_at_a_stroke(kept: Archive) -> None:
    def found() -> list[str]:
        engine = open_engine(kept.index)
        desk = Desk(engine)
        told = [finding.mark() for finding, _ in desk.findings(desk.choose(Choice()))]
        engine.close()
        return told

    files = {name: (kept.path / name).read_bytes() for name in FILES if name.startswith("_posts")}
    for name in list(files)[2:]:
        (kept.path / name).unlink()
    kept.build(now=DAYS[0])
    for number, name in enumerate(list(files)[2:]):
        kept.write({name: files[name]}).build(now=DAYS[1 + number % 4])
    grown = found()
    kept.build(rebuild=True, now=DAYS[4])
    assert grown == found()
    assert len(grown) > 10


def test_a_file_that_goes_makes_a_new_generation_though_no_post_changed(kept: Archive) -> None:
    kept.write(
        {"_posts/2019-06-09-pdf.md": post("Pdf", "[a](/images/x.pdf)"), "images/x.pdf": b"%"}
    )
    first = kept.build(now=DAYS[0]).summary.generation
    assert kept.build(now=DAYS[1]).summary.generation == first
    (kept.path / "images/x.pdf").unlink()
    (kept.path / "images/unused.jpg").unlink()
    assert kept.build(now=DAYS[2]).summary.generation == first + 1
    with opened(kept) as client:
        assert rows(client, f"?since={DAYS[2]:%Y-%m-%d}") == [
            ("The link to “/images/x.pdf” leads nowhere.", "_posts/2019-06-09-pdf.md")
        ]
        assert rows(client, "?kind=unused-image") == []


def captions(lacking: int, having: int) -> Mapping[str, str | bytes]:
    bare = [f"Boat number {n} comes home" for n in range(lacking)]
    whole = [f"Ship number {n} comes home. {CREDITED}" for n in range(having)]
    images = [picture(f"{n}.jpg", caption) for n, caption in enumerate((*bare, *whole))]
    return {"_posts/2019-06-02-a.html": post("A", "".join(images))}


@pytest.mark.parametrize(("having", "told"), [(4, False), (30, True)])
def test_what_is_usual_in_an_archive_is_told_only_if_it_is_chosen(
    archive: Archive, having: int, *, told: bool
) -> None:
    archive.write(captions(30, having)).build()
    with opened(archive) as client:
        assert (kinds(client).get("no-credit") == 30) == told
        assert kinds(client, "&kind=no-credit") == {"no-credit": 30}
        usual = [
            text(link)
            for link in page(client, "/desk").select("nav[aria-labelledby=withheld-head] a")
        ]
        assert ("Captions without a credit 30" in usual) != told
    report = check(archive.path, Settings(jobs=1), SilentReporter())
    assert (ProblemKind.NO_CREDIT in {one.kind for one in report.withheld}) != told


def test_icons_need_no_captions_and_translations_may_differ(archive: Archive) -> None:
    files: dict[str, str | bytes] = {
        f"_posts/2019-06-0{n}-a.html": post(f"A{n}", picture("icon.jpg", "")) for n in range(1, 6)
    }
    for lang, caption in (("en", "The old pier"), ("de", "Der alte Steg"), ("fr", "La jetée")):
        files[f"_posts/2019-07-01-{lang}.html"] = post("T", picture("t.jpg", caption), lang=lang)
    archive.write(files).build()
    with opened(archive) as client:
        assert "no-caption" not in kinds(client, "&kind=no-caption")
        assert "repeated-image" not in kinds(client)


@pytest.mark.parametrize(
    ("caption", "lacks"),
    [
        ("A boat comes home.", True),
        ("A boat comes home to Bergen.", False),
        ("A boat off the Brindles", False),
        ("Ein Boot in Bergen", False),
        ("A boat on Monday in June", True),
        ("一艘船回到卑尔根港", False),
    ],
)
def test_a_place_in_words_that_are_not_understood_is_not_called_missing(
    search_files: Callable[[Mapping[str, str | bytes]], object],
    archive: Archive,
    caption: str,
    *,
    lacks: bool,
) -> None:
    search_files({"_posts/2019-06-02-a.html": post("A", picture("a.jpg", caption))})
    with opened(archive) as client:
        assert ("no-place" in kinds(client)) == lacks


def test_a_site_need_not_show_it(kept: Archive) -> None:
    kept.build()
    with opened(kept, desk=False) as client:
        assert client.get("/desk").status_code == 404
        assert client.get("/desk/export?format=csv").status_code == 404
        assert "/desk" not in client.get("/coverage").text
    with opened(kept) as client:
        assert 'href="/desk"' in client.get("/coverage").text
        assert client.get("/desk").headers["X-Robots-Tag"].startswith("noindex")
        assert "Disallow: /desk\n" in client.get("/robots.txt").text


def test_counts_of_what_was_not_read_lead_to_it(archive: Archive) -> None:
    archive.write(
        {"_posts/2020-01-01-a.md": post("A", date="soon"), "_posts/2020-01-02-b.md": b"\0"}
    )
    archive.build()
    with opened(archive) as client:
        links = {text(a): a["href"] for a in page(client, "/coverage").select("main a")}
        address = links["Dates that are wrong or disagree"]
        assert address == "/desk?kind=date"
        assert text(page(client, str(address)).select_one(".desk-kind")) in links
        assert rows(client, "?kind=date")[0][1] == "_posts/2020-01-01-a.md:3"
        assert rows(client, "?kind=unreadable") == [
            ("The file is not text.", "_posts/2020-01-02-b.md")
        ]


def test_it_speaks_german(client: FlaskClient) -> None:
    german = {"Accept-Language": "de"}
    shown = client.get("/desk?kind=no-caption", headers=german).text
    assert "Archivpflege" in shown
    assert "„d.jpg“ hat keine Bildunterschrift." in shown
    exported = client.get("/desk/export?format=json&kind=no-caption", headers=german)
    assert exported.get_json(force=True)[0]["reason"] == "“d.jpg” has no caption."


def test_an_index_without_a_survey_says_what_to_do(kept: Archive) -> None:
    kept.build()
    for survey in kept.index.rglob("survey.zst"):
        survey.unlink()
    engine = open_engine(kept.index)
    with pytest.raises(IndexUnreadableError, match="backfile build"):
        Desk(engine)
    engine.close()
    with opened(kept) as client:
        assert client.get("/desk").status_code == 503
        assert client.get("/search").status_code == 200
    assert kept.build().summary.changed == 7
    with opened(kept) as client:
        assert rows(client)


@pytest.mark.parametrize(
    ("template", "allowed"),
    [
        ("https://example.org/{path}", True),
        ("https://example.org/{path}#L{line}", True),
        ("https://example.org/{line}", False),
        ("https://example.org/{path}{line}{line}", False),
    ],
)
def test_where_a_post_is_edited_may_name_the_line(
    tmp_path: Path, template: str, *, allowed: bool
) -> None:
    if allowed:
        assert resolve({"edit_url": template}, {}, tmp_path).edit_url == template
    else:
        with pytest.raises(SettingError):
            resolve({"edit_url": template}, {}, tmp_path)


def test_every_kind_has_a_title() -> None:
    assert set(TITLES) == set(ProblemKind)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_an_archivist_finds_narrows_and_takes_away(
    browser: Browser, site: str, *, scripts: bool
) -> None:
    with browser.new_context(java_script_enabled=scripts, accept_downloads=True) as context:
        shown = context.new_page()
        shown.goto(f"{site}/coverage")
        shown.get_by_role("link", name="Looking after the archive").click()
        shown.get_by_role("link", name="Captions that do not say when").click()
        shown.wait_for_url("**kind=no-date-taken**")
        before = shown.locator(".desk-row").count()
        shown.get_by_label("Words in the story").fill("walk")
        shown.get_by_role("button", name="Apply").click()
        shown.wait_for_url("**q=walk**kind=no-date-taken**")
        assert 0 < shown.locator(".desk-row").count() < before
        with shown.expect_download() as download:
            shown.get_by_role("link", name="Download as CSV").click()
        with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        assert len(read) == shown.locator(".desk-row").count()
        assert {row["kind"] for row in read} == {"no-date-taken"}
        shown.locator(".desk-row").first.get_by_role("link", name="Photo").click()
        shown.wait_for_url("**/photo/**")


def test_the_last_day_there_is_ends_no_build(archive: Archive) -> None:
    caption = "The pier, May 2019. (Jane Roe/Reuters)"
    far = post("A", picture("a.jpg", caption), date="9999-12-31")
    day = post("B", picture("b.jpg", "The pier, June 3, 2019. (Jane Roe/AP)"), date="9999-12-31")
    files = {"_posts/9999-12-31-a.html": far, "_posts/9999-12-31-b.html": day}
    summary = archive.write(files).build(Settings(jobs=1, future=True)).summary
    assert (summary.stories, summary.failed) == (2, 0)


def test_names_of_image_files_in_any_text() -> None:
    names = set(_names_in('a url(/img/one.jpg) "two%20x.png" x=three.webp .gif 文.avif'))
    assert names == {"one.jpg", "two%20x.png", "three.webp", "文.avif"}
    # No run of letters takes long, however many of them there are.
    assert list(_names_in("a" * 1_000_000 + ".jpg")) == ["a" * 255 + ".jpg"]
    assert list(_names_in("a" * 1_000_000)) == []
