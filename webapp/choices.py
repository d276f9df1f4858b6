"""Ways to go on from a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on.

    Attributes:
        label: As shown.
        url: Where it leads.
        current: True if it is the one that applies.
    """

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same words searched in another way.

    Attributes:
        choice: In which, and where.
        count: How many the search finds there.
    """

    choice: Choice
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """A setting of the search and its possible values.

    Attributes:
        label: What is chosen.
        choices: The values.
    """

    label: str
    choices: tuple[Choice, ...]
