"""A selection of photos: its address, its page, its sheet, and what scripts make of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Archive, page, post, text
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from indexer.engine.base import Engine
from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.photo_keys import key_number, photo_key
from indexer.settings import Settings
from webapp import create_app
from webapp.selection import MAX_SELECTED


@pytest.fixture(scope="module")
def engine(demo_index: Path) -> Iterator[Engine]:
    engine = open_engine(demo_index)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def ids(engine: Engine) -> list[str]:
    return [photo.id for _, photo in engine.scan_photos(SearchRequest(kind=Kind.PHOTOS))]


def selected(client: FlaskClient, query: str) -> list[str]:
    soup = page(client, f"/selection{query}")
    return [str(box["value"]) for box in soup.select(".selected input")]


# Addresses


def test_a_key_leads_to_its_photo_and_to_no_other(engine: Engine, ids: list[str]) -> None:
    keys = [photo_key(one) for one in ids]
    assert len(set(keys)) == len(ids) > 100
    assert list(engine.photo_ids(keys)) == ids
    assert list(engine.photo_ids(keys[::-1])) == ids[::-1]
    assert engine.photo_ids(["aaaaaaaaaa", "", "A" * 10, "é" * 10, keys[0] + "a"]) == ()


@given(st.text(min_size=1))
def test_keys_are_short_and_read_back(photo_id: str) -> None:
    key = photo_key(photo_id.encode("utf-8", "replace").decode())
    assert re.fullmatch(r"[a-z2-7]{10}", key)
    assert key_number(key) is not None


def test_keys_stay_with_photos_through_builds(archive: Archive) -> None:
    files = {f"_posts/2020-01-0{n}-a.md": post(f"T{n}", f"![](/i{n}.jpg)") for n in range(1, 6)}
    archive.write(files).build()
    engine = open_engine(archive.index)
    keys = [photo_key(f"posts-2020-01-0{n}-a--i{n}-1") for n in range(1, 6)]
    assert len(engine.photo_ids(keys)) == 5
    (archive.path / "_posts/2020-01-03-a.md").unlink()
    archive.build(allow_removals=True)
    assert [one[-4:] for one in engine.photo_ids(keys)] == ["i1-1", "i2-1", "i4-1", "i5-1"]
    engine.close()


def test_a_selection_is_given_in_any_way_and_keeps_its_order(
    demo_client: FlaskClient, ids: list[str]
) -> None:
    three = [ids[5], ids[0], ids[9]]
    keys = [photo_key(one) for one in three]
    assert selected(demo_client, "?photo=" + ".".join(keys)) == keys
    assert selected(demo_client, "?" + "&".join(f"photo={key}" for key in keys)) == keys
    assert selected(demo_client, "?" + "&".join(f"photo={one}" for one in three)) == keys
    assert selected(demo_client, f"?photo={keys[0]}&photo={three[0]}&photo={keys[1]}") == keys[:2]


@pytest.mark.slow
def test_as_many_as_may_be_selected_have_one_address(archive: Archive) -> None:
    body = "\n\n".join(f"![](/image-with-a-long-name-{n}.jpg)" for n in range(MAX_SELECTED))
    archive.write({"_posts/2020-01-01-a-very-long-name-of-a-story.md": post("T", body)}).build()
    engine = open_engine(archive.index)
    client = create_app(engine, Settings()).test_client()
    found = engine.scan_photos(SearchRequest(kind=Kind.PHOTOS))
    keys = [photo_key(photo.id) for _, photo in found]
    address = "/selection?photo=" + ".".join(keys)
    assert len(f"GET {address} HTTP/1.1") < 8190  # what most web servers take
    assert len(page(client, address).select(".selected li")) == MAX_SELECTED
    assert "up to 500 photos" in client.get(f"{address}.aaaaaaaaaa").text
    assert client.get(f"{address}.aaaaaaaaaa").status_code == 400
    engine.close()


def test_what_is_not_there_is_counted(demo_client: FlaskClient, ids: list[str]) -> None:
    soup = page(demo_client, f"/selection?photo={photo_key(ids[0])}.aaaaaaaaaa&photo=none--x-1")
    assert "2 photos of this selection are not in the archive." in text(soup.main)
    assert len(soup.select(".selected li")) == 1
    empty = page(demo_client, "/selection")
    assert "No photo is selected" in text(empty.main)


# Exports and the sheet


def test_every_export_holds_the_selection(demo_client: FlaskClient, ids: list[str]) -> None:
    three = [ids[7], ids[2], ids[40]]
    query = "photo=" + ".".join(photo_key(one) for one in three)
    soup = page(demo_client, f"/selection?{query}")
    hrefs = [str(link["href"]) for link in soup.select(".photo-exports a")]
    assert len(hrefs) == 4
    rows = csv.DictReader(io.StringIO(demo_client.get(hrefs[0]).text.removeprefix("\ufeff")))
    assert [row["id"] for row in rows] == three
    assert [one["id"] for one in demo_client.get(hrefs[1]).get_json()] == three
    with zipfile.ZipFile(io.BytesIO(demo_client.get(hrefs[2]).data)) as packed:
        assert len(packed.namelist()) == 4
    assert len(page(demo_client, hrefs[3]).select(".frames li")) == 3
    form = soup.select_one(".photo-exports form")
    assert form
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    with zipfile.ZipFile(
        io.BytesIO(demo_client.get(str(form["action"]), query_string=fields).data)
    ) as packed:
        assert b"dc:creator" in packed.read(packed.namelist()[0])


def test_the_whole_search_is_exported_likewise(demo_client: FlaskClient) -> None:
    soup = page(demo_client, "/photos?q=harbour&sort=oldest&page=2&size=5")
    hrefs = [str(link["href"]) for link in soup.select(".tools .photo-exports a")]
    total = demo_client.get("/api/v1/search?in=photos&q=harbour").get_json()["total"]
    assert len(demo_client.get(hrefs[1]).get_json()) == total
    assert len(page(demo_client, hrefs[3]).select(".frames li")) == total > 20


def test_a_sheet_shows_the_fields_that_are_chosen(demo_client: FlaskClient) -> None:
    sheet = "/contact-sheet?q=seal"
    usual = {text(name) for name in page(demo_client, sheet).select(".frames dt")}
    assert usual == {"Description", "Credit line", "Date created", "File"}
    chosen = page(demo_client, f"{sheet}&field=&field=creator&columns=4")
    assert {text(name) for name in chosen.select(".frames dt")} == {"Creator"}
    assert text(chosen.select_one(".frames dd")) == "Marta Quist (inferred)"
    assert chosen.select(".columns-4")
    assert [box["value"] for box in chosen.select("input[checked]")] == ["creator"]
    assert not page(demo_client, f"{sheet}&field=").select(".frames dt")
    for wrong in ("field=secret", "columns=5"):
        assert demo_client.get(f"{sheet}&{wrong}").status_code == 400


def test_a_sheet_of_nothing_says_so(demo_client: FlaskClient) -> None:
    soup = page(demo_client, "/contact-sheet?q=zeppelin")
    assert text(soup.select_one(".notice")) == "No photo was found."
    assert not page(demo_client, "/contact-sheet?q=seal").select(".notice")


def test_a_sheet_of_more_than_it_holds_says_so(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.contact_sheet.MAX_SELECTED", 3)
    soup = page(demo_client, "/contact-sheet?q=harbour")
    assert "The sheet holds the first 3 of 25 photos" in text(soup.main)
    assert len(soup.select(".frames li")) == 3


# In a browser


@pytest.fixture
def view(browser: Browser) -> Iterator[Page]:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        view = context.new_page()
        troubles: list[str] = []
        view.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        view.on("pageerror", lambda error: troubles.append(str(error)))
        yield view
        assert not troubles


def tick(view: Page, *numbers: int) -> list[str]:
    """Ticks boxes of a page of photos; gives their keys."""
    boxes = view.locator(".grid input[name=photo]")
    for number in numbers:
        boxes.nth(number).check()
    return [boxes.nth(number).get_attribute("value") or "" for number in numbers]


def keys_shown(view: Page) -> list[str | None]:
    return [box.get_attribute("value") for box in view.locator(".selected input").all()]


@pytest.mark.browser
@pytest.mark.slow
def test_three_photos_of_two_pages_reach_somebody_else(
    view: Page, browser: Browser, site: str
) -> None:
    view.goto(f"{site}/photos?q=harbour&size=10")
    expect(view.locator("#picks")).to_be_hidden()
    keys = tick(view, 0, 3)
    expect(view.locator("#picks [role=status]")).to_have_text("2 selected in this browser")
    view.goto(f"{site}/photos?q=harbour&size=10&page=2")
    expect(view.locator("#picks [role=status]")).to_have_text("2 selected in this browser")
    keys += tick(view, 1)
    view.get_by_role("button", name="Show the selected photos").click()
    view.wait_for_url("**/selection?photo=*")
    assert keys_shown(view) == keys
    expect(view.locator(".kept-picks [role=status]")).to_have_text(
        "This is the selection that this browser keeps."
    )
    shared = view.locator("#share").input_value()
    with browser.new_context(accept_downloads=True) as other:
        guest = other.new_page()
        guest.goto(shared)
        assert keys_shown(guest) == keys
        with guest.expect_download() as download:
            guest.get_by_role("link", name="CSV").click()
        with download.value.path().open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert [photo_key(row["id"]) for row in rows] == keys
        with guest.expect_download() as download:
            guest.get_by_role("link", name="Images (ZIP)").click()
        with zipfile.ZipFile(download.value.path()) as packed:
            assert packed.testzip() is None
            assert len(packed.namelist()) == 4
        guest.get_by_label("with what is inferred").check()
        with guest.expect_download() as download:
            guest.get_by_role("button", name="XMP sidecars").click()
        with zipfile.ZipFile(download.value.path()) as packed:
            assert b"photoshop:Instructions" in packed.read(packed.namelist()[0])
        # The guest keeps it, takes one out, and finds it again.
        guest.get_by_role("button", name="Add these").click()
        expect(guest.get_by_role("button", name="Empty the selection")).to_be_visible()
        guest.locator(".selected input").nth(1).uncheck()
        guest.get_by_role("button", name="Keep only what is ticked").click()
        expect(guest.locator(".selected li")).to_have_count(2)
        guest.goto(f"{site}/selection")
        guest.wait_for_url("**/selection?photo=*")
        assert keys_shown(guest) == [keys[0], keys[2]]
        guest.get_by_role("button", name="Empty the selection").click()
        expect(guest.locator("[data-own-selection]")).to_be_visible()
    # What the guest does is no matter of the first browser's.
    view.goto(f"{site}/photos?q=harbour&size=10")
    assert view.locator(".grid input:checked").count() == 2


@pytest.mark.browser
@pytest.mark.slow
def test_a_photo_is_selected_on_its_own_page(view: Page, site: str) -> None:
    view.goto(f"{site}/photos?q=seal")
    (key,) = tick(view, 0)
    view.locator(".card-caption a").first.click()
    view.wait_for_url("**/photo/*")
    box = view.locator("input[name=photo]")
    expect(box).to_be_checked()
    assert box.get_attribute("value") == key
    box.uncheck()
    expect(view.locator("#picks")).to_be_hidden()
    view.go_back()
    expect(view.locator(".grid input:checked")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("stored", ['"x"', '["<b>", 1, null, "zzzzzzzzzz"]', "{", "null"])
def test_whatever_lies_in_the_storage_breaks_nothing(view: Page, site: str, stored: str) -> None:
    view.goto(f"{site}/photos?q=seal")
    view.evaluate("text => localStorage.setItem('backfile:/:selection', text)", stored)
    view.reload()
    (key,) = tick(view, 1)
    view.get_by_role("button", name="Show the selected photos").click()
    view.wait_for_url("**/selection?photo=*")
    assert keys_shown(view) == [key]


@pytest.mark.browser
@pytest.mark.slow
def test_a_browser_that_keeps_nothing_shows_what_is_ticked(view: Page, site: str) -> None:
    view.add_init_script("Storage.prototype.setItem = () => { throw new Error(); };")
    view.goto(f"{site}/photos?q=seal")
    keys = tick(view, 0, 1)
    view.get_by_role("button", name="Show the selected photos").click()
    view.wait_for_url("**/selection?photo=*")
    assert keys_shown(view) == keys
    view.get_by_role("button", name="Add these").click()
    expect(view.locator(".kept-picks [role=status]")).to_have_text("This browser keeps nothing.")


@pytest.mark.browser
@pytest.mark.slow
def test_a_selection_grows_no_further_than_its_address(view: Page, site: str) -> None:
    view.goto(f"{site}/photos?q=seal")
    view.evaluate(
        """() => {
          const key = (n) => "aaaaaaaa" + String.fromCharCode(97 + (n / 22), 97 + (n % 22));
          const keys = Array.from({ length: 500 }, (_, n) => key(n));
          localStorage.setItem("backfile:/:selection", JSON.stringify(keys));
        }"""
    )
    view.reload()
    expect(view.locator("#picks [role=status]")).to_have_text("500 selected in this browser")
    box = view.locator(".grid input[name=photo]").first
    box.click()
    expect(view.locator("#picks [role=status]")).to_have_text("A selection holds 500 photos.")
    expect(box).not_to_be_checked()


@pytest.mark.browser
@pytest.mark.slow
def test_texts_are_copied(view: Page, site: str) -> None:
    view.goto(f"{site}/photos?q=seal")
    view.locator(".card-caption a").first.click()
    view.wait_for_url("**/photo/*")
    for name in ("Caption", "Credit line", "File name", "Permalink", "Citation", "BibTeX"):
        view.locator(".copy-buttons").get_by_role("button", name=name, exact=True).click()
        expect(view.locator(".copy-buttons [role=status]")).to_have_text(f"Copied: {name}")
        label = view.locator(".copy-label", has_text=re.compile(f"^{name}$"))
        written = label.locator("+ pre").text_content()
        assert view.evaluate("navigator.clipboard.readText()") == written
    assert view.evaluate("navigator.clipboard.readText()").startswith("@misc{")


@pytest.mark.browser
@pytest.mark.slow
def test_without_a_clipboard_the_text_is_marked(browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        context.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            "Document.prototype.execCommand = () => false;"
        )
        view = context.new_page()
        view.goto(f"{site}/photos?q=seal")
        view.locator(".card-caption a").first.click()
        view.wait_for_url("**/photo/*")
        view.get_by_role("button", name="Credit line").click()
        expect(view.locator(".copy-buttons [role=status]")).to_contain_text("the text is marked")
        assert view.evaluate("getSelection().toString()").strip() == "Photo by Marta Quist/Sundfoto"


@pytest.mark.browser
@pytest.mark.slow
def test_everything_works_without_scripts(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        view = context.new_page()
        view.goto(f"{site}/photos?q=harbour")
        keys = tick(view, 2, 0)
        view.get_by_role("button", name="Show the selected photos").click()
        view.wait_for_url("**/selection?photo=*")
        assert sorted(filter(None, keys_shown(view))) == sorted(keys)
        expect(view.locator(".kept-picks")).to_be_hidden()
        view.locator(".selected input").first.uncheck()
        view.get_by_role("button", name="Keep only what is ticked").click()
        expect(view.locator(".selected li")).to_have_count(1)
        view.locator(".selected-caption a").click()
        view.wait_for_url("**/photo/*")
        view.get_by_text("Texts to copy").click()
        expect(view.locator("#copy-caption")).to_be_visible()
        expect(view.locator(".copy-buttons")).to_be_hidden()
