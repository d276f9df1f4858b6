"""Files that posts include and that need nothing of the post: lists of link targets, notes."""

from __future__ import annotations

import contextlib
from pathlib import Path

_FOLDER = "_includes"
_MAX_BYTES = 64 * 1024
_MAX_TOTAL_BYTES = 1_000_000


def read_includes(content: Path) -> dict[str, str]:
    """Reads the includes that hold no templates, by the name posts give them.

    Includes with templates in them are the theme's: what they show depends on the page.

    Args:
        content: Folder of the site's content.
    """
    folder = content / _FOLDER
    includes: dict[str, str] = {}
    total = 0
    for path in sorted(folder.rglob("*.*")) if folder.is_dir() else ():
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if not path.is_file() or path.stat().st_size > _MAX_BYTES:
                continue
            text = path.read_text(encoding="utf-8-sig")
            total += len(text)
            if total > _MAX_TOTAL_BYTES:
                break
            if "{%" not in text and "{{" not in text and "<script" not in text:
                includes[path.relative_to(folder).as_posix()] = text
    return includes
