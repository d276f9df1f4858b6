"""The nodes of a query tree.

Everything                     matches every document
Signs("€")                     matches none: there is no word in it
Words("covid-19")              one piece without spaces, in any of its forms
Phrase("to be or not")         these forms, in this order
Near("old pier", 5)            these words, in any order, within so many words
Wildcard("vac*ne")             words of this shape
Fuzzy("kazakstan", 2)          words spelt with at most so many other letters
InField("title", leaf)         a leaf, in that field only
Days("date", first, last)      published (or taken) between two days
Having("photo")                documents that have something
Not(node)                      documents that do not match node
All((node, ...))               documents that match every node
Any((node, ...))               documents that match at least one node
AtLeast((node, ...), needed)   documents that match at least so many nodes
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec

FIELDS = (
    "title", "body", "caption", "category", "tag", "keyword", "author", "photographer", "agency",
    "via", "method", "place", "rights", "lang", "id", "story", "file",
)  # fmt: skip
"""Fields of the query language that hold words, in every index."""

DAY_FIELDS = ("date", "before", "after", "taken")
"""Fields of the query language that take days."""

HAVING = (
    "photo", "caption", "credit", "date", "category", "tag", "author", "description", "place",
    "photographer", "agency", "taken",
)  # fmt: skip
"""What ``has:`` takes."""


class _Node(msgspec.Struct, frozen=True, cache_hash=True):
    """A node, looked up by its value a dozen times in a search."""


class Everything(_Node, frozen=True):
    """Matches every document."""


class Signs(_Node, frozen=True):
    """Matches no document: what was typed holds nothing that an index has."""

    text: str


class OtherName(_Node, frozen=True):
    """Another name of what was typed.

    Attributes:
        text: The name.
        first: First day of publication on which it is taken for one; None if open.
        last: Last day likewise.
    """

    text: str
    first: date | None = None
    last: date | None = None


class Words(_Node, frozen=True):
    """A piece typed without spaces, usually one word, or a name; in any of its forms.

    Attributes:
        text: What was typed.
        others: Other names of the same, any of which will do.
    """

    text: str
    others: tuple[OtherName, ...] = ()


class Phrase(_Node, frozen=True):
    """Words in quotation marks: exactly these forms, one after the other."""

    text: str


class Near(_Node, frozen=True):
    """Words close to one another, in any order.

    Attributes:
        text: The words.
        distance: Words that may stand between the first and the last of them.
    """

    text: str
    distance: int


class Wildcard(_Node, frozen=True):
    """Words of a shape: ``*`` stands for any letters, ``?`` for one."""

    pattern: str


class Fuzzy(_Node, frozen=True):
    """Words like this one.

    Attributes:
        text: The word.
        edits: Letters that may be added, left out, changed or swapped.
    """

    text: str
    edits: int


Leaf: TypeAlias = Words | Phrase | Near | Wildcard | Fuzzy


class InField(_Node, frozen=True):
    """Something looked for in one field only."""

    field: str
    node: Leaf


class Days(_Node, frozen=True):
    """Days between two, both included.

    Attributes:
        field: ``date`` for days of publication, ``taken`` for those on which a photo was taken.
        first: None if open.
        last: None if open.
    """

    field: str
    first: date | None
    last: date | None


class Having(_Node, frozen=True):
    """Documents that have something: one of ``HAVING``."""

    what: str


class Not(_Node, frozen=True):
    """Everything that the node does not match."""

    node: Node


class All(_Node, frozen=True):
    """What every one of the nodes matches."""

    nodes: tuple[Node, ...]


class Any(_Node, frozen=True):
    """What at least one of the nodes matches."""

    nodes: tuple[Node, ...]


class AtLeast(_Node, frozen=True):
    """What at least so many of the nodes match."""

    nodes: tuple[Node, ...]
    needed: int


Node: TypeAlias = "Everything | Signs | Leaf | InField | Days | Having | Not | All | Any | AtLeast"
