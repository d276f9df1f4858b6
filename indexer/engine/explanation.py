"""Why a story is among the hits of a search, and where; or why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.engine.results import Hit


class Role(StrEnum):
    """What a part of a query does."""

    PLAIN = "plain"
    REQUIRED = "required"
    EXCLUDED = "excluded"
    IGNORED = "ignored"


class ClauseKind(StrEnum):
    """What a part of a query asks for.

    ``WORDS`` are a word or phrase, ``THING`` something that a document has, ``DAYS`` a time, and
    ``SEVERAL`` what stands in parentheses or is joined by an operator.
    """

    WORDS = "words"
    THING = "thing"
    DAYS = "days"
    SEVERAL = "several"


class Lifting(StrEnum):
    """What lifts the score of one of the best documents; titles are of stories."""

    TITLE_COVERED = "title_covered"
    EXACT = "exact"
    TITLE_SHARE = "title_share"
    WHOLE_TITLE = "whole_title"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form of a word, or a phrase, and how often it stands in a field."""

    form: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldScore:
    """A word or phrase in one field of a document.

    Attributes:
        field: The field.
        forms: The forms in which it stands there, most frequent first.
        score: What it adds to the document's score.
    """

    field: str
    forms: tuple[FormCount, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that was looked for.

    Attributes:
        text: As it can be typed.
        has: True if the document has it.
        fields: Where it stands.
    """

    text: str
    has: bool
    fields: tuple[FieldScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a query: a word, a phrase, days, or several of them in parentheses.

    Attributes:
        text: As it can be typed, without the sign of an exclusion.
        reading: The same in plain English.
        kind: What it asks for.
        role: What it does. Of plain words a document may lack some where the search allows it;
            ignored ones, which every text has, may be lacking in any case.
        has: True if the document matches it.
        keeps_out: True if the document is not found because of it, among others.
        terms: Its words and phrases.
        without: The query without it.
    """

    text: str
    reading: str
    kind: ClauseKind
    role: Role
    has: bool
    keeps_out: bool
    terms: tuple[Term, ...]
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A filter, or something asked of days and moments.

    Attributes:
        name: A facet's, or ``from``, ``to``, ``on`` or ``since``.
        excluded: True if the values are those that a document may not have.
        asked: The values asked for; "" is having none.
        own: Those of the document.
        keeps_out: True if the document is not found because of it, among others.
    """

    name: str
    excluded: bool
    asked: tuple[str, ...]
    own: tuple[str, ...]
    keeps_out: bool


@dataclass(frozen=True, slots=True)
class Lift:
    """What lifts a score.

    Attributes:
        kind: Why.
        share: What it adds, as a share of the score before.
    """

    kind: Lifting
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A search and one story, or the photo of a story that comes nearest to it.

    The scores of fields add up to the score before lifts, if taken times ``coverage``; that times
    one and all lifts is ``score``. Where hits are not in order of relevance, all are 0.

    Attributes:
        hit: The story or photo.
        found: True if the search finds it.
        place: Its place among the hits, from 1; None if it is not found.
        total: Documents found.
        reading: What was searched, in plain English.
        score: Its score, as hits have it, not rounded; 0 if it is not found.
        needed: How many of the plain words a document needs.
        plain: How many there are.
        coverage: What the score is multiplied by because plain words are lacking; 1 if none are.
        lifts: What lifts the score, if it is one of the best.
        clauses: The parts of the query.
        conditions: What is asked beside it.
        freed: The query without the parts that keep the document out.
    """

    hit: Hit
    found: bool
    place: int | None
    total: int
    reading: str
    score: float
    needed: int
    plain: int
    coverage: float
    lifts: tuple[Lift, ...]
    clauses: tuple[Clause, ...]
    conditions: tuple[Condition, ...]
    freed: str
