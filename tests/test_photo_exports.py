"""Photos as files that other programs read: spreadsheets, exiftool, whatever unpacks ZIP files."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, Archive, absent, post
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from indexer import cli, photo_files
from indexer.engine.factory import open_engine
from indexer.model import (
    ArchiveDate,
    Caption,
    Credit,
    ImageState,
    Photo,
    Place,
    Precision,
    Source,
    Story,
)
from indexer.model import Image as ArchiveImage
from indexer.photo_files import MANIFEST, _Names, sidecars_zip
from indexer.photo_metadata import (
    FIELDS,
    PhotoRecord,
    inferred_of,
    iso_date,
    licence_url,
    place_parts,
    rights_link,
)
from indexer.settings import Settings
from indexer.xmp import sidecar
from webapp import create_app

NOW = datetime(2026, 5, 4, 12, 30)  # noqa: DTZ001 - as ZIP files know it
PIER = "=The old pier\nin &lt;Bergen&gt;, Norway, on May 5, 2019. (Photo by Ada Holm/Northlight)"


def figure(src: str, caption: str) -> str:
    return f'<figure><img src="{src}"><figcaption>{caption}</figcaption></figure>'


@pytest.fixture
def pictures(archive: Archive) -> Archive:
    for name in ("pier.jpg", "b/pier.jpg"):
        target = archive.path / name
        target.parent.mkdir(exist_ok=True)
        Image.new("RGB", (80, 60), "red" if name == "pier.jpg" else "blue").save(target)
    (archive.path / "drawn.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    body = [
        figure("/pier.jpg", PIER),
        figure("/b/pier.jpg", "=SUM(A1)\n\nThe other pier."),
        figure("/gone.jpg", "Lost."),
        figure("https://elsewhere.example/far.jpg", "Far away."),
        figure("/drawn.svg", "Drawn."),
    ]
    config = "title: The Packet\nurl: https://packet.example\n"
    archive.write(
        {
            "_config.yml": config,
            "_posts/2020-01-01-a.html": post(
                "Pier", "\n".join(body), categories="harbour", tags="[piers, sea]"
            ),
        }
    ).build()
    return archive


def run(archive: Archive, *arguments: str) -> bytes:
    command = ["export", "--in", "photos", *arguments, "--index", str(archive.index)]
    result = CliRunner().invoke(cli.main, command)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def rows_of(manifest: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(manifest.decode("utf-8-sig"), newline="")))


@pytest.fixture
def client(pictures: Archive) -> Iterator[FlaskClient]:
    engine = open_engine(pictures.index)
    app = create_app(engine, Settings())
    app.testing = True
    yield app.test_client()
    engine.close()


# CSV and JSON


def test_columns_have_the_names_of_iptc(pictures: Archive) -> None:
    rows = rows_of(run(pictures))
    assert list(rows[0]) == [field.name for field in FIELDS]
    pier = rows[0]
    assert pier["description"].startswith("'=The old pier in <Bergen>, Norway")
    assert pier["headline"] == "Pier"
    assert pier["creator"] == "Ada Holm"
    assert pier["credit_line"] == "Photo by Ada Holm/Northlight"
    assert pier["source"] == "Northlight"
    assert pier["date_created"] == "2019-05-05"
    assert pier["keywords"] == "harbour; piers; sea"
    assert pier["story_url"] == "https://packet.example/harbour/2020/01/01/a.html"
    assert (pier["path"], pier["line"]) == ("_posts/2020-01-01-a.html", "6")
    assert {"creator", "source", "date_created", "published"} <= set(pier["inferred"].split("; "))
    assert [row["image"] for row in rows] == ["present", "present", "missing", "remote", "present"]


def test_the_documentation_lists_every_field() -> None:
    table = (ROOT / "docs/photos.md").read_text(encoding="utf-8").partition("### Fields")[2]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row[1])] == [
        field.name for field in FIELDS
    ]
    told = [name for row in rows for name in re.findall(r"`(\w+:\w+)`", row[3])]
    assert told == [field.xmp for field in FIELDS if field.xmp]


def test_what_is_printed_is_not_called_inferred(pictures: Archive) -> None:
    inferred = rows_of(run(pictures))[0]["inferred"].split("; ")
    assert not {"description", "credit_line", "headline", "keywords"} & set(inferred)
    # Nor is what is not known at all.
    assert rows_of(run(pictures))[2]["inferred"] == "published"


def test_json_has_the_same_fields_and_no_apostrophes(pictures: Archive) -> None:
    found: list[dict[str, Any]] = json.loads(run(pictures, "--format", "json"))
    assert list(found[0]) == [field.name for field in FIELDS]
    assert found[0]["creator"] == ["Ada Holm"]
    assert found[1]["description"] == "=SUM(A1) The other pier."
    assert found[0]["width"] == 80


def test_the_site_adds_addresses_and_what_excel_needs(client: FlaskClient) -> None:
    text = client.get("/export?in=photos&format=csv").text
    assert text.startswith("\ufeffid,file,description")
    first = rows_of(text.encode())[0]
    assert first["permalink"] == "http://localhost/photo/posts-2020-01-01-a--pier-1"
    assert client.get(first["permalink"].removeprefix("http://localhost")).status_code == 200


_ANY = st.text(max_size=30)
_LINE = {"=", "+", "-", "@", "\t"}


def record(**values: Any) -> PhotoRecord:  # noqa: ANN401 - of a photo
    given = {
        "id": "a--b-1", "story_id": "a", "image": ArchiveImage("/b.jpg", ImageState.MISSING),
        **values,
    }  # fmt: skip
    return PhotoRecord(Story("a", "_posts/a.md", "Title"), Photo(**given), "https://x.example/p")


@given(_ANY, _ANY, _ANY)
def test_no_manifest_holds_a_formula(caption: str, name: str, alt: str) -> None:
    image = ArchiveImage(f"/{name}.jpg", ImageState.MISSING)
    one = record(image=image, caption=Caption(caption), alt=alt)
    files = unpacked(b"".join(sidecars_zip([one, one], NOW, inferred=True)))
    assert len(files) == 3
    for row in rows_of(files[MANIFEST]):
        assert row.keys() == {"name", "left_out", *(field.name for field in FIELDS)}
        assert not [cell for cell in row.values() if cell.strip()[:1] in _LINE]


# ZIP


def test_images_come_with_a_manifest_that_says_what_is_left_out(client: FlaskClient) -> None:
    response = client.get("/export?in=photos&format=zip")
    assert response.content_type == "application/zip"
    assert response.headers["Content-Disposition"].endswith(".zip")
    files = unpacked(response.data)
    assert list(files) == ["pier.jpg", "pier-2.jpg", MANIFEST]
    for name, colour in (("pier.jpg", "red"), ("pier-2.jpg", "blue")):
        with Image.open(io.BytesIO(files[name])) as image:
            red, _, blue = image.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
            assert (red > blue) == (colour == "red")
    rows = rows_of(files[MANIFEST])
    assert [(row["name"], row["file"]) for row in rows[:2]] == [
        ("pier.jpg", "pier.jpg"), ("pier-2.jpg", "pier.jpg"),
    ]  # fmt: skip
    assert [row["left_out"] for row in rows] == [
        "",
        "",
        "The file of this picture is not in the archive.",
        "The picture is kept on another site: https://elsewhere.example/far.jpg",
        "The file of this picture cannot be shown.",
    ]


def test_images_and_sidecars_belong_together(pictures: Archive) -> None:
    images = rows_of(unpacked(run(pictures, "--format", "zip"))[MANIFEST])
    sidecars = rows_of(unpacked(run(pictures, "--format", "xmp"))[MANIFEST])
    for image, written in zip(images, sidecars, strict=True):
        assert image["id"] == written["id"]
        assert not image["name"] or Path(image["name"]).stem == Path(written["name"]).stem
    assert len({row["name"].casefold() for row in sidecars}) == len(sidecars) == 5


def test_more_than_one_file_holds_is_said(
    pictures: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_files, "MAX_IMAGES", 1)
    files = unpacked(run(pictures, "--format", "zip"))
    assert list(files) == ["pier.jpg", MANIFEST]
    assert rows_of(files[MANIFEST])[1]["left_out"] == "There are too many for one file."
    size = (pictures.path / "pier.jpg").stat().st_size
    monkeypatch.setattr(photo_files, "MAX_IMAGES", 2)
    monkeypatch.setattr(photo_files, "MAX_BYTES", size)
    assert list(unpacked(run(pictures, "--format", "zip"))) == ["pier.jpg", MANIFEST]


def test_an_image_that_has_gone_since_is_said(pictures: Archive) -> None:
    (pictures.path / "pier.jpg").unlink()
    files = unpacked(run(pictures, "--format", "zip"))
    assert list(files) == ["pier-2.jpg", MANIFEST]
    expected = "The file of this picture cannot be read any more."
    assert rows_of(files[MANIFEST])[0]["left_out"] == expected


def test_a_zip_file_is_sent_while_it_is_written(pictures: Archive) -> None:
    with (pictures.path / "pier.jpg").open("ab") as grown:
        grown.write(bytes(1_000_000))
    engine = open_engine(pictures.index)
    client = create_app(engine, Settings()).test_client()
    response = client.get("/export?in=photos&format=zip")
    chunks = list(response.iter_encoded())
    assert max(map(len, chunks)) < 400_000
    unpacked(b"".join(chunks))
    engine.close()


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("/a/pier.jpg", "pier"), ("/../..%2f%2e%2e%2fetc%2fpasswd", "_.._etc_passwd"),
        ("/a%00b%0ac.jpg", "a_b_c"), ("/CON.jpg", "_CON"), ("/manifest.csv", "_manifest"),
        ("/..jpg", "jpg"), ("/%5c%5cserver%5cx.png", "_server_x"), ("/", "photo"),
        ("/" + "x" * 300 + ".jpg", "x" * 100), ("/灯笼.jpg", "灯笼"),
    ],
)  # fmt: skip
def test_names_are_safe_to_unpack_anywhere(src: str, expected: str) -> None:
    one = record(image=ArchiveImage(src, ImageState.MISSING))
    (name, _) = unpacked(b"".join(sidecars_zip([one], NOW, inferred=False)))
    assert name == f"{expected}.xmp"


def test_a_file_that_could_not_be_finished_is_not_there(
    pictures: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.zip"
    run(pictures, "--format", "zip", "--output", str(target))
    assert zipfile.is_zipfile(target)
    target.unlink()

    def broken(*_: object) -> Iterator[bytes]:
        yield b"PK"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photo_files, "images_zip", broken)
    command = ["export", "--in", "photos", "--format", "zip", "--output", str(target)]
    result = CliRunner().invoke(cli.main, [*command, "--index", str(pictures.index)])
    assert result.exit_code == 2
    assert not list(tmp_path.glob("out.zip*"))


def test_an_export_says_where_it_cannot_be_written(pictures: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "missing"
    runner, index = CliRunner(), str(pictures.index)
    result = runner.invoke(
        cli.main, ["export", "--output", str(folder / "all.csv"), "--index", index]
    )
    assert result.exit_code == 2
    assert result.stderr == f"backfile: There is no folder {folder} to write all.csv into.\n"
    (tmp_path / "all.csv.part").mkdir()
    result = runner.invoke(
        cli.main, ["export", "--output", str(tmp_path / "all.csv"), "--index", index]
    )
    assert result.stderr == f"backfile: {tmp_path / 'all.csv'} cannot be written: Is a directory.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--in", "photos", "--format", "bib"], "one of csv, json, zip, xmp for photos"),
        (["--format", "zip"], "one of csv, json, bib, ris"),
        (["--in", "photos", "--inferred"], "--inferred is for --format xmp"),
    ],
)
def test_what_is_not_possible_is_said(
    pictures: Archive, arguments: Sequence[str], message: str
) -> None:
    command = ["export", *arguments, "--index", str(pictures.index)]
    result = CliRunner().invoke(cli.main, command)
    assert result.exit_code == 2
    assert message in result.stderr


# XMP


@pytest.fixture(scope="module")
def exiftool() -> str:
    """Path of exiftool, which knows nothing of Backfile."""
    found = shutil.which("exiftool")
    if found is None:
        absent("there is no exiftool on this machine")
    assert found
    return found


def read_back(exiftool: str, folder: Path, packet: bytes) -> dict[str, Any]:
    """What exiftool reads in a sidecar, by group and name."""
    (folder / "a.xmp").write_bytes(packet)
    command = [exiftool, "-json", "-G1", "-struct", "-validate", "-all", str(folder / "a.xmp")]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)
    (found,) = json.loads(shown.stdout)
    tags: dict[str, Any] = found
    assert tags["ExifTool:Validate"] == "OK", shown.stdout
    return tags


def full_record() -> PhotoRecord:
    story = Story(
        "a",
        "_posts/a.md",
        "Pier & sea <1>",
        ArchiveDate.on_day(date(2020, 1, 1), Source.FRONT_MATTER, ""),
        categories=("harbour",),
        tags=("piers", "sea"),
    )
    photo = Photo(
        "a--pier-1",
        "a",
        ArchiveImage("/pier.jpg", ImageState.MISSING),
        alt="A pier",
        caption=Caption("Der Pier in «Bergen»,\nNorwegen & 灯笼."),
        credits=(Credit("Photo by Ada Holm and Bo Lie/AP", ("Ada Holm", "Bo Lie"), "AP"),),
        taken=ArchiveDate.on_day(date(2019, 5, 5), Source.CAPTION, "May 5, 2019"),
        place=Place("Bergen, Norway"),
        rights="CC BY 4.0, https://creativecommons.org/licenses/by/4.0/.",
    )
    return PhotoRecord(story, photo, "https://x.example/photo/1", "https://x.example/a.html")


def test_exiftool_reads_what_is_stated_and_nothing_else(exiftool: str, tmp_path: Path) -> None:
    tags = read_back(exiftool, tmp_path, sidecar(full_record(), inferred=False))
    said = {name: value for name, value in tags.items() if name.startswith("XMP-")}
    assert said == {
        "XMP-x:XMPToolkit": "Backfile",
        "XMP-xmp:Identifier": ["a--pier-1"],
        "XMP-dc:Description": "Der Pier in «Bergen»,\nNorwegen & 灯笼.",
        "XMP-photoshop:Headline": "Pier & sea <1>",
        "XMP-photoshop:Credit": "Photo by Ada Holm and Bo Lie/AP",
        "XMP-dc:Rights": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/.",
        "XMP-xmpRights:WebStatement": "https://creativecommons.org/licenses/by/4.0/",
        "XMP-dc:Subject": ["harbour", "piers", "sea"],
        "XMP-iptcCore:AltTextAccessibility": "A pier",
        "XMP-dc:Identifier": "https://x.example/photo/1",
        "XMP-dc:Relation": ["https://x.example/a.html"],
        "XMP-dc:Date": ["2020:01:01"],
    }


def test_inferred_values_come_when_asked_for_and_are_named(exiftool: str, tmp_path: Path) -> None:
    tags = read_back(exiftool, tmp_path, sidecar(full_record(), inferred=True))
    assert tags["XMP-dc:Creator"] == ["Ada Holm", "Bo Lie"]
    assert tags["XMP-photoshop:Source"] == "AP"
    assert tags["XMP-photoshop:DateCreated"] == "2019:05:05"
    assert (tags["XMP-photoshop:City"], tags["XMP-photoshop:Country"]) == ("Bergen", "Norway")
    assert tags["XMP-photoshop:Instructions"] == (
        "Inferred by Backfile, not stated: Creator, Source, Date created, City, Country."
    )


def test_the_flag_reaches_the_sidecars(pictures: Archive, client: FlaskClient) -> None:
    assert b"Ada Holm</rdf:li>" not in unpacked(run(pictures, "--format", "xmp"))["pier.xmp"]
    told = unpacked(run(pictures, "--format", "xmp", "--inferred"))["pier.xmp"]
    assert b"<rdf:li>Ada Holm</rdf:li>" in told
    site = "/export?in=photos&format=xmp"
    assert b"Ada Holm</rdf:li>" not in unpacked(client.get(site).data)["pier.xmp"]
    asked = unpacked(client.get(f"{site}&inferred=on").data)["pier.xmp"]
    assert b"<rdf:li>Ada Holm</rdf:li>" in asked


@given(_ANY, st.lists(_ANY, max_size=3).map(tuple))
def test_any_text_makes_a_sidecar_that_xml_readers_take(
    caption: str, names: tuple[str, ...]
) -> None:
    credit = Credit(caption, names, caption)
    packet = sidecar(record(caption=Caption(caption), credits=(credit,)), inferred=True)
    assert etree.fromstring(packet) is not None


def known(precision: Precision, first: str, last: str) -> ArchiveDate:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return ArchiveDate(*days, precision, Source.CAPTION)


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (known(Precision.DAY, "2019-05-05", "2019-05-05"), "2019-05-05"),
        (known(Precision.MONTH, "2019-05-01", "2019-05-31"), "2019-05"),
        (known(Precision.YEAR, "2019-01-01", "2019-12-31"), "2019"),
        (known(Precision.YEAR, "1945-01-01", "1970-12-31"), "1945/1970"),
        (known(Precision.DECADE, "1950-01-01", "1959-12-31"), "1950/1959"),
        (known(Precision.DAY, "2019-05-05", "2019-05-07"), "2019-05-05/2019-05-07"),
        (ArchiveDate(), ""),
    ],
)
def test_dates_are_no_more_exact_than_known(when: ArchiveDate, written: str) -> None:
    assert iso_date(when) == written
    packet = sidecar(record(taken=when), inferred=True).decode()
    # XMP has no intervals.
    assert ("DateCreated" in packet) == (bool(written) and "/" not in written)


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("Bergen, Norway", ("Bergen", "Norway", "")),
        ("Norway", ("", "Norway", "")),
        ("Wuhan, China's Hubei Province", ("", "", "Wuhan, China's Hubei Province")),
        ("North Quay, Bergen, Norway", ("", "Norway", "North Quay, Bergen")),
        ("Atlanta, Georgia", ("", "", "Atlanta, Georgia")),
        ("London, Britain", ("London", "Britain", "")),
    ],
)  # fmt: skip
def test_a_place_is_taken_apart_only_where_that_is_certain(
    place: str, parts: tuple[str, str, str]
) -> None:
    assert place_parts(record(place=Place(place))) == parts


COMMONS = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("rights", "licence", "link"),
    [
        ("CC BY 4.0", f"{COMMONS}licenses/by/4.0/", None),
        ("CC-BY-SA-3.0", f"{COMMONS}licenses/by-sa/3.0/", None),
        ("Photo: cc by-nc-nd 2.5 Ada Holm", f"{COMMONS}licenses/by-nc-nd/2.5/", None),
        ("CC0 1.0", f"{COMMONS}publicdomain/zero/1.0/", None),
        (f"See {COMMONS}licenses/by/4.0/.", f"{COMMONS}licenses/by/4.0/", None),
        ("https://ada.example/rights", "https://ada.example/rights", None),
        ("© Ada Holm, https://ada.example", "", "https://ada.example"),
        ("CC BY", "", None),
        ("All rights reserved", "", None),
    ],
)
def test_a_licence_is_what_the_rights_state(rights: str, licence: str, link: str | None) -> None:
    assert licence_url(rights) == licence
    assert rights_link(rights) == (link or licence)


def test_rights_of_the_story_are_no_statement_about_the_photo() -> None:
    story = Story("a", "_posts/a.md", "Title", rights="CC BY 4.0")
    of_story = PhotoRecord(story, record().photo)
    assert "copyright_notice" in inferred_of(of_story)
    assert b"CC BY" not in sidecar(of_story, inferred=False)
    of_photo = PhotoRecord(story, record(rights="© Ada Holm").photo)
    assert "© Ada Holm" in sidecar(of_photo, inferred=False).decode()
    assert "copyright_notice" not in inferred_of(of_photo)


def test_photos_of_one_name_have_names_of_their_own() -> None:
    names = _Names()
    images = [
        ArchiveImage(src=f"/{n}/{name}", state=ImageState.PRESENT)
        for n in range(2)
        for name in ("1.jpg", "1-2.jpg", "1.png", "A.jpg", "a.jpg")
    ]
    given = ["".join(names.of(image)) for image in images]
    assert len({name.rpartition(".")[0].casefold() for name in given}) == len(given)
    many = ArchiveImage(src="/cover.jpg", state=ImageState.PRESENT)
    assert len({names.of(many)[0] for _ in range(20_000)}) == 20_000
