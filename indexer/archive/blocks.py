"""Blocks of text between an opening and a closing notation."""

from __future__ import annotations

import re
from collections.abc import Callable


def sub_blocks(
    block: re.Pattern[str], end: str, replacement: str | Callable[[re.Match[str]], str], text: str
) -> str:
    """Replaces blocks, in linear time: where no end follows, no beginning is tried."""
    last = text.rfind(end)
    after = text.find("}", last) + 1 if last >= 0 else 0
    return block.sub(replacement, text[:after]) + text[after:]
