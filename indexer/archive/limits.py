"""How much of one post is read: bounds that a real post never meets and a hostile one soon does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one post. What is beyond them is a problem, told before anything is parsed.

    Attributes:
        post_bytes: Size of its file.
        tags: Tags of its HTML (or of the HTML its Markdown gives).
        depth: Elements inside one another.
        seconds: How long reading it may take.
    """

    post_bytes: int = 1_000_000
    tags: int = 20_000
    depth: int = 256
    seconds: int = 20


class BeyondLimitError(ValueError):
    """A body is beyond a limit. Its text says which, as the end of a sentence."""
