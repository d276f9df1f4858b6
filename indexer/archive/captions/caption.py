"""Caption -> sentences, credit lines, date, place and method; and which sentences are its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from indexer.archive.captions.agencies import AgencyKind, agency_name, find_agency
from indexer.archive.captions.credits import FoundCredits, find_credits
from indexer.archive.captions.methods import find_method
from indexer.archive.captions.places import find_place
from indexer.archive.captions.provenance import Provenance, find_provenance
from indexer.archive.captions.sentences import endings_of, split, split_at
from indexer.archive.captions.taken import find_taken
from indexer.archive.characters import fold_spaces
from indexer.model import UNDATED, ArchiveDate, Caption, Credit, Method, Place, Sentence, Status

_PLACE_WINDOW = 2000
_FEW_SENTENCES = 64
_PAIR = 2
_QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')
_EDGE = " \t.!?…。！？\"'()[]（）"


class ParsedCaption(NamedTuple):
    """A caption read by itself, before it is compared with its neighbours.

    Attributes:
        text: The whole caption with its credit lines, whitespace folded.
        sentences: The caption without its credit lines, sentence by sentence.
        credits: Credit lines in order.
        taken: When the picture was taken; ``UNDATED`` if the caption does not tell.
        place: Where it was taken; None if the caption does not tell.
        method: Drone or aerial; None if the caption does not tell.
        status: Pool, handout ...; None if the caption does not tell.
        rights: Rights wording as printed; empty if there is none.
        evidence: The words each fact was read from, all of them exact parts of ``text``. The keys
            are those of "taken", "place", "method", "status", "rights", "photographer", "agency"
            and "via" that were found. Who took, owns or distributed the picture has its credit
            line whole, as has a status that a credit line states.
        is_open: True if other texts can tell that more of its sentences end than those told here.
    """

    text: str
    sentences: tuple[str, ...]
    credits: tuple[Credit, ...]
    taken: ArchiveDate
    place: Place | None
    method: Method | None
    status: Status | None
    rights: str
    evidence: Mapping[str, str]
    is_open: bool


def parse_caption(text: str, published: date | None) -> ParsedCaption:
    """Reads a caption.

    Args:
        text: The caption as plain text.
        published: When its story was published, for dates written without their year.

    Returns:
        What the caption says, as much as is certain. Any text is read in linear time.
    """
    folded = fold_spaces(text)
    if not folded:
        return _EMPTY
    found = find_credits(folded)
    sentences, is_open = split(found.body)
    provenance = find_provenance(found.body)
    method, method_words = find_method(folded)
    lines = _passed_on([line.credit for line in found.lines if line.credit])
    taken = find_taken(sentences, " ".join(credit.raw for credit in lines), published)
    place = find_place(sentences[0][:_PLACE_WINDOW]) if sentences else None
    stated = next((line for line in found.lines if line.status), None)
    evidence = _evidence_of_credits(found, lines)
    if stated and stated.credit:
        evidence["status"] = stated.credit.raw
    elif provenance.status:
        evidence["status"] = provenance.status_words
    owned = _owned_by_giver(lines, provenance)
    if owned is not lines:
        evidence["agency"] = provenance.giver_words
        evidence["via"] = owned[-1].raw
    words = {"taken": taken.raw, "place": place.name if place else "", "method": method_words}
    evidence |= {name: said for name, said in words.items() if said and said in folded}
    return ParsedCaption(
        text=folded,
        sentences=sentences,
        credits=tuple(owned),
        taken=taken,
        place=place,
        method=method,
        status=stated.status if stated else provenance.status,
        rights="; ".join(found.rights),
        evidence=evidence,
        is_open=is_open,
    )


_EMPTY = ParsedCaption("", (), (), UNDATED, None, None, None, "", {}, is_open=False)
"""What images without a caption have, which are most of many an archive."""


def _passed_on(lines: list[Credit]) -> list[Credit]:
    """Reads "(Courtesy of the Coast Guard) (Kyodo)": the wire handed on another's picture."""
    if len(lines) < _PAIR or lines[-1] != Credit(lines[-1].raw, agency=lines[-1].agency):
        return lines
    owner, wire = (find_agency(credit.agency or "") for credit in lines[-_PAIR:])
    hands_on = wire is not None and wire.kind is AgencyKind.WIRE
    if not hands_on or lines[-_PAIR].agency is None or lines[-_PAIR].via:
        return lines
    if owner is not None and owner.kind is not AgencyKind.BODY:
        return lines
    return [*lines[:-1], Credit(lines[-1].raw, via=lines[-1].agency)]


def _evidence_of_credits(found: FoundCredits, lines: list[Credit]) -> dict[str, str]:
    """The lines that name the first photographer, agency and distributor, and the rights."""
    evidence: dict[str, str] = {}
    for credit in lines:
        facts = {
            "photographer": credit.photographers,
            "agency": credit.agency,
            "via": credit.via,
        }
        for name, fact in facts.items():
            if fact:
                evidence.setdefault(name, credit.raw)
    rights = next((said for said in found.rights if said in found.text), None)
    return evidence | ({"rights": rights} if rights else {})


def _owned_by_giver(lines: list[Credit], provenance: Provenance) -> list[Credit]:
    """An agency that is credited alone passed on what the caption says another gave away."""
    if provenance.giver is None or any(c.photographers or c.via for c in lines):
        return lines
    owners = [credit.agency for credit in lines if credit.agency]
    agency = find_agency(owners[0]) if len(owners) == 1 and lines[-1].agency else None
    if agency is None or agency.kind is not AgencyKind.WIRE:
        return lines
    owner = agency_name(provenance.giver)
    if owner == agency.name:
        return lines
    return [*lines[:-1], replace(lines[-1], agency=owner, via=agency.name)]


def mark_shared(captions: Sequence[ParsedCaption], paragraphs: Sequence[str]) -> list[Caption]:
    """Tells the sentences about one picture from those about the story.

    A sentence is shared if the story's body has it, or the differing caption of another picture.
    Pictures with one and the same caption keep its sentences as their own. Case, whitespace and
    the kind of quotation marks make no difference.

    Args:
        captions: The story's captions in order.
        paragraphs: The story's body.

    Returns:
        The captions in the same order.
    """
    if not any(caption.sentences for caption in captions):
        return [Caption(caption.text) for caption in captions]
    body = _Body(paragraphs)
    parted = [
        [
            (part, _fold(part))
            for sentence in caption.sentences
            # Few captions have a stop that the body could tell more of.
            for part in (split_at(sentence, body.endings) if caption.is_open else (sentence,))
        ]
        for caption in captions
    ]
    # Captions that are the same count as one, so that what is left stands in differing ones.
    distinct = {_fold(caption.text): parts for caption, parts in zip(captions, parted, strict=True)}
    held = Counter(
        sentence for parts in distinct.values() for sentence in {folded for _, folded in parts}
    )
    # Captions without letters count as one that says nothing, but may stand in the body.
    told = body.told({sentence for parts in parted for _, sentence in parts})
    shared = told | {sentence for sentence, times in held.items() if times > 1}
    return [
        Caption(caption.text, tuple(Sentence(part, folded in shared) for part, folded in parts))
        for caption, parts in zip(captions, parted, strict=True)
    ]


class _Body:
    """A story's body, taken apart as far as its captions ask for it."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def endings(self) -> frozenset[str]:
        """The words its paragraphs end with."""
        return endings_of(self._paragraphs)

    def told(self, sentences: Collection[str]) -> set[str]:
        """The sentences of the body, folded; those that none of some is like may be missing."""
        paragraphs = self._paragraphs
        if len(sentences) <= _FEW_SENTENCES:
            # The body of most stories holds none of them, and need not be split.
            paragraphs = [paragraph for paragraph in paragraphs if _holds_any(paragraph, sentences)]
        return {
            _fold(sentence)
            for paragraph in paragraphs
            for sentence in split_at(paragraph, self.endings)
        }


def _holds_any(paragraph: str, sentences: Iterable[str]) -> bool:
    folded = _fold_all(paragraph)
    for sentence in sentences:  # noqa: SIM110 - a generator costs more than what it goes through
        if sentence in folded:
            return True
    return False


@lru_cache(maxsize=256)
def _fold(text: str) -> str:
    # What captions share comes up in each of them.
    return _fold_all(text).strip(_EDGE)


def _fold_all(text: str) -> str:
    """A text in which what counts as the same sentence is the same, its ends included."""
    plain = text if text.isascii() else text.translate(_QUOTES)
    return fold_spaces(plain.casefold())
