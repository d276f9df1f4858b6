"""Files that posts include and that need nothing of the post: lists of link targets, notes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from indexer.archive.code import without_marks
from indexer.archive.files import read_inside

_FOLDER = "_includes"
_MAX_BYTES = 64 * 1024
_MAX_TOTAL = 1_000_000
_MAX_FILES = 5_000


def read_includes(archive: Path, content: Path) -> dict[str, str]:
    """Reads the includes that hold no templates, by the name posts give them.

    Includes with templates in them are the theme's: what they show depends on the page.

    Args:
        archive: The archive; links that leave it are not followed.
        content: Folder of the site's content.
    """
    folder = content / _FOLDER
    if not folder.resolve().is_relative_to(archive.resolve()):
        return {}
    includes: dict[str, str] = {}
    total = 0
    for path in sorted(islice(folder.rglob("*.*"), _MAX_FILES)):
        text = read_inside(archive, path, _MAX_BYTES)
        if text is None or "{%" in text or "{{" in text or "<script" in text:
            continue
        total += len(text)
        if total > _MAX_TOTAL:
            break
        includes[path.relative_to(folder).as_posix()] = without_marks(text)
    return includes
