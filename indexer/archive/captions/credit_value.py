"""What is read from one credit line, and where in a caption a line can stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from indexer.model import Credit, Status


class Setting(Enum):
    """Where a piece of a caption stands, which says how much proof it needs."""

    BRACKETED = "in brackets after a sentence's end, or as the whole caption"
    INLINE = "in brackets within a sentence"
    SENTENCE = "a sentence of its own"
    CUT = "after a dash, or at the end of a sentence without a stop"


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One credit line as read.

    Attributes:
        credit: Who took, owns and distributed the picture; None if only rights are stated.
        status: How the picture reached the publisher, if the line says so.
        rights: Rights wording as printed; empty if there is none.
    """

    credit: Credit | None
    status: Status | None = None
    rights: str = ""
