"""One search: its tree, the documents that match it, and these as hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial

import numpy as np

from indexer.engine.request import Kind, Match, SearchRequest
from indexer.engine.results import Hit, WordCount
from indexer.engine.whoosh.columns import added_after, between, on_day
from indexer.engine.whoosh.executor import Evaluation, Wanted
from indexer.engine.whoosh.facet_lists import FacetCounts
from indexer.engine.whoosh.facets import Filtering
from indexer.engine.whoosh.hits import Others, photo_hit, story_hit
from indexer.engine.whoosh.matching import Documents, documents_of, total_of
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.ordering import Ranked
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.time_limit import TimeLimit
from indexer.engine.whoosh.vocabulary import MAX_EXPANSIONS
from indexer.query.nodes import All, Any, AtLeast, Days, InField, Node, Not, Words
from indexer.query.parser import ParsedQuery, words_needed
from indexer.query.rewriting import written
from indexer.texts import gettext, with_commas


class Search:
    """One search: its trees, filters and days.

    Args:
        opened: What is searched.
        request: What is asked for.
        parsed: Its query.
        limit: When to stop.
        filtering: What its filters let through, if another search with the same ones has found it.

    Attributes:
        evaluation: Its words, looked up.
        parsed: The query, without what there was no time to look up.
        filters: The filters, with names as facets show them.
        excludes: What is left out, likewise.
        filtering: What the filters let through.
    """

    def __init__(
        self,
        opened: Opened,
        request: SearchRequest,
        parsed: ParsedQuery,
        limit: TimeLimit,
        filtering: Filtering | None = None,
    ) -> None:
        self._opened = opened
        self._request = request
        self._limit = limit
        self.evaluation = Evaluation(opened.snapshot, parsed, request.kind, request.scope, limit)
        self.parsed = self.evaluation.query
        self.filters = opened.facets.named(request.filters)
        self.excludes = opened.facets.named(request.excludes)
        self.filtering = filtering or opened.facets.filtering(
            request.kind, self.filters, self.excludes
        )

    def find(self, names: Sequence[str]) -> tuple[Node, list[Documents], dict[str, FacetCounts]]:
        """The tree that applies, the documents that match it, and counts of some facets.

        Left to the search, a document may lack some of many words, and where that finds nothing
        any word will do.
        """
        request, count = self._request, len(self.parsed.words)
        match request.match:
            case Match.ALL:
                node = self.evaluation.every_word
            case Match.ANY:
                node = self.parsed.any_node
            case Match.AUTO:
                node = self.parsed.tree(words_needed(count))
        masks, found = self._keep(node)
        if request.match is Match.AUTO and count > 1 and not total_of(found):
            node = self.parsed.tree(1)
            masks, found = self._keep(node)
        return node, found, self.filtering.count(masks, found, names)

    def find_beside(self, found: Sequence[Documents]) -> tuple[Node, list[Documents]]:
        """The tree in which any word will do, and the stories that match it but not a search.

        None where a search is exact about its words, or asks for photos.

        Args:
            found: What the search found.
        """
        node = self.parsed.tree(1)
        if self._request.match is not Match.AUTO or self._request.kind is not Kind.STORIES:
            return node, documents_of(np.zeros_like(documents.mask) for documents in found)
        _, loose = self._keep(node)
        pairs = zip(loose, found, strict=True)
        return node, documents_of(some.mask & ~others.mask for some, others in pairs)

    def count_all(self, node: Node, found: Sequence[Documents]) -> int:
        """Documents with every word."""
        every_word = self.evaluation.every_word
        if node == every_word:
            return total_of(found)
        return total_of(self._keep(every_word)[1])

    def count_words(self) -> tuple[WordCount, ...]:
        """Documents with each of the words and phrases that are wanted."""
        whole = self.parsed.node
        joined = whole.nodes if isinstance(whole, All) else (whole,)
        return tuple(
            WordCount(text, total_of(self._keep(node)[1]))
            for node in dict.fromkeys((*self.parsed.words, *self.parsed.required, *joined))
            if (text := written(node))
        )

    def limits_reached(self) -> Iterator[str]:
        """Says what was left out, if anything was."""
        evaluation = self.evaluation
        if evaluation.left_out:
            yield gettext(
                "The search took longer than it may; %(count)s of its words and phrases were "
                "left out. Ask for less at once.",
                count=with_commas(evaluation.left_out),
            )
        elif self._limit.exceeded:
            yield gettext(
                "The search took longer than it may; its order and passages are not the best."
            )
        if evaluation.cut:
            yield gettext(
                "A word with “*”, “?” or “~” stands for so many others that only the "
                "%(count)s most frequent were searched.",
                count=with_commas(MAX_EXPANSIONS),
            )

    def _keep(self, node: Node) -> tuple[list[Mask], list[Documents]]:
        """The documents that match a tree, and those of them that pass every filter."""
        masks = self._match(node)
        return masks, documents_of(self.filtering.keep(masks))

    def _match(self, node: Node) -> list[Mask]:
        """The documents that match a tree, on the days asked for."""
        masks = [
            self.evaluation.matches(node, number)
            for number in range(len(self._opened.snapshot.pairs))
        ]
        for passing in self._in_time:
            masks = [mask & passes for mask, passes in zip(masks, passing, strict=True)]
        return masks

    @cached_property
    def _in_time(self) -> list[list[Mask]]:
        """For each thing asked of days and moments, the documents for which it is so."""
        request, pairs = self._request, self._opened.snapshot.pairs
        asked = []
        if request.date_from or request.date_to:
            days = Days("date", request.date_from, request.date_to)
            asked.append([between(pair, request.kind, days) for pair in pairs])
        if request.on:
            asked.append([on_day(pair, request.kind, request.on) for pair in pairs])
        if request.since:
            asked.append(
                [
                    added_after(pair, request.kind, added, request.since)
                    for pair, added in zip(pairs, self._opened.added, strict=True)
                ]
            )
        return asked


def renamed(node: Node) -> Iterator[str]:
    """The names in a query that have other names."""
    match node:
        case Words(text, others):
            if others:
                yield text
        case InField(_, inner) | Not(inner):
            yield from renamed(inner)
        case All(nodes) | Any(nodes) | AtLeast(nodes, _):
            for inner in nodes:
                yield from renamed(inner)
        case _:
            pass


def hits_of(  # noqa: PLR0913, PLR0917 - all that a hit comes from
    snapshot: Snapshot,
    page: Iterable[Ranked],
    evaluation: Evaluation,
    node: Node,
    request: SearchRequest,
    limit: TimeLimit,
) -> Iterator[Hit]:
    """Documents as hits, one after the other."""
    wanted: Callable[[], Sequence[Wanted]] = partial(evaluation.wanted, node)
    some_may_lack = node != evaluation.every_word
    for ranked in page:
        if limit.passed():
            wanted = tuple
        lacking = evaluation.lacking(ranked.pair, ranked.document) if some_may_lack else ()
        yield hit_of(snapshot, ranked, wanted, request, lacking)


def hit_of(
    snapshot: Snapshot,
    ranked: Ranked,
    wanted: Callable[[], Sequence[Wanted]],
    request: SearchRequest,
    lacking: tuple[str, ...] = (),
) -> Hit:
    """A document as a hit."""
    pair, kind, snippets = snapshot.pairs[ranked.pair], request.kind, request.snippets
    copies = partial(snapshot.groups.copies, kind, ranked.pair, ranked.document)
    others = Others(round(ranked.score, 4), lacking, copies, wanted)
    if kind is Kind.STORIES:
        return story_hit(snapshot.listed_at(pair, ranked.document), others, snippets=snippets)
    whole, photo = snapshot.photo_at(pair, ranked.document)
    return photo_hit(
        whole,
        photo,
        others,
        request.scope,
        uses=snapshot.pictures.uses(ranked.pair, ranked.document),
        snippets=snippets,
    )
