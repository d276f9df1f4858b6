"""Files beside the posts, read only if they are regular, inside the archive and small."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def read_inside(root: Path, path: Path, most: int) -> str | None:
    """The text of a file.

    Args:
        root: The archive; a file outside it is not read, whatever links lead there.
        path: The file.
        most: Bytes it may have.

    Returns:
        None if it is not there, no regular file, outside, too large or not UTF-8.
    """
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return None
        # Opening a pipe must not wait for somebody to write to it.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            content = file.read(most + 1)
        return content.decode("utf-8-sig") if len(content) <= most else None
    except (OSError, ValueError):
        return None
