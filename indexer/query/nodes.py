"""The nodes of a query tree.

Everything                 matches every document
Words("covid-19")          one piece without spaces; its words follow one another
Phrase("to be or not")     these forms, in this order
InField("title", node)     node, in that field only
Not(node)                  documents that do not match node
All((node, ...))           documents that match every node
Any((node, ...))           documents that match at least one node
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

FIELDS = (
    "title", "body", "caption", "category", "tag", "keyword", "author", "photographer", "agency",
    "place", "lang", "id", "file",
)  # fmt: skip
"""Fields of the query language that every index has."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document."""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece typed without spaces: usually one word, in any of its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotation marks: exactly these forms, one after the other."""

    text: str


@dataclass(frozen=True, slots=True)
class InField:
    """A word or phrase looked for in one field only."""

    field: str
    node: Words | Phrase


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the node does not match."""

    node: Words | Phrase | InField


@dataclass(frozen=True, slots=True)
class All:
    """What every one of the nodes matches; at least one of them is not a Not."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What at least one of the nodes matches."""

    nodes: tuple[Node, ...]


Node: TypeAlias = "Everything | Words | Phrase | InField | Not | All | Any"
