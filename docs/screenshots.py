"""Takes the pictures of the README: ``make screenshots`` writes docs/images anew from the demo."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/images"
PORT = 8917
SITE = f"http://127.0.0.1:{PORT}"
SECONDS_TO_START = 30
SHOTS = (
    ("home", "/", 1280, 900, "light"),
    ("results", "/search?q=lantern+river", 1280, 900, "light"),
    ("nothing", "/search?q=zeppelin+herring&match=all", 1280, 700, "light"),
    ("photos", "/photos?q=harbour&year=2023", 1280, 900, "light"),
    (
        "story",
        "/story/posts-2023-08-21-eight-hours-on-saltgate-harbour?q=harbour&place=1",
        1280,
        900,
        "light",
    ),
    ("story-phone-dark", "/story/posts-2013-04-18-herring-return-to-fish-quay", 390, 800, "dark"),
    ("timeline", "/timeline?q=harbour&with=ferry", 1280, 720, "light"),
    ("concordance", "/concordance?q=harbour", 1280, 720, "light"),
    ("coverage", "/coverage", 1280, 900, "light"),
)
"""Name, address, width, height, colour scheme."""


def main() -> None:
    """Serves the demo and takes every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium on this machine: apt-get install chromium")
    backfile = str(Path(sys.executable).with_name("backfile"))
    with tempfile.TemporaryDirectory() as index:
        subprocess.run([backfile, "build", str(ROOT / "demo"), "--index", index], check=True)
        with subprocess.Popen([backfile, "serve", "--index", index, "--port", str(PORT)]) as server:
            try:
                _wait()
                _shoot(chromium)
            finally:
                server.terminate()


def _wait() -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            urllib.request.urlopen(f"{SITE}/health", timeout=1).close()  # noqa: S310 - our server
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The site did not start.")


def _shoot(chromium: str) -> None:
    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, address, width, height, scheme in SHOTS:
            with browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            ) as context:
                page = context.new_page()
                page.goto(SITE + address, wait_until="networkidle")
                page.reload(wait_until="networkidle")  # what a reader sees but the very first one
                page.screenshot(path=TARGET / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
