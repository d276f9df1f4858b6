"""Where a word or phrase stands in one document: in which fields, in which forms, how often."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.engine.request import Kind
from indexer.engine.whoosh.columns import between, stemmed_by
from indexer.engine.whoosh.leaves import Leaf, Leaves, Source, bare
from indexer.engine.whoosh.open_segment import OpenSegment, SegmentPair
from indexer.engine.whoosh.phrase_occurrences import Longer, PhraseOccurrences
from indexer.engine.whoosh.segments.arrays import Integers
from indexer.engine.whoosh.snapshot import Snapshot
from indexer.engine.whoosh.writings import Writing
from indexer.query.nodes import Near

Standings = dict[str, dict[str, int]]
"""Field -> form, or phrase as written -> how often it stands there."""


def standings(  # noqa: PLR0913, PLR0917 - a leaf and where it is looked for
    snapshot: Snapshot, leaves: Leaves, leaf: Leaf, source: Source, segment: int, document: int
) -> Standings:
    """Where a leaf stands in a document.

    Args:
        snapshot: What is searched.
        leaves: The words and phrases of the query.
        leaf: One of them.
        source: Where it is looked for.
        segment: Number of the segment.
        document: Number of the story or photo in that, as the source says.
    """
    found: Standings = {}
    if not source.weights:
        return found
    pair = snapshot.pairs[segment]
    opened = snapshot.segments(source.kind)[segment]
    for writing in leaves.writings(leaf, source.kind):
        if not _counts(writing, pair, source.kind, document):
            continue
        slots = [slot[segment] for slot in writing.slots]
        longer = leaves.longer(leaf, writing, source.kind, segment)
        for form, counts in _forms(opened, leaf, writing.text, slots, source, document, longer):
            for name, _ in source.weights:
                count = int(counts[opened.fields.index(name)])
                if count:
                    forms = found.setdefault(name, {})
                    forms[form] = forms.get(form, 0) + count
    return found


def _counts(writing: Writing, pair: SegmentPair, kind: Kind, document: int) -> bool:
    """True if a writing counts in a document, given its day and language."""
    if writing.days is not None and not between(pair, kind, writing.days)[document]:
        return False
    return writing.algorithm is None or bool(stemmed_by(pair, kind, writing.algorithm)[document])


def _forms(  # noqa: PLR0913, PLR0917 - a writing and where it is looked for
    segment: OpenSegment,
    leaf: Leaf,
    text: str,
    slots: list[tuple[int, ...]],
    source: Source,
    document: int,
    longer: Longer | None,
) -> Iterator[tuple[str, Integers]]:
    """Forms of a word, or a phrase, and how often each stands in every field."""
    if len(slots) == 1:
        for term in slots[0]:
            documents, codes = segment.postings(term)
            at = documents.searchsorted(document)
            if at < len(documents) and documents[at] == document:
                (form,) = segment.content.terms.decoded([term])
                if longer is not None and term in longer.slots[0]:
                    alone = PhraseOccurrences(segment, [[term]], source.weights, longer=longer)
                    yield form, alone.counts(document)
                else:
                    yield form, segment.content.postings.profiles[codes[at]]
    elif all(slots):
        node = bare(leaf)
        distance = node.distance if isinstance(node, Near) else None
        phrase = PhraseOccurrences(segment, slots, source.weights, distance, longer)
        yield text, phrase.counts(document)
