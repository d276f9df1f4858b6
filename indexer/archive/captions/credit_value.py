"""What is read from one credit line, and where in a caption a line can stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from indexer.archive.captions.agencies import agency_name
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


class Label(Enum):
    """How plainly a line says that it is a credit."""

    NONE = 0
    BARE = 1
    COLON = 2
    BY = 3


@dataclass(slots=True)
class Reading:
    """What the parts of one line have been read as so far.

    ``owner_only`` is true where whoever is named need not have taken the picture, ``of_source``
    where the line may name a work or a site as well as a person.
    """

    label: Label = Label.NONE
    groups: list[list[str]] = field(default_factory=list)
    orgs: list[str] = field(default_factory=list)
    org_before_person: bool = False
    unknown: list[str] = field(default_factory=list)
    via: str | None = None
    status: Status | None = None
    rights: list[str] = field(default_factory=list)
    separators: int = 0
    owner_only: bool = False
    of_source: bool = False
    special: bool = False
    unread: bool = False

    def set_status(self, status: Status) -> None:
        """Keeps the first status a line states."""
        if self.status is None:
            self.status = status

    def add_org(self, name: str) -> None:
        """Adds an organisation unless it is there already."""
        usual = agency_name(name)
        if usual.casefold() not in (org.casefold() for org in self.orgs):
            self.orgs.append(usual)
        if not self.groups:
            self.org_before_person = True
