"""The page of a photo: what is known of it, by whom, and where one can go from it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Archive, page, post, text
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from PIL.PngImagePlugin import PngImageFile

from indexer.embedded_metadata import CAMERA, MAX_FILE_BYTES, read_embedded
from indexer.engine.factory import open_engine
from indexer.settings import Settings
from webapp import create_app

CAPTION = "A ferry leaves Bergen, Norway, on May 5, 2019. (Photo by Ada Holm/Northlight)"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Bergen"
  photoshop:DateCreated="2019-05-05T10:00:00">
<dc:creator><rdf:Seq><rdf:li>Bo Lie</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ferry, 灯笼</rdf:li>
<rdf:li xml:lang="de">Fähre</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def iptc(**fields: str) -> bytes:
    """A block of Photoshop's as cameras and agencies write it into JPEG files."""
    numbers = {"creator": 80, "credit": 110, "city": 90, "keyword": 25}
    data = b""
    for name, value in fields.items():
        written = value.encode()
        data += b"\x1c\x02" + bytes([numbers[name]]) + len(written).to_bytes(2, "big") + written
    data += b"\0" * (len(data) % 2)
    block = b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content


def jpeg(xmp: bytes = b"", app13: bytes = b"", **exif: str) -> bytes:
    tags = Image.Exif()
    for name, value in exif.items():
        tags[{"artist": 315, "copyright": 33432, "make": 271, "model": 272}[name]] = value.encode()
    output = io.BytesIO()
    image = Image.new("RGB", (80, 60), "navy")
    if xmp:
        image.save(output, "JPEG", exif=tags, xmp=xmp)
    else:
        image.save(output, "JPEG", exif=tags)
    content = output.getvalue()
    return content[:2] + app13 + content[2:]


def figure(src: str, caption: str) -> str:
    return f'<figure><img src="{src}"><figcaption>{caption}</figcaption></figure>'


Open = Callable[[dict[str, str | bytes]], FlaskClient]


@pytest.fixture
def open_site(archive: Archive) -> Iterator[Open]:
    engines = []

    def make(files: dict[str, str | bytes], **values: str) -> FlaskClient:
        archive.write({"_config.yml": "title: The Packet\n", **files}).build()
        engines.append(open_engine(archive.index))
        app = create_app(engines[-1], Settings(**values))  # type: ignore[arg-type]
        app.testing = True
        return app.test_client()

    yield make
    for engine in engines:
        engine.close()


def facts(soup: BeautifulSoup) -> dict[str, str]:
    return {text(row.dt): " | ".join(map(text, row("dd"))) for row in soup.select(".facts > div")}


FERRY = "/photo/posts-2020-01-01-a--ferry-1"
STORY = "_posts/2020-01-01-a.html"


# What is known of it


def test_each_fact_says_whether_it_is_stated_or_inferred(open_site: Open) -> None:
    client = open_site({STORY: post("Ferry", figure("/ferry.jpg", CAPTION)), "ferry.jpg": jpeg()})
    known = facts(page(client, FERRY))
    assert known["Credit line"] == "Photo by Ada Holm/Northlight stated, as printed"
    assert known["Photographer"].startswith("Ada Holm inferred from the credit line")
    assert known["Taken"].startswith("5 May 2019 inferred from the caption")
    assert known["File"] == "ferry.jpg"
    assert known["Type and size"] == "JPEG, 80 × 60 pixels, 1 KB"
    assert known["Post in the archive"] == f"{STORY}, line 4"
    assert not [said for said in known.values() if "in the file" in said]


def test_rights_of_the_story_are_said_to_be_its(open_site: Open) -> None:
    client = open_site({STORY: post("Ferry", figure("/f.jpg", "A ferry."), license="CC BY 4.0")})
    known = facts(page(client, "/photo/posts-2020-01-01-a--f-1"))
    assert known["Rights"] == "CC BY 4.0 inferred from the rights of the story"


def test_what_the_file_says_stands_beside_and_disagreement_is_seen(open_site: Open) -> None:
    client = open_site(
        {
            STORY: post("Ferry", figure("/ferry.jpg", CAPTION)),
            "ferry.jpg": jpeg(XMP, iptc(credit="Northlight", city="Oslo"), make="Acme", model="X1"),
        }
    )
    soup = page(client, FERRY)
    known = facts(soup)
    assert known["Photographer"].endswith("| Bo Lie stated in the file, which differs")
    assert known["Taken"].endswith("| 5 May 2019 stated in the file")
    assert known["Credit line"].endswith("| Northlight stated in the file")
    assert known["Place"].endswith("Bergen stated in the file")
    assert known["Camera"] == "Acme X1 stated in the file"
    assert known["Description"] == "Ferry, 灯笼 stated in the file, which differs"
    differing = [text(row.find_parent("div").dt) for row in soup.select(".facts .differs")]  # type: ignore[union-attr]
    assert differing == ["Photographer", "Description"]


def test_a_place_can_be_edited_where_that_is_known(archive: Archive) -> None:
    archive.write({STORY: post("Ferry", figure("/ferry.jpg", CAPTION))}).build()
    engine = open_engine(archive.index)
    edit = Settings(edit_url="https://edit.example/{path}#L{line}")
    soup = page(create_app(engine, edit).test_client(), FERRY)
    engine.close()
    line = (
        archive.path.joinpath(STORY).read_text().splitlines().index(figure("/ferry.jpg", CAPTION))
    )
    assert soup.select(f"a[href='https://edit.example/{STORY}#L{line + 1}']")


def test_alternative_text_is_shown_where_the_caption_does_not_say_it(open_site: Open) -> None:
    def image(alt: str, caption: str) -> str:
        return f'<figure><img src="/a.jpg" alt="{alt}"><figcaption>{caption}</figcaption></figure>'

    client = open_site({
        STORY: post("Ferry", image("A pier at dusk", "") + image("A ferry leaves", CAPTION)),
    })  # fmt: skip
    bare = facts(page(client, "/photo/posts-2020-01-01-a--a-1"))
    assert bare["Alternative text"] == "A pier at dusk stated, as printed"
    assert "Alternative text" not in facts(page(client, "/photo/posts-2020-01-01-a--a-2"))


def test_nothing_is_offered_for_download_where_nothing_was_found(open_site: Open) -> None:
    client = open_site({STORY: post("Ferry", figure("/ferry.jpg", CAPTION))})
    for address in ("/photos", "/search"):
        assert page(client, f"{address}?q=ferry").select(".tools a[href*='/export']")
        assert not page(client, f"{address}?q=zeppelin").select(".tools a[href*='/export']")


@pytest.mark.parametrize("src", ["/gone.jpg", "https://elsewhere.example/gone.jpg"])
def test_a_photo_without_its_file_has_a_page(open_site: Open, src: str) -> None:
    client = open_site({STORY: post("Ferry", figure(src, CAPTION))})
    soup = page(client, "/photo/posts-2020-01-01-a--gone-1")
    assert facts(soup)["Photographer"].startswith("Ada Holm")
    assert not soup.select(".photo-stage img")


# What files say of themselves


def written(folder: Path, content: bytes, name: str = "a.jpg") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_xmp_counts_before_iptc_and_that_before_exif(tmp_path: Path) -> None:
    block = iptc(creator="Iptc Name", city="Oslo", credit="Agency", keyword="sea")
    exif = {"artist": "Exif Name", "copyright": "© Fähre"}
    whole = read_embedded(written(tmp_path, jpeg(XMP, block, **exif)))
    assert whole["creator"] == ("Bo Lie",)
    assert whole["city"] == ("Bergen",)
    assert whole["credit_line"] == ("Agency",)
    assert whole["copyright_notice"] == ("© Fähre",)
    assert read_embedded(written(tmp_path, jpeg(b"", block, **exif)))["creator"] == ("Iptc Name",)
    assert read_embedded(written(tmp_path, jpeg(b"", b"", **exif)))["creator"] == ("Exif Name",)
    assert read_embedded(written(tmp_path, jpeg())) == {}


def test_png_and_webp_have_xmp_too(tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    image = Image.new("RGB", (80, 60))
    image.save(tmp_path / "a.png", pnginfo=info)
    image.save(tmp_path / "a.webp", xmp=XMP)
    for name in ("a.png", "a.webp"):
        assert read_embedded(tmp_path / name)["creator"] == ("Bo Lie",), name


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + XMP.partition(b"?>")[2].replace(b"Bo Lie", b"&b;")
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XMP.partition(b"?>")[
    2
].replace(b"Bo Lie", b"&a;")


@pytest.mark.parametrize(
    "packet", [BOMB, OUTSIDE, XMP[:200], b"<a" * 20_000, "\0灯".encode("utf-16"), b"\xff\xfe"]
)
def test_a_packet_that_cannot_be_trusted_says_nothing(tmp_path: Path, packet: bytes) -> None:
    found = read_embedded(written(tmp_path, jpeg(packet, artist="Exif Name")))
    assert found["creator"] == ("Exif Name",)


def test_texts_are_short_and_one_line(tmp_path: Path) -> None:
    found = read_embedded(written(tmp_path, jpeg(artist="A\x1b[31m\n\0" + "x" * 30_000)))
    assert found["creator"][0].startswith("A [31m")
    assert len(found["creator"][0]) <= 2_000


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = written(tmp_path, jpeg(artist="Exif Name"))
    with file.open("r+b") as opened:
        opened.truncate(MAX_FILE_BYTES + 1)
    assert read_embedded(file) == {}
    assert read_embedded(tmp_path / "nowhere.jpg") == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.lists(st.tuples(st.integers(2, 900), st.integers(0, 255)), max_size=20), st.integers(2))
def test_damaged_files_are_no_error(
    tmp_path: Path, changes: list[tuple[int, int]], end: int
) -> None:
    content = bytearray(jpeg(XMP, iptc(creator="A", city="B"), artist="C", make="D"))
    for at, value in changes:
        content[at % len(content)] = value
    found = read_embedded(written(tmp_path, bytes(content[: end % len(content)])))
    assert all(one for texts in found.values() for one in texts)
    assert CAMERA not in found or found[CAMERA]


# Where one can go


def searched() -> dict[str, str | bytes]:
    return {
        f"_posts/202{n}-01-01-a.html": post(
            f"Ferry {n}", figure(f"/one{n}.jpg", f"Ferry {n}a.") + figure("/x.jpg", "A boat.")
        )
        for n in range(4)
    }


def test_the_search_goes_on_from_photo_to_photo(open_site: Open) -> None:
    client = open_site(searched())
    links = page(client, "/photos?q=ferry&sort=oldest").select(".card-caption a")
    assert len(links) == 4
    soup = page(client, str(links[1]["href"]))
    assert text(soup.select_one(".trail")) == "Previous 2 of 4 found Next"
    next_one = soup.select_one(".trail a[rel=next]")
    assert next_one
    assert next_one["title"] == "Ferry 2a."
    assert next_one["href"] == links[2]["href"]
    back = soup.select_one(".trail a:not([rel])")
    assert back
    assert str(back["href"]).startswith("/photos?q=ferry")
    assert [text(mark) for mark in soup.select(".caption mark")] == ["Ferry"]
    within = soup.select(".photo-steps a")
    assert [link["href"] for link in within] == ["/photo/posts-2021-01-01-a--x-1"]
    plain = page(client, "/photo/posts-2021-01-01-a--x-1")
    assert not plain.select(".trail")


def test_other_uses_of_the_same_picture_are_listed(open_site: Open) -> None:
    files: dict[str, str | bytes] = {
        f"_posts/202{n}-01-01-a.html": post(f"Story {n}", figure(src, f"Caption {n * 'x'}."))
        for n, src in enumerate(["/ferry.jpg", "/copy.jpg", "/other.jpg"])
    }
    soup = page(
        open_site({**files, "ferry.jpg": jpeg(), "copy.jpg": jpeg(), "other.jpg": jpeg(make="A")}),
        "/photo/posts-2020-01-01-a--ferry-1",
    )
    elsewhere = soup.select_one("section[aria-label='The same picture elsewhere']")
    assert elsewhere
    links = {text(link): link["href"] for link in elsewhere.select("a")}
    assert links == {"Story 1: Caption x.": "/photo/posts-2021-01-01-a--copy-1"}


@pytest.mark.parametrize("query", ["q=ferry&place=9", "q=ferry&place=1&size=x", "in=stories&x=1"])
def test_a_decorated_address_still_leads_to_the_photo(open_site: Open, query: str) -> None:
    soup = page(open_site(searched()), f"/photo/posts-2021-01-01-a--one1-1?{query}")
    assert "Ferry 1a." in text(soup.select_one(".caption"))
    assert not soup.select(".trail")


# What can be taken along


def test_texts_can_be_copied_without_a_script(open_site: Open) -> None:
    soup = page(open_site({STORY: post("Ferry", figure("/ferry.jpg", CAPTION))}), FERRY)
    copies = {
        text(label): text(label.find_next_sibling("pre")) for label in soup.select(".copy-label")
    }
    assert list(copies) == [
        "Caption", "Credit line", "File name", "Permalink", "Citation", "BibTeX", "CSL-JSON",
    ]  # fmt: skip
    assert copies["Caption"] == CAPTION
    assert copies["Credit line"] == "Photo by Ada Holm/Northlight"
    assert copies["File name"] == "ferry.jpg"
    assert copies["Permalink"] == f"http://localhost{FERRY}"
    assert copies["Citation"].startswith(
        "Ada Holm, “A ferry leaves Bergen, Norway, on May 5, 2019.” The Packet, [5 May 2019],"
    )
    assert "photograph in “Ferry”; date taken inferred from the caption" in copies["BibTeX"]
    assert json.loads(copies["CSL-JSON"])[0]["type"] == "graphic"
    assert [button["data-copy"] for button in soup.select(".copy-buttons button")] == [
        str(pre["id"]) for pre in soup.select(".copy-texts pre")
    ]


@pytest.mark.parametrize(
    ("suffix", "part"),
    [("txt", "Ada Holm, “A ferry"), ("bib", "@misc{"), ("ris", "TY  - ART"), ("json", '"graphic"')],
)
def test_a_citation_is_a_file(open_site: Open, suffix: str, part: str) -> None:
    client = open_site({STORY: post("Ferry", figure("/ferry.jpg", CAPTION))})
    response = client.get(f"{FERRY}/cite.{suffix}")
    assert part in response.text
    assert response.headers["Content-Disposition"].endswith(f".{suffix}")
    assert client.get(f"{FERRY}/cite.doc").status_code == 404
    assert client.get(f"/photo/none--x-1/cite.{suffix}").status_code == 404


def test_search_engines_are_told_what_it_is(open_site: Open) -> None:
    client = open_site({STORY: post("Ferry", figure("/ferry.jpg", CAPTION)), "ferry.jpg": jpeg()})
    soup = page(client, f"{FERRY}?q=ferry&place=1")
    (block,) = soup.select("script[type='application/ld+json']")
    said = json.loads(block.get_text())
    assert said["@type"] == "ImageObject"
    assert said["contentUrl"].startswith("http://localhost/img/")
    assert said["creator"] == [{"@type": "Person", "name": "Ada Holm"}]
    assert said["creditText"] == "Photo by Ada Holm/Northlight"
    assert said["dateCreated"] == "2019-05-05"
    assert said["url"] == f"http://localhost{FERRY}"
    assert said["isPartOf"]["headline"] == "Ferry"
    assert "license" not in said
    assert "copyrightNotice" not in said
    canonical = soup.select_one("link[rel=canonical]")
    assert canonical
    assert canonical["href"] == FERRY


def test_a_licence_is_told_where_it_is_stated(open_site: Open) -> None:
    client = open_site(
        {STORY: post("Ferry", figure("/ferry.jpg", "A ferry. (Photo: Ada Holm, CC BY 4.0)"))}
    )
    (block,) = page(client, FERRY).select("script[type='application/ld+json']")
    said = json.loads(block.get_text())
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["copyrightNotice"] == "CC BY 4.0"


def test_a_png_is_not_decoded_for_what_it_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (64, 48)).save(tmp_path / "a.png")
    decoded: list[object] = []
    monkeypatch.setattr(PngImageFile, "load_prepare", decoded.append)
    read_embedded(tmp_path / "a.png")
    assert not decoded
