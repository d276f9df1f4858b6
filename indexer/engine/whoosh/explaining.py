"""Why a story is among the hits of a search, and where; or what keeps it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.explanation import (
    Clause,
    ClauseKind,
    Explanation,
    FieldScore,
    FormCount,
    Lift,
    Role,
    Term,
)
from indexer.engine.request import Kind, Match, SearchRequest, Sort
from indexer.engine.whoosh.chosen import Chosen
from indexer.engine.whoosh.conditions import conditions_of
from indexer.engine.whoosh.leaves import Leaf
from indexer.engine.whoosh.matching import Documents, total_of
from indexer.engine.whoosh.occurrences import K1
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.ordering import Ranked, place_of
from indexer.engine.whoosh.scoring import TreeScorer
from indexer.engine.whoosh.search import Search, hit_of
from indexer.engine.whoosh.standings import standings
from indexer.query.nodes import (
    All,
    Any,
    AtLeast,
    Days,
    Everything,
    Fuzzy,
    Having,
    InField,
    Near,
    Node,
    Not,
    Phrase,
    Signs,
    Wildcard,
    Words,
)
from indexer.query.parser import ParsedQuery
from indexer.query.reading import describe, describe_part
from indexer.query.writing import write_node, write_query

_ROUNDING = 1e-9


def explain(
    opened: Opened, request: SearchRequest, search: Search, story_id: str
) -> Explanation | None:
    """Explains a search for one story, or for the photo of it that comes nearest.

    Args:
        opened: What is searched.
        request: The search.
        search: The same, its words looked up.
        story_id: The story.

    Returns:
        None if there is no such story, or no photo in it where photos are searched.
    """
    node, found, _ = search.find(())
    documents = list(_documents(opened, request.kind, story_id))
    explained = [_Explained(opened, request, search, node, found, *at) for at in documents]
    return min(explained, key=lambda one: one.distance).tell() if explained else None


def _documents(opened: Opened, kind: Kind, story_id: str) -> Iterator[tuple[int, int]]:
    """Segment and number of a story, or of each of its photos."""
    for number, pair in enumerate(opened.snapshot.pairs):
        story = pair.stories.find(story_id)
        if story is None:
            continue
        if kind is Kind.STORIES:
            yield number, story
        else:
            photos = np.flatnonzero((pair.photos.parents == story) & pair.photos.live)
            yield from ((number, photo) for photo in photos.tolist())


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a query and what it does."""

    node: Node
    role: Role

    @property
    def bare(self) -> Node:
        """It without the sign of an exclusion."""
        if self.role is Role.EXCLUDED and isinstance(self.node, Not):
            return self.node.node
        return self.node


class _Explained:
    """One document of a search."""

    def __init__(  # noqa: PLR0913, PLR0917 - a search and a document
        self,
        opened: Opened,
        request: SearchRequest,
        search: Search,
        node: Node,
        found: Sequence[Documents],
        segment: int,
        document: int,
    ) -> None:
        self._opened = opened
        self._request = request
        self._evaluation = search.evaluation
        self._query = search.parsed
        self._node = node
        self._scorer = TreeScorer(search.evaluation, node)
        self._all = found
        self._segment = segment
        self._document = document
        self._conditions = conditions_of(opened, request, segment, document)
        self._parts = list(_parts(self._query, request.match))
        self._plain = [part.node for part in self._parts if part.role is Role.PLAIN]
        self._needed = _needed(node, self._plain)
        self._having = sum(map(self._has, self._plain))
        self._kept_out = [part.node for part in self._parts if self._keeps_out(part)]
        here = found[segment].mask
        self._found = bool(here[document])
        self._alone = Chosen(np.array([document]), len(here))

    @property
    def distance(self) -> tuple[int, float]:
        """How far it is from the first place: what keeps it out, then its score."""
        conditions = [condition for condition in self._conditions if condition.keeps_out]
        score = self._score() if self._scored else 0.0
        return len(self._kept_out) + len(conditions), -score

    def tell(self) -> Explanation:
        """All of it."""
        place, score = self._place() if self._found else (None, 0.0)
        ranked = Ranked(self._segment, self._document, score)
        reading = describe(
            self._request, self._node, self._query.ignored, self._evaluation.other_forms
        )
        return Explanation(
            hit=hit_of(self._opened.snapshot, ranked, tuple, self._request),
            found=self._found,
            place=place,
            total=total_of(self._all),
            reading=reading,
            score=score,
            needed=self._needed,
            plain=len(self._plain),
            coverage=self._coverage() if self._scored else 1.0,
            lifts=tuple(self._lifts(score)),
            clauses=tuple(map(self._clause, self._parts)),
            conditions=self._conditions,
            freed=write_query(self._query, self._kept_out),
        )

    @property
    def _scored(self) -> bool:
        return self._found and self._request.order is Sort.RELEVANCE

    def _place(self) -> tuple[int, float]:
        return place_of(
            self._opened.snapshot.pairs,
            self._request.kind,
            self._all,
            self._scorer,
            self._request.order,
            self._segment,
            self._document,
        )

    def _coverage(self) -> float:
        return float(np.max(self._scorer.coverage(self._segment, self._alone)))

    def _score(self) -> float:
        """The score before lifts."""
        scores = self._scorer.scores(self._segment, self._alone)
        return scores.item()

    def _lifts(self, score: float) -> Iterator[Lift]:
        """The lifts, if the document is one of the best, which alone are lifted."""
        if not self._scored:
            return
        # Sums may be made in another order.
        if score <= self._score() * (1 + _ROUNDING):
            return
        shares = self._scorer.lift_shares(self._segment, self._alone)
        for kind, share in shares.items():
            if share[0] > 0:
                yield Lift(kind, float(share[0]))

    def _has(self, node: Node) -> bool:
        return bool(self._evaluation.matches(node, self._segment)[self._document])

    def _keeps_out(self, part: _Part) -> bool:
        if part.role is Role.IGNORED:
            return False
        if part.role is Role.PLAIN:
            return not self._has(part.node) and self._having < self._needed
        return not self._has(part.node)

    def _clause(self, part: _Part) -> Clause:
        scored = self._scored and part.role in {Role.PLAIN, Role.REQUIRED}
        return Clause(
            text=write_node(part.bare),
            reading=describe_part(part.bare, self._evaluation.other_forms),
            kind=_kind(part.bare),
            role=part.role,
            has=self._has(part.bare),
            keeps_out=self._keeps_out(part),
            terms=tuple(self._terms(part.bare, scored=scored)),
            without=write_query(self._query, [part.node]),
        )

    def _terms(self, node: Node, *, scored: bool) -> Iterator[Term]:
        """The words and phrases of a part; what stands inside an exclusion adds no score."""
        match node:
            case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
                fields = tuple(self._fields(node, scored=scored)) if self._has(node) else ()
                yield Term(write_node(node), self._has(node), fields)
            case Any(nodes) | All(nodes) | AtLeast(nodes, _):
                for inner in nodes:
                    counts = not isinstance(inner, All | AtLeast) or self._has(inner)
                    yield from self._terms(inner, scored=scored and counts)
            case Not(inner):
                yield from self._terms(inner, scored=False)
            case Days() | Having() | Everything() | Signs():
                pass

    def _fields(self, leaf: Leaf, *, scored: bool) -> Iterator[FieldScore]:
        """Where a word or phrase stands, and what it adds to the score there.

        A score grows ever slower with frequencies, which are added up over fields before; what is
        added by all is shared out by what each contributed.
        """
        leaves, repeats = self._evaluation.leaves, self._query.repeats.get(leaf, 1)
        for found in leaves.find(leaf):
            source = found.source
            pair = self._opened.snapshot.pairs[self._segment]
            at, segment = self._document, pair.photos
            if source.kind is Kind.STORIES:
                segment = pair.stories
                if self._request.kind is Kind.PHOTOS:
                    at = pair.photos.parents.item(at)
            standing = standings(self._opened.snapshot, leaves, leaf, source, self._segment, at)
            frequencies = {
                field: sum(forms.values())
                * dict(source.weights)[field]
                * segment.norm(segment.fields.index(field)).item(at)
                for field, forms in standing.items()
            }
            total = sum(frequencies.values())
            whole = repeats * source.share * found.idf * (K1 + 1) * total / (K1 + total)
            for field, forms in standing.items():
                counts = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
                score = whole * frequencies[field] / total if scored else 0.0
                yield FieldScore(field, tuple(FormCount(*item) for item in counts), score)


def _parts(query: ParsedQuery, match: Match) -> Iterator[_Part]:
    """The parts of a query, as the search takes them."""
    # Where any word will do, any phrase will.
    loose = (Phrase, Near, Wildcard, Fuzzy) if match is Match.ANY else ()
    yield from (_Part(node, Role.PLAIN) for node in query.words)
    for node in query.required:
        if isinstance(node, Not):
            yield _Part(node, Role.EXCLUDED)
        else:
            yield _Part(node, Role.PLAIN if isinstance(node, loose) else Role.REQUIRED)
    yield from (_Part(node, Role.IGNORED) for node in query.ignored)


def _kind(node: Node) -> ClauseKind:
    match node:
        case Words() | Phrase() | Near() | Wildcard() | Fuzzy() | InField():
            return ClauseKind.WORDS
        case Having():
            return ClauseKind.THING
        case Days():
            return ClauseKind.DAYS
        case _:
            return ClauseKind.SEVERAL


def _needed(node: Node, plain: Sequence[Node]) -> int:
    """How many of the plain words and phrases a tree asks for."""
    parts = node.nodes if isinstance(node, All) else (node,)
    if not set(plain) <= set(parts):
        for part in parts:
            if isinstance(part, AtLeast):
                return part.needed
            if isinstance(part, Any) and part.nodes == tuple(plain):
                return 1
    return len(plain)
