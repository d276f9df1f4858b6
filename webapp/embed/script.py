"""The search box for other sites as one file, made of its modules when the site starts.

The modules (``static/embed``) import one another by name and share one scope afterwards, so that
a name stands for one thing in all of them. What imports do beyond that, they do not use.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import rjsmin

SOURCES = Path(__file__).parents[1] / "static" / "embed"
ENTRY = "backfile-search.js"

_IMPORT = re.compile(
    r'^import (.+) from "\./([\w.-]+)"(?: with \{ type: "text" \})?;\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?function |class |const )", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NEEDLESS = re.compile(r" ?([{},]|;(?! })) ?|(?<=:) |; (?=})|(?<!\d)0(?=\.\d)")
"""What a style sheet means the same without; a space before a colon is not among it."""


@dataclass(frozen=True, slots=True)
class Script:
    """The file as it is served.

    Attributes:
        text: The script.
        zipped: The same compressed with gzip.
        tag: Changes with it.
    """

    text: bytes
    zipped: bytes
    tag: str


def make_script(folder: Path = SOURCES) -> Script:
    """Joins the modules and leaves out what only people read."""
    joined = f"(() => {{\n{_join(folder, ENTRY, set())}}})();\n"
    text = str(rjsmin.jsmin(joined)).encode()
    return Script(text, gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()[:32])


def _join(folder: Path, name: str, joined: set[str]) -> str:
    """A module after those that it imports, each once."""
    if name in joined:
        return ""
    joined.add(name)
    source = (folder / name).read_text(encoding="utf-8")
    before = ""
    for names, imported in _IMPORT.findall(source):
        if imported.endswith(".css"):
            style = _COMMENT.sub("", (folder / imported).read_text(encoding="utf-8"))
            style = _NEEDLESS.sub(r"\1", " ".join(style.split()))
            before += f"const {names} = {json.dumps(style)};\n"
        else:
            before += _join(folder, imported, joined)
    return before + _EXPORT.sub("", _IMPORT.sub("", source))
